//! `prefixItems` of several types: a list of items that are each described by their place.

use indexmap::IndexSet;

use crate::lower::schema::form::is_none;
use crate::lower::schema::meaning::Meaning;
use crate::lower::schema::schemas::Schemas;
use crate::lower::schema::site::Site;
use crate::model::Docs;
use crate::model::Field;
use crate::model::Name;
use crate::model::Presence;
use crate::model::Shape;
use crate::model::Side;
use crate::model::TakenNames;
use crate::model::Tuple;
use crate::model::Type;
use crate::spec::Schema;
use crate::spec::SchemaObject;

/// What the first items are called that have no title.
const ORDINALS: [&str; 12] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
];

/// What items after those are called, with their number.
const ITEM: &str = "item";

/// What all further items are called.
const OTHERS: &str = "others";

/// The most words of a title that is the name of a field.
const LONGEST: usize = 4;

impl<'d> Schemas<'d> {
    /// A list of items that are each described by their place.
    pub(crate) fn tuple(
        &mut self,
        schema: &'d SchemaObject,
        site: Site<'_>,
        mut docs: Docs,
    ) -> Type {
        let begun = self.begin_type(schema, site);
        let least = schema.constraints.min_items.unwrap_or(0);
        let mut fields: Vec<Field> = Vec::new();
        let mut taken = IndexSet::new();
        for (place, item) in (0..).zip(&schema.prefix_items) {
            let field = self.item(item, place, site);
            let is_free = taken.insert(field.name.rust().to_owned());
            let name = if is_free { field.name } else { ordinal(place) };
            let presence = presence(place < least, &field.ty);
            let ty = match (field.ty, presence) {
                (Type::Nullable(inner), Presence::Nullable | Presence::Optional) => *inner,
                (ty, _) => ty,
            };
            fields.push(Field {
                name,
                ty,
                presence,
                ..field
            });
        }
        let others = self.others(schema, site);
        let has_others = others.is_some();
        fields.extend(others);
        if !has_others {
            docs.notes.push("Further items are ignored.".to_owned());
        }
        self.finish_type(begun, docs, Shape::Tuple(Tuple { fields, has_others }))
    }

    fn item(&mut self, schema: &'d Schema, place: u64, site: Site<'_>) -> Field {
        let name = item_name(schema, place, self.taken);
        let type_name = site.name_of(name.plain());
        let meaning = self.meaning(schema, site.named(&type_name));
        let docs = meaning.docs.clone();
        let ty = meaning.into_item();
        let check = self.check([schema], &ty);
        let example = self.schema_example(schema).map(|(value, _)| value);
        Field {
            name,
            ty,
            docs,
            check,
            example,
            default: None,
            presence: Presence::Required,
            preset: None,
            informative: false,
            side: Side::Both,
        }
    }

    /// All items after those that have a place, unless there are none.
    fn others(&mut self, schema: &'d SchemaObject, site: Site<'_>) -> Option<Field> {
        let places = u64::try_from(schema.prefix_items.len()).unwrap_or(u64::MAX);
        let is_full = schema
            .constraints
            .max_items
            .is_some_and(|most| most <= places);
        if is_full || schema.items.as_ref().is_some_and(is_none) {
            return None;
        }
        let name = site.name_of("other");
        let items = schema.items.as_ref();
        let meaning = items.map(|items| self.meaning(items, site.named(&name)));
        let ty = meaning.map_or(Type::Any, Meaning::into_item);
        Some(Field {
            name: Name::of_value_or(OTHERS, OTHERS),
            ty: Type::List(Box::new(ty)),
            presence: Presence::Optional,
            preset: None,
            informative: false,
            side: Side::Both,
            check: None,
            example: None,
            default: None,
            docs: Docs::default(),
        })
    }
}

fn presence(is_required: bool, ty: &Type) -> Presence {
    match (is_required, ty) {
        (true, Type::Nullable(_)) => Presence::Nullable,
        (true, _) => Presence::Required,
        (false, _) => Presence::Optional,
    }
}

/// What an item is called: as its author does, or by its place.
pub(super) fn item_name(schema: &Schema, place: u64, taken: &TakenNames) -> Name {
    called(schema, taken).unwrap_or_else(|| ordinal(place))
}

/// What the author calls an item.
fn called(schema: &Schema, taken: &TakenNames) -> Option<Name> {
    let object = schema.as_object()?;
    let name = match (&object.rust_name, &object.title) {
        (Some(chosen), _) => Name::chosen_value(&chosen.value, &chosen.value)?,
        (None, Some(title)) if title.value.split_whitespace().count() <= LONGEST => {
            Name::of_value(&title.value)?
        }
        (None, _) => return None,
    };
    let plain = name.plain();
    // Items without a name are called so.
    let is_ordinal = ORDINALS.contains(&plain) || plain.starts_with(ITEM);
    let is_taken = plain == OTHERS || taken.object.contains(&plain);
    (!is_ordinal && !is_taken).then_some(name)
}

pub(super) fn ordinal(place: u64) -> Name {
    let ordinal = usize::try_from(place)
        .ok()
        .and_then(|place| ORDINALS.get(place));
    match ordinal {
        Some(ordinal) => Name::of_value_or(ordinal, ITEM),
        None => Name::of_value_or(&format!("{ITEM} {}", place + 1), ITEM),
    }
}
