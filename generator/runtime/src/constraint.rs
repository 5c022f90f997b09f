//! Constraints on values that are sent, checked before anything is sent, where the description asks for it.
//!
//! A type says in [`Check::check`] the constraints of its properties; a value that violates one is an error with its path:
//!
//! ```
//! use client_runtime::Check;
//! use client_runtime::Checks;
//! use client_runtime::constraint::first_violation;
//!
//! struct Batch {
//!     messages: Vec<Message>,
//! }
//!
//! struct Message {
//!     delay_seconds: Option<u32>,
//! }
//!
//! impl Check for Batch {
//!     fn check(&self, checks: &mut Checks<'_>) {
//!         checks.property("messages", &self.messages).max_items(100).check();
//!     }
//! }
//!
//! impl Check for Message {
//!     fn check(&self, checks: &mut Checks<'_>) {
//!         checks.property("delay_seconds", &self.delay_seconds).maximum(86_400);
//!     }
//! }
//!
//! let delays = [Some(60), None, Some(90_000)];
//! let messages = delays.map(|delay_seconds| Message { delay_seconds });
//! let batch = Batch { messages: messages.into() };
//! assert_eq!(
//!     first_violation(&batch).unwrap().to_string(),
//!     "invalid argument `messages[2].delay_seconds`: 90000 is more than 86400, the `maximum` in the description of the API",
//! );
//! ```
//!
//! What is absent or `null` meets every constraint, as in JSON Schema: whether it may be absent is another matter.

mod collection;
mod number;
mod path;
mod text;
mod violation;

pub use collection::Collection;
pub use collection::Step;
pub use number::Limit;
pub use number::Number;
pub use text::Text;
pub use text::text;

use std::collections::BTreeMap;
use std::collections::HashSet;
use std::fmt::Debug;
use std::ops::RangeInclusive;

use serde::Serialize;
use serde_json::Value;

use crate::Error;
use crate::Field;
use crate::Indirect;
use crate::value::format::is_uuid;
use path::Path;
use violation::Violation;

/// A value that has constraints, or is made of values that have some.
pub trait Check {
    /// Notes the first constraint that it violates.
    fn check(&self, checks: &mut Checks<'_>);
}

/// What is wrong with a value, if anything.
#[must_use]
pub fn first_violation(value: &(impl Check + ?Sized)) -> Option<Error> {
    let mut violation = None;
    value.check(&mut Checks {
        path: Path::Whole,
        violation: &mut violation,
    });
    violation
}

/// What is wrong with a value that stands by itself under `name`, if anything.
pub(crate) fn violation_of<T, C>(name: &str, value: &T, check: C) -> Option<Error>
where
    T: ?Sized,
    C: for<'e, 'c> FnOnce(&'e mut Checked<'c, T>) -> &'e mut Checked<'c, T>,
{
    let mut violation = None;
    let mut checks = Checks {
        path: Path::Whole,
        violation: &mut violation,
    };
    check(&mut checks.property(name, value));
    violation
}

/// The checks of one value: where it stands in what is sent, and the first violation so far.
#[derive(Debug)]
pub struct Checks<'c> {
    path: Path<'c>,
    violation: &'c mut Option<Error>,
}

impl Checks<'_> {
    /// A property of the value, to be checked by the methods of what is given back.
    pub fn property<'s, T: ?Sized>(&'s mut self, name: &'s str, value: &'s T) -> Checked<'s, T> {
        Checked {
            checks: Checks {
                path: Path::Property(&self.path, name),
                violation: self.violation,
            },
            value,
        }
    }

    /// What the value is in another form: its only property, or the one of several types that it is.
    pub fn value<'s, T: ?Sized>(&'s mut self, value: &'s T) -> Checked<'s, T> {
        Checked {
            checks: Checks {
                path: self.path,
                violation: self.violation,
            },
            value,
        }
    }

    /// Keeps the first violation.
    fn report(&mut self, keyword: &str, violation: &Violation) {
        if self.violation.is_none() {
            *self.violation = Some(self.path.error(keyword, violation));
        }
    }
}

/// A value whose constraints are being checked. Each method checks one constraint, and is called like the keyword of JSON Schema
/// that sets it.
#[derive(Debug)]
pub struct Checked<'c, T: ?Sized> {
    checks: Checks<'c>,
    value: &'c T,
}

impl<T: Number + ?Sized> Checked<'_, T> {
    /// The smallest number allowed.
    pub fn minimum(&mut self, limit: T::Limit) -> &mut Self {
        self.number("minimum", "less than", limit, |number| number >= limit)
    }

    /// The largest number allowed.
    pub fn maximum(&mut self, limit: T::Limit) -> &mut Self {
        self.number("maximum", "more than", limit, |number| number <= limit)
    }

    /// The number has to be larger than this one.
    pub fn exclusive_minimum(&mut self, limit: T::Limit) -> &mut Self {
        let keyword = "exclusiveMinimum";
        self.number(keyword, "not more than", limit, |number| number > limit)
    }

    /// The number has to be smaller than this one.
    pub fn exclusive_maximum(&mut self, limit: T::Limit) -> &mut Self {
        let keyword = "exclusiveMaximum";
        self.number(keyword, "not less than", limit, |number| number < limit)
    }

    /// The number has to be a whole number of times this one.
    pub fn multiple_of(&mut self, limit: T::Limit) -> &mut Self {
        let is_kept = |number: T::Limit| number.is_multiple_of(limit);
        self.number("multipleOf", "no multiple of", limit, is_kept)
    }

    fn number(
        &mut self,
        keyword: &str,
        relation: &str,
        limit: T::Limit,
        is_kept: impl Fn(T::Limit) -> bool,
    ) -> &mut Self {
        if let Some(number) = self.value.number().filter(|number| !is_kept(*number)) {
            let violation = Violation::Other(format!("{number} is {relation} {limit}"));
            self.checks.report(keyword, &violation);
        }
        self
    }
}

impl<T: Text + ?Sized> Checked<'_, T> {
    /// The fewest characters allowed (Unicode scalar values, as JSON Schema counts).
    pub fn min_length(&mut self, limit: usize) -> &mut Self {
        self.at_least("minLength", self.length(), limit)
    }

    /// The most characters allowed (Unicode scalar values, as JSON Schema counts).
    pub fn max_length(&mut self, limit: usize) -> &mut Self {
        self.at_most("maxLength", self.length(), limit)
    }

    fn length(&self) -> Counted {
        let text = self.value.text();
        (text.map(|text| text.chars().count()), "characters")
    }

    /// The only characters allowed, of a `pattern` that says no more than that.
    pub fn characters(&mut self, allowed: &[RangeInclusive<char>]) -> &mut Self {
        let is_allowed = |character: &char| allowed.iter().any(|range| range.contains(character));
        let mut characters = self.value.text().into_iter().flat_map(str::chars);
        if let Some(stranger) = characters.find(|character| !is_allowed(character)) {
            self.checks
                .report("pattern", &Violation::Character(stranger));
        }
        self
    }

    /// The text is secret, or half so: an error says what is wrong without showing it.
    pub fn sensitive(&mut self) -> &mut Self {
        if let Path::Text(text) = &mut self.checks.path {
            text.is_sensitive = true;
        }
        self
    }

    /// The text is a UUID in the form of RFC 9562.
    pub fn uuid(&mut self) -> &mut Self {
        self.holds("format", is_uuid, "is no UUID")
    }

    /// The text becomes one segment of a path: neither empty, nor `.` or `..`, which no encoding makes safe.
    pub fn path_segment(&mut self) -> &mut Self {
        let is_segment = |text: &str| !matches!(text, "" | "." | "..");
        self.holds("in", is_segment, "cannot be a segment of a path")
    }

    fn holds(&mut self, keyword: &str, is_kept: fn(&str) -> bool, message: &str) -> &mut Self {
        if self.value.text().is_some_and(|text| !is_kept(text)) {
            let violation = Violation::Other(message.to_owned());
            self.checks.report(keyword, &violation);
        }
        self
    }
}

impl<T: Collection + ?Sized> Checked<'_, T> {
    /// The fewest items allowed.
    pub fn min_items(&mut self, limit: usize) -> &mut Self {
        self.at_least("minItems", self.items(), limit)
    }

    /// The most items allowed.
    pub fn max_items(&mut self, limit: usize) -> &mut Self {
        self.at_most("maxItems", self.items(), limit)
    }

    fn items(&self) -> Counted {
        (self.value.count(), "items")
    }

    /// No two items may be equal.
    pub fn unique_items(&mut self) -> &mut Self
    where
        T::Item: Serialize,
    {
        let mut seen = HashSet::new();
        let mut duplicate = None;
        self.value.visit(&mut |step, item| {
            // What cannot be written is an error when the body is.
            let written = serde_json::to_value(item).map(|value| value.to_string());
            if written.is_ok_and(|written| !seen.insert(written)) {
                duplicate = duplicate.take().or(Some(step.to_string()));
            }
        });
        if let Some(step) = duplicate {
            let violation = Violation::Other(format!("{step} is equal to an item before it"));
            self.checks.report("uniqueItems", &violation);
        }
        self
    }

    /// Checks each item, or each value of a map.
    pub fn each<F>(&mut self, check: F) -> &mut Self
    where
        F: for<'e, 'c> Fn(&'e mut Checked<'c, T::Item>) -> &'e mut Checked<'c, T::Item>,
    {
        let Checks { path, violation } = &mut self.checks;
        self.value.visit(&mut |step, item| {
            let checks = Checks {
                path: Path::Item(path, step),
                violation,
            };
            check(&mut Checked {
                checks,
                value: item,
            });
        });
        self
    }
}

impl<T: Serialize + ?Sized> Checked<'_, T> {
    /// The fewest properties allowed.
    pub fn min_properties(&mut self, limit: usize) -> &mut Self {
        self.at_least("minProperties", self.properties(), limit)
    }

    /// The most properties allowed.
    pub fn max_properties(&mut self, limit: usize) -> &mut Self {
        self.at_most("maxProperties", self.properties(), limit)
    }

    /// How many properties an object has as it is sent.
    fn properties(&self) -> Counted {
        let count = match serde_json::to_value(self.value) {
            Ok(Value::Object(properties)) => Some(properties.len()),
            _ => None,
        };
        (count, "properties")
    }
}

impl<T: Check + ?Sized> Checked<'_, T> {
    /// Checks what the type of the value says of it.
    pub fn check(&mut self) -> &mut Self {
        self.value.check(&mut self.checks);
        self
    }
}

/// How many there are, if the value is there, and of what.
type Counted = (Option<usize>, &'static str);

impl<T: ?Sized> Checked<'_, T> {
    fn at_least(&mut self, keyword: &str, (count, what): Counted, limit: usize) -> &mut Self {
        if let Some(count) = count.filter(|count| *count < limit) {
            self.checks
                .report(keyword, &Violation::TooFew(count, what, limit));
        }
        self
    }

    fn at_most(&mut self, keyword: &str, (count, what): Counted, limit: usize) -> &mut Self {
        if let Some(count) = count.filter(|count| *count > limit) {
            self.checks
                .report(keyword, &Violation::TooMany(count, what, limit));
        }
        self
    }
}

/// Something in the place of a value, which may be absent or `null`.
pub trait Present {
    /// The value.
    type Value;

    /// The value, if it is there.
    fn present(&self) -> Option<&Self::Value>;
}

impl<T> Present for Option<T> {
    type Value = T;

    fn present(&self) -> Option<&T> {
        self.as_ref()
    }
}

impl<T> Present for Field<T> {
    type Value = T;

    fn present(&self) -> Option<&T> {
        self.value()
    }
}

impl<T> Present for Box<T> {
    type Value = T;

    fn present(&self) -> Option<&T> {
        Some(self)
    }
}

impl<T: 'static> Present for Indirect<T> {
    type Value = T;

    fn present(&self) -> Option<&T> {
        Some(self)
    }
}

impl<P: Present<Value: Check>> Check for P {
    fn check(&self, checks: &mut Checks<'_>) {
        if let Some(value) = self.present() {
            value.check(checks);
        }
    }
}

impl<T: Check> Check for Vec<T> {
    fn check(&self, checks: &mut Checks<'_>) {
        checks.value(self).each(|item| item.check());
    }
}

impl<K: Debug, T: Check> Check for BTreeMap<K, T> {
    fn check(&self, checks: &mut Checks<'_>) {
        checks.value(self).each(|item| item.check());
    }
}

#[cfg(test)]
mod tests;
