//! The last stage: items become text, and text becomes files.
//!
//! It adds the [`header`], the printed form of Rust and the blank lines a person would leave, and it
//! knows how to [compare](disk::compare) the result with a folder and how to [write](disk::write()) it.
//! It assumes that every path is unique and that every module can be printed; it knows nothing of the
//! API that the files describe.

pub mod diff;
pub mod disk;
pub mod header;
pub mod printable;

mod allowed;
mod blank_lines;
mod format;

use std::collections::BTreeMap;

use crate::render::{Content, Draft, Module};
use crate::threads;
use header::{Comment, Header};

/// The text of every file of the crate, by path. Plain data: making it touches no disk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files {
    texts: BTreeMap<String, String>,
}

impl Files {
    /// The text of the file at this path, which is relative and has forward slashes.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&str> {
        self.texts.get(path).map(String::as_str)
    }

    /// Each path with its text, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there is no file at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}

/// Files whose texts are complete, header included.
impl FromIterator<(String, String)> for Files {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(files: I) -> Self {
        Self {
            texts: files.into_iter().collect(),
        }
    }
}

/// Renders and prints every file under this header; several side by side.
///
/// # Errors
///
/// What of a file is none of the pieces that files are made of: a mistake of the generator.
pub fn emit(drafts: &[Draft<'_>], header: &Header) -> Result<Files, String> {
    let files = threads::each(drafts, |draft| {
        let Module { path, content } = draft.render();
        match text(content, header) {
            Ok(text) => Ok((path, text)),
            Err(unexpected) => Err(format!("{path} would have {unexpected}")),
        }
    });
    files.into_iter().collect()
}

fn text(content: Content, header: &Header) -> Result<String, String> {
    Ok(match content {
        Content::Rust(file) => {
            if let Some(unexpected) = allowed::unexpected(&file) {
                return Err(unexpected);
            }
            header.above(Comment::Rust, &format::rust(file))
        }
        Content::Source(text) => header.above(Comment::Rust, &format::plain(&text)),
        Content::Toml(text) => header.above(Comment::Toml, &format::plain(&text)),
        Content::Markdown(text) => header.above(Comment::Markdown, &format::plain(&text)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(path: &'static str, content: fn() -> Content) -> Draft<'static> {
        Draft::new(move || Module {
            path: path.to_owned(),
            content: content(),
        })
    }

    #[test]
    fn every_kind_of_file_starts_with_the_header_in_its_own_comment() {
        let files = emit(
            &[
                draft("src/lib.rs", || {
                    Content::Rust(syn::parse_quote! { pub struct Queue; })
                }),
                draft("README.md", || {
                    Content::Markdown("# Queues\r\n\r\nText.\n\n\n".to_owned())
                }),
                draft("Cargo.toml", || {
                    Content::Toml("\n[package]\nname = \"queues\"".to_owned())
                }),
            ],
            &Header::new("spec/queues.yaml", "cargo run"),
        )
        .unwrap();

        let printed: Vec<String> = files
            .iter()
            .map(|(path, text)| format!("==> {path}\n{text}"))
            .collect();
        insta::assert_snapshot!(printed.concat(), @r#"
        ==> Cargo.toml
        # Generated from spec/queues.yaml by `cargo run`; changes made here are lost.

        [package]
        name = "queues"
        ==> README.md
        <!-- Generated from spec/queues.yaml by `cargo run`; changes made here are lost. -->

        # Queues

        Text.
        ==> src/lib.rs
        // Generated from spec/queues.yaml by `cargo run`; changes made here are lost.

        pub struct Queue;
        "#);
    }

    #[test]
    fn a_file_without_content_is_its_header() {
        let files = emit(
            &[draft("a.md", || Content::Markdown("\n".to_owned()))],
            &Header::new("a.yaml", "cargo run"),
        )
        .unwrap();
        let text = files.get("a.md").unwrap();
        assert!(text.ends_with(" -->\n"), "{text}");
        assert!(!text.ends_with("\n\n"), "{text}");
    }
}
