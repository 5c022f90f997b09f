//! Types that are made of schemas, from their name to their parts.

use crate::lower::schema::form::form;
use crate::lower::schema::schemas::Schemas;
use crate::lower::schema::site::File;
use crate::lower::schema::site::Site;
use crate::lower::schema::types::Begun;
use crate::model::Docs;
use crate::model::Home;
use crate::model::Name;
use crate::model::Shape;
use crate::model::TakenNames;
use crate::model::Type;
use crate::model::visit::TypeKey;
use crate::pointer::Place;
use crate::pointer::Pointer;
use crate::spec::SchemaObject;

impl Schemas<'_> {
    /// Takes a name and a place for a type that is about to be lowered.
    pub(crate) fn begin_type(&mut self, schema: &SchemaObject, site: Site<'_>) -> Begun {
        if let Some(own_name) = site.own_name {
            let begun = self.types.begin(own_name.clone(), Home::Shared, true);
            self.keep_place(&begun, None, &schema.at);
            return begun;
        }
        let chosen = chosen_type(schema, site.name, self.taken);
        let is_named = chosen.is_some();
        let name = chosen.unwrap_or_else(|| Name::of_type_or(site.name, "Schema", self.taken));
        let place = if schema.at.tokens().last() == Some(&"schema") {
            schema.at.value()
        } else {
            schema.at.key()
        };
        let what = form(schema).called();
        let begun = self.begin_called(site.file, name, what, is_named, place);
        self.made.begin(schema, site, begun.reference());
        begun
    }

    fn begin_called(
        &mut self,
        file: File<'_>,
        name: Name,
        what: &str,
        is_named: bool,
        place: Place,
    ) -> Begun {
        let at = place.pointer.clone();
        let name = self.types.claim(file, name, what, place, self.report);
        let begun = self.types.begin(name, file.home(), is_named);
        self.keep_place(&begun, file.operation(), &at);
        begun
    }

    fn keep_place(&mut self, begun: &Begun, operation: Option<usize>, at: &Pointer) {
        let name = begun.name.rust().to_owned();
        let key = TypeKey { operation, name };
        self.notes.places.put_type(key, at.clone());
    }

    /// A type in the file of an operation that no schema stands for.
    pub(crate) fn operation_type(
        &mut self,
        site: Site<'_>,
        place: Place,
        docs: Docs,
        shape: Shape,
    ) -> Type {
        let name = Name::of_type_or(site.name, "Choice", self.taken);
        let begun = self.begin_called(site.file, name, "choice", false, place);
        self.finish_type(begun, docs, shape)
    }

    /// Fills the place that [`begin_type`](Self::begin_type) took.
    pub(crate) fn finish_type(&mut self, begun: Begun, docs: Docs, shape: Shape) -> Type {
        let reference = begun.reference();
        self.types.finish(begun, docs, shape);
        Type::Named(reference)
    }

    /// Text of a type of its own that becomes a segment of a path is checked for that too.
    pub(crate) fn mark_path_segment(&mut self, ty: &Type) {
        if let Type::Named(reference) = ty
            && let Some(Shape::Text(text)) = self.types.shape_mut(reference)
        {
            text.path_segment = true;
        }
    }
}

/// The Rust name the author chose, when it is one for a type.
pub(crate) fn chosen_type(schema: &SchemaObject, wire: &str, taken: &TakenNames) -> Option<Name> {
    let chosen = schema
        .rust_name
        .as_ref()
        .filter(|name| name.value.starts_with(|c: char| c.is_ascii_uppercase()))?;
    Name::chosen_type(wire, &chosen.value, taken)
}
