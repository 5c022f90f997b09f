//! Forms: how their members are written.

use syn::Expr;
use syn::parse_quote;

use crate::model::Field;
use crate::model::Presence;
use crate::model::Style;
use crate::model::Type;
use crate::render::file::RustFile;
use crate::render::syntax::ident;

/// The members that have a style of their own, with it.
pub(crate) fn styled(styles: &[(String, Style)], file: &RustFile<'_>) -> Expr {
    let pairs = styles.iter().map(|(name, style)| -> Expr {
        let style = self::style(*style, file);
        parse_quote!((#name, #style))
    });
    parse_quote!([#(#pairs),*])
}

/// Each member as a part.
pub(crate) fn parts(
    fields: &[Field],
    typed: &[(String, String)],
    holder: &Expr,
    file: &RustFile<'_>,
) -> Expr {
    let multipart = file.runtime("Multipart");
    let mut parts: Expr = parse_quote!(#multipart::new());
    for field in fields {
        let (wire, name) = (field.name.wire(), ident(field.name.rust()));
        let is_given = field.presence == Presence::Required;
        let media_type = typed.iter().find(|(member, _)| member == wire);
        parts = match (&field.ty, media_type) {
            (Type::Part, _) if is_given => parse_quote!(#parts.file(#wire, &#holder.#name)),
            (Type::Part, _) => parse_quote!(#parts.files(#wire, &#holder.#name)),
            (Type::List(element), _) if **element == Type::Part && is_given => {
                parse_quote!(#parts.files(#wire, &#holder.#name))
            }
            (Type::List(element), _) if **element == Type::Part => {
                parse_quote!(#parts.files(#wire, #holder.#name.iter().flatten()))
            }
            (_, Some((_, media_type))) => {
                parse_quote!(#parts.typed_value(#wire, #media_type, &#holder.#name))
            }
            (_, None) => parse_quote!(#parts.value(#wire, &#holder.#name)),
        };
    }
    parts
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
