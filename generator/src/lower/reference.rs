//! `$ref`: from a reference to what it names.

use indexmap::IndexMap;

use crate::keywords::COMPONENTS;
use crate::pointer::Pointer;
use crate::pointer::unescaped;
use crate::report::Rule;
use crate::report::diagnostic::Diagnostic;
use crate::report::diagnostic::Report;
use crate::report::nearest;
use crate::spec;
use crate::spec::Document;
use crate::spec::PathItem;
use crate::spec::RefOr;
use crate::spec::Text;

/// How many references may lead to each other on the way to an object.
const LONGEST: usize = 100;

/// The object itself, or the one in `components/{section}` that it refers to.
pub(crate) fn resolve<'d, T>(
    object: &'d RefOr<T>,
    section: &str,
    components: &'d IndexMap<String, RefOr<T>>,
    report: &mut Report,
) -> Option<&'d T> {
    let mut here = object;
    for _ in 0..=components.len().min(LONGEST) {
        let reference = match here {
            RefOr::Here(object) => return Some(object),
            RefOr::Reference(reference) => reference,
        };
        let key = component_key(&reference.target, section, report)?;
        here = find(&reference.target, &key, section, components, report)?;
    }
    if let RefOr::Reference(reference) = object {
        let message = if components.len() > LONGEST {
            format!("this reference leads over more than {LONGEST} others, or back to itself")
        } else {
            "this reference leads back to itself".to_owned()
        };
        report
            .error(
                Rule::CircularReference,
                reference.target.at.value(),
                message,
            )
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
    let diagnostic = report.mistake(Rule::BrokenReference, target.at.value(), message);
    let name = target.value.rsplit('/').next().unwrap_or_default();
    let is_name = COMPONENTS.keyword(name).is_none() && !name.is_empty();
    diagnostic.help(if is_name && spec::is_section(&target.value) {
        format!("write `#/components/{section}/{name}`")
    } else {
        format!("write `#/components/{section}/` and the name")
    });
    leaves_out(target, diagnostic);
    None
}

/// Says that what a reference stands for is not there.
fn leaves_out(target: &Text, diagnostic: &mut Diagnostic) {
    if let Some(around) = target.at.parent() {
        diagnostic.leaves_out(around);
    }
}

/// The key under which a schema that is referred to is kept.
pub(crate) fn schema_key(target: &Text) -> Option<String> {
    known_key(&target.value, "schemas")
}

/// The key under which the target of a reference is kept, if it can be one.
pub(crate) fn known_key(target: &str, section: &str) -> Option<String> {
    let is_elsewhere =
        || target.starts_with("#/") && !spec::is_component(target) && !spec::is_section(target);
    section_key(target, section).or_else(|| is_elsewhere().then(|| spec::canonical(target)))
}

/// The key that a reference into `components/{section}` names.
fn section_key(target: &str, section: &str) -> Option<String> {
    let rest = target.strip_prefix("#/components/")?;
    let key = rest.strip_prefix(section)?.strip_prefix('/')?;
    let is_key = !key.is_empty() && !key.contains('/');
    is_key.then(|| unescaped(key))
}

/// The component that a key was meant for: one of a similar name, or the one that the last part of a pointer names.
fn component_called<'k>(
    key: &str,
    section: &str,
    known: impl Iterator<Item = &'k String> + Clone,
) -> Option<String> {
    if !key.starts_with("#/") {
        return nearest(key, known.map(String::as_str)).map(str::to_owned);
    }
    let pointer = Pointer::of_reference(key);
    let tokens = pointer.tokens();
    let mut last = tokens.iter().rev();
    last.find_map(|token| {
        let mut known = known.clone();
        let same = known.find(|name| name.as_str() == *token)?;
        Some(format!("#/components/{section}/{same}"))
    })
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
        let diagnostic = report.mistake(Rule::BrokenReference, target.at.value(), message);
        let meant = component_called(key, section, components.keys());
        if let Some(meant) = &meant {
            diagnostic.help(format!("did you mean `{meant}`?"));
        }
        leaves_out(target, diagnostic);
        diagnostic.follows_from(&Pointer::of_reference(&target.value));
        if let Some(meant) = meant.filter(|meant| !meant.starts_with("#/")) {
            let components = Pointer::root().child("components");
            diagnostic.leaves_out(&components.child(section).child(meant));
        }
        if section == "schemas" {
            diagnostic.loses_a_type();
        }
    }
    component
}
