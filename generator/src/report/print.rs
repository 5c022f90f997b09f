//! Diagnostics as they are printed: file, line and column, the excerpt with a caret, and what to do.

use std::fmt;
use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::Annotation;
use annotate_snippets::AnnotationKind;
use annotate_snippets::Group;
use annotate_snippets::Level;
use annotate_snippets::Renderer;
use annotate_snippets::Snippet;

use crate::markdown::is_harmful;
use crate::report::Texts;
use crate::report::choice::choose;
use crate::report::diagnostic::At;
use crate::report::diagnostic::Diagnostic;
use crate::report::diagnostic::Effect;
use crate::report::diagnostic::Severity;
use crate::report::line;
use crate::report::line::MessageFormat;
use crate::report::place::Places;
use crate::report::position::Position;
use crate::report::text::NamedText;

/// How many diagnostics of one run are printed in full.
const SHOWN: usize = 50;

/// Words under a place of a text.
type Note<'a> = (AnnotationKind, &'a At, String);

/// Everything that is wrong with a document, sorted by place; when there is more than is printed, errors first, and then what
/// changes the client.
///
/// `Display` prints each with file, line and column, the excerpt with a caret, and what to do.
#[derive(Clone, PartialEq, Eq)]
pub struct Diagnostics {
    texts: Box<Texts>,
    places: Places,
    sorted: Vec<Diagnostic>,
    /// What the consequences of these do to the client, which are not shown.
    hidden: Vec<Effect>,
}

impl Diagnostics {
    /// Finds the places of diagnostics, and sorts by them.
    pub(crate) fn of(mut diagnostics: Vec<Diagnostic>, hidden: Vec<Effect>, texts: &Texts) -> Self {
        let places = Places::find(texts, diagnostics.iter().flat_map(Diagnostic::places));
        let place = |at: &At| (at.text(), places.start(at));
        diagnostics.sort_by_cached_key(|one| (place(&one.at), one.severity));
        diagnostics.dedup();
        if diagnostics.len() > SHOWN {
            diagnostics.sort_by_key(|one| (one.severity, one.effect == Effect::None));
        }
        Self {
            texts: Box::new(texts.clone()),
            places,
            sorted: diagnostics,
            hidden,
        }
    }

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

    /// For how many of them a call or a type of the client is another than the document has.
    #[must_use]
    pub fn changes(&self) -> usize {
        let changes = |diagnostic: &&Diagnostic| diagnostic.effect != Effect::None;
        self.sorted.iter().filter(changes).count()
    }

    /// How many have this effect: they, and what follows from them.
    pub(crate) fn with_effect(&self, effect: Effect) -> usize {
        let shown = self.sorted.iter().map(|diagnostic| diagnostic.effect);
        let all = shown.chain(self.hidden.iter().copied());
        all.filter(|one| *one == effect).count()
    }

    /// Each one, sorted by place.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.sorted.iter()
    }

    /// Each as an editor or a server of continuous integration reads it, or a person.
    #[must_use]
    pub fn formatted(&self, format: MessageFormat) -> String {
        match format {
            MessageFormat::Human => self.to_string(),
            MessageFormat::Styled => self.page(&Renderer::styled()),
            MessageFormat::Short | MessageFormat::Json | MessageFormat::Github => {
                let line = |one: &Diagnostic| line::of(one, format, &self.texts, &self.places);
                self.sorted.iter().map(line).collect()
            }
        }
    }

    fn render(&self, diagnostic: &Diagnostic, renderer: &Renderer) -> String {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let message = printable(&diagnostic.message);
        let label = printable(&diagnostic.label);
        let help = diagnostic.help.as_deref().map(printable);
        let at = &diagnostic.at;
        let mut notes = vec![(AnnotationKind::Primary, at, label)];
        if let Some((place, why)) = &diagnostic.related {
            notes.push((AnnotationKind::Context, place, printable(why)));
        }
        let of_text = |(_, place, _): &Note<'_>| place.text() == at.text();
        let (here, elsewhere): (Vec<_>, Vec<_>) = notes.into_iter().partition(of_text);
        let title = level.primary_title(message.as_str());
        let mut group = Group::with_title(title.id(diagnostic.rule.name()))
            .element(self.snippet(at.text(), &here))
            .elements(
                elsewhere
                    .first()
                    .map(|(_, place, _)| self.snippet(place.text(), &elsewhere)),
            );
        if let Some(help) = &help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        renderer.render(&[group])
    }

    /// All of them, or some of each kind and how many others there are.
    fn page(&self, renderer: &Renderer) -> String {
        let (shown, others) = choose(&self.sorted, SHOWN);
        let shown: Vec<String> = shown
            .into_iter()
            .map(|one| self.render(one, renderer) + "\n")
            .collect();
        let mut page = shown.join("\n");
        if !others.is_empty() {
            let _ = write!(page, "\n… and {} more:\n{others}", others.count());
        }
        page
    }

    fn snippet<'a>(&'a self, text: usize, notes: &'a [Note<'a>]) -> Snippet<'a, Annotation<'a>> {
        let NamedText { name, text } = self.texts.get(text);
        let spans = notes
            .iter()
            .map(|(_, at, _)| self.places.span(&self.texts, at));
        let spans: Vec<Range<usize>> = spans.collect();
        let lines = lines_around(text, &spans);
        let annotations = notes.iter().zip(spans).map(|((kind, _, label), span)| {
            let annotation = kind.span(span.start - lines.start..span.end - lines.start);
            if label.is_empty() {
                annotation
            } else {
                annotation.label(label)
            }
        });
        Snippet::source(&text[lines.clone()])
            .path(name)
            .line_start(Position::of_offset(text, lines.start).line)
            .annotations(annotations)
    }
}

/// The lines from the first span to the last, and one before and after them: the library reads all that it is given.
fn lines_around(text: &str, spans: &[Range<usize>]) -> Range<usize> {
    let first = spans.iter().map(|span| span.start).min();
    let last = spans.iter().map(|span| span.end).max();
    let before = &text[..first.unwrap_or_default()];
    let (within, after) = text.split_at(last.unwrap_or_default());
    let start = before.rmatch_indices('\n').nth(1);
    let end = after.match_indices('\n').nth(1);
    start.map_or(0, |(line_end, _)| line_end + 1)
        ..end.map_or(text.len(), |(line_end, _)| within.len() + line_end + 1)
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.page(&Renderer::plain()))
    }
}

/// As printed, so that a test that unwraps shows what is wrong.
impl fmt::Debug for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl std::error::Error for Diagnostics {}

/// Text of the document as it may be printed: control characters and those that change the direction of text are escaped.
pub(crate) fn printable(text: &str) -> String {
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
