//! How much overlays may add to a document: an action that copies can double it, and the next one doubles that.

use serde_json::Value;

use crate::budget::Budget;

/// What is left of the budgets for overlays.
pub(in crate::input) struct Allowance {
    /// How many nodes may still be added.
    nodes: usize,
    /// How many places may still be visited.
    places: usize,
    /// How many nodes the document has, with all that was added.
    document: usize,
}

impl Allowance {
    /// Of a document as it is written.
    pub(in crate::input) fn of(document: &Value, budget: Budget) -> Self {
        let nodes = nodes(document);
        Self {
            nodes: budget.overlaid(nodes),
            places: budget.visited(nodes),
            document: nodes,
        }
    }

    /// Takes what it costs to look for the places that a path names; `false` where that is not left. A step to everything below is
    /// as if a path began at each node.
    pub(super) fn look(&mut self, path: &str) -> bool {
        let steps =
            path.matches("..").count() + path.matches('?').count() + path.matches('*').count();
        let deep = u32::try_from(steps.saturating_sub(1)).unwrap_or(u32::MAX);
        let times = 4_usize.saturating_pow(deep.saturating_sub(1));
        let visited = self.document.saturating_mul(times).max(path.len());
        take(&mut self.places, visited)
    }

    /// Takes what it costs to add a value to so many places; `false` where that is not left.
    pub(super) fn add(&mut self, value: &Value, places: usize) -> bool {
        let added = nodes(value).saturating_mul(places);
        self.document = self.document.saturating_add(added);
        take(&mut self.nodes, added)
    }
}

fn take(left: &mut usize, taken: usize) -> bool {
    let is_left = *left >= taken;
    *left = left.saturating_sub(taken);
    is_left
}

/// How many values a value is made of, itself included.
fn nodes(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(nodes).sum::<usize>(),
        Value::Object(properties) => 1 + properties.values().map(nodes).sum::<usize>(),
        _ => 1,
    }
}
