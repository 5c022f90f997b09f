//! The table of what the client survives names tests that exist, and nothing in the repository looks like a real token.

#![expect(
    clippy::unwrap_used,
    reason = "a test says what went wrong by failing where it did"
)]

use std::fs;
use std::path::Path;
use std::path::PathBuf;

use tests::repository;

/// The texts of all files below a folder of which the name ends so.
fn texts(folder: &Path, endings: &[&str]) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && name != "target" && !name.starts_with('.') {
            found.extend(texts(&path, endings));
        } else if path.is_file() && endings.iter().any(|ending| name.ends_with(ending)) {
            found.push((path.clone(), fs::read_to_string(&path).unwrap()));
        }
    }
    found
}

/// What stands in backquotes in the last column of a row.
fn named(row: &str) -> Vec<&str> {
    let column = row.trim_end_matches('|').rsplit('|').next().unwrap();
    column.split('`').skip(1).step_by(2).collect()
}

#[test]
fn every_case_names_tests_that_exist_or_a_reason() {
    let table = fs::read_to_string(repository().join("tests/SURVIVED.md")).unwrap();
    let sources: String = ["tests", "generator/runtime"]
        .iter()
        .flat_map(|folder| texts(&repository().join(folder), &[".rs"]))
        .map(|(_, text)| text)
        .collect();
    let rows: Vec<&str> = table
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| case"))
        .collect();
    assert!(rows.len() > 80, "{}", rows.len());
    for row in rows {
        let tests = named(row);
        assert!(!tests.is_empty() || row.ends_with("| — |"), "{row}");
        for test in tests.iter().filter(|test| **test != "decode") {
            let exists = ["fn ", "struct "].iter().any(|kind| {
                ["(", ";"]
                    .iter()
                    .any(|end| sources.contains(&format!("{kind}{test}{end}")))
            });
            assert!(exists, "{test}");
        }
    }
}

#[test]
fn no_token_in_this_repository_looks_real() {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
    let fakes = ["canary", "fake", "wrong", "token", "example"];
    for folder in ["spec", "generator", "generated", "tests"] {
        for (path, text) in texts(
            &repository().join(folder),
            &[".rs", ".md", ".yaml", ".toml"],
        ) {
            for (start, _) in text.match_indices("Bearer ") {
                let rest = text.get(start + "Bearer ".len()..).unwrap();
                let length = rest.bytes().take_while(|byte| is_token(*byte)).count();
                let token = rest.get(..length).unwrap();
                let is_fake = fakes.iter().any(|fake| token.contains(fake));
                assert!(length < 20 || is_fake, "{}: {token}", path.display());
            }
        }
    }
}
