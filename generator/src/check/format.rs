//! Formats that are nearly known ones, or are of another type.

use super::Node;
use crate::report::Rule;
use crate::report::diagnostic::Report;
use crate::report::nearest;

/// Those of texts, in JSON Schema and in the registry of OpenAPI.
const OF_TEXTS: [&str; 33] = [
    "base64url",
    "binary",
    "byte",
    "char",
    "commonmark",
    "date",
    "date-time",
    "date-time-local",
    "duration",
    "email",
    "hostname",
    "html",
    "http-date",
    "idn-email",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "media-range",
    "password",
    "regex",
    "relative-json-pointer",
    "sf-string",
    "time",
    "time-local",
    "uri",
    "uri-reference",
    "uri-template",
    "url",
    "uuid",
    "etag",
];

/// Those of numbers.
const OF_NUMBERS: [&str; 15] = [
    "decimal",
    "decimal128",
    "double",
    "double-int",
    "float",
    "int16",
    "int32",
    "int64",
    "int8",
    "single-int",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
    "sf-integer",
];

pub(super) fn check(node: Node<'_>, report: &mut Report) {
    let Some(format) = node.keyword("format").and_then(|format| format.as_str()) else {
        return;
    };
    let place = || node.at().child("format").value();
    if OF_TEXTS.contains(&format) {
        let types = node.types();
        let may_be_text = types.is_empty() || types.contains(&"string");
        // Files were a type of their own.
        if !may_be_text && !types.contains(&"file") {
            let message = format!(
                "`format: {format}` is of texts: it means nothing of `type: {}`",
                types.join("` and `")
            );
            report
                .warning(Rule::IdleKeyword, place(), message)
                .related(node.at().child("type").value(), "the type")
                .help("write `type: string`, or take the format out");
        }
    } else if let Some(meant) = meant(format) {
        let message = format!("there is no format `{format}` that tools know: it says nothing");
        report
            .warning(Rule::UnknownFormat, place(), message)
            .help(format!("did you mean `{meant}`?"));
    }
}

/// The known format that a word was meant for. Formats of one's own are allowed, so that it has to be very like it.
fn meant(format: &str) -> Option<&'static str> {
    let known = || OF_TEXTS.into_iter().chain(OF_NUMBERS);
    if known().any(|one| one == format) {
        return None;
    }
    let folded = |word: &str| -> String {
        let letters = word.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let spelled = known().find(|one| folded(one) == folded(format));
    let has_digit = format.chars().any(|c| c.is_ascii_digit());
    let is_long = format.chars().count() >= 5;
    spelled.or_else(|| {
        let similar = nearest(format, known()).filter(|_| is_long && !has_digit)?;
        (strsim::damerau_levenshtein(similar, format) == 1).then_some(similar)
    })
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn what_is_nearly_a_format_was_meant_for_it() {
        for (written, known) in [
            ("datetime", "date-time"),
            ("dateTime", "date-time"),
            ("dat-time", "date-time"),
            ("emial", "email"),
            ("UUID", "uuid"),
        ] {
            assert_eq!(meant(written), Some(known), "{written}");
        }
        for own in [
            "isbn",
            "int128",
            "phone",
            "date-time",
            "currency",
            "int24",
            "unix-time",
        ] {
            assert_eq!(meant(own), None, "{own}");
        }
    }
}
