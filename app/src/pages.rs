//! The pages, a file each: read through a desk, build a value of `domain`, print it.

pub(crate) mod account;
pub(crate) mod actions;
pub(crate) mod audit;
pub(crate) mod board;
pub(crate) mod change_note;
pub(crate) mod definition;
pub(crate) mod focus_area;
pub(crate) mod funding;
pub(crate) mod home;
pub(crate) mod import;
pub(crate) mod indicator;
pub(crate) mod invitation;
pub(crate) mod narrative;
pub(crate) mod packs;
pub(crate) mod people;
pub(crate) mod plans;
pub(crate) mod priority;
pub(crate) mod priority_rating;
pub(crate) mod record;
mod replacing;
pub(crate) mod returns;
pub(crate) mod reviews;
pub(crate) mod series;
pub(crate) mod sign_in;
pub(crate) mod target;
pub(crate) mod tolerance;
mod withdrawing;

use crate::{choice::pair, desk::Asked, done::Done, fault::Fault};
use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
    response::{IntoResponse, Redirect, Response},
};
use domain::{indicator::Indicator, slug::Slug};
use storage::edit::Edited;

/// The name in an address, as it stands there.
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
fn slug(text: &str, what: &str) -> Result<Slug, Fault> {
    Slug::new(text).map_err(|_| missing(what))
}

fn missing(what: &str) -> Fault {
    Fault::NotFound(format!(
        "There is no {what} at this address. It may have been renamed or removed from the plan."
    ))
}

/// Somebody withdrew it, or it never was.
fn gone(what: &str) -> Fault {
    Fault::NotFound(format!(
        "There is no {what} at this address: somebody may have withdrawn it since. Nothing was saved; your browser's way back leads to what you typed."
    ))
}

/// Back to an indicator whose words were changed: what was done, or that there was nothing to change.
fn edited(indicator: &Indicator, edited: Edited, done: Done) -> Response {
    let done = if edited == Edited::Same { Done::Same } else { done };
    Redirect::to(&format!("/indicators/{}?{}", indicator.slug, pair("done", done.as_str()))).into_response()
}
