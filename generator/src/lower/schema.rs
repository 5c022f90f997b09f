//! Schemas: what a value is, wherever one stands.

use serde_json::Value;

use super::Lowering;
use super::bounds;
use super::pattern;
use super::reference;
use crate::markdown::code;
use crate::model::Docs;
use crate::model::Enumeration;
use crate::model::Home;
use crate::model::Integer;
use crate::model::Name;
use crate::model::Shape;
use crate::model::TextRule;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::model::TypeReference;
use crate::model::Unit;
use crate::model::Usage;
use crate::model::Value as KnownValue;
use crate::pointer::Place;
use crate::spec::Schema;
use crate::spec::SchemaObject;
use crate::spec::Text;

/// How deep schemas are followed into each other: what derives makes of deeper types is refused by the compiler.
const DEEPEST: usize = 32;

/// What a schema means where it stands.
#[derive(Clone, Debug)]
pub(super) struct Meaning {
    pub(super) ty: Type,
    pub(super) nullable: bool,
    pub(super) docs: Docs,
}

impl Meaning {
    pub(super) fn any() -> Self {
        Self {
            ty: Type::Any,
            nullable: false,
            docs: Docs::default(),
        }
    }

    /// The type of an element or of a map's value, where `null` has no other place to be said, and a unit none at all.
    pub(super) fn into_element(self) -> Type {
        let ty = match self.ty {
            Type::Duration(_) => Type::Integer(Integer::U64),
            ty => ty,
        };
        if self.nullable && ty != Type::Any {
            Type::Nullable(Box::new(ty))
        } else {
            ty
        }
    }
}

/// What a schema is, by the keywords that decide it.
pub(super) enum Form<'d> {
    /// `allOf` of one branch, with nothing beside it but annotations.
    Alias,
    /// `allOf`.
    Merged,
    /// `oneOf`, `anyOf` or a list of types: the branches that are not `null`.
    Choice(Vec<&'d Schema>),
    /// Several types in a list.
    Types(Vec<&'d Text>),
    /// `enum` or `const` of texts.
    Enumeration(Vec<&'d str>),
    /// An object with known members.
    Structure,
    /// An object without.
    Map,
    /// A list.
    List,
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// `null` alone.
    Null,
    /// Anything.
    Any,
}

impl Form<'_> {
    /// Whether it becomes a type of the generated crate wherever it stands.
    fn is_nominal(&self) -> bool {
        match self {
            Self::Merged | Self::Structure | Self::Enumeration(_) | Self::Types(_) => true,
            Self::Choice(branches) => branches.len() > 1,
            Self::Alias
            | Self::Map
            | Self::List
            | Self::Text
            | Self::Integer
            | Self::Number
            | Self::Boolean
            | Self::Null
            | Self::Any => false,
        }
    }
}

/// What decides the form of `schema`.
pub(super) fn form(schema: &SchemaObject) -> Form<'_> {
    if !schema.all_of.is_empty() {
        let is_alias = schema.all_of.len() == 1 && super::allof::adds_nothing(schema);
        return if is_alias { Form::Alias } else { Form::Merged };
    }
    let branches: Vec<&Schema> = schema.one_of.iter().chain(&schema.any_of).collect();
    if !branches.is_empty() {
        return Form::Choice(
            branches
                .into_iter()
                .filter(|branch| !is_null(branch))
                .collect(),
        );
    }
    if let Some(texts) = texts(schema) {
        return Form::Enumeration(texts);
    }
    let types: Vec<&Text> = schema
        .types
        .iter()
        .flat_map(|types| &types.0)
        .filter(|name| name.value != "null")
        .collect();
    match types.as_slice() {
        [one] => form_of_type(&one.value, schema),
        [] if schema.types.is_some() => Form::Null,
        [] if !schema.properties.is_empty() || schema.additional_properties.is_some() => {
            object_form(schema)
        }
        [] if schema.items.is_some() => Form::List,
        [] => Form::Any,
        _ => Form::Types(types),
    }
}

fn form_of_type<'d>(name: &str, schema: &'d SchemaObject) -> Form<'d> {
    match name {
        "string" => Form::Text,
        "integer" => Form::Integer,
        "number" => Form::Number,
        "boolean" => Form::Boolean,
        "array" => Form::List,
        "object" => object_form(schema),
        _ => Form::Any,
    }
}

fn object_form(schema: &SchemaObject) -> Form<'_> {
    if schema.properties.is_empty() {
        Form::Map
    } else {
        Form::Structure
    }
}

/// The known texts of `enum` or `const`, when all of them are texts (or `null`).
fn texts(schema: &SchemaObject) -> Option<Vec<&str>> {
    let constant = schema.constant.iter();
    let values: Vec<&Value> = constant
        .chain(schema.enumeration.iter().flatten())
        .filter(|value| !value.is_null())
        .collect();
    let texts = values
        .iter()
        .map(|value| value.as_str())
        .collect::<Option<Vec<&str>>>()?;
    (!texts.is_empty()).then_some(texts)
}

fn is_null(schema: &Schema) -> bool {
    match schema {
        Schema::Object(object) => matches!(form(object), Form::Null),
        Schema::Boolean { .. } => false,
    }
}

/// Whether `null` is among what the schema accepts.
fn is_nullable(schema: &SchemaObject) -> bool {
    let by_type = schema
        .types
        .iter()
        .flat_map(|types| &types.0)
        .any(|name| name.value == "null");
    let by_branch = schema.one_of.iter().chain(&schema.any_of).any(is_null);
    let by_value = schema.enumeration.iter().flatten().any(Value::is_null);
    schema.nullable || by_type || by_branch || by_value
}

/// The Rust name the author chose, when it is one for a type.
fn chosen_type(schema: &SchemaObject, wire: &str) -> Option<Name> {
    let chosen = schema
        .rust_name
        .as_ref()
        .filter(|name| name.value.starts_with(|c: char| c.is_ascii_uppercase()))?;
    Name::chosen(wire, &chosen.value)
}

impl<'d> Lowering<'d> {
    /// What `schema` means; a type made of it is named after `name`.
    pub(super) fn meaning(&mut self, schema: &'d Schema, name: &str) -> Meaning {
        if self.depth == DEEPEST {
            self.report
                .error(
                    schema.at().value(),
                    format!("schemas are nested more than {DEEPEST} deep"),
                )
                .help("move the inner ones to `components/schemas`");
            return Meaning::any();
        }
        self.depth += 1;
        let meaning = self.meaning_within(schema, name);
        self.depth -= 1;
        meaning
    }

    fn meaning_within(&mut self, schema: &'d Schema, name: &str) -> Meaning {
        match schema {
            Schema::Boolean { accepts: true, .. } => Meaning::any(),
            Schema::Boolean { at, .. } => {
                self.report
                    .error(at.value(), "the schema `false` accepts no value")
                    .help("leave the member out");
                Meaning::any()
            }
            Schema::Object(object) => match &object.reference {
                Some(target) => self.referenced(object, target),
                None => self.inline(object, name, false),
            },
        }
    }

    /// What a `$ref` means, with what stands beside it.
    fn referenced(&mut self, schema: &'d SchemaObject, target: &'d Text) -> Meaning {
        let mut meaning = self.component(target).unwrap_or_else(Meaning::any);
        if !matches!(form(schema), Form::Any) || schema.bounds.pattern.is_some() {
            self.report
                .error(target.at.key(), "only annotations are read beside `$ref`")
                .help("put the `$ref` and what narrows it into an `allOf`");
        }
        let own = docs(schema, None);
        if meaning.ty.named().is_some() {
            // The rest is said where the type is.
            meaning.docs.notes.clear();
            meaning.docs.description = meaning.docs.description.as_deref().map(first_paragraph);
        }
        meaning.docs.description = own.description.or(meaning.docs.description);
        meaning.docs.deprecated |= own.deprecated;
        meaning
    }

    /// What the component that `target` names means.
    fn component(&mut self, target: &'d Text) -> Option<Meaning> {
        let schemas = &self.document.components.schemas;
        let key = reference::component_key(target, "schemas", self.report)?;
        let schema = reference::find(target, &key, "schemas", schemas, self.report)?;
        let (_, key, _) = schemas.get_full(&key)?;
        match self.components.get(key.as_str()) {
            Some(Some(meaning)) => Some(meaning.clone()),
            Some(None) => self.component_in_progress(target, key, schema),
            None => Some(self.new_component(key, schema)),
        }
    }

    /// A component met again while its parts are being lowered: its name is known if it has one.
    fn component_in_progress(
        &mut self,
        target: &Text,
        key: &str,
        schema: &'d Schema,
    ) -> Option<Meaning> {
        if let Schema::Object(object) = schema
            && object.reference.is_none()
            && (form(object).is_nominal())
        {
            let name = chosen_type(object, key).or_else(|| Name::of_type(key))?;
            let reference = TypeReference {
                name: name.rust().to_owned(),
                home: Home::Shared,
            };
            let docs = docs(object, None);
            return Some(Meaning {
                ty: Type::Named(reference),
                nullable: is_nullable(object),
                docs,
            });
        }
        self.report
            .error(
                target.at.value(),
                format!("`{key}` refers back to itself with no object in between"),
            )
            .help("break the circle with an object that has a property for it");
        None
    }

    pub(super) fn new_component(&mut self, key: &'d str, schema: &'d Schema) -> Meaning {
        self.components.insert(key, None);
        let home = std::mem::replace(&mut self.home, Home::Shared);
        let depth = std::mem::take(&mut self.depth);
        let meaning = match schema {
            Schema::Object(object) if object.reference.is_none() => self.inline(object, key, true),
            other => self.meaning(other, key),
        };
        self.home = home;
        self.depth = depth;
        self.components.insert(key, Some(meaning.clone()));
        meaning
    }

    /// What a schema without `$ref` means. Text with a name of its own is a type of its own.
    fn inline(&mut self, schema: &'d SchemaObject, name: &str, has_own_name: bool) -> Meaning {
        self.judge(schema);
        let unit = self.unit(schema);
        let docs = docs(schema, unit);
        let nullable = is_nullable(schema);
        let ty = match form(schema) {
            Form::Alias | Form::Merged => {
                let merged = self.merged(schema, name, docs);
                return Meaning {
                    nullable: nullable || merged.nullable,
                    ..merged
                };
            }
            Form::Choice(branches) => return self.choice(schema, &branches, name, docs, nullable),
            Form::Types(types) => self.type_list(schema, &types, name, docs.clone()),
            Form::Enumeration(texts) => self.enumeration(schema, &texts, name, docs.clone()),
            Form::Structure => self.structure(schema, name, docs.clone()),
            Form::Map => self.map(schema, name),
            Form::List => self.list(schema, name),
            Form::Text if has_own_name => self.text(schema, name, docs.clone()),
            Form::Text => Type::String,
            Form::Integer => {
                unit.map_or_else(|| Type::Integer(bounds::integer(schema)), Type::Duration)
            }
            Form::Number => Type::Number,
            Form::Boolean => Type::Boolean,
            Form::Null | Form::Any => Type::Any,
        };
        Meaning {
            nullable: nullable && ty != Type::Any,
            ty,
            docs,
        }
    }

    /// Says which keywords have no counterpart. Takes the schema apart without `..`, so that a keyword added to the type
    /// does not compile until it has a meaning; most have theirs in the function named beside them.
    fn judge(&mut self, schema: &'d SchemaObject) {
        let SchemaObject {
            at,
            reference: _, // meaning
            identity,
            definitions,
            comment: _,     // for readers of the document only
            title: _,       // docs, variant names
            description: _, // docs
            types,
            format: _, // bounds
            enumeration,
            constant: _, // texts, tag
            default: _,  // bounds: documented
            examples: _, // example
            all_of: _,   // allof
            any_of: _,   // choice
            one_of: _,   // choice
            discriminator,
            applicators,
            properties,
            required,
            additional_properties: _, // map, structure
            items: _,                 // list
            prefix_items,
            property_names: _, // map
            bounds: _,         // bounds: documented, and checked where text is a type of its own
            nullable: _,       // is_nullable
            read_only: _,
            write_only: _,    // docs
            deprecated: _,    // docs
            external_docs: _, // docs
            xml,
            content: _,      // bounds: documented
            envelope: _,     // answer
            content_type: _, // docs
            unit: _,         // unit
            rust_name,
        } = schema;
        self.unsupported(
            identity.iter().map(|text| text.at.key()),
            "is not followed: the schema stands as it is",
        );
        self.unsupported(
            definitions
                .keys()
                .map(|key| at.child("$defs").child(key).key()),
            "is not read: use `components/schemas`",
        );
        self.unsupported(
            applicators.iter().map(|name| at.child(name).key()),
            "has no counterpart in Rust: the type allows more",
        );
        self.unsupported(
            xml.iter().map(|_| at.child("xml").key()),
            "has no meaning for JSON",
        );
        self.unsupported(
            prefix_items
                .iter()
                .take(1)
                .map(|_| at.child("prefixItems").key()),
            "has no counterpart in Rust: the elements are any JSON value",
        );
        for name in types.iter().flat_map(|types| &types.0) {
            self.check_type_name(name);
        }
        if let Some(discriminator) = discriminator
            && schema.one_of.is_empty()
            && schema.any_of.is_empty()
        {
            self.report.warning(
                discriminator.at.key(),
                "a discriminator has a meaning beside `oneOf` or `anyOf` only",
            );
        }
        for name in required
            .iter()
            .filter(|name| !properties.contains_key(&name.value))
        {
            self.check_required(schema, name);
        }
        if enumeration.as_ref().is_some_and(Vec::is_empty) {
            self.report
                .error(at.child("enum").value(), "an empty `enum` accepts no value");
        }
        self.check_envelope(schema);
        if let Some(name) = rust_name
            && Name::chosen("", &name.value).is_none()
        {
            self.report
                .error(name.at.value(), "`x-rust-name` is a Rust name in ASCII")
                .help("write a field in snake_case, a type in UpperCamelCase");
        }
    }

    fn unsupported(&mut self, places: impl Iterator<Item = Place>, why: &str) {
        for place in places {
            let keyword = place
                .pointer
                .tokens()
                .last()
                .copied()
                .unwrap_or_default()
                .to_owned();
            self.report.warning(place, format!("`{keyword}` {why}"));
        }
    }

    fn check_envelope(&mut self, schema: &SchemaObject) {
        let Some(envelope) = &schema.envelope else {
            return;
        };
        for member in [&envelope.success, &envelope.errors] {
            // What `allOf` takes in is not looked through: a member may come from there.
            if schema.properties.contains_key(&member.value) || !schema.all_of.is_empty() {
                continue;
            }
            let error = self.report.error(
                member.at.value(),
                format!("the schema has no property `{}`", member.value),
            );
            match reference::nearest_key(&member.value, schema.properties.keys()) {
                Some(meant) => error.help(format!("did you mean `{meant}`?")),
                None => error.help("name the property that announces the outcome"),
            };
        }
    }

    fn check_type_name(&mut self, name: &Text) {
        let known = [
            "string", "integer", "number", "boolean", "array", "object", "null",
        ];
        if known.contains(&name.value.as_str()) {
            return;
        }
        let error = self.report.error(
            name.at.value(),
            format!("there is no type `{}`", name.value),
        );
        match crate::spec::nearest(&name.value, known) {
            Some(meant) => error.help(format!("did you mean `{meant}`?")),
            None => error.help(format!("the types are {}", known.join(", "))),
        };
    }

    fn check_required(&mut self, schema: &SchemaObject, name: &Text) {
        let is_open = schema.properties.is_empty() || schema.additional_properties.is_some();
        if is_open || !schema.all_of.is_empty() {
            return;
        }
        let error = self.report.error(
            name.at.value(),
            format!("`{}` is required, but no property is called so", name.value),
        );
        if let Some(meant) = reference::nearest_key(&name.value, schema.properties.keys()) {
            error.help(format!("did you mean `{meant}`?"));
        } else {
            error.help("add the property, or take the name out of `required`");
        }
    }

    fn unit(&mut self, schema: &SchemaObject) -> Option<Unit> {
        let unit = schema.unit.as_ref()?;
        let meaning = match unit.value.as_str() {
            "seconds" => Some(Unit::Seconds),
            "milliseconds" => Some(Unit::Milliseconds),
            _ => None,
        };
        if meaning.is_none() {
            let error = self
                .report
                .error(unit.at.value(), "`x-unit` is `seconds` or `milliseconds`");
            if let Some(meant) = crate::spec::nearest(&unit.value, ["seconds", "milliseconds"]) {
                error.help(format!("did you mean `{meant}`?"));
            }
        } else if !matches!(form(schema), Form::Integer) {
            self.report.error(
                unit.at.key(),
                "`x-unit` says in what an integer counts time; this is no integer",
            );
        }
        meaning
    }

    /// Takes a name and a place for a type that is about to be lowered.
    pub(super) fn begin_type(
        &mut self,
        schema: &SchemaObject,
        name: &str,
    ) -> Option<(Name, usize)> {
        let Some(rust) = chosen_type(schema, name).or_else(|| Name::of_type(name)) else {
            self.report
                .error(
                    schema.at.key(),
                    "a type takes its name from this, which has no ASCII letter or digit in it",
                )
                .help("give it one with `x-rust-name`");
            return None;
        };
        let place = if schema.at.tokens().last() == Some(&"schema") {
            schema.at.value()
        } else {
            schema.at.key()
        };
        let rust = if self.home == Home::Operation {
            self.unlike_shared(rust, name)
        } else {
            rust
        };
        let (types, what) = match self.home {
            Home::Shared => (&mut self.shared, "schemas"),
            Home::Operation => (&mut self.local, "types of one resource"),
        };
        if !types.scope.claim(&rust, what, place, self.report) {
            return None;
        }
        types.definitions.push(None);
        let slot = types.definitions.len() - 1;
        Some((rust, slot))
    }

    /// A name for something in the file of an operation, where shared types are seen too: with the resource before it when
    /// a component has the name.
    pub(super) fn unlike_shared(&self, rust: Name, wire: &str) -> Name {
        let is_shared = |name: &Name| self.shared_names.contains(name.rust());
        if !is_shared(&rust) {
            return rust;
        }
        let longer = Name::of_type(&format!("{}.{wire}", self.resource));
        longer.filter(|longer| !is_shared(longer)).unwrap_or(rust)
    }

    /// Fills the place that [`begin_type`](Self::begin_type) took.
    pub(super) fn finish_type(
        &mut self,
        (name, slot): (Name, usize),
        docs: Docs,
        mut shape: Shape,
    ) -> Type {
        let reference = TypeReference {
            name: name.rust().to_owned(),
            home: self.home,
        };
        self.strip_tags(&reference, &mut shape);
        let definition = TypeDefinition {
            name,
            docs,
            usage: Usage::default(),
            shape,
        };
        let types = match self.home {
            Home::Shared => &mut self.shared,
            Home::Operation => &mut self.local,
        };
        types.definitions[slot] = Some(definition);
        Type::Named(reference)
    }

    fn enumeration(
        &mut self,
        schema: &'d SchemaObject,
        texts: &[&str],
        name: &str,
        docs: Docs,
    ) -> Type {
        let Some(begun) = self.begin_type(schema, name) else {
            return Type::String;
        };
        let mut values: Vec<KnownValue> = Vec::new();
        for (index, text) in texts.iter().enumerate() {
            if values.iter().any(|value| value.name.wire() == *text) {
                let place = schema.at.child("enum").child(index).value();
                self.report
                    .error(place, "this value stands in the `enum` twice")
                    .help("remove one of the two");
                continue;
            }
            let is_free = |name: &Name| values.iter().all(|value| value.name.rust() != name.rust());
            let name = Name::of_variant(text).filter(is_free);
            let name = name.unwrap_or_else(|| Name::of_place(text, index + 1));
            values.push(KnownValue { name });
        }
        self.finish_type(begun, docs, Shape::Enumeration(Enumeration { values }))
    }

    fn text(&mut self, schema: &'d SchemaObject, name: &str, docs: Docs) -> Type {
        let Some(begun) = self.begin_type(schema, name) else {
            return Type::String;
        };
        let characters = schema
            .bounds
            .pattern
            .as_ref()
            .and_then(|pattern| pattern::characters(&pattern.value));
        let rule = TextRule {
            min_length: schema.bounds.min_length.filter(|min| *min > 0),
            max_length: schema.bounds.max_length,
            characters,
            sensitive: schema
                .format
                .as_ref()
                .is_some_and(|format| format.value == "password"),
            path_segment: false,
        };
        self.finish_type(begun, docs, Shape::Text(rule))
    }

    fn map(&mut self, schema: &'d SchemaObject, name: &str) -> Type {
        let value = match &schema.additional_properties {
            Some(Schema::Boolean { .. }) | None => Type::Any,
            Some(values) => self
                .meaning(values, &format!("{name}.value"))
                .into_element(),
        };
        let key = schema
            .property_names
            .as_ref()
            .and_then(|names| self.map_key(names));
        Type::Map {
            key,
            value: Box::new(value),
        }
    }

    /// The type of the keys of a map: text of a type of its own.
    fn map_key(&mut self, names: &'d Schema) -> Option<TypeReference> {
        let is_reference = matches!(names, Schema::Object(object) if object.reference.is_some());
        let key = match self.meaning(names, "key").ty {
            Type::Named(reference) if is_reference => Some(reference),
            _ => None,
        };
        if key.is_none() {
            self.report
                .warning(
                    names.at().key(),
                    "the rules for the keys are not checked: they are any text",
                )
                .help(
                    "refer to a text in `components/schemas` to give the keys a type of their own",
                );
        }
        key
    }

    fn list(&mut self, schema: &'d SchemaObject, name: &str) -> Type {
        let element = match &schema.items {
            Some(items) => self.meaning(items, &singular(name)).into_element(),
            None => Type::Any,
        };
        Type::List(Box::new(element))
    }
}

fn first_paragraph(text: &str) -> String {
    text.split("\n\n").next().unwrap_or_default().to_owned()
}

/// The name of one element of a list that is called `name`.
fn singular(name: &str) -> String {
    if let Some(stem) = name.strip_suffix("ies") {
        return format!("{stem}y");
    }
    match name.strip_suffix('s') {
        Some(stem) if !stem.ends_with('s') && !stem.is_empty() => stem.to_owned(),
        _ => format!("{name}.item"),
    }
}

/// What the schema says for people.
pub(super) fn docs(schema: &SchemaObject, unit: Option<Unit>) -> Docs {
    let text = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone());
    let mut notes = bounds::notes(schema, unit);
    notes.extend(schema.read_only.then(|| "Set by the server.".to_owned()));
    notes.extend(
        schema
            .write_only
            .then(|| "Sent to the server, never sent back.".to_owned()),
    );
    notes.extend(other_values(schema));
    notes.extend(
        schema
            .content_type
            .as_ref()
            .map(|path| format!("Its content type stands in {}.", code(&path.value))),
    );
    notes.extend(
        schema
            .external_docs
            .as_ref()
            .and_then(|docs| docs.url.as_ref())
            .map(|url| format!("See <{}>.", url.value)),
    );
    Docs {
        summary: None,
        description: text(&schema.description).or_else(|| text(&schema.title)),
        notes,
        deprecated: schema.deprecated,
    }
}

/// The values of an `enum` or `const` that is not of texts, as a sentence.
fn other_values(schema: &SchemaObject) -> Option<String> {
    let values: Vec<String> = schema
        .constant
        .iter()
        .chain(schema.enumeration.iter().flatten())
        .map(|value| code(&value.to_string()))
        .collect();
    if values.is_empty() || texts(schema).is_some() {
        return None;
    }
    Some(format!("One of {}.", values.join(", ")))
}
