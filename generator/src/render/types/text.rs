//! Newtypes of strings, validated when they are created.

use proc_macro2::Ident;
use syn::Expr;
use syn::ImplItemFn;
use syn::Item;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Constraints;
use crate::model::Text;
use crate::model::TypeDefinition;
use crate::render::docs;
use crate::render::file::RustFile;
use crate::render::syntax::ident;
use crate::render::types::check;
use crate::render::types::items;

/// A newtype of the generated crate, and how it is made.
pub(crate) fn text(definition: &TypeDefinition, text: &Text, file: &RustFile<'_>) -> Vec<Item> {
    let name = ident(definition.name.rust());
    let mut items = vec![newtype(definition, text, &name, file)];
    if text.is_checked() {
        items.push(check_item(text, file));
    }
    items.push(functions(&name, text, file));
    items.push(if text.sensitive {
        let redacted = format!("{name}([redacted])");
        let body = parse_quote!(f.write_str(#redacted));
        items::formatting("Debug", &name, &body, file)
    } else {
        items::formatting("Display", &name, &parse_quote!(f.write_str(&self.0)), file)
    });
    items.extend(conversions(&name, text, file));
    items
}

fn newtype(definition: &TypeDefinition, text: &Text, name: &Ident, file: &RustFile<'_>) -> Item {
    let fallback = format!("The string {}.", code(definition.name.wire()));
    let docs = docs::described(&definition.docs, &fallback);
    let debug = (!text.sensitive).then(|| ident("Debug"));
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

fn functions(name: &Ident, text: &Text, file: &RustFile<'_>) -> Item {
    let is_checked = text.is_checked();
    let (from, errors) = if is_checked {
        let errors = "# Errors\n\n[`Error::InvalidArgument`] when the text is not valid.";
        ("a valid text", errors)
    } else {
        ("any text", "")
    };
    let first = format!("Creates a new {} from {from}.", code(&name.to_string()));
    let docs = docs::outer(&docs::paragraphs([first.as_str(), errors]));
    let new: ImplItemFn = if is_checked {
        let error = file.runtime("Error");
        let module = file.runtime("constraint");
        let what = name.to_string();
        parse_quote! {
            pub fn new(value: impl Into<String>) -> Result<Self, #error> {
                #module::text(#what, value.into(), check).map(Self)
            }
        }
    } else {
        parse_quote! {
            #[must_use]
            pub fn new(value: impl Into<String>) -> Self {
                Self(value.into())
            }
        }
    };
    let new = docs::above(new, docs);
    parse_quote! {
        impl #name {
            #new

            /// Returns the text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    }
}

fn conversions(name: &Ident, text: &Text, file: &RustFile<'_>) -> Vec<Item> {
    if text.is_checked() {
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
    let from = |ty: syn::Type, text: Expr| -> Item {
        parse_quote! {
            impl From<#ty> for #name {
                fn from(value: #ty) -> Self {
                    Self(#text)
                }
            }
        }
    };
    vec![
        from(parse_quote!(String), parse_quote!(value)),
        from(parse_quote!(&str), parse_quote!(value.to_owned())),
    ]
}
