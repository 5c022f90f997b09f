//! The draft of an entry of a changelog, in the form of Keep a Changelog.

use crate::compare::Change;
use crate::compare::Comparison;
use crate::compare::Nature;
use crate::report::printable;
use crate::surface::Effect;

/// The sections, in the order in which they stand.
const SECTIONS: [&str; 4] = ["Added", "Changed", "Deprecated", "Removed"];

impl Comparison {
    /// The entry: under the version of the newer description where that is another, and else as unreleased. It has no date.
    #[must_use]
    pub fn changelog(&self) -> String {
        let [before, after] = &self.versions;
        let title = if before == after {
            "Unreleased".to_owned()
        } else {
            printable(after)
        };
        let mut entry = format!("## [{title}]\n");
        for section in SECTIONS {
            let changes = self.changes.iter();
            let changes = changes.filter(|change| self::section(change) == Some(section));
            let lines: Vec<String> = changes.map(line).collect();
            if !lines.is_empty() {
                entry.extend(["\n### ", section, "\n\n", &lines.concat()]);
            }
        }
        entry
    }
}

/// The section that a change belongs to; none for what is described otherwise.
fn section(change: &Change) -> Option<&'static str> {
    match (change.nature, change.effect) {
        (Nature::Removed, _) => Some("Removed"),
        (Nature::Altered, _) if change.is_deprecation => Some("Deprecated"),
        (_, Effect::Described) => None,
        (Nature::Added, _) | (Nature::Altered, Effect::Added) => Some("Added"),
        (Nature::Altered, Effect::Changed | Effect::Breaking) => Some("Changed"),
    }
}

fn line(change: &Change) -> String {
    let breaking = match change.effect {
        Effect::Breaking => "**Breaking:** ",
        Effect::Added | Effect::Changed | Effect::Described => "",
    };
    format!("- {breaking}{change}.\n")
}
