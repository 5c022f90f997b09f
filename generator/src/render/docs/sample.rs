//! Example values as a person would write them.

use std::collections::BTreeMap;
use std::ops::Range;

use proc_macro2::Literal;
use serde_json::Value;
use syn::Expr;
use syn::parse_quote;
use syn::visit::Visit;

use crate::model::Field;
use crate::model::Format;
use crate::model::Name;
use crate::model::Presence;
use crate::model::Sample;
use crate::model::TypeReference;
use crate::model::Unit;
use crate::render::file::RustFile;
use crate::render::literal::integer;
use crate::render::literal::number;
use crate::render::syntax::ident;

/// The value as an expression, of the exact type or of one that converts into it.
pub(crate) fn expression(sample: &Sample, file: &RustFile<'_>) -> Expr {
    match sample {
        Sample::Boolean(value) => parse_quote!(#value),
        Sample::Integer(number) => integer(number),
        Sample::Number(value) => number(*value),
        Sample::String(text) | Sample::RawBody(text) => parse_quote!(#text),
        Sample::Format(format, text) => formatted(*format, text, file),
        Sample::Any(value) => any(value, file),
        Sample::Duration(count, unit) => duration(*count, *unit, file),
        Sample::List(values) => list(values, file),
        Sample::EmptyList(None) => parse_quote!([]),
        Sample::EmptyList(Some(item)) => {
            let item = file.ty(item);
            parse_quote!(Vec::<#item>::new())
        }
        Sample::Map(properties) => map(properties, file),
        Sample::Null => parse_quote!(None),
        Sample::Given(value) => given(value, file),
        Sample::Text { ty, checked, value } => text(ty, *checked, value, file),
        Sample::Variant { ty, name } => variant(ty, name.rust(), file),
        Sample::Structure { ty, properties } => structure(ty, properties, file),
        Sample::Union {
            ty, name, value, ..
        } => union(ty, name.rust(), value, file),
    }
}

/// The value as an argument that takes whatever converts into its type.
pub(crate) fn argument(sample: &Sample, file: &RustFile<'_>) -> Expr {
    match sample {
        Sample::Union {
            converts: true,
            value,
            ..
        } if matches!(**value, Sample::Structure { .. }) => expression(value, file),
        Sample::Text {
            checked: false,
            value,
            ..
        } => parse_quote!(#value),
        other => expression(other, file),
    }
}

/// `json!` of a name that [`write_json`] puts the value in for: the printer would set its tokens wide apart.
fn any(value: &Value, file: &RustFile<'_>) -> Expr {
    let json = file.import("serde_json::json");
    let name = ident(&placeholder(value));
    parse_quote!(#json!(#name))
}

/// A name of the value's own.
fn placeholder(value: &Value) -> String {
    let digits = value.to_string().bytes().fold(0_u64, |hash, byte| {
        hash.wrapping_mul(31).wrapping_add(byte.into())
    });
    format!("json_value_{digits}_")
}

/// Puts the JSON values of samples into their printed form. The names are found as tokens of `json!`: text of the document
/// that looks like one is part of a literal, and stays.
pub(crate) fn write_json<'s>(printed: &str, samples: impl Iterator<Item = &'s Sample>) -> String {
    let mut values = BTreeMap::new();
    samples.for_each(|sample| collect_json(sample, &mut values));
    if values.is_empty() {
        return printed.to_owned();
    }
    let Ok(file) = syn::parse_file(printed) else {
        return printed.to_owned();
    };
    let mut places = Places::default();
    places.visit_file(&file);
    places.found.sort_by_key(|(range, _)| range.start);
    let mut written = printed.to_owned();
    for (range, name) in places.found.into_iter().rev() {
        if let Some(value) = values.get(&name) {
            written.replace_range(range, value);
        }
    }
    written
}

/// Where names stand for JSON values.
#[derive(Default)]
struct Places {
    found: Vec<(Range<usize>, String)>,
}

impl<'ast> Visit<'ast> for Places {
    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        if call.path.is_ident("json")
            && let Ok(name) = call.parse_body::<syn::Ident>()
        {
            self.found
                .push((name.span().byte_range(), name.to_string()));
        }
    }
}

/// The JSON values of a sample, each under the name that stands for it.
fn collect_json(sample: &Sample, values: &mut BTreeMap<String, String>) {
    match sample {
        Sample::Any(value) => {
            values.insert(placeholder(value), json(value));
        }
        Sample::List(samples) => samples
            .iter()
            .for_each(|sample| collect_json(sample, values)),
        Sample::Map(properties) => properties
            .iter()
            .for_each(|(_, sample)| collect_json(sample, values)),
        Sample::Structure { properties, .. } => properties
            .iter()
            .for_each(|(_, sample)| collect_json(sample, values)),
        Sample::Union { value, .. } | Sample::Given(value) => collect_json(value, values),
        Sample::Boolean(_)
        | Sample::Integer(_)
        | Sample::Number(_)
        | Sample::String(_)
        | Sample::RawBody(_)
        | Sample::Format(..)
        | Sample::Duration(..)
        | Sample::Null
        | Sample::EmptyList(_)
        | Sample::Text { .. }
        | Sample::Variant { .. } => {}
    }
}

/// JSON as a person writes it in `json!`, with its texts as Rust literals.
fn json(value: &Value) -> String {
    let text = |text: &str| Literal::string(text).to_string();
    match value {
        Value::String(value) => text(value),
        Value::Array(values) => format!(
            "[{}]",
            values.iter().map(json).collect::<Vec<_>>().join(", ")
        ),
        Value::Object(properties) => {
            let properties: Vec<String> = properties
                .iter()
                .map(|(key, value)| format!("{}: {}", text(key), json(value)))
                .collect();
            format!("{{{}}}", properties.join(", "))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

fn duration(count: u64, unit: Unit, file: &RustFile<'_>) -> Expr {
    let duration = file.std("time::Duration");
    let (count, is_seconds) = match unit {
        Unit::Seconds => (count, true),
        Unit::Milliseconds if count.is_multiple_of(1000) => (count / 1000, true),
        Unit::Milliseconds => (count, false),
    };
    let count = integer(count);
    if is_seconds {
        parse_quote!(#duration::from_secs(#count))
    } else {
        parse_quote!(#duration::from_millis(#count))
    }
}

/// Items of one type: those of a union are converted one by one.
fn list(values: &[Sample], file: &RustFile<'_>) -> Expr {
    let items: Vec<Expr> = values
        .iter()
        .map(|value| match value {
            Sample::Union {
                ty,
                converts: true,
                value,
                ..
            } if matches!(**value, Sample::Structure { .. }) => {
                let ty = file.named(ty);
                let value = expression(value, file);
                parse_quote!(#ty::from(#value))
            }
            Sample::List(_) | Sample::EmptyList(_) => owned(value, file),
            other => expression(other, file),
        })
        .collect();
    parse_quote!([#(#items),*])
}

fn map(properties: &[(String, Sample)], file: &RustFile<'_>) -> Expr {
    let map = file.std("collections::BTreeMap");
    let properties: Vec<Expr> = properties
        .iter()
        .map(|(key, value)| {
            let value = owned(value, file);
            parse_quote!((#key.to_owned(), #value))
        })
        .collect();
    if properties.is_empty() {
        return parse_quote!(#map::new());
    }
    parse_quote!(#map::from([#(#properties),*]))
}

fn given(value: &Sample, file: &RustFile<'_>) -> Expr {
    let value = owned(value, file);
    parse_quote!(Some(#value))
}

/// The value as one of its exact type.
fn owned(sample: &Sample, file: &RustFile<'_>) -> Expr {
    match sample {
        Sample::String(text) => parse_quote!(#text.to_owned()),
        Sample::RawBody(text) => parse_quote!(#text.into()),
        Sample::List(values) => {
            let values: Vec<Expr> = values.iter().map(|value| owned(value, file)).collect();
            parse_quote!(vec![#(#values),*])
        }
        Sample::EmptyList(_) => parse_quote!(Vec::new()),
        other => expression(other, file),
    }
}

fn text(ty: &TypeReference, checked: bool, value: &str, file: &RustFile<'_>) -> Expr {
    let ty = file.named(ty);
    if checked {
        parse_quote!(#ty::new(#value)?)
    } else {
        parse_quote!(#ty::new(#value))
    }
}

fn formatted(format: Format, text: &str, file: &RustFile<'_>) -> Expr {
    let ty = file.shown(format.type_name());
    parse_quote!(#ty::new(#text)?)
}

fn variant(ty: &TypeReference, name: &str, file: &RustFile<'_>) -> Expr {
    let ty = file.named(ty);
    let name = ident(name);
    parse_quote!(#ty::#name)
}

/// An object as it is made: what has to be given, and then the setters.
fn structure(ty: &TypeReference, properties: &[(Name, Sample)], file: &RustFile<'_>) -> Expr {
    let definition = file.definition(ty);
    let fields = definition.map_or(&[][..], |definition| definition.shape.fields());
    let of = |field: &Field| {
        let mut properties = properties.iter();
        properties.find(|(name, _)| *name == field.name)
    };
    let ty = file.named(ty);
    let given = fields.iter().filter(|field| field.is_argument());
    let arguments: Vec<Expr> = given
        .filter_map(of)
        .map(|(_, sample)| argument(sample, file))
        .collect();
    let mut made: Expr = parse_quote!(#ty::new(#(#arguments),*));
    for field in fields.iter().filter(|field| !field.is_argument()) {
        match (of(field), field.presence) {
            // What responses lack was required of requests before.
            (Some((_, Sample::Null)), Presence::Optional) | (None, _) => {}
            (Some((name, Sample::Given(sample))), Presence::Optional) => {
                made = set(&made, name, sample, file);
            }
            (Some((name, sample)), _) => made = set(&made, name, sample, file),
        }
    }
    made
}

/// A setter of a value that may be absent.
pub(crate) fn set(made: &Expr, name: &Name, sample: &Sample, file: &RustFile<'_>) -> Expr {
    if *sample == Sample::Null {
        let setter = ident(&name.for_null());
        return parse_quote!(#made.#setter());
    }
    let setter = ident(name.rust());
    let value = argument(sample, file);
    parse_quote!(#made.#setter(#value))
}

fn union(ty: &TypeReference, name: &str, value: &Sample, file: &RustFile<'_>) -> Expr {
    let ty = file.named(ty);
    let name = ident(name);
    let value = owned(value, file);
    parse_quote!(#ty::#name(#value))
}
