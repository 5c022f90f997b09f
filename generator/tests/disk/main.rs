//! A folder is compared with files, and written, without harm to what is not ours.

#![expect(
    clippy::unwrap_used,
    reason = "a test says what went wrong by failing where it did"
)]

#[cfg(unix)]
mod unix;

use std::fs;
use std::path::{Path, PathBuf};

use generator::emit::Files;
use generator::emit::disk::{self, Error};
use generator::emit::header::{Comment, Header};
use tempfile::TempDir;

/// Files with these texts below the header.
fn files(texts: &[(&str, &str)]) -> Files {
    texts
        .iter()
        .map(|(path, text)| ((*path).to_owned(), generated(text)))
        .collect()
}

fn generated(text: &str) -> String {
    Header::new("spec/a.yaml", "cargo run").above(Comment::Rust, text)
}

/// A folder that holds `a.rs` and `b/c.rs`, written by an earlier run.
fn folder() -> (TempDir, PathBuf) {
    let temporary = tempfile::tempdir().unwrap();
    let folder = temporary.path().join("out");
    disk::write(&files(&[("a.rs", "a\n"), ("b/c.rs", "c\n")]), &folder).unwrap();
    (temporary, folder)
}

/// Every file below the folder with its text, sorted.
fn snapshot(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.push((path.clone(), String::new()));
            found.extend(snapshot(&path));
        } else {
            let text = fs::read_to_string(&path).unwrap_or_default();
            found.push((path, text));
        }
    }
    found.sort();
    found
}

/// Both refuse with the same message, and leave everything as it is.
fn refused(files: &Files, folder: &Path) -> String {
    let before = snapshot(folder);
    let error = disk::write(files, folder).unwrap_err();
    assert_eq!(
        disk::compare(files, folder).unwrap_err().to_string(),
        error.to_string()
    );
    assert_eq!(snapshot(folder), before);
    error
        .to_string()
        .replace(&folder.display().to_string(), "out")
}

#[test]
fn a_missing_folder_is_created_with_all_above_it() {
    let temporary = tempfile::tempdir().unwrap();
    let folder = temporary.path().join("x/y");
    let files = files(&[("a.rs", "a\n"), ("b/c/d.rs", "d\n")]);

    let changes = disk::write(&files, &folder).unwrap();

    let created: Vec<&str> = changes.missing.iter().map(|file| file.path).collect();
    assert_eq!(created, ["a.rs", "b/c/d.rs"]);
    assert_eq!(
        fs::read_to_string(folder.join("b/c/d.rs")).unwrap(),
        generated("d\n")
    );
    assert!(disk::compare(&files, &folder).unwrap().is_empty());
}

#[test]
fn comparing_writes_nothing() {
    let (_temporary, folder) = folder();
    let before = snapshot(&folder);
    let wanted = files(&[("a.rs", "A\n"), ("new/d.rs", "d\n")]);

    let changes = disk::compare(&wanted, &folder).unwrap();

    assert_eq!(changes.missing[0].path, "new/d.rs");
    assert_eq!(changes.different[0].before, generated("a\n"));
    assert_eq!(changes.different[0].after, generated("A\n"));
    assert_eq!(changes.left_over, ["b/c.rs"]);
    assert_eq!(snapshot(&folder), before);
}

#[test]
fn a_folder_is_as_it_should_be_only_without_any_change() {
    let (_temporary, folder) = folder();
    let is_up_to_date = |texts: &[(&str, &str)]| {
        let files = files(texts);
        disk::compare(&files, &folder).unwrap().is_empty()
    };
    assert!(is_up_to_date(&[("a.rs", "a\n"), ("b/c.rs", "c\n")]));
    let missing = [("a.rs", "a\n"), ("b/c.rs", "c\n"), ("d.rs", "d\n")];
    assert!(!is_up_to_date(&missing));
    assert!(!is_up_to_date(&[("a.rs", "A\n"), ("b/c.rs", "c\n")]));
    assert!(!is_up_to_date(&[("a.rs", "a\n")]));
}

#[test]
fn a_folder_is_created_for_no_files_too() {
    let temporary = tempfile::tempdir().unwrap();
    let folder = temporary.path().join("out");
    disk::write(&files(&[]), &folder).unwrap();
    assert!(folder.is_dir());
}

#[test]
fn an_empty_path_is_where_the_process_is() {
    // The tests run in the folder of the package.
    let wanted = files(&[("Cargo.toml", "mine\n")]);
    let error = disk::compare(&wanted, Path::new("")).unwrap_err();
    assert!(matches!(error, Error::Foreign(_)), "{error}");
}

#[test]
fn only_what_changes_is_written() {
    let (_temporary, folder) = folder();
    let modified = |path: &str| fs::metadata(folder.join(path)).unwrap().modified().unwrap();
    let before = modified("a.rs");

    let wanted = files(&[("a.rs", "a\n"), ("b/c.rs", "C\n")]);
    let changes = disk::write(&wanted, &folder).unwrap();

    assert_eq!(changes.unchanged, ["a.rs"]);
    assert_eq!(modified("a.rs"), before);
    assert_eq!(
        fs::read_to_string(folder.join("b/c.rs")).unwrap(),
        generated("C\n")
    );
}

#[test]
fn left_over_files_go_with_the_folders_they_empty() {
    let (_temporary, folder) = folder();
    fs::create_dir_all(folder.join("deep/er")).unwrap();
    fs::write(
        folder.join("deep/er/.generated-x.part"),
        "of a run that was killed",
    )
    .unwrap();

    let wanted = files(&[("a.rs", "a\n")]);
    let changes = disk::write(&wanted, &folder).unwrap();

    assert_eq!(changes.left_over, ["b/c.rs", "deep/er/.generated-x.part"]);
    assert_eq!(snapshot(&folder), [(folder.join("a.rs"), generated("a\n"))]);
}

#[test]
fn what_was_not_generated_stays() {
    let (_temporary, folder) = folder();
    for mine in ["b/notes.md", "b/notes.part", "b/.generated-notes"] {
        fs::write(folder.join(mine), "mine\n").unwrap();
    }
    for skipped in ["target", ".git"] {
        fs::create_dir(folder.join(skipped)).unwrap();
        fs::write(folder.join(skipped).join("x.rs"), generated("x\n")).unwrap();
    }

    let wanted = files(&[("a.rs", "a\n"), ("src/target/t.rs", "t\n")]);
    let changes = disk::write(&wanted, &folder).unwrap();

    assert_eq!(changes.left_over, ["b/c.rs"]);
    for mine in ["b/notes.md", "b/notes.part", "b/.generated-notes"] {
        assert!(folder.join(mine).exists(), "{mine}");
    }
    assert!(folder.join("target/x.rs").exists());
    assert!(folder.join(".git/x.rs").exists());
    let fewer = files(&[("a.rs", "a\n")]);
    let changes = disk::write(&fewer, &folder).unwrap();
    assert_eq!(changes.left_over, ["src/target/t.rs"]);
}

#[test]
fn a_foreign_file_is_not_overwritten() {
    let (_temporary, folder) = folder();
    fs::write(folder.join("a.rs"), "mine\n").unwrap();
    fs::write(folder.join("d.rs"), "mine as well\n").unwrap();

    let message = refused(
        &files(&[("a.rs", "A\n"), ("d.rs", "d\n"), ("e.rs", "e\n")]),
        &folder,
    );

    insta::assert_snapshot!(message, @"out/a.rs, out/d.rs were not generated, and will not be overwritten: move them away, or choose another output folder");
}

#[test]
fn an_empty_file_has_nothing_to_lose() {
    let (_temporary, folder) = folder();
    fs::write(folder.join("a.rs"), "").unwrap();
    disk::write(&files(&[("a.rs", "a\n")]), &folder).unwrap();
    assert_eq!(
        fs::read_to_string(folder.join("a.rs")).unwrap(),
        generated("a\n")
    );
}

#[test]
fn a_folder_in_the_place_of_a_file_is_refused() {
    let (_temporary, folder) = folder();
    let message = refused(&files(&[("b", "b\n")]), &folder);
    insta::assert_snapshot!(message, @"out/b is in the way of a generated file: move it away");
}

#[test]
fn a_file_in_the_place_of_a_folder_is_refused() {
    let (_temporary, folder) = folder();
    let message = refused(&files(&[("a.rs/b.rs", "b\n")]), &folder);
    insta::assert_snapshot!(message, @"out/a.rs is in the way of a generated file: move it away");
}

#[test]
fn an_output_folder_that_is_a_file_is_refused() {
    let (_temporary, folder) = folder();
    let message = refused(&files(&[("b.rs", "b\n")]), &folder.join("a.rs"));
    insta::assert_snapshot!(message, @"out is not a folder: move it away, or choose another output folder");
}

#[test]
fn a_path_that_leads_elsewhere_is_refused() {
    let (_temporary, folder) = folder();
    for path in [
        "",
        "/a",
        "../a",
        "b/../../a",
        "b//a",
        "b/.",
        "target/a",
        ".git/a",
        "b\\a",
        "c:a",
    ] {
        let message = refused(&files(&[(path, "a\n")]), &folder);
        assert!(
            message.contains("is not a valid path for a generated file"),
            "{path}: {message}"
        );
    }
}
