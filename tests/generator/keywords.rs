//! What becomes of each keyword: the list of the generator against what it does.
//!
//! The documents in `keywords/` have every keyword. Each is taken out in turn, and what that changes is what it is for.

#![expect(
    clippy::unwrap_used,
    reason = "a test says what went wrong by failing where it did"
)]

use std::collections::BTreeMap;
use std::fs;

use generator::Generated;
use generator::Source;
use generator::generate;
use generator::input;
use generator::keywords::ALL;
use generator::keywords::Fate;
use generator::keywords::NEW_IN_3_2;
use generator::keywords::page;
use generator::pointer::Pointer;
use generator::report::diagnostic::At;
use generator::report::diagnostic::Use;
use serde_json::Value;
use tests::repository;

/// The keywords of OpenAPI 3.0 and 3.1 and of JSON Schema 2020-12, from their specifications.
const SPECIFIED: &[(&str, &str)] = &[
    (
        "the document",
        "openapi info jsonSchemaDialect servers paths webhooks components security tags externalDocs",
    ),
    (
        "info",
        "title summary description termsOfService contact license version",
    ),
    ("a contact", "name url email"),
    ("a license", "name identifier url"),
    ("a server", "url description variables"),
    ("a server variable", "enum default description"),
    (
        "components",
        "schemas responses parameters examples requestBodies headers securitySchemes links callbacks pathItems",
    ),
    (
        "a path item",
        "$ref summary description get put post delete options head patch trace servers parameters",
    ),
    (
        "an operation",
        "tags summary description externalDocs operationId parameters requestBody responses callbacks deprecated \
         security servers",
    ),
    ("external documentation", "description url"),
    (
        "a parameter",
        "name in description required deprecated allowEmptyValue style explode allowReserved schema example examples \
         content",
    ),
    ("a request body", "description content required"),
    ("a media type", "schema example examples encoding"),
    (
        "an encoding",
        "contentType headers style explode allowReserved",
    ),
    ("a response", "description headers content links"),
    ("an example", "summary description value externalValue"),
    (
        "a link",
        "operationRef operationId parameters requestBody description server",
    ),
    (
        "a header",
        "description required deprecated style explode schema example examples content",
    ),
    ("a tag", "name description externalDocs"),
    ("a reference", "$ref summary description"),
    (
        "a schema",
        "$id $schema $ref $anchor $dynamicRef $dynamicAnchor $vocabulary $comment $defs \
         allOf anyOf oneOf not if then else dependentSchemas prefixItems items contains properties patternProperties \
         additionalProperties propertyNames unevaluatedItems unevaluatedProperties \
         type enum const multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern \
         maxItems minItems uniqueItems maxContains minContains maxProperties minProperties required dependentRequired \
         title description default deprecated readOnly writeOnly examples \
         format contentEncoding contentMediaType contentSchema \
         discriminator xml externalDocs example nullable",
    ),
    ("a discriminator", "propertyName mapping"),
    (
        "a security scheme",
        "type description name in scheme bearerFormat flows openIdConnectUrl",
    ),
    (
        "flows",
        "implicit password clientCredentials authorizationCode",
    ),
    (
        "an OAuth flow",
        "authorizationUrl tokenUrl refreshUrl scopes",
    ),
];

/// How many uses of a keyword are looked at, when one of them does what the list says.
const ENOUGH: usize = 5;

#[test]
fn every_keyword_of_the_specifications_has_a_fate() {
    for (what, keywords) in SPECIFIED {
        let object = ALL.iter().find(|object| object.what == *what).unwrap();
        for name in keywords.split_whitespace() {
            assert!(object.keyword(name).is_some(), "{what} has `{name}`");
        }
    }
}

/// The fixed fields of OpenAPI 3.2, by their objects.
fn fields_of_3_2() -> Vec<(String, Vec<String>)> {
    let path = repository().join("tests/generator/fields_of_3_2.txt");
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let objects = lines.map(|line| {
        let (object, fields) = line.split_once(": ").unwrap();
        let fields = fields.split_whitespace().map(str::to_owned);
        (object.to_owned(), fields.collect())
    });
    objects.collect()
}

#[test]
fn every_fixed_field_of_3_2_has_a_fate_and_few_are_reported_alone() {
    let mut reported = Vec::new();
    let mut count = 0;
    for (what, fields) in fields_of_3_2() {
        let object = ALL.iter().find(|object| object.what == what).unwrap();
        for name in fields {
            let keyword = object.keyword(&name);
            let fate = keyword.map(|keyword| keyword.fate);
            assert!(fate.is_some(), "{what} has `{name}`");
            count += 1;
            if fate == Some(Fate::Reported) {
                reported.push(format!("{what}: {name}"));
            }
        }
    }
    // XML is no format of these clients, and a dialect is another language for schemas.
    let expected = [
        "the document: jsonSchemaDialect",
        "a schema: xml",
        "XML: nodeType",
        "XML: name",
        "XML: namespace",
        "XML: prefix",
        "XML: attribute",
        "XML: wrapped",
    ];
    assert_eq!(reported, expected);
    assert_eq!(count, 172);
    assert!(reported.len() * 20 <= count);
}

#[test]
fn what_is_new_in_3_2_is_a_keyword_of_its_object() {
    for (what, keywords) in NEW_IN_3_2 {
        let object = ALL.iter().find(|object| object.what == *what).unwrap();
        for name in *keywords {
            assert!(object.keyword(name).is_some(), "{what} has `{name}`");
        }
    }
}

#[test]
fn the_page_is_what_the_list_says() {
    let path = repository().join("spec/KEYWORDS.md");
    assert!(
        fs::read_to_string(path).unwrap() == page(),
        "write it again: cargo run -- --keywords > spec/KEYWORDS.md"
    );
}

#[test]
fn each_keyword_does_what_the_list_says() {
    let mut seen: BTreeMap<(&str, &str), Vec<Fate>> = BTreeMap::new();
    for path in documents() {
        let text = fs::read_to_string(&path).unwrap();
        let whole = Outcome::of(&text);
        assert!(whole.code.is_some(), "{} is generated", path.display());
        for one in input::uses(&Source::new("whole.yaml", &text)) {
            let seen = seen.entry((one.object.what, one.keyword.name)).or_default();
            // What changes code somewhere does no more anywhere else.
            let is_open = seen.len() < ENOUGH || !seen.contains(&one.keyword.fate);
            if is_open && !seen.contains(&Fate::Honoured) {
                seen.push(observed(&one, &text, &whole));
            }
        }
    }
    let mut wrong = Vec::new();
    for object in ALL {
        for keyword in object.keywords {
            let (what, name, fate) = (object.what, keyword.name, keyword.fate.word());
            let seen = seen.get(&(what, name));
            // Of a keyword that is for several things, the list says the one that matters most.
            let most = seen.and_then(|fates| fates.iter().min());
            if most != Some(&keyword.fate) {
                wrong.push(format!(
                    "`{name}` of {what} is {fate} in the list: seen {most:?}"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn documents() -> Vec<std::path::PathBuf> {
    let folder = repository().join("tests/generator/keywords");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths
}

/// What a document becomes.
struct Outcome {
    /// The code, without its documentation; `None` when nothing is generated.
    code: Option<Vec<(String, String)>>,
    documentation: Vec<String>,
    /// The places that warnings name.
    places: Vec<Pointer>,
}

impl Outcome {
    fn of(text: &str) -> Self {
        let Ok(generated) = generate(&Source::new("whole.yaml", text)) else {
            return Self {
                code: None,
                documentation: Vec::new(),
                places: Vec::new(),
            };
        };
        let Generated {
            files, warnings, ..
        } = generated;
        let mut code = Vec::new();
        let mut documentation = Vec::new();
        for (path, text) in files.iter() {
            let is_words = |line: &&str| {
                let line = line.trim_start();
                path == "README.md" || line.starts_with("//")
            };
            let (words, lines): (Vec<&str>, Vec<&str>) = text.lines().partition(is_words);
            documentation.extend(words.into_iter().map(str::to_owned));
            code.push((path.to_owned(), lines.join("\n")));
        }
        let places = warnings.iter().filter_map(|one| match &one.at {
            At::Place(place) | At::InText(_, place) => Some(place.pointer.clone()),
            At::Offset(..) => None,
        });
        Self {
            code: Some(code),
            documentation,
            places: places.collect(),
        }
    }

    /// Whether a warning names the place, the object that it belongs to, or something in it.
    fn names(&self, at: &Pointer) -> bool {
        let tokens = at.tokens();
        self.places.iter().any(|place| {
            let named = place.tokens();
            let is_near = tokens.len() <= named.len() + 2;
            is_near && (tokens.starts_with(&named) || named.starts_with(&tokens))
        })
    }
}

/// What a keyword is for, seen from what is different without it.
fn observed(one: &Use, text: &str, whole: &Outcome) -> Fate {
    let mut document: Value = serde_yaml::from_str(text).unwrap();
    remove(&mut document, &one.at.tokens());
    let without = Outcome::of(&document.to_string());
    if without.code != whole.code {
        Fate::Honoured
    } else if without.documentation != whole.documentation {
        Fate::Documented
    } else if whole.names(&one.at) {
        Fate::Reported
    } else {
        Fate::Left
    }
}

fn remove(document: &mut Value, tokens: &[&str]) {
    let (last, parents) = tokens.split_last().unwrap();
    let mut here = document;
    for token in parents {
        here = match here {
            Value::Array(elements) => &mut elements[token.parse::<usize>().unwrap()],
            object => &mut object[*token],
        };
    }
    here.as_object_mut().unwrap().shift_remove(*last);
}
