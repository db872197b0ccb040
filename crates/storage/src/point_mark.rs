//! What people say of single figures: setting one apart, or judging it with the others again.

use crate::{
    desk::{AsAt, Desk},
    error::Error,
    figure::in_cell,
    table::{PointMarkRow, Versioned, is},
    versions::ever_with_writer,
    write::{self, AuditNote},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    access::{Action, Audience},
    by::By,
    indicator::Indicator,
    point_mark::{PointMark, Refusal, Wish, is_sent_again, judged},
};

/// A mark, and who made it.
#[derive(Clone, Debug, PartialEq)]
pub struct Marked {
    /// The mark.
    pub mark: PointMark,
    /// By whom and when.
    pub by: By,
}

/// The outcome of marking a figure.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It is saved, or was sent twice.
    Saved,
    /// The figure cannot be marked so. Nothing was changed.
    Refused(Refusal),
    /// Somebody else marked it in between: their mark. Nothing was changed.
    Stale(Option<Box<Marked>>),
}

/// Every mark on a figure of an indicator that was ever made up to the desk's moment, the newest first: of a cell the first is in
/// force. The public is given those on published figures only, and nobody's name.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn history(desk: &Desk, indicator: &Indicator) -> Result<Vec<Marked>, Error> {
    let audience = desk.visitor().audience();
    let rows = ever_with_writer(desk, &[is!(PointMarkRow, indicator, &indicator.slug)]).await?;
    let seen = |(row, by): (PointMarkRow, By)| match audience {
        Audience::Partner => Some((row, by)),
        Audience::Public => Some((row.for_public(Some(indicator.origin))?, by.unnamed())),
    };
    let marks = rows.into_iter().filter_map(seen);
    let marks = marks.map(|(row, by)| Ok(Marked { mark: row.point_mark()?, by }));
    let mut marks = marks.collect::<Result<Vec<_>, Error>>()?;
    marks.sort_by_key(|marked| std::cmp::Reverse(marked.by.number));
    Ok(marks)
}

/// Marks a figure of an indicator, in place of the mark from the write `replaces`, if any. `today` is the day on which it is done.
///
/// # Errors
/// When the visitor may not, or the engine fails.
pub async fn put(
    desk: &Desk,
    indicator: &Indicator,
    (wish, replaces): (Wish<'_>, Option<i64>),
    today: NaiveDate,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Outcome, Error> {
    let Wish { series, period, .. } = wish;
    let subject = format!("{}, {}, {}, {period}", series.indicator, series.area, series.breakdown);
    let mut write = write::begin_of(desk, Action::SetApart, &series.indicator, &subject, clock).await?;
    let all = write.newest_where(&PointMarkRow::in_cell(series, period)).await?;
    let stands = all.iter().max_by_key(|newest| newest.number);
    if stands.map(|stands| stands.number) != replaces {
        drop(write);
        return stale(desk, indicator, wish).await;
    }
    let approved = in_cell(&mut write, series, period).await?.approved;
    let approved = approved.map(|newest| newest.row.figure()).transpose()?;
    let in_force = stands.map(|stands| stands.row.mark);
    let mark = match judged(indicator, wish, (approved.as_ref(), in_force), today) {
        Ok(mark) => mark,
        Err(refusal) => return Ok(Outcome::Refused(refusal)),
    };
    let row = PointMarkRow::of(&mark);
    // One on a figure of the other origin stays, so that nobody learns from its end that there is another.
    if all.iter().any(|newest| newest.row.key() == row.key()) {
        write.supersede::<PointMarkRow>(&row.key()).await?;
    }
    write.insert(&row).await?;
    let was = stands.map(|stands| stands.row.audit_text());
    write.commit(AuditNote { was, became: Some(row.audit_text()), ..AuditNote::default() }).await?;
    Ok(Outcome::Saved)
}

/// What somebody else said in between, as of now; or the same person, by sending a form twice.
async fn stale(desk: &Desk, indicator: &Indicator, wish: Wish<'_>) -> Result<Outcome, Error> {
    let now = desk.record().desk(desk.visitor().clone(), AsAt::Now).await?;
    let is_here = |marked: &Marked| marked.mark.series == *wish.series && marked.mark.period == *wish.period;
    let theirs = history(&now, indicator).await?.into_iter().find(is_here);
    let own = desk.visitor().person().map(|person| person.id);
    let is_own = |theirs: &Marked| is_sent_again(wish, own, &theirs.mark, &theirs.by);
    Ok(match theirs {
        Some(theirs) if is_own(&theirs) => Outcome::Saved,
        theirs => Outcome::Stale(theirs.map(Box::new)),
    })
}
