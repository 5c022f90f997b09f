//! Cargo features, as conditions of items.

use syn::Attribute;
use syn::parse_quote;

/// The condition under which an item is compiled, where there is one: any of these features.
pub(crate) fn gate(features: &[String]) -> Option<Attribute> {
    match features {
        [] => None,
        [one] => Some(parse_quote!(#[cfg(feature = #one)])),
        several => Some(parse_quote!(#[cfg(any(#(feature = #several),*))])),
    }
}
