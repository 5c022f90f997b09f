//! Where a schema stands, as whoever lowers it has to know.

use crate::model::Home;
use crate::model::Name;
use crate::pointer::Pointer;

/// Where a schema stands: what a type made of it is called, and where it is defined.
#[derive(Clone, Copy)]
pub(crate) struct Site<'s> {
    /// What a type is named after.
    pub(crate) name: &'s str,
    /// The name of the component that the schema is: a type made of it has it.
    pub(super) own_name: Option<&'s Name>,
    /// The file that a type is defined in.
    pub(crate) file: File<'s>,
    /// How many schemas there are around.
    pub(super) depth: usize,
    /// The innermost object around that is put together from several schemas.
    pub(super) merging: Option<&'s Merging<'s>>,
}

/// The file that a type is defined in.
#[derive(Clone, Copy)]
pub(crate) enum File<'s> {
    /// That of the types that operations share.
    Shared,
    /// That of an operation of a resource.
    Operation {
        resource: &'s ResourcePath,
        /// How many operations come before it.
        position: usize,
    },
}

/// The way to a resource.
pub(crate) struct ResourcePath {
    /// The Rust names of the resources on the way, and its own.
    pub(crate) names: Vec<String>,
    /// What the document calls it.
    pub(crate) wire: String,
}

/// An object that is being put together, and those around it.
pub(crate) struct Merging<'s> {
    /// Where its parts stand.
    pub(super) parts: Vec<Pointer>,
    pub(super) around: Option<&'s Merging<'s>>,
}

impl<'s> Site<'s> {
    /// The place of a schema that is within no other.
    pub(crate) fn new(name: &'s str, file: File<'s>) -> Self {
        Self {
            name,
            own_name: None,
            file,
            depth: 0,
            merging: None,
        }
    }

    /// What a part of the schema is called.
    pub(crate) fn name_of(self, part: &str) -> String {
        format!("{}.{part}", self.name)
    }

    /// The place of something within, which is called so.
    pub(crate) fn named<'n>(self, name: &'n str) -> Site<'n>
    where
        's: 'n,
    {
        Site {
            name,
            own_name: None,
            ..self
        }
    }
}

impl<'s> Site<'s> {
    /// The place of a schema in a component that is called so, where something else has met it.
    pub(super) fn at_home<'n>(self, name: &'n str) -> Site<'n>
    where
        's: 'n,
    {
        Site {
            merging: self.merging,
            ..Site::new(name, File::Shared)
        }
    }
}

impl File<'_> {
    pub(super) fn home(self) -> Home {
        match self {
            Self::Shared => Home::Shared,
            Self::Operation { .. } => Home::Operation,
        }
    }

    /// The position of the operation that the file belongs to.
    pub(super) fn operation(self) -> Option<usize> {
        match self {
            Self::Shared => None,
            Self::Operation { position, .. } => Some(position),
        }
    }
}

impl Merging<'_> {
    /// Whether these parts are being put together already.
    pub(super) fn has(&self, parts: &[Pointer]) -> bool {
        self.parts == parts || self.around.is_some_and(|around| around.has(parts))
    }
}
