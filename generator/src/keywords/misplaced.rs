//! Keywords in the wrong place: which object one belongs to, and the way there from the object that has it.

use serde_json::Value;

use super::COMPONENTS;
use super::DISCRIMINATOR;
use super::DOCUMENT;
use super::EXAMPLE;
use super::HEADER;
use super::INFO;
use super::MEDIA_TYPE;
use super::OAUTH_FLOWS;
use super::OPERATION;
use super::PARAMETER;
use super::PATH_ITEM;
use super::REQUEST_BODY;
use super::RESPONSE;
use super::SCHEMA;
use super::SECURITY_SCHEME;
use super::Vocabulary;

/// Where a keyword belongs that an object has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Misplaced {
    /// The object whose keyword it is, with its article.
    pub(crate) owner: &'static str,
    /// The keyword of the object at hand that should stand around it, where that is below.
    pub(crate) through: Option<&'static str>,
    /// What to do.
    pub(crate) help: &'static str,
}

/// What stands below an object: the keyword that leads to it, the keywords that it has, and how they are written there.
struct Below {
    object: &'static Vocabulary,
    through: &'static str,
    owners: &'static [&'static Vocabulary],
    help: &'static str,
}

static BELOW: &[Below] = &[
    Below {
        object: &PARAMETER,
        through: "schema",
        owners: &[&SCHEMA],
        help: "write `schema:` above it, and indent it below that",
    },
    Below {
        object: &HEADER,
        through: "schema",
        owners: &[&SCHEMA],
        help: "write `schema:` above it, and indent it below that",
    },
    Below {
        object: &MEDIA_TYPE,
        through: "schema",
        owners: &[&SCHEMA],
        help: "write `schema:` above it, and indent it below that",
    },
    Below {
        object: &RESPONSE,
        through: "content",
        owners: &[&MEDIA_TYPE, &SCHEMA],
        help: "write it below a media type, as in `content: {application/json: {schema: …}}`",
    },
    Below {
        object: &REQUEST_BODY,
        through: "content",
        owners: &[&MEDIA_TYPE, &SCHEMA],
        help: "write it below a media type, as in `content: {application/json: {schema: …}}`",
    },
    Below {
        object: &PATH_ITEM,
        through: "get",
        owners: &[&OPERATION],
        help: "write it below a method, such as `get:`",
    },
    Below {
        object: &DOCUMENT,
        through: "components",
        owners: &[&COMPONENTS],
        help: "write it below `components:`",
    },
    Below {
        object: &DOCUMENT,
        through: "info",
        owners: &[&INFO],
        help: "write it below `info:`",
    },
    Below {
        object: &SECURITY_SCHEME,
        through: "flows",
        owners: &[&OAUTH_FLOWS],
        help: "write it below `flows:`",
    },
];

/// Keywords that hold whole parts of the document.
const WHOLE_PARTS: [&str; 4] = ["components", "paths", "servers", "webhooks"];

impl Misplaced {
    /// Where the unknown keyword `name` of `object` belongs; `None` where it belongs nowhere near.
    pub(crate) fn of(object: &Vocabulary, name: &str, value: &Value) -> Option<Self> {
        let is = |other: &Vocabulary| object.what == other.what;
        if WHOLE_PARTS.contains(&name) && !is(&SCHEMA) && !is(&EXAMPLE) {
            return Some(Self {
                owner: DOCUMENT.what,
                through: None,
                help: "write it at the top of the document, without indentation",
            });
        }
        if is(&OPERATION) && is_status(name) {
            return Some(Self {
                owner: "`responses`",
                through: Some("responses"),
                help: "write it below `responses:`, indented further than that",
            });
        }
        if is(&DISCRIMINATOR) && value.as_str().is_some_and(|text| text.contains("#/")) {
            return Some(Self {
                owner: "`mapping`",
                through: Some("mapping"),
                help: "write it below `mapping:`",
            });
        }
        let is_media_type = name.contains('/') && object.keyword("content").is_some();
        if is_media_type {
            return Some(Self {
                owner: "`content`",
                through: Some("content"),
                help: "write `content:` above it, and indent it below that",
            });
        }
        BELOW
            .iter()
            .filter(|below| is(below.object))
            .find_map(|below| {
                let owner = below
                    .owners
                    .iter()
                    .find(|owner| owner.keyword(name).is_some())?;
                Some(Self {
                    owner: owner.what,
                    through: Some(below.through),
                    help: below.help,
                })
            })
    }
}

/// Whether a key is one of `responses`.
fn is_status(name: &str) -> bool {
    let is_class = name.starts_with(|c: char| ('1'..='5').contains(&c));
    let rest = name.get(1..).unwrap_or_default();
    name == "default"
        || is_class && rest.len() == 2 && (rest == "XX" || rest.bytes().all(|b| b.is_ascii_digit()))
}

/// What other words are known for: keywords of Swagger 2.0, and words that people expect. With an empty word in its place there
/// is no one keyword for it.
const OTHER_WORDS: [(&Vocabulary, &str, &str, &str); 17] = [
    (
        &OPERATION,
        "body",
        "requestBody",
        "write `requestBody:`, with the media types under `content`",
    ),
    (
        &OPERATION,
        "consumes",
        "",
        "name the media types under `content` of the `requestBody`",
    ),
    (
        &OPERATION,
        "produces",
        "",
        "name the media types under `content` of each response",
    ),
    (
        &OPERATION,
        "schemes",
        "",
        "write them into the URLs of `servers`",
    ),
    (
        &OPERATION,
        "headers",
        "",
        "describe each as a parameter with `in: header`",
    ),
    (
        &OPERATION,
        "query",
        "",
        "describe each as a parameter with `in: query`",
    ),
    (
        &PARAMETER,
        "collectionFormat",
        "style",
        "write `style` and `explode`",
    ),
    (
        &DISCRIMINATOR,
        "property",
        "propertyName",
        "write `propertyName`",
    ),
    (&COMPONENTS, "definitions", "schemas", "write `schemas`"),
    (
        &DOCUMENT,
        "host",
        "",
        "write it into the URL of `servers`: this keyword is of Swagger 2.0",
    ),
    (
        &DOCUMENT,
        "basePath",
        "",
        "write it into the URL of `servers`: this keyword is of Swagger 2.0",
    ),
    (
        &DOCUMENT,
        "schemes",
        "",
        "write it into the URL of `servers`: this keyword is of Swagger 2.0",
    ),
    (
        &DOCUMENT,
        "consumes",
        "",
        "name the media types under `content`: this keyword is of Swagger 2.0",
    ),
    (
        &DOCUMENT,
        "produces",
        "",
        "name the media types under `content`: this keyword is of Swagger 2.0",
    ),
    (
        &DOCUMENT,
        "definitions",
        "",
        "move what is in it to `components/schemas`: this keyword is of Swagger 2.0",
    ),
    (
        &DOCUMENT,
        "securityDefinitions",
        "",
        "move what is in it to `components/securitySchemes`: this keyword is of Swagger 2.0",
    ),
    (
        &RESPONSE,
        "body",
        "content",
        "write `content:` with a media type below it",
    ),
];

/// The keyword that another word stands for, if there is one, and what to do.
pub(crate) fn other_word(object: &Vocabulary, name: &str) -> Option<(&'static str, &'static str)> {
    let mut known = OTHER_WORDS.iter();
    let (.., instead, help) =
        known.find(|(known, word, ..)| known.what == object.what && *word == name)?;
    Some((instead, help))
}
