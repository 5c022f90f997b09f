//! The crates of all cases in `cases/` compile without a warning, and so do the examples in their documentation.

#![expect(
    clippy::unwrap_used,
    reason = "a test says what went wrong by failing where it did"
)]

mod cargo;

use std::fs;
use std::path::Path;

use cargo::cargo;
use cargo::outcome;
use generator::Source;
use generator::Surroundings;
use generator::emit::disk;
use generator::generate;
use tests::document;
use tests::document::HEADER;
use tests::repository;

/// Writes a crate for each case of a folder; gives their names.
fn write(folder: &str, document: impl Fn(&str) -> String, workspace: &Path) -> Vec<String> {
    let runtime = repository().join("generator/runtime");
    let mut names = Vec::new();
    for case in fs::read_dir(repository().join("tests/generator/cases").join(folder)).unwrap() {
        let path = case.unwrap().path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        let Some(name) = name.strip_suffix(".yaml") else {
            continue;
        };
        let name = format!("{folder}-{}", name.replace('_', "-"));
        let text = document(&fs::read_to_string(&path).unwrap());
        let source = Source::new("case.yaml", text)
            .called(&name)
            .among(Surroundings::of("case.yaml").with_runtime_at(runtime.display().to_string()));
        let generated = generate(&source)
            .map_err(|diagnostics| diagnostics.to_string())
            .unwrap();
        disk::write(&generated.files, &workspace.join(&name)).unwrap();
        names.push(name);
    }
    names
}

#[test]
fn the_crates_of_all_cases_compile_without_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    let mut names = write("schema", document::of_schemas, folder.path());
    names.extend(write("operation", document::of_paths, folder.path()));
    let whole = |case: &str| format!("{HEADER}{case}");
    names.extend(write("document", whole, folder.path()));
    assert!(names.len() > 60, "{names:?}");
    let workspace = format!("[workspace]\nresolver = \"3\"\nmembers = {names:?}\n");
    fs::write(folder.path().join("Cargo.toml"), workspace).unwrap();
    fs::copy(
        repository().join("Cargo.lock"),
        folder.path().join("Cargo.lock"),
    )
    .unwrap();
    let (succeeded, said) = outcome(folder.path(), &["check", "--quiet"], &[]);
    assert!(succeeded && !said.contains("warning"), "{said}");
    cargo(folder.path(), &["test", "--quiet", "--doc"], &[]);
}
