//! Paths: what stands in braces, and what a path cannot have.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::lower::operation::template::Template;
use crate::lower::operation::template::template;
use crate::pointer::Place;
use crate::report::Rule;
use crate::report::diagnostic::Report;

/// A path as it is sent, and what stands in it.
pub(crate) struct Route {
    /// The path, with its parameters in braces.
    pub(crate) path: String,
    /// The query that is written behind the path: pairs that never vary.
    pub(crate) query: Vec<(String, String)>,
    /// The names in braces, in their order.
    pub(crate) variables: Vec<String>,
    /// Those whose values may have slashes.
    pub(crate) greedy: Vec<String>,
}

/// Reads a key of `paths`, with the names of the parameters that are declared for it; `None` when it is no path.
pub(crate) fn route(
    written: &str,
    declared: &[&str],
    place: &Place,
    report: &mut Report,
) -> Option<Route> {
    let Template { path, greedy } = template(written, declared, place, report);
    let (path, query) = without_query(&path, place, report);
    let path = begun(path, place, report);
    let path = encoded(&path, place, report);
    let variables = variables(&path, place, report)?;
    Some(Route {
        path,
        query,
        variables,
        greedy,
    })
}

/// The path alone, and the pairs of the query behind it. A fragment only tells paths apart: nothing of it is ever sent
/// (RFC 9110, section 7.1).
fn without_query<'w>(
    written: &'w str,
    place: &Place,
    report: &mut Report,
) -> (&'w str, Vec<(String, String)>) {
    let (rest, fragment) = written.split_once('#').unwrap_or((written, ""));
    if written.contains('#') {
        let message = format!("`#{fragment}` only tells this path apart: it is not sent");
        report.warning(Rule::InvalidPath, place.clone(), message);
    }
    let Some((path, query)) = rest.split_once('?') else {
        return (rest, Vec::new());
    };
    (path, fixed_query(query, place, report))
}

/// The pairs that are sent with each call. One that varies has to be a parameter.
fn fixed_query(query: &str, place: &Place, report: &mut Report) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        if name.is_empty() || pair.contains(['{', '}']) {
            let message = format!("`{pair}` is no part of a query that is sent as it stands");
            report
                .mistake(Rule::InvalidPath, place.clone(), message)
                .help("declare what varies as a parameter with `in: query`");
            continue;
        }
        let message = format!("the query `{pair}` is sent with each call of this path");
        report.warning(Rule::InvalidPath, place.clone(), message);
        pairs.push((name.to_owned(), value.to_owned()));
    }
    pairs
}

fn begun(path: &str, place: &Place, report: &mut Report) -> String {
    if path.starts_with('/') {
        return path.to_owned();
    }
    report
        .warning(
            Rule::InvalidPath,
            place.clone(),
            "a path starts with `/`: it is sent with one",
        )
        .help(format!("write `/{path}`"));
    format!("/{path}")
}

/// How many signs that a path cannot have are named.
const MOST_SIGNS: usize = 8;

/// The path with what it cannot have percent-encoded.
fn encoded(path: &str, place: &Place, report: &mut Report) -> String {
    let mut written = String::with_capacity(path.len());
    let mut depth = 0_usize;
    let mut signs = BTreeSet::new();
    for c in path.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 0 || c == '}' || c == '/' || is_allowed(c) {
            written.push(c);
            continue;
        }
        if signs.len() < MOST_SIGNS && signs.insert(c) {
            let sign = c.escape_default();
            let message = format!("a path has no `{sign}` in it (RFC 3986): it is sent encoded");
            report
                .warning(Rule::InvalidPath, place.clone(), message)
                .help("percent-encode it");
        }
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            let _ = write!(written, "%{byte:02X}");
        }
    }
    written
}

/// The names in braces, in their order; `None` when the path is no path.
fn variables(path: &str, place: &Place, report: &mut Report) -> Option<Vec<String>> {
    let mut variables = Vec::new();
    let inner = path[1..].strip_suffix('/').unwrap_or(&path[1..]);
    if path.len() > 1 && inner.split('/').any(str::is_empty) {
        let message = "a segment of this path is empty";
        report
            .mistake(Rule::InvalidPath, place.clone(), message)
            .help("write one `/` between segments");
    }
    for segment in path[1..].split('/') {
        if let Err(problem) = read_segment(segment, &mut variables, place, report) {
            report
                .error(Rule::InvalidPath, place.clone(), problem.0)
                .help(problem.1)
                .leaves_out(&place.pointer);
            return None;
        }
    }
    Some(variables)
}

type Problem = (String, &'static str);

fn read_segment(
    segment: &str,
    variables: &mut Vec<String>,
    place: &Place,
    report: &mut Report,
) -> Result<(), Problem> {
    let decoded = segment.replace("%2e", ".").replace("%2E", ".");
    if decoded == "." || decoded == ".." {
        return Err((
            format!("the segment `{segment}` names another path"),
            "write the path that is meant",
        ));
    }
    let mut rest = segment;
    let mut after_variable = false;
    while !rest.is_empty() {
        let literal = rest.find(['{', '}']).unwrap_or(rest.len());
        check_literal(&rest[..literal])?;
        after_variable = after_variable && literal == 0;
        rest = &rest[literal..];
        let Some(opened) = rest.strip_prefix('{') else {
            if rest.starts_with('}') {
                return Err(("`}` closes what no `{` opened".to_owned(), "write `{name}`"));
            }
            break;
        };
        let Some((name, after)) = opened.split_once('}') else {
            return Err((
                "`{` is not closed within its segment".to_owned(),
                "write `{name}`",
            ));
        };
        if after_variable {
            let message = format!("`{{{name}}}` follows another parameter at once");
            report
                .mistake(Rule::InvalidPath, place.clone(), message)
                .help("put text between them, so that it can be told where one ends");
        }
        if name.is_empty() || name.contains('{') {
            return Err(("the braces hold no name".to_owned(), "write `{name}`"));
        }
        if variables.iter().any(|known| known == name) {
            let message = format!(
                "the parameter `{name}` stands twice in this path: one value takes both places"
            );
            report
                .warning(Rule::InvalidPath, place.clone(), message)
                .help("give the second one another name");
        } else {
            variables.push(name.to_owned());
        }
        after_variable = true;
        rest = after;
    }
    Ok(())
}

fn is_allowed(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@%".contains(c)
}

fn check_literal(text: &str) -> Result<(), Problem> {
    let is_encoded =
        |rest: &str| rest.len() >= 2 && rest.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
    if text.split('%').skip(1).all(is_encoded) {
        return Ok(());
    }
    Err((
        "a `%` in a path is followed by two hexadecimal digits".to_owned(),
        "write `%25` for the sign itself",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pointer::Pointer;

    fn read(path: &str) -> Result<Vec<String>, String> {
        let mut levels = crate::report::Levels::default();
        levels.strictly();
        let mut report = Report::with_levels(levels);
        let place = Pointer::root().key();
        let route = route(path, &[], &place, &mut report).filter(|_| report.is_clean());
        route.map(|route| route.variables).ok_or_else(|| {
            let source = crate::Source::new("x", "x");
            report
                .finish(source.texts())
                .iter()
                .next()
                .map(|one| one.message.clone())
                .unwrap_or_default()
        })
    }

    #[test]
    fn names_are_found_in_their_order() {
        assert_eq!(
            read("/a/{b}/c-{d}.json"),
            Ok(vec!["b".to_owned(), "d".to_owned()])
        );
        assert_eq!(read("/"), Ok(vec![]));
    }

    #[test]
    fn a_query_is_sent_and_a_fragment_is_not() {
        let mut report = Report::default();
        let place = Pointer::root().key();
        let route = route("/a?b=1&c#d", &[], &place, &mut report).unwrap();
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(route.path, "/a");
        assert_eq!(route.query, [pair("b", "1"), pair("c", "")]);
        assert!(report.is_clean());
    }

    #[test]
    fn what_has_one_reading_is_sent() {
        for (written, sent) in [
            ("/a b/<c>", "/a%20b/%3Cc%3E"),
            ("a", "/a"),
            ("/{a}/{a}", "/{a}/{a}"),
        ] {
            let mut report = Report::default();
            let place = Pointer::root().key();
            let route = route(written, &[], &place, &mut report).unwrap();
            assert_eq!(route.path, sent);
            assert!(report.is_clean(), "{written}");
            let diagnostics = report.finish(crate::Source::new("api.yaml", "").texts());
            assert!(!diagnostics.is_empty(), "{written}");
        }
    }

    #[test]
    fn what_is_no_path_is_said() {
        let cases = [
            ("/{a", "`{` is not closed within its segment"),
            ("/a}", "`}` closes what no `{` opened"),
            ("/{}", "the braces hold no name"),
            ("/{a}{b}", "`{b}` follows another parameter at once"),
            ("/../a", "the segment `..` names another path"),
            ("/%2e%2E/a", "the segment `%2e%2E` names another path"),
            ("//a", "a segment of this path is empty"),
            (
                "/a%z",
                "a `%` in a path is followed by two hexadecimal digits",
            ),
            (
                "/a?b={c}",
                "`b={c}` is no part of a query that is sent as it stands",
            ),
        ];
        for (path, message) in cases {
            assert_eq!(read(path), Err(message.to_owned()), "{path}");
        }
    }
}
