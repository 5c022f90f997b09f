//! Runs cargo on a crate that a test has just written.

use std::path::Path;
use std::process::Command;

/// Runs cargo in `folder`, with what the workspace has locked; gives whether it succeeded, and what it said.
pub(crate) fn outcome(
    folder: &Path,
    arguments: &[&str],
    variables: &[(&str, &str)],
) -> (bool, String) {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("written");
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        // Nobody debugs these: half of the time goes without.
        .env("CARGO_PROFILE_DEV_DEBUG", "none")
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    let printed = String::from_utf8_lossy(&output.stdout);
    (
        output.status.success(),
        format!("cargo {arguments:?}\n{said}\n{printed}"),
    )
}

/// Runs cargo, and gives what it said, or fails with it.
pub(crate) fn cargo(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> String {
    let (succeeded, said) = outcome(folder, arguments, variables);
    assert!(succeeded, "{said}");
    said
}
