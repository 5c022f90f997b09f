//! Permissions, symlinks and runs that meet.

use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

use std::error::Error as _;
use std::sync::mpsc;
use std::time::Duration;

use rustix::fs::{FlockOperation, flock};

use super::*;

#[test]
fn a_file_that_is_up_to_date_is_the_same_file_afterwards() {
    let (_temporary, folder) = folder();
    let inode = || fs::metadata(folder.join("a.rs")).unwrap().ino();
    let before = inode();
    disk::write(&files(&[("a.rs", "a\n"), ("d.rs", "d\n")]), &folder).unwrap();
    assert_eq!(inode(), before);
}

#[test]
fn permissions_are_kept() {
    let (_temporary, folder) = folder();
    for mode in [0o600, 0o444, 0o755] {
        let path = folder.join("a.rs");
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        disk::write(&files(&[("a.rs", &format!("{mode}\n"))]), &folder).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, mode);
    }
}

#[test]
fn a_new_file_has_the_permissions_of_any_new_file() {
    let (_temporary, folder) = folder();
    let path = folder.join("ordinary");
    fs::write(&path, "").unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().mode() & 0o777;
    assert_eq!(mode(&folder.join("a.rs")), mode(&path));
}

#[test]
fn a_symlink_in_the_place_of_a_file_is_refused() {
    let (temporary, folder) = folder();
    let outside = temporary.path().join("outside.rs");
    fs::write(&outside, generated("outside\n")).unwrap();
    for target in [&outside, Path::new("nowhere"), Path::new("a.rs")] {
        let link = folder.join("l.rs");
        symlink(target, &link).unwrap();
        let message = refused(&files(&[("a.rs", "A\n"), ("l.rs", "l\n")]), &folder);
        insta::allow_duplicates! {
            insta::assert_snapshot!(message, @"out/l.rs is a symlink, and is not followed: replace it by what it points to, or remove it");
        }
        fs::remove_file(link).unwrap();
    }
    assert_eq!(fs::read_to_string(outside).unwrap(), generated("outside\n"));
}

#[test]
fn a_symlink_in_the_place_of_a_folder_is_refused() {
    let (temporary, folder) = folder();
    symlink(temporary.path(), folder.join("l")).unwrap();
    let message = disk::write(&files(&[("l/a.rs", "a\n")]), &folder)
        .unwrap_err()
        .to_string();
    assert!(message.contains("out/l is a symlink"), "{message}");
    assert!(!temporary.path().join("a.rs").exists());
}

#[test]
fn a_symlink_elsewhere_is_neither_followed_nor_removed() {
    let (_temporary, folder) = folder();
    symlink(".", folder.join("loop")).unwrap();
    symlink("a.rs", folder.join("other.rs")).unwrap();
    let wanted = files(&[("a.rs", "a\n")]);
    let changes = disk::write(&wanted, &folder).unwrap();
    assert_eq!(changes.left_over, ["b/c.rs"]);
    assert!(folder.join("other.rs").exists());
}

#[test]
fn an_output_folder_that_is_a_symlink_is_followed_if_it_leads_somewhere() {
    let (temporary, folder) = folder();
    let link = temporary.path().join("link");
    symlink(&folder, &link).unwrap();
    disk::write(&files(&[("a.rs", "A\n")]), &link).unwrap();
    assert_eq!(
        fs::read_to_string(folder.join("a.rs")).unwrap(),
        generated("A\n")
    );

    let dangling = temporary.path().join("dangling");
    symlink("nowhere", &dangling).unwrap();
    let error = disk::write(&files(&[("a.rs", "A\n")]), &dangling).unwrap_err();
    assert!(matches!(error, Error::NotAFolder(_)), "{error}");
}

#[test]
fn a_folder_that_cannot_be_written_is_found_out_before_anything_is_changed() {
    let (_temporary, folder) = folder();
    let read_only = folder.join("b");
    fs::set_permissions(&read_only, fs::Permissions::from_mode(0o555)).unwrap();
    let is_root = fs::write(read_only.join("probe"), "").is_ok();
    if !is_root {
        let before = snapshot(&folder);
        for wanted in [
            files(&[("a.rs", "A\n"), ("b/c.rs", "C\n"), ("n/e/w.rs", "w\n")]),
            files(&[("a.rs", "A\n"), ("n/e/w.rs", "w\n")]),
        ] {
            let error = disk::write(&wanted, &folder).unwrap_err();
            assert!(matches!(error, Error::Write(..)), "{error}");
            assert!(
                error.to_string().ends_with("nothing was changed"),
                "{error}"
            );
            assert_eq!(snapshot(&folder), before);
        }
    }
    fs::set_permissions(&read_only, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_folder_that_cannot_be_looked_at_is_an_error() {
    let (_temporary, folder) = folder();
    let error = disk::write(&files(&[("a.rs", "a\n")]), &folder.join("a.rs/out")).unwrap_err();
    assert!(matches!(error, Error::Read(..)), "{error}");
    assert!(error.source().is_some());
}

#[test]
fn folders_of_a_run_that_fails_are_removed() {
    let (_temporary, folder) = folder();
    let before = snapshot(&folder);
    let long = "x".repeat(300);
    let wanted = files(&[("new/er/d.rs", "d\n"), (&format!("{long}/e.rs"), "e\n")]);
    let error = disk::write(&wanted, &folder).unwrap_err();
    assert!(
        matches!(&error, Error::Write(path, _) if path.ends_with(&long)),
        "{error}"
    );
    assert_eq!(snapshot(&folder), before);
}

#[test]
fn a_path_from_where_the_process_is_is_followed() {
    let temporary = tempfile::tempdir().unwrap();
    let up = "../".repeat(30);
    let folder = Path::new(&up).join(temporary.path().strip_prefix("/").unwrap());
    disk::write(&files(&[("a.rs", "a\n")]), &folder.join("x/y")).unwrap();
    assert!(temporary.path().join("x/y/a.rs").exists());
}

#[test]
fn a_run_waits_for_another_in_the_same_folder() {
    let (_temporary, folder) = folder();
    let other = fs::File::open(&folder).unwrap();
    flock(&other, FlockOperation::LockExclusive).unwrap();
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let wanted = files(&[("a.rs", "A\n")]);
        let outcome = disk::write(&wanted, &folder).map(|_| ());
        sender.send(outcome).unwrap();
    });
    assert!(receiver.recv_timeout(Duration::from_millis(100)).is_err());
    drop(other);
    receiver.recv().unwrap().unwrap();
}

#[test]
fn runs_that_meet_leave_the_result_of_one() {
    let (_temporary, folder) = folder();
    let versions = [["a.rs", "b.rs", "c.rs"], ["a.rs", "d.rs", "e.rs"]];
    let wanted = |version: usize| {
        let text = format!("{version}\n");
        files(&versions[version].map(|path| (path, text.as_str())))
    };
    for _ in 0..20 {
        std::thread::scope(|scope| {
            for version in [0, 1] {
                let (folder, wanted) = (&folder, wanted(version));
                scope.spawn(move || disk::write(&wanted, folder).map(|_| ()).unwrap());
            }
        });
        let is_one = |version| disk::compare(&wanted(version), &folder).unwrap().is_empty();
        assert!(is_one(0) || is_one(1), "{:?}", snapshot(&folder));
    }
}
