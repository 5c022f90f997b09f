//! Frames of HTTP/2 (RFC 9113), right ones and wrong ones.

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

pub(crate) const DATA: u8 = 0;
pub(crate) const HEADERS: u8 = 1;
pub(crate) const PRIORITY: u8 = 2;
pub(crate) const RESET: u8 = 3;
pub(crate) const SETTINGS: u8 = 4;
pub(crate) const PUSH: u8 = 5;
pub(crate) const PING: u8 = 6;
pub(crate) const GO_AWAY: u8 = 7;
pub(crate) const WINDOW: u8 = 8;
pub(crate) const CONTINUATION: u8 = 9;

pub(crate) const END_STREAM: u8 = 1;
pub(crate) const ACK: u8 = 1;
pub(crate) const END_HEADERS: u8 = 4;
pub(crate) const PADDED: u8 = 8;

/// A frame.
pub(crate) fn frame(kind: u8, flags: u8, stream: u32, payload: impl AsRef<[u8]>) -> Vec<u8> {
    let payload = payload.as_ref();
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    let mut frame = length[1..].to_vec();
    frame.extend([kind, flags]);
    frame.extend(stream.to_be_bytes());
    frame.extend(payload);
    frame
}

/// The settings of a server, with these.
pub(crate) fn settings(settings: &[(u16, u32)]) -> Vec<u8> {
    let mut payload = Vec::new();
    for (name, value) in settings {
        payload.extend(name.to_be_bytes());
        payload.extend(value.to_be_bytes());
    }
    let mut frames = frame(SETTINGS, 0, 0, payload);
    frames.extend(frame(SETTINGS, ACK, 0, []));
    frames
}

/// A list of headers (RFC 7541), each as it is.
pub(crate) fn headers(headers: &[(&str, &str)]) -> Vec<u8> {
    let mut block = Vec::new();
    for (name, value) in headers {
        block.push(0);
        push_text(&mut block, name);
        push_text(&mut block, value);
    }
    block
}

fn push_text(block: &mut Vec<u8>, text: &str) {
    let length = text.len();
    if let Ok(short @ ..127) = u8::try_from(length) {
        block.push(short);
    } else {
        block.push(127);
        let mut rest = length - 127;
        while rest >= 128 {
            block.push(u8::try_from(rest % 128 + 128).unwrap());
            rest /= 128;
        }
        block.push(u8::try_from(rest).unwrap());
    }
    block.extend(text.as_bytes());
}

/// The head of a response.
pub(crate) fn head(stream: u32, status: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let mut all = vec![(":status", status)];
    all.extend(more);
    frame(HEADERS, END_HEADERS, stream, headers(&all))
}

/// A whole response.
pub(crate) fn response(stream: u32, status: &str, more: &[(&str, &str)], body: &str) -> Vec<u8> {
    let mut frames = head(stream, status, more);
    frames.extend(frame(DATA, END_STREAM, stream, body));
    frames
}

/// Takes frames out of what came until one ends a request, and gives the number of its stream.
pub(crate) fn request(received: &mut Vec<u8>) -> Option<u32> {
    if received.starts_with(PREFACE) {
        received.drain(..PREFACE.len());
    }
    loop {
        let head: [u8; 9] = received.get(..9)?.try_into().unwrap();
        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
        let end = 9 + usize::try_from(length).unwrap();
        received.get(..end)?;
        received.drain(..end);
        let is_end = matches!(head[3], DATA | HEADERS) && head[4] & END_STREAM != 0;
        if is_end {
            return Some(u32::from_be_bytes([head[5], head[6], head[7], head[8]]));
        }
    }
}
