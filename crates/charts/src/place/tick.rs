//! The labels of the horizontal axis: as many periods as fit, without overlapping.

use super::{
    across::Across,
    label::{self, LINE},
};
use crate::role::Part;
use domain::{
    chart::Chart,
    period::{Kind, Period},
};

/// The labels of the horizontal axis and its strokes.
pub(crate) struct Ticks {
    /// How many rows of labels there are.
    pub(crate) rows: usize,
    /// Its labels.
    pub(crate) labels: Vec<Tick>,
    /// Where each stroke is, and how long it is.
    pub(crate) strokes: Vec<(f64, f64)>,
    /// The kind of the periods, written below them.
    pub(crate) kind: Option<Kind>,
}

/// A label of the horizontal axis.
pub(crate) struct Tick {
    /// Where its middle is.
    pub(crate) x: f64,
    /// Which row it is in, from the axis down.
    pub(crate) row: usize,
    /// Its text.
    pub(crate) text: String,
}

/// The least room between two labels.
const GAP: f64 = 7.0;
/// From this many years on, only the years are labelled if not every part of them can be.
const MANY_YEARS: usize = 4;

impl Ticks {
    /// The labels of a chart's periods.
    pub(crate) fn of(chart: &Chart<'_>, across: &Across) -> Self {
        let kind = chart.periods.first().map(Period::kind);
        let ticks = match kind {
            None => Self { rows: 1, labels: Vec::new(), strokes: Vec::new(), kind },
            Some(kind) if kind.is_pooled() => pooled(chart, across),
            Some(
                Kind::AcademicYear
                | Kind::FinancialYear
                | Kind::CalendarYear
                | Kind::ReportingYear
                | Kind::TwoTerms,
            ) => whole_years(chart, across),
            Some(kind) => parts_of_years(chart, across, kind),
        };
        Self { kind, ..ticks }
    }

    /// Only the first period and the last, in one row: a small chart has no room for more.
    pub(crate) fn ends(chart: &Chart<'_>, across: &Across) -> Self {
        let tick = |period: &Period| {
            let label = period.label();
            let text = match period.kind() {
                Kind::ReportingYear => label.split(' ').next().unwrap_or_default().to_owned(),
                _ => label,
            };
            let half = label::width(&text, Part::Period) / 2.0;
            let x = across.middle(period).min(across.page - half).max(half);
            (Tick { x, row: 0, text }, half)
        };
        let mut labels = Vec::with_capacity(2);
        let mut strokes = Vec::with_capacity(2);
        let last = chart.periods.last().map(|period| (period, tick(period)));
        if let Some(first) = chart.periods.first().filter(|first| Some(*first) != chart.periods.last()) {
            let (own, half) = tick(first);
            let is_apart =
                last.as_ref().is_some_and(|(_, (last, other))| own.x + half + GAP <= last.x - other);
            if is_apart {
                strokes.push((across.middle(first), 5.0));
                labels.push(own);
            }
        }
        if let Some((period, (last, _))) = last {
            strokes.push((across.middle(period), 5.0));
            labels.push(last);
        }
        Self { rows: 1, labels, strokes, kind: None }
    }
}

/// `2017/18`, each at its own stroke.
fn whole_years(chart: &Chart<'_>, across: &Across) -> Ticks {
    let labels = chart.periods.iter().map(|period| {
        let label = period.label();
        // `2018 reporting year`: the kind is below the axis.
        let text = label.split(' ').next().unwrap_or_default().to_owned();
        Tick { x: across.middle(period), row: 0, text }
    });
    Ticks {
        rows: 1,
        labels: thinned(labels.collect(), across).0,
        strokes: strokes(chart, across, 5.0),
        kind: None,
    }
}

/// `2015/16` over `to 2017/18`.
fn pooled(chart: &Chart<'_>, across: &Across) -> Ticks {
    let ends = |period: &Period| {
        let label = period.label();
        label.split_once(" to ").map(|(from, to)| (from.to_owned(), format!("to {to}"))).unwrap_or_default()
    };
    let lower =
        chart.periods.iter().map(|period| Tick { x: across.middle(period), row: 1, text: ends(period).1 });
    let (lower, kept) = thinned(lower.collect(), across);
    let mut labels: Vec<_> = kept
        .iter()
        .filter_map(|place| chart.periods.get(*place))
        .zip(&lower)
        .map(|(period, below)| Tick { x: below.x, row: 0, text: ends(period).0 })
        .collect();
    labels.extend(lower);
    Ticks { rows: 2, labels, strokes: strokes(chart, across, 5.0), kind: None }
}

/// `Q1 Q2 Q3 Q4` over `2018-19`, or only the years where there is no room for both.
fn parts_of_years(chart: &Chart<'_>, across: &Across, kind: Kind) -> Ticks {
    let named: Vec<_> = chart.periods.iter().map(|period| (period, part_and_year(period, kind))).collect();
    let years: Vec<_> = named.chunk_by(|a, b| a.1.1 == b.1.1).collect();

    let parts =
        named.iter().map(|(period, (part, _))| Tick { x: across.middle(period), row: 0, text: part.clone() });
    let (parts, _) = thinned(parts.collect(), across);
    let has_parts = parts.len() == named.len() || years.len() < MANY_YEARS;
    let year_row = usize::from(has_parts);

    let mut edges: Vec<f64> = Vec::with_capacity(years.len() + 1);
    let mut year_labels = Vec::with_capacity(years.len());
    for year in &years {
        let (Some((from, (_, text))), Some((to, _))) = (year.first(), year.last()) else { continue };
        let (left, right) =
            (across.x(from.first()), to.last().succ_opt().map_or(across.right, |day| across.x(day)));
        if edges.last().is_none_or(|edge| (edge - left).abs() > 0.5) {
            edges.push(left);
        }
        edges.push(right);
        year_labels.push(Tick { x: f64::midpoint(left, right), row: year_row, text: text.clone() });
    }
    let mut labels = thinned(year_labels, across).0;
    let edge = if parts.len() == named.len() { 8.0 + LINE * 1.4 } else { 8.0 };
    let mut strokes = strokes(chart, across, 4.0);
    strokes.extend(edges.into_iter().map(|x| (x, edge)));
    if has_parts {
        labels.extend(parts);
    }
    Ticks { rows: 1 + year_row, labels, strokes, kind: None }
}

/// `Q1` and `2018-19`; `Jan` and `2018`; `autumn` and `2017/18`.
fn part_and_year(period: &Period, kind: Kind) -> (String, String) {
    let label = period.label();
    let (head, tail) = label.split_once(' ').unwrap_or((&label, ""));
    match kind {
        Kind::Month => (head.to_owned(), tail.to_owned()),
        _ => (tail.trim_end_matches(" term").trim_start_matches("week ").to_owned(), head.to_owned()),
    }
}

fn strokes(chart: &Chart<'_>, across: &Across, length: f64) -> Vec<(f64, f64)> {
    chart.periods.iter().map(|period| (across.middle(period), length)).collect()
}

/// Every label, or every second, or third, and so on, so that none overlap; counted from the latest, which people look for.
/// One at an end may be left out if the others then fit. Returned with their indices in the list given.
fn thinned(ticks: Vec<Tick>, across: &Across) -> (Vec<Tick>, Vec<usize>) {
    let mut ticks = ticks;
    let half = |tick: &Tick| label::width(&tick.text, Part::Period) / 2.0;
    for tick in &mut ticks {
        let half = half(tick);
        tick.x = tick.x.min(across.page - half).max(half);
    }
    let are_apart = |places: &[usize]| {
        places.windows(2).all(|pair| {
            let (before, after) = (&ticks[pair[0]], &ticks[pair[1]]);
            before.x + half(before) + GAP <= after.x - half(after)
        })
    };
    let mut kept = Vec::new();
    for stride in 1..=ticks.len().max(1) {
        kept = (0..ticks.len()).filter(|place| (ticks.len() - 1 - place).is_multiple_of(stride)).collect();
        let ends = [0..kept.len(), 1.min(kept.len())..kept.len(), 0..kept.len().saturating_sub(1)];
        if let Some(fitting) = ends.into_iter().find(|ends| are_apart(&kept[ends.clone()])) {
            kept = kept[fitting].to_vec();
            break;
        }
    }
    let mut place = 0;
    ticks.retain(|_| {
        place += 1;
        kept.contains(&(place - 1))
    });
    (ticks, kept)
}
