//! Any JSON as a person writes it in Rust.

use proc_macro2::Delimiter;
use proc_macro2::Group;
use proc_macro2::Literal;
use proc_macro2::Punct;
use proc_macro2::Spacing;
use proc_macro2::TokenStream;
use proc_macro2::TokenTree;
use quote::quote;
use serde_json::Number;
use serde_json::Value;
use syn::Expr;
use syn::MacroDelimiter;
use syn::token::Paren;

use crate::render::file::RustFile;
use crate::render::syntax::made_by_macro;

/// `json!` of the value.
pub(crate) fn json(value: &Value, file: &RustFile<'_>) -> Expr {
    let json = file.import("serde_json::json");
    let delimiter = MacroDelimiter::Paren(Paren::default());
    made_by_macro(json, delimiter, tokens(value))
}

fn tokens(value: &Value) -> TokenStream {
    match value {
        Value::Null => quote!(null),
        Value::Bool(value) => quote!(#value),
        Value::Number(value) => number(value),
        Value::String(text) => quote!(#text),
        Value::Array(items) => {
            let items = items.iter().map(tokens);
            quote!([#(#items),*])
        }
        Value::Object(properties) => {
            let colon = colon();
            let properties = properties.iter().map(|(key, value)| {
                let value = tokens(value);
                quote!(#key #colon #value)
            });
            quote!({ #(#properties),* })
        }
    }
}

/// The number with the digits that the document has, and its sign at them.
fn number(value: &Number) -> TokenStream {
    let text = value.to_string();
    let sign = text.starts_with('-');
    let sign = sign.then(|| Punct::new('-', Spacing::Joint));
    let literal = text.trim_start_matches('-').parse();
    let other = || Literal::f64_unsuffixed(value.as_f64().unwrap_or_default().abs());
    let literal: Literal = literal.unwrap_or_else(|_| other());
    quote!(#sign #literal)
}

/// A colon directly after the key, with a space behind it: it is joined to an empty group, which is not printed.
fn colon() -> TokenStream {
    let colon = TokenTree::Punct(Punct::new(':', Spacing::Joint));
    let nothing = TokenTree::Group(Group::new(Delimiter::None, TokenStream::new()));
    [colon, nothing].into_iter().collect()
}
