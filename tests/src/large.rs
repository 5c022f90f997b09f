//! A document of any size, made here: as many operations as wanted, spread over resources, with types of their own and types
//! that several resources share.

use std::fmt::Write as _;

/// A document of `operations` operations of the resources `names`, in turn.
#[must_use]
pub fn document(operations: usize, names: &[&str]) -> String {
    let mut paths = String::new();
    let mut schemas = String::new();
    for number in 0..operations {
        let resource = names[number % names.len()];
        let next = names[(number + 1) % names.len()];
        let _ = write!(
            paths,
            "  /{resource}/{{id}}/things{number}:
    post:
      operationId: {resource}/change-thing{number}
      summary: Changes thing {number}.
      parameters:
        - {{name: id, in: path, required: true, schema: {{type: string, minLength: 1}}}}
        - {{name: page, in: query, description: Which page., schema: {{type: integer, minimum: 1, default: 1}}}}
        - {{name: sort, in: query, schema: {{type: string, enum: [newest, oldest]}}}}
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [label]
              properties:
                label: {{type: string, description: What people call it.}}
                owner: {{$ref: '#/components/schemas/Owner'}}
                size: {{type: integer, format: int64}}
      responses:
        '200':
          description: The thing.
          content: {{application/json: {{schema: {{$ref: '#/components/schemas/Thing{number}'}}}}}}
        '404':
          description: There is no such thing.
          content: {{application/json: {{schema: {{$ref: '#/components/schemas/Problem'}}}}}}
"
        );
        let _ = write!(
            schemas,
            "    Thing{number}:
      type: object
      description: A thing of `{resource}`.
      required: [id, tags]
      properties:
        id: {{type: string}}
        tags: {{type: array, items: {{type: string}}}}
        state: {{type: string, enum: [open, closed]}}
        link: {{$ref: '#/components/schemas/Link-{resource}-{next}'}}
        created_at: {{type: string, format: date-time, description: When it was made.}}
"
        );
    }
    for (number, resource) in names.iter().enumerate() {
        let next = names[(number + 1) % names.len()];
        let _ = write!(
            schemas,
            "    Link-{resource}-{next}:
      type: object
      description: From one thing to another.
      properties:
        side: {{$ref: '#/components/schemas/Side-{next}'}}
    Side-{resource}:
      type: object
      description: One end of a link.
      properties:
        href: {{type: string}}
"
        );
    }
    format!(
        "openapi: 3.1.0
info: {{title: Large, version: 1.0.0, description: A document of {operations} operations.}}
servers: [{{url: 'https://large.example'}}]
paths:
{paths}components:
  schemas:
{schemas}    Owner:
      type: object
      description: Who has it.
      required: [name]
      properties: {{name: {{type: string}}}}
    Problem:
      type: object
      description: What went wrong.
      properties: {{message: {{type: string}}}}
"
    )
}
