//! A client of operations that the Queues description does not have: it compiles without a warning, and its calls work.

#![expect(
    clippy::unwrap_used,
    reason = "a test says what went wrong by failing where it did"
)]

mod cargo;

use std::fs;
use std::io;
use std::io::Write as _;

use cargo::cargo;
use cargo::outcome;
use generator::Source;
use generator::Surroundings;
use generator::emit::disk;
use generator::generate;
use tests::repository;

#[test]
fn a_new_client_compiles_without_a_warning_and_works() {
    let said = compiles_and_works("shelf", "http");
    assert!(said.is_empty(), "{said}");
}

#[test]
fn a_client_of_all_that_openapi_has_compiles_without_a_warning_and_works() {
    let said = compiles_and_works("everything", "everything");
    assert!(!said.contains("error"), "{said}");
}

#[test]
fn a_client_of_lists_that_come_in_pages_compiles_without_a_warning_and_works() {
    let said = compiles_and_works("pages", "pages");
    assert!(said.is_empty(), "{said}");
}

#[test]
fn a_client_of_operations_with_different_credentials_compiles_without_a_warning_and_works() {
    let said = compiles_and_works("security", "security");
    assert!(!said.contains("error"), "{said}");
}

#[test]
fn what_a_server_sends_is_read_by_a_client_that_compiles_without_a_warning() {
    let said = compiles_and_works("notices", "notices");
    assert!(said.is_empty(), "{said}");
}

#[test]
fn a_client_of_schemas_of_all_kinds_compiles_without_a_warning_and_works() {
    let said = compiles_and_works("schemas", "schemas");
    assert!(said.is_empty(), "{said}");
}

#[test]
fn a_client_that_checks_limits_compiles_without_a_warning_and_works() {
    let said = compiles_and_works("limits", "limits");
    assert!(said.is_empty(), "{said}");
}

/// Compiles the client of a document, and runs its test; gives what was said of the document.
fn compiles_and_works(document: &str, calls: &str) -> String {
    let folder = repository().join("tests/generator/unseen");
    let name = format!("{document}.yaml");
    let text = fs::read_to_string(folder.join(&name)).unwrap();
    let calls = folder.join(format!("{calls}.rs"));
    let targets = format!(
        "[dev-dependencies]\ntokio = {{ version = \"1\", features = [\"io-util\", \"macros\", \"net\", \"rt-multi-thread\", \"time\"] }}\n\n\
         [[test]]\nname = \"http\"\npath = '{}'\n",
        calls.display()
    );
    let runtime = repository().join("generator/runtime");
    let surroundings = Surroundings::of(&name)
        .with_runtime_at(runtime.display().to_string())
        .with_targets(targets);
    let source = Source::new(&name, text).among(surroundings);
    let generated = generate(&source).unwrap();

    let folder = tempfile::tempdir().unwrap();
    disk::write(&generated.files, folder.path()).unwrap();
    fs::copy(
        repository().join("Cargo.lock"),
        folder.path().join("Cargo.lock"),
    )
    .unwrap();
    let manifest = folder.path().join("Cargo.toml");
    let own_workspace = format!("{}\n[workspace]\n", fs::read_to_string(&manifest).unwrap());
    fs::write(&manifest, own_workspace).unwrap();

    let lint = [
        "clippy",
        "--quiet",
        "--lib",
        "--",
        "-D",
        "warnings",
        "-W",
        "clippy::pedantic",
    ];
    let (has_clippy, _) = outcome(folder.path(), &["clippy", "--version"], &[]);
    if has_clippy {
        cargo(folder.path(), &lint, &[]);
    } else {
        // Past the capture of tests: what is skipped is said.
        let _ = writeln!(io::stderr(), "skipped: clippy is not installed");
    }
    cargo(
        folder.path(),
        &["doc", "--quiet", "--no-deps"],
        &[("RUSTDOCFLAGS", "-D warnings")],
    );
    cargo(folder.path(), &["test", "--quiet"], &[]);
    generated.warnings.to_string()
}
