//! Crates that use the client: the programs of the READMEs compile, and an id of another kind does not.

#![expect(
    clippy::unwrap_used,
    reason = "a test says what went wrong by failing where it did"
)]

mod cargo;

use std::fs;

use cargo::cargo;
use cargo::outcome;
use tests::repository;

/// The programs in a README that use this client.
fn programs(readme: &str) -> Vec<String> {
    let text = fs::read_to_string(repository().join(readme)).unwrap();
    let blocks = text.split("```rust").skip(1);
    let blocks = blocks.filter_map(|block| block.split("```").next()?.split_once('\n'));
    let blocks = blocks.map(|(_, program)| program.to_owned());
    let is_program =
        |block: &String| block.contains("fn main()") && block.contains("cloudflare_queues");
    blocks.filter(is_program).collect()
}

/// A crate that depends on the client with all that the tests show, with these programs.
fn user(programs: &[(&str, String)]) -> tempfile::TempDir {
    let client = repository().join("generated");
    let manifest = format!(
        "[package]\nname = \"user\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
        cloudflare-queues = {{ path = \"{}\", features = [\"blocking\", \"consumer\"] }}\ntokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\", \"signal\"] }}\n",
        client.display()
    );
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("Cargo.toml"), manifest).unwrap();
    fs::copy(
        repository().join("Cargo.lock"),
        folder.path().join("Cargo.lock"),
    )
    .unwrap();
    let binaries = folder.path().join("src/bin");
    fs::create_dir_all(&binaries).unwrap();
    for (name, program) in programs {
        fs::write(binaries.join(format!("{name}.rs")), program).unwrap();
    }
    folder
}

#[test]
fn the_programs_of_the_readmes_compile() {
    let (repository, client) = (programs("README.md"), programs("generated/README.md"));
    assert_eq!((repository.len(), client.len()), (2, 1));
    let names = ["consumer", "calls", "first_call"];
    let programs: Vec<_> = names
        .into_iter()
        .zip(repository.into_iter().chain(client))
        .collect();
    let folder = user(&programs);
    cargo(folder.path(), &["check", "--quiet"], &[]);
}

#[test]
fn the_same_calls_compile_without_async() {
    let program = "use cloudflare_queues::{Client, Error, Wait, types::QueueId};\n\
        fn main() -> Result<(), Error> {\n    let client = Client::from_env()?;\n    \
        let id = QueueId::new(\"023e105f4ecef8ad9ca31a8372d0c353\")?;\n    let queues = client.queues();\n    \
        let pulled = queues.messages().pull(&id).batch_size(10).wait()?;\n    \
        let sent = queues.messages().pull(&id).send().wait()?;\n    \
        println!(\"{pulled:?} {}\", sent.status());\n    Ok(())\n}\n";
    let folder = user(&[("waits", program.to_owned())]);
    cargo(folder.path(), &["check", "--quiet"], &[]);
}

#[test]
fn an_account_id_where_a_queue_id_belongs_does_not_compile() {
    let program = |ty: &str| {
        format!(
            "use cloudflare_queues::types::{ty};\n\
            fn main() -> Result<(), cloudflare_queues::Error> {{\n    let client = cloudflare_queues::Client::from_env()?;\n    \
            let id = {ty}::new(\"023e105f4ecef8ad9ca31a8372d0c353\")?;\n    \
            drop(client.queues().messages().pull(&id));\n    Ok(())\n}}\n"
        )
    };
    let right = user(&[("right", program("QueueId"))]);
    cargo(right.path(), &["check", "--quiet"], &[]);
    let wrong = user(&[("wrong", program("AccountId"))]);
    let (succeeded, said) = outcome(wrong.path(), &["check", "--quiet"], &[]);
    assert!(
        !succeeded && said.contains("expected `&QueueId`, found `&AccountId`"),
        "{said}"
    );
}

#[test]
fn the_compiler_says_what_is_wrong_with_a_call() {
    let mistakes = [
        (
            "another_type",
            "messages.pull(\"id\").await?;",
            "expected `&QueueId`, found `&str`",
        ),
        (
            "no_argument",
            "messages.pull().await?;",
            "this method takes 1 argument but 0 arguments were supplied",
        ),
        (
            "no_setter",
            "messages.pull(&id).size(5).await?;",
            "no method named `size` found for struct `PullCall<'a>`",
        ),
        (
            "not_awaited",
            "let pulled: PullResult = messages.pull(&id);",
            "expected `PullResult`, found `PullCall<'_>`",
        ),
        (
            "forgotten",
            "messages.pull(&id).batch_size(5);",
            "unused `PullCall` that must be used",
        ),
        (
            "sent_and_forgotten",
            "messages.pull(&id).send();",
            "`Future` trait object that must be used",
        ),
    ];
    for (name, call, message) in mistakes {
        let program = format!(
            "use cloudflare_queues::{{Client, Error, types::QueueId}};\n\
            #[allow(unused_imports)]\nuse cloudflare_queues::queues::messages::PullResult;\n\
            #[tokio::main]\nasync fn main() -> Result<(), Error> {{\n    let client = Client::from_env()?;\n    \
            let id = QueueId::new(\"023e105f4ecef8ad9ca31a8372d0c353\")?;\n    let messages = client.queues().messages();\n    \
            {call}\n    drop(id);\n    Ok(())\n}}\n"
        );
        let folder = user(&[(name, program)]);
        let (_, said) = outcome(folder.path(), &["check", "--quiet"], &[]);
        assert!(said.contains(message), "{call}\n{said}");
    }
}
