//! What values that are sent are checked for: the constraints of all schemas that describe them, as far as their types have them.
//!
//! Whether they are checked is found out by the pass `constraints`, when it is known which types are sent.

use crate::lower::check_sources::CheckSource;
use crate::lower::reference;
use crate::lower::schema::constraint::keyword;
use crate::lower::schema::constraint::keyword::Fitted;
use crate::lower::schema::form::Form;
use crate::lower::schema::form::form;
use crate::lower::schema::schemas::Schemas;
use crate::model::Check;
use crate::model::Type;
use crate::report::diagnostic::Report;
use crate::spec::Schema;
use crate::spec::SchemaObject;
use crate::spec::Text;

/// How many schemas may constrain one value.
const MOST: usize = 32;

impl<'d> Schemas<'d> {
    /// What a value of type `ty` is checked for, where all of these schemas describe it.
    pub(crate) fn check(
        &mut self,
        schemas: impl IntoIterator<Item = &'d Schema>,
        ty: &Type,
    ) -> Option<Box<Check>> {
        let mut objects = Vec::new();
        for schema in schemas {
            self.gather(schema, &mut objects);
        }
        self.check_of_parts(&objects, ty)
    }

    /// The same of schemas that refer to no others.
    pub(crate) fn check_of_parts(
        &mut self,
        objects: &[&'d SchemaObject],
        ty: &Type,
    ) -> Option<Box<Check>> {
        if let Type::Nullable(inner) | Type::Boxed(inner) = ty {
            return self.check_of_parts(objects, inner);
        }
        let mut check = Check::default();
        let mut source = CheckSource {
            requested: objects.iter().find_map(|object| object.check),
            ..CheckSource::default()
        };
        for object in objects {
            let Fitted { checked, unchecked } = keyword::fitted(&object.constraints, ty);
            let place = |keyword: &str| object.at.child(keyword).key();
            source
                .checked
                .extend(checked.keywords().into_iter().map(place));
            source
                .unchecked
                .extend(unchecked.keywords().into_iter().map(place));
            check.constraints.merge(checked);
        }
        check.items = self.check_of_items(objects, ty);
        let says_nothing = source.requested.is_none() && source.unchecked.is_empty();
        if says_nothing && check == Check::default() {
            return None;
        }
        check.id = self.notes.checks.add(source);
        Some(Box::new(check))
    }

    /// What the items of a list, or the values of a map, are checked for.
    fn check_of_items(&mut self, objects: &[&'d SchemaObject], ty: &Type) -> Option<Box<Check>> {
        match ty {
            Type::List(item) => {
                let is_plain = |object: &&&SchemaObject| object.prefix_items.is_empty();
                let plain = objects.iter().filter(is_plain);
                self.check(plain.filter_map(|object| object.items.as_ref()), item)
            }
            Type::Map { value, .. } => {
                let is_plain = |object: &&&SchemaObject| object.pattern_properties.is_empty();
                let plain = objects.iter().filter(is_plain);
                let values = plain.filter_map(|object| object.additional_properties.as_ref());
                self.check(values, value)
            }
            _ => None,
        }
    }

    /// The schemas that a value has to obey at once, itself first.
    pub(crate) fn obeyed(&self, schema: &'d Schema) -> Vec<&'d SchemaObject> {
        let mut objects = Vec::new();
        self.gather(schema, &mut objects);
        objects
    }

    /// Adds the schemas that a value has to obey at once: what it refers to, what `allOf` puts together, and the only branch of a
    /// choice that is not `null`.
    fn gather(&self, schema: &'d Schema, objects: &mut Vec<&'d SchemaObject>) {
        let Schema::Object(object) = schema else {
            return;
        };
        let is_known = objects
            .iter()
            .any(|known| std::ptr::eq(*known, object.as_ref()));
        if is_known || objects.len() == MOST {
            return;
        }
        objects.push(object);
        if let Some(target) = object
            .reference
            .as_ref()
            .and_then(|target| self.target(target))
        {
            self.gather(target, objects);
        }
        for part in &object.all_of {
            self.gather(part, objects);
        }
        if let Form::Choice(branches) = form(object)
            && let [only] = branches.as_slice()
        {
            self.gather(only, objects);
        }
    }

    /// What a reference names; mistakes in it are reported elsewhere.
    fn target(&self, target: &Text) -> Option<&'d Schema> {
        let ignored = &mut Report::default();
        let key = reference::component_key(target, "schemas", ignored)?;
        self.document.components.schemas.get(&key)
    }
}
