//! Request bodies.

use indexmap::IndexMap;

use crate::lower::operation::body_choice::MediaKind;
use crate::lower::operation::body_choice::media_kinds;
use crate::lower::operation::media;
use crate::lower::operation::media::Kind;
use crate::lower::operation::operations::Operations;
use crate::lower::reference;
use crate::lower::schema::documentation::docs_of_raw;
use crate::lower::schema::form::Form;
use crate::lower::schema::form::form;
use crate::lower::schema::member::Property;
use crate::lower::schema::member::properties;
use crate::model::Body;
use crate::model::Check;
use crate::model::Docs;
use crate::model::Field;
use crate::model::Media;
use crate::model::Name;
use crate::model::Parameter;
use crate::model::Presence;
use crate::model::Side;
use crate::model::Style;
use crate::model::Type;
use crate::spec;
use crate::spec::MediaType;
use crate::spec::Schema;
use crate::spec::SchemaObject;

impl<'d> Operations<'d> {
    /// What an operation sends; types made of it are named after `method`.
    pub(crate) fn body(
        &mut self,
        operation: &'d spec::Operation,
        parameters: &[Parameter],
        method: &str,
    ) -> Body {
        let Some(body) = self.request_body(operation) else {
            return Body::None;
        };
        let kinds = media_kinds(body);
        match kinds.as_slice() {
            [] => {
                self.schemas.report.warning(
                    body.at.key(),
                    "this body has no media type: the call sends none",
                );
                Body::None
            }
            [only] => self.one_body(body, only, parameters, method),
            several => self.choice_of_bodies(body, several, method),
        }
    }

    /// The body of an operation, with its reference resolved.
    pub(crate) fn request_body(
        &mut self,
        operation: &'d spec::Operation,
    ) -> Option<&'d spec::RequestBody> {
        let body = operation.request_body.as_ref()?;
        let components = &self.schemas.document.components.request_bodies;
        reference::resolve(body, "requestBodies", components, self.schemas.report)
    }

    fn one_body(
        &mut self,
        body: &'d spec::RequestBody,
        kind: &MediaKind<'d>,
        parameters: &[Parameter],
        method: &str,
    ) -> Body {
        let MediaKind {
            name, schema_of, ..
        } = *kind;
        match media::kind(name, schema_of) {
            Kind::Json => self.object_body(body, schema_of, parameters, method, json_media(name)),
            Kind::Form => {
                let media = Media::Form(form_styles(schema_of));
                self.object_body(body, schema_of, parameters, method, media)
            }
            Kind::Multipart => self.multipart_body(body, schema_of, parameters, method),
            Kind::Text | Kind::Events => {
                self.raw_body(body, schema_of, Type::String, content(name, "text/plain"))
            }
            Kind::Bytes => {
                let media = content(name, "application/octet-stream");
                self.raw_body(body, schema_of, Type::RawBody, media)
            }
        }
    }

    /// A body that is sent as it is given.
    fn raw_body(
        &mut self,
        body: &'d spec::RequestBody,
        media_type: &'d MediaType,
        ty: Type,
        media: Media,
    ) -> Body {
        let rule = self.schemas.rule(media_type.schema.as_ref(), &ty);
        let said = docs_of_raw(media_type);
        with_words(with_rule(body_value(body, ty, media), rule), said)
    }

    /// A body of a type of its own, or of members that are arguments and setters of the call.
    fn object_body(
        &mut self,
        body: &'d spec::RequestBody,
        media_type: &'d MediaType,
        parameters: &[Parameter],
        method: &str,
        media: Media,
    ) -> Body {
        let Some(schema) = &media_type.schema else {
            return body_value(body, Type::Any, media);
        };
        if let Schema::Object(object) = schema
            && body.required
            && is_inline_object(object)
            && !shares_a_name(object, parameters)
        {
            let rule = self.schemas.rule([schema], &Type::map_of(Type::Any));
            let members = self.members(&properties(object), method, media);
            return with_rule(members, rule);
        }
        let meaning = self.schemas.meaning(schema, &format!("{method}.body"));
        let said = meaning.docs.clone();
        let ty = match meaning.into_element() {
            Type::Nullable(inner) if !body.required => *inner,
            ty => ty,
        };
        let rule = self.schemas.rule([schema], &ty);
        with_words(with_rule(body_value(body, ty, media), rule), said)
    }

    fn members(
        &mut self,
        properties: &IndexMap<&'d str, Property<'d>>,
        method: &str,
        media: Media,
    ) -> Body {
        let name = format!("{method}.body");
        let mut fields = self.schemas.fields(properties, &name);
        fields.retain(|field| field.side != Side::Response);
        let name = self
            .schemas
            .unlike_shared(Name::of_type_or(&name, "Body"), &name);
        Body::Members {
            name,
            fields,
            rule: None,
            media,
        }
    }

    /// A form with files: each member is a part, also of a schema that is referred to.
    fn multipart_body(
        &mut self,
        body: &'d spec::RequestBody,
        media_type: &'d MediaType,
        parameters: &[Parameter],
        method: &str,
    ) -> Body {
        let media = Media::Multipart(typed_parts(media_type));
        let Some(members) = self.part_members(media_type) else {
            return body_value(body, Type::Any, media);
        };
        let rule = self.schemas.rule(media_type.schema.as_ref(), &Type::Any);
        let mut named = with_rule(self.members(&members, method, media), rule);
        if let Body::Members { fields, .. } = &mut named {
            self.make_parts(fields, &members);
            for field in fields {
                let is_taken = |known: &Parameter| known.name.rust() == field.name.rust();
                if parameters.iter().any(is_taken) {
                    field.name = field.name.numbered(2);
                }
            }
        }
        named
    }

    /// The members of a form with files, if its schema has any.
    pub(crate) fn part_members(
        &mut self,
        media_type: &'d MediaType,
    ) -> Option<IndexMap<&'d str, Property<'d>>> {
        let Some(Schema::Object(object)) = &media_type.schema else {
            return None;
        };
        let members = self.schemas.merge(object).members;
        (!members.is_empty()).then_some(members)
    }

    /// Makes parts of a form of the members of an object.
    pub(crate) fn make_parts(
        &mut self,
        fields: &mut [Field],
        members: &IndexMap<&'d str, Property<'d>>,
    ) {
        for field in fields {
            let member = members.get(field.name.wire());
            let schema = member.map(|member| member.schema);
            field.ty = self.part_type(schema, field.ty.clone());
            let described = member.into_iter().flat_map(Property::parts);
            field.rule = self.schemas.rule(described, &field.ty);
            // A form has no way to say `null`.
            field.presence = match field.presence {
                Presence::Required => Presence::Required,
                Presence::Nullable | Presence::Optional | Presence::OptionalNullable => {
                    Presence::Optional
                }
            };
        }
    }

    /// The type of a part: a file where the schema says bytes.
    fn part_type(&mut self, schema: Option<&'d Schema>, ty: Type) -> Type {
        let Some(Schema::Object(object)) = schema else {
            return ty;
        };
        let object = match &object.reference {
            Some(target) => self.schemas.component_object(target).unwrap_or(object),
            None => object,
        };
        if media::is_binary(object) {
            return Type::Part;
        }
        match (object.items.as_ref(), ty) {
            (items @ Some(_), Type::List(element)) => {
                Type::List(Box::new(self.part_type(items, *element)))
            }
            (_, ty) => ty,
        }
    }
}

/// The members of a form with files that have a media type of their own.
pub(crate) fn typed_parts(media_type: &MediaType) -> Vec<(String, String)> {
    let typed = media_type.encoding.iter().filter_map(|(name, encoding)| {
        let media_type = encoding.content_type.as_ref()?;
        let is_one = !media_type.value.contains([',', '*']);
        is_one.then(|| (name.clone(), media_type.value.clone()))
    });
    typed.collect()
}

/// The members of a form that are written in another way than the runtime writes them by itself.
pub(crate) fn form_styles(media_type: &MediaType) -> Vec<(String, Style)> {
    let mut styles = Vec::new();
    for (name, encoding) in &media_type.encoding {
        let explode = encoding.explode;
        let is_json = |text: &spec::Text| media::is_json(&text.value);
        let style = match encoding.style.as_ref().map(|style| style.value.as_str()) {
            Some("deepObject") => Some(Style::DeepObject),
            Some("spaceDelimited") => Some(Style::SpaceDelimited),
            Some("pipeDelimited") => Some(Style::PipeDelimited),
            Some("form") | None if explode == Some(false) => Some(Style::Form),
            Some("form") => Some(Style::FormExploded),
            _ if encoding.content_type.as_ref().is_some_and(is_json) => Some(Style::Json),
            _ => None,
        };
        styles.extend(style.map(|style| (name.clone(), style)));
    }
    styles
}

pub(crate) fn json_media(name: &str) -> Media {
    if name.contains('*') || name == "application/json" {
        Media::Json
    } else {
        Media::JsonAs(name.to_owned())
    }
}

/// The media type of what is sent as it is; of several that a range allows, the plainest.
pub(crate) fn content(name: &str, plain: &str) -> Media {
    let name = if name.contains('*') { plain } else { name };
    Media::Content(name.to_owned())
}

/// A body that is given as one value.
pub(crate) fn body_value(body: &spec::RequestBody, ty: Type, media: Media) -> Body {
    let name = match &ty {
        Type::Named(reference) if media != Media::Choice => {
            Name::of_value_or(&reference.name, "body")
        }
        _ => Name::of_value_or("body", "body"),
    };
    let description = body.description.as_ref().map(|text| text.value.clone());
    let docs = Docs {
        description,
        ..Docs::default()
    };
    Body::Value {
        name,
        ty,
        required: body.required || matches!(media, Media::Multipart(_)),
        rule: None,
        docs,
        media,
    }
}

/// A value that is documented as its schema is, where it is of no type of its own.
fn with_words(mut body: Body, of_schema: Docs) -> Body {
    if let Body::Value { docs, ty, .. } = &mut body
        && ty.named().is_none()
    {
        docs.description = docs.description.take().or(of_schema.description);
        docs.notes.extend(of_schema.notes);
        docs.deprecated |= of_schema.deprecated;
    }
    body
}

/// A body that is checked for this.
fn with_rule(mut body: Body, of_body: Option<Box<Check>>) -> Body {
    match &mut body {
        Body::None => {}
        Body::Value { rule, .. } | Body::Members { rule, .. } => *rule = of_body,
    }
    body
}

/// Whether a member is called like a parameter: then the body is given whole.
fn shares_a_name(object: &SchemaObject, parameters: &[Parameter]) -> bool {
    let names = object
        .properties
        .keys()
        .filter_map(|key| Name::of_value(key));
    names.into_iter().any(|name| {
        parameters
            .iter()
            .any(|parameter| parameter.name.rust() == name.rust())
    })
}

/// Whether the members of a body become arguments and setters.
fn is_inline_object(schema: &SchemaObject) -> bool {
    let is_closed = schema.pattern_properties.is_empty()
        && !matches!(schema.additional_properties, Some(Schema::Object(_)));
    schema.reference.is_none() && is_closed && matches!(form(schema), Form::Structure)
}
