//! The document, `info`, servers, `components`, tags, and references.

vocabulary! {
    DOCUMENT: "the document" {
        honoured "openapi": "3.0, 3.1 and 3.2",
        honoured "$self": "the URI that references are seen from: a file of another one is found by its own, or at the same way from the folder of the document; of OpenAPI 3.2",
        honoured "info": "the name, the version and the docs of the crate",
        reported "jsonSchemaDialect": "where it is another than OpenAPI's own, in which schemas are read",
        honoured "servers": "the client calls the first, unless a program chooses another: `Server`",
        honoured "paths": "a method for each operation, in the order of the document",
        honoured "webhooks": "an enum `Webhook`, which reads what the server sends",
        honoured "components": "what is referred to",
        honoured "security": "the credentials that the client takes",
        honoured "tags": "the docs of the resources called like them, and which of them hang off which",
        documented "externalDocs": "a link in the README and the docs of the crate",
        honoured "x-pagination": "of operations with `x-pagination: true`",
        honoured "x-check": "the constraints of all requests are checked",
    }
}

vocabulary! {
    INFO: "info" {
        honoured "title": "the name of the crate, but for `--name`",
        honoured "summary": "the first sentence of the crate; `description` in `Cargo.toml`",
        documented "description": "the docs of the crate",
        documented "termsOfService": "a link in the README and the docs of the crate",
        documented "contact": "in the README and the docs of the crate",
        honoured "license": "see there",
        honoured "version": "of the crate, where Cargo can read it; a warning says when not",
    }
}

vocabulary! {
    CONTACT: "a contact" {
        documented "name": "in the README and the docs of the crate",
        documented "url": "in the README and the docs of the crate",
        documented "email": "in the README and the docs of the crate",
    }
}

vocabulary! {
    LICENSE: "a license" {
        documented "name": "in the README and the docs of the crate, where there is no `identifier`",
        honoured "identifier": "`license` in `Cargo.toml`",
        documented "url": "in the README and the docs of the crate, where there is no `identifier`",
    }
}

vocabulary! {
    SERVER: "a server" {
        honoured "url": "the base URL; one that is relative has to be set by the program",
        honoured "description": "in the documentation of the client; the name of a server among several without `name`, where it is short",
        honoured "name": "of a server among several: the variant of `Server`; of OpenAPI 3.2",
        honoured "variables": "methods of `Server`, with their defaults",
        honoured "x-env": "the environment variable that names another base URL",
    }
}

vocabulary! {
    SERVER_VARIABLE: "a server variable" {
        honoured "enum": "another value is rejected when the client is built",
        honoured "default": "takes the place of the variable in the URL unless it is set",
        documented "description": "the docs of the method",
    }
}

vocabulary! {
    COMPONENTS: "components" {
        honoured "schemas": "a type for each that an operation uses; a warning names the others",
        honoured "responses": "by reference",
        honoured "parameters": "by reference",
        documented "examples": "by reference",
        honoured "requestBodies": "by reference",
        honoured "headers": "by reference",
        honoured "securitySchemes": "by name, in `security`",
        documented "links": "by reference",
        honoured "callbacks": "by reference",
        honoured "pathItems": "by reference",
        honoured "mediaTypes": "by reference; of OpenAPI 3.2",
    }
}

vocabulary! {
    EXTERNAL_DOCS: "external documentation" {
        documented "description": "the docs of the link",
        documented "url": "a link",
    }
}

vocabulary! {
    TAG: "a tag" {
        honoured "name": "the resource that is called so has its words, and hangs off its parent",
        documented "summary": "the first sentence of the resource; of OpenAPI 3.2",
        documented "description": "the docs of the resource",
        documented "externalDocs": "a link in the documentation of the resource",
        honoured "parent": "the resource that it hangs off, where the id of an operation names none; of OpenAPI 3.2",
        honoured "kind": "a tag of the kind `badge` or `audience` is no resource, where an operation has another; of OpenAPI 3.2",
    }
}

vocabulary! {
    REFERENCE: "a reference" {
        honoured "$ref": "any place of the document",
        documented "summary": "in place of that of the object, in documents of OpenAPI 3.2; earlier, a warning says that it is not read",
        documented "description": "in place of that of the object, in documents of OpenAPI 3.2; earlier, a warning says that it is not read",
    }
}

vocabulary! {
    /// The root of an OpenAPI Overlay, which is no part of a document.
    OVERLAY: "an overlay" {
        honoured "overlay": "1.0 and 1.1",
        left "info": "for the readers of the overlay",
        left "extends": "the command line says what is mended",
        honoured "actions": "in their order",
    }
}

vocabulary! {
    /// An action of an OpenAPI Overlay.
    ACTION: "an action" {
        honoured "target": "a JSONPath (RFC 9535)",
        left "description": "for the readers of the overlay",
        honoured "update": "merged into each target",
        honoured "copy": "merged into each target; new in Overlay 1.1",
        honoured "remove": "takes each target away",
    }
}
