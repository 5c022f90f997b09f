//! `$ref`: from a reference to what it names.

use indexmap::IndexMap;

use crate::diagnostic::Report;
use crate::spec::RefOr;
use crate::spec::Text;

/// The object itself, or the one in `components/{section}` that it refers to.
pub(super) fn resolve<'d, T>(
    found: &'d RefOr<T>,
    section: &str,
    components: &'d IndexMap<String, RefOr<T>>,
    report: &mut Report,
) -> Option<&'d T> {
    let mut here = found;
    for _ in 0..=components.len() {
        let reference = match here {
            RefOr::Here(object) => return Some(object),
            RefOr::Reference(reference) => reference,
        };
        let key = component_key(&reference.target, section, report)?;
        here = find(&reference.target, &key, section, components, report)?;
    }
    if let RefOr::Reference(reference) = found {
        report
            .error(
                reference.target.at.value(),
                "this reference leads back to itself",
            )
            .help("let one of the references on the way name an object");
    }
    None
}

/// The key that a reference into `components/{section}` names.
pub(super) fn component_key(target: &Text, section: &str, report: &mut Report) -> Option<String> {
    let prefix = format!("#/components/{section}/");
    if let Some(key) = target.value.strip_prefix(&prefix)
        && !key.is_empty()
        && !key.contains('/')
    {
        return Some(key.replace("~1", "/").replace("~0", "~"));
    }
    let message = if target.value.starts_with("#/") {
        format!("this place takes a reference into `#/components/{section}`")
    } else {
        "only references within the document are followed".to_owned()
    };
    report
        .error(target.at.value(), message)
        .help(format!("write `{prefix}` and the name"));
    None
}

/// What stands under `key`; says so when nothing does.
pub(super) fn find<'d, T>(
    target: &Text,
    key: &str,
    section: &str,
    components: &'d IndexMap<String, T>,
    report: &mut Report,
) -> Option<&'d T> {
    let found = components.get(key);
    if found.is_none() {
        let error = report.error(
            target.at.value(),
            format!("there is no `{key}` in `components/{section}`"),
        );
        if let Some(meant) = nearest_key(key, components.keys()) {
            error.help(format!("did you mean `{meant}`?"));
        }
    }
    found
}

/// The key that was probably meant.
pub(super) fn nearest_key<'k>(
    key: &str,
    keys: impl Iterator<Item = &'k String>,
) -> Option<&'k str> {
    crate::spec::nearest(key, keys.map(String::as_str))
}
