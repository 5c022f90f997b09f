//! Symlinks, read-only folders, devices and broken pipes.

use std::os::unix::fs::{PermissionsExt, symlink};

use super::*;

#[test]
fn a_symlink_is_refused() {
    let repository = repository(SPEC);
    run(&repository, &[]);
    let path = repository.path().join(CHANGED_FILE);
    fs::rename(&path, repository.path().join("elsewhere.rs")).unwrap();
    symlink("../../elsewhere.rs", &path).unwrap();
    let error = fails(&repository, &[], 1);
    assert!(
        error.contains(&format!("{CHANGED_FILE} is a symlink")),
        "{error}"
    );
}

#[test]
fn a_read_only_folder_is_an_error() {
    let repository = repository(SPEC);
    let folder = repository.path().join("generated");
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    let is_root = fs::write(folder.join("probe"), "").is_ok();
    if !is_root {
        let error = fails(&repository, &[], 1);
        assert!(
            error.starts_with("error: cannot write to generated/"),
            "{error}"
        );
    }
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_document_that_is_a_device_is_an_error() {
    let repository = repository(SPEC);
    let error = fails(&repository, &["--spec", "/dev/null"], 1);
    insta::assert_snapshot!(error, @"error: /dev/null is not a regular file: copy the document to one, and name that with --spec");
}

#[test]
fn a_closed_or_full_stdout_does_not_matter() {
    for redirection in ["| head -c 0", ">/dev/full", ">&-", "2>&-"] {
        let repository = repository(SPEC);
        let binary = env!("CARGO_BIN_EXE_openapi-crate");
        let script = format!("{{ '{binary}'; echo $? >code; }} {redirection}");
        let output = Command::new("sh")
            .args(["-c", &script])
            .current_dir(&repository)
            .output()
            .unwrap();
        assert_eq!(
            fs::read_to_string(repository.path().join("code")).unwrap(),
            "0\n"
        );
        assert!(!stderr(&output).contains("panicked"), "{}", stderr(&output));
        assert!(
            repository.path().join(CHANGED_FILE).exists(),
            "{redirection}"
        );
    }
}

#[test]
fn a_report_is_not_written_over_the_document_by_a_link() {
    let repository = repository(SPEC);
    let document = repository.path().join("spec/queues.yaml");
    symlink("spec/queues.yaml", repository.path().join("symbolic.json")).unwrap();
    fs::hard_link(document, repository.path().join("hard.json")).unwrap();
    for path in ["symbolic.json", "hard.json"] {
        let error = fails(&repository, &["--report", path], 1);
        assert!(error.contains("write over what is read"), "{error}");
    }
}
