//! Lists and maps, whose items are counted and looked at one by one.

use std::collections::BTreeMap;
use std::fmt::Debug;

use super::Present;
pub use super::path::Step;

/// A list or a map, or something in the place of one that may be absent.
pub trait Collection {
    /// An item, or a value of the map.
    type Item;

    /// How many items it has, if it is there.
    fn count(&self) -> Option<usize>;

    /// Shows each item, with the step that leads to it.
    fn visit(&self, visitor: &mut dyn FnMut(Step<'_>, &Self::Item));
}

impl<E> Collection for Vec<E> {
    type Item = E;

    fn count(&self) -> Option<usize> {
        Some(self.len())
    }

    fn visit(&self, visitor: &mut dyn FnMut(Step<'_>, &E)) {
        for (index, item) in self.iter().enumerate() {
            visitor(Step::Index(index), item);
        }
    }
}

impl<K: Debug, E> Collection for BTreeMap<K, E> {
    type Item = E;

    fn count(&self) -> Option<usize> {
        Some(self.len())
    }

    fn visit(&self, visitor: &mut dyn FnMut(Step<'_>, &E)) {
        for (key, value) in self {
            visitor(Step::Key(key), value);
        }
    }
}

impl<P: Present<Value: Collection>> Collection for P {
    type Item = <P::Value as Collection>::Item;

    fn count(&self) -> Option<usize> {
        self.present()?.count()
    }

    fn visit(&self, visitor: &mut dyn FnMut(Step<'_>, &Self::Item)) {
        if let Some(collection) = self.present() {
            collection.visit(visitor);
        }
    }
}
