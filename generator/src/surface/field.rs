//! Properties: fields of types, and what is given for them when an object is made or a call is started.

use crate::model::Field;
use crate::model::Presence;
use crate::model::Preset;
use crate::model::Type;
use crate::model::Usage;
use crate::pointer::Pointer;
use crate::surface::Builder;
use crate::surface::aspect::Aspect;
use crate::surface::constraint;
use crate::surface::item::Item;
use crate::surface::item::Kind;
use crate::surface::spelling::Spelling;

/// What has properties.
pub(super) struct Owner<'o> {
    pub(super) kind: Kind,
    pub(super) path: &'o str,
    /// The schema.
    pub(super) at: &'o Pointer,
    /// How the properties are used. Those of a body are neither read nor fields that programs see.
    pub(super) usage: Usage,
    /// Whether what is required is given by name.
    pub(super) is_by_name: bool,
    pub(super) spelling: Spelling<'o>,
}

impl Builder<'_> {
    pub(super) fn fields(&mut self, fields: &[Field], owner: &Owner<'_>) {
        for field in fields {
            self.field(field, owner);
        }
    }

    fn field(&mut self, field: &Field, owner: &Owner<'_>) {
        let Field {
            name,
            ty,
            presence,
            preset: _,
            side: _,
            informative,
            check,
            // It stands in the docs of a call.
            example: _,
            default,
            docs,
        } = field;
        let Owner {
            kind,
            path,
            at,
            usage,
            is_by_name: _,
            spelling,
        } = owner;
        let at = self.find.property(at, name.wire());
        let item = Item::new(
            *kind,
            self.within(path, name.plain()),
            Some(path),
            name.wire(),
            at,
        );
        let is_set =
            usage.request && !field.is_required() && field.side != crate::model::Side::Response;
        let null = is_set && *presence == Presence::OptionalNullable;
        let written = written(name.wire(), ty);
        let item = item
            .with_some(Aspect::Type, usage.response.then(|| held(field, owner)))
            .with_some(Aspect::Argument, argument(field, owner))
            .with_some(Aspect::Setter, is_set.then(|| spelling.argument(ty)))
            .with_some(Aspect::NullSetter, null.then(|| name.for_null()))
            .with_some(
                Aspect::Constant,
                constant(field.preset().filter(|_| usage.request)),
            )
            .with_some(Aspect::Check, constraint::check(check.as_deref()))
            .with(Aspect::Wire, written)
            .with_some(Aspect::Default, default.as_ref().map(ToString::to_string))
            .with_if(Aspect::Informative, usage.response && *informative)
            .documented(docs);
        self.add(item);
    }
}

/// The names of what has to be given when an object is made.
pub(super) fn arguments(fields: &[Field]) -> Vec<String> {
    let given = fields.iter().filter(|field| field.is_argument());
    given.map(|field| field.name.plain().to_owned()).collect()
}

/// What has to be given for a property.
fn argument(field: &Field, owner: &Owner<'_>) -> Option<String> {
    if !owner.usage.request || !field.is_argument() {
        return None;
    }
    let spelling = owner.spelling;
    Some(match field.presence {
        Presence::Nullable => format!("Option<{}>", spelling.sent(&field.ty)),
        Presence::Required | Presence::Optional | Presence::OptionalNullable => {
            if owner.is_by_name {
                spelling.named_value(&field.ty)
            } else {
                spelling.argument(&field.ty)
            }
        }
    })
}

/// The type of a field that programs see.
fn held(field: &Field, owner: &Owner<'_>) -> String {
    let Owner {
        usage, spelling, ..
    } = owner;
    let ty = if usage.request {
        spelling.sent(&field.ty)
    } else {
        spelling.received(&field.ty)
    };
    let is_collection = matches!(field.ty, Type::List(_) | Type::Map { .. });
    let is_optional = field.presence != Presence::Required && (usage.request || !is_collection);
    if usage.request && field.presence == Presence::OptionalNullable {
        format!("Field<{ty}>")
    } else if is_optional {
        format!("Option<{ty}>")
    } else {
        ty
    }
}

/// How a property is written: what a type does not say.
pub(super) fn written(wire: &str, ty: &Type) -> String {
    match ty {
        Type::Duration(unit) => format!("{wire:?} in {unit:?}").to_lowercase(),
        Type::NumberOrText(_) => format!("{wire:?}, a number or text"),
        _ => format!("{wire:?}"),
    }
}

/// The value that is sent without being given.
pub(super) fn constant(preset: Option<&Preset>) -> Option<String> {
    Some(match preset? {
        Preset::Tag(value) => value.to_string(),
        Preset::Value(_, name) => format!("{:?}", name.wire()),
        Preset::Boolean(value) => value.to_string(),
    })
}
