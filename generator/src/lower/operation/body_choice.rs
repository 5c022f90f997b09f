//! Bodies of several media types: those of one schema are one kind of body, and of several kinds the caller chooses one.

use crate::lower::naming::Named;
use crate::lower::naming::Scope;
use crate::lower::operation::body::body_value;
use crate::lower::operation::body::content;
use crate::lower::operation::body::form_styles;
use crate::lower::operation::body::json_media;
use crate::lower::operation::body::typed_parts;
use crate::lower::operation::media;
use crate::lower::operation::media::Kind;
use crate::lower::operation::operations::Operations;
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

/// The media types of one schema.
pub(crate) struct MediaKind<'d> {
    /// The one that is sent.
    pub(crate) name: &'d str,
    /// What is said of it.
    pub(crate) schema_of: &'d MediaType,
    /// The others.
    pub(crate) others: Vec<&'d str>,
}

impl<'d> Operations<'d> {
    /// What the documentation of a call says of its body: the media types that it can have besides the one that is sent, and
    /// what is said of its members as a whole where these are given one by one.
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
            Body::Members { .. } => self.words_of_members(only.schema_of),
            Body::None | Body::Value { .. } => None,
        };
        other_media_types(only).into_iter().chain(words).collect()
    }

    /// What is said of an object whose members are given one by one, in one line.
    fn words_of_members(&self, media_type: &'d MediaType) -> Option<String> {
        let said = self.schemas.words_of(media_type.schema.as_ref()?);
        (!said.is_empty()).then(|| format!("The body: {said}"))
    }

    /// One of several kinds of body, each with what is given for it.
    pub(crate) fn choice_of_bodies(
        &mut self,
        body: &'d spec::RequestBody,
        kinds: &[MediaKind<'d>],
        method: &str,
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
            given.push(self.body_kind(kind, name, method));
        }
        let docs = Docs {
            summary: Some("The body, in one of the media types that the server takes.".to_owned()),
            ..Docs::default()
        };
        let place = body.at.child("content").key();
        let ty = self.schemas.operation_type(
            &format!("{method}.body"),
            place,
            docs,
            Shape::Bodies(given),
        );
        body_value(body, ty, Media::Choice)
    }

    fn body_kind(&mut self, kind: &MediaKind<'d>, name: Name, method: &str) -> BodyKind {
        let type_name = format!("{method}.{}", name.plain().to_lowercase());
        let MediaKind {
            name: media_type,
            schema_of,
            ..
        } = *kind;
        let (ty, media) = match media::kind(media_type, schema_of) {
            Kind::Json => (
                self.body_type(schema_of, &type_name),
                json_media(media_type),
            ),
            Kind::Form => {
                let media = Media::Form(form_styles(schema_of));
                (self.body_type(schema_of, &type_name), media)
            }
            Kind::Multipart => {
                let media = Media::Multipart(typed_parts(schema_of));
                (self.parts_type(schema_of, &type_name), media)
            }
            Kind::Text | Kind::Events => (Type::String, content(media_type, "text/plain")),
            Kind::Bytes => (
                Type::RawBody,
                content(media_type, "application/octet-stream"),
            ),
        };
        let rule = self.schemas.rule(schema_of.schema.as_ref(), &ty);
        BodyKind {
            name,
            ty,
            rule,
            media,
            docs: Docs {
                description: Some(said_of(media_type)),
                notes: other_media_types(kind).into_iter().collect(),
                ..Docs::default()
            },
        }
    }

    fn body_type(&mut self, media_type: &'d MediaType, name: &str) -> Type {
        match &media_type.schema {
            Some(schema) => self.schemas.meaning(schema, name).into_element(),
            None => Type::Any,
        }
    }

    /// The parts of a form with files, as a type.
    fn parts_type(&mut self, media_type: &'d MediaType, name: &str) -> Type {
        let (Some(members), Some(Schema::Object(object))) =
            (self.part_members(media_type), &media_type.schema)
        else {
            return self.body_type(media_type, name);
        };
        let Some(begun) = self.schemas.begin_type(object, name) else {
            return Type::Any;
        };
        let mut fields = self.schemas.fields(&members, name);
        fields.retain(|field| field.side != crate::model::Side::Response);
        self.make_parts(&mut fields, &members);
        let docs = Docs {
            summary: Some(format!("A form, sent as {}.", code("multipart/form-data"))),
            ..Docs::default()
        };
        let typed = typed_parts(media_type);
        self.schemas
            .finish_type(begun, docs, Shape::Parts(Parts { fields, typed }))
    }
}

/// Whether a media type without a schema is another way to write what the others describe.
fn says_nothing(name: &str, media_type: &MediaType) -> bool {
    let is_written_otherwise = match media::kind(name, media_type) {
        Kind::Json | Kind::Form | Kind::Multipart => true,
        Kind::Text => ["xml", "yaml"].iter().any(|word| name.contains(word)),
        Kind::Events | Kind::Bytes => false,
    };
    media_type.schema.is_none() && is_written_otherwise
}

fn said_of(media_type: &str) -> String {
    match media_type.split_once('*') {
        None => format!("Sent as {}.", code(media_type)),
        Some(_) => "Of the media type that it says itself.".to_owned(),
    }
}

/// The media types of a body by their schemas, each schema with the one that says most.
pub(crate) fn media_kinds<'d>(body: &'d spec::RequestBody) -> Vec<MediaKind<'d>> {
    let described = body
        .content
        .iter()
        .find(|(_, media_type)| media_type.schema.is_some());
    let first_of = |name: &'d String, media_type: &MediaType| -> &'d String {
        let alike = body.alike.get(name).unwrap_or(name);
        match described {
            Some((first, _)) if says_nothing(alike, media_type) => first,
            _ => alike,
        }
    };
    let firsts = body
        .content
        .iter()
        .filter(|(name, media_type)| first_of(name, media_type) == *name)
        .map(|(name, _)| name);
    let kinds = firsts.filter_map(|first| {
        let alike = body
            .content
            .iter()
            .filter(|(name, media_type)| first_of(name, media_type) == first);
        let alike: Vec<(&'d str, &'d MediaType)> = alike
            .map(|(name, media_type)| (name.as_str(), media_type))
            .collect();
        let (name, schema_of) = *alike
            .iter()
            .min_by_key(|(name, media_type)| media::kind(name, media_type))?;
        let others = alike.iter().map(|(other, _)| *other);
        Some(MediaKind {
            name,
            schema_of,
            others: others.filter(|other| *other != name).collect(),
        })
    });
    kinds.collect()
}

/// What else the server takes for a kind of body.
fn other_media_types(kind: &MediaKind<'_>) -> Option<String> {
    let names = |separator: &str| {
        let names: Vec<String> = kind.others.iter().map(|name| code(name)).collect();
        names.join(separator)
    };
    let is_raw = media::kind(kind.name, kind.schema_of) == Kind::Bytes;
    let sent = code(kind.name);
    match (is_raw, kind.name.contains('*'), kind.others.is_empty()) {
        (false, _, true) | (true, false, true) => None,
        (false, _, false) => Some(format!(
            "The body is sent as {sent}; the server takes {} too.",
            names(" and ")
        )),
        (true, true, true) => Some(format!(
            "The server takes {sent}: `RawBody::media_type` says which of them the body is."
        )),
        (true, _, false) => Some(format!(
            "The body is sent as {sent} unless `RawBody::media_type` says that it is {}.",
            names(" or ")
        )),
    }
}

fn variant_name(media_type: &str) -> Name {
    let name = Name::of_variant_or(&media::called(media_type), "Bytes");
    Name::chosen_type(media_type, name.plain()).unwrap_or(name)
}
