//! Tags: the resources that they are, and their docs.

use crate::lower::schema::documentation::see;
use crate::model::Docs;
use crate::spec;
use crate::spec::Document;
use crate::spec::Tag;

/// The kinds of tags that put operations into no order: they say how far one has come, and whom it is for (the registry of OpenAPI).
const NO_RESOURCES: [&str; 2] = ["badge", "audience"];

/// The resources of an operation whose id names none, the outermost first: its first tag that is one, below those around it.
pub(super) fn resources_of(operation: &spec::Operation, tags: &[Tag]) -> Vec<String> {
    let is_resource = |tag: &&spec::Text| {
        let kind = declared(&tag.value, tags).and_then(|tag| tag.kind.as_deref());
        kind.is_none_or(|kind| !NO_RESOURCES.contains(&kind))
    };
    let mut names = operation.tags.iter();
    let first = names.clone().next();
    let Some(tag) = names.find(is_resource).or(first) else {
        return Vec::new();
    };
    let mut resources = vec![tag.value.clone()];
    while let Some(parent) = resources.last().and_then(|name| parent(name, tags))
        && !resources.contains(parent)
    {
        resources.push(parent.clone());
    }
    resources.reverse();
    resources
}

/// The tag around another, if the document declares both.
fn parent<'d>(name: &str, tags: &'d [Tag]) -> Option<&'d String> {
    let parent = &declared(name, tags)?.parent.as_ref()?.value;
    declared(parent, tags).map(|_| parent)
}

fn declared<'d>(name: &str, tags: &'d [Tag]) -> Option<&'d Tag> {
    let is_it = |tag: &&Tag| tag.name.as_deref() == Some(name);
    tags.iter().find(is_it)
}

/// The docs of a tag, for the resource that is called like it.
pub(crate) fn tag_docs(document: &Document, name: &str) -> Docs {
    let named = |tag: &&Tag| {
        tag.name
            .as_ref()
            .is_some_and(|text| text.value.eq_ignore_ascii_case(name))
    };
    let Some(tag) = document.tags.iter().find(named) else {
        return Docs::default();
    };
    Docs {
        summary: tag.summary.as_deref().map(str::to_owned),
        description: tag.description.as_deref().map(str::to_owned),
        notes: tag.external_docs.iter().filter_map(see).collect(),
        ..Docs::default()
    }
}
