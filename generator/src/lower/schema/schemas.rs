//! What makes types of schemas, and what is known of them so far.

use std::collections::HashMap;
use std::rc::Rc;

use indexmap::IndexMap;
use indexmap::IndexSet;

use crate::budget::HELP;
use crate::lower::Most;
use crate::lower::notes::Notes;
use crate::lower::schema::made::Made;
use crate::lower::schema::meaning::Meaning;
use crate::lower::schema::types::Types;
use crate::model::Name;
use crate::model::TakenNames;
use crate::pointer::Pointer;
use crate::report::Rule;
use crate::report::diagnostic::Report;
use crate::spec::Document;
use crate::spec::Schema;

/// The names of the branches of unions, by where the branches are in memory.
pub(super) type BranchNames = HashMap<Vec<*const Schema>, Rc<[Name]>>;

/// Makes types of the schemas of one document.
pub(crate) struct Schemas<'d> {
    pub(crate) document: &'d Document,
    pub(crate) report: &'d mut Report,
    /// The names that every client has.
    pub(crate) taken: &'d TakenNames,
    pub(crate) types: Types<'d>,
    /// How many more schemas may be given a meaning, and what operations take.
    uses_left: usize,
    /// Whether it was reported that there would be too much.
    is_too_much: bool,
    /// What the passes over the model are told beside it.
    pub(crate) notes: Notes,
    /// What each component schema means; `None` while that is being found out.
    pub(super) components: IndexMap<&'d str, Option<Meaning>>,
    /// The lists and maps that are being lowered within themselves.
    pub(super) met_again: IndexSet<&'d str>,
    /// The types that are made of schemas within components and operations.
    pub(super) made: Made,
    /// The component schemas that were put together with others, whether or not a type is made of them.
    pub(super) merged_components: IndexSet<&'d str>,
    /// Whether references name schemas within others, or within operations.
    pub(super) has_places: bool,
    /// The name that each component schema has or would have as a type.
    pub(super) component_names: IndexMap<&'d str, Name>,
    /// What the branches of a union are called: each type within a branch is called after it.
    pub(super) branch_names: BranchNames,
}

impl<'d> Schemas<'d> {
    pub(crate) fn new(
        document: &'d Document,
        taken: &'d TakenNames,
        most: Most,
        report: &'d mut Report,
    ) -> Self {
        Self {
            document,
            report,
            taken,
            notes: Notes {
                room: most.shown,
                ..Notes::default()
            },
            components: IndexMap::new(),
            met_again: IndexSet::new(),
            made: Made::default(),
            has_places: document
                .components
                .schemas
                .keys()
                .any(|key| key.starts_with("#/")),
            merged_components: IndexSet::new(),
            types: Types::new(taken, most.types),
            uses_left: most.uses,
            is_too_much: false,
            component_names: IndexMap::new(),
            branch_names: BranchNames::default(),
        }
    }

    /// Counts what is made; whether there is too much already, which is reported once, at this place.
    pub(crate) fn is_too_much_with(&mut self, uses: usize, at: &Pointer) -> bool {
        let message = if self.types.is_full() {
            "more types than a document of this size is made of"
        } else if self.uses_left == 0 {
            "more, each time that something refers to it, than a document of this size"
        } else {
            self.uses_left = self.uses_left.saturating_sub(uses);
            return false;
        };
        if !self.is_too_much {
            let message = format!("what is described up to here becomes {message}");
            self.report
                .error(Rule::TooLarge, at.value(), message)
                .help(HELP);
        }
        self.is_too_much = true;
        true
    }
}
