//! The docs of the items of a list and of the values of a map, as a sentence: where these are of no type of their
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
        let text = described
            .filter(|_| !has_own_type)
            .map(|schema| self.item_text(schema, item));
        let text = text.filter(|text| !text.is_empty());
        text.map(|text| format!("Each {what}: {text}"))
    }

    /// The docs of an item, in one line.
    fn item_text(&self, schema: &'d Schema, ty: &Type) -> String {
        let objects = self.obeyed(schema);
        let inner = objects
            .into_iter()
            .find_map(|object| self.words_of_items(object, ty));
        let text = self.words_of(schema);
        let parts = [text].into_iter().chain(inner);
        let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    }

    /// The docs of a value, in one line.
    pub(crate) fn words_of(&self, schema: &'d Schema) -> String {
        let mut sentences: Vec<String> = Vec::new();
        let objects = self.obeyed(schema);
        let all_docs = objects.iter().map(|object| docs(object, None));
        let description = all_docs.clone().find_map(|docs| docs.description);
        let description =
            description.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
        sentences.extend(description.map(|text| format!("{}.", text.trim_end_matches('.'))));
        for note in all_docs.clone().flat_map(|docs| docs.notes) {
            if !sentences.contains(&note) {
                sentences.push(note);
            }
        }
        let is_deprecated = all_docs.into_iter().any(|docs| docs.deprecated);
        sentences.extend(is_deprecated.then(|| "Deprecated by the API.".to_owned()));
        sentences.join(" ")
    }
}
