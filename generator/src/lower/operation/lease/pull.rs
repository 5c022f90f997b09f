//! The operation that pulls: where its response has messages, and what it is given.

use super::Leased;
use crate::model::Format;
use crate::model::Input;
use crate::model::Lease;
use crate::model::LeasedContent;
use crate::model::Name;
use crate::model::Response;
use crate::model::Retry;
use crate::model::Shape;
use crate::model::Type;
use crate::pointer::Place;
use crate::report::Rule;
use crate::spec::Text;

impl<'a> Leased<'a> {
    /// What it means; `None` where something is wrong with it.
    pub(super) fn lease(mut self, method: Name, queue: Name) -> Option<Lease> {
        self.check_pull()?;
        let inputs = self.inputs(self.pull);
        let (items, message) = self.items()?;
        let written = self.written;
        let visible = self.visible(self.pull);
        let is_text = |ty: &Type| Self::is_text(visible, ty);
        let lease = self.of_message(&written.lease, &message, ("text", &is_text));
        let is_count = |ty: &Type| matches!(ty, Type::Integer(_) | Type::String);
        let attempts = if_written(written.attempts.as_ref(), |path| {
            self.of_message(path, &message, ("a whole number", &is_count))
        });
        let content = self.content(&message);
        let batch_size = self.batch_size(&inputs);
        let visibility_timeout = if_written(written.visibility_timeout.as_ref(), |name| {
            self.length_of_time(name, &inputs)
        });
        let settled = self.settled(&inputs);
        let [waiting, permanent, lost] = [&written.waiting, &written.permanent, &written.lost]
            .map(|names| self.conditions(names));
        let (batch_size, (ack, retry)) = (batch_size?, settled?);
        let visibility_timeout = visibility_timeout.ok()?;
        let lists = [Some(&ack), retry.as_ref()].into_iter().flatten();
        let most = self.most(&batch_size, lists.filter_map(|settled| settled.most))?;
        self.check_held(&inputs, &batch_size, visibility_timeout.as_ref())?;
        let lease = Lease {
            method,
            queue,
            items,
            lease: lease?,
            attempts: attempts.ok()?,
            content: content.ok()?,
            batch_size: batch_size.name.clone(),
            most,
            visibility_timeout: visibility_timeout.map(|input| input.name.clone()),
            ack: ack.settling,
            retry: retry.map(|retry| retry.settling),
            waiting: waiting?,
            permanent: permanent?,
            lost: lost?,
        };
        self.check_lost(&lease)?;
        Some(lease)
    }

    /// Which of the leases of a call has ended, an error response does not say.
    fn check_lost(&mut self, lease: &Lease) -> Option<()> {
        let Some(first) = self
            .written
            .lost
            .first()
            .filter(|_| !lease.is_settled_one_by_one())
        else {
            return Some(());
        };
        let message = "conditions in which a lease has ended are those of calls that settle one";
        self.wrong(first.at.value(), message, "take `lost` out");
        None
    }

    /// A pull is no call that is retried, and not one that the compiler warns of.
    fn check_pull(&mut self) -> Option<()> {
        let (place, is_retried) = (self.written.at.key(), self.pull.retry == Retry::Idempotent);
        if is_retried {
            let message = "this pull is retried when its response was lost: each costs the messages of the queue a delivery";
            self.wrong(place, message, "add `x-retry: unsafe` to the operation");
            return None;
        }
        self.check_deprecation(self.pull.docs.deprecated, place)
    }

    pub(super) fn check_deprecation(&mut self, is_deprecated: bool, place: Place) -> Option<()> {
        if is_deprecated {
            let message = "a consumer calls no operation that is deprecated";
            self.wrong(place, message, "remove `x-lease`, or `deprecated`");
            return None;
        }
        Some(())
    }

    /// The properties that lead to the messages, and the type of a message.
    fn items(&mut self) -> Option<(Vec<Name>, Type)> {
        let visible = self.visible(self.pull);
        let at = &self.written.at;
        let Some(page) = json(&self.pull.response) else {
            let message =
                "messages are pulled from a response of JSON, which this operation does not have";
            self.wrong(at.key(), message, "describe the response with a schema");
            return None;
        };
        let is_list = |ty: &Type| matches!(ty, Type::List(_));
        let (names, list, place) = match &self.written.items {
            Some(path) => {
                let found = visible.follow(path, page, ("a list", &is_list), self.report)?;
                (found.0, found.1, path.at.value())
            }
            None if is_list(page) => (Vec::new(), page.clone(), at.key()),
            None => {
                let message =
                    "the response is no list: name the property of it that lists the messages";
                let lists = visible
                    .properties(page)
                    .iter()
                    .filter(|field| is_list(&field.ty));
                let lists: Vec<String> = lists
                    .map(|one| format!("`items: {}`", one.name.wire()))
                    .collect();
                let help = match lists.as_slice() {
                    [] => "add `items:` with the name of the property".to_owned(),
                    lists => format!("add {}", lists.join(" or ")),
                };
                self.wrong(at.key(), message, &help);
                return None;
            }
        };
        match list {
            Type::List(message) if matches!(visible.shape(&message), Some(Shape::Structure(_))) => {
                Some((names, *message))
            }
            _ => {
                let message = "the items of this list are no objects: a message has its lease beside what it holds";
                self.wrong(place, message, "describe the items with `type: object`");
                None
            }
        }
    }

    /// The properties that lead from a message to a value.
    fn of_message(
        &mut self,
        path: &Text,
        message: &Type,
        right: (&str, &dyn Fn(&Type) -> bool),
    ) -> Option<Vec<Name>> {
        let visible = self.visible(self.pull);
        let found = visible.follow(path, message, right, self.report);
        found.map(|(names, _)| names)
    }

    /// Where a message has its content, if it has one.
    fn content(&mut self, message: &Type) -> Result<Option<LeasedContent>, Reported> {
        let shape = self.visible(self.pull).shape(message);
        let is_announced = matches!(shape, Some(Shape::Structure(it)) if it.content.is_some());
        let is_content = |ty: &Type| matches!(ty, Type::String | Type::Format(Format::Base64));
        let names = if_written(self.written.content.as_ref(), |path| {
            self.of_message(path, message, ("text", &is_content))
        });
        let announced = is_announced.then_some(LeasedContent::Announced);
        names.map(|names| names.map(LeasedContent::Json).or(announced))
    }

    fn batch_size(&mut self, inputs: &[Input<'a>]) -> Option<Input<'a>> {
        let written = &self.written.batch_size;
        let input = self.input(written, inputs)?;
        if !matches!(input.ty, Type::Integer(_)) {
            let message = format!("`{}` is not a whole number", written.value);
            self.wrong(
                written.at.value(),
                message,
                "name the one that says how many messages to pull",
            );
            return None;
        }
        let constraints = input.check.map(|check| &check.constraints);
        let minimum = constraints.and_then(|it| it.minimum?.whole(f64::ceil));
        if minimum.is_some_and(|minimum| minimum > 1) {
            let message = format!(
                "`{}` cannot be 1, which a consumer asks for when one more message can be handled",
                written.value
            );
            self.wrong(
                written.at.value(),
                message,
                "take `minimum` out of its schema, if the server does with fewer",
            );
            return None;
        }
        Some(input)
    }

    /// The most messages of a pull and of a settlement: what `x-lease` says, and the constraints of what is sent.
    fn most(&mut self, batch_size: &Input<'_>, lists: impl Iterator<Item = u64>) -> Option<u32> {
        let constraints = batch_size.check.map(|check| &check.constraints);
        let maximum = constraints.and_then(|it| it.maximum?.whole(f64::floor));
        let maximum = maximum.and_then(|maximum| u64::try_from(maximum).ok());
        let pulled = self.written.most.into_iter().chain(maximum).min();
        let Some(pulled) = pulled else {
            let name = &self.written.batch_size;
            let message = format!(
                "nothing says how many messages `{}` may ask for",
                name.value
            );
            self.wrong(
                name.at.value(),
                message,
                "add `maximum` to its schema, or `most` to `x-lease`",
            );
            return None;
        };
        let most = lists.chain([pulled]).min();
        let most = most
            .and_then(|most| u32::try_from(most).ok())
            .filter(|most| *most > 0);
        if most.is_none() {
            let place = self.written.at.child("most").value();
            self.wrong(
                place,
                "a pull asks for 1 message at least, and for no more than 4,294,967,295",
                "write the most that the server gives",
            );
        }
        most
    }

    /// An input that is a length of time.
    pub(super) fn length_of_time(
        &mut self,
        name: &Text,
        inputs: &[Input<'a>],
    ) -> Option<Input<'a>> {
        let input = self.input(name, inputs)?;
        if let Type::Duration(_) = input.ty {
            return Some(input);
        }
        let message = format!("`{}` is no length of time", name.value);
        let help = "add `x-unit: seconds`, or `milliseconds`, to its schema";
        self.wrong(name.at.value(), message, help);
        None
    }

    /// What else a pull has to be given is kept by the queue: values that can be kept.
    fn check_held(
        &mut self,
        inputs: &[Input<'_>],
        batch_size: &Input<'_>,
        timeout: Option<&Input<'_>>,
    ) -> Option<()> {
        let own: Vec<&Name> = [Some(batch_size), timeout]
            .into_iter()
            .flatten()
            .map(|it| it.name)
            .collect();
        let settable = self.pull.settable_parameters();
        let mut kept = inputs.iter().chain(&settable);
        let client = kept.find(|one| one.name.rust() == "client" && !own.contains(&one.name));
        if client.is_some() {
            let message = "a queue cannot keep `client`, which is what it calls its client";
            let help = "give it another name with `x-rust-name`";
            self.wrong(self.written.at.key(), message, help);
            return None;
        }
        let mut held = inputs
            .iter()
            .filter(|one| one.is_argument && !own.contains(&one.name));
        let odd = held.find(|one| matches!(one.ty, Type::RawBody | Type::Part | Type::Multipart));
        let Some(odd) = odd else {
            return Some(());
        };
        let message = format!(
            "a queue cannot keep `{}`, which each pull is given",
            odd.name.wire()
        );
        self.wrong(
            self.written.at.key(),
            message,
            "a pull with a body of JSON can have a consumer",
        );
        None
    }

    /// The conditions of these names.
    fn conditions(&mut self, names: &[Text]) -> Option<Vec<Name>> {
        let known = self
            .envelope
            .map_or(&[][..], |envelope| &envelope.conditions);
        let mut found = Vec::new();
        for name in names {
            let condition = known.iter().find(|one| one.name.wire() == name.value);
            let Some(condition) = condition else {
                let message = format!("no condition is called `{}`", name.value);
                self.report
                    .mistake(Rule::InvalidExtension, name.at.value(), message)
                    .help("add it to the `conditions` of `x-envelope`")
                    .suggest(&name.value, known.iter().map(|one| one.name.wire()));
                return None;
            };
            found.push(condition.name.clone());
        }
        Some(found)
    }
}

/// The type of a response of JSON.
pub(super) fn json(response: &Response) -> Option<&Type> {
    match response {
        Response::Json(_)
        | Response::JsonOrEmpty(_)
        | Response::Enveloped(_)
        | Response::Unwrapped { .. } => response.value_type(),
        Response::Empty
        | Response::Value(_)
        | Response::Text
        | Response::Bytes
        | Response::EncodedBytes
        | Response::Kinds(_)
        | Response::Items(..)
        | Response::ByteParts
        | Response::Stream => None,
    }
}

/// Something that is wrong, and has been reported.
pub(super) struct Reported;

/// What is read of something that need not be written.
pub(super) fn if_written<W, T>(
    written: Option<W>,
    read: impl FnOnce(W) -> Option<T>,
) -> Result<Option<T>, Reported> {
    match written {
        None => Ok(None),
        Some(written) => read(written).map(Some).ok_or(Reported),
    }
}
