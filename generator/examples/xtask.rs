//! `cargo xtask client`: writes the client of `openapi.yaml` to `client/`; with `--check` it fails where that would change anything.
//!
//! A workspace has it as the `main.rs` of a package `xtask`, which depends on the generator, and an alias in `.cargo/config.toml`:
//!
//! ```toml
//! [alias]
//! xtask = "run --package xtask --"
//! ```

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use generator::Source;
use generator::Surroundings;
use generator::emit::disk;
use generator::generate;

fn main() -> ExitCode {
    let is_check = std::env::args().any(|argument| argument == "--check");
    match client(Path::new("."), is_check) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// Writes the client of a workspace, or checks it.
pub(crate) fn client(workspace: &Path, is_check: bool) -> Result<(), String> {
    let text =
        fs::read_to_string(workspace.join("openapi.yaml")).map_err(|error| error.to_string())?;
    let surroundings = Surroundings {
        command: "cargo xtask client".to_owned(),
        ..Surroundings::of("openapi.yaml")
    };
    let source = Source::new("openapi.yaml", text).among(surroundings);
    let generated = generate(&source).map_err(|diagnostics| diagnostics.to_string())?;
    eprint!("{}", generated.warnings);

    let folder = workspace.join("client");
    if !is_check {
        disk::write(&generated.files, &folder).map_err(|error| error.to_string())?;
        return Ok(());
    }
    let changes = disk::compare(&generated.files, &folder).map_err(|error| error.to_string())?;
    if changes.is_empty() {
        Ok(())
    } else {
        Err("client/ is not what openapi.yaml gives: run `cargo xtask client`".to_owned())
    }
}
