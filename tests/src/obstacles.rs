//! Documents in which whatever can have a name has each of some names: those that every client has already.

use std::fmt::Write as _;

use crate::document::HEADER;

/// A document with a schema for each of `types`, and for each of `values` a resource, a method, a resource below another, a
/// parameter, a property, a server, a variable, a webhook, an error and a credential, or in place of that a parameter of the client.
#[must_use]
pub fn document(types: &[&str], values: &[&str], has_credentials: bool) -> String {
    let mut text = HEADER.to_owned();
    let credentials = if has_credentials { values } else { &[] };
    text += "x-check: true\nsecurity: [";
    text += &each(credentials, |value| format!("{{{value}: []}}, "));
    text += "]\nservers:\n";
    for value in values {
        let _ = writeln!(
            text,
            "  - {{url: 'https://{{{value}}}.example.com', description: {value}, variables: {{{value}: {{default: a}}}}}}"
        );
    }
    text += "paths:\n";
    text += &each(values, methods);
    text += &calls(types, values, has_credentials);
    text += "webhooks:\n";
    for name in types.iter().chain(values) {
        let _ = writeln!(
            text,
            "  {name}: {{post: {{requestBody: {{content: {{application/json: {{schema: {ALL}}}}}}}, responses: {{'204': {{description: Taken.}}}}}}}}"
        );
    }
    text += "components:\n  securitySchemes:\n";
    text += &each(credentials, |value| {
        format!("    {value}: {{type: http, scheme: bearer}}\n")
    });
    text + &schemas(types, values)
}

const ALL: &str = "{$ref: '#/components/schemas/Everything'}";

fn each(names: &[&str], write: impl Fn(&str) -> String) -> String {
    let texts: Vec<String> = names.iter().map(|name| write(name)).collect();
    texts.concat()
}

/// A method of the client, of a resource, and of one below another.
fn methods(name: &str) -> String {
    let mut text = String::new();
    for (place, id) in [
        name.to_owned(),
        format!("shelf.{name}"),
        format!("{name}.{name}.list"),
    ]
    .iter()
    .enumerate()
    {
        let _ = writeln!(
            text,
            "  /{name}/{place}: {{get: {{operationId: {id}, responses: {{'200': {{description: Done., content: {{application/json: {{schema: {ALL}}}}}}}}}}}}}"
        );
    }
    text
}

/// Calls with parameters, properties of a body, pages, several media types, and a server of their own.
fn calls(types: &[&str], values: &[&str], has_credentials: bool) -> String {
    let parameters = |required: bool| {
        each(values, |name| {
            format!(
                "{{name: {name}, in: query, required: {required}, schema: {{type: string, maxLength: 9}}}}, "
            )
        })
    };
    let (given, set) = (parameters(true), parameters(false));
    let properties = each(values, |name| {
        format!("{name}: {{type: string, maxLength: 9}}, ")
    });
    let variables = each(values, |name| format!("{name}: {{default: a}}, "));
    let address = each(values, |name| format!("/{{{name}}}"));
    let parts = format!("{{schema: {{type: object, properties: {{{properties}}}}}}}");
    let texts = types.iter().filter(|name| kind(types, name) == "text");
    let of_client: Vec<String> = texts
        .zip(values)
        .map(|(ty, name)| {
            format!("{{name: {name}, in: header, x-client-parameter: true, schema: {{$ref: '#/components/schemas/{ty}'}}}}, ")
        })
        .collect();
    let of_client = if has_credentials {
        String::new()
    } else {
        of_client.concat()
    };
    let done = "responses: {'204': {description: Done.}}";
    let json = format!("application/json: {{schema: {ALL}}}");
    format!(
        "  /calls/given: {{get: {{operationId: calls.given, parameters: [{given}], {done}}}}}
  /calls/set: {{get: {{operationId: calls.set, parameters: [{set}], responses: {{'200': {{description: Done., content: {{{json}, text/csv: {{schema: {{type: string}}}}}}}}}}}}}}
  /calls/bytes: {{get: {{operationId: calls.bytes, parameters: [{set}], responses: {{'200': {{description: Done., content: {{image/png: {{}}}}}}}}}}}}
  /calls/body: {{post: {{operationId: calls.body, requestBody: {{required: true, content: {{application/json: {parts}}}}}, {done}}}}}
  /calls/form: {{post: {{operationId: calls.form, requestBody: {{content: {{multipart/form-data: {parts}}}}}, {done}}}}}
  /calls/whole: {{put: {{operationId: calls.whole, requestBody: {{content: {{{json}}}}}, responses: {{'200': {{description: Done., content: {{{json}}}}}}}}}}}
  /calls/client: {{get: {{operationId: calls.client, parameters: [{of_client}], {done}}}}}
  /calls/server: {{get: {{operationId: calls.server, parameters: [{set}], servers: [{{url: 'https://example.com{address}', variables: {{{variables}}}}}], {done}}}}}
"
    )
}

/// The kind of schema that a type is of: each in turn.
fn kind(types: &[&str], name: &str) -> &'static str {
    let place = types.iter().position(|known| *known == name);
    ["object", "text", "enumeration", "union", "tuple"][place.unwrap_or_default() % 5]
}

fn schemas(types: &[&str], values: &[&str]) -> String {
    let mut text = String::from("  schemas:\n");
    let properties = each(values, |name| {
        format!("{name}: {{type: [string, 'null'], maxLength: 9}}, ")
    });
    for name in types {
        let written = match kind(types, name) {
            "object" => format!(
                "{{type: object, properties: {{{properties}}}, additionalProperties: {{type: string}}}}"
            ),
            "text" => "{type: string, pattern: '^[a-z]+$', minLength: 2}".to_owned(),
            "enumeration" => "{type: string, enum: [one, two]}".to_owned(),
            "union" => {
                "{oneOf: [{type: string}, {type: object, properties: {one: {type: string}}}]}"
                    .to_owned()
            }
            _ => "{type: array, prefixItems: [{type: string}, {type: integer}], minItems: 2}"
                .to_owned(),
        };
        let _ = writeln!(text, "    {name}: {written}");
    }
    let all = each(types, |name| {
        format!("of_{name}: {{$ref: '#/components/schemas/{name}'}}, ")
    });
    let formats = [
        "byte",
        "date",
        "date-time",
        "decimal",
        "time",
        "uri",
        "uuid",
    ];
    let formats = each(&formats, |format| {
        format!("in_{format}: {{type: [string, 'null'], format: {format}}}, ")
    });
    let _ = writeln!(
        text,
        "    Everything: {{type: object, properties: {{{all}{formats}any: {{}}, many: {{type: array, maxItems: 3, items: {{type: string}}}}, map: {{type: object, maxProperties: 2, additionalProperties: {{type: integer}}}}}}}}"
    );
    text
}
