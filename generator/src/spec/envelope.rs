//! `x-envelope`: how the responses of an API announce their outcome, and what their errors mean.

use indexmap::IndexMap;

use super::keyword::Text;
use super::read::object;

object! {
    /// `x-envelope`: the properties that announce the outcome of a call.
    pub struct EnvelopeProperties: ENVELOPE {
        /// The boolean property that is `true` when the call did what it was asked.
        pub success: Text = required("success"),
        /// The property that lists what went wrong.
        pub errors: Text = required("errors"),
        /// What the errors mean, by name.
        pub conditions: IndexMap<String, Condition> = or_default("conditions"),
    }
}

impl EnvelopeProperties {
    /// Whether two envelopes differ in their places and descriptions alone.
    #[must_use]
    pub fn means_the_same_as(&self, other: &Self) -> bool {
        let is_same = |(one, other): ((&String, &Condition), (&String, &Condition))| {
            one.0 == other.0 && one.1.criteria() == other.1.criteria()
        };
        self.success.value == other.success.value
            && self.errors.value == other.errors.value
            && self.conditions.len() == other.conditions.len()
            && self.conditions.iter().zip(&other.conditions).all(is_same)
    }
}

object! {
    /// What an error means, and how it is recognised.
    pub struct Condition: CONDITION {
        pub description: Option<Text> = optional("description"),
        /// The statuses of the response.
        pub statuses: Vec<u64> = or_default("statuses"),
        /// The codes of which one is among the errors.
        pub codes: Vec<i64> = or_default("codes"),
        /// Texts of which one has to be part of a message among the errors as well.
        pub messages: Vec<Text> = or_default("messages"),
        /// Whether it is permanent, so that a retry is of no use.
        pub permanent: bool = or_default("lasting"),
    }
}

impl Condition {
    /// What makes an error have it, and whether that is permanent.
    fn criteria(&self) -> (&[u64], &[i64], Vec<&str>, bool) {
        let messages = self.messages.iter().map(|text| text.value.as_str());
        (
            &self.statuses,
            &self.codes,
            messages.collect(),
            self.permanent,
        )
    }
}
