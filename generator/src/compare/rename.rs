//! Items that are called otherwise: the same place in the document, the same property of the same object, the same request, the
//! same properties.

use std::collections::HashMap;
use std::collections::HashSet;

use crate::surface::Item;
use crate::surface::Kind;
use crate::surface::Renames;
use crate::surface::Surface;

/// The fewest parts by which a type is known again: smaller ones are alike by chance.
const FEWEST_PARTS: usize = 2;

/// What tells an item from all others, whatever it is called in Rust.
#[derive(PartialEq, Eq, Hash)]
enum Identity {
    /// Where it stands in the document.
    Place(Kind, String),
    /// What it is called on the wire, in the item of this path.
    Wire(Kind, Option<String>, String),
    /// What is said of it, and of its parts.
    Content(String),
}

/// The items of `old` that have another path in `new`.
pub(super) fn renames(old: &Surface, new: &Surface) -> Renames {
    let (old_parts, new_parts) = (Parts::of(old), Parts::of(new));
    let mut unknown: HashMap<Identity, &str> = HashMap::new();
    for item in new.items().filter(|item| old.get(&item.path).is_none()) {
        for identity in new_parts.identities(item, item.parent.clone()) {
            unknown.entry(identity).or_insert(&item.path);
        }
    }
    let mut renames = Renames::new();
    let mut taken: HashSet<String> = HashSet::new();
    // An item comes before its parts, which follow it.
    for item in old.items() {
        let around = item.parent.as_ref();
        let around = around.map(|old| (old, renames.get(old).unwrap_or(old).clone()));
        let followed = around.as_ref().and_then(|(old, now)| {
            let rest = item.path.strip_prefix(old.as_str())?;
            Some(format!("{now}{rest}"))
        });
        let path = followed.unwrap_or_else(|| item.path.clone());
        let now = if new.get(&path).is_some() {
            Some(path)
        } else {
            let mut identities = old_parts.identities(item, around.map(|(_, now)| now));
            let known = identities.find_map(|identity| {
                let path = unknown.get(&identity).copied();
                path.filter(|path| !taken.contains(*path))
            });
            known.map(str::to_owned)
        };
        if let Some(now) = now.filter(|path| *path != item.path) {
            taken.insert(now.clone());
            renames.insert(item.path.clone(), now);
        }
    }
    renames
}

/// The parts of each item, by its path.
struct Parts<'s>(HashMap<&'s str, Vec<&'s Item>>);

impl<'s> Parts<'s> {
    fn of(surface: &'s Surface) -> Self {
        let mut parts: HashMap<&str, Vec<&Item>> = HashMap::new();
        for item in surface.items() {
            if let Some(parent) = &item.parent {
                parts.entry(parent).or_default().push(item);
            }
        }
        Self(parts)
    }

    /// What tells an item from others, that belongs to `parent`.
    fn identities(
        &self,
        item: &Item,
        parent: Option<String>,
    ) -> impl Iterator<Item = Identity> + use<> {
        let place = (item.is_known_by_place).then(|| item.at.to_string());
        let place = place.map(|place| Identity::Place(item.kind, place));
        let is_a_part = matches!(
            item.kind,
            Kind::Field | Kind::Input | Kind::Variant | Kind::Setting
        );
        let wire = is_a_part.then(|| Identity::Wire(item.kind, parent, item.wire.clone()));
        place.into_iter().chain(wire).chain(self.content(item))
    }

    /// All that is said of a type, but for its name and its docs.
    fn content(&self, ty: &Item) -> Option<Identity> {
        let parts = self.0.get(ty.path.as_str());
        let parts = parts.filter(|parts| ty.kind == Kind::Type && parts.len() >= FEWEST_PARTS)?;
        let described = |item: &Item, name: &str| {
            let aspects = item.aspects().filter(|(aspect, _)| !aspect.is_docs());
            format!("{name}: {:?}\n", aspects.collect::<Vec<_>>())
        };
        let parts = parts.iter().map(|part| described(part, &part.wire));
        Some(Identity::Content(
            described(ty, "") + &parts.collect::<String>(),
        ))
    }
}
