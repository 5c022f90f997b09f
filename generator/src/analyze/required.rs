//! What is required by name: where arguments could be given in each other's place unnoticed, or are more than a reader counts.
//! Parameters of a path stay arguments, in the order that the path shows.

use std::collections::HashSet;

use crate::analyze::interchangeable::any_interchangeable;
use crate::model::Api;
use crate::model::Body;
use crate::model::Field;
use crate::model::Name;
use crate::model::Operation;
use crate::model::Parameter;
use crate::model::Presence;
use crate::model::Resource;
use crate::model::Shape;
use crate::model::TakenNames;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::model::visit::Index;
use crate::model::visit::Visible;
use crate::model::visit::index;

/// The most values that are required as arguments.
const MOST_ARGUMENTS: usize = 3;

/// Names the structs of what is required by name, of types and of operations.
pub(crate) fn require_by_name(api: &mut Api, taken: &TakenNames) {
    // No other can be called like such a struct.
    let types = api.definitions().map(|(_, one)| &one.name);
    let types = types.filter(|name| name.plain().contains("Required"));
    let mut used: HashSet<String> = types.map(Name::key).collect();
    let shared = index(&api.types);
    let mut names = Names::beside(&used, taken);
    let of_shared = of_types(&api.types, &Visible::new(&shared, &[]), &mut names);
    let given = names.given;
    used.extend(given);
    require_in(&mut api.root, &shared, &used, taken);
    set(&mut api.types, of_shared);
}

/// The names that are used, and those that are given beside them, as files spell them.
struct Names<'n> {
    used: &'n HashSet<String>,
    given: HashSet<String>,
    taken: &'n TakenNames,
}

impl<'n> Names<'n> {
    fn beside(used: &'n HashSet<String>, taken: &'n TakenNames) -> Self {
        Self {
            used,
            given: HashSet::new(),
            taken,
        }
    }

    /// The first free name of those that such structs have.
    fn give(&mut self, owner: &str) -> Option<Name> {
        let plain = ["required", "required values"].map(str::to_owned);
        let numbered = (2..).map(|number: usize| format!("required {number}"));
        let words = plain.into_iter().chain(numbered);
        let mut names =
            words.filter_map(|words| Name::of_type(&format!("{owner} {words}"), self.taken));
        names.find(|name| !self.used.contains(&name.key()) && self.given.insert(name.key()))
    }
}

/// Those of a resource, which shows the types of all its operations, and of the resources below it.
fn require_in(
    resource: &mut Resource,
    shared: &Index<'_>,
    used: &HashSet<String>,
    taken: &TakenNames,
) {
    let mut names = Names::beside(used, taken);
    for operation in &mut resource.operations {
        let visible = Visible::new(shared, &operation.types);
        let is_by_name = is_operation_by_name(operation, &visible);
        let of_types = of_types(&operation.types, &visible, &mut names);
        let name = is_by_name.then(|| names.give(operation.method.plain()));
        operation.required = name.flatten();
        set(&mut operation.types, of_types);
    }
    for below in &mut resource.resources {
        require_in(below, shared, used, taken);
    }
}

fn set(types: &mut [TypeDefinition], required: Vec<Option<Name>>) {
    for (definition, required) in types.iter_mut().zip(required) {
        definition.required = required;
    }
}

/// The structs of those of these types that take what they require by name.
fn of_types(
    types: &[TypeDefinition],
    visible: &Visible<'_, '_>,
    names: &mut Names<'_>,
) -> Vec<Option<Name>> {
    let required = |definition: &TypeDefinition| {
        let is_by_name = definition.usage.request && is_type_by_name(&definition.shape, visible);
        is_by_name.then(|| names.give(definition.name.plain()))?
    };
    types.iter().map(required).collect()
}

/// The items of a list that are each described by their place are given in their places.
fn is_type_by_name(shape: &Shape, visible: &Visible<'_, '_>) -> bool {
    match shape {
        Shape::Structure(_) | Shape::Parts(_) => {
            are_by_name(&properties(shape.fields()), &[], visible)
        }
        Shape::Tuple(_)
        | Shape::Enumeration(_)
        | Shape::Union(_)
        | Shape::Text(_)
        | Shape::Bodies(_)
        | Shape::Headers(_)
        | Shape::Responses(_)
        | Shape::Events(_) => false,
    }
}

fn is_operation_by_name(operation: &Operation, visible: &Visible<'_, '_>) -> bool {
    let required = operation.parameters.iter().filter(|one| one.is_argument());
    let (path, others): (Vec<&Parameter>, Vec<&Parameter>) =
        required.partition(|one| one.is_in_path());
    let types = |parameters: Vec<&Parameter>| -> Vec<Type> {
        parameters.into_iter().map(|one| one.ty.clone()).collect()
    };
    let (path, mut others) = (types(path), types(others));
    match &operation.body {
        Body::Value {
            ty, required: true, ..
        } => others.push(ty.clone()),
        Body::Properties { fields, .. } => others.extend(properties(fields)),
        Body::None | Body::Value { .. } => {}
    }
    are_by_name(&others, &path, visible)
}

/// The types of the properties that have to be given.
fn properties(fields: &[Field]) -> Vec<Type> {
    let required = fields.iter().filter(|field| field.is_argument());
    let ty = |field: &Field| match field.presence {
        Presence::Nullable => Type::Nullable(Box::new(field.ty.clone())),
        Presence::Required | Presence::Optional | Presence::OptionalNullable => field.ty.clone(),
    };
    required.map(ty).collect()
}

/// Whether these values are too many for arguments, or can be mistaken for each other or for those before them.
fn are_by_name(values: &[Type], before: &[Type], visible: &Visible<'_, '_>) -> bool {
    values.len() > MOST_ARGUMENTS || any_interchangeable(values, before, visible)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Integer;
    use crate::model::testing::api;
    use crate::model::testing::field;
    use crate::model::testing::object;
    use crate::model::testing::operation;
    use crate::model::testing::resource;

    /// The structs of what objects with these properties require.
    fn required(objects: &[(&str, &[Type])]) -> Vec<Option<String>> {
        let object = |(name, types): &(&str, &[Type])| {
            let fields = types.iter().zip(["a", "b", "c", "d"]);
            let fields = fields.map(|(ty, name)| field(name, ty.clone()));
            let mut object = object(name, fields.collect());
            object.usage.request = true;
            object
        };
        let mut api = api(objects.iter().map(object).collect(), Vec::new());
        require_by_name(&mut api, &TakenNames::default());
        let required = api.types.iter().map(|one| one.required.as_ref());
        required
            .map(|name| name.map(|name| name.rust().to_owned()))
            .collect()
    }

    const NUMBER: Type = Type::Integer(Integer::I32);

    #[test]
    fn what_the_compiler_tells_apart_is_given_in_arguments() {
        let three = [Type::String, NUMBER, Type::Boolean];
        assert_eq!(required(&[("Book", &three)]), [None]);
        let four = [Type::String, NUMBER, Type::Boolean, Type::Number];
        assert_eq!(
            required(&[("Book", &four)]),
            [Some("BookRequired".to_owned())]
        );
        let alike = [Type::String, NUMBER, Type::String];
        assert_eq!(
            required(&[("Book", &alike)]),
            [Some("BookRequired".to_owned())]
        );
    }

    #[test]
    fn a_struct_has_a_name_that_nothing_else_has() {
        let alike = [Type::String, Type::String];
        let named = required(&[("BookRequired", &[]), ("Book", &alike)]);
        assert_eq!(named, [None, Some("BookRequiredValues".to_owned())]);
    }

    #[test]
    fn operations_of_several_resources_name_theirs_alike() {
        let adding = |position| {
            let fields = vec![field("a", Type::Boolean), field("b", Type::Boolean)];
            let body = Body::Properties {
                name: Name::of_value_or("body", "body"),
                fields,
                check: None,
                media: crate::model::Media::Json,
            };
            Operation {
                method: Name::of_value_or("add", "call"),
                body,
                ..operation(position)
            }
        };
        let mut api = api(Vec::new(), Vec::new());
        api.root.resources = vec![
            resource("Books", vec![adding(0)]),
            resource("Shelves", vec![adding(1)]),
        ];
        require_by_name(&mut api, &TakenNames::default());
        let names: Vec<&str> = api
            .operations()
            .filter_map(|one| one.required.as_ref().map(Name::rust))
            .collect();
        assert_eq!(names, ["AddRequired", "AddRequired"]);
    }
}
