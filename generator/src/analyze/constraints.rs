//! Which constraints are checked: where `x-check` asks for it, and what follows from that.
//!
//! It is asked for at a place of a request, and for all that is sent there. A type that is checked in one call is checked in
//! each that sends it, since it is one type. Responses are never checked.

use std::collections::HashMap;
use std::collections::HashSet;

use crate::model::Api;
use crate::model::Body;
use crate::model::Check;
use crate::model::Constraints;
use crate::model::Field;
use crate::model::Home;
use crate::model::Operation;
use crate::model::Resource;
use crate::model::Shape;
use crate::model::Side;
use crate::model::Type;
use crate::model::TypeDefinition;

/// Leaves the checks that are made, and marks the types that have some. Gives the `id` of each check that is asked for.
///
/// `asked` is what the document asks for in the check of this `id`; `None` where it says nothing.
pub(crate) fn finalize(api: &mut Api, requested: &[Option<bool>]) -> Vec<usize> {
    let mut places = Vec::new();
    each_place(api, &mut |holder, check, ty| {
        places.push(Place::new(holder, check.as_deref(), ty, requested));
    });
    let types = Types::new(&places);
    let mut ids = Vec::new();
    each_place(api, &mut |holder, check, ty| {
        let place = Place::new(holder, check.as_deref(), ty, requested);
        let mut kept = check.take().unwrap_or_default();
        keep_requested(
            &mut kept,
            types.requested.contains(holder),
            requested,
            &mut ids,
        );
        if place.is_open()
            && place
                .target
                .is_some_and(|target| types.checked.contains(&target))
        {
            follow(&mut kept);
        }
        *check = (!kept.is_empty()).then_some(kept);
    });
    each_type(api, &mut |holder, definition| {
        definition.is_checked = definition.usage.request && types.checked.contains(holder);
    });
    ids
}

/// What holds values that are sent: a type, by its name, or an operation, which has none; with the position of the
/// operation that it belongs to.
type Holder = (Option<usize>, String);

/// A place of a request, with what matters here.
struct Place {
    holder: Holder,
    /// The type that the value is, or is made of.
    target: Option<Holder>,
    /// What is asked for of the type.
    requested: Option<bool>,
    /// Whether there are constraints at the place itself.
    has_constraints: bool,
}

impl Place {
    fn new(holder: &Holder, check: Option<&Check>, ty: &Type, requested: &[Option<bool>]) -> Self {
        let target = ty.named().map(|reference| match reference.home {
            Home::Shared => (None, reference.name.clone()),
            Home::Operation => (holder.0, reference.name.clone()),
        });
        Self {
            holder: holder.clone(),
            target,
            requested: check.and_then(|check| innermost(check, requested)),
            has_constraints: check.is_some_and(Check::has_constraints),
        }
    }

    /// Whether the type is checked here, if it is checked at all.
    fn is_open(&self) -> bool {
        self.requested != Some(false)
    }
}

/// What is asked for of the innermost items.
fn innermost(check: &Check, requested: &[Option<bool>]) -> Option<bool> {
    let items = check.items.as_ref();
    let of_items = items.and_then(|items| innermost(items, requested));
    of_items.or_else(|| requested_of(check, requested))
}

fn requested_of(check: &Check, requested: &[Option<bool>]) -> Option<bool> {
    requested.get(check.id).copied().flatten()
}

/// The types, by what is known of them.
struct Types {
    /// Those of which checks are asked, where they stand or further out.
    requested: HashSet<Holder>,
    /// Those that have something to check, or are made of one that has.
    checked: HashSet<Holder>,
}

impl Types {
    fn new(places: &[Place]) -> Self {
        let begin = places.iter().filter(|place| place.requested == Some(true));
        let begin = begin.filter_map(|place| place.target.as_ref());
        let edges = || {
            let open = places.iter().filter(|place| place.is_open());
            open.filter_map(|place| Some((&place.holder, place.target.as_ref()?)))
        };
        let requested = reached(begin, edges());
        let is_checked = |place: &&Place| {
            place.has_constraints
                && place
                    .requested
                    .unwrap_or_else(|| requested.contains(&place.holder))
        };
        let begin = places.iter().filter(is_checked).map(|place| &place.holder);
        let outward = edges().map(|(holder, target)| (target, holder));
        let checked = reached(begin, outward);
        Self { requested, checked }
    }
}

/// All that is reached by these edges.
fn reached<'p>(
    begin: impl Iterator<Item = &'p Holder>,
    edges: impl Iterator<Item = (&'p Holder, &'p Holder)>,
) -> HashSet<Holder> {
    let mut next: HashMap<&Holder, Vec<&Holder>> = HashMap::new();
    for (from, to) in edges {
        next.entry(from).or_default().push(to);
    }
    let mut open: Vec<&Holder> = begin.collect();
    let mut reached = HashSet::new();
    while let Some(holder) = open.pop() {
        if reached.insert(holder.clone()) {
            open.extend(next.get(holder).into_iter().flatten());
        }
    }
    reached
}

/// Keeps the constraints that are asked for, and notes where that is.
fn keep_requested(
    check: &mut Check,
    is_requested: bool,
    requested: &[Option<bool>],
    ids: &mut Vec<usize>,
) {
    let is_requested = requested_of(check, requested).unwrap_or(is_requested);
    if is_requested {
        ids.push(check.id);
    } else {
        check.constraints = Constraints::default();
    }
    if let Some(items) = &mut check.items {
        keep_requested(items, is_requested, requested, ids);
    }
    check.items.take_if(|items| items.is_empty());
}

/// Has the type of the value checked, where the items are looked at anyway.
fn follow(check: &mut Check) {
    match &mut check.items {
        Some(items) => follow(items),
        None => check.is_followed = true,
    }
}

/// What looks at a place: what holds it, its check and its type.
type Look<'l> = dyn FnMut(&Holder, &mut Option<Box<Check>>, &Type) + 'l;

/// Shows every place of a request. What is never sent loses its checks.
fn each_place(api: &mut Api, look: &mut Look<'_>) {
    each_type(api, &mut |holder, definition| {
        let is_sent = definition.usage.request;
        places_of_shape(&mut definition.shape, &mut |check, ty| {
            if is_sent {
                look(holder, check, ty);
            } else {
                *check = None;
            }
        });
    });
    each_operation(&mut api.root, &mut |operation| {
        let holder = (Some(operation.position), String::new());
        places_of_operation(operation, &mut |check, ty| look(&holder, check, ty));
    });
}

fn each_type(api: &mut Api, look: &mut dyn FnMut(&Holder, &mut TypeDefinition)) {
    let mut look_at = |position: Option<usize>, types: &mut [TypeDefinition]| {
        for definition in types {
            let holder = (position, definition.name.rust().to_owned());
            look(&holder, definition);
        }
    };
    look_at(None, &mut api.types);
    each_operation(&mut api.root, &mut |operation| {
        look_at(Some(operation.position), &mut operation.types);
    });
}

fn each_operation(resource: &mut Resource, look: &mut dyn FnMut(&mut Operation)) {
    for operation in &mut resource.operations {
        look(operation);
    }
    for resource in &mut resource.resources {
        each_operation(resource, look);
    }
}

fn places_of_operation(
    operation: &mut Operation,
    look: &mut dyn FnMut(&mut Option<Box<Check>>, &Type),
) {
    for parameter in &mut operation.parameters {
        look(&mut parameter.check, &parameter.ty);
    }
    match &mut operation.body {
        Body::None => {}
        Body::Value { check, ty, .. } => look(check, ty),
        Body::Properties { check, fields, .. } => {
            look(check, &Type::Any);
            places_of_fields(fields, look);
        }
    }
}

fn places_of_shape(shape: &mut Shape, look: &mut dyn FnMut(&mut Option<Box<Check>>, &Type)) {
    match shape {
        Shape::Structure(structure) => {
            places_of_fields(&mut structure.fields, look);
            if let Some(ty) = &structure.additional_properties {
                look(&mut structure.additional_check, ty);
            }
        }
        Shape::Union(union) => {
            for variant in &mut union.variants {
                look(&mut variant.check, &variant.ty);
            }
        }
        Shape::Bodies(kinds) => {
            for kind in kinds {
                look(&mut kind.check, &kind.ty);
            }
        }
        Shape::Parts(parts) => places_of_fields(&mut parts.fields, look),
        Shape::Tuple(tuple) => places_of_fields(&mut tuple.fields, look),
        Shape::Headers(fields) => places_of_fields(fields, look),
        Shape::Enumeration(_) | Shape::Text(_) | Shape::Responses(_) => {}
    }
}

fn places_of_fields(fields: &mut [Field], look: &mut dyn FnMut(&mut Option<Box<Check>>, &Type)) {
    for field in fields {
        if field.side == Side::Response {
            field.check = None;
        } else {
            look(&mut field.check, &field.ty);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::testing::api;
    use crate::model::testing::field;
    use crate::model::testing::object;
    use crate::model::testing::sending;
    use crate::model::testing::shared;

    /// A property that is checked.
    fn short(id: usize, name: &str, ty: Type) -> Field {
        let constraints = Constraints {
            max_length: Some(9),
            ..Constraints::default()
        };
        with_check(id, constraints, field(name, ty))
    }

    fn with_check(id: usize, constraints: Constraints, field: Field) -> Field {
        let check = Check {
            id,
            constraints,
            ..Check::default()
        };
        Field {
            check: Some(Box::new(check)),
            ..field
        }
    }

    fn sent(mut definition: TypeDefinition) -> TypeDefinition {
        definition.usage.request = true;
        definition
    }

    /// A call (0) that sends a book with a title (1) and an author (2), who has a name (3).
    fn books() -> Api {
        let title = short(1, "title", Type::String);
        let author = field("author", shared("Author"));
        let author = with_check(2, Constraints::default(), author);
        let name = short(3, "name", Type::String);
        let mut add = sending(0, shared("Book"));
        if let Body::Value { check, .. } = &mut add.body {
            *check = Some(Box::default());
        }
        let book = object("Book", vec![title, author]);
        let author = object("Author", vec![name]);
        api(vec![sent(book), sent(author)], vec![add])
    }

    fn checks<'a>(api: &'a Api, ty: &str) -> Vec<Option<&'a Check>> {
        let found = api.types.iter().filter(|one| one.name.rust() == ty);
        let fields = found.flat_map(|definition| definition.shape.fields());
        fields.map(|field| field.check.as_deref()).collect()
    }

    fn checked(api: &Api) -> Vec<&str> {
        let checked = api.types.iter().filter(|one| one.is_checked);
        checked.map(|one| one.name.rust()).collect()
    }

    #[test]
    fn all_is_checked_that_a_call_sends_which_asks_for_it() {
        let mut api = books();
        let mut ids = finalize(&mut api, &[Some(true), None, None, None]);
        ids.sort_unstable();
        assert_eq!(ids, [0, 1, 2, 3]);
        assert_eq!(checked(&api), ["Book", "Author"]);
        let Body::Value { check, .. } = &api.root.operations[0].body else {
            panic!("it sends a value");
        };
        assert!(check.as_ref().unwrap().is_followed);
    }

    #[test]
    fn nothing_is_checked_that_nobody_asks_for() {
        let mut api = books();
        assert_eq!(finalize(&mut api, &[]), [0; 0]);
        assert!(checked(&api).is_empty());
        assert_eq!(checks(&api, "Book"), [None, None]);
    }

    #[test]
    fn what_stands_further_in_has_the_last_word() {
        let mut api = books();
        let ids = finalize(&mut api, &[Some(true), None, Some(false), None]);
        assert_eq!(checked(&api), ["Book"]);
        assert_eq!(checks(&api, "Author"), [None]);
        assert!(!ids.contains(&3));
    }

    #[test]
    fn a_type_that_is_only_received_is_not_checked() {
        let mut api = books();
        for definition in &mut api.types {
            definition.usage.request = false;
        }
        finalize(&mut api, &[Some(true), Some(true), Some(true), Some(true)]);
        assert!(checked(&api).is_empty());
        assert_eq!(checks(&api, "Author"), [None]);
    }
}
