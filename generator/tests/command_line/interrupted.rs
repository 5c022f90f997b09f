//! Runs that are killed, that meet, and that find no room: each file is wholly old or wholly new.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Child;
use std::thread;
use std::time::Duration;

use super::*;

/// The files of the crate, those of a run that was killed aside.
fn crate_files(repository: &TempDir) -> BTreeMap<PathBuf, Vec<u8>> {
    let folder = repository.path().join("generated");
    let files = if folder.exists() {
        tree(&folder)
    } else {
        Vec::new()
    };
    let files = files
        .into_iter()
        .map(|(path, _, bytes)| (PathBuf::from(path), bytes));
    files
        .map(|(path, bytes)| (path.strip_prefix(&folder).unwrap().to_owned(), bytes))
        .filter(|(path, _)| path.extension().is_none_or(|extension| extension != "part"))
        .collect()
}

/// A document in which every file of the crate differs from those of another name.
fn renamed(word: &str) -> String {
    let mut text = SPEC.replace("Shelf", word);
    for number in 0..40 {
        let _ = writeln!(
            text,
            "  /{word}/{number}: {{get: {{operationId: things.get{number}, summary: {word}., responses: {{'204': {{description: Done.}}}}}}}}"
        );
    }
    text
}

/// Ends a run, which may have ended: as the system does, as Ctrl-C does, as a service manager does.
fn end(child: &mut Child, round: u64) {
    #[cfg(unix)]
    if let Some(signal) = [None, Some("-INT"), Some("-TERM")][usize::try_from(round % 3).unwrap()] {
        let id = child.id().to_string();
        Command::new("kill").args([signal, &id]).output().unwrap();
        child.wait().unwrap();
        return;
    }
    let _ = child.kill();
    child.wait().unwrap();
}

#[test]
fn a_run_that_is_killed_leaves_each_file_old_or_new() {
    let of = |word: &str| {
        let repository = repository(&renamed(word));
        assert!(run(&repository, &["--name", "shelf"]).status.success());
        crate_files(&repository)
    };
    let (old, new) = (of("Old"), of("New"));
    let repository = repository(&renamed("Old"));
    for round in 0..30_u64 {
        let word = if round % 2 == 0 { "New" } else { "Old" };
        fs::write(repository.path().join("spec/queues.yaml"), renamed(word)).unwrap();
        let mut child = command(&repository, &["--name", "shelf"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_millis(round * 7));
        end(&mut child, round);
        for (path, bytes) in crate_files(&repository) {
            let is_whole = [&old, &new]
                .iter()
                .any(|files| files.get(&path) == Some(&bytes));
            assert!(is_whole, "{}", path.display());
        }
    }
    fs::write(repository.path().join("spec/queues.yaml"), renamed("New")).unwrap();
    assert!(run(&repository, &["--name", "shelf"]).status.success());
    assert_eq!(crate_files(&repository), new);
    let unfinished = tree(repository.path())
        .into_iter()
        .filter(|(path, ..)| path.contains(".generated-"));
    assert_eq!(unfinished.count(), 0);
}

#[test]
fn runs_that_meet_leave_the_crate_of_one() {
    let repository = repository(SPEC);
    let words = ["One", "Other"];
    for word in words {
        fs::write(
            repository.path().join(format!("{word}.yaml")),
            renamed(word),
        )
        .unwrap();
    }
    let whole = |word: &str| {
        let spec = format!("{word}.yaml");
        let arguments = ["--spec", spec.as_str(), "--name", "shelf"];
        assert!(run(&repository, &arguments).status.success());
        crate_files(&repository)
    };
    let either = words.map(whole);
    for _ in 0..5 {
        let start = |word: &str| {
            let spec = format!("{word}.yaml");
            let mut command = command(&repository, &["--spec", &spec, "--name", "shelf"]);
            command.stdout(Stdio::null()).spawn().unwrap()
        };
        for mut child in words.map(start) {
            assert!(child.wait().unwrap().success());
        }
        assert!(either.contains(&crate_files(&repository)));
    }
}

#[cfg(unix)]
#[test]
fn a_write_that_fails_leaves_the_old_crate() {
    let repository = repository(SPEC);
    assert!(run(&repository, &[]).status.success());
    let before = crate_files(&repository);
    fs::write(repository.path().join("spec/queues.yaml"), renamed("New")).unwrap();
    // Files of more than so many blocks of 512 bytes cannot be written: each limit lets more of them through.
    for blocks in [1, 2] {
        let binary = env!("CARGO_BIN_EXE_openapi-crate");
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec '{binary}'");
        let mut limited = Command::new("sh");
        limited.args(["-c", &script]).current_dir(&repository);
        let output = limited.output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        assert!(
            stderr(&output).contains("cannot write to generated"),
            "{}",
            stderr(&output)
        );
        assert_eq!(crate_files(&repository), before);
    }
    assert!(run(&repository, &[]).status.success());
    let unfinished = tree(repository.path());
    let mut unfinished = unfinished.iter().map(|(path, ..)| path);
    assert!(!unfinished.any(|path| path.contains(".generated-")));
}

/// A file system of this many bytes, where the system lets us mount one.
#[cfg(target_os = "linux")]
fn small_disk(at: &Path, bytes: usize) -> bool {
    let size = format!("size={bytes}");
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", &size, "tmpfs"])
        .arg(at)
        .output();
    mounted.is_ok_and(|output| output.status.success())
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_old_crate() {
    let repository = repository(SPEC);
    let folder = repository.path().join("generated");
    fs::create_dir(&folder).unwrap();
    if !small_disk(&folder, 256 * 1024) {
        eprintln!("skipped: no file system can be mounted here");
        return;
    }
    let outcome = std::panic::catch_unwind(|| {
        assert!(run(&repository, &[]).status.success());
        let before = crate_files(&repository);
        let filled = vec![0; 1024 * 1024];
        // As much as there is room for.
        let _ = fs::write(folder.join("filler"), filled);
        fs::write(repository.path().join("spec/queues.yaml"), renamed("New")).unwrap();
        let output = run(&repository, &[]);
        let mut after = crate_files(&repository);
        after.remove(Path::new("filler"));
        (output, before == after)
    });
    let unmounted = Command::new("umount").arg(&folder).status().unwrap();
    assert!(unmounted.success());
    let (output, is_kept) = outcome.unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(
        stderr(&output).contains("cannot write to generated"),
        "{}",
        stderr(&output)
    );
    assert!(is_kept);
}
