//! Formats that the runtime has types for. Their grammar is one file of the runtime, which says why it is also
//! compiled here.

#[path = "../../vendored/src/value/format/grammar.rs"]
mod grammar;

use std::collections::BTreeSet;

use super::Api;
use super::Operation;
use super::Type;

/// A format that the runtime has a type for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// `format: byte`, `contentEncoding: base64`.
    Base64,
    /// `format: date`.
    Date,
    /// `format: date-time`.
    DateTime,
    /// `format: decimal` of text.
    Decimal,
    /// `format: decimal` of numbers.
    DecimalNumber,
    /// `format: time`.
    Time,
    /// `format: uri`, `format: url`.
    Uri,
    /// `format: uuid`.
    Uuid,
}

impl Format {
    /// The type of the runtime.
    #[must_use]
    pub fn type_name(self) -> &'static str {
        match self {
            Self::Base64 => "Base64",
            Self::Date => "Date",
            Self::DateTime => "DateTime",
            Self::Decimal => "Decimal",
            Self::DecimalNumber => "DecimalNumber",
            Self::Time => "Time",
            Self::Uri => "Uri",
            Self::Uuid => "Uuid",
        }
    }

    /// The feature of the runtime that reads it as the type of another crate, which is called so too.
    #[must_use]
    pub fn feature(self) -> Option<&'static str> {
        match self {
            Self::Base64 => None,
            Self::Date | Self::DateTime | Self::Time => Some("jiff"),
            Self::Decimal | Self::DecimalNumber => Some("rust_decimal"),
            Self::Uri => Some("url"),
            Self::Uuid => Some("uuid"),
        }
    }

    /// A text of it.
    #[must_use]
    pub fn example(self) -> &'static str {
        match self {
            Self::Base64 => "aGVsbG8=",
            Self::Date => "2026-01-31",
            Self::DateTime => "2026-01-31T12:30:00Z",
            Self::Decimal | Self::DecimalNumber => "1.50",
            Self::Time => "12:30:00",
            Self::Uri => "https://example.com/",
            Self::Uuid => "67e55044-10b1-426f-9247-bb680e5fe0c8",
        }
    }

    /// Whether the runtime makes a value of the text.
    #[must_use]
    pub fn takes(self, text: &str) -> bool {
        match self {
            Self::Base64 => grammar::is_base64(text),
            Self::Date => grammar::is_date(text),
            Self::DateTime => grammar::is_date_time(text),
            Self::Decimal | Self::DecimalNumber => grammar::is_decimal(text),
            Self::Time => grammar::is_time(text),
            Self::Uri => grammar::is_uri(text),
            Self::Uuid => grammar::is_uuid(text),
        }
    }
}

impl Type {
    /// The format of its text, or of the texts that it is made of.
    #[must_use]
    pub fn format(&self) -> Option<Format> {
        match self {
            Self::Format(format) => Some(*format),
            Self::List(inner)
            | Self::Map { value: inner, .. }
            | Self::Nullable(inner)
            | Self::Boxed(inner) => inner.format(),
            Self::Boolean
            | Self::Integer(_)
            | Self::Number
            | Self::NumberOrText(_)
            | Self::String
            | Self::Any
            | Self::RawBody
            | Self::Multipart
            | Self::Part
            | Self::Duration(_)
            | Self::Named(_) => None,
        }
    }
}

impl Api {
    /// The formats of all texts in calls and types.
    #[must_use]
    pub fn formats(&self) -> BTreeSet<Format> {
        let within = self.definitions().flat_map(|(_, one)| one.shape.types());
        let exchanged = self.operations().flat_map(Operation::exchanged);
        within.chain(exchanged).filter_map(Type::format).collect()
    }
}
