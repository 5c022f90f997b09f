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
use crate::render::docs::passive::has_scheme;
use crate::render::docs::passive::leads_out;
use crate::render::docs::passive::passive;

/// A replacement in a text.
type Edit = (Range<usize>, String);

/// Languages of code blocks that rustdoc does not take for Rust.
pub(super) const LANGUAGES: [&str; 14] = [
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

/// What an indented code block has before its lines, whatever else it is in.
const INDENTATION: &str = "    ";

/// The Markdown that rustdoc reads.
pub(super) const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS);

/// The text as Markdown that rustdoc and clippy understand as its author did, and that can do no [harm](passive). It leaves no
/// code block open for what is written below it.
pub(crate) fn sanitize(text: &str) -> String {
    if is_prose(text) {
        return apply(text, words(text, &(0..text.len())));
    }
    let text = mended(text);
    passive(match open_fence(&text) {
        Some(fence) => format!("{}\n{fence}", text.trim_end()),
        None => text,
    })
}

/// Whether a text is one line of words and what stands between them: nothing in it means anything to Markdown.
pub(super) fn is_prose(text: &str) -> bool {
    let is_between = |c: u8| b" .,;:?!'\"/%()-".contains(&c);
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|c| c.is_ascii_alphanumeric() || is_between(c))
}

/// The fence of a code block that whatever is written below the text would be part of.
fn open_fence(text: &str) -> Option<String> {
    if !text.contains("```") && !text.contains("~~~") {
        return None;
    }
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
    if text.bytes().all(|c| c == b'\n' || matches!(c, b' '..=b'~')) {
        return text.to_owned();
    }
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
    Parser::new_ext(text, OPTIONS).into_offset_iter()
}

/// Indented code blocks, which have no language and so would be Rust, lose their indentation.
fn dedents(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    if !text.contains(INDENTATION) {
        return edits;
    }
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
    let mut edits = definitions(text);
    let mut prose: Vec<Range<usize>> = Vec::new();
    let mut depth_of_code = 0_usize;
    let mut is_link = false;
    let mut items: Vec<usize> = Vec::new();
    for (event, range) in events(text) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                depth_of_code += 1;
                edits.extend(fence(text, &range, &language));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => depth_of_code += 1,
            Event::Start(Tag::BlockQuote(_)) => edits.extend(alert(text, &range)),
            Event::End(TagEnd::CodeBlock) => depth_of_code -= 1,
            Event::Start(Tag::Item) => {
                items.push(column(text, &range));
                edits.extend(continuations(text, &range));
            }
            Event::End(TagEnd::Item) => drop(items.pop()),
            Event::SoftBreak => {
                edits.extend(
                    items
                        .last()
                        .and_then(|&item| outdented(text, range.end, item)),
                );
            }
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                ..
            }) => {
                is_link = leads_out(link_type, &dest_url);
                edits.extend(if is_link {
                    link(text, &range, link_type, &dest_url)
                } else {
                    no_link(text, &range)
                });
            }
            Event::End(TagEnd::Link) => is_link = false,
            Event::Start(Tag::Image { .. }) if is_link => {
                edits.push((range.clone(), words_of_image(&text[range])));
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                edits.push((range.start..range.start + 1, "\\!".to_owned()));
                if !has_scheme(&dest_url) {
                    edits.extend(no_link(text, &(range.start + 1..range.end)));
                }
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

/// What stands in a link in place of an image, which would be a link itself.
fn words_of_image(image: &str) -> String {
    let words = image
        .strip_prefix("![")
        .and_then(|rest| rest.split(']').next());
    let is_plain = |words: &&str| !words.is_empty() && is_prose(words);
    words.filter(is_plain).unwrap_or("Image").to_owned()
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

/// The mark of an alert, as GitHub has them in quotes, which rustdoc does not know: a word.
fn alert(text: &str, range: &Range<usize>) -> Option<Edit> {
    let inner = text[range.clone()].trim_start_matches(['>', ' ']);
    let start = range.end - inner.len();
    let mark = inner.lines().next()?.trim_end();
    let words = [
        ("[!NOTE]", "Note"),
        ("[!TIP]", "Tip"),
        ("[!IMPORTANT]", "Important"),
        ("[!WARNING]", "Warning"),
        ("[!CAUTION]", "Caution"),
    ];
    let (_, word) = words.into_iter().find(|(known, _)| *known == mark)?;
    Some((start..start + mark.len(), format!("**{word}:**")))
}

/// Where the first word of a list item is, in its line.
fn column(text: &str, range: &Range<usize>) -> usize {
    let line_start = text[..range.start]
        .rfind('\n')
        .map_or(0, |newline| newline + 1);
    let item = &text[range.clone()];
    let start = item.len() - item.trim_start_matches(' ').len();
    let marker = item[start..].find(' ').map_or(1, |space| space + 1);
    range.start - line_start + start + marker
}

/// The line of a paragraph that is indented further than the item that it is in.
fn outdented(text: &str, line: usize, item: usize) -> Option<Edit> {
    let line = text[..line].rfind('\n').map_or(0, |newline| newline + 1);
    let rest = &text[line..];
    let indentation = rest.len() - rest.trim_start_matches(' ').len();
    (indentation > item).then(|| (line..line + indentation, " ".repeat(item)))
}

/// The lines of a list item are indented as far as its first word.
fn continuations(text: &str, range: &Range<usize>) -> Vec<Edit> {
    let item = &text[range.clone()];
    let column = column(text, range);
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

/// The definitions of links, each of which would hold for all that is documented with the text: links have their targets themselves.
fn definitions(text: &str) -> Vec<Edit> {
    if !text.contains("]:") {
        return Vec::new();
    }
    let parser = Parser::new_ext(text, OPTIONS);
    let definitions = parser.reference_definitions().iter();
    definitions
        .map(|(_, definition)| (definition.span.clone(), String::new()))
        .collect()
}

/// A link that leads out, with its target.
fn link(text: &str, range: &Range<usize>, kind: LinkType, target: &str) -> Vec<Edit> {
    let end = range.end;
    let name = match kind {
        LinkType::Reference => text[range.clone()]
            .rfind("][")
            .map(|words| range.start + words + 1..end),
        // Its brackets stand behind it.
        LinkType::Collapsed => Some(end..end + "[]".len()),
        LinkType::Shortcut => Some(end..end),
        _ => None,
    };
    let mut edits = quotes_outside(text, range);
    if let Some(name) = name {
        let needs_brackets = |c: char| c.is_whitespace() || "()<>\\".contains(c);
        if target.contains(needs_brackets) {
            return no_link(text, range);
        }
        edits.insert(0, (name, format!("({target})")));
    }
    edits
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
    if link.starts_with('<') {
        return escapes(text, range, '<');
    }
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
        if is_plain_word(bare) {
            // Nothing to look for: most words are such.
        } else if let Some(address) = address(bare) {
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

/// Whether a word has no sign in it that means anything, and no capital but the first letter.
fn is_plain_word(word: &str) -> bool {
    let mut letters = word.bytes();
    let first = letters.next();
    first.is_some_and(|first| first.is_ascii_alphanumeric())
        && letters
            .all(|c| matches!(c, b'a'..=b'z' | b'0'..=b'9' | b'.' | b',' | b'-' | b'!' | b'?'))
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
        assert_eq!(sanitize("> [!NOTE]\n> Text."), "> **Note:**\n> Text.");
        assert_eq!(
            sanitize("[![Run it](https://a.example/b.svg)](https://a.example)"),
            "[Run it](https://a.example)"
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
        for text in [
            "[x](javascript:alert)",
            "![x](javascript:alert)",
            "<JavaScript:alert>",
            "[x][1]\n\n[1]: javascript:alert",
            "[`Client`]: https://example.com",
            "[x](&#106;avascript:alert)",
            "[![x](javascript:a)](vbscript:b)",
            "[x]: data:a\n[x]: javascript:a\n[x]",
        ] {
            let text = sanitize(text);
            assert_eq!(passive(text.clone()), text);
            assert!(!text.contains("]: https"), "{text}");
            assert!(!text.starts_with(['<', '[', '!']), "{text}");
        }
        assert_eq!(sanitize("[x](javascript:alert)"), "\\[x](javascript:alert)");
        assert_eq!(
            sanitize("a [b][1]\n\n[1]: https://example.com"),
            "a [b](https://example.com)\n\n"
        );
        assert_eq!(
            sanitize("a [b][] [b]\n\n[b]: https://example.com\n"),
            "a [b](https://example.com) [b](https://example.com)\n\n\n"
        );
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
        assert_eq!(
            sanitize("- a\n    b\n  - c\n      d"),
            "- a\n  b\n  - c\n    d"
        );
    }
}
