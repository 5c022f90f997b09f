//! Rules: what a value that is sent is checked for, where the document asks for it.

use std::ops::RangeInclusive;

use crate::pointer::Place;

/// What a value that is sent is checked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rule {
    /// Its limits.
    pub limits: Vec<Limit>,
    /// The rule of its elements, or of the values of a map.
    pub elements: Option<Box<Rule>>,
    /// Whether it is of a type, or made of one, that has rules of its own.
    pub is_followed: bool,
    /// What the document asks for here; `None` where it says nothing. It is settled when lowering ends.
    pub asked: Option<bool>,
    /// The keywords that nothing checks; none is left when lowering ends.
    pub unchecked: Vec<Place>,
    /// The keywords that set the limits; none is left when lowering ends.
    pub places: Vec<Place>,
}

impl Rule {
    /// Whether there is nothing to check.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let elements = self.elements.as_ref();
        self.limits.is_empty() && !self.is_followed && elements.is_none_or(|rule| rule.is_empty())
    }

    /// Whether there is a limit here, and not only in a type.
    #[must_use]
    pub fn has_limits(&self) -> bool {
        let elements = self.elements.as_ref();
        !self.limits.is_empty() || elements.is_some_and(|rule| rule.has_limits())
    }
}

/// A limit, as the keyword of its name sets it.
#[derive(Clone, Debug, PartialEq)]
pub enum Limit {
    /// `minimum`.
    Minimum(Bound),
    /// `maximum`.
    Maximum(Bound),
    /// `exclusiveMinimum`.
    ExclusiveMinimum(Bound),
    /// `exclusiveMaximum`.
    ExclusiveMaximum(Bound),
    /// `multipleOf`.
    MultipleOf(Bound),
    /// `minLength`.
    MinLength(u64),
    /// `maxLength`.
    MaxLength(u64),
    /// A `pattern` that is a set of characters.
    Characters(Vec<RangeInclusive<char>>),
    /// `minItems`.
    MinItems(u64),
    /// `maxItems`.
    MaxItems(u64),
    /// `uniqueItems`.
    UniqueItems,
    /// `minProperties`.
    MinProperties(u64),
    /// `maxProperties`.
    MaxProperties(u64),
}

/// A number that limits others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// Of whole numbers.
    Whole(i128),
    /// Of numbers with a fraction.
    Real(f64),
}
