//! Small multiples: one small chart for each group, or each place within an area, all on the same axes.

use crate::{
    area::{Area, AreaCode, Level},
    chart::{self, Chart, Line, Scale, Span},
    figure::Figure,
    indicator::Indicator,
    outline::Outline,
    series::{self, Breakdown},
};

/// The subjects of the small charts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// The groups of an area's children.
    Groups,
    /// The places within an area.
    Places,
}

/// The small charts, and all their lines as one chart for the table.
#[derive(Debug)]
pub struct Panels<'a> {
    /// One for each group or place, in order; each shows the same periods and values, and the whole area behind.
    pub panels: Vec<Panel<'a>>,
    /// Every line on those axes, the whole area last.
    pub all: Chart<'a>,
    /// How the whole area is shown behind each.
    pub behind: Behind,
}

/// One of the small charts.
#[derive(Debug)]
pub struct Panel<'a> {
    /// The area.
    pub area: &'a AreaCode,
    /// The group.
    pub group: &'a Breakdown,
    /// Its line first, then that of the whole area if it is drawn.
    pub chart: Chart<'a>,
}

/// How the whole area is shown behind each of the small charts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behind {
    /// It is drawn.
    Drawn,
    /// It is so much larger that the others would be flat; it is only in the table.
    TooLarge,
    /// It has nothing to draw.
    Nothing,
}

/// A whole this many times as large as its largest part would flatten the parts, and is not drawn behind them.
const FLATTENS: f64 = 3.0;

/// The small charts of an indicator in an area. `figures` are sorted as [`series::sort`] sorts them. `None` where no group,
/// or no place, has a value to draw.
#[must_use]
pub fn panels<'a>(
    outline: &'a Outline,
    figures: &'a [Figure],
    indicator: &'a Indicator,
    area: &'a AreaCode,
    of: Of,
    span: Span,
) -> Option<Panels<'a>> {
    let parts: Vec<(&AreaCode, &Breakdown)> = match of {
        Of::Groups => {
            series::groups_of(figures, &indicator.slug, area).into_iter().map(|group| (area, group)).collect()
        }
        Of::Places => {
            let places = places_within(outline, figures, indicator, area);
            places.into_iter().map(|place| (&place.code, &Breakdown::Total)).collect()
        }
    };
    let line_of = |area: &'a AreaCode, group: &Breakdown, name: &'a str| {
        let own = series::of_group(figures, &indicator.slug, area, group);
        Line { name, ..chart::line(outline, chart::within(outline, own, span), indicator, area) }
    };
    let (parts, lines): (Vec<_>, Vec<_>) = parts
        .into_iter()
        .map(|(area, group)| ((area, group), line_of(area, group, name(outline, area, group))))
        .filter(|(_, line)| !line.points.is_empty())
        .unzip();
    let whole_name = match of {
        Of::Groups => "Everyone",
        Of::Places => outline.area_name(area),
    };
    let whole = line_of(area, &Breakdown::Total, whole_name);
    let scale = Scale::of(lines.iter().flat_map(Line::values))?;
    let with_whole = Scale::of(lines.iter().flat_map(Line::values).chain(whole.values()))?;
    let size = |scale: Scale| scale.low.abs().max(scale.high.abs());
    let behind = match whole.values().next() {
        None => Behind::Nothing,
        Some(_) if size(with_whole) > FLATTENS * size(scale) => Behind::TooLarge,
        Some(_) => Behind::Drawn,
    };
    let scale = if behind == Behind::Drawn { with_whole } else { scale };
    let every = lines.iter().chain(std::iter::once(&whole)).cloned().collect();
    let all = Chart { scale, ..chart::of_lines(outline, every, indicator)? };
    let panels = parts
        .into_iter()
        .zip(lines)
        .map(|((area, group), line)| {
            let behind = (behind == Behind::Drawn).then(|| whole.clone());
            let lines = std::iter::once(line).chain(behind).collect();
            Panel { area, group, chart: all.with_lines(lines) }
        })
        .collect();
    Some(Panels { panels, all, behind })
}

/// Whether small charts of several indicators share a vertical axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axes {
    /// All the same.
    Shared,
    /// Each its own.
    Own,
}

/// Puts charts on one vertical axis if all are in the same unit and none would be flat on it: the largest extends at most
/// three times as far as the smallest. Returns which axes they then have.
pub fn share_scale(charts: &mut [Option<Chart<'_>>]) -> Axes {
    let drawn = || charts.iter().flatten();
    let Some(first) = drawn().next() else { return Axes::Own };
    let unit = |chart: &Chart<'_>| (chart.indicator.measure, chart.indicator.unit.clone());
    let reach = |chart: &Chart<'_>| chart.scale.low.abs().max(chart.scale.high.abs());
    let (least, most) = drawn()
        .map(reach)
        .fold((f64::INFINITY, 0.0_f64), |(least, most), reach| (least.min(reach), most.max(reach)));
    let is_alike = drawn().all(|chart| unit(chart) == unit(first)) && most <= FLATTENS * least;
    if !is_alike || drawn().count() < 2 {
        return Axes::Own;
    }
    let Some(scale) = Scale::of(drawn().flat_map(|chart| [chart.scale.low, chart.scale.high])) else {
        return Axes::Own;
    };
    for chart in charts.iter_mut().flatten() {
        chart.scale = scale;
    }
    Axes::Shared
}

/// The name of a small chart: its group's category, or its place.
fn name<'a>(outline: &'a Outline, area: &'a AreaCode, group: &'a Breakdown) -> &'a str {
    match group {
        Breakdown::Total => outline.area_name(area),
        Breakdown::Category { category, .. } => category,
    }
}

/// The places within an area for which an indicator has figures: those one level down. The record does not say which places
/// are within which, so this is only for the plan's own area, whose places the plan names; neighbours and comparators are
/// left out.
#[must_use]
pub fn places_within<'a>(
    outline: &'a Outline,
    figures: &[Figure],
    indicator: &Indicator,
    area: &AreaCode,
) -> Vec<&'a Area> {
    if *area != outline.plan.area {
        return Vec::new();
    }
    let own = outline.areas.iter().find(|place| place.code == *area).map(|place| place.level);
    let below = match own {
        Some(Level::Country) => Level::Region,
        Some(Level::Region) => Level::LocalAuthority,
        Some(Level::LocalAuthority) => Level::District,
        Some(Level::District | Level::Other) | None => return Vec::new(),
    };
    let is_elsewhere = |code: &AreaCode| {
        outline.plan.comparators.contains(code)
            || outline.neighbour_sets.iter().any(|set| set.neighbours.contains(code))
    };
    let places = outline.areas.iter().filter(|place| place.level == below && !is_elsewhere(&place.code));
    places.filter(|place| !series::of(figures, &indicator.slug, &place.code).is_empty()).collect()
}

#[cfg(test)]
mod tests;
