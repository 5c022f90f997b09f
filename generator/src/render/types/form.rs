//! Forms and other bodies of parts: how their properties are written.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Expr;
use syn::parse_quote;

use crate::model::Field;
use crate::model::Multipart;
use crate::model::PartEncoding;
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

/// These parts with their media type, where they are no form.
pub(crate) fn of_media_type(parts: &Expr, multipart: &Multipart) -> Expr {
    match &multipart.media_type {
        None => parts.clone(),
        Some(media_type) => parse_quote!(#parts.media_type(#media_type)),
    }
}

/// Each property as a part.
pub(crate) fn parts(
    fields: &[Field],
    multipart: &Multipart,
    holder: &Expr,
    file: &RustFile<'_>,
) -> Expr {
    let ty = file.runtime("Multipart");
    let start = of_media_type(&parse_quote!(#ty::new()), multipart);
    let parts = fields.iter().map(|field| {
        let mut encodings = multipart.encodings.iter();
        let encoding = encodings.find(|(property, _)| property == field.name.wire());
        part(field, encoding.map(|(_, encoding)| encoding), holder, file)
    });
    parse_quote!(#start #(#parts)*)
}

fn part(
    field: &Field,
    encoding: Option<&PartEncoding>,
    holder: &Expr,
    file: &RustFile<'_>,
) -> TokenStream {
    let (wire, name) = (field.name.wire(), ident(field.name.rust()));
    let is_given = field.presence == Presence::Required;
    let value = match &field.ty {
        Type::List(item) if **item == Type::Part && !is_given => {
            quote!(#holder.#name.iter().flatten())
        }
        _ => quote!(&#holder.#name),
    };
    let media_type = match encoding {
        Some(PartEncoding::MediaType(media_type)) => Some(media_type),
        Some(PartEncoding::Style(style)) => {
            let style = self::style(*style, file);
            return quote!(.styled_value(#wire, #style, #value));
        }
        None => None,
    };
    let (plain, typed) = match &field.ty {
        Type::Part if is_given => ("file", "typed_file"),
        Type::Part => ("files", "typed_files"),
        Type::List(item) if **item == Type::Part => ("files", "typed_files"),
        _ => ("value", "typed_value"),
    };
    let method = ident(if media_type.is_some() { typed } else { plain });
    let media_type = media_type.into_iter();
    quote!(.#method(#wire, #(#media_type,)* #value))
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
        Style::Cookie => "Cookie",
        Style::CookieExploded => "CookieExploded",
        Style::Json => "Json",
    });
    parse_quote!(#ty::#name)
}
