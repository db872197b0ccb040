//! Changing a part of a plan by hand: the rules of a plan file, asked of the plan as it would stand.

use super::{
    areas, check_indicators, definitions, evidence, focus_areas, frozen, indicator_rows, neighbour_sets,
    order, organisations, partners, placements, plan_row, priorities, strategies, used, years,
};
use crate::{
    Desk, Error,
    cell::Cell,
    outline,
    table::{self, Table},
    write::{self, Told, Write, told},
};
use chrono::{DateTime, Utc};
use domain::{
    access::Action,
    figure::{Impossible, Interval, Measured},
    indicator::Indicator,
    outline::Outline,
    plan_edit::{Edit, Item, Refusal, What},
    plan_file,
    slug::Slug,
};
use std::collections::BTreeMap;

/// What came of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edited {
    /// It stands.
    Saved,
    /// It stood already; nothing was written.
    Same,
    /// Somebody else changed it in between; nothing was changed.
    Stale,
    /// There is one of that name; nothing was changed.
    Taken,
    /// It cannot be: why, each with the field of a plan file that it is about, where it is about one.
    Refused(Vec<(Option<String>, String)>),
}

/// Changes a part of a plan, as long as it is what its writer saw.
///
/// # Errors
/// When the visitor may not, or the engine fails.
pub async fn edit(
    desk: &Desk,
    plan: &Slug,
    edit: &Edit,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Edited, Error> {
    let (part, key) = match &edit.what {
        What::Put(item) => (item.part(), item.key()),
        What::Remove(part, key) => (*part, key.clone()),
    };
    let subject = format!("{plan}, {part}, {key}");
    let mut write = write::begin(desk, Action::EditPlan, &subject, clock).await?;
    let Some(before) = outline::standing(&mut write, plan).await? else { return Ok(Edited::Stale) };
    let mut after = before.clone();
    match edit.apply(&mut after, write.today()) {
        Ok(()) if after == before => return Ok(Edited::Same),
        Ok(()) => {}
        Err(Refusal::Stale) => return Ok(Edited::Stale),
        Err(Refusal::Taken) => return Ok(Edited::Taken),
        Err(Refusal::Kept(reasons)) => {
            return Ok(Edited::Refused(reasons.into_iter().map(|reason| (None, reason)).collect()));
        }
    }
    // What was wrong before is not this change's doing.
    let known = plan_file::faults(&before);
    let mut faults = plan_file::faults(&after);
    faults.retain(|fault| !known.contains(fault));
    if let What::Put(Item::Indicator(indicator)) = &edit.what {
        match check_indicators(&mut write, std::slice::from_ref(indicator)).await {
            Err(error @ Error::OtherIndicator { .. }) => {
                faults.push((Some("measure".to_owned()), error.to_string()));
            }
            Err(error @ Error::OtherOrigin { .. }) => {
                faults.push((Some("origin".to_owned()), error.to_string()));
            }
            checked => checked?,
        }
        faults.extend(with_decimals(&mut write, &before, indicator).await?);
    }
    faults.extend(used::lost(&mut write, &before, &after).await?.into_iter().map(|reason| (None, reason)));
    if !faults.is_empty() {
        return Ok(Edited::Refused(faults));
    }
    let held = frozen::held(&mut write, plan).await?;
    let told = put(&mut write, Some(&before), &after).await?;
    match frozen::check(&mut write, plan, &held).await {
        Err(error @ Error::FrozenTolerance { .. }) => {
            return Ok(Edited::Refused(vec![(None, error.to_string())]));
        }
        checked => checked?,
    }
    let Some(told) = told else { return Ok(Edited::Refused(vec![(None, ELSEWHERE.to_owned())])) };
    write.commit(told).await?;
    Ok(Edited::Saved)
}

const ELSEWHERE: &str = "another plan says this, so it is changed there";

/// That figures would contradict themselves with more decimals: what is published is rounded, so a value may lie a little outside of
/// its interval, and with more decimals that little is less.
async fn with_decimals(
    write: &mut Write,
    before: &Outline,
    indicator: &Indicator,
) -> Result<Option<(Option<String>, String)>, Error> {
    let was = before.indicator(&indicator.slug).map_or(indicator.decimals, |was| was.decimals);
    if indicator.decimals <= was {
        return Ok(None);
    }
    let place = |column| table::FIGURE.place(column);
    let number = |row: &[Cell], column| match place(column).and_then(|place| row.get(place)) {
        Some(Cell::Real(number)) => *number,
        _ => None,
    };
    let rows = write.newest_of(&table::FIGURE, &[indicator.slug.as_str().into()]).await?;
    let is_outside = |row: &[Cell]| {
        let (value, lower, upper) = (number(row, "value"), number(row, "lower"), number(row, "upper"));
        let interval = lower.zip(upper).map(|(lower, upper)| Interval { lower, upper });
        let judged = Measured::new(indicator.measure, indicator.decimals, value, None, interval);
        value.is_some() && interval.is_some() && judged == Err(Impossible::OutsideInterval)
    };
    let outside = rows.iter().filter(|newest| is_outside(&newest.row)).count();
    let message = format!(
        "with {} decimals {outside} of its figures would lie outside of their own intervals: correct those first, or leave it at {was}",
        indicator.decimals
    );
    Ok((outside > 0).then(|| (Some("decimals".to_owned()), message)))
}

/// What is no plan's own. A plan that begins takes it as it stands: somebody may have changed it since its outline was read.
const SHARED: [&str; 3] = [table::ORGANISATION.name, table::AREA.name, table::INDICATOR.name];

/// Begins a plan that the record does not have yet, among the organisations, areas and indicators that it has.
///
/// # Errors
/// When the visitor may not, or the engine fails.
pub async fn begin(
    desk: &Desk,
    outline: &Outline,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Edited, Error> {
    let plan = &outline.plan.slug;
    let mut write = write::begin(desk, Action::EditPlan, plan.as_str(), clock).await?;
    if !write.newest_of(&table::PLAN, &[plan.as_str().into()]).await?.is_empty() {
        return Ok(Edited::Taken);
    }
    let faults = plan_file::faults(outline);
    if !faults.is_empty() {
        return Ok(Edited::Refused(faults));
    }
    let Some(told) = put(&mut write, None, outline).await? else { return Ok(Edited::Same) };
    write.commit(told).await?;
    Ok(Edited::Saved)
}

/// Makes an outline stand in the place of another: only what differs is written. Nothing where no row of this plan says it.
pub(crate) async fn put(
    write: &mut Write,
    before: Option<&Outline>,
    after: &Outline,
) -> Result<Option<Told>, Error> {
    let (mut was, mut became) = (Vec::new(), Vec::new());
    for (table, rows) in TABLES {
        let old = before.map(rows).unwrap_or_default();
        let mut new = rows(after);
        if before.is_none() && SHARED.contains(&table.name) {
            let standing = write.newest(table).await?;
            new.retain(|row| !standing.iter().any(|other| named(table, &other.row) == named(table, row)));
        }
        if old != new {
            put_table(write, table, &old, new, &mut was, &mut became).await?;
        }
    }
    if was.is_empty() && became.is_empty() {
        return Ok(None);
    }
    let said = |lines: Vec<String>| (!lines.is_empty()).then(|| lines.join("\n"));
    Ok(Some(Told { was: said(was), became: said(became), ..Told::default() }))
}

/// The rows of an outline in a table.
type Rows = fn(&Outline) -> Vec<Vec<Cell>>;

/// What an outline says in each of its tables, as far as it is changed here: targets, tolerances and change notes have forms of
/// their own (`crate::edit`).
const TABLES: [(&Table, Rows); 13] = [
    (&table::PLAN, |outline| vec![plan_row(outline, outline.plan.nature)]),
    (&table::PLAN_YEAR, years),
    (&table::FOCUS_AREA, focus_areas),
    (&table::PRIORITY, |outline| priorities(&outline.plan.slug, &outline.priorities)),
    (&table::STRATEGY, strategies),
    (&table::EVIDENCE, evidence),
    (&table::ORGANISATION, organisations),
    (&table::PARTNER, partners),
    (&table::AREA, areas),
    (&table::NEIGHBOUR_SET, neighbour_sets),
    (&table::INDICATOR, |outline| indicator_rows(&outline.indicators)),
    (&table::DEFINITION, |outline| definitions(&outline.plan.slug, &outline.indicators)),
    (&table::PLACEMENT, |outline| placements(&outline.plan.slug, &outline.indicators)),
];

async fn put_table(
    write: &mut Write,
    table: &Table,
    old: &[Vec<Cell>],
    new: Vec<Vec<Cell>>,
    was: &mut Vec<String>,
    became: &mut Vec<String>,
) -> Result<(), Error> {
    let mut standing = BTreeMap::new();
    for newest in write.newest(table).await? {
        standing.insert(named(table, &newest.row), newest.row);
    }
    let before: BTreeMap<_, _> = old.iter().map(|row| (named(table, row), words(table, row))).collect();
    let keys: Vec<_> = new.iter().map(|row| named(table, row)).collect();
    for row in old.iter().filter(|row| !keys.contains(&named(table, row))) {
        if let Some(row) = standing.get(&named(table, row)) {
            was.push(format!("{}: {}", table.name, told(table, row)));
            write.supersede(table, row).await?;
        }
    }
    let is_placed = table.place("position").is_some();
    for row in order::kept(write, table, new).await? {
        let key = named(table, &row);
        let stands = standing.get(&key);
        // Another plan's words are its own until somebody changes them here; a place among others may change with any of them.
        let is_said = before.get(&key) == Some(&words(table, &row));
        if stands == Some(&row) || is_said && !(is_placed && stands.is_some()) {
            continue;
        }
        if let Some(stands) = stands {
            if !is_said {
                was.push(format!("{}: {}", table.name, told(table, stands)));
            }
            write.supersede(table, stands).await?;
        }
        if !is_said {
            became.push(format!("{}: {}", table.name, told(table, &row)));
        }
        write.insert(table, &row).await?;
    }
    Ok(())
}

fn named(table: &Table, row: &[Cell]) -> String {
    format!("{:?}", row.get(..table.key))
}

/// What a row says, without its place among others.
fn words(table: &Table, row: &[Cell]) -> Vec<Cell> {
    let place = table.place("position");
    row.iter().enumerate().filter(|(at, _)| Some(*at) != place).map(|(_, cell)| cell.clone()).collect()
}
