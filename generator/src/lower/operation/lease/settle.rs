//! The operations that settle leases.

use std::time::Duration;

use super::Leased;
use super::pull::Reported;
use super::pull::if_written;
use crate::lower::operation::property_path::VisibleTypes;
use crate::model::Home;
use crate::model::Input;
use crate::model::LeaseEntry;
use crate::model::Name;
use crate::model::Operation;
use crate::model::RetryDelay;
use crate::model::SettledLeases;
use crate::model::Settling;
use crate::model::Type;
use crate::model::Unit;
use crate::report::Rule;
use crate::spec;
use crate::spec::Text;

/// How leases are settled, and how many at once at the most, where a schema says so.
pub(super) struct Settled {
    pub(super) settling: Settling,
    pub(super) most: Option<u64>,
}

/// An operation that settles leases, and of which messages.
pub(super) struct SettlingCall<'a> {
    pub(super) written: &'a spec::Settling,
    pub(super) operation: &'a Operation,
    pub(super) visible: VisibleTypes<'a>,
    inputs: Vec<Input<'a>>,
    /// `ack` or `retry`.
    keyword: &'static str,
}

impl<'a> Leased<'a> {
    /// How messages that are done are settled, and those to deliver again.
    pub(super) fn settled(&mut self, pulled: &[Input<'a>]) -> Option<(Settled, Option<Settled>)> {
        let written = self.written;
        let ack = written.ack.as_ref();
        let ack = ack.and_then(|ack| self.settling(ack, "ack", pulled));
        let retry = if_written(written.retry.as_ref(), |retry| {
            self.settling(retry, "retry", pulled)
        });
        let (ack, retry) = (ack?, retry.ok()?);
        if let (Some(retry), Some(written)) = (&retry, &written.retry) {
            self.check_call_of_both(&ack.settling, &retry.settling, written)?;
        }
        Some((ack, retry))
    }

    /// One call that settles both has a list for each, and no delay of its own.
    fn check_call_of_both(
        &mut self,
        ack: &Settling,
        retry: &Settling,
        written: &spec::Settling,
    ) -> Option<()> {
        if ack.operation != retry.operation {
            return Some(());
        }
        let delay = retry.delay.as_ref().filter(|delay| delay.is_of_call);
        let lists = [ack, retry].map(|settling| settling.list());
        let (at, message, help) = if let [Some(ack), Some(retry)] = lists
            && ack == retry
        {
            let message = format!("`{}` lists the messages that are done too", retry.wire());
            let help = "name another list, or another operation";
            let at = written.list.as_ref().map_or(&written.at, |list| &list.at);
            (at, message, help)
        } else if lists.contains(&None) {
            let message = format!(
                "`{}` settles one lease with a call, which cannot say both that a message is done and that it is to be delivered again",
                retry.operation
            );
            (&written.operation.at, message, "name another operation")
        } else if let (Some(delay), Some(written)) = (delay, &written.delay) {
            let message = format!(
                "`{}` is of the whole call, which settles messages that are done too",
                delay.name.wire()
            );
            let help = "name a property of an item of the list";
            (&written.at, message, help)
        } else {
            return Some(());
        };
        self.wrong(at.value(), message, help);
        None
    }

    /// How leases are settled; `pulled` is what a pull is given.
    fn settling(
        &mut self,
        written: &'a spec::Settling,
        keyword: &'static str,
        pulled: &[Input<'a>],
    ) -> Option<Settled> {
        let operation = self.operation(&written.operation)?;
        let call = SettlingCall {
            written,
            operation,
            visible: self.visible(operation),
            inputs: self.inputs(operation),
            keyword,
        };
        let (input, item) = match &written.list {
            Some(list) => self
                .list(list, &call)
                .map(|(list, item)| (list, Some(item)))?,
            None => (self.one(&call)?, None),
        };
        let name = input.name.clone();
        let leases = match &item {
            Some(item) => self
                .entry(&call, item)
                .map(|entry| SettledLeases::List { list: name, entry }),
            None => Ok(SettledLeases::One(name)),
        };
        let delay = if_written(written.delay.as_ref(), |delay| {
            self.delay(delay, &call, item.as_ref())
        });
        let outcome = self.outcome(&call);
        let (leases, delay) = (leases.ok()?, delay.ok()?);
        if let Some(item) = &item {
            self.check_entry(&call, item, leases.entry(), delay.as_ref())?;
        }
        self.check_arguments(&call, &input, delay.as_ref(), pulled)?;
        let (count, warnings) = outcome.ok()?;
        Some(Settled {
            settling: Settling {
                operation: operation.id.clone(),
                leases,
                delay,
                count,
                warnings,
            },
            most: input.check.and_then(|check| check.constraints.max_items),
        })
    }

    /// The operation of this id.
    fn operation(&mut self, id: &Text) -> Option<&'a Operation> {
        let found = self.root.all_operations().find(|one| one.id == id.value);
        let place = id.at.value();
        if let Some(operation) = found {
            self.check_deprecation(operation.docs.deprecated, place)?;
            return Some(operation);
        }
        if self.is_part {
            let message = format!(
                "`{}` is not among the operations that are generated, so that there is no consumer",
                id.value
            );
            self.report
                .warning(Rule::InvalidExtension, place, message)
                .help("generate it too");
            return None;
        }
        let message = format!("there is no operation `{}`", id.value);
        let ids = self.root.all_operations().map(|one| &one.id);
        self.report
            .mistake(Rule::InvalidExtension, place, message)
            .help("name the `operationId` of an operation")
            .suggest(&id.value, ids);
        None
    }

    /// The input that lists leases, and the type of an item.
    fn list(&mut self, name: &Text, call: &SettlingCall<'a>) -> Option<(Input<'a>, Type)> {
        let list = self.input(name, &call.inputs)?;
        let Type::List(item) = list.ty else {
            let message = format!("`{}` is not a list", name.value);
            let help = "name the one that lists the leases; where a call settles one alone, name that with `lease`";
            self.wrong(name.at.value(), message, help);
            return None;
        };
        Some((list, (**item).clone()))
    }

    /// The input that is the one lease of a call.
    fn one(&mut self, call: &SettlingCall<'a>) -> Option<Input<'a>> {
        let written = call.written;
        let Some(name) = &written.lease else {
            let message = format!("`{}` does not say which leases are settled", call.keyword);
            let help =
                "name the list of them with `list`, or with `lease` the one that a call settles";
            self.wrong(written.at.key(), message, help);
            return None;
        };
        let of_many = [
            &written.number,
            &written.count,
            &written.warnings,
            &written.text,
        ];
        if let Some(odd) = of_many.into_iter().flatten().next() {
            let message = "a call that settles one lease says by its status what came of it";
            let help = "take this out, or name the list of leases with `list`";
            self.wrong(odd.at.key(), message, help);
            return None;
        }
        let lease = self.input(name, &call.inputs)?;
        if Self::takes_lease(call.visible, lease.ty) {
            return Some(lease);
        }
        let message = format!("`{}` is not text that is sent as it comes", name.value);
        let help = "name the one that is the lease, or with `list` the one that lists leases";
        self.wrong(name.at.value(), message, help);
        None
    }

    /// What an item of the list has, where it is no lease itself.
    fn entry(
        &mut self,
        call: &SettlingCall<'a>,
        item: &Type,
    ) -> Result<Option<LeaseEntry>, Reported> {
        let (written, visible) = (call.written, call.visible);
        if written.lease.is_none() {
            return self.check_list_of_leases(call, item).map(|()| None);
        }
        let takes_lease = |ty: &Type| Self::takes_lease(visible, ty);
        let lease = if_written(written.lease.as_ref(), |lease| {
            let right = ("text that is sent as it comes", &takes_lease as _);
            self.property(lease, visible, item, right)
        });
        let number = if_written(written.number.as_ref(), |number| {
            self.property(number, visible, item, ("text", &is_string))
        });
        let (lease, number) = (lease?, number?);
        Ok(lease.map(|lease| LeaseEntry { lease, number }))
    }

    /// Where `x-lease` names no property of the items, they are the leases.
    fn check_list_of_leases(
        &mut self,
        call: &SettlingCall<'a>,
        item: &Type,
    ) -> Result<(), Reported> {
        let visible = call.visible;
        if Self::takes_lease(visible, item) {
            return Ok(());
        }
        let fields = visible.properties(item).iter();
        let texts = fields.filter(|field| Self::takes_lease(visible, &field.ty));
        let texts: Vec<String> = texts
            .map(|field| format!("`lease: {}`", field.name.wire()))
            .collect();
        let help = match texts.as_slice() {
            [] => "name a list of texts, or of objects with a text that is the lease".to_owned(),
            texts => format!(
                "name the property that is the lease: {}",
                texts.join(" or ")
            ),
        };
        if let Some(list) = &call.written.list {
            let message = format!(
                "the items of `{}` are no texts, which could be the leases",
                list.value
            );
            self.wrong(list.at.value(), message, &help);
        }
        Err(Reported)
    }

    /// A property of an object.
    pub(super) fn property(
        &mut self,
        name: &Text,
        visible: VisibleTypes<'_>,
        object: &Type,
        right: (&str, &dyn Fn(&Type) -> bool),
    ) -> Option<Name> {
        let whole = |ty: &Type| right.1(ty);
        let (mut names, _) = visible.follow(name, object, (right.0, &whole), self.report)?;
        let found = names.pop();
        if names.is_empty() {
            return found;
        }
        let message = format!("`{}` is not a property of the item itself", name.value);
        self.wrong(name.at.value(), message, "name one without `/`");
        None
    }

    /// What says how long a message waits: a property of an item, or an input of the call.
    fn delay(
        &mut self,
        name: &Text,
        call: &SettlingCall<'a>,
        item: Option<&Type>,
    ) -> Option<RetryDelay> {
        if call.keyword == "ack" {
            let message = "a message that is done is not delivered again";
            self.wrong(
                name.at.key(),
                message,
                "take `delay` out, or move it to `retry`",
            );
            return None;
        }
        let fields = item
            .into_iter()
            .flat_map(|item| call.visible.properties(item));
        let properties: Vec<Input<'_>> = fields.map(Input::property).collect();
        let is_of_call = !properties
            .iter()
            .any(|input| input.name.wire() == name.value);
        let among = [properties.as_slice(), &call.inputs].concat();
        let input = self.length_of_time(name, &among)?;
        let constraints = input.check.map(|check| &check.constraints);
        let longest = constraints.and_then(|it| it.maximum?.whole(f64::floor));
        let longest = longest.and_then(|longest| u64::try_from(longest).ok());
        let in_unit = |longest| match input.ty {
            Type::Duration(Unit::Milliseconds) => Duration::from_millis(longest),
            _ => Duration::from_secs(longest),
        };
        Some(RetryDelay {
            name: input.name.clone(),
            is_of_call,
            longest: longest.map(in_unit),
        })
    }

    /// An item is made of what is known of a lease.
    fn check_entry(
        &mut self,
        call: &SettlingCall<'a>,
        item: &Type,
        entry: Option<&LeaseEntry>,
        delay: Option<&RetryDelay>,
    ) -> Option<()> {
        let Some(entry) = entry else {
            return Some(());
        };
        let delay = delay
            .filter(|delay| !delay.is_of_call)
            .map(|delay| &delay.name);
        let known: Vec<&Name> = [&entry.lease]
            .into_iter()
            .chain(&entry.number)
            .chain(delay)
            .collect();
        let mut fields = call.visible.properties(item).iter();
        let unknown = fields.find(|field| field.is_argument() && !known.contains(&&field.name));
        let Some(unknown) = unknown else {
            return Some(());
        };
        let wire = unknown.name.wire();
        let message = format!(
            "an item of the list needs `{wire}`, of which `{}` says nothing",
            call.keyword
        );
        let help = "`lease` is its lease, `number` its place among the others, and `delay` how long a message waits";
        self.wrong(call.written.at.key(), message, help);
        None
    }

    /// What else the operation has to be given is what the queue keeps for its pulls.
    fn check_arguments(
        &mut self,
        call: &SettlingCall<'a>,
        leases: &Input<'_>,
        delay: Option<&RetryDelay>,
        pulled: &[Input<'a>],
    ) -> Option<()> {
        let delay = delay
            .filter(|delay| delay.is_of_call)
            .map(|delay| &delay.name);
        let known: Vec<&Name> = [leases.name].into_iter().chain(delay).collect();
        let is_beside = self.beside.iter().any(|one| one.id == call.operation.id);
        let is_held = |one: &Input<'_>| {
            let mut references = one.ty.references();
            let is_known = is_beside || references.all(|one| one.home == Home::Shared);
            let mut pulled = pulled
                .iter()
                .filter(|pulled| pulled.is_argument && is_known);
            pulled.any(|pulled| pulled.name.wire() == one.name.wire() && pulled.ty == one.ty)
        };
        let mut others = call
            .inputs
            .iter()
            .filter(|one| one.is_argument && !known.contains(&one.name));
        let Some(other) = others.find(|one| !is_held(one)) else {
            return Some(());
        };
        let message = format!(
            "`{}` needs `{}`, which the pull does not take",
            call.operation.id,
            other.name.wire()
        );
        let help = "what identifies the queue has one name and one type in all of its operations";
        self.wrong(call.written.operation.at.value(), message, help);
        None
    }
}

pub(super) fn is_string(ty: &Type) -> bool {
    *ty == Type::String
}
