//! Who asks for what, at which moment: what every page starts from.

use crate::{as_at::LookingBack, choice::Choices, fault::Fault, site::Site};
use axum::{extract::FromRequestParts, http::request::Parts};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{access::Visitor, outline::Outline, wording};
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
    /// The day that it is for the page: the day it is asked on, or the one that it looks back to.
    pub(crate) today: NaiveDate,
    /// The moment that it looks back to, where it does.
    pub(crate) looking_back: Option<LookingBack>,
    /// The path that was asked for.
    pub(crate) path: String,
}

/// The desk of a request: the record as its visitor may see it, at a moment.
pub(crate) async fn desk(parts: &Parts, as_at: AsAt) -> Result<Desk, Fault> {
    let record = extension::<Record>(parts)?;
    let visitor = extension::<Visitor>(parts)?;
    Ok(record.desk(visitor, as_at).await?)
}

fn extension<T: Clone + Send + Sync + 'static>(parts: &Parts) -> Result<T, Fault> {
    parts.extensions.get::<T>().cloned().ok_or_else(|| {
        tracing::error!(missing = std::any::type_name::<T>(), "the server left out an extension");
        Fault::Ours
    })
}

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        let Now(now) = extension::<Now>(parts)?;
        let looking_back = Choices::from_request_parts(parts, state).await?.looking_back(now)?;
        let desk = desk(parts, looking_back.as_ref().map_or(AsAt::Now, LookingBack::as_at)).await?;
        let today = looking_back.as_ref().map_or_else(|| day_in_london(now), LookingBack::day);
        let outline = storage::outline::current(&desk, today).await?;
        let outline = outline.ok_or_else(|| Fault::NotFound(no_plan(looking_back.as_ref())))?;
        if outline.years.is_empty() {
            tracing::error!(plan = %outline.plan.slug, "the plan has no years");
            return Err(Fault::Ours);
        }
        let path = parts.uri.path().to_owned();
        Ok(Self { desk, outline, site: extension(parts)?, today, looking_back, path })
    }
}

/// The day of a moment by the clocks of Europe/London.
#[must_use]
pub fn day_in_london(moment: DateTime<Utc>) -> NaiveDate {
    moment.with_timezone(&chrono_tz::Europe::London).date_naive()
}

fn no_plan(looking_back: Option<&LookingBack>) -> String {
    match looking_back {
        None => "No plan has been loaded yet. Load one with: outcomes plan load FILE".to_owned(),
        Some(back) => format!("On {} the record held no plan yet.", wording::day(back.day())),
    }
}
