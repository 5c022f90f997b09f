//! The step that gives a request its body.

use syn::Expr;

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
use crate::render::syntax;
use crate::render::syntax::MethodCall;
use crate::render::syntax::borrowed;
use crate::render::syntax::call;
use crate::render::syntax::ident;
use crate::render::syntax::into_type;
use crate::render::syntax::item_of;
use crate::render::syntax::text;
use crate::render::syntax::type_of;
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
            syntax::argument(&name, into_type(type_of(held, [item.clone()])))
        });
        return Step {
            argument,
            before: None,
            steps: written(value, Some(item), media, file),
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
    let step = written(given.value, given.ty, media, file);
    Step {
        argument,
        before,
        steps: check.into_iter().chain(step).collect(),
    }
}

/// The steps of a body of properties, which is in `held`, and which `given` is serialized: the same, or borrowed.
pub(crate) fn properties(
    body: &Body,
    held: &Expr,
    given: &Expr,
    file: &RustFile<'_>,
) -> Vec<MethodCall> {
    let Body::Properties {
        fields,
        check,
        media,
        ..
    } = body
    else {
        return Vec::new();
    };
    let check = check::has_checks(check.as_deref(), fields);
    let check = check.then(|| call("check", [borrowed(held.clone())]));
    let step = match media {
        Media::Multipart(multipart) => {
            let parts = parts(fields, multipart, held, file);
            vec![call(multipart_method(multipart), [parts])]
        }
        media => written(given.clone(), None, media, file),
    };
    check.into_iter().chain(step).collect()
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
    value: Expr,
    ty: Option<syn::Type>,
    media: &Media,
    file: &RustFile<'_>,
) -> Vec<MethodCall> {
    match media {
        Media::Json => vec![call("json", [value]).of(ty)],
        Media::JsonAs(name) => vec![
            call("json", [value]).of(ty),
            call("media_type", [text(name)]),
        ],
        Media::Form(form) => {
            let styles = borrowed(styled(&form.styles, file));
            let reserved = form.reserved.iter();
            let reserved = reserved.map(|name| call("allow_reserved_in_form", [text(name)]));
            let form = call("form", [value, styles]).of(ty);
            std::iter::once(form).chain(reserved).collect()
        }
        Media::Multipart(multipart) => {
            let parts = of_media_type(value, multipart);
            vec![call(multipart_method(multipart), [parts]).of(ty)]
        }
        Media::Choice => vec![call("body", [value]).of(ty)],
        Media::Content(name) => vec![call("content", [text(name), value]).of(ty)],
        Media::Items(format, name) => {
            let format = match format {
                ItemFormat::Events => "Events",
                ItemFormat::JsonEvents => "JsonEvents",
                ItemFormat::JsonLines => "JsonLines",
                ItemFormat::JsonSequence => "JsonSequence",
                ItemFormat::Parts => "Parts",
            };
            let format = item_of(file.runtime("ItemFormat"), format);
            vec![call("items", [format, text(name), value]).of(ty)]
        }
    }
}

/// The method that takes parts.
fn multipart_method(multipart: &Multipart) -> &'static str {
    if multipart.is_required {
        "multipart"
    } else {
        "multipart_if_any"
    }
}
