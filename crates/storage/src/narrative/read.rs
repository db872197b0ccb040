//! Reading narratives: never from the cache.

use super::NarrativeVersion;
use crate::{
    desk::Desk,
    error::Error,
    sql::NameOrNone,
    table::{Is, NarrativeRow, among, is},
    versions::with_writer,
};
use chrono::NaiveDate;
use domain::{
    access::Action,
    narrative::{About, Stage},
    organisation::answering,
    outline::Outline,
    period::Period,
    slug::Slug,
};

/// The current narratives of an indicator or a priority, the newest quarter first, and in a quarter the published one first.
/// The public is given none, and drafts are given only to those who may write them on the day `today`.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn of(
    desk: &Desk,
    outline: &Outline,
    about: &About,
    today: NaiveDate,
) -> Result<Vec<NarrativeVersion>, Error> {
    let entries = read(desk, &NarrativeRow::is_about(about)).await?;
    let may_see = may_write(desk, outline, about, today);
    Ok(entries.into_iter().filter(|entry| may_see || entry.narrative.stage == Stage::Published).collect())
}

/// Every published narrative of a plan's indicators and priorities, the newest quarter first. The public is given none. One query.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn published(desk: &Desk, plan: &Slug) -> Result<Vec<NarrativeVersion>, Error> {
    let of_plan = [NameOrNone(None), plan.into()];
    read(desk, &[is!(NarrativeRow, stage, &Stage::Published), among!(NarrativeRow, plan, &of_plan)]).await
}

/// What a writer would replace in a quarter: the draft, else what is published.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn newest(desk: &Desk, about: &About, quarter: &Period) -> Result<Option<NarrativeVersion>, Error> {
    Ok(read(desk, &NarrativeRow::is_of_quarter(about, quarter)).await?.pop())
}

/// Whether the desk's visitor may write about this, and so sees its drafts.
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

/// The narratives that meet some conditions; in a quarter the draft comes last.
async fn read(desk: &Desk, is: &[Is<NarrativeRow>]) -> Result<Vec<NarrativeVersion>, Error> {
    let rows = with_writer(desk, is).await?;
    rows.into_iter().map(|(row, by)| Ok(NarrativeVersion { narrative: row.narrative()?, by })).collect()
}
