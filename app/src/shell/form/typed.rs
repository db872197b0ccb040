//! What was typed into a form, as a browser sends it: within bounds of size and time.

use crate::ask::{fault::Fault, typed::Typed, way::Sends};
use axum::{
    body::to_bytes,
    extract::{FromRequest, Request},
    http::header,
};
use std::time::Duration;
use tokio::time::timeout;

/// How long a form may take to arrive. Nobody keeps the server from stopping by sending one for ever.
const LONGEST: Duration = Duration::from_secs(20);

impl<S: Send + Sync> FromRequest<S> for Typed {
    type Rejection = Fault;

    /// What a form holds, within the bound that the table of ways gives it.
    async fn from_request(request: Request, _: &S) -> Result<Self, Fault> {
        let most = request.extensions().get::<Sends>().and_then(|sends| sends.most());
        let most = most.ok_or_else(|| {
            tracing::error!(path = request.uri().path(), "the table of ways knows of no form here");
            Fault::Ours
        })?;
        read(request, most).await
    }
}

/// The contents of a form of at most this many bytes.
pub(crate) async fn read(request: Request, most: usize) -> Result<Typed, Fault> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return Err(Fault::BadRequest("That was not sent by a form on this site.".into()));
    }
    let read = timeout(LONGEST, to_bytes(request.into_body(), most)).await;
    let read = read.map_err(|_| Fault::BadRequest("Only part of the form arrived. Send it again.".into()))?;
    let bytes = read.map_err(|_| Fault::TooLarge)?;
    let pairs = form_urlencoded::parse(&bytes);
    // No text has a zero byte in it, and PostgreSQL accepts none.
    let pairs: Vec<(String, String)> = pairs.into_owned().collect();
    if pairs.iter().any(|(name, value)| name.contains('\0') || value.contains('\0')) {
        return Err(Fault::BadRequest("What you sent contains a character we cannot read.".into()));
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
