//! What is wrong with a document, for its author.
//!
//! Every stage up to `analyze` adds diagnostics to a [`Report`] and goes on; at the boundary of
//! [`generate`](crate::generate) it becomes [`Diagnostics`], sorted by place and ready to print.

use serde_json::Value;

use crate::keywords::Keyword;
use crate::keywords::Version;
use crate::keywords::Vocabulary;
use crate::pointer::Place;
use crate::pointer::Pointer;
use crate::report::Diagnostics;
use crate::report::Levels;
use crate::report::Rule;
use crate::report::Texts;
use crate::report::causes::without_consequences;
use crate::report::nearest;
use crate::report::origin::Location;
use crate::report::origin::Origins;

/// Whether the run can go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// Something of the document has no counterpart in the generated code.
    Warning,
}

/// What the client is for something of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// A type is any JSON value.
    TypeLost,
    /// A call has a parameter that the document does not declare.
    ParameterMadeUp,
    /// A call or a type is another than the document has.
    Changed,
    /// No call and no type is another.
    None,
}

/// Where something is wrong. [`Texts`] have numbers.
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

    /// The node.
    pub(crate) fn place(&self) -> Option<&Place> {
        match self {
            Self::Place(place) | Self::InText(_, place) => Some(place),
            Self::Offset(..) => None,
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
    /// The rule that is broken.
    pub rule: Rule,
    /// Whether the run can go on.
    pub severity: Severity,
    /// What is wrong, in OpenAPI's words.
    pub message: String,
    /// Where.
    pub at: At,
    /// What stands there, in a few words.
    pub label: String,
    /// A related place, and why it matters.
    pub related: Option<(At, String)>,
    /// What to do about it.
    pub help: Option<String>,
    /// What the client is for it.
    pub effect: Effect,
    /// Whether its rule is not asked for: then nothing is said.
    pub(crate) is_allowed: bool,
    /// The nodes of the document that are not understood for it.
    pub(crate) lost: Vec<Pointer>,
    /// The nodes of the document that are left out for it.
    pub(crate) left_out: Vec<Pointer>,
    /// The nodes of the document that it is said for want of.
    pub(crate) follows: Vec<Pointer>,
}

impl Diagnostic {
    /// Adds a few words under the excerpt.
    pub fn label(&mut self, label: impl Into<String>) -> &mut Self {
        self.label = label.into();
        self
    }

    /// Says that the type of what stands there is lost: it is any JSON value.
    pub(crate) fn loses_a_type(&mut self) -> &mut Self {
        self.effect = Effect::TypeLost;
        self
    }

    /// Says that a parameter is made up.
    pub(crate) fn makes_up_a_parameter(&mut self) -> &mut Self {
        self.effect = Effect::ParameterMadeUp;
        self
    }

    /// Adds what to do about it.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Suggests a similar word in place of other help, if one of these is.
    pub(crate) fn suggest<'w>(
        &mut self,
        word: &str,
        known: impl IntoIterator<Item = &'w (impl AsRef<str> + ?Sized + 'w)>,
    ) -> &mut Self {
        if let Some(similar) = nearest(word, known.into_iter().map(AsRef::as_ref)) {
            self.help = Some(format!("did you mean `{similar}`?"));
        }
        self
    }

    /// Adds a related place, and why it matters.
    pub fn related(&mut self, at: impl Into<At>, why: impl Into<String>) -> &mut Self {
        self.related = Some((at.into(), why.into()));
        self
    }

    /// Says that what the document has at this node is not understood: what follows from that is not shown, nor what is said of
    /// anything below it.
    pub(crate) fn loses(&mut self, pointer: &Pointer) -> &mut Self {
        self.lost.push(pointer.clone());
        self
    }

    /// The same of a value. What it refers to may be used by it alone.
    pub(crate) fn loses_value(&mut self, pointer: &Pointer, value: &Value) -> &mut Self {
        self.leave_out_targets(value);
        self.loses(pointer)
    }

    fn leave_out_targets(&mut self, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.leave_out_targets(item)),
            Value::Object(properties) => {
                for (key, property) in properties {
                    match property {
                        Value::String(target) if key.contains("ref") => {
                            self.left_out.push(Pointer::of_reference(target));
                        }
                        property => self.leave_out_targets(property),
                    }
                }
            }
            _ => {}
        }
    }

    /// Says that the node is left out, though it was understood: what follows from that is not shown.
    pub(crate) fn leaves_out(&mut self, pointer: &Pointer) -> &mut Self {
        self.left_out.push(pointer.clone());
        self
    }

    /// Says that it is no mistake of its own where this node is not known, one in it, or one around it.
    pub(crate) fn follows_from(&mut self, pointer: &Pointer) -> &mut Self {
        self.follows.push(pointer.clone());
        self
    }

    /// Its place, and the related one.
    pub(crate) fn places(&self) -> impl Iterator<Item = &At> {
        let related = self.related.iter().map(|(at, _)| at);
        std::iter::once(&self.at).chain(related)
    }

    fn move_to(&mut self, place: &impl Fn(&At) -> At) {
        self.at = place(&self.at);
        if let Some((at, _)) = &mut self.related {
            *at = place(at);
        }
    }
}

/// Adds a diagnostic of some kind to a report.
pub(crate) type Add = fn(&mut Report, Rule, Place, String) -> &mut Diagnostic;

/// Collects diagnostics while a stage goes on.
#[derive(Debug, Default)]
#[must_use = "a report that is not consumed loses errors"]
pub struct Report {
    pub(super) diagnostics: Vec<Diagnostic>,
    levels: Levels,
    /// Whether what is being read is for the readers of the document.
    is_for_readers: bool,
    uses: Option<Vec<Use>>,
    /// The version of OpenAPI that the document is written in.
    version: Version,
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
    /// A report in which rules have these levels.
    pub fn with_levels(levels: Levels) -> Self {
        Self {
            levels,
            ..Self::default()
        }
    }

    /// A report that also records every keyword.
    pub(crate) fn with_uses() -> Self {
        Self {
            uses: Some(Vec::new()),
            ..Self::default()
        }
    }

    /// Says which version of OpenAPI the document is written in.
    pub(crate) fn reads(&mut self, version: Version) {
        self.version = version;
    }

    /// The version of OpenAPI that the document is written in.
    pub(crate) fn version(&self) -> Version {
        self.version
    }

    /// Records a keyword of the object at `at`, if this report does.
    pub(crate) fn record_use(
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

    /// The recorded keywords, where they were written.
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

    /// Sets which keywords the client checks.
    pub(crate) fn set_checked(&mut self, keywords: Vec<Pointer>) {
        self.checked = keywords;
    }

    /// The keywords that the client checks.
    pub(crate) fn take_checked(&mut self) -> Vec<Pointer> {
        std::mem::take(&mut self.checked)
    }

    /// Lets what `read` reports change nothing of the client: it reads what is for the readers of the document alone.
    pub(crate) fn for_readers<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.is_for_readers, true);
        let value = read(self);
        self.is_for_readers = before;
        value
    }

    /// Whether anything is said of what breaks a rule.
    pub(crate) fn asks_for(&self, rule: Rule) -> bool {
        self.levels.severity(rule, Severity::Warning).is_some()
    }

    /// Adds something that keeps the client from being generated.
    pub fn error(
        &mut self,
        rule: Rule,
        at: impl Into<At>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(rule, Severity::Error, at.into(), message.into())
    }

    /// Adds that a call or a type is another than the document has: it breaks a rule of OpenAPI but has a sensible reading all the
    /// same, or says something that has no counterpart.
    pub fn mistake(
        &mut self,
        rule: Rule,
        at: impl Into<At>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let is_for_readers = self.is_for_readers;
        let diagnostic = self.warning(rule, at, message);
        if !is_for_readers {
            diagnostic.effect = Effect::Changed;
        }
        diagnostic
    }

    /// Adds that something of the document is read in another way, or means nothing: no call and no type is another for it.
    pub fn warning(
        &mut self,
        rule: Rule,
        at: impl Into<At>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(rule, Severity::Warning, at.into(), message.into())
    }

    fn push(&mut self, rule: Rule, severity: Severity, at: At, message: String) -> &mut Diagnostic {
        let set = self.levels.severity(rule, severity);
        let diagnostic = Diagnostic {
            rule,
            is_allowed: set.is_none(),
            severity: set.unwrap_or(Severity::Warning),
            message,
            at,
            label: String::new(),
            related: None,
            help: None,
            effect: Effect::None,
            lost: Vec::new(),
            left_out: Vec::new(),
            follows: Vec::new(),
        };
        let index = self.diagnostics.len();
        self.diagnostics.push(diagnostic);
        &mut self.diagnostics[index]
    }

    /// Whether nothing keeps the client from being generated.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.diagnostics
            .iter()
            .all(|diagnostic| diagnostic.severity == Severity::Warning)
    }

    /// Lets places that `read` reports be places of one text, before it is a part of the document.
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

    /// Where the nodes of the document were written.
    pub(crate) fn into_origins(self) -> Origins {
        self.origins
    }

    /// Sets where the nodes of the document were written.
    pub(crate) fn set_origins(&mut self, origins: Origins) {
        self.origins = origins;
    }

    /// All diagnostics, sorted by their places in the texts.
    #[must_use]
    pub fn finish(self, texts: &Texts) -> Diagnostics {
        let mut diagnostics = self.diagnostics;
        let mut hidden: Vec<Effect> = Vec::new();
        diagnostics.retain(|one| {
            if one.is_allowed {
                hidden.push(one.effect);
            }
            !one.is_allowed
        });
        hidden.extend(without_consequences(&mut diagnostics, &self.origins));
        for diagnostic in &mut diagnostics {
            diagnostic.move_to(&|at| self.origins.resolve(at.clone()));
        }
        Diagnostics::of(diagnostics, hidden, texts)
    }
}
