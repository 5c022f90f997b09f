//! The first calls that the READMEs show compile.

#![expect(
    clippy::unwrap_used,
    reason = "a test says what went wrong by failing where it did"
)]

mod cargo;

use std::fs;
use std::path::Path;

use cargo::cargo;

/// The first block of Rust in a README.
fn first_call(readme: &Path) -> String {
    let text = fs::read_to_string(readme).unwrap();
    let block = text
        .split("```rust")
        .nth(1)
        .unwrap()
        .split("```")
        .next()
        .unwrap();
    block.split_once('\n').unwrap().1.to_owned()
}

#[test]
fn the_first_calls_compile() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let client = repository.join("generated");
    let manifest = format!(
        "[package]\nname = \"first-call\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
        cloudflare-queues = {{ path = {client:?} }}\ntokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n"
    );
    fs::write(folder.path().join("Cargo.toml"), manifest).unwrap();
    fs::copy(
        repository.join("Cargo.lock"),
        folder.path().join("Cargo.lock"),
    )
    .unwrap();
    let binaries = folder.path().join("src/bin");
    fs::create_dir_all(&binaries).unwrap();
    for (name, readme) in [
        ("repository", "README.md"),
        ("client", "generated/README.md"),
    ] {
        fs::write(
            binaries.join(format!("{name}.rs")),
            first_call(&repository.join(readme)),
        )
        .unwrap();
    }
    cargo(folder.path(), &["check", "--quiet"], &[]);
}
