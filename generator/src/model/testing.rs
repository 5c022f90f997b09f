//! Models written by hand, for tests of the passes over them.

use super::*;

/// An API of these shared types and operations, which hang off the client itself.
pub(crate) fn api(types: Vec<TypeDefinition>, operations: Vec<Operation>) -> Api {
    let root = Resource {
        operations,
        ..Resource::default()
    };
    Api {
        package: Package {
            name: "shelf".to_owned(),
            title: "Shelf".to_owned(),
            version: "1.0.0".to_owned(),
            license: None,
            docs: Docs::default(),
        },
        server: Server {
            url: "https://example.com".to_owned(),
            description: None,
            environment: None,
            choices: Vec::new(),
            variables: Vec::new(),
        },
        security: Vec::new(),
        has_different_security: false,
        client_parameters: Vec::new(),
        envelope: None,
        root,
        webhooks: Vec::new(),
        callbacks: Vec::new(),
        types,
    }
}

/// An operation that sends and gives nothing.
pub(crate) fn operation(position: usize) -> Operation {
    Operation {
        id: format!("call{position}"),
        position,
        method: Name::of_value_or(&format!("call{position}"), "call"),
        call: Name::of_type_or(&format!("Call{position}"), "Call"),
        verb: Verb::Post,
        path: "/books".to_owned(),
        server: None,
        security: Security::Client,
        query: Vec::new(),
        docs: Docs::default(),
        retry: Retry::Unsafe,
        parameters: Vec::new(),
        body: Body::None,
        answer: Answer::Empty,
        pagination: None,
        accept: None,
        takes_redirects: false,
        alternatives: Vec::new(),
        failures: Vec::new(),
        headers: None,
        types: Vec::new(),
        example: None,
    }
}

/// An operation that sends a value.
pub(crate) fn sending(position: usize, ty: Type) -> Operation {
    let body = Body::Value {
        name: Name::of_value_or("body", "body"),
        ty,
        required: true,
        rule: None,
        docs: Docs::default(),
        media: Media::Json,
    };
    Operation {
        body,
        ..operation(position)
    }
}

pub(crate) fn definition(name: &str, shape: Shape) -> TypeDefinition {
    TypeDefinition {
        name: Name::of_type_or(name, "Type"),
        docs: Docs::default(),
        usage: Usage::default(),
        is_checked: false,
        features: Vec::new(),
        shape,
    }
}

/// An object of these properties.
pub(crate) fn object(name: &str, fields: Vec<Field>) -> TypeDefinition {
    let structure = Structure {
        fields,
        ..Structure::default()
    };
    definition(name, Shape::Structure(structure))
}

/// A required property.
pub(crate) fn field(name: &str, ty: Type) -> Field {
    Field {
        name: Name::of_value_or(name, "property"),
        ty,
        presence: Presence::Required,
        preset: None,
        side: Side::Both,
        rule: None,
        example: None,
        docs: Docs::default(),
    }
}

/// A shared type, by its name.
pub(crate) fn shared(name: &str) -> Type {
    named(name, Home::Shared)
}

fn named(name: &str, home: Home) -> Type {
    let name = name.to_owned();
    Type::Named(TypeReference { name, home })
}
