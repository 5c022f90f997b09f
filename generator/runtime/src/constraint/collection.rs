//! Lists and maps, whose elements are counted and looked at one by one.

use std::collections::BTreeMap;
use std::fmt::Debug;

use super::Present;
pub use super::place::Step;

/// A list or a map, or something in the place of one that may be absent.
pub trait Collection {
    /// An element, or a value of the map.
    type Element;

    /// How many elements it has, if it is there.
    fn count(&self) -> Option<usize>;

    /// Shows each element, with the step that leads to it.
    fn visit(&self, look: &mut dyn FnMut(Step<'_>, &Self::Element));
}

impl<E> Collection for Vec<E> {
    type Element = E;

    fn count(&self) -> Option<usize> {
        Some(self.len())
    }

    fn visit(&self, look: &mut dyn FnMut(Step<'_>, &E)) {
        for (index, element) in self.iter().enumerate() {
            look(Step::Index(index), element);
        }
    }
}

impl<K: Debug, E> Collection for BTreeMap<K, E> {
    type Element = E;

    fn count(&self) -> Option<usize> {
        Some(self.len())
    }

    fn visit(&self, look: &mut dyn FnMut(Step<'_>, &E)) {
        for (key, value) in self {
            look(Step::Key(key), value);
        }
    }
}

impl<P: Present<Value: Collection>> Collection for P {
    type Element = <P::Value as Collection>::Element;

    fn count(&self) -> Option<usize> {
        self.present()?.count()
    }

    fn visit(&self, look: &mut dyn FnMut(Step<'_>, &Self::Element)) {
        if let Some(collection) = self.present() {
            collection.visit(look);
        }
    }
}
