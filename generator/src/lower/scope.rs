//! Names that are taken, and by what: two things of one name are reported with both places.

use indexmap::IndexMap;

use crate::diagnostic::Report;
use crate::model::Name;
use crate::pointer::Place;

/// The names of one scope.
#[derive(Default)]
pub(super) struct Scope {
    taken: IndexMap<String, (String, Place)>,
}

impl Scope {
    /// Takes the Rust name for what stands at `place`; says so when it is taken already.
    pub(super) fn claim(
        &mut self,
        name: &Name,
        what: &str,
        place: Place,
        report: &mut Report,
    ) -> bool {
        let Some((wire, first)) = self.taken.get(name.plain()) else {
            self.taken
                .insert(name.plain().to_owned(), (name.wire().to_owned(), place));
            return true;
        };
        let message = if wire == name.wire() {
            format!("two {what} are called `{wire}`")
        } else {
            format!(
                "`{wire}` and `{}` both become the Rust name `{}`",
                name.wire(),
                name.plain()
            )
        };
        report
            .error(place, message)
            .related(first.clone(), "the first one")
            .help(match what {
                "conditions" => "give one of them another name",
                _ => "give one of them another name with `x-rust-name`",
            });
        false
    }
}
