//! A description that was understood: what it means, with the way back to its texts.

use serde_json::Value;

use crate::Source;
use crate::input;
use crate::lower::places::Places;
use crate::model::Api;
use crate::pointer::Pointer;
use crate::report::Diagnostics;
use crate::report::Report;
use crate::report::Spots;
use crate::report::Texts;
use crate::report::origin::Origins;
use crate::threads;

/// What a document means, and where each part of that is written.
#[derive(Debug)]
pub struct Description {
    pub(crate) api: Api,
    pub(crate) places: Places,
    pub(crate) document: Value,
    pub(crate) origins: Origins,
    pub(crate) texts: Texts,
}

impl Description {
    /// Reads a document for what it means.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the document, sorted by place.
    pub fn read(source: &Source) -> Result<Self, Diagnostics> {
        threads::alone(|| Self::read_here(source))
    }

    fn read_here(source: &Source) -> Result<Self, Diagnostics> {
        let mut report = Report::with_levels(source.levels().clone());
        let understood = crate::understand(source, &mut report);
        let document = input::assembled(source);
        match (understood, document) {
            (Some(understood), Some((document, origins))) if report.is_clean() => Ok(Self {
                api: understood.api,
                places: understood.places,
                document,
                origins,
                texts: source.texts().clone(),
            }),
            _ => Err(report.finish(source.texts())),
        }
    }

    /// The version of the crate.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.api.package.version
    }

    /// Where these nodes stand in the files.
    pub(crate) fn spots<'p>(&self, nodes: impl Iterator<Item = &'p Pointer>) -> Spots<'_> {
        Spots::find(&self.texts, &self.origins, nodes)
    }

    /// The tag of this name.
    pub(super) fn tag(&self, name: &str) -> Option<Pointer> {
        let tags = self.document.get("tags")?.as_array()?;
        let is_it = |tag: &Value| tag.get("name").and_then(Value::as_str) == Some(name);
        let index = tags.iter().position(is_it)?;
        Some(Pointer::root().child("tags").child(index).child("name"))
    }
}
