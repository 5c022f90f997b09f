//! Bodies of several media types: those of one schema are one kind of body, and of several kinds the caller chooses one.

use crate::lower::naming::Named;
use crate::lower::naming::Scope;
use crate::lower::operation::body::body_value;
use crate::lower::operation::body_media::MediaKind;
use crate::lower::operation::body_media::media_kinds;
use crate::lower::operation::body_media::other_media_types;
use crate::lower::operation::body_media::typed_parts;
use crate::lower::operation::media;
use crate::lower::operation::media::Kind;
use crate::lower::operation::operations::Operations;
use crate::lower::schema::site::Site;
use crate::markdown::code;
use crate::model::Body;
use crate::model::BodyKind;
use crate::model::Docs;
use crate::model::Media;
use crate::model::Name;
use crate::model::Parts;
use crate::model::Shape;
use crate::model::Type;
use crate::spec;
use crate::spec::MediaType;
use crate::spec::Schema;

impl<'d> Operations<'d> {
    /// What the docs of a call have on its body: the media types that it can have besides the one that is sent, and
    /// the docs of the object whose properties are given one by one.
    pub(crate) fn body_notes(
        &mut self,
        operation: &'d spec::Operation,
        lowered: &Body,
    ) -> Vec<String> {
        let Some(body) = self.request_body(operation) else {
            return Vec::new();
        };
        let kinds = media_kinds(body);
        let [only] = kinds.as_slice() else {
            return Vec::new();
        };
        let words = match lowered {
            Body::Properties { .. } => self.words_of_properties(only.schema_of),
            Body::None | Body::Value { .. } => None,
        };
        other_media_types(only).into_iter().chain(words).collect()
    }

    /// The docs of an object whose properties are given one by one, in one line.
    fn words_of_properties(&self, media_type: &'d MediaType) -> Option<String> {
        let text = self.schemas.words_of(media_type.schema.as_ref()?);
        (!text.is_empty()).then(|| format!("The body: {text}"))
    }

    /// One of several kinds of body, each with what is given for it.
    pub(crate) fn choice_of_bodies(
        &mut self,
        body: &'d spec::RequestBody,
        kinds: &[MediaKind<'d>],
        site: Site<'_>,
    ) -> Body {
        let mut scope = Scope::default();
        let mut given = Vec::new();
        for kind in kinds {
            let place = kind.schema_of.at.key();
            let name = variant_name(kind.name);
            let name = scope.claim(
                name,
                Named::told_apart_by(
                    "media types of one body",
                    "leave one of them out if both say the same",
                ),
                place,
                self.schemas.report,
            );
            given.push(self.body_kind(kind, name, site));
        }
        let docs = Docs {
            summary: Some(
                "The request body, in one of the media types that the server accepts.".to_owned(),
            ),
            ..Docs::default()
        };
        let place = body.at.child("content").key();
        let name = site.name_of("body");
        let (site, shape) = (site.named(&name), Shape::Bodies(given));
        let ty = self.schemas.operation_type(site, place, docs, shape);
        body_value(body, ty, Media::Choice)
    }

    fn body_kind(&mut self, kind: &MediaKind<'d>, name: Name, site: Site<'_>) -> BodyKind {
        let type_name = site.name_of(&name.plain().to_lowercase());
        let site = site.named(&type_name);
        let media_type = kind.schema_of;
        let ty = match kind.kind() {
            Kind::Json | Kind::Form => self.body_type(media_type, site),
            Kind::Multipart => self.parts_type(media_type, site),
            Kind::Text | Kind::Events => Type::String,
            Kind::Bytes => Type::RawBody,
        };
        let check = self.schemas.check(media_type.schema.as_ref(), &ty);
        BodyKind {
            name,
            ty,
            check,
            media: kind.media(),
            docs: Docs {
                description: Some(said_of(kind.name)),
                notes: other_media_types(kind).into_iter().collect(),
                ..Docs::default()
            },
        }
    }

    fn body_type(&mut self, media_type: &'d MediaType, site: Site<'_>) -> Type {
        match &media_type.schema {
            Some(schema) => self.schemas.meaning(schema, site).into_item(),
            None => Type::Any,
        }
    }

    /// The parts of a form with files, as a type.
    fn parts_type(&mut self, media_type: &'d MediaType, site: Site<'_>) -> Type {
        let (Some(properties), Some(Schema::Object(object))) =
            (self.part_properties(media_type), &media_type.schema)
        else {
            return self.body_type(media_type, site);
        };
        let begun = self.schemas.begin_type(object, site);
        let fields = self.part_fields(&properties, site);
        let docs = Docs {
            summary: Some(format!("A form, sent as {}.", code("multipart/form-data"))),
            ..Docs::default()
        };
        let typed = typed_parts(media_type);
        self.schemas
            .finish_type(begun, docs, Shape::Parts(Parts { fields, typed }))
    }
}

fn said_of(media_type: &str) -> String {
    match media_type.split_once('*') {
        None => format!("Sent as {}.", code(media_type)),
        Some(_) => "Sent with the media type of its `RawBody`.".to_owned(),
    }
}

fn variant_name(media_type: &str) -> Name {
    let called = media::called(media_type);
    let name = Name::of_variant_called(media_type, &called);
    name.unwrap_or_else(|| Name::of_variant_or(&called, "Bytes"))
}
