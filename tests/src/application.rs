//! The application in process: a request goes in at the real router, an answer comes out.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode},
};
use std::sync::Arc;
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
}

/// The application over a record, on 23 November 2026.
pub fn application(record: Record) -> Router {
    application_at(record, "2026-11-23T09:00:00Z")
}

/// The application over a record, at a moment.
pub fn application_at(record: Record, moment: &str) -> Router {
    let now = crate::plans::moment(moment);
    outcomes::web::router_at(record, site(), Arc::new(move || now))
}

/// The site as the program carries it.
#[must_use]
pub fn site() -> app::Site {
    outcomes::web::site("http://outcomes.test".into())
}

/// Asks for an address.
///
/// # Panics
/// When the address is none or the answer cannot be read.
pub async fn get(application: &Router, address: &str) -> Answer {
    ask(application, Method::GET, address).await
}

/// Asks for an address in some way.
///
/// # Panics
/// When the address is none or the answer cannot be read.
pub async fn ask(application: &Router, method: Method, address: &str) -> Answer {
    let request = Request::builder().method(method).uri(address).body(Body::empty()).expect("a request");
    let response = application.clone().oneshot(request).await.expect("an answer");
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.expect("a body");
    let text = String::from_utf8(bytes.to_vec()).expect("text");
    Answer { status: parts.status, headers: parts.headers, text }
}

impl Answer {
    /// The text between two marks, the first time they stand in this order.
    ///
    /// # Panics
    /// When they do not.
    #[must_use]
    pub fn between(&self, from: &str, to: &str) -> &str {
        let (_, after) =
            self.text.split_once(from).unwrap_or_else(|| panic!("{from:?} is not in {}", self.text));
        after.split_once(to).unwrap_or_else(|| panic!("{to:?} does not follow {from:?}")).0
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
