//! What a schema means.

use crate::model::Docs;
use crate::model::Integer;
use crate::model::Type;

/// What a schema means where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Meaning {
    pub(crate) ty: Type,
    pub(crate) nullable: bool,
    pub(crate) docs: Docs,
}

impl Meaning {
    pub(super) fn new(ty: Type, nullable: bool, docs: Docs) -> Self {
        Self { ty, nullable, docs }
    }

    pub(crate) fn any() -> Self {
        Self {
            ty: Type::Any,
            nullable: false,
            docs: Docs::default(),
        }
    }

    /// The same with what a schema around it, or beside it, has to say.
    pub(super) fn described_by(mut self, docs: Docs) -> Self {
        self.docs.description = docs.description.or(self.docs.description);
        self.docs.deprecated |= docs.deprecated;
        for note in docs.notes {
            if !self.docs.notes.contains(&note) {
                self.docs.notes.push(note);
            }
        }
        self
    }

    /// The type of an item or of a map's value, where `null` has no other place, and a unit none at all.
    pub(crate) fn into_item(self) -> Type {
        let ty = match self.ty {
            Type::Duration(_) => Type::Integer(Integer::U64),
            ty => ty,
        };
        if self.nullable && ty != Type::Any {
            Type::Nullable(Box::new(ty))
        } else {
            ty
        }
    }
}
