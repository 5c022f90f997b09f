//! The operations that are told what became of leases.

use std::time::Duration;

use super::Leased;
use super::pull::Reported;
use super::pull::if_written;
use super::pull::json;
use crate::lower::operation::property_path::VisibleTypes;
use crate::model::Input;
use crate::model::LeaseEntry;
use crate::model::LeaseWarnings;
use crate::model::Name;
use crate::model::Operation;
use crate::model::RetryDelay;
use crate::model::Settling;
use crate::model::Shape;
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

/// An operation that is told, and what it is told for.
struct Told<'a> {
    written: &'a spec::Settling,
    operation: &'a Operation,
    visible: VisibleTypes<'a>,
    inputs: Vec<Input<'a>>,
    /// `ack` or `retry`.
    keyword: &'static str,
}

impl<'a> Leased<'a> {
    /// How messages that are done are told, and those to deliver again.
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

    /// One call that tells both has a list for each, and no delay of its own.
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
        let (at, message, help) = if ack.list == retry.list {
            let message = format!(
                "`{}` lists the messages that are done too",
                retry.list.wire()
            );
            let help = "name another list, or another operation";
            (&written.list.at, message, help)
        } else if let (Some(delay), Some(written)) = (delay, &written.delay) {
            let message = format!(
                "`{}` is of the whole call, which tells messages that are done too",
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
        let told = Told {
            written,
            operation,
            visible: self.visible(operation),
            inputs: self.inputs(operation),
            keyword,
        };
        let (list, item) = self.list(&told)?;
        let entry = self.entry(&told, &item);
        let delay = if_written(written.delay.as_ref(), |delay| {
            self.delay(delay, &told, &item)
        });
        let count = if_written(written.count.as_ref(), |path| {
            self.of_response(path, &told, ("a whole number", &is_count))
        });
        let warnings = if_written(written.warnings.as_ref(), |path| self.warnings(path, &told));
        let (entry, delay) = (entry.ok()?, delay.ok()?);
        self.check_entry(&told, &item, entry.as_ref(), delay.as_ref())?;
        self.check_arguments(&told, &list, delay.as_ref(), pulled)?;
        let most = list.check.and_then(|check| check.constraints.max_items);
        Some(Settled {
            settling: Settling {
                operation: operation.id.clone(),
                list: list.name.clone(),
                entry,
                delay,
                count: count.ok()?.map(|(names, _)| names),
                warnings: warnings.ok()?,
            },
            most,
        })
    }

    /// The operation of this id.
    fn operation(&mut self, id: &Text) -> Option<&'a Operation> {
        let found = self.beside.iter().find(|one| one.id == id.value);
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
        let message = format!(
            "there is no operation `{}` beside the one that pulls",
            id.value
        );
        let ids = self.beside.iter().map(|one| &one.id);
        self.report
            .mistake(Rule::InvalidExtension, place, message)
            .help("name the `operationId` of an operation of the same resource")
            .suggest(&id.value, ids);
        None
    }

    /// The input that lists leases, and the type of an item.
    fn list(&mut self, told: &Told<'a>) -> Option<(Input<'a>, Type)> {
        let name = &told.written.list;
        let list = self.input(name, &told.inputs)?;
        let Type::List(item) = list.ty else {
            let message = format!("`{}` is not a list", name.value);
            self.wrong(
                name.at.value(),
                message,
                "name the one that lists the leases: many are settled with one call",
            );
            return None;
        };
        Some((list, (**item).clone()))
    }

    /// What an item of the list has, where it is no lease itself.
    fn entry(&mut self, told: &Told<'a>, item: &Type) -> Result<Option<LeaseEntry>, Reported> {
        let (written, visible) = (told.written, told.visible);
        if written.lease.is_none() {
            return self.check_list_of_leases(told, item).map(|()| None);
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
    fn check_list_of_leases(&mut self, told: &Told<'a>, item: &Type) -> Result<(), Reported> {
        let visible = told.visible;
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
        let list = &told.written.list;
        let message = format!(
            "the items of `{}` are no texts, which could be the leases",
            list.value
        );
        self.wrong(list.at.value(), message, &help);
        Err(Reported)
    }

    /// A property of an object.
    fn property(
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
    fn delay(&mut self, name: &Text, told: &Told<'a>, item: &Type) -> Option<RetryDelay> {
        if told.keyword == "ack" {
            let message = "a message that is done is not delivered again";
            self.wrong(
                name.at.key(),
                message,
                "take `delay` out, or move it to `retry`",
            );
            return None;
        }
        let fields = told.visible.properties(item).iter();
        let properties: Vec<Input<'_>> = fields.map(Input::property).collect();
        let is_of_call = !properties
            .iter()
            .any(|input| input.name.wire() == name.value);
        let among = [properties.as_slice(), &told.inputs].concat();
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

    /// The properties that lead from the response to a value, and its type.
    fn of_response(
        &mut self,
        path: &Text,
        told: &Told<'a>,
        right: (&str, &dyn Fn(&Type) -> bool),
    ) -> Option<(Vec<Name>, Type)> {
        let Some(response) = json(&told.operation.response) else {
            let message = format!(
                "the operation has no response of JSON, with a property `{}`",
                path.value
            );
            self.wrong(
                path.at.value(),
                message,
                "take it out, or describe the response",
            );
            return None;
        };
        told.visible.follow(path, response, right, self.report)
    }

    /// What was wrong with some leases.
    fn warnings(&mut self, path: &Text, told: &Told<'a>) -> Option<LeaseWarnings> {
        let visible = told.visible;
        let is_warnings = |ty: &Type| has_warnings(visible, ty);
        let what = "a list of texts or objects, nor an object of texts by their leases";
        let (names, ty) = self.of_response(path, told, (what, &is_warnings))?;
        let written = told.written;
        let of_objects = match &ty {
            Type::List(item) => Some(item).filter(|item| ***item != Type::String),
            _ => None,
        };
        let Some(object) = of_objects else {
            return Some(LeaseWarnings {
                path: names,
                lease: None,
                number: None,
                text: None,
            });
        };
        let is_text = |ty: &Type| Self::is_text(visible, ty);
        let is_there = |name: &&Text| {
            let mut properties = visible.properties(object).iter();
            properties.any(|field| field.name.wire() == name.value)
        };
        // What identifies an item of the list may identify one of these too.
        let mut found = |name: Option<&Text>| {
            if_written(name.filter(is_there), |name| {
                self.property(name, visible, object, ("text", &is_text))
            })
        };
        let (lease, number) = (
            found(written.lease.as_ref()),
            found(written.number.as_ref()),
        );
        let text = if_written(written.text.as_ref(), |text| {
            self.property(text, visible, object, ("text", &is_string))
        });
        Some(LeaseWarnings {
            path: names,
            lease: lease.ok()?,
            number: number.ok()?,
            text: text.ok()?,
        })
    }

    /// An item is made of what is known of a lease.
    fn check_entry(
        &mut self,
        told: &Told<'a>,
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
        let mut fields = told.visible.properties(item).iter();
        let unknown = fields.find(|field| field.is_argument() && !known.contains(&&field.name));
        let Some(unknown) = unknown else {
            return Some(());
        };
        let wire = unknown.name.wire();
        let message = format!(
            "an item of `{}` needs `{wire}`, of which `{}` says nothing",
            told.written.list.value, told.keyword
        );
        let help = "`lease` is its lease, `number` its place among the others, and `delay` how long a message waits";
        self.wrong(told.written.at.key(), message, help);
        None
    }

    /// What else the operation has to be given is what the queue keeps for its pulls.
    fn check_arguments(
        &mut self,
        told: &Told<'a>,
        list: &Input<'_>,
        delay: Option<&RetryDelay>,
        pulled: &[Input<'a>],
    ) -> Option<()> {
        let delay = delay
            .filter(|delay| delay.is_of_call)
            .map(|delay| &delay.name);
        let known: Vec<&Name> = [list.name].into_iter().chain(delay).collect();
        let is_held = |one: &Input<'_>| {
            let mut pulled = pulled.iter().filter(|pulled| pulled.is_argument);
            pulled.any(|pulled| pulled.name.wire() == one.name.wire() && pulled.ty == one.ty)
        };
        let mut others = told
            .inputs
            .iter()
            .filter(|one| one.is_argument && !known.contains(&one.name));
        let Some(other) = others.find(|one| !is_held(one)) else {
            return Some(());
        };
        let message = format!(
            "`{}` needs `{}`, which the pull does not take",
            told.operation.id,
            other.name.wire()
        );
        let help = "what identifies the queue has one name and one type in all of its operations";
        self.wrong(told.written.operation.at.value(), message, help);
        None
    }
}

fn is_count(ty: &Type) -> bool {
    matches!(ty, Type::Integer(_))
}

fn is_string(ty: &Type) -> bool {
    *ty == Type::String
}

/// Whether warnings can be read from it.
fn has_warnings(visible: VisibleTypes<'_>, ty: &Type) -> bool {
    match ty {
        Type::Nullable(inner) => has_warnings(visible, inner),
        Type::Map { value, .. } => **value == Type::String,
        Type::List(item) => {
            **item == Type::String || matches!(visible.shape(item), Some(Shape::Structure(_)))
        }
        ty => match visible.shape(ty) {
            Some(Shape::Union(union)) => union.variants.iter().any(|one| has_texts(&one.ty)),
            _ => false,
        },
    }
}

/// Whether a variant is texts, by their leases or in a list.
fn has_texts(ty: &Type) -> bool {
    match ty {
        Type::Map { value, .. } => **value == Type::String,
        Type::List(item) => **item == Type::String,
        _ => false,
    }
}
