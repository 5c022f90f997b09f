//! Which constraints are checked: where `x-check` requests it, and what follows from that.
//!
//! It is requested for a value that is sent, and for all that is in it. A type that is checked in one call is checked in
//! each that sends it, since it is one type. Responses are never checked.

use std::collections::HashMap;
use std::collections::HashSet;

use crate::model::Api;
use crate::model::Body;
use crate::model::Check;
use crate::model::Constraints;
use crate::model::Field;
use crate::model::Operation;
use crate::model::Shape;
use crate::model::Side;
use crate::model::Type;
use crate::model::visit::TypeKey;

/// Keeps the checks that are requested, and marks the types that have some. Returns the `id` of each requested check.
///
/// `requested` is the `x-check` that counts for the check of this `id`; `None` where there is none.
pub(crate) fn finalize(api: &mut Api, requested: &[Option<bool>]) -> Vec<usize> {
    let mut values = Vec::new();
    each_value(api, &mut |owner, check, ty| {
        values.push(SentValue::new(owner, check.as_deref(), ty, requested));
    });
    let types = Types::new(&values);
    let mut ids = Vec::new();
    each_value(api, &mut |owner, check, ty| {
        let value = SentValue::new(owner, check.as_deref(), ty, requested);
        let mut kept = check.take().unwrap_or_default();
        let is_requested = types.requested.contains(owner);
        keep_requested(&mut kept, is_requested, requested, &mut ids);
        let is_checked = |target| types.checked.contains(&target);
        if value.is_open() && value.target.is_some_and(is_checked) {
            follow(&mut kept);
        }
        *check = (!kept.is_empty()).then_some(kept);
    });
    for (key, definition) in api.definitions_mut() {
        definition.is_checked = definition.usage.request && types.checked.contains(&key);
    }
    ids
}

/// A value of a request.
struct SentValue {
    /// The type that it is a value of, or the operation, whose key has no name.
    owner: TypeKey,
    /// The type that the value is, or is made of.
    target: Option<TypeKey>,
    /// The `x-check` for the type.
    requested: Option<bool>,
    /// Whether the value has constraints of its own.
    has_constraints: bool,
}

impl SentValue {
    fn new(owner: &TypeKey, check: Option<&Check>, ty: &Type, requested: &[Option<bool>]) -> Self {
        Self {
            owner: owner.clone(),
            target: ty.named().map(|reference| reference.key(owner.operation)),
            requested: check.and_then(|check| innermost(check, requested)),
            has_constraints: check.is_some_and(Check::has_constraints),
        }
    }

    /// Whether the type is checked here, if it is checked at all.
    fn is_open(&self) -> bool {
        self.requested != Some(false)
    }
}

/// The `x-check` for the innermost items.
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
    /// Those whose values are to be checked, by an `x-check` where they stand or further out.
    requested: HashSet<TypeKey>,
    /// Those that have something to check, or are made of one that has.
    checked: HashSet<TypeKey>,
}

impl Types {
    fn new(values: &[SentValue]) -> Self {
        let begin = values.iter().filter(|value| value.requested == Some(true));
        let begin = begin.filter_map(|value| value.target.as_ref());
        let edges = || {
            let open = values.iter().filter(|value| value.is_open());
            open.filter_map(|value| Some((&value.owner, value.target.as_ref()?)))
        };
        let requested = reached(begin, edges());
        let is_checked = |value: &&SentValue| {
            value.has_constraints
                && value
                    .requested
                    .unwrap_or_else(|| requested.contains(&value.owner))
        };
        let begin = values.iter().filter(is_checked).map(|value| &value.owner);
        let outward = edges().map(|(owner, target)| (target, owner));
        let checked = reached(begin, outward);
        Self { requested, checked }
    }
}

/// All that is reached by these edges.
fn reached<'p>(
    begin: impl Iterator<Item = &'p TypeKey>,
    edges: impl Iterator<Item = (&'p TypeKey, &'p TypeKey)>,
) -> HashSet<TypeKey> {
    let mut next: HashMap<&TypeKey, Vec<&TypeKey>> = HashMap::new();
    for (from, to) in edges {
        next.entry(from).or_default().push(to);
    }
    let mut open: Vec<&TypeKey> = begin.collect();
    let mut reached = HashSet::new();
    while let Some(key) = open.pop() {
        if reached.insert(key.clone()) {
            open.extend(next.get(key).into_iter().flatten());
        }
    }
    reached
}

/// Keeps the constraints that are requested, and notes their ids.
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

/// Has the type of the value checked, or that of its innermost items.
fn follow(check: &mut Check) {
    match &mut check.items {
        Some(items) => follow(items),
        None => check.is_followed = true,
    }
}

/// What is called with a value: its owner, its check and its type.
type Visit<'v> = dyn FnMut(&TypeKey, &mut Option<Box<Check>>, &Type) + 'v;

/// Visits every value of a request. What is never sent loses its checks.
fn each_value(api: &mut Api, visit: &mut Visit<'_>) {
    for (owner, definition) in api.definitions_mut() {
        let is_sent = definition.usage.request;
        values_of_shape(&mut definition.shape, &mut |check, ty| {
            if is_sent {
                visit(&owner, check, ty);
            } else {
                *check = None;
            }
        });
    }
    for operation in api.root.all_operations_mut() {
        let owner = TypeKey {
            operation: Some(operation.position),
            name: String::new(),
        };
        values_of_operation(operation, &mut |check, ty| visit(&owner, check, ty));
    }
}

fn values_of_operation(
    operation: &mut Operation,
    visit: &mut dyn FnMut(&mut Option<Box<Check>>, &Type),
) {
    for parameter in &mut operation.parameters {
        visit(&mut parameter.check, &parameter.ty);
    }
    match &mut operation.body {
        Body::None => {}
        Body::Value { check, ty, .. } => visit(check, ty),
        Body::Properties { check, fields, .. } => {
            visit(check, &Type::Any);
            values_of_fields(fields, visit);
        }
    }
}

fn values_of_shape(shape: &mut Shape, visit: &mut dyn FnMut(&mut Option<Box<Check>>, &Type)) {
    match shape {
        Shape::Structure(structure) => {
            values_of_fields(&mut structure.fields, visit);
            if let Some(ty) = &structure.additional_properties {
                visit(&mut structure.additional_check, ty);
            }
        }
        Shape::Union(union) => {
            for variant in &mut union.variants {
                visit(&mut variant.check, &variant.ty);
            }
        }
        Shape::Bodies(kinds) => {
            for kind in kinds {
                visit(&mut kind.check, &kind.ty);
            }
        }
        Shape::Parts(parts) => values_of_fields(&mut parts.fields, visit),
        Shape::Tuple(tuple) => values_of_fields(&mut tuple.fields, visit),
        Shape::Headers(fields) => values_of_fields(fields, visit),
        Shape::Enumeration(_) | Shape::Text(_) | Shape::Responses(_) | Shape::Events(_) => {}
    }
}

fn values_of_fields(fields: &mut [Field], visit: &mut dyn FnMut(&mut Option<Box<Check>>, &Type)) {
    for field in fields {
        if field.side == Side::Response {
            field.check = None;
        } else {
            visit(&mut field.check, &field.ty);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TypeDefinition;
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
        let types = api.types.iter().filter(|one| one.name.rust() == ty);
        let fields = types.flat_map(|definition| definition.shape.fields());
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
