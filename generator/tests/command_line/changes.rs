//! What is said of a change of the description, and of what exit code.

use std::fs;
use std::process::Command;

use tempfile::TempDir;

use super::*;

fn git(repository: &TempDir, arguments: &[&str]) {
    let identity = ["-c", "user.name=A", "-c", "user.email=a@example.com"];
    let mut git = Command::new("git");
    git.current_dir(repository).args(identity).args(arguments);
    let output = git.output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
}

/// A repository of git whose description was committed, and then changed.
fn committed(spec: &str, changed: &str) -> TempDir {
    let repository = repository(spec);
    git(&repository, &["init", "--quiet"]);
    git(&repository, &["add", "spec"]);
    git(&repository, &["commit", "--quiet", "--message", "First"]);
    fs::write(repository.path().join("spec/queues.yaml"), changed).unwrap();
    repository
}

#[test]
fn a_revision_is_compared_and_nothing_is_written() {
    let repository = committed(SPEC, SHORTER);
    let before = tree(repository.path());
    let output = run(&repository, &["--diff", "git:HEAD"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let said = stdout(&output);
    let first = "breaking: `films`: removed: resource\n  --> spec/queues.yaml:5:1, before HEAD:spec/queues.yaml:7:12\n";
    assert!(said.starts_with(first), "{said}");
    assert!(said.ends_with("1 breaking: a major change, which asks for version 2.0.0 after 1.0.0: `info.version` is 1.0.0\n"), "{said}");
    assert_eq!(tree(repository.path()), before);
}

#[test]
fn the_files_of_a_revision_are_those_that_it_had() {
    let spec = SPEC.replace(
        "{operationId: films.list, summary: List films., responses: {'204': {description: Done.}}}",
        "{$ref: 'films.yaml'}",
    );
    let spec = spec.replace(
        "/films: {get: {$ref: 'films.yaml'}}",
        "/films: {$ref: 'films.yaml'}",
    );
    let films = "get: {operationId: films.list, responses: {'204': {description: Done.}}}\n";
    let repository = repository(&spec);
    fs::write(repository.path().join("spec/films.yaml"), films).unwrap();
    git(&repository, &["init", "--quiet"]);
    git(&repository, &["add", "spec"]);
    git(&repository, &["commit", "--quiet", "--message", "First"]);
    let changed = films.replace("films.list", "films.all");
    fs::write(repository.path().join("spec/films.yaml"), changed).unwrap();
    let output = run(
        &repository,
        &["--diff", "git:HEAD", "--message-format", "short"],
    );
    let said = stdout(&output);
    let first = "spec/films.yaml:1:1: breaking: `films::all`: renamed, before `films::list`, before HEAD:spec/films.yaml:1:1\n";
    assert!(said.starts_with(first), "{said}{}", stderr(&output));
}

#[test]
fn changes_may_be_no_graver_than_is_asked_for() {
    let repository = repository(&changed());
    fs::write(repository.path().join("old.yaml"), SPEC).unwrap();
    let of = |at_most| run(&repository, &["--diff", "old.yaml", "--at-most", at_most]);
    assert_eq!(of("minor").status.code(), Some(0));
    assert_eq!(of("patch").status.code(), Some(3));
}

#[test]
fn a_check_says_both_what_is_stale_and_what_changed() {
    let repository = repository(SPEC);
    run(&repository, &[]);
    fs::write(repository.path().join("old.yaml"), SPEC).unwrap();
    fs::write(repository.path().join("spec/queues.yaml"), changed()).unwrap();
    let output = run(&repository, &["--check", "--diff", "old.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    let said = stdout(&output);
    assert!(
        said.starts_with("changed: `films::list`: now has a deprecation\n"),
        "{said}"
    );
    assert!(
        said.contains(&format!("different {CHANGED_FILE}")),
        "{said}"
    );
}

#[test]
fn an_entry_of_the_changelog_is_drafted() {
    let repository = repository(SHORTER);
    fs::write(repository.path().join("old.yaml"), SPEC).unwrap();
    let output = run(&repository, &["--diff", "old.yaml", "--changelog", "-"]);
    let entry = "## [Unreleased]\n\n### Removed\n\n- **Breaking:** `films`: removed: resource.\n";
    assert_eq!(stdout(&output), entry);
}

#[test]
fn other_programs_read_an_object_for_each_change_and_one_for_all() {
    let repository = repository(SHORTER);
    fs::write(repository.path().join("old.yaml"), SPEC).unwrap();
    let output = run(
        &repository,
        &["--diff", "old.yaml", "--message-format", "json"],
    );
    let objects: Vec<serde_json::Value> = stdout(&output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let [change, total] = objects.as_slice() else {
        panic!("{objects:?}");
    };
    assert_eq!(change["change"], "breaking");
    assert_eq!(change["before"]["line"], 7);
    assert_eq!(total["total"], "major");
}

#[test]
fn a_revision_that_is_not_there_is_said() {
    let repository = committed(SPEC, SHORTER);
    let said = fails(&repository, &["--diff", "git:nowhere"], 1);
    assert!(
        said.contains("error: git has no nowhere:./queues.yaml: "),
        "{said}"
    );
    let said = fails(&repository, &["--diff", "git:"], 2);
    assert!(said.contains("name a revision behind `git:`"), "{said}");
}
