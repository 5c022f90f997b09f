//! The step that gives a request its body.

use proc_macro2::Ident;
use proc_macro2::TokenStream;
use quote::quote;
use syn::Expr;
use syn::parse_quote;

use crate::model::Body;
use crate::model::Check;
use crate::model::Field;
use crate::model::ItemFormat;
use crate::model::Media;
use crate::model::Multipart;
use crate::model::Name;
use crate::model::Type;
use crate::render::file::RustFile;
use crate::render::operation::step::Given;
use crate::render::operation::step::Step;
use crate::render::syntax::ident;
use crate::render::types::argument::Required;
use crate::render::types::check;
use crate::render::types::form::of_media_type;
use crate::render::types::form::parts;
use crate::render::types::form::styled;

/// A body that is a value, as a method takes it.
pub(crate) fn value(
    name: &Name,
    ty: &Type,
    check: Option<&Check>,
    media: &Media,
    required: Required<'_>,
    file: &RustFile<'_>,
) -> Step {
    let (wire, name) = (name.plain(), ident(name.rust()));
    let (argument, mut given) = Given::required(ty, &name, required, file);
    if let (Media::Items(..), Type::List(item)) = (media, ty) {
        let item = file.ty(item);
        let value = required.value(&name);
        let argument = argument.map(|_| {
            let held = file.runtime("ItemBody");
            parse_quote!(#name: impl Into<#held<#item>>)
        });
        return Step {
            argument,
            before: None,
            steps: written(&value, Some(&quote!(::<#item>)), media, file),
        };
    }
    let has_media_type = matches!(media, Media::Multipart(form) if form.media_type.is_some());
    let is_converted = matches!(ty, Type::RawBody | Type::Multipart) && !has_media_type;
    if is_converted && check.is_none() {
        // The step itself takes all that converts into one.
        given = Given {
            value: required.value(&name),
            ty: None,
        };
    }
    let check =
        check.map(|check| check::step(wire, &name, &required.value(&name), ty, check, file));
    let before = if check.is_some() || has_media_type {
        given.bind(&name)
    } else {
        None
    };
    let step = written(&given.value, given.turbofish().as_ref(), media, file);
    Step {
        argument,
        before,
        steps: quote!(#check #step),
    }
}

/// The steps of a body of properties, which is in `held`, and which `given` is serialized: the same, or borrowed.
pub(crate) fn properties(
    body: &Body,
    held: &Expr,
    given: &Expr,
    file: &RustFile<'_>,
) -> Option<TokenStream> {
    let Body::Properties {
        fields,
        check,
        media,
        ..
    } = body
    else {
        return None;
    };
    let check = check::has_checks(check.as_deref(), fields).then(|| quote!(.check(&#held)));
    let step = match media {
        Media::Multipart(multipart) => {
            let parts = parts(fields, multipart, held, file);
            let method = multipart_method(multipart);
            quote!(.#method(#parts))
        }
        media => written(given, None, media, file),
    };
    Some(quote!(#check #step))
}

/// The properties of a body that the type of a call holds, since they are set one by one.
pub(crate) fn held(body: &Body) -> Option<(&Name, &[Field])> {
    match body {
        Body::Properties { name, fields, .. } if !fields.iter().all(Field::is_required) => {
            Some((name, fields))
        }
        Body::None | Body::Value { .. } | Body::Properties { .. } => None,
    }
}

fn written(
    value: &Expr,
    turbofish: Option<&TokenStream>,
    media: &Media,
    file: &RustFile<'_>,
) -> TokenStream {
    match media {
        Media::Json => quote!(.json #turbofish(#value)),
        Media::JsonAs(name) => quote!(.json #turbofish(#value).media_type(#name)),
        Media::Form(form) => {
            let (styles, reserved) = (styled(&form.styles, file), &form.reserved);
            quote!(.form #turbofish(#value, &#styles) #(.allow_reserved_in_form(#reserved))*)
        }
        Media::Multipart(multipart) => {
            let parts = of_media_type(value, multipart);
            let method = multipart_method(multipart);
            quote!(.#method #turbofish(#parts))
        }
        Media::Choice => quote!(.body #turbofish(#value)),
        Media::Content(name) => quote!(.content #turbofish(#name, #value)),
        Media::Items(format, name) => {
            let ty = file.runtime("ItemFormat");
            let format = ident(match format {
                ItemFormat::Events => "Events",
                ItemFormat::JsonEvents => "JsonEvents",
                ItemFormat::JsonLines => "JsonLines",
                ItemFormat::JsonSequence => "JsonSequence",
                ItemFormat::Parts => "Parts",
            });
            quote!(.items #turbofish(#ty::#format, #name, #value))
        }
    }
}

/// The method that takes parts.
fn multipart_method(multipart: &Multipart) -> Ident {
    ident(if multipart.is_required {
        "multipart"
    } else {
        "multipart_if_any"
    })
}
