//! Where a schema stands, as whoever lowers it has to know.

use crate::model::Home;
use crate::model::Name;
use crate::model::singular;
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
    /// What the things beside it are called: the properties of the same object, the parameters of the same operation.
    pub(crate) beside: &'s [&'s str],
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
            beside: &[],
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
            beside: &[],
            ..self
        }
    }

    /// The same place, with things beside it that are called so.
    pub(crate) fn beside<'n>(self, beside: &'n [&'n str]) -> Site<'n>
    where
        's: 'n,
    {
        Site { beside, ..self }
    }

    /// What the items of a list here are called.
    pub(super) fn item_name(self) -> String {
        item_name(self.name, self.beside)
    }
}

/// What the items of a list that is called `name` are called: one of many, unless something beside it is called so.
pub(super) fn item_name(name: &str, beside: &[&str]) -> String {
    let is_beside = |name: &str| {
        let name = Name::of_value(last_word(name));
        let mut beside = beside.iter().filter_map(|beside| Name::of_value(beside));
        name.is_some_and(|name| beside.any(|beside| beside.key() == name.key()))
    };
    let singular = singular(name).filter(|singular| !is_beside(singular));
    singular.unwrap_or_else(|| format!("{name}.item"))
}

/// What a part is called within what it is a part of.
fn last_word(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
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
