//! Text of a type of its own, checked when it is made.

use proc_macro2::Ident;
use quote::quote;
use syn::ImplItemFn;
use syn::Item;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::TextRule;
use crate::model::TypeDefinition;
use crate::render::docs;
use crate::render::file::RustFile;
use crate::render::ident;

/// A newtype of the generated crate, and how it is made.
pub(crate) fn text(definition: &TypeDefinition, rule: &TextRule, file: &RustFile<'_>) -> Vec<Item> {
    let name = ident(definition.name.rust());
    let mut items = vec![newtype(definition, rule, &name, file)];
    if rule.is_checked() {
        items.push(rule_item(&name, rule, file));
    }
    items.push(functions(&name, rule, file));
    if rule.sensitive {
        items.push(redacted(&name, file));
    } else {
        items.push(display(&name, file));
    }
    items.extend(conversions(&name, rule, file));
    items
}

fn newtype(
    definition: &TypeDefinition,
    rule: &TextRule,
    name: &Ident,
    file: &RustFile<'_>,
) -> Item {
    let docs = docs::outer(&docs::text(
        &definition.docs,
        &format!("The text {}.", code(definition.name.wire())),
    ));
    let debug = (!rule.sensitive).then(|| ident("Debug"));
    let deserialize = definition.usage.response.then(|| file.serde("Deserialize"));
    let serialize = definition.usage.request.then(|| file.serde("Serialize"));
    let derives = [ident("Clone")].into_iter().chain(debug);
    let derives = derives.chain(["PartialEq", "Eq", "PartialOrd", "Ord", "Hash"].map(ident));
    let derives = derives.chain(deserialize).chain(serialize);
    parse_quote! {
        #(#docs)*
        #[derive(#(#derives),*)]
        #[serde(transparent)]
        pub struct #name(String);
    }
}

/// What [`new`] checks.
fn rule_item(name: &Ident, rule: &TextRule, file: &RustFile<'_>) -> Item {
    let text_rule = file.runtime("TextRule");
    let what = name.to_string();
    let mut value: syn::Expr = parse_quote!(#text_rule::new(#what));
    if let Some(min) = rule.min_length {
        let min = syn::LitInt::new(&min.to_string(), proc_macro2::Span::call_site());
        value = parse_quote!(#value.min_length(#min));
    }
    if let Some(max) = rule.max_length {
        let max = syn::LitInt::new(&max.to_string(), proc_macro2::Span::call_site());
        value = parse_quote!(#value.max_length(#max));
    }
    if let Some(ranges) = &rule.characters {
        let ranges = ranges.iter().map(|range| {
            let (start, end) = (range.start(), range.end());
            quote!(#start..=#end)
        });
        value = parse_quote!(#value.characters(&[#(#ranges),*]));
    }
    if rule.uuid {
        value = parse_quote!(#value.uuid());
    }
    if rule.path_segment {
        value = parse_quote!(#value.path_segment());
    }
    if rule.sensitive {
        value = parse_quote!(#value.sensitive());
    }
    parse_quote! {
        /// What the text is checked against.
        const fn rule() -> #text_rule {
            #value
        }
    }
}

fn functions(name: &Ident, rule: &TextRule, file: &RustFile<'_>) -> Item {
    let new: ImplItemFn = if rule.is_checked() {
        let error = file.runtime("Error");
        parse_quote! {
            /// Checks the text.
            ///
            /// # Errors
            ///
            /// [`Error::InvalidArgument`] says which rule it breaks.
            pub fn new(value: impl Into<String>) -> Result<Self, #error> {
                rule().check(value.into()).map(Self)
            }
        }
    } else {
        parse_quote! {
            /// Takes the text as it is.
            #[must_use]
            pub fn new(value: impl Into<String>) -> Self {
                Self(value.into())
            }
        }
    };
    parse_quote! {
        impl #name {
            #new

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    }
}

/// `Debug` that does not show the text.
fn redacted(name: &Ident, file: &RustFile<'_>) -> Item {
    let fmt = file.std("fmt");
    let shown = format!("{name}([redacted])");
    parse_quote! {
        impl #fmt::Debug for #name {
            fn fmt(&self, f: &mut #fmt::Formatter<'_>) -> #fmt::Result {
                f.write_str(#shown)
            }
        }
    }
}

fn display(name: &Ident, file: &RustFile<'_>) -> Item {
    let fmt = file.std("fmt");
    parse_quote! {
        impl #fmt::Display for #name {
            fn fmt(&self, f: &mut #fmt::Formatter<'_>) -> #fmt::Result {
                f.write_str(&self.0)
            }
        }
    }
}

fn conversions(name: &Ident, rule: &TextRule, file: &RustFile<'_>) -> Vec<Item> {
    if rule.is_checked() {
        let from_str = file.std("str::FromStr");
        let error = file.runtime("Error");
        return vec![parse_quote! {
            impl #from_str for #name {
                type Err = #error;

                fn from_str(value: &str) -> Result<Self, #error> {
                    Self::new(value)
                }
            }
        }];
    }
    let owned: Item = parse_quote! {
        impl From<String> for #name {
            fn from(value: String) -> Self {
                Self(value)
            }
        }
    };
    let borrowed: Item = parse_quote! {
        impl From<&str> for #name {
            fn from(value: &str) -> Self {
                Self(value.to_owned())
            }
        }
    };
    vec![owned, borrowed]
}
