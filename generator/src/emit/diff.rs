//! The difference between two texts, for a person to read.

use similar::{ChangeTag, TextDiff};

use super::printable::printable;

/// How many lines of a difference are shown.
const LONGEST: usize = 40;
/// How many letters of a line are shown.
const WIDEST: usize = 200;
/// How many unchanged lines are shown around a change.
const CONTEXT: usize = 3;

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It is there before and after.
    Same,
    /// It is there before.
    Removed,
    /// It is there after.
    Added,
    /// Not a line of the text, but about it: where a hunk is, or how much is not shown.
    Note,
}

/// A line as it is shown, its sign in front, safe for a terminal and without line end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What became of it.
    pub mark: Mark,
    /// What to show.
    pub text: String,
}

/// The hunks of a unified diff; of a long one the beginning, then how much more there is.
#[must_use]
pub fn lines(before: &str, after: &str) -> Vec<Line> {
    let diff = TextDiff::from_lines(before, after);
    let mut lines = Vec::new();
    for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
        lines.push(Line {
            mark: Mark::Note,
            text: hunk.header().to_string(),
        });
        for change in hunk.iter_changes() {
            let (mark, sign) = match change.tag() {
                ChangeTag::Equal => (Mark::Same, ' '),
                ChangeTag::Delete => (Mark::Removed, '-'),
                ChangeTag::Insert => (Mark::Added, '+'),
            };
            lines.push(Line {
                mark,
                text: format!("{sign}{}", shown(change.value())),
            });
        }
    }
    shortened(lines)
}

/// A line of the text. A `\r` before its end stays, as `\r`: it may be the whole difference.
fn shown(line: &str) -> String {
    let line = line.strip_suffix('\n').unwrap_or(line);
    match line.char_indices().nth(WIDEST) {
        None => printable(line),
        Some((end, _)) => format!("{} …", printable(&line[..end])),
    }
}

fn shortened(mut lines: Vec<Line>) -> Vec<Line> {
    if lines.len() > LONGEST + 1 {
        let more = lines.len() - LONGEST;
        lines.truncate(LONGEST);
        lines.push(Line {
            mark: Mark::Note,
            text: format!("… {more} more lines"),
        });
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(before: &str, after: &str) -> String {
        lines(before, after)
            .into_iter()
            .map(|line| line.text + "\n")
            .collect()
    }

    #[test]
    fn a_change_is_shown_between_its_neighbours() {
        insta::assert_snapshot!(shown("a\nb\nc\nd\ne\nf\n", "a\nb\nc\nd\nE\nf\n"), @r"
        @@ -2,5 +2,5 @@
         b
         c
         d
        -e
        +E
         f
        ");
    }

    #[test]
    fn line_ends_and_escape_sequences_are_visible() {
        insta::assert_snapshot!(shown("a\r\n\u{1b}[31m\n", "a\n"), @r"
        @@ -1,2 +1 @@
        -a\r
        -\u{1b}[31m
        +a
        ");
    }

    #[test]
    fn equal_texts_have_no_difference() {
        assert_eq!(lines("a\n", "a\n"), []);
    }

    #[test]
    fn a_long_difference_is_cut() {
        let after = "line\n".repeat(100);
        let lines = lines("", &after);
        assert_eq!(lines.len(), 41);
        assert_eq!(lines[40].text, "… 61 more lines");
        assert_eq!(lines[40].mark, Mark::Note);
    }

    #[test]
    fn a_long_line_is_cut() {
        let lines = lines("", &"é".repeat(1000));
        assert_eq!(
            lines[1].text.chars().count(),
            1 + WIDEST + " …".chars().count()
        );
    }
}
