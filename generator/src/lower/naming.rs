//! Names that are taken, and by what: of two things that are written otherwise and have one name, the second is called after how
//! it is written. Of two of the same name, the second is numbered, and that is reported with both places.

use indexmap::IndexMap;

use crate::model::Name;
use crate::pointer::Place;
use crate::report::Rule;
use crate::report::diagnostic::Report;

/// What is named, and what its author can do about two of one name.
#[derive(Clone, Copy)]
pub(crate) struct Named {
    what: &'static str,
    remedy: &'static str,
}

impl Named {
    /// Things that are told apart as `remedy` says.
    pub(crate) const fn told_apart_by(what: &'static str, remedy: &'static str) -> Self {
        Self { what, remedy }
    }

    /// Things that can have an `x-rust-name`.
    pub(crate) const fn by_extension(what: &'static str) -> Self {
        Self::told_apart_by(what, "give one of them another name with `x-rust-name`")
    }
}

/// The names of one scope.
#[derive(Default)]
pub(crate) struct Scope {
    taken: IndexMap<String, (String, Place)>,
    /// The number that the next thing of a name has that is taken.
    numbers: IndexMap<String, usize>,
}

impl Scope {
    /// Takes the first of these names that is free, for what stands at `place`; where none is, the last as [`claim`](Self::claim) gives it.
    pub(crate) fn claim_one(
        &mut self,
        choices: impl IntoIterator<Item = Name>,
        last: Name,
        named: Named,
        place: Place,
        report: &mut Report,
    ) -> Name {
        let free = choices.into_iter().find(|name| self.is_free(name));
        self.claim(free.unwrap_or(last), named, place, report)
    }

    /// Whether nothing has the name.
    pub(crate) fn is_free(&self, name: &Name) -> bool {
        !self.taken.contains_key(&name.key())
    }

    /// Takes the Rust name for what stands at `place`: the name itself, or when it is taken already, one that says how it is
    /// written, or else the next number of it.
    pub(crate) fn claim(
        &mut self,
        name: Name,
        named: Named,
        place: Place,
        report: &mut Report,
    ) -> Name {
        let key = name.key();
        let Some((wire, first)) = self.taken.get(&key).cloned() else {
            self.taken.insert(key, (name.wire().to_owned(), place));
            return name;
        };
        let is_written_otherwise = wire != name.wire();
        let mut spelled = name.spelled_out().filter(|_| is_written_otherwise);
        if let Some(spelled) = spelled.find(|name| self.is_free(name)) {
            self.take(&spelled, place);
            return spelled;
        }
        let Named { what, remedy } = named;
        let numbered = self.numbered(&name);
        let message = if wire == name.wire() {
            format!(
                "two {what} are called `{wire}`: this one is `{}`",
                numbered.plain()
            )
        } else {
            format!(
                "`{wire}` and `{}` both become the Rust name `{}`: this one is `{}`",
                name.wire(),
                name.plain(),
                numbered.plain()
            )
        };
        report
            .warning(Rule::NumberedName, place.clone(), message)
            .related(first, "the first one")
            .help(remedy);
        self.take(&numbered, place);
        numbered
    }

    /// The name with the first number that nothing has.
    fn numbered(&mut self, name: &Name) -> Name {
        let key = name.key();
        let mut number = self.numbers.get(&key).copied().unwrap_or(2);
        let mut numbered = name.numbered(number);
        while !self.is_free(&numbered) {
            number += 1;
            numbered = name.numbered(number);
        }
        self.numbers.insert(key, number + 1);
        numbered
    }

    /// Keeps a name from everything else, for what is named before.
    pub(crate) fn reserve(&mut self, name: &Name, place: &Place) {
        let taken = self.taken.entry(name.key());
        taken.or_insert_with(|| (name.wire().to_owned(), place.clone()));
    }

    fn take(&mut self, name: &Name, place: Place) {
        self.taken
            .insert(name.key(), (name.wire().to_owned(), place));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Source;
    use crate::pointer::Pointer;

    const THINGS: Named = Named::told_apart_by("things", "call them otherwise");

    fn name(wire: &str) -> Name {
        Name::of_value(wire).unwrap()
    }

    /// What things of these names are called that are named one after another, and what is said of it.
    fn claimed(wire: &[&str]) -> (Vec<String>, String) {
        let (mut scope, mut report) = (Scope::default(), Report::default());
        let place = Pointer::root().value();
        let names = wire.iter().map(|wire| {
            let name = scope.claim(name(wire), THINGS, place.clone(), &mut report);
            name.rust().to_owned()
        });
        let names = names.collect();
        let source = Source::new("things.yaml", "openapi: 3.1.0");
        (names, report.finish(source.texts()).to_string())
    }

    #[test]
    fn names_that_are_written_otherwise_say_how() {
        let (names, said) = claimed(&["userId", "user_id", "user-id"]);
        assert_eq!(
            names,
            ["user_id", "user_id_snake_case", "user_id_kebab_case"]
        );
        assert_eq!(said, "");
    }

    #[test]
    fn the_same_name_is_numbered_with_the_first_number_that_is_free() {
        let (names, said) = claimed(&["id", "id_2", "id", "id", "id"]);
        assert_eq!(names, ["id", "id_2", "id_3", "id_4", "id_5"]);
        assert!(
            said.contains("two things are called `id`: this one is `id_3`"),
            "{said}"
        );
        assert!(said.contains("call them otherwise"), "{said}");
        assert_eq!(claimed(&["id", "id", "id"]).0, ["id", "id_2", "id_3"]);
    }

    #[test]
    fn names_that_nothing_tells_apart_are_numbered() {
        let (names, said) = claimed(&["a b", "a.b", "a/b", "a\u{e000}b"]);
        assert_eq!(names, ["a_b", "a_dot_b", "a_slash_b", "a_b_lower_case"]);
        assert_eq!(said, "");
    }

    #[test]
    fn the_first_choice_that_is_free_is_taken() {
        let mut scope = Scope::default();
        let mut report = Report::default();
        let place = Pointer::root().value();
        scope.reserve(&name("list"), &place);
        scope.reserve(&name("List"), &place);
        assert!(!scope.is_free(&name("list")));
        let mut claim = |choices: [&str; 2]| {
            let choices = choices.map(name);
            let last = name("last");
            let taken = scope.claim_one(choices, last, THINGS, place.clone(), &mut report);
            taken.rust().to_owned()
        };
        assert_eq!(claim(["list", "all"]), "all");
        assert_eq!(claim(["list", "all"]), "last");
        assert!(report.is_clean());
    }
}
