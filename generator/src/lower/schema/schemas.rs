//! What makes types of schemas, and what is known of them so far.

use indexmap::IndexMap;
use indexmap::IndexSet;

use crate::lower::schema::meaning::Meaning;
use crate::lower::schema::tag::Learned;
use crate::lower::schema::tag::Tag;
use crate::lower::schema::types::Types;
use crate::model::Name;
use crate::model::TypeReference;
use crate::report::diagnostic::Report;
use crate::spec::Document;

/// Makes types of the schemas of one document.
pub(crate) struct Schemas<'d> {
    pub(crate) document: &'d Document,
    pub(crate) report: &'d mut Report,
    pub(crate) types: Types,
    /// What an earlier reading found out.
    pub(super) learned: &'d Learned,
    /// What this one finds out for the next.
    pub(super) finding: Learned,
    /// What each component schema means; `None` while that is being found out.
    pub(super) components: IndexMap<&'d str, Option<Meaning>>,
    /// The component schemas that were put together with others, whether or not a type is made of them.
    pub(super) taken_in: IndexSet<&'d str>,
    /// The name that each component schema has or would have as a type.
    pub(super) component_names: IndexMap<&'d str, Name>,
    /// The enumerations of one value, and the value.
    pub(super) only_values: IndexMap<TypeReference, Name>,
    /// The members that unions stand for in their branches.
    pub(super) tags: Vec<Tag>,
}

impl<'d> Schemas<'d> {
    pub(crate) fn new(
        document: &'d Document,
        learned: &'d Learned,
        report: &'d mut Report,
    ) -> Self {
        Self {
            document,
            report,
            learned,
            finding: learned.clone(),
            components: IndexMap::new(),
            taken_in: IndexSet::new(),
            types: Types::default(),
            component_names: IndexMap::new(),
            only_values: IndexMap::new(),
            tags: Vec::new(),
        }
    }
}
