use std::collections::BTreeMap;
use std::time::Duration;

use serde::Serialize;

use super::Check;
use super::Checks;
use super::first_violation;
use crate::Field;
use crate::duration::Seconds;

#[derive(Clone, Default, Serialize)]
struct Tree {
    size: i64,
    share: Option<f64>,
    name: Field<String>,
    tags: Option<Vec<String>>,
    sizes: BTreeMap<String, Vec<Option<u8>>>,
    branches: Vec<Tree>,
}

impl Check for Tree {
    fn check(&self, checks: &mut Checks<'_>) {
        checks
            .property("size", &self.size)
            .minimum(0)
            .multiple_of(5);
        checks
            .property("share", &self.share)
            .exclusive_minimum(0.0)
            .exclusive_maximum(1.0)
            .multiple_of(0.01);
        checks
            .property("name", &self.name)
            .min_length(2)
            .max_length(4)
            .characters(&['a'..='z', 'ä'..='ä']);
        checks
            .property("tags", &self.tags)
            .min_items(1)
            .unique_items()
            .each(|tag| tag.max_length(3));
        checks
            .property("sizes", &self.sizes)
            .max_properties(2)
            .each(|sizes| sizes.each(|size| size.maximum(9)));
        checks
            .property("branches", &self.branches)
            .max_items(2)
            .check();
    }
}

fn first_message(tree: &Tree) -> Option<String> {
    first_violation(tree).map(|error| error.to_string())
}

#[test]
fn a_value_within_all_limits_is_not_rejected() {
    let tree = Tree {
        size: 15,
        share: Some(0.07),
        name: Field::Value("äste".to_owned()),
        tags: Some(vec!["a".to_owned(), "b".to_owned()]),
        sizes: BTreeMap::from([("x".to_owned(), vec![Some(9), None])]),
        branches: vec![Tree::default(), Tree::default()],
    };
    assert_eq!(first_message(&tree), None);
    assert_eq!(
        first_message(&Tree::default()),
        None,
        "what is absent has no limits"
    );
}

fn says(tree: &Tree, expected: &str) {
    let message = first_message(tree).unwrap();
    let rest = message.strip_prefix("invalid argument `").unwrap();
    assert!(rest.starts_with(expected), "{message}");
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn limits_of_numbers_are_said_with_the_number_and_the_keyword() {
    let size = |size| Tree {
        size,
        ..Tree::default()
    };
    says(&size(-5), "size`: -5 is less than 0, the `minimum`");
    says(&size(3), "size`: 3 is no multiple of 5, the `multipleOf`");
    for (share, message) in [
        (0.0, "share`: 0 is not more than 0, the `exclusiveMinimum`"),
        (1.0, "share`: 1 is not less than 1, the `exclusiveMaximum`"),
        (
            0.075,
            "share`: 0.075 is no multiple of 0.01, the `multipleOf`",
        ),
    ] {
        let share = Some(share);
        says(&Tree { share, ..size(0) }, message);
    }
}

#[test]
fn limits_of_texts_are_said_with_their_length() {
    for (name, message) in [
        (
            "ä",
            "name`: it has 1 characters, less than 2, the `minLength`",
        ),
        (
            "abcde",
            "name`: it has 5 characters, more than 4, the `maxLength`",
        ),
        (
            "abC",
            "name`: it has a character that is not allowed, the `pattern`",
        ),
    ] {
        let name = Field::Value(name.to_owned());
        says(
            &Tree {
                name,
                ..Tree::default()
            },
            message,
        );
    }
}

#[test]
fn limits_of_lists_are_said_with_the_item() {
    for (tags, message) in [
        (
            texts(&[]),
            "tags`: it has 0 items, less than 1, the `minItems`",
        ),
        (
            texts(&["a", "b", "a"]),
            "tags`: [2] is equal to an item before it, the `uniqueItems`",
        ),
        (
            texts(&["a", "abcd"]),
            "tags[1]`: it has 4 characters, more than 3",
        ),
    ] {
        let tags = Some(tags);
        says(
            &Tree {
                tags,
                ..Tree::default()
            },
            message,
        );
    }
    let branches = vec![Tree::default(); 3];
    says(
        &Tree {
            branches,
            ..Tree::default()
        },
        "branches`: it has 3 items, more than 2, the `maxItems`",
    );
}

#[test]
fn limits_deep_in_a_value_are_said_with_their_place() {
    let sizes = ["a", "b", "c"]
        .map(|key| (key.to_owned(), Vec::new()))
        .into();
    says(
        &Tree {
            sizes,
            ..Tree::default()
        },
        "sizes`: it has 3 properties, more than 2, the `maxProperties`",
    );
    let sizes = BTreeMap::from([("a\n".to_owned(), vec![None, Some(10)])]);
    says(
        &Tree {
            sizes,
            ..Tree::default()
        },
        r#"sizes["a\n"][1]`: 10 is more than 9, the `maximum`"#,
    );
    let wrong = Tree {
        size: -1,
        ..Tree::default()
    };
    let branches = vec![Tree::default(), wrong];
    says(
        &Tree {
            branches,
            ..Tree::default()
        },
        "branches[1].size`: -1 is less than 0, the `minimum`",
    );
}

#[test]
fn the_first_mistake_is_said() {
    let tree = Tree {
        size: -1,
        share: Some(-1.0),
        ..Tree::default()
    };
    assert_eq!(
        first_message(&tree).unwrap(),
        "invalid argument `size`: -1 is less than 0, the `minimum` in the description of the API"
    );
}

#[test]
fn whole_numbers_are_compared_exactly() {
    struct Large(u64);
    impl Check for Large {
        fn check(&self, checks: &mut Checks<'_>) {
            checks.value(&self.0).maximum(9_223_372_036_854_775_807);
        }
    }
    assert!(first_violation(&Large(9_223_372_036_854_775_807)).is_none());
    assert!(first_violation(&Large(9_223_372_036_854_775_808)).is_some());
}

#[test]
fn a_length_of_time_is_checked_as_it_is_sent() {
    struct Wait(Option<Duration>);
    impl Check for Wait {
        fn check(&self, checks: &mut Checks<'_>) {
            checks.property("wait", &self.0.map(Seconds)).maximum(2);
        }
    }
    assert!(first_violation(&Wait(None)).is_none());
    assert!(first_violation(&Wait(Some(Duration::from_secs(2)))).is_none());
    let error = first_violation(&Wait(Some(Duration::from_millis(2_001)))).unwrap();
    assert!(
        error.to_string().contains("`wait`: 3 is more than 2"),
        "{error}"
    );
}
