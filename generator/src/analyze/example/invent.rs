//! Values made up for types, where the document gives none.

use serde_json::Value;

use crate::analyze::example::sample::Samples;
use crate::lower::notes::size;
use crate::model::Field;
use crate::model::Format;
use crate::model::Name;
use crate::model::Presence;
use crate::model::Sample;
use crate::model::Shape;
use crate::model::Side;
use crate::model::Text;
use crate::model::Type;
use crate::model::TypeReference;
use crate::pointer::Pointer;

/// The deepest nesting of a value that is made up.
const DEEPEST: usize = 12;

/// The most types that are tried for one value.
const MOST_TRIED: usize = 1_000;

/// Makes a value up, type by type.
struct Inventor<'s, 'i, 't> {
    samples: &'s Samples<'i, 't>,
    /// The types around the one in hand: a type within itself has no end.
    around: Vec<&'s TypeReference>,
    tried: usize,
}

impl Samples<'_, '_> {
    /// A value of the type for something called `name`; `None` when none has an end within reason.
    pub(crate) fn invent(&self, ty: &Type, name: &Name) -> Option<Sample> {
        self.inventor().value(ty, name)
    }

    /// A value of the property, which may be `null` where its type alone may not.
    pub(crate) fn invent_property(&self, field: &Field) -> Option<Sample> {
        self.inventor().property(field)
    }

    /// The example of the property, where that is a value of its type.
    pub(crate) fn own_example(&self, field: &Field) -> Option<Sample> {
        let value = field.example.as_ref()?;
        self.take_room(size(value))?;
        self.property(field, value, &Pointer::root()).ok()
    }

    fn inventor(&self) -> Inventor<'_, '_, '_> {
        Inventor {
            samples: self,
            around: Vec::new(),
            tried: 0,
        }
    }
}

impl<'s> Inventor<'s, '_, '_> {
    fn value(&mut self, ty: &'s Type, name: &Name) -> Option<Sample> {
        self.samples.take_room(1)?;
        Some(match ty {
            Type::Boolean => Sample::Boolean(true),
            Type::Integer(_) => Sample::Integer(1.into()),
            Type::Number => Sample::Number(1.5),
            Type::RawBody => Sample::RawBody("text".to_owned()),
            Type::String | Type::Part => Sample::String(text(name)),
            Type::Format(format) => Sample::Format(*format, format.example().to_owned()),
            Type::Multipart => Sample::Multipart(serde_json::json!({ "name": "value" })),
            Type::Any => Sample::Any(Value::String("value".to_owned())),
            Type::Duration(unit) => Sample::Duration(1, *unit),
            Type::List(item) => match self.value(item, name) {
                Some(item) => Sample::List(vec![item]),
                None => self.samples.empty_list(item),
            },
            Type::Map { key: None, value } => {
                let value = self.value(value, name);
                let property = value.map(|value| ("key".to_owned(), value));
                Sample::Map(property.into_iter().collect())
            }
            Type::Map { key: Some(_), .. } => Sample::Map(Vec::new()),
            Type::Nullable(_) => Sample::Null,
            Type::Boxed(inner) | Type::NumberOrText(inner) => return self.value(inner, name),
            Type::Named(reference) => return self.named(reference),
        })
    }

    fn property(&mut self, field: &'s Field) -> Option<Sample> {
        let example = self.samples.own_example(field);
        example.or_else(|| match field.presence {
            Presence::Nullable => Some(Sample::Null),
            Presence::Required | Presence::Optional | Presence::OptionalNullable => {
                self.value(&field.ty, &field.name)
            }
        })
    }

    fn named(&mut self, ty: &'s TypeReference) -> Option<Sample> {
        self.tried += 1;
        let is_end = self.around.len() == DEEPEST || self.tried > MOST_TRIED;
        let shape = self.samples.shape(ty)?;
        // A union may hold itself once, so that an expression of expressions shows one of each.
        let most = usize::from(matches!(shape, Shape::Union(_)));
        let within = self.around.iter().filter(|one| **one == ty).count();
        if is_end || within > most {
            return None;
        }
        self.around.push(ty);
        let value = self.of_shape(ty, shape);
        self.around.pop();
        value
    }

    fn of_shape(&mut self, ty: &'s TypeReference, shape: &'s Shape) -> Option<Sample> {
        match shape {
            Shape::Text(text) => Some(Sample::Text {
                ty: ty.clone(),
                checked: text.is_checked(),
                value: checked_text(text),
            }),
            Shape::Enumeration(known) => known.values.first().map(|value| Sample::Variant {
                ty: ty.clone(),
                name: value.name.clone(),
            }),
            Shape::Structure(structure) => self.structure(ty, &structure.fields),
            Shape::Parts(parts) => self.structure(ty, &parts.fields),
            Shape::Tuple(tuple) => self.structure(ty, &tuple.fields),
            Shape::Union(union) => {
                let mut branches = union.variants.iter();
                branches.find_map(|one| self.branch(ty, &one.name, &one.ty))
            }
            Shape::Bodies(kinds) => {
                let mut kinds = kinds.iter();
                kinds.find_map(|kind| self.branch(ty, &kind.name, &kind.ty))
            }
            Shape::Headers(_) | Shape::Responses(_) | Shape::Events(_) => None,
        }
    }

    /// An object of what has to be given; on the outside also of the other properties that have an example.
    fn structure(&mut self, ty: &TypeReference, fields: &'s [Field]) -> Option<Sample> {
        let is_outside = self.around.len() == 1;
        let mut properties = Vec::new();
        for field in fields.iter().filter(|field| field.side != Side::Response) {
            if field.is_argument() {
                properties.push((field.name.clone(), self.property(field)?));
            } else if is_outside && field.preset().is_none() {
                let example = self.samples.own_example(field);
                properties.extend(example.map(|example| (field.name.clone(), example)));
            }
        }
        let ty = ty.clone();
        Some(Sample::Structure { ty, properties })
    }

    fn branch(&mut self, union: &TypeReference, name: &Name, ty: &'s Type) -> Option<Sample> {
        let value = Box::new(self.value(ty, name)?);
        Some(self.samples.of_union(union, name, ty, value))
    }
}

/// A text of one word that keeps to its constraints.
fn checked_text(text: &Text) -> String {
    let length = |length: u64| usize::try_from(length).unwrap_or(usize::MAX);
    let constraints = &text.constraints;
    let longest = constraints.max_length.map_or(usize::MAX, length);
    let shortest = constraints
        .min_length
        .map_or(0, |least| length(least).min(64));
    let mut value = if text.uuid {
        Format::Uuid.example().to_owned()
    } else {
        "example".to_owned()
    };
    value.truncate(longest);
    let missing = shortest.saturating_sub(value.len());
    value.extend(std::iter::repeat_n('0', missing));
    value
}

/// A text that names what it stands for.
fn text(name: &Name) -> String {
    match name.plain().trim_end_matches('_') {
        "body" => "text".to_owned(),
        name => name.to_lowercase(),
    }
}
