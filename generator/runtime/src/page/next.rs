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
        /// The page that came last, unless none has come.
        current: Option<i64>,
        first: i64,
    },
    /// Its items are counted.
    Offset {
        parameter: &'static str,
        /// How many items came before the last page, unless none has come.
        current: Option<i64>,
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

    /// What comes after `page`, which has so many items; `given` reads the number of a page from what the call itself sends.
    pub(super) fn next(
        &mut self,
        page: &Response<P>,
        count: usize,
        given: impl FnOnce(&str) -> Option<i64>,
    ) -> Next {
        match self {
            Self::None => Next::End,
            Self::Cursor { parameter, next } => text(next(page.value()), |cursor| {
                Turn::parameter(parameter, cursor)
            }),
            Self::Number {
                parameter,
                current,
                first,
            } => {
                let from = current.or_else(|| given(parameter)).unwrap_or(*first);
                counted(parameter, current, from, count.min(1))
            }
            Self::Offset { parameter, current } => {
                let from = current.or_else(|| given(parameter)).unwrap_or(0);
                counted(parameter, current, from, count)
            }
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
fn counted(parameter: &'static str, current: &mut Option<i64>, from: i64, step: usize) -> Next {
    if step == 0 {
        return Next::End;
    }
    let next = from.saturating_add(i64::try_from(step).unwrap_or(i64::MAX));
    *current = Some(next);
    Next::Turn(Turn::parameter(parameter, next.to_string()))
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
