//! How one page leads to the next.

use std::borrow::Cow;

use http::header;

use super::Turn;
use super::link;
use crate::Response;

/// What a page leads to.
pub(super) enum Next {
    /// Another page.
    Turn(Turn),
    /// Nothing: it is the last.
    End,
    /// Something that cannot be read.
    Unreadable,
}

/// Where a page says what the next one is.
pub(super) enum Strategy<P> {
    /// Nowhere: there is one page.
    None,
    /// In a value of its body, which is sent in the query.
    Cursor {
        parameter: &'static str,
        next: ReadText<P>,
    },
    /// It is counted.
    Number {
        parameter: &'static str,
        current: i64,
    },
    /// Its items are counted.
    Offset {
        parameter: &'static str,
        current: i64,
    },
    /// In the header `Link`.
    Link,
    /// In a URL of its body.
    Url { next: ReadText<P> },
}

/// Reads a text of a page.
type ReadText<P> = Box<dyn Fn(&P) -> Option<String> + Send>;

impl<P> Strategy<P> {
    /// Whether what names a page is a number.
    pub(super) fn is_counted(&self) -> bool {
        matches!(self, Self::Number { .. } | Self::Offset { .. })
    }

    /// What comes after `page`, which has so many items.
    pub(super) fn next(&mut self, page: &Response<P>, count: usize) -> Next {
        match self {
            Self::None => Next::End,
            Self::Cursor { parameter, next } => text(next(page.value()), |cursor| {
                Turn::parameter(parameter, cursor)
            }),
            Self::Number { parameter, current } => counted(parameter, current, count.min(1)),
            Self::Offset { parameter, current } => counted(parameter, current, count),
            Self::Link => linked(page),
            Self::Url { next } => text(next(page.value()), Turn::Target),
        }
    }
}

fn text(value: Option<String>, turn: impl FnOnce(String) -> Turn) -> Next {
    match value.filter(|text| !text.is_empty()) {
        Some(text) => Next::Turn(turn(text)),
        None => Next::End,
    }
}

/// Counts on by `step`; a page that brings nothing is the last.
fn counted(parameter: &'static str, current: &mut i64, step: usize) -> Next {
    if step == 0 {
        return Next::End;
    }
    *current = current.saturating_add(i64::try_from(step).unwrap_or(i64::MAX));
    Next::Turn(Turn::parameter(parameter, current.to_string()))
}

fn linked<P>(page: &Response<P>) -> Next {
    let fields = page.headers().get_all(header::LINK);
    for field in fields {
        let Ok(field) = field.to_str() else {
            return Next::Unreadable;
        };
        match link::next(field) {
            Ok(Some(url)) => return text(Some(Cow::into_owned(url)), Turn::Target),
            Ok(None) => {}
            Err(link::Malformed) => return Next::Unreadable,
        }
    }
    Next::End
}

/// The number that the call gives, or else the first one.
pub(super) fn number(given: Option<impl ToString>, first: i64) -> i64 {
    let given = given.map(|given| given.to_string());
    given.and_then(|given| given.parse().ok()).unwrap_or(first)
}
