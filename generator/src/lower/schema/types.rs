//! The types of the generated crate as they are found: each takes its name and its place before its parts are lowered, so that
//! a type comes before its parts.

use indexmap::IndexMap;
use indexmap::IndexSet;

use crate::lower::naming::Named;
use crate::lower::naming::Scope;
use crate::lower::schema::site::File;
use crate::model::Docs;
use crate::model::Home;
use crate::model::Name;
use crate::model::Shape;
use crate::model::TakenNames;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::model::TypeReference;
use crate::model::Usage;
use crate::pointer::Place;
use crate::report::diagnostic::Report;

/// The types found so far, and their names.
pub(crate) struct Types<'t> {
    taken: &'t TakenNames,
    /// Those that operations share.
    shared: Vec<Option<TypeDefinition>>,
    /// Those of the operation in hand.
    local: Vec<Option<TypeDefinition>>,
    /// The names of shared types.
    shared_names: Scope,
    /// The names that component schemas have or would have as types, as Rust spells them.
    component_names: IndexSet<String>,
    /// The names of the types of each resource.
    resource_names: IndexMap<Vec<String>, Scope>,
    /// How many more there may be.
    left: usize,
}

/// A type that has a name and a place.
pub(crate) struct Begun {
    pub(super) name: Name,
    pub(super) home: Home,
    /// Whether the document names it.
    is_named: bool,
    slot: usize,
}

impl Begun {
    /// How it is referred to.
    pub(super) fn reference(&self) -> TypeReference {
        TypeReference {
            name: self.name.rust().to_owned(),
            home: self.home,
        }
    }
}

impl<'t> Types<'t> {
    /// None so far, of so many at most.
    pub(super) fn new(taken: &'t TakenNames, most: usize) -> Self {
        Self {
            taken,
            shared: Vec::new(),
            local: Vec::new(),
            shared_names: Scope::default(),
            component_names: IndexSet::new(),
            resource_names: IndexMap::new(),
            left: most,
        }
    }

    /// Whether there can be no more.
    pub(super) fn is_full(&self) -> bool {
        self.left == 0
    }

    /// Takes the name that a type made of a component has.
    pub(super) fn name_component(&mut self, name: Name, place: Place, report: &mut Report) -> Name {
        let what = Named::by_extension("schemas");
        let name = self.shared_names.claim(name, what, place, report);
        self.component_names.insert(name.rust().to_owned());
        name
    }

    /// Takes a name for a type in a file: with `what` it is behind it, where another type has the name.
    pub(crate) fn claim(
        &mut self,
        file: File<'_>,
        name: Name,
        what: &str,
        place: Place,
        report: &mut Report,
    ) -> Name {
        let name = self.unlike_shared(file, name);
        let is_taken = |name: &Name| self.taken.types.contains(&name.rust());
        let longer = Some(name.with_word(what)).filter(|longer| !is_taken(longer));
        let choices = [name.clone()].into_iter().chain(longer);
        let (scope, things) = match file {
            File::Shared => (&mut self.shared_names, Named::by_extension("schemas")),
            File::Operation { resource, .. } => {
                let things = Named::by_extension("types of one resource");
                (self.names_of(&resource.names), things)
            }
        };
        scope.claim_one(choices, name, things, place, report)
    }

    /// The names of the types of a resource.
    pub(crate) fn names_of(&mut self, resource: &[String]) -> &mut Scope {
        self.resource_names.entry(resource.to_vec()).or_default()
    }

    /// A name for something in the file of an operation, where shared types are seen too: with the resource before it when
    /// a component has the name.
    pub(crate) fn unlike_shared(&self, file: File<'_>, rust: Name) -> Name {
        let File::Operation { resource, .. } = file else {
            return rust;
        };
        if !self.is_component(&rust) {
            return rust;
        }
        let longer = Name::of_type(&format!("{}.{}", resource.wire, rust.wire()), self.taken);
        longer
            .filter(|longer| !self.is_component(longer))
            .unwrap_or(rust)
    }

    /// Whether a component schema has this name.
    pub(crate) fn is_component(&self, name: &Name) -> bool {
        self.component_names.contains(name.rust())
    }

    /// Takes a place for a type that has its name.
    pub(super) fn begin(&mut self, name: Name, home: Home, is_named: bool) -> Begun {
        self.left = self.left.saturating_sub(1);
        let definitions = self.definitions(home);
        definitions.push(None);
        let slot = definitions.len() - 1;
        Begun {
            name,
            home,
            is_named,
            slot,
        }
    }

    /// Fills the place that a type has.
    pub(super) fn finish(&mut self, begun: Begun, docs: Docs, shape: Shape) {
        self.definitions(begun.home)[begun.slot] = Some(TypeDefinition {
            name: begun.name,
            docs,
            is_named: begun.is_named,
            usage: Usage::default(),
            is_checked: false,
            is_apart: false,
            is_compared: false,
            required: None,
            features: Vec::new(),
            shape,
        });
    }

    fn definitions(&mut self, home: Home) -> &mut Vec<Option<TypeDefinition>> {
        match home {
            Home::Shared => &mut self.shared,
            Home::Operation => &mut self.local,
        }
    }

    /// A type that is made already.
    pub(crate) fn definition(&self, reference: &TypeReference) -> Option<&TypeDefinition> {
        let definitions = match reference.home {
            Home::Shared => &self.shared,
            Home::Operation => &self.local,
        };
        let is_it = |definition: &&TypeDefinition| definition.name.rust() == reference.name;
        definitions.iter().flatten().find(is_it)
    }

    /// What a type that is made already is.
    pub(crate) fn shape(&self, ty: &Type) -> Option<&Shape> {
        match ty {
            Type::Named(reference) => Some(&self.definition(reference)?.shape),
            Type::Nullable(inner) | Type::Boxed(inner) => self.shape(inner),
            _ => None,
        }
    }

    pub(crate) fn shape_mut(&mut self, reference: &TypeReference) -> Option<&mut Shape> {
        let definitions = self.definitions(reference.home).iter_mut().flatten();
        let mut matching = definitions.filter(|one| one.name.rust() == reference.name);
        matching.next().map(|definition| &mut definition.shape)
    }

    /// Takes the types of a file out.
    pub(crate) fn take(&mut self, home: Home) -> Vec<TypeDefinition> {
        let definitions = std::mem::take(self.definitions(home));
        definitions.into_iter().flatten().collect()
    }
}
