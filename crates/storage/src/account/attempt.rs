//! Recent failures, counted where every server sees them, so that guessing is slow.

use crate::{Desk, Error, db::on, write::Write};
use chrono::{DateTime, TimeDelta, Utc};

/// How long a failure counts.
const WINDOW: TimeDelta = TimeDelta::minutes(15);

/// How many failures of one sort are allowed in a quarter of an hour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// What is counted: a sort, and the person or address concerned.
    pub what: String,
    /// How many are allowed.
    pub most: i64,
}

/// Whether any of some limits is reached at a moment.
///
/// # Errors
/// When the engine fails.
pub(crate) async fn has_exceeded(desk: &Desk, limits: &[Limit], now: DateTime<Utc>) -> Result<bool, Error> {
    for limit in limits {
        let count: i64 = on!(desk.db(), pool => {
            sqlx::query_scalar("SELECT count(*) FROM attempt WHERE what = $1 AND at > $2")
                .bind(limit.what.as_str())
                .bind(now - WINDOW)
                .fetch_one(pool)
                .await
        })?;
        if count >= limit.most {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Counts an attempt before it is made, so that many at once get no further than one after the other. Returns whether it may be made.
///
/// # Errors
/// When the engine fails.
pub async fn attempt(desk: &Desk, limits: &[Limit], now: DateTime<Utc>) -> Result<bool, Error> {
    if has_exceeded(desk, limits, now).await? {
        return Ok(false);
    }
    for limit in limits {
        on!(desk.db(), pool => {
            sqlx::query("INSERT INTO attempt (what, at) VALUES ($1, $2)")
                .bind(limit.what.as_str())
                .bind(now)
                .execute(pool)
                .await
                .map(drop)
        })?;
    }
    let with_this: Vec<_> =
        limits.iter().map(|limit| Limit { most: limit.most + 1, ..limit.clone() }).collect();
    Ok(!has_exceeded(desk, &with_this, now).await?)
}

/// Counts a failure towards some limits, and forgets old ones.
pub(crate) async fn count(write: &mut Write, limits: &[Limit]) -> Result<(), Error> {
    let at = write.at();
    write.run("DELETE FROM attempt WHERE at <= $1", &[&(at - WINDOW)]).await?;
    for limit in limits {
        write.run("INSERT INTO attempt (what, at) VALUES ($1, $2)", &[&limit.what, &at]).await?;
    }
    Ok(())
}

/// Forgets the failures that count towards some limits.
pub(super) async fn forget(write: &mut Write, limits: &[Limit]) -> Result<(), Error> {
    for limit in limits {
        write.run("DELETE FROM attempt WHERE what = $1", &[&limit.what]).await?;
    }
    Ok(())
}
