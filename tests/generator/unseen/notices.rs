//! What a server sends is read by the name of its webhook, and read as tolerantly as a response.

use notices::callbacks::Callback;
use notices::types::Language;
use notices::types::MemberAddedBodyRole;
use notices::webhooks::Webhook;

fn webhook(name: &str, body: &str) -> Webhook {
    Webhook::parse(name, body.as_bytes()).unwrap()
}

#[test]
fn the_body_of_a_webhook_is_read_by_its_name() {
    let Webhook::MemberAdded(member) = webhook("member.added", r#"{"name": "Ada", "age": 5.0, "new": 1}"#) else {
        panic!("another variant");
    };
    assert_eq!(member.name, "Ada");
    assert_eq!(member.age, Some(5));
    assert_eq!(webhook("ping", ""), Webhook::Ping);
}

#[test]
fn values_and_names_of_tomorrow_are_kept() {
    let Webhook::MemberAdded(member) = webhook("member.added", r#"{"name": "Ada", "roles": ["reader", "admin"]}"#) else {
        panic!("another variant");
    };
    assert_eq!(member.roles[0], MemberAddedBodyRole::Reader);
    assert_eq!(member.roles.len(), 2);
    assert_eq!(webhook("member.left", "{}"), Webhook::Unknown("member.left".to_owned()));
}

#[test]
fn keys_of_a_map_are_values_too() {
    let body = r#"[{"id": "a", "words": {"pt-BR": "Aqui", "eo": "Jen"}}]"#;
    let Webhook::Batch(events) = webhook("batch", body) else {
        panic!("another variant");
    };
    let words = &events[0].words;
    assert_eq!(words[&Language::PtBr], "Aqui");
    assert_eq!(words[&Language::Unknown("eo".to_owned())], "Jen");
    assert_eq!(serde_json::to_value(words).unwrap(), serde_json::json!({"pt-BR": "Aqui", "eo": "Jen"}));
}

#[test]
fn one_odd_element_does_not_lose_the_others() {
    let Webhook::Batch(events) = webhook("batch", r#"[{"id": "a"}, 5, {"id": "b"}]"#) else {
        panic!("another variant");
    };
    assert_eq!((events.len(), events.unreadable().len()), (2, 1));
}

#[test]
fn a_body_that_is_none_is_an_error() {
    assert!(Webhook::parse("member.added", b"[").is_err());
    assert!(Callback::parse("subscriptions.create.event", b"5").is_err());
}

#[test]
fn the_body_of_a_callback_is_read_by_its_operation_and_name() {
    let event = Callback::parse("subscriptions.create.event", br#"{"id": "a"}"#).unwrap();
    let Callback::SubscriptionsCreateEvent(event) = event else {
        panic!("another variant");
    };
    assert_eq!(event.id, "a");
    let end = Callback::parse("subscriptions.create.end", b"").unwrap();
    assert_eq!(end, Callback::SubscriptionsCreateEnd);
}
