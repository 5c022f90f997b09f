//! One change of a client.

use serde::Serialize;

use crate::compare::Grade;
use crate::report::Spot;
use crate::surface::Aspect;
use crate::surface::Effect;
use crate::surface::Item;
use crate::surface::Kind;

/// What became of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nature {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// Something is said otherwise of it.
    Altered,
}

/// One change of a client, and where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What it means to a program.
    pub effect: Effect,
    /// What became of the item.
    pub nature: Nature,
    /// What the item is.
    pub kind: Kind,
    /// The path of the item.
    pub item: String,
    /// What changed.
    pub message: String,
    /// Whether programs are advised against the item now.
    pub is_deprecation: bool,
    /// Where the item stands in the older description; `None` where that has it not.
    pub before: Option<Spot>,
    /// Where it stands in the newer one, or what is left of what stood around it.
    pub after: Spot,
}

impl Change {
    /// How grave it is.
    #[must_use]
    pub fn grade(&self) -> Grade {
        Grade::of(self.effect)
    }
}

/// Whether what has to be given for both has another order: then arguments are swapped, perhaps unseen.
pub(super) fn order(before: &Item, after: &Item) -> Option<(Effect, String)> {
    let common = |one: &Item, other: &Item| -> Vec<String> {
        let arguments = one.arguments.iter();
        arguments
            .filter(|name| other.arguments.contains(name))
            .cloned()
            .collect()
    };
    let (old, new) = (common(before, after), common(after, before));
    (old != new).then(|| {
        let [old, new] = [old, new].map(|names| names.join("`, `"));
        (
            Effect::Breaking,
            format!("arguments in another order: `{new}`, before `{old}`"),
        )
    })
}

/// What is said otherwise of an item. Docs go without saying where something else does.
pub(super) fn aspects(before: &Item, after: &Item) -> Vec<(Effect, String)> {
    let lost = before
        .aspects()
        .filter(|(aspect, _)| after.get(*aspect).is_none());
    let lost = lost.map(|(aspect, old)| (aspect, aspect.lost(), message(aspect, Some(old), None)));
    let others = after.aspects().filter_map(|(aspect, new)| {
        let old = before.get(aspect);
        let effect = match old {
            None => aspect.gained(),
            Some(old) if old != new => aspect.altered(),
            Some(_) => return None,
        };
        Some((aspect, effect, message(aspect, old, Some(new))))
    });
    let mut said: Vec<(Aspect, Effect, String)> = lost.chain(others).collect();
    let is_docs = |aspect: Aspect| matches!(aspect, Aspect::Docs | Aspect::Notes | Aspect::Default);
    let says_more = said.iter().any(|(aspect, ..)| !is_docs(*aspect));
    said.retain(|(aspect, ..)| !says_more || !is_docs(*aspect));
    let said = said.into_iter();
    said.map(|(_, effect, message)| (effect, message)).collect()
}

fn message(aspect: Aspect, old: Option<&str>, new: Option<&str>) -> String {
    let one = |value: &str| match value {
        "" => aspect.one().to_owned(),
        value => format!("{} `{value}`", aspect.one()),
    };
    match (aspect, old, new) {
        (Aspect::Docs, ..) => "described otherwise".to_owned(),
        (Aspect::Notes, Some(old), Some(new)) => {
            format!("documented as \"{new}\", before \"{old}\"")
        }
        (Aspect::Notes, None, Some(new)) => format!("documented as \"{new}\""),
        (Aspect::Notes, Some(old), None) => format!("no longer documented as \"{old}\""),
        (_, Some(old), Some(new)) => format!("{} `{new}`, before `{old}`", aspect.noun()),
        (_, None, Some(new)) => format!("now has {}", one(new)),
        (_, Some(old), None) => format!("no longer has {}", one(old)),
        (_, None, None) => String::new(),
    }
}
