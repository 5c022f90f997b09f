//! A comparison for people: each change with its places, and what all of them ask for.

use std::fmt;

use anstyle::AnsiColor;
use anstyle::Style;

use crate::compare::Change;
use crate::compare::Comparison;
use crate::report::printable;
use crate::surface::Effect;

impl Effect {
    /// The word that stands before a change.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Described => "docs",
        }
    }

    fn style(self) -> Style {
        match self {
            Self::Breaking => AnsiColor::Red.on_default().bold(),
            Self::Added => AnsiColor::Green.on_default().bold(),
            Self::Changed => AnsiColor::Yellow.on_default().bold(),
            Self::Described => AnsiColor::Cyan.on_default().bold(),
        }
    }
}

impl Comparison {
    pub(super) fn text(&self, is_styled: bool) -> String {
        let changes = self.changes.iter().map(|change| full(change, is_styled));
        changes.collect::<String>() + &self.total() + "\n"
    }

    /// What all changes ask for, in one line.
    #[must_use]
    pub fn total(&self) -> String {
        let Some(grade) = self.grade() else {
            return "no change for users of the client".to_owned();
        };
        let effects = [
            Effect::Breaking,
            Effect::Added,
            Effect::Changed,
            Effect::Described,
        ];
        let counts = effects.into_iter().filter_map(|effect| {
            let count = self
                .changes
                .iter()
                .filter(|one| one.effect == effect)
                .count();
            (count > 0).then(|| format!("{count} {}", effect.word()))
        });
        let counts: Vec<String> = counts.collect();
        let [before, after] = self.versions.each_ref().map(|version| printable(version));
        let version = match self.wanted_version() {
            Some(wanted) => {
                format!("which asks for version {wanted} after {before}: `info.version` is {after}")
            }
            None => format!("from version {before} to {after}"),
        };
        format!("{}: a {grade} change, {version}", counts.join(", "))
    }
}

/// A change and its places.
fn full(change: &Change, is_styled: bool) -> String {
    let style = if is_styled {
        change.effect.style()
    } else {
        Style::new()
    };
    let word = change.effect.word();
    let before = change.before.as_ref();
    let before = before.map(|spot| format!(", before {spot}"));
    format!(
        "{style}{word}{style:#}: {change}\n  --> {}{}\n",
        change.after,
        before.unwrap_or_default()
    )
}

/// The item, and what changed, in one line.
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = printable(&self.message).replace('\n', " ");
        write!(f, "`{}`: {message}", printable(&self.item))
    }
}
