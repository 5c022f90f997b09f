//! The step that gives a request its body.

use syn::Expr;
use syn::parse_quote;

use crate::model::Body;
use crate::model::Media;
use crate::render::file::RustFile;
use crate::render::ident;
use crate::render::types::form::parts;
use crate::render::types::form::styled;

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
