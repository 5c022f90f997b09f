//! The headers of responses, of successes and errors, as one type of the operation.

use indexmap::IndexMap;

use crate::lower::naming::Named;
use crate::lower::naming::Scope;
use crate::lower::operation::operations::Operations;
use crate::lower::reference;
use crate::lower::schema::meaning::Meaning;
use crate::lower::schema::merge::Relation;
use crate::lower::schema::site::Site;
use crate::markdown::code;
use crate::model::Docs;
use crate::model::Field;
use crate::model::Name;
use crate::model::Presence;
use crate::model::Shape;
use crate::model::Side;
use crate::model::Type;
use crate::report::Rule;
use crate::report::diagnostic::Report;
use crate::spec;
use crate::spec::Header;
use crate::spec::Schema;

const HEADERS: Named = Named::told_apart_by("headers", "describe the same header under one name");

/// A header, and the statuses of the responses that have it.
struct Described<'d> {
    header: &'d Header,
    statuses: Vec<&'d str>,
}

impl<'d> Operations<'d> {
    /// The type of the headers of an operation's responses, and which of them not all responses have.
    pub(crate) fn headers(
        &mut self,
        operation: &'d spec::Operation,
        site: Site<'_>,
    ) -> (Option<Type>, Vec<String>) {
        let described = self.described_headers(operation);
        let name = site.name_of("headers");
        let site = site.named(&name);
        let mut scope = Scope::default();
        let mut fields = Vec::new();
        for (wire, one) in &described {
            let place = one.header.at.key();
            let mut field = self.header(wire, one, site);
            field.name = scope.claim(field.name, HEADERS, place, self.schemas.report);
            fields.push(field);
        }
        if fields.is_empty() {
            return (None, Vec::new());
        }
        let place = operation.at.child("responses").key();
        let (docs, shape) = (Docs::default(), Shape::Headers(fields));
        let ty = self.schemas.operation_type(site, place, docs, shape);
        (Some(ty), not_always_sent(&described, operation))
    }

    /// The headers by their names in lower case.
    fn described_headers(
        &mut self,
        operation: &'d spec::Operation,
    ) -> IndexMap<String, Described<'d>> {
        let document = self.schemas.document;
        let mut described: IndexMap<String, Described<'d>> = IndexMap::new();
        for (status, response) in &operation.responses {
            let responses = &document.components.responses;
            let Some(response) =
                reference::resolve(response, "responses", responses, self.schemas.report)
            else {
                continue;
            };
            for (name, header) in &response.headers {
                let headers = &document.components.headers;
                let Some(header) =
                    reference::resolve(header, "headers", headers, self.schemas.report)
                else {
                    continue;
                };
                if is_read_elsewhere(name, header, self.schemas.report) {
                    continue;
                }
                let known = described
                    .entry(name.to_ascii_lowercase())
                    .or_insert_with(|| Described {
                        header,
                        statuses: Vec::new(),
                    });
                known.statuses.push(status);
                let first = known.header;
                self.compare(first, header);
            }
        }
        described
    }

    /// Reports a header that responses describe in two ways.
    fn compare(&mut self, first: &'d Header, second: &'d Header) {
        let (Some(one), Some(other)) = (&first.schema, &second.schema) else {
            return;
        };
        if matches!(self.schemas.relation(one, other), Relation::Contradiction)
            && !std::ptr::eq(first, second)
        {
            let message = "another response describes this header as something else: the first description counts";
            self.report()
                .warning(Rule::ResponseHeader, second.at.key(), message)
                .related(first.at.key(), "the first one")
                .help("describe it in one way, or as any value");
        }
    }

    fn header(&mut self, wire: &str, described: &Described<'d>, site: Site<'_>) -> Field {
        let header = described.header;
        let content = header
            .content
            .as_ref()
            .and_then(|content| content.values().next());
        let schema = header
            .schema
            .as_ref()
            .or_else(|| content.and_then(|content| content.schema.as_ref()));
        let meaning = schema.map(|schema| {
            self.schemas
                .meaning(schema, site.named(&site.name_of(wire)))
        });
        let mut docs = meaning
            .as_ref()
            .map(|meaning| meaning.docs.clone())
            .unwrap_or_default();
        let description = header.description.as_deref().map(str::to_owned);
        docs.description = description.or(docs.description);
        docs.deprecated |= header.deprecated;
        let ty = match meaning.map(Meaning::into_item) {
            Some(Type::Nullable(inner) | Type::NumberOrText(inner)) => *inner,
            Some(ty) => ty,
            None => Type::String,
        };
        Field {
            preset: None,
            informative: false,
            name: Name::of_value_or(wire, "header"),
            ty,
            presence: Presence::Optional,
            side: Side::Both,
            check: None,
            example: None,
            default: None,
            docs,
        }
    }
}

/// A sentence for the headers of each group of statuses, but for those that come with all.
fn not_always_sent(
    described: &IndexMap<String, Described<'_>>,
    operation: &spec::Operation,
) -> Vec<String> {
    let mut groups: IndexMap<&[&str], Vec<String>> = IndexMap::new();
    for (name, header) in described {
        let headers = groups.entry(header.statuses.as_slice()).or_default();
        headers.push(code(name));
    }
    groups.retain(|statuses, _| statuses.len() < operation.responses.len());
    let sentences = groups.iter().map(|(statuses, names)| {
        let (what, are) = match names.len() {
            1 => ("header", "is"),
            _ => ("headers", "are"),
        };
        let statuses: Vec<String> = statuses.iter().map(|status| code(status)).collect();
        let (names, statuses) = (names.join(", "), statuses.join(" and "));
        format!("The response {what} {names} {are} sent with status {statuses}.")
    });
    sentences.collect()
}

/// Reports the headers that no type is made of.
fn is_read_elsewhere(name: &str, header: &Header, report: &mut Report) -> bool {
    let reason = match name.to_ascii_lowercase().as_str() {
        "content-type" => {
            "OpenAPI says this header in `content`: it is not in the type of the headers"
        }
        "set-cookie" => {
            "cookies are secrets, which types would print: they are in `headers()` of a response alone"
        }
        _ if is_secret(header) => {
            "this header is a secret, which a type would print: it is in `headers()` of a response alone"
        }
        _ => return false,
    };
    report.warning(Rule::UnsupportedKeyword, header.at.key(), reason);
    true
}

/// Whether the schema of a header says that it is a secret.
fn is_secret(header: &Header) -> bool {
    let Some(Schema::Object(schema)) = &header.schema else {
        return false;
    };
    let format = schema.format.as_ref();
    format.is_some_and(|format| format.value == "password")
}
