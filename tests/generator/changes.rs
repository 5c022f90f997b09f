//! What a change of a description means: each pair of `changes/`, a description and an edit of it, beside what `--diff` says. Its
//! grades are held against `cargo semver-checks` in `changes/verdicts.md`, which `.ci/semver` repeats with the tool.

#![expect(
    clippy::unwrap_used,
    reason = "a test says what went wrong by failing where it did"
)]

mod cargo;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use cargo::cargo;
use generator::MessageFormat;
use generator::Source;
use generator::Surroundings;
use generator::compare::Comparison;
use generator::compare::compare;
use generator::emit::disk;
use generator::generate;
use generator::surface::Description;
use tests::edits::edited;
use tests::repository;

const SHELF: &str = include_str!("changes/shelf.yaml");

/// An edit of the description, with its name.
struct Edit {
    name: String,
    diff: String,
}

fn edits(text: &str) -> Vec<Edit> {
    let text = format!("\n{text}");
    let edits = text.split("\n=== ").skip(1);
    let edits = edits.map(|edit| {
        let (name, diff) = edit.split_once('\n').unwrap();
        Edit {
            name: name.to_owned(),
            diff: format!("{}\n", diff.trim_end_matches('\n')),
        }
    });
    edits.collect()
}

fn description(name: &str, text: &str) -> Description {
    Description::read(&Source::new(name, text)).unwrap()
}

fn comparison(edit: &Edit) -> Comparison {
    let old = description("old.yaml", SHELF);
    let new = description("shelf.yaml", &edited(SHELF, &edit.diff));
    compare(&old, &new)
}

#[test]
fn changes_as_printed() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("changes/snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        insta::glob!("changes", "*.diff", |path| {
            let mut page = String::new();
            for edit in edits(&fs::read_to_string(path).unwrap()) {
                let printed = comparison(&edit).formatted(MessageFormat::Human);
                page.extend(["=== ", &edit.name, "\n", &edit.diff, "\n", &printed, "\n"]);
            }
            insta::assert_snapshot!("printed", page);
        });
    });
}

/// The lines of the table: the edit, our grade, and that of the tool.
fn verdicts() -> BTreeMap<String, [String; 2]> {
    let table = include_str!("changes/verdicts.md");
    let lines = table.lines().filter(|line| line.starts_with("| ")).skip(1);
    let cells = lines.map(|line| line.split('|').map(str::trim).collect::<Vec<_>>());
    let verdicts =
        cells.map(|cells| (cells[1].to_owned(), [cells[2], cells[3]].map(str::to_owned)));
    verdicts.collect()
}

fn all_edits() -> Vec<Edit> {
    let folder = repository().join("tests/generator/changes");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    let diffs = files
        .iter()
        .filter(|path| path.extension().is_some_and(|end| end == "diff"));
    diffs
        .flat_map(|path| edits(&fs::read_to_string(path).unwrap()))
        .collect()
}

#[test]
fn each_change_has_the_grade_of_the_table() {
    let mut verdicts = verdicts();
    for edit in all_edits() {
        let grade = comparison(&edit)
            .grade()
            .map_or("none".to_owned(), |grade| grade.to_string());
        let verdict = verdicts.remove(&edit.name).map(|[ours, _]| ours);
        assert_eq!(verdict, Some(grade), "{}", edit.name);
    }
    assert!(verdicts.is_empty(), "{verdicts:?}");
}

/// What the tool is told of a crate: its public items, as rustdoc writes them.
fn rustdoc(text: &str, folder: &Path, name: &str) -> String {
    let runtime = repository().join("generator/runtime").display().to_string();
    let surroundings = Surroundings::of("shelf.yaml").with_runtime_at(runtime);
    let source = Source::new("shelf.yaml", text)
        .called("shelf")
        .among(surroundings);
    disk::write(&generate(&source).unwrap().files, &folder.join("shelf")).unwrap();
    let output = folder.join("target");
    let format = ["--", "-Z", "unstable-options", "--output-format", "json"];
    let arguments = [
        ["rustdoc", "--lib", "--quiet", "--target-dir"].as_slice(),
        &[output.to_str().unwrap()],
        &format,
    ];
    cargo(
        &folder.join("shelf"),
        &arguments.concat(),
        &[("RUSTC_BOOTSTRAP", "1")],
    );
    let json = folder.join(format!("{name}.json"));
    fs::rename(output.join("doc/shelf.json"), &json).unwrap();
    json.display().to_string()
}

/// The grade that the tool gives a change: the least that it lets pass.
fn graded_by_tool(old: &str, new: &str) -> &'static str {
    let passes = |grade: &str| {
        let mut tool = Command::new("cargo");
        tool.args([
            "semver-checks",
            "--baseline-rustdoc",
            old,
            "--current-rustdoc",
            new,
        ]);
        let output = tool.args(["--release-type", grade]).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("Summary"), "{said}");
        output.status.success()
    };
    let grades = ["patch", "minor"];
    grades
        .into_iter()
        .find(|grade| passes(grade))
        .unwrap_or("major")
}

#[test]
#[ignore = "takes minutes and needs cargo-semver-checks: `.ci/semver` runs it where that is installed"]
fn the_tool_grades_as_the_table_says() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("shelf")).unwrap();
    fs::copy(
        repository().join("Cargo.lock"),
        folder.path().join("Cargo.lock"),
    )
    .unwrap();
    let workspace = "[workspace]\nresolver = \"3\"\nmembers = [\"shelf\"]\n";
    fs::write(folder.path().join("Cargo.toml"), workspace).unwrap();
    let old = rustdoc(SHELF, folder.path(), "old");
    let verdicts = verdicts();
    let mut others = Vec::new();
    for edit in all_edits() {
        let verdict = verdicts.get(&edit.name).map_or("-", |[_, tool]| tool);
        // A crate of another name is another crate.
        if verdict == "–" {
            continue;
        }
        let new = rustdoc(&edited(SHELF, &edit.diff), folder.path(), "new");
        let graded = graded_by_tool(&old, &new);
        println!("| {} | {graded} |", edit.name);
        if graded != verdict {
            others.push(format!("{}: {graded}, not {verdict}", edit.name));
        }
    }
    assert!(others.is_empty(), "{others:#?}");
}
