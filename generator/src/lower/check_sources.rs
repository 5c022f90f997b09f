//! Where in the document checks come from: what the pass `constraints` is told beside the model, which has no places.

use indexmap::IndexMap;

use crate::model::Body;
use crate::model::Check;
use crate::model::Parameter;
use crate::pointer::Place;
use crate::report::Rule;
use crate::report::diagnostic::Report;

/// The source of each [`Check`] by its `id`.
#[derive(Debug, Default)]
pub(crate) struct CheckSources(Vec<CheckSource>);

/// What the document says where a value is checked.
#[derive(Debug, Default)]
pub(crate) struct CheckSource {
    /// The value of `x-check`; `None` where it is not given.
    pub(crate) requested: Option<bool>,
    /// The keywords that can be checked.
    pub(crate) checked: Vec<Place>,
    /// The keywords that nothing checks.
    pub(crate) unchecked: Vec<Place>,
}

impl CheckSources {
    pub(crate) fn add(&mut self, source: CheckSource) -> usize {
        self.0.push(source);
        self.0.len() - 1
    }

    /// Passes the `x-check` of what stands around a value on to it, unless it has one itself: the innermost counts.
    pub(crate) fn request(&mut self, check: &mut Option<Box<Check>>, around: Option<bool>) {
        match check {
            Some(check) => {
                let requested = &mut self.0[check.id].requested;
                *requested = requested.or(around);
            }
            None if around.is_none() => {}
            None => {
                let id = self.add(CheckSource {
                    requested: around,
                    ..CheckSource::default()
                });
                *check = Some(Box::new(Check {
                    id,
                    ..Check::default()
                }));
            }
        }
    }

    /// Passes the `x-check` of an operation, or of the document, on to all that it sends.
    pub(crate) fn request_all(
        &mut self,
        requested: Option<bool>,
        parameters: &mut [Parameter],
        body: &mut Body,
    ) {
        for parameter in parameters {
            self.request(&mut parameter.check, requested);
        }
        match body {
            Body::None => {}
            Body::Value { check, .. } => self.request(check, requested),
            Body::Properties { check, fields, .. } => {
                self.request(check, requested);
                let requested = check.as_ref().and_then(|check| self.0[check.id].requested);
                for field in fields {
                    self.request(&mut field.check, requested);
                }
            }
        }
    }

    /// The `x-check` of each check, by its `id`.
    pub(crate) fn requested(&self) -> Vec<Option<bool>> {
        self.0.iter().map(|source| source.requested).collect()
    }

    /// Reports which keywords of the requested checks are checked, and which are not.
    pub(crate) fn report(&self, requested: &[usize], report: &mut Report) {
        let mut checked = IndexMap::new();
        let mut unchecked = IndexMap::new();
        let named = |place: &Place| (place.pointer.to_string(), place.clone());
        for source in requested.iter().filter_map(|id| self.0.get(*id)) {
            checked.extend(source.checked.iter().map(named));
            unchecked.extend(source.unchecked.iter().map(named));
        }
        report.set_checked(checked.into_values().map(|place| place.pointer).collect());
        for place in unchecked.into_values() {
            warn(place, report);
        }
    }
}

/// Warns that a keyword is not checked though `x-check` requests it.
fn warn(place: Place, report: &mut Report) {
    let keyword = place.pointer.tokens().last().copied().unwrap_or_default();
    let (message, help) = match keyword {
        "pattern" => (
            "`x-check` checks a pattern that is a set of characters, such as `^[a-z0-9]+$`: this one is documented only",
            "check it in the program; lengths go into `minLength` and `maxLength`",
        ),
        "multipleOf" => (
            "`x-check` has whole numbers checked for whole factors: this one is documented only",
            "write a whole factor, or take it out",
        ),
        _ => (
            "`x-check` checks neither files nor values of any type: this constraint is documented only",
            "say the `type` of the value; of a file, check it in the program",
        ),
    };
    report
        .warning(Rule::InvalidExtension, place, message)
        .help(help);
}
