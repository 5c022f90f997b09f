//! Files of OpenAPI 3.0, where what has no type is any value.

use uploads::Client;
use uploads::Settings;
use serde_json::json;

use crate::server::ReceivedPart;
use crate::server::Server;

fn part<const LINES: usize>(rest: [&str; LINES], content: impl AsRef<[u8]>) -> ReceivedPart {
    let mut part = ReceivedPart::new(rest, content);
    part.head[0].insert_str(0, "Content-Disposition: form-data; name=");
    part
}

#[tokio::test]
async fn files_that_may_be_null_are_files() {
    let server = Server::responding(204, "", "");
    let letters = Client::builder().settings(Settings::new().base_url(server.url())).build().unwrap();
    let call = letters.letters().add(vec![0x80]).seal(vec![0xff]).stamp("s").enclosures(["a", "b"]);
    let call = call.anything(json!(["x", "y"])).mark("<svg/>").crest(vec![0x89]).tags(["p", "q"]);
    call.await.unwrap();
    let bytes = "Content-Type: application/octet-stream";
    let expected = [
        part([r#""sheet"; filename="sheet""#, bytes], b"\x80"),
        part([r#""seal"; filename="seal""#, bytes], b"\xff"),
        part([r#""stamp"; filename="stamp""#, bytes], "s"),
        part([r#""enclosures"; filename="enclosures""#, bytes], "a"),
        part([r#""enclosures"; filename="enclosures""#, bytes], "b"),
        part([r#""anything""#], "x"),
        part([r#""anything""#], "y"),
        part([r#""mark"; filename="mark""#, "Content-Type: image/svg+xml"], "<svg/>"),
        part([r#""crest"; filename="crest""#, "Content-Type: image/png"], b"\x89"),
        part([r#""tags""#], "p"),
        part([r#""tags""#], "q"),
    ];
    assert_eq!(server.request().parts(), expected);
}
