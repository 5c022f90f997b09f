//! An expression that goes from a page along its properties, to the items or to what leads to the next page.

use syn::Expr;
use syn::parse_quote;

use crate::model::Field;
use crate::model::Name;
use crate::model::Operation;
use crate::model::Shape;
use crate::model::Type;
use crate::model::Usage;
use crate::render::file::RustFile;
use crate::render::syntax::ident;
use crate::render::types::presence::has_three_states;
use crate::render::types::presence::is_optional;

/// How a property is taken.
#[derive(Clone, Copy)]
pub(crate) enum Access {
    Borrowed,
    Changed,
    Copied,
}

/// An expression for a property of a page, built from property to property.
pub(crate) struct Reach {
    here: Expr,
    ty: Option<Type>,
    is_option: bool,
    is_behind_reference: bool,
    has_three_states: bool,
}

impl Reach {
    pub(crate) fn page(operation: &Operation) -> Self {
        let ty = operation.response.value_type().cloned();
        Self {
            is_option: matches!(operation.response.ty(), Some(Type::Nullable(_))),
            ..Self::of(parse_quote!(page), ty)
        }
    }

    /// Begins with a reference to a value of this type.
    pub(crate) fn of(here: Expr, ty: Option<Type>) -> Self {
        Self {
            here,
            ty,
            is_option: false,
            is_behind_reference: true,
            has_three_states: false,
        }
    }

    pub(crate) fn follow(&mut self, names: &[Name], access: Access, file: &RustFile<'_>) {
        for name in names {
            self.unwrap(access);
            let (here, property) = (&self.here, ident(name.rust()));
            let reached = self.ty.as_ref().and_then(|ty| field(ty, name, file));
            *self = Self {
                here: parse_quote!(#here.#property),
                is_behind_reference: false,
                is_option: reached.is_some_and(|(field, usage)| is_optional(field, usage)),
                has_three_states: reached
                    .is_some_and(|(field, usage)| has_three_states(field, usage)),
                ty: reached.map(|(field, _)| field.ty.clone()),
            };
        }
    }

    /// Continues with the last item of the list.
    pub(crate) fn last_item(&mut self) {
        self.unwrap(Access::Borrowed);
        let here = &self.here;
        let ty = match self.ty.take() {
            Some(Type::List(item)) => Some(*item),
            other => other,
        };
        *self = Self {
            here: parse_quote!(#here.last()?),
            is_behind_reference: true,
            is_option: matches!(ty, Some(Type::Nullable(_))),
            has_three_states: false,
            ty,
        };
    }

    fn unwrap(&mut self, access: Access) {
        let here = &self.here;
        if self.is_option {
            self.here = match access {
                Access::Changed => parse_quote!(#here.as_mut()?),
                Access::Borrowed | Access::Copied => parse_quote!(#here.as_ref()?),
            };
        }
    }

    /// Whether it has come to a text.
    pub(crate) fn is_text(&self) -> bool {
        self.ty == Some(Type::String)
    }

    /// The text that it has come to, as an option of `&str`.
    pub(crate) fn text(self) -> Expr {
        let is_string = self.is_text();
        let here = self.here;
        match (self.is_option, is_string, self.has_three_states) {
            (true, _, true) => parse_quote!(Some(#here.value()?.as_str())),
            (true, true, false) => parse_quote!(#here.as_deref()),
            (true, false, false) => parse_quote!(Some(#here.as_ref()?.as_str())),
            (false, ..) => parse_quote!(Some(#here.as_str())),
        }
    }

    /// The whole expression, as an option.
    pub(crate) fn taken(self, access: Access) -> Expr {
        let here = self.here;
        match (access, self.is_option) {
            (Access::Changed, true) => parse_quote!(#here.as_mut()),
            (Access::Borrowed, true) => parse_quote!(#here.as_ref()),
            (Access::Copied, true) if self.has_three_states => parse_quote!(#here.into_value()),
            (Access::Copied, true) => here,
            (Access::Changed, false) if !self.is_behind_reference => parse_quote!(Some(&mut #here)),
            (Access::Borrowed, false) if !self.is_behind_reference => parse_quote!(Some(&#here)),
            (Access::Changed | Access::Borrowed | Access::Copied, false) => {
                parse_quote!(Some(#here))
            }
        }
    }
}

/// A property of an object, and how the object is used.
pub(crate) fn field<'a>(ty: &Type, name: &Name, file: &RustFile<'a>) -> Option<(&'a Field, Usage)> {
    let definition = file.definition(ty.named()?)?;
    let Shape::Structure(structure) = &definition.shape else {
        return None;
    };
    let field = structure.fields.iter().find(|field| field.name == *name)?;
    Some((field, definition.usage))
}
