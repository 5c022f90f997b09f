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
