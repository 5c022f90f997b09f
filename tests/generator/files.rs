//! Documents of several files: which are opened, what becomes of them, and what is said where.

use std::cell::RefCell;
use std::fs;

use generator::Generated;
use generator::Source;
use generator::generate;
use tests::repository;

const ROOT: &str = "openapi: 3.1.0
info: {title: Shelf, version: 1.0.0}
servers: [{url: https://example.com}]
";

/// The document with the files that it asks for, and the paths that it asked for.
fn gathered(document: &str, files: &[(&str, &str)]) -> (Source, Vec<String>) {
    let asked = RefCell::new(Vec::new());
    let source = Source::new("spec/api.yaml", format!("{ROOT}{document}")).gather(|path| {
        asked.borrow_mut().push(path.to_owned());
        let found = files.iter().find(|(name, _)| *name == path);
        found
            .map(|(_, text)| (*text).to_owned())
            .ok_or_else(|| "there is no such file".to_owned())
    });
    (source, asked.into_inner())
}

/// A document with one operation, whose response is of this schema.
fn responding(schema: &str) -> String {
    format!(
        "paths:\n  /a:\n    get:\n      operationId: a\n      responses:\n        '200': {{description: A., content: {{application/json: {{schema: {schema}}}}}}}\n"
    )
}

fn diagnostics(source: &Source) -> String {
    match generate(source) {
        Ok(Generated { warnings, .. }) => warnings.to_string(),
        Err(diagnostics) => diagnostics.to_string(),
    }
}

#[test]
fn a_document_of_several_files_becomes_one_crate() {
    let folder = repository().join("tests/generator/files/shelf");
    let read = |path: &str| fs::read_to_string(folder.join(path)).map_err(|e| e.to_string());
    let asked = RefCell::new(Vec::new());
    let source = Source::new("api.yaml", read("api.yaml").unwrap()).gather(|path| {
        asked.borrow_mut().push(path.to_owned());
        read(path)
    });
    let Generated {
        files, warnings, ..
    } = generate(&source).unwrap();
    let types = files.iter().map(|(path, _)| path.to_owned());
    let types: Vec<String> = types.filter(|path| path.contains("/types/")).collect();

    assert_eq!(warnings.to_string(), "");
    let once = [
        "paths/books.yaml",
        "schemas/Book.yaml",
        "parameters.json",
        "responses.yaml",
        "responses/index.yaml",
        "schemas/error.yaml",
        "schemas/film.yaml",
    ];
    assert_eq!(asked.into_inner(), once);
    insta::assert_snapshot!("files_as_types", types.join("\n"));
}

#[test]
fn nothing_is_opened_for_a_reference_that_leads_outside() {
    let folder = repository().join("tests/generator/mistakes");
    let text = fs::read_to_string(folder.join("outside.yaml")).unwrap();
    for strict in [false, true] {
        let source = Source::new("outside.yaml", &text);
        let source = if strict { source.strictly() } else { source };
        let source = source.gather(|path| panic!("{path} was asked for"));
        let count = diagnostics(&source).matches("-->").count();
        assert_eq!(count, 9, "{}", diagnostics(&source));
    }
}

#[test]
fn a_mistake_is_shown_in_the_file_that_has_it() {
    let (source, _) = gathered(
        &responding("{$ref: schemas/book.yaml#/Book}"),
        &[(
            "schemas/book.yaml",
            "Book:\n  type: object\n  requierd: [title]\n  properties:\n    next: {$ref: '#/Bok'}\n    last: {$ref: film.yaml}\n",
        )],
    );
    insta::assert_snapshot!("mistake_in_a_file", diagnostics(&source));
}

#[test]
fn files_that_are_no_yaml_or_not_there_are_said() {
    let (source, asked) = gathered(
        &responding(
            "{properties: {a: {$ref: a.yaml}, b: {$ref: b.yaml#/B}, c: {$ref: './a.yaml#/C'}}}",
        ),
        &[("a.yaml", "a: [")],
    );
    assert_eq!(asked, ["a.yaml", "b.yaml"]);
    insta::assert_snapshot!("unreadable_files", diagnostics(&source));
}

#[test]
fn circles_across_files_end() {
    let (source, asked) = gathered(
        &responding("{$ref: a.yaml}"),
        &[
            ("a.yaml", "type: object\nproperties: {b: {$ref: b.yaml}}\n"),
            (
                "b.yaml",
                "type: object\nproperties: {a: {$ref: ./a.yaml}, api: {$ref: 'api.yaml#/paths/~1a/get/responses/200/content/application~1json/schema'}}\n",
            ),
        ],
    );
    assert_eq!(asked, ["a.yaml", "b.yaml"]);
    assert_eq!(diagnostics(&source), "");

    let (source, _) = gathered(
        "paths: {/a: {$ref: a.yaml}}\n",
        &[("a.yaml", "{$ref: b.yaml}"), ("b.yaml", "{$ref: a.yaml}")],
    );
    assert!(diagnostics(&source).contains("this reference leads back to itself"));
    let (source, _) = gathered(
        &responding("{$ref: 'a.yaml#/a'}"),
        &[("a.yaml", "{$ref: 'a.yaml#/a'}")],
    );
    assert!(diagnostics(&source).contains("is found by more than 64 references"));
}

#[test]
fn a_description_in_markdown_is_the_text_of_the_file() {
    let document = format!(
        "tags: [{{name: books, description: {{$ref: words.md}}}}]\n{}      tags: [books]\n      description: {{$ref: more.MD}}\n",
        responding("{type: string}")
    );
    let words = "Words of **books**.\n\n> note: a quote\n\n[one]: <> (two)\n- a: \"b\" c\n";
    let (source, asked) = gathered(
        &document,
        &[("words.md", words), ("more.MD", "More words: [a")],
    );
    assert_eq!(asked, ["words.md", "more.MD"]);
    let generated = generate(&source).unwrap();
    let text: String = generated.files.iter().map(|(_, text)| text).collect();
    assert!(text.contains("Words of **books**."));
    assert!(text.contains("More words:"));
}

#[test]
fn a_file_that_only_a_mapping_names_is_read() {
    let document = format!(
        "{}components:
  schemas:
    Pet:
      oneOf: [{{$ref: '#/components/schemas/Cat'}}, {{$ref: '#/components/schemas/Dog'}}]
      discriminator: {{propertyName: kind, mapping: {{tom: '#/components/schemas/Cat', rex: dog.yaml}}}}
    Cat: {{type: object, required: [kind], properties: {{kind: {{type: string}}}}}}
    Dog: {{type: object, required: [kind], properties: {{kind: {{type: string}}}}}}
",
        responding("{$ref: '#/components/schemas/Pet'}")
    );
    let (source, asked) = gathered(&document, &[("dog.yaml", "type: object")]);
    assert_eq!(asked, ["dog.yaml"]);
    let diagnostics = diagnostics(&source);
    assert!(
        diagnostics.contains("this names none of the branches"),
        "{diagnostics}"
    );
}

#[test]
fn files_have_limits() {
    let many: Vec<String> = (0..10_001)
        .map(|n| format!("p{n}: {{$ref: f{n}.yaml}}"))
        .collect();
    let source = Source::new(
        "api.yaml",
        format!(
            "{ROOT}{}",
            responding(&format!("{{properties: {{{}}}}}", many.join(", ")))
        ),
    );
    let source = source.gather(|_| Ok("type: string".to_owned()));
    assert!(diagnostics(&source).contains("the document has more than 10000 files"));

    let (source, _) = gathered(
        &responding("{$ref: a.yaml}"),
        &[("a.yaml", &" ".repeat(65 * 1024 * 1024))],
    );
    assert!(diagnostics(&source).contains("the files have more than 67108864 bytes together"));
}

#[test]
fn an_overlay_mends_a_document() {
    let document = format!(
        "{ROOT}tags: [{{name: One}}, {{name: Two}}, {{nmae: Three}}]\n{}",
        responding("{type: string}")
    );
    let overlay = "overlay: 1.1.0
info: {title: Mend, version: 1.0.0}
actions:
  - {target: \"$.tags[?@.name == 'One']\", remove: true}
  - target: $.paths['/a']
    copy: $.paths['/a'].get
    description: What is copied keeps its place.
  - target: $.paths['/a']
    update:
      get: {operationId: books.get, sumary: A book.}
  - {target: '$.paths.*.get.tags', update: New}
  - {target: \"$.paths['/b']\", remove: true}
";
    let source = Source::new("api.yaml", document).overlaid("mend.yaml", overlay);
    insta::assert_snapshot!("overlay", diagnostics(&source));
}

#[test]
fn what_is_wrong_with_an_overlay_is_said_where_it_stands() {
    let document = format!("{ROOT}{}", responding("{type: string}"));
    let overlay = "overlay: 2.0.0
info: {title: Mend, version: 1.0.0}
actions:
  - {target: '$.paths[', update: {}}
  - {traget: $}
  - {target: $.info, update: text}
  - {target: $.info.title, update: {a: b}}
  - {target: $.info, copy: '$.nothing'}
  - {target: $, remove: true, update: {}}
  - {target: $.info}
";
    let source = Source::new("api.yaml", document).overlaid("mend.yaml", overlay);
    insta::assert_snapshot!("overlay_mistakes", diagnostics(&source));
}

/// The example of appendix F of OpenAPI 3.2: what counts is the URI that each file gives itself.
#[test]
fn a_reference_is_seen_from_the_uri_of_its_file() {
    let read = |path: &str| {
        let text = match path {
            "shared/foo.yaml" => {
                "openapi: 3.2.0\n$self: https://example.com/api/shared/foo\ninfo: {title: Shared, version: '1.0'}\n\
                 components:\n  requestBodies:\n    Foo:\n      required: true\n      content: {application/json: {schema: {$ref: ../schemas/foo}}}\n  \
                 securitySchemes:\n    token: {type: http, scheme: bearer}\n  \
                 schemas:\n    Foo: {$id: https://example.com/api/schemas/foo, type: object, required: [bar], properties: {bar: {$ref: bar}}}\n    \
                 Bar: {$id: https://example.com/api/schemas/bar, type: object, properties: {name: {type: string}}}\n"
            }
            "pets" => {
                "type: object\nproperties: {name: {type: string}, foo: {$ref: 'shared/foo#/components/schemas/Foo'}}\n"
            }
            _ => return Err("there is no such file".to_owned()),
        };
        Ok(text.to_owned())
    };
    let document = "openapi: 3.2.0\n$self: https://example.com/api/openapi\ninfo: {title: Shelf, version: 1.0.0}\n\
        servers: [{url: https://example.com}]\nsecurity: [{'shared/foo#/components/securitySchemes/token': []}]\npaths:\n  /foo:\n    put:\n      operationId: put\n      \
        requestBody: {$ref: 'shared/foo#/components/requestBodies/Foo'}\n      \
        responses: {'200': {content: {application/json: {schema: {$ref: 'https://example.com/api/pets'}}}}}\n    \
        get:\n      operationId: get\n      \
        responses: {'200': {content: {application/json: {schema: {$ref: '/api/openapi#/components/schemas/Own'}}}}}\n\
        components: {schemas: {Own: {type: object, properties: {name: {type: string}}}}}\n";
    let asked = RefCell::new(Vec::new());
    let source = Source::new("spec/api.yaml", document).gather(|path| {
        asked.borrow_mut().push(path.to_owned());
        read(path)
    });
    let Generated {
        files, warnings, ..
    } = generate(&source).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(
        asked.into_inner(),
        ["shared/foo", "shared/foo.yaml", "pets"]
    );
    assert_eq!(warnings.to_string(), "");
    let types = files.iter().filter(|(path, _)| path.contains("/types/"));
    let types: Vec<&str> = types.map(|(path, _)| path).collect();
    let expected = ["bar", "foo", "mod", "own", "pets"].map(|name| format!("src/types/{name}.rs"));
    assert_eq!(types, expected);
    let (_, client) = files
        .iter()
        .find(|(path, _)| *path == "src/client.rs")
        .unwrap();
    assert!(client.contains("Scheme::bearer(\"token\")"), "{client}");
}
