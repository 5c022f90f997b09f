//! What values that are sent are checked for: the constraints of all schemas that describe them, as far as their types have them.
//!
//! Whether they are checked is found out by the pass `constraints`, when it is known which types are sent.

use indexmap::IndexMap;

use crate::lower::reference;
use crate::lower::schema::constraint::keyword;
use crate::lower::schema::constraint::keyword::Fitted;
use crate::lower::schema::form::Form;
use crate::lower::schema::form::form;
use crate::lower::schema::schemas::Schemas;
use crate::model::Body;
use crate::model::Check;
use crate::model::Parameter;
use crate::model::Type;
use crate::pointer::Place;
use crate::report::diagnostic::Report;
use crate::spec::Schema;
use crate::spec::SchemaObject;
use crate::spec::Text;

/// How many schemas may constrain one value.
const MOST: usize = 32;

/// Where in the document the checks come from: the source of each [`Check`] by its `id`.
#[derive(Debug, Default)]
pub(crate) struct CheckSources(Vec<CheckSource>);

#[derive(Debug, Default)]
struct CheckSource {
    /// The value of `x-check`; `None` where it is not given.
    requested: Option<bool>,
    /// The keywords that can be checked.
    checked: Vec<Place>,
    /// The keywords that nothing checks.
    unchecked: Vec<Place>,
}

impl CheckSources {
    fn add(&mut self, source: CheckSource) -> usize {
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
    report.warning(place, message).help(help);
}

impl<'d> Schemas<'d> {
    /// What a value of type `ty` is checked for, where all of these schemas describe it.
    pub(crate) fn check(
        &mut self,
        schemas: impl IntoIterator<Item = &'d Schema>,
        ty: &Type,
    ) -> Option<Box<Check>> {
        let mut objects = Vec::new();
        for schema in schemas {
            self.gather(schema, &mut objects);
        }
        self.check_of_parts(&objects, ty)
    }

    /// The same of schemas that refer to no others.
    pub(crate) fn check_of_parts(
        &mut self,
        objects: &[&'d SchemaObject],
        ty: &Type,
    ) -> Option<Box<Check>> {
        if let Type::Nullable(inner) | Type::Boxed(inner) = ty {
            return self.check_of_parts(objects, inner);
        }
        let mut check = Check::default();
        let mut source = CheckSource {
            requested: objects.iter().find_map(|object| object.check),
            ..CheckSource::default()
        };
        for object in objects {
            let Fitted { checked, unchecked } = keyword::fitted(&object.constraints, ty);
            let place = |keyword: &str| object.at.child(keyword).key();
            source
                .checked
                .extend(checked.keywords().into_iter().map(place));
            source
                .unchecked
                .extend(unchecked.keywords().into_iter().map(place));
            check.constraints.merge(checked);
        }
        check.items = self.check_of_items(objects, ty);
        let says_nothing = source.requested.is_none() && source.unchecked.is_empty();
        if says_nothing && check == Check::default() {
            return None;
        }
        check.id = self.notes.checks.add(source);
        Some(Box::new(check))
    }

    /// What the items of a list, or the values of a map, are checked for.
    fn check_of_items(&mut self, objects: &[&'d SchemaObject], ty: &Type) -> Option<Box<Check>> {
        match ty {
            Type::List(item) => {
                let is_plain = |object: &&&SchemaObject| object.prefix_items.is_empty();
                let plain = objects.iter().filter(is_plain);
                self.check(plain.filter_map(|object| object.items.as_ref()), item)
            }
            Type::Map { value, .. } => {
                let is_plain = |object: &&&SchemaObject| object.pattern_properties.is_empty();
                let plain = objects.iter().filter(is_plain);
                let values = plain.filter_map(|object| object.additional_properties.as_ref());
                self.check(values, value)
            }
            _ => None,
        }
    }

    /// The schemas that a value has to obey at once, itself first.
    pub(crate) fn obeyed(&self, schema: &'d Schema) -> Vec<&'d SchemaObject> {
        let mut objects = Vec::new();
        self.gather(schema, &mut objects);
        objects
    }

    /// Adds the schemas that a value has to obey at once: what it refers to, what `allOf` puts together, and the only branch of a
    /// choice that is not `null`.
    fn gather(&self, schema: &'d Schema, objects: &mut Vec<&'d SchemaObject>) {
        let Schema::Object(object) = schema else {
            return;
        };
        let is_known = objects
            .iter()
            .any(|known| std::ptr::eq(*known, object.as_ref()));
        if is_known || objects.len() == MOST {
            return;
        }
        objects.push(object);
        if let Some(target) = object
            .reference
            .as_ref()
            .and_then(|target| self.target(target))
        {
            self.gather(target, objects);
        }
        for part in &object.all_of {
            self.gather(part, objects);
        }
        if let Form::Choice(branches) = form(object)
            && let [only] = branches.as_slice()
        {
            self.gather(only, objects);
        }
    }

    /// What a reference names; mistakes in it are reported elsewhere.
    fn target(&self, target: &Text) -> Option<&'d Schema> {
        let ignored = &mut Report::default();
        let key = reference::component_key(target, "schemas", ignored)?;
        self.document.components.schemas.get(&key)
    }
}
