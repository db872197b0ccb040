//! What a return asks for: which series and periods, and the sums of their parts.

use super::{Return, due_on};
use crate::{
    area::{AreaCode, Level},
    figure::{Figure, Reading},
    indicator::{Indicator, Measure},
    organisation::answering,
    outline::Outline,
    period::Period,
    series::{Breakdown, Series},
};
use chrono::{Days, NaiveDate};

/// One row of a return: a figure that is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked<'a> {
    /// What is measured.
    pub indicator: &'a Indicator,
    /// The area and group.
    pub series: Series,
    /// The period.
    pub period: Period,
    /// The day that it is due.
    pub due: NaiveDate,
    /// Why it is asked for.
    pub because: Asking,
}

/// Why a return asks for a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    /// For everyone in the plan's area it always does.
    Always,
    /// There was a figure in one of the last few periods, or there is one in this.
    Known,
    /// Somebody filling in the return added it: there was no figure there before.
    Added,
}

/// For how many periods after its last figure a series is still asked for.
const PERIODS_BACK: usize = 4;

/// The rows that a return asks for, in the plan's order of indicators; for each the plan's area first, then its districts,
/// everyone before groups. A group or district is asked for if it had a figure in one of the last four periods, or if
/// something was `typed` for it, which is how somebody adds it; everyone always.
///
/// `figures` are of the plan's area and its districts, sorted as [`crate::series::sort`] sorts them.
#[must_use]
pub fn asked<'a>(
    outline: &'a Outline,
    figures: &[Figure],
    typed: &[(Series, Period)],
    of: &Return,
) -> Vec<Asked<'a>> {
    let plan_end = outline.years.last().map(|year| year.last);
    let mut rows = Vec::new();
    // Indicators that a file brought and nobody placed yet are not asked for.
    for indicator in outline.indicators.iter().filter(|indicator| !indicator.placements.is_empty()) {
        let own = of_indicator(figures, indicator);
        for period in periods(indicator, own, of, plan_end) {
            let due = due_on(indicator, &period);
            let answers = answering(&outline.organisations, &indicator.owner, due);
            if answers.map(|organisation| &organisation.slug) != Some(&of.organisation) {
                continue;
            }
            let all = series(outline, indicator, (own, typed), &period);
            rows.extend(all.into_iter().map(|(series, because)| Asked {
                indicator,
                series,
                period,
                due,
                because,
            }));
        }
    }
    rows
}

fn of_indicator<'a>(figures: &'a [Figure], indicator: &Indicator) -> &'a [Figure] {
    let from = figures.partition_point(|figure| figure.series.indicator < indicator.slug);
    let to = figures.partition_point(|figure| figure.series.indicator <= indicator.slug);
    figures.get(from..to).unwrap_or_default()
}

/// The periods of an indicator whose figures fall due in the quarter.
///
/// Periods that begin after the plan has ended are for the next plan.
fn periods(indicator: &Indicator, own: &[Figure], of: &Return, plan_end: Option<NaiveDate>) -> Vec<Period> {
    let lag = Days::new(u64::from(indicator.lag));
    let ends = of.quarter.first().checked_sub_days(lag).zip(of.quarter.last().checked_sub_days(lag));
    let Some((from, until)) = ends else { return Vec::new() };
    // No kind takes longer than the years of its figures.
    let years = own.first().map_or(1, |figure| figure.period.years().max(1));
    let start = from.checked_sub_days(Days::new(u64::from(years) * 366 + 1)).unwrap_or(from);
    let kind = indicator.frequency;
    let mut periods = if kind.is_pooled() {
        Period::pooled_between(kind, years, start, until)
    } else {
        Period::between(kind, start, until)
    };
    periods.retain(|period| period.last() >= from && is_measured(indicator, period, plan_end));
    periods
}

/// Whether an indicator is measured in a period that begins before the plan has ended.
fn is_measured(indicator: &Indicator, period: &Period, plan_end: Option<NaiveDate>) -> bool {
    let day = period.first();
    // Before its first definition there was nothing to count.
    let is_defined = indicator.definitions.first().is_none_or(|first| first.from <= period.last());
    let is_over = plan_end.is_some_and(|end| day > end) || indicator.retired.is_some_and(|end| day > end);
    is_defined && !is_over
}

/// Whether anybody is asked for the figure of a period: not before it is first measured, nor once the indicator is retired, the
/// plan has ended, or whoever answered for it has gone without a successor.
#[must_use]
pub fn is_asked(outline: &Outline, indicator: &Indicator, period: &Period) -> bool {
    let plan_end = outline.years.last().map(|year| year.last);
    is_measured(indicator, period, plan_end)
        && answering(&outline.organisations, &indicator.owner, due_on(indicator, period)).is_some()
}

/// The places that a return can ask for: the plan's own area, and its districts.
#[must_use]
pub fn places(outline: &Outline) -> Vec<&AreaCode> {
    let districts = outline.areas.iter().filter(|area| area.level == Level::District).map(|area| &area.code);
    std::iter::once(&outline.plan.area).chain(districts).collect()
}

/// The series that are asked for, in order, each once.
fn series(
    outline: &Outline,
    indicator: &Indicator,
    (own, typed): (&[Figure], &[(Series, Period)]),
    period: &Period,
) -> Vec<(Series, Asking)> {
    let since = earlier(period).last().map_or(period.first(), Period::first);
    let places = places(outline);
    let place = |area: &AreaCode| {
        let place = outline.areas.iter().position(|other| other.code == *area);
        (*area != outline.plan.area, place.unwrap_or(usize::MAX))
    };
    let known = own.iter().filter(|figure| {
        figure.period.kind() == period.kind()
            && (since..=period.first()).contains(&figure.period.first())
            && places.contains(&&figure.series.area)
    });
    let added = typed.iter().filter(|(series, when)| {
        when == period && series.indicator == indicator.slug && places.contains(&&series.area)
    });
    let everyone = Series {
        indicator: indicator.slug.clone(),
        area: outline.plan.area.clone(),
        breakdown: Breakdown::Total,
    };
    let mut all: Vec<(Series, Asking)> = std::iter::once((everyone, Asking::Always))
        .chain(known.map(|figure| (figure.series.clone(), Asking::Known)))
        .chain(added.map(|(series, _)| (series.clone(), Asking::Added)))
        .collect();
    // A stable order: for one series the first reason stays.
    all.sort_by(|(a, _), (b, _)| (place(&a.area), &a.breakdown).cmp(&(place(&b.area), &b.breakdown)));
    all.dedup_by(|(later, _), (first, _)| later == first);
    all
}

/// The last few periods before one, the newest first.
fn earlier(period: &Period) -> Vec<Period> {
    let long = u64::try_from(period.days()).unwrap_or(366).max(7);
    let reach = if period.kind().is_pooled() { 366 } else { long };
    let from = period.first().checked_sub_days(Days::new(reach * (PERIODS_BACK as u64 + 1) + 31));
    let Some((from, until)) = from.zip(period.last().pred_opt()) else { return Vec::new() };
    let kind = period.kind();
    let mut periods = if kind.is_pooled() {
        Period::pooled_between(kind, period.years(), from, until)
    } else {
        Period::between(kind, from, until)
    };
    periods.retain(|other| other.first() < period.first());
    periods.into_iter().rev().take(PERIODS_BACK).collect()
}

/// The four periods before one, the oldest first: shown beside a cell for comparison.
#[must_use]
pub fn previous(period: &Period) -> Vec<Period> {
    let mut periods = earlier(period);
    periods.reverse();
    periods
}

/// The sum of the parts of a whole beside the whole as given.
#[derive(Clone, Debug, PartialEq)]
pub struct Sum {
    /// What divides the whole: `districts`, or a dimension such as `sex`.
    pub by: String,
    /// The sum of its parts: values of a count, numerators of a percentage or rate.
    pub parts: f64,
    /// The whole as given, if it is.
    pub whole: Option<f64>,
}

/// The sums of the parts of each whole, where all parts that are asked for have a number. Only counted things add up: for
/// averages, money and indices there are none.
///
/// Each row is a series with its reading, all of one indicator and period. The index of the whole's row comes with each sum.
#[must_use]
pub fn sums(outline: &Outline, measure: Measure, rows: &[(&Series, Option<&Reading>)]) -> Vec<(usize, Sum)> {
    let counted = |reading: Option<&Reading>| match (measure, reading?) {
        (Measure::Count, Reading::Value(measured)) => Some(measured.value()),
        (Measure::Percentage | Measure::Rate { .. }, Reading::Value(measured)) => {
            measured.fraction().map(|fraction| fraction.numerator)
        }
        _ => None,
    };
    let mut sums = Vec::new();
    for (place, (whole, reading)) in rows.iter().enumerate() {
        if whole.breakdown != Breakdown::Total {
            continue;
        }
        let mut kinds: Vec<String> = Vec::new();
        for (part, _) in rows {
            if let Some(by) = parted_by(outline, whole, part)
                && !kinds.contains(&by)
            {
                kinds.push(by);
            }
        }
        for by in kinds {
            let parts = rows.iter().filter(|(part, _)| parted_by(outline, whole, part).as_ref() == Some(&by));
            // A part without a number is not taken as zero.
            let parts: Option<Vec<f64>> = parts.map(|(_, reading)| counted(*reading)).collect();
            if let Some(parts) = parts.filter(|parts| parts.len() > 1) {
                sums.push((place, Sum { by, parts: parts.iter().sum(), whole: counted(*reading) }));
            }
        }
    }
    sums
}

/// What divides a whole, if the other is a part of it.
fn parted_by(outline: &Outline, whole: &Series, part: &Series) -> Option<String> {
    if part.area == whole.area {
        return match &part.breakdown {
            Breakdown::Category { dimension, .. } => Some(dimension.clone()),
            Breakdown::Total => None,
        };
    }
    let is_of_plan = whole.area == outline.plan.area && part.breakdown == Breakdown::Total;
    let is_district =
        outline.areas.iter().any(|area| area.code == part.area && area.level == Level::District);
    (is_of_plan && is_district).then(|| "districts".to_owned())
}

#[cfg(test)]
mod tests;
