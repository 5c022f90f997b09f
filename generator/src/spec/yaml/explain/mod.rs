//! What is wrong with a text that is no YAML, in words of ours and at the place where a person looks.
//!
//! Each function here knows one mistake, and says nothing where it is another. What none of them knows is said in the words of
//! the library.

mod lines;

use lines::dash;
use lines::indented;
use lines::item_or_key;
use lines::missing_colon;

use crate::spec::yaml::SyntaxError;
use crate::spec::yaml::scan::Bracket;
use crate::spec::yaml::scan::Quote;
use crate::spec::yaml::scan::indentation;
use crate::spec::yaml::scan::scan;

/// A text in which the library found no way on.
struct Broken<'t> {
    text: &'t str,
    /// Where the library stopped.
    offset: usize,
    /// What it says.
    message: &'t str,
}

/// A line of a text, and its first byte.
#[derive(Clone, Copy)]
struct Line<'t> {
    start: usize,
    text: &'t str,
}

/// What is wrong, as far as it is known.
pub(super) fn explain(text: &str, offset: usize, message: &str) -> SyntaxError {
    let broken = Broken {
        text,
        offset,
        message,
    };
    let known = [
        control_character,
        conflict,
        fence,
        second_document,
        tab,
        odd_space,
        of_json,
        escape,
        name_of_type,
        quote,
        bracket,
        first_character,
        dash,
        colon_in_text,
        missing_colon,
        indented,
        item_or_key,
    ];
    let explained = known.iter().find_map(|explain| explain(&broken));
    explained.unwrap_or_else(|| SyntaxError {
        message: format!("this is no YAML: {message}"),
        offset,
        related: None,
        help: None,
        is_too_large: false,
    })
}

impl<'t> Broken<'t> {
    fn lines(&self) -> impl DoubleEndedIterator<Item = Line<'t>> {
        let text = self.text;
        let mut start = 0;
        let lines: Vec<Line<'t>> = text
            .split('\n')
            .map(|line| {
                let begin = start;
                start += line.len() + 1;
                Line {
                    start: begin,
                    text: line.trim_end_matches('\r'),
                }
            })
            .collect();
        lines.into_iter()
    }

    /// The line at which the library stopped, and those before it with something in them, the nearest first.
    fn nearest_lines(&self) -> Vec<Line<'t>> {
        let lines = self.lines().filter(|line| line.start <= self.offset);
        let full = lines.filter(|line| {
            let text = line.text.trim();
            !text.is_empty() && !text.starts_with('#')
        });
        full.rev().take(64).collect()
    }
}

impl Line<'_> {
    fn indentation(&self) -> usize {
        indentation(self.text)
    }

    /// Where what is written begins, behind `- `.
    fn content(&self) -> (usize, &str) {
        let mut at = self.indentation();
        while let Some(rest) = self.text[at..].strip_prefix("- ") {
            at = self.text.len() - rest.trim_start_matches(' ').len();
        }
        (self.start + at, &self.text[at..])
    }

    /// The value of the line's key, or of its list, with its place.
    fn value(&self) -> Option<(usize, &str)> {
        let (start, content) = self.content();
        let Some((key, _)) = content.split_once(": ") else {
            return self
                .text
                .trim_start()
                .starts_with("- ")
                .then_some((start, content));
        };
        let value = &content[key.len() + 1..];
        let blanks = value.len() - value.trim_start().len();
        let value = value.trim();
        (!value.is_empty()).then_some((start + key.len() + 1 + blanks, value))
    }
}

fn error(offset: usize, message: impl Into<String>, help: impl Into<String>) -> SyntaxError {
    SyntaxError {
        message: message.into(),
        offset,
        related: None,
        help: Some(help.into()),
        is_too_large: false,
    }
}

/// A character that no text file has.
fn control_character(broken: &Broken<'_>) -> Option<SyntaxError> {
    let is_control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}');
    let mut characters = broken.text.char_indices();
    let (offset, c) = characters.find(|(_, c)| is_control(*c))?;
    let code = u32::from(c);
    Some(error(
        offset,
        format!("the control character U+{code:04X} cannot stand in a document"),
        format!("remove it, or write `\\u{code:04x}` in a text with double quotes"),
    ))
}

/// Markers that Git leaves where two changes meet.
fn conflict(broken: &Broken<'_>) -> Option<SyntaxError> {
    let find = |marker: &str| broken.lines().find(|line| line.text.starts_with(marker));
    let (begin, end) = (find("<<<<<<<")?, find(">>>>>>>")?);
    Some(SyntaxError {
        related: Some((end.start, "up to here".to_owned())),
        ..error(
            begin.start,
            "a conflict of Git begins here that nobody resolved",
            "keep one of the two sides, and remove the lines with the markers",
        )
    })
}

/// The fence of a block of code in Markdown.
fn fence(broken: &Broken<'_>) -> Option<SyntaxError> {
    let mut lines = broken.lines();
    let line = lines.find(|line| line.text.starts_with("```"))?;
    Some(error(
        line.start,
        "this line is of Markdown, not of YAML",
        "take the lines with ``` away",
    ))
}

fn second_document(broken: &Broken<'_>) -> Option<SyntaxError> {
    if !broken.message.contains("more than one document") {
        return None;
    }
    let mut has_content = false;
    let mut lines = broken.lines();
    let line = lines.find(|line| {
        let is_marker = line.text == "---" || line.text.starts_with("--- ");
        let text = line.text.trim();
        has_content |= !is_marker && !text.is_empty() && !text.starts_with(['#', '%']);
        is_marker && has_content
    })?;
    Some(error(
        line.start,
        "a second document begins here: a file holds one",
        "remove this line with all that follows, or put that into a file of its own",
    ))
}

fn tab(broken: &Broken<'_>) -> Option<SyntaxError> {
    let line = *broken.nearest_lines().first()?;
    let blank = line.text.len() - line.text.trim_start().len();
    let tab = line.text[..blank].find('\t')?;
    Some(error(
        line.start + tab,
        "a tab indents this line: YAML is indented with spaces alone",
        "put spaces in its place; editors do it with \"Convert indentation to spaces\"",
    ))
}

/// Spaces and colons that only look like those of YAML; they come with text copied from web pages.
fn odd_space(broken: &Broken<'_>) -> Option<SyntaxError> {
    for line in broken.nearest_lines().into_iter().take(2) {
        let blank = line.text.len() - line.text.trim_start().len();
        let is_odd = |c: char| c.is_whitespace() && c != ' ' && c != '\t';
        let indented = line.text[..blank].find(is_odd);
        let after_colon = || {
            let colon = line.text.find(':')?;
            let next = line.text[colon + 1..].chars().next()?;
            is_odd(next).then_some(colon + 1)
        };
        let colon = || {
            let is_plain = !line.text.contains(": ");
            line.text.find('：').filter(|_| is_plain)
        };
        if let Some(at) = indented.or_else(after_colon).or_else(colon) {
            let c = line.text[at..].chars().next()?;
            let (what, instead) = if c == '：' {
                ("colon", "a `:` and a space")
            } else {
                ("space", "an ordinary space")
            };
            return Some(error(
                line.start + at,
                format!(
                    "this is the {what} U+{:04X}, which means nothing to YAML",
                    u32::from(c)
                ),
                format!("write {instead} in its place"),
            ));
        }
    }
    None
}

/// A text that is JSON but for a mistake: the parser of JSON knows better where it is.
fn of_json(broken: &Broken<'_>) -> Option<SyntaxError> {
    let text = broken.text;
    let inner = text.trim_start().strip_prefix('{')?.trim_start();
    if !inner.starts_with(['"', '/']) {
        return None;
    }
    let problem = serde_json::from_str::<serde::de::IgnoredAny>(text).err()?;
    let lines: Vec<Line<'_>> = broken.lines().collect();
    let line = lines.get(problem.line().saturating_sub(1))?;
    let offset = (line.start + problem.column().saturating_sub(1)).min(text.len());
    let offset = (0..=offset).rev().find(|at| text.is_char_boundary(*at))?;
    if let Some(comment) = lines
        .iter()
        .find(|line| line.text.trim_start().starts_with("//"))
    {
        return Some(error(
            comment.start + comment.indentation(),
            "JSON has no comments",
            "remove it, or write the document in YAML",
        ));
    }
    if problem.is_eof() {
        let open = scan(text, text.len()).open;
        let bracket = open.last()?;
        return Some(error(
            bracket.open,
            format!(
                "this `{}` is not closed: the text ends before",
                &text[bracket.open..=bracket.open]
            ),
            "add what is missing at the end; the file may have been cut off",
        ));
    }
    let message = problem.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    let (message, help) = match message {
        "expected `,` or `}`" | "expected `,` or `]`" => (
            format!("{message} before this"),
            "write a comma between two entries; within a text, write `\\\"` for a quote",
        ),
        "key must be a string" => (
            "a key of JSON stands in double quotes".to_owned(),
            "put it in double quotes",
        ),
        "trailing comma" => (
            "JSON has no comma before a bracket that closes".to_owned(),
            "remove it",
        ),
        message => (
            format!("this is no JSON: {message}"),
            "mend it, or write the document in YAML",
        ),
    };
    Some(error(offset, message, help))
}

/// `!name`, by which YAML calls types of its own.
fn name_of_type(broken: &Broken<'_>) -> Option<SyntaxError> {
    if !broken.message.contains("a YAML tag") {
        return None;
    }
    let rest = broken.text.get(broken.offset..)?;
    let tag = rest.split_whitespace().next()?;
    Some(error(
        broken.offset,
        format!("`{tag}` is a tag of YAML, which has no meaning in an OpenAPI document"),
        "remove it; a text that begins with `!` goes in quotes",
    ))
}

fn escape(broken: &Broken<'_>) -> Option<SyntaxError> {
    if !broken.message.contains("unknown escape character") {
        return None;
    }
    let before = broken.text.get(..=broken.offset)?;
    let offset = before.rfind('\\')?;
    let escape: String = broken.text[offset..].chars().take(2).collect();
    Some(error(
        offset,
        format!("`{escape}` means nothing in a text with double quotes"),
        format!("write `\\{escape}`, or put the text in single quotes"),
    ))
}

/// Texts in quotes that do not end, or end too early.
fn quote(broken: &Broken<'_>) -> Option<SyntaxError> {
    let Quote { open, end } = scan(broken.text, broken.offset + 1).quote?;
    let mark = &broken.text[open..=open];
    let lines = |end: usize| broken.text[open..end].contains('\n');
    let Some(end) = end.filter(|end| !lines(*end)) else {
        return Some(error(
            open,
            format!("this {mark} opens a text that is not closed"),
            format!("write {mark} at its end"),
        ));
    };
    let after = broken.text[end..].lines().next().unwrap_or_default();
    let is_apostrophe = mark == "'" && after.starts_with(char::is_alphanumeric);
    let is_comma = after.trim_start().starts_with(',');
    let help = if is_apostrophe {
        "write `''` for an apostrophe in it, or put the text in double quotes"
    } else if is_comma {
        "remove the comma: lines of YAML have none at their end"
    } else {
        "put the whole text in quotes, or no part of it"
    };
    let message = format!("the text in quotes ends before `{}`", after.trim());
    Some(error(end - 1, message, help))
}

/// Brackets that are not closed, or in which a comma is missing.
fn bracket(broken: &Broken<'_>) -> Option<SyntaxError> {
    let Bracket { open, comment } = *scan(broken.text, broken.offset).open.last()?;
    let mark = &broken.text[open..=open];
    if let Some(comment) = comment {
        return Some(SyntaxError {
            related: Some((open, "what is open here".to_owned())),
            ..error(
                comment,
                "`#` begins a comment here, which hides the rest of the line",
                "put the text in quotes, as in `'#/components/schemas/Pet'`",
            )
        });
    }
    let line = broken.text[open..].lines().next().unwrap_or_default();
    let is_of_one_line = open + line.len() > broken.offset;
    let closing = if mark == "{" { "}" } else { "]" };
    let is_closed = line.contains(closing);
    if is_of_one_line && is_closed {
        return Some(error(
            broken.offset,
            "a comma is missing before this, or a text goes in quotes",
            format!("between `{mark}` and `{closing}`, write a comma between two entries"),
        ));
    }
    Some(error(
        open,
        format!("this `{mark}` is not closed"),
        format!("add `{closing}` at its end, or put the text in quotes"),
    ))
}

/// Texts that begin with what means something to YAML.
fn first_character(broken: &Broken<'_>) -> Option<SyntaxError> {
    let line = *broken.nearest_lines().first()?;
    let (start, value) = line.value()?;
    let first = value.chars().next()?;
    let is_block = matches!(first, '|' | '>') && value.len() > 2;
    let is_bracket = matches!(first, '{' | '[') && start < broken.offset;
    let is_question = value.starts_with("? ");
    let is_reserved = matches!(first, '@' | '`' | '%' | '*' | '&' | '!');
    if !(is_block || is_bracket || is_question || is_reserved) {
        return None;
    }
    let help = if is_block {
        format!(
            "begin the text on the next line, indented further, or put it in quotes: `{first}` announces such lines"
        )
    } else {
        format!("put it in quotes: `'{}'`", value.replace('\'', "''"))
    };
    let sign = if first == '`' {
        "a backtick".to_owned()
    } else {
        format!("`{first}`")
    };
    let message = format!("a text cannot begin with {sign} without quotes");
    Some(error(start, message, help))
}

/// A text without quotes that has the sign of a key in it.
fn colon_in_text(broken: &Broken<'_>) -> Option<SyntaxError> {
    if !broken.message.contains("mapping values are not allowed") {
        return None;
    }
    let line = *broken.nearest_lines().first()?;
    let (start, value) = line.value()?;
    let colon = value
        .find(": ")
        .or_else(|| value.strip_suffix(':').map(str::len))?;
    Some(error(
        start + colon,
        "this `:` stands in a text without quotes, where YAML takes it for the end of a key",
        format!("put the text in quotes: `'{}'`", value.replace('\'', "''")),
    ))
}
