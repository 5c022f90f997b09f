//! The media types of a body: which are formats of the same, which is sent, and how.

use crate::report::Rule;
use indexmap::IndexMap;

use crate::keywords::Version;
use crate::lower::media;
use crate::lower::media::Kind;
use crate::lower::operation::body::part::Files;
use crate::lower::operation::operations::Operations;
use crate::lower::schema::form::Form;
use crate::lower::schema::form::form;
use crate::markdown::code;
use crate::model::FormStyles;
use crate::model::Media;
use crate::model::Multipart;
use crate::model::Style;
use crate::spec;
use crate::spec::MediaType;

/// A kind of body: media types of one schema, of which one is sent.
pub(crate) struct MediaKind<'d> {
    /// The one that is sent.
    pub(crate) name: &'d str,
    /// Its docs.
    pub(crate) schema_of: &'d MediaType,
    /// The others.
    pub(crate) others: Vec<&'d str>,
    /// The first media type of its schema, also where that is another kind.
    pub(crate) first: &'d str,
    /// How its body differs from what its schema says.
    pub(crate) exception: Option<Exception>,
}

/// How a body differs from what its schema says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exception {
    /// It is a list of operations (RFC 6902), whatever the schema says.
    Operations,
    /// It is YAML of which something is known, and JSON is YAML.
    Yaml,
}

/// A media type, by its name.
type Named<'d> = (&'d str, &'d MediaType);

/// What separates media types of one schema.
#[derive(PartialEq, Eq, Hash)]
enum Apart {
    /// Nothing: they are formats of the same.
    Nothing,
    /// Files, which only a body of parts has.
    Files,
    /// What is done with the body.
    Patch(String),
}

impl MediaKind<'_> {
    /// What the body that is sent is.
    pub(crate) fn kind(&self) -> Kind {
        match self.exception {
            Some(Exception::Operations | Exception::Yaml) => Kind::Json,
            None => media::kind(self.name, self.schema_of),
        }
    }

    /// How it is sent.
    pub(crate) fn media(&self, version: Version) -> Media {
        match self.kind() {
            Kind::Json => json_media(self.name),
            Kind::Form => Media::Form(form_styles(self.schema_of, version)),
            Kind::Multipart => Media::Multipart(Multipart {
                is_required: true,
                media_type: media::multipart_type(self.name),
                encodings: Vec::new(),
            }),
            Kind::Text | Kind::Events => content(self.name, "text/plain"),
            Kind::Bytes => content(self.name, "application/octet-stream"),
        }
    }
}

impl<'d> Operations<'d> {
    /// The kinds of a body: media types of one schema are one kind, unless they differ in more than how they are written.
    pub(crate) fn media_kinds(&mut self, body: &'d spec::RequestBody) -> Vec<MediaKind<'d>> {
        let mut kinds = Vec::new();
        for alike in by_schema(body) {
            kinds.extend(self.kinds_of_one_schema(&alike));
        }
        kinds
    }

    fn kinds_of_one_schema(&mut self, alike: &[Named<'d>]) -> Vec<MediaKind<'d>> {
        let object = alike
            .first()
            .and_then(|(_, media_type)| self.object_form(media_type));
        let files = self.files_among(alike);
        let is_plain_json = |(name, _): &Named<'_>| media::is_json(name) && !media::is_patch(name);
        let is_json = alike.iter().any(is_plain_json);
        let mut apart: IndexMap<Apart, Vec<Named<'d>>> = IndexMap::new();
        for (name, media_type) in alike.iter().copied() {
            // Servers of .NET list it beside JSON for each body: no object is a list of operations.
            let is_json_by_another_name =
                is_json && media::is_json_patch(name) && object == Some(ObjectForm::OfProperties);
            let key = match media::kind(name, media_type) {
                _ if media::is_patch(name) && !is_json_by_another_name => {
                    Apart::Patch(media::essence(name))
                }
                Kind::Multipart if files == Files::Optional => Apart::Files,
                _ => Apart::Nothing,
            };
            apart.entry(key).or_default().push((name, media_type));
        }
        let is_alone = apart.len() == 1;
        let kinds = apart.into_values();
        let kinds = kinds.filter_map(|apart| self.kind_of(&apart, files, object, is_alone));
        let mut kinds: Vec<MediaKind<'d>> = kinds.collect();
        if let Some((first, _)) = alike.first() {
            for kind in &mut kinds {
                kind.first = first;
            }
        }
        kinds
    }

    /// One kind of body.
    fn kind_of(
        &mut self,
        alike: &[Named<'d>],
        files: Files,
        object: Option<ObjectForm>,
        is_alone: bool,
    ) -> Option<MediaKind<'d>> {
        let rank = |(name, media_type): &&Named<'d>| {
            let kind = media::kind(name, media_type);
            let is_without_files = files == Files::Required && kind != Kind::Multipart;
            let is_no_form = media::multipart_type(name).is_some();
            let is_second = media::is_patch(name) || (kind == Kind::Multipart && is_no_form);
            (is_without_files, kind, is_second)
        };
        let (name, schema_of) = *alike.iter().min_by_key(rank)?;
        let others = alike.iter().map(|(other, _)| *other);
        let is_of_properties = object == Some(ObjectForm::OfProperties);
        let exception = match object {
            Some(_) if media::is_json_patch(name) && !(is_alone && is_of_properties) => {
                let message = "a JSON Patch is a list of operations, and this schema is one of an object: the body is any JSON value";
                self.report()
                    .warning(Rule::UnsupportedKeyword, schema_of.at.key(), message)
                    .help("describe the operations: `type: array`");
                Some(Exception::Operations)
            }
            Some(_) if media::is_yaml_patch(name) => Some(Exception::Yaml),
            _ => None,
        };
        Some(MediaKind {
            name,
            schema_of,
            first: name,
            others: others.filter(|other| *other != name).collect(),
            exception,
        })
    }

    /// Whether there are files in media types of one schema, of which some have a place for files and others have none.
    fn files_among(&mut self, alike: &[Named<'d>]) -> Files {
        let kind = |one: &Named<'d>| media::kind(one.0, one.1);
        let without = [Kind::Json, Kind::Form];
        let parts = alike.iter().find(|one| kind(one) == Kind::Multipart);
        match parts {
            Some((_, parts)) if alike.iter().any(|one| without.contains(&kind(one))) => {
                self.files(parts)
            }
            _ => Files::None,
        }
    }

    /// How the schema of a media type is one of objects, if it is.
    fn object_form(&mut self, media_type: &'d MediaType) -> Option<ObjectForm> {
        let object = self.schemas.resolved(media_type.schema.as_ref()?)?;
        match form(object) {
            Form::Structure | Form::Merged => Some(ObjectForm::OfProperties),
            Form::Map => Some(ObjectForm::Open),
            _ => None,
        }
    }
}

/// How a schema is one of objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ObjectForm {
    /// It names properties.
    OfProperties,
    /// It names none.
    Open,
}

/// The media types of a body by their schemas.
fn by_schema<'d>(body: &'d spec::RequestBody) -> Vec<Vec<Named<'d>>> {
    let described = body
        .content
        .iter()
        .find(|(_, media_type)| media_type.schema.is_some());
    let mut groups: IndexMap<&str, Vec<Named<'d>>> = IndexMap::new();
    for (name, media_type) in &body.content {
        let alike = body.alike.get(name).unwrap_or(name);
        let first = match described {
            Some((first, _)) if says_nothing(alike, media_type) => first,
            _ => alike,
        };
        let group = groups.entry(first.as_str()).or_default();
        group.push((name.as_str(), media_type));
    }
    groups.into_values().collect()
}

/// What the docs of a body say that is not what its schema says.
pub(crate) fn exception_note(kind: &MediaKind<'_>) -> Option<String> {
    let note = match kind.exception? {
        Exception::Operations => "A list of operations (RFC 6902).",
        Exception::Yaml => "Written as JSON, which is YAML.",
    };
    Some(note.to_owned())
}

/// What else the server takes for a kind of body.
pub(crate) fn other_media_types(kind: &MediaKind<'_>) -> Option<String> {
    let names = |separator: &str| {
        let names: Vec<String> = kind.others.iter().map(|name| code(name)).collect();
        names.join(separator)
    };
    let is_raw = kind.kind() == Kind::Bytes;
    let sent = code(kind.name);
    match (is_raw, kind.name.contains('*'), kind.others.is_empty()) {
        (false, _, true) | (true, false, true) => None,
        (false, _, false) => Some(format!(
            "The body is sent as {sent}; the server also accepts {}.",
            names(" and ")
        )),
        (true, true, true) => Some(format!(
            "The server accepts {sent}: set the media type with `RawBody::media_type`."
        )),
        (true, _, false) => Some(format!(
            "The body is sent as {sent} unless `RawBody::media_type` sets {}.",
            names(" or ")
        )),
    }
}

/// Whether a media type without a schema is another way to write what the others describe.
fn says_nothing(name: &str, media_type: &MediaType) -> bool {
    let is_written_otherwise = match media::kind(name, media_type) {
        Kind::Json | Kind::Form | Kind::Multipart => true,
        Kind::Text => ["xml", "yaml"].iter().any(|word| name.contains(word)),
        Kind::Events | Kind::Bytes => false,
    };
    media_type.schema.is_none() && is_written_otherwise && !media::is_patch(name)
}

/// How the properties of a form are written.
pub(crate) fn form_styles(media_type: &MediaType, version: Version) -> FormStyles {
    let mut form = FormStyles::default();
    for (name, encoding) in &media_type.encoding {
        let style = style(encoding);
        form.styles.extend(style.map(|style| (name.clone(), style)));
        if encoding.allow_reserved && version == Version::V3_2 {
            form.reserved.push(name.clone());
        }
    }
    form
}

/// The style of an encoding that has one.
pub(crate) fn style(encoding: &spec::Encoding) -> Option<Style> {
    let explode = encoding.explode;
    let is_json = |text: &spec::Text| media::is_json(&text.value);
    match encoding.style.as_deref() {
        Some("deepObject") => Some(Style::DeepObject),
        Some("spaceDelimited") => Some(Style::SpaceDelimited),
        Some("pipeDelimited") => Some(Style::PipeDelimited),
        Some("form") | None if explode == Some(false) => Some(Style::Form),
        Some("form") => Some(Style::FormExploded),
        _ if encoding.content_type.as_ref().is_some_and(is_json) => Some(Style::Json),
        _ => None,
    }
}

fn json_media(name: &str) -> Media {
    if name.contains('*') || name == "application/json" {
        Media::Json
    } else {
        Media::JsonAs(name.to_owned())
    }
}

/// The media type of what is sent as it is; of several that a range allows, the plainest.
fn content(name: &str, plain: &str) -> Media {
    let name = if name.contains('*') { plain } else { name };
    Media::Content(name.to_owned())
}
