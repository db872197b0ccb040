//! Reading the parts of a plan, as they stood at the desk's moment: one query a table, whatever their number.

mod read;
mod rows;

use crate::{Desk, Error};
use chrono::NaiveDate;
use domain::outline::Outline;
pub(crate) use rows::{Taken, each};
use std::sync::Arc;

/// How many outlines are kept at hand: the newest, and a few that people look back at.
const KEPT: usize = 8;

/// The plan that pages open on: of those in the record the one whose first year began last by `today`, or the earliest
/// where none has begun. Nothing where the record holds no plan.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn current(desk: &Desk, today: NaiveDate) -> Result<Option<Arc<Outline>>, Error> {
    if let Some(kept) = kept(desk, today) {
        return Ok(kept);
    }
    let outline = read::outline(desk, today).await?.map(Arc::new);
    if let Ok(mut outlines) = desk.outlines().lock() {
        if outlines.len() >= KEPT {
            outlines.remove(0);
        }
        outlines.push((desk.number(), today, outline.clone()));
    }
    Ok(outline)
}

fn kept(desk: &Desk, today: NaiveDate) -> Option<Option<Arc<Outline>>> {
    let outlines = desk.outlines().lock().ok()?;
    let found = outlines.iter().find(|(number, day, _)| *number == desk.number() && *day == today)?;
    Some(found.2.clone())
}
