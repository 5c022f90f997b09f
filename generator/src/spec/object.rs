//! Reading an object keyword by keyword, so that no keyword is left unread in silence.

use std::sync::LazyLock;

use indexmap::IndexMap;
use serde_json::Map;
use serde_json::Value;

use super::keyword::Text;
use super::read::Read;
use super::read::is_empty_list;
use crate::keywords;
use crate::keywords::Keyword;
use crate::keywords::Vocabulary;
use crate::pointer::Place;
use crate::pointer::Pointer;
use crate::report::diagnostic::Add;
use crate::report::diagnostic::Diagnostic;
use crate::report::diagnostic::Report;
use crate::report::nearest;

/// An object being read: every keyword is asked for by name, and [`close`](Self::close) says which are none of its
/// vocabulary.
pub(crate) struct Object<'v, 'r> {
    vocabulary: &'static Vocabulary,
    properties: &'v Map<String, Value>,
    at: &'v Pointer,
    report: &'r mut Report,
    /// Whether nothing is missing without which the object cannot be read.
    is_complete: bool,
}

static NO_PROPERTIES: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);

impl<'v, 'r> Object<'v, 'r> {
    /// Starts reading `value`; `None` when it is no object, which is reported.
    pub(crate) fn open(
        vocabulary: &'static Vocabulary,
        value: &'v Value,
        at: &'v Pointer,
        report: &'r mut Report,
    ) -> Option<Self> {
        let what = vocabulary.what;
        let properties = match value {
            Value::Object(properties) => properties,
            none if none.is_null() || is_empty_list(none) => {
                let actual = kind(none).trim_start_matches("a ");
                let message =
                    format!("{what} is an object: this {actual} is taken for an empty one");
                report.warning(at.value(), message).help("write `{}`");
                &NO_PROPERTIES
            }
            other => {
                let actual = kind(other);
                report
                    .mistake(at.value(), format!("{what} is an object"))
                    .label(format!("this is {actual}"));
                return None;
            }
        };
        Some(Self {
            vocabulary,
            properties,
            at,
            report,
            is_complete: true,
        })
    }

    /// Where it stands.
    pub(crate) fn at(&self) -> Pointer {
        self.at.clone()
    }

    /// What is wrong with the document.
    pub(crate) fn report(&mut self) -> &mut Report {
        self.report
    }

    /// Its properties as they are written.
    pub(crate) fn properties(&self) -> &'v Map<String, Value> {
        self.properties
    }

    /// The keyword's value, if it is there and of the right kind. `null` counts as absent unless it is a value of the type:
    /// exporters write it so, and people who leave a value for later.
    pub(crate) fn optional<T: Read>(&mut self, keyword: &'static str) -> Option<T> {
        let value = self.properties.get(keyword)?;
        let at = self.at.child(keyword);
        if value.is_null() && !T::NULL_IS_A_VALUE {
            let message = format!("`{keyword}` is null, which is taken for absent");
            self.report
                .warning(at.value(), message)
                .help("write its value, or take the line out");
            return None;
        }
        if self.vocabulary.is_for_readers(keyword) {
            self.report
                .for_readers(|report| T::read(value, &at, report))
        } else {
            T::read(value, &at, self.report)
        }
    }

    /// The keyword's value, or the default of the type.
    pub(crate) fn or_default<T: Read + Default>(&mut self, keyword: &'static str) -> T {
        self.optional(keyword).unwrap_or_default()
    }

    /// Reports a keyword that means nothing beside others.
    pub(crate) fn without_meaning(&mut self, keyword: &'static str, help: &str) {
        if self.properties.contains_key(keyword) {
            let message = format!("`{keyword}` means nothing here");
            let place = self.at.child(keyword).key();
            self.report.warning(place, message).help(help);
        }
    }

    /// Reports a keyword that is written as another one was before.
    pub(crate) fn other_name(&mut self, keyword: &'static str, name: &str) {
        let message = format!("this `{keyword}` is what `{name}` is now: it is read as that");
        let place = self.at.child(keyword).key();
        let help = format!("write `{name}`");
        self.report.warning(place, message).help(help);
    }

    /// The properties of the keyword's object that are no extensions.
    pub(crate) fn patterned<T: Read>(&mut self, keyword: &'static str) -> IndexMap<String, T> {
        let Some(Value::Object(properties)) = self.properties.get(keyword) else {
            return self.or_default(keyword);
        };
        let at = self.at.child(keyword);
        let mut map = IndexMap::with_capacity(properties.len());
        for (key, property) in properties.iter().filter(|(key, _)| !key.starts_with("x-")) {
            if let Some(read) = T::read(property, &at.child(key), self.report) {
                map.insert(key.clone(), read);
            }
        }
        map
    }

    /// The keyword's value. It is a mistake if it is missing, but the object is read without it.
    pub(crate) fn expected<T: Read>(&mut self, keyword: &'static str) -> Option<T> {
        self.missing(keyword, Report::mistake);
        self.optional(keyword)
    }

    /// The same, or the default of the type.
    pub(crate) fn expected_or_default<T: Read + Default>(&mut self, keyword: &'static str) -> T {
        self.expected(keyword).unwrap_or_default()
    }

    /// The keyword's value. It is a warning if it is missing: nothing else is read differently without it.
    pub(crate) fn recommended<T: Read>(&mut self, keyword: &'static str) -> Option<T> {
        self.missing(keyword, Report::warning);
        self.optional(keyword)
    }

    /// The same for text, or `default`.
    pub(crate) fn text_or(&mut self, keyword: &'static str, default: &str) -> Text {
        let text = self.recommended(keyword);
        text.unwrap_or_else(|| Text::at(self.at, default))
    }

    /// The text of a keyword without which the object is left out. It is a mistake if it is missing.
    pub(crate) fn required(&mut self, keyword: &'static str) -> Text {
        self.required_as(keyword, Report::mistake)
    }

    /// The same, where `add` reports that it is missing.
    pub(crate) fn required_as(&mut self, keyword: &'static str, add: Add) -> Text {
        self.missing(keyword, add);
        let text = self.optional(keyword);
        self.is_complete &= text.is_some();
        text.unwrap_or_else(|| Text::at(self.at, ""))
    }

    fn missing(&mut self, keyword: &'static str, add: Add) {
        if self.properties.get(keyword).is_none_or(Value::is_null) {
            let message = format!("{} needs the keyword `{keyword}`", self.vocabulary.what);
            let place = if self.has_key() {
                self.at.key()
            } else {
                self.at.value()
            };
            add(self.report, place, message).help(format!("add `{keyword}:`"));
        }
    }

    /// Reports which keywords are unknown, and which are left out; whether the object can be read.
    pub(crate) fn close(self) -> bool {
        let (vocabulary, at) = (self.vocabulary, self.at);
        for name in self.properties.keys() {
            match vocabulary.keyword(name) {
                Some(keyword) => note(vocabulary, keyword, at, self.report),
                None => unknown(vocabulary, name, at, self.report),
            }
        }
        self.is_complete
    }

    fn has_key(&self) -> bool {
        let tokens = self.at.tokens();
        let token = tokens.last();
        token.is_some_and(|token| token.parse::<usize>().is_err())
    }
}

/// Reports that a keyword is left out, where nothing after the reader does.
fn note(
    vocabulary: &'static Vocabulary,
    keyword: &'static Keyword,
    at: &Pointer,
    report: &mut Report,
) {
    if keyword.is_left_out {
        let message = format!("`{}` {}", keyword.name, keyword.meaning);
        let add: Add = if vocabulary.is_for_readers(keyword.name) {
            Report::warning
        } else {
            Report::omission
        };
        add(report, at.child(keyword.name).key(), message);
    }
    report.record_use(vocabulary, keyword, at);
}

/// Reports that an object has no keyword of this name.
fn unknown(vocabulary: &'static Vocabulary, name: &str, at: &Pointer, report: &mut Report) {
    let place = at.child(name).key();
    let what = vocabulary.what;
    if name.starts_with("x-") {
        unknown_extension(what, name, place, report);
    } else if keywords::is_new_in_3_2(what, name) {
        let message = format!("`{name}` is new in OpenAPI 3.2, and not generated");
        report.omission(place, message);
    } else {
        let known = vocabulary.keywords.iter().map(|keyword| keyword.name);
        let similar = nearest(name, known);
        let message = format!("{what} has no keyword `{name}`");
        match similar {
            _ if what == keywords::SCHEMA.what => unknown_of_schema(name, similar, place, report),
            _ if what == keywords::REFERENCE.what => unknown_of_reference(name, place, report),
            Some(similar) => mistyped(vocabulary, similar, message, place, report),
            None => unlike_any(vocabulary, name, message, place, report),
        };
    }
}

/// A keyword that is a typing error away from `similar`.
fn mistyped<'r>(
    vocabulary: &'static Vocabulary,
    similar: &str,
    message: String,
    place: Place,
    report: &'r mut Report,
) -> &'r mut Diagnostic {
    let diagnostic = if vocabulary.is_for_readers(similar) {
        report.warning(place, message)
    } else {
        report.mistake(place, message)
    };
    diagnostic.help(format!("did you mean `{similar}`?"))
}

/// A keyword that is like no known one comes from another tool, or was left behind: leaving it out changes nothing. It is another
/// matter where a part of the document is lost with it.
fn unlike_any<'r>(
    vocabulary: &'static Vocabulary,
    name: &str,
    message: String,
    place: Place,
    report: &'r mut Report,
) -> &'r mut Diagnostic {
    let is_media_type = name.contains('/') && vocabulary.keyword("content").is_some();
    if is_media_type {
        let help = format!("write `content:` above it, and `{name}:` under that");
        return report.mistake(place, message).help(help);
    }
    if keywords::WHOLE_PARTS.contains(&name) {
        let help = format!("write `{name}:` at the top of the document");
        return report.mistake(place, message).help(help);
    }
    if vocabulary.is_of_an_extension() {
        return report.mistake(place, message).help("remove it");
    }
    report
        .warning(place, message + ": it means nothing")
        .help("remove it, or start it with `x-` to make it an extension")
}

/// A schema may have keywords that nobody knows, which mean nothing (JSON Schema, section 6.5). One that is a letter away
/// from a known one was mistyped; one in another style (`min_items`) comes from other tools.
fn unknown_of_schema<'r>(
    name: &str,
    similar: Option<&str>,
    place: Place,
    report: &'r mut Report,
) -> &'r mut Diagnostic {
    let message = format!("a schema has no keyword `{name}`");
    let is_old = keywords::OF_OTHER_DRAFTS.contains(&name);
    match similar.filter(|_| !is_old) {
        Some(similar) if folded(similar) == folded(name) => report
            .warning(place, message + ": it means nothing")
            .help(format!("write `{similar}`")),
        Some(similar) => mistyped(&keywords::SCHEMA, similar, message, place, report),
        None => report
            .warning(place, message + ": it means nothing")
            .help("remove it, or start it with `x-` to make it an extension"),
    }
}

/// What stands beside `$ref` is ignored, as OpenAPI asks of every tool (Reference Object).
fn unknown_of_reference<'r>(
    name: &str,
    place: Place,
    report: &'r mut Report,
) -> &'r mut Diagnostic {
    let message = format!("`{name}` means nothing beside `$ref`: OpenAPI ignores it");
    report
        .warning(place, message)
        .help("remove it, or write the object in place of the `$ref`")
}

/// A word without what camel case, snake case and kebab case make different.
fn folded(word: &str) -> String {
    let letters = word.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Reports an extension that has a meaning on other objects, or is like one that has. Any other is one of another tool.
fn unknown_extension(what: &str, name: &str, place: Place, report: &mut Report) {
    let (known, message, help) = if let Some(allowed) = keywords::objects_with(name) {
        let message = format!("`{name}` has no meaning on {what}");
        (name, message, format!("it stands on {allowed}"))
    } else if let Some(known) = keywords::similar_extension(name) {
        let message = format!("`{name}` is no extension that means something here");
        (known, message, format!("did you mean `{known}`?"))
    } else {
        return;
    };
    let is_shared = keywords::SHARED_EXTENSIONS.contains(&known);
    let add: Add = if is_shared {
        Report::warning
    } else {
        Report::mistake
    };
    add(report, place, message).help(help);
}

/// The kind of a value, with its article.
pub(crate) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
