//! The known values of an enum, and the variant that stands for all others.

use proc_macro2::Ident;
use syn::Arm;
use syn::Attribute;
use syn::Expr;
use syn::Item;
use syn::Variant;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Docs;
use crate::model::Enumeration;
use crate::model::TypeDefinition;
use crate::model::Value;
use crate::render::docs;
use crate::render::file::RustFile;
use crate::render::syntax::ident;
use crate::render::types::items;

/// An enum being written.
pub(crate) struct Enum<'a> {
    pub(crate) name: Ident,
    pub(crate) values: &'a [Value],
    /// The variant for unknown values.
    pub(crate) unknown: Ident,
    pub(crate) definition: &'a TypeDefinition,
}

/// Names for the variant of unknown values.
const UNKNOWN: [&str; 4] = [
    "Unknown",
    "UnknownValue",
    "NotInDescription",
    "OutsideDescription",
];

impl<'a> Enum<'a> {
    pub(crate) fn of(definition: &'a TypeDefinition, enumeration: &'a Enumeration) -> Self {
        Self {
            name: ident(definition.name.rust()),
            values: &enumeration.values,
            unknown: unknown_name(enumeration),
            definition,
        }
    }

    /// The enum itself; other values are held as `held`. Serde goes by the names, unless there is a `conversion`.
    pub(crate) fn item(
        &self,
        derives: &[&str],
        held: &Ident,
        conversion: Option<Attribute>,
        file: &RustFile<'_>,
    ) -> Item {
        let derives = derives.iter().map(|name| ident(name));
        let (serialize, deserialize) = (file.serde("Serialize"), file.serde("Deserialize"));
        let is_by_name = conversion.is_none();
        let fallback = format!("A value of {}.", code(self.definition.name.wire()));
        let mut above = docs::described(&self.definition.docs, &fallback);
        above.push(parse_quote!(#[derive(#(#derives,)* #deserialize, #serialize)]));
        above.extend(conversion);
        let known = self.values.iter().map(|value| {
            let rename = items::rename(&value.name).filter(|_| is_by_name);
            let above = value_docs(value).into_iter().chain(rename).collect();
            items::variant(above, &value.name, None)
        });
        let unknown = self.unknown(held, is_by_name, file);
        items::enumeration(above, &self.name, known.chain([unknown]))
    }

    /// The variant for other values. A union that compares its types is told of them.
    fn unknown(&self, held: &Ident, is_by_name: bool, file: &RustFile<'_>) -> Variant {
        let name = &self.unknown;
        let is_compared = self.definition.is_compared;
        let attribute: Option<Attribute> = is_by_name.then(|| {
            if is_compared {
                let path = file.serde_path("branch::unlisted");
                parse_quote!(#[serde(untagged, deserialize_with = #path)])
            } else {
                parse_quote!(#[serde(untagged)])
            }
        });
        parse_quote! {
            /// A value that is not in the API description.
            #attribute
            #name(#held)
        }
    }

    /// The arms of a `match`: `written` for each known value, `other` for the `value` of an unknown one.
    pub(crate) fn arms(
        &self,
        path: &Ident,
        written: impl Fn(&Value) -> Expr,
        other: &Expr,
    ) -> Vec<Arm> {
        let known = self.values.iter().map(|value| -> Arm {
            let (variant, written) = (ident(value.name.rust()), written(value));
            parse_quote!(#path::#variant => #written,)
        });
        let unknown = &self.unknown;
        let unknown: Arm = parse_quote!(#path::#unknown(value) => #other,);
        known.chain([unknown]).collect()
    }
}

/// The name of the variant for unknown values.
pub(crate) fn unknown_name(enumeration: &Enumeration) -> Ident {
    let names = enumeration.values.iter().map(|value| &value.name);
    items::free_name(&UNKNOWN, names)
}

/// The docs of a value: its description, and the value itself.
fn value_docs(value: &Value) -> Vec<Attribute> {
    let wire = format!("{}.", code(value.name.wire()));
    if value.description.is_none() {
        return docs::outer(&wire);
    }
    let docs = Docs {
        description: value.description.clone(),
        notes: vec![wire],
        ..Docs::default()
    };
    docs::described(&docs, "")
}
