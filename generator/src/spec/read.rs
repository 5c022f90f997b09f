//! How each kind of value is read, and what is reported when it is of another kind.

use indexmap::IndexMap;
use serde_json::Value;

use super::object::Object;
use super::object::kind;
use crate::keywords::Vocabulary;
use crate::pointer::Pointer;
use crate::report::Rule;
use crate::report::diagnostic::Diagnostic;
use crate::report::diagnostic::Report;

/// Something that is read from a value of the document. `None` means that the reason is in the report.
pub(crate) trait Read: Sized {
    /// Whether `null` is one of its values, rather than none at all.
    const NULL_IS_A_VALUE: bool = false;

    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self>;
}

/// An object of the document, read keyword by keyword.
pub(crate) trait ReadKeywords: Sized {
    /// What the object is called, and the keywords it has.
    const VOCABULARY: &Vocabulary;

    fn read_keywords(object: &mut Object<'_, '_>) -> Self;
}

/// An object with a line for each keyword: its field, the type of the field, and how it is read. That is a method of [`Object`]
/// that takes the keyword, or a function that takes the object.
macro_rules! object {
    (@read $object:ident $method:ident $keyword:literal) => { $object.$method($keyword) };
    (@read $object:ident $function:ident) => { $function($object) };
    (
        $(#[$attribute:meta])*
        pub struct $name:ident: $vocabulary:ident {
            $($(#[$docs:meta])* $visibility:vis $field:ident: $type:ty = $read:ident $(($keyword:literal))?,)*
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Debug)]
        pub struct $name {
            /// Where it stands.
            pub at: $crate::pointer::Pointer,
            $(
                $(#[doc = concat!("`", $keyword, "`.")])?
                $(#[$docs])*
                $visibility $field: $type,
            )*
        }

        impl $crate::spec::read::ReadKeywords for $name {
            const VOCABULARY: &$crate::keywords::Vocabulary = &$crate::keywords::$vocabulary;

            fn read_keywords(object: &mut $crate::spec::object::Object<'_, '_>) -> Self {
                Self {
                    at: object.at(),
                    $($field: object!(@read object $read $($keyword)?),)*
                }
            }
        }
    };
}

pub(super) use object;

impl<T: ReadKeywords> Read for T {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        let mut object = Object::open(T::VOCABULARY, value, at, report)?;
        let read = T::read_keywords(&mut object);
        object.close().then_some(read)
    }
}

pub(super) fn expected<T>(
    what: &str,
    value: &Value,
    at: &Pointer,
    report: &mut Report,
) -> Option<T> {
    let actual = kind(value);
    let diagnostic = report.mistake(
        Rule::WrongType,
        at.value(),
        format!("{} is {what}", named(at)),
    );
    diagnostic
        .label(format!("this is {actual}"))
        .loses_value(at, value);
    if let Some(help) = help_for_kind(what, value) {
        diagnostic.help(help);
    }
    None
}

/// How a value of the kind is written that this one was meant for.
fn help_for_kind(what: &str, value: &Value) -> Option<String> {
    let yaml_1_1 = ["yes", "no", "on", "off", "y", "n"];
    match (what, value) {
        ("a list", Value::Object(_)) => Some("begin each item with `- `".to_owned()),
        ("a list", Value::String(text)) => Some(format!("write `[{text}]`")),
        ("a list", Value::Number(number)) => Some(format!("write `[{number}]`")),
        ("an object", Value::Array(_)) => {
            Some("begin each entry with its key, without a `- ` before it".to_owned())
        }
        ("`true` or `false`", Value::String(text))
            if yaml_1_1.contains(&text.to_ascii_lowercase().as_str()) =>
        {
            let meant = ["yes", "on", "y"].contains(&text.to_ascii_lowercase().as_str());
            Some(format!(
                "write `{meant}`: in YAML 1.2 `{text}` is a text like any other"
            ))
        }
        ("`true` or `false`", _) => Some("write one of the two, without quotes".to_owned()),
        ("a whole number from 0", _) => Some("write digits alone, without quotes".to_owned()),
        _ => None,
    }
}

/// Reports a value that is written as another kind of scalar, which can be read in one way only.
pub(super) fn misspelled<'r>(
    what: &str,
    value: &Value,
    at: &Pointer,
    report: &'r mut Report,
) -> &'r mut Diagnostic {
    let actual = kind(value).trim_start_matches("a ");
    let read = value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned);
    let message = format!("{} is {what}: this {actual} is read as `{read}`", named(at));
    report
        .warning(Rule::LooseValue, at.value(), message)
        .follows_from(at)
}

/// What diagnostics call a value, by its pointer.
fn named(at: &Pointer) -> String {
    match at.tokens().as_slice() {
        [.., list, index] if index.parse::<usize>().is_ok() => format!("an item of `{list}`"),
        [.., keyword] => format!("`{keyword}`"),
        [] => "the document".to_owned(),
    }
}

impl Read for String {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(_) | Value::Bool(_) => {
                misspelled("text", value, at, report).help("put it in quotes");
                Some(value.to_string())
            }
            other => expected("text", other, at, report),
        }
    }
}

impl Read for bool {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        match value {
            Value::Bool(value) => Some(*value),
            Value::String(text) if text == "true" || text == "false" => {
                misspelled("`true` or `false`", value, at, report).help("take the quotes away");
                Some(text == "true")
            }
            other => expected("`true` or `false`", other, at, report),
        }
    }
}

impl Read for u64 {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        match value.as_u64().or_else(|| whole(value)) {
            Some(count) => Some(count),
            None if value.as_f64().is_some_and(|number| number >= LARGEST) => {
                let message = format!("{} is read as {}", named(at), u64::MAX);
                report
                    .warning(Rule::LooseValue, at.value(), message)
                    .help("nothing is that long: leave it out");
                Some(u64::MAX)
            }
            None => expected("a whole number from 0", value, at, report),
        }
    }
}

/// The first number above the largest count.
const LARGEST: f64 = 18_446_744_073_709_551_616.0;

/// A whole number that is written with a fraction, as in `5.0`.
fn whole(value: &Value) -> Option<u64> {
    let number = value.as_f64()?.to_string();
    number.parse().ok()
}

impl Read for i64 {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        match value.as_i64() {
            Some(number) => Some(number),
            None => expected("a whole number", value, at, report),
        }
    }
}

impl Read for Value {
    const NULL_IS_A_VALUE: bool = true;

    fn read(value: &Value, _: &Pointer, _: &mut Report) -> Option<Self> {
        Some(value.clone())
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        let Value::Array(items) = value else {
            return expected("a list", value, at, report);
        };
        let read = |(index, item)| T::read(item, &at.child(index), report);
        Some(items.iter().enumerate().filter_map(read).collect())
    }
}

impl<T: Read> Read for IndexMap<String, T> {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        if is_empty_list(value) {
            let message = format!(
                "{} is an object: this list is taken for an empty one",
                named(at)
            );
            report
                .warning(Rule::LooseValue, at.value(), message)
                .help("write `{}`");
            return Some(Self::new());
        }
        let Value::Object(properties) = value else {
            return expected("an object", value, at, report);
        };
        let mut map = Self::with_capacity(properties.len());
        for (key, property) in properties {
            if let Some(read) = T::read(property, &at.child(key), report) {
                map.insert(key.clone(), read);
            }
        }
        Some(map)
    }
}

/// Tools that know one kind of array write an object without properties as a list.
pub(crate) fn is_empty_list(value: &Value) -> bool {
    value.as_array().is_some_and(Vec::is_empty)
}
