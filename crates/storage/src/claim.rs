//! Reading the claims of evidence statements and narratives, with the figures that they are checked against.
//!
//! *Then* is by the numbers of writes: the figures that were approved when the claim was recorded.

use crate::{
    desk::Desk,
    error::Error,
    figure,
    sql::{NameOrNone, Row, Value},
    table::{ClaimKey, ClaimRow, FigureRow, STATEMENT, Versioned, WAS_THERE, columns_of, in_order},
};
use chrono::NaiveDate;
use domain::{
    access::Audience,
    claim::{Against, Claim},
    figure::Approval,
    narrative::{About, Stage},
    outline::Outline,
    period::Period,
    slug::Slug,
};
use std::sync::Arc;

pub use crate::carried::{Carried, Carrier, Claims};

/// The claims of a plan's evidence statements and of the narratives that its pages show, as the desk's visitor may see them:
/// one query, or none where they are at hand. The public is given none of narratives; of a statement's claim about an
/// indicator whose figures partners record, only that it is there.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn of_plan(desk: &Desk, outline: &Outline) -> Result<Arc<Claims>, Error> {
    let key = (desk.kept_by(), outline.plan.slug.clone(), desk.visitor().audience(), desk.look());
    if let Some(kept) = desk.at_hand().claims.get(&key) {
        return Ok(kept);
    }
    let claims = Arc::new(read(desk, outline).await?);
    desk.at_hand().claims.keep(key, Arc::clone(&claims));
    Ok(claims)
}

async fn read(desk: &Desk, outline: &Outline) -> Result<Claims, Error> {
    let mut claims = Claims::default();
    let mut now = Vec::new();
    for Read { number, row, versions } in with_figures(desk, &outline.plan.slug).await? {
        let by = carrier(row.key())?;
        let seen = match desk.visitor().audience() {
            Audience::Public if row.about != STATEMENT => continue,
            Audience::Public => {
                let origin = outline.indicator(&row.indicator).map(|indicator| indicator.origin);
                row.for_public(origin)
            }
            Audience::Partner => Some(row),
        };
        let claim = seen.map(ClaimRow::claim).transpose()?;
        let mut then = Vec::new();
        if let Some(claim) = &claim {
            let stood = versions.iter().filter(|version| version.stood_at(number) && version.is_of(claim));
            then = figure::seen(desk, stood.map(|version| version.row.clone()).collect())?;
            now.extend(versions.into_iter().filter(|version| version.stood_at(desk.number())));
        }
        claims.all.push(Carried { by, claim, then });
    }
    claims.now = figure::seen(desk, now.into_iter().map(|version| version.row).collect())?;
    Ok(claims)
}

/// A claim as it is read.
struct Read {
    /// The number of the write that recorded it.
    number: i64,
    row: ClaimRow,
    /// The figures that it is about: those current at the desk's moment, and those that were at any since it was recorded.
    versions: Vec<Version>,
}

/// A version of a figure, from when to when it was current.
struct Version {
    row: FigureRow,
    from: i64,
    until: Option<i64>,
}

/// The claims of a plan, and of the narratives of indicators, with their figures. One query.
async fn with_figures(desk: &Desk, plan: &Slug) -> Result<Vec<Read>, Error> {
    let sql = format!(
        "SELECT t.recorded_in, {}, f.recorded_in, f.superseded_in, {} FROM claim t \
         LEFT JOIN figure f ON f.indicator = t.indicator AND f.period_kind = t.period_kind \
         AND (f.area = t.area OR f.area = t.against) AND (f.breakdown = 'Total' OR f.breakdown = t.against) \
         AND f.recorded_in <= $1 AND (f.superseded_in IS NULL OR f.superseded_in > t.recorded_in) \
         WHERE {WAS_THERE} AND t.plan IN ($2, $3){}",
        columns_of::<ClaimRow>("t"),
        columns_of::<FigureRow>("f"),
        in_order::<ClaimRow>()
    );
    let values: [&dyn Value; 3] = [&desk.number(), &NameOrNone::from(plan), &NameOrNone(None)];
    let mut all: Vec<Read> = Vec::new();
    for row in &desk.db().rows(sql, &values).await? {
        let claim = ClaimRow::read(row, 1)?;
        if all.last().is_none_or(|last| last.row.key() != claim.key()) {
            all.push(Read { number: row.get(0)?, row: claim, versions: Vec::new() });
        }
        if let Some(last) = all.last_mut() {
            last.versions.extend(version(row, 1 + ClaimRow::COLUMNS.len())?);
        }
    }
    Ok(all)
}

/// The version of a figure whose columns begin at a place; `None` where the claim is about none.
fn version(row: &Row, at: usize) -> Result<Option<Version>, Error> {
    let Some(from) = row.whole(at)? else { return Ok(None) };
    Ok(Some(Version { from, until: row.whole(at + 1)?, row: FigureRow::read(row, at + 2)? }))
}

impl Version {
    /// Whether it was current after a write.
    fn stood_at(&self, number: i64) -> bool {
        self.from <= number && self.until.is_none_or(|until| until > number)
    }

    /// Whether it was approved, and is of one of the periods of a claim.
    fn is_of(&self, claim: &Claim) -> bool {
        let row = &self.row;
        let is_of_period = |period: &Period| (row.first, row.last) == (period.first(), period.last());
        let is_since = match claim.says.parts().1 {
            Against::Since(since) => is_of_period(&since),
            Against::Place(_) | Against::Group(_) | Against::Number(_) => false,
        };
        row.approval == Approval::Approved && (is_of_period(&claim.period) || is_since)
    }
}

const INDICATOR: &str = "indicator";
const PRIORITY: &str = "priority";

/// The key of a narrative's claim.
pub(crate) fn key_of_narrative(about: &About, quarter: NaiveDate, stage: Stage) -> ClaimKey {
    let (plan, about, slug) = match about {
        About::Indicator(indicator) => (NameOrNone(None), INDICATOR, indicator),
        About::Priority { plan, priority } => (plan.into(), PRIORITY, priority),
    };
    let (quarter, stage) = (quarter.to_string(), stage.to_string());
    ClaimKey { plan, about: about.to_owned(), slug: slug.clone(), quarter, stage }
}

/// What carries the claim of a key.
fn carrier(key: ClaimKey) -> Result<Carrier, Error> {
    let unreadable = |what: &dyn std::fmt::Debug| Error::unreadable("claim", what);
    let about = match (key.about.as_str(), key.plan.0) {
        (STATEMENT, _) => return Ok(Carrier::Statement(key.slug)),
        (INDICATOR, _) => About::Indicator(key.slug),
        (PRIORITY, Some(plan)) => About::Priority { plan, priority: key.slug },
        (other, _) => return Err(unreadable(&other)),
    };
    let quarter = key.quarter.parse::<NaiveDate>().map_err(|_| unreadable(&key.quarter))?;
    let stage = Stage::parse(&key.stage).ok_or_else(|| unreadable(&key.stage))?;
    Ok(Carrier::Narrative { about, quarter, stage })
}
