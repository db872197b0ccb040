//! The one error at the edge: safe to show, its details only logged.

use crate::ask::typed::Typed;
use axum::{
    extract::Extension,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use documents::Unmade;
use domain::wording;

/// Why a page cannot be shown, in a sentence that is safe to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// There is no such page.
    NotFound(String),
    /// It was here, and was removed.
    Gone(String),
    /// The address asks for what cannot be.
    BadRequest(String),
    /// The address does not accept this method.
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
    /// Whoever is signed in may not do this.
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
                Self::Conflict(wording::capital(&format!("{why}.")))
            }
            Unmade::Unwritten(_) | Unmade::Newer(_) | Unmade::Unset(_) => {
                tracing::error!(%why, "a document failed");
                Self::Unshowable(wording::capital(&format!("{why}.")))
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
                    "You recorded this figure yourself, so somebody else has to approve it.".into(),
                );
            }
            storage::Error::Frozen => return Self::Conflict(wording::capital(&format!("{error}."))),
            storage::Error::DamagedDocument(_) => {
                tracing::error!(%error, "a frozen document is damaged");
                return Self::Unshowable(wording::capital(&format!("{error}.")));
            }
            _ => {}
        }
        tracing::error!(%error, "a page failed");
        Self::Ours
    }
}

impl Fault {
    /// A hidden field of a form is missing, or is not one of ours.
    pub(crate) fn broken_form() -> Self {
        Self::BadRequest("Part of the form was missing. Open it again.".into())
    }

    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::Gone(_) => StatusCode::GONE,
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
            Self::Gone(_) => "This was removed",
            Self::BadRequest(_) => "There is a problem with that address",
            Self::NotAllowed => "You cannot do that here",
            Self::SignIn { .. } => "Sign in to continue",
            Self::Conflict(_) => "We could not do that",
            Self::Unshowable(_) => "We cannot show this",
            Self::Forbidden => "You do not have permission to do this",
            Self::TooLarge => "That is too much to send at once",
            Self::Ours => "Something went wrong",
        }
    }

    pub(crate) fn sentence(&self) -> &str {
        match self {
            Self::NotFound(sentence)
            | Self::Gone(sentence)
            | Self::BadRequest(sentence)
            | Self::Conflict(sentence)
            | Self::Unshowable(sentence) => sentence,
            Self::NotAllowed => "You can read this page, but you cannot send anything to it.",
            Self::SignIn { .. } => "This page is for members of the partnership.",
            Self::Forbidden => {
                "Your role does not allow this, or another organisation is responsible for it. An \
                    administrator can change your roles. Your request has been logged."
            }
            Self::TooLarge => {
                "You sent more than this form can take. Nothing was saved: shorten what you typed and send it again."
            }
            Self::Ours => "Sorry, we could not make this page. Nothing was lost. Try again in a minute.",
        }
    }
}

impl IntoResponse for Fault {
    /// The bare fault; `shell::error` makes the page, which needs to know the site.
    fn into_response(self) -> Response {
        (self.status(), Extension(self)).into_response()
    }
}
