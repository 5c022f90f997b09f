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
    let after = Surface::of(new, &Renames::new());
    let renames = renames(&Surface::of(old, &Renames::new()), &after);
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
        let gone = gone.filter(|item| self.is_own(item, self.after));
        let removed = gone.filter_map(|item| self.removed(item));
        let others = self
            .after
            .items()
            .filter_map(|item| match self.before.get(&item.path) {
                Some(before) => self.altered(before, item),
                None if self.is_own(item, self.before) => self.added(item),
                None => None,
            });
        removed.chain(others).collect()
    }

    /// Whether what an item belongs to is on the other side: then it comes or goes by itself.
    fn is_own(&self, item: &Item, other: &Surface) -> bool {
        let parent = item.parent.as_ref();
        parent.is_none_or(|parent| other.get(parent).is_some())
    }

    fn removed(&self, item: &Item) -> Option<Change> {
        let lost = item.aspects().map(|(aspect, _)| aspect.lost());
        let effect = lost.max()?;
        let message = format!("removed: {}", described(item, Aspect::lost));
        Some(Change {
            nature: Nature::Removed,
            before: Some(self.spots[0].get(&item.at)),
            ..self.change(item, effect, message)
        })
    }

    fn added(&self, item: &Item) -> Option<Change> {
        let gained = item.aspects().map(|(aspect, _)| aspect.gained());
        let effect = gained.max()?;
        let message = format!("new {}", described(item, Aspect::gained));
        Some(Change {
            nature: Nature::Added,
            ..self.change(item, effect, message)
        })
    }

    /// Everything that is said otherwise of an item.
    fn altered(&self, before: &Item, after: &Item) -> Option<Change> {
        let mut said: Vec<(Effect, String)> = Vec::new();
        if let Some(former) = self
            .former
            .get(&after.path)
            .filter(|_| self.is_renamed(after))
        {
            said.push((Effect::Breaking, format!("renamed, before `{former}`")));
        }
        said.extend(change::order(before, after));
        said.extend(change::aspects(before, after));
        let effect = said.iter().map(|(effect, _)| *effect).max()?;
        let messages: Vec<String> = said.into_iter().map(|(_, message)| message).collect();
        let is_deprecated = |item: &Item| item.get(Aspect::Deprecated).is_some();
        Some(Change {
            is_deprecation: is_deprecated(after) && !is_deprecated(before),
            before: Some(self.spots[0].get(&before.at)),
            ..self.change(after, effect, messages.join("; "))
        })
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

/// An item that comes or goes: what it is, and the gravest that is to say of it.
fn described(item: &Item, effect: impl Fn(Aspect) -> Effect) -> String {
    let noun = item.kind.noun();
    let silent = [
        Aspect::Wire,
        Aspect::Item,
        Aspect::Form,
        Aspect::Request,
        Aspect::Docs,
    ];
    let gravest = item.aspects().map(|(aspect, _)| effect(aspect)).max();
    let mut grave = item.aspects().filter(|(aspect, value)| {
        Some(effect(*aspect)) == gravest && !silent.contains(aspect) && !value.is_empty()
    });
    let request = item.get(Aspect::Item).filter(|request| !request.is_empty());
    match (request, grave.next()) {
        (Some(request), _) => format!("{noun} `{request}`"),
        (None, Some((Aspect::Type, value))) => format!("{noun} of type `{value}`"),
        (None, Some((aspect, value))) => format!("{noun}: {} `{value}`", aspect.noun()),
        (None, None) => noun.to_owned(),
    }
}
