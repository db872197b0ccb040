//! Who recorded what of an indicator, and when.

use super::figure;
use crate::{
    Desk, Error,
    cell::{Holds, cells},
    db::on,
    outline::Taken,
    table,
};
use chrono::{DateTime, Utc};
use domain::{
    access::Audience,
    figure::{Figure, Origin},
    indicator::Indicator,
};
use sqlx::{AssertSqlSafe, Row};

/// One figure as it was recorded once, whether it still stands or not.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What was recorded.
    pub figure: Figure,
    /// The number of the write.
    pub number: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub visitor: String,
    /// In doing what.
    pub action: String,
    /// The number of the write that replaced it, where one had by the desk's moment.
    pub superseded_in: Option<i64>,
}

/// Everything ever recorded of an indicator up to the desk's moment, the newest write first. Of what partners recorded
/// the public is not told: when and how often it was corrected would tell too.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn history(desk: &Desk, indicator: &Indicator) -> Result<Vec<Entry>, Error> {
    let columns: Vec<_> = table::FIGURE.columns.iter().map(|(name, _)| format!("f.{name}")).collect();
    // The text is made of the constants of `table` and of this module alone.
    let sql = format!(
        "SELECT {}, f.recorded_in, CASE WHEN f.superseded_in <= $1 THEN f.superseded_in END AS replaced, \
         a.at, a.visitor, a.action \
         FROM figure f JOIN audit a ON a.number = f.recorded_in \
         WHERE f.indicator = $2 AND f.recorded_in <= $1 ORDER BY f.recorded_in DESC, f.area, f.first",
        columns.join(", ")
    );
    let holds: Vec<Holds> = table::FIGURE.holds();
    let slug = indicator.slug.as_str();
    let audience = desk.visitor().audience();
    let entries: Result<Vec<Entry>, Error> = on!(desk.db(), pool => {
        let rows = sqlx::query(AssertSqlSafe(sql)).bind(desk.number()).bind(slug).fetch_all(pool).await?;
        rows.iter().map(|row| {
            let mut taken = Taken::new("figure", cells(row, &holds)?);
            Ok(Entry {
                figure: figure(&mut taken)?,
                number: row.try_get("recorded_in")?,
                superseded_in: row.try_get("replaced")?,
                at: row.try_get("at")?,
                visitor: row.try_get("visitor")?,
                action: row.try_get("action")?,
            })
        }).collect()
    });
    let is_told = |entry: &Entry| audience == Audience::Partner || entry.figure.origin == Origin::Published;
    Ok(entries?.into_iter().filter(is_told).collect())
}
