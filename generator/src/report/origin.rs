//! Where the nodes of a document were written, when it is put together from several texts.

use indexmap::IndexMap;

use crate::pointer::Place;
use crate::pointer::Pointer;
use crate::report::diagnostic::At;

/// A node of one of the texts of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Location {
    /// The number of the text: 0 is the document.
    pub(crate) text: usize,
    /// The node in it.
    pub(crate) pointer: Pointer,
}

/// The nodes that were written elsewhere than they stand. What is below such a node came along with it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origins {
    here: Option<Location>,
    below: IndexMap<String, Origins>,
}

impl Location {
    /// The property or item `token` of this node.
    pub(crate) fn child(&self, token: impl std::fmt::Display) -> Self {
        Self {
            text: self.text,
            pointer: self.pointer.child(token),
        }
    }
}

impl Origins {
    /// Records that the node at `pointer` was written at `location`, with all that is below it.
    pub(crate) fn put(&mut self, pointer: &Pointer, location: Location) {
        *self.entry(pointer) = Self {
            here: Some(location),
            below: IndexMap::new(),
        };
    }

    /// Where the node at `pointer` was written.
    pub(crate) fn of(&self, pointer: &Pointer) -> Location {
        let mut here = self;
        let mut location = here.here.clone();
        let mut depth = Some(here);
        let mut walked = Pointer::root();
        for token in pointer.tokens() {
            walked = walked.child(token);
            depth = depth.and_then(|origins| origins.below.get(token));
            location = match depth {
                Some(origins) if origins.here.is_some() => origins.here.clone(),
                _ => location.map(|location| location.child(token)),
            };
            here = depth.unwrap_or(here);
        }
        location.unwrap_or(Location {
            text: 0,
            pointer: walked,
        })
    }

    /// Takes what is known below `pointer` away, with the place of the node itself.
    pub(crate) fn take(&mut self, pointer: &Pointer) -> Self {
        let location = self.of(pointer);
        let origins = std::mem::take(self.entry(pointer));
        Self {
            here: Some(location),
            ..origins
        }
    }

    /// Puts what [`take`](Self::take) took to another place.
    pub(crate) fn restore(&mut self, pointer: &Pointer, origins: Self) {
        *self.entry(pointer) = origins;
    }

    /// The place in its text of what stands at a place of the document.
    pub(crate) fn resolve(&self, at: At) -> At {
        let At::Place(place) = at else {
            return at;
        };
        let Location { text, pointer } = self.of(&place.pointer);
        At::InText(text, Place { pointer, ..place })
    }

    fn entry(&mut self, pointer: &Pointer) -> &mut Self {
        let tokens = pointer.tokens().into_iter();
        tokens.fold(self, |here, token| {
            here.below.entry(token.to_owned()).or_default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pointer(text: &str) -> Pointer {
        Pointer::of_reference(text)
    }

    #[test]
    fn what_is_below_a_node_comes_along() {
        let mut origins = Origins::default();
        let location = Location {
            text: 2,
            pointer: pointer("#/Pet"),
        };
        origins.put(&pointer("#/components/schemas/Pet"), location);
        let of = |text: &str| {
            let Location { text, pointer } = origins.of(&pointer(text));
            format!("{text} {pointer}")
        };
        assert_eq!(of("#/components/schemas"), "0 #/components/schemas");
        assert_eq!(of("#/components/schemas/Pet/type"), "2 #/Pet/type");
        assert_eq!(of("#/paths/~1pets"), "0 #/paths/~1pets");
    }
}
