//! Changing a part of a plan by hand: the rules of a plan file, applied to the plan as it would be.

use super::{Known, check_indicators, frozen, known, order, used};
use crate::{
    desk::Desk,
    error::Error,
    outline,
    table::{
        AreaRow, ClaimRow, DefinitionRow, EvidenceRow, FigureRow, FocusAreaRow, IndicatorRow, Loaded,
        NeighbourSetRow, OrganisationRow, PartnerRow, PlacementRow, PlanRow, PlanYearRow, PriorityRow,
        StrategyRow, is,
    },
    write::{self, AuditNote, Write},
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
use std::collections::HashMap;

/// The outcome of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edited {
    /// It is saved.
    Saved,
    /// It was there already; nothing was written.
    Same,
    /// Somebody else changed it in between; nothing was changed.
    Stale,
    /// The name is taken; nothing was changed.
    Taken,
    /// It is refused: why, each with the field of a plan file that it concerns, if any.
    Refused(Vec<(Option<String>, String)>),
}

/// Changes a part of a plan, if it is still as its writer saw it.
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
    // Faults from before are not due to this change.
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

const ELSEWHERE: &str = "this comes from another plan: change it there";

/// Why figures would contradict themselves with more decimals: published values are rounded, so a value may lie a little
/// outside its interval, and with more decimals the tolerance for that is smaller.
async fn with_decimals(
    write: &mut Write,
    before: &Outline,
    indicator: &Indicator,
) -> Result<Option<(Option<String>, String)>, Error> {
    let was = before.indicator(&indicator.slug).map_or(indicator.decimals, |was| was.decimals);
    if indicator.decimals <= was {
        return Ok(None);
    }
    let figures = write.newest_where(&[is!(FigureRow, indicator, &indicator.slug)]).await?;
    let is_outside = |row: &FigureRow| {
        let interval = row.lower.zip(row.upper).map(|(lower, upper)| Interval { lower, upper });
        let judged = Measured::new(indicator.measure, indicator.decimals, row.value, None, interval);
        row.value.is_some() && interval.is_some() && judged == Err(Impossible::OutsideInterval)
    };
    let outside = figures.iter().filter(|newest| is_outside(&newest.row)).count();
    let message = format!(
        "with {} decimal places, {outside} of its figures would be outside their \
            intervals: correct those first, or keep {was}",
        indicator.decimals
    );
    Ok((outside > 0).then(|| (Some("decimals".to_owned()), message)))
}

/// Begins a new plan, using the organisations, areas and indicators of the record.
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
    if known(&mut write, plan).await? == Known::Already {
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

/// Replaces an outline by another, writing only what differs. `None` where no row of this plan changes. Targets, tolerances
/// and change notes have forms of their own (`crate::edit`).
pub(crate) async fn put(
    write: &mut Write,
    before: Option<&Outline>,
    after: &Outline,
) -> Result<Option<AuditNote>, Error> {
    let plan = &after.plan.slug;
    let mut changes = Changes { before, after, was: Vec::new(), became: Vec::new() };
    changes.put(write, |outline| vec![PlanRow::of(&outline.plan, outline.plan.nature)]).await?;
    changes.put(write, PlanYearRow::all).await?;
    changes.put(write, FocusAreaRow::all).await?;
    changes.put(write, |outline| PriorityRow::all(plan, &outline.priorities)).await?;
    changes.put(write, StrategyRow::all).await?;
    changes.put(write, EvidenceRow::all).await?;
    changes.put(write, ClaimRow::all).await?;
    changes.put_shared(write, OrganisationRow::all).await?;
    changes.put(write, PartnerRow::all).await?;
    changes.put_shared(write, AreaRow::all).await?;
    changes.put(write, NeighbourSetRow::all).await?;
    changes.put_shared(write, |outline| IndicatorRow::all(&outline.indicators)).await?;
    changes.put(write, |outline| DefinitionRow::all(plan, &outline.indicators)).await?;
    changes.put(write, |outline| PlacementRow::all(plan, &outline.indicators)).await?;
    let Changes { was, became, .. } = changes;
    if was.is_empty() && became.is_empty() {
        return Ok(None);
    }
    let said = |lines: Vec<String>| (!lines.is_empty()).then(|| lines.join("\n"));
    Ok(Some(AuditNote { was: said(was), became: said(became), ..AuditNote::default() }))
}

/// An outline that replaces another, or begins, and the audit's text so far.
struct Changes<'o> {
    before: Option<&'o Outline>,
    after: &'o Outline,
    was: Vec<String>,
    became: Vec<String>,
}

impl Changes<'_> {
    /// Writes a table's rows of an outline.
    async fn put<T: Loaded>(
        &mut self,
        write: &mut Write,
        rows: impl Fn(&Outline) -> Vec<T>,
    ) -> Result<(), Error> {
        let old = self.before.map(&rows).unwrap_or_default();
        let new = rows(self.after);
        if old == new { Ok(()) } else { self.put_rows(write, &old, new).await }
    }

    /// The same for tables shared by plans. A new plan leaves existing rows as they are: somebody may have changed them since
    /// its outline was read.
    async fn put_shared<T: Loaded>(
        &mut self,
        write: &mut Write,
        rows: impl Fn(&Outline) -> Vec<T>,
    ) -> Result<(), Error> {
        if self.before.is_some() {
            return self.put(write, rows).await;
        }
        let known: Vec<_> = write.newest::<T>().await?.iter().map(|newest| newest.row.key()).collect();
        let mut new = rows(self.after);
        new.retain(|row| !known.contains(&row.key()));
        if new.is_empty() { Ok(()) } else { self.put_rows(write, &[], new).await }
    }

    async fn put_rows<T: Loaded>(&mut self, write: &mut Write, old: &[T], new: Vec<T>) -> Result<(), Error> {
        let standing: HashMap<T::Key, T> =
            write.newest::<T>().await?.into_iter().map(|newest| (newest.row.key(), newest.row)).collect();
        let before: HashMap<T::Key, &T> = old.iter().map(|row| (row.key(), row)).collect();
        let keys: Vec<_> = new.iter().map(T::key).collect();
        let gone = old.iter().map(T::key).filter(|key| !keys.contains(key));
        for row in gone.filter_map(|key| standing.get(&key)) {
            self.was.push(format!("{}: {}", T::TABLE, row.audit_text()));
            write.supersede::<T>(&row.key()).await?;
        }
        for row in order::kept(write, new).await? {
            let key = row.key();
            let stands = standing.get(&key);
            // Another plan's text stays its own until somebody changes it here; a position may change together with any of them.
            let is_said = before.get(&key).is_some_and(|before| says_the_same(*before, &row));
            if stands == Some(&row) || is_said && !(row.position().is_some() && stands.is_some()) {
                continue;
            }
            if let Some(stands) = stands {
                if !is_said {
                    self.was.push(format!("{}: {}", T::TABLE, stands.audit_text()));
                }
                write.supersede::<T>(&key).await?;
            }
            if !is_said {
                self.became.push(format!("{}: {}", T::TABLE, row.audit_text()));
            }
            write.insert(&row).await?;
        }
        Ok(())
    }
}

/// Whether two rows are the same except for their positions.
fn says_the_same<T: Loaded>(before: &T, after: &T) -> bool {
    match after.position() {
        Some(position) => before.clone().at(position) == *after,
        None => before == after,
    }
}
