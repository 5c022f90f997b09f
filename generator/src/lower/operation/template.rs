//! What stands in the braces of a path. OpenAPI has a name alone there; URI templates (RFC 6570), gateways and frameworks write
//! more: `{+path}`, `{path*}`, `{proxy+}`, `{*path}`, `{id:[0-9]+}`, `{id?}`.

use crate::markdown::code;
use crate::pointer::Place;
use crate::report::Rule;
use crate::report::diagnostic::Report;

/// A path with a name alone in each pair of braces.
pub(super) struct Template {
    pub(super) path: String,
    /// The names whose values may have slashes in them, each of which begins a segment.
    pub(super) greedy: Vec<String>,
}

/// One name, as it is written.
struct Variable<'w> {
    name: &'w str,
    is_greedy: bool,
}

impl<'w> Variable<'w> {
    fn of(written: &'w str) -> Self {
        let (written, pattern) = written.split_once(':').unwrap_or((written, ""));
        let begun = written.trim().trim_start_matches(['*', '+']);
        let ended = begun.trim_end_matches(|c: char| c.is_ascii_digit());
        // A digit at the end belongs to the name, unless a star stands before it.
        let ended = if ended.ends_with('*') { ended } else { begun };
        let name = ended.trim_end_matches(['*', '+', '?']);
        let is_marked =
            begun.len() < written.trim().len() || ended[name.len()..].contains(['*', '+']);
        Self {
            name,
            is_greedy: is_marked || takes_slashes(pattern),
        }
    }
}

/// Whether a pattern of a name, or a type, accepts more than a segment.
fn takes_slashes(pattern: &str) -> bool {
    let is_any = |part: &str| pattern.contains(part);
    pattern.trim() == "path" || pattern.trim().starts_with('*') || is_any(".*") || is_any(".+")
}

/// Reads the braces of a path whose parameters are `declared` by these names.
pub(super) fn template(
    written: &str,
    declared: &[&str],
    place: &Place,
    report: &mut Report,
) -> Template {
    let mut template = Template {
        path: String::with_capacity(written.len()),
        greedy: Vec::new(),
    };
    let mut rest = written;
    while let Some((before, inner, after)) = braces(rest) {
        template.path.push_str(before);
        template.add(inner, declared, place, report);
        rest = after;
    }
    template.path.push_str(rest);
    template
}

/// What stands before the first braces, within them and after them. A pattern may have braces of its own.
fn braces(path: &str) -> Option<(&str, &str, &str)> {
    let (before, opened) = path.split_once('{')?;
    let mut depth = 1_usize;
    for (index, c) in opened.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((before, &opened[..index], &opened[index + 1..]));
        }
    }
    None
}

impl Template {
    fn add(&mut self, inner: &str, declared: &[&str], place: &Place, report: &mut Report) {
        if inner.starts_with(['?', '&']) {
            let message = format!("{} is a query, not a part of the path", braced(inner));
            report
                .mistake(Rule::InvalidPath, place.clone(), message)
                .help("declare what is in it with `in: query`");
            return;
        }
        let parts: Vec<&str> = match inner {
            inner if inner.contains(':') || declared.contains(&inner) => vec![inner],
            inner => inner.split(',').collect(),
        };
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                self.path.push(',');
            }
            self.add_one(part, declared, place, report);
        }
    }

    fn add_one(&mut self, written: &str, declared: &[&str], place: &Place, report: &mut Report) {
        let variable = Variable::of(written);
        let is_plain = declared.contains(&written) || variable.name.is_empty();
        let name = if is_plain {
            written
        } else {
            meant(variable.name, declared)
        };
        let is_greedy = variable.is_greedy && !variable.name.is_empty();
        if name != written || is_greedy {
            let message = format!("{} is read as {}", braced(written), braced(name));
            report
                .mistake(Rule::InvalidPath, place.clone(), message)
                .help(
                    "write the name of a parameter with `in: path` in the braces, and nothing else",
                );
        }
        if is_greedy {
            self.greedy.push(name.to_owned());
        }
        self.path.extend(["{", name, "}"]);
    }
}

fn braced(inner: &str) -> String {
    code(&format!("{{{inner}}}"))
}

/// The declared name that differs in signs and in the case of letters at most, or the name itself.
fn meant<'n>(name: &'n str, declared: &[&'n str]) -> &'n str {
    let folded = |name: &str| -> String {
        let letters = name.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let is_meant = |known: &&&str| folded(known) == folded(name);
    let exact = declared.iter().find(|known| **known == name);
    exact
        .or_else(|| declared.iter().find(is_meant))
        .copied()
        .unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pointer::Pointer;

    #[track_caller]
    fn assert_read(written: &str, declared: &[&str], path: &str, greedy: &[&str]) {
        let place = Pointer::root().key();
        let template = template(written, declared, &place, &mut Report::default());
        assert_eq!(template.path, path);
        assert_eq!(template.greedy, greedy);
    }

    #[test]
    fn what_stands_in_the_braces_becomes_a_name() {
        assert_read("/a/{b}/c", &[], "/a/{b}/c", &[]);
        assert_read("/a/{b2}", &["b2"], "/a/{b2}", &[]);
        assert_read("/{id:[0-9]{4}}/x", &[], "/{id}/x", &[]);
        assert_read("/{id?}", &[], "/{id}", &[]);
        assert_read("/{a,b}", &[], "/{a},{b}", &[]);
        assert_read("/a{?q,r*}", &[], "/a", &[]);
        assert_read("/{petID}", &["petId"], "/{petId}", &[]);
    }

    #[test]
    fn some_values_may_have_slashes() {
        for written in [
            "{+p}", "{p*}", "{p+}", "{*p}", "{**p}", "{p*2}", "{p:.*}", "{p:path}",
        ] {
            assert_read(written, &["p"], "{p}", &["p"]);
        }
        assert_read("/{p+}", &["p+"], "/{p+}", &["p+"]);
    }

    #[test]
    fn what_is_no_template_stays() {
        for written in ["/{", "/}", "/{}", "/{a", "/a{*}"] {
            assert_read(written, &[], written, &[]);
        }
    }
}
