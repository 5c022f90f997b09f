//! Paths, operations, and what they are made of.

vocabulary! {
    PATH_ITEM: "a path item" {
        honoured "$ref": "the operations of another path item",
        documented "summary": "of operations that have none",
        documented "description": "of operations that have none",
        honoured "get": "a method",
        honoured "put": "a method",
        honoured "post": "a method",
        honoured "delete": "a method",
        honoured "options": "a method",
        honoured "head": "a method, whose response has no body",
        honoured "patch": "a method",
        honoured "trace": "a method",
        honoured "query": "a method, which is retried like `get`; of OpenAPI 3.2",
        honoured "additionalOperations": "a method for each, of any HTTP method, as it is written; of OpenAPI 3.2",
        honoured "servers": "its operations call the first; its variables are setters of the call",
        honoured "parameters": "of each operation that has none of the same name and place",
    }
}

vocabulary! {
    OPERATION: "an operation" {
        honoured "tags": "the first is its resource, where the id names none; a webhook has none",
        documented "summary": "the first sentence of the method",
        documented "description": "the docs of the method",
        documented "externalDocs": "a link in the docs of the method",
        honoured "operationId": "where the method hangs, and its name; a webhook has the name that it is listed under",
        honoured "parameters": "arguments when required, setters when not",
        honoured "requestBody": "one argument, or one for each property",
        honoured "responses": "what the method returns, and its errors",
        honoured "callbacks": "an enum `Callback`, which reads what the server sends; the address stands in the docs of the method",
        honoured "deprecated": "an attribute, which the compiler warns of",
        honoured "security": "a call sends the credentials of one of its alternatives, and no others; an empty list none",
        honoured "servers": "the method calls the first; its variables are setters of the call",
        honoured "x-retry": "whether a call is retried when its response was lost",
        honoured "x-unwrap": "the property that the method returns",
        honoured "x-pagination": "a stream of the items of a list that comes in pages",
        honoured "x-lease": "a consumer of the messages that it pulls",
        honoured "x-check": "the constraints of its requests are checked",
        honoured "x-rust-name": "the name of the method",
    }
}

vocabulary! {
    PAGINATION: "`x-pagination`" {
        honoured "kind": "how one page leads to the next",
        honoured "parameter": "the parameter of the query that names a page",
        honoured "member": "the property of the body that names a page",
        honoured "id": "the property of the last item that names the next page",
        honoured "first": "the number of the first page",
        honoured "items": "the property that lists the items",
        honoured "next": "the property that says where the next page is",
        honoured "more": "the property that says whether there is one",
    }
}

vocabulary! {
    LEASE: "`x-lease`" {
        honoured "items": "the property that lists the messages",
        honoured "lease": "the property of a message that holds its lease",
        honoured "attempts": "the property of a message that counts its deliveries",
        honoured "content": "the property of a message that holds its content, which is JSON; without it, that of `x-content-type`",
        honoured "batch_size": "the parameter, or the property of the body, that says how many to pull",
        honoured "most": "the most messages of a pull and of a settlement; without it, `maximum` and `maxItems` say so",
        honoured "visibility_timeout": "the parameter, or the property of the body, that says how long the leases are",
        honoured "ack": "how messages that are done are settled",
        honoured "retry": "how messages to deliver again are handed back",
        honoured "waiting": "the conditions in which there is nothing to pull for now",
        honoured "permanent": "the conditions that end a consumer",
        honoured "lost": "the conditions in which a lease has ended that is settled with a call of its own",
        honoured "x-rust-name": "the name of the method that begins a consumer",
    }
}

vocabulary! {
    SETTLING: "`ack` or `retry` of `x-lease`" {
        honoured "operation": "the `operationId` of the operation that settles them",
        honoured "list": "the parameter, or the property of the body, that lists the leases",
        honoured "lease": "the property of an item that holds the lease; without `list`, the parameter, or the property of the body, that is the one lease of a call",
        honoured "number": "the property of an item that tells it from the others of a call",
        honoured "delay": "the property of an item, or of the body, that says how long a message waits",
        honoured "count": "the property of the response that counts the leases that were settled",
        honoured "warnings": "the property of the response that says what was wrong with some",
        honoured "text": "the property of a warning that has its words",
    }
}

vocabulary! {
    PARAMETER: "a parameter" {
        honoured "name": "the name of an argument or setter",
        honoured "in": "path, query, header or cookie; the whole query, as a form, JSON or text, of OpenAPI 3.2",
        documented "description": "the docs of the argument or setter",
        honoured "required": "an argument in place of a setter",
        honoured "deprecated": "an attribute of the setter, which the compiler warns of; in words, of an argument",
        left "allowEmptyValue": "an empty text can be sent in any case",
        honoured "style": "each style of OpenAPI",
        honoured "explode": "with each style",
        honoured "allowReserved": "in a query, but for `&`, `#`, `+`, brackets and exploded properties, which are percent-encoded; of OpenAPI 3.2, also in cookies, and in a path but for what ends a segment",
        honoured "schema": "the type of the argument or setter",
        documented "example": "the call in the docs of the method",
        documented "examples": "the call in the docs of the method",
        honoured "content": "JSON; of a whole query, a form or text too",
        honoured "x-client-parameter": "set once on the client",
        honoured "x-env": "the environment variable that the client reads",
        honoured "x-check": "its constraints are checked",
        honoured "x-rust-name": "the name of the argument or setter",
    }
}

vocabulary! {
    REQUEST_BODY: "a request body" {
        documented "description": "the docs of the argument; where the properties of the body are arguments, theirs are",
        honoured "content": "JSON, forms, parts with files, text, bytes; a choice where they differ in more than how they are written",
        honoured "required": "an argument in place of a setter",
    }
}

vocabulary! {
    MEDIA_TYPE: "a media type" {
        honoured "schema": "the type of the body",
        honoured "itemSchema": "the type of an event, of one of several JSON texts or of one of several parts, of a response or a body; events of several kinds are read, and sent as text; of OpenAPI 3.2",
        documented "example": "the call in the docs of the method; responses bring their own",
        documented "examples": "the call in the docs of the method; responses bring their own",
        honoured "encoding": "of the properties of a form",
        documented "prefixEncoding": "of the parts of a body by their place: a sentence; of OpenAPI 3.2",
        documented "itemEncoding": "of the parts of a body behind those: a sentence; of a response, whether its parts are bytes; of OpenAPI 3.2",
        left "description": "for readers of the document: its schema says what it is; of OpenAPI 3.2",
    }
}

vocabulary! {
    ENCODING: "an encoding" {
        honoured "contentType": "of a part, or of each item of a list; of several, the first",
        documented "headers": "of a part: a sentence, in documents of OpenAPI 3.2; `Part::header` sets those of a file",
        honoured "style": "each style of a query",
        honoured "explode": "with each style",
        honoured "allowReserved": "of a property of a form, in documents of OpenAPI 3.2; elsewhere reserved characters are percent-encoded",
        documented "encoding": "of the parts within a part: a sentence; of OpenAPI 3.2",
        documented "prefixEncoding": "the same by their place; of OpenAPI 3.2",
        documented "itemEncoding": "the same of those behind; of OpenAPI 3.2",
    }
}

vocabulary! {
    RESPONSE: "a response" {
        documented "summary": "of an error, before its description; of OpenAPI 3.2",
        documented "description": "of an error, in the docs of the method; what a success is, its schema says",
        honoured "headers": "a type that `typed_headers` reads, which operations with the same headers share",
        honoured "content": "JSON, text or bytes, each that there is",
        documented "links": "a sentence: which operation follows, and what it takes from the response",
    }
}

vocabulary! {
    EXAMPLE: "an example" {
        left "summary": "for readers of the document: the call shows the value",
        left "description": "for readers of the document: the call shows the value",
        documented "dataValue": "the call in the docs of the method; of OpenAPI 3.2",
        documented "serializedValue": "the call in the docs of the method, of a body of JSON or text without `dataValue`; of OpenAPI 3.2",
        documented "value": "the call in the docs of the method",
        documented "externalValue": "a link in the docs of the method, in documents of OpenAPI 3.2; it is not fetched",
    }
}

vocabulary! {
    LINK: "a link" {
        documented "operationRef": "in the docs of the method; one within the document has to lead somewhere",
        documented "operationId": "in the docs of the method; it has to be the one of an operation",
        documented "parameters": "in the docs of the method",
        documented "requestBody": "in the docs of the method",
        documented "description": "in the docs of the method",
        documented "server": "in the docs of the method",
    }
}

vocabulary! {
    HEADER: "a header" {
        documented "description": "the docs of its field",
        left "required": "each may be missing: responses are read as they come",
        documented "deprecated": "the docs of its field",
        left "style": "`simple` is the only one",
        left "explode": "objects are read in both ways",
        left "allowReserved": "nothing in a header is percent-encoded",
        honoured "schema": "the type of its field",
        left "example": "for readers of the document: responses bring their own",
        left "examples": "for readers of the document: responses bring their own",
        honoured "content": "JSON is read as its type",
    }
}
