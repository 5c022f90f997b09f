//! Limits between which there is no value.

use super::Node;
use crate::report::Rule;
use crate::report::diagnostic::Report;

/// A lower and an upper limit, and whether one of them is no value itself.
const PAIRS: [(&str, &str, bool); 7] = [
    ("minimum", "maximum", false),
    ("minimum", "exclusiveMaximum", true),
    ("exclusiveMinimum", "maximum", true),
    ("exclusiveMinimum", "exclusiveMaximum", true),
    ("minLength", "maxLength", false),
    ("minItems", "maxItems", false),
    ("minProperties", "maxProperties", false),
];

pub(super) fn check(node: Node<'_>, report: &mut Report) {
    let number = |keyword: &str| node.keyword(keyword)?.as_f64();
    for (lower, upper, is_exclusive) in PAIRS {
        let (Some(least), Some(most)) = (number(lower), number(upper)) else {
            continue;
        };
        if least > most || is_exclusive && least >= most {
            let message =
                format!("no value keeps to both `{lower}: {least}` and `{upper}: {most}`");
            report
                .warning(
                    Rule::ImpossibleLimit,
                    node.at().child(lower).value(),
                    message,
                )
                .related(node.at().child(upper).value(), "the other limit")
                .help("exchange the two numbers, or mend one")
                .loses(&node.at().child(lower))
                .loses(&node.at().child(upper));
        }
    }
    if number("multipleOf").is_some_and(|factor| factor <= 0.0) {
        report
            .warning(
                Rule::ImpossibleLimit,
                node.at().child("multipleOf").value(),
                "`multipleOf` is a number above 0",
            )
            .help("write the number that values are multiples of, or take it out");
    }
}
