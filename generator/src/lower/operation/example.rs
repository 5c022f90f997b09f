//! Examples: the values that the document has for the parameters and the body of an operation.

use crate::budget::HELP;
use crate::keywords::Version;
use crate::lower::media;
use crate::lower::media::Kind;
use crate::lower::media::json;
use crate::lower::notes::ExampleValues;
use crate::lower::notes::Found;
use crate::lower::operation::operations::Operations;
use crate::lower::operation::parameter::Parameters;
use crate::lower::reference;
use crate::model::Parameter;
use crate::report::Rule;
use crate::spec;
use crate::spec::MediaType;
use serde_json::Value;

impl<'d> Operations<'d> {
    /// The example values of what a call is given; none, where the examples of the calls before it leave no room for more.
    pub(crate) fn example_values(
        &mut self,
        operation: &'d spec::Operation,
        declared: &Parameters<'d>,
        parameters: &[Parameter],
    ) -> ExampleValues {
        if self.schemas.notes.room == 0 {
            return ExampleValues::default();
        }
        let values = self.written_examples(operation, declared, parameters);
        let left = self.schemas.notes.room.checked_sub(values.size());
        self.schemas.notes.room = left.unwrap_or_default();
        if left.is_some() {
            return values;
        }
        let message = "the examples up to this operation have more values than the docs of a document of this size: here and behind, others are made up";
        self.report()
            .warning(Rule::TooLarge, operation.at.key(), message)
            .help(HELP);
        ExampleValues::default()
    }

    fn written_examples(
        &mut self,
        operation: &'d spec::Operation,
        declared: &Parameters<'d>,
        parameters: &[Parameter],
    ) -> ExampleValues {
        let mut values = ExampleValues::default();
        for parameter in parameters {
            let is_it = |known: &&spec::Parameter| known.name.value == parameter.name.wire();
            let mut declared = declared.values().map(|known| known.parameter);
            let declared = declared.find(is_it);
            let declared = declared.filter(|_| !parameter.client_wide);
            let value = declared.and_then(|declared| self.parameter_example(declared));
            values.parameters.push(value);
        }
        values.body = self.body_example(operation);
        values
    }

    /// Where examples of what a call is given are, a sentence each.
    pub(crate) fn external_examples(
        &mut self,
        operation: &'d spec::Operation,
        declared: &Parameters<'d>,
    ) -> Vec<String> {
        if self.report().version() < Version::V3_2 {
            return Vec::new();
        }
        let body = self.request_body(operation);
        let of_body = body.into_iter().flat_map(|body| body.content.values());
        let of_body = of_body.flat_map(|media_type| media_type.examples.values());
        let parameters = declared.values().map(|known| known.parameter);
        let of_parameters = parameters.flat_map(|parameter| parameter.examples.values());
        let mut notes = Vec::new();
        for example in of_body.chain(of_parameters) {
            let components = &self.schemas.document.components.examples;
            let example = reference::resolve(example, "examples", components, self.schemas.report);
            let url = example.and_then(|example| example.external_value.as_ref());
            notes.extend(url.map(|url| format!("An example is at <{}>.", url.value)));
        }
        notes
    }

    fn parameter_example(&mut self, parameter: &'d spec::Parameter) -> Found {
        if let Some(value) = &parameter.example {
            return Some((value.clone(), parameter.at.child("example")));
        }
        if let Some((name, media_type)) = parameter.content.iter().flatten().next() {
            return self.media_type_example(name, media_type);
        }
        let named = self.named_example(&parameter.examples);
        named.or_else(|| self.schemas.schema_example(parameter.schema.as_ref()?))
    }

    fn body_example(&mut self, operation: &'d spec::Operation) -> Found {
        let body = self.request_body(operation)?;
        let as_text = || {
            let is_text = |(name, media_type): &(&'d String, &'d MediaType)| {
                matches!(media::kind(name, media_type), Kind::Text | Kind::Form)
            };
            body.content.iter().find(is_text)
        };
        let (name, media_type) = match json(&body.content) {
            Some((name, media_type)) => (name, media_type),
            None => as_text().map(|(name, media_type)| (name.as_str(), media_type))?,
        };
        self.media_type_example(name, media_type)
    }

    fn media_type_example(&mut self, name: &str, media_type: &'d MediaType) -> Found {
        if let Some(value) = &media_type.example {
            return Some((value.clone(), media_type.at.child("example")));
        }
        let named = self.example_of_body(name, media_type);
        named.or_else(|| self.schemas.schema_example(media_type.schema.as_ref()?))
    }

    fn named_example(
        &mut self,
        examples: &'d indexmap::IndexMap<String, spec::RefOr<spec::Example>>,
    ) -> Found {
        let (_, example) = examples.first()?;
        let components = &self.schemas.document.components.examples;
        let resolved = reference::resolve(example, "examples", components, self.schemas.report)?;
        let of_data = resolved.data_value.clone();
        let (value, keyword) = match of_data {
            Some(value) => (value, "dataValue"),
            None => (resolved.value.clone()?, "value"),
        };
        Some((value, resolved.at.child(keyword)))
    }

    /// The first example of a body, as it is or as it is sent.
    fn example_of_body(&mut self, name: &str, media_type: &'d MediaType) -> Found {
        let data = self.named_example(&media_type.examples);
        data.or_else(|| {
            let (_, example) = media_type.examples.first()?;
            let components = &self.schemas.document.components.examples;
            let resolved =
                reference::resolve(example, "examples", components, self.schemas.report)?;
            let sent = resolved.serialized_value.as_ref()?;
            let value = match media::kind(name, media_type) {
                Kind::Json => serde_json::from_str(&sent.value).ok()?,
                Kind::Text => Value::from(sent.value.as_str()),
                Kind::Form | Kind::Multipart | Kind::Events | Kind::Bytes => return None,
            };
            Some((value, sent.at.clone()))
        })
    }
}
