//! Whether a property may be missing, as its use has it.

use crate::model::Field;
use crate::model::Presence;
use crate::model::Type;
use crate::model::Usage;

/// Whether a property may be missing: a list or a map that responses lack is an empty one.
pub(crate) fn is_optional(field: &Field, usage: Usage) -> bool {
    field.presence != Presence::Required && (usage.request || !is_collection(&field.ty))
}

/// Whether `null` is something else than absence.
pub(crate) fn has_three_states(field: &Field, usage: Usage) -> bool {
    usage.request && field.presence == Presence::OptionalNullable
}

pub(crate) fn is_collection(ty: &Type) -> bool {
    matches!(ty, Type::List(_) | Type::Map { .. })
}
