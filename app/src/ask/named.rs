//! What the path of an address names.

use crate::ask::{desk::Asked, fault::Fault};
use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use domain::{indicator::Indicator, slug::Slug};

/// The name in an address, as written there.
pub(crate) struct Name(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for Name {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        let path = Path::<String>::from_request_parts(parts, state).await;
        path.map(|Path(name)| Self(name))
            .map_err(|_| Fault::NotFound("There is no page at this address.".into()))
    }
}

/// The indicator that an address names.
pub(crate) fn indicator_of<'a>(asked: &'a Asked, name: &str) -> Result<&'a Indicator, Fault> {
    asked.outline.indicator(&slug(name, "indicator")?).ok_or_else(|| missing("indicator"))
}

/// The slug in an address, or that there is no such thing.
pub(crate) fn slug(text: &str, what: &str) -> Result<Slug, Fault> {
    Slug::new(text).map_err(|_| missing(what))
}

pub(crate) fn missing(what: &str) -> Fault {
    Fault::NotFound(format!(
        "There is no {what} at this address. It may have been renamed or removed from the plan."
    ))
}

/// Somebody withdrew it, or it never was.
pub(crate) fn gone(what: &str) -> Fault {
    Fault::NotFound(format!(
        "There is no {what} at this address. Somebody may have withdrawn it. Nothing was saved: use your \
            browser's back button to see what you typed."
    ))
}
