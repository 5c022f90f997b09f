//! Examples of calls: the document's own values, checked against the types they are for.

use std::cell::Cell;

use serde_json::Value;

use crate::analyze::example::sample::Mismatch;
use crate::analyze::example::sample::Sampled;
use crate::analyze::example::sample::Samples;
use crate::lower::notes::ExampleValues;
use crate::lower::notes::Notes;
use crate::model::Api;
use crate::model::Body;
use crate::model::Example;
use crate::model::Field;
use crate::model::Name;
use crate::model::Operation;
use crate::model::Parameter;
use crate::model::Sample;
use crate::model::Type;
use crate::model::visit::Visible;
use crate::model::visit::index;
use crate::pointer::Pointer;
use crate::report::Rule;
use crate::report::diagnostic::Report;

/// Gives each operation a call with example values, unless no value can be made up that it needs.
pub(crate) fn sample_calls(api: &mut Api, notes: &Notes, report: &mut Report) {
    let shared = index(&api.types);
    let none = ExampleValues::default();
    let room = Cell::new(notes.room);
    for operation in api.root.all_operations_mut() {
        let values = notes.examples.get(&operation.position).unwrap_or(&none);
        let sampling = Sampling {
            samples: Samples::new(Visible::new(&shared, &operation.types), &room),
            report,
        };
        operation.example = sampling.call(operation, values);
    }
}

/// The example of one operation in the making.
struct Sampling<'s> {
    samples: Samples<'s, 's>,
    report: &'s mut Report,
}

impl Sampling<'_> {
    fn call(mut self, operation: &Operation, values: &ExampleValues) -> Option<Example> {
        let mut example = Example::default();
        let known = values.parameters.iter().map(Option::as_ref);
        let known = known.chain(std::iter::repeat(None));
        for (parameter, value) in operation.parameters.iter().zip(known) {
            self.parameter(parameter, value, &mut example)?;
        }
        self.body(&operation.body, values.body.as_ref(), &mut example)?;
        Some(example)
    }

    fn parameter(
        &mut self,
        parameter: &Parameter,
        value: Option<&(Value, Pointer)>,
        example: &mut Example,
    ) -> Option<()> {
        let is_left_out = !parameter.required && value.is_none();
        if parameter.client_wide || parameter.preset().is_some() || is_left_out {
            return Some(());
        }
        let sample = self.sample(value, &parameter.ty, &parameter.name)?;
        give(example, parameter.required, &parameter.name, sample);
        Some(())
    }

    /// The arguments and setters of a body; `None` where no value can be made up for an argument.
    fn body(
        &mut self,
        body: &Body,
        value: Option<&(Value, Pointer)>,
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
                let sample = self.sample(value, ty, name)?;
                give(example, *required, name, sample);
            }
            Body::Properties { fields, .. } => {
                for field in fields {
                    self.property(field, value, example)?;
                }
            }
        }
        Some(())
    }

    /// A property of a body: what the body's example has of it, or where there is none, the property's own example.
    fn property(
        &mut self,
        field: &Field,
        body: Option<&(Value, Pointer)>,
        example: &mut Example,
    ) -> Option<()> {
        if field.preset().is_some() {
            return Some(());
        }
        let wire = field.name.wire();
        let value = body.and_then(|(value, at)| Some((value.get(wire)?, at.child(wire))));
        let sample = if value.is_some() || field.is_argument() {
            let sample = value.map(|(value, at)| self.samples.property(field, value, &at));
            let sample = reported(sample, self.report);
            Some(sample.or_else(|| self.samples.invent_property(field))?)
        } else if body.is_none() {
            self.samples.own_example(field)
        } else {
            None
        };
        if let Some(sample) = sample {
            give(example, field.is_argument(), &field.name, sample);
        }
        Some(())
    }

    /// A sample of the value; of the type alone when there is none, or when the value is none of the type.
    fn sample(
        &mut self,
        value: Option<&(Value, Pointer)>,
        ty: &Type,
        name: &Name,
    ) -> Option<Sample> {
        let sample = value.map(|(value, at)| self.samples.sample(ty, value, at));
        let sample = reported(sample, self.report);
        sample.or_else(|| self.samples.invent(ty, name))
    }
}

fn give(example: &mut Example, is_argument: bool, name: &Name, sample: Sample) {
    let target = if is_argument {
        &mut example.arguments
    } else {
        &mut example.setters
    };
    target.push((name.clone(), sample));
}

/// The sample; reports why a value has none.
fn reported(sample: Option<Sampled<Sample>>, report: &mut Report) -> Option<Sample> {
    match sample? {
        Ok(sample) => Some(sample),
        Err(Mismatch { at, message }) => {
            report
                .warning(Rule::MismatchedExample, at.value(), message)
                .help("let the example follow the schema; until then, another one is made up")
                .follows_from(&at);
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::testing::api;
    use crate::model::testing::field;
    use crate::model::testing::object;
    use crate::model::testing::sending;
    use crate::model::testing::shared;

    /// The argument of a call that sends a book, where the document has this example of one.
    fn argument(value: Option<Value>) -> (Sample, Report) {
        let book = object("Book", vec![field("title", Type::String)]);
        let mut api = api(vec![book], vec![sending(0, shared("Book"))]);
        let mut notes = Notes {
            room: 100,
            ..Notes::default()
        };
        let body = value.map(|value| (value, Pointer::root()));
        let parameters = Vec::new();
        notes.examples.insert(0, ExampleValues { parameters, body });
        let mut report = Report::default();
        sample_calls(&mut api, &notes, &mut report);
        let example = api.root.operations[0].example.take();
        (example.unwrap().arguments[0].1.clone(), report)
    }

    fn titled(title: &str) -> Sample {
        let Type::Named(ty) = shared("Book") else {
            unreachable!()
        };
        let title = Sample::String(title.to_owned());
        let properties = vec![(Name::of_value_or("title", "property"), title)];
        Sample::Structure { ty, properties }
    }

    #[test]
    fn a_call_has_the_values_of_the_document() {
        let value = serde_json::json!({"title": "Emma", "unknown": 1});
        assert_eq!(argument(Some(value)).0, titled("Emma"));
    }

    #[test]
    fn a_value_is_made_up_where_there_is_none() {
        assert_eq!(argument(None).0, titled("title"));
    }

    #[test]
    fn a_value_of_another_type_is_reported_and_another_made_up() {
        let (sample, report) = argument(Some(serde_json::json!({"title": 5})));
        assert_eq!(sample, titled("title"));
        let diagnostics = report.finish(crate::Source::new("book.yaml", "openapi: 3.1.0").texts());
        assert_eq!(diagnostics.len(), 1);
    }
}
