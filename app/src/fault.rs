//! The one error at the edge: safe to show, its details only logged.

use crate::{documents::pack::Unmade, form::Typed, page, pages, parts::capital, site::Site};
use axum::{
    extract::{Extension, Request},
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::{access::Visitor, plan::Nature};
use storage::{AsAt, Record};

/// Why a page cannot be shown, in a sentence that is safe to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// There is no such page.
    NotFound(String),
    /// The address asks for what cannot be.
    BadRequest(String),
    /// The address cannot be asked in this way.
    NotAllowed,
    /// Somebody has to sign in first. What they had typed comes along.
    SignIn {
        /// The address to go on to.
        to: String,
        /// What was typed into its form.
        kept: Typed,
    },
    /// It cannot be done any more, or not yet.
    Conflict(String),
    /// What the record holds cannot be shown.
    Unshowable(String),
    /// Whoever is signed in may not.
    Forbidden,
    /// More was sent than any form holds.
    TooLarge,
    /// We failed; the log says how.
    Ours,
}

impl From<Unmade> for Fault {
    fn from(why: Unmade) -> Self {
        match why {
            Unmade::Record(error) => error.into(),
            Unmade::NoPack(_) => Self::NotFound("There is no pack at this address.".into()),
            Unmade::Gone(_) | Unmade::OfNothing | Unmade::NoPlan => {
                Self::Conflict(capital(&format!("{why}.")))
            }
            Unmade::Unwritten(_) | Unmade::Newer(_) | Unmade::Unset(_) => {
                tracing::error!(%why, "a document failed");
                Self::Unshowable(capital(&format!("{why}.")))
            }
        }
    }
}

impl From<storage::Error> for Fault {
    fn from(error: storage::Error) -> Self {
        match error {
            storage::Error::Forbidden => return Self::Forbidden,
            storage::Error::OwnFigure => {
                return Self::BadRequest(
                    "You recorded this figure yourself: somebody else has to approve it.".into(),
                );
            }
            storage::Error::Frozen => return Self::Conflict(capital(&format!("{error}."))),
            storage::Error::DamagedDocument(_) => {
                tracing::error!(%error, "a frozen document is damaged");
                return Self::Unshowable(capital(&format!("{error}.")));
            }
            _ => {}
        }
        tracing::error!(%error, "a page failed");
        Self::Ours
    }
}

impl Fault {
    /// What a form carries unseen is missing, or is none of ours.
    pub(crate) fn broken_form() -> Self {
        Self::BadRequest("That form is not whole. Open it again.".into())
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::NotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::SignIn { .. } => StatusCode::UNAUTHORIZED,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Unshowable(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Ours => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    pub(crate) fn heading(&self) -> &'static str {
        match self {
            Self::NotFound(_) => "Page not found",
            Self::BadRequest(_) => "That address does not work",
            Self::NotAllowed => "That cannot be done here",
            Self::SignIn { .. } => "Sign in to go on",
            Self::Conflict(_) => "That cannot be done",
            Self::Unshowable(_) => "This cannot be shown",
            Self::Forbidden => "You may not do this",
            Self::TooLarge => "That is too much at once",
            Self::Ours => "Something went wrong",
        }
    }

    pub(crate) fn sentence(&self) -> &str {
        match self {
            Self::NotFound(sentence)
            | Self::BadRequest(sentence)
            | Self::Conflict(sentence)
            | Self::Unshowable(sentence) => sentence,
            Self::NotAllowed => "This page can be read, but nothing can be sent to it.",
            Self::SignIn { .. } => "This page is for people of the partnership.",
            Self::Forbidden => {
                "Your role does not go so far, or another organisation answers for this. An administrator can change your roles. \
                 That you asked has been noted."
            }
            Self::TooLarge => {
                "More was sent than a form holds. Nothing was saved: shorten what you typed and send it again."
            }
            Self::Ours => {
                "The page could not be made. It is not your fault and nothing was lost. Please try again in a minute."
            }
        }
    }
}

impl IntoResponse for Fault {
    /// The bare fault; [`dress`] makes the page, which needs to know the site.
    fn into_response(self) -> Response {
        (self.status(), Extension(self)).into_response()
    }
}

/// Gives every fault its page in the house's look.
pub(crate) async fn dress(Extension(site): Extension<Site>, request: Request, next: Next) -> Response {
    let record = request.extensions().get::<Record>().cloned();
    let response = next.run(request).await;
    let Some(fault) = response.extensions().get::<Fault>() else { return response };
    let mut page = page_of(&site, nature(record).await, fault);
    // What the router says of the ways that an address can be asked.
    page.headers_mut()
        .extend(response.headers().get(header::ALLOW).map(|ways| (header::ALLOW, ways.clone())));
    page
}

/// Whether the record's figures are made up. Where that cannot be told the page says nothing of it, and holds no figure.
async fn nature(record: Option<Record>) -> Nature {
    let Some(record) = record else { return Nature::Real };
    match record.desk(Visitor::Stranger, AsAt::Now).await {
        Ok(desk) => storage::plan::nature_of(&desk).await.unwrap_or(Nature::Real),
        Err(_) => Nature::Real,
    }
}

/// The page for a form that another site sent: for the layer that refuses them.
#[must_use]
pub fn forged(site: &Site) -> Response {
    let sentence = "That form was sent by another site than this one. Nothing was done.";
    (StatusCode::FORBIDDEN, page::plain(site, Nature::Real, "That was not sent from here", sentence))
        .into_response()
}

/// The page for a program that broke while making another: for the layer that catches panics.
#[must_use]
pub fn broken(site: &Site) -> Response {
    page_of(site, Nature::Real, &Fault::Ours)
}

fn page_of(site: &Site, nature: Nature, fault: &Fault) -> Response {
    let page = match fault {
        Fault::SignIn { to, kept } => pages::sign_in::asked_for(site, nature, to, kept),
        _ => page::plain(site, nature, fault.heading(), fault.sentence()),
    };
    (fault.status(), page).into_response()
}
