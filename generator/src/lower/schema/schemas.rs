//! What makes types of schemas, and what is known of them so far.

use indexmap::IndexMap;
use indexmap::IndexSet;

use crate::lower::naming::Scope;
use crate::lower::schema::Meaning;
use crate::lower::schema::constraint::check::CheckSources;
use crate::lower::schema::tag::Learned;
use crate::lower::schema::tag::Tag;
use crate::model::Home;
use crate::model::Name;
use crate::model::TypeDefinition;
use crate::model::TypeReference;
use crate::pointer::Pointer;
use crate::report::diagnostic::Report;
use crate::spec::Document;

/// Makes types of the schemas of one document.
pub(crate) struct Schemas<'d> {
    pub(crate) document: &'d Document,
    pub(crate) report: &'d mut Report,
    /// What an earlier reading found out.
    pub(crate) learned: &'d Learned,
    /// What this one finds out for the next.
    pub(crate) finding: Learned,
    /// What each component schema means; `None` while that is being found out.
    pub(crate) components: IndexMap<&'d str, Option<Meaning>>,
    /// The component schemas that were put together with others, whether or not a type is made of them.
    pub(crate) taken_in: IndexSet<&'d str>,
    /// The types that operations share.
    pub(crate) shared: Types,
    /// The types of the operation in hand.
    pub(crate) local: Types,
    /// The name that each component schema has or would have as a type.
    pub(crate) component_names: IndexMap<&'d str, Name>,
    /// The same names as Rust spells them.
    pub(crate) shared_names: IndexSet<String>,
    /// The component schema in hand, for the type that is made of itself.
    pub(crate) own_name: Option<(String, Name)>,
    /// Where a type met now is defined.
    pub(crate) home: Home,
    /// The resource of the operation in hand.
    pub(crate) resource: String,
    /// The members that are being put together from several parts, by the places of these.
    pub(crate) being_put_together: Vec<Vec<Pointer>>,
    /// How deep the schema in hand is nested.
    pub(crate) depth: usize,
    /// The enumerations of one value, and the value.
    pub(crate) only_values: IndexMap<TypeReference, Name>,
    /// What the document says where values are checked.
    pub(crate) checks: CheckSources,
    /// The members that unions stand for in their branches.
    pub(crate) tags: Vec<Tag>,
}

/// Types as they are found: a place is kept for each before its parts are lowered, so that a type comes before its parts.
#[derive(Default)]
pub(crate) struct Types {
    pub(crate) scope: Scope,
    pub(crate) definitions: Vec<Option<TypeDefinition>>,
}

impl Types {
    pub(crate) fn take(&mut self) -> Vec<TypeDefinition> {
        std::mem::take(&mut self.definitions)
            .into_iter()
            .flatten()
            .collect()
    }
}

impl<'d> Schemas<'d> {
    pub(crate) fn new(
        document: &'d Document,
        learned: &'d Learned,
        report: &'d mut Report,
    ) -> Self {
        let mut schemas = Self {
            document,
            report,
            learned,
            finding: learned.clone(),
            components: IndexMap::new(),
            taken_in: IndexSet::new(),
            shared: Types::default(),
            local: Types::default(),
            component_names: IndexMap::new(),
            own_name: None,
            shared_names: IndexSet::new(),
            home: Home::Operation,
            resource: String::new(),
            being_put_together: Vec::new(),
            depth: 0,
            only_values: IndexMap::new(),
            checks: CheckSources::default(),
            tags: Vec::new(),
        };
        schemas.name_components();
        schemas
    }
}
