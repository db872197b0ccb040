//! The two cookies: the session, and the browser that it is known by.

use crate::ask::site::Site;
use axum::http::{HeaderMap, HeaderValue, header};
use storage::account::Secret;

/// One of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cookie {
    /// The session. Gone with the browser's own.
    Session,
    /// The browser in which somebody signed in once.
    Browser,
}

/// A year, in seconds.
const YEAR: u32 = 31_536_000;

impl Cookie {
    /// Its name. Browsers take `__Host-` from nobody but this very host over TLS; on plain http, which is for the
    /// machine's own browser, it could not be set at all.
    fn name(self, site: &Site) -> &'static str {
        match (self, site.is_secure()) {
            (Self::Session, true) => "__Host-session",
            (Self::Session, false) => "session",
            (Self::Browser, true) => "__Host-browser",
            (Self::Browser, false) => "browser",
        }
    }

    /// The header that sets it.
    pub(crate) fn set(self, site: &Site, secret: &Secret) -> HeaderValue {
        let life = match self {
            Self::Session => String::new(),
            Self::Browser => format!("; Max-Age={YEAR}"),
        };
        self.header(site, &format!("{}{life}", secret.text()))
    }

    /// The header that takes it away.
    pub(crate) fn clear(self, site: &Site) -> HeaderValue {
        self.header(site, "; Max-Age=0")
    }

    fn header(self, site: &Site, value: &str) -> HeaderValue {
        let secure = if site.is_secure() { "; Secure" } else { "" };
        let text = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax{secure}", self.name(site));
        // Names, digits and attributes alone, so it is always a header.
        let mut header = HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""));
        header.set_sensitive(true);
        header
    }
}

/// The cookie that says whose unsaved figures a browser keeps, for as long as it may keep them.
const KEPT: &str = "kept";
/// A week, in seconds.
const WEEK: u32 = 604_800;

/// The header that says that a browser keeps what a person types and has not saved.
pub(crate) fn keeps(site: &Site, person: i64) -> HeaderValue {
    let secure = if site.is_secure() { "; Secure" } else { "" };
    let text = format!("{KEPT}={person}; Path=/; Max-Age={WEEK}; HttpOnly; SameSite=Lax{secure}");
    // Names, digits and attributes alone, so it is always a header.
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}

/// Whose unsaved figures a browser may keep.
pub(crate) fn kept_for(headers: &HeaderMap) -> Option<i64> {
    value(headers, KEPT)?.parse().ok()
}

/// The secret that a cookie of a request holds, where it holds one.
#[must_use]
pub fn read(headers: &HeaderMap, site: &Site, cookie: Cookie) -> Option<Secret> {
    Secret::read(value(headers, cookie.name(site))?)
}

fn value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let pairs = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    pairs
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}
