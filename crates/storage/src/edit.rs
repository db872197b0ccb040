//! Changing what explains figures: targets, change notes and definitions, one row at a time.

use crate::{
    Desk, Error,
    cell::Cell,
    figure::target_rows,
    table::{self, Table},
    write::{self, Told, Write, told},
};
use chrono::{DateTime, Utc};
use domain::{
    access::Action,
    change_note::ChangeNote,
    indicator::{Definition, Indicator},
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
