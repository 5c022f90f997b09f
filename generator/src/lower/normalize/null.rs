//! `null` among branches. Tools have a spelling each: `{type: 'null'}`, `{const: null}`, `{enum: [null]}`, `{nullable: true}`,
//! `{type: object, nullable: true}` beside another object, and a component that is one of these. All become `nullable` of the
//! schema that has the branches.

use std::collections::HashMap;
use std::collections::HashSet;

use indexmap::IndexSet;

use crate::lower::reference::schema_key;
use crate::lower::schema::enumeration::values;
use crate::lower::schema::form::is_none;
use crate::lower::schema::form::is_null;
use crate::lower::schema::form::is_nullable;
use crate::spec::Document;
use crate::spec::Schema;
use crate::spec::SchemaObject;
use crate::spec::Text;
use crate::spec::TypeNames;

/// Takes the branches that are `null` out of `oneOf`, `anyOf` and `allOf`, and says `nullable` beside these instead. A component
/// that is `null` alone is of that type.
pub(super) fn spell_as_nullable(document: &mut Document) {
    let components = Components::of(document);
    document.visit_schemas_mut(&mut |schema| {
        components.normalize_choice(schema);
        components.normalize_parts(schema);
    });
    for key in &components.only_null {
        if let Some(Schema::Object(schema)) = document.components.schemas.get_mut(key) {
            let name = Text {
                at: schema.at.clone(),
                value: "null".to_owned(),
            };
            schema.reference = None;
            schema.all_of.clear();
            schema.types = Some(TypeNames(vec![name]));
        }
    }
}

/// What component schemas accept, by their keys.
#[derive(Default)]
struct Components {
    /// Those that accept `null` alone.
    only_null: HashSet<String>,
    /// Those that accept `null`.
    nullable: HashSet<String>,
    /// Those that accept objects.
    objects: HashSet<String>,
}

impl Components {
    fn of(document: &Document) -> Self {
        let mut components = Self::default();
        let schemas = &document.components.schemas;
        let mut users: HashMap<String, Vec<&String>> = HashMap::new();
        for (key, schema) in schemas {
            for_each_key(schema, &mut |used| users.entry(used).or_default().push(key));
        }
        // Each round looks again at what refers to that of which the one before it has found more.
        let mut round: IndexSet<&String> = schemas.keys().collect();
        while !round.is_empty() {
            let mut found = round;
            found.retain(|key| {
                let schema = schemas.get(*key);
                schema.is_some_and(|schema| components.find_more(key, schema))
            });
            let using = found.into_iter().filter_map(|key| users.get(key));
            round = using.flatten().copied().collect();
        }
        components
    }

    /// Whether there was more to find of a schema.
    fn find_more(&mut self, key: &str, schema: &Schema) -> bool {
        let mut is_more = false;
        if self.is_only_null(schema) || is_bare(schema) && !is_annotated(schema) {
            is_more |= self.only_null.insert(key.to_owned());
        }
        if self.is_nullable(schema) {
            is_more |= self.nullable.insert(key.to_owned());
        }
        if self.is_object(schema) {
            is_more |= self.objects.insert(key.to_owned());
        }
        is_more
    }

    fn normalize_choice(&self, schema: &mut SchemaObject) {
        let is_object = schema
            .branches()
            .any(|branch| self.describes_object(branch));
        let is_null = |branch: &Schema| {
            self.is_only_null(branch) || is_bare(branch) || is_object && is_bare_object(branch)
        };
        let is_nullable = |branch: &Schema| is_null(branch) || self.is_nullable(branch);
        let accepts_null = schema.branches().any(is_nullable);
        schema.nullable |= accepts_null;
        schema.one_of.retain(|branch| !is_null(branch));
        schema.any_of.retain(|branch| !is_null(branch));
    }

    /// By the letter no value that a part rejects is accepted by `allOf`; nobody means that with such a part.
    fn normalize_parts(&self, schema: &mut SchemaObject) {
        let is_object = schema.all_of.iter().any(|part| self.describes_object(part));
        let is_null = |part: &Schema| is_bare(part) || is_object && is_bare_object(part);
        schema.nullable |= schema.all_of.iter().any(is_null);
        schema
            .all_of
            .retain(|part| !is_null(part) || is_annotated(part));
    }

    /// Whether `null` is the only value that is accepted.
    fn is_only_null(&self, schema: &Schema) -> bool {
        let Some(object) = schema.as_object() else {
            return false;
        };
        if let Some(target) = &object.reference {
            return schema_key(target).is_some_and(|key| self.only_null.contains(&key));
        }
        let mut branches = object.branches().chain(&object.all_of).peekable();
        is_null(object)
            || branches.peek().is_some() && branches.all(|branch| self.is_only_null(branch))
    }

    /// Whether `null` is among what is said to be accepted.
    fn is_nullable(&self, schema: &Schema) -> bool {
        let Some(object) = schema.as_object() else {
            return false;
        };
        let of_target = object.reference.as_ref().and_then(schema_key);
        let mut branches = object.branches();
        let is_alias = object.all_of.len() == 1;
        let mut alias = object.all_of.iter().filter(|_| is_alias);
        is_nullable(object)
            || of_target.is_some_and(|key| self.nullable.contains(&key))
            || branches.any(|branch| self.is_nullable(branch) || is_bare(branch))
            || object.all_of.iter().any(is_bare)
            || alias.any(|part| self.is_nullable(part))
    }

    /// Whether a branch is an object that is described, or may be one.
    fn describes_object(&self, branch: &Schema) -> bool {
        self.is_object(branch) && !is_bare_object(branch)
    }

    /// Whether objects are accepted.
    fn is_object(&self, schema: &Schema) -> bool {
        let Some(object) = schema.as_object() else {
            return false;
        };
        let of_target = object.reference.as_ref().and_then(schema_key);
        let mut within = object.branches().chain(&object.all_of);
        object.type_names().any(|name| name.value == "object")
            || !object.properties.is_empty()
            || of_target.is_some_and(|key| self.objects.contains(&key))
            || within.any(|branch| self.is_object(branch))
    }
}

/// The keys of the components that a schema, its branches and its parts refer to.
fn for_each_key(schema: &Schema, found: &mut impl FnMut(String)) {
    let Some(object) = schema.as_object() else {
        return;
    };
    if let Some(key) = object.reference.as_ref().and_then(schema_key) {
        found(key);
    }
    for part in object.branches().chain(&object.all_of) {
        for_each_key(part, found);
    }
}

/// Whether a schema says nothing of its value but that it may be `null`. By itself that is any value, as a branch it is `null`.
fn is_bare(schema: &Schema) -> bool {
    let object = schema.as_object();
    object.is_some_and(|object| object.types.is_none() && says_nullable_alone(object))
}

/// Whether a schema says nothing but that its value is an object without properties, or `null`.
fn is_bare_object(schema: &Schema) -> bool {
    let object = schema.as_object();
    object.is_some_and(|object| {
        let mut types = object.type_names();
        types.any(|name| name.value == "object") && says_nullable_alone(object)
    })
}

/// Whether a schema says `nullable`, and nothing more of its value than a type.
fn says_nullable_alone(schema: &SchemaObject) -> bool {
    let accepts_others =
        matches!(&schema.additional_properties, Some(properties) if !is_none(properties));
    schema.nullable
        && schema.reference.is_none()
        && values(schema).next().is_none()
        && schema.branches().chain(&schema.all_of).next().is_none()
        && schema.properties.is_empty()
        && schema.pattern_properties.is_empty()
        && schema.required.is_empty()
        && schema.items.is_none()
        && schema.prefix_items.is_empty()
        && schema.format.is_none()
        && schema.discriminator.is_none()
        && !accepts_others
}

/// Whether a schema has words for its readers.
fn is_annotated(schema: &Schema) -> bool {
    let object = schema.as_object();
    object.is_some_and(|object| {
        object.description.is_some()
            || object.title.is_some()
            || object.default.is_some()
            || object.deprecated
            || object.read_only
            || object.write_only
            || object.external_docs.is_some()
    })
}

#[cfg(test)]
mod tests {
    use crate::lower::normalize::testing::components;

    /// How many branches a schema with this `oneOf` or `allOf` has when null is taken out, and whether it may be null.
    fn normalized(schema: &str) -> (usize, bool) {
        let components = components(&format!(
            "
    Subject: {schema}
    Person: {{type: object, properties: {{name: {{type: string}}}}}}
    Perhaps: {{type: object, nullable: true, properties: {{name: {{type: string}}}}}}
    Text: {{type: string}}
    Nothing: {{enum: [null]}}
    Alias: {{allOf: [{{$ref: '#/components/schemas/Nothing'}}]}}
    Bare: {{nullable: true}}
    Anything: {{nullable: true, description: Any value.}}"
        ));
        let subject = components["Subject"].as_object().unwrap();
        let branches = subject.branches().chain(&subject.all_of);
        (branches.count(), subject.nullable)
    }

    #[test]
    fn every_spelling_of_null_is_taken_out() {
        let spellings = [
            "{type: 'null'}",
            "{type: ['null']}",
            "{const: null}",
            "{enum: [null]}",
            "{type: string, nullable: true, enum: [null]}",
            "{nullable: true}",
            "{nullable: true, description: None.}",
            "{type: object, nullable: true}",
            "{type: object, nullable: true, properties: {}, additionalProperties: false}",
            "{oneOf: [{type: 'null'}]}",
            "{$ref: '#/components/schemas/Nothing'}",
            "{$ref: '#/components/schemas/Alias'}",
            "{$ref: '#/components/schemas/Bare'}",
        ];
        for spelling in spellings {
            let schema =
                format!("{{anyOf: [{spelling}, {{$ref: '#/components/schemas/Person'}}]}}");
            assert_eq!(normalized(&schema), (1, true), "{spelling}");
        }
    }

    #[test]
    fn what_is_more_than_null_stays() {
        let spellings = [
            "{$ref: '#/components/schemas/Perhaps'}",
            "{type: string, nullable: true}",
            "{type: object, nullable: true, additionalProperties: {type: string}}",
            "{$ref: '#/components/schemas/Anything'}",
        ];
        for spelling in spellings {
            let schema =
                format!("{{anyOf: [{spelling}, {{$ref: '#/components/schemas/Person'}}]}}");
            assert_eq!(normalized(&schema), (2, true), "{spelling}");
        }
        let map = "{anyOf: [{type: object, nullable: true}, {$ref: '#/components/schemas/Text'}]}";
        assert_eq!(normalized(map), (2, true));
        let plain = "{anyOf: [{type: object}, {$ref: '#/components/schemas/Person'}]}";
        assert_eq!(normalized(plain), (2, false));
    }

    #[test]
    fn a_part_that_says_nullable_alone_is_no_part() {
        for part in ["{nullable: true}", "{type: object, nullable: true}"] {
            let schema = format!("{{allOf: [{{$ref: '#/components/schemas/Person'}}, {part}]}}");
            assert_eq!(normalized(&schema), (1, true), "{part}");
        }
    }
}
