//! Where the first line may go: a band for the value with 95%, one with 80%, and the middle, all from the last value on.

use super::{bounds::At, layout::Layout};
use crate::role::Part;
use domain::{
    chart::Point,
    forecast::{Coverage, Forecast, Step},
};

/// A line or the rim of a shape, in days and values.
pub(crate) type Through = Vec<(f64, f64)>;

/// The bands, the wider first.
pub(crate) fn bands(layout: &Layout<'_>) -> Vec<(Part, Through)> {
    let Some((forecast, from)) = begun(layout) else { return Vec::new() };
    let band = |(coverage, part): (Coverage, Part)| {
        let ends = forecast.steps.iter().map(|step| (day(layout, step), step.within(coverage)));
        let ends: Vec<_> = ends.collect();
        let uppers = ends.iter().map(|(day, (_, upper))| (*day, *upper));
        let lowers = ends.iter().rev().map(|(day, (lower, _))| (*day, *lower));
        (part, std::iter::once(from).chain(uppers).chain(lowers).collect())
    };
    [(Coverage::NinetyFive, Part::FanWide), (Coverage::Eighty, Part::Fan)].map(band).into()
}

/// The middle.
pub(crate) fn middle(layout: &Layout<'_>) -> Option<Through> {
    let (forecast, from) = begun(layout)?;
    let through = forecast.steps.iter().map(|step| (day(layout, step), step.likeliest()));
    Some(std::iter::once(from).chain(through).collect())
}

/// The end of the middle.
pub(crate) fn end(layout: &Layout<'_>) -> Option<At> {
    let last = layout.chart.forecast.as_ref()?.last()?;
    Some((layout.across.middle(&last.period), layout.y(last.likeliest())))
}

/// The forecast, and the last value, from which it begins.
fn begun<'a>(layout: &'a Layout<'_>) -> Option<(&'a Forecast, (f64, f64))> {
    let forecast = layout.chart.forecast.as_ref()?;
    let points = layout.chart.lines.first()?.points.iter();
    let last: &Point<'_> = points.rev().find(|point| point.value().is_some())?;
    Some((forecast, layout.logic(last)?))
}

fn day(layout: &Layout<'_>, step: &Step) -> f64 {
    layout.across.day(step.period.middle())
}
