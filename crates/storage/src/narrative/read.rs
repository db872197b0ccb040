//! Reading narratives: never from what is kept at hand.

use super::{Entry, key, subject};
use crate::{Desk, Error, cell::Cell, figure::By, outline::Taken, table, whose};
use chrono::NaiveDate;
use domain::{
    access::{Action, Audience},
    narrative::{About, Narrative, Parts, Stage},
    organisation::answering,
    outline::Outline,
    period::Period,
    returns::quarter_of,
    slug::Slug,
};

/// The narratives that stand of an indicator or a priority, the newest quarter first, and of a quarter the published one
/// first. The public is given none, and drafts are given to those alone who may write them on the day `today`.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn of(
    desk: &Desk,
    outline: &Outline,
    about: &About,
    today: NaiveDate,
) -> Result<Vec<Entry>, Error> {
    let condition = "AND f.plan = $2 AND f.about = $3 AND f.slug = $4";
    let entries = read(desk, about, condition, &subject(about)).await?;
    let may_see = may_write(desk, outline, about, today);
    Ok(entries.into_iter().filter(|entry| may_see || entry.narrative.stage == Stage::Published).collect())
}

/// Every published narrative of a plan's indicators and priorities, the newest quarter first. The public is given none. One query.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn published(desk: &Desk, plan: &Slug) -> Result<Vec<Entry>, Error> {
    if desk.visitor().audience() == Audience::Public {
        return Ok(Vec::new());
    }
    let condition = "AND f.stage = $2 AND f.plan IN ('', $3)";
    let values = [Stage::Published.as_str().into(), plan.as_str().into()];
    let order = "ORDER BY f.quarter DESC, f.about, f.slug";
    let rows = whose::read(desk, &table::NARRATIVE, condition, &values, order).await?;
    rows.into_iter()
        .map(|(mut row, by)| {
            let plan = row.text()?;
            let about = row.text()?;
            let slug = row.slug()?;
            let about = match (about.as_str(), Slug::new(&plan)) {
                ("indicator", _) => About::Indicator(slug),
                ("priority", Ok(plan)) => About::Priority { plan, priority: slug },
                _ => return Err(row.unreadable(about)),
            };
            rest(about, row, by)
        })
        .collect()
}

/// What a writer would replace in a quarter: the draft, else what is published.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn newest(desk: &Desk, about: &About, quarter: &Period) -> Result<Option<Entry>, Error> {
    let condition = "AND f.plan = $2 AND f.about = $3 AND f.slug = $4 AND f.quarter = $5";
    Ok(read(desk, about, condition, &key(about, quarter)).await?.pop())
}

/// Whether the desk's visitor may write of this, and so sees its drafts.
fn may_write(desk: &Desk, outline: &Outline, about: &About, today: NaiveDate) -> bool {
    match about {
        About::Priority { .. } => desk.visitor().may(Action::WritePriorityNarrative, None),
        About::Indicator(slug) => {
            let owner = outline.indicator(slug).map(|indicator| &indicator.owner);
            let heir = owner.and_then(|owner| answering(&outline.organisations, owner, today));
            desk.visitor().may(Action::WriteNarrative, heir.map(|heir| &heir.slug))
        }
    }
}

/// The narratives that a condition of this module holds for; of a quarter the draft comes last.
async fn read(desk: &Desk, about: &About, condition: &str, values: &[Cell]) -> Result<Vec<Entry>, Error> {
    if desk.visitor().audience() == Audience::Public {
        return Ok(Vec::new());
    }
    let order = "ORDER BY f.quarter DESC, f.stage DESC";
    let rows = whose::read(desk, &table::NARRATIVE, condition, values, order).await?;
    rows.into_iter().map(|(row, by)| entry(about, row, by)).collect()
}

fn entry(about: &About, mut row: Taken, by: By) -> Result<Entry, Error> {
    for _ in 0..3 {
        row.skip();
    }
    rest(about.clone(), row, by)
}

/// What a row says after what it is about.
fn rest(about: About, mut row: Taken, by: By) -> Result<Entry, Error> {
    let day = row.day()?;
    let quarter = quarter_of(day).ok_or_else(|| row.unreadable(day))?;
    let stage = row.read(Stage::parse)?;
    let texts = [row.text()?, row.text()?, row.text()?, row.text()?];
    let parts = Parts::from(texts);
    Ok(Entry { narrative: Narrative { about, quarter, stage, parts }, by })
}
