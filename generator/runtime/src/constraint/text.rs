//! Texts, whose characters are counted and looked at.

use crate::Field;

/// A text, or something in the place of one that may be absent. Characters are Unicode scalar values, as JSON Schema counts.
pub trait Text {
    /// How many characters it has, if it is there.
    fn characters(&self) -> Option<usize>;

    /// Whether one of its characters is so.
    fn any_character(&self, is_so: &dyn Fn(char) -> bool) -> bool;
}

impl Text for String {
    fn characters(&self) -> Option<usize> {
        Some(self.chars().count())
    }

    fn any_character(&self, is_so: &dyn Fn(char) -> bool) -> bool {
        self.chars().any(is_so)
    }
}

macro_rules! text {
    ($($name:ident),*) => {
        $(impl Text for crate::$name {
            fn characters(&self) -> Option<usize> {
                Some(self.as_str().chars().count())
            }

            fn any_character(&self, is_so: &dyn Fn(char) -> bool) -> bool {
                self.as_str().chars().any(is_so)
            }
        })*
    };
}

// Of bytes in base64, what is sent.
text!(Base64, Date, DateTime, Decimal, Time, Uri, Uuid);

impl<T: Text> Text for Option<T> {
    fn characters(&self) -> Option<usize> {
        self.as_ref()?.characters()
    }

    fn any_character(&self, is_so: &dyn Fn(char) -> bool) -> bool {
        self.as_ref().is_some_and(|text| text.any_character(is_so))
    }
}

impl<T: Text> Text for Field<T> {
    fn characters(&self) -> Option<usize> {
        self.value()?.characters()
    }

    fn any_character(&self, is_so: &dyn Fn(char) -> bool) -> bool {
        self.value().is_some_and(|text| text.any_character(is_so))
    }
}
