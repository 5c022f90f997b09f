//! The versions of OpenAPI, and which keywords came with the last of them.

use serde_json::Value;

/// A version of OpenAPI, as far as documents of it are read in different ways.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// 3.0.
    V3_0,
    /// 3.1, and what names none that is known.
    #[default]
    V3_1,
    /// 3.2.
    V3_2,
}

impl Version {
    /// The version that a document says it is written in.
    #[must_use]
    pub fn of(document: &Value) -> Self {
        let written = document.get("openapi").map(|version| match version {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        });
        written.map_or_else(Self::default, |version| Self::named(&version))
    }

    /// The version of this name, such as `3.1.0`.
    #[must_use]
    pub fn named(version: &str) -> Self {
        let all = [Self::V3_0, Self::V3_1, Self::V3_2];
        let mut all = all.into_iter();
        all.find(|one| version.starts_with(one.name()))
            .unwrap_or_default()
    }

    /// How its name begins.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::V3_0 => "3.0",
            Self::V3_1 => "3.1",
            Self::V3_2 => "3.2",
        }
    }
}

/// What OpenAPI 3.2 has and 3.1 has not: an object and its new keywords.
pub const NEW_IN_3_2: &[(&str, &[&str])] = &[
    ("the document", &["$self"]),
    ("a server", &["name"]),
    ("components", &["mediaTypes"]),
    ("a path item", &["query", "additionalOperations"]),
    (
        "a media type",
        &[
            "itemSchema",
            "prefixEncoding",
            "itemEncoding",
            "description",
        ],
    ),
    (
        "an encoding",
        &["encoding", "prefixEncoding", "itemEncoding"],
    ),
    ("a response", &["summary"]),
    ("an example", &["dataValue", "serializedValue"]),
    ("a tag", &["summary", "parent", "kind"]),
    ("a discriminator", &["defaultMapping"]),
    ("XML", &["nodeType"]),
    ("a security scheme", &["deprecated", "oauth2MetadataUrl"]),
    ("flows", &["deviceAuthorization"]),
    ("an OAuth flow", &["deviceAuthorizationUrl"]),
];

/// What is read in documents of OpenAPI 3.2 alone, since clients of earlier ones stay as they are: an object, its keyword, and what
/// is said of it in those.
const READ_SINCE_3_2: &[(&str, &str, &str)] = &[
    (
        "an encoding",
        "headers",
        "of a part are not sent by themselves: `Part::header` sets those of a file",
    ),
    (
        "an encoding",
        "allowReserved",
        "is not honoured: reserved characters are percent-encoded",
    ),
    (
        "an example",
        "externalValue",
        "is not fetched: an example stands in `value`",
    ),
    (
        "a reference",
        "summary",
        "beside `$ref` is not read: the object has its own",
    ),
    (
        "a reference",
        "description",
        "beside `$ref` is not read: the object has its own",
    ),
];

/// What is said of a keyword that this version does not read; `None` where it does.
pub(crate) fn unread_in(version: Version, what: &str, name: &str) -> Option<&'static str> {
    let mut unread = READ_SINCE_3_2.iter();
    let (.., message) = unread.find(|(object, keyword, _)| *object == what && *keyword == name)?;
    (version < Version::V3_2).then_some(*message)
}

/// Whether OpenAPI 3.2 has this keyword on an object, and 3.1 has not.
pub(crate) fn is_new_in_3_2(what: &str, name: &str) -> bool {
    let mut new = NEW_IN_3_2.iter();
    new.any(|(object, keywords)| *object == what && keywords.contains(&name))
}
