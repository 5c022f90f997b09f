//! Values of each kind that a schema can describe, there and back over real HTTP.

use std::io::Read;
use std::io::Write;
use std::net::TcpListener;
use std::thread;

use schemas::Client;
use schemas::Field;
use schemas::Settings;
use schemas::types::Cat;
use schemas::types::Dog;
use schemas::types::Lathe;
use schemas::types::Outcome;
use schemas::types::Pet;
use schemas::types::Plane;
use schemas::types::Saw;
use schemas::types::SawKind;
use schemas::types::Scale;
use schemas::types::Scales;
use schemas::types::ScalesShare;
use schemas::types::Stop;
use schemas::types::Tool;

/// A server that gives one response, and the body of the request once it has responded.
fn responding(body: &'static str) -> (Client, thread::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let (mut connection, _) = listener.accept().unwrap();
        let mut request = Vec::new();
        let mut buffer = [0; 4096];
        while !is_whole(&request) {
            let read = connection.read(&mut buffer).unwrap();
            request.extend_from_slice(&buffer[..read]);
        }
        let status = if body.is_empty() { "204 No Content\r\n" } else { "200 OK\r\n" };
        let length = if body.is_empty() { String::new() } else { format!("content-length: {}\r\n", body.len()) };
        write!(connection, "HTTP/1.1 {status}{length}\r\n{body}").unwrap();
        let request = String::from_utf8(request).unwrap();
        request.split_once("\r\n\r\n").unwrap().1.to_owned()
    });
    let client = Client::builder().settings(Settings::new().base_url(url)).build().unwrap();
    (client, server)
}

fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    body.len() >= length.map_or(0, |length| length.parse().unwrap())
}

#[tokio::test]
async fn a_branch_is_told_by_the_name_of_its_schema() {
    let pets = r#"[{"petType":"Dog","name":"Rex"},{"petType":"Cat","name":"Tom"},{"petType":"Owl","name":"Hedwig"},{"name":"No one"}]"#;
    let (client, server) = responding(pets);
    let pets = client.pets().add(Dog::new().name("Rex")).await.unwrap();
    assert_eq!(server.join().unwrap(), r#"{"petType":"Dog","name":"Rex"}"#);
    assert_eq!(pets[0], Pet::Dog(Dog::new().name("Rex")));
    assert_eq!(pets[1], Pet::Cat(Cat::new().name("Tom")));
    for other in &pets[2..4] {
        assert!(matches!(other, Pet::Unknown(value) if value["name"].is_string()), "{other:?}");
    }
}

#[tokio::test]
async fn a_branch_that_is_also_sent_by_itself_has_its_discriminator() {
    let tools = r#"[{"kind":"band","teeth":9},{"kind":"Lathe","teeth":0},{"kind":"plane"},{"kind":"axe"},{"kind":"bow","teeth":"many"}]"#;
    let (client, server) = responding(tools);
    let tools = client.tools().r#use(Plane::new()).await.unwrap();
    assert_eq!(server.join().unwrap(), r#"{"kind":"plane"}"#);
    assert_eq!(tools[0], Tool::Saw(Saw::new(SawKind::Band).teeth(9)));
    assert_eq!(tools[1], Tool::Lathe(Lathe::new().teeth(0)));
    assert_eq!(tools[2], Tool::Plane(Plane::new()));
    for other in &tools[3..5] {
        assert!(matches!(other, Tool::Unknown(value) if value["kind"].is_string()), "{other:?}");
    }

    let (client, server) = responding("");
    client.tools().remote(Lathe::new().teeth(3)).await.unwrap();
    assert_eq!(server.join().unwrap(), r#"{"tool":{"kind":"Lathe","teeth":3}}"#);
}

#[tokio::test]
async fn enums_of_every_scalar_keep_what_they_do_not_know() {
    let answer = r#"{"on":false,"share":0.75,"scale":1.0,"others":["auto",true,null,1,"manual",false,2.5]}"#;
    let (client, server) = responding(answer);
    let sent = Scales::new().share(ScalesShare::V1).scale(Scale::V1).others([Some(Scale::Auto), Some(Scale::True), None]);
    let scales = client.scales().set(sent).await.unwrap();
    assert_eq!(server.join().unwrap(), r#"{"on":true,"share":1,"scale":1,"others":["auto",true,null]}"#);
    assert!(!scales.on);
    assert_eq!(scales.share, Some(ScalesShare::Unknown(0.75)));
    assert_eq!(scales.scale, Field::Value(Scale::V1));
    let others = scales.others.unwrap();
    assert_eq!(others[..4], [Some(Scale::Auto), Some(Scale::True), None, Some(Scale::V1)]);
    let unknown = |value: serde_json::Value| Some(Scale::Unknown(value));
    assert_eq!(others[4..], [unknown("manual".into()), unknown(false.into()), unknown(2.5.into())]);
}

#[tokio::test]
async fn objects_are_told_apart_by_true_and_false() {
    let (client, server) = responding(r#"[{"ok":true,"found":"it"},{"ok":false,"error":"why"},{"ok":"perhaps"}]"#);
    let outcomes = client.outcomes().list().at(Scale::True).await.unwrap();
    assert_eq!(server.join().unwrap(), "");
    assert!(matches!(&outcomes[0], Outcome::Done(done) if done.found.as_deref() == Some("it")), "{outcomes:?}");
    assert!(matches!(&outcomes[1], Outcome::Failed(failed) if failed.error.as_deref() == Some("why")), "{outcomes:?}");
    assert!(matches!(&outcomes[2], Outcome::Unknown(_)), "{outcomes:?}");
}

#[tokio::test]
async fn items_by_place_are_read_from_lists_and_written_as_lists() {
    let (client, server) = responding(r#"[["Delft"],["Gouda",null,[52.0,4.7],true,false],["Leiden",8]]"#);
    let sent = Stop::new("Delft").position([52.0, 4.4]).others([true]);
    let stops = client.stops().set(sent).await.unwrap();
    assert_eq!(server.join().unwrap(), r#"["Delft",null,[52,4.4],true]"#);
    assert_eq!(stops[0], Stop::new("Delft"));
    assert_eq!(stops[1], Stop::new("Gouda").position([52.0, 4.7]).others([true, false]));
    assert_eq!((stops[2].name.as_str(), stops[2].second), ("Leiden", Some(8)));

    let (client, server) = responding(r#"[[],["Delft","3"],["Gouda"]]"#);
    let stops = client.stops().set(Stop::new("Gouda")).await.unwrap();
    assert_eq!(server.join().unwrap(), r#"["Gouda"]"#);
    assert_eq!(stops.len(), 1);
    let unreadable: Vec<String> = stops.unreadable().iter().map(ToString::to_string).collect();
    assert!(unreadable[0].contains("item 1 is missing"), "{unreadable:?}");
    assert!(unreadable[1].contains("item 2: invalid type: string"), "{unreadable:?}");
}
