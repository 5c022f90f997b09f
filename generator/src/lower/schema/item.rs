//! What a schema says of the items of a list and of the values of a map, as a sentence: where these are of no type of their
//! own, there is no other place for it.

use crate::lower::schema::documentation::docs;
use crate::lower::schema::schemas::Schemas;
use crate::model::Type;
use crate::spec::Schema;
use crate::spec::SchemaObject;

impl<'d> Schemas<'d> {
    /// The sentence, where a schema describes items or values of such a type.
    pub(crate) fn words_of_items(&self, schema: &'d SchemaObject, ty: &Type) -> Option<String> {
        let (what, described, item) = match ty {
            Type::List(item) if schema.prefix_items.is_empty() => {
                ("item", schema.items.as_ref(), item)
            }
            Type::Map { value, .. } if schema.pattern_properties.is_empty() => {
                ("value", schema.additional_properties.as_ref(), value)
            }
            _ => return None,
        };
        let has_own_type = item.named().is_some() || **item == Type::Any;
        let said = described
            .filter(|_| !has_own_type)
            .map(|schema| self.said_of_item(schema, item));
        let said = said.filter(|said| !said.is_empty());
        said.map(|said| format!("Each {what}: {said}"))
    }

    /// All that is said of an item, in one line.
    fn said_of_item(&self, schema: &'d Schema, ty: &Type) -> String {
        let objects = self.obeyed(schema);
        let inner = objects
            .into_iter()
            .find_map(|object| self.words_of_items(object, ty));
        let said = self.words_of(schema);
        let parts = [said].into_iter().chain(inner);
        let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    }

    /// All that a schema says of a value, in one line.
    pub(crate) fn words_of(&self, schema: &'d Schema) -> String {
        let mut sentences: Vec<String> = Vec::new();
        let objects = self.obeyed(schema);
        let said = objects.iter().map(|object| docs(object, None));
        let description = said.clone().find_map(|docs| docs.description);
        let description =
            description.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
        sentences.extend(description.map(|text| format!("{}.", text.trim_end_matches('.'))));
        for note in said.clone().flat_map(|docs| docs.notes) {
            if !sentences.contains(&note) {
                sentences.push(note);
            }
        }
        let is_deprecated = said.into_iter().any(|docs| docs.deprecated);
        sentences.extend(is_deprecated.then(|| "Deprecated by the API.".to_owned()));
        sentences.join(" ")
    }
}
