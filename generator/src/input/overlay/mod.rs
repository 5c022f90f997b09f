//! OpenAPI Overlays, 1.0 and 1.1: a document mended without being edited.
//!
//! Each action changes the document as the actions before it left it. What an overlay writes keeps its place in the overlay,
//! so that diagnostics of it point there.

mod allowance;
mod merge;

use serde_json::Value;
use serde_json_path::JsonPath;
use serde_json_path::PathElement;

pub(super) use self::allowance::Allowance;
use self::merge::merge;
use self::merge::remove;
use crate::budget::HELP;
use crate::keywords;
use crate::keywords::Vocabulary;
use crate::pointer::Pointer;
use crate::report::Rule;
use crate::report::diagnostic::Report;
use crate::report::origin::Location;
use crate::report::origin::Origins;
use crate::spec::Text;
use crate::spec::object::Object;
use crate::spec::object::kind;
use crate::spec::read::Read;
use crate::spec::read::ReadKeywords;

/// How deep brackets may stand in each other in a path: what reads it takes twice as long for each level.
const DEEPEST: usize = 8;

/// Changes `document` as the overlay says, which is the text of this number.
pub(super) fn apply(
    overlay: &Value,
    text: usize,
    (document, origins): (&mut Value, &mut Origins),
    allowance: &mut Allowance,
    report: &mut Report,
) {
    report.within(text, |report| {
        let Some(overlay) = Overlay::read(overlay, &Pointer::root(), report) else {
            return;
        };
        check_version(&overlay.version, report);
        for action in &overlay.actions {
            if !action.apply(text, (document, origins), allowance, report) {
                return;
            }
        }
    });
}

struct Overlay {
    version: Text,
    actions: Vec<Action>,
}

impl ReadKeywords for Overlay {
    const VOCABULARY: &Vocabulary = &keywords::OVERLAY;

    fn read_keywords(object: &mut Object<'_, '_>) -> Self {
        let version = object.required_as("overlay", Report::error);
        let _: Option<Value> = object.expected("info");
        let _: Option<Text> = object.optional("extends");
        Self {
            version,
            actions: object.expected("actions").unwrap_or_default(),
        }
    }
}

fn check_version(version: &Text, report: &mut Report) {
    let is_known = ["1.0", "1.1"].iter().any(|known| {
        let patch = version.value.strip_prefix(known);
        patch.is_some_and(|patch| patch.is_empty() || patch.starts_with('.'))
    });
    if !is_known {
        let message = format!("Overlay {} is not read, only 1.0 and 1.1", version.value);
        report
            .error(Rule::InvalidOverlay, version.at.value(), message)
            .help("write `overlay: 1.1.0`");
    }
}

/// An action object.
struct Action {
    at: Pointer,
    target: Text,
    update: Option<Value>,
    copy: Option<Text>,
    remove: bool,
}

impl ReadKeywords for Action {
    const VOCABULARY: &Vocabulary = &keywords::ACTION;

    fn read_keywords(object: &mut Object<'_, '_>) -> Self {
        let _: Option<Text> = object.optional("description");
        Self {
            at: object.at(),
            target: object.required_as("target", Report::error),
            update: object.optional("update"),
            copy: object.optional("copy"),
            remove: object.or_default("remove"),
        }
    }
}

impl Action {
    /// Does what it says; `false` where the budget is at its end.
    fn apply(
        &self,
        text: usize,
        (document, origins): (&mut Value, &mut Origins),
        allowance: &mut Allowance,
        report: &mut Report,
    ) -> bool {
        let paths = std::iter::once(&self.target).chain(&self.copy);
        for path in paths {
            if !allowance.look(&path.value) {
                let message =
                    "the actions up to this one look at more places than the document allows";
                too_much(path, message, report);
                return false;
            }
        }
        let Some(targets) = selected(&self.target, document, report) else {
            return true;
        };
        if targets.is_empty() {
            report
                .warning(
                    Rule::InvalidOverlay,
                    self.target.at.value(),
                    "this action changes nothing: the document has no such place",
                )
                .help("compare the target with the document; names are case-sensitive");
        }
        self.check(report);
        if self.remove {
            self.remove(&targets, document, origins, report);
        } else if let Some((value, from)) = self.change(text, document, origins, report) {
            if !allowance.add(&value, targets.len()) {
                let message = "the actions up to this one add more to the document than it allows";
                too_much(&self.target, message, report);
                return false;
            }
            for target in &targets {
                self.merge(&value, &from, target, document, origins, report);
            }
        }
        true
    }

    /// One action does one thing.
    fn check(&self, report: &mut Report) {
        let (update, copy) = (self.at.child("update"), self.at.child("copy"));
        let has_copy = self.copy.is_some();
        let unused = match (&self.update, self.remove) {
            (Some(_), true) => Some((update, "`update` means nothing beside `remove`")),
            (None, true) if has_copy => Some((copy, "`copy` means nothing beside `remove`")),
            (Some(_), false) if has_copy => Some((copy, "`copy` means nothing beside `update`")),
            (None, false) if !has_copy => Some((self.at.clone(), "this action does nothing")),
            _ => None,
        };
        if let Some((place, message)) = unused {
            let place = if place == self.at {
                place.value()
            } else {
                place.key()
            };
            report
                .warning(Rule::InvalidOverlay, place, message)
                .help("write an action for each change: `update`, `copy` or `remove: true`");
        }
    }

    /// What is merged into the targets, and where it was written.
    fn change(
        &self,
        text: usize,
        document: &Value,
        origins: &Origins,
        report: &mut Report,
    ) -> Option<(Value, Location)> {
        if let Some(update) = &self.update {
            let pointer = self.at.child("update");
            return Some((update.clone(), Location { text, pointer }));
        }
        let copy = self.copy.as_ref()?;
        let nodes = selected(copy, document, report)?;
        let [one] = nodes.as_slice() else {
            let message = format!("`copy` names one place; this names {}", nodes.len());
            report
                .error(Rule::InvalidOverlay, copy.at.value(), message)
                .help("write the way to one object, as in `$.paths['/pets'].get`");
            return None;
        };
        let value = one.find(document)?.clone();
        Some((value, origins.of(one)))
    }

    fn merge(
        &self,
        value: &Value,
        from: &Location,
        target: &Pointer,
        document: &mut Value,
        origins: &mut Origins,
        report: &mut Report,
    ) {
        let Some(node) = target.find_mut(document) else {
            return;
        };
        if node.is_object() && !value.is_object() || value.is_object() && is_scalar(node) {
            let keyword = if self.update.is_some() {
                "update"
            } else {
                "copy"
            };
            report
                .error(
                    Rule::InvalidOverlay,
                    self.at.child(keyword).value(),
                    format!(
                        "`{target}` is {}, into which this cannot be merged",
                        kind(node)
                    ),
                )
                .help("an object is merged with an object, a value replaced by a value");
            return;
        }
        merge(node, value, target, from, origins);
    }

    fn remove(
        &self,
        targets: &[Pointer],
        document: &mut Value,
        origins: &mut Origins,
        report: &mut Report,
    ) {
        // From the last to the first: what comes later in a list moves up, and what is inside another goes before it.
        for target in targets.iter().rev() {
            if !remove(document, target, origins) {
                report
                    .error(
                        Rule::InvalidOverlay,
                        self.target.at.value(),
                        "the whole document cannot be removed",
                    )
                    .help("name what is to go, as in `$.paths['/pets']`");
            }
        }
    }
}

fn too_much(path: &Text, message: &str, report: &mut Report) {
    report
        .error(Rule::TooLarge, path.at.value(), message)
        .help(HELP);
}

/// The places that a `JSONPath` names, in the order of the document; `None` when it is none.
fn selected(path: &Text, document: &Value, report: &mut Report) -> Option<Vec<Pointer>> {
    if depth(&path.value) > DEEPEST {
        let message =
            format!("brackets stand more than {DEEPEST} deep in each other in this JSONPath");
        report
            .error(Rule::TooLarge, path.at.value(), message)
            .help("name the places with several actions");
        return None;
    }
    let parsed = match JsonPath::parse(&path.value) {
        Ok(parsed) => parsed,
        Err(error) => {
            let unread = path.value.get(error.position()..);
            let message = format!(
                "this is no JSONPath from `{}` on",
                unread.unwrap_or_default()
            );
            report
                .error(Rule::InvalidOverlay, path.at.value(), message)
                .help("write it as RFC 9535 has it: `$.paths['/pets'].get`");
            return None;
        }
    };
    let nodes = parsed.query_located(document).dedup();
    let pointer = |path: &serde_json_path::NormalizedPath<'_>| {
        path.iter().fold(Pointer::root(), |at, item| match item {
            PathElement::Name(name) => at.child(name),
            PathElement::Index(index) => at.child(index),
        })
    };
    Some(nodes.locations().map(pointer).collect())
}

/// How deep the brackets of a path stand in each other, those of its texts left out.
fn depth(path: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let mut quote = None;
    let mut letters = path.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if quote.is_some() => {
                letters.next();
            }
            '"' | '\'' if quote.is_none() => quote = Some(letter),
            _ if quote.is_some() => quote = quote.filter(|quote| *quote != letter),
            '[' | '(' => depth += 1,
            ']' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

fn is_scalar(value: &Value) -> bool {
    !value.is_object() && !value.is_array()
}
