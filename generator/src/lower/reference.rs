//! `$ref`: from a reference to what it names.

use indexmap::IndexMap;

use crate::pointer::unescaped;
use crate::report::diagnostic::Report;
use crate::spec;
use crate::spec::Document;
use crate::spec::PathItem;
use crate::spec::RefOr;
use crate::spec::Text;

/// The object itself, or the one in `components/{section}` that it refers to.
pub(crate) fn resolve<'d, T>(
    object: &'d RefOr<T>,
    section: &str,
    components: &'d IndexMap<String, RefOr<T>>,
    report: &mut Report,
) -> Option<&'d T> {
    let mut here = object;
    for _ in 0..=components.len() {
        let reference = match here {
            RefOr::Here(object) => return Some(object),
            RefOr::Reference(reference) => reference,
        };
        let key = component_key(&reference.target, section, report)?;
        here = find(&reference.target, &key, section, components, report)?;
    }
    if let RefOr::Reference(reference) = object {
        let message = "this reference leads back to itself";
        report
            .error(reference.target.at.value(), message)
            .help("let one of the references on the way name an object");
    }
    None
}

/// The path item itself, or the one that it refers to where it has no operations of its own.
pub(crate) fn path_item<'d>(
    item: &'d PathItem,
    document: &'d Document,
    report: &mut Report,
) -> &'d PathItem {
    let Some(target) = item
        .reference
        .as_ref()
        .filter(|_| item.operations.is_empty())
    else {
        return item;
    };
    let items = &document.components.path_items;
    let resolved = component_key(target, "pathItems", report)
        .and_then(|key| find(target, &key, "pathItems", items, report))
        .and_then(|item| resolve(item, "pathItems", items, report));
    resolved.unwrap_or(item)
}

/// The key under which the target of a reference is kept in `components/{section}`: its own, or its pointer when it stands
/// elsewhere.
pub(crate) fn component_key(target: &Text, section: &str, report: &mut Report) -> Option<String> {
    if let Some(key) = known_key(&target.value, section) {
        return Some(key);
    }
    let message = if target.value.starts_with("#/") {
        format!("this place takes a reference into `#/components/{section}`")
    } else {
        "only references within the document are followed".to_owned()
    };
    report
        .mistake(target.at.value(), message)
        .help(format!("write `#/components/{section}/` and the name"));
    None
}

/// The key under which a schema that is referred to is kept.
pub(crate) fn schema_key(target: &Text) -> Option<String> {
    known_key(&target.value, "schemas")
}

fn known_key(target: &str, section: &str) -> Option<String> {
    let is_elsewhere = || target.starts_with("#/") && !spec::is_component(target);
    section_key(target, section).or_else(|| is_elsewhere().then(|| spec::canonical(target)))
}

/// The key that a reference into `components/{section}` names.
fn section_key(target: &str, section: &str) -> Option<String> {
    let rest = target.strip_prefix("#/components/")?;
    let key = rest.strip_prefix(section)?.strip_prefix('/')?;
    let is_key = !key.is_empty() && !key.contains('/');
    is_key.then(|| unescaped(key))
}

/// What stands under `key`; reports when nothing does.
pub(crate) fn find<'d, T>(
    target: &Text,
    key: &str,
    section: &str,
    components: &'d IndexMap<String, T>,
    report: &mut Report,
) -> Option<&'d T> {
    let component = components.get(key);
    if component.is_none() {
        let message = if key.starts_with("#/") {
            format!("there is nothing at `{key}` that this place takes")
        } else {
            format!("there is no `{key}` in `components/{section}`")
        };
        let diagnostic = report.mistake(target.at.value(), message);
        diagnostic.suggest(key, components.keys());
        if section == "schemas" {
            diagnostic.loses_a_type();
        }
    }
    component
}
