//! Types that are one of several.

use crate::model::BodyKind;
use crate::model::EventKind;
use crate::model::Mark;
use crate::model::Name;
use crate::model::Response;
use crate::model::ResponseKind;
use crate::model::Shape;
use crate::model::Type;
use crate::model::Union;
use crate::model::Variant;
use crate::pointer::Pointer;
use crate::surface::Builder;
use crate::surface::aspect::Aspect;
use crate::surface::constraint;
use crate::surface::field::Owner;
use crate::surface::item::Item;
use crate::surface::item::Kind;

impl Builder<'_> {
    fn variant(&self, name: &Name, wire: &str, owner: &Owner<'_>) -> Item {
        let path = self.within(owner.path, name.plain());
        let at = owner.at.clone();
        Item::new(Kind::Variant, path, Some(owner.path), wire, at).with(Aspect::Item, "")
    }

    /// Where the branch of a type stands.
    fn branch(&self, ty: &Type, owner: &Owner<'_>) -> Pointer {
        let key = ty.named().map(|named| named.key(owner.spelling.operation));
        let target = key.and_then(|key| self.description.places.definition(&key));
        let found = target.map(|target| self.find.branch(owner.at, target));
        found.unwrap_or_else(|| owner.at.clone())
    }

    pub(super) fn union(&mut self, union: &Union, shape: &Shape, owner: &Owner<'_>) {
        for variant in &union.variants {
            let Variant {
                name,
                values,
                is_default,
                marks,
                written: _,
                ty,
                check,
                docs,
            } = variant;
            let values = values.iter().map(ToString::to_string);
            let values = values.collect::<Vec<String>>().join(" or ");
            let form = if values.is_empty() {
                marks.iter().map(marked).collect::<Vec<String>>().join(", ")
            } else {
                values
            };
            let form = match (*is_default, form.is_empty()) {
                (false, _) => form,
                (true, true) => "any other".to_owned(),
                (true, false) => format!("{form}, or any other"),
            };
            let converts = owner.usage.request && shape.takes(ty);
            let mut item = self.variant(name, name.wire(), owner);
            item.at = self.branch(ty, owner);
            let item = item
                .with(Aspect::Type, owner.spelling.sent(ty))
                .with_if(Aspect::Conversion, converts)
                .with_some(Aspect::Form, Some(form).filter(|form| !form.is_empty()))
                .with_some(Aspect::Check, constraint::check(check.as_deref()))
                .documented(docs);
            self.add(item);
        }
    }

    pub(super) fn bodies(&mut self, kinds: &[BodyKind], shape: &Shape, owner: &Owner<'_>) {
        for kind in kinds {
            let BodyKind {
                name,
                ty,
                check,
                media,
                docs,
            } = kind;
            let item = self
                .variant(name, name.wire(), owner)
                .with(Aspect::Type, owner.spelling.sent(ty))
                .with_if(Aspect::Conversion, shape.takes(ty))
                .with(Aspect::Form, format!("{media:?}"))
                .with_some(Aspect::Check, constraint::check(check.as_deref()))
                .documented(docs);
            self.add(item);
        }
    }

    pub(super) fn responses(&mut self, kinds: &[ResponseKind], owner: &Owner<'_>) {
        for kind in kinds {
            let ResponseKind {
                name,
                status,
                response,
                docs,
            } = kind;
            let held = (*response != Response::Empty).then(|| owner.spelling.response(response));
            let item = self
                .variant(name, status, owner)
                .with_some(Aspect::Type, held)
                .with(Aspect::Form, format!("status {status}"))
                .documented(docs);
            self.add(item);
        }
    }

    pub(super) fn events(&mut self, kinds: &[EventKind], owner: &Owner<'_>) {
        for kind in kinds {
            let EventKind {
                name,
                events,
                ty,
                is_json,
                docs,
            } = kind;
            let held = ty.as_ref().map(|ty| owner.spelling.received(ty));
            let events = match events.as_slice() {
                [] => "any other event".to_owned(),
                events => format!("events {}", events.join(" and ")),
            };
            let form = if *is_json {
                format!("{events} of JSON")
            } else {
                events
            };
            let item = self
                .variant(name, name.wire(), owner)
                .with_some(Aspect::Type, held)
                .with(Aspect::Form, form)
                .documented(docs);
            self.add(item);
        }
    }
}

/// How the types of a union are told apart.
pub(super) fn form(union: &Union) -> String {
    let Union {
        discriminator,
        is_by_kind,
        variants: _,
    } = union;
    match discriminator {
        Some(discriminator) => format!("told apart by `{}`", discriminator.property),
        None if *is_by_kind => "told apart by the kind of JSON".to_owned(),
        None => "told apart by what fits best".to_owned(),
    }
}

fn marked(mark: &Mark) -> String {
    let values = mark.values.iter().map(ToString::to_string);
    let values = values.collect::<Vec<String>>().join(" or ");
    format!("`{}` is {values}", mark.property)
}
