//! Turns an OpenAPI description into the Rust client that a careful person would have written.
//!
//! ```text
//! Source ─ input, spec ─→ Document ─ lower ─→ Lowered ─ analyze ─→ Api ─ render ─→ Vec<Module> ─ emit ─→ Files ─ disk
//! ```
//!
//! | stage | does | knows nothing of |
//! |---|---|---|
//! | [`input`] | puts the texts of a run together: overlays, the files that are referred to | what the keywords mean |
//! | [`spec`] | reads the document as it is written, each node with its place in the file | Rust |
//! | [`lower`](lower()) | resolves references, validates, names: every error about the document is said here or in `spec` | tokens |
//! | [`model`] | what the document means: plain data, names made, shapes decided | YAML and syn |
//! | [`analyze`](analyze()) | passes over the whole model, each of which answers one question | the document |
//! | [`render`](render()) | the model as `syn` items, in total functions that cannot fail | the document, the disk |
//! | [`emit`](emit()) | items as text under a header; compared with a folder, and written | the API |
//! | [`report`] | what is said of the document: diagnostics with their lines and columns, counts, a summary in JSON | all of the above |
//!
//! # Where a change is made
//!
//! - **An endpoint, a field:** in the document, and nowhere else.
//! - **A keyword of OpenAPI or JSON Schema:** a line in [`keywords`], which says what becomes of it, a field in
//!   `spec/schema.rs` (or its neighbour), where it is read, and the function of `lower` that gives it a meaning.
//!   `lower/schema/judge.rs` takes the schema apart without `..`, so that it does not compile until there is one.
//! - **The look of a method:** `render/operation` alone: `mod.rs` for the method, `setter.rs`, `request.rs` and `send.rs` for the
//!   call that it starts. That of a type: its shape's file in `render/types`.
//! - **A reviewed diff:** is read in the generated crate alone; what does not vary with the document is not generated, but
//!   stands in the runtime.
//!
//! # What holds
//!
//! - After `lower`, nothing reads the document, and nothing after `analyze` says anything of it. A panic in `render` is a bug of the generator.
//! - A Rust name is made in `model/name.rs` (spelled by `model/spelling.rs`), which keeps it together with the name on the wire.
//!   Which ones are taken is said where they are written, put together in `render/taken.rs`, and handed to what chooses.
//! - The order of the document is kept; no clock, environment, hash order or absolute path reaches the output.
//! - [`generate`] does no I/O: the texts of a document of several files come with its [`Source`]. Writing and `--check` are one code path.
//! - A keyword is honoured, carried into the docs, or reported.
//! - Rust is never built by gluing strings.

pub mod analyze;
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

pub use input::Selection;
pub use input::Source;
pub use input::Surroundings;
pub use report::Diagnostics;
pub use report::Ledger;
pub use report::Summary;

use analyze::analyze;
use emit::Files;
use emit::emit;
use lower::lower;
use pointer::Pointer;
use render::render;
use report::Report;
use report::Run;

/// What a run gives: the files, and what of the document has no counterpart in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generated {
    /// Every file of the client crate.
    pub files: Files,
    /// What went in and what came out, counted.
    pub ledger: Ledger,
    /// What has no counterpart: warnings only.
    pub warnings: Diagnostics,
    /// The keywords of the document that set limits which the client checks before it sends a value.
    pub checked: Vec<Pointer>,
}

/// The stack of a run: components that refer to each other in a long chain are followed by calls.
const STACK: usize = 512 * 1024 * 1024;

/// Generates the files of the client crate.
///
/// # Errors
///
/// Everything that is wrong with the document, sorted by place.
pub fn generate(source: &Source) -> Result<Generated, Diagnostics> {
    std::thread::scope(|scope| {
        let run = std::thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, || generate_here(source));
        match run.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(generated)) => generated,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            // Without a thread of its own, long chains are not survived; all else is the same.
            Err(_) => generate_here(source),
        }
    })
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

/// What a document has that did not become a client.
fn counts(source: &Source) -> Ledger {
    let document = input::read(source, &mut Report::lenient());
    document.map_or_else(Ledger::default, |document| Ledger::of_document(&document))
}

fn generate_here(source: &Source) -> Result<Generated, Diagnostics> {
    let mut report = if source.is_lenient() {
        Report::lenient()
    } else {
        Report::default()
    };
    let api = input::read(source, &mut report).map(|document| {
        let taken = render::taken_names();
        let lowered = lower(&document, source.crate_name(), &taken, &mut report);
        let api = analyze(lowered, &taken, &mut report);
        (Ledger::of_document(&document).with(&api), api)
    });
    match api {
        Some((ledger, api)) if report.is_clean() => {
            let surroundings = source.surroundings();
            let files = emit(render(&api, surroundings), &surroundings.document);
            Ok(Generated {
                files,
                ledger,
                checked: report.take_checked(),
                warnings: report.finish(source.texts()),
            })
        }
        _ => Err(report.finish(source.texts())),
    }
}
