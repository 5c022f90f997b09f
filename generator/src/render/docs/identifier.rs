//! The parts of a word that are not prose: identifiers, calls, paths with identifiers in them.
//!
//! clippy asks for backticks around them (`doc_markdown`), and takes for one what has an underscore within, a path of Rust,
//! a call without arguments or camel case.

use std::ops::Range;

/// Words in camel case that clippy knows not to be identifiers.
const PLAIN_WORDS: [&str; 14] = [
    "DevOps",
    "GitHub",
    "GitLab",
    "GraphQL",
    "JavaScript",
    "MacBook",
    "NaN",
    "OAuth",
    "OpenSSL",
    "OpenTelemetry",
    "TypeScript",
    "WebAssembly",
    "WebGL",
    "WebSocket",
];

/// What stands between two parts: brackets, quotes, commas, and the beginning of an entity.
const BETWEEN: [char; 12] = ['(', ')', '[', ']', '<', '>', ',', ';', '&', '"', '\'', '`'];

/// Where in a word the identifiers are.
pub(crate) fn identifiers(word: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut at = 0;
    for part in word.split_inclusive(BETWEEN) {
        ranges.extend(core(part).and_then(|core| marked(word, at + core.start..at + core.end)));
        at += part.len();
    }
    ranges
}

/// A part with the brackets of its call, if it is no prose.
fn marked(word: &str, core: Range<usize>) -> Option<Range<usize>> {
    if word[core.end..].starts_with("()") {
        return Some(core.start..core.end + "()".len());
    }
    let part = &word[core.clone()];
    (is_identifier(part) || is_compound(part)).then_some(core)
}

/// A part without the punctuation around it.
fn core(part: &str) -> Option<Range<usize>> {
    let mut start = part.find(is_letter)?;
    let last = part.rfind(is_letter)?;
    let mut end = last + part[last..].chars().next()?.len_utf8();
    end = start + part[start..end].trim_end_matches(':').len();
    if part[..start].ends_with(['/', '#']) {
        start -= 1;
    }
    let inner = &part[start..end];
    let is_open = inner.matches('{').count() > inner.matches('}').count();
    if is_open && part[end..].starts_with('}') {
        end += 1;
    }
    (start < end).then_some(start..end)
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == ':'
}

fn is_identifier(word: &str) -> bool {
    word.chars().all(is_letter)
        && !PLAIN_WORDS.contains(&word)
        && (is_snake(word) || is_camel(word.trim_matches('_')) || word.contains("::"))
}

/// Identifiers with operators between them. Words with hyphens are prose to clippy.
fn is_compound(word: &str) -> bool {
    let is_address = word.contains("://");
    let is_prose = word.contains('-') || has_escape(word);
    is_address || !is_prose && (is_snake(word) || word.contains("::"))
}

/// Whether a backslash takes the meaning from a sign (`CommonMark`, 2.4): other backslashes are text.
fn has_escape(word: &str) -> bool {
    let behind = word.split('\\').skip(1);
    let mut signs = behind.map(|rest| rest.chars().next());
    signs.any(|sign| sign.is_none_or(|sign| sign.is_ascii_punctuation()))
}

fn is_snake(word: &str) -> bool {
    word.trim_matches('_').contains('_')
}

/// As clippy sees it: capitals after the first letter, with small letters between them.
fn is_camel(word: &str) -> bool {
    let word = word.strip_suffix('s').unwrap_or(word);
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let has_small = word.chars().any(char::is_lowercase);
    let starts_small = word.starts_with(char::is_lowercase) && capitals > 0;
    has_small && (capitals > 1 || starts_small) && word.chars().all(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(word: &str) -> Vec<&str> {
        let ranges = identifiers(word).into_iter();
        ranges.map(|range| &word[range]).collect()
    }

    #[test]
    fn identifiers_are_found_behind_punctuation() {
        assert_eq!(found("(delay_seconds),"), ["delay_seconds"]);
        assert_eq!(found("ackCount:"), ["ackCount"]);
        assert_eq!(found("ReadMe's"), ["ReadMe"]);
        assert_eq!(found("sha256(app_response_id"), ["app_response_id"]);
        assert_eq!(
            found("FirstOne(a_b,SecondOne)"),
            ["FirstOne", "a_b", "SecondOne"]
        );
        assert_eq!(found("a_b()"), ["a_b()"]);
        assert_eq!(found("list()."), ["list()"]);
        assert_eq!(found("_FirstOne"), ["_FirstOne"]);
    }

    #[test]
    fn what_belongs_together_stays_together() {
        assert_eq!(found("/id/{public_key}."), ["/id/{public_key}"]);
        assert_eq!(found("{public_key}"), ["public_key"]);
        assert_eq!(found("user.first_name=x"), ["user.first_name=x"]);
        assert_eq!(found("s3://bucket"), ["s3://bucket"]);
        assert_eq!(found("A_B\\Services\\C"), ["A_B\\Services\\C"]);
    }

    #[test]
    fn prose_is_none() {
        for word in [
            "GitHub",
            "IDs",
            "g-recaptcha_response",
            "a\\_b",
            "and/or",
            "_",
            "_x_",
            "10:30",
            "()",
        ] {
            assert_eq!(found(word), [""; 0], "{word}");
        }
    }
}
