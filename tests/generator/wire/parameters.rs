//! Parameters and properties as servers read them, under names that a call has for itself too.

use parameters::Client;
use parameters::Settings;
use parameters::client_runtime::Part;
use parameters::types::Pageable;
use parameters::types::Parcel;
use parameters::types::ParcelPlace;
use serde_json::json;

use crate::server::Request;
use crate::server::Server;

fn client(server: &Server) -> Client {
    Client::builder().settings(Settings::new().base_url(server.url())).build().unwrap()
}

fn server() -> Server {
    Server::responding(200, "", "")
}

fn traced(request: &Request) -> Vec<&str> {
    request.headers("x-trace").collect()
}

#[tokio::test]
async fn a_list_within_an_exploded_object_repeats_its_name() {
    let server = server();
    let page = Pageable::new().page(0).sort(["name,asc", "id"]);
    let filter = [("colour".to_owned(), vec!["red".to_owned(), "blue".to_owned()])];
    let client = client(&server);
    let call = client.parcels().list(page.clone()).filter(filter.into()).deep(page);
    call.await.unwrap();
    assert_eq!(
        server.request().target,
        "/parcels?page=0&sort=name%2Casc&sort=id&colour=red&colour=blue\
         &deep[page]=0&deep[sort][0]=name%2Casc&deep[sort][1]=id"
    );
}

#[tokio::test]
async fn a_header_has_one_name_in_upper_and_lower_case() {
    let server = server();
    client(&server).parcels().trace("t").await.unwrap();
    assert_eq!(traced(&server.request()), ["t"]);
}

#[tokio::test]
async fn what_has_one_value_is_set() {
    let server = server();
    let client = client(&server);
    client.parcels().trace("t").await.unwrap();
    assert_eq!(server.request().target, "/parcels/parcel?version=2&strict=true");
    client.parcels().replace("x").weight(2).await.unwrap();
    let sent = json!({"type": "letter", "level": 3, "fragile": true, "weight": 2});
    assert_eq!(server.request().json(), sent);
    client.forms().fill("Ann").await.unwrap();
    assert_eq!(server.request().text(), "grant=code&name=Ann");
    client.forms().attach(Part::new("x")).await.unwrap();
    assert!(server.request().text().contains("\r\n\r\nproof\r\n"));
}

#[tokio::test]
async fn a_text_converts_into_a_union_that_holds_one() {
    let server = server();
    let parcel = Parcel::new("1.50", ParcelPlace::new(4), 9).note("short");
    client(&server).parcels().send("x", parcel).await.unwrap();
    let sent = json!({"price": "1.50", "place": ["point", 4], "wait": 9, "note": "short"});
    assert_eq!(server.request().json(), sent);
}

#[test]
fn a_parameter_may_be_called_like_what_a_call_can_do() {
    use parameters::Wait as _;
    let server = server();
    let client = client(&server);
    let call = client.jobs().run("7").wait_(true).clone_(true).send_(true).into_future_(false);
    call.body_(true).wait().unwrap();
    let target = server.request().target;
    assert_eq!(target, "/jobs/7?wait=true&clone=true&send=true&into_future=false&body=true");
    client.jobs().wait("7", true).wait_(5).wait().unwrap();
    assert_eq!(server.request().json(), json!({"send": true, "wait": 5}));
}
