//! What is wrong with a document, for the person who has to mend it.
//!
//! The stages `spec` and `lower` put what they find into a [`Report`] and go on; at the boundary of
//! [`generate`](crate::generate) it becomes [`Diagnostics`], sorted by place and ready to print.

mod choice;

use std::collections::BTreeMap;
use std::fmt;

use annotate_snippets::Annotation;
use annotate_snippets::AnnotationKind;
use annotate_snippets::Group;
use annotate_snippets::Level;
use annotate_snippets::Renderer;
use annotate_snippets::Snippet;

use crate::keywords::Keyword;
use crate::keywords::Vocabulary;
use crate::markdown::is_harmful;
use crate::pointer::Place;
use crate::pointer::Pointer;
use crate::source::Source;
use crate::spec::Location;
use crate::spec::Origins;
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

/// Where something is wrong. Texts are numbered as [`Source::text`] does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// A node of the document, with all its files and overlays put together.
    Place(Place),
    /// A node of one text.
    InText(usize, Place),
    /// A byte offset in a text that could not be read as YAML.
    Offset(usize, usize),
}

impl At {
    /// The number of the text.
    pub(crate) fn text(&self) -> usize {
        match self {
            Self::Place(_) => 0,
            Self::InText(text, _) | Self::Offset(text, _) => *text,
        }
    }
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
    checked: Vec<Pointer>,
    origins: Origins,
}

/// A keyword that a document has, and where.
#[derive(Clone, Debug)]
pub struct Use {
    /// The object that it belongs to.
    pub object: &'static Vocabulary,
    /// The keyword.
    pub keyword: &'static Keyword,
    /// The number of the text that it stands in.
    pub text: usize,
    /// Where it stands there.
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
                text: 0,
                at,
            });
        }
    }

    /// The keywords that it took note of, where they were written.
    pub(crate) fn into_uses(self) -> Vec<Use> {
        let origins = self.origins;
        let mut uses = self.uses.unwrap_or_default();
        for one in &mut uses {
            let Location { text, pointer } = origins.of(&one.at);
            one.text = text;
            one.at = pointer;
        }
        uses
    }

    /// Takes note of the keywords of which the client checks what they ask.
    pub(crate) fn note_checked(&mut self, keywords: Vec<Pointer>) {
        self.checked = keywords;
    }

    /// The keywords that it took note of as checked.
    pub(crate) fn take_checked(&mut self) -> Vec<Pointer> {
        std::mem::take(&mut self.checked)
    }

    /// Whether a mistake with a sensible reading is a warning.
    #[must_use]
    pub fn is_lenient(&self) -> bool {
        self.is_lenient
    }

    /// Takes what `read` finds for warnings: mistakes that keep nothing from being generated.
    pub(crate) fn forgiving<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.is_lenient, true);
        let value = read(self);
        self.is_lenient = before;
        value
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

    /// Takes what `read` says of places for places of one text, which is no part of the document.
    pub(crate) fn within<T>(&mut self, text: usize, read: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.diagnostics.len();
        let value = read(self);
        let of_text = |at: &At| match at {
            At::Place(place) => At::InText(text, place.clone()),
            other => other.clone(),
        };
        for diagnostic in self.diagnostics.iter_mut().skip(before) {
            diagnostic.move_to(&of_text);
        }
        value
    }

    /// Takes note of where the nodes of the document were written.
    pub(crate) fn written(&mut self, origins: Origins) {
        self.origins = origins;
    }

    /// Sorts by the place in `source`, and finds the places of what is printed.
    #[must_use]
    pub fn finish(self, source: &Source) -> Diagnostics {
        let mut of_texts: BTreeMap<usize, Vec<Diagnostic>> = BTreeMap::new();
        for mut diagnostic in self.diagnostics {
            diagnostic.move_to(&|at| self.origins.resolve(at.clone()));
            of_texts
                .entry(diagnostic.at.text())
                .or_default()
                .push(diagnostic);
        }
        let mut shown = SHOWN;
        let mut sorted = Vec::new();
        for (text, diagnostics) in of_texts {
            sorted.extend(sort(diagnostics, source.text(text), &mut shown));
        }
        if sorted.len() > shown {
            sorted.sort_by_key(|diagnostic| diagnostic.severity);
        }
        Diagnostics {
            source: Box::new(source.clone()),
            shown,
            sorted,
        }
    }
}

/// The diagnostics of one text in its order. `shown` shrinks where finding their places would take long.
fn sort(mut diagnostics: Vec<Diagnostic>, text: &str, shown: &mut usize) -> Vec<Diagnostic> {
    let affordable = READ_TO_LOCATE / text.len().max(1);
    if diagnostics.len() > affordable.max(1) {
        // What is said once in the order of the document is told apart by it, without finding a single place.
        let order = locate::order(text, diagnostics.iter().map(|one| &one.at));
        let mut ordered: Vec<(usize, Diagnostic)> = order.into_iter().zip(diagnostics).collect();
        ordered.sort_by_key(|(order, diagnostic)| (*order, diagnostic.severity));
        diagnostics = ordered
            .into_iter()
            .map(|(_, diagnostic)| diagnostic)
            .collect();
        diagnostics.dedup();
        diagnostics.sort_by_key(|diagnostic| diagnostic.severity);
        *shown = (*shown).min(affordable.max(5));
        return diagnostics;
    }
    let start = |diagnostic: &Diagnostic| locate::span(text, &diagnostic.at).start;
    diagnostics.sort_by_cached_key(|diagnostic| (start(diagnostic), diagnostic.severity));
    diagnostics.dedup();
    diagnostics
}

impl Diagnostic {
    fn move_to(&mut self, place: &impl Fn(&At) -> At) {
        self.at = place(&self.at);
        if let Some((at, _)) = &mut self.related {
            *at = place(at);
        }
    }

    fn render(&self, source: &Source) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let message = printable(&self.message);
        let label = printable(&self.label);
        let help = self.help.as_deref().map(printable);
        let related = self.related.as_ref();
        let related = related.map(|(at, why)| (at, printable(why)));
        let (elsewhere, beside): (Vec<_>, Vec<_>) = related
            .iter()
            .partition(|(at, _)| at.text() != self.at.text());
        let beside = beside
            .into_iter()
            .map(|(at, why)| annotation(AnnotationKind::Context, source, at, why));
        let primary = annotation(AnnotationKind::Primary, source, &self.at, &label);
        let excerpt = snippet(source, self.at.text()).annotation(primary);
        let mut group = Group::with_title(level.primary_title(message.as_str()))
            .element(excerpt.annotations(beside));
        for (at, why) in elsewhere {
            let annotation = annotation(AnnotationKind::Context, source, at, why);
            group = group.element(snippet(source, at.text()).annotation(annotation));
        }
        if let Some(help) = &help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        Renderer::plain().render(&[group])
    }
}

fn snippet(source: &Source, text: usize) -> Snippet<'_, Annotation<'_>> {
    Snippet::source(source.text(text))
        .path(source.name_of(text))
        .line_start(1)
}

fn annotation<'a>(
    kind: AnnotationKind,
    source: &Source,
    at: &At,
    label: &'a str,
) -> Annotation<'a> {
    let annotation = kind.span(locate::span(source.text(at.text()), at));
    if label.is_empty() {
        annotation
    } else {
        annotation.label(label)
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
