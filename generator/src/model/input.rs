//! What a call is given, wherever it is sent.

use super::Body;
use super::Check;
use super::Field;
use super::Name;
use super::Operation;
use super::Parameter;
use super::Presence;
use super::Side;
use super::Type;

/// A value that a call is given: a parameter, a property of its body, or a body that is no object.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Its name.
    pub name: &'a Name,
    /// Its type.
    pub ty: &'a Type,
    /// What it is checked for.
    pub check: Option<&'a Check>,
    /// Whether it has to be given.
    pub is_argument: bool,
    /// Whether it is an argument that may be `null`.
    pub is_nullable: bool,
    /// Whether the compiler warns of its setter.
    pub is_deprecated: bool,
}

impl<'a> Input<'a> {
    /// A property of an object that is sent.
    #[must_use]
    pub fn property(field: &'a Field) -> Self {
        Self {
            name: &field.name,
            ty: &field.ty,
            check: field.check.as_deref(),
            is_argument: field.is_argument(),
            is_nullable: field.presence == Presence::Nullable,
            is_deprecated: field.docs.deprecated,
        }
    }

    /// The properties that are given when an object is made.
    pub fn properties(fields: &'a [Field]) -> impl Iterator<Item = Self> {
        let sent = fields.iter().filter(|field| field.side != Side::Response);
        sent.filter(|field| field.preset().is_none())
            .map(Self::property)
    }

    fn parameter(parameter: &'a Parameter) -> Self {
        Self {
            name: &parameter.name,
            ty: &parameter.ty,
            check: parameter.check.as_deref(),
            is_argument: parameter.is_argument(),
            is_nullable: false,
            is_deprecated: parameter.docs.deprecated,
        }
    }
}

impl Operation {
    /// The parameters that a call is given, but for those of the client.
    #[must_use]
    pub fn given_parameters(&self) -> Vec<Input<'_>> {
        let given = self.parameters.iter();
        let given = given.filter(|one| !one.client_wide && one.preset().is_none());
        given.map(Input::parameter).collect()
    }

    /// The parameters that a call can be given with setters, those of the client too.
    #[must_use]
    pub fn settable_parameters(&self) -> Vec<Input<'_>> {
        let settable = self.parameters.iter();
        let settable = settable.filter(|one| !one.required || one.client_wide);
        settable.map(Input::parameter).collect()
    }

    /// All that a call is given: its parameters, and then what its body is made of; `properties` are those of a body whose type has
    /// a name.
    pub fn inputs<'a>(&'a self, properties: impl FnOnce(&Type) -> &'a [Field]) -> Vec<Input<'a>> {
        let mut inputs = self.given_parameters();
        match &self.body {
            Body::None => {}
            Body::Properties { fields, .. } => inputs.extend(Input::properties(fields)),
            Body::Value {
                name,
                ty,
                required,
                check,
                docs,
                ..
            } => match properties(ty) {
                [] => inputs.push(Input {
                    name,
                    ty,
                    check: check.as_deref(),
                    is_argument: *required,
                    is_nullable: false,
                    is_deprecated: docs.deprecated,
                }),
                fields => inputs.extend(Input::properties(fields)),
            },
        }
        inputs
    }
}
