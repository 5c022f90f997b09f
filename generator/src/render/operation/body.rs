//! The step that gives a request its body.

use syn::Expr;
use syn::parse_quote;

use crate::model::Body;
use crate::model::Field;
use crate::model::Media;
use crate::model::Presence;
use crate::model::Style;
use crate::model::Type;
use crate::render::file::RustFile;
use crate::render::ident;
use crate::render::operation::places;

/// The request with its body, if the operation has one.
pub(crate) fn step(request: Expr, body: &Body, file: &RustFile<'_>) -> Expr {
    match body {
        Body::None => request,
        Body::Value {
            name,
            required,
            media,
            ..
        } => {
            let name = ident(name.rust());
            value(&request, &parse_quote!(self.#name), *required, media, file)
        }
        Body::Members {
            fields,
            media: Media::Multipart(typed),
            ..
        } => {
            let parts = parts(fields, typed, &parse_quote!(self.body), file);
            parse_quote!(#request.multipart(#parts))
        }
        Body::Members { media, .. } => value(&request, &parse_quote!(self.body), true, media, file),
    }
}

fn value(request: &Expr, value: &Expr, required: bool, media: &Media, file: &RustFile<'_>) -> Expr {
    match (media, required) {
        (Media::Json, true) => parse_quote!(#request.json(&#value)),
        (Media::Json, false) => parse_quote!(#request.json_option(#value.as_ref())),
        (Media::JsonAs(name), true) => parse_quote!(#request.json(&#value).media_type(#name)),
        (Media::JsonAs(name), false) => {
            parse_quote!(#request.json_option(#value.as_ref()).media_type(#name))
        }
        (Media::Form(styles), true) => {
            let styles = styled(styles, file);
            parse_quote!(#request.form(&#value, &#styles))
        }
        (Media::Form(styles), false) => {
            let styles = styled(styles, file);
            parse_quote!(#request.form_option(#value.as_ref(), &#styles))
        }
        (Media::Multipart(_), _) => {
            let multipart = file.runtime("Multipart");
            parse_quote!(#request.multipart(#multipart::of(&#value)))
        }
        (Media::Choice, true) => parse_quote!(#request.body(#value)),
        (Media::Choice, false) => parse_quote!(#request.body_option(#value)),
        (Media::Content(name), true) => parse_quote!(#request.content(#name, #value)),
        (Media::Content(name), false) => parse_quote!(#request.content_option(#name, #value)),
    }
}

pub(crate) fn styled(styles: &[(String, Style)], file: &RustFile<'_>) -> Expr {
    let pairs = styles.iter().map(|(name, style)| -> Expr {
        let style = places::style(*style, file);
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
