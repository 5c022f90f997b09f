//! What a run says in JSON: counts, diagnostics with their places, and every place where a rule is documented only.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::collections::HashSet;

use indexmap::IndexMap;
use serde::Serialize;

use crate::Generated;
use crate::Source;
use crate::input;
use crate::pointer::Part;
use crate::pointer::Place;
use crate::pointer::Pointer;
use crate::report::Ledger;
use crate::report::diagnostic::At;
use crate::report::diagnostic::Diagnostic;
use crate::report::diagnostic::Diagnostics;
use crate::report::diagnostic::Report;
use crate::report::diagnostic::Severity;
use crate::report::diagnostic::Use;
use crate::report::position::Position;
use crate::report::position::positions;

/// What a run says of itself.
#[derive(Debug, Serialize)]
pub struct Summary<'run> {
    /// The document, as diagnostics call it.
    document: &'run str,
    /// Whether the client was generated. If not, nothing came out, and no file of it was written.
    generated: bool,
    /// What went in and what came out.
    counts: Ledger,
    /// Everything that was said, in the order of the document.
    diagnostics: Vec<Said<'run>>,
    /// Every place of a rule that stands in the documentation of the client, but is not checked by it.
    documented: Vec<Documented>,
    /// Each keyword that the document has, with what becomes of it.
    keywords: Vec<Counted>,
}

#[derive(Debug, Serialize)]
struct Said<'run> {
    severity: &'static str,
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
struct Counted {
    object: &'static str,
    keyword: &'static str,
    fate: &'static str,
    uses: usize,
}

impl<'run> Summary<'run> {
    /// Of a run over `source`.
    #[must_use]
    pub fn new(source: &'run Source, run: &'run Result<Generated, Diagnostics>) -> Self {
        let (said, counts) = match run {
            Ok(generated) => (&generated.warnings, generated.ledger),
            Err(diagnostics) => (diagnostics, read(source)),
        };
        let uses = input::uses(source);
        let checked = run.as_ref().map(|generated| generated.checked.iter());
        let checked: HashSet<String> = checked
            .into_iter()
            .flatten()
            .map(Pointer::to_string)
            .collect();
        let is_checked = |one: &Use| one.text == 0 && checked.contains(&one.at.to_string());
        let is_documented_only = |one: &&Use| is_documented_only(one) && !is_checked(one);
        let rules: Vec<&Use> = uses.iter().filter(is_documented_only).collect();
        let places = Places::of(source, said, &rules);
        let keywords = keywords_of(said, &uses);
        Self {
            document: source.name(),
            generated: run.is_ok(),
            counts,
            diagnostics: said
                .iter()
                .zip(keywords)
                .map(|(one, keyword)| said_of(one, keyword, &places))
                .collect(),
            documented: rules
                .iter()
                .map(|one| Documented {
                    keyword: one.keyword.name,
                    place: places.located(&At::InText(one.text, one.at.key())),
                })
                .collect(),
            keywords: counted(&uses),
        }
    }

    /// As JSON, which ends in a line break.
    #[must_use]
    pub fn json(&self) -> String {
        // Texts, numbers and lists of them are always JSON.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

/// What a document has that did not become a client.
fn read(source: &Source) -> Ledger {
    let mut unsaid = Report::lenient();
    let document = input::read(source, &mut unsaid);
    let read = document.map(|mut document| {
        source.selection().apply(&mut document, &mut unsaid);
        Ledger::of_document(&document)
    });
    read.unwrap_or_default()
}

/// Whether a keyword stands for a rule that is documented here, and checked by nothing.
fn is_documented_only(one: &Use) -> bool {
    // Texts with a name of their own are checked when they are made.
    let is_checked = ["minLength", "maxLength", "pattern"].contains(&one.keyword.name)
        && matches!(one.at.tokens().as_slice(), ["components", "schemas", _, _]);
    one.keyword.is_rule && !is_checked
}

fn counted(uses: &[Use]) -> Vec<Counted> {
    let mut counts: IndexMap<(&'static str, &'static str), Counted> = IndexMap::new();
    for Use {
        object, keyword, ..
    } in uses
    {
        let entry = counts.entry((object.what, keyword.name));
        let counted = entry.or_insert_with(|| Counted {
            object: object.what,
            keyword: keyword.name,
            fate: keyword.fate.word(),
            uses: 0,
        });
        counted.uses += 1;
    }
    counts.into_values().collect()
}

fn said_of<'run>(
    one: &'run Diagnostic,
    keyword: Option<&'static str>,
    places: &Places,
) -> Said<'run> {
    Said {
        severity: match one.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        message: &one.message,
        place: places.located(&one.at),
        keyword,
        help: one.help.as_deref(),
        related: one.related.as_ref().map(|(at, why)| Related {
            why,
            place: places.located(at),
        }),
    }
}

/// The keyword of each diagnostic: the nearest one at its place or above it.
fn keywords_of(said: &Diagnostics, uses: &[Use]) -> Vec<Option<&'static str>> {
    let above = |one: &Diagnostic| -> Vec<(usize, String)> {
        let (At::Place(place) | At::InText(_, place)) = &one.at else {
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
    for one in said.iter() {
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
    said.iter().map(nearest).collect()
}

/// The lines and columns of the places of a run.
struct Places<'run> {
    source: &'run Source,
    found: HashMap<(usize, String, Part), Position>,
}

impl<'run> Places<'run> {
    fn of(source: &'run Source, said: &Diagnostics, rules: &[&Use]) -> Self {
        let mut places: BTreeMap<usize, Vec<Place>> = BTreeMap::new();
        for one in said.iter() {
            let related = one.related.iter().map(|(at, _)| at);
            for at in std::iter::once(&one.at).chain(related) {
                if let At::Place(place) | At::InText(_, place) = at {
                    places.entry(at.text()).or_default().push(place.clone());
                }
            }
        }
        for one in rules {
            places.entry(one.text).or_default().push(one.at.key());
        }
        let mut found = HashMap::new();
        for (text, places) in places {
            let positions = positions(source.text(text), &places);
            found.extend(
                places
                    .iter()
                    .zip(positions)
                    .filter_map(|(place, position)| {
                        Some(((text, place.pointer.to_string(), place.part), position?))
                    }),
            );
        }
        Self { source, found }
    }

    fn located(&self, at: &At) -> Located {
        let text = at.text();
        let (pointer, position) = match at {
            At::Offset(_, offset) => {
                let position = Position::of_offset(self.source.text(text), *offset);
                (None, Some(position))
            }
            At::Place(place) | At::InText(_, place) => {
                let pointer = place.pointer.to_string();
                let position = self.found.get(&(text, pointer.clone(), place.part));
                (Some(pointer), position.copied())
            }
        };
        Located {
            file: (text > 0).then(|| self.source.name_of(text).to_owned()),
            pointer,
            line: position.map(|position| position.line),
            column: position.map(|position| position.column),
        }
    }
}
