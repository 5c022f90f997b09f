//! Small inputs beside the Rust they become: read a case in `cases/` with the snapshot of its name.
//!
//! A file in `cases/schema` holds component schemas, of which `Subject` is sent and received; one in `cases/operation`
//! holds paths; one in `cases/document` is a whole document, one in `cases/openapi_3_2` one of OpenAPI 3.2.

#![expect(
    clippy::unwrap_used,
    reason = "a test says what went wrong by failing where it did"
)]

use std::fmt::Write as _;
use std::fs;

use generator::Source;
use generator::generate;
use tests::document;
use tests::document::HEADER;

/// The files of a case that show what it is about, without their headers.
fn shown(document: &str, is_shown: impl Fn(&str) -> bool) -> String {
    let generated = match generate(&Source::new("case.yaml", document)) {
        Ok(generated) => generated,
        Err(diagnostics) => return diagnostics.to_string(),
    };
    let mut shown = generated.warnings.to_string();
    for (path, text) in generated.files.iter().filter(|(path, _)| is_shown(path)) {
        let body = text.splitn(3, '\n').nth(2).unwrap_or_default();
        let _ = writeln!(shown, "---- {path}\n{body}");
    }
    shown
}

fn snapshot(
    folder: &str,
    pattern: &str,
    document: impl Fn(&str) -> String,
    is_shown: impl Fn(&str) -> bool,
) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(format!("cases/{folder}/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        insta::glob!("cases", pattern, |path| {
            let case = fs::read_to_string(path).unwrap();
            insta::assert_snapshot!("rust", shown(&document(&case), &is_shown));
        });
    });
}

#[test]
fn schemas() {
    let is_type = |path: &str| path.starts_with("src/types/") && path != "src/types/mod.rs";
    snapshot("schema", "schema/*.yaml", document::of_schemas, is_type);
}

#[test]
fn operations() {
    let is_operation = |path: &str| {
        let is_of_the_crate = ["src/lib.rs", "src/client.rs"].contains(&path);
        path.starts_with("src/") && !is_of_the_crate && !path.ends_with("mod.rs")
    };
    snapshot(
        "operation",
        "operation/*.yaml",
        document::of_paths,
        is_operation,
    );
}

#[test]
fn documents_of_3_2() {
    let is_api =
        |path: &str| path.starts_with("src/") && !["src/lib.rs", "src/client.rs"].contains(&path);
    snapshot(
        "openapi_3_2",
        "openapi_3_2/*.yaml",
        document::of_3_2,
        is_api,
    );
}

#[test]
fn documents() {
    let is_crate = |path: &str| !["clippy.toml", "rustfmt.toml"].contains(&path);
    snapshot(
        "document",
        "document/*.yaml",
        |case| format!("{HEADER}{case}"),
        is_crate,
    );
}
