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

/// A resource of these operations.
pub(crate) fn resource(name: &str, operations: Vec<Operation>) -> Resource {
    Resource {
        name: Some(Name::of_value_or(name, "resource")),
        ty: name.to_owned(),
        operations,
        ..Resource::default()
    }
}

/// An operation that sends and gives nothing.
pub(crate) fn operation(position: usize) -> Operation {
    Operation {
        id: format!("call{position}"),
        position,
        method: Name::of_value_or(&format!("call{position}"), "call"),
        call: Name::of_variant_or(&format!("Call{position}"), "Call"),
        verb: Verb::Post,
        path: "/books".to_owned(),
        server: None,
        security: Security::Client,
        query: Vec::new(),
        docs: Docs::default(),
        retry: Retry::Unsafe,
        parameters: Vec::new(),
        required: None,
        body: Body::None,
        response: Response::Empty,
        pagination: None,
        lease: None,
        accept: None,
        takes_redirects: false,
        alternatives: Vec::new(),
        error_responses: Vec::new(),
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
        check: None,
        docs: Docs::default(),
        media: Media::Json,
    };
    Operation {
        body,
        ..operation(position)
    }
}

/// An operation that gives a value.
pub(crate) fn giving(position: usize, ty: Type) -> Operation {
    Operation {
        response: Response::Json(ty),
        ..operation(position)
    }
}

pub(crate) fn definition(name: &str, shape: Shape) -> TypeDefinition {
    TypeDefinition {
        name: Name::of_variant_or(name, "Type"),
        docs: Docs::default(),
        is_named: true,
        usage: Usage::default(),
        is_checked: false,
        is_apart: false,
        is_compared: false,
        required: None,
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
        informative: false,
        side: Side::Both,
        check: None,
        example: None,
        default: None,
        docs: Docs::default(),
    }
}

/// An enumeration of texts.
pub(crate) fn enumeration(name: &str, texts: &[&str]) -> TypeDefinition {
    let value = |text: &&str| Value {
        name: Name::of_variant_or(text, "Value"),
        json: (*text).into(),
        description: None,
    };
    let known = Enumeration {
        scalar: Scalar::Text,
        values: texts.iter().map(value).collect(),
        is_open: false,
    };
    definition(name, Shape::Enumeration(known))
}

/// A union of these types, each called like its type.
pub(crate) fn union(name: &str, types: Vec<Type>) -> TypeDefinition {
    let variant = |ty: Type| {
        let name = ty.named().map_or("text", |one| &one.name);
        Variant::new(Name::of_variant_or(name, "Variant"), Vec::new(), ty)
    };
    let variants = types.into_iter().map(variant).collect();
    definition(name, Shape::Union(Union::new(None, variants)))
}

/// A union whose types are told apart by the property `kind`: its value is the name of each in lower case.
pub(crate) fn tagged(name: &str, owner: DiscriminatorOwner, types: Vec<Type>) -> TypeDefinition {
    let mut definition = union(name, types);
    if let Shape::Union(union) = &mut definition.shape {
        let property = "kind".to_owned();
        union.discriminator = Some(Discriminator { property, owner });
        for variant in &mut union.variants {
            variant.values = vec![variant.name.rust().to_lowercase().into()];
        }
    }
    definition
}

/// A shared type, by its name.
pub(crate) fn shared(name: &str) -> Type {
    named(name, Home::Shared)
}

/// A type of the operation that refers to it.
pub(crate) fn local(name: &str) -> Type {
    named(name, Home::Operation)
}

fn named(name: &str, home: Home) -> Type {
    let name = name.to_owned();
    Type::Named(TypeReference { name, home })
}

/// The names of the shared types.
pub(crate) fn names(api: &Api) -> Vec<&str> {
    api.types.iter().map(|one| one.name.rust()).collect()
}

/// The shape of a shared type.
pub(crate) fn shape<'a>(api: &'a Api, name: &str) -> &'a Shape {
    let mut types = api.types.iter();
    let found = types.find(|one| one.name.rust() == name);
    &found.unwrap_or_else(|| panic!("there is no {name}")).shape
}

/// The properties of a shared type.
pub(crate) fn properties<'a>(api: &'a Api, name: &str) -> Vec<&'a str> {
    let fields = shape(api, name).fields().iter();
    fields.map(|field| field.name.wire()).collect()
}
