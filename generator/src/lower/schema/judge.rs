//! What is wrong with a schema by itself, and which of its keywords have no counterpart in Rust.

use serde_json::Value;

use crate::lower::reference;
use crate::lower::schema::enumeration;
use crate::lower::schema::form::Form;
use crate::lower::schema::form::form;
use crate::lower::schema::form::only_requires;
use crate::lower::schema::schemas::Schemas;
use crate::model::Name;
use crate::model::Unit;
use crate::pointer::Place;
use crate::spec::SchemaObject;
use crate::spec::Text;

impl<'d> Schemas<'d> {
    /// Says which keywords have no counterpart. Takes the schema apart without `..`, so that a keyword added to the type
    /// does not compile until it has a meaning; most have theirs in the function named beside them.
    pub(crate) fn judge(&mut self, schema: &'d SchemaObject) {
        let SchemaObject {
            at,
            reference: _, // meaning
            identity,
            definitions,
            comment: _,     // for readers of the document only
            title: _,       // docs, variant names
            description: _, // docs
            types,
            format: _,             // documentation
            enumeration: _,        // enumeration; check_enumeration
            value_names: _,        // enumeration
            value_descriptions: _, // enumeration
            constant: _,           // texts, tag
            default: _,            // documentation; check_default
            examples: _,           // example
            all_of: _,             // allof
            any_of: _,             // choice
            one_of: _,             // choice
            discriminator,
            applicators,
            properties,
            required,
            pattern_properties: _,    // rest: documented
            additional_properties: _, // rest
            items: _,                 // list; check_items
            prefix_items: _,          // list: documented
            property_names: _,        // map
            constraints: _,           // constraint: documented, and checked
            nullable: _,              // is_nullable
            read_only: _,
            write_only: _,    // docs
            deprecated: _,    // docs
            external_docs: _, // docs
            xml,
            content: _,      // documentation
            envelope: _,     // answer
            content_type: _, // docs, content
            unit: _,         // unit
            check: _,        // constraint
            rust_name,
        } = schema;
        self.check_identity(identity);
        let places = definitions.keys().map(|key| at.child("$defs").child(key));
        let schemas = &self.document.components.schemas;
        let unread = places.filter(|place| !schemas.contains_key(&place.to_string()));
        self.unsupported(
            unread.map(|place| place.key()),
            "is named by no reference: it is not read",
        );
        self.unsupported(
            applicators.iter().map(|name| at.child(name).key()),
            "has no counterpart in Rust: the type allows more",
        );
        self.unsupported(
            xml.iter().map(|_| at.child("xml").key()),
            "has no meaning for JSON",
        );
        self.check_branches(schema);
        self.check_items(schema);
        self.check_default(schema);
        for name in types.iter().flat_map(|types| &types.0) {
            self.check_type_name(name);
        }
        if let Some(discriminator) = discriminator
            && schema.one_of.is_empty()
            && schema.any_of.is_empty()
        {
            self.report
                .warning(
                    discriminator.at.key(),
                    "the schemas that take this one in by `allOf` are not told apart: a value of this one has its own members only",
                )
                .help("list them in a `oneOf`, with this discriminator beside it");
        }
        for name in required
            .iter()
            .filter(|name| !properties.contains_key(&name.value))
        {
            self.check_required(schema, name);
        }
        self.check_enumeration(schema);
        self.check_envelope(schema);
        if let Some(name) = rust_name
            && Name::chosen_value("", &name.value).is_none()
            && Name::chosen_type("", &name.value).is_none()
        {
            self.report
                .error(
                    name.at.value(),
                    "`x-rust-name` is a Rust name in ASCII, and none that generated files use",
                )
                .help("write a field in snake_case, a type in UpperCamelCase");
        }
    }

    /// References name a schema by its `$id` or `$anchor`, and are seen from the file that they stand in, whatever its `$id`.
    fn check_identity(&mut self, identity: &[Text]) {
        for text in identity {
            let why = match text.at.tokens().last() {
                Some(&"$anchor") => continue,
                Some(&"$id") => {
                    "names the schema, and is no base for the references in it: they are seen from the file"
                }
                _ => "is not followed: the schema stands as it is",
            };
            self.unsupported(std::iter::once(text.at.key()), why);
        }
    }

    /// JSON Schema wants values in an `enum`, but forbids none to be there.
    fn check_enumeration(&mut self, schema: &SchemaObject) {
        if schema.enumeration.as_ref().is_some_and(Vec::is_empty) {
            self.report
                .warning(
                    schema.at.child("enum").value(),
                    "an empty `enum` accepts no value: it is taken for absent",
                )
                .help("list the values, or take the `enum` out");
        }
        for (index, value) in schema.enumeration.iter().flatten().enumerate() {
            self.check_listed(schema, index, value);
        }
    }

    /// A value that no type of its schema has can't be sent; one without quotes is meant as text where that is the type.
    fn check_listed(&mut self, schema: &SchemaObject, index: usize, value: &Value) {
        let types = || schema.types.iter().flat_map(|types| &types.0);
        if value.is_null() || types().next().is_none() {
            return;
        }
        if types().any(|name| is_of_type(value, &name.value)) {
            return;
        }
        let names: Vec<&str> = types().map(|name| name.value.as_str()).collect();
        let place = schema.at.child("enum").child(index).value();
        let message = format!("this value of the `enum` is no {}", names.join(" or "));
        if enumeration::is_text(schema) {
            self.report
                .warning(place, format!("{message}: it is taken for text"))
                .help("put it in quotes");
        } else {
            self.report
                .warning(place, message)
                .help("write a value of the type, or take it out");
        }
    }

    /// An array of OpenAPI 3.0 says of what it is one; later, anything goes without `items`.
    fn check_items(&mut self, schema: &SchemaObject) {
        let is_array = |name: &Text| name.value == "array";
        let mut types = schema.types.iter().flat_map(|types| &types.0);
        if self.is_of_3_0() && schema.items.is_none() && types.any(is_array) {
            self.report
                .mistake(
                    schema.at.child("type").value(),
                    "an array needs the keyword `items` in OpenAPI 3.0",
                )
                .help("add `items:` with the schema of an element; `items: {}` is any value");
        }
    }

    /// A default is of the schema's own type: a rule of OpenAPI 3.0, a recommendation later (JSON Schema, section 9.2).
    fn check_default(&mut self, schema: &SchemaObject) {
        let Some(default) = &schema.default else {
            return;
        };
        let types = schema.types.iter().flat_map(|types| &types.0);
        let types: Vec<&Text> = types.collect();
        let is_meant = |name: &Text| is_of_type(default, &name.value);
        if default.is_null() || types.is_empty() || types.iter().any(|name| is_meant(name)) {
            return self.check_default_is_listed(schema, default);
        }
        let names: Vec<&str> = types.iter().map(|name| name.value.as_str()).collect();
        let message = format!("this default is no {}", names.join(" or "));
        let place = schema.at.child("default").value();
        let said = if self.is_of_3_0() {
            self.report.mistake(place, message)
        } else {
            self.report.warning(place, message)
        };
        if default.is_string() {
            said.help("write it without quotes, or as a value of the type");
        } else {
            said.help("write a value of the type; text goes in quotes");
        }
    }

    /// A default is one of the values that are accepted: what is absent means something that could have been sent.
    fn check_default_is_listed(&mut self, schema: &SchemaObject, default: &Value) {
        if !enumeration::leaves_out(schema, default) {
            return;
        }
        let place = schema.at.child("default").value();
        let listing = if schema.enumeration.is_some() {
            "enum"
        } else {
            "const"
        };
        let message = format!("this default is no value of the `{listing}`");
        // Some tools write an empty text where there is no default, those of Kubernetes for example.
        let said = if default.as_str() == Some("") {
            self.report.warning(place, message)
        } else {
            self.report.mistake(place, message)
        };
        let said = said.related(schema.at.child(listing).key(), "what is accepted");
        let texts = enumeration::texts(schema);
        let meant = default
            .as_str()
            .and_then(|text| crate::spec::nearest(text, texts));
        match meant {
            Some(meant) => said.help(format!("did you mean `{meant}`?")),
            None => said.help("write one of the values, or add this one to them"),
        };
    }

    /// Whether the document is written in OpenAPI 3.0, whose schemas follow stricter rules.
    fn is_of_3_0(&self) -> bool {
        self.document.openapi.value.starts_with("3.0")
    }

    /// Branches that only say which members are required narrow an object that is described beside them.
    fn check_branches(&mut self, schema: &SchemaObject) {
        let branches = || schema.one_of.iter().chain(&schema.any_of);
        if let Some(first) = branches().next()
            && branches().all(only_requires)
        {
            let message =
                "which members are required together is not checked: the type allows more";
            self.report.warning(first.at().value(), message);
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
        let error = self.report.mistake(
            name.at.value(),
            format!("there is no type `{}`", name.value),
        );
        match crate::spec::nearest(&name.value, known) {
            Some(meant) => error.help(format!("did you mean `{meant}`?")),
            None => error.help(format!("the types are {}", known.join(", "))),
        };
    }

    fn check_required(&mut self, schema: &SchemaObject, name: &Text) {
        let is_open = schema.properties.is_empty()
            || schema.additional_properties.is_some()
            || !schema.pattern_properties.is_empty();
        if is_open || !schema.all_of.is_empty() {
            return;
        }
        let message = format!("`{}` is required, but no property is called so", name.value);
        let warning = self.report.warning(name.at.value(), message);
        match reference::nearest_key(&name.value, schema.properties.keys()) {
            Some(meant) => warning.help(format!("did you mean `{meant}`?")),
            None => warning.help("add the property, or take the name out of `required`"),
        };
    }

    pub(crate) fn unit(&mut self, schema: &SchemaObject) -> Option<Unit> {
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
}

/// Whether a value is of the type that JSON Schema calls so. A type that does not exist is said elsewhere.
fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "string" => value.is_string(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    }
}
