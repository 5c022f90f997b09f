//! One of several values: an enum that keeps unknown ones.

use quote::quote;
use syn::ImplItem;
use syn::ImplItemConst;
use syn::Item;
use syn::parse_quote;

use crate::model::Enumeration;
use crate::model::Scalar;
use crate::model::TypeDefinition;
use crate::render::file::RustFile;
use crate::render::syntax::array;
use crate::render::syntax::borrowed;
use crate::render::syntax::ident;
use crate::render::syntax::implementation_of;
use crate::render::syntax::item_of;
use crate::render::syntax::macro_call;
use crate::render::syntax::text;
use crate::render::syntax::tuple;
use crate::render::syntax::type_of;
use crate::render::types::scalar;
use crate::render::types::variants::Enum;

/// An enum of the generated crate, its values, and how it is read and written.
pub(crate) fn enumeration(
    definition: &TypeDefinition,
    enumeration: &Enumeration,
    file: &RustFile<'_>,
) -> Vec<Item> {
    let written = Enum::of(definition, enumeration);
    match enumeration.scalar {
        Scalar::Text => of_texts(&written, file),
        Scalar::Integer => scalar::integers(&written, file),
        Scalar::Number => scalar::fractions(&written, file),
        Scalar::Mixed => scalar::mixed(&written, file),
    }
}

fn of_texts(written: &Enum<'_>, file: &RustFile<'_>) -> Vec<Item> {
    let name = &written.name;
    let derives: &[&str] = if written.definition.usage.key {
        &[
            "Clone",
            "Debug",
            "PartialEq",
            "Eq",
            "PartialOrd",
            "Ord",
            "Hash",
        ]
    } else {
        &["Clone", "Debug", "PartialEq", "Eq", "Hash"]
    };
    let (implement, unknown) = (file.runtime("impl_choice"), &written.unknown);
    vec![
        written.item(derives, &ident("String"), None, file),
        values(written),
        macro_call(implement, quote!(#name::#unknown)),
    ]
}

/// The known values, each as it is sent.
fn values(written: &Enum<'_>) -> Item {
    let own = ident("Self");
    let known = written.values.iter().map(|value| {
        let variant = item_of(own.clone(), value.name.rust());
        tuple([variant, text(value.name.wire())])
    });
    let mut constant = KNOWN.with(Clone::clone);
    constant.expr = borrowed(array(known));
    let ty = type_of(written.name.clone(), []);
    implementation_of(ty, [ImplItem::Const(constant)])
}

thread_local! {
    /// Parsed once, and not with each type.
    static KNOWN: ImplItemConst = parse_quote!(const KNOWN: &[(Self, &str)] = &[];);
}
