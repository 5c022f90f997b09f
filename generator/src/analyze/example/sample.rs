//! Example values as values of the types they are for, and invented ones where the document gives none.

use std::cell::Cell;

use crate::model::BodyKind;
use crate::model::Field;
use crate::model::Format;
use crate::model::Integer;
use crate::model::Name;
use crate::model::Presence;
use crate::model::Sample;
use crate::model::Scalar;
use crate::model::Shape;
use crate::model::Side;
use crate::model::Tuple;
use crate::model::Type;
use crate::model::TypeReference;
use crate::model::Union;
use crate::model::visit::Visible;
use crate::pointer::Pointer;
use serde_json::Value;

/// An example value that is no value of its type: where, and why.
pub(crate) struct Mismatch {
    pub(crate) at: Pointer,
    pub(crate) message: String,
}

pub(crate) type Sampled<T> = Result<T, Mismatch>;

fn mismatch<T>(at: &Pointer, message: impl Into<String>) -> Sampled<T> {
    Err(Mismatch {
        at: at.clone(),
        message: message.into(),
    })
}

/// How many unions may stand in each other around a value, and how many are tried for all values of an operation.
const DEEPEST: usize = 32;
const MOST_TRIED: usize = 10_000;

/// Samples of the types that an operation sees.
pub(crate) struct Samples<'i, 't> {
    visible: Visible<'i, 't>,
    /// How many unions there are around the value in hand.
    depth: Cell<usize>,
    /// How many unions were tried.
    tried: Cell<usize>,
    /// How many more values the examples of all operations may have.
    room: &'i Cell<usize>,
}

impl<'i, 't> Samples<'i, 't> {
    pub(crate) fn new(visible: Visible<'i, 't>, room: &'i Cell<usize>) -> Self {
        Self {
            visible,
            depth: Cell::new(0),
            tried: Cell::new(0),
            room,
        }
    }

    /// Takes room for so many values that the document does not have for the call; `None` where there is none.
    pub(crate) fn take_room(&self, values: usize) -> Option<()> {
        let left = self.room.get().checked_sub(values);
        self.room.set(left.unwrap_or_default());
        left.map(drop)
    }

    pub(crate) fn shape(&self, reference: &TypeReference) -> Option<&'t Shape> {
        Some(&self.visible.definition(reference)?.shape)
    }

    /// The value as one of this type.
    pub(crate) fn sample(&self, ty: &Type, value: &Value, at: &Pointer) -> Sampled<Sample> {
        match (ty, value) {
            (Type::Any, value) => Ok(Sample::Any(value.clone())),
            (Type::Multipart, value) => Ok(Sample::Multipart(value.clone())),
            (Type::Nullable(_), Value::Null) => Ok(Sample::Null),
            (Type::Nullable(inner), value) => self
                .sample(inner, value, at)
                .map(|sample| Sample::Given(Box::new(sample))),
            (Type::NumberOrText(inner), Value::String(text)) => match text.parse() {
                Ok(number) => self.sample(inner, &Value::Number(number), at),
                Err(_) => self.sample(inner, value, at),
            },
            (Type::Boxed(inner) | Type::NumberOrText(inner), value) => {
                self.sample(inner, value, at)
            }
            (Type::Boolean, Value::Bool(value)) => Ok(Sample::Boolean(*value)),
            (Type::Integer(width), Value::Number(number)) => integer(*width, number, at),
            (Type::Duration(unit), Value::Number(number)) => match number.as_u64() {
                Some(count) => Ok(Sample::Duration(count, *unit)),
                None => mismatch(at, "a length of time is a whole number from 0"),
            },
            (Type::Number, Value::Number(number)) => {
                Ok(Sample::Number(number.as_f64().unwrap_or_default()))
            }
            (Type::Format(format), value) => formatted(*format, value, at),
            (Type::RawBody, Value::String(text)) => Ok(Sample::RawBody(text.clone())),
            (Type::String | Type::Part, Value::String(text)) => Ok(Sample::String(text.clone())),
            (Type::List(item), Value::Array(values)) => self.list(item, values, at),
            (
                Type::Map {
                    key: None,
                    value: item,
                },
                Value::Object(properties),
            ) => {
                let property = |(key, value): (&String, &Value)| {
                    self.sample(item, value, &at.child(key))
                        .map(|sample| (key.clone(), sample))
                };
                properties
                    .iter()
                    .map(property)
                    .collect::<Sampled<_>>()
                    .map(Sample::Map)
            }
            (Type::Named(reference), value) => self.named(reference, value, at),
            (ty, _) => mismatch(at, format!("this example is not {}", article(ty))),
        }
    }

    fn list(&self, item: &Type, values: &[Value], at: &Pointer) -> Sampled<Sample> {
        if values.is_empty() {
            return Ok(self.empty_list(item));
        }
        let sample = |(index, value)| self.sample(item, value, &at.child(index));
        values
            .iter()
            .enumerate()
            .map(sample)
            .collect::<Sampled<_>>()
            .map(Sample::List)
    }

    fn named(&self, reference: &TypeReference, value: &Value, at: &Pointer) -> Sampled<Sample> {
        let Some(shape) = self.shape(reference) else {
            return Ok(Sample::Any(value.clone()));
        };
        match (shape, value) {
            (Shape::Text(shape), Value::String(text)) => Ok(Sample::Text {
                ty: reference.clone(),
                checked: shape.is_checked(),
                value: text.clone(),
            }),
            (Shape::Enumeration(known), value) if known.scalar.is_of(value) => {
                match known.values.iter().find(|known| known.is(value)) {
                    Some(value) => Ok(Sample::Variant {
                        ty: reference.clone(),
                        name: value.name.clone(),
                    }),
                    None => mismatch(at, "this example is none of the values of its `enum`"),
                }
            }
            (Shape::Structure(structure), Value::Object(_)) => {
                self.structure(reference, &structure.fields, value, at)
            }
            (Shape::Tuple(tuple), Value::Array(items)) => self.tuple(reference, tuple, items, at),
            (Shape::Parts(parts), Value::Object(_)) => {
                self.structure(reference, &parts.fields, value, at)
            }
            (Shape::Union(union), value) => self.union_within(reference, union, value, at),
            (Shape::Bodies(kinds), value) => self.kind(reference, kinds, value, at),
            (Shape::Enumeration(known), _) if known.scalar == Scalar::Integer => {
                mismatch(at, "this example is not a whole number")
            }
            (Shape::Enumeration(known), _) if known.scalar == Scalar::Number => {
                mismatch(at, "this example is not a number")
            }
            (Shape::Text(_) | Shape::Enumeration(_), _) => mismatch(at, "this example is not text"),
            (Shape::Tuple(_), _) => mismatch(at, "this example is not a list"),
            (
                Shape::Structure(_)
                | Shape::Parts(_)
                | Shape::Headers(_)
                | Shape::Responses(_)
                | Shape::Events(_),
                _,
            ) => mismatch(at, "this example is not an object"),
        }
    }

    /// A list of items that are each described by their place.
    fn tuple(
        &self,
        ty: &TypeReference,
        tuple: &Tuple,
        items: &[Value],
        at: &Pointer,
    ) -> Sampled<Sample> {
        let (places, others) = tuple.split();
        let mut properties = Vec::new();
        for (place, field) in places.iter().enumerate() {
            let at = at.child(place);
            match items.get(place) {
                None if field.is_required() => {
                    let missing = place + 1;
                    let message = format!("this example lacks item {missing}");
                    return mismatch(&at_parent(&at), message);
                }
                Some(Value::Null) if !field.is_required() => {}
                Some(item) => {
                    properties.push((field.name.clone(), self.property(field, item, &at)?));
                }
                None => {}
            }
        }
        let further = items.get(places.len()..).unwrap_or_default();
        if let Some(others) = others.filter(|_| !further.is_empty()) {
            let further = Value::Array(further.to_vec());
            properties.push((others.name.clone(), self.property(others, &further, at)?));
        }
        Ok(Sample::Structure {
            ty: ty.clone(),
            properties,
        })
    }

    fn structure(
        &self,
        ty: &TypeReference,
        fields: &[Field],
        value: &Value,
        at: &Pointer,
    ) -> Sampled<Sample> {
        let mut properties = Vec::new();
        for field in fields.iter().filter(|field| field.side != Side::Response) {
            let at = at.child(field.name.wire());
            match value.get(field.name.wire()) {
                None if field.is_argument() => {
                    return mismatch(
                        &at_parent(&at),
                        format!("this example lacks the required `{}`", field.name.wire()),
                    );
                }
                Some(value) if field.preset().is_some() => {
                    self.property(field, value, &at)?;
                }
                Some(value) => {
                    properties.push((field.name.clone(), self.property(field, value, &at)?));
                }
                None => {}
            }
        }
        Ok(Sample::Structure {
            ty: ty.clone(),
            properties,
        })
    }

    /// The value as one of a union, unless that stands in more unions than a value is worth.
    fn union_within(
        &self,
        ty: &TypeReference,
        union: &Union,
        value: &Value,
        at: &Pointer,
    ) -> Sampled<Sample> {
        self.tried.set(self.tried.get() + 1);
        if self.depth.get() == DEEPEST || self.tried.get() > MOST_TRIED {
            return mismatch(at, "this example is of too many unions in each other");
        }
        self.depth.set(self.depth.get() + 1);
        let sample = self.union(ty, union, value, at);
        self.depth.set(self.depth.get() - 1);
        sample
    }

    fn union(
        &self,
        ty: &TypeReference,
        union: &Union,
        value: &Value,
        at: &Pointer,
    ) -> Sampled<Sample> {
        let discriminator = union.discriminator.as_ref();
        let discriminator =
            discriminator.map(|one| value.get(&one.property).unwrap_or(&Value::Null));
        for variant in &union.variants {
            let is_meant = |one: &Value| variant.values.contains(one);
            if discriminator.is_some_and(|one| !is_meant(one)) {
                continue;
            }
            match (self.sample(&variant.ty, value, at), discriminator) {
                (Ok(sample), _) => {
                    return Ok(self.of_union(ty, &variant.name, &variant.ty, Box::new(sample)));
                }
                (Err(mismatch), Some(_)) => return Err(mismatch),
                (Err(_), None) => {}
            }
        }
        mismatch(at, "this example is none of the branches of its union")
    }

    /// A list without items. Where several types convert into that of its items, none is told by the call.
    pub(crate) fn empty_list(&self, item: &Type) -> Sample {
        let takes_into = item.takes_into(|reference| self.shape(reference));
        Sample::EmptyList(takes_into.then(|| item.clone()))
    }

    /// A value of a branch as one of its union.
    pub(crate) fn of_union(
        &self,
        union: &TypeReference,
        name: &Name,
        branch: &Type,
        value: Box<Sample>,
    ) -> Sample {
        let shape = self.shape(union);
        Sample::Union {
            ty: union.clone(),
            name: name.clone(),
            converts: shape.is_some_and(|shape| shape.takes(branch)),
            value,
        }
    }

    /// The value as the first kind of body that takes it.
    fn kind(
        &self,
        ty: &TypeReference,
        kinds: &[BodyKind],
        value: &Value,
        at: &Pointer,
    ) -> Sampled<Sample> {
        let taken = kinds.iter().find_map(|kind| {
            let value = Box::new(self.sample(&kind.ty, value, at).ok()?);
            Some(self.of_union(ty, &kind.name, &kind.ty, value))
        });
        match taken {
            Some(sample) => Ok(sample),
            None => mismatch(
                at,
                "this example is none of the bodies that the operation takes",
            ),
        }
    }

    /// The value of a property, which may be `null` where its type alone may not.
    pub(crate) fn property(&self, field: &Field, value: &Value, at: &Pointer) -> Sampled<Sample> {
        let is_nullable = matches!(
            field.presence,
            Presence::Nullable | Presence::OptionalNullable
        );
        if value.is_null() && is_nullable {
            return Ok(Sample::Null);
        }
        let sample = self.sample(&field.ty, value, at)?;
        let is_option = field.presence == Presence::Nullable;
        Ok(if is_option {
            Sample::Given(Box::new(sample))
        } else {
            sample
        })
    }
}

/// A text of a format, or a number for one of digits.
fn formatted(format: Format, value: &Value, at: &Pointer) -> Sampled<Sample> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) if format == Format::DecimalNumber => number.to_string(),
        _ => {
            return mismatch(
                at,
                format!("this example is not {}", article(&Type::Format(format))),
            );
        }
    };
    if format.takes(&text) {
        Ok(Sample::Format(format, text))
    } else {
        mismatch(
            at,
            format!(
                "this example is not of its `format`, as in `{}`",
                format.example()
            ),
        )
    }
}

/// A whole number, also one written `5.0`.
fn integer(width: Integer, number: &serde_json::Number, at: &Pointer) -> Sampled<Sample> {
    let Some(whole) = whole(number) else {
        return mismatch(at, "this example is not a whole number");
    };
    let fits = match width {
        Integer::I8 => i8::try_from(whole).is_ok(),
        Integer::I16 => i16::try_from(whole).is_ok(),
        Integer::I32 => i32::try_from(whole).is_ok(),
        Integer::I64 => i64::try_from(whole).is_ok(),
        Integer::U8 => u8::try_from(whole).is_ok(),
        Integer::U16 => u16::try_from(whole).is_ok(),
        Integer::U32 => u32::try_from(whole).is_ok(),
        Integer::U64 => u64::try_from(whole).is_ok(),
    };
    let number = serde_json::Number::from_i128(whole).filter(|_| fits);
    match number {
        Some(number) => Ok(Sample::Integer(number)),
        None => mismatch(at, "this example is out of the range of its schema"),
    }
}

fn whole(number: &serde_json::Number) -> Option<i128> {
    let integer = number.as_i128();
    integer.or_else(|| number.to_string().strip_suffix(".0")?.parse().ok())
}

fn at_parent(at: &Pointer) -> Pointer {
    let tokens = at.tokens();
    let parents = &tokens[..tokens.len().saturating_sub(1)];
    parents
        .iter()
        .fold(Pointer::root(), |pointer, token| pointer.child(token))
}

fn article(ty: &Type) -> &'static str {
    match ty {
        Type::Boolean => "a boolean",
        Type::Integer(_) | Type::Duration(_) => "a whole number",
        Type::Number | Type::NumberOrText(_) | Type::Format(Format::DecimalNumber) => "a number",
        Type::String | Type::Format(_) | Type::RawBody | Type::Part => "text",
        Type::Multipart => "parts",
        Type::List(_) => "a list",
        Type::Map { .. } | Type::Named(_) => "an object",
        Type::Any | Type::Nullable(_) | Type::Boxed(_) => "a value of its schema",
    }
}
