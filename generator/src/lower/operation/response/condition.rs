//! What the errors of an envelope mean.

use crate::lower::naming::Named;
use crate::lower::naming::Scope;
use crate::lower::operation::operations::Operations;
use crate::markdown::code;
use crate::model::Condition;
use crate::model::Docs;
use crate::model::Envelope;
use crate::model::Name;
use crate::model::TakenNames;
use crate::report::Rule;
use crate::report::diagnostic::Report;
use crate::spec;
use crate::spec::EnvelopeProperties;

impl<'d> Operations<'d> {
    /// All envelopes of a document are one.
    pub(crate) fn same_envelope(&mut self, properties: &'d EnvelopeProperties) {
        if let Some((_, first)) = &self.envelope {
            if !first.means_the_same_as(properties) {
                let message = "a second kind of envelope is not generated";
                self.schemas
                    .report
                    .error(Rule::InvalidExtension, properties.at.key(), message)
                    .related(first.at.key(), "the first one")
                    .help("refer to the first one with `$ref`");
            }
            return;
        }
        let envelope = Envelope {
            success: properties.success.value.clone(),
            errors: properties.errors.value.clone(),
            conditions: conditions(properties, self.schemas.taken, self.schemas.report),
        };
        self.envelope = Some((envelope, properties));
    }
}

fn statuses(condition: &spec::Condition, report: &mut Report) -> Option<Vec<u16>> {
    let mut statuses = Vec::new();
    for (index, status) in condition.statuses.iter().enumerate() {
        let Some(status @ 200..=599) = u16::try_from(*status).ok() else {
            let message = "no response has this status";
            report
                .error(
                    Rule::InvalidExtension,
                    condition.at.child("statuses").child(index).value(),
                    message,
                )
                .help("write one from 200 to 599");
            return None;
        };
        statuses.push(status);
    }
    Some(statuses)
}

/// The texts, of which an empty one would be part of every message.
fn texts(condition: &spec::Condition, report: &mut Report) -> Vec<String> {
    for text in &condition.messages {
        if text.value.is_empty() {
            let message = "an empty text is part of every message";
            report
                .error(Rule::InvalidExtension, text.at.value(), message)
                .help("write words of the message, or remove it");
        }
    }
    let texts = condition.messages.iter();
    texts.map(|text| text.value.clone()).collect()
}

fn condition(wire: &str, condition: &spec::Condition, report: &mut Report) -> Option<Condition> {
    let Some(name) = Name::of_value(wire) else {
        let message = "a method takes its name from this, which has no ASCII letter or digit in it";
        report
            .error(Rule::InvalidExtension, condition.at.key(), message)
            .help("call it by what it is, such as `queue_disabled`");
        return None;
    };
    if condition.statuses.is_empty() && condition.codes.is_empty() {
        let message = "nothing tells this condition from another";
        report
            .error(Rule::InvalidExtension, condition.at.key(), message)
            .help("add the `statuses` of the response, the `codes` of its errors, or both");
        return None;
    }
    if condition.permanent && condition.codes.is_empty() {
        let message = "a status alone does not say that a condition lasts";
        report
            .error(
                Rule::InvalidExtension,
                condition.at.child("lasting").key(),
                message,
            )
            .help("add the `codes` of its errors, or remove `lasting`");
    }
    if condition.permanent && !condition.messages.is_empty() {
        let message = "a text does not say that a condition lasts";
        report
            .error(
                Rule::InvalidExtension,
                condition.at.child("lasting").key(),
                message,
            )
            .help("remove `lasting`, or tell the condition by its `codes` alone");
    }
    let statuses = statuses(condition, report)?;
    Some(Condition {
        name,
        docs: docs(condition),
        statuses,
        codes: condition.codes.clone(),
        messages: texts(condition, report),
        permanent: condition.permanent,
    })
}

fn conditions(
    properties: &EnvelopeProperties,
    taken: &TakenNames,
    report: &mut Report,
) -> Vec<Condition> {
    let mut scope = Scope::default();
    let mut conditions = Vec::new();
    for (wire, written) in &properties.conditions {
        let Some(lowered) = condition(wire, written, report) else {
            continue;
        };
        let place = written.at.key();
        let name = scope.claim(
            lowered.name.unless(&taken.conditions),
            Named::told_apart_by("conditions", "give one of them another name"),
            place,
            report,
        );
        conditions.push(Condition { name, ..lowered });
    }
    conditions
}

fn docs(condition: &spec::Condition) -> Docs {
    let signs = [
        listed("status", "statuses", &condition.statuses),
        listed("code", "codes", &condition.codes),
    ];
    let signs: Vec<String> = signs.into_iter().flatten().collect();
    let quoted = condition.messages.iter().map(|text| code(&text.value));
    let quoted: Vec<String> = quoted.collect();
    let narrowed = match quoted.as_slice() {
        [] => String::new(),
        texts => format!(", if a message has {} in it", texts.join(" or ")),
    };
    let mut notes = vec![format!(
        "Identified by {}{narrowed}.",
        signs.join(", or by ")
    )];
    if condition.permanent {
        notes.push("A permanent error: the client does not retry the call.".to_owned());
    }
    Docs {
        description: condition.description.as_deref().map(str::to_owned),
        notes,
        ..Docs::default()
    }
}

/// Numbers with their name in front.
fn listed(one: &str, several: &str, numbers: &[impl ToString]) -> Option<String> {
    let texts: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    match texts.as_slice() {
        [] => None,
        [number] => Some(format!("the {one} {number}")),
        numbers => Some(format!("one of the {several} {}", numbers.join(", "))),
    }
}
