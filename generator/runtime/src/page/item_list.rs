//! The lists that pages have their items in.

use crate::List;
use crate::Unreadable;

/// A list of a page.
pub trait ItemList: Default {
    /// What it is a list of.
    type Item: Send + 'static;

    /// How many there are, those that cannot be read among them.
    fn count(&self) -> usize;

    /// Those that could be read, and those that could not.
    fn into_parts(self) -> (Vec<Self::Item>, Vec<Unreadable<Self::Item>>);
}

impl<T: Send + 'static> ItemList for List<T> {
    type Item = T;

    fn count(&self) -> usize {
        self.len() + self.unreadable().len()
    }

    fn into_parts(self) -> (Vec<T>, Vec<Unreadable<T>>) {
        self.into_parts()
    }
}

impl<T: Send + 'static> ItemList for Vec<T> {
    type Item = T;

    fn count(&self) -> usize {
        self.len()
    }

    fn into_parts(self) -> (Self, Vec<Unreadable<T>>) {
        (self, Vec::new())
    }
}
