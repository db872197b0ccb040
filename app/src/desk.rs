//! Who asks for what, at which moment: what every page starts from.

use crate::{fault::Fault, site::Site};
use axum::{extract::FromRequestParts, http::request::Parts};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{access::Visitor, outline::Outline};
use std::sync::Arc;
use storage::{AsAt, Desk, Record};

/// The moment of a request, put into its extensions by the server.
#[derive(Clone, Copy, Debug)]
pub struct Now(pub DateTime<Utc>);

/// What a page about the plan starts from.
pub(crate) struct Asked {
    pub(crate) desk: Desk,
    pub(crate) outline: Arc<Outline>,
    pub(crate) site: Site,
    /// The day on which it is asked.
    pub(crate) today: NaiveDate,
}

/// The desk of a request: the record as its visitor may see it.
pub(crate) async fn desk(parts: &Parts) -> Result<Desk, Fault> {
    let record = extension::<Record>(parts)?;
    let visitor = extension::<Visitor>(parts)?;
    Ok(record.desk(visitor, AsAt::Now).await?)
}

fn extension<T: Clone + Send + Sync + 'static>(parts: &Parts) -> Result<T, Fault> {
    parts.extensions.get::<T>().cloned().ok_or_else(|| {
        tracing::error!(missing = std::any::type_name::<T>(), "the server left out an extension");
        Fault::Ours
    })
}

impl<S: Sync> FromRequestParts<S> for Asked {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        let desk = desk(parts).await?;
        let today = extension::<Now>(parts)?.0.with_timezone(&chrono_tz::Europe::London).date_naive();
        let outline = storage::outline::current(&desk, today).await?.ok_or_else(|| {
            Fault::NotFound("No plan has been loaded yet. Load one with: outcomes plan load FILE".into())
        })?;
        if outline.years.is_empty() {
            tracing::error!(plan = %outline.plan.slug, "the plan has no years");
            return Err(Fault::Ours);
        }
        Ok(Self { desk, outline, site: extension(parts)?, today })
    }
}
