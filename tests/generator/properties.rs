//! Documents that are made up become clients, whose types hold every value of their schemas and reject what breaks a constraint. What is
//! a value of a schema, the crate `jsonschema` says.
//!
//! `PROPERTIES=500` makes so many documents, `CHANGED=9` changes each so often, `CLIENTS=8` compiles so many of them, and sends values,
//! `HOSTILE=9` compiles clients of so many hostile texts. `.ci/property` does all of it.

#![expect(
    clippy::unwrap_used,
    reason = "a test says what went wrong by failing where it did"
)]

mod cargo;

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::process::Stdio;

use generator::Source;
use generator::Surroundings;
use generator::emit::Files;
use generator::emit::disk;
use generator::generate;
use serde_json::Value;
use tests::hostile::SENTINEL;
use tests::hostile::TEXTS;
use tests::hostile::everywhere;
use tests::random::Choices;
use tests::random::SCHEMAS;
use tests::random::change;
use tests::random::document;
use tests::random::value;
use tests::repository;
use tests::set_edition;

/// How many values are made of each schema.
const VALUES: u64 = 40;

fn count(variable: &str, usual: u64) -> u64 {
    env::var(variable).map_or(usual, |count| count.parse().unwrap())
}

fn made(seed: u64) -> (String, Value) {
    (format!("made{seed}"), document(&mut Choices::of_seed(seed)))
}

fn files(name: &str, document: &Value) -> Files {
    let runtime = repository().join("generator/runtime");
    let source = Source::new("made.yaml", document.to_string())
        .called(name)
        .among(Surroundings::of("made.yaml").with_runtime_at(runtime.display().to_string()));
    generate(&source)
        .map_err(|diagnostics| format!("{name}: {diagnostics}\n{document:#}"))
        .unwrap()
        .files
}

/// A value of a schema, or what breaks a constraint of it.
struct Given {
    document: usize,
    schema: usize,
    value: Value,
    is_valid: bool,
}

fn given(place: usize, document: &Value, seed: u64) -> Vec<Given> {
    let mut given = Vec::new();
    for number in 0..SCHEMAS {
        let pointer = format!("/components/schemas/Thing{number}");
        let schema = document.pointer(&pointer).unwrap();
        let mut whole = schema.clone();
        whole["components"] = document["components"].clone();
        let judge = jsonschema::validator_for(&whole).unwrap();
        for round in 0..VALUES {
            let mut choices = Choices::of_seed(seed << 32 | round);
            let mut breaks = round % 2 == 1;
            let value = value(document, schema, &mut choices, &mut breaks);
            let is_valid = judge.is_valid(&value);
            assert!(is_valid || round % 2 == 1, "{value} is none of {schema:#}");
            given.push(Given {
                document: place,
                schema: number,
                value,
                is_valid,
            });
        }
    }
    given
}

#[test]
fn documents_that_are_made_up_become_clients() {
    for seed in 0..count("PROPERTIES", 25) {
        let (name, document) = made(seed);
        assert!(files(&name, &document).len() > SCHEMAS);
        let given = given(0, &document, seed);
        assert!(given.iter().any(|one| one.is_valid));
    }
}

#[test]
fn documents_that_are_changed_anywhere_become_clients_or_errors() {
    for seed in 0..count("PROPERTIES", 25) {
        let (_, mut document) = made(seed);
        let mut choices = Choices::of_seed(seed);
        for _ in 0..count("CHANGED", 4) {
            change(&mut document, &mut choices);
            let text = document.to_string();
            match generate(&Source::new("changed.yaml", text.as_str())) {
                Ok(generated) => {
                    for (path, text) in generated.files.iter().filter(|(path, _)| {
                        Path::new(path).extension().is_some_and(|end| end == "rs")
                    }) {
                        let file = syn::parse_file(text)
                            .map_err(|error| format!("{seed}: {path}: {error}"));
                        assert!(
                            !file.unwrap().items.is_empty() || text.contains("//!"),
                            "{path}"
                        );
                    }
                }
                Err(diagnostics) => {
                    let errors = diagnostics.to_string();
                    assert!(
                        errors.contains("error[") && !errors.contains("unexpected-output"),
                        "{seed}: {errors}\n{text}"
                    );
                }
            }
        }
    }
}

#[test]
fn clients_of_hostile_documents_compile_in_both_editions_and_nothing_of_them_runs() {
    let texts = count("HOSTILE", 0);
    if texts == 0 {
        return;
    }
    let workspace = tempfile::tempdir().unwrap();
    let mut names = Vec::new();
    for (place, text) in (0..texts).zip(TEXTS) {
        for edition in ["2021", "2024"] {
            let name = format!("hostile-{place}-{edition}");
            let folder = workspace.path().join(&name);
            disk::write(&files(&name, &everywhere(text)), &folder).unwrap();
            set_edition(&folder, edition).unwrap();
            names.push(name);
        }
    }
    write_workspace(workspace.path());
    let said = cargo::cargo(workspace.path(), &["check", "--quiet"], &[]);
    assert!(!said.contains("warning"), "{said}");
    // A macro of the document is not there: a test of its text would not compile.
    let said = cargo::cargo(workspace.path(), &["test", "--doc"], &[]);
    assert!(
        !said.contains(SENTINEL) && !said.contains("warning"),
        "{said}"
    );
}

/// What is read of a value and written again, and what is said where it is not sent.
const PROGRAM: &str = r#"
use std::io::BufRead;
use serde_json::Value;
use serde_json::json;

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for line in std::io::stdin().lock().lines() {
        let (document, schema, value): (usize, usize, Value) = serde_json::from_str(&line.unwrap()).unwrap();
        println!("{}", runtime.block_on(sent(document, schema, value)));
    }
}
"#;

/// The client of a document and the calls of its operations.
fn module(name: &str) -> String {
    let mut arms = String::new();
    for number in 0..SCHEMAS {
        let _ = writeln!(
            arms,
            "            {number} => match serde_json::from_value::<{name}::types::Thing{number}>(value) {{
                Err(error) => json!({{\"unread\": error.to_string()}}),
                Ok(read) => {{
                    let written = serde_json::to_value(&read).unwrap();
                    let error = client.thing{number}s().put(read).await.err().map(|error| error.to_string());
                    json!({{\"written\": written, \"error\": error}})
                }}
            }},"
        );
    }
    format!(
        "mod {name}_calls {{
    use {name}::client_runtime as runtime;
    use serde_json::Value;
    use serde_json::json;

    struct Echo;

    impl runtime::Transport for Echo {{
        fn send(&self, request: runtime::http::Request<runtime::Bytes>) -> runtime::TransportFuture<'_> {{
            let mut response = runtime::http::Response::new(runtime::Body::from(request.into_body()));
            let json = runtime::http::HeaderValue::from_static(\"application/json\");
            response.headers_mut().insert(\"content-type\", json);
            Box::pin(async {{ Ok(response) }})
        }}
    }}

    pub async fn sent(schema: usize, value: Value) -> Value {{
        let settings = {name}::Settings::new().transport(Echo);
        let client = {name}::Client::builder().settings(settings).build().unwrap();
        match schema {{
{arms}            _ => unreachable!(),
        }}
    }}
}}
"
    )
}

fn write_program(names: &[String], workspace: &Path) {
    let mut manifest = "[package]\nname = \"calls\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\nserde_json = \"1\"\ntokio = { version = \"1\", features = [\"rt\", \"time\"] }\n".to_owned();
    let mut program = PROGRAM.to_owned();
    let mut arms = String::new();
    for (place, name) in names.iter().enumerate() {
        let _ = writeln!(
            manifest,
            "{name} = {{ path = \"../{name}\", features = [\"serde\"] }}"
        );
        program += &module(name);
        let _ = writeln!(
            arms,
            "        {place} => {name}_calls::sent(schema, value).await,"
        );
    }
    let _ = write!(
        program,
        "async fn sent(document: usize, schema: usize, value: Value) -> Value {{\n    let _ = json!(null);\n    match document {{\n{arms}        _ => unreachable!(),\n    }}\n}}\n"
    );
    let source = workspace.join("calls/src");
    fs::create_dir_all(&source).unwrap();
    fs::write(workspace.join("calls/Cargo.toml"), manifest).unwrap();
    fs::write(source.join("main.rs"), program).unwrap();
    write_workspace(workspace);
}

fn write_workspace(workspace: &Path) {
    let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"*\"]\nexclude = [\"target\"]\n";
    fs::write(workspace.join("Cargo.toml"), manifest).unwrap();
    let lock = "Cargo.lock";
    fs::copy(repository().join(lock), workspace.join(lock)).unwrap();
}

/// Whether two values are one, however their numbers are written.
fn are_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        (Value::Array(some), Value::Array(others)) => {
            let mut pairs = some.iter().zip(others);
            some.len() == others.len() && pairs.all(|(one, other)| are_same(one, other))
        }
        (Value::Object(some), Value::Object(others)) => {
            let mut some_pairs = some.iter();
            some.len() == others.len()
                && some_pairs
                    .all(|(key, one)| others.get(key).is_some_and(|other| are_same(one, other)))
        }
        _ => one == other,
    }
}

#[test]
fn clients_of_documents_that_are_made_up_send_what_their_schemas_allow() {
    let clients = count("CLIENTS", 0);
    let workspace = tempfile::tempdir().unwrap();
    let made: Vec<(String, Value)> = (0..clients).map(made).collect();
    let mut all = Vec::new();
    for (place, (name, document)) in made.iter().enumerate() {
        disk::write(&files(name, document), &workspace.path().join(name)).unwrap();
        all.extend(given(place, document, u64::try_from(place).unwrap()));
    }
    if made.is_empty() {
        return;
    }
    assert!(all.iter().any(|one| !one.is_valid));
    let names: Vec<String> = made.iter().map(|(name, _)| name.clone()).collect();
    write_program(&names, workspace.path());
    let said = cargo::cargo(workspace.path(), &["build", "--quiet", "-p", "calls"], &[]);
    assert!(!said.contains("warning"), "{said}");
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join("written/debug/calls");
    let mut child = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines: Vec<String> = all
        .iter()
        .map(|one| format!("[{},{},{}]\n", one.document, one.schema, one.value))
        .collect();
    let lines = lines.concat();
    let mut input = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert_eq!(printed.lines().count(), all.len());
    let mut wrong = Vec::new();
    for (one, line) in all.iter().zip(printed.lines()) {
        let outcome: Value = serde_json::from_str(line).unwrap();
        let is_sent = outcome["error"].is_null() && outcome["unread"].is_null();
        let is_kept = !is_sent || are_same(&outcome["written"], &one.value);
        if is_sent != one.is_valid || !is_kept {
            let schema = format!("/components/schemas/Thing{}", one.schema);
            let schema = made[one.document].1.pointer(&schema).unwrap();
            wrong.push(format!(
                "{} (valid: {}) of {schema}: {outcome}",
                one.value, one.is_valid
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}: {:#?}",
        wrong.len(),
        all.len(),
        &wrong[..wrong.len().min(12)]
    );
}
