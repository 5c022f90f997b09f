//! One call for each way to write a parameter, each kind of body, each kind of response, and each way to authenticate.

use std::io::Read;
use std::io::Write;
use std::net::TcpListener;
use std::thread;
use std::time::Duration;

use everything::Client;
use everything::ClientBuilder;
use everything::Date;
use everything::DateTime;
use everything::DecimalNumber;
use everything::Server;
use everything::Settings;
use everything::Uri;
use everything::Uuid;
use everything::answers::ShapeHeaders;
use everything::answers::ShapeResponse;
use everything::bodies::ImageBody;
use everything::bodies::ImageJson;
use everything::bodies::ImageMultipart;
use everything::client_runtime::Part;
use everything::client_runtime::RawBody;
use everything::parameters::QueryEither;
use everything::types::Colour;
use everything::types::Formats;
use everything::types::FormatsWhen;
use everything::types::UploadPurpose;

/// A server that responds to one request, and gives the request once it has responded.
fn responding(builder: ClientBuilder, status: &'static str, body: &'static str) -> (Client, thread::JoinHandle<String>) {
    set_up(builder, Settings::new(), status, body)
}

fn set_up(
    builder: ClientBuilder,
    settings: Settings,
    status: &'static str,
    body: &'static str,
) -> (Client, thread::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = answer(listener, status, body);
    let client = builder.settings(settings.base_url(url)).build().unwrap();
    (client, server)
}

fn answer(listener: TcpListener, status: &'static str, body: &'static str) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let (mut connection, _) = listener.accept().unwrap();
        let mut request = Vec::new();
        let mut buffer = [0; 4096];
        while !is_whole(&request) {
            let read = connection.read(&mut buffer).unwrap();
            request.extend_from_slice(&buffer[..read]);
        }
        let length = if status.starts_with("204") { String::new() } else { format!("content-length: {}\r\n", body.len()) };
        let body = if request.starts_with(b"HEAD") { "" } else { body };
        write!(connection, "HTTP/1.1 {status}\r\n{length}\r\n{body}").unwrap();
        String::from_utf8(request).unwrap()
    })
}

fn client() -> (Client, thread::JoinHandle<String>) {
    responding(Client::builder().token("secret"), "204 No Content", "")
}

fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    body.len() >= length.map_or(0, |length| length.parse().unwrap())
}

fn target(request: &str) -> &str {
    request.split(' ').nth(1).unwrap()
}

fn body(request: &str) -> &str {
    request.split_once("\r\n\r\n").unwrap().1
}

fn has(request: &str, header: &str) -> bool {
    request.lines().any(|line| line == header)
}

fn colour() -> Colour {
    Colour::new().g(200).r(100)
}

#[tokio::test]
async fn each_style_of_a_path() {
    let (client, server) = client();
    client.parameters().path(["a/b", "c"], colour(), "l", [1, 2], colour(), ["x", "y"]).await.unwrap();
    assert_eq!(target(&server.join().unwrap()), "/path/a%2Fb,c/g=200,r=100/.l/.1.2/;matrix=g,200,r,100/;matrices=x;matrices=y");
}

#[tokio::test]
async fn each_style_of_a_query() {
    let (client, server) = client();
    let parameters = client.parameters();
    let call = parameters.query().form(colour()).exploded(colour()).spaces(["a b", "c"]).pipes(["d", "e"]);
    call.deep(colour()).json(colour()).either(QueryEither::Integer(7)).await.unwrap();
    let expected = "/query?form=g,200,r,100&g=200&r=100&spaces=a%20b%20c&pipes=d%7Ce\
        &deep[g]=200&deep[r]=100&json=%7B%22g%22%3A200%2C%22r%22%3A100%7D&either=7";
    assert_eq!(target(&server.join().unwrap()), expected);
}

#[tokio::test]
async fn headers_and_cookies() {
    let (client, server) = client();
    let call = client.parameters().rest().x_list(["a", "b"]).x_colour(colour());
    call.session("a b").flags(["x", "y"]).await.unwrap();
    let request = server.join().unwrap();
    assert!(has(&request, "x-list: a,b"), "{request}");
    assert!(has(&request, "x-colour: g=200,r=100"), "{request}");
    assert!(has(&request, "cookie: session=a%20b; flags=x,y"), "{request}");
    assert!(has(&request, "authorization: Bearer secret"), "{request}");
}

#[tokio::test]
async fn reserved_characters_are_sent_as_they_are_where_they_may() {
    let (client, server) = client();
    client.parameters().query().reserved("a/b:c?d=%2F&e#f+g h").await.unwrap();
    assert_eq!(target(&server.join().unwrap()), "/query?reserved=a/b:c?d=%2F%26e%23f%2Bg%20h");
}

#[tokio::test]
async fn what_is_not_given_is_not_sent() {
    let (client, server) = client();
    client.parameters().query().await.unwrap();
    assert_eq!(target(&server.join().unwrap()), "/query");
}

#[tokio::test]
async fn json_under_another_name() {
    let (client, server) = client();
    client.bodies().merge(colour()).await.unwrap();
    let request = server.join().unwrap();
    assert!(has(&request, "content-type: application/merge-patch+json"), "{request}");
    assert_eq!(body(&request), r#"{"g":200,"r":100}"#);
}

#[tokio::test]
async fn a_form() {
    let (client, server) = client();
    client.bodies().form("a&b").tags(["x", "y"]).expand(["p", "q"]).colour(colour()).await.unwrap();
    let request = server.join().unwrap();
    assert!(has(&request, "content-type: application/x-www-form-urlencoded"), "{request}");
    let mut pairs: Vec<&str> = body(&request).split('&').collect();
    pairs.sort_unstable();
    assert_eq!(pairs, ["colour[g]=200", "colour[r]=100", "expand=p,q", "name=a%26b", "tags=x", "tags=y"]);
}

#[tokio::test]
async fn a_form_with_files() {
    let (client, server) = client();
    let file = Part::new("bytes").file_name("a.txt").media_type("text/plain");
    client.bodies().upload(file, UploadPurpose::Read).more(["one", "two"]).colour(colour()).await.unwrap();
    let request = server.join().unwrap();
    let boundary = "client-runtime-0000000000000000";
    assert!(has(&request, &format!("content-type: multipart/form-data; boundary={boundary}")), "{request}");
    let part = |head: &str, content: &str| format!("--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n");
    let expected = [
        part("name=\"file\"; filename=\"a.txt\"\r\nContent-Type: text/plain", "bytes"),
        part("name=\"purpose\"", "read"),
        part("name=\"more\"; filename=\"more\"\r\nContent-Type: application/octet-stream", "one"),
        part("name=\"more\"; filename=\"more\"\r\nContent-Type: application/octet-stream", "two"),
        part("name=\"colour\"\r\nContent-Type: application/json", r#"{"g":200,"r":100}"#),
        format!("--{boundary}--\r\n"),
    ];
    assert_eq!(body(&request), expected.concat());
}

#[tokio::test]
async fn text_and_bytes_as_they_are() {
    let (client, server) = responding(Client::builder().token("secret"), "200 OK", "pong");
    assert_eq!(client.bodies().text("ping").await.unwrap(), "pong");
    let request = server.join().unwrap();
    assert!(has(&request, "content-type: text/plain"), "{request}");
    assert_eq!(body(&request), "ping");
    let (client, server) = responding(Client::builder().token("secret"), "200 OK", "pong");
    assert_eq!(client.bodies().bytes().body("ping").await.unwrap(), "pong");
    let request = server.join().unwrap();
    assert!(has(&request, "content-type: application/octet-stream"), "{request}");
}

#[tokio::test]
async fn one_of_several_bodies() {
    let png = RawBody::from("png").media_type("image/png");
    let form = ImageMultipart::new("bytes", UploadPurpose::Read);
    for (sent, media_type, expected) in [
        (ImageBody::from(ImageJson::new("https://example.com")), "application/json", r#"{"url":"https://example.com"}"#),
        (ImageBody::Csv("a,b".to_owned()), "text/csv", "a,b"),
        (ImageBody::Image(png), "image/png", "png"),
        (form.into(), "multipart/form-data; boundary=client-runtime-0000000000000000", "--client-runtime-0000000000000000\r\n"),
    ] {
        let (client, server) = client();
        client.bodies().image(sent).await.unwrap();
        let request = server.join().unwrap();
        assert!(has(&request, &format!("content-type: {media_type}")), "{request}");
        assert!(body(&request).starts_with(expected), "{request}");
    }
}

#[tokio::test]
async fn texts_of_a_format_are_checked_when_made_and_kept_when_odd() {
    let odd = r#"{"at":"yesterday","file":"aGk","price":1.50,"weight":2.50,"changes":{"a":""},"when":"2026-01-31T12:30:00Z"}"#;
    let (client, server) = responding(Client::builder().token("secret"), "200 OK", odd);
    let at = DateTime::new("2026-01-31T12:30:00+01:00").unwrap();
    let sent = Formats::new().at(at.clone()).file(b"hi".to_vec()).weight(DecimalNumber::new("1.50").unwrap());
    let id = Uuid::new("67e55044-10b1-426f-9247-bb680e5fe0c8").unwrap();
    let call = client.formats().keep(id, sent).since(at).days([Date::new("2026-01-31").unwrap()]);
    let answer = call.x_from(Uri::new("https://example.com/a").unwrap()).await.unwrap();
    let request = server.join().unwrap();
    let expected = "/formats/67e55044-10b1-426f-9247-bb680e5fe0c8?since=2026-01-31T12%3A30%3A00%2B01%3A00&days=2026-01-31";
    assert_eq!(target(&request), expected);
    assert!(has(&request, "x-from: https://example.com/a"), "{request}");
    assert_eq!(body(&request), r#"{"at":"2026-01-31T12:30:00+01:00","file":"aGk=","weight":1.50}"#);
    assert_eq!(answer.at.as_ref().unwrap(), "yesterday");
    assert_eq!(answer.file.as_ref().unwrap().decode().unwrap(), b"hi");
    assert_eq!(answer.price.as_ref().unwrap(), "1.50");
    assert!(matches!(answer.when, Some(FormatsWhen::DateTime(_))));
    assert_eq!(serde_json::to_string(&answer).unwrap(), odd);
}

#[tokio::test]
async fn one_of_several_answers() {
    for (status, sent, expected) in [
        ("200 OK", r#"{"radius":1.5}"#, Some("circle")),
        ("202 Accepted", r#"{"side":2.5}"#, Some("square")),
        ("204 No Content", "", None),
        ("206 Partial Content", "?", Some("unknown")),
    ] {
        let (client, server) = responding(Client::builder().token("secret"), status, sent);
        let shape = match client.answers().shape().await.unwrap() {
            ShapeResponse::Ok(circle) if circle.radius == 1.5 => Some("circle"),
            ShapeResponse::Accepted(square) if square.side == 2.5 => Some("square"),
            ShapeResponse::NoContent => None,
            ShapeResponse::Unknown(body) if body == "?" => Some("unknown"),
            _ => Some("another"),
        };
        assert_eq!(shape, expected, "{status}");
        server.join().unwrap();
    }
}

#[tokio::test]
async fn another_media_type_is_asked_for() {
    let (client, server) = responding(Client::builder().token("secret"), "200 OK", r#"{"g":1}"#);
    assert_eq!(client.answers().report().await.unwrap().g, Some(1));
    assert!(has(&server.join().unwrap(), "accept: application/vnd.colour+json"));
    let (client, server) = responding(Client::builder().token("secret"), "200 OK", "g,1");
    assert_eq!(client.answers().report().send_csv().await.unwrap().value(), "g,1");
    assert!(has(&server.join().unwrap(), "accept: text/csv"));
    let (client, server) = responding(Client::builder().token("secret"), "200 OK", "%PDF");
    assert_eq!(client.answers().report().send_pdf().await.unwrap().value(), "%PDF");
    assert!(has(&server.join().unwrap(), "accept: application/pdf"));
}

#[tokio::test]
async fn events_come_one_by_one() {
    let sent = "id: 1\ndata: {\"r\":1}\n\n: still here\n\ndata: what?\n\nevent: last\ndata: {\"r\":\ndata: 2}\n\ndata: [DONE]\n\n";
    let builder = Client::builder().token("secret");
    let (client, server) = responding(builder, "200 OK\r\ncontent-type: text/event-stream", sent);
    let mut events = client.answers().events().send_events().await.unwrap().into_value();
    let first = events.next().await.unwrap().unwrap();
    assert_eq!((first.data.r, first.event.as_str(), first.id.as_str()), (Some(1), "message", "1"));
    let odd = events.next().await.unwrap().unwrap_err();
    assert_eq!(odd.body().unwrap(), "what?");
    let last = events.next().await.unwrap().unwrap();
    assert_eq!((last.data.r, last.event.as_str()), (Some(2), "last"));
    assert!(events.next().await.is_none());
    assert_eq!(events.last_event_id(), "1");
    assert!(has(&server.join().unwrap(), "accept: text/event-stream"));
    let (client, server) = responding(Client::builder().token("secret"), "200 OK", r#"{"r":5}"#);
    assert_eq!(client.answers().events().await.unwrap().r, Some(5));
    server.join().unwrap();
    let (client, server) = responding(Client::builder().token("secret"), "200 OK", "data: tick\n\n");
    let mut ticks = client.answers().ticks().await.unwrap();
    assert_eq!(ticks.next().await.unwrap().unwrap().data, "tick");
    server.join().unwrap();
}

#[tokio::test]
async fn a_body_comes_piece_by_piece() {
    let settings = Settings::new().max_response_bytes(2).attempt_timeout(Duration::from_millis(200));
    let (client, server) = set_up(Client::builder().token("secret"), settings, "200 OK\r\nx-length: 9", "pong pong");
    let mut body = client.bodies().bytes().send_stream().await.unwrap().into_value();
    let mut read = Vec::new();
    while let Some(piece) = body.next().await {
        read.extend_from_slice(&piece.unwrap());
    }
    assert_eq!(read, b"pong pong");
    server.join().unwrap();
}

#[tokio::test]
async fn a_body_that_stops_is_an_error_after_what_came() {
    let settings = Settings::new().attempt_timeout(Duration::from_millis(200));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        let (mut connection, _) = listener.accept().unwrap();
        connection.read(&mut [0; 4096]).unwrap();
        write!(connection, "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\npong").unwrap();
        // The rest never comes.
        let _ = connection.read(&mut [0; 1]);
    });
    let client = Client::builder().token("secret").settings(settings.base_url(url)).build().unwrap();
    let mut body = client.bodies().bytes().send_stream().await.unwrap().into_value();
    assert_eq!(body.next().await.unwrap().unwrap(), "pong");
    assert!(body.next().await.unwrap().unwrap_err().is_timeout());
    assert!(body.next().await.is_none());
}

#[tokio::test]
async fn a_redirect_can_be_the_answer() {
    let (client, server) = responding(Client::builder().token("secret"), "302 Found\r\nLocation: https://example.com/a", "");
    let response = client.answers().download().send().await.unwrap();
    assert_eq!((response.status().as_u16(), &response.headers()["location"]), (302, &"https://example.com/a".parse().unwrap()));
    server.join().unwrap();
    let (client, server) = responding(Client::builder().token("secret"), "302 Found\r\nLocation: https://example.com/a", "");
    assert_eq!(client.answers().report().await.unwrap_err().status().unwrap().as_u16(), 302);
    server.join().unwrap();
}

#[tokio::test]
async fn headers_of_answers_and_of_errors() {
    let lines = "200 OK\r\nX-Count: 7\r\nX-Exact: perhaps\r\nX-Tags: a, b\r\nX-Tags: c\r\nX-Colour: {\"r\":5}";
    let (client, server) = responding(Client::builder().token("secret"), lines, r#"{"radius":1.5}"#);
    let response = client.answers().shape().send().await.unwrap();
    let headers = response.typed_headers::<ShapeHeaders>();
    assert_eq!((headers.x_count, headers.x_exact), (Some(7), None));
    assert_eq!(headers.x_tags, Some(vec!["a".to_owned(), "b".to_owned(), "c".to_owned()]));
    assert_eq!(headers.x_colour.as_ref().and_then(|colour| colour.r), Some(5));
    assert_eq!(headers.unreadable()[0].name(), "x-exact");
    server.join().unwrap();
    let (client, server) = responding(Client::builder().token("secret"), "404 Not Found\r\nX-Count: 0", "{}");
    let error = client.answers().shape().await.unwrap_err();
    assert_eq!(error.typed_headers::<ShapeHeaders>().unwrap().x_count, Some(0));
    server.join().unwrap();
}

#[tokio::test]
async fn head_options_and_trace() {
    let (client, server) = responding(Client::builder().token("secret"), "200 OK", "body");
    let response = client.answers().head().send().await.unwrap();
    assert_eq!(response.headers()["content-length"], "4");
    assert!(server.join().unwrap().starts_with("HEAD /shape HTTP/1.1\r\n"));
    let (client, server) = self::client();
    client.answers().options().await.unwrap();
    assert!(server.join().unwrap().starts_with("OPTIONS /shape HTTP/1.1\r\n"));
    let (client, server) = responding(Client::builder().token("secret"), "200 OK", "TRACE /shape");
    assert_eq!(client.answers().trace().await.unwrap(), "TRACE /shape");
    assert!(server.join().unwrap().starts_with("TRACE /shape HTTP/1.1\r\n"));
}

#[tokio::test]
async fn a_program_chooses_a_server_and_sets_its_variables() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let chosen = Server::this_machine().port(listener.local_addr().unwrap().port().to_string());
    let builder = Client::builder().token("secret");
    let client = builder.clone().server(chosen.base("v2/beta")).build().unwrap();
    let server = answer(listener, "204 No Content", "");
    client.security().open().await.unwrap();
    assert_eq!(target(&server.join().unwrap()), "/v2/beta/open");

    for (refused, why) in [
        (Server::default().region("eu/"), "the server variable `region`: it is one of `eu`, `us`"),
        (Server::this_machine().port("80@example.com"), "the server variable `port`: its value would break the URL"),
        (Server::this_machine().region("eu"), "the server variable `region`: the URL of this server has none"),
    ] {
        let error = builder.clone().server(refused).build().unwrap_err();
        assert!(error.to_string().contains(why), "{error}");
    }
}

#[tokio::test]
async fn the_variables_of_an_operations_own_server_are_set_on_the_call() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let client = Client::builder().token("secret").build().unwrap();
    let server = answer(listener, "204 No Content", "");
    client.security().regional().server_port(port).server_region("us").await.unwrap();
    assert_eq!(target(&server.join().unwrap()), "/us/regional");

    let error = client.security().regional().server_region("asia").await.unwrap_err();
    assert!(error.to_string().contains("the server variable `region`: it is one of `eu`, `us`"), "{error}");
}

#[tokio::test]
async fn a_base_url_stands_for_all_servers() {
    let (client, server) = client();
    client.security().elsewhere().await.unwrap();
    assert_eq!(target(&server.join().unwrap()), "/elsewhere");
}

#[tokio::test]
async fn credentials_go_where_they_are_wanted() {
    let (client, server) = client();
    client.security().open().await.unwrap();
    assert!(!server.join().unwrap().contains("authorization"));
    let (client, server) = responding(Client::builder().user("jane:secret"), "204 No Content", "");
    client.security().other().await.unwrap();
    let request = server.join().unwrap();
    assert!(has(&request, "authorization: Basic amFuZTpzZWNyZXQ="), "{request}");
    let builder = Client::builder().header_and_query_and_cookie("h", "q", "c");
    let (client, server) = responding(builder, "204 No Content", "");
    client.security().other().await.unwrap();
    let request = server.join().unwrap();
    assert_eq!(target(&request), "/other?key=q");
    assert!(has(&request, "x-key: h") && has(&request, "cookie: sid=c"), "{request}");
}
