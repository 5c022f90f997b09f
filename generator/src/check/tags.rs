//! Tags of operations that become one resource though they differ, and those that are nearly a declared one.

use indexmap::IndexMap;
use serde_json::Value;

use super::Node;
use crate::model::Name;
use crate::pointer::Pointer;
use crate::report::Rule;
use crate::report::diagnostic::Report;
use crate::report::nearest;

/// The first tags of operations, each with its first place.
#[derive(Default)]
pub(super) struct Tags(IndexMap<String, Pointer>);

impl Tags {
    /// Notes the tag of an operation, where that is what it hangs off.
    pub(super) fn note(&mut self, operation: Node<'_>) {
        let id = operation.keyword("operationId").and_then(Value::as_str);
        let is_in_id = id.is_some_and(|id| id.contains(['.', '/']));
        let tags = operation.keyword("tags").and_then(Value::as_array);
        let first = tags.and_then(|tags| tags.first()).and_then(Value::as_str);
        if let Some(tag) = first.filter(|_| !is_in_id) {
            let at = operation.at().child("tags").child(0);
            self.0.entry(tag.to_owned()).or_insert(at);
        }
    }

    pub(super) fn check(&self, document: &Value, report: &mut Report) {
        self.check_merged(report);
        self.check_declared(document, report);
        check_parents(document, report);
    }

    /// Signs that no name has, and letters of other scripts, may be all that tells two tags apart.
    fn check_merged(&self, report: &mut Report) {
        let mut resources: IndexMap<String, (&String, &Pointer)> = IndexMap::new();
        for (tag, at) in &self.0 {
            let Some(name) = Name::of_value(tag) else {
                continue;
            };
            let (first, place) = *resources.entry(name.key()).or_insert((tag, at));
            let words = |tag: &str| -> String {
                let letters = tag.chars().filter(|c| !" -_./".contains(*c));
                letters.flat_map(char::to_lowercase).collect()
            };
            if words(first) != words(tag) {
                let message = format!("the tags `{first}` and `{tag}` become one resource");
                report
                    .warning(Rule::MergedTags, at.value(), message)
                    .related(place.value(), "the other one")
                    .help("write words in the tags that tell them apart");
            }
        }
    }

    fn check_declared(&self, document: &Value, report: &mut Report) {
        let declared = document.get("tags").and_then(Value::as_array);
        let declared = declared.into_iter().flatten();
        let declared: Vec<&str> = declared
            .filter_map(|tag| tag.get("name")?.as_str())
            .collect();
        for (tag, at) in &self.0 {
            if declared.contains(&tag.as_str()) || tag.chars().count() < 4 {
                continue;
            }
            let similar = nearest(tag, declared.iter().copied());
            let is_typed = |known: &&str| strsim::damerau_levenshtein(known, tag) == 1;
            if let Some(similar) = similar.filter(is_typed) {
                let message = format!("the document declares no tag `{tag}`");
                report
                    .warning(Rule::UnknownTag, at.value(), message)
                    .help(format!("did you mean `{similar}`?"));
            }
        }
    }
}

/// The tags around others are declared, and none is around itself.
fn check_parents(document: &Value, report: &mut Report) {
    let tags = document.get("tags").and_then(Value::as_array);
    let text = |tag: &Value, keyword: &str| Some(tag.get(keyword)?.as_str()?.to_owned());
    let tags = tags.into_iter().flatten().enumerate();
    let declared: IndexMap<String, (usize, Option<String>)> = tags
        .filter_map(|(index, tag)| Some((text(tag, "name")?, (index, text(tag, "parent")))))
        .collect();
    for (name, (index, parent)) in &declared {
        let Some(parent) = parent else {
            continue;
        };
        let at = Pointer::root().child("tags").child(index).child("parent");
        if !declared.contains_key(parent) {
            report
                .warning(
                    Rule::UnknownTag,
                    at.value(),
                    format!("the document declares no tag `{parent}`: it is around nothing"),
                )
                .help("declare it under `tags`")
                .suggest(parent, declared.keys());
            continue;
        }
        let around = |name: &String| declared.get(name)?.1.clone();
        let outer = std::iter::successors(Some(parent.clone()), around);
        if outer.take(declared.len()).any(|outer| outer == *name) {
            report
                .warning(
                    Rule::UnknownTag,
                    at.value(),
                    format!("the tag `{name}` is around itself"),
                )
                .help("let the outermost tag have no `parent`");
        }
    }
}
