//! Types of the generated crate: each takes its name and its place before its parts are lowered.

use crate::lower::naming::Named;
use crate::lower::schema::schemas::Schemas;
use crate::model::Docs;
use crate::model::Home;
use crate::model::Name;
use crate::model::Shape;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::model::TypeReference;
use crate::model::Usage;
use crate::pointer::Place;
use crate::spec::SchemaObject;

impl Schemas<'_> {
    /// Takes a name and a place for a type that is about to be lowered.
    pub(crate) fn begin_type(
        &mut self,
        schema: &SchemaObject,
        name: &str,
    ) -> Option<(Name, usize)> {
        if let Some((own, _)) = &self.own_name
            && own == name
        {
            let (_, rust) = self.own_name.take()?;
            self.shared.definitions.push(None);
            return Some((rust, self.shared.definitions.len() - 1));
        }
        let rust = chosen_type(schema, name).unwrap_or_else(|| Name::of_type_or(name, "Schema"));
        let place = if schema.at.tokens().last() == Some(&"schema") {
            schema.at.value()
        } else {
            schema.at.key()
        };
        let rust = if self.home == Home::Operation {
            self.unlike_shared(rust, name)
        } else {
            rust
        };
        let (types, what) = match self.home {
            Home::Shared => (&mut self.shared, Named::by_extension("schemas")),
            Home::Operation => (
                &mut self.local,
                Named::by_extension("types of one resource"),
            ),
        };
        let rust = types.scope.claim(rust, what, place, self.report);
        types.definitions.push(None);
        let slot = types.definitions.len() - 1;
        Some((rust, slot))
    }

    /// A type in the file of an operation that no schema stands for.
    pub(crate) fn operation_type(
        &mut self,
        name: &str,
        place: Place,
        docs: Docs,
        shape: Shape,
    ) -> Type {
        let rust = self.unlike_shared(Name::of_type_or(name, "Choice"), name);
        let scope = &mut self.local.scope;
        let rust = scope.claim(
            rust,
            Named::by_extension("types of one resource"),
            place,
            self.report,
        );
        self.local.definitions.push(None);
        let slot = self.local.definitions.len() - 1;
        self.finish_type((rust, slot), docs, shape)
    }

    /// A name for something in the file of an operation, where shared types are seen too: with the resource before it when
    /// a component has the name.
    pub(crate) fn unlike_shared(&self, rust: Name, wire: &str) -> Name {
        let is_shared = |name: &Name| self.shared_names.contains(name.rust());
        if !is_shared(&rust) {
            return rust;
        }
        let longer = Name::of_type(&format!("{}.{wire}", self.resource));
        longer.filter(|longer| !is_shared(longer)).unwrap_or(rust)
    }

    /// A type that is made already.
    pub(crate) fn definition(&self, reference: &TypeReference) -> Option<&TypeDefinition> {
        let types = match reference.home {
            Home::Shared => &self.shared.definitions,
            Home::Operation => &self.local.definitions,
        };
        let is_it = |definition: &&TypeDefinition| definition.name.rust() == reference.name;
        types.iter().flatten().find(is_it)
    }

    /// Text of a type of its own that becomes a segment of a path is checked for that too.
    pub(crate) fn mark_path_segment(&mut self, ty: &Type) {
        let Type::Named(reference) = ty else { return };
        let types = match reference.home {
            Home::Shared => &mut self.shared.definitions,
            Home::Operation => &mut self.local.definitions,
        };
        let named = |definition: &&mut TypeDefinition| definition.name.rust() == reference.name;
        if let Some(definition) = types.iter_mut().flatten().find(named)
            && let Shape::Text(text) = &mut definition.shape
        {
            text.path_segment = true;
        }
    }

    /// Fills the place that [`begin_type`](Self::begin_type) took.
    pub(crate) fn finish_type(
        &mut self,
        (name, slot): (Name, usize),
        docs: Docs,
        mut shape: Shape,
    ) -> Type {
        let reference = TypeReference {
            name: name.rust().to_owned(),
            home: self.home,
        };
        self.strip_tags(&reference, &mut shape);
        self.note_only_value(&reference, &shape);
        let definition = TypeDefinition {
            name,
            docs,
            usage: Usage::default(),
            is_checked: false,
            features: Vec::new(),
            shape,
        };
        let types = match self.home {
            Home::Shared => &mut self.shared,
            Home::Operation => &mut self.local,
        };
        types.definitions[slot] = Some(definition);
        Type::Named(reference)
    }
}

impl Schemas<'_> {
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
}

/// The Rust name the author chose, when it is one for a type.
pub(crate) fn chosen_type(schema: &SchemaObject, wire: &str) -> Option<Name> {
    let chosen = schema
        .rust_name
        .as_ref()
        .filter(|name| name.value.starts_with(|c: char| c.is_ascii_uppercase()))?;
    Name::chosen_type(wire, &chosen.value)
}
