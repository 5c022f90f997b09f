//! Schemas: JSON Schema 2020-12, what OpenAPI adds to it, and the extensions.

vocabulary! {
    SCHEMA: "a schema" {
        reported "$id": "names the schema for references; is no base of other ones",
        reported "$schema": "is not followed",
        honoured "$ref": "any place of the document",
        honoured "$anchor": "names the schema for references",
        reported "$dynamicRef": "is not followed",
        reported "$dynamicAnchor": "is not followed",
        reported "$vocabulary": "is not followed",
        left "$comment": "for readers of the document",
        honoured "$defs": "by reference",
        honoured "allOf": "one type with all properties",
        honoured "anyOf": "an enum, or properties that are read together",
        honoured "oneOf": "an enum",
        reported "not": "the type allows more; of `{}`, nothing: the schema is as `false`",
        reported "if": "the type allows more",
        reported "then": "the type allows more",
        reported "else": "the type allows more",
        reported "dependentSchemas": "the type allows more",
        honoured "prefixItems": "a struct with a field for each place; a list and a sentence, where all items are of one type",
        honoured "items": "the type of the items; as `prefixItems`, where it is a list",
        honoured "additionalItems": "as `items`, where that is a list, as it was in the draft 7 of JSON Schema",
        reported "contains": "the type allows more",
        honoured "properties": "a field for each",
        honoured "patternProperties": "a map, or one beside the fields, of the type that all are of; a sentence",
        honoured "additionalProperties": "a map, or one beside the fields",
        honoured "propertyNames": "the type of the keys of a map",
        honoured "unevaluatedItems": "as `items`, where that is absent",
        honoured "unevaluatedProperties": "as `additionalProperties`, where that is absent",
        honoured "type": "the type; several in a list are an enum, `null` is an `Option`",
        honoured "enum": "an enum that keeps values it does not know, of texts, numbers or both; `bool` for `true` and `false`; in words, of objects and lists",
        honoured "const": "like an `enum` of one; set where an object is made that requires it",
        constraint "multipleOf": "a sentence; checked where `x-check` asks for it",
        constraint "maximum": "a sentence; checked where `x-check` asks for it",
        constraint "exclusiveMaximum": "a sentence; checked where `x-check` asks for it; `true` of OpenAPI 3.0 too",
        constraint "minimum": "a sentence; from 0, an integer without a sign; checked where `x-check` asks for it",
        constraint "exclusiveMinimum": "a sentence; from -1, an integer without a sign; checked where `x-check` asks for it; `true` of OpenAPI 3.0 too",
        constraint "maxLength": "checked where text is a type of its own, and where `x-check` asks for it; elsewhere a sentence",
        constraint "minLength": "checked where text is a type of its own, and where `x-check` asks for it; elsewhere a sentence",
        constraint "pattern": "checked where text is a type of its own, and where `x-check` asks for it, if the pattern is a set of characters; elsewhere a sentence",
        constraint "maxItems": "a sentence; checked where `x-check` asks for it",
        constraint "minItems": "a sentence; checked where `x-check` asks for it",
        constraint "uniqueItems": "a sentence; checked where `x-check` asks for it",
        left_out "maxContains": "has no counterpart in Rust: the type allows more",
        left_out "minContains": "has no counterpart in Rust: the type allows more",
        constraint "maxProperties": "a sentence; checked where `x-check` asks for it",
        constraint "minProperties": "a sentence; checked where `x-check` asks for it",
        honoured "required": "an argument or a field in place of a setter or an `Option`, in what is sent",
        reported "dependentRequired": "the type allows more",
        documented "title": "the docs of a type without a description; names a branch of a union",
        documented "description": "the docs of a type or field",
        documented "default": "a sentence: what the server takes when the value is absent",
        honoured "deprecated": "an attribute of the setter, which the compiler warns of; a sentence",
        honoured "readOnly": "not in what is sent",
        documented "writeOnly": "a sentence",
        documented "example": "the call in the docs of the method, where it is a value of its type",
        documented "examples": "the call in the docs of the method, where it is a value of its type",
        honoured "format": "dates, times, UUIDs, URIs, base64, decimals, widths of integers, `binary` and `password` change the type; others are a sentence",
        honoured "contentEncoding": "bytes, where it is `base64`; elsewhere a sentence",
        honoured "contentMediaType": "bytes, where it is not JSON and nothing encodes it; a sentence",
        honoured "contentSchema": "the type of the data of an event; elsewhere the type allows more",
        honoured "nullable": "an `Option`; of OpenAPI 3.0",
        honoured "discriminator": "tells the branches of `oneOf` and `anyOf` apart, or the schemas that include this one by `allOf`",
        documented "externalDocs": "a link",
        reported "xml": "has no meaning for JSON",
        honoured "x-enum-varnames": "the names of the values of an `enum`",
        honoured "x-enumNames": "the same",
        documented "x-enum-descriptions": "the docs of the values of an `enum`",
        documented "x-enumDescriptions": "the same",
        documented "enumDescriptions": "the same",
        documented "enumNames": "the same",
        honoured "x-envelope": "how responses announce their outcome",
        honoured "x-content-type": "a method `content()`, which reads a text as announced",
        honoured "x-unit": "a `Duration`, of an integer and `seconds` or `milliseconds`; else a sentence",
        honoured "x-check": "the constraints of what is sent here are checked",
        honoured "x-informative": "in responses, a value of a property that cannot be read is as if it were absent; a sentence",
        honoured "x-rust-name": "the name of the type or field, and of the variant for a branch",
    }
}

vocabulary! {
    DISCRIMINATOR: "a discriminator" {
        honoured "propertyName": "the property that tells the branches apart",
        honoured "mapping": "its values; without it the names of the schemas",
        honoured "defaultMapping": "the branch that is read where the property is absent, or has a value that means no other; of OpenAPI 3.2",
    }
}

vocabulary! {
    XML: "XML" {
        reported "nodeType": "as `xml` is; of OpenAPI 3.2",
        reported "name": "as `xml` is",
        reported "namespace": "as `xml` is",
        reported "prefix": "as `xml` is",
        reported "attribute": "as `xml` is",
        reported "wrapped": "as `xml` is",
    }
}

vocabulary! {
    ENVELOPE: "`x-envelope`" {
        honoured "success": "the property that says whether the call did what it was asked",
        honoured "errors": "the property that lists what went wrong",
        honoured "conditions": "methods of the error that say what it means",
    }
}

vocabulary! {
    CONDITION: "a condition" {
        documented "description": "the docs of the method",
        honoured "statuses": "a response with one of them has the condition",
        honoured "codes": "an error with one of them has the condition",
        honoured "messages": "narrows it down to errors with one of these texts in a message",
        honoured "lasting": "a permanent error: a call that ends in one of the codes is not retried",
    }
}
