//! Proxies that work, and proxies that do not: they see where a request goes, and nothing of it.

use std::env;
use std::io;
use std::net::SocketAddr;
use std::process::Command;
use std::sync::Arc;
use std::sync::Mutex;
use std::time::Duration;

use client_runtime::Error;
use client_runtime::Settings;
use tokio::io::AsyncRead;
use tokio::io::AsyncReadExt as _;
use tokio::io::AsyncWrite;
use tokio::io::AsyncWriteExt as _;
use tokio::io::copy_bidirectional;
use tokio::net::TcpListener;
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use crate::server::Absent;
use crate::server::Server;
use crate::server::client_with;
use crate::server::read_request;
use crate::tls::Authority;
use crate::tls::TlsServer;

/// Where the test servers are.
const HERE: &str = "127.0.0.1";

/// What a proxy does with a request for a tunnel.
#[derive(Clone, Copy, Debug)]
enum Behaviour {
    /// Opens it.
    Opens,
    /// Sends these bytes, and closes the connection.
    Says(&'static str),
    /// Nothing, and keeps the connection open.
    Hangs,
}

/// A proxy, and all that is sent to it before a tunnel is open.
struct Proxy {
    address: SocketAddr,
    heard: Arc<Mutex<Vec<String>>>,
    accepting: JoinHandle<()>,
}

impl Proxy {
    async fn new(behaviour: Behaviour) -> Self {
        Self::start(behaviour, None).await
    }

    async fn start(behaviour: Behaviour, acceptor: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let shared = Arc::clone(&heard);
        let accepting = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, heard) = (acceptor.clone(), Arc::clone(&shared));
                tokio::spawn(async move {
                    match acceptor {
                        None => lead(stream, behaviour, heard).await,
                        Some(acceptor) => {
                            lead(acceptor.accept(stream).await.unwrap(), behaviour, heard).await;
                        }
                    }
                });
            }
        });
        Self {
            address,
            heard,
            accepting,
        }
    }

    fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }

    fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn lead(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    behaviour: Behaviour,
    heard: Arc<Mutex<Vec<String>>>,
) {
    let Some(request) = read_request(&mut stream).await else {
        return;
    };
    let server = request.split(' ').nth(1).unwrap().to_owned();
    heard.lock().unwrap().push(request);
    match behaviour {
        Behaviour::Opens => {
            let mut server = TcpStream::connect(server).await.unwrap();
            let opened = b"HTTP/1.1 200 Connection established\r\n\r\n";
            stream.write_all(opened).await.unwrap();
            // It ends when one of them hangs up, perhaps without a word.
            let _ = copy_bidirectional(&mut stream, &mut server).await;
        }
        Behaviour::Says(response) => {
            stream.write_all(response.as_bytes()).await.unwrap();
            stream.shutdown().await.unwrap();
            let mut rest = Vec::new();
            let _ = stream.read_to_end(&mut rest).await;
            let rest = String::from_utf8_lossy(&rest).into_owned();
            heard.lock().unwrap().push(rest);
        }
        Behaviour::Hangs => std::future::pending().await,
    }
}

async fn push(settings: Settings) -> Result<(), Error> {
    let client = client_with(settings);
    client.post("/push").json(5).send_empty().await.map(drop)
}

#[tokio::test]
async fn a_proxy_gets_to_know_host_and_port_and_nothing_else() {
    let authority = Authority::new("known");
    let server = TlsServer::new(authority.vouch_for(HERE)).await;
    let proxy = Proxy::new(Behaviour::Opens).await;
    let settings = server.settings(&authority);
    let place = server.address();
    push(settings.clone().proxy(proxy.url())).await.unwrap();
    let request = format!("CONNECT {place} HTTP/1.1\r\nHost: {place}\r\n");
    assert_eq!(proxy.heard(), [format!("{request}\r\n")]);

    let with_password = format!("http://user:canary@{}", proxy.address);
    push(settings.clone().proxy(with_password)).await.unwrap();
    let credentials = "Proxy-Authorization: Basic dXNlcjpjYW5hcnk=\r\n";
    assert_eq!(proxy.heard()[1], format!("{request}{credentials}\r\n"));
    assert_eq!(server.requests().len(), 2);
    assert!(!server.requests()[1].contains("dXNlcjpjYW5hcnk"));

    push(settings.without_proxy()).await.unwrap();
    assert_eq!((proxy.heard().len(), server.requests().len()), (2, 3));
}

#[tokio::test]
async fn tls_can_lead_to_the_proxy_too() {
    let authority = Authority::new("known");
    let server = TlsServer::new(authority.vouch_for(HERE)).await;
    let acceptor = TlsAcceptor::from(Arc::new(authority.vouch_for(HERE)));
    let proxy = Proxy::start(Behaviour::Opens, Some(acceptor)).await;
    let settings = server.settings(&authority);
    push(settings.proxy(format!("https://{}", proxy.address)))
        .await
        .unwrap();
    assert_eq!((proxy.heard().len(), server.requests().len()), (1, 1));
}

#[tokio::test]
async fn a_proxy_that_opens_no_tunnel_is_no_connection() {
    for (behaviour, cause) in [
        (
            Behaviour::Says("HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n"),
            "unsuccessful",
        ),
        (
            Behaviour::Says("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"),
            "proxy authorization required",
        ),
        (
            Behaviour::Says("<html>canary</html>\r\n\r\n"),
            "unsuccessful",
        ),
        (Behaviour::Says(""), "unexpected end of file"),
    ] {
        let proxy = Proxy::new(behaviour).await;
        let url = format!("http://user:canary@{}", proxy.address);
        let settings = Settings::new().proxy(url).attempts(1);
        let error = push(settings.clone()).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "POST /push: no connection to the server: the proxy {}/ opened no tunnel: tunnel error: {cause}",
                proxy.url()
            )
        );
        assert_unconnected(&error, &proxy);
        assert!(!format!("{settings:?}").contains("canary"));
    }
}

/// Checks that nothing of the request was sent, and nothing of the password is shown.
fn assert_unconnected(error: &Error, proxy: &Proxy) {
    assert!(error.is_connect() && !error.maybe_processed(), "{error}");
    assert!(!format!("{error:?}").contains("canary"), "{error:?}");
    for heard in proxy.heard() {
        assert!(
            !heard.contains("canary") && !heard.contains("push"),
            "{heard}"
        );
    }
}

#[tokio::test]
async fn a_proxy_that_responds_itself_cannot_pass_for_the_server() {
    let html = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n<html>log in</html>";
    let proxy = Proxy::new(Behaviour::Says(html)).await;
    let settings = Settings::new().proxy(proxy.url()).attempts(1);
    let error = push(settings).await.unwrap_err();
    assert_unconnected(&error, &proxy);
}

#[tokio::test]
async fn a_proxy_that_hangs_is_bound_by_the_time_for_connecting() {
    let proxy = Proxy::new(Behaviour::Hangs).await;
    let limit = Duration::from_millis(200);
    let settings = Settings::new().proxy(proxy.url()).connect_timeout(limit);
    let error = push(settings.attempts(1)).await.unwrap_err();
    assert_unconnected(&error, &proxy);
    assert!(error.is_timeout());
    assert_eq!(
        error.to_string(),
        "POST /push: no connection to the server: timed out after 200ms (`connect_timeout`)"
    );
}

#[tokio::test]
async fn without_the_proxy_there_is_no_way() {
    let (absent, server) = (Absent::new(), Server::with([]).await);
    let settings = Settings::new()
        .base_url(format!("https://{}", server.address()))
        .proxy(absent.url())
        .attempts(1);
    let error = push(settings).await.unwrap_err();
    assert!(error.is_connect() && server.connections() == 0);
    assert!(
        error
            .to_string()
            .contains("opened no tunnel: Connection refused"),
        "{error}"
    );
}

/// A proxy that speaks SOCKS, and wants the user `u` with the password `p`.
async fn lead_by_socks(listener: TcpListener) -> io::Result<()> {
    let (mut stream, _) = listener.accept().await?;
    let mut greeting = [0; 3];
    stream.read_exact(&mut greeting).await?;
    assert_eq!(greeting, [5, 1, 2]);
    stream.write_all(&[5, 2]).await?;
    let mut credentials = [0; 5];
    stream.read_exact(&mut credentials).await?;
    assert_eq!(credentials, *b"\x01\x01u\x01p");
    stream.write_all(&[1, 0]).await?;
    let mut request = [0; 10];
    stream.read_exact(&mut request).await?;
    let [5, 1, 0, 1, a, b, c, d, high, low] = request else {
        panic!("{request:?}");
    };
    let server = SocketAddr::from(([a, b, c, d], u16::from_be_bytes([high, low])));
    let mut server = TcpStream::connect(server).await?;
    stream.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await?;
    copy_bidirectional(&mut stream, &mut server).await?;
    Ok(())
}

#[tokio::test]
async fn socks_is_spoken_too() {
    let authority = Authority::new("known");
    let server = TlsServer::new(authority.vouch_for(HERE)).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("socks5://u:p@{}", listener.local_addr().unwrap());
    let leading = tokio::spawn(lead_by_socks(listener));
    push(server.settings(&authority).proxy(url)).await.unwrap();
    assert_eq!(server.requests().len(), 1);
    assert!(!leading.is_finished());
}

/// Set in a child process, and nowhere else.
const CHILD: &str = "CLIENT_RUNTIME_TEST_CHILD";
const AUTHORITY: &str = "CLIENT_RUNTIME_TEST_AUTHORITY";

/// Pushes in a process in which just `variables` are set, and gives what it writes to its error output.
async fn push_in_child(
    test: &str,
    server: &TlsServer,
    authority: &Authority,
    variables: &[(&str, String)],
) -> String {
    let mut command = Command::new(env::current_exe().unwrap());
    command
        .args(["--exact", test, "--nocapture"])
        .env(CHILD, format!("https://{}", server.address()))
        .env(AUTHORITY, authority.pem());
    for name in [
        "ALL_PROXY",
        "HTTPS_PROXY",
        "HTTP_PROXY",
        "NO_PROXY",
        "REQUEST_METHOD",
    ] {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    command.envs(variables.iter().map(|(name, value)| (name, value)));
    let output = tokio::task::spawn_blocking(move || command.output()).await;
    String::from_utf8(output.unwrap().unwrap().stderr).unwrap()
}

/// What the child process does, if this is one.
async fn is_child() -> bool {
    let Ok(base_url) = env::var(CHILD) else {
        return false;
    };
    let settings = Settings::new()
        .base_url(base_url)
        .root_certificates(env::var(AUTHORITY).unwrap())
        .attempts(1);
    match client_runtime::HttpClient::new("", "test/1.0", crate::server::token(), settings) {
        Err(error) => eprint!("{error}"),
        Ok(client) => match client.post("/push").json(5).send_empty().await {
            Ok(_) => eprint!("pushed"),
            Err(error) => eprint!("{error}"),
        },
    }
    true
}

#[tokio::test]
async fn proxies_are_taken_from_the_environment() {
    if is_child().await {
        return;
    }
    let test = "proxies::proxies_are_taken_from_the_environment";
    let authority = Authority::new("known");
    let server = TlsServer::new(authority.vouch_for(HERE)).await;
    let proxy = Proxy::new(Behaviour::Opens).await;
    let absent = Absent::new();
    for (variables, is_led) in [
        (vec![("HTTPS_PROXY", proxy.url())], true),
        (vec![("https_proxy", proxy.url())], true),
        (vec![("ALL_PROXY", proxy.url())], true),
        (
            vec![("HTTPS_PROXY", proxy.url()), ("ALL_PROXY", absent.url())],
            true,
        ),
        (
            vec![
                ("HTTPS_PROXY", proxy.url()),
                ("NO_PROXY", "example.com".to_owned()),
            ],
            true,
        ),
        (
            vec![
                ("HTTPS_PROXY", proxy.url()),
                ("NO_PROXY", "127.0.0.0/8".to_owned()),
            ],
            false,
        ),
        (vec![("HTTP_PROXY", absent.url())], false),
        (vec![("HTTPS_PROXY", String::new())], false),
    ] {
        let before = (proxy.heard().len(), server.requests().len());
        let message = push_in_child(test, &server, &authority, &variables).await;
        assert!(message.contains("pushed"), "{variables:?}: {message}");
        let after = (proxy.heard().len(), server.requests().len());
        assert_eq!(
            after,
            (before.0 + usize::from(is_led), before.1 + 1),
            "{variables:?}"
        );
    }
    for name in ["HTTPS_PROXY", "all_proxy"] {
        let canary = "gopher://user:canary@example.com".to_owned();
        let message = push_in_child(test, &server, &authority, &[(name, canary)]).await;
        let complaint = format!(
            "the environment variable `{name}` is no URL of a proxy, which begins with `http://`, `https://` or \
             `socks5://`: correct it, or set `without_proxy`"
        );
        assert!(
            message.contains(&complaint) && !message.contains("canary"),
            "{message}"
        );
    }
}

#[tokio::test]
async fn keys_are_written_nowhere() {
    if is_child().await {
        return;
    }
    let authority = Authority::new("known");
    let server = TlsServer::new(authority.vouch_for(HERE)).await;
    let file = env::temp_dir().join(format!("client-runtime-keys-{}", std::process::id()));
    let variables = [("SSLKEYLOGFILE", file.display().to_string())];
    let message = push_in_child(
        "proxies::keys_are_written_nowhere",
        &server,
        &authority,
        &variables,
    )
    .await;
    assert!(message.contains("pushed"), "{message}");
    assert!(!file.exists());
}
