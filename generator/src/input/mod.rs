//! From texts to the document: the texts of a run, put together into one value, and the operations that are selected in it.
//!
//! Reported here: what is no YAML, repeated keys, references to files that are not read, overlays that change nothing.

mod assemble;
mod bundle;
mod definitions;
mod foreign;
mod mend;
mod overlay;
mod relative;
mod selection;
mod source;
mod surroundings;
mod unquoted;

pub(crate) use bundle::Kind;
pub use selection::Selection;
pub use source::Source;
pub use surroundings::COMMAND;
pub use surroundings::Publish;
pub use surroundings::Runtime;
pub use surroundings::Surroundings;

use serde_json::Value;

use crate::check::check;
use crate::check::is_within;
use crate::report::diagnostic::Report;
use crate::report::diagnostic::Use;
use crate::report::origin::Origins;
use crate::spec;
use crate::spec::Document;

/// Reads the document, with the selected operations; `None` when too much is missing to go on, with the reasons in `report`.
pub fn read(source: &Source, report: &mut Report) -> Option<Document> {
    let value = source.with_folder(|folder| assemble::assembled(source, folder, report))?;
    if !is_within(&value, source.budget(), source.texts().bytes(), report) {
        return None;
    }
    let mut document = spec::read(&value, report)?;
    check(&value, report);
    source.selection().apply(&mut document, report);
    Some(document)
}

/// The document as one value, and where its nodes were written; `None` where it is no YAML.
pub(crate) fn assembled(source: &Source) -> Option<(Value, Origins)> {
    let mut report = Report::default();
    let value = source.with_folder(|folder| assemble::assembled(source, folder, &mut report))?;
    Some((value, report.into_origins()))
}

/// Every keyword of the document, and where it stands; none where too much is missing to read it.
#[must_use]
pub fn uses(source: &Source) -> Vec<Use> {
    let mut report = Report::with_uses();
    let value = source.with_folder(|folder| assemble::assembled(source, folder, &mut report));
    if let Some(value) = value {
        spec::read(&value, &mut report);
    }
    report.into_uses()
}
