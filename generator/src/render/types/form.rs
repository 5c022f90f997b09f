//! Forms and other bodies of parts: how their properties are written.

use syn::Expr;
use syn::parse_quote;

use crate::model::Field;
use crate::model::Multipart;
use crate::model::PartEncoding;
use crate::model::Presence;
use crate::model::Style;
use crate::model::Type;
use crate::render::file::RustFile;
use crate::render::syntax;
use crate::render::syntax::MethodCall;
use crate::render::syntax::borrowed;
use crate::render::syntax::call;
use crate::render::syntax::called;
use crate::render::syntax::chained;
use crate::render::syntax::ident;
use crate::render::syntax::item_of;
use crate::render::syntax::text;

/// The properties that have a style of their own, with it.
pub(crate) fn styled(styles: &[(String, Style)], file: &RustFile<'_>) -> Expr {
    let pairs = styles.iter().map(|(name, style)| -> Expr {
        let style = self::style(*style, file);
        parse_quote!((#name, #style))
    });
    parse_quote!([#(#pairs),*])
}

/// These parts with their media type, where they are no form.
pub(crate) fn of_media_type(parts: Expr, multipart: &Multipart) -> Expr {
    let media_type = multipart.media_type.iter();
    chained(
        parts,
        media_type.map(|name| call("media_type", [text(name)])),
    )
}

/// Each property as a part.
pub(crate) fn parts(
    fields: &[Field],
    multipart: &Multipart,
    holder: &Expr,
    file: &RustFile<'_>,
) -> Expr {
    let ty = file.runtime("Multipart");
    let start = of_media_type(called(item_of(ty, "new"), []), multipart);
    let parts = fields.iter().map(|field| {
        let mut encodings = multipart.encodings.iter();
        let encoding = encodings.find(|(property, _)| property == field.name.wire());
        part(field, encoding.map(|(_, encoding)| encoding), holder, file)
    });
    chained(start, parts)
}

fn part(
    field: &Field,
    encoding: Option<&PartEncoding>,
    holder: &Expr,
    file: &RustFile<'_>,
) -> MethodCall {
    let name = text(field.name.wire());
    let held = syntax::field(holder.clone(), ident(field.name.rust()));
    let is_given = field.presence == Presence::Required;
    let value = match &field.ty {
        Type::List(item) if **item == Type::Part && !is_given => {
            chained(held, [call("iter", []), call("flatten", [])])
        }
        _ => borrowed(held),
    };
    let media_type = match encoding {
        Some(PartEncoding::MediaType(media_type)) => Some(media_type),
        Some(PartEncoding::Style(style)) => {
            let style = self::style(*style, file);
            return call("styled_value", [name, style, value]);
        }
        None => None,
    };
    let (plain, typed) = match &field.ty {
        Type::Part if is_given => ("file", "typed_file"),
        Type::Part => ("files", "typed_files"),
        Type::List(item) if **item == Type::Part => ("files", "typed_files"),
        _ => ("value", "typed_value"),
    };
    match media_type {
        Some(media_type) => call(typed, [name, text(media_type), value]),
        None => call(plain, [name, value]),
    }
}

/// A style as the runtime calls it.
pub(crate) fn style(style: Style, file: &RustFile<'_>) -> Expr {
    let ty = file.runtime("Style");
    let name = match style {
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
    };
    item_of(ty, name)
}
