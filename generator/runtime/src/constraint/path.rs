//! The path of a value in what is sent.

use std::fmt;

use super::violation::Violation;
use crate::Error;
use crate::error::excerpt;

/// The longest text or key shown, in characters.
const SHOWN: usize = 64;

/// A path, as the steps that lead to a value.
#[derive(Clone, Copy, Debug)]
pub(super) enum Path<'p> {
    /// All that is sent.
    Whole,
    /// A property of an object, or a parameter.
    Property(&'p Path<'p>, &'p str),
    /// An item of a list, or a value of a map.
    Item(&'p Path<'p>, Step<'p>),
    /// A text of a type of its own, wherever it will stand.
    Text(TypedText<'p>),
}

/// A text of a type of its own.
#[derive(Clone, Copy, Debug)]
pub(super) struct TypedText<'p> {
    /// The name of its type.
    pub(super) name: &'p str,
    /// The text.
    pub(super) text: &'p str,
    /// Whether it is kept out of errors.
    pub(super) is_sensitive: bool,
}

impl Path<'_> {
    /// What is wrong with the value here.
    pub(super) fn error(&self, keyword: &str, violation: &Violation) -> Error {
        let Self::Text(text) = self else {
            let reason = format!("{violation}, the `{keyword}` in the description of the API");
            return Error::invalid_argument(&self.to_string(), reason);
        };
        let message = violation.of_text(text.is_sensitive);
        let reason = if text.is_sensitive {
            format!("the value {message}")
        } else {
            let shown = excerpt::one_line(text.text, SHOWN);
            format!("\"{shown}\" {message}")
        };
        Error::invalid_argument(text.name, reason)
    }
}

/// The step to an item.
#[derive(Clone, Copy, Debug)]
pub enum Step<'p> {
    /// Into a list: the number of items before it.
    Index(usize),
    /// Into a map: the key, which shows itself as it may be shown.
    Key(&'p dyn fmt::Debug),
}

/// As in `messages[3].delay_seconds`.
impl fmt::Display for Path<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => Ok(()),
            Self::Property(Self::Whole, name) => formatter.write_str(name),
            Self::Property(outer, name) => write!(formatter, "{outer}.{name}"),
            Self::Item(outer, step) => write!(formatter, "{outer}{step}"),
            Self::Text(text) => formatter.write_str(text.name),
        }
    }
}

impl fmt::Display for Step<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Index(index) => write!(formatter, "[{index}]"),
            Self::Key(key) => {
                let shown = format!("{key:?}");
                write!(formatter, "[{}]", excerpt::one_line(&shown, SHOWN))
            }
        }
    }
}
