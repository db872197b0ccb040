//! Writing, publishing and withdrawing a narrative. A write carries the number of what its writer saw.

use super::{NarrativeVersion, newest};
use crate::{
    claim::key_of_narrative,
    desk::Desk,
    error::Error,
    table::{ClaimKey, ClaimRow, NarrativeRow, Versioned},
    write::{self, AuditNote, Newest, Write},
};
use chrono::{DateTime, Utc};
use domain::{
    access::Action,
    claim::Claim,
    narrative::{About, Narrative, Part, Stage},
    period::Period,
};

/// The outcome of a write.
#[derive(Clone, Debug, PartialEq)]
pub enum Written {
    /// It is saved.
    Saved,
    /// Its text is there already; nothing was written.
    Same,
    /// Somebody else wrote in between: theirs, if there is one. Nothing was changed.
    Stale(Option<Box<NarrativeVersion>>),
}

/// Records a narrative that claims nothing in place of the one from the write `replaces`, if any. A draft ends only an earlier
/// draft; publishing also ends the published one. Writing the same text again affirms it: it then counts as written after all
/// figures so far.
///
/// # Errors
/// When the visitor may not, or the engine fails.
pub async fn write(
    desk: &Desk,
    narrative: &Narrative,
    replaces: Option<i64>,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Written, Error> {
    write_claiming(desk, (narrative, None), replaces, clock).await
}

/// The same with what it claims of the figures, if anything. The claim comes and goes with its text: written again, it is about
/// the figures so far.
///
/// # Errors
/// When the visitor may not, or the engine fails.
pub async fn write_claiming(
    desk: &Desk,
    (narrative, claim): (&Narrative, Option<&Claim>),
    replaces: Option<i64>,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Written, Error> {
    let (about, quarter) = (&narrative.about, &narrative.quarter);
    let mut write = begin(desk, about, quarter, clock).await?;
    let stands = write.newest_where(&NarrativeRow::is_of_quarter(about, quarter)).await?;
    let seen = newest_in(&stands);
    let row = NarrativeRow::of(narrative);
    let claim = claim.map(|claim| ClaimRow::of(claim_key(about, quarter, narrative.stage), claim));
    if seen.map(|newest| newest.number) != replaces {
        let key = claim_key(about, quarter, narrative.stage);
        let claimed = write.newest_of::<ClaimRow>(&key).await?.map(|newest| newest.row);
        let is_there = seen.is_some_and(|newest| newest.row == row) && claimed == claim;
        drop(write);
        // The same form sent twice: its text is there already.
        return if is_there { Ok(Written::Same) } else { stale(desk, about, quarter).await };
    }
    let was = seen.map(|newest| told(&newest.row));
    for other in &stands {
        // A draft ends when it is replaced or published, and a published narrative when another is published.
        if narrative.stage == Stage::Published || other.row.stage == Stage::Draft {
            write.supersede::<NarrativeRow>(&other.row.key()).await?;
            write.supersede::<ClaimRow>(&claim_key(about, quarter, other.row.stage)).await?;
        }
    }
    write.insert(&row).await?;
    if let Some(claim) = &claim {
        write.insert(claim).await?;
    }
    write.commit(AuditNote { was, became: Some(told(&row)), ..AuditNote::default() }).await?;
    Ok(Written::Saved)
}

/// Withdraws what the write `replaces` recorded: the draft, after which only the published one is left, or else the published one.
///
/// # Errors
/// When the visitor may not, or the engine fails.
pub async fn withdraw(
    desk: &Desk,
    about: &About,
    quarter: &Period,
    replaces: i64,
    reason: &str,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Written, Error> {
    let mut write = begin(desk, about, quarter, clock).await?;
    let stands = write.newest_where(&NarrativeRow::is_of_quarter(about, quarter)).await?;
    let Some(newest) = newest_in(&stands).filter(|newest| newest.number == replaces) else {
        drop(write);
        return stale(desk, about, quarter).await;
    };
    write.supersede::<NarrativeRow>(&newest.row.key()).await?;
    write.supersede::<ClaimRow>(&claim_key(about, quarter, newest.row.stage)).await?;
    let was = Some(told(&newest.row));
    write.commit(AuditNote { reason: Some(reason.to_owned()), was, became: None }).await?;
    Ok(Written::Saved)
}

/// The key of the claim that a narrative carries.
fn claim_key(about: &About, quarter: &Period, stage: Stage) -> ClaimKey {
    key_of_narrative(about, quarter.first(), stage)
}

async fn begin(
    desk: &Desk,
    about: &About,
    quarter: &Period,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Write, Error> {
    match about {
        About::Indicator(indicator) => {
            let subject = format!("{indicator}, {quarter}");
            write::begin_of(desk, Action::WriteNarrative, indicator, &subject, clock).await
        }
        About::Priority { plan, priority } => {
            let subject = format!("{plan}, {priority}, {quarter}");
            write::begin(desk, Action::WritePriorityNarrative, &subject, clock).await
        }
    }
}

/// What a writer would replace: the draft, else the published one.
fn newest_in(stands: &[Newest<NarrativeRow>]) -> Option<&Newest<NarrativeRow>> {
    stands.iter().min_by_key(|newest| newest.row.stage)
}

/// What somebody else wrote in between, as of now.
async fn stale(desk: &Desk, about: &About, quarter: &Period) -> Result<Written, Error> {
    Ok(Written::Stale(newest(&desk.now().await?, about, quarter).await?.map(Box::new)))
}

/// How many characters of each part the audit repeats; the record has the whole under the write's number.
const TOLD: usize = 300;

/// The audit's text on a narrative. Only those who may write a draft see it, so for a draft it gives only the length.
fn told(row: &NarrativeRow) -> String {
    let mut said = vec![format!("stage: {}", row.stage)];
    if row.stage != Stage::Published {
        let characters: usize = Part::ALL.iter().map(|part| row.part(*part).chars().count()).sum();
        said.push(format!("{characters} characters"));
        return said.join("; ");
    }
    for part in Part::ALL {
        let text = row.part(*part);
        let short: String = text.chars().take(TOLD).collect();
        let rest = if short.len() < text.len() { "…" } else { "" };
        said.extend((!text.is_empty()).then(|| format!("{part}: {short}{rest}")));
    }
    said.join("; ")
}
