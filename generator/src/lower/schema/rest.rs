//! What `additionalProperties` and `patternProperties` describe: members that no property names. A Rust map has one type for
//! all of them.

use crate::lower::schema::form::form;
use crate::lower::schema::schemas::Schemas;
use crate::model::Check;
use crate::model::Type;
use crate::spec::Schema;
use crate::spec::SchemaObject;

/// The members of an object that no property names.
#[derive(Clone, Default)]
pub(crate) struct Rest<'d> {
    additional: Option<&'d Schema>,
    patterns: Vec<&'d Schema>,
}

impl<'d> Rest<'d> {
    /// What a schema without `allOf` says of them.
    pub(crate) fn of(schema: &'d SchemaObject) -> Self {
        let mut rest = Self::default();
        rest.take_in(schema);
        rest
    }

    /// Takes in what another part of an `allOf` says of them.
    pub(crate) fn take_in(&mut self, schema: &'d SchemaObject) {
        let additional = schema.additional_properties.as_ref();
        self.additional = self.additional.or(additional);
        self.patterns.extend(schema.pattern_properties.values());
    }

    fn described(&self) -> Vec<&'d Schema> {
        let is_object = |schema: &&Schema| matches!(schema, Schema::Object(_));
        let additional = self.additional.into_iter().filter(is_object);
        self.patterns.iter().copied().chain(additional).collect()
    }

    fn allows_all(&self) -> bool {
        matches!(self.additional, Some(Schema::Boolean { accepts: true, .. }))
    }
}

impl<'d> Schemas<'d> {
    /// The type of the members beside known ones, where the schema describes some. A name that matches no pattern may be that
    /// of a member of any type, unless the schema says otherwise.
    pub(crate) fn members_beside(&mut self, rest: &Rest<'d>, name: &str) -> Option<Type> {
        let described = rest.described();
        if described.is_empty() {
            return None;
        }
        if rest.additional.is_none() || rest.allows_all() {
            return Some(Type::Any);
        }
        Some(self.one_type(&described, &format!("{name}.value")))
    }

    /// What each of the members beside known ones is checked for, where one schema describes them.
    pub(crate) fn rule_of_members_beside(
        &mut self,
        rest: &Rest<'d>,
        ty: Option<&Type>,
    ) -> Option<Box<Check>> {
        match rest.described().as_slice() {
            [only] => self.rule([*only], ty?),
            _ => None,
        }
    }

    /// The type of the values of a map.
    pub(crate) fn values(&mut self, schema: &'d SchemaObject, name: &str) -> Type {
        let rest = Rest::of(schema);
        if rest.allows_all() {
            return Type::Any;
        }
        self.one_type(&rest.described(), &format!("{name}.value"))
    }

    /// The type that all of these schemas mean: any value when they mean several, or when there is none.
    pub(crate) fn one_type(&mut self, schemas: &[&'d Schema], name: &str) -> Type {
        if let [only] = schemas {
            return self.meaning(only, name).into_element();
        }
        if schemas.iter().any(|schema| makes_type(schema)) {
            return Type::Any;
        }
        // All are looked at: each is judged, and what it refers to is used.
        let types: Vec<Type> = schemas
            .iter()
            .map(|schema| self.meaning(schema, name).into_element())
            .collect();
        match types.as_slice() {
            [first, others @ ..] if others.iter().all(|ty| ty == first) => first.clone(),
            _ => Type::Any,
        }
    }
}

/// Whether a type of the generated crate is made where the schema stands.
fn makes_type(schema: &Schema) -> bool {
    match schema {
        Schema::Object(object) => object.reference.is_none() && form(object).is_nominal(),
        Schema::Boolean { .. } => false,
    }
}
