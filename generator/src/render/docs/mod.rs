//! The words of the document as doc comments: paragraphs, sentences, `///` lines.

pub(crate) mod example;
pub(crate) mod identifier;
pub(crate) mod origin;
pub(crate) mod sample;
pub(crate) mod sanitize;

use proc_macro2::Ident;
use proc_macro2::Span;
use syn::AttrStyle;
use syn::Attribute;
use syn::Expr;
use syn::ExprLit;
use syn::ImplItemFn;
use syn::Lit;
use syn::LitStr;
use syn::Meta;
use syn::MetaNameValue;
use syn::Token;
use syn::parse_quote;
use syn::token::Bracket;

use crate::model::Docs;
use crate::model::Name;
use crate::render::docs::sanitize::sanitize;

/// The lines of a doc comment: paragraphs with an empty line between them.
pub(crate) fn paragraphs<'p>(paragraphs: impl IntoIterator<Item = &'p str>) -> String {
    let paragraphs = paragraphs
        .into_iter()
        .map(str::trim_end)
        .filter(|paragraph| !paragraph.is_empty());
    paragraphs.collect::<Vec<&str>>().join("\n\n")
}

/// What the document says of something; `fallback` where it says nothing.
pub(crate) fn text(docs: &Docs, fallback: &str) -> String {
    let said = |text: &Option<String>| {
        let text = text
            .as_deref()
            .map(str::trim)
            .filter(|text| !text.is_empty());
        text.map(|text| sentence(&sanitize(text)))
            .filter(|text| !text.is_empty())
    };
    // A summary is one line, whatever is in it.
    let summary = docs
        .summary
        .as_ref()
        .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    let summary = said(&summary);
    let description = said(&docs.description);
    let description = description.filter(|description| Some(description) != summary.as_ref());
    let said = description.as_deref().unwrap_or_default();
    let notes: Vec<String> = docs
        .notes
        .iter()
        .filter(|note| !is_said(note, said))
        .map(|note| sanitize(note))
        .collect();
    let first = match (&summary, &description) {
        (None, None) => fallback,
        _ => "",
    };
    let deprecated = if docs.deprecated {
        "Deprecated by the API."
    } else {
        ""
    };
    paragraphs([
        first,
        summary.as_deref().unwrap_or_default(),
        description.as_deref().unwrap_or_default(),
        &notes.join(" "),
        deprecated,
    ])
}

/// What the document says of an argument, as a line of a list; nothing where it says nothing, for the name is in the signature.
pub(crate) fn argument(name: &Name, docs: &Docs) -> Option<String> {
    let said = text(docs, "").replace("\n\n", " ").replace('\n', " ");
    (!said.is_empty()).then(|| format!("- `{}`: {said}", name.plain()))
}

/// What the compiler warns by, where the document says that something is on its way out.
pub(crate) fn deprecation(docs: &Docs) -> Option<Attribute> {
    docs.deprecated.then(|| parse_quote!(#[deprecated]))
}

/// A text up to its first empty line.
pub(crate) fn first_paragraph(text: &str) -> &str {
    text.split("\n\n").next().unwrap_or_default()
}

/// The first sentence of what the document says.
pub(crate) fn first_line(docs: &Docs, fallback: &str) -> String {
    let text = text(docs, fallback);
    let paragraph = first_paragraph(&text).replace('\n', " ");
    match paragraph.find(". ") {
        Some(end) => paragraph[..=end].to_owned(),
        None => paragraph,
    }
}

/// `///` for each line.
pub(crate) fn outer(text: &str) -> Vec<Attribute> {
    lines(text)
        .map(|line| attribute(AttrStyle::Outer, &line))
        .collect()
}

/// `//!` for each line.
pub(crate) fn inner(text: &str) -> Vec<Attribute> {
    let style = AttrStyle::Inner(<Token![!]>::default());
    lines(text).map(|line| attribute(style, &line)).collect()
}

/// The function with docs above its other attributes.
pub(crate) fn above(mut function: ImplItemFn, docs: Vec<Attribute>) -> ImplItemFn {
    function.attrs.splice(0..0, docs);
    function
}

/// `#[doc = …]`. Most of what is generated is documentation: it is put together by hand, and put above items that are parsed
/// without it, for parsing each line with every item around it takes longer than all else.
fn attribute(style: AttrStyle, line: &str) -> Attribute {
    let value = Expr::Lit(ExprLit {
        attrs: Vec::new(),
        lit: Lit::Str(LitStr::new(line, Span::call_site())),
    });
    Attribute {
        pound_token: <Token![#]>::default(),
        style,
        bracket_token: Bracket::default(),
        meta: Meta::NameValue(MetaNameValue {
            path: Ident::new("doc", Span::call_site()).into(),
            eq_token: <Token![=]>::default(),
            value,
        }),
    }
}

fn lines(text: &str) -> impl Iterator<Item = String> {
    text.lines().map(|line| {
        if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        }
    })
}

/// Whether every number of a note stands in the description already: then it would be said twice.
fn is_said(note: &str, description: &str) -> bool {
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
    let is_default = note.starts_with("When absent");
    let speaks_of_absence = [
        "default", "absent", "unless", "without", "leave", "left out", "omit",
    ]
    .iter()
    .any(|word| description.to_lowercase().contains(word));
    let is_plain = !note.contains('`');
    !in_note.is_empty()
        && is_plain
        && (!is_default || speaks_of_absence)
        && in_note.iter().all(|number| in_description.contains(number))
}

/// The text as a sentence: its first paragraph ends with a full stop.
pub(crate) fn sentence(text: &str) -> String {
    let text = text.trim();
    let end = text.find("\n\n").unwrap_or(text.len());
    let (first, rest) = text.split_at(end);
    let is_prose =
        first.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '`' | ')' | '"' | '*' | '_'));
    let is_one_line = !first.contains('\n')
        || first
            .lines()
            .all(|line| !line.starts_with(['-', '*', '#', '|', '>', '`']));
    let is_heading = first.starts_with(['#', '|', '>', '-', '*']) || first.starts_with("```");
    if is_prose && is_one_line && !is_heading {
        format!("{first}.{rest}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_paragraph_is_a_sentence() {
        assert_eq!(sentence("Push a message"), "Push a message.");
        assert_eq!(sentence("What?\n\nMore"), "What?\n\nMore");
        assert_eq!(sentence("# Title"), "# Title");
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
