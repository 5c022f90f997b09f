//! What a program costs that pulls once over TLS, from its start to its end, beside the same by hand with hyper and rustls.

use std::env::temp_dir;
use std::fs;
use std::io::BufRead as _;
use std::io::BufReader;
use std::io::Read as _;
use std::io::Write as _;
use std::net::Ipv4Addr;
use std::net::TcpListener;
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::thread;

use rustls::ServerConfig;
use rustls::ServerConnection;
use rustls::StreamOwned;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject as _;

use crate::Outcome;
use crate::by_hand::ACCOUNT;
use crate::by_hand::TOKEN;
use crate::instructions_in;
use crate::operation::Operation;

/// As many messages as the service gives without being asked for more.
const MESSAGES: usize = 5;

/// The most instructions of the program, beside the one by hand.
const BUDGET: f64 = 1.2;

/// Prints what the two programs cost, and fails for `is_checked` where that is more than planned.
#[expect(clippy::cast_precision_loss, reason = "millions")]
pub(crate) fn table(is_checked: bool) -> Outcome<()> {
    let Some(identity) = Identity::new()? else {
        println!("\nskipped: a program that pulls once over TLS, since openssl is not installed");
        return Ok(());
    };
    let server = start(&identity)?;
    let [ours, by_hand] =
        ["pull_once", "pull_once_by_hand"].map(|program| identity.run(program, &server));
    let (ours, by_hand) = (ours?, by_hand?);
    let ratio = ours as f64 / by_hand as f64;
    println!("\n| program | instructions | by hand | ratio |");
    println!("|---|---|---|---|");
    println!("| pull once over TLS | {ours} | {by_hand} | {ratio:.2} |");
    if is_checked && ratio > BUDGET {
        return Err(format!(
            "pull once: at most {BUDGET:.2} times the instructions of a program by hand are planned"
        )
        .into());
    }
    Ok(())
}

/// A certificate for this machine, and its key, in files.
struct Identity {
    certificate: PathBuf,
    key: PathBuf,
}

impl Identity {
    fn new() -> Outcome<Option<Self>> {
        let [certificate, key] = ["certificate", "key"]
            .map(|name| temp_dir().join(format!("cost-{name}-{}.pem", std::process::id())));
        let made = Command::new("openssl")
            .args([
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
            ])
            .args(["-nodes", "-days", "2", "-subj", "/CN=here"])
            .args(["-addext", "subjectAltName=IP:127.0.0.1"])
            .args(["-addext", "basicConstraints=critical,CA:FALSE"])
            .arg("-keyout")
            .arg(&key)
            .arg("-out")
            .arg(&certificate)
            .output();
        match made {
            Err(_) => Ok(None),
            Ok(made) if made.status.success() => Ok(Some(Self { certificate, key })),
            Ok(made) => Err(String::from_utf8(made.stderr)?.into()),
        }
    }

    /// The instructions of one of the programs.
    fn run(&self, program: &str, server: &str) -> Outcome<u64> {
        let program = std::env::current_exe()?.with_file_name(program);
        instructions_in(&program, |valgrind| {
            valgrind
                .env("CLOUDFLARE_BASE_URL", server)
                .env("CLOUDFLARE_API_TOKEN", TOKEN)
                .env("CLOUDFLARE_ACCOUNT_ID", ACCOUNT)
                .env("NO_PROXY", "*")
                .env("SSL_CERT_FILE", &self.certificate)
        })
    }
}

impl Drop for Identity {
    fn drop(&mut self) {
        for file in [&self.certificate, &self.key] {
            // They are of no use to anybody tomorrow.
            let _ = fs::remove_file(file);
        }
    }
}

/// Starts a server over TLS, and says its URL.
fn start(identity: &Identity) -> Outcome<String> {
    let certificate = CertificateDer::from_pem_file(&identity.certificate)?;
    let key = PrivateKeyDer::from_pem_file(&identity.key)?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)?;
    let config = Arc::new(config);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = listener.local_addr()?;
    thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            if let Err(error) = serve(connection, &config) {
                eprintln!("error: {error}");
            }
        }
    });
    Ok(format!("https://{address}"))
}

/// Responds to one request.
fn serve(connection: TcpStream, config: &Arc<ServerConfig>) -> Outcome<()> {
    let tls = ServerConnection::new(Arc::clone(config))?;
    let mut requests = BufReader::new(StreamOwned::new(tls, connection));
    let (mut line, mut length) = (String::new(), 0);
    while line != "\r\n" {
        line.clear();
        if requests.read_line(&mut line)? == 0 {
            return Ok(());
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse()?;
        }
    }
    requests.read_exact(&mut vec![0; length])?;
    let body = Operation::Pull.response(MESSAGES);
    let length = body.len();
    write!(
        requests.get_mut(),
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nserver: cloudflare\r\n\r\n{body}"
    )?;
    requests.get_mut().flush()?;
    // It ends when the client hangs up.
    let _ = requests.read_line(&mut line);
    Ok(())
}
