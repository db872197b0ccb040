//! The application in process: a request goes in at the real router, an answer comes out.

use crate::people::Member;
use app::Clock;
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header},
};
use std::{
    io::{Cursor, Read},
    sync::Arc,
    time::Duration,
};
use storage::Record;
use tower::ServiceExt;

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, as text.
    pub text: String,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

/// The application over a record, on 23 November 2026.
pub fn application(record: Record) -> Router {
    application_at(record, "2026-11-23T09:00:00Z")
}

/// The application over a record, at a moment.
pub fn application_at(record: Record, moment: &str) -> Router {
    application_of(record, site(), moment)
}

/// The application over a record, for a site, at a moment.
pub fn application_of(record: Record, site: app::Site, moment: &str) -> Router {
    let now = crate::plans::moment(moment);
    outcomes::web::router_at(record, site, Clock(Arc::new(move || now)))
}

/// The site as the program carries it, with all the patience in the world: what a test sees must not depend on how quick the
/// machine is.
#[must_use]
pub fn site() -> app::Site {
    app::Site { patience: Duration::from_secs(3600), ..outcomes::web::site("http://outcomes.test".into()) }
}

/// Asks for an address.
///
/// # Panics
/// When the address is not valid or the answer cannot be read.
pub async fn get(application: &Router, address: &str) -> Answer {
    ask(application, Method::GET, address).await
}

/// Asks for an address in some way.
///
/// # Panics
/// When the address is not valid or the answer cannot be read.
pub async fn ask(application: &Router, method: Method, address: &str) -> Answer {
    let request = Request::builder().method(method).uri(address).body(Body::empty()).expect("a request");
    answer(application, request).await
}

/// Asks for an address as somebody who holds a session.
///
/// # Panics
/// When the address is not valid or the answer cannot be read.
pub async fn get_as(application: &Router, person: &Member, address: &str) -> Answer {
    let request = Request::builder().uri(address).header(header::COOKIE, person.cookie());
    answer(application, request.body(Body::empty()).expect("a request")).await
}

/// Asks for an address with the cookies of somebody, or of nobody.
///
/// # Panics
/// When the address is not valid or the answer cannot be read.
pub async fn get_with(application: &Router, cookies: Option<&str>, address: &str) -> Answer {
    let request = Request::builder().uri(address);
    let request = match cookies {
        Some(cookies) => request.header(header::COOKIE, cookies),
        None => request,
    };
    answer(application, request.body(Body::empty()).expect("a request")).await
}

/// Sends a file as somebody who holds a session, as a browser does from a form of the site.
///
/// # Panics
/// When the address is not valid or the answer cannot be read.
pub async fn post_file(
    application: &Router,
    person: &Member,
    address: &str,
    (name, bytes): (&str, &[u8]),
) -> Answer {
    const BOUNDARY: &str = "----a-form-of-the-site";
    let head =
        format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
    let body = [head.as_bytes(), bytes, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat();
    let mut request =
        form_to(address).header(header::COOKIE, person.cookie()).body(Body::from(body)).expect("a request");
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    request.headers_mut().insert(header::CONTENT_TYPE, kind.parse().expect("a header"));
    answer(application, request).await
}

/// Sends a form as somebody who holds a session, as a browser does from a page of the site.
///
/// # Panics
/// When the address is not valid or the answer cannot be read.
pub async fn post_as(application: &Router, person: &Member, address: &str, form: &[(&str, &str)]) -> Answer {
    let request = form_to(address).header(header::COOKIE, person.cookie());
    answer(application, request.body(Body::from(encoded(form))).expect("a request")).await
}

/// Calls a server function as somebody who holds a session, as the program of a page of the site does: what is sent is JSON.
///
/// # Panics
/// When the address is not valid or the answer cannot be read.
pub async fn call_as(application: &Router, person: &Member, address: &str, sent: &str) -> Answer {
    let request = call_to(address).header(header::COOKIE, person.cookie());
    answer(application, request.body(Body::from(sent.to_owned())).expect("a request")).await
}

/// Calls a server function as a stranger.
///
/// # Panics
/// When the address is not valid or the answer cannot be read.
pub async fn call(application: &Router, address: &str, sent: &str) -> Answer {
    answer(application, call_to(address).body(Body::from(sent.to_owned())).expect("a request")).await
}

fn call_to(address: &str) -> axum::http::request::Builder {
    let mut request = form_to(address);
    if let Some(headers) = request.headers_mut() {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    }
    request
}

/// Sends a form as a stranger.
///
/// # Panics
/// When the address is not valid or the answer cannot be read.
pub async fn post(application: &Router, address: &str, form: &[(&str, &str)]) -> Answer {
    answer(application, form_to(address).body(Body::from(encoded(form))).expect("a request")).await
}

fn form_to(address: &str) -> axum::http::request::Builder {
    Request::builder()
        .method(Method::POST)
        .uri(address)
        .header(header::HOST, "outcomes.test")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
}

/// Sends a form from a network address, with cookies.
///
/// # Panics
/// When the address is not valid or the answer cannot be read.
pub async fn post_from(
    application: &Router,
    origin: &str,
    cookies: &str,
    address: &str,
    form: &[(&str, &str)],
) -> Answer {
    let from: std::net::SocketAddr = format!("{origin}:50000").parse().expect("a network address");
    let request = form_to(address).header(header::COOKIE, cookies).extension(ConnectInfo(from));
    answer(application, request.body(Body::from(encoded(form))).expect("a request")).await
}

/// A form as it is sent.
#[must_use]
pub fn encoded(form: &[(&str, &str)]) -> String {
    let escape = |text: &str| -> String {
        text.bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
                byte => format!("%{byte:02X}"),
            })
            .collect()
    };
    form.iter()
        .map(|(name, value)| format!("{}={}", escape(name), escape(value)))
        .collect::<Vec<_>>()
        .join("&")
}

/// Sends a request.
///
/// # Panics
/// When the answer cannot be read.
pub async fn answer(application: &Router, request: Request<Body>) -> Answer {
    let response = application.clone().oneshot(request).await.expect("an answer");
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.expect("a body");
    // A workbook is no text; what a test asks of it is in its parts.
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Answer { status: parts.status, headers: parts.headers, text, bytes: bytes.into() }
}

impl Answer {
    /// The parts of a workbook, as one text.
    ///
    /// # Panics
    /// When it is not a workbook.
    #[must_use]
    pub fn workbook(&self) -> String {
        let mut book = zip::ZipArchive::new(Cursor::new(&self.bytes)).expect("a workbook");
        let mut text = String::new();
        for place in 0..book.len() {
            let mut part = book.by_index(place).expect("a part");
            part.read_to_string(&mut text).expect("a part of text");
        }
        text
    }

    /// The text between two marks, the first time that they occur in this order.
    ///
    /// # Panics
    /// When they do not.
    #[must_use]
    pub fn between(&self, from: &str, to: &str) -> &str {
        let (_, after) =
            self.text.split_once(from).unwrap_or_else(|| panic!("{from:?} is not in {}", self.text));
        after.split_once(to).unwrap_or_else(|| panic!("{to:?} does not follow {from:?}")).0
    }

    /// What a box of a form holds.
    ///
    /// # Panics
    /// When there is no such box.
    #[must_use]
    pub fn holds(&self, name: &str) -> String {
        let tag = self
            .text
            .split('<')
            .find(|tag| tag.starts_with("input") && tag.contains(&format!("name=\"{name}\"")))
            .unwrap_or_else(|| panic!("there is no box {name} in {}", self.text));
        let value =
            tag.split_once("value=\"").map_or("", |(_, rest)| rest.split('"').next().unwrap_or_default());
        value
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#x27;", "'")
            .replace("&lt;", "<")
            .replace("&amp;", "&")
    }

    /// The pair that a cookie of some name is set to.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<String> {
        let headers = self.headers.get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
        let pairs = headers.filter_map(|value| value.split(';').next());
        pairs.into_iter().find(|pair| pair.starts_with(&format!("{name}="))).map(str::to_owned)
    }

    /// Where it leads.
    #[must_use]
    pub fn leads_to(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|to| to.to_str().ok()).unwrap_or_default()
    }

    /// What a person reads: the text without its tags, white space folded.
    #[must_use]
    pub fn read(&self) -> String {
        plain(&self.text)
    }
}

/// Text without tags, white space folded, entities as they are.
#[must_use]
pub fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    for letter in html.chars() {
        match letter {
            '<' => is_tag = true,
            '>' => {
                is_tag = false;
                text.push(' ');
            }
            letter if !is_tag => text.push(letter),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
