//! A large client compiles with the operations of one resource alone, with those of all, and with none.

#![expect(
    clippy::unwrap_used,
    reason = "a test says what went wrong by failing where it did"
)]

mod cargo;

use std::fs;

use cargo::cargo;
use generator::Source;
use generator::Surroundings;
use generator::emit::Files;
use generator::emit::disk;
use generator::generate;
use tests::large::document;
use tests::repository;

/// Ten resources, of which some are called like features of the runtime, like dependencies and like keywords.
const NAMES: [&str; 10] = [
    "proxy",
    "ring",
    "full",
    "serde",
    "type",
    "users",
    "issues",
    "code-search",
    "default",
    "test",
];

fn files(operations: usize) -> Files {
    let runtime = repository().join("generator/runtime");
    let source = Source::new("large.yaml", document(operations, &NAMES))
        .among(Surroundings::of("large.yaml").with_runtime_at(runtime.display().to_string()));
    generate(&source).unwrap().files
}

#[test]
fn a_client_of_more_than_a_hundred_operations_has_a_feature_for_each_resource() {
    let files = files(101);
    let manifest = files.get("Cargo.toml").unwrap();
    let (_, features) = manifest.split_once("[features]\n").unwrap();
    let (features, _) = features.split_once("[dependencies]").unwrap();
    let features: Vec<&str> = features
        .lines()
        .filter(|line| line.ends_with("= []") || line.starts_with("default"))
        .collect();
    insta::assert_snapshot!(features.join("\n"), @r#"
    default = ["full", "native-roots", "proxy", "ring"]
    code-search = []
    default-operations = []
    full-operations = []
    issues = []
    proxy-operations = []
    ring-operations = []
    serde-operations = []
    test = []
    type = []
    users = []
    "#);
}

#[test]
fn a_type_comes_with_the_resources_that_need_it() {
    let files = files(101);
    let index = files.get("src/types/mod.rs").unwrap();
    let gate = |module: &str| {
        let (before, _) = index.split_once(&format!("mod {module};")).unwrap();
        before.lines().last().unwrap_or_default().to_owned()
    };
    // The things of one resource alone, with the link of it.
    assert_eq!(gate("thing5"), r#"#[cfg(feature = "users")]"#);
    assert_eq!(gate("link_users_issues"), r#"#[cfg(feature = "users")]"#);
    // What all need is always there.
    assert!(!gate("problem").contains("cfg"), "{}", gate("problem"));
}

#[test]
fn a_smaller_client_has_no_features_of_its_own() {
    let files = files(100);
    assert!(!files.get("Cargo.toml").unwrap().contains("full"));
    assert!(
        !files
            .get("src/lib.rs")
            .unwrap()
            .contains("feature = \"users\"")
    );
}

#[test]
fn every_choice_of_features_compiles_without_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    disk::write(&files(101), folder.path()).unwrap();
    fs::copy(
        repository().join("Cargo.lock"),
        folder.path().join("Cargo.lock"),
    )
    .unwrap();
    let manifest = folder.path().join("Cargo.toml");
    let own_workspace = format!("{}\n[workspace]\n", fs::read_to_string(&manifest).unwrap());
    fs::write(&manifest, own_workspace).unwrap();

    let strict = [("RUSTFLAGS", "-D warnings")];
    for features in ["ring", "ring,users", "ring,proxy-operations,code-search"] {
        let arguments = [
            "check",
            "--quiet",
            "--lib",
            "--no-default-features",
            "--features",
        ];
        cargo(
            folder.path(),
            &[&arguments[..], &[features]].concat(),
            &strict,
        );
    }
    cargo(folder.path(), &["check", "--quiet", "--lib"], &strict);
}
