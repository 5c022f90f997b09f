//! A server that reads requests, and sends to each path the same response, with as many messages as a pull asks for.

use std::collections::HashMap;
use std::io;
use std::io::BufRead as _;
use std::io::BufReader;
use std::io::Read as _;
use std::io::Write as _;
use std::net::Ipv4Addr;
use std::net::TcpListener;
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

use crate::events;
use crate::events::Form;
use crate::operation::BATCH;
use crate::operation::Operation;

/// Starts a server whose responses take a while, and says at which address.
pub(crate) fn start(round_trip: Duration) -> io::Result<String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = listener.local_addr()?;
    thread::spawn(move || {
        for connection in listener.incoming() {
            let connection = connection?;
            thread::spawn(move || serve(connection, round_trip));
        }
        io::Result::Ok(())
    });
    Ok(address.to_string())
}

fn serve(mut connection: TcpStream, round_trip: Duration) -> io::Result<()> {
    connection.set_nodelay(true)?;
    let mut responses = HashMap::new();
    let mut requests = BufReader::new(connection.try_clone()?);
    let mut body = Vec::new();
    loop {
        let mut line = String::new();
        if requests.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
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
        if let Some((form, events)) = stream(&path) {
            return events::write(&mut connection, form, events);
        }
        let messages = batch_size(&body).unwrap_or(BATCH);
        let response = responses
            .entry((operation, messages))
            .or_insert_with(|| response(operation, messages));
        if !round_trip.is_zero() {
            thread::sleep(round_trip);
        }
        connection.write_all(response)?;
    }
}

/// How many events a path asks for, and in which form.
fn stream(path: &str) -> Option<(Form, u64)> {
    let (form, events) = path
        .strip_prefix("/events/")?
        .trim_end_matches('/')
        .split_once('/')?;
    Some((Form::named(form).ok()?, events.parse().ok()?))
}

/// The number of messages that the body of a pull asks for.
fn batch_size(body: &[u8]) -> Option<usize> {
    let (_, rest) = str::from_utf8(body).ok()?.split_once(r#""batch_size":"#)?;
    let digits = rest.split(|character: char| !character.is_ascii_digit());
    digits.into_iter().next()?.parse().ok()
}

fn response(operation: Operation, messages: usize) -> Vec<u8> {
    let body = operation.response(messages);
    let length = body.len();
    format!(
        "HTTP/1.1 200 OK\r\ndate: Mon, 30 Nov 2026 12:00:00 GMT\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\ncf-ray: 8f1b2c3d4e5f6a7b-FRA\r\nserver: cloudflare\r\nvary: accept-encoding\r\n\r\n{body}"
    )
    .into_bytes()
}
