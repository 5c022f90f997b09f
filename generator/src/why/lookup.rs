//! From what is asked for to items.

use serde_json::Value;

use crate::pointer::Pointer;
use crate::report::nearest;
use crate::surface::Aspect;
use crate::surface::Description;
use crate::surface::Item;
use crate::surface::Surface;

/// The items that a query means.
pub(super) fn items<'s>(
    description: &Description,
    surface: &'s Surface,
    query: &str,
) -> Result<Vec<&'s Item>, String> {
    if query.starts_with(['#', '/']) {
        let pointer = Pointer::of_reference(query);
        return at_node(description, surface, &pointer);
    }
    match query
        .rsplit_once(':')
        .map(|(file, line)| (file, line.parse()))
    {
        Some((file, Ok(line @ 1..))) if !file.ends_with(':') => {
            let node = description.node_at(file, line);
            let node = node.ok_or_else(|| format!("nothing of the document stands at {query}"))?;
            at_node(description, surface, &node)
        }
        _ => named(surface, query),
    }
}

/// The items that come from a node, or from the nearest around it.
fn at_node<'s>(
    description: &Description,
    surface: &'s Surface,
    node: &Pointer,
) -> Result<Vec<&'s Item>, String> {
    if node.find(&description.document).is_none() {
        return Err(format!("the document has nothing at {node}"));
    }
    let mut here = Some(node);
    while let Some(around) = here {
        let items: Vec<&Item> = surface.items().filter(|item| item.at == *around).collect();
        if !items.is_empty() && around.parent().is_some() {
            return Ok(items);
        }
        here = around.parent();
    }
    Err(format!("nothing of the client comes from {node}"))
}

/// The items of a path, or of the end of one.
fn named<'s>(surface: &'s Surface, query: &str) -> Result<Vec<&'s Item>, String> {
    let path = of_call(surface, &plain(query));
    if let Some(item) = surface.get(&path) {
        return Ok(vec![item]);
    }
    let end = format!("::{path}");
    let items: Vec<&Item> = surface
        .items()
        .filter(|item| item.path.ends_with(&end))
        .collect();
    if !items.is_empty() {
        return Ok(items);
    }
    let meant = nearest(&path, surface.items().map(|item| item.path.as_str()));
    let last = path.rsplit("::").next().unwrap_or_default();
    let ends = surface
        .items()
        .filter_map(|item| item.path.rsplit("::").next());
    let meant = meant.or_else(|| nearest(last, ends));
    let meant = meant.map(|meant| format!(": did you mean `{meant}`?"));
    Err(format!(
        "the client has no item `{path}`{}",
        meant.unwrap_or_default()
    ))
}

/// A path as it may be typed: a call on the client, a path in the crate, the name of a raw identifier.
fn plain(query: &str) -> String {
    let path = query.replace("()", "").replace('.', "::").replace("r#", "");
    let path = path.trim_start_matches("client::");
    path.trim_start_matches("crate::").to_owned()
}

/// A setter in the type of a call is an input of its operation.
fn of_call(surface: &Surface, path: &str) -> String {
    let of_operation = surface.items().find_map(|item| {
        let call = item.get(Aspect::Call)?;
        let name = call.rsplit("::").next().filter(|name| *name != "Call")?;
        let rest = [call, name]
            .into_iter()
            .find_map(|call| path.strip_prefix(call))?;
        (rest.is_empty() || rest.starts_with("::")).then(|| format!("{}{rest}", item.path))
    });
    of_operation.unwrap_or_else(|| path.to_owned())
}

/// All nodes of a document.
pub(super) fn nodes(value: &Value, at: &Pointer, found: &mut Vec<Pointer>) {
    found.push(at.clone());
    match value {
        Value::Object(properties) => {
            for (key, below) in properties {
                nodes(below, &at.child(key), found);
            }
        }
        Value::Array(items) => {
            for (index, below) in items.iter().enumerate() {
                nodes(below, &at.child(index), found);
            }
        }
        _ => {}
    }
}

impl Description {
    /// The last node that begins at or before the end of a line.
    fn node_at(&self, file: &str, line: usize) -> Option<Pointer> {
        let mut all = Vec::new();
        nodes(&self.document, &Pointer::root(), &mut all);
        let spots = self.spots(all.iter());
        let on_the_way = all.iter().filter_map(|node| {
            let offset = spots.offset_in(node, file, line)?;
            Some((offset, node.tokens().len(), node))
        });
        let last = on_the_way.max_by_key(|(offset, depth, _)| (*offset, *depth));
        last.map(|(_, _, node)| node.clone())
    }
}
