//! A schema is one type, wherever it is referred to and whatever is said beside the reference.

use sharing::Client;
use sharing::Settings;
use sharing::types::BlockFrame;
use sharing::types::BlockFrameWeight;
use sharing::types::Board;
use sharing::types::BoardFirstItem;
use sharing::types::Conflict;
use sharing::types::Depth;
use sharing::types::Invitation;
use sharing::types::MembersFirstResponseRole;
use sharing::types::Missing;
use sharing::types::MoodLevel;
use sharing::types::Person;
use sharing::types::ResponseHeaders;
use serde_json::json;

use crate::server::Server;

fn client(server: &Server) -> Client {
    Client::builder().settings(Settings::new().base_url(server.url())).build().unwrap()
}

#[tokio::test]
async fn the_children_of_a_base_share_what_is_within_it() {
    let json = r#"{"align": "left", "frame": {"bold": true, "weight": "fat"}, "marks": [{"at": 3}]}"#;
    let server = Server::json(json);
    let chart = client(&server).charts().read(7).depth(Depth::Deep).await.unwrap();
    assert_eq!(server.request().target, "/charts/7?depth=deep");
    let server = Server::json(json);
    let table = client(&server).tables().read(7).depth(Depth::Flat).await.unwrap();
    let frames: [BlockFrame; 2] = [chart.frame.unwrap(), table.frame.unwrap()];
    assert_eq!(frames[0], frames[1]);
    assert_eq!(frames[0].weight, Some(BlockFrameWeight::Fat));
    assert_eq!((chart.align, chart.marks), (table.align, table.marks));
}

#[tokio::test]
async fn operations_share_equal_errors_and_headers() {
    let server = Server::responding(409, "application/json", r#"{"code": 2, "extra": {"why": "so"}}"#);
    let error = client(&server).charts().read(7).await.unwrap_err();
    let chart: Conflict = error.json().unwrap();
    let server = Server::responding(409, "application/json", r#"{"code": 2, "extra": {"why": "so"}}"#);
    let error = client(&server).tables().read(7).await.unwrap_err();
    let table: Conflict = error.json().unwrap();
    assert_eq!(chart, table);
    assert_eq!(table.extra.unwrap().why.as_deref(), Some("so"));
    let headers = error.typed_headers::<ResponseHeaders>().unwrap();
    assert_eq!(headers.x_left, None);
    let server = Server::responding(404, "application/json", r#"{"id": 7}"#);
    let error = client(&server).tables().read(7).await.unwrap_err();
    assert_eq!(error.json::<Missing>().unwrap().id, Some(7));
}

#[tokio::test]
async fn words_beside_a_reference_make_no_type() {
    let somebody = || Person::new("Ada");
    let board = Board::new(somebody(), None)
        .editor(somebody())
        .reviewer_null()
        .author(somebody())
        .guest(somebody())
        .visitor_null()
        .printer(somebody())
        .leader(somebody())
        .nickname("ada");
    let server = Server::json(r#"{"owner": {"name": "Bob"}, "reader": null, "maker": {"name": "Cy"}, "reviewer": null}"#);
    let made = client(&server).boards().add(board).await.unwrap();
    let ada = json!({"name": "Ada"});
    let sent = json!({
        "owner": ada, "reader": null, "editor": ada, "reviewer": null, "author": ada, "guest": ada, "visitor": null,
        "printer": ada, "leader": ada, "nickname": "ada",
    });
    assert_eq!(server.request().json(), sent);
    let maker: Person = made.maker.unwrap();
    assert_eq!((made.owner.name.as_str(), maker.name.as_str()), ("Bob", "Cy"));
    assert_eq!(made.reader, None::<Person>);
}

#[tokio::test]
async fn a_reference_to_a_place_is_the_type_of_the_place() {
    let item = |text: &str| BoardFirstItem::new().text(text);
    let parent = Board::new(Person::new("Ada"), None);
    let board = Board::new(Person::new("Ada"), None)
        .first(vec![item("a")])
        .second(vec![item("b")])
        .third(vec![item("c")])
        .spare(item("d"))
        .parent(parent.clone())
        .below(vec![parent]);
    let server = Server::json(r#"{"owner": {"name": "Bob"}, "reader": null, "second": [{"text": "b"}]}"#);
    let made = client(&server).boards().add(board).await.unwrap();
    let sent = server.request().json();
    assert_eq!((&sent["third"][0]["text"], &sent["spare"]["text"]), (&json!("c"), &json!("d")));
    assert_eq!(sent["below"][0], sent["parent"]);
    assert_eq!(made.second, Some(vec![item("b")]));
}

#[tokio::test]
async fn places_within_operations_can_be_referred_to() {
    let body = r#"{"name": "Ada", "role": "host"}"#;
    let server = Server::json(body);
    let first = client(&server).members().first().await.unwrap();
    let server = Server::json(body);
    let invitation = Invitation::new(MembersFirstResponseRole::Host).mood(MoodLevel::High);
    let added = client(&server).members().add(invitation).await.unwrap();
    assert_eq!(server.request().json(), json!({"role": "host", "mood": "high"}));
    assert_eq!(first, added);
    assert_eq!(added.role, Some(MembersFirstResponseRole::Host));
}
