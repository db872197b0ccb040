//! The levels of a control chart and its target: those named at the right, and the extent of each group of points.

use super::{across::Across, name::NameLines, scale::print};
use crate::{role::Part, size::Size};
use domain::{
    change_note::Effect,
    chart::Chart,
    control_chart::Side,
    forecast::Forecast,
    indicator::{Indicator, Measure},
    number,
    target::Aim,
};

/// A level across the chart that is named at its right end.
pub(crate) struct Level {
    /// Its name.
    pub(crate) name: NameLines,
    /// Its value on the vertical axis.
    pub(crate) value: f64,
}

/// The mean of a stretch, or one of its limits, in words.
pub(crate) struct Named {
    /// Its text.
    pub(crate) text: String,
    /// Its value on the vertical axis.
    pub(crate) value: f64,
    /// The index of the stretch.
    pub(crate) stretch: usize,
    /// The preferred side of the line for its name.
    pub(crate) side: Side,
}

/// Half of the gap from one group to the next: wide enough for a break's double line.
const HALF_GAP: f64 = 4.5;
/// The narrowest gap that can still be seen, where points are close.
const LEAST_HALF_GAP: f64 = 3.0;

/// The levels named at the right: mean and limits of the last stretch, and the target.
pub(crate) fn levels(chart: &Chart<'_>, size: Size) -> Vec<Level> {
    let last = chart.control.as_ref().map_or(0, |control| control.stretches.len().saturating_sub(1));
    let level =
        |text: &str, part: Part, value: f64| Level { name: NameLines::of_level(text, part, size), value };
    let own = named(chart).into_iter().filter(|named| named.stretch == last);
    let mut levels: Vec<_> = own.map(|named| level(&named.text, Part::LevelName, named.value)).collect();
    if let Some(last) = chart.forecast.as_ref().and_then(Forecast::last) {
        let value = last.likeliest();
        let text = print(chart.indicator.measure, value, chart.indicator.decimals);
        levels.push(level(&format!("Forecast {text}"), Part::LevelName, value));
    }
    let target = chart.due.map_or_else(|| "Target ".to_owned(), |due| format!("Target for {due}:\n"));
    match chart.target {
        None => {}
        Some(Aim::Value(value)) => {
            levels.push(level(&format!("{target}{}", print_aim(chart, value)), Part::TargetName, value));
        }
        Some(Aim::Range(lower, upper)) => {
            let text = format!("{target}{} to {}", print_aim(chart, lower), print_aim(chart, upper));
            levels.push(level(&text, Part::TargetName, f64::midpoint(lower, upper)));
        }
    }
    levels
}

/// The mean and the limits of the last stretch that has them.
pub(crate) fn named(chart: &Chart<'_>) -> Vec<Named> {
    let mut named = Vec::with_capacity(3);
    let Some(control) = &chart.control else { return named };
    let stretches = || control.stretches.iter().enumerate().rev();
    if let Some((stretch, group, value)) =
        stretches().find_map(|(place, stretch)| Some((place, stretch.group, stretch.mean?)))
    {
        // Where limits follow the season, or the denominators, it is what the last value is judged against.
        let is_varying = control.groups.get(group).is_some_and(|group| group.is_varying);
        let name = if is_varying { "Usual" } else { "Mean" };
        let text = format!("{name} {}", print_mean(chart, value));
        named.push(Named { text, value, stretch, side: Side::Above });
    }
    let limits = stretches().find_map(|(place, stretch)| {
        let (lower, upper) = chart.drawn_limits(stretch);
        (lower.is_some() || upper.is_some()).then_some((place, stretch.is_early, lower, upper))
    });
    if let Some((stretch, is_early, lower, upper)) = limits {
        let trial = if is_early { " (trial)" } else { "" };
        for (name, value, side) in [("Upper limit", upper, Side::Above), ("Lower limit", lower, Side::Below)]
        {
            let text = format!("{name}{trial}");
            named.extend(value.map(|value| Named { text, value, stretch, side }));
        }
    }
    named
}

/// The name of a mean. A mean of small counts is between whole numbers, and needs a decimal.
fn print_mean(chart: &Chart<'_>, mean: f64) -> String {
    let Indicator { measure, decimals, .. } = *chart.indicator;
    let is_small_count = measure == Measure::Count && mean.abs() < 100.0;
    print(measure, mean, if is_small_count { decimals.max(1) } else { decimals })
}

/// The name of a target: with the decimals that were given, which may be more than the figures have.
fn print_aim(chart: &Chart<'_>, value: f64) -> String {
    print(chart.indicator.measure, value, number::enough(value, chart.indicator.decimals))
}

/// The left and right edges of each stretch of points: a gap is between two groups, and none within one.
pub(crate) fn stretches(chart: &Chart<'_>, across: &Across) -> Vec<(f64, f64)> {
    let Some(control) = &chart.control else { return Vec::new() };
    let periods: Vec<_> = chart.lines.iter().take(1).flat_map(|line| &line.points).collect();
    let periods: Vec<_> = periods.into_iter().map(|point| point.figure.period).collect();
    let edge = |place: usize| -> (f64, f64) {
        let before = place.checked_sub(1).and_then(|place| periods.get(place));
        let (before, after) = match (before, periods.get(place)) {
            (Some(before), Some(after)) => (before, after),
            (None, Some(after)) => return (across.left, across.x(after.first())),
            (Some(before), None) => {
                let right = before.last().succ_opt().map_or(across.right, |day| across.x(day));
                return (right, across.right);
            }
            (None, None) => return (across.left, across.left),
        };
        let (from, to) = (across.middle(before), across.middle(after));
        let breaks = chart.notes.iter().filter(|note| note.effect == Effect::Breaks);
        let mut breaks = breaks.map(|note| across.x(note.on)).filter(|x| (from..=to).contains(x));
        let between = || {
            let end = before.last().succ_opt().map_or(to, |day| across.x(day));
            f64::midpoint(end, across.x(after.first()))
        };
        if !control.groups.iter().any(|group| group.points.start == place) {
            let between = between();
            return (between, between);
        }
        let first = breaks.next().unwrap_or_else(between);
        let last = breaks.next_back().unwrap_or(first);
        let half = HALF_GAP.min(((to - from) * 0.3).max(LEAST_HALF_GAP));
        // However little room there is, a group extends a little beyond its points.
        ((first - half).max(from + 0.5), (last + half).min(to - 0.5))
    };
    control.stretches.iter().map(|own| (edge(own.points.start).1, edge(own.points.end).0)).collect()
}
