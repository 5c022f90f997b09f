//! What is wrong with a document, for the person who has to mend it.
//!
//! The stages `spec` and `lower` put what they find into a [`Report`] and go on; at the boundary of
//! [`generate`](crate::generate) it becomes [`Diagnostics`], sorted by place and ready to print.

mod choice;

use std::fmt;

use annotate_snippets::AnnotationKind;
use annotate_snippets::Group;
use annotate_snippets::Level;
use annotate_snippets::Renderer;
use annotate_snippets::Snippet;

use crate::markdown::is_harmful;
use crate::pointer::Place;
use crate::pointer::Pointer;
use crate::source::Source;
use crate::spec::locate;
use crate::vocabulary::Keyword;
use crate::vocabulary::Vocabulary;

/// Text of the document as it may be printed: control characters and those that change the direction of text are escaped.
fn printable(text: &str) -> String {
    let escape = |c: char| is_harmful(c) && c != '\n';
    let mut printed = String::with_capacity(text.len());
    for c in text.chars() {
        if escape(c) {
            printed.extend(c.escape_unicode());
        } else {
            printed.push(c);
        }
    }
    printed
}

/// How many diagnostics of one run are printed in full.
const SHOWN: usize = 50;

/// How many bytes are read at most to find the places of diagnostics: each costs a reading of the text up to there.
const READ_TO_LOCATE: usize = 64 * 1024 * 1024;

/// Whether the run can go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// Something of the document has no counterpart in the generated code.
    Warning,
}

/// Where in the document something is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// A node.
    Place(Place),
    /// A byte offset in a text that could not be read as YAML.
    Offset(usize),
}

impl From<Place> for At {
    fn from(place: Place) -> Self {
        Self::Place(place)
    }
}

/// One thing that is wrong: where, what, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether the run can go on.
    pub severity: Severity,
    /// What is wrong, in OpenAPI's words.
    pub message: String,
    /// Where.
    pub at: At,
    /// What stands there, in a few words.
    pub label: String,
    /// A second place that matters, and why.
    pub related: Option<(At, String)>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// Adds a few words under the excerpt.
    pub fn label(&mut self, label: impl Into<String>) -> &mut Self {
        self.label = label.into();
        self
    }

    /// Adds what to do about it.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Adds a second place that matters.
    pub fn related(&mut self, at: impl Into<At>, why: impl Into<String>) -> &mut Self {
        self.related = Some((at.into(), why.into()));
        self
    }
}

/// Collects diagnostics while a stage goes on.
#[derive(Debug, Default)]
#[must_use = "a report that is not consumed loses errors"]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
    is_lenient: bool,
    uses: Option<Vec<Use>>,
}

/// A keyword that a document has, and where.
#[derive(Clone, Debug)]
pub struct Use {
    /// The object that it belongs to.
    pub object: &'static Vocabulary,
    /// The keyword.
    pub keyword: &'static Keyword,
    /// Where it stands.
    pub at: Pointer,
}

impl Report {
    /// A report that takes a mistake with a sensible reading for a warning.
    pub fn lenient() -> Self {
        Self {
            is_lenient: true,
            ..Self::default()
        }
    }

    /// A report that also takes note of every keyword.
    pub(crate) fn of_uses() -> Self {
        Self {
            uses: Some(Vec::new()),
            ..Self::lenient()
        }
    }

    /// Takes note of a keyword of the object at `at`, if that is asked for.
    pub(crate) fn used(
        &mut self,
        object: &'static Vocabulary,
        keyword: &'static Keyword,
        at: &Pointer,
    ) {
        if let Some(uses) = &mut self.uses {
            let at = at.child(keyword.name);
            uses.push(Use {
                object,
                keyword,
                at,
            });
        }
    }

    /// The keywords that it took note of.
    pub(crate) fn into_uses(self) -> Vec<Use> {
        self.uses.unwrap_or_default()
    }

    /// Whether a mistake with a sensible reading is a warning.
    #[must_use]
    pub fn is_lenient(&self) -> bool {
        self.is_lenient
    }

    /// Says that the document breaks a rule where there is a sensible reading all the same: an error, or a warning for
    /// those who asked for leniency.
    pub fn mistake(&mut self, at: impl Into<At>, message: impl Into<String>) -> &mut Diagnostic {
        let severity = if self.is_lenient {
            Severity::Warning
        } else {
            Severity::Error
        };
        self.push(severity, at.into(), message.into())
    }

    /// Says that something keeps the document from being generated.
    pub fn error(&mut self, at: impl Into<At>, message: impl Into<String>) -> &mut Diagnostic {
        self.push(Severity::Error, at.into(), message.into())
    }

    /// Says that something of the document has no counterpart in the generated code.
    pub fn warning(&mut self, at: impl Into<At>, message: impl Into<String>) -> &mut Diagnostic {
        self.push(Severity::Warning, at.into(), message.into())
    }

    fn push(&mut self, severity: Severity, at: At, message: String) -> &mut Diagnostic {
        let diagnostic = Diagnostic {
            severity,
            message,
            at,
            label: String::new(),
            related: None,
            help: None,
        };
        let index = self.diagnostics.len();
        self.diagnostics.push(diagnostic);
        &mut self.diagnostics[index]
    }

    /// How much was said.
    pub(crate) fn len(&self) -> usize {
        self.diagnostics.len()
    }

    /// Forgets all that was said after the first `len`.
    pub(crate) fn truncate(&mut self, len: usize) {
        self.diagnostics.truncate(len);
    }

    /// Whether nothing was said that keeps the document from being generated.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.diagnostics
            .iter()
            .all(|diagnostic| diagnostic.severity == Severity::Warning)
    }

    /// Sorts by the place in `source`, and finds the places of what is printed.
    #[must_use]
    pub fn finish(self, source: &Source) -> Diagnostics {
        let affordable = READ_TO_LOCATE / source.text().len().max(1);
        let mut diagnostics = self.diagnostics;
        if diagnostics.len() > affordable.max(1) {
            // What is said once in the order of the document is told apart by it, without finding a single place.
            let order = locate::order(source.text(), diagnostics.iter().map(|one| &one.at));
            let mut ordered: Vec<(usize, Diagnostic)> =
                order.into_iter().zip(diagnostics).collect();
            ordered.sort_by_key(|(order, diagnostic)| (*order, diagnostic.severity));
            diagnostics = ordered
                .into_iter()
                .map(|(_, diagnostic)| diagnostic)
                .collect();
            diagnostics.dedup();
            diagnostics.sort_by_key(|diagnostic| diagnostic.severity);
            return Diagnostics {
                source: Box::new(source.clone()),
                shown: SHOWN.min(affordable.max(5)),
                sorted: diagnostics,
            };
        }
        let start = |diagnostic: &Diagnostic| locate::span(source.text(), &diagnostic.at).start;
        diagnostics.sort_by_cached_key(|diagnostic| (start(diagnostic), diagnostic.severity));
        diagnostics.dedup();
        if diagnostics.len() > SHOWN {
            diagnostics.sort_by_key(|diagnostic| diagnostic.severity);
        }
        Diagnostics {
            source: Box::new(source.clone()),
            shown: SHOWN,
            sorted: diagnostics,
        }
    }
}

impl Diagnostic {
    fn render(&self, source: &Source) -> String {
        let span = locate::span(source.text(), &self.at);
        let related = self
            .related
            .as_ref()
            .map(|(at, why)| (locate::span(source.text(), at), printable(why)));
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let message = printable(&self.message);
        let label = printable(&self.label);
        let help = self.help.as_deref().map(printable);
        let primary = AnnotationKind::Primary.span(span);
        let primary = if label.is_empty() {
            primary
        } else {
            primary.label(label.as_str())
        };
        let mut snippet = Snippet::source(source.text())
            .path(source.name())
            .line_start(1)
            .annotation(primary);
        if let Some((span, why)) = &related {
            snippet = snippet.annotation(
                AnnotationKind::Context
                    .span(span.clone())
                    .label(why.as_str()),
            );
        }
        let mut group = Group::with_title(level.primary_title(message.as_str())).element(snippet);
        if let Some(help) = &help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        Renderer::plain().render(&[group])
    }
}

/// Everything that is wrong with a document, sorted by place; errors first when there is more than is printed.
///
/// `Display` prints each with file, line and column, the excerpt with a caret, and what to do.
#[derive(Clone, PartialEq, Eq)]
pub struct Diagnostics {
    source: Box<Source>,
    sorted: Vec<Diagnostic>,
    shown: usize,
}

impl Diagnostics {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sorted.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sorted.is_empty()
    }

    /// How many of them keep the document from being generated.
    #[must_use]
    pub fn errors(&self) -> usize {
        let is_error = |diagnostic: &&Diagnostic| diagnostic.severity == Severity::Error;
        self.sorted.iter().filter(is_error).count()
    }

    /// Each one, sorted by place.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.sorted.iter()
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (shown, others) = choice::choose(&self.sorted, self.shown);
        for (index, diagnostic) in shown.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            writeln!(f, "{}", diagnostic.render(&self.source))?;
        }
        if !others.is_empty() {
            write!(f, "\n… and {} more:\n{}", others.count(), others)?;
        }
        Ok(())
    }
}

/// As printed, so that a test that unwraps shows what is wrong.
impl fmt::Debug for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl std::error::Error for Diagnostics {}
