//! The cookies of a browser: its session, the browser itself, and the person whose unsaved figures it keeps.

use crate::ask::site::Site;
use axum_extra::extract::cookie::{self, CookieJar, SameSite};
use storage::account::Secret;
use time::Duration;

/// One of the two that hold a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cookie {
    /// The session. It ends with the browser's own.
    Session,
    /// The browser in which somebody signed in once.
    Browser,
}

/// How long a browser is known by its cookie.
const YEAR: Duration = Duration::days(365);

/// The cookie that names the person whose unsaved figures a browser keeps, for as long as it may keep them.
const KEPT: &str = "kept";
const WEEK: Duration = Duration::days(7);

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

    /// The secret that it holds, where a request has it.
    #[must_use]
    pub fn read(self, jar: &CookieJar, site: &Site) -> Option<Secret> {
        Secret::read(jar.get(self.name(site))?.value())
    }

    /// Sets it.
    pub(crate) fn set(self, jar: CookieJar, site: &Site, secret: &Secret) -> CookieJar {
        let life = match self {
            Self::Session => None,
            Self::Browser => Some(YEAR),
        };
        jar.add(of_site(site, self.name(site), secret.text().to_owned(), life))
    }

    /// Removes it, whether or not the request had it.
    pub(crate) fn clear(self, jar: CookieJar, site: &Site) -> CookieJar {
        jar.add(of_site(site, self.name(site), String::new(), Some(Duration::ZERO)))
    }
}

/// Records that a browser keeps a person's unsaved input.
pub(crate) fn keeps(jar: CookieJar, site: &Site, person: i64) -> CookieJar {
    jar.add(of_site(site, KEPT, person.to_string(), Some(WEEK)))
}

/// The person whose unsaved figures a browser may keep.
pub(crate) fn kept_for(jar: &CookieJar) -> Option<i64> {
    jar.get(KEPT)?.value().parse().ok()
}

/// A cookie for every page of the site, which no script reads and no other site's form sends. Without a lifetime it ends
/// with the browser's own session.
fn of_site(
    site: &Site,
    name: &'static str,
    value: String,
    life: Option<Duration>,
) -> cookie::Cookie<'static> {
    let cookie = cookie::Cookie::build((name, value));
    let cookie = cookie.path("/").http_only(true).same_site(SameSite::Lax).secure(site.is_secure());
    let mut cookie = cookie.build();
    cookie.set_max_age(life);
    cookie
}
