//! What is wrong with how lines stand together: marks that are missing, indentation, items beside keys.

use super::Broken;
use super::Line;
use super::error;
use crate::spec::yaml::SyntaxError;

/// An item of a list whose dash sticks to it.
pub(super) fn dash(broken: &Broken<'_>) -> Option<SyntaxError> {
    let line = *broken.nearest_lines().first()?;
    let content = line.text.trim_start();
    let rest = content.strip_prefix('-')?;
    rest.starts_with(char::is_alphanumeric).then(|| {
        error(
            line.start + line.indentation(),
            "a space is missing between `-` and the item",
            format!("write `- {rest}`"),
        )
    })
}

/// A key without its colon, or with one that sticks to its value.
pub(super) fn missing_colon(broken: &Broken<'_>) -> Option<SyntaxError> {
    if !broken.message.contains("could not find expected ':'") {
        return None;
    }
    let lines = broken.nearest_lines();
    let is_text = |line: &&Line<'_>| {
        let (_, content) = line.content();
        !content.contains(": ") && !content.ends_with(':')
    };
    let line = lines.iter().take(2).find(is_text)?;
    let (start, content) = line.content();
    if let Some((key, value)) = content.split_once(':') {
        let is_key = key
            .chars()
            .all(|c| c.is_alphanumeric() || "-_$.".contains(c));
        return is_key.then(|| {
            error(
                start + key.len(),
                "a space is missing after this `:`",
                format!("write `{key}: {value}`"),
            )
        });
    }
    let word = content.split_whitespace().next()?;
    Some(error(
        start,
        "a `:` is missing after this key",
        format!("write `{word}:`"),
    ))
}

/// A line that stands beside none of the lines above it.
pub(super) fn indented(broken: &Broken<'_>) -> Option<SyntaxError> {
    let lines = broken.nearest_lines();
    let (line, above) = lines.split_first()?;
    let here = line.indentation();
    let mut open: Vec<(usize, &str)> = Vec::new();
    let mut least = usize::MAX;
    for other in above {
        let (start, content) = other.content();
        let mut places = vec![(start - other.start, content)];
        if other.text.trim_start().starts_with("- ") {
            places.push((other.indentation(), "-"));
        }
        for (column, content) in places {
            if column < least {
                least = column;
                let key = content.split(':').next().unwrap_or_default();
                open.push((column, key));
            }
        }
    }
    if open.iter().any(|(column, _)| *column == here) {
        return None;
    }
    let (beside, key) = open
        .iter()
        .min_by_key(|(column, _)| column.abs_diff(here))?;
    let spaces = |count: usize| match count {
        1 => "1 space".to_owned(),
        count => format!("{count} spaces"),
    };
    Some(error(
        line.start + here,
        format!(
            "this line is indented by {}, as no line above is that it could stand beside",
            spaces(here)
        ),
        format!("indent it by {} to stand beside `{key}`", spaces(*beside)),
    ))
}

/// An item of a list beside a key, or a key beside items: one of them has a dash too many or too few.
pub(super) fn item_or_key(broken: &Broken<'_>) -> Option<SyntaxError> {
    let lines = broken.nearest_lines();
    let (line, above) = lines.split_first()?;
    let here = line.indentation();
    let is_item = |line: &Line<'_>| line.text[line.indentation()..].starts_with("- ");
    let other = above.iter().find(|other| other.indentation() <= here)?;
    if other.indentation() != here || is_item(line) == is_item(other) {
        return None;
    }
    let written = |line: &Line<'_>| line.text.trim().to_owned();
    let (message, label, help) = if is_item(line) {
        let (key, item) = (written(other), written(line));
        let item = item.trim_start_matches("- ");
        let help =
            format!("write `- {key}` if that is an item too, and `{item}` if neither is one");
        (
            "an item of a list stands beside a key here",
            "the key",
            help,
        )
    } else {
        let (inner, key) = (other.content().0 - other.start, written(line));
        let help = format!(
            "indent it by {inner} spaces if it belongs to the item, or write `- {key}` if it is one too"
        );
        ("a key stands beside items of a list here", "an item", help)
    };
    let place = other.start + here;
    Some(SyntaxError {
        related: Some((place, label.to_owned())),
        ..error(line.start + here, message, help)
    })
}
