//! The keys of `content`: media types.

use serde_json::Value;

use super::Node;
use crate::keywords::MEDIA_TYPE;
use crate::keywords::SCHEMA;
use crate::report::Rule;
use crate::report::diagnostic::Report;
use crate::report::nearest;

/// What media types begin with (RFC 6838, section 4.2, and the registry).
const TYPES: [&str; 13] = [
    "*",
    "application",
    "audio",
    "chemical",
    "example",
    "font",
    "haptics",
    "image",
    "message",
    "model",
    "multipart",
    "text",
    "video",
];

/// What the most usual ones end with, where a letter more or less is no other media type.
const SUBTYPES: [&str; 10] = [
    "json",
    "octet-stream",
    "x-www-form-urlencoded",
    "form-data",
    "event-stream",
    "problem+json",
    "hal+json",
    "plain",
    "html",
    "merge-patch+json",
];

/// Those that are a letter away from one of these.
const OTHER_SUBTYPES: [&str; 5] = ["json5", "jsonl", "jsonp", "jsonc", "son"];

pub(super) fn check(node: Node<'_>, report: &mut Report) {
    let status = node.path.key_around();
    // An error response, or one of a status that has no content, is complete without.
    let may_be_without = status.is_some_and(|status| {
        matches!(status, "204" | "205" | "default") || status.starts_with(['1', '3', '4', '5'])
    });
    if node.properties.is_empty() && !may_be_without {
        report
            .warning(
                Rule::EmptyContent,
                node.at().value(),
                "no media type stands here: this is taken for no content",
            )
            .help("name one, as in `application/json:`, or take `content` out");
    }
    for name in node
        .properties
        .keys()
        .filter(|name| !name.starts_with("x-"))
    {
        let at = node.at().child(name);
        let Some(problem) = problem(name) else {
            continue;
        };
        report
            .mistake(Rule::InvalidMediaType, at.key(), problem.message)
            .help(problem.help)
            .loses_value(&at, node.keyword(name).unwrap_or(&Value::Null));
    }
}

struct Problem {
    message: String,
    help: String,
}

fn problem(name: &str) -> Option<Problem> {
    let essence = name
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let no_media_type = |help: String| {
        Some(Problem {
            message: format!("`{name}` is no media type"),
            help,
        })
    };
    let Some((kind, subtype)) = essence.split_once('/') else {
        let is_keyword = MEDIA_TYPE.keyword(name).is_some() || SCHEMA.keyword(name).is_some();
        if is_keyword {
            return no_media_type(
                "write a media type above it, such as `application/json:`".to_owned(),
            );
        }
        let known = [
            "application/json",
            "application/xml",
            "text/plain",
            "text/html",
            "application/octet-stream",
        ];
        let named = known.iter().find(|known| {
            known
                .split_once('/')
                .is_some_and(|(_, subtype)| subtype == essence)
        });
        let similar = named.copied().or_else(|| nearest(&essence, known));
        return no_media_type(similar.map_or_else(
            || "write one with its `/`, such as `application/json`".to_owned(),
            |similar| format!("did you mean `{similar}`?"),
        ));
    };
    let kind_meant = || nearest(kind, TYPES).filter(|_| !kind.starts_with("x-"));
    if !TYPES.contains(&kind) {
        return kind_meant()
            .filter(|_| kind.len() > 3)
            .and_then(|meant| no_media_type(format!("did you mean `{meant}/{subtype}`?")));
    }
    let is_known = SUBTYPES.contains(&subtype) || OTHER_SUBTYPES.contains(&subtype);
    let is_typed = |known: &str| strsim::damerau_levenshtein(known, subtype) == 1;
    let meant = SUBTYPES
        .into_iter()
        .find(|known| !is_known && is_typed(known))?;
    no_media_type(format!("did you mean `{kind}/{meant}`?"))
}

#[cfg(test)]
mod tests {
    use super::problem;

    #[test]
    fn a_misspelt_media_type_is_known() {
        for (written, meant) in [
            ("aplication/json", "application/json"),
            ("application/jsom", "application/json"),
            ("application/josn", "application/json"),
            ("json", "application/json"),
            ("application.json", "application/json"),
            ("text/plian", "text/plain"),
        ] {
            let help = problem(written).map(|problem| problem.help);
            assert_eq!(help, Some(format!("did you mean `{meant}`?")), "{written}");
        }
        for other in [
            "application/json",
            "application/json; charset=utf-8",
            "application/vnd.github+json",
            "application/jose",
            "application/jsonl",
            "x-world/x-3dmf",
            "*/*",
            "image/*",
            "text/calendar",
        ] {
            assert!(problem(other).is_none(), "{other}");
        }
    }
}
