//! Which keywords each object of a document has, and what becomes of each.
//!
//! The one list of them: what is not in it is an unknown keyword to the reader, and `spec/KEYWORDS.md` is printed from it.
//! A test takes each keyword out of documents that have them all, and compares what that changes with the [`Fate`] here.

/// The keywords of an object, a line each: what becomes of it, its name, and how.
macro_rules! vocabulary {
    ($(#[$docs:meta])* $name:ident: $what:literal { $($fate:ident $keyword:literal: $meaning:literal,)* }) => {
        $(#[$docs])*
        pub(crate) static $name: $crate::keywords::Vocabulary = $crate::keywords::Vocabulary {
            what: $what,
            keywords: &[$($crate::keywords::$fate($keyword, $meaning),)*],
        };
    };
}

mod document;
mod misplaced;
mod operation;
mod page;
mod schema;
mod security;
mod version;

pub use page::page;

/// An object of OpenAPI, or of an extension, and its keywords.
#[derive(Debug)]
pub struct Vocabulary {
    /// What diagnostics call it, with its article.
    pub what: &'static str,
    /// Its keywords, in the order in which its specification explains them; extensions last.
    pub keywords: &'static [Keyword],
}

/// A keyword, and what becomes of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Keyword {
    /// The keyword.
    pub name: &'static str,
    /// What becomes of it.
    pub fate: Fate,
    /// How, in a few words.
    pub meaning: &'static str,
    /// Whether the reader of the object says that it is not generated, since nothing after it does.
    pub(crate) is_left_out: bool,
    /// Whether it is a constraint of values, which the client could check, and checks only if it is honoured.
    pub(crate) is_constraint: bool,
}

/// What becomes of a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It changes the code of the client.
    Honoured,
    /// It stands in the documentation of the client.
    Documented,
    /// It is not generated, and a warning says so.
    Reported,
    /// It is for the readers of the document, or asks nothing of a client.
    Left,
}

/// Every object, in the order of the specification.
pub static ALL: &[&Vocabulary] = &[
    &DOCUMENT,
    &INFO,
    &CONTACT,
    &LICENSE,
    &SERVER,
    &SERVER_VARIABLE,
    &COMPONENTS,
    &PATH_ITEM,
    &OPERATION,
    &EXTERNAL_DOCS,
    &PARAMETER,
    &REQUEST_BODY,
    &MEDIA_TYPE,
    &ENCODING,
    &RESPONSE,
    &EXAMPLE,
    &LINK,
    &HEADER,
    &TAG,
    &REFERENCE,
    &SCHEMA,
    &DISCRIMINATOR,
    &XML,
    &SECURITY_SCHEME,
    &OAUTH_FLOWS,
    &OAUTH_FLOW,
    &ENVELOPE,
    &CONDITION,
    &PAGINATION,
    &LEASE,
    &SETTLING,
];

pub(crate) use document::ACTION;
pub(crate) use document::COMPONENTS;
pub(crate) use document::CONTACT;
pub(crate) use document::DOCUMENT;
pub(crate) use document::EXTERNAL_DOCS;
pub(crate) use document::INFO;
pub(crate) use document::LICENSE;
pub(crate) use document::OVERLAY;
pub(crate) use document::REFERENCE;
pub(crate) use document::SERVER;
pub(crate) use document::SERVER_VARIABLE;
pub(crate) use document::TAG;
pub(crate) use misplaced::Misplaced;
pub(crate) use misplaced::other_word;
pub(crate) use operation::ENCODING;
pub(crate) use operation::EXAMPLE;
pub(crate) use operation::HEADER;
pub(crate) use operation::LEASE;
pub(crate) use operation::LINK;
pub(crate) use operation::MEDIA_TYPE;
pub(crate) use operation::OPERATION;
pub(crate) use operation::PAGINATION;
pub(crate) use operation::PARAMETER;
pub(crate) use operation::PATH_ITEM;
pub(crate) use operation::REQUEST_BODY;
pub(crate) use operation::RESPONSE;
pub(crate) use operation::SETTLING;
pub(crate) use schema::CONDITION;
pub(crate) use schema::DISCRIMINATOR;
pub(crate) use schema::ENVELOPE;
pub(crate) use schema::SCHEMA;
pub(crate) use schema::XML;
pub(crate) use security::OAUTH_FLOW;
pub(crate) use security::OAUTH_FLOWS;
pub(crate) use security::SECURITY_SCHEME;
pub use version::NEW_IN_3_2;
pub use version::Version;
pub(crate) use version::is_new_in_3_2;
pub(crate) use version::unread_in;

/// What other drafts of JSON Schema have: no typing errors, but without a meaning in OpenAPI.
pub const OF_OTHER_DRAFTS: [&str; 6] = [
    "$recursiveAnchor",
    "$recursiveRef",
    "definitions",
    "dependencies",
    "extends",
    "id",
];

/// Extensions that other tools have under the same names, also where they have no meaning here.
pub(crate) const SHARED_EXTENSIONS: [&str; 7] = [
    "x-content-type",
    "x-enum-descriptions",
    "x-enum-varnames",
    "x-enumDescriptions",
    "x-enumNames",
    "x-pagination",
    "x-unit",
];

impl Vocabulary {
    /// The keyword of this name.
    #[must_use]
    pub fn keyword(&self, name: &str) -> Option<&'static Keyword> {
        self.keywords.iter().find(|keyword| keyword.name == name)
    }

    /// Whether the client is the same, but for its documentation, whatever this keyword says.
    pub(crate) fn is_for_readers(&self, name: &str) -> bool {
        let known = self.keyword(name);
        known.is_some_and(|known| matches!(known.fate, Fate::Documented | Fate::Left))
    }

    /// Whether the object is of an extension that no other tool knows.
    pub(crate) fn is_of_an_extension(&self) -> bool {
        let extensions = [&ENVELOPE, &CONDITION, &PAGINATION, &LEASE, &SETTLING];
        extensions.iter().any(|object| object.what == self.what)
    }
}

/// The objects that have the extension called `name`, in words; `None` if there are none.
pub(crate) fn objects_with(name: &str) -> Option<String> {
    let objects: Vec<&str> = ALL
        .iter()
        .filter(|object| object.keyword(name).is_some())
        .map(|object| object.what)
        .collect();
    match objects.as_slice() {
        [] => None,
        [one] => Some((*one).to_owned()),
        [before @ .., last] => Some(format!("{} or {last}", before.join(", "))),
    }
}

/// The extension that differs from `name` in one letter. Names that differ in more are those of other tools.
pub(crate) fn similar_extension(name: &str) -> Option<&'static str> {
    let keywords = ALL.iter().flat_map(|object| object.keywords);
    let mut extensions = keywords
        .map(|one| one.name)
        .filter(|one| one.starts_with("x-"));
    let length = name.chars().count();
    extensions.find(|known| {
        known.len().abs_diff(length) <= 1 && strsim::damerau_levenshtein(known, name) == 1
    })
}

const fn honoured(name: &'static str, meaning: &'static str) -> Keyword {
    keyword(name, Fate::Honoured, meaning)
}

const fn documented(name: &'static str, meaning: &'static str) -> Keyword {
    keyword(name, Fate::Documented, meaning)
}

/// A constraint of values that is checked by the client, but not everywhere.
const fn constraint(name: &'static str, meaning: &'static str) -> Keyword {
    Keyword {
        is_constraint: true,
        ..honoured(name, meaning)
    }
}

const fn reported(name: &'static str, meaning: &'static str) -> Keyword {
    keyword(name, Fate::Reported, meaning)
}

/// A keyword that nothing after the reader uses: where it stands, a warning says its meaning after its name.
const fn left_out(name: &'static str, meaning: &'static str) -> Keyword {
    Keyword {
        is_left_out: true,
        ..keyword(name, Fate::Reported, meaning)
    }
}

const fn left(name: &'static str, meaning: &'static str) -> Keyword {
    keyword(name, Fate::Left, meaning)
}

const fn keyword(name: &'static str, fate: Fate, meaning: &'static str) -> Keyword {
    Keyword {
        name,
        fate,
        meaning,
        is_left_out: false,
        is_constraint: false,
    }
}
