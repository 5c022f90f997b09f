//! Where the crate finds the runtime, and what else its manifest says of things around it.

use super::*;

const RUNTIME: &str = "generated/src/client_runtime";

/// The manifest of a crate that is made with these options.
fn manifest(repository: &TempDir, options: &[&str]) -> String {
    let output = run(repository, options);
    assert!(output.status.success(), "{}", stderr(&output));
    fs::read_to_string(repository.path().join("generated/Cargo.toml")).unwrap()
}

#[test]
fn the_client_of_this_project_finds_the_runtime_by_its_path() {
    let repository = repository(SPEC);
    fs::create_dir(repository.path().join("tests")).unwrap();
    let targets = "[dev-dependencies]\ntokio = \"1\"\n";
    fs::write(repository.path().join("tests/targets.toml"), targets).unwrap();
    let manifest = manifest(&repository, &[]);
    assert!(manifest.starts_with(
        "# Generated from spec/queues.yaml by `cargo run`; changes made here are lost.\n"
    ));
    assert!(manifest.contains("\nclient-runtime = { path = \"../generator/runtime\", version = "));
    assert!(manifest.contains("\npublish.workspace = true\n"));
    assert!(manifest.contains(targets));
}

#[test]
fn another_crate_has_it_in_itself_and_none_of_the_tests() {
    let repository = repository(SPEC);
    fs::create_dir(repository.path().join("tests")).unwrap();
    fs::write(repository.path().join("tests/targets.toml"), "[other]\n").unwrap();
    let output = run(&repository, &["--out", "other"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stdout(&output).contains(" more\nread spec/queues.yaml: "));
    let other = repository.path().join("other");
    let manifest = fs::read_to_string(other.join("Cargo.toml")).unwrap();
    assert!(manifest.starts_with(
        "# Generated from spec/queues.yaml by `openapi-crate`; changes made here are lost.\n"
    ));
    assert!(manifest.contains("\npublish = false\n"));
    assert!(!manifest.contains("client-runtime"), "{manifest}");
    assert!(!manifest.contains("[other]"), "{manifest}");
    assert!(other.join("src/client_runtime/mod.rs").is_file());
    assert!(other.join("src/client_runtime/LICENSE-MIT.md").is_file());
}

#[test]
fn the_runtime_is_where_it_is_asked_for_and_nowhere_else() {
    let repository = repository(SPEC);
    let own = manifest(&repository, &["--runtime", "vendored"]);
    assert!(own.contains("\nhyper = { version = "), "{own}");
    assert!(repository.path().join(RUNTIME).is_dir());

    let places = [
        (
            "path=../elsewhere/runtime",
            "path = \"../../elsewhere/runtime\", version = ",
        ),
        ("version=0.1", "version = \"0.1\", default-features"),
        (
            "git=https://example.com/a",
            "git = \"https://example.com/a\", default-features",
        ),
        (
            "git=https://example.com/a#v1",
            "git = \"https://example.com/a\", rev = \"v1\", default-features",
        ),
    ];
    for (place, source) in places {
        let manifest = manifest(&repository, &["--runtime", place]);
        assert!(
            manifest.contains(&format!("\nclient-runtime = {{ {source}")),
            "{manifest}"
        );
        assert!(!repository.path().join(RUNTIME).join("mod.rs").exists());
    }
    let error = fails(&repository, &["--runtime", "crates-io"], 2);
    assert!(
        error.contains("write `vendored`, `path=DIR`, `version=REQUIREMENT` or `git=URL#REVISION`")
    );
}

#[test]
fn a_crate_is_the_same_wherever_it_is_made() {
    let made = |folder: &str, variables: &[(&str, &str)], wrapper: &[&str]| {
        let repository = repository(SPEC);
        let folder = repository.path().join(folder);
        fs::create_dir_all(&folder).unwrap();
        fs::copy(
            repository.path().join("spec/queues.yaml"),
            folder.join("api.yaml"),
        )
        .unwrap();
        let mut words = wrapper.to_vec();
        words.extend([env!("CARGO_BIN_EXE_openapi-crate"), "--spec", "api.yaml"]);
        let mut command = Command::new(words[0]);
        command.args(&words[1..]).args(["--out", "client"]);
        command.envs(variables.iter().copied());
        let output = command.current_dir(&folder).output().unwrap();
        assert!(output.status.success(), "{}", stderr(&output));
        let files = tree(&folder.join("client")).into_iter();
        let texts = files.map(|(path, _, bytes)| {
            (
                path.rsplit_once("/client/")
                    .map(|(_, path)| path.to_owned()),
                bytes,
            )
        });
        texts.collect::<Vec<_>>()
    };
    // Each process has a seed of its own for the order of hash maps.
    let here = made("one", &[("TZ", "UTC"), ("LC_ALL", "C")], &[]);
    let elsewhere = [
        ("TZ", "Asia/Kathmandu"),
        ("LC_ALL", "tr_TR.UTF-8"),
        ("LANG", "ar_EG"),
        ("HOME", "/nowhere"),
        ("COLUMNS", "20"),
    ];
    assert_eq!(made("another/place", &elsewhere, &[]), here);
    let one_core = ["taskset", "--cpu-list", "0"];
    if Command::new(one_core[0]).arg("--version").output().is_ok() {
        assert_eq!(made("one", &[], &one_core), here);
    }
}

#[test]
fn what_is_published_and_what_is_written_by_hand_is_asked_for() {
    let repository = repository(SPEC);
    fs::write(
        repository.path().join("by-hand.toml"),
        "[[test]]\nname = \"shelf\"\n",
    )
    .unwrap();
    let manifest = manifest(
        &repository,
        &["--publish", "crates-io", "--targets", "by-hand.toml"],
    );
    assert!(
        manifest.contains("\npublish = [\"crates-io\"]\n"),
        "{manifest}"
    );
    assert!(
        manifest.contains("\n[[test]]\nname = \"shelf\"\n"),
        "{manifest}"
    );
    let error = fails(&repository, &["--targets", "none.toml"], 1);
    assert!(error.starts_with("error: there is no none.toml"), "{error}");
    let error = fails(&repository, &["--publish", "a\"b"], 2);
    assert!(error.contains("a registry is called in letters"), "{error}");
}

#[test]
fn an_installed_command_names_itself() {
    let repository = repository(SPEC);
    let arguments = ["--check", "--out", "other", "--publish", "crates-io"];
    let output = command(&repository, &arguments)
        .env_remove("CARGO_PKG_NAME")
        .output()
        .unwrap();
    let error = stderr(&output);
    insta::assert_snapshot!(error, @"error: other is not what spec/queues.yaml gives; `openapi-crate --out other --publish crates-io` mends it");
}

#[test]
fn a_shell_and_man_get_what_they_read() {
    let repository = repository(SPEC);
    let completions = stdout(&run(&repository, &["--completions", "bash"]));
    assert!(
        completions.contains("-o default openapi-crate\n"),
        "{completions}"
    );
    let page = stdout(&run(&repository, &["--man"]));
    assert!(page.contains(".TH openapi-crate 1"), "{page}");
}
