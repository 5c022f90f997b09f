//! Turns an OpenAPI description into the Rust client that a careful person would have written.
//!
//! ```text
//! Source ─ spec ─→ Document ─ lower ─→ Api ─ render ─→ Vec<Module> ─ emit ─→ Files ─ disk
//! ```
//!
//! | stage | does | knows nothing of |
//! |---|---|---|
//! | [`spec`] | reads the document as it is written, each node with its place in the file | Rust |
//! | [`lower`](lower()) | resolves references, judges, names: every error about the document is said here or in `spec` | tokens |
//! | [`model`] | what the document means: plain data, names made, shapes decided | YAML and syn |
//! | [`render`](render()) | the model as `syn` items, in total functions that cannot fail | the document, the disk |
//! | [`emit`](emit()) | items as text under a header; compared with a folder, and written | the API |
//!
//! # Where a change is made
//!
//! - **An endpoint, a field:** in the document, and nowhere else.
//! - **A keyword of OpenAPI or JSON Schema:** a line in [`keywords`], which says what becomes of it, a field in
//!   `spec/schema.rs` (or its neighbour), where it is read, and the function of `lower` that gives it a meaning.
//!   `lower/schema/judge.rs` takes the schema apart without `..`, so that it does not compile until there is one.
//! - **The look of a method:** one file in `render`: `operation.rs` for the method and its docs, `setter.rs`, `request.rs` and
//!   `send.rs` for the call that it starts, `structure.rs`, `enumeration.rs`, `union.rs`, `text.rs` for types.
//! - **A reviewed diff:** is read in the generated crate alone; what does not vary with the document is not generated, but
//!   stands in the runtime.
//!
//! # What holds
//!
//! - After `lower`, nothing reports an error about the document. A panic in `render` is a bug of the generator.
//! - A Rust name is made in `model/name.rs` (spelled by `model/spelling.rs`), which keeps it together with the name on the wire.
//! - The order of the document is kept; no clock, environment, hash order or absolute path reaches the output.
//! - [`generate`] does no I/O: the texts of a document of several files come with its [`Source`]. Writing and `--check` are one code path.
//! - A keyword is honoured, carried into the docs, or reported.
//! - Rust is never built by gluing strings.

mod analyze;
pub mod emit;
pub mod keywords;
pub mod lower;
mod markdown;
pub mod model;
pub mod pointer;
pub mod render;
pub mod report;
mod selection;
mod source;
pub mod spec;

pub use report::Diagnostics;
pub use report::Ledger;
pub use report::Summary;
pub use selection::Selection;
pub use source::Source;
pub use source::Surroundings;

use emit::Files;
use emit::emit;
use lower::lower;
use pointer::Pointer;
use render::render;

use report::Report;

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

fn generate_here(source: &Source) -> Result<Generated, Diagnostics> {
    let mut report = if source.is_lenient() {
        Report::lenient()
    } else {
        Report::default()
    };
    let api = spec::read(source, &mut report).and_then(|mut document| {
        source.selection().apply(&mut document, &mut report);
        let api = lower(&document, source.crate_name(), &mut report)?;
        Some((Ledger::of_document(&document).with(&api), api))
    });
    match api {
        Some((ledger, api)) if report.is_clean() => {
            let surroundings = source.surroundings();
            let files = emit(render(&api, surroundings), &surroundings.document);
            Ok(Generated {
                files,
                ledger,
                checked: report.take_checked(),
                warnings: report.finish(source),
            })
        }
        _ => Err(report.finish(source)),
    }
}
