//! What clients of small documents send to a server, and read from it.
//!
//! `wire/NAME.yaml` becomes the crate `NAME`, and `wire/NAME.rs` is the module with its tests. All of them are one program, which
//! is compiled once. `WIRE=NAME,NAME` runs these alone.

#![expect(
    clippy::unwrap_used,
    reason = "a test says what went wrong by failing where it did"
)]

mod cargo;

use std::env;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

use cargo::cargo;
use generator::Source;
use generator::Surroundings;
use generator::emit::disk;
use generator::generate;
use tests::repository;

fn folder() -> PathBuf {
    repository().join("tests/generator/wire")
}

/// The names of the documents, or those of them that `WIRE` names.
fn names() -> Vec<String> {
    let chosen = env::var("WIRE").ok();
    let is_chosen = |name: &String| {
        let chosen = chosen.as_deref();
        chosen.is_none_or(|chosen| chosen.split(',').any(|one| one == name))
    };
    let paths = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let documents = paths.filter(|path| {
        path.extension()
            .is_some_and(|extension| extension == "yaml")
    });
    let names = documents.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned());
    let mut names: Vec<String> = names.filter(is_chosen).collect();
    names.sort();
    names
}

/// Writes the client of a document.
fn write_client(name: &str, workspace: &Path) {
    let document = format!("{name}.yaml");
    let text = fs::read_to_string(folder().join(&document)).unwrap();
    let runtime = repository().join("generator/runtime");
    let source = Source::new(&document, text)
        .called(name)
        .among(Surroundings::of(document).with_runtime_at(runtime.display().to_string()));
    let generated = generate(&source)
        .map_err(|diagnostics| format!("{name}: {diagnostics}"))
        .unwrap();
    disk::write(&generated.files, &workspace.join(name)).unwrap();
}

/// Writes the crate that calls all clients, each in a module of its own.
fn write_calls(names: &[String], workspace: &Path) {
    let dependency = |name: &String| {
        format!("{name} = {{ path = \"../{name}\", features = [\"blocking\", \"consumer\"] }}\n")
    };
    let dependencies: String = names.iter().map(dependency).collect();
    let manifest = format!(
        "[package]\nname = \"calls\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}\
         serde_json = \"1\"\ntokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n"
    );
    let module = |name: &str| {
        let path = folder().join(format!("{name}.rs"));
        format!(
            "#[cfg(test)]\n#[path = \"{}\"]\npub mod {name};\n",
            path.display()
        )
    };
    let calls = names.iter().map(|name| module(name));
    let library: String = std::iter::once(module("server")).chain(calls).collect();
    let source = workspace.join("calls/src");
    fs::create_dir_all(&source).unwrap();
    fs::write(workspace.join("calls/Cargo.toml"), manifest).unwrap();
    fs::write(source.join("lib.rs"), library).unwrap();
}

#[test]
fn clients_of_small_documents_send_and_read_what_their_documents_say() {
    let names = names();
    assert!(!names.is_empty(), "WIRE names no document");
    let workspace = tempfile::tempdir().unwrap();
    for name in &names {
        write_client(name, workspace.path());
    }
    write_calls(&names, workspace.path());
    let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"*\"]\nexclude = [\"target\"]\n";
    fs::write(workspace.path().join("Cargo.toml"), manifest).unwrap();
    let lock = "Cargo.lock";
    fs::copy(repository().join(lock), workspace.path().join(lock)).unwrap();
    let said = cargo(workspace.path(), &["test", "--quiet", "-p", "calls"], &[]);
    assert!(!said.contains("warning"), "{said}");
}
