//! Whether a text can do harm where its Markdown is shown, and a form of it that cannot: the last word on what comes from the
//! document, whatever became of the text before.

use pulldown_cmark::BrokenLink;
use pulldown_cmark::CodeBlockKind;
use pulldown_cmark::CowStr;
use pulldown_cmark::Event;
use pulldown_cmark::LinkType;
use pulldown_cmark::Parser;
use pulldown_cmark::Tag;

use crate::render::docs::sanitize::LANGUAGES;
use crate::render::docs::sanitize::OPTIONS;
use crate::render::docs::sanitize::is_prose;

/// Where links may lead.
const SCHEMES: [&str; 3] = ["https://", "http://", "mailto:"];

/// Whether a link leads to the web or to a person, and to no script, no file and no item of Rust.
pub(crate) fn leads_out(kind: LinkType, target: &str) -> bool {
    kind == LinkType::Email || has_scheme(target)
}

/// Whether an address begins as those that links may have.
pub(crate) fn has_scheme(target: &str) -> bool {
    SCHEMES.iter().any(|scheme| {
        let start = target.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

/// The text itself, or where its Markdown is more than words, code and links to the web, its letters alone.
pub(crate) fn passive(text: String) -> String {
    if is_passive(&text) {
        text
    } else {
        escaped(&text)
    }
}

/// Whether a text has no HTML, no image, no code that is Rust, no link but to the web, and nothing that makes links of other texts.
fn is_passive(text: &str) -> bool {
    if is_prose(text) {
        return true;
    }
    let mut is_reference = false;
    let unresolved = |_: BrokenLink<'_>| -> Option<(CowStr<'_>, CowStr<'_>)> {
        is_reference = true;
        None
    };
    let mut parser = Parser::new_with_broken_link_callback(text, OPTIONS, Some(unresolved));
    let defines_links = parser.reference_definitions().iter().next().is_some();
    let is_clean = parser.by_ref().all(|event| is_passive_event(&event));
    drop(parser);
    is_clean && !defines_links && !is_reference
}

fn is_passive_event(event: &Event<'_>) -> bool {
    match event {
        Event::Html(_)
        | Event::InlineHtml(_)
        | Event::Start(Tag::Image { .. } | Tag::CodeBlock(CodeBlockKind::Indented)) => false,
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
            LANGUAGES.contains(&language.as_ref())
        }
        Event::Start(Tag::Link {
            link_type,
            dest_url,
            ..
        }) => leads_out(*link_type, dest_url),
        _ => true,
    }
}

/// The letters of a text, in the lines that it has: no sign in it means anything to Markdown.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() * 2);
    for line in text.lines() {
        for letter in line.trim().chars() {
            if letter.is_ascii_punctuation() {
                escaped.push('\\');
            }
            escaped.push(letter);
        }
        escaped.push('\n');
    }
    escaped.truncate(escaped.trim_end().len());
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_code_and_links_to_the_web_stay() {
        for text in [
            "Words, *words* and `code`.",
            "[x](https://example.com), <HTTPS://example.com>, <mailto:a@example.com>, <a@example.com>",
            "```json\n{}\n```",
            "| a |\n|---|\n| b |",
        ] {
            assert_eq!(passive(text.to_owned()), text);
        }
    }

    #[test]
    fn everything_else_is_letters() {
        for text in [
            "[x](javascript:alert)",
            "<javascript:alert>",
            "<b>x</b>",
            "![x](https://example.com/a.png)",
            "    panic!()",
            "```\npanic!()\n```",
            "[`crate::X`]",
            "[x]: https://example.com",
            "a\n[x]: https://example.com",
        ] {
            let letters = passive(text.to_owned());
            assert!(letters.contains('\\'), "{letters}");
            assert!(is_passive(&letters), "{letters}");
        }
        assert_eq!(
            passive("  <b>\n\tx</b>\n".to_owned()),
            "\\<b\\>\nx\\<\\/b\\>"
        );
    }
}
