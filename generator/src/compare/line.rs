//! A comparison for editors, for other programs, and for servers of continuous integration: a line for each change.

use serde::Serialize;

use crate::compare::Change;
use crate::compare::Comparison;
use crate::compare::Grade;
use crate::compare::Nature;
use crate::report::MessageFormat;
use crate::report::Spot;
use crate::report::github_data;
use crate::report::github_property;
use crate::surface::Effect;
use crate::surface::Kind;

/// A change as an object.
#[derive(Serialize)]
struct Message<'c> {
    change: Effect,
    grade: Grade,
    nature: Nature,
    kind: Kind,
    item: &'c str,
    #[serde(rename = "message")]
    text: &'c str,
    #[serde(flatten)]
    spot: &'c Spot,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<&'c Spot>,
}

/// All changes together.
#[derive(Serialize)]
struct Total<'c> {
    /// `null` where there is none.
    #[serde(rename = "total")]
    grade: Option<Grade>,
    versions: &'c [String; 2],
    #[serde(skip_serializing_if = "Option::is_none")]
    wanted: Option<String>,
}

impl Comparison {
    /// The changes as a person, an editor or a server of continuous integration reads them.
    #[must_use]
    pub fn formatted(&self, format: MessageFormat) -> String {
        match format {
            MessageFormat::Human => self.text(false),
            MessageFormat::Styled => self.text(true),
            MessageFormat::Short => self.lines(short) + &self.total() + "\n",
            MessageFormat::Github => self.lines(github),
            MessageFormat::Json => {
                let total = Total {
                    grade: self.grade(),
                    versions: &self.versions,
                    wanted: self.wanted_version().map(|version| version.to_string()),
                };
                self.lines(json) + &object(&total)
            }
        }
    }

    fn lines(&self, line: fn(&Change) -> String) -> String {
        self.changes.iter().map(line).collect()
    }
}

fn short(change: &Change) -> String {
    let before = change.before.as_ref();
    let before = before.map(|spot| format!(", before {spot}"));
    format!(
        "{}: {}: {change}{}\n",
        change.after,
        change.effect.word(),
        before.unwrap_or_default()
    )
}

fn json(change: &Change) -> String {
    object(&Message {
        change: change.effect,
        grade: change.grade(),
        nature: change.nature,
        kind: change.kind,
        item: &change.item,
        text: &change.message,
        spot: &change.after,
        before: change.before.as_ref(),
    })
}

fn object(value: &impl Serialize) -> String {
    // Texts and numbers are always JSON.
    serde_json::to_string(value).unwrap_or_default() + "\n"
}

/// What breaks programs is a warning, all else a notice.
fn github(change: &Change) -> String {
    let level = match change.effect {
        Effect::Breaking => "warning",
        Effect::Added | Effect::Changed | Effect::Described => "notice",
    };
    let Spot { file, line, column } = &change.after;
    format!(
        "::{level} file={},line={line},col={column},title={} ({})::{}\n",
        github_property(file),
        change.effect.word(),
        change.grade(),
        github_data(&change.to_string())
    )
}
