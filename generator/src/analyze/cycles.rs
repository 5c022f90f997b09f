//! Types that would contain themselves are put on the heap, where the circle closes and nowhere else.

use std::collections::HashMap;

use crate::model::Api;
use crate::model::Shape;
use crate::model::Type;
use crate::model::TypeDefinition;

/// Boxes what closes a circle.
pub(crate) fn box_cycles(api: &mut Api) {
    for (_, types) in api.type_lists_mut() {
        break_cycles(types);
    }
}

/// Types are visited in their order, each contained type before the next: an edge back to a type being visited is boxed.
fn break_cycles(types: &mut [TypeDefinition]) {
    let index: HashMap<String, usize> = types
        .iter()
        .enumerate()
        .map(|(at, ty)| (ty.name.rust().to_owned(), at))
        .collect();
    let mut visit = Visit {
        index,
        state: vec![State::New; types.len()],
        types,
    };
    for at in 0..visit.state.len() {
        visit.visit(at);
    }
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

struct Visit<'t> {
    index: HashMap<String, usize>,
    state: Vec<State>,
    types: &'t mut [TypeDefinition],
}

impl Visit<'_> {
    fn visit(&mut self, at: usize) {
        if self.state[at] != State::New {
            return;
        }
        self.state[at] = State::Open;
        for part in 0..contained(&mut self.types[at].shape).len() {
            let Some(next) = self.contained_at(at, part) else {
                continue;
            };
            if self.state[next] == State::Open {
                let parts = contained(&mut self.types[at].shape);
                if let Some(part) = parts.into_iter().nth(part) {
                    let inner = std::mem::replace(part, Type::Any);
                    *part = Type::Boxed(Box::new(inner));
                }
            } else {
                self.visit(next);
            }
        }
        self.state[at] = State::Done;
    }

    /// The type that a part holds by value.
    fn contained_at(&mut self, at: usize, part: usize) -> Option<usize> {
        let parts = contained(&mut self.types[at].shape);
        match parts.into_iter().nth(part)? {
            Type::Named(reference) => self.index.get(&reference.name).copied(),
            _ => None,
        }
    }
}

/// The parts that a shape holds by value.
pub(super) fn contained(shape: &mut Shape) -> Vec<&mut Type> {
    match shape {
        Shape::Structure(structure) => structure
            .fields
            .iter_mut()
            .map(|field| &mut field.ty)
            .collect(),
        Shape::Tuple(tuple) => tuple.fields.iter_mut().map(|field| &mut field.ty).collect(),
        Shape::Union(union) => union
            .variants
            .iter_mut()
            .map(|variant| &mut variant.ty)
            .collect(),
        Shape::Enumeration(_)
        | Shape::Text(_)
        | Shape::Parts(_)
        | Shape::Bodies(_)
        | Shape::Headers(_)
        | Shape::Responses(_)
        | Shape::Events(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::testing::api;
    use crate::model::testing::field;
    use crate::model::testing::object;
    use crate::model::testing::shape;
    use crate::model::testing::shared;

    fn boxed(types: Vec<TypeDefinition>) -> Vec<bool> {
        let mut api = api(types, Vec::new());
        box_cycles(&mut api);
        let fields = api.types.iter().flat_map(|one| one.shape.fields());
        let boxed = fields.map(|field| matches!(field.ty, Type::Boxed(_)));
        boxed.collect()
    }

    #[test]
    fn a_circle_is_closed_by_one_box() {
        let book = object("Book", vec![field("author", shared("Author"))]);
        let author = object("Author", vec![field("latest", shared("Book"))]);
        assert_eq!(boxed(vec![book, author]), [false, true]);
    }

    #[test]
    fn lists_and_maps_are_on_the_heap_already() {
        let list = Type::List(Box::new(shared("Book")));
        let map = Type::map_of(shared("Book"));
        let book = object("Book", vec![field("parts", list), field("named", map)]);
        assert_eq!(boxed(vec![book]), [false, false]);
    }

    #[test]
    fn what_holds_itself_is_boxed() {
        let types = vec![object("Chapter", vec![field("whole", shared("Chapter"))])];
        let mut api = api(types, Vec::new());
        box_cycles(&mut api);
        let boxed = Type::Boxed(Box::new(shared("Chapter")));
        assert_eq!(shape(&api, "Chapter").fields()[0].ty, boxed);
    }
}
