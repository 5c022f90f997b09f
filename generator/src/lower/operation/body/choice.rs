//! Bodies of several media types: those of one schema are one kind of body, and of several kinds the caller chooses one.

use indexmap::IndexMap;

use crate::lower::media;
use crate::lower::media::Kind;
use crate::lower::media::essence;
use crate::lower::naming::Named;
use crate::lower::naming::Scope;
use crate::lower::operation::body::NO_PARTS;
use crate::lower::operation::body::body_value;
use crate::lower::operation::body::encoding::encoding_notes;
use crate::lower::operation::body::media_type::Exception;
use crate::lower::operation::body::media_type::MediaKind;
use crate::lower::operation::body::media_type::exception_note;
use crate::lower::operation::body::media_type::other_media_types;
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
        let kinds = self.media_kinds(body);
        let [only] = kinds.as_slice() else {
            return Vec::new();
        };
        let words = match lowered {
            Body::Properties { .. } => self.words_of_properties(only.schema_of),
            Body::None | Body::Value { .. } => None,
        };
        let notes = exception_note(only).into_iter();
        let notes = notes.chain(other_media_types(only));
        let notes = notes.chain(words);
        notes
            .chain(encoding_notes(only.schema_of, self.report().version()))
            .collect()
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
        let mut known = IndexMap::new();
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
            given.push(self.body_kind(kind, name, &mut known, site));
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

    /// One kind; `known` are the types of schemas, by their first media type.
    fn body_kind(
        &mut self,
        kind: &MediaKind<'d>,
        name: Name,
        known: &mut IndexMap<&'d str, Type>,
        site: Site<'_>,
    ) -> BodyKind {
        let type_name = site.name_of(&name.plain().to_lowercase());
        let site = site.named(&type_name);
        let media_type = kind.schema_of;
        let ty = match kind.kind() {
            Kind::Json if kind.exception == Some(Exception::Operations) => Type::Any,
            Kind::Json | Kind::Form => {
                let ty = match known.get(kind.first) {
                    Some(known) => known.clone(),
                    None => self.body_type(media_type, site),
                };
                known.entry(kind.first).or_insert(ty).clone()
            }
            Kind::Multipart => self.parts_type(kind, known.get(kind.first), site),
            Kind::Text | Kind::Events => Type::String,
            Kind::Bytes => Type::RawBody,
        };
        let described = media_type.schema.as_ref();
        let described = described.filter(|_| kind.exception != Some(Exception::Operations));
        let check = self.schemas.check(described, &ty);
        let mut notes: Vec<String> = exception_note(kind).into_iter().collect();
        notes.extend((ty == Type::Multipart).then(|| NO_PARTS.to_owned()));
        notes.extend(other_media_types(kind));
        notes.extend(encoding_notes(kind.schema_of, self.report().version()));
        BodyKind {
            name,
            ty,
            check,
            media: kind.media(self.report().version()),
            docs: Docs {
                description: Some(said_of(kind.name)),
                notes,
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

    /// The parts of a body, as a type.
    fn parts_type(&mut self, kind: &MediaKind<'d>, known: Option<&Type>, site: Site<'_>) -> Type {
        let media_type = kind.schema_of;
        let (Some(properties), Some(Schema::Object(object))) =
            (self.part_properties(media_type), &media_type.schema)
        else {
            return Type::Multipart;
        };
        let begun = self.schemas.begin_type(object, site);
        let (fields, multipart) = self.parts(kind.name, media_type, &properties, known, site);
        let what = if multipart.media_type.is_none() {
            "A form"
        } else {
            "Parts"
        };
        let docs = Docs {
            summary: Some(format!("{what}, sent as {}.", code(&essence(kind.name)))),
            ..Docs::default()
        };
        self.schemas
            .finish_type(begun, docs, Shape::Parts(Parts { fields, multipart }))
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
