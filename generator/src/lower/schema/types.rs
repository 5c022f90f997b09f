//! The types of the generated crate as they are found: each takes its name and its place before its parts are lowered, so that
//! a type comes before its parts.

use indexmap::IndexMap;
use indexmap::IndexSet;

use crate::lower::naming::Named;
use crate::lower::naming::Scope;
use crate::lower::schema::schemas::Schemas;
use crate::lower::schema::site::File;
use crate::lower::schema::site::Site;
use crate::model::Docs;
use crate::model::Home;
use crate::model::Name;
use crate::model::Shape;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::model::TypeReference;
use crate::model::Usage;
use crate::pointer::Place;
use crate::report::diagnostic::Report;
use crate::spec::SchemaObject;

/// The types found so far, and their names.
#[derive(Default)]
pub(crate) struct Types {
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
}

/// A type that has a name and a place.
pub(crate) struct Begun {
    name: Name,
    home: Home,
    slot: usize,
}

impl Types {
    /// Takes the name that a type made of a component has.
    pub(super) fn name_component(&mut self, name: Name, place: Place, report: &mut Report) -> Name {
        let what = Named::by_extension("schemas");
        let name = self.shared_names.claim(name, what, place, report);
        self.component_names.insert(name.rust().to_owned());
        name
    }

    /// Takes a name for a type in a file.
    pub(crate) fn claim(
        &mut self,
        file: File<'_>,
        name: Name,
        wire: &str,
        place: Place,
        report: &mut Report,
    ) -> Name {
        let name = self.unlike_shared(file, name, wire);
        match file {
            File::Shared => {
                let what = Named::by_extension("schemas");
                self.shared_names.claim(name, what, place, report)
            }
            File::Operation(resource) => {
                let what = Named::by_extension("types of one resource");
                let names = self.names_of(&resource.names);
                names.claim(name, what, place, report)
            }
        }
    }

    /// The names of the types of a resource.
    pub(crate) fn names_of(&mut self, resource: &[String]) -> &mut Scope {
        self.resource_names.entry(resource.to_vec()).or_default()
    }

    /// A name for something in the file of an operation, where shared types are seen too: with the resource before it when
    /// a component has the name.
    pub(crate) fn unlike_shared(&self, file: File<'_>, rust: Name, wire: &str) -> Name {
        let File::Operation(resource) = file else {
            return rust;
        };
        if !self.is_component(&rust) {
            return rust;
        }
        let longer = Name::of_type(&format!("{}.{wire}", resource.wire));
        longer
            .filter(|longer| !self.is_component(longer))
            .unwrap_or(rust)
    }

    /// Whether a component schema has this name.
    pub(crate) fn is_component(&self, name: &Name) -> bool {
        self.component_names.contains(name.rust())
    }

    /// Takes a place for a type that has its name.
    fn begin(&mut self, name: Name, home: Home) -> Begun {
        let definitions = self.definitions(home);
        definitions.push(None);
        let slot = definitions.len() - 1;
        Begun { name, home, slot }
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
        let mut found = definitions.filter(|one| one.name.rust() == reference.name);
        found.next().map(|definition| &mut definition.shape)
    }

    /// Gives the types of a file away.
    pub(crate) fn take(&mut self, home: Home) -> Vec<TypeDefinition> {
        let definitions = std::mem::take(self.definitions(home));
        definitions.into_iter().flatten().collect()
    }
}

impl Schemas<'_> {
    /// Takes a name and a place for a type that is about to be lowered.
    pub(crate) fn begin_type(&mut self, schema: &SchemaObject, site: Site<'_>) -> Begun {
        if let Some(own_name) = site.own_name {
            return self.types.begin(own_name.clone(), Home::Shared);
        }
        let name = chosen_type(schema, site.name);
        let name = name.unwrap_or_else(|| Name::of_type_or(site.name, "Schema"));
        let place = if schema.at.tokens().last() == Some(&"schema") {
            schema.at.value()
        } else {
            schema.at.key()
        };
        self.begin_named(site, name, place)
    }

    fn begin_named(&mut self, site: Site<'_>, name: Name, place: Place) -> Begun {
        let Site {
            file, name: wire, ..
        } = site;
        let name = self.types.claim(file, name, wire, place, self.report);
        self.types.begin(name, file.home())
    }

    /// A type in the file of an operation that no schema stands for.
    pub(crate) fn operation_type(
        &mut self,
        site: Site<'_>,
        place: Place,
        docs: Docs,
        shape: Shape,
    ) -> Type {
        let name = Name::of_type_or(site.name, "Choice");
        let begun = self.begin_named(site, name, place);
        self.finish_type(begun, docs, shape)
    }

    /// Fills the place that [`begin_type`](Self::begin_type) took.
    pub(crate) fn finish_type(&mut self, begun: Begun, docs: Docs, mut shape: Shape) -> Type {
        let Begun { name, home, slot } = begun;
        let reference = TypeReference {
            name: name.rust().to_owned(),
            home,
        };
        self.strip_tags(&reference, &mut shape);
        self.note_only_value(&reference, &shape);
        self.types.definitions(home)[slot] = Some(TypeDefinition {
            name,
            docs,
            usage: Usage::default(),
            is_checked: false,
            features: Vec::new(),
            shape,
        });
        Type::Named(reference)
    }

    /// Notes the value of an enumeration that has one. Types of operations can be called like those of others before them.
    fn note_only_value(&mut self, reference: &TypeReference, shape: &Shape) {
        let values = match shape {
            Shape::Enumeration(known) => known.values.as_slice(),
            _ => &[],
        };
        if let [only] = values {
            self.only_values
                .insert(reference.clone(), only.name.clone());
        } else {
            self.only_values.swap_remove(reference);
        }
    }

    /// Text of a type of its own that becomes a segment of a path is checked for that too.
    pub(crate) fn mark_path_segment(&mut self, ty: &Type) {
        if let Type::Named(reference) = ty
            && let Some(Shape::Text(rule)) = self.types.shape_mut(reference)
        {
            rule.path_segment = true;
        }
    }
}

/// The Rust name the author chose, when it is one for a type.
pub(crate) fn chosen_type(schema: &SchemaObject, wire: &str) -> Option<Name> {
    let chosen = schema
        .rust_name
        .as_ref()
        .filter(|name| name.value.starts_with(|c: char| c.is_ascii_uppercase()))?;
    Name::chosen_type(wire, &chosen.value)
}
