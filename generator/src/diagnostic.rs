//! What is wrong with a document, for the person who has to mend it.
//!
//! The stages `spec` and `lower` put what they find into a [`Report`] and go on; at the boundary of
//! [`generate`](crate::generate) it becomes [`Diagnostics`], sorted by place and ready to print.

use std::fmt;

use annotate_snippets::AnnotationKind;
use annotate_snippets::Group;
use annotate_snippets::Level;
use annotate_snippets::Renderer;
use annotate_snippets::Snippet;

use crate::markdown::is_harmful;
use crate::pointer::Place;
use crate::source::Source;
use crate::spec::locate;

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

/// Whether the run can go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
}

impl Report {
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

    /// Whether nothing was said that keeps the document from being generated.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.diagnostics
            .iter()
            .all(|diagnostic| diagnostic.severity == Severity::Warning)
    }

    /// Finds every place in `source` and sorts by it.
    #[must_use]
    pub fn finish(self, source: &Source) -> Diagnostics {
        let mut located: Vec<Located> = self
            .diagnostics
            .into_iter()
            .map(|diagnostic| Located::new(diagnostic, source))
            .collect();
        located.sort_by_key(|located| (located.span.start, located.diagnostic.severity));
        located.dedup_by(|one, other| one.diagnostic == other.diagnostic);
        Diagnostics {
            source: Box::new(source.clone()),
            located,
        }
    }
}

/// A diagnostic and where its places are in the text, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Located {
    diagnostic: Diagnostic,
    span: std::ops::Range<usize>,
    related: Option<(std::ops::Range<usize>, String)>,
}

impl Located {
    fn new(diagnostic: Diagnostic, source: &Source) -> Self {
        let span = locate::span(source.text(), &diagnostic.at);
        let related = diagnostic
            .related
            .as_ref()
            .map(|(at, why)| (locate::span(source.text(), at), why.clone()));
        Self {
            diagnostic,
            span,
            related,
        }
    }

    fn render(&self, source: &Source) -> String {
        let level = match self.diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let message = printable(&self.diagnostic.message);
        let label = printable(&self.diagnostic.label);
        let why = self
            .related
            .as_ref()
            .map(|(_, why)| printable(why))
            .unwrap_or_default();
        let help = self.diagnostic.help.as_deref().map(printable);
        let primary = AnnotationKind::Primary.span(self.span.clone());
        let primary = if label.is_empty() {
            primary
        } else {
            primary.label(label.as_str())
        };
        let mut snippet = Snippet::source(source.text())
            .path(source.name())
            .line_start(1)
            .annotation(primary);
        if let Some((span, _)) = &self.related {
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

/// Everything that is wrong with a document, sorted by place.
///
/// `Display` prints each with file, line and column, the excerpt with a caret, and what to do.
#[derive(Clone, PartialEq, Eq)]
pub struct Diagnostics {
    source: Box<Source>,
    located: Vec<Located>,
}

impl Diagnostics {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.located.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.located.is_empty()
    }

    /// How many of them keep the document from being generated.
    #[must_use]
    pub fn errors(&self) -> usize {
        let is_error = |located: &&Located| located.diagnostic.severity == Severity::Error;
        self.located.iter().filter(is_error).count()
    }

    /// Each one, sorted by place.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.located.iter().map(|located| &located.diagnostic)
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, located) in self.located.iter().take(SHOWN).enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            writeln!(f, "{}", located.render(&self.source))?;
        }
        match self.located.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => writeln!(f, "\n… and {more} more"),
        }
    }
}

/// As printed, so that a test that unwraps shows what is wrong.
impl fmt::Debug for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl std::error::Error for Diagnostics {}
