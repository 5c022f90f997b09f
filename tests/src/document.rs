//! Whole documents around a few lines.

/// What every document starts with.
pub const HEADER: &str = "openapi: 3.1.0\ninfo: {title: Case, version: 1.0.0}\n";

const SERVERS: &str = "servers: [{url: https://example.com}]\n";

/// A document with these component schemas, of which `Subject` is sent and received.
#[must_use]
pub fn of_schemas(schemas: &str) -> String {
    format!(
        "{HEADER}{SERVERS}paths:
  /subject:
    put:
      operationId: subject.replace
      requestBody:
        required: true
        content: {{application/json: {{schema: {{$ref: '#/components/schemas/Subject'}}}}}}
      responses:
        '200':
          description: The subject.
          content: {{application/json: {{schema: {{$ref: '#/components/schemas/Subject'}}}}}}
components:
  schemas:
{}",
        indented(schemas, 4)
    )
}

/// A document with these paths.
#[must_use]
pub fn of_paths(paths: &str) -> String {
    format!("{HEADER}{SERVERS}paths:\n{}", indented(paths, 2))
}

/// A document of OpenAPI 3.2 with these keywords.
#[must_use]
pub fn of_3_2(keywords: &str) -> String {
    let servers = if keywords.starts_with("servers:") {
        ""
    } else {
        SERVERS
    };
    format!("openapi: 3.2.0\ninfo: {{title: Case, version: 1.0.0}}\n{servers}{keywords}")
}

fn indented(text: &str, by: usize) -> String {
    let line = |line: &str| match line {
        "" => "\n".to_owned(),
        line => format!("{}{line}\n", " ".repeat(by)),
    };
    text.lines().map(line).collect()
}
