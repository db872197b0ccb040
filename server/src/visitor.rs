//! Who makes a request: the person whose session the cookie opens, from which address and in which browser.

use app::{Cookie, Site, Who};
use axum::{
    extract::{ConnectInfo, Request},
    http::{HeaderMap, header},
};
use axum_extra::extract::CookieJar;
use chrono::{DateTime, Utc};
use std::net::SocketAddr;
use storage::{
    Error, Record,
    account::{self, Opened},
};

/// Whom to believe about where a request comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Proxy {
    /// Nobody but the connection.
    None,
    /// A proxy in front, which adds the address that it sees to the header X-Forwarded-For.
    Trusted,
}

/// What a request says of who makes it, before the record is asked.
pub(crate) fn heard(site: &Site, proxy: Proxy, request: &Request) -> Who {
    let headers = request.headers();
    let jar = CookieJar::from_headers(headers);
    let connected = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip().to_string());
    let origin = match proxy {
        Proxy::Trusted => forwarded(headers).or(connected),
        Proxy::None => connected,
    };
    let browser_name =
        headers.get(header::USER_AGENT).and_then(|name| name.to_str().ok()).unwrap_or_default();
    Who {
        signed_in: None,
        was_signed_in: false,
        session: Cookie::Session.read(&jar, site),
        browser: Cookie::Browser.read(&jar, site),
        browser_name: browser_name.chars().take(200).collect(),
        origin: origin.unwrap_or_else(|| "unknown".to_owned()),
    }
}

/// The same, with the person who has the session at a moment.
///
/// # Errors
/// When the engine fails.
pub(crate) async fn known(heard: Who, record: &Record, now: DateTime<Utc>) -> Result<Who, Error> {
    let opened = match &heard.session {
        Some(secret) => account::opened(record, secret, now).await?,
        None => Opened::Nothing,
    };
    Ok(match opened {
        Opened::Session(signed_in) => Who { signed_in: Some(signed_in), ..heard },
        Opened::Ended => Who { was_signed_in: true, ..heard },
        Opened::Nothing => heard,
    })
}

/// The address that the proxy itself added: the last one. Those before it are whatever the sender wrote.
fn forwarded(headers: &HeaderMap) -> Option<String> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    let address = last.rsplit(',').next()?.trim();
    address.parse::<std::net::IpAddr>().ok().map(|address| address.to_string())
}

#[cfg(test)]
mod tests {
    use super::forwarded;
    use axum::http::{HeaderMap, HeaderValue};

    #[test]
    fn only_the_proxys_own_word_is_believed() {
        let of = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert("x-forwarded-for", HeaderValue::from_str(text).expect("a header"));
            forwarded(&headers)
        };
        assert_eq!(of("10.0.0.9, 192.0.2.7").as_deref(), Some("192.0.2.7"));
        assert_eq!(of("2001:db8::1").as_deref(), Some("2001:db8::1"));
        assert_eq!(of("192.0.2.7, <script>"), None);
    }
}
