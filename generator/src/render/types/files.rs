//! Which shared types stand in one file: one that the document names, and those within it that nothing else refers to.

use std::collections::HashMap;

use crate::model::Api;
use crate::model::Shape;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::model::visit::shared_names;

/// The types of each file, the one that it is called after first; files and types in the order of the model.
pub(crate) fn files(api: &Api) -> Vec<Vec<&TypeDefinition>> {
    let referrers = Referrers::of(api);
    let mut files: Vec<Vec<&TypeDefinition>> = vec![Vec::new(); api.types.len()];
    for (number, definition) in api.types.iter().enumerate() {
        files[referrers.file(number)].push(definition);
    }
    files.retain(|file| !file.is_empty());
    files
}

/// Who refers to a type.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Referrer {
    Nobody,
    /// One shared type, by its number.
    Type(usize),
    /// Several of them, or something else.
    Others,
}

/// Who refers to each shared type that the document does not name.
struct Referrers(Vec<Referrer>);

impl Referrers {
    fn of(api: &Api) -> Self {
        let numbers = api.types.iter().enumerate();
        let numbers = numbers.map(|(number, one)| (one.name.rust(), number));
        let numbers: HashMap<&str, usize> = numbers.collect();
        let alone = api.types.iter().map(|one| {
            if one.is_named || matches!(one.shape, Shape::Text(_)) {
                Referrer::Others
            } else {
                Referrer::Nobody
            }
        });
        let mut found = Self(alone.collect());
        for (around, definition) in api.types.iter().enumerate() {
            for number in shared(definition.shape.types(), &numbers) {
                found.note(number, Referrer::Type(around));
            }
        }
        for number in shared(api.types_beside_shared(), &numbers) {
            found.note(number, Referrer::Others);
        }
        found
    }

    fn note(&mut self, number: usize, referrer: Referrer) {
        let known = &mut self.0[number];
        *known = match *known {
            Referrer::Nobody => referrer,
            known if known == referrer => known,
            _ => Referrer::Others,
        };
    }

    /// The type whose file a type stands in: itself, or the one around it. Types that are around each other have a file each.
    fn file(&self, number: usize) -> usize {
        let mut file = number;
        for _ in 0..self.0.len() {
            match self.0[file] {
                Referrer::Type(around) => file = around,
                Referrer::Nobody | Referrer::Others => return file,
            }
        }
        number
    }
}

/// The numbers of the shared types that these are made of.
fn shared<'t>(
    types: impl IntoIterator<Item = &'t Type>,
    numbers: &HashMap<&str, usize>,
) -> Vec<usize> {
    let names = shared_names(types);
    names
        .filter_map(|name| numbers.get(name).copied())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::testing::api;
    use crate::model::testing::field;
    use crate::model::testing::giving;
    use crate::model::testing::object;
    use crate::model::testing::shared;

    fn inline(name: &str, inner: &[&str]) -> TypeDefinition {
        let fields = inner.iter().map(|inner| field("inner", shared(inner)));
        TypeDefinition {
            is_named: false,
            ..object(name, fields.collect())
        }
    }

    fn named(name: &str, inner: &[&str]) -> TypeDefinition {
        TypeDefinition {
            is_named: true,
            ..inline(name, inner)
        }
    }

    fn names(api: &Api) -> Vec<String> {
        let names = |file: Vec<&TypeDefinition>| {
            let names = file.iter().map(|one| one.name.rust());
            names.collect::<Vec<_>>().join(" ")
        };
        files(api).into_iter().map(names).collect()
    }

    #[test]
    fn what_is_within_a_type_stands_in_its_file() {
        let types = vec![
            named("Book", &["BookCover", "Author"]),
            inline("BookCover", &["BookCoverColour"]),
            inline("BookCoverColour", &[]),
            named("Author", &[]),
        ];
        let api = api(types, Vec::new());
        assert_eq!(names(&api), ["Book BookCover BookCoverColour", "Author"]);
    }

    #[test]
    fn what_something_else_refers_to_as_well_has_a_file() {
        let types = vec![
            named("Book", &["BookCover", "BookPage"]),
            named("Film", &["BookCover"]),
            inline("BookCover", &[]),
            inline("BookPage", &[]),
        ];
        let api = api(types, vec![giving(0, shared("BookPage"))]);
        assert_eq!(names(&api), ["Book", "Film", "BookCover", "BookPage"]);
    }

    #[test]
    fn types_that_are_around_each_other_have_a_file_each() {
        let types = vec![inline("One", &["Other"]), inline("Other", &["One"])];
        assert_eq!(names(&api(types, Vec::new())), ["One", "Other"]);
    }
}
