//! A value on the heap, of a type that the compiler does not look into.

use std::fmt;
use std::ops::Deref;
use std::ops::DerefMut;

use serde::Deserialize;
use serde::Deserializer;
use serde::Serialize;
use serde::Serializer;

/// A value on the heap, where types contain each other over many levels.
///
/// It is used like a `Box`: it dereferences to the value, and [`into_inner`](Self::into_inner) gives that back. Otherwise than
/// through a `Box`, the compiler does not look through it at the type of the value: whether a type is `Send`, or needs to be
/// dropped, it finds out by following all that the type contains, and it gives up (E0275, E0320) where that goes too deep.
pub struct Indirect<T: 'static>(Box<dyn Hold<T>>);

/// Something that holds a value, and can be sent and shared.
trait Hold<T>: Send + Sync {
    fn get(&self) -> &T;
    fn get_mut(&mut self) -> &mut T;
    fn take(self: Box<Self>) -> T;
}

struct Held<T>(T);

impl<T: Send + Sync> Hold<T> for Held<T> {
    fn get(&self) -> &T {
        &self.0
    }

    fn get_mut(&mut self) -> &mut T {
        &mut self.0
    }

    fn take(self: Box<Self>) -> T {
        self.0
    }
}

impl<T: Send + Sync + 'static> Indirect<T> {
    /// Puts a value on the heap.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self(Box::new(Held(value)))
    }
}

impl<T: 'static> Indirect<T> {
    /// The value, taken from the heap.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.0.take()
    }
}

impl<T: 'static> Deref for Indirect<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.get()
    }
}

impl<T: 'static> DerefMut for Indirect<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_mut()
    }
}

impl<T: Send + Sync + 'static> From<T> for Indirect<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T: Clone + Send + Sync + 'static> Clone for Indirect<T> {
    fn clone(&self) -> Self {
        Self::new(T::clone(self))
    }
}

impl<T: Default + Send + Sync + 'static> Default for Indirect<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: PartialEq + 'static> PartialEq for Indirect<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: fmt::Debug + 'static> fmt::Debug for Indirect<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(formatter)
    }
}

impl<T: Serialize + 'static> Serialize for Indirect<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de> + Send + Sync + 'static> Deserialize<'de> for Indirect<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self::new)
    }
}

#[cfg(test)]
mod tests {
    use super::Indirect;

    #[test]
    fn it_is_its_value() {
        let mut value: Indirect<Vec<u8>> = serde_json::from_str("[1, 2]").unwrap();
        value.push(3);
        assert_eq!(value, Indirect::from(vec![1, 2, 3]));
        assert_ne!(value, Indirect::from(vec![1, 2]));
        assert_eq!(serde_json::to_string(&value.clone()).unwrap(), "[1,2,3]");
        assert_eq!(format!("{value:?}"), "[1, 2, 3]");
        assert_eq!(value.into_inner(), [1, 2, 3]);
        assert_eq!(*Indirect::<u8>::default(), 0);
    }
}
