//! Long lines of docs, broken between words.

use std::borrow::Cow;
use std::collections::BTreeSet;

use pulldown_cmark::Event;
use pulldown_cmark::TagEnd;

use crate::render::docs::sanitize::events;

/// The longest line, `///` left out.
const WIDTH: usize = 80;

/// The text with no long lines, except for what does not go on two: links, code, tables, headings.
pub(crate) fn wrap(text: &str) -> Cow<'_, str> {
    if text.lines().all(|line| line.chars().count() <= WIDTH) {
        return Cow::Borrowed(text);
    }
    let spaces = spaces(text);
    let mut wrapped = String::with_capacity(text.len());
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let spaces = spaces.range(start..start + line.len());
        wrap_line(line, spaces.map(|at| at - start), &mut wrapped);
        start += line.len();
    }
    Cow::Owned(wrapped)
}

fn wrap_line(line: &str, spaces: impl Iterator<Item = usize>, wrapped: &mut String) {
    let indentation = indentation(line);
    let (mut column, mut start) = (0, 0);
    for end in spaces.chain([line.len()]) {
        let words = line[start..end].trim_end_matches('\n');
        let width = words.chars().count();
        if start > 0 && column + width > WIDTH {
            wrapped.push('\n');
            wrapped.push_str(&" ".repeat(indentation));
            wrapped.push_str(&words[1..]);
            column = indentation + width - 1;
        } else {
            wrapped.push_str(words);
            column += width;
        }
        start = end;
    }
    wrapped.extend(line.ends_with('\n').then_some('\n'));
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
fn spaces(text: &str) -> BTreeSet<usize> {
    let mut spaces = BTreeSet::new();
    let mut kept = 0_usize;
    for (event, range) in events(text) {
        match event {
            Event::Start(tag) if stays_on_its_line(tag.to_end()) => kept += 1,
            Event::End(tag) if stays_on_its_line(tag) => kept -= 1,
            Event::Text(_) if kept == 0 => {
                let found = text[range.clone()].match_indices(' ');
                spaces.extend(found.map(|(at, _)| range.start + at));
            }
            _ => {}
        }
    }
    spaces.retain(|at| !text[..*at].ends_with([' ', '\n']) && !starts_block(&text[at + 1..]));
    spaces
}

fn stays_on_its_line(tag: TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Paragraph | TagEnd::List(_) | TagEnd::Item | TagEnd::Emphasis | TagEnd::Strong
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
    fn items_of_lists_stay_items() {
        let words = "word ".repeat(15);
        let line = format!("- {words}`some code` and\n\n10. {words}- `more code` and");
        let expected =
            format!("- {words}\n  `some code` and\n\n10. {words}- \n    `more code` and");
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
            format!("> {words}"),
        ] {
            assert_eq!(wrap(&text), text);
        }
    }
}
