//! `x-envelope`: how the responses of an API announce their outcome, and what their errors mean.

use indexmap::IndexMap;

use super::keyword::Text;
use super::object::Object;
use super::read::ReadKeywords;
use crate::keywords;
use crate::keywords::Vocabulary;
use crate::pointer::Pointer;

/// `x-envelope`: the properties that announce the outcome of a call.
#[derive(Clone, Debug)]
pub struct EnvelopeProperties {
    /// Where it stands.
    pub at: Pointer,
    /// `success`: the boolean property that is `true` when the call did what it was asked.
    pub success: Text,
    /// `errors`: the property that lists what went wrong.
    pub errors: Text,
    /// `conditions`: what the errors mean, by name.
    pub conditions: IndexMap<String, Condition>,
}

impl ReadKeywords for EnvelopeProperties {
    const VOCABULARY: &Vocabulary = &keywords::ENVELOPE;

    fn read_keywords(object: &mut Object<'_, '_>) -> Self {
        Self {
            at: object.at(),
            success: object.required("success"),
            errors: object.required("errors"),
            conditions: object.or_default("conditions"),
        }
    }
}

impl EnvelopeProperties {
    /// Whether two envelopes differ in their place and their words alone.
    #[must_use]
    pub fn means_the_same_as(&self, other: &Self) -> bool {
        let is_same = |(one, other): ((&String, &Condition), (&String, &Condition))| {
            one.0 == other.0 && one.1.signs() == other.1.signs()
        };
        self.success.value == other.success.value
            && self.errors.value == other.errors.value
            && self.conditions.len() == other.conditions.len()
            && self.conditions.iter().zip(&other.conditions).all(is_same)
    }
}

/// What an error means, and how it is recognised.
#[derive(Clone, Debug)]
pub struct Condition {
    /// Where it stands.
    pub at: Pointer,
    /// `description`.
    pub description: Option<Text>,
    /// `statuses`: the statuses of the response.
    pub statuses: Vec<u64>,
    /// `codes`: the codes of which one is among the errors.
    pub codes: Vec<i64>,
    /// `lasting`: whether it does not pass soon.
    pub lasting: bool,
}

impl ReadKeywords for Condition {
    const VOCABULARY: &Vocabulary = &keywords::CONDITION;

    fn read_keywords(object: &mut Object<'_, '_>) -> Self {
        Self {
            at: object.at(),
            description: object.optional("description"),
            statuses: object.or_default("statuses"),
            codes: object.or_default("codes"),
            lasting: object.or_default("lasting"),
        }
    }
}

impl Condition {
    /// What it says to machines.
    fn signs(&self) -> (&[u64], &[i64], bool) {
        (&self.statuses, &self.codes, self.lasting)
    }
}
