//! Who recorded what of an indicator, when and why, and what it superseded.

use super::{figure, key};
use crate::{
    Desk, Error,
    cell::{Cell, cells},
    db::on,
    outline::Taken,
    table::{self, CELL},
};
use chrono::{DateTime, Utc};
use domain::{
    access::{Audience, PersonId},
    area::AreaCode,
    figure::{Figure, Origin},
    indicator::Indicator,
    period::Period,
    series::Series,
    slug::Slug,
};
use sqlx::{AssertSqlSafe, Row};

/// One figure as it was recorded once, whether it still stands or not.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What was recorded.
    pub figure: Figure,
    /// By whom, when and why.
    pub began: By,
    /// By whom, when and why it stopped standing, where it had by the desk's moment.
    pub ended: Option<By>,
    /// The file that brought it, where one was imported; the public is not told.
    pub brought: Option<Brought>,
}

/// An imported file that brought a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brought {
    /// The number of the import.
    pub import: i64,
    /// What the file was called.
    pub file: String,
    /// Its SHA-256, in hexadecimal digits.
    pub sha256: String,
}

/// Whose write it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    /// The number of the write.
    pub number: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// `operator` or `person`.
    pub sort: String,
    /// The person; nobody is named to the public.
    pub person: Option<PersonId>,
    /// Their name, for as long as it is known.
    pub name: Option<String>,
    /// In doing what.
    pub action: String,
    /// Why, where they said so.
    pub reason: Option<String>,
}

/// Whose write a row tells of, by the columns whose names begin so. A macro, since the rows of the two engines are of two types.
macro_rules! by {
    ($row:expr, $prefix:literal) => {
        $crate::figure::By {
            number: $row.try_get(concat!($prefix, "number"))?,
            at: $row.try_get(concat!($prefix, "at"))?,
            sort: $row.try_get(concat!($prefix, "visitor"))?,
            person: $row.try_get(concat!($prefix, "person"))?,
            name: $row.try_get(concat!($prefix, "name"))?,
            action: $row.try_get(concat!($prefix, "action"))?,
            reason: $row.try_get(concat!($prefix, "reason"))?,
        }
    };
}
pub(crate) use by;

/// Everything ever recorded of an indicator up to the desk's moment, the newest write first. Of what partners recorded
/// the public is not told: when and how often it was corrected would tell too. Nor is it told of drafts, or of names.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn history(desk: &Desk, indicator: &Indicator) -> Result<Vec<Entry>, Error> {
    read(desk, "ORDER BY f.recorded_in DESC, f.area, f.breakdown, f.first", &[indicator.slug.as_str().into()])
        .await
}

/// What a writer would replace for a series and a period: what is proposed, else what is approved; where nothing stands,
/// what was withdrawn last.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn newest(desk: &Desk, series: &Series, period: &Period) -> Result<Option<Entry>, Error> {
    let order = "ORDER BY CASE WHEN b.number IS NULL THEN 0 ELSE 1 END, CASE WHEN f.approval = 'approved' THEN 1 ELSE 0 END, \
                 COALESCE(b.number, 0) DESC, f.recorded_in DESC LIMIT 1";
    let standing = read(desk, order, &key(series, period)).await?.into_iter().next();
    if standing.as_ref().is_some_and(|entry| entry.ended.is_none()) {
        return Ok(standing);
    }
    // Nothing stands: of what ended, approved or not, the last.
    let entries =
        read(desk, "ORDER BY b.number DESC, f.recorded_in DESC LIMIT 1", &key(series, period)).await?;
    Ok(entries.into_iter().next())
}

/// What stands of some indicators in some areas at the desk's moment, each with whose write put it there, in series' and time's
/// order; of a cell with an approved figure and one proposed in its place first the proposed one.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn standing(desk: &Desk, indicators: &[&Slug], areas: &[&AreaCode]) -> Result<Vec<Entry>, Error> {
    if indicators.is_empty() || areas.is_empty() {
        return Ok(Vec::new());
    }
    let texts: Vec<&str> =
        indicators.iter().map(|slug| slug.as_str()).chain(areas.iter().map(|code| code.as_str())).collect();
    let place = |place: usize| format!("${}", place + 2);
    let of: Vec<_> = (0..indicators.len()).map(place).collect();
    let at: Vec<_> = (indicators.len()..texts.len()).map(place).collect();
    let condition = format!(
        "f.indicator IN ({}) AND f.area IN ({}) AND (f.superseded_in IS NULL OR f.superseded_in > $1)",
        of.join(", "),
        at.join(", ")
    );
    let values: Vec<Cell> = texts.into_iter().map(Cell::from).collect();
    let mut entries = read_where(desk, &condition, "", &values).await?;
    entries.sort_by(|a, b| {
        let order = |entry: &Entry| (entry.figure.period, entry.figure.approval);
        a.figure.series.cmp(&b.figure.series).then_with(|| order(a).cmp(&order(b)))
    });
    Ok(entries)
}

/// What was recorded, superseded or withdrawn of some indicators after the write `number`, up to the desk's moment, the first write
/// first. A query for each few hundred.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn changed_since(desk: &Desk, indicators: &[&str], number: i64) -> Result<Vec<Entry>, Error> {
    let mut entries = Vec::new();
    for some in indicators.chunks(super::AT_ONCE) {
        let condition = format!(
            "(f.recorded_in > {number} OR f.superseded_in > {number}) AND f.indicator IN ({})",
            table::places(2, some.len())
        );
        let values: Vec<Cell> = some.iter().map(|slug| Cell::from(*slug)).collect();
        entries.extend(read_where(desk, &condition, "ORDER BY f.recorded_in", &values).await?);
    }
    Ok(entries)
}

/// The entries whose first columns are these. `order` is a constant of this module.
async fn read(desk: &Desk, order: &'static str, first: &[Cell]) -> Result<Vec<Entry>, Error> {
    let keys: Vec<_> = table::FIGURE.columns.iter().take(first.len().min(CELL)).enumerate().collect();
    let keys: Vec<_> = keys.iter().map(|(place, (name, _))| format!("f.{name} = ${}", place + 2)).collect();
    read_where(desk, &keys.join(" AND "), order, first).await
}

/// The entries that a condition of this module holds for.
async fn read_where(
    desk: &Desk,
    condition: &str,
    order: &'static str,
    first: &[Cell],
) -> Result<Vec<Entry>, Error> {
    let columns: Vec<_> = table::FIGURE.columns.iter().map(|(name, _)| format!("f.{name}")).collect();
    // The text is made of the constants of `table` and of this module alone.
    let sql = format!(
        "SELECT {}, a.number, a.at, a.visitor, a.person, p.name, a.action, a.reason, \
         b.number AS b_number, b.at AS b_at, b.visitor AS b_visitor, b.person AS b_person, q.name AS b_name, \
         b.action AS b_action, b.reason AS b_reason, i.number AS i_number, i.name AS i_name, i.sha256 AS i_sha256 \
         FROM figure f JOIN audit a ON a.number = f.recorded_in LEFT JOIN person p ON p.id = a.person \
         LEFT JOIN audit b ON b.number = f.superseded_in AND f.superseded_in <= $1 LEFT JOIN person q ON q.id = b.person \
         LEFT JOIN import i ON i.number = f.import \
         WHERE f.recorded_in <= $1 AND {condition} {order}",
        columns.join(", ")
    );
    let holds = table::FIGURE.holds();
    let audience = desk.visitor().audience();
    let entries: Result<Vec<Entry>, Error> = on!(desk.db(), pool => {
        let query = sqlx::query(AssertSqlSafe(sql)).bind(desk.number());
        let query = first.iter().fold(query, |query, cell| match cell {
            Cell::Day(day) => query.bind(*day),
            other => query.bind(other.told()),
        });
        let rows = query.fetch_all(pool).await?;
        rows.iter().map(|row| {
            let mut taken = Taken::new("figure", cells(row, &holds)?);
            let began = by!(row, "");
            let ended = match row.try_get::<Option<i64>, _>("b_number")? {
                None => None,
                Some(_) => Some(by!(row, "b_")),
            };
            let brought = match row.try_get::<Option<i64>, _>("i_number")? {
                None => None,
                Some(import) => {
                    Some(Brought { import, file: row.try_get("i_name")?, sha256: row.try_get("i_sha256")? })
                }
            };
            Ok(Entry { figure: figure(&mut taken)?, began, ended, brought })
        }).collect()
    });
    Ok(entries?.into_iter().filter_map(|entry| told(entry, audience)).collect())
}

/// The entry as an audience may see it, where it may.
fn told(entry: Entry, audience: Audience) -> Option<Entry> {
    let is_public = entry.figure.origin == Origin::Published
        && entry.figure.approval == domain::figure::Approval::Approved;
    match audience {
        Audience::Partner => Some(entry),
        Audience::Public if is_public => {
            let ended = entry.ended.map(By::unnamed);
            Some(Entry { began: entry.began.unnamed(), ended, brought: None, ..entry })
        }
        Audience::Public => None,
    }
}

impl By {
    fn unnamed(self) -> Self {
        Self { person: None, name: None, reason: None, ..self }
    }
}
