//! Schemas that include a parent with a discriminator: where the parent is referred to, each is read as what it is, and sent
//! with what tells it from the others.

use inheritance::Client;
use inheritance::Field;
use inheritance::Settings;
use inheritance::types::Beacon;
use inheritance::types::Boat;
use inheritance::types::BoatBase;
use inheritance::types::Ferry;
use inheritance::types::Fish;
use inheritance::types::Flag;
use inheritance::types::Fleet;
use inheritance::types::Harbour;
use inheritance::types::Horn;
use inheritance::types::MotorBoat;
use inheritance::types::MotorBoatBase;
use inheritance::types::Note;
use inheritance::types::Place;
use inheritance::types::Problem;
use inheritance::types::Remark;
use inheritance::types::SailingBoat;
use inheritance::types::SailingBoatRequired;
use inheritance::types::SawShark;
use inheritance::types::Shark;
use inheritance::types::Signal;
use inheritance::types::Speed;
use serde_json::Value;
use serde_json::json;

use crate::server::Server;

fn client(server: &Server) -> Client {
    Client::builder().settings(Settings::new().base_url(server.url())).build().unwrap()
}

/// What comes when a boat that was read is sent back.
async fn boat_put_back(received: &Value) -> (Boat, Value) {
    let server = Server::json(&received.to_string());
    let boat = client(&server).boats().get(1).await.unwrap();
    (boat.clone(), sent(boat).await)
}

async fn sent(boat: impl Into<Boat>) -> Value {
    let server = Server::responding(204, "", "");
    client(&server).boats().replace(1, boat).await.unwrap();
    server.request().json()
}

#[tokio::test]
async fn each_child_is_read_as_itself_and_put_back_whole() {
    let sail = json!({"kind": "sail", "length": 9, "masts": 2, "tender": {"kind": "raft", "length": 2}});
    let (boat, back) = boat_put_back(&sail).await;
    let Boat::Sail(SailingBoat { masts: 2, tender: Some(tender), .. }) = boat else { panic!("{boat:?}") };
    assert!(matches!(*tender, Boat::Raft(BoatBase { length: 2, .. })));
    assert_eq!(back, sail);

    let ferry = json!({"kind": "ferry", "length": 40, "power": 900.5, "seats": 120});
    let (boat, back) = boat_put_back(&ferry).await;
    assert!(matches!(boat, Boat::Ferry(Ferry { seats: Some(120), .. })));
    assert_eq!(back, ferry);

    let unknown = json!({"kind": "balloon", "height": 400});
    let (boat, back) = boat_put_back(&unknown).await;
    assert!(matches!(boat, Boat::Unknown(_)));
    assert_eq!(back, unknown);
}

#[tokio::test]
async fn each_child_is_sent_with_its_tag() {
    let boat = SailingBoat::new(SailingBoatRequired { length: 9, masts: 2 });
    assert_eq!(sent(boat).await, json!({"kind": "sail", "length": 9, "masts": 2}));
    assert_eq!(sent(MotorBoatBase::new(5)).await, json!({"kind": "motor", "length": 5}));
    assert_eq!(sent(Ferry::new(5).seats(3)).await, json!({"kind": "ferry", "length": 5, "seats": 3}));
    assert_eq!(sent(BoatBase::new(1)).await, json!({"kind": "raft", "length": 1}));
}

#[tokio::test]
async fn a_child_with_children_is_one_of_them_where_it_is_referred_to() {
    let received = json!({
        "boats": [{"kind": "motor", "length": 5, "power": 3.5}, {"kind": "sail", "length": 9, "masts": 1}],
        "pilot": {"kind": "ferry", "length": 40, "seats": 7},
        "flagship": null,
    });
    let server = Server::json(&received.to_string());
    let fleet: Fleet = client(&server).fleets().get(1).await.unwrap();
    assert!(matches!(fleet.boats.as_slice(), [Boat::Motor(_), Boat::Sail(_)]));
    assert!(matches!(&fleet.pilot, Some(MotorBoat::Ferry(Ferry { seats: Some(7), .. }))));
    assert_eq!(fleet.flagship, Field::Null);
    let server = Server::responding(204, "", "");
    client(&server).fleets().replace(1, fleet).await.unwrap();
    assert_eq!(server.request().json(), received);
}

/// The problem that comes for a boat that is not there.
async fn problem(body: &str) -> Problem {
    let server = Server::responding(404, "application/json", body);
    let error = client(&server).boats().get(1).await.unwrap_err();
    error.json::<Problem>().unwrap()
}

#[tokio::test]
async fn children_and_the_parent_itself_are_known_by_their_names() {
    let missing = problem(r#"{"@type": "Missing", "message": "none", "what": "boat"}"#).await;
    let Problem::Missing(missing) = missing else { panic!("{missing:?}") };
    assert_eq!((missing.message.as_deref(), missing.what.as_deref()), (Some("none"), Some("boat")));
    let problem = problem(r#"{"@type": "Problem", "message": "some"}"#).await;
    let Problem::Problem(problem) = problem else { panic!("{problem:?}") };
    assert_eq!(problem.message.as_deref(), Some("some"));
}

#[tokio::test]
async fn one_child_is_a_choice_too_and_has_its_tag_by_itself() {
    let received = json!({"type": "harbour", "name": "West", "berths": 3});
    let server = Server::json(&received.to_string());
    let place = client(&server).places().get(1).await.unwrap();
    assert!(matches!(&place, Place::Harbour(Harbour { berths: 3, .. })));
    let server = Server::responding(204, "", "");
    client(&server).places().replace(1, place).await.unwrap();
    assert_eq!(server.request().json(), received);

    let server = Server::json(&received.to_string());
    let harbour = client(&server).harbours().create(Harbour::new(3).name("West")).await.unwrap();
    assert_eq!(server.request().json(), received);
    assert_eq!(harbour.berths, 3);
}

#[tokio::test]
async fn a_parent_may_list_its_children() {
    let received = json!({"code": "flag", "at": "noon", "color": "red"});
    let server = Server::json(&received.to_string());
    let signal = client(&server).signals().send(Horn::new().blasts(2)).await.unwrap();
    assert_eq!(server.request().json(), json!({"code": "horn", "blasts": 2}));
    let Signal::Flag(Flag { color: Some(color), .. }) = signal else { panic!("{signal:?}") };
    assert_eq!(color, "red");
}

/// Reads a value with a call, sends it with another, and holds both together.
macro_rules! put_back {
    ($resource:ident, $value:expr) => {{
        let value = $value;
        let server = Server::json(&value.to_string());
        let read = client(&server).$resource().get(1).await.unwrap();
        let server = Server::responding(204, "", "");
        client(&server).$resource().put(1, read.clone()).await.unwrap();
        assert_eq!(server.request().json(), value);
        read
    }};
}

#[tokio::test]
async fn values_may_be_numbers() {
    let read = put_back!(gauges, json!({"v": 2, "x": "a", "w": "b"}));
    assert!(format!("{read:?}").contains("Speed"), "{read:?}");
    let server = Server::responding(204, "", "");
    client(&server).gauges().put(1, Speed::new().w("q")).await.unwrap();
    assert_eq!(server.request().json(), json!({"v": 2, "w": "q"}));
}

#[tokio::test]
async fn a_tag_that_is_not_required_is_sent_all_the_same() {
    let server = Server::json(r#"{"@type": "remark", "z": 1, "k": "s"}"#);
    let read = client(&server).notes().get(1).await.unwrap();
    assert!(matches!(read, Note::Remark(_)), "{read:?}");
    let server = Server::responding(204, "", "");
    client(&server).notes().put(1, Remark::new().k("q")).await.unwrap();
    assert_eq!(server.request().json(), json!({"@type": "remark", "k": "q"}));
}

#[tokio::test]
async fn a_union_at_the_place_of_use_is_told_apart_by_the_tags() {
    let server = Server::json(r#"[{"type": "beacon", "lamps": 3}, {"type": "buoy", "bells": 3}]"#);
    let read = client(&server).marks().get(1).await.unwrap();
    let text = format!("{read:?}");
    assert!(text.starts_with("[Beacon(Beacon {") && text.contains("Buoy(Buoy {"), "{text}");
    let server = Server::responding(204, "", "");
    client(&server).marks().put(1, Beacon::new().lamps(5)).await.unwrap();
    assert_eq!(server.request().json(), json!({"type": "beacon", "lamps": 5}));
}

#[tokio::test]
async fn a_child_may_have_a_discriminator_of_its_own() {
    let read = put_back!(fish, json!({"kind": "shark", "sharktype": "saw", "age": 2, "teeth": 9}));
    assert!(matches!(read, Fish::Shark(Shark::Saw(_))), "{read:?}");
    put_back!(fish, json!({"kind": "salmon", "partner": {"kind": "shark", "sharktype": "goblin"}}));
    put_back!(fish, json!({"kind": "shark", "sharktype": "whale", "length": 2}));
    let server = Server::responding(204, "", "");
    client(&server).fish().put(1, Shark::from(SawShark::new().teeth(3))).await.unwrap();
    assert_eq!(server.request().json(), json!({"kind": "shark", "sharktype": "saw", "teeth": 3}));
}

#[tokio::test]
async fn a_parent_with_more_beside_it_loses_nothing() {
    let saw = json!({"kind": "shark", "sharktype": "saw", "age": 2, "teeth": 9});
    put_back!(catches, json!({"a": saw, "b": saw, "m": {"x": saw}}));
    let salmon = json!({"kind": "salmon", "age": 1, "extra": "e", "partner": {"kind": "salmon"}});
    put_back!(catches, json!({"a": null, "c": salmon}));
    let more = json!({"kind": "shark", "sharktype": "saw", "age": 2, "teeth": 9, "extra": "e"});
    put_back!(catches, json!({"c": more}));
}
