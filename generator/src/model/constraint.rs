//! Constraints: what a value has to satisfy besides its type.

use std::fmt;
use std::ops::RangeInclusive;

use super::pattern;

/// The constraints of a value, each called like its keyword of JSON Schema.
///
/// One type from the document to the generated code: it is read in `spec`, becomes sentences and checks in `lower`, and is
/// rendered as the checks of types and calls.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Constraints {
    /// `minimum`.
    pub minimum: Option<Number>,
    /// `maximum`.
    pub maximum: Option<Number>,
    /// `exclusiveMinimum`.
    pub exclusive_minimum: Option<Number>,
    /// `exclusiveMaximum`.
    pub exclusive_maximum: Option<Number>,
    /// `multipleOf`, where several schemas describe a value that of each.
    pub multiple_of: Vec<Number>,
    /// `minLength`.
    pub min_length: Option<u64>,
    /// `maxLength`.
    pub max_length: Option<u64>,
    /// `pattern`, where several schemas describe a value that of each.
    pub pattern: Vec<Pattern>,
    /// `minItems`.
    pub min_items: Option<u64>,
    /// `maxItems`.
    pub max_items: Option<u64>,
    /// `uniqueItems`.
    pub unique_items: bool,
    /// `minProperties`.
    pub min_properties: Option<u64>,
    /// `maxProperties`.
    pub max_properties: Option<u64>,
}

impl Constraints {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether some are of texts.
    #[must_use]
    pub fn has_text(&self) -> bool {
        self.min_length.is_some() || self.max_length.is_some() || !self.pattern.is_empty()
    }

    /// Whether no whole number below zero is allowed.
    #[must_use]
    pub fn is_unsigned(&self) -> bool {
        match (self.minimum, self.exclusive_minimum) {
            (Some(minimum), _) => minimum.real() >= 0.0,
            (None, Some(bound)) => bound.real() >= -1.0,
            (None, None) => false,
        }
    }

    /// The keywords that are there.
    #[must_use]
    pub fn keywords(&self) -> Vec<&'static str> {
        let named = [
            ("minimum", self.minimum.is_some()),
            ("maximum", self.maximum.is_some()),
            ("exclusiveMinimum", self.exclusive_minimum.is_some()),
            ("exclusiveMaximum", self.exclusive_maximum.is_some()),
            ("multipleOf", !self.multiple_of.is_empty()),
            ("minLength", self.min_length.is_some()),
            ("maxLength", self.max_length.is_some()),
            ("pattern", !self.pattern.is_empty()),
            ("minItems", self.min_items.is_some()),
            ("maxItems", self.max_items.is_some()),
            ("uniqueItems", self.unique_items),
            ("minProperties", self.min_properties.is_some()),
            ("maxProperties", self.max_properties.is_some()),
        ];
        let there = named.into_iter().filter(|(_, is_there)| *is_there);
        there.map(|(keyword, _)| keyword).collect()
    }

    /// Adds those of another schema of the same value: of two the narrower counts.
    pub fn merge(&mut self, other: Self) {
        let one = std::mem::take(self);
        *self = Self {
            minimum: larger(one.minimum, other.minimum),
            maximum: smaller(one.maximum, other.maximum),
            exclusive_minimum: larger(one.exclusive_minimum, other.exclusive_minimum),
            exclusive_maximum: smaller(one.exclusive_maximum, other.exclusive_maximum),
            multiple_of: both(one.multiple_of, other.multiple_of),
            min_length: larger(one.min_length, other.min_length),
            max_length: smaller(one.max_length, other.max_length),
            pattern: both(one.pattern, other.pattern),
            min_items: larger(one.min_items, other.min_items),
            max_items: smaller(one.max_items, other.max_items),
            unique_items: one.unique_items || other.unique_items,
            min_properties: larger(one.min_properties, other.min_properties),
            max_properties: smaller(one.max_properties, other.max_properties),
        };
    }
}

fn larger<T: PartialOrd + Copy>(one: Option<T>, other: Option<T>) -> Option<T> {
    match (one, other) {
        (Some(one), Some(other)) if one < other => Some(other),
        _ => one.or(other),
    }
}

fn smaller<T: PartialOrd + Copy>(one: Option<T>, other: Option<T>) -> Option<T> {
    match (one, other) {
        (Some(one), Some(other)) if other < one => Some(other),
        _ => one.or(other),
    }
}

fn both<T: PartialEq>(mut one: Vec<T>, other: Vec<T>) -> Vec<T> {
    let is_new = |value: &T| !one.contains(value);
    let new: Vec<T> = other.into_iter().filter(is_new).collect();
    one.extend(new);
    one
}

/// A number that constrains others, as it is written. Whole ones are compared exactly.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub enum Number {
    /// Without a point.
    Whole(i128),
    /// With a point, or too large for the other form.
    Real(f64),
}

impl Number {
    /// As a number with a fraction.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "the nearest one is what JSON means"
    )]
    pub fn real(self) -> f64 {
        match self {
            Self::Whole(number) => number as f64,
            Self::Real(number) => number,
        }
    }

    /// As a whole number, rounded where it has a fraction.
    pub fn whole(self, rounded: fn(f64) -> f64) -> Option<i128> {
        match self {
            Self::Whole(number) => Some(number),
            // A float of any size is written without an exponent.
            Self::Real(number) => rounded(number).to_string().parse().ok(),
        }
    }
}

impl From<&serde_json::Number> for Number {
    fn from(number: &serde_json::Number) -> Self {
        let signed = number.as_i64().map(i128::from);
        let whole = signed.or_else(|| number.as_u64().map(i128::from));
        match whole {
            Some(number) => Self::Whole(number),
            None => Self::Real(number.as_f64().unwrap_or_default()),
        }
    }
}

/// As JSON writes it.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(number) => number.fmt(f),
            Self::Real(number) => serde_json::json!(number).fmt(f),
        }
    }
}

/// A regular expression that texts match.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// As it is written.
    pub text: String,
    /// The only characters it allows, where it is an anchored character class and nothing else.
    pub characters: Option<Vec<RangeInclusive<char>>>,
}

impl Pattern {
    /// Of this regular expression.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self {
            characters: pattern::characters(&text),
            text,
        }
    }
}

/// What a value is checked for before it is sent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Check {
    /// By which lowering finds its place in the document again.
    pub id: usize,
    /// The constraints of the value itself.
    pub constraints: Constraints,
    /// The check of its items, or of the values of a map.
    pub items: Option<Box<Check>>,
    /// Whether its type, or the one it is made of, has checks of its own.
    pub is_followed: bool,
}

impl Check {
    /// Whether there is nothing to check.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let mut items = self.items.iter();
        self.constraints.is_empty() && !self.is_followed && items.all(|items| items.is_empty())
    }

    /// Whether something is checked here, and not only in a type.
    #[must_use]
    pub fn has_constraints(&self) -> bool {
        let mut items = self.items.iter();
        !self.constraints.is_empty() || items.any(|items| items.has_constraints())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_rounded_into_the_range() {
        assert_eq!(Number::Real(0.5).whole(f64::ceil), Some(1));
        assert_eq!(Number::Real(-0.5).whole(f64::ceil), Some(0));
        assert_eq!(Number::Real(10.0).whole(f64::floor), Some(10));
        assert_eq!(
            Number::Real(1e20).whole(f64::floor),
            Some(100_000_000_000_000_000_000)
        );
        assert_eq!(
            Number::Real(1e300).whole(f64::floor),
            None,
            "it constrains no type"
        );
    }

    #[test]
    fn the_narrower_of_two_constraints_counts() {
        let mut constraints = Constraints {
            minimum: Some(Number::Whole(1)),
            max_length: Some(5),
            multiple_of: vec![Number::Whole(2)],
            ..Constraints::default()
        };
        constraints.merge(Constraints {
            minimum: Some(Number::Whole(0)),
            max_length: Some(4),
            multiple_of: vec![Number::Whole(2), Number::Whole(3)],
            unique_items: true,
            ..Constraints::default()
        });
        let merged = Constraints {
            minimum: Some(Number::Whole(1)),
            max_length: Some(4),
            multiple_of: vec![Number::Whole(2), Number::Whole(3)],
            unique_items: true,
            ..Constraints::default()
        };
        assert_eq!(constraints, merged);
    }

    #[test]
    fn a_number_is_shown_as_json_writes_it() {
        for text in ["0.01", "10.0", "1e20", "18446744073709551615", "-3"] {
            let number: serde_json::Number = serde_json::from_str(text).unwrap();
            assert_eq!(Number::from(&number).to_string(), number.to_string());
        }
    }
}
