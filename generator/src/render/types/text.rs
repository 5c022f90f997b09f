//! Newtypes of strings, validated when they are created.

use proc_macro2::Ident;
use syn::Expr;
use syn::Item;
use syn::parse_quote;

use crate::model::Constraints;
use crate::model::Text;
use crate::model::TypeDefinition;
use crate::render::docs;
use crate::render::docs::fallback::of_definition;
use crate::render::file::RustFile;
use crate::render::syntax::ident;
use crate::render::types::check;

/// A newtype of the generated crate, and its check; what every such type has comes from a macro of the runtime.
pub(crate) fn text(definition: &TypeDefinition, text: &Text, file: &RustFile<'_>) -> Vec<Item> {
    let name = ident(definition.name.rust());
    let implement = file.runtime("impl_text");
    let check = text.is_checked().then(|| ident("check"));
    // What a server sends is kept as it came.
    let received = text.is_checked() && definition.usage.response;
    let received = received.then(|| ident("received"));
    let redacted = text.sensitive.then(|| ident("redacted"));
    let with = check.iter().chain(&received).chain(&redacted);
    let mut items = vec![newtype(definition, &name)];
    if check.is_some() {
        items.push(check_item(text, file));
    }
    items.push(parse_quote!(#implement!(#name #(, #with)*);));
    items
}

fn newtype(definition: &TypeDefinition, name: &Ident) -> Item {
    let fallback = of_definition(definition);
    let docs = docs::described(&definition.docs, &fallback);
    parse_quote! {
        #(#docs)*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct #name(String);
    }
}

/// The check of `new`. Characters come last, so that the error names a path segment or a UUID where that is what is wrong.
fn check_item(text: &Text, file: &RustFile<'_>) -> Item {
    let of_whole = Constraints {
        pattern: Vec::new(),
        ..text.constraints.clone()
    };
    let of_characters = Constraints {
        pattern: text.constraints.pattern.clone(),
        ..Constraints::default()
    };
    let value: Expr = parse_quote!(text);
    let mut whole = value.clone();
    if text.sensitive {
        whole = parse_quote!(#whole.sensitive());
    }
    whole = check::constrained(whole, &of_whole);
    if text.path_segment {
        whole = parse_quote!(#whole.path_segment());
    }
    if text.uuid {
        whole = parse_quote!(#whole.uuid());
    }
    let checks = [whole, check::constrained(value, &of_characters)];
    let checks = checks.iter().filter(|one| !matches!(one, Expr::Path(_)));
    let module = file.runtime("constraint");
    parse_quote! {
        /// Checks the constraints of the text.
        fn check(text: &mut #module::Checked<'_, String>) {
            #(#checks;)*
        }
    }
}
