//! Request bodies.

pub(crate) mod choice;
mod encoding;
pub(crate) mod media_type;
pub(crate) mod part;

use crate::report::Rule;
use indexmap::IndexMap;

use crate::keywords::Version;
use crate::lower::media;
use crate::lower::media::Kind;
use crate::lower::operation::body::media_type::Exception;
use crate::lower::operation::body::media_type::MediaKind;
use crate::lower::operation::operations::Operations;
use crate::lower::operation::reading::Reading;
use crate::lower::reference;
use crate::lower::schema::documentation::docs_of_raw;
use crate::lower::schema::form::Form;
use crate::lower::schema::form::form;
use crate::lower::schema::form::is_none;
use crate::lower::schema::merge::Property;
use crate::lower::schema::merge::properties;
use crate::lower::schema::site::Site;
use crate::model::Body;
use crate::model::Check;
use crate::model::Docs;
use crate::model::Field;
use crate::model::ItemFormat;
use crate::model::Media;
use crate::model::Multipart;
use crate::model::Name;
use crate::model::Parameter;
use crate::model::Side;
use crate::model::Type;
use crate::spec;
use crate::spec::MediaType;
use crate::spec::Schema;
use crate::spec::SchemaObject;

/// What the docs of a body say whose parts are described nowhere.
pub(crate) const NO_PARTS: &str =
    "Its parts are described nowhere: each is added to a `Multipart`.";

impl<'d> Operations<'d> {
    /// What an operation sends.
    pub(crate) fn body(
        &mut self,
        operation: &'d spec::Operation,
        parameters: &[Parameter],
        site: Site<'_>,
    ) -> Body {
        let Some(body) = self.request_body(operation) else {
            return Body::None;
        };
        let kinds = self.media_kinds(body);
        let items = match kinds.as_slice() {
            [only] => {
                let name = site.name_of("item");
                self.sent_items(only, site.named(&name))
            }
            _ => None,
        };
        if let Some((format, item)) = items {
            let media = Media::Items(format, media::essence(kinds[0].name));
            return items_body(body, item, media);
        }
        for media_type in body.content.values() {
            self.report_items(media_type);
        }
        match kinds.as_slice() {
            [] => {
                let message = "this body has no media type: the call sends none";
                self.report()
                    .mistake(Rule::EmptyContent, body.at.key(), message)
                    .help("name one under `content`, such as `application/json`")
                    .follows_from(&body.at.child("content"));
                Body::None
            }
            [only] => self.one_body(body, only, parameters, site),
            several => self.choice_of_bodies(body, several, site),
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
        site: Site<'_>,
    ) -> Body {
        let media_type = kind.schema_of;
        let media = kind.media(self.report().version());
        if kind.exception == Some(Exception::Operations) {
            return body_value(body, Type::Any, media);
        }
        match kind.kind() {
            Kind::Json | Kind::Form => self.object_body(body, media_type, parameters, site, media),
            Kind::Multipart => self.multipart_body(body, kind, parameters, site),
            Kind::Text | Kind::Events => self.raw_body(body, media_type, Type::String, media),
            Kind::Bytes => self.raw_body(body, media_type, Type::RawBody, media),
        }
    }

    /// How the items of a body are sent one after another, and their type; `None` where it is one value.
    fn sent_items(&mut self, kind: &MediaKind<'d>, site: Site<'_>) -> Option<(ItemFormat, Type)> {
        let schemas = &self.schemas.document.components.schemas;
        let item = kind.schema_of.item_schema.as_ref();
        let format = match Reading::of(kind.name, kind.schema_of, schemas) {
            Reading::JsonLines => ItemFormat::JsonLines,
            Reading::JsonSequence => ItemFormat::JsonSequence,
            // Parts of a form have names.
            Reading::Parts if media::multipart_type(kind.name).is_some() => ItemFormat::Parts,
            Reading::Events => return self.sent_events(item?, site),
            _ => return None,
        };
        if let Some(item) = item {
            return Some((format, self.type_of(Some(item), site)));
        }
        // Of 3.2, a schema is one of all items, as of a list.
        let is_new = self.report().version() == Version::V3_2;
        let whole = kind.schema_of.schema.as_ref().filter(|_| is_new)?;
        let list = self.schemas.resolved(whole)?;
        let is_list = matches!(form(list), Form::List);
        let item = list.items.as_ref().filter(|_| is_list)?;
        Some((format, self.type_of(Some(item), site)))
    }

    /// A body that is sent as it is given.
    fn raw_body(
        &mut self,
        body: &'d spec::RequestBody,
        media_type: &'d MediaType,
        ty: Type,
        media: Media,
    ) -> Body {
        let check = self.schemas.check(media_type.schema.as_ref(), &ty);
        let docs = docs_of_raw(media_type);
        described_value(body, ty, media, check, docs)
    }

    /// A body of a type of its own, or of properties that are arguments and setters of the call.
    fn object_body(
        &mut self,
        body: &'d spec::RequestBody,
        media_type: &'d MediaType,
        parameters: &[Parameter],
        site: Site<'_>,
        media: Media,
    ) -> Body {
        let Some(schema) = &media_type.schema else {
            return body_value(body, Type::Any, media);
        };
        let name = site.name_of("body");
        let body_site = site.named(&name);
        if let Schema::Object(object) = schema
            && body.required
            && is_inline_object(object)
            && !shares_a_name(object, parameters)
        {
            let check = self.schemas.check([schema], &Type::map_of(Type::Any));
            let fields = self.sent_fields(&properties(object), body_site);
            return self.properties(fields, site, check, media);
        }
        let meaning = self.schemas.meaning(schema, body_site);
        let docs = meaning.docs.clone();
        let ty = match meaning.into_item() {
            Type::Nullable(inner) if !body.required => *inner,
            ty => ty,
        };
        let check = self.schemas.check([schema], &ty);
        described_value(body, ty, media, check, docs)
    }

    /// A body of parts: each property is one, also of a schema that is referred to.
    fn multipart_body(
        &mut self,
        body: &'d spec::RequestBody,
        kind: &MediaKind<'d>,
        parameters: &[Parameter],
        site: Site<'_>,
    ) -> Body {
        let media_type = kind.schema_of;
        let Some(properties) = self.part_properties(media_type) else {
            let docs = Docs {
                notes: vec![NO_PARTS.to_owned()],
                ..docs_of_raw(media_type)
            };
            let media = Media::Multipart(Multipart {
                is_required: body.required,
                media_type: media::multipart_type(kind.name),
                encodings: Vec::new(),
            });
            return described_value(body, Type::Multipart, media, None, docs);
        };
        let check = self.schemas.check(media_type.schema.as_ref(), &Type::Any);
        let name = site.name_of("body");
        let (mut fields, mut multipart) =
            self.parts(kind.name, media_type, &properties, None, site.named(&name));
        multipart.is_required = body.required;
        for field in &mut fields {
            let is_taken = |known: &Parameter| known.name.rust() == field.name.rust();
            if parameters.iter().any(is_taken) {
                field.name = field.name.with_word("part");
            }
        }
        self.properties(fields, site, check, Media::Multipart(multipart))
    }

    /// A body of properties that are arguments and setters of the call.
    fn properties(
        &mut self,
        mut fields: Vec<Field>,
        site: Site<'_>,
        check: Option<Box<Check>>,
        media: Media,
    ) -> Body {
        for field in fields.iter_mut().filter(|field| !field.is_required()) {
            field.name = field.name.clone().unless(&self.schemas.taken.call_traits);
        }
        let wire = site.name_of("body");
        let name = Name::of_type_or(&wire, "Body", self.schemas.taken);
        Body::Properties {
            name: self.schemas.types.unlike_shared(site.file, name),
            fields,
            check,
            media,
        }
    }

    /// The properties that are sent.
    pub(crate) fn sent_fields(
        &mut self,
        properties: &IndexMap<&'d str, Property<'d>>,
        site: Site<'_>,
    ) -> Vec<Field> {
        let mut fields = self.schemas.fields(properties, site);
        fields.retain(|field| field.side != Side::Response);
        fields
    }
}

/// A body of items, each of which is written as it is sent.
fn items_body(body: &spec::RequestBody, item: Type, media: Media) -> Body {
    let mut value = body_value(body, Type::List(Box::new(item)), media);
    if let Body::Value { name, .. } = &mut value {
        *name = Name::of_value_or("items", "items");
    }
    value
}

/// A body that is given as one value.
pub(crate) fn body_value(body: &spec::RequestBody, ty: Type, media: Media) -> Body {
    let name = match &ty {
        Type::Named(reference) if media != Media::Choice => {
            Name::of_value_or(&reference.name, "body")
        }
        _ => Name::of_value_or("body", "body"),
    };
    let description = body.description.as_deref().map(str::to_owned);
    let docs = Docs {
        description,
        ..Docs::default()
    };
    Body::Value {
        name,
        ty,
        required: body.required || matches!(media, Media::Multipart(_)),
        check: None,
        docs,
        media,
    }
}

/// A value that is checked, and documented as its schema is where it is of no type of its own.
fn described_value(
    body: &spec::RequestBody,
    ty: Type,
    media: Media,
    of_body: Option<Box<Check>>,
    of_schema: Docs,
) -> Body {
    let mut value = body_value(body, ty, media);
    if let Body::Value {
        docs, ty, check, ..
    } = &mut value
    {
        *check = of_body;
        if ty.named().is_none() {
            docs.description = docs.description.take().or(of_schema.description);
            docs.notes.extend(of_schema.notes);
            docs.deprecated |= of_schema.deprecated;
        }
    }
    value
}

/// Whether a property is called like a parameter: then the body is given whole.
fn shares_a_name(object: &SchemaObject, parameters: &[Parameter]) -> bool {
    let mut names = object
        .properties
        .keys()
        .filter_map(|key| Name::of_value(key));
    names.any(|name| {
        parameters
            .iter()
            .any(|known| known.name.rust() == name.rust())
    })
}

/// Whether the properties of a body become arguments and setters.
fn is_inline_object(schema: &SchemaObject) -> bool {
    let is_closed = schema.pattern_properties.is_empty()
        && schema.additional_properties.as_ref().is_none_or(is_none);
    schema.reference.is_none() && is_closed && matches!(form(schema), Form::Structure)
}
