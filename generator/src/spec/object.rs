//! Reading an object keyword by keyword, so that no keyword is left unread in silence.

use std::sync::LazyLock;

use indexmap::IndexMap;
use serde_json::Map;
use serde_json::Value;

use super::keyword::Text;
use super::read::Read;
use super::read::is_empty_list;
use super::unknown::Unknown;
use crate::keywords;
use crate::keywords::Keyword;
use crate::keywords::MEDIA_TYPE;
use crate::keywords::RESPONSE;
use crate::keywords::SCHEMA;
use crate::keywords::SERVER;
use crate::keywords::Version;
use crate::keywords::Vocabulary;
use crate::pointer::Place;
use crate::pointer::Pointer;
use crate::report::Rule;
use crate::report::diagnostic::Add;
use crate::report::diagnostic::Diagnostic;
use crate::report::diagnostic::Report;

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

/// How many properties are looked at one by one.
const FEW: usize = 16;

/// A property of an object. Of the many keywords that are asked for an object has a few: to look at these takes less than to hash
/// each.
pub(crate) fn property<'v>(properties: &'v Map<String, Value>, name: &str) -> Option<&'v Value> {
    if properties.len() > FEW {
        return properties.get(name);
    }
    let mut properties = properties.iter();
    let (_, value) = properties.find(|(known, _)| *known == name)?;
    Some(value)
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
                report
                    .warning(Rule::LooseValue, at.value(), message)
                    .help("write `{}`")
                    .follows_from(at);
                &NO_PROPERTIES
            }
            other => {
                let actual = kind(other);
                let diagnostic =
                    report.mistake(Rule::WrongType, at.value(), format!("{what} is an object"));
                diagnostic
                    .label(format!("this is {actual}"))
                    .loses_value(at, other);
                if vocabulary.what == MEDIA_TYPE.what {
                    // Its key may be none.
                    diagnostic.follows_from(at);
                }
                if let Some(help) = help_for_object(vocabulary, other, at) {
                    diagnostic.help(help);
                }
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

    /// What is written under a keyword.
    fn value(&self, keyword: &str) -> Option<&'v Value> {
        property(self.properties, keyword)
    }

    /// The keyword's value, if it is there and of the right kind. `null` counts as absent unless it is a value of the type:
    /// exporters write it so, and people who leave a value for later.
    pub(crate) fn optional<T: Read>(&mut self, keyword: &'static str) -> Option<T> {
        let value = self.value(keyword)?;
        let at = self.at.child(keyword);
        if value.is_null() && !T::NULL_IS_A_VALUE {
            let message = format!("`{keyword}` is null, which is taken for absent");
            self.report
                .warning(Rule::LooseValue, at.value(), message)
                .help(if keyword == "$ref" {
                    "put the reference in quotes: ` #` begins a comment"
                } else {
                    "write its value, indented below it, or take the line out"
                })
                .loses(&at)
                .follows_from(&at);
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
            self.report
                .warning(Rule::IdleKeyword, place, message)
                .help(help);
        }
    }

    /// Reports a keyword that is written as another one was before.
    pub(crate) fn other_name(&mut self, keyword: &'static str, name: &str) {
        let message = format!("this `{keyword}` is what `{name}` is now: it is read as that");
        let place = self.at.child(keyword).key();
        let help = format!("write `{name}`");
        self.report
            .warning(Rule::OtherVersion, place, message)
            .help(help);
    }

    /// The properties of the keyword's object that are no extensions.
    pub(crate) fn patterned<T: Read>(&mut self, keyword: &'static str) -> IndexMap<String, T> {
        let Some(Value::Object(properties)) = self.value(keyword) else {
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
        let at = self.at;
        if let Some(missing) = self.missing(keyword, add) {
            missing.leaves_out(at);
        }
        let text = self.optional(keyword);
        self.is_complete &= text.is_some();
        text.unwrap_or_else(|| Text::at(self.at, ""))
    }

    fn missing(&mut self, keyword: &'static str, add: Add) -> Option<&mut Diagnostic> {
        if self.value(keyword).is_some_and(|value| !value.is_null()) {
            return None;
        }
        let message = format!("{} needs the keyword `{keyword}`", self.vocabulary.what);
        let place = if self.has_key() {
            self.at.key()
        } else {
            self.at.value()
        };
        let diagnostic = add(self.report, Rule::MissingKeyword, place, message);
        diagnostic
            .help(format!("add `{keyword}:`"))
            .follows_from(&self.at.child(keyword));
        Some(diagnostic)
    }

    /// Reports which keywords are unknown, and which are left out; whether the object can be read.
    pub(crate) fn close(self) -> bool {
        let (vocabulary, at) = (self.vocabulary, self.at);
        let names = self.properties.keys();
        for keyword in names.filter_map(|name| vocabulary.keyword(name)) {
            note(vocabulary, keyword, at, self.report);
        }
        let unknown = Unknown {
            vocabulary,
            properties: self.properties,
            at,
            report: self.report,
        };
        unknown.say();
        self.is_complete
    }

    fn has_key(&self) -> bool {
        let tokens = self.at.tokens();
        let token = tokens.last();
        token.is_some_and(|token| token.parse::<usize>().is_err())
    }
}

/// Reports that a keyword is left out, where nothing after the reader does, and one that the version of the document has not.
fn note(
    vocabulary: &'static Vocabulary,
    keyword: &'static Keyword,
    at: &Pointer,
    report: &mut Report,
) {
    let unread = keywords::unread_in(report.version(), vocabulary.what, keyword.name);
    if let Some(unread) = unread.or(keyword.is_left_out.then_some(keyword.meaning)) {
        let message = format!("`{}` {unread}", keyword.name);
        let place = at.child(keyword.name).key();
        report.mistake(Rule::UnsupportedKeyword, place, message);
    }
    if report.version() < Version::V3_2 && keywords::is_new_in_3_2(vocabulary.what, keyword.name) {
        of_3_2(
            &format!("`{}`", keyword.name),
            at.child(keyword.name).key(),
            report,
        );
    }
    report.record_use(vocabulary, keyword, at);
}

/// Reports what 3.2 has, in a document of an earlier version.
pub(crate) fn of_3_2(what: &str, place: Place, report: &mut Report) {
    let version = report.version().name();
    let message =
        format!("{what} is of OpenAPI 3.2: in a document of {version}, other tools do not know it");
    report
        .warning(Rule::OtherVersion, place, message)
        .help("write `openapi: 3.2.0` at the top, or take it out");
}

/// How the object is written that a value of another kind was meant for.
fn help_for_object(vocabulary: &Vocabulary, value: &Value, at: &Pointer) -> Option<String> {
    let text = value.as_str().unwrap_or_default();
    let token = at.token().unwrap_or_default();
    if vocabulary.what == SCHEMA.what {
        let is_type = ["string", "integer", "number", "boolean", "array", "object"].contains(&text);
        let is_keyword = at.parent().and_then(Pointer::token) == Some("properties")
            && SCHEMA.keyword(token).is_some();
        return if is_type && !is_keyword {
            Some(format!("write `{{type: {text}}}`"))
        } else if is_keyword {
            Some(format!(
                "this is a property called `{token}`; indent it less to have the keyword"
            ))
        } else if text.contains('/') {
            Some(format!("write `{{$ref: '{text}'}}`"))
        } else if value.is_boolean() || ["yes", "no", "on", "off"].contains(&text) {
            Some("write `true`, `false`, or a schema".to_owned())
        } else {
            Some("write its keywords below it, as in `type: string`".to_owned())
        };
    }
    if vocabulary.what == RESPONSE.what && value.is_string() {
        return Some("write `description:` before the text".to_owned());
    }
    if vocabulary.what == SERVER.what && value.is_string() {
        return Some("write `url:` before the text".to_owned());
    }
    None
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
