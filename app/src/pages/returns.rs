//! Returns: what is due from whom, and the grid in which they are filled in.

mod add;
mod adding;
mod answered;
pub(crate) mod calls;
mod complete;
mod due;
mod grid;
mod hand_in;
mod lock;
mod row;
mod save;
mod sent;
mod step;
mod template;

use crate::ask::{desk::Asked, fault::Fault, named::slug, path};
use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use domain::{
    access::Action,
    returns::{Return, quarter},
};

pub(crate) use complete::completeness;
pub(crate) use due::{show as due, start};
pub(crate) use grid::show;
pub(crate) use save::save;
pub(crate) use step::step;
pub(crate) use template::{csv, upload, workbook};

/// The organisation and quarter, as written in an address.
pub(crate) struct Named {
    organisation: String,
    quarter: String,
}

impl<S: Send + Sync> FromRequestParts<S> for Named {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        let path = Path::<(String, String)>::from_request_parts(parts, state).await;
        path.map(|Path((organisation, quarter))| Self { organisation, quarter })
            .map_err(|_| Fault::NotFound("There is no page at this address.".into()))
    }
}

impl Named {
    /// The return that the address names, once its visitor may do this for its organisation.
    async fn of(&self, asked: &Asked, action: Action) -> Result<Return, Fault> {
        let named = slug(&self.organisation, "organisation").ok();
        let heir = named.as_ref().and_then(|named| asked.heir(named));
        asked.must_be_of(action, heir).await?;
        self.find(asked)
    }

    /// The return that the address names, for reading only: every organisation may read it.
    fn find(&self, asked: &Asked) -> Result<Return, Fault> {
        let organisation = slug(&self.organisation, "organisation")?;
        if !asked.outline.organisations.iter().any(|other| other.slug == organisation) {
            return Err(crate::ask::named::missing("organisation"));
        }
        let quarter = quarter(&self.quarter).ok_or_else(|| {
            Fault::NotFound(
                "There is no such quarter. A return is named by the quarter in which it is due, such as 2018-19-q2."
                    .into(),
            )
        })?;
        Ok(Return { organisation, quarter })
    }
}

/// The address of a return.
fn address(of: &Return) -> path::Return {
    path::Return::of(&of.organisation, &of.quarter_slug())
}
