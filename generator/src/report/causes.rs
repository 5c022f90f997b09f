//! Causes, and what follows from them: of a mistake that is shown, its consequences are not.
//!
//! A diagnostic says which nodes of the document were not understood ([`Diagnostic::loses`]), such as the value of a keyword that
//! was mistyped, and which are left out ([`Diagnostic::leaves_out`]), such as a parameter in no place that there is. Another says from
//! which nodes it follows ([`Diagnostic::follows_from`]): that a path has an undeclared parameter, from the list of them. What
//! stands below a node that was not understood follows from it without being told.

use std::collections::HashMap;

use crate::pointer::Pointer;
use crate::report::diagnostic::At;
use crate::report::diagnostic::Diagnostic;
use crate::report::diagnostic::Effect;
use crate::report::diagnostic::Severity;
use crate::report::origin::Location;
use crate::report::origin::Origins;

/// A node of one of the texts.
type Node = (usize, String);

/// The nodes that are not known, with the number of the diagnostic that is the cause.
#[derive(Default)]
struct Lost {
    /// Those that were not understood.
    not_understood: HashMap<Node, Vec<usize>>,
    /// Those and the ones that are left out.
    absent: HashMap<Node, Vec<usize>>,
    /// The objects and lists in which one of them stands.
    around: HashMap<Node, Vec<usize>>,
}

/// Takes the diagnostics away that follow from others, and gives what they did to the client. The cause of an error is one.
pub(crate) fn without_consequences(
    diagnostics: &mut Vec<Diagnostic>,
    origins: &Origins,
) -> Vec<Effect> {
    let lost = Lost::of(diagnostics, origins);
    if lost.absent.is_empty() {
        return Vec::new();
    }
    let nearest: Vec<Option<usize>> = diagnostics
        .iter()
        .enumerate()
        .map(|(index, one)| lost.cause(one, index, origins))
        .collect();
    let causes: Vec<Option<usize>> = (0..nearest.len())
        .map(|index| first_cause(&nearest, index))
        .collect();
    for (index, cause) in causes.iter().enumerate() {
        if let Some(cause) = cause
            && diagnostics[index].severity == Severity::Error
        {
            diagnostics[*cause].severity = Severity::Error;
        }
    }
    let mut effects = Vec::new();
    let mut causes = causes.into_iter();
    diagnostics.retain(|one| {
        let is_shown = causes.next().flatten().is_none();
        if !is_shown {
            effects.push(one.effect);
        }
        is_shown
    });
    effects
}

impl Lost {
    fn of(diagnostics: &[Diagnostic], origins: &Origins) -> Self {
        let mut lost = Self::default();
        for (index, one) in diagnostics.iter().enumerate() {
            for pointer in one.lost.iter().chain(&one.left_out) {
                let (text, pointer) = written(pointer, origins);
                if let Some(parent) = pointer.parent() {
                    let around = lost.around.entry((text, parent.to_string()));
                    around.or_default().push(index);
                }
                let node = (text, pointer.to_string());
                lost.absent.entry(node).or_default().push(index);
            }
            for pointer in &one.lost {
                let (text, pointer) = written(pointer, origins);
                let node = (text, pointer.to_string());
                lost.not_understood.entry(node).or_default().push(index);
            }
        }
        lost
    }

    /// The number of the diagnostic that this one follows from.
    fn cause(&self, one: &Diagnostic, index: usize, origins: &Origins) -> Option<usize> {
        let around = one.at.place().and_then(|place| place.pointer.parent());
        let above = around.and_then(|around| {
            let (text, around) = match &one.at {
                At::InText(text, _) => (*text, around.clone()),
                _ => written(around, origins),
            };
            at_or_above(&self.not_understood, text, &around, index)
        });
        let listed = || {
            one.follows.iter().find_map(|pointer| {
                let (text, pointer) = written(pointer, origins);
                let within = || other(&self.around, text, &pointer, index);
                at_or_above(&self.absent, text, &pointer, index).or_else(within)
            })
        };
        above.or_else(listed)
    }
}

/// The end of a chain of causes. Of those that follow from each other in a circle there is none, and all are shown.
fn first_cause(nearest: &[Option<usize>], index: usize) -> Option<usize> {
    let next = |index: &usize| nearest.get(*index).copied().flatten();
    let chain = std::iter::successors(next(&index), next);
    let end = chain.take(nearest.len()).last()?;
    next(&end).is_none().then_some(end)
}

/// What another diagnostic says of a node, or else of the nearest one around it.
fn at_or_above(
    nodes: &HashMap<Node, Vec<usize>>,
    text: usize,
    pointer: &Pointer,
    index: usize,
) -> Option<usize> {
    let mut around = std::iter::successors(Some(pointer), |node| node.parent());
    around.find_map(|node| other(nodes, text, node, index))
}

fn other(
    nodes: &HashMap<Node, Vec<usize>>,
    text: usize,
    pointer: &Pointer,
    index: usize,
) -> Option<usize> {
    let known = nodes.get(&(text, pointer.to_string()))?;
    known.iter().copied().find(|one| *one != index)
}

/// Where a node of the document was written.
fn written(pointer: &Pointer, origins: &Origins) -> (usize, Pointer) {
    let Location { text, pointer } = origins.of(pointer);
    (text, pointer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Rule;
    use crate::report::diagnostic::Report;

    fn shown(report: Report) -> Vec<(Severity, String)> {
        let diagnostics = report.finish(crate::Source::new("api.yaml", "").texts());
        let shown = diagnostics.iter();
        shown
            .map(|one| (one.severity, one.message.clone()))
            .collect()
    }

    #[test]
    fn what_stands_below_or_is_told_to_follow_is_not_shown() {
        let at = Pointer::of_reference("#/a");
        let mut report = Report::default();
        report
            .mistake(
                Rule::MisspeltKeyword,
                at.child("parametres").key(),
                "mistyped",
            )
            .loses(&at.child("parametres"))
            .loses(&at.child("parameters"));
        report.warning(
            Rule::MisspeltKeyword,
            at.child("parametres").child(0).value(),
            "below",
        );
        report
            .mistake(Rule::MisspeltKeyword, at.key(), "undeclared")
            .follows_from(&at.child("parameters"));
        report
            .mistake(Rule::MisspeltKeyword, at.key(), "another")
            .follows_from(&at.child("responses"));
        let warning = |message: &str| (Severity::Warning, message.to_owned());
        assert_eq!(shown(report), [warning("mistyped"), warning("another")]);
    }

    #[test]
    fn the_cause_of_an_error_is_one() {
        let at = Pointer::root();
        let mut report = Report::default();
        report
            .warning(Rule::MisspeltKeyword, at.child("opnapi").key(), "mistyped")
            .loses(&at.child("openapi"));
        report
            .error(Rule::MisspeltKeyword, at.value(), "missing")
            .follows_from(&at.child("openapi"));
        assert_eq!(shown(report), [(Severity::Error, "mistyped".to_owned())]);
    }

    #[test]
    fn the_first_cause_of_an_error_is_one_wherever_it_stands() {
        let at = Pointer::root();
        let mut report = Report::default();
        report
            .warning(Rule::MisspeltKeyword, at.child("a").key(), "first")
            .loses(&at.child("b"));
        report
            .warning(Rule::MisspeltKeyword, at.child("c").key(), "second")
            .loses(&at.child("d"))
            .follows_from(&at.child("b"));
        report
            .error(Rule::MisspeltKeyword, at.value(), "third")
            .follows_from(&at.child("d"));
        assert_eq!(shown(report), [(Severity::Error, "first".to_owned())]);
    }

    #[test]
    fn what_follows_from_each_other_is_shown() {
        let at = Pointer::root();
        let mut report = Report::default();
        for (node, other) in [("a", "b"), ("b", "a")] {
            report
                .error(Rule::MisspeltKeyword, at.child(node).key(), node)
                .loses(&at.child(node))
                .follows_from(&at.child(other));
        }
        assert_eq!(shown(report).len(), 2);
    }

    #[test]
    fn an_entry_that_is_lost_explains_what_the_list_lacks() {
        let at = Pointer::of_reference("#/responses");
        let mut report = Report::default();
        report
            .mistake(Rule::MisspeltKeyword, at.child("20O").key(), "no status")
            .loses(&at.child("20O"));
        report
            .warning(Rule::MisspeltKeyword, at.key(), "no success")
            .follows_from(&at);
        assert_eq!(shown(report), [(Severity::Warning, "no status".to_owned())]);
    }
}
