//! Examples: the document's own values for a call, checked against the types they are for.

use serde_json::Value;

use crate::lower::example::sample::Mismatch;
use crate::lower::example::sample::Sampled;
use crate::lower::example::sample::Samples;
use crate::lower::operation::media;
use crate::lower::operation::media::Kind;
use crate::lower::operation::media::json;
use crate::lower::operation::operations::Operations;
use crate::lower::operation::parameter::Parameters;
use crate::lower::reference;
use crate::model::Body;
use crate::model::Example;
use crate::model::Field;
use crate::model::Name;
use crate::model::Parameter;
use crate::model::Sample;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::pointer::Pointer;
use crate::report::diagnostic::Report;
use crate::spec;
use crate::spec::MediaType;

impl<'d> Operations<'d> {
    /// A call with the example values of its parameters and of its body; `None` where no value can be made up that it needs.
    pub(crate) fn example(
        &mut self,
        operation: &'d spec::Operation,
        declared: &Parameters<'d>,
        parameters: &[Parameter],
        body: &Body,
        local: &[TypeDefinition],
    ) -> Option<Example> {
        let mut example = Example::default();
        for parameter in parameters.iter().filter(|parameter| !parameter.client_wide) {
            let found = declared
                .values()
                .find(|known| known.name.value == parameter.name.wire());
            let value = found.and_then(|found| self.parameter_example(found));
            if !parameter.required && value.is_none() {
                continue;
            }
            let sample = self.sampled(value, &parameter.ty, &parameter.name, local)?;
            let target = if parameter.required {
                &mut example.arguments
            } else {
                &mut example.setters
            };
            target.push((parameter.name.clone(), sample));
        }
        let value = self.body_example(operation);
        self.body_samples(body, value, local, &mut example)?;
        Some(example)
    }

    /// The arguments and setters of a body; `None` where no value can be made up for an argument.
    fn body_samples(
        &mut self,
        body: &Body,
        value: Option<(Value, Pointer)>,
        local: &[TypeDefinition],
        example: &mut Example,
    ) -> Option<()> {
        match body {
            Body::None => {}
            Body::Value {
                required: false, ..
            } if value.is_none() => {}
            Body::Value {
                name, ty, required, ..
            } => {
                let sample = self.sampled(value, ty, name, local)?;
                let target = if *required {
                    &mut example.arguments
                } else {
                    &mut example.setters
                };
                target.push((name.clone(), sample));
            }
            Body::Members { fields, .. } => {
                let is_made_up = value.is_none();
                let (value, at) = value
                    .unwrap_or_else(|| (Value::Object(serde_json::Map::new()), Pointer::root()));
                for field in fields {
                    let member = value
                        .get(field.name.wire())
                        .map(|value| (value.clone(), at.child(field.name.wire())));
                    if field.is_argument() {
                        let sample = self.sampled_member(field, member, local)?;
                        example.arguments.push((field.name.clone(), sample));
                    } else if let Some(member) = member {
                        let sample = self.sampled_member(field, Some(member), local)?;
                        example.setters.push((field.name.clone(), sample));
                    } else if is_made_up {
                        let sample = Samples::new(&self.schemas.shared.definitions, local)
                            .own_example(field);
                        example
                            .setters
                            .extend(sample.map(|sample| (field.name.clone(), sample)));
                    }
                }
            }
        }
        Some(())
    }

    /// A sample of the value; of the type alone when there is none, or when the value is none of the type.
    fn sampled(
        &mut self,
        value: Option<(Value, Pointer)>,
        ty: &Type,
        name: &Name,
        local: &[TypeDefinition],
    ) -> Option<Sample> {
        let samples = Samples::new(&self.schemas.shared.definitions, local);
        let found = value.map(|(value, at)| samples.sample(ty, &value, &at));
        Self::checked(self.schemas.report, found, || samples.invent(ty, name))
    }

    /// The same for a member, which may be `null` where its type alone may not.
    fn sampled_member(
        &mut self,
        field: &Field,
        value: Option<(Value, Pointer)>,
        local: &[TypeDefinition],
    ) -> Option<Sample> {
        let samples = Samples::new(&self.schemas.shared.definitions, local);
        let found = value.map(|(value, at)| samples.member(field, &value, &at));
        Self::checked(self.schemas.report, found, || samples.invent_member(field))
    }

    fn checked(
        report: &mut Report,
        found: Option<Sampled<Sample>>,
        invented: impl FnOnce() -> Option<Sample>,
    ) -> Option<Sample> {
        match found {
            None => invented(),
            Some(Ok(sample)) => Some(sample),
            Some(Err(Mismatch { at, message })) => {
                report
                    .warning(at.value(), message)
                    .help("let the example follow the schema; until then, another one is made up");
                invented()
            }
        }
    }

    fn parameter_example(&mut self, parameter: &'d spec::Parameter) -> Option<(Value, Pointer)> {
        if let Some(value) = &parameter.example {
            return Some((value.clone(), parameter.at.child("example")));
        }
        if let Some((_, media_type)) = parameter.content.iter().flatten().next() {
            return self.media_type_example(media_type);
        }
        let named = self.named_example(&parameter.examples);
        named.or_else(|| self.schemas.schema_example(parameter.schema.as_ref()?))
    }

    fn body_example(&mut self, operation: &'d spec::Operation) -> Option<(Value, Pointer)> {
        let body = self.request_body(operation)?;
        let as_text = || {
            let is_text = |(name, media_type): &(&'d String, &'d MediaType)| {
                matches!(media::kind(name, media_type), Kind::Text | Kind::Form)
            };
            body.content.iter().find(is_text)
        };
        let media_type = match json(&body.content) {
            Some((_, media_type)) => media_type,
            None => as_text()?.1,
        };
        self.media_type_example(media_type)
    }

    fn media_type_example(&mut self, media_type: &'d MediaType) -> Option<(Value, Pointer)> {
        if let Some(value) = &media_type.example {
            return Some((value.clone(), media_type.at.child("example")));
        }
        let named = self.named_example(&media_type.examples);
        named.or_else(|| self.schemas.schema_example(media_type.schema.as_ref()?))
    }

    fn named_example(
        &mut self,
        examples: &'d indexmap::IndexMap<String, spec::RefOr<spec::Example>>,
    ) -> Option<(Value, Pointer)> {
        let (_, example) = examples.first()?;
        let components = &self.schemas.document.components.examples;
        let resolved = reference::resolve(example, "examples", components, self.schemas.report)?;
        let value = resolved.value.clone()?;
        Some((value, resolved.at.child("value")))
    }
}
