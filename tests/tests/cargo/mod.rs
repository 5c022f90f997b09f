//! Runs cargo on a crate that a test has just written.

use std::path::Path;
use std::process::Command;

/// Runs cargo in `folder`, with what the workspace has locked; fails with what it said.
pub(crate) fn cargo(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(folder)
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("written"),
        )
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "cargo {arguments:?}\n{said}\n{printed}"
    );
}
