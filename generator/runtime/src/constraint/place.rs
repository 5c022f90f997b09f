//! Where a value stands in what is sent.

use std::fmt;

use crate::error::excerpt;

/// The longest name or key shown, in characters.
const SHOWN: usize = 64;

/// A place, as the steps that lead to it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place<'p> {
    /// All that is sent.
    Whole,
    /// A member of an object, or a parameter.
    Member(&'p Place<'p>, &'p str),
    /// An element of a list, or a value of a map.
    Element(&'p Place<'p>, Step<'p>),
}

/// The step to an element.
#[derive(Clone, Copy, Debug)]
pub enum Step<'p> {
    /// Into a list: the number of elements before it.
    Index(usize),
    /// Into a map: the key, which shows itself as it may be shown.
    Key(&'p dyn fmt::Debug),
}

/// As in `messages[3].delay_seconds`.
impl fmt::Display for Place<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => Ok(()),
            Self::Member(Self::Whole, name) => formatter.write_str(name),
            Self::Member(outer, name) => write!(formatter, "{outer}.{name}"),
            Self::Element(outer, step) => write!(formatter, "{outer}{step}"),
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
