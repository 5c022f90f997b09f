//! Items that are called otherwise: the same place in the document, the same property of the same object, the same request.

use std::collections::HashMap;

use crate::surface::Item;
use crate::surface::Kind;
use crate::surface::Renames;
use crate::surface::Surface;

/// What tells an item from all others, whatever it is called in Rust.
#[derive(PartialEq, Eq, Hash)]
enum Identity {
    /// Where it stands in the document.
    Place(Kind, String),
    /// What it is called on the wire, in the item of this path.
    Wire(Kind, Option<String>, String),
}

/// The items of `old` that have another path in `new`.
pub(super) fn renames(old: &Surface, new: &Surface) -> Renames {
    let mut unknown: HashMap<Identity, &str> = HashMap::new();
    for item in new.items().filter(|item| old.get(&item.path).is_none()) {
        for identity in identities(item, item.parent.clone()) {
            unknown.entry(identity).or_insert(&item.path);
        }
    }
    let mut renames = Renames::new();
    // An item comes before its parts, which follow it.
    for item in old.items() {
        let parent = item.parent.as_ref();
        let moved = parent.and_then(|parent| Some((parent, renames.get(parent)?)));
        let moved = moved.map(|(parent, there)| (parent.len(), there.clone()));
        if let Some((length, there)) = &moved {
            let follows = item
                .path
                .get(*length..)
                .map(|rest| format!("{there}{rest}"));
            if let Some(follows) = follows.filter(|path| new.get(path).is_some()) {
                renames.insert(item.path.clone(), follows);
                continue;
            }
        }
        if new.get(&item.path).is_some() {
            continue;
        }
        let parent = moved
            .map(|(_, there)| there)
            .or_else(|| item.parent.clone());
        let mut identities = identities(item, parent);
        if let Some(path) = identities.find_map(|identity| unknown.remove(&identity)) {
            renames.insert(item.path.clone(), path.to_owned());
        }
    }
    renames
}

fn identities(item: &Item, parent: Option<String>) -> impl Iterator<Item = Identity> {
    let place = (item.is_known_by_place).then(|| Identity::Place(item.kind, item.at.to_string()));
    let is_a_part = matches!(
        item.kind,
        Kind::Field | Kind::Input | Kind::Variant | Kind::Setting
    );
    let wire = is_a_part.then(|| Identity::Wire(item.kind, parent, item.wire.clone()));
    place.into_iter().chain(wire)
}
