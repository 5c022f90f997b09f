//! One change of a client.

use serde::Serialize;

use crate::compare::Grade;
use crate::compare::code;
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
    /// Something of it changed.
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

/// How the aspects of an item changed, but for what `is_told` elsewhere. Docs go without saying where something else does.
pub(super) fn aspects(
    before: &Item,
    after: &Item,
    is_told: impl Fn(Aspect) -> bool,
) -> Vec<(Effect, String)> {
    let mut changes: Vec<(Aspect, Effect, String)> = Vec::new();
    for (aspect, old) in before.aspects() {
        if after.get(aspect).is_none() {
            changes.push((aspect, aspect.lost(), message(aspect, Some(old), None)));
        }
    }
    for (aspect, new) in after.aspects() {
        let old = before.get(aspect);
        if old != Some(new) {
            let effect = old.map_or_else(|| gained(aspect, after), |_| aspect.altered());
            changes.push((aspect, effect, message(aspect, old, Some(new))));
        }
    }
    let follows = |aspect: Aspect| {
        let cause = aspect.follows();
        cause.is_some_and(|cause| before.get(cause) != after.get(cause))
    };
    changes.retain(|(aspect, ..)| !follows(*aspect) && !is_told(*aspect));
    let says_more = changes.iter().any(|(aspect, ..)| !aspect.is_docs());
    changes.retain(|(aspect, ..)| !says_more || !aspect.is_docs());
    let changes = changes.into_iter();
    changes
        .map(|(_, effect, message)| (effect, message))
        .collect()
}

/// What it means that an item has something now. A variant that held nothing is matched otherwise.
fn gained(aspect: Aspect, item: &Item) -> Effect {
    match (aspect, item.kind) {
        (Aspect::Type, Kind::Variant | Kind::Webhook) => Effect::Breaking,
        _ => aspect.gained(),
    }
}

fn message(aspect: Aspect, old: Option<&str>, new: Option<&str>) -> String {
    let one = |value: &str| match value {
        "" => aspect.one().to_owned(),
        value => format!("{} {}", aspect.one(), code(value)),
    };
    match (aspect, old, new) {
        (Aspect::Docs, ..) => "described otherwise".to_owned(),
        (Aspect::Notes, Some(old), Some(new)) => {
            format!("documented as \"{new}\", before \"{old}\"")
        }
        (Aspect::Notes, None, Some(new)) => format!("documented as \"{new}\""),
        (Aspect::Notes, Some(old), None) => format!("no longer documented as \"{old}\""),
        (_, Some(old), Some(new)) => {
            format!("{} {}, before {}", aspect.noun(), code(new), code(old))
        }
        (_, None, Some(new)) => format!("now has {}", one(new)),
        (_, Some(old), None) => format!("no longer has {}", one(old)),
        (_, None, None) => String::new(),
    }
}
