//! Markdown from the document, made safe for rustdoc and clippy.
//!
//! rustdoc would run its code blocks as tests, take its brackets for links to items and its angle brackets for HTML; clippy
//! wants identifiers in backticks. So the text is read with the parser that rustdoc uses, and escaped where it would be
//! misunderstood.

use std::ops::Range;

use pulldown_cmark::CodeBlockKind;
use pulldown_cmark::Event;
use pulldown_cmark::LinkType;
use pulldown_cmark::Options;
use pulldown_cmark::Parser;
use pulldown_cmark::Tag;
use pulldown_cmark::TagEnd;

use crate::markdown::is_harmful;
use crate::render::docs::identifier::identifiers;

/// A replacement in a text.
type Edit = (Range<usize>, String);

/// Languages of code blocks that rustdoc does not take for Rust.
const LANGUAGES: [&str; 14] = [
    "bash",
    "css",
    "html",
    "http",
    "javascript",
    "json",
    "python",
    "sh",
    "shell",
    "text",
    "toml",
    "typescript",
    "xml",
    "yaml",
];

/// The text as Markdown that rustdoc and clippy understand as its author did. It leaves no code block open for what is written
/// below it.
pub(crate) fn sanitize(text: &str) -> String {
    let text = mended(text);
    match open_fence(&text) {
        Some(fence) => format!("{}\n{fence}", text.trim_end()),
        None => text,
    }
}

/// The fence of a code block that whatever is written below the text would be part of.
fn open_fence(text: &str) -> Option<String> {
    let followed = format!("{text}\n\nafter");
    let after = followed.len() - "after".len();
    let is_block = |event: &Event<'_>| matches!(event, Event::Start(Tag::CodeBlock(_)));
    let mut blocks = events(&followed).filter(|(event, _)| is_block(event));
    let (_, block) = blocks.find(|(_, block)| block.contains(&after))?;
    let opening = &followed[block];
    let mark = opening.chars().next()?;
    Some(opening.chars().take_while(|c| *c == mark).collect())
}

fn mended(text: &str) -> String {
    let mut text = plain(text);
    for _ in 0..4 {
        let edits = dedents(&text);
        if edits.is_empty() {
            return apply(&text, mends(&text));
        }
        text = apply(&text, edits);
    }
    let flat: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.starts_with(['`', '~']))
        .collect();
    apply(&flat.join("\n"), mends(&flat.join("\n")))
}

/// Text without what no doc comment can hold: carriage returns, control characters, marks that turn text around.
fn plain(text: &str) -> String {
    let text = text
        .replace("\r\n", "\n")
        .replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n")
        .replace('\t', "    ");
    text.chars()
        .filter(|c| *c == '\n' || !is_harmful(*c))
        .collect()
}

fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(range, _)| range.start);
    let mut mended = String::with_capacity(text.len());
    let mut done = 0;
    for (range, replacement) in edits {
        if range.start < done {
            continue;
        }
        mended.push_str(&text[done..range.start]);
        mended.push_str(&replacement);
        done = range.end;
    }
    mended.push_str(&text[done..]);
    mended
}

pub(crate) fn events(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    Parser::new_ext(text, options).into_offset_iter()
}

/// Indented code blocks, which have no language and so would be Rust, lose their indentation.
fn dedents(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (event, range) in events(text) {
        if let Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) = event {
            let start = text[..range.start]
                .rfind('\n')
                .map_or(0, |newline| newline + 1);
            edits.extend(after_marker(text, start, range.start));
            let mut at = start;
            for line in text[start..range.end].split_inclusive('\n') {
                let indentation = line.len() - line.trim_start_matches(' ').len();
                if indentation > 0 {
                    edits.push((at..at + indentation, String::new()));
                }
                at += line.len();
            }
        }
    }
    edits
}

/// The spaces between the marker of a list item and a code block, but one.
fn after_marker(text: &str, line: usize, block: usize) -> Option<Edit> {
    let marker = text[..block].trim_end_matches(' ').len();
    let code = text.len() - text[marker..].trim_start_matches(' ').len();
    (marker > line && code > marker + 1).then(|| (marker + 1..code, String::new()))
}

/// Everything else that would be misunderstood.
fn mends(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut prose: Vec<Range<usize>> = Vec::new();
    let mut depth_of_code = 0_usize;
    let mut is_link = false;
    for (event, range) in events(text) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                depth_of_code += 1;
                edits.extend(fence(text, &range, &language));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => depth_of_code += 1,
            Event::End(TagEnd::CodeBlock) => depth_of_code -= 1,
            Event::Start(Tag::Item) => edits.extend(continuations(text, &range)),
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                ..
            }) => {
                is_link = leads_out(link_type, &dest_url);
                edits.extend(if is_link {
                    quotes_outside(text, &range)
                } else {
                    no_link(text, &range)
                });
            }
            Event::End(TagEnd::Link) => is_link = false,
            Event::Start(Tag::Image { .. }) => {
                edits.push((range.start..range.start + 1, "\\!".to_owned()));
            }
            Event::Html(_) | Event::InlineHtml(_) => {
                edits.extend(escapes(text, &range, '<'));
                // Escaped, it is prose like the words around it.
                prose.extend((!is_link).then_some(range));
            }
            Event::Text(_) if depth_of_code == 0 && !is_link => match prose.last_mut() {
                Some(last) if last.end == range.start => last.end = range.end,
                _ => prose.push(range),
            },
            _ => {}
        }
    }
    for range in prose {
        edits.extend(words(text, &range));
    }
    edits
}

/// A fenced block gets a language that is not Rust.
fn fence(text: &str, range: &Range<usize>, language: &str) -> Option<Edit> {
    if LANGUAGES.contains(&language) {
        return None;
    }
    let line = text[range.clone()].lines().next()?;
    let fence = line.len() - line.trim_start_matches(['`', '~']).len();
    Some((
        range.start + fence..range.start + line.len(),
        "text".to_owned(),
    ))
}

/// The lines of a list item are indented as far as its first word.
fn continuations(text: &str, range: &Range<usize>) -> Vec<Edit> {
    let line_start = text[..range.start]
        .rfind('\n')
        .map_or(0, |newline| newline + 1);
    let item = &text[range.clone()];
    let start = item.len() - item.trim_start_matches(' ').len();
    let marker = item[start..].find(' ').map_or(1, |space| space + 1);
    let column = range.start - line_start + start + marker;
    let mut edits = Vec::new();
    let mut at = range.start + item.find('\n').map_or(item.len(), |newline| newline + 1);
    for line in text[at..range.end].split_inclusive('\n') {
        let indentation = line.len() - line.trim_start_matches(' ').len();
        if !line.trim().is_empty() && indentation < column {
            edits.push((at..at + indentation, " ".repeat(column)));
        }
        at += line.len();
    }
    edits
}

/// Whether a link leads to the web, and not to what rustdoc would take for an item.
fn leads_out(kind: LinkType, target: &str) -> bool {
    let is_automatic = matches!(kind, LinkType::Autolink | LinkType::Email);
    let schemes = ["https://", "http://", "mailto:"];
    is_automatic || schemes.iter().any(|scheme| target.starts_with(scheme))
}

/// `["words"](target)` is a mistyped link to an item for clippy (`doc_link_with_quotes`): the quotes go outside.
fn quotes_outside(text: &str, range: &Range<usize>) -> Vec<Edit> {
    let link = &text[range.clone()];
    let ends = [('"', "\"]"), ('\'', "']")];
    let quoted = ends.into_iter().find_map(|(quote, end)| {
        let words = link.strip_prefix('[')?.strip_prefix(quote)?;
        Some((quote, words.find(end)? + "[".len() + quote.len_utf8()))
    });
    let Some((quote, end)) = quoted else {
        return Vec::new();
    };
    let start = range.start;
    vec![
        (
            start..start + "[".len() + quote.len_utf8(),
            format!("{quote}["),
        ),
        (start + end..start + end + quote.len_utf8(), String::new()),
        (range.end..range.end, quote.to_string()),
    ]
}

/// A link that leads anywhere else is text, and so is its target.
fn no_link(text: &str, range: &Range<usize>) -> Vec<Edit> {
    let link = &text[range.clone()];
    if !link.starts_with('[') {
        return Vec::new();
    }
    let target = link.rfind("](").map_or(link.len(), |end| end + 1);
    let mut edits = words(text, &(range.start + target..range.end));
    edits.push((range.start..range.start + 1, "\\[".to_owned()));
    edits
}

fn escapes(text: &str, range: &Range<usize>, what: char) -> Vec<Edit> {
    let matches = text[range.clone()].match_indices(what);
    matches
        .map(|(at, _)| (range.start + at..range.start + at + 1, format!("\\{what}")))
        .collect()
}

/// Words of prose: brackets are escaped, addresses become links, identifiers get backticks.
fn words(text: &str, range: &Range<usize>) -> Vec<Edit> {
    let mut edits = Vec::new();
    let prose = &text[range.clone()];
    let mut at = range.start;
    for word in prose.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        if let Some(address) = address(bare) {
            let (start, end) = (at + address.start, at + address.end);
            edits.push((start..end, format!("<{}>", &bare[address])));
        } else {
            edits.extend(identifiers(bare).into_iter().map(|part| {
                let (start, end) = (at + part.start, at + part.end);
                (start..end, format!("`{}`", &bare[part]))
            }));
            let escaped = |byte: usize| text.as_bytes().get(byte.wrapping_sub(1)) == Some(&b'\\');
            edits.extend(lone_backticks(bare, at));
            for (offset, _) in bare
                .match_indices('[')
                .filter(|(offset, _)| !escaped(at + offset))
            {
                edits.push((at + offset..at + offset + 1, "\\[".to_owned()));
            }
        }
        at += word.len();
    }
    edits
}

/// The address that a word is, without the punctuation around it.
fn address(word: &str) -> Option<Range<usize>> {
    let inner = word.trim_start_matches(['(', '"', '\'']);
    let start = word.len() - inner.len();
    let end = word
        .trim_end_matches(['.', ',', ';', ':', ')', '!', '?', '"', '\''])
        .len();
    let is_one = inner.starts_with("https://") || inner.starts_with("http://");
    (is_one && start < end).then_some(start..end)
}

/// Backticks that open no code: clippy counts them.
fn lone_backticks(word: &str, at: usize) -> impl Iterator<Item = Edit> {
    word.match_indices('`')
        .map(move |(offset, _)| (at + offset..at + offset + 1, "'".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_code_block_is_rust() {
        assert_eq!(sanitize("```\npanic!()\n```"), "```text\npanic!()\n```");
        assert_eq!(sanitize("~~~rust\npanic!()\n~~~"), "~~~text\npanic!()\n~~~");
        assert_eq!(sanitize("```json\n{}\n```"), "```json\n{}\n```");
        assert_eq!(
            sanitize("Text.\n\n    panic!()\n\tmore"),
            "Text.\n\npanic!()\nmore"
        );
        assert_eq!(
            sanitize("Text.\n\n    ```\n    panic!()"),
            "Text.\n\n```text\npanic!()\n```"
        );
        assert_eq!(
            sanitize("> ```rust\n> panic!()\n> ```"),
            "> ```text\n> panic!()\n> ```"
        );
        assert_eq!(
            sanitize("- a\n\n  ```\n  panic!()\n  ```"),
            "- a\n\n  ```text\n  panic!()\n  ```"
        );
        assert_eq!(sanitize("-      panic!()"), "- panic!()");
        assert_eq!(sanitize("1.     panic!()\n2. b"), "1. panic!()\n2. b");
    }

    #[test]
    fn a_block_that_is_left_open_ends_with_its_text() {
        for (text, closed) in [
            ("~~~", "~~~text\n~~~"),
            ("~~~\n    ~~~", "~~~text\n    ~~~\n~~~"),
            ("````\n```", "````text\n```\n````"),
        ] {
            assert_eq!(sanitize(text), closed);
        }
    }

    #[test]
    fn html_and_item_links_are_text() {
        assert_eq!(sanitize("a <b>c</b>"), "a \\<b>c\\</b>");
        assert_eq!(
            sanitize("<a href=\"https://example.com/a_b\">of OpenAPI</a>, <path from OpenAPI>"),
            "\\<a href=\"`https://example.com/a_b`\">of `OpenAPI`\\</a>, \\<path from `OpenAPI`>"
        );
        assert_eq!(
            sanitize("see [string] and [`crate::X`]"),
            "see \\[string] and \\[`crate::X`]"
        );
        assert_eq!(sanitize("[x](javascript:alert)"), "\\[x](javascript:alert)");
        assert_eq!(
            sanitize("[see a_b](#operation/get_one)"),
            "\\[see `a_b`](`#operation/get_one`)"
        );
        assert_eq!(
            sanitize("[x](https://example.com)"),
            "[x](https://example.com)"
        );
    }

    #[test]
    fn identifiers_and_addresses_are_marked() {
        assert_eq!(
            sanitize("set delay_seconds, or ackCount."),
            "set `delay_seconds`, or `ackCount`."
        );
        assert_eq!(
            sanitize("at https://example.com/a_b."),
            "at <https://example.com/a_b>."
        );
        assert_eq!(
            sanitize("See <https://example.com/a_b>."),
            "See <https://example.com/a_b>."
        );
        assert_eq!(
            sanitize("text (https://example.com/a_b), text"),
            "text (<https://example.com/a_b>), text"
        );
        assert_eq!(sanitize("sha256(a_b + c_d)"), "sha256(`a_b` + `c_d`)");
        assert_eq!(
            sanitize("GitHub has IDs and `a_b`"),
            "GitHub has IDs and `a_b`"
        );
    }

    #[test]
    fn what_no_doc_comment_can_hold_is_dropped() {
        assert_eq!(sanitize("a\rb\u{202e}c\0\u{1b}[31m"), "a\nbc\\[31m");
    }

    #[test]
    fn quotes_stand_outside_of_links() {
        assert_eq!(
            sanitize("See [\"All of it\"](https://example.com)."),
            "See \"[All of it](https://example.com)\"."
        );
    }

    #[test]
    fn list_items_keep_their_lines() {
        assert_eq!(sanitize("- one\ntwo\n- three"), "- one\n  two\n- three");
        assert_eq!(sanitize("Of:\n  * one\ntwo"), "Of:\n  * one\n    two");
    }
}
