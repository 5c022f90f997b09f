//! Where nodes of the document stand in its files.

use std::fmt;

use serde::Serialize;

use crate::pointer::Pointer;
use crate::report::Texts;
use crate::report::diagnostic::At;
use crate::report::origin::Origins;
use crate::report::place::Places;
use crate::report::position::Position;
use crate::report::print::printable;

/// A line and a column of a file, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Spot {
    /// The file, as messages call it.
    pub file: String,
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, column } = self;
        write!(f, "{}:{line}:{column}", printable(file))
    }
}

/// Nodes of the document, found in its texts in one reading of each.
pub(crate) struct Spots<'t> {
    texts: &'t Texts,
    origins: &'t Origins,
    places: Places,
}

impl<'t> Spots<'t> {
    pub(crate) fn find<'p>(
        texts: &'t Texts,
        origins: &'t Origins,
        nodes: impl Iterator<Item = &'p Pointer>,
    ) -> Self {
        let wanted: Vec<At> = nodes.map(|at| origins.resolve(at.key().into())).collect();
        Self {
            texts,
            origins,
            places: Places::find(texts, wanted.iter()),
        }
    }

    /// Where the key of a node stands, or the nearest object around it.
    pub(crate) fn get(&self, at: &Pointer) -> Spot {
        let at = self.origins.resolve(at.key().into());
        let named = self.texts.get(at.text());
        let Position { line, column, .. } =
            Position::of_offset(&named.text, self.places.start(&at));
        Spot {
            file: named.name.clone(),
            line,
            column,
        }
    }
}
