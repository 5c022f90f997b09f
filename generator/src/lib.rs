//! Turns an OpenAPI description into the Rust client that a careful person would have written.
//!
//! ```text
//! Source ─ input, spec ─→ Document ─ lower ─→ Lowered ─ analyze ─→ Api ─ render ─→ Vec<Draft> ─ emit ─→ Files ─ disk
//! ```
//!
//! | room | does | knows nothing of |
//! |---|---|---|
//! | [`input`] | puts the texts of a run together: overlays, files that are referred to, the selected operations | what the keywords mean |
//! | `check` | says what of the values cannot be meant: limits without a value between them, examples that do not fit | Rust |
//! | [`spec`] | reads the document as it is written, a type for each object and a line for each keyword, all with their places | Rust |
//! | [`keywords`] | lists the keywords of each object, with what becomes of each | values |
//! | [`lower`](lower()) | spells alike what documents say in several ways, resolves references, validates, makes names and types; in it `api` (crate, servers, credentials, resources), `operation` (parameters, bodies, responses, errors, pages, leases) and `schema` (types) | tokens |
//! | [`model`] | is what the document means: plain data | YAML and `syn` |
//! | [`analyze`](analyze()) | changes the whole model in passes, a file each | the document |
//! | [`render`](render()) | gives the model as `syn` items, in functions that cannot fail; in it `package`, `client`, `operation`, `types` and `docs` | the document, the disk |
//! | [`emit`](emit()) | prints items under a header, several files side by side; compares files with a folder, and writes them | the API |
//! | [`surface`] | lists what the client offers to programs, item by item, with the places in the document | tokens |
//! | [`compare`] | says what a change of the document means to programs | the document |
//! | [`why`] | says where an item comes from, and by which rule it is as it is | tokens |
//! | [`report`] | collects diagnostics, finds their lines and columns, prints them; the summary in JSON | what the document means |
//!
//! Beside the rooms stand `budget` (how much is read and made), `pointer` (places in a document), `markdown` (texts of the document as Markdown), `threads` (a stack of
//! its own, work side by side), and `cli` and `main.rs`, the command.
//!
//! What does not vary with the document stands in the runtime, `generator/runtime`: `client`, `request`, `body`, `auth`, `call`,
//! `retry`, `transport`, `response`, `page`, `event`, `lease`, `value`, `constraint` and `error`.
//!
//! # Where things are
//!
//! | about | decided in | written in | done in the runtime |
//! |---|---|---|---|
//! | where a parameter is sent, and its `style` | `lower/operation/location.rs` | `render/operation/step.rs` | `request/style.rs` |
//! | a body, a form | `lower/operation/body/` | `render/operation/body.rs`, `render/types/form.rs` | `body/` |
//! | the type of a schema | `lower/schema/shape.rs` | the file of its shape in `render/types/` | `value/` |
//! | `null` among branches, branches that repeat others; schemas that inherit by `allOf` | `lower/normalize/` | as an `Option`, not at all; as a union | |
//! | where a type stands, and what it is called | `lower/schema/place.rs` for what is within components, `analyze/equal/` for what is equal | `render/types/files.rs` | |
//! | what tells the branches of a union apart | `lower/schema/union/discriminator.rs`, `analyze/discriminators.rs`, `analyze/distinctions.rs` | `render/types/union.rs` | `value/branch.rs` |
//! | what is required by name, in a struct | `analyze/required.rs`, `analyze/interchangeable.rs` | `render/types/required.rs`, `render/types/constructor.rs` | |
//! | a constraint such as `maxItems` | `lower/schema/constraint/`, `analyze/constraints.rs` | `render/types/check.rs` | `constraint/` |
//! | lists that come in pages | `lower/operation/pagination/` | `render/operation/pages.rs` | `page/` |
//! | consumers of messages that are leased | `lower/operation/lease/` | `render/operation/consumer/` | `lease/` |
//! | whether a call is retried | `lower/operation/mod.rs`: `x-retry`, or the HTTP method | `render/operation/request.rs` | `retry/` |
//! | the docs of a method | `lower/operation/mod.rs` | `render/operation/method_docs.rs` | |
//! | an error response, and its docs | `lower/operation/response/error.rs` | `render/operation/method_docs.rs` | `error/` |
//! | a message about the document | where the keyword is read (`spec`) or given a meaning (`lower`), or in `check` where it takes the value alone | | |
//! | the place that a diagnostic shows | `report/position.rs` (line and column), `report/origin.rs` (file) | `report/print.rs`, `report/line.rs` | |
//! | the rules, their levels and examples; which message follows from which | `report/rule.rs`; `report/causes.rs` | | |
//! | what is said of a text that is no YAML | `spec/yaml/explain.rs` | | |
//! | whether a change breaks programs | `surface/aspect.rs` | `compare/text.rs`, `compare/line.rs` | |
//!
//! An endpoint or a field is changed in the document, and nowhere else. `CONTRIBUTING.md` lists the steps of adding a keyword,
//! and of changing how a method looks.
//!
//! # What holds
//!
//! - After `lower`, nothing reads the document; `analyze` gives warnings alone. A panic in `render` is a bug of the generator.
//! - A Rust name is made in `model/name.rs` (spelled by `model/spelling.rs`), which keeps it together with the name on the wire.
//!   Which ones are taken is said where they are written, put together in `render/taken.rs`, and handed to what chooses.
//! - The order of the document is kept; no clock, environment, hash order or absolute path reaches the output.
//! - [`generate`] does no I/O: the texts of a document of several files come with its [`Source`]. Writing and `--check` are one
//!   code path.
//! - A keyword is honoured, carried into the docs, or reported. One of a schema that no code of `lower` reads does not compile.
//! - Rust is never built by gluing strings.

pub mod analyze;
mod budget;
mod check;
pub mod compare;
pub mod emit;
pub mod input;
pub mod keywords;
pub mod lower;
mod markdown;
pub mod model;
pub mod pointer;
pub mod render;
pub mod report;
pub mod spec;
pub mod surface;
mod threads;
pub mod why;

pub use budget::Budget;
pub use input::COMMAND;
pub use input::Publish;
pub use input::Runtime;
pub use input::Selection;
pub use input::Source;
pub use input::Surroundings;
pub use report::Diagnostics;
pub use report::Ledger;
pub use report::Level;
pub use report::MessageFormat;
pub use report::Rule;
pub use report::Summary;

use analyze::analyze;
use emit::Files;
use emit::emit;
use emit::header::Header;
use lower::Most;
use lower::lower;
use lower::normalize::normalize;
use lower::places::Places;
use model::Api;
use pointer::Pointer;
use render::render;
use report::Report;
use report::Run;

/// What a run without errors gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generated {
    /// Every file of the client crate.
    pub files: Files,
    /// What went in and what came out, counted.
    pub ledger: Ledger,
    /// What of the document has no counterpart, or is read in another way.
    pub warnings: Diagnostics,
    /// The constraints of the document that the client checks before it sends a value.
    pub checked: Vec<Pointer>,
}

/// Generates the files of the client crate.
///
/// # Errors
///
/// Everything that is wrong with the document, sorted by place.
pub fn generate(source: &Source) -> Result<Generated, Diagnostics> {
    threads::alone(|| generate_here(source))
}

impl<'run> Summary<'run> {
    /// Of a run over `source`.
    #[must_use]
    pub fn new(source: &'run Source, run: &'run Result<Generated, Diagnostics>) -> Self {
        let (diagnostics, counts, checked) = match run {
            Ok(generated) => (
                &generated.warnings,
                generated.ledger,
                generated.checked.as_slice(),
            ),
            Err(diagnostics) => (diagnostics, counts(source), [].as_slice()),
        };
        Self::of(&Run {
            texts: source.texts(),
            is_generated: run.is_ok(),
            counts,
            diagnostics,
            uses: input::uses(source),
            checked,
        })
    }
}

/// The counts of a document that did not become a client.
fn counts(source: &Source) -> Ledger {
    let document = input::read(source, &mut Report::default());
    document.map_or_else(Ledger::default, |document| Ledger::of_document(&document))
}

/// The files, unless they are more than a document of this size becomes.
fn checked_size(files: Files, source: &Source, report: &mut Report) -> Option<Files> {
    let most = source.budget().output(source.texts().bytes());
    let size: usize = files.iter().map(|(_, text)| text.len()).sum();
    if size > most {
        let message = format!("the client of this document has more than {most} bytes");
        report
            .error(Rule::TooLarge, Pointer::root().value(), message)
            .help(budget::HELP);
    }
    (size <= most).then_some(files)
}

/// What a document means, with what was counted, and where operations and types come from.
struct Understood {
    ledger: Ledger,
    api: Api,
    places: Places,
}

/// Reads a document, up to the finished model; `None` when too much is missing to go on, with the reasons in `report`.
fn understand(source: &Source, report: &mut Report) -> Option<Understood> {
    let mut document = input::read(source, report)?;
    let ledger = Ledger::of_document(&document);
    normalize(&mut document, report);
    let taken = render::taken_names();
    let (budget, bytes) = (source.budget(), source.texts().bytes());
    let most = Most {
        types: budget.types(bytes),
        uses: budget.uses(bytes),
        shown: budget.shown(bytes),
    };
    let lowered = lower(&document, source.crate_name(), &taken, most, report);
    let (api, places) = analyze(lowered, &taken, report);
    Some(Understood {
        ledger: ledger.with(&api),
        api,
        places,
    })
}

fn generate_here(source: &Source) -> Result<Generated, Diagnostics> {
    let mut report = Report::with_levels(source.levels().clone());
    match understand(source, &mut report) {
        Some(Understood { ledger, api, .. }) if report.is_clean() => {
            let surroundings = source.surroundings();
            let header = Header::new(&surroundings.document, &surroundings.command);
            let files = match emit(&render(&api, surroundings), &header) {
                Ok(files) => checked_size(files, source, &mut report),
                Err(unexpected) => {
                    report
                        .error(Rule::UnexpectedOutput, Pointer::root().value(), unexpected)
                        .help("report it, with the document");
                    None
                }
            };
            let Some(files) = files else {
                return Err(report.finish(source.texts()));
            };
            let checked = report.take_checked();
            let warnings = report.finish(source.texts());
            Ok(Generated {
                files,
                ledger: ledger.warned_of(&warnings),
                checked,
                warnings,
            })
        }
        _ => Err(report.finish(source.texts())),
    }
}
