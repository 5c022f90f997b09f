//! Reading an object keyword by keyword, so that no keyword is left unread in silence.

use indexmap::IndexMap;
use serde_json::Map;
use serde_json::Value;

use super::extension;
use super::read::Read;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Report;
use crate::pointer::Place;
use crate::pointer::Pointer;

/// What OpenAPI 3.2 has and 3.1 has not.
const NEW_IN_3_2: [&str; 15] = [
    "$self",
    "additionalOperations",
    "dataValue",
    "defaultMapping",
    "deviceAuthorization",
    "deviceAuthorizationUrl",
    "itemEncoding",
    "itemSchema",
    "mediaTypes",
    "nodeType",
    "oauth2MetadataUrl",
    "prefixEncoding",
    "query",
    "querystring",
    "serializedValue",
];

/// An object being read: every keyword is asked for by name, and [`close`](Self::close) says what nobody asked for.
pub(super) struct Object<'v, 'r> {
    what: &'static str,
    members: &'v Map<String, Value>,
    at: &'v Pointer,
    asked: Vec<&'static str>,
    report: &'r mut Report,
}

impl<'v, 'r> Object<'v, 'r> {
    /// Starts reading `value` as `what`; says so and gives `None` when it is no object.
    pub(super) fn open(
        what: &'static str,
        value: &'v Value,
        at: &'v Pointer,
        report: &'r mut Report,
    ) -> Option<Self> {
        match value {
            Value::Object(members) => Some(Self {
                what,
                members,
                at,
                asked: Vec::new(),
                report,
            }),
            other => {
                let found = kind(other);
                report
                    .mistake(at.value(), format!("{what} is an object"))
                    .label(format!("this is {found}"));
                None
            }
        }
    }

    /// The keyword's value, if it is there and of the right kind.
    pub(super) fn optional<T: Read>(&mut self, keyword: &'static str) -> Option<T> {
        self.asked.push(keyword);
        let value = self.members.get(keyword)?;
        T::read(value, &self.at.child(keyword), self.report)
    }

    /// The keyword's value, or the type's own default.
    pub(super) fn or_default<T: Read + Default>(&mut self, keyword: &'static str) -> T {
        self.optional(keyword).unwrap_or_default()
    }

    /// The members of the keyword's object that are no extensions.
    pub(super) fn patterned<T: Read>(&mut self, keyword: &'static str) -> IndexMap<String, T> {
        self.asked.push(keyword);
        let Some(Value::Object(members)) = self.members.get(keyword) else {
            return self.or_default(keyword);
        };
        let at = self.at.child(keyword);
        let mut map = IndexMap::with_capacity(members.len());
        for (key, member) in members.iter().filter(|(key, _)| !key.starts_with("x-")) {
            if let Some(read) = T::read(member, &at.child(key), self.report) {
                map.insert(key.clone(), read);
            }
        }
        map
    }

    /// The keyword's value; says that it is missing, which keeps nothing from being read.
    pub(super) fn expected<T: Read>(&mut self, keyword: &'static str) -> Option<T> {
        self.missing(keyword, Report::mistake);
        self.optional(keyword)
    }

    /// The keyword's value; says that it is missing.
    pub(super) fn required<T: Read>(&mut self, keyword: &'static str) -> Option<T> {
        self.missing(keyword, Report::error);
        self.optional(keyword)
    }

    fn missing(
        &mut self,
        keyword: &'static str,
        say: impl FnOnce(&mut Report, Place, String) -> &mut Diagnostic,
    ) {
        if !self.members.contains_key(keyword) {
            let message = format!("{} needs the keyword `{keyword}`", self.what);
            let place = if self.at.tokens().is_empty() {
                self.at.value()
            } else {
                self.at.key()
            };
            let place = if self.in_list() {
                self.at.value()
            } else {
                place
            };
            say(self.report, place, message).help(format!("add `{keyword}:`"));
        }
    }

    /// Says which keywords nobody asked for.
    pub(super) fn close(self) {
        let Self {
            what,
            members,
            at,
            asked,
            report,
        } = self;
        for keyword in members
            .keys()
            .filter(|keyword| !asked.contains(&keyword.as_str()))
        {
            let place = at.child(keyword).key();
            if !keyword.starts_with("x-") {
                if NEW_IN_3_2.contains(&keyword.as_str()) {
                    let message = format!("`{keyword}` is new in OpenAPI 3.2, and not generated");
                    report.warning(place, message);
                    continue;
                }
                let error = report.mistake(place, format!("{what} has no keyword `{keyword}`"));
                if let Some(meant) = nearest(keyword, asked.iter().copied()) {
                    error.help(format!("did you mean `{meant}`?"));
                } else {
                    error.help("remove it, or start it with `x-` to make it an extension");
                }
            } else if let Some(allowed) = extension::place_of(keyword) {
                report
                    .error(place, format!("`{keyword}` has no meaning on {what}"))
                    .help(format!("it stands on {allowed}"));
            } else if let Some(meant) = extension::meant_by(keyword) {
                report
                    .mistake(
                        place,
                        format!("`{keyword}` is no extension that means something here"),
                    )
                    .help(format!("did you mean `{meant}`?"));
            }
        }
    }

    fn in_list(&self) -> bool {
        self.at
            .tokens()
            .last()
            .is_some_and(|token| token.parse::<usize>().is_ok())
    }
}

/// What a value is, with its article.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// The known word that `word` was probably meant to be.
pub(crate) fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let distance = |candidate: &str| {
        strsim::damerau_levenshtein(&word.to_lowercase(), &candidate.to_lowercase())
    };
    let allowed = (word.chars().count() / 3).clamp(1, 3);
    known
        .into_iter()
        .map(|candidate| (distance(candidate), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}
