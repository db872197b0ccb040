//! Changing the settings around figures: targets, tolerances, change notes and definitions, one row at a time.

use crate::{
    desk::Desk,
    error::Error,
    plan::frozen,
    table::{ChangeNoteRow, DefinitionRow, RatingRuleRow, TargetRow, Versioned},
    write::{self, AuditNote, Write},
};
use chrono::{DateTime, Utc};
use domain::{
    access::Action,
    change_note::ChangeNote,
    indicator::{Definition, Indicator},
    rating::RatingRule,
    slug::Slug,
    target::Target,
};

/// The outcome of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edited {
    /// It is saved.
    Saved,
    /// It was there already; nothing was written.
    Same,
    /// Somebody else changed it in between; nothing was changed.
    Stale,
}

/// Sets a target in place of `was`, the one that the visitor saw, if any.
///
/// # Errors
/// When the visitor may not, or the engine fails.
pub async fn set_target(
    desk: &Desk,
    plan: &Slug,
    target: &Target,
    was: Option<&Target>,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Edited, Error> {
    let subject = format!("{}, {}", target.series.indicator, target.period);
    let write = write::begin_of(desk, Action::SetTarget, &target.series.indicator, &subject, clock).await?;
    put(write, &TargetRow::of(plan, target), was.map(|was| TargetRow::of(plan, was))).await
}

/// Sets a tolerance from a plan year on, in place of the one that the visitor saw for exactly that year, if any.
///
/// # Errors
/// When the visitor may not, the plan year has begun or the plan has no such year, or the engine fails.
pub async fn set_tolerance(
    desk: &Desk,
    plan: &Slug,
    rule: &RatingRule,
    was: Option<&RatingRule>,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Edited, Error> {
    let write = begin_tolerance(desk, plan, rule, clock).await?;
    put(write, &RatingRuleRow::of(plan, rule), was.map(|was| RatingRuleRow::of(plan, was))).await
}

/// Withdraws the tolerance `was` that the visitor saw for a plan year; an earlier one then applies to it again.
///
/// # Errors
/// When the visitor may not, the plan year has begun or the plan has no such year, or the engine fails.
pub async fn withdraw_tolerance(
    desk: &Desk,
    plan: &Slug,
    was: &RatingRule,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Edited, Error> {
    let mut write = begin_tolerance(desk, plan, was, clock).await?;
    let row = RatingRuleRow::of(plan, was);
    match write.newest_of::<RatingRuleRow>(&row.key()).await? {
        None => return Ok(Edited::Same),
        Some(newest) if newest.row != row => return Ok(Edited::Stale),
        Some(_) => write.supersede::<RatingRuleRow>(&row.key()).await?,
    }
    write.commit(AuditNote { was: Some(row.audit_text()), ..AuditNote::default() }).await?;
    Ok(Edited::Saved)
}

/// Begins a write to the tolerance of a plan year that has not begun.
async fn begin_tolerance(
    desk: &Desk,
    plan: &Slug,
    rule: &RatingRule,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Write, Error> {
    let subject = format!("{}, {}", rule.indicator, rule.from);
    let mut write = write::begin_of(desk, Action::SetTolerance, &rule.indicator, &subject, clock).await?;
    // Checked only now: the year may have begun while somebody had the form open.
    frozen::check_year(&mut write, plan, rule).await?;
    Ok(write)
}

/// Adds a change note, or changes `was`, the one that the visitor saw.
///
/// # Errors
/// When the visitor may not, or the engine fails.
pub async fn note_change(
    desk: &Desk,
    plan: &Slug,
    note: &ChangeNote,
    was: Option<&ChangeNote>,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Edited, Error> {
    let subject = format!("{}, {}", note.indicator, note.on);
    let write = write::begin_of(desk, Action::NoteChange, &note.indicator, &subject, clock).await?;
    put(write, &ChangeNoteRow::of(plan, note), was.map(|was| ChangeNoteRow::of(plan, was))).await
}

/// Sets an indicator's definition from a day on, in place of `was`, the one that the visitor saw for that day.
///
/// # Errors
/// When the visitor may not, or the engine fails.
pub async fn define(
    desk: &Desk,
    plan: &Slug,
    indicator: &Indicator,
    definition: &Definition,
    was: Option<&Definition>,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Edited, Error> {
    let row = |definition: &Definition| DefinitionRow::of(plan, &indicator.slug, definition);
    let subject = format!("{}, {}", indicator.slug, definition.from);
    let write = write::begin_of(desk, Action::DefineIndicator, &indicator.slug, &subject, clock).await?;
    put(write, &row(definition), was.map(row)).await
}

/// Puts a row in place of the one that the visitor saw.
async fn put<T: Versioned>(mut write: Write, row: &T, was: Option<T>) -> Result<Edited, Error> {
    let key = row.key();
    let newest = write.newest_of::<T>(&key).await?.map(|newest| newest.row);
    if newest.as_ref() == Some(row) {
        return Ok(Edited::Same);
    }
    // A row that came from another plan's file, or was withdrawn since, cannot be overwritten here.
    if newest.is_some() && newest != was {
        return Ok(Edited::Stale);
    }
    if newest.is_some() {
        write.supersede::<T>(&key).await?;
    }
    write.insert(row).await?;
    let was = newest.as_ref().map(T::audit_text);
    write.commit(AuditNote { was, became: Some(row.audit_text()), ..AuditNote::default() }).await?;
    Ok(Edited::Saved)
}
