//! The generator as a library: what the examples do, which a workspace or a package copies.

#[expect(dead_code, reason = "a program of its own")]
#[path = "../examples/build_script.rs"]
mod build_script;
#[expect(dead_code, reason = "a program of its own")]
#[path = "../examples/xtask.rs"]
mod xtask;

use std::fs;

const DOCUMENT: &str = r"
openapi: 3.1.0
info: {title: Shelf, version: 1.0.0}
servers: [{url: https://example.com}]
paths:
  /books: {get: {operationId: books.list, responses: {'204': {description: Done.}}}}
";

#[test]
fn a_task_writes_a_crate_that_has_all_it_needs() {
    let workspace = tempfile::tempdir().unwrap();
    fs::write(workspace.path().join("openapi.yaml"), DOCUMENT).unwrap();
    xtask::client(workspace.path(), true).unwrap_err();
    xtask::client(workspace.path(), false).unwrap();
    xtask::client(workspace.path(), true).unwrap();

    let library = fs::read_to_string(workspace.path().join("client/src/lib.rs")).unwrap();
    assert!(library.starts_with(
        "// Generated from openapi.yaml by `cargo xtask client`; changes made here are lost.\n"
    ));
    assert!(library.contains("\npub mod client_runtime;\n"), "{library}");
    assert!(
        workspace
            .path()
            .join("client/src/client_runtime/mod.rs")
            .is_file()
    );
}

#[test]
fn a_build_script_keeps_a_package_up_to_date() {
    let package = tempfile::tempdir().unwrap();
    let by_hand = "[build-dependencies]\ngenerator = { git = \"https://example.com/generator\" }\n";
    fs::write(package.path().join("openapi.yaml"), DOCUMENT).unwrap();
    fs::write(package.path().join("by-hand.toml"), by_hand).unwrap();
    fs::write(package.path().join("build.rs"), "fn main() {}\n").unwrap();
    build_script::write(package.path()).unwrap();
    let manifest = fs::read_to_string(package.path().join("Cargo.toml")).unwrap();
    assert!(manifest.contains(by_hand), "{manifest}");

    let changed = DOCUMENT.replace("books.list", "books.all");
    fs::write(package.path().join("openapi.yaml"), changed).unwrap();
    build_script::write(package.path()).unwrap();
    assert!(package.path().join("src/books/all.rs").is_file());
    assert!(!package.path().join("src/books/list.rs").exists());
}
