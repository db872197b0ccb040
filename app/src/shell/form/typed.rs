//! What was typed into a form, as a browser sends it: within bounds of size and time.

use crate::ask::{fault::Fault, typed::Typed};
use axum::{
    body::to_bytes,
    extract::{FromRequest, Request},
    http::header,
};
use std::time::Duration;
use tokio::time::timeout;

/// The most bytes that a form may have. A note of a few pages fits.
const MOST: usize = 64 * 1024;

/// The most bytes that a form with many rows may have: a return of a thousand.
const MOST_OF_LONG: usize = 2 * 1024 * 1024;

/// How long a form may take to arrive. Nobody keeps the server from stopping by sending one for ever.
const LONGEST: Duration = Duration::from_secs(20);

impl<S: Send + Sync> FromRequest<S> for Typed {
    type Rejection = Fault;

    async fn from_request(request: Request, _: &S) -> Result<Self, Fault> {
        read(request, MOST).await
    }
}

/// What was typed into a form with many rows.
pub(crate) struct Long(pub(crate) Typed);

impl<S: Send + Sync> FromRequest<S> for Long {
    type Rejection = Fault;

    async fn from_request(request: Request, _: &S) -> Result<Self, Fault> {
        read(request, MOST_OF_LONG).await.map(Self)
    }
}

async fn read(request: Request, most: usize) -> Result<Typed, Fault> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return Err(Fault::BadRequest("That was not sent by a form of this site.".into()));
    }
    let read = timeout(LONGEST, to_bytes(request.into_body(), most)).await;
    let read = read.map_err(|_| Fault::BadRequest("The form did not arrive whole: send it again.".into()))?;
    let bytes = read.map_err(|_| Fault::TooLarge)?;
    let pairs = form_urlencoded::parse(&bytes);
    // A text with a zero byte in it is nobody's, and PostgreSQL keeps none.
    let pairs: Vec<(String, String)> = pairs.into_owned().collect();
    if pairs.iter().any(|(name, value)| name.contains('\0') || value.contains('\0')) {
        return Err(Fault::BadRequest("What was sent holds a character that is none.".into()));
    }
    Ok(Typed(pairs))
}

impl Typed {
    /// The number of a write that the form carries unseen; nothing where it carries none.
    pub(crate) fn number(&self, name: &str) -> Result<Option<i64>, Fault> {
        match self.get(name) {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| Fault::broken_form()),
        }
    }
}
