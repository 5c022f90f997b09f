//! Patterns that are no regular expressions, or not in the dialect of JSON Schema (ECMA-262).

use super::Node;
use crate::report::Rule;
use crate::report::diagnostic::Report;

pub(super) fn check(node: Node<'_>, report: &mut Report) {
    let Some(pattern) = node.keyword("pattern").and_then(|pattern| pattern.as_str()) else {
        return;
    };
    if let Some((message, help)) = problem(pattern) {
        let at = node.at().child("pattern");
        report
            .warning(Rule::InvalidPattern, at.value(), message)
            .help(help)
            .loses(&at);
    }
}

/// What is wrong with a pattern, and what to do.
fn problem(pattern: &str) -> Option<(String, &'static str)> {
    if pattern.len() > 2 && pattern.starts_with("/^") && pattern.ends_with("$/") {
        let message = "the slashes are a part of this pattern: no text matches it".to_owned();
        return Some((
            message,
            "take the slashes away: a pattern has none around it",
        ));
    }
    let mut characters = pattern.chars().peekable();
    let mut groups = 0_usize;
    let mut in_class = false;
    let mut may_repeat = false;
    while let Some(c) = characters.next() {
        if c == '\\' {
            match characters.next() {
                None => {
                    return Some(no_expression(
                        "it ends with a `\\`",
                        "double the `\\`, or take it out",
                    ));
                }
                Some(anchor @ ('A' | 'Z' | 'z')) => {
                    let message =
                        format!("`\\{anchor}` is no anchor in ECMA-262, whose patterns these are");
                    return Some((
                        message,
                        "write `^` for the beginning of the text, and `$` for its end",
                    ));
                }
                Some(_) => may_repeat = true,
            }
        } else if in_class {
            in_class = c != ']';
            may_repeat = !in_class;
        } else {
            match c {
                '[' => in_class = true,
                '(' => {
                    groups += 1;
                    may_repeat = false;
                    if characters.peek() == Some(&'?') {
                        characters.next();
                        if !matches!(characters.peek(), Some(':' | '=' | '!' | '<')) {
                            let message = "`(?…)` with flags or a name in another dialect is not in ECMA-262, whose patterns these are";
                            return Some((
                                message.to_owned(),
                                "write out what it stands for, as in `[Aa]` for a letter of any case",
                            ));
                        }
                    }
                }
                ')' if groups == 0 => {
                    return Some(no_expression(
                        "a `)` closes what no `(` opened",
                        "write `\\)` for the sign itself",
                    ));
                }
                ')' => {
                    groups -= 1;
                    may_repeat = true;
                }
                '*' | '+' | '?' if !may_repeat => {
                    return Some(no_expression(
                        &format!("`{c}` repeats nothing"),
                        "write a `\\` before it for the sign itself",
                    ));
                }
                '*' | '+' | '?' => {
                    characters.next_if_eq(&'?');
                    may_repeat = false;
                }
                '^' | '|' => may_repeat = false,
                _ => may_repeat = true,
            }
        }
    }
    if in_class {
        return Some(no_expression(
            "a `[` is not closed",
            "add the `]`, or write `\\[` for the sign itself",
        ));
    }
    if groups > 0 {
        return Some(no_expression(
            "a `(` is not closed",
            "add the `)`, or write `\\(` for the sign itself",
        ));
    }
    None
}

fn no_expression(why: &str, help: &'static str) -> (String, &'static str) {
    let message = format!("this pattern is no regular expression: {why}");
    (message, help)
}

/// The most bytes of a compiled pattern: what is larger would take longer than reading the document does.
const LARGEST: usize = 128 * 1024;

/// Whether a text matches, where that is known: nothing is said of patterns that the engine has not.
pub(super) fn matches(pattern: &str, text: &str) -> Option<bool> {
    let expression = regex_lite::RegexBuilder::new(pattern)
        .size_limit(LARGEST)
        .build()
        .ok()?;
    Some(expression.is_match(text))
}

#[cfg(test)]
mod tests {
    use super::problem;

    #[test]
    fn what_is_no_expression_is_known() {
        for pattern in [
            "^[A-Z", "(a", "a)", "*a", "a|+", "a\\", "(?i)a", "/^a$/", r"\Aa\Z",
        ] {
            assert!(problem(pattern).is_some(), "{pattern}");
        }
    }

    #[test]
    fn expressions_are_left_alone() {
        for pattern in [
            "^[A-Z]{3}$",
            "(?:a|b)+?",
            "(?=a)b",
            "(?<!a)b",
            "(?<name>a)",
            r"^\d+(\.\d*)?$",
            "[*+?()]",
            r"[\]]+",
            "a{2,3}?",
            "",
            "^$",
            "^(?!x).*$",
            "a||b",
            "^/pets/.+/$",
            "(a*)*",
            "^.{1,}$",
            "[^]",
            "a*?b+?",
        ] {
            assert_eq!(problem(pattern), None, "{pattern}");
        }
    }
}
