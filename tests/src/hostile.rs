//! Documents as an enemy or an accident would write them: made in code, so that nothing that harms other tools is committed.

use serde_json::Value;
use serde_json::json;

/// What no text of a document may become: an item, a macro, a doctest, a link that runs something.
pub const SENTINEL: &str = "EVIL";

/// Texts that would be more than text, if anything took them for it.
pub const TEXTS: [&str; 44] = [
    "x\n*/ pub fn EVIL() {} /*",
    "\"; pub fn EVIL() {} //",
    "\"#; pub fn EVIL() {}",
    "\r\npub fn EVIL() {}",
    "\rpub fn EVIL() {}",
    "\u{b}pub fn EVIL() {}\u{c}",
    "\u{85}pub fn EVIL() {}\u{2028}pub fn EVIL() {}\u{2029}",
    "\u{202e}EVIL\u{202c} \u{2066}EVIL\u{2069}",
    "a\0b\u{1b}[31m\u{feff}\u{200b}\u{301}",
    "{} {0} {EVIL} {{}} ${EVIL} %s $crate",
    "#[path = \"/etc/passwd\"] mod EVIL;",
    "\\u002a\\u002f fn EVIL() {}",
    "```\nEVIL!()\n```",
    "~~~rust\nEVIL!()\n~~~",
    "````rust,should_panic\nEVIL!()",
    "```{.rust}\nEVIL!()\n```",
    "Text.\n\n    EVIL!()\n\n\tEVIL!()",
    "- a\n\n      EVIL!()\n\n1. b\n   ```\n   EVIL!()\n   ```",
    "> ```\n> EVIL!()\n> ```\n\n> > ~~~rust\n> > EVIL!()",
    "```",
    "<script>EVIL()</script>",
    "<img src=x onerror=EVIL()>",
    "<div>\n\n[x](javascript:EVIL())\n\n</div>",
    "<!-- EVIL -->",
    "[x](javascript:EVIL())",
    "[x](JaVaScRiPt:EVIL())",
    "[x](&#106;avascript:EVIL())",
    "[x](java&Tab;script:EVIL())",
    "[x](\u{1}javascript:EVIL())",
    "[x](data:text/html,EVIL)",
    "[x](vbscript:EVIL)",
    "<javascript:EVIL()>",
    "[x][1]\n\n[1]: javascript:EVIL()",
    "[EVIL]: javascript:EVIL()\n[EVIL]: data:EVIL\n\n[EVIL]",
    "![x](javascript:EVIL())",
    "[![x](javascript:EVIL())](vbscript:EVIL())",
    "`` a [x](javascript:EVIL()). b ``",
    "~~~text\n[x](javascript:EVIL())\n~~~",
    "| a |\n|---|\n| [x](javascript:EVIL()) |",
    "[^1]\n\n[^1]: [x](javascript:EVIL())",
    "[`crate::EVIL`] [EVIL](crate::EVIL) [x](struct@EVIL)",
    "[`Client`]: https://evil.example/EVIL",
    "[x](file:///etc/passwd) [x](//evil.example/EVIL)",
    "<http://a.example/\"onmouseover=\"EVIL()>",
];

/// A document that has the text wherever a text can stand.
#[must_use]
pub fn everywhere(text: &str) -> Value {
    let media = json!({"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}});
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": format!("Hostile {text}"), "version": "1.0.0", "summary": text, "description": text,
            "termsOfService": text, "contact": {"name": text, "url": text, "email": text},
            "license": {"name": text, "url": text}
        },
        "externalDocs": {"url": text, "description": text},
        "servers": [
            {"url": "https://one.example.com", "description": text},
            {"url": "https://{name}.example.com", "description": format!("Other {text}"), "variables": {"name": {"default": "two", "description": text}}}
        ],
        "tags": [{"name": "things", "description": text, "externalDocs": {"url": text, "description": text}}],
        "security": [{"key": []}],
        "paths": {"/things/{id}": {"post": {
            "operationId": "things.put", "tags": ["things"], "summary": text, "description": text, "deprecated": true,
            "externalDocs": {"url": text, "description": text},
            "parameters": [
                {"name": "id", "in": "path", "required": true, "description": text, "schema": {"type": "string", "example": text}},
                {"name": "query", "in": "query", "description": text, "schema": {"type": "string", "default": text}},
                {"name": "one_of", "in": "query", "description": text, "schema": {"type": "string", "enum": [text, "b"]}}
            ],
            "requestBody": {"required": true, "description": text, "content": media},
            "responses": {
                "200": {"description": text, "content": media, "headers": {"X-Of": {"description": text, "schema": {"type": "string"}}}},
                "404": {"description": text, "content": {"application/json": {"schema": {"type": "object", "description": text, "properties": {"why": {"type": "string", "description": text}}}}}},
                "default": {"description": text}
            }
        }}},
        "webhooks": {"told": {"post": {"summary": text, "description": text, "requestBody": {"description": text, "content": media}, "responses": {"204": {"description": text}}}}},
        "components": {
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key", "description": text}},
            "schemas": {"Thing": {
                "type": "object", "title": text, "description": text, "example": {"text": text},
                "externalDocs": {"url": text, "description": text},
                "properties": {
                    "text": {"type": "string", "description": text, "default": text, "example": text, "x-deprecated-reason": text},
                    "constant": {"const": text, "description": text},
                    "value": {"type": "string", "enum": [text, "b"], "description": text, "x-enum-descriptions": [text, text]},
                    "choice": {"description": text, "oneOf": [{"type": "object", "description": text, "required": ["a"], "properties": {"a": {"type": "string", "description": text}}}, {"type": "integer", "description": text}]},
                    "list": {"type": "array", "description": text, "items": {"type": "string", "description": text}},
                    "map": {"type": "object", "description": text, "additionalProperties": {"type": "string", "description": text}},
                    "format": {"type": "string", "format": text, "pattern": text, "description": text}
                }
            }}
        }
    })
}

/// Names that are none, or that are others after normalization.
pub const NAMES: [&str; 44] = [
    "std",
    "core",
    "alloc",
    "unsafe",
    "",
    " ",
    "-",
    "_",
    "+",
    "/",
    "..",
    "$",
    "a b",
    "a-b",
    "aB",
    "A_B",
    "é",
    "e\u{301}",
    "K",
    "\u{212a}",
    "ß",
    "İ",
    "ﬁ",
    "１",
    "1",
    "1a",
    "-1",
    "😀",
    "\u{200d}",
    "\u{202e}",
    "\0",
    "\n",
    "a\n",
    "fn EVIL() {}",
    "r#type",
    "a; use std::process",
    "\"",
    "`",
    "{}",
    "*/",
    "../../evil",
    "C:\\x",
    "nul",
    "Привет",
];

/// A document that has the name wherever a name can stand.
#[must_use]
pub fn called(name: &str) -> Value {
    let reference = format!(
        "#/components/schemas/{}",
        name.replace('~', "~0").replace('/', "~1")
    );
    let of = |schema: Value| json!({"200": {"description": "Done.", "content": {"application/json": {"schema": schema}}}});
    json!({
        "openapi": "3.1.0",
        "info": {"title": name, "version": "1.0.0"},
        "servers": [{"url": "https://example.com", "description": name}, {"url": "https://other.example.com"}],
        "tags": [{"name": name}],
        "paths": {
            "/by-id": {"get": {"operationId": name, "tags": [name], "responses": of(json!({"$ref": reference})),
                "parameters": [
                    {"name": name, "in": "query", "schema": {"type": "string", "enum": [name, "a"]}},
                    {"name": "other", "in": "query", "schema": {"type": "string"}}
                ]}},
            "/by-path": {"put": {"operationId": format!("{name}.{name}"), "responses": of(json!({"type": "object", "properties": {name: {"type": "object", "properties": {name: {"type": "string"}, "b": {"type": "string"}}}}})),
                "requestBody": {"content": {"multipart/form-data": {"schema": {"type": "object", "properties": {name: {"type": "string", "format": "binary"}}}}}}}}
        },
        "components": {"schemas": {
            name: {"type": "object", "required": [name], "properties": {name: {"type": "string"}}},
        }}
    })
}
