//! The rules that a document is held to: each has a name, by which its level is set, and an example of wrong and right.

use std::fmt;
use std::str::FromStr;

use crate::report::diagnostic::Severity;
use crate::report::nearest;

/// What a rule does to a run where it is broken, if nothing else is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Nothing is said.
    Allow,
    /// It is a warning.
    Warn,
    /// It is an error.
    Deny,
}

/// An enum of rules, each with its name, its level, what it asks for, and an example of wrong and right.
macro_rules! rules {
    ($($variant:ident $level:ident $name:literal: $asks:literal, $wrong:literal => $right:literal;)*) => {
        /// A rule that documents are held to.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $(#[doc = $asks] $variant,)*
        }

        impl Rule {
            /// All of them, in the order in which a document is read.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Its name, in words with `-` between them.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// Its level, unless another is set.
            #[must_use]
            pub fn default_level(self) -> Level {
                match self {
                    $(Self::$variant => Level::$level,)*
                }
            }

            /// What it asks for, in a sentence or two.
            #[must_use]
            pub fn asks(self) -> &'static str {
                match self {
                    $(Self::$variant => $asks,)*
                }
            }

            /// A part of a document that breaks it.
            #[must_use]
            pub fn wrong(self) -> &'static str {
                match self {
                    $(Self::$variant => $wrong,)*
                }
            }

            /// The same as it should be.
            #[must_use]
            pub fn right(self) -> &'static str {
                match self {
                    $(Self::$variant => $right,)*
                }
            }
        }
    };
}

rules! {
    // The text.
    InvalidYaml Deny "invalid-yaml": "A document is YAML or JSON.",
        "summary: 'Get a book." => "summary: 'Get a book.'";
    NotOpenapi Deny "not-openapi": "The file is an OpenAPI document, and no other thing under its name.",
        "<html>…" => "openapi: 3.1.0\ninfo: …";
    UnsupportedVersion Deny "unsupported-version": "The document is written in OpenAPI 3.0, 3.1 or 3.2.",
        "openapi: 2.0" => "openapi: 3.1.0";
    TooLarge Deny "too-large": "What is read has bounds, so that no document takes the machine away.",
        "a: &a [*z, *z, *z, …]" => "a: […]";
    UnexpectedOutput Deny "unexpected-output": "Generated files are made of known pieces. Anything else is a mistake of the generator, and is not written.",
        "extern \"C\" { … }" => "pub struct Book { … }";
    InvalidOverlay Deny "invalid-overlay": "An overlay is written as OpenAPI Overlay 1.0 or 1.1 has it, and each action finds its place.",
        "actions:\n  - target: paths" => "actions:\n  - target: $.paths";
    EmptySelection Deny "empty-selection": "`--only` names something that the document has.",
        "--only /pest" => "--only /pets";
    DuplicateKey Warn "duplicate-key": "A key stands once in an object: of two, the first is read.",
        "price: {type: number}\nprice: {type: integer}" => "price: {type: number}";
    MergeKey Warn "merge-key": "Properties are written out or referred to: `<<` is no part of YAML 1.2.",
        "<<: *base" => "allOf:\n  - $ref: '#/components/schemas/Base'";
    // Kinds of values.
    WrongType Warn "wrong-type": "A keyword has a value of its kind. Of another kind, it is left out.",
        "required: yes" => "required: true";
    LooseValue Warn "loose-value": "A value is written as its kind has it, though another spelling can be read in one way only.",
        "version: 1.10" => "version: '1.10'";
    OddList Warn "odd-list": "A list holds something, and nothing twice.",
        "type: []" => "type: string";
    // Keywords.
    MisspeltKeyword Warn "misspelt-keyword": "A keyword is written as OpenAPI has it: one that is like a known one is left out.",
        "parametres:" => "parameters:";
    MisplacedKeyword Warn "misplaced-keyword": "A keyword stands in the object that it belongs to.",
        "- name: limit\n  in: query\n  type: integer" => "- name: limit\n  in: query\n  schema:\n    type: integer";
    UnknownKeyword Warn "unknown-keyword": "An object has the keywords of OpenAPI, or such as begin with `x-`. Any other means nothing.",
        "faker: name.title" => "x-faker: name.title";
    InvalidExtension Warn "invalid-extension": "An extension that this generator knows is written as it reads it.",
        "x-retry: idempotnet" => "x-retry: idempotent";
    MissingKeyword Warn "missing-keyword": "An object has the keywords that it cannot do without.",
        "- name: limit" => "- name: limit\n  in: query\n  schema: {type: integer}";
    IdleKeyword Warn "idle-keyword": "A keyword means something beside the others: `minLength` is of texts, and nothing counts beside a `$ref`.",
        "{type: number, minLength: 3}" => "{type: string, minLength: 3}";
    OtherVersion Warn "other-version": "A keyword is of the version of OpenAPI that the document names. It is read all the same; other tools may not.",
        "openapi: 3.1.0\n…\n{type: string, nullable: true}" => "openapi: 3.1.0\n…\n{type: [string, 'null']}";
    UnsupportedKeyword Warn "unsupported-keyword": "What this generator has no Rust for is left out, and the client allows more.",
        "{not: {type: string}}" => "{type: integer}";
    // References and names.
    BrokenReference Warn "broken-reference": "A reference names something that is there, of the kind that the place takes.",
        "$ref: '#/components/Book'" => "$ref: '#/components/schemas/Book'";
    UnreadFile Warn "unread-file": "A file that is referred to stands beside or below the document, or in a folder that `--allow-dir` names.",
        "$ref: /etc/book.yaml" => "$ref: book.yaml";
    CircularReference Warn "circular-reference": "What is referred to ends somewhere: a schema contains itself only by way of an object.",
        "Book: {$ref: '#/components/schemas/Book'}" => "Book: {type: object, properties: {next: {$ref: '#/components/schemas/Book'}}}";
    ReferencePlace Warn "reference-place": "A reference stands where OpenAPI takes one.",
        "application/json:\n  $ref: '#/components/schemas/Book'" => "application/json:\n  schema:\n    $ref: '#/components/schemas/Book'";
    ComponentName Warn "component-name": "A component is called in letters, digits, `.`, `-` and `_`.",
        "Page<Book>: {}" => "BookPage: {}";
    UnusedSchema Warn "unused-schema": "A schema in `components` is used: of another no type is made.",
        "components:\n  schemas:\n    Old: {}" => "components:\n  schemas: {}";
    NumberedName Warn "numbered-name": "Two things have names that tell them apart in Rust too: of two alike, one gets a number or another word.",
        "a-b: {}\na_b: {}" => "ab: {}\na-b: {}";
    CrateName Warn "crate-name": "The title and the version can be those of a crate.",
        "version: '2024-01-01'" => "version: 2024.1.1";
    // Paths and operations.
    NoOperation Warn "no-operation": "A document has an operation.",
        "paths: {}" => "paths:\n  /books:\n    get: …";
    DuplicateId Warn "duplicate-id": "An `operationId` is given once.",
        "operationId: getBook\n…\noperationId: getBook" => "operationId: getBook\n…\noperationId: putBook";
    MergedTags Warn "merged-tags": "Tags that differ are different resources.",
        "tags: [C#]\n…\ntags: [C++]" => "tags: [C sharp]\n…\ntags: [C plus plus]";
    UnknownTag Warn "unknown-tag": "A tag is one of those that the document declares, where it is nearly one.",
        "tags: [{name: Books}]\n…\ntags: [Boks]" => "tags: [{name: Books}]\n…\ntags: [Books]";
    InvalidPath Warn "invalid-path": "A path begins with `/`, and has names in braces and what a URL can have.",
        "/books/:id:" => "/books/{id}:";
    PathParameter Warn "path-parameter": "Each name in the braces of a path is a required parameter with `in: path`, and the reverse.",
        "/books/{id}:\n  get:\n    parameters: []" => "/books/{id}:\n  get:\n    parameters:\n      - {name: id, in: path, required: true, schema: {type: string}}";
    DuplicateParameter Warn "duplicate-parameter": "A parameter is declared once in a list, and not as a credential too.",
        "- {name: id, in: query}\n- {name: id, in: query}" => "- {name: id, in: query}";
    ParameterPlace Warn "parameter-place": "A parameter is sent in `path`, `query`, `header` or `cookie`, in a style that the place has, under a name that it can have.",
        "in: qurey" => "in: query";
    ReservedHeader Warn "reserved-header": "`Accept`, `Content-Type` and `Authorization` are described by media types and security schemes.",
        "- {name: Content-Type, in: header}" => "content:\n  application/json: …";
    InvalidServer Warn "invalid-server": "A server has an absolute `https:` URL, and each of its variables a default.",
        "url: api.example.com" => "url: https://api.example.com";
    SecurityScheme Warn "security-scheme": "A security scheme is one that OpenAPI knows, defined where it is required.",
        "security:\n  - tokn: []" => "security:\n  - token: []";
    InvalidMethod Warn "invalid-method": "A method of HTTP is one word, written as it is sent; one that has a keyword of its own stands under that.",
        "additionalOperations:\n  GET: …" => "get: …";
    InvalidStatus Warn "invalid-status": "A response stands under a status: three digits, a range such as `4XX`, or `default`.",
        "20O:" => "'200':";
    NoSuccess Warn "no-success": "An operation has a response for what goes well.",
        "responses:\n  '404': …" => "responses:\n  '200': …\n  '404': …";
    InvalidMediaType Warn "invalid-media-type": "A key of `content` is a media type.",
        "json:" => "application/json:";
    EmptyContent Warn "empty-content": "`content` names a media type, and a response without content has none.",
        "content: {}" => "content:\n  application/json: …";
    BodyPart Warn "body-part": "An `encoding` is one of a part that the body has.",
        "encoding: {fiel: …}" => "encoding: {file: …}";
    ResponseHeader Warn "response-header": "A header of a response has one description.",
        "headers: {X-Id: {schema: {type: string}}}\n…\nheaders: {X-Id: {schema: {type: integer}}}" => "headers: {X-Id: {schema: {type: string}}}";
    BrokenLink Warn "broken-link": "A link leads to an operation of the document.",
        "operationId: getBok" => "operationId: getBook";
    // Schemas.
    UnknownType Warn "unknown-type": "`type` is one of string, integer, number, boolean, array, object, null.",
        "type: sting" => "type: string";
    UnknownFormat Warn "unknown-format": "A `format` that is nearly a known one is that.",
        "format: datetime" => "format: date-time";
    ImpossibleLimit Warn "impossible-limit": "There is a value between two limits.",
        "{minimum: 10, maximum: 9}" => "{minimum: 9, maximum: 10}";
    InvalidPattern Warn "invalid-pattern": "A `pattern` is a regular expression of ECMA-262, without slashes around it.",
        "pattern: '^[A-Z'" => "pattern: '^[A-Z]'";
    InvalidEnum Warn "invalid-enum": "An `enum` lists values of the schema's type, each once.",
        "{type: string, enum: [novel, novel]}" => "{type: string, enum: [novel, essay]}";
    UnknownRequired Warn "unknown-required": "What `required` names is a property of the schema.",
        "required: [titel]\nproperties: {title: …}" => "required: [title]\nproperties: {title: …}";
    ImpossibleSchema Warn "impossible-schema": "A schema accepts some value.",
        "allOf: [false, {type: string}]" => "type: string";
    AmbiguousUnion Warn "ambiguous-union": "Something tells the branches of a union apart.",
        "oneOf:\n  - {type: object, properties: {name: …}}\n  - {type: object, properties: {name: …}}" => "oneOf:\n  - {type: object, required: [kind], properties: {kind: {const: cat}}}\n  - {type: object, required: [kind], properties: {kind: {const: dog}}}";
    InvalidDiscriminator Warn "invalid-discriminator": "A discriminator names a property of each branch, and values for branches alone.",
        "discriminator: {propertyName: knid}" => "discriminator: {propertyName: kind}";
    MismatchedExample Warn "mismatched-example": "An example fits its schema.",
        "{type: number, example: cheap}" => "{type: number, example: 9.5}";
    MismatchedDefault Warn "mismatched-default": "A default fits its schema.",
        "{type: integer, maximum: 9, default: 50}" => "{type: integer, maximum: 9, default: 5}";
    // What will be regretted.
    MissingDescription Allow "missing-description": "An operation has a `summary` or a `description`: without, its docs are empty.",
        "get:\n  operationId: getBook" => "get:\n  operationId: getBook\n  summary: Get a book.";
    MissingId Allow "missing-id": "An operation has an `operationId`: without, its method is called after the path.",
        "get:\n  summary: Get a book." => "get:\n  operationId: getBook\n  summary: Get a book.";
    NoErrorResponse Allow "no-error-response": "An operation describes a response for what goes wrong.",
        "responses:\n  '200': …" => "responses:\n  '200': …\n  default: …";
    UnusedComponent Allow "unused-component": "A parameter, response, request body or header in `components` is referred to.",
        "components:\n  parameters:\n    Old: …" => "components:\n  parameters: {}";
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Rule {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let mut rules = Self::ALL.iter().copied();
        rules.find(|rule| rule.name() == name).ok_or_else(|| {
            let names = Self::ALL.iter().map(|rule| rule.name());
            match nearest(name, names) {
                Some(similar) => {
                    format!("there is no rule of this name; did you mean `{similar}`?")
                }
                None => "there is no rule of this name; `--explain` lists them".to_owned(),
            }
        })
    }
}

impl Rule {
    /// All that is said of it, to be printed.
    #[must_use]
    pub fn explanation(self) -> String {
        let level = match self.default_level() {
            Level::Allow => "It is not asked for by default; `--warn` does.",
            Level::Warn => "It is a warning by default, and an error with `--strict`.",
            Level::Deny => "It is always an error.",
        };
        let indented = |text: &str| format!("    {}\n", text.replace('\n', "\n    "));
        format!(
            "{self}\n\n{}\n{level}\n\nWrong:\n\n{}\nRight:\n\n{}",
            self.asks(),
            indented(self.wrong()),
            indented(self.right())
        )
    }

    /// A line for each rule, to be printed.
    #[must_use]
    pub fn list() -> String {
        let line = |rule: &Self| format!("{:22} {}", rule.name(), rule.asks());
        let lines: Vec<String> = Self::ALL.iter().map(line).collect();
        lines.join("\n") + "\n"
    }
}

/// The levels of a run: that of each rule, unless it was set its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    is_strict: bool,
    set: Vec<(Rule, Level)>,
}

impl Levels {
    /// Makes each warning an error, but for those of rules that are set their own.
    pub(crate) fn strictly(&mut self) {
        self.is_strict = true;
    }

    /// Sets the level of a rule: the last one counts.
    pub(crate) fn set(&mut self, rule: Rule, level: Level) {
        self.set.push((rule, level));
    }

    /// What is said where a rule is broken, which is grave by itself in this way; nothing, if it is allowed. What has no sensible
    /// reading is always an error.
    pub(crate) fn severity(&self, rule: Rule, by_itself: Severity) -> Option<Severity> {
        if by_itself == Severity::Error {
            return Some(Severity::Error);
        }
        let mut set = self.set.iter().rev();
        let level = match set.find(|(known, _)| *known == rule) {
            Some((_, level)) => *level,
            None if rule.default_level() == Level::Allow => Level::Allow,
            None if self.is_strict => Level::Deny,
            None => Level::Warn,
        };
        match level {
            Level::Allow => None,
            Level::Warn => Some(Severity::Warning),
            Level::Deny => Some(Severity::Error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_words_of_the_rules_and_sorted_out() {
        for rule in Rule::ALL {
            let words: String = format!("{rule:?}")
                .chars()
                .flat_map(|c| {
                    c.is_uppercase()
                        .then_some('-')
                        .into_iter()
                        .chain(c.to_lowercase())
                })
                .collect();
            assert_eq!(rule.name(), words.trim_start_matches('-'));
            assert_eq!(rule.name().parse(), Ok(*rule));
        }
    }

    #[test]
    fn a_name_that_is_none_is_answered_with_a_similar_one() {
        let error = "unknow-keyword".parse::<Rule>();
        let message = "there is no rule of this name; did you mean `unknown-keyword`?";
        assert_eq!(error, Err(message.to_owned()));
    }

    #[test]
    fn what_is_set_last_counts_and_more_than_strictness() {
        let mut levels = Levels::default();
        let of = |levels: &Levels, rule| levels.severity(rule, Severity::Warning);
        assert_eq!(of(&levels, Rule::MissingId), None);
        levels.strictly();
        assert_eq!(of(&levels, Rule::MergeKey), Some(Severity::Error));
        assert_eq!(of(&levels, Rule::MissingId), None);
        levels.set(Rule::MergeKey, Level::Warn);
        levels.set(Rule::MissingId, Level::Warn);
        assert_eq!(of(&levels, Rule::MergeKey), Some(Severity::Warning));
        assert_eq!(of(&levels, Rule::MissingId), Some(Severity::Warning));
        levels.set(Rule::MergeKey, Level::Allow);
        assert_eq!(of(&levels, Rule::MergeKey), None);
        let error = levels.severity(Rule::MergeKey, Severity::Error);
        assert_eq!(error, Some(Severity::Error));
    }
}
