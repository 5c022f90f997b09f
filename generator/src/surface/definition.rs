//! The types of a client.

use crate::model::Enumeration;
use crate::model::Field;
use crate::model::Name;
use crate::model::Scalar;
use crate::model::Shape;
use crate::model::Structure;
use crate::model::Text;
use crate::model::Tuple;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::model::Usage;
use crate::surface::Builder;
use crate::surface::aspect::Aspect;
use crate::surface::constraint;
use crate::surface::field::Owner;
use crate::surface::field::arguments;
use crate::surface::item::Item;
use crate::surface::item::Kind;
use crate::surface::spelling::Spelling;

impl Builder<'_> {
    /// The shared types, or those of an operation.
    pub(super) fn definitions(
        &mut self,
        definitions: &[TypeDefinition],
        operation: Option<usize>,
        parent: Option<&str>,
    ) {
        for definition in definitions {
            self.definition(definition, operation, parent);
        }
    }

    fn definition(
        &mut self,
        definition: &TypeDefinition,
        operation: Option<usize>,
        parent: Option<&str>,
    ) {
        let TypeDefinition {
            name,
            docs,
            is_named: _,
            // How it is held is said of each value of it.
            is_apart: _,
            usage,
            // What is checked is said of each value, and of each property.
            is_checked: _,
            is_compared: _,
            required,
            features,
            shape,
        } = definition;
        let key = definition.key(operation);
        let path = self.paths.of_type(&key);
        let at = self.description.places.definition(&key).cloned();
        let is_known_by_place = at.is_some();
        let at = at.unwrap_or_default();
        let features = (!features.is_empty()).then(|| features.join(" or "));
        let mut item = Item::new(Kind::Type, path.clone(), parent, name.wire(), at.clone())
            .with(Aspect::Item, "")
            .with_some(Aspect::Features, features)
            .with_if(Aspect::Written, usage.request)
            .with_if(Aspect::Read, usage.response)
            .with_if(Aspect::Key, usage.key)
            .with_some(Aspect::ByName, required.as_ref().map(Name::plain))
            .documented(docs);
        item.is_known_by_place = is_known_by_place;
        let owner = Owner {
            kind: Kind::Field,
            path: &path,
            at: &at,
            usage: *usage,
            is_by_name: required.is_some(),
            spelling: Spelling {
                paths: self.paths,
                operation,
            },
        };
        self.add(shaped(item, shape, &owner));
        self.parts(definition, &owner);
    }

    /// The fields and variants of a type.
    fn parts(&mut self, definition: &TypeDefinition, owner: &Owner<'_>) {
        match &definition.shape {
            Shape::Structure(Structure { fields, .. }) | Shape::Tuple(Tuple { fields, .. }) => {
                self.fields(fields, owner);
            }
            Shape::Parts(parts) => self.fields(&parts.fields, owner),
            Shape::Headers(fields) => self.headers(fields, owner),
            Shape::Enumeration(known) => self.values(known, owner),
            Shape::Union(union) => self.union(union, &definition.shape, owner),
            Shape::Bodies(kinds) => self.bodies(kinds, &definition.shape, owner),
            Shape::Responses(kinds) => self.responses(kinds, owner),
            Shape::Events(kinds) => self.events(kinds, owner),
            Shape::Text(_) => {}
        }
    }

    /// Each header is there or not, whatever the document says.
    fn headers(&mut self, fields: &[Field], owner: &Owner<'_>) {
        for field in fields {
            let path = self.within(owner.path, field.name.plain());
            let wire = field.name.wire();
            let ty = format!("Option<{}>", owner.spelling.received(&field.ty));
            let at = owner.at.child(wire);
            let item = Item::new(Kind::Field, path, Some(owner.path), wire, at)
                .with(Aspect::Type, ty)
                .documented(&field.docs);
            self.add(item);
        }
    }

    fn values(&mut self, known: &Enumeration, owner: &Owner<'_>) {
        for value in &known.values {
            let path = self.within(owner.path, value.name.plain());
            let at = self.find.value(owner.at, &value.json);
            let item = Item::new(Kind::Variant, path, Some(owner.path), value.name.wire(), at)
                .with(Aspect::Item, "")
                .with(Aspect::Form, value.json.to_string())
                .with_some(Aspect::Docs, value.description.clone());
            self.add(item);
        }
    }
}

/// The item of a type with what its shape says of it.
fn shaped(item: Item, shape: &Shape, owner: &Owner<'_>) -> Item {
    let item = item.with(Aspect::Shape, called(shape));
    match shape {
        Shape::Structure(structure) => {
            let Structure {
                fields,
                additional_properties,
                additional_check,
                content,
            } = structure;
            let additional = additional_properties.as_ref();
            let additional = additional.map(|ty| owner.spelling.sent(&Type::map_of(ty.clone())));
            let content = content.as_ref().map(|content| {
                let announcing = content.announcing.wire();
                match &content.key {
                    Some(key) => format!("as `{announcing}/{key}` says"),
                    None => format!("as `{announcing}` says"),
                }
            });
            made(item, fields, owner.usage)
                .with_some(Aspect::AdditionalProperties, additional)
                .with_some(Aspect::Content, content)
                .with_some(
                    Aspect::Check,
                    constraint::check(additional_check.as_deref()),
                )
        }
        Shape::Tuple(Tuple { fields, has_others }) => {
            made(item, fields, owner.usage).with_if(Aspect::AdditionalProperties, *has_others)
        }
        Shape::Parts(parts) => made(item, &parts.fields, owner.usage)
            .with(Aspect::Form, format!("{:?}", parts.multipart)),
        Shape::Text(text) => text_item(item, text),
        Shape::Union(union) => item.with(Aspect::Form, crate::surface::union::form(union)),
        Shape::Enumeration(known) if known.is_open => item.with(Aspect::Form, "any other too"),
        Shape::Enumeration(_)
        | Shape::Bodies(_)
        | Shape::Headers(_)
        | Shape::Responses(_)
        | Shape::Events(_) => item,
    }
}

fn called(shape: &Shape) -> &'static str {
    match shape {
        Shape::Structure(_) | Shape::Tuple(_) => "struct",
        Shape::Parts(_) => "struct of parts",
        Shape::Headers(_) => "struct of headers",
        Shape::Text(_) => "text",
        Shape::Enumeration(known) => match known.scalar {
            Scalar::Text => "enum of texts",
            Scalar::Integer => "enum of whole numbers",
            Scalar::Number => "enum of numbers",
            Scalar::Mixed => "enum of values",
        },
        Shape::Union(_) => "enum of types",
        Shape::Bodies(_) => "enum of bodies",
        Shape::Responses(_) => "enum of responses",
        Shape::Events(_) => "enum of events",
    }
}

/// How programs make an object.
fn made(mut item: Item, fields: &[Field], usage: Usage) -> Item {
    if !usage.request {
        return item;
    }
    let arguments = arguments(fields);
    let has_default = arguments.is_empty();
    if item.get(Aspect::ByName).is_none() {
        item.arguments = arguments;
    }
    item.with(Aspect::Made, "`new`")
        .with_if(Aspect::HasDefault, has_default)
}

fn text_item(item: Item, text: &Text) -> Item {
    let Text {
        constraints,
        uuid,
        sensitive,
        path_segment,
    } = text;
    let conversion = if text.is_checked() {
        "from text, which can fail"
    } else {
        "from any text"
    };
    let own = constraint::constraints(constraints);
    let uuid = uuid.then(|| "a UUID".to_owned());
    let segment = path_segment.then(|| "a segment of a path".to_owned());
    let checks: Vec<String> = own.into_iter().chain(uuid).chain(segment).collect();
    let checks = (!checks.is_empty()).then(|| checks.join(", "));
    item.with(Aspect::Conversion, conversion)
        .with_some(Aspect::Check, checks)
        .with_if(Aspect::Redacted, *sensitive)
}
