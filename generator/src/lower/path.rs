//! Paths: what stands in braces, and what a path cannot have.

use crate::diagnostic::Report;
use crate::pointer::Place;

/// The names in braces, in their order; `None` when the path is no path.
pub(super) fn variables(path: &str, place: &Place, report: &mut Report) -> Option<Vec<String>> {
    if !path.starts_with('/') {
        report.error(place.clone(), "a path starts with `/`");
        return None;
    }
    let mut variables = Vec::new();
    let inner = path[1..].strip_suffix('/').unwrap_or(&path[1..]);
    if path.len() > 1 && inner.split('/').any(str::is_empty) {
        report
            .error(place.clone(), "a segment of this path is empty")
            .help("write one `/` between segments");
        return None;
    }
    for segment in path[1..].split('/') {
        if let Err(problem) = read_segment(segment, &mut variables) {
            report.error(place.clone(), problem.0).help(problem.1);
            return None;
        }
    }
    Some(variables)
}

type Problem = (String, &'static str);

fn read_segment(segment: &str, variables: &mut Vec<String>) -> Result<(), Problem> {
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
            let help = "put text between them, so that it can be told where one ends";
            return Err((
                format!("`{{{name}}}` follows another parameter at once"),
                help,
            ));
        }
        if name.is_empty() || name.contains('{') {
            return Err(("the braces hold no name".to_owned(), "write `{name}`"));
        }
        if variables.iter().any(|known| known == name) {
            return Err((
                format!("the parameter `{name}` stands twice in this path"),
                "give the second one another name",
            ));
        }
        variables.push(name.to_owned());
        after_variable = true;
        rest = after;
    }
    Ok(())
}

fn check_literal(text: &str) -> Result<(), Problem> {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@%".contains(c);
    let is_encoded =
        |rest: &str| rest.len() >= 2 && rest.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
    match text.chars().find(|c| !is_allowed(*c)) {
        None if text.split('%').skip(1).all(is_encoded) => Ok(()),
        None => Err((
            "a `%` in a path is followed by two hexadecimal digits".to_owned(),
            "write `%25` for the sign itself",
        )),
        Some(c @ ('?' | '#')) => {
            let message = format!("a path ends before `{}`", c.escape_default());
            Err((message, "declare query parameters as parameters"))
        }
        Some(c) => Err((
            format!("a path has no `{}` in it (RFC 3986)", c.escape_default()),
            "percent-encode it",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pointer::Pointer;

    fn read(path: &str) -> Result<Vec<String>, String> {
        let mut report = Report::default();
        let place = Pointer::root().key();
        variables(path, &place, &mut report).ok_or_else(|| {
            let source = crate::Source::new("x", "x");
            report
                .finish(&source)
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
    fn what_is_no_path_is_said() {
        let cases = [
            ("a", "a path starts with `/`"),
            ("/{a", "`{` is not closed within its segment"),
            ("/a}", "`}` closes what no `{` opened"),
            ("/{}", "the braces hold no name"),
            ("/{a}{b}", "`{b}` follows another parameter at once"),
            ("/{a}/{a}", "the parameter `a` stands twice in this path"),
            ("/../a", "the segment `..` names another path"),
            ("/%2e%2E/a", "the segment `%2e%2E` names another path"),
            ("//a", "a segment of this path is empty"),
            (
                "/a%z",
                "a `%` in a path is followed by two hexadecimal digits",
            ),
            ("/a?b=1", "a path ends before `?`"),
            ("/a b", "a path has no ` ` in it (RFC 3986)"),
        ];
        for (path, message) in cases {
            assert_eq!(read(path), Err(message.to_owned()), "{path}");
        }
    }
}
