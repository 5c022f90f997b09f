//! Texts of the document as doc comments: paragraphs, sentences, `///` lines.

pub(crate) mod example;
pub(crate) mod fallback;
pub(crate) mod origin;
pub(crate) mod passive;
pub(crate) mod sample;
pub(crate) mod sanitize;
pub(crate) mod wrap;

mod identifier;
mod json;

use syn::AttrStyle;
use syn::Attribute;
use syn::ImplItemFn;

use crate::markdown::code;
use crate::model::Docs;
use crate::model::Name;
use crate::model::Operation;
use crate::render::docs::passive::passive;
use crate::render::docs::sanitize::sanitize;
use crate::render::syntax::attribute;
use crate::render::syntax::doc_comment;

/// The lines of a doc comment: paragraphs with an empty line between them.
pub(crate) fn paragraphs<'p>(paragraphs: impl IntoIterator<Item = &'p str>) -> String {
    let paragraphs = paragraphs
        .into_iter()
        .map(str::trim_end)
        .filter(|paragraph| !paragraph.is_empty());
    paragraphs.collect::<Vec<&str>>().join("\n\n")
}

/// The docs of something: summary, description, notes. `fallback` where it has neither summary nor description.
pub(crate) fn text(docs: &Docs, fallback: &str) -> String {
    let summary = summary(docs);
    let mut description = sentences(docs.description.as_deref());
    if description == summary {
        description.clear();
    }
    let notes = docs.notes.iter();
    let notes = notes.filter(|note| !is_stated(note, &description));
    let notes: Vec<String> = notes.map(|note| sentence_of_note(note)).collect();
    let is_undocumented = summary.is_empty() && description.is_empty();
    let fallback = if is_undocumented { fallback } else { "" };
    let deprecated = if docs.deprecated {
        "Deprecated by the API."
    } else {
        ""
    };
    paragraphs([
        fallback,
        &summary,
        &description,
        &notes.join(" "),
        deprecated,
    ])
}

/// The summary, which is one line, whatever is in it.
fn summary(docs: &Docs) -> String {
    let words = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    sentences(docs.summary.as_ref().map(words).as_deref())
}

/// A note, which others follow on its line.
fn sentence_of_note(note: &str) -> String {
    let note = sanitize(note);
    if note.contains('\n') {
        one_line(&note)
    } else {
        note
    }
}

/// A text of the document as sentences.
fn sentences(text: Option<&str>) -> String {
    let text = text.map(str::trim).filter(|text| !text.is_empty());
    text.map(|text| sentence(&sanitize(text)))
        .unwrap_or_default()
}

/// The same, followed by a paragraph that is always there.
pub(crate) fn text_and(docs: &Docs, fallback: &str, always: &str) -> String {
    paragraphs([text(docs, fallback).as_str(), always])
}

/// A text on one line.
pub(crate) fn one_line(text: &str) -> String {
    passive(text.replace("\n\n", " ").replace('\n', " "))
}

/// Names as code.
pub(crate) fn codes<N: AsRef<str>>(names: impl IntoIterator<Item = N>, separator: &str) -> String {
    let names = names.into_iter().map(|name| code(name.as_ref()));
    names.collect::<Vec<String>>().join(separator)
}

/// The HTTP method and the path of an operation.
pub(crate) fn wire(operation: &Operation) -> String {
    code(&format!("{} {}", operation.verb.wire(), operation.path))
}

/// The docs of an argument as a line of a list; nothing where it has none, for the name is in the signature.
pub(crate) fn argument(name: &Name, docs: &Docs) -> Option<String> {
    let text = one_line(&text(docs, ""));
    (!text.is_empty()).then(|| format!("- `{}`: {text}", name.plain()))
}

/// `#[deprecated]`, where the document says so.
pub(crate) fn deprecation(docs: &Docs) -> Option<Attribute> {
    docs.deprecated.then(|| attribute("deprecated"))
}

/// A text up to its first empty line.
pub(crate) fn first_paragraph(text: &str) -> &str {
    text.split("\n\n").next().unwrap_or_default()
}

/// The first sentence of the docs of something.
pub(crate) fn first_line(docs: &Docs, fallback: &str) -> String {
    let mut first = summary(docs);
    if first.is_empty() {
        first = text(docs, fallback);
    }
    let paragraph = first_paragraph(&first).replace('\n', " ");
    passive(match paragraph.find(". ") {
        Some(end) => paragraph[..=end].to_owned(),
        None => paragraph,
    })
}

/// The doc comment of something, or `fallback`.
pub(crate) fn described(docs: &Docs, fallback: &str) -> Vec<Attribute> {
    outer(&text(docs, fallback))
}

/// `///` for each line.
pub(crate) fn outer(text: &str) -> Vec<Attribute> {
    doc_comment(AttrStyle::Outer, text)
}

/// The function with docs above its other attributes.
pub(crate) fn above(mut function: ImplItemFn, docs: Vec<Attribute>) -> ImplItemFn {
    function.attrs.splice(0..0, docs);
    function
}

/// Whether the description already has every number of a note, which would only repeat it.
fn is_stated(note: &str, description: &str) -> bool {
    let numbers = |text: &str| -> Vec<String> {
        let is_number = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
        let words = text.split(|c: char| !(c.is_ascii_digit() || c == ','));
        words
            .filter(is_number)
            .map(|word| word.replace(',', ""))
            .filter(|word| !word.is_empty())
            .collect()
    };
    let in_note = numbers(note);
    let in_description = numbers(description);
    let is_default = note.starts_with("Defaults to");
    let mentions_absence = [
        "default", "absent", "unless", "without", "leave", "left out", "omit",
    ]
    .iter()
    .any(|word| description.to_lowercase().contains(word));
    let is_plain = !note.contains('`');
    !in_note.is_empty()
        && is_plain
        && (!is_default || mentions_absence)
        && in_note.iter().all(|number| in_description.contains(number))
}

/// The text as a sentence: its first paragraph ends with a full stop.
pub(crate) fn sentence(text: &str) -> String {
    let text = text.trim();
    let end = text.find("\n\n").unwrap_or(text.len());
    let (first, rest) = text.split_at(end);
    let is_prose =
        first.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '`' | ')' | '"' | '*' | '_'));
    let is_ended = first
        .trim_end_matches(['"', '*', '_'])
        .ends_with(['.', '!', '?']);
    let is_one_line = !first.contains('\n')
        || first
            .lines()
            .all(|line| !line.starts_with(['-', '*', '#', '|', '>', '`']));
    let is_heading = first.starts_with(['#', '|', '>', '-', '*']) || first.starts_with("```");
    let text = if is_prose && !is_ended && is_one_line && !is_heading {
        format!("{first}.{rest}")
    } else {
        text.to_owned()
    };
    capitalized(text)
}

/// The text with a capital letter in front, where it begins with a word that has none.
fn capitalized(mut text: String) -> String {
    let end = text.find(|c: char| !c.is_ascii_lowercase());
    let is_word = end.is_some_and(|end| end > 0 && text[end..].starts_with([' ', ',']));
    if is_word && let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_paragraph_is_a_sentence() {
        assert_eq!(sentence("Push a message"), "Push a message.");
        assert_eq!(sentence("What?\n\nMore"), "What?\n\nMore");
        assert_eq!(sentence("See \"this.\""), "See \"this.\"");
        assert_eq!(sentence("See \"this\""), "See \"this\".");
        assert_eq!(sentence("# Title"), "# Title");
        assert_eq!(sentence("list of items"), "List of items.");
        for name in ["x-id of it.", "iPhone.", "v4 or v6.", "`id` of it.", "a.b"] {
            assert!(sentence(name).starts_with(&name[..1]), "{name}");
        }
    }

    #[test]
    fn a_note_is_left_out_when_the_description_says_it() {
        let docs = |description: &str| Docs {
            description: Some(description.to_owned()),
            notes: vec!["From 0 to 86,400 seconds.".to_owned()],
            ..Docs::default()
        };
        assert_eq!(
            text(&docs("From 0 to 86,400 (one day)."), ""),
            "From 0 to 86,400 (one day)."
        );
        assert_eq!(
            text(&docs("The delay."), ""),
            "The delay.\n\nFrom 0 to 86,400 seconds."
        );
    }
}
