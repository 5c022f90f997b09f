//! The summary of a run in JSON: counts, diagnostics with their places, and every constraint that is documented only.

use std::collections::HashMap;
use std::collections::HashSet;

use indexmap::IndexMap;
use serde::Serialize;

use crate::pointer::Pointer;
use crate::report::Diagnostics;
use crate::report::Ledger;
use crate::report::Texts;
use crate::report::diagnostic::At;
use crate::report::diagnostic::Diagnostic;
use crate::report::diagnostic::Effect;
use crate::report::diagnostic::Severity;
use crate::report::diagnostic::Use;
use crate::report::place::Places;

/// The summary of a run.
#[derive(Debug, Serialize)]
pub struct Summary<'run> {
    /// The document, as diagnostics call it.
    document: &'run str,
    /// Whether the client was generated. If not, nothing came out, and no file of it was written.
    generated: bool,
    /// What went in and what came out.
    counts: Ledger,
    /// All diagnostics, in the order of the document.
    diagnostics: Vec<Entry<'run>>,
    /// Every constraint that stands in the documentation of the client, but is not checked by it.
    documented: Vec<Documented>,
    /// Each keyword that the document has, with what becomes of it.
    keywords: Vec<KeywordCount>,
}

#[derive(Debug, Serialize)]
struct Entry<'run> {
    severity: &'static str,
    /// The name of the rule that is broken.
    rule: &'static str,
    /// Whether a call or a type of the client is another than the document has.
    #[serde(rename = "changesClient")]
    changes_client: bool,
    message: &'run str,
    #[serde(flatten)]
    place: Located,
    /// The keyword that it is about, or in which its place stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    keyword: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'run str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    related: Option<Related<'run>>,
}

#[derive(Debug, Serialize)]
struct Related<'run> {
    why: &'run str,
    #[serde(flatten)]
    place: Located,
}

#[derive(Debug, Serialize)]
struct Documented {
    keyword: &'static str,
    #[serde(flatten)]
    place: Located,
}

/// A place: `file` is absent for the document itself, `pointer` where the text could not be read so far, the others where it
/// has no such line.
#[derive(Debug, Serialize)]
struct Located {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
}

#[derive(Debug, Serialize)]
struct KeywordCount {
    object: &'static str,
    keyword: &'static str,
    fate: &'static str,
    uses: usize,
}

/// What a summary is made of.
pub(crate) struct Run<'run> {
    pub(crate) texts: &'run Texts,
    pub(crate) is_generated: bool,
    pub(crate) counts: Ledger,
    pub(crate) diagnostics: &'run Diagnostics,
    /// The keywords that the document has.
    pub(crate) uses: Vec<Use>,
    /// Those of them that are constraints which the client checks.
    pub(crate) checked: &'run [Pointer],
}

impl<'run> Summary<'run> {
    pub(crate) fn of(run: &Run<'run>) -> Self {
        let checked: HashSet<String> = run.checked.iter().map(Pointer::to_string).collect();
        let is_checked = |one: &Use| one.text == 0 && checked.contains(&one.at.to_string());
        let constraints = run.uses.iter().filter(|one| is_documented_only(one));
        let constraints = constraints.filter(|one| !is_checked(one));
        let constraints: Vec<(&str, At)> = constraints
            .map(|one| (one.keyword.name, At::InText(one.text, one.at.key())))
            .collect();
        let places = run.diagnostics.iter().flat_map(Diagnostic::places);
        let places = places.chain(constraints.iter().map(|(_, at)| at));
        let locate = Locate {
            texts: run.texts,
            places: Places::find(run.texts, places),
        };
        let keywords = keywords_of(run.diagnostics, &run.uses);
        let diagnostics = run.diagnostics.iter().zip(keywords);
        Self {
            document: &run.texts.get(0).name,
            generated: run.is_generated,
            counts: run.counts,
            diagnostics: diagnostics
                .map(|(one, keyword)| entry(one, keyword, &locate))
                .collect(),
            documented: constraints
                .iter()
                .map(|(keyword, at)| Documented {
                    keyword,
                    place: locate.located(at),
                })
                .collect(),
            keywords: counted(&run.uses),
        }
    }

    /// As JSON, which ends in a line break.
    #[must_use]
    pub fn json(&self) -> String {
        // Texts, numbers and lists of them are always JSON.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

/// Whether a keyword is a constraint that is documented here, and checked by nothing.
fn is_documented_only(one: &Use) -> bool {
    // Texts that are a type are checked when they are made.
    let is_checked = ["minLength", "maxLength", "pattern"].contains(&one.keyword.name)
        && matches!(one.at.tokens().as_slice(), ["components", "schemas", _, _]);
    one.keyword.is_constraint && !is_checked
}

fn counted(uses: &[Use]) -> Vec<KeywordCount> {
    let mut counts: IndexMap<(&'static str, &'static str), KeywordCount> = IndexMap::new();
    for Use {
        object, keyword, ..
    } in uses
    {
        let entry = counts.entry((object.what, keyword.name));
        let counted = entry.or_insert_with(|| KeywordCount {
            object: object.what,
            keyword: keyword.name,
            fate: keyword.fate.word(),
            uses: 0,
        });
        counted.uses += 1;
    }
    counts.into_values().collect()
}

fn entry<'run>(
    one: &'run Diagnostic,
    keyword: Option<&'static str>,
    locate: &Locate<'_>,
) -> Entry<'run> {
    Entry {
        severity: match one.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        rule: one.rule.name(),
        changes_client: one.effect != Effect::None,
        message: &one.message,
        place: locate.located(&one.at),
        keyword,
        help: one.help.as_deref(),
        related: one.related.as_ref().map(|(at, why)| Related {
            why,
            place: locate.located(at),
        }),
    }
}

/// The keyword of each diagnostic: the nearest one at its place or above it.
fn keywords_of(diagnostics: &Diagnostics, uses: &[Use]) -> Vec<Option<&'static str>> {
    let above = |one: &Diagnostic| -> Vec<(usize, String)> {
        let Some(place) = one.at.place() else {
            return Vec::new();
        };
        let tokens = place.pointer.tokens();
        let mut here = Pointer::root();
        let mut above = Vec::with_capacity(tokens.len());
        for token in tokens {
            here = here.child(token);
            above.push((one.at.text(), here.to_string()));
        }
        above
    };
    let mut known: HashMap<(usize, String), Option<&'static str>> = HashMap::new();
    for one in diagnostics.iter() {
        known.extend(above(one).into_iter().map(|pointer| (pointer, None)));
    }
    for one in uses {
        if let Some(keyword) = known.get_mut(&(one.text, one.at.to_string())) {
            *keyword = Some(one.keyword.name);
        }
    }
    let nearest = |one: &Diagnostic| {
        let mut pointers = above(one).into_iter().rev();
        pointers.find_map(|pointer| known.get(&pointer).copied().flatten())
    };
    diagnostics.iter().map(nearest).collect()
}

/// The lines and columns of the places of a run.
struct Locate<'run> {
    texts: &'run Texts,
    places: Places,
}

impl Locate<'_> {
    fn located(&self, at: &At) -> Located {
        let position = self.places.position(self.texts, at);
        Located {
            file: (at.text() > 0).then(|| self.texts.get(at.text()).name.clone()),
            pointer: at.place().map(|place| place.pointer.to_string()),
            line: position.map(|position| position.line),
            column: position.map(|position| position.column),
        }
    }
}
