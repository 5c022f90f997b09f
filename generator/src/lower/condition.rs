//! What the errors of an envelope mean.

use super::Lowering;
use super::Scope;
use crate::model::Condition;
use crate::model::Docs;
use crate::model::Envelope;
use crate::model::Name;
use crate::spec;
use crate::spec::EnvelopeMembers;

/// What every error can be asked already, whatever the API.
const ASKED_ALREADY: [&str; 3] = ["connect", "retryable", "timeout"];

impl<'d> Lowering<'d> {
    /// All envelopes of a document are one.
    pub(super) fn same_envelope(&mut self, members: &'d EnvelopeMembers) {
        if let Some((_, first)) = &self.envelope {
            if !first.means_the_same_as(members) {
                self.report
                    .error(
                        members.at.key(),
                        "a second kind of envelope is not generated",
                    )
                    .related(first.at.key(), "the first one")
                    .help("refer to the first one with `$ref`");
            }
            return;
        }
        let envelope = Envelope {
            success: members.success.value.clone(),
            errors: members.errors.value.clone(),
            conditions: self.conditions(members),
        };
        self.envelope = Some((envelope, members));
    }

    fn conditions(&mut self, members: &EnvelopeMembers) -> Vec<Condition> {
        let mut scope = Scope::default();
        let mut conditions = Vec::new();
        for (wire, condition) in &members.conditions {
            let Some(lowered) = self.condition(wire, condition) else {
                continue;
            };
            let place = condition.at.key();
            if scope.claim(&lowered.name, "conditions", place, self.report) {
                conditions.push(lowered);
            }
        }
        conditions
    }

    fn condition(&mut self, wire: &str, condition: &spec::Condition) -> Option<Condition> {
        let Some(name) = Name::of_value(wire) else {
            self.report
                .error(
                    condition.at.key(),
                    "a method takes its name from this, which has no ASCII letter or digit in it",
                )
                .help("call it by what it is, such as `queue_disabled`");
            return None;
        };
        if condition.status.is_none() && condition.codes.is_empty() {
            self.report
                .error(
                    condition.at.key(),
                    "nothing tells this condition from another",
                )
                .help("add the `status` of the answer, the `codes` of its errors, or both");
            return None;
        }
        let status = match condition.status.map(u16::try_from) {
            None => None,
            Some(Ok(status @ 200..=599)) => Some(status),
            Some(_) => {
                self.report
                    .error(
                        condition.at.child("status").value(),
                        "no answer has this status",
                    )
                    .help("write one from 200 to 599");
                return None;
            }
        };
        Some(Condition {
            name: name.unless(&ASKED_ALREADY),
            docs: docs(condition),
            status,
            codes: condition.codes.clone(),
            lasting: condition.lasting,
        })
    }
}

fn docs(condition: &spec::Condition) -> Docs {
    let codes: Vec<String> = condition.codes.iter().map(ToString::to_string).collect();
    let mut signs = Vec::new();
    signs.extend(condition.status.map(|status| format!("status {status}")));
    signs.extend(match codes.as_slice() {
        [] => None,
        [code] => Some(format!("code {code}")),
        codes => Some(format!("one of the codes {}", codes.join(", "))),
    });
    let mut notes = vec![format!("Recognised by {}.", signs.join(" with "))];
    if condition.lasting {
        notes
            .push("It does not pass soon, so that the client does not repeat the call.".to_owned());
    }
    Docs {
        description: condition
            .description
            .as_ref()
            .map(|text| text.value.clone()),
        notes,
        ..Docs::default()
    }
}
