//! The known values of an enum, and the variant that stands for all others.

use proc_macro2::Ident;
use quote::quote;
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
use crate::render::syntax::arm;
use crate::render::syntax::attribute_of;
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

    /// The enum itself; other values are held as `held`. Serde goes by a `conversion`, or by what a macro of the runtime gives.
    pub(crate) fn item(
        &self,
        derives: &[&str],
        held: &Ident,
        conversion: Option<Attribute>,
        file: &RustFile<'_>,
    ) -> Item {
        let derives = derives.iter().map(|name| ident(name));
        let by_serde = conversion.as_ref().map(|_| {
            let (serialize, deserialize) = (file.serde("Serialize"), file.serde("Deserialize"));
            quote!(#deserialize, #serialize)
        });
        let mut above = docs::described(&self.definition.docs, "");
        above.push(attribute_of("derive", quote!(#(#derives,)* #by_serde)));
        above.extend(conversion);
        let known = self
            .values
            .iter()
            .map(|value| items::variant(value_docs(value), &value.name, None));
        let unknown = &self.unknown;
        let unknown: Variant = parse_quote! {
            /// A value that is not in the API description.
            #unknown(#held)
        };
        items::enumeration(above, &self.name, known.chain([unknown]))
    }

    /// The arms of a `match`: `written` for each known value, `other` for the `value` of an unknown one.
    pub(crate) fn arms(
        &self,
        path: &Ident,
        written: impl Fn(&Value) -> Expr,
        other: &Expr,
    ) -> Vec<Arm> {
        let known = self.values.iter();
        let known = known.map(|value| arm(path.clone(), value.name.rust(), written(value)));
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
