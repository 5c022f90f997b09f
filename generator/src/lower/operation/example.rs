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
            let sample = self.sampled(value, &parameter.ty, &parameter.name)?;
            put(&mut example, parameter.required, &parameter.name, sample);
        }
        let value = self.body_example(operation);
        self.body_samples(body, value, &mut example)?;
        Some(example)
    }

    /// The arguments and setters of a body; `None` where no value can be made up for an argument.
    fn body_samples(
        &mut self,
        body: &Body,
        value: Option<(Value, Pointer)>,
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
                let sample = self.sampled(value, ty, name)?;
                put(example, *required, name, sample);
            }
            Body::Members { fields, .. } => {
                let is_made_up = value.is_none();
                let (value, at) = value.unwrap_or((Value::Null, Pointer::root()));
                for field in fields {
                    let wire = field.name.wire();
                    let member = value.get(wire).cloned();
                    let member = member.map(|value| (value, at.child(wire)));
                    let is_argument = field.is_argument();
                    let sample = if is_argument || member.is_some() {
                        Some(self.sampled_member(field, member)?)
                    } else {
                        let samples = Samples::new(&self.schemas.types);
                        samples.own_example(field).filter(|_| is_made_up)
                    };
                    if let Some(sample) = sample {
                        put(example, is_argument, &field.name, sample);
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
    ) -> Option<Sample> {
        let samples = Samples::new(&self.schemas.types);
        let found = value.map(|(value, at)| samples.sample(ty, &value, &at));
        let found = found.and_then(|found| checked(found, self.schemas.report));
        found.or_else(|| samples.invent(ty, name))
    }

    /// The same for a member, which may be `null` where its type alone may not.
    fn sampled_member(&mut self, field: &Field, value: Option<(Value, Pointer)>) -> Option<Sample> {
        let samples = Samples::new(&self.schemas.types);
        let found = value.map(|(value, at)| samples.member(field, &value, &at));
        let found = found.and_then(|found| checked(found, self.schemas.report));
        found.or_else(|| samples.invent_member(field))
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

fn put(example: &mut Example, is_argument: bool, name: &Name, sample: Sample) {
    let target = if is_argument {
        &mut example.arguments
    } else {
        &mut example.setters
    };
    target.push((name.clone(), sample));
}

/// A sample, unless it does not follow its schema.
fn checked(found: Sampled<Sample>, report: &mut Report) -> Option<Sample> {
    let Mismatch { at, message } = match found {
        Ok(sample) => return Some(sample),
        Err(mismatch) => mismatch,
    };
    report
        .warning(at.value(), message)
        .help("let the example follow the schema; until then, another one is made up");
    None
}
