//! Long lines of docs, broken between words.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::Event;
use pulldown_cmark::Tag;
use pulldown_cmark::TagEnd;

use crate::render::docs::sanitize::events;
use crate::render::docs::sanitize::is_prose;

/// The longest line, `///` left out.
const WIDTH: usize = 80;

/// The text with no long lines, except for what does not go on two: links, code, tables, headings.
pub(crate) fn wrap(text: &str) -> Cow<'_, str> {
    if !is_wide(text) {
        return Cow::Borrowed(text);
    }
    let text = &filled(text);
    let mut spaces = spaces(text).into_iter().peekable();
    let mut wrapped = String::with_capacity(text.len());
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let here = std::iter::from_fn(|| spaces.next_if(|at| *at < end));
        wrap_line(line, here.map(|at| at - start), &mut wrapped);
        start = end;
    }
    Cow::Owned(wrapped)
}

/// The text with each paragraph that has a long line on one: broken where it is by its author, it would have lines of all lengths.
fn filled(text: &str) -> Cow<'_, str> {
    if !text.contains('\n') {
        return Cow::Borrowed(text);
    }
    let mut filled = String::with_capacity(text.len());
    let (mut start, mut is_filled, mut quotes) = (0, false, 0_usize);
    for (event, range) in events(text) {
        match event {
            // Each line of a quote has its mark.
            Event::Start(Tag::BlockQuote(_)) => quotes += 1,
            Event::End(TagEnd::BlockQuote(_)) => quotes -= 1,
            Event::Start(Tag::Paragraph) => is_filled = quotes == 0 && is_wide(&text[range]),
            Event::End(TagEnd::Paragraph) => is_filled = false,
            Event::SoftBreak if is_filled => {
                filled.push_str(text[start..range.start].trim_end_matches(' '));
                filled.push(' ');
                let behind = &text[range.end..];
                start = range.end + behind.len() - behind.trim_start_matches(' ').len();
            }
            _ => {}
        }
    }
    filled.push_str(&text[start..]);
    Cow::Owned(filled)
}

fn is_wide(text: &str) -> bool {
    text.lines().any(|line| line.chars().count() > WIDTH)
}

fn wrap_line(line: &str, spaces: impl Iterator<Item = usize>, wrapped: &mut String) {
    let beginning = beginning(line);
    let (mut column, mut start) = (0, 0);
    for end in spaces.chain([line.len()]) {
        let words = line[start..end].trim_end_matches('\n');
        let width = words.chars().count();
        if start > 0 && column + width > WIDTH {
            wrapped.push('\n');
            wrapped.push_str(&beginning);
            wrapped.push_str(&words[1..]);
            column = beginning.len() + width - 1;
        } else {
            wrapped.push_str(words);
            column += width;
        }
        start = end;
    }
    wrapped.extend(line.ends_with('\n').then_some('\n'));
}

/// How the lines begin that a line goes on with: the marks of quotes, and spaces as far as its first word.
fn beginning(line: &str) -> String {
    let behind = line.trim_start_matches([' ', '>']);
    let marks = line[..line.len() - behind.len()].rfind('>');
    let (marks, words) = line.split_at(marks.map_or(0, |mark| mark + 1));
    format!("{marks}{}", " ".repeat(indentation(words)))
}

/// How far the first word of a line is indented, behind the mark of a list.
fn indentation(line: &str) -> usize {
    let text = line.trim_start_matches(' ');
    let mark = text.split(' ').next().unwrap_or_default();
    let is_item = starts_block(mark) && !mark.starts_with('#');
    let behind = text[mark.len()..].trim_start_matches(' ');
    line.len() - if is_item { behind.len() } else { text.len() }
}

/// Where a line may be broken: between two words of prose, the second of which would start no list, heading or quote.
fn spaces(text: &str) -> Vec<usize> {
    let mut spaces = Vec::new();
    let mut within = |range: Range<usize>| {
        let found = text[range.clone()].match_indices(' ');
        spaces.extend(found.map(|(at, _)| range.start + at));
    };
    let mut kept = 0_usize;
    if is_prose(text) {
        within(0..text.len());
    } else {
        for (event, range) in events(text) {
            match event {
                Event::Start(tag) if stays_on_its_line(tag.to_end()) => kept += 1,
                Event::End(tag) if stays_on_its_line(tag) => kept -= 1,
                Event::Text(_) if kept == 0 => within(range),
                _ => {}
            }
        }
    }
    spaces.retain(|at| !text[..*at].ends_with([' ', '\n']) && !starts_block(&text[at + 1..]));
    spaces
}

fn stays_on_its_line(tag: TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Paragraph
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::BlockQuote(_)
            | TagEnd::Emphasis
            | TagEnd::Strong
    )
}

/// Whether a line that starts with this may be more than text.
fn starts_block(text: &str) -> bool {
    let marks = [" ", "-", "+", "*", "#", ">", "=", "~", "|", "```", ":"];
    let behind_digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = behind_digits.len() < text.len() && behind_digits.starts_with(['.', ')']);
    is_number || marks.iter().any(|mark| text.starts_with(mark))
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn prose_is_broken_between_words() {
        let words = "word ".repeat(20);
        let line = "word ".repeat(16);
        let expected = format!("{}\nword word word word", line.trim_end());
        assert_eq!(wrap(words.trim_end()), expected);
    }

    #[test]
    fn a_paragraph_with_a_long_line_is_filled_anew() {
        let (long, short) = ("word ".repeat(18), "short\nlines\n");
        let text = format!("{short}\n{long}\nword\nword\n\n> {long}\n> {long}\n");
        let full = "word ".repeat(16);
        let quote = format!("> {}\n> word word word\n", "word ".repeat(15));
        let expected = format!(
            "{short}\n{}\nword word word word\n\n{quote}{quote}",
            full.trim_end()
        );
        let wrapped = wrap(&text);
        assert_eq!(wrapped.replace(" \n", "\n"), expected.replace(" \n", "\n"));
    }

    #[test]
    fn items_of_lists_stay_items() {
        let words = "word ".repeat(15);
        let line = format!("- {words}`some code` and\n\n10. {words}- `more code` and");
        let expected =
            format!("- {words}\n  `some code` and\n\n10. {words}- \n    `more code` and");
        assert_eq!(wrap(&line), expected.replace(" \n", "\n"));
    }

    #[test]
    fn each_line_of_a_quote_has_its_mark() {
        let words = "word ".repeat(15);
        let line = format!("> - {words}`some code` and");
        let expected = format!("> - {words}\n>   `some code` and");
        assert_eq!(wrap(&line), expected.replace(" \n", "\n"));
    }

    #[test]
    fn links_code_and_tables_stay_on_one_line() {
        let words = "word ".repeat(20);
        let words = words.trim_end();
        for text in [
            format!("`{words}`"),
            format!("[{words}](https://example.com)"),
            format!("# {words}"),
            format!("```text\n{words}\n```"),
            format!("| a | b |\n|---|---|\n| {words} | b |"),
        ] {
            assert_eq!(wrap(&text), text);
        }
    }
}
