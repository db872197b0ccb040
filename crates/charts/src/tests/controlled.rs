//! Control charts to draw in tests and in the preview. Their limits are worked out here, by the simplest of rules, so that a
//! drawing is not taken to be right because the calculations are.

use super::fixture::{self, Fixture};
use domain::{
    change_note::Effect,
    chart::{Chart, Control, Group, Stretch, View},
    control_chart::Side,
    indicator::{Measure, Polarity},
    judgement::{Point, Signal},
    target::Aim,
};
use std::ops::Range;

/// A fixture with the data for a control chart.
pub(crate) struct Controlled {
    pub(crate) name: &'static str,
    pub(crate) fixture: Fixture,
    pub(crate) starts: &'static [usize],
    pub(crate) target: Option<Aim>,
}

impl Controlled {
    /// The control chart: groups of points from each start on.
    pub(crate) fn chart(&self) -> Chart<'_> {
        let chart = self.fixture.chart_of(View::ControlChart);
        let control = control(&chart, self.starts);
        chart.with_control(control, self.target)
    }
}

/// Every kind of control chart, by name; all figures are invented.
pub(crate) fn charts() -> Vec<Controlled> {
    vec![
        one_group(),
        three_groups(),
        neither_way(),
        refused_group(),
        no_limits(),
        within_a_range(),
        few_points(),
    ]
}

/// Quarters of a count: one that is too high, then a run of low ones; the last may still change.
pub(crate) fn one_group() -> Controlled {
    let figures = "14 12 13 11 15 12 14 27 13 12 15 11 13 9 9 8 10 7 9 8 x 9 10p";
    let fixture = Fixture::new(Measure::Count, "children", 0)
        .line(0, "2017-18 Q1", figures)
        .note("2020-03-23", Effect::Explains);
    Controlled { name: "One group", fixture, starts: &[0], target: Some(Aim::Value(10.2)) }
}

/// Months of a percentage, with two breaks; the last group is short, and its upper limit would be over 100%.
pub(crate) fn three_groups() -> Controlled {
    let months = |level: f64, sway: f64, count: u32| {
        let month = |month: u32| format!("{:.1} ", level + sway * (f64::from(month * month) * 1.7).sin());
        (0..count).map(month).collect::<String>()
    };
    let figures = [months(82.0, 2.6, 18), months(88.0, 2.2, 16), months(96.0, 2.4, 8)].concat();
    let fixture = Fixture::new(Measure::Percentage, "assessments within 45 days", 1)
        .polarity(Polarity::Higher)
        .line(0, "Apr 2018", &figures)
        .note("2019-10-01", Effect::Breaks)
        .note("2021-02-01", Effect::Breaks);
    Controlled { name: "Three groups", fixture, starts: &[0, 18, 34], target: Some(Aim::Value(90.0)) }
}

/// Reports that are neither wanted nor unwanted: some high, some low.
pub(crate) fn neither_way() -> Controlled {
    let figures = "52 49 55 48 51 78 50 53 47 54 50 49 52 24 51 48 56 58 55 57 59 56 60 57p";
    let fixture = Fixture::new(Measure::Rate { per: 10_000 }, "under 18s", 1)
        .polarity(Polarity::Neither)
        .line(0, "2016 Q1", figures);
    Controlled { name: "Neither way", fixture, starts: &[0], target: None }
}

/// Years, of which the last makes a group of its own: it has a mean and no limits.
pub(crate) fn refused_group() -> Controlled {
    let fixture = Fixture::new(Measure::Average, "points", 1)
        .polarity(Polarity::Higher)
        .line(0, "2008/09", "46.1 47.0 46.4 47.9 46.8 47.2 46.0 47.7 46.6 47.4 46.2 47.1 46.9 51.2")
        .note("2021-09-01", Effect::Breaks);
    Controlled { name: "Refused group", fixture, starts: &[0, 13], target: Some(Aim::Value(48.0)) }
}

/// Values that do not vary, so that there are no limits.
pub(crate) fn no_limits() -> Controlled {
    let fixture = Fixture::new(Measure::Count, "children", 0).line(0, "2012/13", "4 4 4 4 4 4 4 4");
    Controlled { name: "No limits", fixture, starts: &[0], target: None }
}

/// A target range.
pub(crate) fn within_a_range() -> Controlled {
    let figures = "61.2 64.8 60.1 66.0 58.7 63.3 57.9 62.5 65.1 59.4 61.8 67.2 60.6 64.1";
    let fixture = Fixture::new(Measure::Percentage, "pupils", 1).polarity(Polarity::Neither).line(
        0,
        "2018-19 Q1",
        figures,
    );
    Controlled { name: "Range", fixture, starts: &[0], target: Some(Aim::Range(60.0, 70.0)) }
}

/// Persistent absence: few years, one of them absent, and a jump.
pub(crate) fn few_points() -> Controlled {
    Controlled {
        name: "Few points",
        fixture: fixture::absence(),
        starts: &[0],
        target: Some(Aim::Value(15.0)),
    }
}

/// The control chart of a chart's first line: points outside the limits stand out, and seven on one side of the mean.
pub(crate) fn control(chart: &Chart<'_>, starts: &[usize]) -> Control {
    let line = chart.lines.first().map_or(&[][..], |line| &line.points);
    let values: Vec<_> = line.iter().map(|point| point.value()).collect();
    let ends = starts.iter().skip(1).copied().chain([values.len()]);
    let stretches: Vec<_> = (0..)
        .zip(starts.iter().copied().zip(ends))
        .map(|(place, (from, to))| stretch(&values, from..to, place))
        .collect();
    let mut points = Vec::with_capacity(values.len());
    for stretch in &stretches {
        for (at, value) in stretch.points.clone().zip(&values[stretch.points.clone()]) {
            let Stretch { mean, lower, upper, .. } = *stretch;
            let signal = stands_out(&values, stretch, at);
            points.push(Point { value: *value, mean, lower, upper, signal, is_apart: false });
        }
    }
    let group = |stretch: &Stretch| Group {
        points: stretch.points.clone(),
        values: values[stretch.points.clone()].iter().flatten().count(),
        is_varying: false,
    };
    Control {
        points,
        groups: stretches.iter().map(group).collect(),
        stretches,
        polarity: chart.indicator.polarity,
    }
}

fn stretch(values: &[Option<f64>], points: Range<usize>, group: usize) -> Stretch {
    let own: Vec<_> = values[points.clone()].iter().flatten().copied().collect();
    let ranges: Vec<_> = own.windows(2).map(|pair| (pair[1] - pair[0]).abs()).collect();
    let mean = (!own.is_empty()).then(|| own.iter().sum::<f64>() / own.len() as f64);
    let usual = ranges.iter().sum::<f64>() / ranges.len().max(1) as f64;
    let limits = mean.filter(|_| usual > 0.0).map(|mean| (mean - 2.66 * usual, mean + 2.66 * usual));
    let (lower, upper) = limits.unzip();
    Stretch { points, group, mean, lower, upper, is_early: own.len() < 13 }
}

fn stands_out(values: &[Option<f64>], stretch: &Stretch, at: usize) -> Option<(Signal, Side)> {
    let (value, mean) = (values[at]?, stretch.mean?);
    let side = if value > mean { Side::Above } else { Side::Below };
    if stretch.lower.is_some_and(|lower| value < lower) || stretch.upper.is_some_and(|upper| value > upper) {
        return Some((Signal::Outside, side));
    }
    let is_beside = |place: &usize| {
        values[*place].is_some_and(|other| if side == Side::Above { other > mean } else { other < mean })
    };
    let before = (stretch.points.start..at).rev().take_while(is_beside).count();
    let after = (at..stretch.points.end).take_while(is_beside).count();
    (before + after >= 7).then_some((Signal::Shift, side))
}
