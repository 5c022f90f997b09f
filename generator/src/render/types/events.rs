//! One of several kinds of event: an enum, and how an event is read as one of them.

use proc_macro2::Ident;
use syn::Arm;
use syn::Expr;
use syn::Item;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::EventKind;
use crate::model::TypeDefinition;
use crate::render::docs;
use crate::render::file::RustFile;
use crate::render::syntax::ident;
use crate::render::types::items;

/// An enum of the kinds, and how each is read.
pub(crate) fn events(
    definition: &TypeDefinition,
    kinds: &[EventKind],
    file: &RustFile<'_>,
) -> Vec<Item> {
    let name = ident(definition.name.rust());
    let mut above = docs::described(&definition.docs, "An event, by its type.");
    above.push(parse_quote!(#[derive(Clone, Debug, PartialEq)]));
    let known = kinds.iter().map(|kind| {
        let events: Vec<String> = kind.events.iter().map(|event| code(event)).collect();
        let fallback = match events.as_slice() {
            [] => "Any other event.".to_owned(),
            events => format!("The event {}.", events.join(" or ")),
        };
        let held = kind.ty.as_ref().map(|ty| file.received(ty));
        items::variant(
            docs::described(&kind.docs, &fallback),
            &kind.name,
            held.as_ref(),
        )
    });
    let unknown = unknown(kinds).map(|unknown| -> syn::Variant {
        let value = file.json_value();
        parse_quote! {
            /// The data of an event whose type is not in the API description.
            #unknown(#value)
        }
    });
    let item = items::enumeration(above, &name, known.chain(unknown));
    vec![item, reading(&name, kinds, file)]
}

/// The variant for all other events, unless one of the kinds is for them.
fn unknown(kinds: &[EventKind]) -> Option<Ident> {
    let takes_others = kinds.iter().any(|kind| kind.events.is_empty());
    let names = kinds.iter().map(|kind| &kind.name);
    (!takes_others).then(|| items::free_name(&["Unknown", "UnknownEvent"], names))
}

fn reading(name: &Ident, kinds: &[EventKind], file: &RustFile<'_>) -> Item {
    let from_event = file.runtime("FromEvent");
    let body = file.runtime("EventBody");
    let unreadable = file.runtime("UnreadableBody");
    let (others, told): (Vec<&EventKind>, Vec<&EventKind>) =
        kinds.iter().partition(|kind| kind.events.is_empty());
    let arms = told.into_iter().map(|kind| -> Arm {
        let (events, read) = (&kind.events, read(kind));
        parse_quote!(#(#events)|* => #read)
    });
    let others = others.into_iter().map(|kind| -> Arm {
        let read = read(kind);
        parse_quote!(_ => #read)
    });
    let unknown = unknown(kinds)
        .map(|unknown| -> Arm { parse_quote!(_ => event.data().map(Self::#unknown)) });
    let arms = arms.chain(others).chain(unknown);
    parse_quote! {
        impl #from_event for #name {
            fn from_event(event: &#body<'_>) -> Result<Self, #unreadable> {
                match event.name() {
                    #(#arms,)*
                }
            }
        }
    }
}

fn read(kind: &EventKind) -> Expr {
    let name = ident(kind.name.rust());
    match kind.ty {
        Some(_) if kind.is_json => parse_quote!(event.json().map(Self::#name)),
        Some(_) => parse_quote!(event.data().map(Self::#name)),
        None => parse_quote!(Ok(Self::#name)),
    }
}
