//! Content negotiation: which media type of a response a call accepts, and which others there are.

use indexmap::IndexMap;

use crate::lower::operation::reading::Reading;
use crate::lower::schema::documentation::docs_of_raw;
use crate::lower::status::has_no_content;
use crate::markdown::code;
use crate::model::Docs;
use crate::spec::MediaType;
use crate::spec::Response;
use crate::spec::Schema;

/// A successful response, with its most specific media type.
#[derive(Clone, Copy)]
pub(crate) struct Success<'d> {
    pub(crate) status: &'d str,
    pub(crate) response: &'d Response,
    /// `None` where it has no content.
    pub(crate) main: Option<(&'d str, &'d MediaType)>,
    schemas: &'d IndexMap<String, Schema>,
}

/// What another media type is, beside the most specific one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Relation {
    /// It is read in the same way, so that both are accepted.
    Same,
    /// It is another format of the same.
    Alike,
    /// It is another response.
    Other,
}

impl<'d> Success<'d> {
    pub(crate) fn new(
        status: &'d str,
        response: &'d Response,
        schemas: &'d IndexMap<String, Schema>,
    ) -> Self {
        let main = Reading::preferred(&response.content, schemas);
        Self {
            status,
            response,
            main: main.filter(|_| !has_no_content(status)),
            schemas,
        }
    }

    /// How the most specific media type is read.
    pub(crate) fn reading(&self) -> Option<Reading> {
        self.main
            .map(|(name, media_type)| self.reading_of(name, media_type))
    }

    /// How one of its media types is read.
    pub(crate) fn reading_of(&self, name: &str, media_type: &MediaType) -> Reading {
        Reading::of(name, media_type, self.schemas)
    }

    /// The media types that are other responses.
    pub(crate) fn others(&self) -> impl Iterator<Item = (&'d str, &'d MediaType)> {
        self.related(Relation::Other)
    }

    fn related(&self, relation: Relation) -> impl Iterator<Item = (&'d str, &'d MediaType)> {
        let (this, content) = (*self, self.response.content.iter());
        let media_types = content.map(|(name, media_type)| (name.as_str(), media_type));
        media_types.filter(move |(name, media_type)| this.relation(name, media_type) == relation)
    }

    fn relation(&self, name: &str, media_type: &MediaType) -> Relation {
        let Some((main, main_type)) = self.main else {
            return Relation::Same;
        };
        let reading = self.reading_of(name, media_type);
        if name == main || (reading != Reading::Json && self.reading() == Some(reading)) {
            return Relation::Same;
        }
        let first = |name: &'_ str| self.response.alike.get(name).map(String::as_str);
        if reading.is_stream() {
            return Relation::Other;
        }
        let is_alike = first(name).unwrap_or(name) == first(main).unwrap_or(main);
        let has_schema = media_type.schema.is_some() && main_type.schema.is_some();
        let says_nothing = media_type.schema.is_none() && reading != Reading::Bytes;
        if (is_alike && has_schema) || says_nothing || name.contains('*') {
            Relation::Alike
        } else {
            Relation::Other
        }
    }

    /// The media types that a call accepts to get this response.
    fn asked_for(&self) -> impl Iterator<Item = &'d str> {
        let is_json = self.reading() == Some(Reading::Json);
        let names = self.related(Relation::Same).map(|(name, _)| name);
        names.map(move |name| match name {
            "*/*" | "application/*" if is_json => "application/json",
            name => name,
        })
    }
}

/// The docs of responses that are text or bytes, which have no type of their own.
pub(crate) fn words(successes: &[Success<'_>]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let with_content = successes.iter().filter(|success| success.main.is_some());
    let content = with_content.flat_map(|success| {
        let content = success.response.content.iter();
        content.map(move |(name, media_type)| (success, name, media_type))
    });
    for (success, name, media_type) in content {
        if success.reading_of(name, media_type).has_type() {
            continue;
        }
        let Docs {
            description, notes, ..
        } = docs_of_raw(media_type);
        let description =
            description.map(|text| text.trim().trim_end_matches('.').to_owned() + ".");
        let parts: Vec<String> = description.into_iter().chain(notes).collect();
        let text = format!("The response as {}: {}", code(name), parts.join(" "));
        if !text.ends_with(": ") && !words.contains(&text) {
            words.push(text);
        }
    }
    words
}

/// The `Accept` header, JSON first, where that is not JSON alone. What is read as it is may be of another type than the
/// document says, which is accepted last.
pub(crate) fn accept(successes: &[Success<'_>]) -> Option<String> {
    let is_json = |success: &&Success<'_>| success.reading() == Some(Reading::Json);
    let is_other = |success: &&Success<'_>| success.main.is_some() && !is_json(success);
    let ordered = successes.iter().filter(is_json);
    let ordered = ordered.chain(successes.iter().filter(is_other));
    let mut names: Vec<&str> = Vec::new();
    for name in ordered.flat_map(Success::asked_for) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if successes.iter().any(|success| is_other(&success)) && !names.contains(&"*/*") {
        names.push("*/*;q=0.1");
    }
    let is_usual = names.is_empty() || names == ["application/json"];
    (!is_usual).then(|| names.join(", "))
}

/// The notes on media types that are other formats of the same.
pub(crate) fn notes(successes: &[Success<'_>]) -> Vec<String> {
    let mut notes = Vec::new();
    for success in successes {
        let alike: Vec<String> = success
            .related(Relation::Alike)
            .map(|(name, _)| code(name))
            .collect();
        let Some((main, _)) = success.main.filter(|_| !alike.is_empty()) else {
            continue;
        };
        let note = format!(
            "The server can also respond with {}; the client asks for {}.",
            alike.join(" and "),
            code(main)
        );
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    notes
}
