//! Which diagnostics are printed in full when there are many: some of each kind, and how many others there are.

use std::fmt;

use indexmap::IndexMap;

use crate::report::diagnostic::Diagnostic;
use crate::report::diagnostic::Severity;
use crate::report::print::printable;

/// How many warnings of one kind are printed in full where there are more than can be printed.
const OF_ONE_KIND: usize = 3;

/// The diagnostics that are not printed, counted by kind.
pub(crate) struct Others(IndexMap<(Severity, String), usize>);

/// The diagnostics that are printed in full, at most `limit` of them, and a count of the others.
pub(crate) fn choose(sorted: &[Diagnostic], limit: usize) -> (Vec<&Diagnostic>, Others) {
    let mut shown = Vec::new();
    let mut seen: IndexMap<(Severity, String), usize> = IndexMap::new();
    let mut others = Others(IndexMap::new());
    let are_many = sorted.len() > limit;
    for diagnostic in sorted {
        let kind = (diagnostic.severity, kind(&diagnostic.message));
        let of_its_kind = seen.entry(kind.clone()).or_default();
        *of_its_kind += 1;
        let is_one_of_many = diagnostic.severity == Severity::Warning && *of_its_kind > OF_ONE_KIND;
        if shown.len() < limit && !(are_many && is_one_of_many) {
            shown.push(diagnostic);
        } else {
            *others.0.entry(kind).or_default() += 1;
        }
    }
    others
        .0
        .sort_by(|(one, _), count, (other, _), more| one.cmp(other).then(more.cmp(count)));
    (shown, others)
}

impl Others {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn count(&self) -> usize {
        self.0.values().sum()
    }
}

/// A line for each kind, those of which there are most first.
impl fmt::Display for Others {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for ((severity, kind), count) in &self.0 {
            let severity = match severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            };
            writeln!(f, "{count:>6} × {severity}: {}", printable(kind))?;
        }
        Ok(())
    }
}

/// A message without the names in it.
fn kind(message: &str) -> String {
    let parts = message.split('`').enumerate();
    let parts = parts.map(|(index, part)| if index % 2 == 0 { part } else { "`…`" });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pointer::Pointer;
    use crate::report::Rule;
    use crate::report::diagnostic::Report;

    fn diagnostics(report: Report) -> Vec<Diagnostic> {
        report.diagnostics
    }

    #[test]
    fn few_are_shown_all() {
        let mut report = Report::default();
        for name in ["a", "b", "c", "d"] {
            report.warning(
                Rule::MisspeltKeyword,
                Pointer::root().value(),
                format!("no `{name}`"),
            );
        }
        let diagnostics = diagnostics(report);
        let (shown, others) = choose(&diagnostics, 4);
        assert_eq!((shown.len(), others.count()), (4, 0));
    }

    #[test]
    fn of_many_some_of_each_kind_are_shown_and_the_others_are_counted() {
        let mut report = Report::default();
        report.error(Rule::MisspeltKeyword, Pointer::root().value(), "an error");
        for name in ["a", "b", "c", "d", "e"] {
            report.warning(
                Rule::MisspeltKeyword,
                Pointer::root().value(),
                format!("no `{name}`"),
            );
        }
        report.warning(
            Rule::MisspeltKeyword,
            Pointer::root().value(),
            "something else",
        );
        let diagnostics = diagnostics(report);
        let (shown, others) = choose(&diagnostics, 5);
        let shown: Vec<&str> = shown.iter().map(|one| one.message.as_str()).collect();
        assert_eq!(
            shown,
            ["an error", "no `a`", "no `b`", "no `c`", "something else"]
        );
        assert_eq!(others.to_string(), "     2 × warning: no `…`\n");
    }
}
