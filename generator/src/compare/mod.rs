//! What a change of a description means to the programs that use its client: the public items of both are compared, as the finished
//! models have them, and not the YAML.
//!
//! What a change means is said in one table, that of [`Aspect`]. Its grades are held against `cargo semver-checks`, where that sees
//! the change: `tests/generator/changes/`.

mod change;
mod changelog;
mod grade;
mod line;
mod rename;
mod text;

pub use change::Change;
pub use change::Nature;
pub use grade::Grade;

use semver::Version;

use crate::report::Spots;
use crate::surface::Aspect;
use crate::surface::Description;
use crate::surface::Effect;
use crate::surface::Item;
use crate::surface::Kind;
use crate::surface::Renames;
use crate::surface::Surface;
use rename::renames;

/// What a change of a description means, change by change.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The changes, the gravest first; those of one effect in the order of the document.
    pub changes: Vec<Change>,
    /// The versions of the crate, before and after.
    pub versions: [String; 2],
}

impl Comparison {
    /// The grade of all changes together; `None` where there is none.
    #[must_use]
    pub fn grade(&self) -> Option<Grade> {
        self.changes.iter().map(Change::grade).max()
    }

    /// The least version that the changes ask for, where the one of the description is less.
    #[must_use]
    pub fn wanted_version(&self) -> Option<Version> {
        let [before, after] = self.versions.each_ref().map(|one| Version::parse(one));
        let (before, after) = (before.ok()?, after.ok()?);
        let wanted = self.grade()?.next(&before);
        (after < wanted).then_some(wanted)
    }
}

/// Compares the clients that two descriptions become.
#[must_use]
pub fn compare(old: &Description, new: &Description) -> Comparison {
    let after = new.surface();
    let renames = renames(&old.surface(), &after);
    let before = Surface::of(old, &renames);
    let former = renames.into_iter().map(|(old, new)| (new, old));
    let comparing = Comparing {
        former: former.collect(),
        spots: [
            old.spots(before.items().map(|item| &item.at)),
            new.spots(both(&after, &before)),
        ],
        before: &before,
        after: &after,
    };
    let mut changes: Vec<Change> = comparing.changes();
    changes.sort_by_key(|change| std::cmp::Reverse(change.effect));
    Comparison {
        changes,
        versions: [old, new].map(|one| one.version().to_owned()),
    }
}

/// The nodes of both: where something is gone, what stood around it may still be there.
fn both<'s>(
    one: &'s Surface,
    other: &'s Surface,
) -> impl Iterator<Item = &'s crate::pointer::Pointer> {
    one.items().chain(other.items()).map(|item| &item.at)
}

/// Two surfaces, the older one in the names of the newer.
struct Comparing<'c> {
    before: &'c Surface,
    after: &'c Surface,
    /// What renamed items were called.
    former: Renames,
    spots: [Spots<'c>; 2],
}

impl Comparing<'_> {
    fn changes(&self) -> Vec<Change> {
        let gone = self
            .before
            .items()
            .filter(|item| self.after.get(&item.path).is_none());
        let gone = gone.filter(|item| is_own(item, self.after));
        let removed = gone.filter_map(|item| self.removed(item));
        let others = self
            .after
            .items()
            .filter_map(|item| match self.before.get(&item.path) {
                Some(before) => self.altered(before, item),
                None if is_own(item, self.before) => Some(self.added(item)),
                None => None,
            });
        removed.chain(others).collect()
    }

    fn removed(&self, item: &Item) -> Option<Change> {
        let lost = item.aspects().map(|(aspect, _)| aspect.lost());
        let effect = lost.max()?;
        let message = format!("removed: {}", described(item));
        Some(Change {
            nature: Nature::Removed,
            before: Some(self.spots[0].get(&item.at)),
            ..self.change(item, effect, message)
        })
    }

    /// Something new breaks nothing, unless it has to be given for what was there.
    fn added(&self, item: &Item) -> Change {
        let is_given = item.get(Aspect::Argument).is_some() && self.was_made(item);
        let effect = if is_given {
            Effect::Breaking
        } else {
            Effect::Added
        };
        Change {
            nature: Nature::Added,
            ..self.change(item, effect, format!("new {}", described(item)))
        }
    }

    /// Whether programs made what an item is a part of.
    fn was_made(&self, item: &Item) -> bool {
        let parent = item
            .parent
            .as_ref()
            .and_then(|parent| self.before.get(parent));
        parent.is_some_and(|parent| {
            parent.kind == Kind::Operation || parent.get(Aspect::Made).is_some()
        })
    }

    /// Every change of one item.
    fn altered(&self, before: &Item, after: &Item) -> Option<Change> {
        let mut changes: Vec<(Effect, String)> = Vec::new();
        if let Some(former) = self
            .former
            .get(&after.path)
            .filter(|_| self.is_renamed(after))
        {
            changes.push((Effect::Breaking, format!("renamed, before `{former}`")));
        }
        changes.extend(change::order(before, after));
        changes.extend(change::aspects(before, after, |aspect| {
            self.is_told(aspect, after)
        }));
        let effect = changes.iter().map(|(effect, _)| *effect).max()?;
        let messages: Vec<String> = changes.into_iter().map(|(_, message)| message).collect();
        let is_deprecated = |item: &Item| item.get(Aspect::Deprecated).is_some();
        Some(Change {
            is_deprecation: is_deprecated(after) && !is_deprecated(before),
            before: Some(self.spots[0].get(&before.at)),
            ..self.change(after, effect, messages.join("; "))
        })
    }

    /// Whether a type says already what is said of a part of it.
    fn is_told(&self, aspect: Aspect, part: &Item) -> bool {
        let (Some(whole), Some(parent)) = (aspect.of_whole(), &part.parent) else {
            return false;
        };
        let differs = |aspect: Aspect| {
            let has_it = |surface: &Surface| surface.get(parent)?.get(aspect).map(drop);
            has_it(self.before) != has_it(self.after)
        };
        let was_given = || self.before.get(&part.path)?.get(Aspect::Argument);
        let is_given_otherwise = aspect == Aspect::Argument && was_given().is_some();
        differs(whole) || is_given_otherwise && differs(Aspect::ByName)
    }

    /// Whether an item was renamed, and not only what it belongs to.
    fn is_renamed(&self, item: &Item) -> bool {
        let Some(former) = self.former.get(&item.path) else {
            return false;
        };
        let last = |path: &str| path.rsplit("::").next().map(str::to_owned);
        let parent = item.parent.as_ref();
        parent.is_none_or(|parent| !self.former.contains_key(parent))
            || last(former) != last(&item.path)
    }

    fn change(&self, item: &Item, effect: Effect, message: String) -> Change {
        Change {
            effect,
            nature: Nature::Altered,
            kind: item.kind,
            item: item.path.clone(),
            message,
            is_deprecation: false,
            before: None,
            after: self.spots[1].get(&item.at),
        }
    }
}

/// Whether what an item belongs to is on the other side: then it comes or goes by itself.
fn is_own(item: &Item, other: &Surface) -> bool {
    let parent = item.parent.as_ref();
    parent.is_none_or(|parent| other.get(parent).is_some())
}

/// An item that comes or goes: what it is, and what is foremost of it.
fn described(item: &Item) -> String {
    let noun = item.kind.noun();
    let foremost = [
        Aspect::Argument,
        Aspect::Setter,
        Aspect::Type,
        Aspect::Shape,
        Aspect::Request,
    ];
    let mut foremost = foremost
        .into_iter()
        .filter_map(|one| Some((one, item.get(one)?)));
    match foremost.next() {
        Some((Aspect::Argument, value)) => format!("{noun}, which has to be given: `{value}`"),
        Some((Aspect::Setter, value)) => format!("{noun}, set with {}", code(value)),
        Some((Aspect::Type, value)) => format!("{noun} of type `{value}`"),
        Some((Aspect::Shape, value)) => format!("{noun}, {value}"),
        Some((_, value)) => format!("{noun} `{value}`"),
        None => noun.to_owned(),
    }
}

/// A value as it is shown among words.
fn code(value: &str) -> String {
    if value.contains('`') {
        value.to_owned()
    } else {
        format!("`{value}`")
    }
}
