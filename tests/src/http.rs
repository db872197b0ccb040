//! One plain request over a socket, for what a browser would get in the way of.

use std::{
    collections::BTreeSet,
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

/// What a program at `host:port` answers to one request, head and body, as text.
///
/// # Panics
/// When it does not answer.
#[must_use]
pub fn ask(host: &str, head: &str, body: &str) -> String {
    ask_as(host, head, "", body)
}

/// The same from a browser with these cookies: `name=value; name=value`.
///
/// # Panics
/// When it does not answer.
#[must_use]
pub fn ask_as(host: &str, head: &str, cookies: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(host).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a limit");
    let length = body.len();
    write!(stream, "{head} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nCookie: {cookies}\r\nContent-Length: {length}\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n{body}")
        .expect("a request");
    let mut bytes = Vec::new();
    let mut part = [0; 16 * 1024];
    // Not everybody closes the connection when asked to, so the answer's own length is believed.
    while !is_whole(&bytes) {
        match stream.read(&mut part).expect("an answer") {
            0 => break,
            count => bytes.extend_from_slice(&part[..count]),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Whether an answer has all the bytes that it says it has.
fn is_whole(bytes: &[u8]) -> bool {
    let Some(head) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { return false };
    let lines = String::from_utf8_lossy(&bytes[..head]).to_lowercase();
    let length =
        lines.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
    length.is_some_and(|length| bytes.len() >= head + 4 + length)
}

/// Every page that a stranger reaches from some paths by following links, with what it answers.
///
/// # Panics
/// When the program does not answer, or there is no end of pages.
#[must_use]
pub fn reachable(host: &str, from: &[&str]) -> Vec<(String, String)> {
    let mut known: BTreeSet<String> = from.iter().map(|path| (*path).to_owned()).collect();
    let mut waiting: Vec<String> = known.iter().cloned().collect();
    let mut pages = Vec::new();
    while let Some(path) = waiting.pop() {
        let answer = ask(host, &format!("GET {path}"), "");
        for link in answer.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let link = link.replace("&amp;", "&");
            // A page to sign in on differs only in where it leads to; a view or a span draws the same figures otherwise, and so does a
            // picture or a workbook, which hold no text that could be searched here.
            let is_same = ["/sign-in?", "view=", "span=", "/chart.png", "/figures.xlsx"]
                .iter()
                .any(|part| link.contains(part));
            let is_page = link.starts_with('/') && !is_same;
            if is_page && known.insert(link.clone()) {
                waiting.push(link);
            }
        }
        pages.push((path, answer));
        assert!(pages.len() < 3000, "there is no end of pages");
    }
    pages
}
