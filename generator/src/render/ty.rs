//! Types as they are written in Rust.

use proc_macro2::Ident;

use crate::model::Shape;
use crate::model::Type;
use crate::model::Usage;
use crate::render::file::RustFile;
use crate::render::syntax::ident;
use crate::render::syntax::type_of;

impl RustFile<'_> {
    /// The type, with what it names brought into scope.
    pub(crate) fn ty(&self, ty: &Type) -> syn::Type {
        self.written(ty, false)
    }

    /// The type of something that only responses hold: lists in it outlive an item of another type.
    pub(crate) fn received(&self, ty: &Type) -> syn::Type {
        self.written(ty, true)
    }

    /// The type of a value that is used so.
    pub(crate) fn used(&self, ty: &Type, usage: Usage) -> syn::Type {
        self.written(ty, !usage.request)
    }

    /// The type, or none.
    pub(crate) fn option(&self, ty: &Type) -> syn::Type {
        type_of(ident("Option"), [self.ty(ty)])
    }

    fn written(&self, ty: &Type, is_received: bool) -> syn::Type {
        let name = match ty {
            Type::Boolean => ident("bool"),
            Type::Integer(integer) => ident(integer.name()),
            Type::Number => ident("f64"),
            Type::NumberOrText(number) => return self.written(number, is_received),
            Type::String => ident("String"),
            Type::Format(format) => self.shown(format.type_name()),
            Type::Any => self.json_value(),
            Type::RawBody => self.runtime("RawBody"),
            Type::Part => self.runtime("Part"),
            Type::Multipart => self.runtime("Multipart"),
            Type::Duration(_) => self.std("time::Duration"),
            Type::Named(reference) => self.named(reference),
            Type::List(item) => {
                let list = if is_received {
                    self.runtime("List")
                } else {
                    ident("Vec")
                };
                return self.around(list, item, is_received);
            }
            Type::Nullable(inner) => return self.around(ident("Option"), inner, is_received),
            Type::Boxed(inner) => {
                return self.around(self.holder(inner), inner, is_received);
            }
            Type::Map { key, value } => {
                let map = self.std("collections::BTreeMap");
                let key = key.as_ref().map(|key| self.named(key));
                let key = key.unwrap_or_else(|| ident("String"));
                let value = self.written(value, is_received);
                return type_of(map, [type_of(key, []), value]);
            }
        };
        type_of(name, [])
    }

    fn around(&self, outer: Ident, inner: &Type, is_received: bool) -> syn::Type {
        let inner = self.written(inner, is_received);
        type_of(outer, [inner])
    }

    /// What holds a value of this type on the heap.
    pub(crate) fn holder(&self, inner: &Type) -> Ident {
        let definition = inner.named().and_then(|one| self.definition(one));
        if definition.is_some_and(|definition| definition.is_apart) {
            self.runtime("Indirect")
        } else {
            ident("Box")
        }
    }

    /// Whether several types convert into this one without failing.
    pub(crate) fn takes_into(&self, ty: &Type) -> bool {
        ty.takes_into(|reference| Some(&self.definition(reference)?.shape))
    }

    /// Whether a call borrows a parameter of this type: text that was checked when it was made.
    pub(crate) fn is_borrowed(&self, ty: &Type) -> bool {
        let Type::Named(reference) = ty else {
            return false;
        };
        let shape = self.definition(reference).map(|one| &one.shape);
        matches!(shape, Some(Shape::Text(text)) if text.is_checked())
    }
}

/// A type of the crate, or a list of one, as a user writes it.
pub(crate) fn spelled(ty: &Type) -> Option<String> {
    match ty {
        Type::Named(reference) => Some(reference.name.clone()),
        Type::List(item) => spelled(item).map(|item| format!("List<{item}>")),
        Type::Boolean
        | Type::Integer(_)
        | Type::Number
        | Type::NumberOrText(_)
        | Type::String
        | Type::Format(_)
        | Type::Any
        | Type::RawBody
        | Type::Part
        | Type::Multipart
        | Type::Duration(_)
        | Type::Map { .. }
        | Type::Nullable(_)
        | Type::Boxed(_) => None,
    }
}
