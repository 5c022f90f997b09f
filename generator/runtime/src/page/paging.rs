//! How a list comes in pages: which call gives one, and how it leads to the next.

use super::ItemList;
use super::Pages;
use super::Turn;
use super::next::Next;
use super::next::Strategy;
use super::property;
use crate::Call;
use crate::CallFuture;
use crate::Response;

/// What gives a page, and how one leads to the next, which one of the methods `by_…` sets; without it, there is one page.
#[must_use = "it is made for its `items`"]
pub struct Paging<'a, P> {
    call: Call<'a, P>,
    strategy: Strategy<P>,
    /// Whether what names a page is sent in the body.
    is_in_body: bool,
    /// Whether the page says that there are more.
    more: Option<fn(&P) -> Option<bool>>,
}

impl<'a, P: 'a> Paging<'a, P> {
    /// Pages that come from this call, which gives the first.
    pub fn new(call: Call<'a, P>) -> Self {
        Self {
            call,
            strategy: Strategy::None,
            is_in_body: false,
            more: None,
        }
    }

    /// A page names the next one by a value that is sent in the query as `parameter`. A page without it, or with an empty
    /// one, is the last.
    pub fn by_cursor<C: ToString + ?Sized + 'static>(
        mut self,
        parameter: &'static str,
        cursor: fn(&P) -> Option<&C>,
    ) -> Self
    where
        P: 'static,
    {
        let next = Box::new(move |page: &P| cursor(page).map(ToString::to_string));
        self.strategy = Strategy::Cursor { parameter, next };
        self
    }

    /// Pages are counted from `first`, or from what the call gives, and asked for in the query as `parameter`. A page
    /// without items is the last.
    pub fn by_number(mut self, parameter: &'static str, first: i64) -> Self {
        self.strategy = Strategy::Number {
            parameter,
            current: None,
            first,
        };
        self
    }

    /// The query has, as `parameter`, how many items come before the page: none, or what the call gives. A page without
    /// items is the last.
    pub fn by_offset(mut self, parameter: &'static str) -> Self {
        self.strategy = Strategy::Offset {
            parameter,
            current: None,
        };
        self
    }

    /// The header `Link` of a page has the URL of the next one, as `rel="next"` (RFC 8288). A page without one is the last.
    pub fn by_link(mut self) -> Self {
        self.strategy = Strategy::Link;
        self
    }

    /// A page has the URL of the next one in its body. A page without it, or with an empty one, is the last.
    pub fn by_url<C: ToString + ?Sized + 'static>(mut self, url: fn(&P) -> Option<&C>) -> Self
    where
        P: 'static,
    {
        let next = Box::new(move |page: &P| url(page).map(ToString::to_string));
        self.strategy = Strategy::Url { next };
        self
    }

    /// What names a page is sent in a property of the JSON object that is the body, in place of a parameter of the query: the
    /// name may be a path into it, such as `page/number`.
    pub fn in_body(mut self) -> Self {
        self.is_in_body = true;
        self
    }

    /// A page says whether there are more; one that says no is the last.
    pub fn while_more(mut self, more: fn(&P) -> Option<bool>) -> Self {
        self.more = Some(more);
        self
    }

    /// The pages, with the place where each has its items.
    pub fn items<L: ItemList>(self, items: fn(&mut P) -> Option<&mut L>) -> Pages<'a, P, L> {
        Pages::new(self, items)
    }

    /// Asks for a page; the first is the one that the call names.
    pub(super) fn fetch(&mut self, turn: Option<Turn>) -> CallFuture<'a, Response<P>> {
        let is_number = self.strategy.is_counted();
        let turn = match turn {
            Some(turn) if self.is_in_body => Some(turn.into_body(is_number)),
            turn => turn,
        };
        let call = self.call.clone();
        call.with(|request| request.at(turn)).send()
    }

    /// Whether the page says that there are no more.
    pub(super) fn is_last(&self, page: &P) -> bool {
        self.more.and_then(|more| more(page)) == Some(false)
    }

    /// What comes after `page`, which has so many items.
    pub(super) fn next(&mut self, page: &Response<P>, count: usize) -> Next {
        let request = self.call.request();
        let is_in_body = self.is_in_body;
        let given = |parameter: &str| {
            if is_in_body {
                property::number(&request.body, parameter)
            } else {
                request.number(parameter)
            }
        };
        self.strategy.next(page, count, given)
    }
}

/// Options may hold secrets.
impl<P> std::fmt::Debug for Paging<'_, P> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Paging").finish_non_exhaustive()
    }
}
