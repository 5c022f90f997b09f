//! A type stands where its schema stands: what is within a component is named after its place there and made once, whoever
//! meets it first. What is within an operation is the operation's.

use indexmap::IndexMap;

use crate::lower::media;
use crate::lower::schema::form::Form;
use crate::lower::schema::form::form;
use crate::lower::schema::schemas::Schemas;
use crate::lower::schema::site::File;
use crate::lower::schema::site::item_name as name_of_one;
use crate::lower::schema::tuple::item_name;
use crate::lower::schema::tuple::ordinal;
use crate::lower::status::reason;
use crate::model::Name;
use crate::pointer::Pointer;
use crate::spec::MediaType;
use crate::spec::Parameter;
use crate::spec::RefOr;
use crate::spec::Schema;
use crate::spec::SchemaObject;

impl<'d> Schemas<'d> {
    /// What a type made of a schema is called, where it belongs to a component and another object or an operation has met it.
    pub(super) fn name_at_home(&mut self, schema: &'d Schema) -> Option<String> {
        let at = schema.at();
        is_within(at, "components").then(|| self.name_of_place(at))?
    }

    /// The same, of a schema that an operation has met.
    pub(super) fn name_outside_of(&mut self, schema: &'d Schema, file: File<'_>) -> Option<String> {
        match file {
            File::Shared => None,
            File::Operation { .. } => self.name_at_home(schema),
        }
    }

    /// The name of a component schema in words: its key, or that of its place where it stands elsewhere.
    pub(super) fn words(&mut self, key: &str) -> String {
        if !key.starts_with("#/") {
            return key.to_owned();
        }
        let at = Pointer::of_reference(key);
        let name = self.name_of_place(&at);
        name.or_else(|| self.name_in_paths(&at))
            .unwrap_or_else(|| words_of_path(&at))
    }

    /// The name of a place within an operation.
    fn name_in_paths(&mut self, at: &Pointer) -> Option<String> {
        let tokens = at.tokens();
        let ["paths", path, within @ ..] = tokens.as_slice() else {
            return None;
        };
        let item = self.document.paths.get(*path)?;
        let parameter = |parameters: &[RefOr<Parameter>], index: &str| match parameters
            .get(index.parse::<usize>().ok()?)?
        {
            RefOr::Here(parameter) => Some(parameter.name.value.clone()),
            RefOr::Reference(_) => None,
        };
        if let ["parameters", index, rest @ ..] = within {
            let name = format!("{path}.{}", parameter(&item.parameters, index)?);
            return Some(self.name_within_object(name, None, None, rest));
        }
        let (operation, rest) = item.operation_at(within)?;
        let method = within[within.len() - rest.len() - 1];
        let id = operation.operation_id.as_deref().map(str::to_owned);
        let id = id.unwrap_or_else(|| format!("{path}.{method}"));
        let (part, content, rest) = match rest {
            ["responses", status, rest @ ..] => {
                let part = if status.starts_with('2') {
                    "response".to_owned()
                } else {
                    reason(status)
                };
                let response = operation.responses.get(*status).and_then(written);
                (part, response.map(|response| &response.content), rest)
            }
            ["requestBody", rest @ ..] => {
                let body = operation.request_body.as_ref().and_then(written);
                ("body".to_owned(), body.map(|body| &body.content), rest)
            }
            ["parameters", index, rest @ ..] => {
                (parameter(&operation.parameters, index)?, None, rest)
            }
            _ => return None,
        };
        Some(self.name_within_object(format!("{id}.{part}"), content, None, rest))
    }

    /// The name of a place within a component, in the words of its path.
    pub(super) fn name_of_place(&mut self, at: &Pointer) -> Option<String> {
        let tokens = at.tokens();
        let ["components", section, key, rest @ ..] = tokens.as_slice() else {
            return None;
        };
        if *section == "schemas" {
            let schema = self.document.components.schemas.get(*key);
            return Some(self.name_within((*key).to_owned(), schema, rest));
        }
        let name = self.name_of_component(section, key)?;
        let content = self.content(section, key);
        Some(self.name_within_object(name, content, None, rest))
    }

    /// The name of a component that is no schema, which makes way for schemas.
    fn name_of_component(&self, section: &str, key: &str) -> Option<String> {
        let components = &self.document.components;
        let kinds = [
            (
                "responses",
                "response",
                components.responses.contains_key(key),
            ),
            (
                "parameters",
                "parameter",
                components.parameters.contains_key(key),
            ),
            (
                "requestBodies",
                "body",
                components.request_bodies.contains_key(key),
            ),
            ("headers", "header", components.headers.contains_key(key)),
        ];
        let (_, kind, _) = kinds.iter().find(|(name, ..)| *name == section)?;
        let name = Name::of_type(key, self.taken);
        let is_schema = name.is_some_and(|name| self.types.is_component(&name));
        let others = kinds.iter().filter(|(.., has_key)| *has_key).count();
        Some(if is_schema || others > 1 {
            format!("{key}.{kind}")
        } else {
            key.to_owned()
        })
    }

    /// The name of a place within a response, a body, a parameter or a header: of this content, or this schema.
    fn name_within_object(
        &mut self,
        name: String,
        content: Option<&'d IndexMap<String, MediaType>>,
        schema: Option<&'d Schema>,
        tokens: &[&str],
    ) -> String {
        match tokens {
            ["schema" | "itemSchema", rest @ ..] => self.name_within(name, schema, rest),
            ["headers", header, rest @ ..] => {
                let name = format!("{name}.{header}");
                self.name_within_object(name, None, None, rest)
            }
            ["content", media_type, rest @ ..] => {
                let first = content.and_then(|content| content.keys().next());
                let is_first = first.is_none_or(|first| first == media_type);
                let name = if is_first {
                    name
                } else {
                    format!("{name}.{}", media::called(media_type))
                };
                let media_type = content.and_then(|content| content.get(*media_type));
                let schema = match rest {
                    ["schema", ..] => media_type.and_then(|one| one.schema.as_ref()),
                    _ => None,
                };
                self.name_within_object(name, None, schema, rest)
            }
            _ => name,
        }
    }

    /// The content of a component.
    fn content(&self, section: &str, key: &str) -> Option<&'d IndexMap<String, MediaType>> {
        let components = &self.document.components;
        match section {
            "responses" => Some(&here(&components.responses, key)?.content),
            "requestBodies" => Some(&here(&components.request_bodies, key)?.content),
            _ => None,
        }
    }

    /// The name of a place within a schema.
    pub(super) fn name_within(
        &mut self,
        mut name: String,
        mut schema: Option<&'d Schema>,
        mut tokens: &[&str],
    ) -> String {
        // What the properties beside the one in hand are called.
        let mut beside: Vec<&str> = Vec::new();
        loop {
            let object = schema.and_then(Schema::as_object);
            let properties = object.map(|object| object.properties.keys().map(String::as_str));
            let part = |keyword: &str, key: &str| part(object?, keyword, key);
            (name, schema, tokens) = match tokens {
                ["properties" | "$defs", key, rest @ ..] => {
                    (format!("{name}.{key}"), part(tokens[0], key), rest)
                }
                ["patternProperties", key, rest @ ..] => (
                    format!("{name}.value"),
                    part("patternProperties", key),
                    rest,
                ),
                ["allOf", key] => {
                    let part = part("allOf", key);
                    (format!("{name}.{}", part_name(part, key)), part, &[][..])
                }
                ["allOf", key, rest @ ..] => (name, part("allOf", key), rest),
                ["oneOf" | "anyOf", key, rest @ ..] => {
                    let branch = part(tokens[0], key);
                    (self.name_of_branch(name, object, branch), branch, rest)
                }
                ["prefixItems", key, rest @ ..] => {
                    let item = part("prefixItems", key);
                    (self.name_of_item(&name, object, item, key), item, rest)
                }
                ["items", rest @ ..] => {
                    let is_tuple = object.is_some_and(|one| matches!(form(one), Form::Tuple));
                    let name = if is_tuple {
                        format!("{name}.other")
                    } else {
                        name_of_one(&name, &beside)
                    };
                    (name, part("items", ""), rest)
                }
                ["additionalProperties", rest @ ..] => (
                    format!("{name}.value"),
                    part("additionalProperties", ""),
                    rest,
                ),
                ["propertyNames", rest @ ..] => (format!("{name}.key"), None, rest),
                [keyword, rest @ ..] => (format!("{name}.{keyword}"), None, rest),
                [] => return name,
            };
            beside = properties.into_iter().flatten().collect();
        }
    }

    /// The name of a branch of a choice: that of the choice where it is the only one.
    fn name_of_branch(
        &mut self,
        name: String,
        object: Option<&'d SchemaObject>,
        branch: Option<&'d Schema>,
    ) -> String {
        let (Some(object), Some(branch)) = (object, branch) else {
            return format!("{name}.branch");
        };
        let branches: Vec<&Schema> = object.branches().collect();
        let called = self.branch_names(&branches);
        let place = branches.iter().position(|one| std::ptr::eq(*one, branch));
        match place.and_then(|place| called.get(place)) {
            Some(called) if branches.len() > 1 => format!("{name}.{}", called.plain()),
            _ => name,
        }
    }

    fn name_of_item(
        &mut self,
        name: &str,
        object: Option<&'d SchemaObject>,
        item: Option<&'d Schema>,
        place: &str,
    ) -> String {
        let is_tuple = object.is_some_and(|object| matches!(form(object), Form::Tuple));
        match (item, place.parse()) {
            (Some(item), Ok(place)) if is_tuple => {
                format!("{name}.{}", item_name(item, place, self.taken).plain())
            }
            _ => name_of_one(name, &[]),
        }
    }
}

/// Whether a place is below this keyword of the document.
fn is_within(at: &Pointer, keyword: &str) -> bool {
    let mut here = at;
    while let Some(parent) = here.parent() {
        if parent.parent().is_none() {
            return here.token() == Some(keyword);
        }
        here = parent;
    }
    false
}

/// The component itself, where it is no reference to another.
fn here<'d, T>(components: &'d IndexMap<String, RefOr<T>>, key: &str) -> Option<&'d T> {
    written(components.get(key)?)
}

/// What is no reference to another.
fn written<T>(one: &RefOr<T>) -> Option<&T> {
    match one {
        RefOr::Here(one) => Some(one),
        RefOr::Reference(_) => None,
    }
}

/// The schema under a keyword of another.
fn part<'d>(schema: &'d SchemaObject, keyword: &str, key: &str) -> Option<&'d Schema> {
    let at = |list: &'d [Schema]| list.get(key.parse::<usize>().ok()?);
    match keyword {
        "properties" => schema.properties.get(key),
        "patternProperties" => schema.pattern_properties.get(key),
        "$defs" => schema.definitions.get(key),
        "allOf" => at(&schema.all_of),
        "oneOf" => at(&schema.one_of),
        "anyOf" => at(&schema.any_of),
        "prefixItems" => at(&schema.prefix_items),
        "items" => schema.items.as_ref(),
        "additionalProperties" => schema.additional_properties.as_ref(),
        _ => None,
    }
}

/// What a part of an `allOf` is called that something refers to.
fn part_name(part: Option<&Schema>, place: &str) -> String {
    let title = part.and_then(|part| part.as_object()?.title.as_ref());
    let place = place.parse().unwrap_or_default();
    title.map_or_else(
        || format!("{}.part", ordinal(place).plain()),
        |title| title.value.clone(),
    )
}

/// The name of a place that no object of OpenAPI describes: the words of its path.
fn words_of_path(at: &Pointer) -> String {
    let structure = ["components", "content", "schema", "schemas"];
    let tokens = at.tokens();
    let words = tokens.iter().filter(|token| !structure.contains(token));
    words.copied().collect::<Vec<_>>().join(".")
}
