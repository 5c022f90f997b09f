//! Answers as people read them, and as other programs do.

use crate::report::MessageFormat;
use crate::report::printable;
use crate::why::Answer;

impl Answer {
    /// The answer as a person, an editor or another program reads it.
    #[must_use]
    pub fn formatted(&self, format: MessageFormat) -> String {
        let Self {
            kind,
            item,
            spot,
            pointer,
            reasons,
        } = self;
        match format {
            MessageFormat::Json => serde_json::to_string(self).unwrap_or_default() + "\n",
            MessageFormat::Short | MessageFormat::Github => {
                let reasons = reasons
                    .iter()
                    .map(|one| format!("; {}: {}", one.of, one.because));
                let reasons = printable(&reasons.collect::<String>());
                format!(
                    "{spot}: note: {} `{}`{reasons}\n",
                    kind.noun(),
                    printable(item)
                )
            }
            MessageFormat::Human | MessageFormat::Styled => {
                let width = reasons
                    .iter()
                    .map(|one| one.of.len())
                    .max()
                    .unwrap_or_default();
                let lines = reasons.iter().map(|one| {
                    let (value, because) = (printable(&one.value), printable(&one.because));
                    format!("  {:width$}  {value}: {because}\n", one.of)
                });
                format!(
                    "{} `{}`\n  --> {spot}\n      {}\n{}",
                    kind.noun(),
                    printable(item),
                    printable(pointer),
                    lines.collect::<String>()
                )
            }
        }
    }
}
