//! A server that reads requests, and sends to each path the same response.

use std::io;
use std::io::BufRead as _;
use std::io::BufReader;
use std::io::Read as _;
use std::io::Write as _;
use std::net::Ipv4Addr;
use std::net::TcpListener;
use std::net::TcpStream;
use std::thread;

use crate::operation::Operation;

/// Starts a server, and says at which address.
pub(crate) fn start() -> io::Result<String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = listener.local_addr()?;
    thread::spawn(move || {
        for connection in listener.incoming() {
            let connection = connection?;
            thread::spawn(move || serve(connection));
        }
        io::Result::Ok(())
    });
    Ok(address.to_string())
}

fn serve(mut connection: TcpStream) -> io::Result<()> {
    connection.set_nodelay(true)?;
    let responses = Operation::ALL.map(|operation| (operation, response(operation)));
    let mut requests = BufReader::new(connection.try_clone()?);
    let mut body = Vec::new();
    loop {
        let mut line = String::new();
        if requests.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let path = line.split(' ').nth(1).unwrap_or_default();
        let name = path.rsplit('/').next().unwrap_or_default();
        let operation = Operation::named(name).unwrap_or(Operation::Push);
        let mut length = 0;
        while line != "\r\n" {
            line.clear();
            requests.read_line(&mut line)?;
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap_or_default();
            }
        }
        body.resize(length, 0);
        requests.read_exact(&mut body)?;
        for (_, response) in responses.iter().filter(|(known, _)| *known == operation) {
            connection.write_all(response)?;
        }
    }
}

fn response(operation: Operation) -> Vec<u8> {
    let body = operation.response();
    let length = body.len();
    format!(
        "HTTP/1.1 200 OK\r\ndate: Mon, 30 Nov 2026 12:00:00 GMT\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\ncf-ray: 8f1b2c3d4e5f6a7b-FRA\r\nserver: cloudflare\r\nvary: accept-encoding\r\n\r\n{body}"
    )
    .into_bytes()
}
