//! Where an item of a client comes from, and why it is as it is: what `--why` says of one document.

#![expect(
    clippy::unwrap_used,
    reason = "a test says what went wrong by failing where it did"
)]

use std::fs;

use generator::MessageFormat;
use generator::Source;
use generator::surface::Description;
use generator::surface::Item;
use generator::surface::Kind;
use generator::why::why;
use tests::repository;

const QUEUES: &str = include_str!("../../spec/queues.yaml");

fn description(name: &str, text: &str) -> Description {
    Description::read(&Source::new(name, text)).unwrap()
}

fn asked(description: &Description, query: &str) -> String {
    match why(description, query) {
        Ok(answers) => {
            let answers = answers
                .iter()
                .map(|one| one.formatted(MessageFormat::Human));
            answers.collect::<Vec<_>>().join("\n")
        }
        Err(problem) => format!("error: {problem}\n"),
    }
}

/// Not of the description of this project: an endpoint more would be another snapshot.
#[test]
fn answers_as_printed() {
    let shelf = [
        "books::list",
        "client.shelves().r#move()",
        "books",
        "types::Book",
        "Book::kind",
        "books::ListCall::limit",
        "shelves::move::place",
        "types::Isbn",
        "types::Origin::Given",
        "types::Kind::Essay",
        "ClientBuilder::token",
        "#/components/schemas/NewBook/properties/title/maxLength",
        "shelf.yaml:90",
        "types::Bok",
        "#/components/schemas/Nothing",
        "shelf.yaml:0",
    ];
    let others = ["All::delay", "All::species"];
    let of = |file: &str, name: &str, queries: &[&str]| -> String {
        let text = fs::read_to_string(repository().join("tests/generator").join(file)).unwrap();
        let description = description(name, &text);
        let answers = queries
            .iter()
            .map(|query| format!("=== {query}\n{}\n", asked(&description, query)));
        answers.collect()
    };
    let page = of("changes/shelf.yaml", "shelf.yaml", &shelf)
        + &of("keywords/schemas.yaml", "schemas.yaml", &others);
    insta::assert_snapshot!(page);
}

#[test]
fn a_line_is_what_stands_on_it() {
    let queues = description("spec/queues.yaml", QUEUES);
    let line = |text: &str| QUEUES.lines().position(|line| line.contains(text)).unwrap() + 1;
    for (text, item) in [
        (
            "operationId: queues.messages.pull",
            "queues::messages::pull",
        ),
        (
            "visibility_timeout_ms:",
            "queues::messages::pull::visibility_timeout",
        ),
        (
            "x-unit: milliseconds",
            "queues::messages::pull::visibility_timeout",
        ),
        ("    PulledMessage:", "types::PulledMessage"),
    ] {
        let answers = why(&queues, &format!("spec/queues.yaml:{}", line(text))).unwrap();
        assert_eq!(answers[0].item, item, "{text}");
        let back = why(&queues, &answers[0].pointer).unwrap();
        assert!(back.contains(&answers[0]), "{text}");
    }
}

/// What has no node of its own stands where its owner does, and is said so.
#[test]
fn each_item_has_a_place_in_its_document() {
    let folder = repository().join("tests/generator/keywords");
    let mut count = 0;
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|end| end != "yaml") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let description = description("document.yaml", &text);
        let surface = description.surface();
        let is_lost = |item: &&Item| item.at.parent().is_none() && item.kind != Kind::Crate;
        let lost: Vec<&str> = surface
            .items()
            .filter(is_lost)
            .map(|item| item.path.as_str())
            .collect();
        assert_eq!(lost, [""; 0], "{}", path.display());
        for item in surface.items() {
            let answers = why(&description, &item.path).unwrap();
            assert!(!answers[0].reasons.is_empty(), "{}", item.path);
            count += 1;
        }
    }
    assert!(count > 150, "{count}");
}
