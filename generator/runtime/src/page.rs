//! The pages of a list that comes in parts.

mod item_list;
mod items;
mod link;
mod next;
mod paging;
mod property;
mod target;
mod turn;

use std::collections::HashSet;
use std::pin::Pin;
use std::task::Context;
use std::task::Poll;
use std::task::ready;

use futures_core::Stream;

use crate::CallFuture;
use crate::Error;
use crate::Response;
pub use item_list::ItemList;
pub use items::Items;
use next::Next;
pub use paging::Paging;
pub(crate) use turn::Turn;

/// The pages of a list, each fetched by a call of its own when it is asked for: with the timeouts, the retries and the
/// options of the call that this was made from.
///
/// It is a [`Stream`], and has [`next`](Self::next) for programs without another crate for streams. The pages end where the
/// server says so, and after the first error. A server that names a page for the second time is an
/// [`Error::Pagination`], and so is one that names a page of another server: nothing is sent there.
#[must_use = "pages are fetched when they are asked for"]
pub struct Pages<'a, P, L> {
    paging: Paging<'a, P>,
    /// Where a page has its items.
    items: fn(&mut P) -> Option<&mut L>,
    state: State<'a, P>,
    /// Where the pages so far were, so that none comes twice.
    seen: HashSet<String>,
}

enum State<'a, P> {
    /// The page to ask for; the first is the one that the call names.
    Ready(Option<Turn>),
    /// A page that is on its way.
    Fetching(CallFuture<'a, Response<P>>),
    /// There is no way on.
    Lost(Error),
    /// There are no more pages.
    Ended,
}

impl<'a, P: 'a, L: ItemList> Pages<'a, P, L> {
    fn new(paging: Paging<'a, P>, items: fn(&mut P) -> Option<&mut L>) -> Self {
        Self {
            paging,
            items,
            state: State::Ready(None),
            seen: HashSet::new(),
        }
    }

    /// The next page; `None` after the last. What is dropped while it waits goes on when it is called again.
    pub async fn next(&mut self) -> Option<Result<Response<P>, Error>> {
        std::future::poll_fn(|context| self.poll_page(context)).await
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Response<P>, Error>>> {
        let mut fetching = match std::mem::replace(&mut self.state, State::Ended) {
            State::Ready(turn) => self.paging.fetch(turn),
            State::Fetching(fetching) => fetching,
            State::Lost(error) => return Poll::Ready(Some(Err(error))),
            State::Ended => return Poll::Ready(None),
        };
        let Poll::Ready(outcome) = fetching.as_mut().poll(context) else {
            self.state = State::Fetching(fetching);
            return Poll::Pending;
        };
        Poll::Ready(Some(outcome.map(|page| self.arrive(page))))
    }

    /// Takes note of where the page after `page` is.
    fn arrive(&mut self, mut page: Response<P>) -> Response<P> {
        let items = (self.items)(page.value_mut());
        let count = items.map_or(0, |items| items.count());
        let is_last = self.paging.is_last(page.value());
        if is_last {
            return page;
        }
        self.state = match self.paging.next(&page, count) {
            Next::End => State::Ended,
            Next::Turn(turn) if self.seen.insert(turn.key().to_owned()) => State::Ready(Some(turn)),
            Next::Turn(_) => State::Lost(Error::pagination(
                "the server names a page for the second time, so that the pages have no end",
            )),
            Next::Unreadable => State::Lost(Error::pagination(
                "the `Link` header of a page cannot be read (RFC 8288)",
            )),
        };
        page
    }
}

impl<'a, P: Send + 'static, L: ItemList + 'static> Pages<'a, P, L> {
    /// The items of the pages, one after another.
    pub fn items(self) -> Items<'a, L::Item> {
        Items::new(self)
    }

    fn poll_items(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<L, Error>>> {
        let page = ready!(self.poll_page(context));
        Poll::Ready(page.map(|page| {
            let mut page = page?;
            let items = (self.items)(page.value_mut());
            Ok(items.map(std::mem::take).unwrap_or_default())
        }))
    }
}

impl<'a, P: 'a, L: ItemList> Stream for Pages<'a, P, L> {
    type Item = Result<Response<P>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_page(context)
    }
}

/// Where a page is may be secret, so that nothing of it is shown.
impl<P, L> std::fmt::Debug for Pages<'_, P, L> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Pages")
            .field("fetched", &self.seen.len())
            .finish_non_exhaustive()
    }
}
