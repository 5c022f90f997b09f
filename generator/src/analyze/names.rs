//! The names of types that are used in a crate.

use std::collections::HashMap;

use crate::model::Api;
use crate::model::Body;
use crate::model::Name;
use crate::model::TakenNames;

/// The names of all types, calls, bodies, resources and queues, as files spell them, and how many have each.
pub(crate) fn used(api: &Api, taken: &TakenNames) -> HashMap<String, usize> {
    let types = api.definitions().map(|(_, one)| one.name.key());
    let calls = api.operations().map(|one| one.call.key());
    let bodies = api.operations().filter_map(|one| match &one.body {
        Body::Properties { name, .. } => Some(name.key()),
        Body::None | Body::Value { .. } => None,
    });
    let resources = api.root.all();
    let resources = resources.filter_map(|one| Some(Name::of_type(&one.ty, taken)?.key()));
    let queues = api.operations().filter_map(|one| one.lease.as_ref());
    let queues = queues.map(|lease| lease.queue.key());
    let mut used = HashMap::new();
    for name in types
        .chain(calls)
        .chain(bodies)
        .chain(resources)
        .chain(queues)
    {
        *used.entry(name).or_default() += 1;
    }
    used
}
