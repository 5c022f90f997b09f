//! The method that decodes the content of an object by the content type that the object has.

use syn::Expr;
use syn::Ident;
use syn::Item;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Content;
use crate::model::Field;
use crate::model::Structure;
use crate::model::Usage;
use crate::render::docs;
use crate::render::file::RustFile;
use crate::render::syntax::ident;
use crate::render::types::presence::has_three_states;
use crate::render::types::presence::is_optional;

pub(crate) const METHODS: [&str; 1] = ["content"];

/// `content()` of the type `name`, if the object has one.
pub(crate) fn content(
    name: &Ident,
    structure: &Structure,
    usage: Usage,
    file: &RustFile<'_>,
) -> Option<Item> {
    let content = structure.content.as_ref()?;
    let field = |wire: &str| structure.fields.iter().find(|it| it.name.wire() == wire);
    let holder = field(content.holder.wire())?;
    let announcing = field(content.announcing.wire())?;
    let ty = file.runtime("Content");
    let raw = text(holder, usage);
    let announced = match &content.key {
        None => text(announcing, usage),
        Some(key) => value_of(key, announcing, usage),
    };
    let docs = docs::outer(&format!(
        "Returns the content of {}, to be decoded as {} says.",
        code(content.holder.wire()),
        code(&path(content))
    ));
    Some(parse_quote! {
        impl #name {
            #(#docs)*
            pub fn content(&self) -> #ty<'_> {
                #ty::new(#raw, #announced)
            }
        }
    })
}

fn path(content: &Content) -> String {
    let announcing = content.announcing.wire();
    match &content.key {
        None => announcing.to_owned(),
        Some(key) => format!("{announcing}/{key}"),
    }
}

/// The text of a property, as an option.
fn text(field: &Field, usage: Usage) -> Expr {
    let name = ident(field.name.rust());
    if !is_optional(field, usage) {
        parse_quote!(Some(self.#name.as_str()))
    } else if has_three_states(field, usage) {
        parse_quote!(self.#name.value().map(String::as_str))
    } else {
        parse_quote!(self.#name.as_deref())
    }
}

/// The value of a key in a map, as an option.
fn value_of(key: &str, field: &Field, usage: Usage) -> Expr {
    let name = ident(field.name.rust());
    if !is_optional(field, usage) {
        parse_quote!(self.#name.get(#key))
    } else if has_three_states(field, usage) {
        parse_quote!(self.#name.value().and_then(|map| map.get(#key)))
    } else {
        parse_quote!(self.#name.as_ref().and_then(|map| map.get(#key)))
    }
}
