//! Whether a value can be given for another without the compiler noticing: a text for a text, one number for the other.

use crate::model::Format;
use crate::model::Shape;
use crate::model::Type;
use crate::model::TypeReference;
use crate::model::visit::Visible;

/// Whether there is a value that two of these types take, or one of them and one `before` them, as arguments do: whatever converts
/// into them.
pub(crate) fn any_interchangeable(
    types: &[Type],
    before: &[Type],
    visible: &Visible<'_, '_>,
) -> bool {
    if types.is_empty() || types.len() + before.len() < 2 {
        return false;
    }
    let mut known: Vec<Value<'_>> = before.iter().flat_map(|ty| taken(ty, visible)).collect();
    types.iter().any(|ty| {
        let taken = taken(ty, visible);
        let is_known = taken.iter().any(|value| known.contains(value));
        known.extend(taken);
        is_known
    })
}

/// A kind of value that an argument takes.
#[derive(Debug, PartialEq)]
enum Value<'t> {
    Boolean,
    /// Of any width: a literal is all of them.
    Integer,
    Number,
    Text,
    Bytes,
    Json,
    Duration,
    Format(Format),
    Named(&'t TypeReference),
    Map(&'t Type),
    List(Box<Value<'t>>),
    Option(Box<Value<'t>>),
}

/// The kinds of value that an argument of this type takes.
fn taken<'t>(ty: &'t Type, types: &Visible<'_, 't>) -> Vec<Value<'t>> {
    let within = |inner: &'t Type, around: fn(Box<Value<'t>>) -> Value<'t>| {
        let taken = taken(inner, types).into_iter();
        taken.map(|value| around(Box::new(value))).collect()
    };
    match ty {
        Type::Boolean => vec![Value::Boolean],
        Type::Integer(_) => vec![Value::Integer],
        Type::Number => vec![Value::Number],
        Type::String => vec![Value::Text],
        // A file is hardly ever a text at hand.
        Type::Part | Type::Format(Format::Base64) => vec![Value::Bytes],
        Type::Format(format) => vec![Value::Format(*format)],
        Type::Any => vec![Value::Json, Value::Text],
        Type::Multipart => vec![Value::Json],
        Type::RawBody => vec![Value::Text, Value::Bytes],
        Type::Duration(_) => vec![Value::Duration],
        Type::List(item) => within(item, Value::List),
        Type::Nullable(inner) => within(inner, Value::Option),
        Type::Map { .. } => vec![Value::Map(ty)],
        Type::NumberOrText(inner) | Type::Boxed(inner) => taken(inner, types),
        Type::Named(reference) => of_named(reference, types),
    }
}

/// A type of its own takes itself; one that others convert into, those too.
fn of_named<'t>(reference: &'t TypeReference, types: &Visible<'_, 't>) -> Vec<Value<'t>> {
    let mut values = vec![Value::Named(reference)];
    let Some(definition) = types.definition(reference) else {
        return values;
    };
    let branches: Vec<&Type> = match &definition.shape {
        Shape::Text(text) if !text.is_checked() => vec![&Type::String],
        Shape::Union(union) => union.variants.iter().map(|one| &one.ty).collect(),
        Shape::Bodies(kinds) => kinds.iter().map(|kind| &kind.ty).collect(),
        Shape::Text(_)
        | Shape::Structure(_)
        | Shape::Tuple(_)
        | Shape::Enumeration(_)
        | Shape::Parts(_)
        | Shape::Headers(_)
        | Shape::Responses(_)
        | Shape::Events(_) => Vec::new(),
    };
    values.extend(branches.into_iter().filter_map(branch));
    values
}

/// The kind of value that a branch of a union is made of; a union within a union is none.
fn branch(ty: &Type) -> Option<Value<'_>> {
    match ty {
        Type::Boolean => Some(Value::Boolean),
        Type::Integer(_) => Some(Value::Integer),
        Type::Number => Some(Value::Number),
        Type::String | Type::RawBody => Some(Value::Text),
        Type::Part => Some(Value::Bytes),
        Type::Format(format) => Some(Value::Format(*format)),
        Type::Named(reference) => Some(Value::Named(reference)),
        Type::Map { .. } => Some(Value::Map(ty)),
        Type::Duration(_) => Some(Value::Duration),
        Type::Boxed(inner) | Type::NumberOrText(inner) => branch(inner),
        Type::List(item) => branch(item).map(|value| Value::List(Box::new(value))),
        Type::Nullable(inner) => branch(inner).map(|value| Value::Option(Box::new(value))),
        Type::Any | Type::Multipart => Some(Value::Json),
    }
}

#[cfg(test)]
mod tests {
    use super::any_interchangeable;
    use crate::model::Format;
    use crate::model::Integer;
    use crate::model::Shape;
    use crate::model::Text;
    use crate::model::Type;
    use crate::model::Unit;
    use crate::model::testing::definition;
    use crate::model::testing::object;
    use crate::model::testing::shared;
    use crate::model::visit::Visible;
    use crate::model::visit::index;

    /// Whether each pair can be mistaken for each other.
    fn interchangeable(pairs: &[(Type, Type)]) -> Vec<bool> {
        let checked = Text {
            uuid: true,
            ..Text::default()
        };
        let types = [
            definition("Id", Shape::Text(checked)),
            definition("Note", Shape::Text(Text::default())),
            object("Book", Vec::new()),
        ];
        let index = index(&types);
        let visible = Visible::new(&index, &[]);
        let pairs = pairs.iter();
        pairs
            .map(|(one, other)| {
                let pair = [one.clone(), other.clone()];
                let is_so = any_interchangeable(&pair, &[], &visible);
                assert_eq!(is_so, any_interchangeable(&pair[1..], &pair[..1], &visible));
                is_so
            })
            .collect()
    }

    #[test]
    fn a_text_goes_for_whatever_takes_text() {
        let pairs = [
            (Type::String, Type::String),
            (Type::String, shared("Note")),
            (Type::String, Type::Any),
            (Type::Part, Type::RawBody),
        ];
        assert_eq!(interchangeable(&pairs), [true; 4]);
    }

    #[test]
    fn numbers_lists_and_options_go_for_their_like() {
        let list = |item| Type::List(Box::new(item));
        let option = |inner| Type::Nullable(Box::new(inner));
        let pairs = [
            (Type::Integer(Integer::U8), Type::Integer(Integer::I64)),
            (Type::Boolean, Type::Boolean),
            (list(Type::String), list(shared("Note"))),
            (option(Type::Number), option(Type::Number)),
            (
                Type::Duration(Unit::Seconds),
                Type::Duration(Unit::Milliseconds),
            ),
            (shared("Book"), Type::Boxed(Box::new(shared("Book")))),
        ];
        assert_eq!(interchangeable(&pairs), [true; 6]);
    }

    #[test]
    fn types_of_their_own_are_told_apart() {
        let pairs = [
            (Type::String, shared("Id")),
            (shared("Book"), shared("Id")),
            (Type::Format(Format::Date), Type::Format(Format::DateTime)),
            (Type::Integer(Integer::I32), Type::Number),
            (Type::String, Type::List(Box::new(Type::String))),
            (Type::Boolean, Type::Nullable(Box::new(Type::Boolean))),
        ];
        assert_eq!(interchangeable(&pairs), [false; 6]);
    }
}
