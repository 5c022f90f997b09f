//! Which operations of a document become methods.

use std::fmt;

use crate::markdown::code;
use crate::pointer::Pointer;
use crate::report::Rule;
use crate::report::diagnostic::Report;
use crate::spec::Document;
use crate::spec::Operation;
use crate::spec::PathItem;
use crate::spec::RefOr;

/// A choice of operations; without a pattern, all of them. What no chosen operation uses becomes no type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection(Vec<Pattern>);

/// What an operation is chosen by.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Pattern {
    /// `/pets`: this path, and those below it.
    Path(String),
    /// `tag:Pets`: one of its tags.
    Tag(String),
    /// `pets.list`, `pets`: its id, or the beginning of it up to a dot or a slash.
    Id(String),
}

impl Selection {
    /// The operations that one of the patterns matches: `/path`, `tag:Name`, or the beginning of an id.
    #[must_use]
    pub fn of(patterns: &[String]) -> Self {
        Self(patterns.iter().map(|text| Pattern::of(text)).collect())
    }

    /// Whether it is not all operations.
    #[must_use]
    pub fn is_choice(&self) -> bool {
        !self.0.is_empty()
    }

    /// Takes the other operations out of a document; reports patterns that match none.
    pub(crate) fn apply(&self, document: &mut Document, report: &mut Report) {
        if !self.is_choice() {
            return;
        }
        for pattern in &self.0 {
            if !document
                .paths
                .iter()
                .any(|(path, item)| pattern.selects(path, item))
            {
                report
                    .error(Rule::EmptySelection,
                        Pointer::root().child("paths").key(),
                        format!("no operation is selected by {}", code(&pattern.to_string())),
                    )
                    .help("select by a path such as `/pets`, a tag as `tag:Pets`, or the beginning of an id");
            }
        }
        for (path, item) in &mut document.paths {
            item.operations
                .retain(|_, operation| self.0.iter().any(|one| one.matches(path, operation)));
        }
        document.paths.retain(|path, item| {
            let is_elsewhere = item.reference.is_some();
            !item.operations.is_empty()
                || is_elsewhere && self.0.iter().any(|one| one.selects(path, item))
        });
        document.webhooks.retain(|name, item| match item {
            RefOr::Here(item) => self.0.iter().any(|pattern| pattern.selects(name, item)),
            RefOr::Reference(_) => false,
        });
        document.is_part = true;
    }
}

impl Pattern {
    fn of(text: &str) -> Self {
        match text.strip_prefix("tag:") {
            Some(tag) => Self::Tag(tag.to_owned()),
            None if text.starts_with('/') => Self::Path(text.trim_end_matches('/').to_owned()),
            None => Self::Id(text.to_owned()),
        }
    }

    /// Whether an operation of the path is chosen. One whose operations stand elsewhere is chosen by its path alone.
    fn selects(&self, path: &str, item: &PathItem) -> bool {
        let mut operations = item.operations.values();
        let is_elsewhere = item.reference.is_some();
        operations.any(|operation| self.matches(path, operation))
            || is_elsewhere && matches!(self, Self::Path(start) if begins(path, start, &['/']))
    }

    fn matches(&self, path: &str, operation: &Operation) -> bool {
        match self {
            Self::Path(start) => begins(path, start, &['/']),
            Self::Tag(tag) => operation.tags.iter().any(|one| one.value == *tag),
            Self::Id(start) => {
                let id = operation.operation_id.as_ref();
                id.is_some_and(|id| begins(&id.value, start, &['.', '/']))
            }
        }
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(text) | Self::Id(text) => formatter.write_str(text),
            Self::Tag(tag) => write!(formatter, "tag:{tag}"),
        }
    }
}

/// Whether `text` is `start`, or goes on with a delimiter behind it.
fn begins(text: &str, start: &str, delimiters: &[char]) -> bool {
    text.strip_prefix(start)
        .is_some_and(|end| end.is_empty() || end.starts_with(delimiters))
}

#[cfg(test)]
mod tests {
    use crate::Source;

    use super::Report;
    use super::Selection;

    const DOCUMENT: &str = "openapi: 3.1.0
info: {title: Shelf, version: 1.0.0}
paths:
  /books: {get: {operationId: books.list, tags: [Books]}, post: {operationId: books.add}}
  /books/{id}: {get: {operationId: books/get, tags: [Books, One]}}
  /bookshelves: {get: {operationId: bookshelves}}
";

    /// The operations that are left, or `none` when a pattern selects none.
    fn left(patterns: &[&str]) -> String {
        let mut report = Report::default();
        let source = Source::new("shelf.yaml", DOCUMENT);
        let Some(mut document) = crate::input::read(&source, &mut report) else {
            return "unread".to_owned();
        };
        let patterns: Vec<String> = patterns.iter().map(ToString::to_string).collect();
        Selection::of(&patterns).apply(&mut document, &mut report);
        if !report.is_clean() {
            return "none".to_owned();
        }
        let operations = document
            .paths
            .values()
            .flat_map(|item| item.operations.values());
        let ids = operations.filter_map(|operation| operation.operation_id.as_ref());
        ids.map(|id| id.value.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn operations_are_chosen_by_path_tag_and_id() {
        for (patterns, ids) in [
            (&[][..], "books.list books.add books/get bookshelves"),
            (&["/books"], "books.list books.add books/get"),
            (&["/books/"], "books.list books.add books/get"),
            (&["/books/{id}"], "books/get"),
            (&["tag:Books"], "books.list books/get"),
            (&["tag:One", "books.add"], "books.add books/get"),
            (&["books"], "books.list books.add books/get"),
            (&["bookshelves"], "bookshelves"),
            (&["book"], "none"),
            (&["tag:books"], "none"),
            (&["books", "/films"], "none"),
        ] {
            assert_eq!(left(patterns), ids, "{patterns:?}");
        }
    }
}
