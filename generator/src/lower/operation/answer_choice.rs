//! Answers of several kinds: by status, and by media type.

use crate::lower::operation::answer::content_answer;
use crate::lower::operation::media;
use crate::lower::operation::media::Kind;
use crate::lower::operation::negotiation::Success;
use crate::lower::operation::operations::Operations;
use crate::lower::operation::status::reason;
use crate::markdown::code;
use crate::model::AlternativeAnswer;
use crate::model::Answer;
use crate::model::AnswerKind;
use crate::model::Docs;
use crate::model::Name;
use crate::model::Shape;
use crate::spec;

impl<'d> Operations<'d> {
    /// Several successes: one type where they are the same, one of several by status where not.
    pub(crate) fn several(
        &mut self,
        operation: &'d spec::Operation,
        successes: &[Success<'d>],
        method: &str,
    ) -> Option<Answer> {
        let place = successes.first()?.response.at.key();
        let mut kinds: Vec<AnswerKind> = Vec::new();
        for success in successes {
            let called = match success.status {
                "default" => "default".to_owned(),
                status => reason(status),
            };
            let answer = self.success(operation, success, &format!("{method}.{called}"));
            let answer = match answer {
                Some(Answer::Events(_)) => {
                    self.schemas.report.warning(
                        success.response.at.key(),
                        "a stream of events beside other successes is given as one text, when it has ended",
                    );
                    Some(Answer::Text)
                }
                answer => answer,
            };
            kinds.extend(answer.map(|answer| answer_kind(success, &called, answer)));
        }
        let mut distinct: Vec<&Answer> = Vec::new();
        for kind in kinds.iter().filter(|kind| kind.answer != Answer::Empty) {
            if !distinct.contains(&&kind.answer) {
                distinct.push(&kind.answer);
            }
        }
        let is_wrapped =
            |answer: &&&Answer| matches!(answer, Answer::Enveloped(_) | Answer::Unwrapped { .. });
        match (distinct.as_slice(), distinct.iter().find(is_wrapped)) {
            ([only], _) => Some((*only).clone()),
            (_, Some(wrapped)) => {
                let message = "another kind of success is not generated beside an envelope";
                self.schemas.report.warning(place, message);
                Some((**wrapped).clone())
            }
            _ => {
                let name = format!("{method}.response");
                let shape = Shape::Answers(kinds);
                Some(Answer::Kinds(self.schemas.operation_type(
                    &name,
                    place,
                    Docs::default(),
                    shape,
                )))
            }
        }
    }

    /// The answers of other media types, each with the method that asks for it.
    pub(crate) fn alternatives(
        &mut self,
        operation: &'d spec::Operation,
        successes: &[Success<'d>],
        method: &str,
    ) -> Vec<AlternativeAnswer> {
        let mut alternatives: Vec<AlternativeAnswer> = Vec::new();
        for success in successes {
            for (media_type, described) in success.others() {
                let name = format!("send_{}", media::called(media_type));
                let name = Name::of_value_or(&name, "send_other");
                if alternatives
                    .iter()
                    .any(|known| known.method.rust() == name.rust())
                {
                    continue;
                }
                let own = format!("{method}.{}", media::called(media_type));
                let answer = match media::kind(media_type, described) {
                    Kind::Json => self.json_answer(operation, described, &own),
                    Kind::Events => Some(self.events(described, method)),
                    kind => Some(content_answer(kind)),
                };
                alternatives.extend(answer.map(|answer| AlternativeAnswer {
                    method: name,
                    media_type: media_type.to_owned(),
                    answer,
                }));
            }
        }
        alternatives
    }
}

fn answer_kind(success: &Success<'_>, called: &str, answer: Answer) -> AnswerKind {
    let said = success.response.description.as_ref();
    AnswerKind {
        name: Name::of_variant_or(called, "Other"),
        status: success.status.to_owned(),
        answer,
        docs: Docs {
            description: said.map(|text| text.value.clone()),
            notes: vec![format!("With {}.", code(success.status))],
            ..Docs::default()
        },
    }
}
