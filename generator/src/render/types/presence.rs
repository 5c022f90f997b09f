//! Whether a property may be missing where its type is used.

use crate::model::Field;
use crate::model::Presence;
use crate::model::Type;
use crate::model::Usage;

/// Whether a property may be missing. A list or a map that is missing in a response is an empty one.
pub(crate) fn is_optional(field: &Field, usage: Usage) -> bool {
    field.presence != Presence::Required && (usage.request || !is_collection(&field.ty))
}

/// Whether `null` differs from absence.
pub(crate) fn has_three_states(field: &Field, usage: Usage) -> bool {
    usage.request && field.presence == Presence::OptionalNullable
}

pub(crate) fn is_collection(ty: &Type) -> bool {
    matches!(ty, Type::List(_) | Type::Map { .. })
}
