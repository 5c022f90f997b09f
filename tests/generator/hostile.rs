//! Hostile documents, and such as are merely wrong: each becomes a client in which nothing of the document is more than text, or an
//! error that says where. Nothing panics, and what is made follows from the size of the document.

#![expect(
    clippy::unwrap_used,
    reason = "a test says what went wrong by failing where it did"
)]

use std::path::Path;

use generator::Budget;
use generator::Diagnostics;
use generator::Generated;
use generator::Rule;
use generator::Source;
use generator::generate;
use syn::visit::Visit;
use tests::document::HEADER;
use tests::hostile::NAMES;
use tests::hostile::SENTINEL;
use tests::hostile::TEXTS;
use tests::hostile::called;
use tests::hostile::everywhere;

/// What a document becomes: files that are Rust without the sentinel, or errors that all have a place.
fn outcome(name: &str, text: impl Into<String>) -> Result<Generated, Diagnostics> {
    let run = generate(&Source::new("hostile.yaml", text));
    match &run {
        Ok(generated) => {
            for (path, text) in generated.files.iter() {
                if has_extension(path, "rs") {
                    let file =
                        syn::parse_file(text).map_err(|error| format!("{name}: {path}: {error}"));
                    let mut items = Items::default();
                    items.visit_file(&file.unwrap());
                    assert!(!items.has_sentinel, "{name}: {path}");
                }
                check_text(name, path, text);
            }
            let paths = generated.files.iter().map(|(path, _)| path);
            for path in paths {
                let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._".contains(c);
                let is_inside = path.starts_with("src/") || !path.contains('/');
                assert!(
                    is_inside && path.chars().all(is_plain) && !path.contains(".."),
                    "{name}: {path}"
                );
            }
        }
        Err(diagnostics) => {
            let said = diagnostics.to_string();
            assert!(!said.contains("[unexpected-output]"), "{name}: {said}");
            assert!(said.contains("--> hostile.yaml:"), "{name}: {said}");
            assert!(
                !said.contains(['\u{1b}', '\u{202e}', '\0', '\r']),
                "{name}: {said}"
            );
        }
    }
    run
}

fn has_extension(path: &str, extension: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|found| found == extension)
}

/// Whether a file defines or calls something that only the document names so.
#[derive(Default)]
struct Items {
    has_sentinel: bool,
}

impl<'ast> Visit<'ast> for Items {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        let name = match item {
            syn::Item::Fn(item) => Some(&item.sig.ident),
            syn::Item::Mod(item) => Some(&item.ident),
            syn::Item::Macro(item) => item.mac.path.get_ident(),
            _ => None,
        };
        self.has_sentinel |= name.is_some_and(|name| name == SENTINEL);
        syn::visit::visit_item(self, item);
    }
}

/// No control character, no HTML, and no link of the document that leads to more than the web.
fn check_text(name: &str, path: &str, text: &str) {
    let is_harmful =
        |c: char| c != '\n' && c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
    assert!(!text.contains(is_harmful), "{name}: {path}");
    let mut is_code = false;
    for line in text.lines() {
        let comment = line.trim_start().trim_start_matches(['/', '!', ' ']);
        let is_fence = comment.starts_with("```") || comment.starts_with("~~~");
        let is_closing = comment.chars().all(|c| "`~".contains(c));
        is_code = if is_code {
            !(is_fence && is_closing)
        } else {
            is_fence
        };
        let is_shown = line.trim_start().starts_with("//") || has_extension(path, "md");
        if is_code || !is_shown {
            continue;
        }
        let lower = line.to_lowercase();
        for scheme in [
            "](javascript:",
            "](data:",
            "](vbscript:",
            "](file:",
            "<javascript:",
            "<data:",
            "<vbscript:",
            "]: javascript:",
        ] {
            let is_escaped = |at: usize| {
                lower[..at].contains('`') && lower[at..].contains('`')
                    || is_escaped_link(&lower, at)
            };
            let found = lower.find(scheme).filter(|at| !is_escaped(*at));
            assert!(found.is_none(), "{name}: {path}: {line}");
        }
    }
}

/// Whether the bracket that opens a link, or the one that is itself at the place, has a backslash before it.
fn is_escaped_link(line: &str, at: usize) -> bool {
    let opening = if line[at..].starts_with('<') {
        Some(at)
    } else {
        line[..at].rfind('[')
    };
    opening.is_none_or(|opening| line[..opening].ends_with('\\'))
}

#[test]
fn texts_stay_texts_wherever_they_stand() {
    for text in TEXTS {
        let run = outcome(text, everywhere(text).to_string());
        assert!(
            run.is_ok(),
            "{text}: {:?}",
            run.err().map(|errors| errors.to_string())
        );
    }
}

#[test]
fn names_become_others_or_are_rejected() {
    for name in NAMES {
        let _ = outcome(name, called(name).to_string());
    }
}

#[test]
fn references_lead_nowhere_else() {
    let targets = [
        "",
        "#",
        "#/",
        "#/components/schemas/",
        "#/components/schemas/S",
        "#/components/schemas/No",
        "foo",
        "#/paths/~1a",
        "%2fetc%2fpasswd",
        "#/components/schemas/S/oneOf/0",
        "#/components/schemas/S~2",
        "#/components/schemas/%zz",
        "http://127.0.0.1:9/x",
        "file:///etc/passwd",
        "/etc/passwd",
        "../x.yaml",
        "//h/x",
        "data:application/json,{}",
        "C:\\x",
        "..",
        "/dev/zero",
        "urn:x",
        "\u{0}",
    ];
    for target in targets {
        let target = serde_json::Value::from(target);
        for schema in [
            format!("{{$ref: {target}}}"),
            format!("{{type: object, properties: {{a: {{$ref: {target}}}}}}}"),
            format!("{{allOf: [{{$ref: {target}}}, {{required: [a]}}]}}"),
            format!("{{oneOf: [{{$ref: {target}}}, {{type: string}}], example: a}}"),
            format!("{{type: array, items: {{anyOf: [{{$ref: {target}}}]}}}}"),
        ] {
            let _ = outcome(
                &schema,
                tests::document::of_schemas(&format!("Subject: {schema}\nS: {schema}\n")),
            );
        }
    }
}

/// Whether the document is an error of this rule.
fn breaks(rule: Rule, name: &str, text: impl Into<String>) {
    let errors = outcome(name, text).err().map(|errors| errors.to_string());
    let errors = errors.unwrap_or_default();
    assert!(
        errors.contains(&format!("error[{rule}]")),
        "{name}: {errors}"
    );
}

#[test]
fn yaml_that_is_more_than_its_text_is_an_error() {
    let begin = format!("{HEADER}paths: {{}}\n");
    let laugh = |level: usize| {
        let below = format!("*a{}, ", level - 1).repeat(9);
        format!("x-a{level}: &a{level} [{below}]\n")
    };
    let laughs: Vec<String> = (1..9).map(laugh).collect();
    let laughs = laughs.concat();
    breaks(
        Rule::TooLarge,
        "laughs",
        format!("{begin}x-a0: &a0 [lol]\n{laughs}"),
    );
    let long = "z".repeat(10_000);
    let many = "*a, ".repeat(100);
    breaks(
        Rule::TooLarge,
        "a long text",
        format!("{begin}x-a: &a {long}\nx-b: [{many}]\n"),
    );
    breaks(
        Rule::TooLarge,
        "brackets",
        format!("{begin}x-a: {}", "[".repeat(1_001)),
    );
    for (name, text) in [
        ("itself", "x-a: &a [*a]\n"),
        ("a tag", "x-a: !evil {}\n"),
        ("a tag of bytes", "x-a: !!binary aGk=\n"),
        ("a tag of a program", "x-a: !!python/object:os.system {}\n"),
        ("infinity", "x-a: .inf\n"),
    ] {
        breaks(Rule::InvalidYaml, name, format!("{begin}{text}"));
    }
}

#[test]
fn what_one_type_is_made_of_has_an_end() {
    let list = |count: usize, item: &str| vec![item; count].join(", ");
    let properties: Vec<String> = (0..5_001)
        .map(|number| format!("p{number}: {{}}"))
        .collect();
    let values: Vec<String> = (0..20_001).map(|number| format!("v{number}")).collect();
    for schema in [
        format!(
            "{{type: object, properties: {{{}}}}}",
            properties.join(", ")
        ),
        format!("{{enum: [{}]}}", values.join(", ")),
        format!("{{oneOf: [{}]}}", list(5_001, "{type: string}")),
        format!("{{allOf: [{}]}}", list(5_001, "{}")),
        format!("{{type: array, prefixItems: [{}]}}", list(5_001, "{}")),
    ] {
        let document = tests::document::of_schemas(&format!("Subject: {schema}\n"));
        breaks(Rule::TooLarge, &schema[..20], document);
    }
}

#[test]
fn what_is_referred_to_counts_each_time() {
    let methods = ["get", "put", "post", "delete", "options", "head", "patch"];
    let methods =
        methods.map(|method| format!("{method}: {{responses: {{'204': {{description: Done.}}}}}}"));
    let methods = methods.join(", ");
    let paths = |count: usize| -> String {
        let path = |number| format!("/a{number}: {{$ref: '#/components/pathItems/All'}}\n");
        (0..count).map(path).collect()
    };
    let document = |count: usize, item: &str| {
        let paths = tests::document::of_paths(&paths(count));
        format!("{paths}components: {{pathItems: {{All: {{{item}}}}}}}\n")
    };
    assert!(outcome("a path item", document(20, &methods)).is_ok());
    breaks(Rule::TooLarge, "a path item", document(400, &methods));
    let parameter = |number| format!("{{name: p{number}, in: query, schema: {{type: string}}}}");
    let parameters: Vec<String> = (0..100).map(parameter).collect();
    let item = format!("parameters: [{}], {methods}", parameters.join(", "));
    breaks(Rule::TooLarge, "parameters of a path", document(10, &item));
}

#[test]
fn examples_show_no_more_than_the_document_has_room_for() {
    let document = |count: usize| {
        let values = "[1, 2], ".repeat(count);
        tests::document::of_paths(&format!(
            "/a: {{post: {{operationId: a, requestBody: {{content: {{application/json: {{schema: {{}}, example: [{values}]}}}}}}, responses: {{'204': {{description: Done.}}}}}}}}\n"
        ))
    };
    let warnings = |count| outcome("an example", document(count)).unwrap().warnings;
    assert!(warnings(100).is_empty());
    let said = warnings(5_000).to_string();
    assert!(said.contains("warning[too-large]"), "{said}");
}

#[test]
fn signs_of_a_text_are_no_brackets() {
    let signs = "[{".repeat(3_000);
    for description in [
        format!("'{signs}'"),
        format!("\"{signs}\""),
        format!("|\n  {signs}"),
    ] {
        let text = format!(
            "{}x-a: {description}\n",
            tests::document::of_schemas("Subject: {type: string}\n")
        );
        assert!(outcome("signs", text).is_ok());
    }
}

#[test]
fn schemas_that_include_each_other_in_a_long_chain_are_an_error() {
    let link = |number: usize| {
        let next = format!("{{$ref: '#/components/schemas/A{}'}}", number + 1);
        format!("A{number}: {{allOf: [{next}, {{properties: {{p{number}: {{}}}}}}]}}\n")
    };
    let chain = |length: usize| {
        let links: String = (0..length).map(link).collect();
        let subject = "Subject: {$ref: '#/components/schemas/A0'}\n";
        tests::document::of_schemas(&format!("{subject}{links}A{length}: {{type: object}}\n"))
    };
    assert!(outcome("a chain", chain(60)).is_ok());
    breaks(Rule::TooLarge, "a long chain", chain(400));
}

#[test]
fn overlays_add_no_more_than_the_document_allows() {
    let action = |action: &str| {
        format!(
            "overlay: 1.1.0\ninfo: {{title: O, version: '1'}}\nactions:\n{}",
            format!("  - {action}\n").repeat(60)
        )
    };
    let nested = format!(
        "{{target: \"$[{}]\", remove: true}}",
        "?@[".repeat(20) + &"]".repeat(20)
    );
    for overlay in [
        "{target: $.info, copy: $}",
        "{target: $..servers, update: [{servers: [{}]}]}",
        "{target: $..*..*..*..*..*, remove: true}",
        nested.as_str(),
    ] {
        let document = tests::document::of_schemas("Subject: {type: string}\n");
        let source =
            Source::new("hostile.yaml", document).overlaid("overlay.yaml", action(overlay));
        let errors = generate(&source).unwrap_err().to_string();
        assert!(
            errors.contains("error[too-large]") && errors.contains("--> overlay.yaml:"),
            "{errors}"
        );
    }
}

#[test]
fn a_budget_can_be_raised() {
    let items = "*a, ".repeat(4_000);
    let text = format!(
        "{}x-a: &a [1, 2, 3, 4, 5, 6]\nx-b: [{items}]\n",
        tests::document::of_paths(
            "/a: {get: {operationId: a, responses: {'204': {description: Done.}}}}\n"
        )
    );
    let source = Source::new("hostile.yaml", text.as_str());
    assert!(generate(&source).is_ok());
    let items = "*b, ".repeat(4_000);
    let text = format!("{text}x-c: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\nx-d: [{items}]\n");
    breaks(Rule::TooLarge, "aliases", text.as_str());
    let source = Source::new("hostile.yaml", text).within(Budget::times(4));
    assert!(generate(&source).is_ok());
}
