//! The media types of a body: which are formats of the same, which is sent, and how.

use crate::lower::operation::media;
use crate::lower::operation::media::Kind;
use crate::markdown::code;
use crate::model::Media;
use crate::model::Style;
use crate::spec;
use crate::spec::MediaType;

/// The media types of one schema.
pub(crate) struct MediaKind<'d> {
    /// The one that is sent.
    pub(crate) name: &'d str,
    /// Its docs.
    pub(crate) schema_of: &'d MediaType,
    /// The others.
    pub(crate) others: Vec<&'d str>,
}

impl MediaKind<'_> {
    /// What the body that is sent is.
    pub(super) fn kind(&self) -> Kind {
        media::kind(self.name, self.schema_of)
    }

    /// How it is sent.
    pub(super) fn media(&self) -> Media {
        match self.kind() {
            Kind::Json => json_media(self.name),
            Kind::Form => Media::Form(form_styles(self.schema_of)),
            Kind::Multipart => Media::Multipart(typed_parts(self.schema_of)),
            Kind::Text | Kind::Events => content(self.name, "text/plain"),
            Kind::Bytes => content(self.name, "application/octet-stream"),
        }
    }
}

/// The media types of a body by their schemas, each schema with the most specific one.
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
pub(super) fn other_media_types(kind: &MediaKind<'_>) -> Option<String> {
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
    media_type.schema.is_none() && is_written_otherwise
}

/// The properties of a form with files that have a media type of their own.
pub(crate) fn typed_parts(media_type: &MediaType) -> Vec<(String, String)> {
    let typed = media_type.encoding.iter().filter_map(|(name, encoding)| {
        let media_type = encoding.content_type.as_ref()?;
        let is_one = !media_type.value.contains([',', '*']);
        is_one.then(|| (name.clone(), media_type.value.clone()))
    });
    typed.collect()
}

/// The properties of a form that are written in another way than the runtime writes them by itself.
fn form_styles(media_type: &MediaType) -> Vec<(String, Style)> {
    let mut styles = Vec::new();
    for (name, encoding) in &media_type.encoding {
        let explode = encoding.explode;
        let is_json = |text: &spec::Text| media::is_json(&text.value);
        let style = match encoding.style.as_deref() {
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
