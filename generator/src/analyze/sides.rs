//! Properties of one side, `readOnly` and `writeOnly`: which types have them, and which demand them.

use crate::model::Api;
use crate::model::Presence;
use crate::model::Shape;
use crate::model::Side;
use crate::model::TypeDefinition;
use crate::model::Usage;

/// A property of one side is not in a type of the other, and not demanded by a type of both.
pub(crate) fn keep_sides(api: &mut Api) {
    for (_, definition) in api.definitions_mut() {
        keep_side(definition);
    }
}

fn keep_side(definition: &mut TypeDefinition) {
    let Usage {
        request, response, ..
    } = definition.usage;
    let Shape::Structure(structure) = &mut definition.shape else {
        return;
    };
    structure.fields.retain(|field| match field.side {
        Side::Both => true,
        Side::Response => response,
        Side::Request => request,
    });
    for field in &mut structure.fields {
        let is_on_both = field.side == Side::Both || !(request && response);
        field.presence = match field.presence {
            presence if is_on_both => presence,
            Presence::Required
            | Presence::Nullable
            | Presence::Optional
            | Presence::OptionalNullable => Presence::Optional,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Field;
    use crate::model::Type;
    use crate::model::testing::api;
    use crate::model::testing::field;
    use crate::model::testing::object;
    use crate::model::testing::properties;
    use crate::model::testing::shape;

    fn account(request: bool, response: bool) -> Api {
        let on = |side: Side, name: &str| Field {
            side,
            ..field(name, Type::String)
        };
        let fields = vec![
            on(Side::Both, "name"),
            on(Side::Response, "id"),
            on(Side::Request, "password"),
        ];
        let mut account = object("Account", fields);
        account.usage.request = request;
        account.usage.response = response;
        let mut api = api(vec![account], Vec::new());
        keep_sides(&mut api);
        api
    }

    #[test]
    fn a_type_of_one_side_has_its_properties() {
        assert_eq!(
            properties(&account(true, false), "Account"),
            ["name", "password"]
        );
        assert_eq!(properties(&account(false, true), "Account"), ["name", "id"]);
    }

    #[test]
    fn a_type_of_both_sides_demands_what_stands_on_both() {
        let api = account(true, true);
        let required = shape(&api, "Account").fields().iter();
        let required: Vec<bool> = required.map(Field::is_required).collect();
        assert_eq!(required, [true, false, false]);
    }
}
