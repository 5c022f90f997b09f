//! Properties of one side, `readOnly` and `writeOnly`: which types have them, and which demand them.

use crate::model::Api;
use crate::model::Presence;
use crate::model::Shape;
use crate::model::Side;
use crate::model::TypeDefinition;
use crate::model::Usage;

/// A property of one side is not in a type of the other, and not demanded by a type of both.
pub(crate) fn keep_sides(api: &mut Api) {
    for (_, types) in api.type_lists_mut() {
        types.iter_mut().for_each(keep_side);
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
