//! Changing what explains figures and rates them: targets, tolerances, change notes and definitions, one row at a time.

use crate::{
    Desk, Error,
    cell::Cell,
    figure::target_rows,
    plan::frozen,
    table::{self, Table},
    write::{self, Told, Write, told},
};
use chrono::{DateTime, Utc};
use domain::{
    access::Action,
    change_note::ChangeNote,
    indicator::{Definition, Indicator},
    rating::{RatingRule, Scale},
    slug::Slug,
    target::Target,
};

/// What came of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edited {
    /// It stands.
    Saved,
    /// It stood already; nothing was written.
    Same,
    /// Somebody else changed it in between; nothing was changed.
    Stale,
}

/// Sets a target in the place of `was`, which the visitor saw; of none where they saw none.
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
    let one = |target: &Target| target_rows(plan, std::slice::from_ref(target)).pop().unwrap_or_default();
    let subject = format!("{}, {}", target.series.indicator, target.period);
    let write = write::begin_of(desk, Action::SetTarget, &target.series.indicator, &subject, clock).await?;
    put(write, &table::TARGET, one(target), was.map(one)).await
}

/// Sets a tolerance from a plan year on, in the place of the one that the visitor saw for that very year; of none where they saw
/// none.
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
    put(write, &table::RATING_RULE, rule_row(plan, rule), was.map(|was| rule_row(plan, was))).await
}

/// Withdraws the tolerance `was` that the visitor saw for a plan year, so that what an earlier one says holds in it again.
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
    let table = &table::RATING_RULE;
    let row = rule_row(plan, was);
    let key = row.get(..table.key).unwrap_or_default();
    match write.newest_of(table, key).await?.pop() {
        None => return Ok(Edited::Same),
        Some(newest) if newest.row != row => return Ok(Edited::Stale),
        Some(_) => write.supersede(table, &row).await?,
    }
    write.commit(Told { was: Some(told(table, &row)), ..Told::default() }).await?;
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
    // Asked only now: the year may have begun while somebody had the form open.
    frozen::check_year(&mut write, plan, rule).await?;
    Ok(write)
}

/// Adds a change note, or changes `was`, which the visitor saw.
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
    put(write, &table::CHANGE_NOTE, note_row(plan, note), was.map(|was| note_row(plan, was))).await
}

/// Says what an indicator means from a day on, in the place of `was`, which the visitor saw for that day.
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
    let row = |definition: &Definition| definition_row(plan, &indicator.slug, definition);
    let subject = format!("{}, {}", indicator.slug, definition.from);
    let write = write::begin_of(desk, Action::DefineIndicator, &indicator.slug, &subject, clock).await?;
    put(write, &table::DEFINITION, row(definition), was.map(row)).await
}

/// Puts a row in the place of the one that the visitor saw.
async fn put(
    mut write: Write,
    table: &Table,
    row: Vec<Cell>,
    was: Option<Vec<Cell>>,
) -> Result<Edited, Error> {
    let key = row.get(..table.key).unwrap_or_default();
    let newest = write.newest_of(table, key).await?.pop().map(|newest| newest.row);
    if newest.as_ref() == Some(&row) {
        return Ok(Edited::Same);
    }
    // One that another plan's file gave, or that was withdrawn since, is not there to be overwritten.
    if newest.is_some() && newest != was {
        return Ok(Edited::Stale);
    }
    if newest.is_some() {
        write.supersede(table, &row).await?;
    }
    write.insert(table, &row).await?;
    let was = newest.map(|was| told(table, &was));
    write.commit(Told { was, became: Some(told(table, &row)), ..Told::default() }).await?;
    Ok(Edited::Saved)
}

/// A tolerance as a row.
pub(crate) fn rule_row(plan: &Slug, rule: &RatingRule) -> Vec<Cell> {
    let (scale, number) = rule.tolerance.on_scale();
    let on = |other: Scale| (scale == other).then_some(number);
    vec![
        plan.as_str().into(),
        rule.indicator.as_str().into(),
        rule.from.as_str().into(),
        on(Scale::Percent).into(),
        on(Scale::Absolute).into(),
    ]
}

/// A change note as a row.
pub(crate) fn note_row(plan: &Slug, note: &ChangeNote) -> Vec<Cell> {
    vec![
        plan.as_str().into(),
        note.slug.as_str().into(),
        note.indicator.as_str().into(),
        note.on.into(),
        note.kind.as_str().into(),
        note.effect.as_str().into(),
        note.text.as_str().into(),
        note.source.as_str().into(),
    ]
}

/// A definition as a row.
pub(crate) fn definition_row(plan: &Slug, indicator: &Slug, definition: &Definition) -> Vec<Cell> {
    vec![
        plan.as_str().into(),
        indicator.as_str().into(),
        definition.from.into(),
        definition.text.as_str().into(),
        definition.timing.as_str().into(),
    ]
}
