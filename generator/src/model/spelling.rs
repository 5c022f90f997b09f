//! How Rust spells a name: its words, and what no identifier can be.

use std::borrow::Cow;

use deunicode::deunicode;
use heck::ToSnakeCase;

/// Every keyword of edition 2024, reserved ones included, that a raw identifier can spell.
const KEYWORDS: [&str; 49] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield", "union",
];

/// Keywords that no raw identifier can spell.
const PATH_KEYWORDS: [&str; 4] = ["self", "super", "crate", "Self"];

/// Words with capitals inside, as heck takes them for one.
const ONE_WORD: [(&str, &str); 3] = [("OAuth", "Oauth"), ("IPv4", "Ipv4"), ("IPv6", "Ipv6")];

/// Such words that are part of others elsewhere, as in `noAuth`.
const ONE_WORD_AT_THE_START: [(&str, &str); 2] = [("oAuth", "oauth"), ("iOS", "ios")];

/// The longest name: file systems take no more than 255 bytes, of which underscores and a number are some.
pub(super) const LONGEST: usize = 120;

/// Text with everything but letters and digits made a word boundary; signs that alone tell names apart are said, and letters of
/// other scripts are written in ASCII.
pub(super) fn ascii_words(wire: &str) -> String {
    let wire = if wire.is_ascii() {
        Cow::Borrowed(wire)
    } else {
        Cow::Owned(deunicode(wire))
    };
    let signed = match wire.strip_prefix('-') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_alphanumeric()) => {
            format!("minus {rest}")
        }
        _ => wire.replace('+', " plus "),
    };
    signed
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' })
        .collect()
}

/// Text in snake case; what people read as one word stays one.
pub(super) fn snake_case(text: &str) -> String {
    let is_in_words = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || b" _".contains(&c);
    if text.bytes().all(is_in_words) {
        let words = text.split([' ', '_']).filter(|word| !word.is_empty());
        return words.collect::<Vec<_>>().join("_");
    }
    let mut whole = Cow::Borrowed(text);
    for (word, spelled) in ONE_WORD {
        if whole.contains(word) {
            whole = Cow::Owned(whole.replace(word, spelled));
        }
    }
    for (start, spelled) in ONE_WORD_AT_THE_START {
        if whole.contains(start) {
            let words = whole.split_inclusive(|c: char| !c.is_ascii_alphanumeric());
            let words = words.map(|word| match word.strip_prefix(start) {
                Some(rest) => format!("{spelled}{rest}"),
                None => word.to_owned(),
            });
            whole = Cow::Owned(words.collect());
        }
    }
    let whole = plural_abbreviations(&whole);
    if whole.is_ascii() {
        ascii_snake_case(&whole)
    } else {
        whole.to_snake_case()
    }
}

/// What heck makes of a text in ASCII, which takes it a hundred steps for each letter: nearly all names are such.
fn ascii_snake_case(text: &str) -> String {
    let mut spelled = String::with_capacity(text.len() + text.len() / 4);
    for word in text.split(|c: char| !c.is_ascii_alphanumeric()) {
        let mut before = Letter::Other;
        let mut letters = word.chars().peekable();
        let mut begins = true;
        while let Some(c) = letters.next() {
            let next = letters.peek().copied().unwrap_or_default();
            let here = Letter::of(c, before);
            // The last capital of several is the first letter of a word, if small ones follow.
            let is_first =
                before == Letter::Capital && c.is_ascii_uppercase() && next.is_ascii_lowercase();
            if (begins || is_first) && !spelled.is_empty() {
                spelled.push('_');
            }
            spelled.push(c.to_ascii_lowercase());
            begins = here == Letter::Small && next.is_ascii_uppercase();
            before = if begins || is_first {
                Letter::Other
            } else {
                here
            };
        }
    }
    spelled
}

/// What tells words apart in a letter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Letter {
    Small,
    Capital,
    Other,
}

impl Letter {
    /// A digit is like what is before it.
    fn of(c: char, before: Self) -> Self {
        if c.is_ascii_lowercase() {
            Self::Small
        } else if c.is_ascii_uppercase() {
            Self::Capital
        } else {
            before
        }
    }
}

/// `userIDs` as `userIds`, whose last word is `ids`.
fn plural_abbreviations(text: &str) -> String {
    let mut spelled = String::with_capacity(text.len());
    let mut abbreviation = String::new();
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        if c.is_ascii_uppercase() {
            abbreviation.push(c);
            continue;
        }
        let is_plural = c == 's' && !letters.peek().is_some_and(char::is_ascii_lowercase);
        match abbreviation.split_at_checked(1) {
            Some((first, rest)) if is_plural => {
                spelled.push_str(first);
                spelled.push_str(&rest.to_ascii_lowercase());
            }
            _ => spelled.push_str(&abbreviation),
        }
        abbreviation.clear();
        spelled.push(c);
    }
    spelled + &abbreviation
}

/// Text with its signs in words, where it has some. What only parts words is none.
pub(super) fn with_signs(wire: &str) -> Option<String> {
    let last = wire.chars().count().checked_sub(1)?;
    let mut has_signs = false;
    let words = wire.chars().enumerate().map(|(place, c)| {
        let parts_words = matches!(c, '_' | '-') && place > 0 && place < last;
        match sign(c).filter(|_| !parts_words) {
            Some(word) => {
                has_signs = true;
                format!(" {word} ")
            }
            None => c.to_string(),
        }
    });
    let words: String = words.collect();
    has_signs.then_some(words)
}

/// How a text is written, in words.
pub(super) fn style(wire: &str) -> &'static str {
    let letters: Vec<char> = wire.chars().filter(|c| c.is_alphabetic()).collect();
    let starts_upper = letters.first().is_some_and(|c| c.is_uppercase());
    let mut rest = letters.iter().skip(1);
    let has_upper = rest.any(|c| c.is_uppercase());
    if letters.iter().all(|c| c.is_uppercase()) {
        return "upper case";
    }
    match (starts_upper, has_upper) {
        (true, true) => "pascal case",
        (true, false) => "capitalized",
        (false, true) => "camel case",
        (false, false) if wire.contains('-') => "kebab case",
        (false, false) if wire.contains('_') => "snake case",
        (false, false) => "lower case",
    }
}

/// Signs in words, for text of signs alone; nothing for any other text.
pub(super) fn signs(wire: &str) -> Option<String> {
    if wire.is_empty() {
        return Some("Empty".to_owned());
    }
    wire.chars().map(sign).collect()
}

/// A sign as a word.
fn sign(c: char) -> Option<&'static str> {
    match c {
        '+' => Some("Plus"),
        '-' => Some("Minus"),
        '*' => Some("Star"),
        '/' => Some("Slash"),
        '.' => Some("Dot"),
        ',' => Some("Comma"),
        ':' => Some("Colon"),
        '_' => Some("Underscore"),
        '<' => Some("Less"),
        '>' => Some("Greater"),
        '=' => Some("Equal"),
        '!' => Some("Not"),
        '%' => Some("Percent"),
        '?' => Some("Question"),
        '#' => Some("Hash"),
        '@' => Some("At"),
        '&' => Some("And"),
        '|' => Some("Or"),
        ' ' => Some("Space"),
        '~' => Some("Tilde"),
        _ => None,
    }
}

/// The first words of a name that are not longer together than a file may be called.
fn bounded(name: &str) -> &str {
    let Some(start) = name.get(..LONGEST).filter(|start| start.len() < name.len()) else {
        return name;
    };
    let is_boundary = |c: char| c == '_' || c.is_ascii_uppercase();
    let end = start.rfind(is_boundary).filter(|end| *end > LONGEST / 2);
    &start[..end.unwrap_or(LONGEST)]
}

/// A name that is too long, without the words in its middle: of several that start alike it tells which one it is.
pub(super) fn without_middle(name: &str) -> Option<String> {
    let half = LONGEST / 2;
    let is_boundary = |c: char| c == '_' || c.is_ascii_uppercase();
    let start = name.get(..half).filter(|_| name.len() > LONGEST)?;
    let start = &start[..start.rfind(is_boundary)?];
    let end = name.get(name.len() - half..)?;
    let end = &end[end.find(is_boundary)?..];
    Some(format!("{start}{end}"))
}

/// A Rust identifier spelled like `name`, as long as names may be.
pub(super) fn spell(name: &str, prefix: char) -> Option<String> {
    escaped(bounded(name), prefix)
}

/// A Rust identifier spelled like `name`: keywords become raw, a leading digit gets `prefix`.
pub(super) fn escaped(name: &str, prefix: char) -> Option<String> {
    if name.is_empty() {
        return None;
    }
    if PATH_KEYWORDS.contains(&name) {
        return Some(format!("{name}_"));
    }
    if KEYWORDS.contains(&name) && name != "union" {
        return Some(format!("r#{name}"));
    }
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(format!("{prefix}{name}"));
    }
    Some(name.to_owned())
}

#[cfg(test)]
mod tests {
    use heck::ToSnakeCase;

    use super::ascii_snake_case;

    #[test]
    fn words_are_those_of_heck() {
        let parts = [
            "", "a", "bc", "D", "EF", "Gh", "1", "23", "_", " ", "-", "i2J", "K4l",
        ];
        for first in parts {
            for second in parts {
                for third in parts {
                    for fourth in parts {
                        let text = [first, second, third, fourth].concat();
                        assert_eq!(ascii_snake_case(&text), text.to_snake_case(), "{text}");
                    }
                }
            }
        }
    }
}
