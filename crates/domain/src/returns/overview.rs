//! Every return at a glance: what is due from whom, and what is not in yet.

use super::{Asked, Draft, Recorded, Return, Seen, Standing, asked, due, quarter_of};
use crate::{
    figure::Approval,
    indicator::Indicator,
    organisation::Organisation,
    outline::Outline,
    period::{Kind, Period},
    plan::{self, PlanYear},
    series::{Series, of_group},
};
use chrono::NaiveDate;
use std::collections::HashMap;

/// The input in any return that is not approved yet.
type Typed = HashMap<(Series, Period), Draft>;

/// A return in the list of all.
#[derive(Clone, Debug, PartialEq)]
pub struct Line<'a> {
    /// Which return it is.
    pub of: Return,
    /// Its organisation.
    pub organisation: &'a Organisation,
    /// Its state on the day.
    pub seen: Seen,
    /// The last day on which it is not late.
    pub due: NaiveDate,
    /// How many of its rows have input or a figure.
    pub filled: usize,
    /// How many rows it asks for.
    pub asked: usize,
}

/// Figures that are not approved yet: an indicator's for a period, from whom and since when.
#[derive(Clone, Debug, PartialEq)]
pub struct Awaited<'a> {
    /// The return that asks for them.
    pub of: Return,
    /// What is measured.
    pub indicator: &'a Indicator,
    /// Their period.
    pub period: Period,
    /// How many rows of the return they are.
    pub rows: usize,
    /// What they wait for.
    pub wait: Wait,
}

/// What a due figure waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// To be handed in.
    Report,
    /// To be agreed to by an approver.
    Approval,
}

/// The completeness of reporting for a plan year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Completeness<'a> {
    /// How many figures are due.
    pub due: usize,
    /// How many of them are in and approved.
    pub approved: usize,
    /// The others.
    pub awaited: Vec<Awaited<'a>>,
}

/// The quarters from the first that returns are asked for to that of a day.
fn quarters(start: &Period, today: NaiveDate) -> Vec<Period> {
    let until = quarter_of(today).map_or(today, |quarter| quarter.last());
    Period::between(Kind::FinancialQuarter, start.first(), until)
}

/// Every return from the first quarter to that of a day: those that need action first, then the latest quarter first.
/// `states` are those of the returns that have any.
#[must_use]
pub fn lines<'a>(
    outline: &'a Outline,
    (recorded, drafts): (&Recorded, &Typed),
    states: &[(Return, Standing)],
    (start, today): (&Period, NaiveDate),
) -> Vec<Line<'a>> {
    let typed: Vec<_> = drafts.keys().cloned().collect();
    let mut lines = Vec::new();
    for quarter in quarters(start, today).into_iter().rev() {
        for organisation in &outline.organisations {
            let of = Return { organisation: organisation.slug.clone(), quarter };
            let rows = asked(outline, &recorded.figures, &typed, &of);
            let Some(due) = due(rows.iter()) else { continue };
            let standing = states.iter().find(|(other, _)| *other == of);
            let standing = standing.map_or(&Standing::UNTOUCHED, |(_, standing)| standing);
            let seen = recorded.seen_on(standing, rows.iter(), today);
            let filled = rows.iter().filter(|row| is_filled(recorded, drafts, row)).count();
            lines.push(Line { organisation, seen, due, filled, asked: rows.len(), of });
        }
    }
    lines.sort_by_key(|line| match line.seen {
        Seen::Late | Seen::SentBack | Seen::Open => 0,
        Seen::Submitted | Seen::Nil => 1,
        Seen::NotDue | Seen::Approved => 2,
    });
    lines
}

/// Whether a row has input or a figure.
fn is_filled(recorded: &Recorded, drafts: &Typed, row: &Asked<'_>) -> bool {
    let Series { indicator, area, breakdown } = &row.series;
    let figures = of_group(&recorded.figures, indicator, area, breakdown);
    drafts.get(&(row.series.clone(), row.period)).is_some_and(|draft| !draft.typed.is_blank())
        || figures.iter().any(|figure| figure.period == row.period)
}

/// Whether the figures due for a plan year are in and approved, and which are awaited from whom.
#[must_use]
pub fn completeness<'a>(
    outline: &'a Outline,
    (recorded, drafts): (&Recorded, &Typed),
    year: &PlanYear,
    (start, today): (&Period, NaiveDate),
) -> Completeness<'a> {
    let typed: Vec<_> = drafts.keys().cloned().collect();
    let mut all = Completeness::default();
    for quarter in quarters(start, today) {
        for organisation in &outline.organisations {
            let of = Return { organisation: organisation.slug.clone(), quarter };
            for row in asked(outline, &recorded.figures, &typed, &of) {
                let is_of_year = plan::standing(&outline.years, &row.period) == plan::Standing::In(year);
                if !is_of_year || row.due > today {
                    continue;
                }
                all.due += 1;
                match recorded.mark(&row.series, &row.period).map(|mark| mark.approval) {
                    Some(Approval::Approved) => all.approved += 1,
                    Some(Approval::Submitted) => all.await_row(&of, &row, Wait::Approval),
                    Some(Approval::Draft) | None => all.await_row(&of, &row, Wait::Report),
                }
            }
        }
    }
    all
}

impl<'a> Completeness<'a> {
    /// Counts a row among those awaited: together with the one before it if the two wait for the same.
    fn await_row(&mut self, of: &Return, row: &Asked<'a>, wait: Wait) {
        let is_same = |last: &Awaited<'_>| {
            last.indicator.slug == row.indicator.slug && last.period == row.period && last.wait == wait
        };
        match self.awaited.last_mut() {
            Some(last) if is_same(last) => last.rows += 1,
            _ => {
                let (indicator, period) = (row.indicator, row.period);
                self.awaited.push(Awaited { of: of.clone(), indicator, period, rows: 1, wait });
            }
        }
    }
}
