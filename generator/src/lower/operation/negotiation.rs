//! Content negotiation: which media type of a response a call accepts, and which others there are.

use crate::lower::operation::media;
use crate::lower::operation::media::Kind;
use crate::lower::schema::documentation::docs_of_raw;
use crate::markdown::code;
use crate::model::Docs;
use crate::spec::MediaType;
use crate::spec::Response;

/// A successful response, with its most specific media type.
#[derive(Clone, Copy)]
pub(crate) struct Success<'d> {
    pub(crate) status: &'d str,
    pub(crate) response: &'d Response,
    pub(crate) main: Option<(&'d str, &'d MediaType)>,
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
    pub(crate) fn new(status: &'d str, response: &'d Response) -> Self {
        Self {
            status,
            response,
            main: media::preferred(&response.content),
        }
    }

    /// What the most specific media type is read as.
    pub(crate) fn kind(&self) -> Option<Kind> {
        self.main
            .map(|(name, media_type)| read_as(name, media_type))
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
        let kind = read_as(name, media_type);
        if name == main || (kind != Kind::Json && self.kind() == Some(kind)) {
            return Relation::Same;
        }
        let first = |name: &'_ str| self.response.alike.get(name).map(String::as_str);
        if kind == Kind::Events {
            return Relation::Other;
        }
        let is_alike = first(name).unwrap_or(name) == first(main).unwrap_or(main);
        let has_schema = media_type.schema.is_some() && main_type.schema.is_some();
        let says_nothing = media_type.schema.is_none() && kind != Kind::Bytes;
        if (is_alike && has_schema) || says_nothing || name.contains('*') {
            Relation::Alike
        } else {
            Relation::Other
        }
    }

    /// The media types that a call accepts to get this response.
    fn asked_for(&self) -> impl Iterator<Item = &'d str> {
        let is_json = self.kind() == Some(Kind::Json);
        let names = self.related(Relation::Same).map(|(name, _)| name);
        names.map(move |name| {
            if is_json && name.contains('*') {
                "application/json"
            } else {
                name
            }
        })
    }
}

/// The docs of responses that are text or bytes, which have no type of their own.
pub(crate) fn words(successes: &[Success<'_>]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for (name, media_type) in successes
        .iter()
        .flat_map(|success| &success.response.content)
    {
        if !matches!(read_as(name, media_type), Kind::Text | Kind::Bytes) {
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

/// JSON, text or bytes.
fn read_as(name: &str, media_type: &MediaType) -> Kind {
    match media::kind(name, media_type) {
        Kind::Json => Kind::Json,
        Kind::Text => Kind::Text,
        Kind::Events => Kind::Events,
        Kind::Form | Kind::Multipart | Kind::Bytes => Kind::Bytes,
    }
}

/// The `Accept` header, JSON first, where that is not JSON alone. What is read as it is may be of another type than the
/// document says, which is accepted last.
pub(crate) fn accept(successes: &[Success<'_>]) -> Option<String> {
    let is_json = |success: &&Success<'_>| success.kind() == Some(Kind::Json);
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
