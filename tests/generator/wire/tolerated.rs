//! What breaks a rule of OpenAPI, or comes from other tools, makes calls all the same.

use tolerated::Client;
use tolerated::Settings;
use tolerated::types::WalkKind;

use crate::server::Server;

fn client(server: &Server) -> Client {
    Client::builder().settings(Settings::new().base_url(server.url())).build().unwrap()
}

fn done() -> Server {
    Server::responding(204, "", "")
}

#[tokio::test]
async fn a_value_in_braces_with_a_star_or_a_plus_has_segments_of_its_own() {
    let server = done();
    client(&server).files().read("a b/c?d").await.unwrap();
    assert_eq!(server.request().target, "/files/a%20b/c%3Fd");
    client(&server).proxy().read("v1/pets").await.unwrap();
    assert_eq!(server.request().target, "/proxy/v1/pets");
    let error = client(&server).proxy().read("v1/../pets").await.unwrap_err();
    assert!(error.to_string().contains("cannot be a segment"), "{error}");
    assert!(!server.was_called());
}

#[tokio::test]
async fn a_list_in_braces_with_a_star_is_written_in_its_style() {
    let server = done();
    client(&server).sums().read([1, 2, 3]).await.unwrap();
    assert_eq!(server.request().target, "/sums/1,2,3");
}

#[tokio::test]
async fn a_name_in_braces_may_have_a_pattern_or_other_letters() {
    let server = done();
    client(&server).beds().read(7, 2).deep(true).await.unwrap();
    assert_eq!(server.request().target, "/beds/7/2?deep=true");
}

#[tokio::test]
async fn operations_with_one_id_are_told_apart_by_their_methods() {
    let server = done();
    client(&server).get_gates().await.unwrap();
    assert_eq!(server.request().method, "GET");
    client(&server).post_gates().await.unwrap();
    assert_eq!(server.request().method, "POST");
}

#[tokio::test]
async fn units_and_names_of_other_tools_change_no_type() {
    let server = Server::json(r#"{"took": 1.5, "rest": 2, "speed": 4.5, "kind": "long", "stops": [1, "a"]}"#);
    let walk = client(&server).walks().read().await.unwrap();
    assert_eq!((walk.took, walk.rest, walk.speed), (Some(1.5), Some(2), Some(4.5)));
    assert_eq!((walk.kind, walk.stops.len()), (Some(WalkKind::Long), 2));
}
