//! One visitor over the schemas of a document.

use indexmap::IndexMap;

use super::Callback;
use super::Components;
use super::Document;
use super::Encoding;
use super::Header;
use super::MediaType;
use super::Operation;
use super::Parameter;
use super::PathItem;
use super::RefOr;
use super::RequestBody;
use super::Response;
use super::Schema;
use super::SchemaObject;

/// What is done with each schema.
type Visit<'v> = &'v mut dyn FnMut(&mut SchemaObject);

impl Document {
    /// Visits every schema, those within before the one around them.
    pub(crate) fn visit_schemas_mut(&mut self, visit: Visit<'_>) {
        self.components.visit_schemas_mut(visit);
        for item in self.paths.values_mut() {
            item.visit_schemas_mut(visit);
        }
        for item in self.webhooks.values_mut() {
            here(item, |item| item.visit_schemas_mut(visit));
        }
    }
}

impl Components {
    fn visit_schemas_mut(&mut self, visit: Visit<'_>) {
        for schema in self.schemas.values_mut() {
            schema.visit_mut(visit);
        }
        for response in self.responses.values_mut() {
            here(response, |response| response.visit_schemas_mut(visit));
        }
        for parameter in self.parameters.values_mut() {
            here(parameter, |parameter| parameter.visit_schemas_mut(visit));
        }
        for body in self.request_bodies.values_mut() {
            here(body, |body| body.visit_schemas_mut(visit));
        }
        in_headers(&mut self.headers, visit);
        for callback in self.callbacks.values_mut() {
            here(callback, |callback| callback.visit_schemas_mut(visit));
        }
        for item in self.path_items.values_mut() {
            here(item, |item| item.visit_schemas_mut(visit));
        }
    }
}

impl PathItem {
    fn visit_schemas_mut(&mut self, visit: Visit<'_>) {
        for parameter in &mut self.parameters {
            here(parameter, |parameter| parameter.visit_schemas_mut(visit));
        }
        for operation in self.operations.values_mut() {
            operation.visit_schemas_mut(visit);
        }
    }
}

impl Operation {
    fn visit_schemas_mut(&mut self, visit: Visit<'_>) {
        for parameter in &mut self.parameters {
            here(parameter, |parameter| parameter.visit_schemas_mut(visit));
        }
        if let Some(body) = &mut self.request_body {
            here(body, |body| body.visit_schemas_mut(visit));
        }
        for response in self.responses.values_mut() {
            here(response, |response| response.visit_schemas_mut(visit));
        }
        for callback in self.callbacks.values_mut() {
            here(callback, |callback| callback.visit_schemas_mut(visit));
        }
    }
}

impl Callback {
    fn visit_schemas_mut(&mut self, visit: Visit<'_>) {
        for item in self.path_items.values_mut() {
            here(item, |item| item.visit_schemas_mut(visit));
        }
    }
}

impl Parameter {
    fn visit_schemas_mut(&mut self, visit: Visit<'_>) {
        in_schema(self.schema.as_mut(), visit);
        in_content(self.content.iter_mut().flatten(), visit);
    }
}

impl Header {
    fn visit_schemas_mut(&mut self, visit: Visit<'_>) {
        in_schema(self.schema.as_mut(), visit);
        in_content(self.content.iter_mut().flatten(), visit);
    }
}

impl RequestBody {
    fn visit_schemas_mut(&mut self, visit: Visit<'_>) {
        in_content(&mut self.content, visit);
    }
}

impl Response {
    fn visit_schemas_mut(&mut self, visit: Visit<'_>) {
        in_headers(&mut self.headers, visit);
        in_content(&mut self.content, visit);
    }
}

impl MediaType {
    fn visit_schemas_mut(&mut self, visit: Visit<'_>) {
        in_schema(self.schema.as_mut(), visit);
        in_schema(self.item_schema.as_mut(), visit);
        let by_place = self
            .prefix_encoding
            .iter_mut()
            .chain(&mut self.item_encoding);
        for encoding in self.encoding.values_mut().chain(by_place) {
            encoding.visit_schemas_mut(visit);
        }
    }
}

impl Encoding {
    fn visit_schemas_mut(&mut self, visit: Visit<'_>) {
        in_headers(&mut self.headers, visit);
        let by_place = self.prefix_encoding.iter_mut();
        let by_place = by_place.chain(&mut self.item_encoding);
        for encoding in self.encoding.values_mut().chain(by_place) {
            encoding.visit_schemas_mut(visit);
        }
    }
}

impl Schema {
    fn visit_mut(&mut self, visit: Visit<'_>) {
        if let Self::Object(object) = self {
            object
                .children_mut()
                .for_each(|child| child.visit_mut(visit));
            visit(object);
        }
    }
}

impl SchemaObject {
    /// The schemas that stand in it.
    fn children_mut(&mut self) -> impl Iterator<Item = &mut Schema> {
        let maps = [
            &mut self.definitions,
            &mut self.properties,
            &mut self.pattern_properties,
        ];
        let lists = [
            &mut self.all_of,
            &mut self.any_of,
            &mut self.one_of,
            &mut self.prefix_items,
        ];
        let schemas = [
            &mut self.additional_properties,
            &mut self.property_names,
            &mut self.items,
            &mut self.content_schema,
        ];
        let in_maps = maps.into_iter().flat_map(IndexMap::values_mut);
        let in_lists = lists.into_iter().flatten();
        in_maps.chain(in_lists).chain(schemas.into_iter().flatten())
    }
}

/// What is not a reference.
fn here<T>(one: &mut RefOr<T>, visit: impl FnOnce(&mut T)) {
    if let RefOr::Here(one) = one {
        visit(one);
    }
}

fn in_schema(schema: Option<&mut Schema>, visit: Visit<'_>) {
    if let Some(schema) = schema {
        schema.visit_mut(visit);
    }
}

fn in_headers(headers: &mut IndexMap<String, RefOr<Header>>, visit: Visit<'_>) {
    for header in headers.values_mut() {
        here(header, |header| header.visit_schemas_mut(visit));
    }
}

fn in_content<'m>(
    content: impl IntoIterator<Item = (&'m String, &'m mut MediaType)>,
    visit: Visit<'_>,
) {
    for (_, media_type) in content {
        media_type.visit_schemas_mut(visit);
    }
}
