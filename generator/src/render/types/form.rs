//! Forms: how their properties are written.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Expr;
use syn::parse_quote;

use crate::model::Field;
use crate::model::Presence;
use crate::model::Style;
use crate::model::Type;
use crate::render::file::RustFile;
use crate::render::syntax::ident;

/// The properties that have a style of their own, with it.
pub(crate) fn styled(styles: &[(String, Style)], file: &RustFile<'_>) -> Expr {
    let pairs = styles.iter().map(|(name, style)| -> Expr {
        let style = self::style(*style, file);
        parse_quote!((#name, #style))
    });
    parse_quote!([#(#pairs),*])
}

/// Each property as a part.
pub(crate) fn parts(
    fields: &[Field],
    typed: &[(String, String)],
    holder: &Expr,
    file: &RustFile<'_>,
) -> Expr {
    let multipart = file.runtime("Multipart");
    let parts = fields.iter().map(|field| part(field, typed, holder));
    parse_quote!(#multipart::new() #(#parts)*)
}

fn part(field: &Field, typed: &[(String, String)], holder: &Expr) -> TokenStream {
    let (wire, name) = (field.name.wire(), ident(field.name.rust()));
    let is_given = field.presence == Presence::Required;
    let media_type = typed.iter().find(|(property, _)| property == wire);
    match (&field.ty, media_type) {
        (Type::Part, _) if is_given => quote!(.file(#wire, &#holder.#name)),
        (Type::Part, _) => quote!(.files(#wire, &#holder.#name)),
        (Type::List(item), _) if **item == Type::Part => {
            let flat = (!is_given).then(|| quote!(.iter().flatten()));
            let borrow = is_given.then(|| quote!(&));
            quote!(.files(#wire, #borrow #holder.#name #flat))
        }
        (_, Some((_, media_type))) => quote!(.typed_value(#wire, #media_type, &#holder.#name)),
        (_, None) => quote!(.value(#wire, &#holder.#name)),
    }
}

/// A style as the runtime calls it.
pub(crate) fn style(style: Style, file: &RustFile<'_>) -> Expr {
    let ty = file.runtime("Style");
    let name = ident(match style {
        Style::Simple => "Simple",
        Style::SimpleExploded => "SimpleExploded",
        Style::Label => "Label",
        Style::LabelExploded => "LabelExploded",
        Style::Matrix => "Matrix",
        Style::MatrixExploded => "MatrixExploded",
        Style::Form => "Form",
        Style::FormExploded => "FormExploded",
        Style::SpaceDelimited => "SpaceDelimited",
        Style::PipeDelimited => "PipeDelimited",
        Style::DeepObject => "DeepObject",
        Style::Json => "Json",
    });
    parse_quote!(#ty::#name)
}
