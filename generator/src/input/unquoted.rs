//! Texts that stand without quotes, where YAML reads a number or a truth value: each is kept as it is written.
//!
//! `1.10` is a version, and no number: as one it would lose its last digit. What the text says is found again by the place of the
//! value, since the value has forgotten it.

use serde_json::Value;

use crate::pointer::Pointer;
use crate::report::Rule;
use crate::report::diagnostic::Report;
use crate::report::position::Positions;

/// Puts the texts back, and says so.
pub(super) fn keep(unquoted: &[Pointer], content: &str, value: &mut Value, report: &mut Report) {
    if unquoted.is_empty() {
        return;
    }
    let places: Vec<_> = unquoted.iter().map(Pointer::value).collect();
    let positions = Positions::find(content, &places.iter().collect::<Vec<_>>());
    for (pointer, place) in unquoted.iter().zip(places) {
        let written = positions.scalar(&place);
        let (Some(text), Some(value)) = (written, pointer.find_mut(value)) else {
            continue;
        };
        let message = format!("without quotes this is no text: it is taken for the text `{text}`");
        report
            .warning(Rule::LooseValue, place, message)
            .help("put it in quotes");
        *value = Value::from(text);
    }
}
