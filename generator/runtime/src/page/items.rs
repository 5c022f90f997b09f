//! The items of a list that comes in pages, one after another.

use std::pin::Pin;
use std::task::Context;
use std::task::Poll;
use std::task::ready;

use futures_core::Stream;

use super::ItemList;
use super::Pages;
use crate::Error;
use crate::Unreadable;

/// The items of all pages, fetched page by page as they are asked for.
///
/// It is a [`Stream`], and has [`next`](Self::next) for programs without another crate for streams. Where it ends, and what
/// is an error, is as with [`Pages`].
#[must_use = "items are fetched when they are asked for"]
pub struct Items<'a, T> {
    pages: Box<dyn Source<T> + Send + 'a>,
    ready: std::vec::IntoIter<T>,
    unreadable: Vec<Unreadable<T>>,
}

/// Pages of items, whatever else is in them.
pub(super) trait Source<T> {
    fn poll_items(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Parts<T>, Error>>>;
}

/// The items of a page that could be read, and those that could not.
pub(super) type Parts<T> = (Vec<T>, Vec<Unreadable<T>>);

impl<P: Send + 'static, L: ItemList + 'static> Source<L::Item> for Pages<'_, P, L> {
    fn poll_items(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Parts<L::Item>, Error>>> {
        let items = ready!(Pages::poll_items(self, context));
        Poll::Ready(items.map(|items| items.map(ItemList::into_parts)))
    }
}

impl<'a, T> Items<'a, T> {
    pub(super) fn new(pages: impl Source<T> + Send + 'a) -> Self {
        Self {
            pages: Box::new(pages),
            ready: Vec::new().into_iter(),
            unreadable: Vec::new(),
        }
    }

    /// The next item; `None` after the last. What is dropped while it waits goes on when it is called again.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        std::future::poll_fn(|context| self.poll_item(context)).await
    }

    /// The items so far that are not what was described, and were passed over.
    #[must_use]
    pub fn unreadable(&self) -> &[Unreadable<T>] {
        &self.unreadable
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            if let Some(item) = self.ready.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll_items(context)) {
                Some(Ok((read, unreadable))) => {
                    self.ready = read.into_iter();
                    self.unreadable.extend(unreadable);
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

/// Items move from the list of a page to the caller, and nothing points to them.
impl<T> Unpin for Items<'_, T> {}

impl<T> Stream for Items<'_, T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(context)
    }
}

impl<T> std::fmt::Debug for Items<'_, T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Items")
            .field("ready", &self.ready.len())
            .field("unreadable", &self.unreadable.len())
            .finish_non_exhaustive()
    }
}
