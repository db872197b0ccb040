//! What people say of single figures: that one is set apart, so that it makes no limits, or judged with the others after all.
//!
//! `judgement` takes such marks beside its own rule for a wild value. A mark is about a period of a series and not about one version
//! of its figure: a correction leaves it in force until somebody takes it back.

use crate::{
    access::PersonId,
    by::By,
    day, entry,
    figure::{Approval, Figure, NoReason, Origin},
    indicator::Indicator,
    judgement::Mark,
    period::Period,
    series::Series,
};
use chrono::NaiveDate;

/// A person's mark on a figure, as it is recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PointMark {
    /// The series of the figure.
    pub series: Series,
    /// Its period.
    pub period: Period,
    /// Whether it is set apart.
    pub mark: Mark,
    /// Why.
    pub reason: String,
    /// The origin of the figure that was marked: the public is told nothing of a mark on what partners recorded.
    pub origin: Origin,
}

/// What somebody wants to say of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish<'a> {
    /// The series of the figure.
    pub series: &'a Series,
    /// Its period.
    pub period: &'a Period,
    /// Whether it is to be set apart.
    pub mark: Mark,
    /// Why.
    pub reason: &'a str,
}

/// Why a figure is not marked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The reason is missing, or cannot be kept.
    #[error("{}", .0.sentence())]
    NoReason(NoReason),
    /// Nothing was ever approved for the period, or it was withdrawn.
    #[error("there is no approved figure for this period: only an approved figure is judged")]
    NoFigure,
    /// The period has an absence.
    #[error("this period has no value, so there is nothing to set apart or to judge")]
    Absent,
    /// The indicator is not measured any more.
    #[error("this indicator was retired on {}: how its figures are judged does not change any more", day::day(*.0))]
    Retired(NaiveDate),
    /// The plan does not have the indicator.
    #[error("this indicator has no place in the plan: only figures of the plan are judged")]
    NotInPlan,
    /// It is so already.
    #[error("{}", already(*.0))]
    Already(Mark),
}

fn already(mark: Mark) -> &'static str {
    match mark {
        Mark::Apart => "this figure is set apart already",
        Mark::Kept => "this figure is judged with the others already",
    }
}

/// Checks that a figure can be marked on a day: the plan has its indicator, which is not retired, and it is an approved value.
/// `figure` is the approved one of its period.
///
/// # Errors
/// The first reason why not.
pub fn can_be_marked(
    indicator: &Indicator,
    figure: Option<&Figure>,
    today: NaiveDate,
) -> Result<Origin, Refusal> {
    if indicator.placements.is_empty() {
        return Err(Refusal::NotInPlan);
    }
    if let Some(retired) = indicator.retired.filter(|retired| *retired < today) {
        return Err(Refusal::Retired(retired));
    }
    let approved = figure.filter(|figure| figure.approval == Approval::Approved);
    let figure = approved.ok_or(Refusal::NoFigure)?;
    figure.reading.value().map(|_| figure.origin).ok_or(Refusal::Absent)
}

/// What is to be recorded of a wish: `figure` is the approved one of its period, `stands` the mark in force.
///
/// # Errors
/// When the figure cannot be marked, is marked so already, or no reason that can be kept is given.
pub fn judged(
    indicator: &Indicator,
    wish: Wish<'_>,
    (figure, stands): (Option<&Figure>, Option<Mark>),
    today: NaiveDate,
) -> Result<PointMark, Refusal> {
    let origin = can_be_marked(indicator, figure, today)?;
    if stands == Some(wish.mark) {
        return Err(Refusal::Already(wish.mark));
    }
    let reason = checked(wish.reason).map_err(Refusal::NoReason)?;
    let Wish { series, period, mark, .. } = wish;
    Ok(PointMark { series: series.clone(), period: *period, mark, reason, origin })
}

/// The reason, if it can be kept.
fn checked(reason: &str) -> Result<String, NoReason> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(NoReason::Missing);
    }
    entry::unfit(reason).map_or_else(|| Ok(reason.to_owned()), |sentence| Err(NoReason::Unfit(sentence)))
}

/// Whether the mark in force is what the same person sent before: the same form sent twice is one mark.
#[must_use]
pub fn is_sent_again(wish: Wish<'_>, own: Option<PersonId>, theirs: &PointMark, by: &By) -> bool {
    own.is_some()
        && by.person == own
        && (theirs.mark, theirs.reason.as_str()) == (wish.mark, wish.reason.trim())
}

/// The marks of one series, as a judgement takes them: by the first day of each period, in order of time.
#[must_use]
pub fn of_series(marks: &[PointMark], series: &Series) -> Vec<(NaiveDate, Mark)> {
    let own = marks.iter().filter(|mark| mark.series == *series);
    let mut days: Vec<_> = own.map(|mark| (mark.period.first(), mark.mark)).collect();
    days.sort_unstable_by_key(|(on, _)| *on);
    days
}

#[cfg(test)]
mod tests;
