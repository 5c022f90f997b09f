//! Which rules are checked: what `x-check` asks for, and what follows from it.
//!
//! It is asked for at a place of a request, and for all that is sent there. A type that is checked in one call is checked in
//! each that sends it, since it is one type. Answers are never checked.

use std::collections::HashMap;
use std::collections::HashSet;

use indexmap::IndexMap;

use crate::analyze::slot::Holder;
use crate::analyze::slot::each_slot;
use crate::model::Api;
use crate::model::Home;
use crate::model::Resource;
use crate::model::Rule;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::pointer::Place;
use crate::pointer::Pointer;
use crate::report::diagnostic::Report;

/// Settles the rules of the API: those that are left are checked.
pub(crate) fn settle(api: &mut Api, report: &mut Report) {
    let mut slots = Vec::new();
    each_slot(api, &mut |holder, rule, ty| {
        slots.push(Slot::new(holder, rule.as_deref(), ty));
    });
    let asked = asked(&slots);
    let checked = checked(&slots, &asked);
    let mut said = Said::default();
    each_slot(api, &mut |holder, rule, ty| {
        let slot = Slot::new(holder, rule.as_deref(), ty);
        let mut settled = rule.take().unwrap_or_default();
        let is_asked = asked.contains(holder);
        settle_rule(&mut settled, is_asked, &mut said);
        if slot.is_open() && slot.target.is_some_and(|target| checked.contains(&target)) {
            follow(&mut settled);
        }
        *rule = (!settled.is_empty()).then_some(settled);
    });
    mark(&mut api.types, None, &checked);
    mark_in(&mut api.root, &checked);
    api.checked = said.checked.into_values().collect();
    warn(said.unchecked, report);
}

/// What the document says of limits where checks are asked for, each keyword once.
#[derive(Default)]
struct Said {
    checked: IndexMap<String, Pointer>,
    unchecked: IndexMap<String, Place>,
}

/// A place of a request, with what matters here.
struct Slot {
    holder: Holder,
    /// The type that the value is, or is made of.
    target: Option<Holder>,
    /// What is asked for of the type.
    asked: Option<bool>,
    /// Whether limits are set and asked for at the place itself.
    has_limits: bool,
}

impl Slot {
    fn new(holder: &Holder, rule: Option<&Rule>, ty: &Type) -> Self {
        let target = ty.named().map(|reference| match reference.home {
            Home::Shared => (None, reference.name.clone()),
            Home::Operation => (holder.0, reference.name.clone()),
        });
        Self {
            holder: holder.clone(),
            target,
            asked: rule.and_then(innermost),
            has_limits: rule.is_some_and(Rule::has_limits),
        }
    }

    /// Whether the type is checked here, if it is checked at all.
    fn is_open(&self) -> bool {
        self.asked != Some(false)
    }
}

/// What is asked for of the innermost elements.
fn innermost(rule: &Rule) -> Option<bool> {
    let elements = rule.elements.as_ref();
    elements.and_then(|rule| innermost(rule)).or(rule.asked)
}

/// The types of which checks are asked, where they stand or further out.
fn asked(slots: &[Slot]) -> HashSet<Holder> {
    let mut held: HashMap<&Holder, Vec<&Slot>> = HashMap::new();
    for slot in slots {
        held.entry(&slot.holder).or_default().push(slot);
    }
    let begin = slots.iter().filter(|slot| slot.asked == Some(true));
    let mut open: Vec<&Holder> = begin.filter_map(|slot| slot.target.as_ref()).collect();
    let mut asked = HashSet::new();
    while let Some(holder) = open.pop() {
        if asked.insert(holder.clone()) {
            let within = held.get(holder).into_iter().flatten();
            let within = within.filter(|slot| slot.is_open());
            open.extend(within.filter_map(|slot| slot.target.as_ref()));
        }
    }
    asked
}

/// The types that have something to check, or are made of one that has.
fn checked(slots: &[Slot], asked: &HashSet<Holder>) -> HashSet<Holder> {
    let mut holders: HashMap<&Holder, Vec<&Holder>> = HashMap::new();
    for slot in slots.iter().filter(|slot| slot.is_open()) {
        if let Some(target) = &slot.target {
            holders.entry(target).or_default().push(&slot.holder);
        }
    }
    let is_checked = |slot: &&Slot| {
        slot.has_limits && slot.asked.unwrap_or_else(|| asked.contains(&slot.holder))
    };
    let begin = slots.iter().filter(is_checked);
    let mut open: Vec<&Holder> = begin.map(|slot| &slot.holder).collect();
    let mut checked = HashSet::new();
    while let Some(holder) = open.pop() {
        if checked.insert(holder.clone()) {
            open.extend(holders.get(holder).into_iter().flatten());
        }
    }
    checked
}

/// Keeps the limits that are asked for, and notes which they are, and what nothing checks.
fn settle_rule(rule: &mut Rule, is_asked: bool, said: &mut Said) {
    let is_asked = rule.asked.take().unwrap_or(is_asked);
    let (places, unchecked) = (
        std::mem::take(&mut rule.places),
        std::mem::take(&mut rule.unchecked),
    );
    if is_asked {
        let named = places
            .into_iter()
            .map(|place| (place.pointer.to_string(), place.pointer));
        said.checked.extend(named);
        let named = unchecked
            .into_iter()
            .map(|place| (place.pointer.to_string(), place));
        said.unchecked.extend(named);
    } else {
        rule.limits.clear();
    }
    if let Some(elements) = &mut rule.elements {
        settle_rule(elements, is_asked, said);
    }
    rule.elements.take_if(|elements| elements.is_empty());
}

/// Has the type of the value checked, where the elements are looked at anyway.
fn follow(rule: &mut Rule) {
    match &mut rule.elements {
        Some(elements) => follow(elements),
        None => rule.is_followed = true,
    }
}

fn mark(types: &mut [TypeDefinition], operation: Option<usize>, checked: &HashSet<Holder>) {
    for definition in types {
        let holder = (operation, definition.name.rust().to_owned());
        definition.is_checked = definition.usage.request && checked.contains(&holder);
    }
}

fn mark_in(resource: &mut Resource, checked: &HashSet<Holder>) {
    for operation in &mut resource.operations {
        mark(&mut operation.types, Some(operation.position), checked);
    }
    for resource in &mut resource.resources {
        mark_in(resource, checked);
    }
}

/// Says what is not checked though it is asked for.
fn warn(unchecked: IndexMap<String, Place>, report: &mut Report) {
    for place in unchecked.into_values() {
        let keyword = place.pointer.tokens().last().copied().unwrap_or_default();
        let (message, help) = match keyword {
            "pattern" => (
                "`x-check` checks a pattern that is a set of characters, such as `^[a-z0-9]+$`: this one is documented only",
                "check it in the program; lengths go into `minLength` and `maxLength`",
            ),
            "multipleOf" => (
                "`x-check` has whole numbers checked for whole factors: this one is documented only",
                "write a whole factor, or take it out",
            ),
            _ => (
                "`x-check` checks neither files nor values of any type: this limit is documented only",
                "say the `type` of the value; of a file, check it in the program",
            ),
        };
        report.warning(place, message).help(help);
    }
}
