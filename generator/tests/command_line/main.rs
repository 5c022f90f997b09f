//! The binary: what it writes, says and exits with.

#![expect(
    clippy::unwrap_used,
    reason = "a test says what went wrong by failing where it did"
)]

mod changes;
#[cfg(unix)]
mod interrupted;
mod package;
#[cfg(unix)]
mod unix;
mod watch;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A document that the generator takes.
const SPEC: &str = r"
openapi: 3.1.0
info: {title: Shelf, version: 1.0.0}
servers: [{url: https://example.com}]
paths:
  /books: {get: {operationId: books.list, responses: {'204': {description: Done.}}}}
  /films: {get: {operationId: films.list, summary: List films., responses: {'204': {description: Done.}}}}
";
/// A change of it that shows in one file.
const CHANGE: (&str, &str) = ("films.list,", "films.list, deprecated: true,");
/// The file in which it shows.
const CHANGED_FILE: &str = "generated/src/films/list.rs";
/// A document without what was in that file.
const SHORTER: &str = r"
openapi: 3.1.0
info: {title: Shelf, version: 1.0.0}
servers: [{url: https://example.com}]
paths:
  /books: {get: {operationId: books.list, responses: {'204': {description: Done.}}}}
";
/// A document with one error.
const BROKEN: &str = "swagger: '2.0'\n";

fn changed() -> String {
    SPEC.replace(CHANGE.0, CHANGE.1)
}

/// A repository like this one: a document at the usual place, and a runtime.
fn repository(spec: &str) -> TempDir {
    let repository = tempfile::tempdir().unwrap();
    let runtime = repository.path().join("generator/runtime");
    fs::create_dir_all(&runtime).unwrap();
    fs::write(runtime.join("Cargo.toml"), "").unwrap();
    fs::create_dir(repository.path().join("spec")).unwrap();
    fs::write(repository.path().join("spec/queues.yaml"), spec).unwrap();
    repository
}

fn command(repository: &TempDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_openapi-crate"));
    command
        .current_dir(repository)
        .args(arguments)
        .stdin(Stdio::null());
    command
}

fn run(repository: &TempDir, arguments: &[&str]) -> Output {
    command(repository, arguments).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// The run fails with this code, and changes nothing.
fn fails(repository: &TempDir, arguments: &[&str], code: i32) -> String {
    let before = tree(repository.path());
    let output = run(repository, arguments);
    assert_eq!(output.status.code(), Some(code), "{}", stderr(&output));
    assert_eq!(tree(repository.path()), before);
    stderr(&output)
}

/// Every file with its time and bytes.
fn tree(folder: &Path) -> Vec<(String, std::time::SystemTime, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(tree(&path));
        } else {
            let modified = fs::symlink_metadata(&path).unwrap().modified().unwrap();
            let bytes = fs::read(&path).unwrap_or_default();
            found.push((path.display().to_string(), modified, bytes));
        }
    }
    found.sort();
    found
}

#[test]
fn the_crate_is_written_and_a_second_run_changes_nothing() {
    let repository = repository(SPEC);

    let first = run(&repository, &[]);
    assert!(first.status.success(), "{}", stderr(&first));
    let said = stdout(&first);
    let ledger = "2 operations with 0 parameters, and 0 schemas, became 2 methods with 0 parameters, and 0 types";
    assert!(
        said.contains(&format!("\nread spec/queues.yaml: {ledger}\n")),
        "{said}"
    );
    assert!(
        said.contains(&format!("\n  created {CHANGED_FILE}\n")),
        "{said}"
    );
    assert!(
        said.contains(" changed, 0 files up to date in generated, "),
        "{said}"
    );
    assert!(said.ends_with(" ms\n"), "{said}");

    let before = tree(repository.path());
    let second = run(&repository, &[]);
    assert!(second.status.success());
    assert_eq!(tree(repository.path()), before);
    assert!(!stdout(&second).contains("created"), "{}", stdout(&second));
}

#[test]
fn a_deleted_crate_comes_back_byte_for_byte() {
    let repository = repository(SPEC);
    let contents = || -> Vec<(String, Vec<u8>)> {
        let tree = tree(&repository.path().join("generated"));
        tree.into_iter()
            .map(|(path, _, bytes)| (path, bytes))
            .collect()
    };
    run(&repository, &[]);
    let before = contents();
    fs::remove_dir_all(repository.path().join("generated")).unwrap();
    run(&repository, &[]);
    assert_eq!(contents(), before);
}

#[test]
fn only_the_file_that_changes_is_written() {
    let repository = repository(SPEC);
    run(&repository, &[]);
    fs::write(repository.path().join("spec/queues.yaml"), changed()).unwrap();
    let said = stdout(&run(&repository, &[]));
    assert!(
        said.contains(&format!("  updated {CHANGED_FILE}\n")),
        "{said}"
    );
    assert_eq!(said.matches("updated").count(), 1, "{said}");
}

#[test]
fn a_file_that_is_no_longer_produced_is_removed() {
    let repository = repository(SPEC);
    run(&repository, &[]);
    fs::write(repository.path().join("spec/queues.yaml"), SHORTER).unwrap();
    let said = stdout(&run(&repository, &[]));
    assert!(
        said.contains(&format!("  removed {CHANGED_FILE}\n")),
        "{said}"
    );
    assert!(!repository.path().join(CHANGED_FILE).exists());
}

#[test]
fn a_check_of_a_fresh_tree_passes() {
    let repository = repository(SPEC);
    run(&repository, &[]);
    let output = run(&repository, &["--check"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(stderr(&output), "");
}

#[test]
fn a_check_of_a_stale_tree_shows_what_and_writes_nothing() {
    let repository = repository(SPEC);
    run(&repository, &[]);
    fs::remove_file(repository.path().join("generated/Cargo.toml")).unwrap();
    let left_over = fs::read(repository.path().join(CHANGED_FILE)).unwrap();
    fs::write(repository.path().join("generated/src/old.rs"), left_over).unwrap();
    fs::write(repository.path().join("spec/queues.yaml"), changed()).unwrap();

    let before = tree(repository.path());
    let output = run(&repository, &["--check"]);

    assert_eq!(output.status.code(), Some(1));
    assert_eq!(tree(repository.path()), before);
    let said = stdout(&output);
    assert!(
        said.starts_with("  missing   generated/Cargo.toml\n"),
        "{said}"
    );
    assert!(
        said.contains(&format!("\n  different {CHANGED_FILE}\n")),
        "{said}"
    );
    assert!(
        said.contains("\n  left over generated/src/old.rs\n"),
        "{said}"
    );
    assert!(
        said.contains(&format!(
            "\n--- {CHANGED_FILE}\n+++ {CHANGED_FILE}, as spec/"
        )),
        "{said}"
    );
    assert!(said.contains("\n+    #[deprecated]\n"), "{said}");
    let error = stderr(&output);
    insta::assert_snapshot!(error, @"error: generated is not what spec/queues.yaml gives; `cargo run` mends it");
}

#[test]
fn the_command_that_mends_names_the_same_places() {
    let repository = repository(SPEC);
    let error = fails(&repository, &["--check", "--out", "some where"], 1);
    insta::assert_snapshot!(error, @"error: some where is not what spec/queues.yaml gives; `cargo run -- --out 'some where'` mends it");
}

#[test]
fn the_output_does_not_depend_on_how_the_document_is_named() {
    let repository = repository(SPEC);
    run(&repository, &[]);
    let absolute = repository.path().join("spec/queues.yaml");
    for spec in [
        absolute.to_str().unwrap(),
        "./spec/queues.yaml",
        "spec/../spec/queues.yaml",
    ] {
        let output = run(&repository, &["--check", "--spec", spec]);
        assert!(output.status.success(), "{spec}: {}", stdout(&output));
    }
    let inside = command(
        &repository,
        &["--check", "--spec", "queues.yaml", "--out", "../generated"],
    )
    .current_dir(repository.path().join("spec"))
    .output()
    .unwrap();
    assert!(inside.status.success(), "{}", stdout(&inside));
}

#[test]
fn a_broken_document_is_reported_and_nothing_is_written() {
    let repository = repository(BROKEN);
    let error = fails(&repository, &[], 1);
    assert!(error.contains("spec/queues.yaml"), "{error}");
    assert!(
        error.ends_with("error: 1 error in spec/queues.yaml; nothing was written\n"),
        "{error}"
    );
}

#[test]
fn warnings_are_counted_last_and_are_errors_for_the_strict() {
    let odd = SPEC.replace("{url: https://example.com}", "{url: /v1, x-evn: URL}");
    let odd = odd.replace("info:", "servres: []\ninfo:");
    let repository = repository(&odd);
    let error = fails(&repository, &[], 1);
    assert!(
        error.ends_with("error: 3 errors in spec/queues.yaml; nothing was written\n"),
        "{error}"
    );
    let other = repository.path().join("odd.yaml");
    std::fs::write(&other, odd).unwrap();
    let output = run(&repository, &["--spec", "odd.yaml"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let said = stdout(&output);
    assert!(
        said.ends_with(" ms\n3 warnings: 2 change calls or types\n"),
        "{said}"
    );
    let error = fails(&repository, &["--spec", "odd.yaml", "--strict"], 1);
    assert!(error.contains("error: 3 errors in odd.yaml"), "{error}");
}

#[test]
fn what_is_made_up_and_what_is_lost_is_counted() {
    let document = "openapi: 3.1.0\ninfo: {title: A, version: 1.0.0}\nservers: [{url: https://example.com}]\n\
        paths: {'/a/{b}': {get: {responses: {'200': {description: A., content: {application/json: {schema: \
        {$ref: '#/components/schemas/C'}}}}}}}}\n";
    let repository = repository(SPEC);
    std::fs::write(repository.path().join("odd.yaml"), document).unwrap();
    let arguments = ["--spec", "odd.yaml", "--report", "report.json"];
    let said = stdout(&run(&repository, &arguments));
    let ledger = "became 1 method with 1 parameter (1 made up), and 0 types (1 lost)";
    assert!(said.contains(ledger), "{said}");
    let report = std::fs::read_to_string(repository.path().join("report.json")).unwrap();
    assert!(!report.contains("\"madeUp\": 0"), "{report}");
}

#[test]
fn an_option_that_there_was_says_what_is_done_without_it() {
    let error = fails(&repository(SPEC), &["--lenient"], 2);
    assert!(
        error.contains("mistakes with a sensible reading are warnings without it"),
        "{error}"
    );
}

#[test]
fn a_foreign_file_is_left_alone() {
    let repository = repository(SPEC);
    fs::create_dir(repository.path().join("generated")).unwrap();
    fs::write(
        repository.path().join("generated/Cargo.toml"),
        "[package]\n",
    )
    .unwrap();
    let error = fails(&repository, &[], 1);
    insta::assert_snapshot!(error, @"error: generated/Cargo.toml was not generated, and will not be overwritten: move it away, or choose another output folder");
}

#[test]
fn an_output_folder_that_is_a_file_is_an_error() {
    let repository = repository(SPEC);
    let error = fails(&repository, &["--out", "spec/queues.yaml"], 1);
    insta::assert_snapshot!(error, @"error: spec/queues.yaml is not a folder: move it away, or choose another output folder");
}

#[test]
fn a_missing_document_is_named_with_a_hint() {
    let repository = repository(SPEC);
    let error = fails(&repository, &["--spec", "spec/other.yaml"], 1);
    insta::assert_snapshot!(error, @"error: there is no spec/other.yaml: run it from the top of the repository, or name the document with --spec");
}

#[test]
fn a_document_that_is_a_folder_is_an_error() {
    let repository = repository(SPEC);
    let error = fails(&repository, &["--spec", "spec"], 1);
    insta::assert_snapshot!(error, @"error: spec is a folder: name the document in it with --spec");
}

#[test]
fn a_document_in_another_encoding_is_an_error() {
    let repository = repository(SPEC);
    fs::write(repository.path().join("latin.yaml"), b"a\nb\xe9").unwrap();
    let error = fails(&repository, &["--spec", "latin.yaml"], 1);
    insta::assert_snapshot!(error, @"error: latin.yaml:2:2: what begins here is not UTF-8: save the file in that encoding");
}

#[test]
fn a_document_of_more_than_16_mib_is_an_error() {
    let repository = repository(SPEC);
    let large = fs::File::create(repository.path().join("large.yaml")).unwrap();
    large.set_len(16 * 1024 * 1024 + 1).unwrap();
    let output = run(&repository, &["--spec", "large.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!(stderr(&output), @"error: large.yaml is larger than 16 MiB, the most that is read: raise that with --budget");
}

#[test]
fn a_command_line_that_is_not_understood_gets_the_usage() {
    let repository = repository(SPEC);
    for arguments in [
        &["--chek"][..],
        &["--spec"],
        &["more"],
        &["--spec", "a", "--spec", "b"],
    ] {
        let error = fails(&repository, arguments, 2);
        assert!(
            error.ends_with("For more information, try '--help'.\n"),
            "{error}"
        );
    }
}

#[test]
fn some_of_the_operations_make_a_crate_of_their_own() {
    let repository = repository(SPEC);
    for only in ["/films", "films", "films.list"] {
        let _ = fs::remove_dir_all(repository.path().join("generated"));
        let output = run(&repository, &["--only", only]);
        assert!(output.status.success(), "{}", stderr(&output));
        assert_eq!(stderr(&output), "");
        assert!(repository.path().join(CHANGED_FILE).is_file());
        assert!(!repository.path().join("generated/src/books").exists());
    }
    let all = fails(&repository, &["--check"], 1);
    assert!(all.contains("`cargo run` mends it"), "{all}");
    let nothing = fails(&repository, &["--only", "film"], 1);
    assert!(
        nothing.contains("no operation is selected by `film`"),
        "{nothing}"
    );
}

#[test]
fn a_report_says_in_json_what_a_run_says() {
    let repository = repository(SPEC);
    let output = run(&repository, &["--report", "-"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stderr(&output).contains("became 2 methods"));
    let report = stdout(&output);
    assert!(report.starts_with("{\n  \"document\": \"spec/queues.yaml\",\n"));
    assert!(report.contains("\"generated\": true"), "{report}");

    let again = run(&repository, &["--check", "--report", "report.json"]);
    assert!(again.status.success(), "{}", stderr(&again));
    let written = fs::read_to_string(repository.path().join("report.json")).unwrap();
    assert_eq!(written, report);
}

#[test]
fn a_report_is_written_over_nothing_that_a_run_reads_or_makes() {
    let repository = repository(SPEC);
    run(&repository, &[]);
    fs::write(
        repository.path().join("none.yaml"),
        "overlay: 1.0.0\nactions: []\n",
    )
    .unwrap();
    for (path, what) in [
        ("spec/queues.yaml", "write over what is read"),
        ("spec/../spec/queues.yaml", "write over what is read"),
        ("none.yaml", "write over what is read"),
        ("generated", "in the folder of the crate"),
        ("generated/Cargo.toml", "in the folder of the crate"),
        ("generated/new/report.json", "in the folder of the crate"),
    ] {
        let error = fails(
            &repository,
            &["--overlay", "none.yaml", "--report", path],
            1,
        );
        assert!(error.contains(what), "{path}: {error}");
    }
}

#[test]
fn a_report_of_a_run_that_fails_holds_the_errors() {
    let repository = repository("openapi: 3.1.0\ninfo: {titel: A, version: 1.0.0}\n");
    let output = run(&repository, &["--report", "-"]);
    assert_eq!(output.status.code(), Some(1));
    let report = stdout(&output);
    assert!(report.contains("\"generated\": false"), "{report}");
    assert!(report.contains("info has no keyword `titel`"), "{report}");
    assert!(!repository.path().join("generated").exists());
}

/// A document with one warning.
const WARNED: &str = r"
openapi: 3.1.0
info: {title: Shelf, version: 1.0.0}
servers: [{url: https://example.com}]
paths:
  /books:
    get: {operationId: list, parameters: [{name: n, in: query, schema: {type: integer, default: many}}], responses: {'204': {description: Done.}}}
";

fn of_shelf(arguments: &[&str]) -> Output {
    let repository = repository(SPEC);
    fs::write(repository.path().join("shelf.yaml"), WARNED).unwrap();
    let given = ["--spec", "shelf.yaml", "--out", "shelf"];
    run(&repository, &[&given, arguments].concat())
}

#[test]
fn messages_are_printed_for_those_who_read_them() {
    let human = of_shelf(&[]);
    let message = "this default is no integer";
    assert!(stderr(&human).contains(&format!("warning[mismatched-default]: {message}")));
    let short = stderr(&of_shelf(&["--message-format", "short"]));
    let begin = format!("shelf.yaml:7:97: warning: {message}");
    assert!(short.starts_with(&begin), "{short}");
    let json = of_shelf(&["--message-format", "json"]);
    let first = stdout(&json);
    assert!(first.starts_with("{\"severity\":\"warning\",\"rule\":\"mismatched-default\""));
    assert_eq!(first.lines().count(), 1, "{first}");
    let github = stderr(&of_shelf(&["--message-format", "github"]));
    let begin = "::warning file=shelf.yaml,line=7,endLine=7,col=97,endColumn=101,title=mismatched-default::";
    assert!(github.starts_with(begin), "{github}");
    for output in [human, json] {
        assert!(output.status.success());
        assert!(!stderr(&output).contains('\u{1b}'), "no colours in a pipe");
    }
}

#[test]
fn a_rule_has_the_level_that_is_asked_for() {
    let rule = "mismatched-default";
    let allowed = of_shelf(&["--strict", "--allow", rule]);
    assert!(allowed.status.success(), "{}", stderr(&allowed));
    assert!(stderr(&allowed).is_empty());
    let warned = of_shelf(&["--strict", "--warn", rule]);
    assert!(stderr(&warned).starts_with("warning[mismatched-default]"));
    let denied = of_shelf(&["--deny", rule]);
    assert_eq!(denied.status.code(), Some(1));
    let said = stderr(&denied);
    assert!(said.contains("error[mismatched-default]"), "{said}");
    let unknown = of_shelf(&["--allow", "mismatched-defaults"]);
    assert_eq!(unknown.status.code(), Some(2));
    let said = stderr(&unknown);
    assert!(
        said.contains("did you mean `mismatched-default`?"),
        "{said}"
    );
}

#[test]
fn a_rule_is_explained_with_wrong_and_right() {
    let repository = repository(SPEC);
    let one = stdout(&run(&repository, &["--explain", "invalid-status"]));
    assert!(one.starts_with("invalid-status\n\n"), "{one}");
    assert!(one.contains("Wrong:\n\n    20O:\n"), "{one}");
    assert!(one.ends_with("Right:\n\n    '200':\n"), "{one}");
    let all = stdout(&run(&repository, &["--explain"]));
    assert!(all.lines().any(|line| line.starts_with("invalid-status ")));
}

#[test]
fn the_readme_has_the_options_of_the_command_line() {
    let repository = repository(SPEC);
    let help = stdout(&run(&repository, &["--help"]));
    let options: Vec<String> = help
        .lines()
        .filter_map(|line| line.trim_start().split_once("  "))
        .filter(|(option, _)| option.starts_with("--"))
        .map(|(option, meaning)| format!("| `{option}` | {} |", meaning.trim()))
        .collect();
    let readme = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = fs::read_to_string(readme).unwrap();
    let described: Vec<&str> = readme
        .lines()
        .filter(|line| line.starts_with("| `--"))
        .collect();
    assert_eq!(described, options);
}
