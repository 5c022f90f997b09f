//! `pattern`: the one form that is checked without a regular expression engine, an anchored character class.

use std::iter::Peekable;
use std::ops::RangeInclusive;
use std::str::Chars;

/// The characters of a pattern like `^[0-9A-Za-z_-]+$`; `None` for any other pattern.
pub(crate) fn characters(pattern: &str) -> Option<Vec<RangeInclusive<char>>> {
    let class = pattern.strip_prefix("^[")?.strip_suffix('$')?;
    let end = class.rfind(']')?;
    let (class, repetition) = (&class[..end], &class[end + 1..]);
    if !matches!(repetition, "+" | "*") || class.starts_with('^') || class.is_empty() {
        return None;
    }
    let mut ranges = Vec::new();
    let mut rest = class.chars().peekable();
    while rest.peek().is_some() {
        ranges.push(range(&mut rest)?);
    }
    ranges.sort_by_key(|range| *range.start());
    Some(ranges)
}

fn range(rest: &mut Peekable<Chars<'_>>) -> Option<RangeInclusive<char>> {
    let first = character(rest)?;
    let mut ahead = rest.clone();
    if ahead.next() != Some('-') || ahead.peek().is_none() {
        return Some(first..=first);
    }
    rest.next();
    let last = character(rest)?;
    (first <= last).then_some(first..=last)
}

fn character(rest: &mut Peekable<Chars<'_>>) -> Option<char> {
    match rest.next()? {
        '\\' => rest.next().filter(char::is_ascii_punctuation),
        '[' | ']' => None,
        plain => Some(plain),
    }
}

#[cfg(test)]
mod tests {
    use super::characters;

    #[test]
    fn an_anchored_class_is_understood() {
        let ranges = vec!['-'..='-', '0'..='9', 'A'..='Z', '_'..='_', 'a'..='z'];
        assert_eq!(characters("^[0-9A-Za-z_-]+$"), Some(ranges));
        assert_eq!(
            characters(r"^[a\-z]*$"),
            Some(vec!['-'..='-', 'a'..='a', 'z'..='z'])
        );
    }

    #[test]
    fn anything_else_is_not() {
        for pattern in [
            "[a-z]+",
            "^[^a]+$",
            "^a+$",
            "^[a-z]{3}$",
            "^[a-z]+$|b",
            r"^[\d]+$",
            "^[z-a]+$",
            "^[]+$",
        ] {
            assert_eq!(characters(pattern), None, "{pattern}");
        }
    }
}
