//! Where the first line may go: a band that holds the value with 95%, one with 80%, and the middle, all from the last value on.

use crate::{
    bounds::At,
    canvas::{Canvas, Drawn},
    layout::Layout,
    role::{Part, Series},
};
use domain::{
    chart::Point,
    forecast::{Coverage, Forecast},
};

/// Draws the bands, which lie under the lines.
pub(crate) fn draw_bands(layout: &Layout<'_>, canvas: &Canvas<'_>) -> Drawn {
    let Some((forecast, from)) = begun(layout) else { return Ok(()) };
    for (coverage, part) in [(Coverage::NinetyFive, Part::FanWide), (Coverage::Eighty, Part::Fan)] {
        let ends = forecast.steps.iter().map(|step| (day(layout, step), step.within(coverage)));
        let ends: Vec<_> = ends.collect();
        let uppers = ends.iter().map(|(day, (_, upper))| (*day, *upper));
        let lowers = ends.iter().rev().map(|(day, (lower, _))| (*day, *lower));
        canvas.shape(std::iter::once(from).chain(uppers).chain(lowers).collect(), part)?;
    }
    Ok(())
}

/// Draws the middle.
pub(crate) fn draw_middle(layout: &Layout<'_>, canvas: &Canvas<'_>) -> Drawn {
    let Some((forecast, from)) = begun(layout) else { return Ok(()) };
    let through = forecast.steps.iter().map(|step| (day(layout, step), step.likeliest()));
    canvas.line(std::iter::once(from).chain(through).collect(), Part::FanMiddle.of(Series::Main))
}

/// Where it ends.
pub(crate) fn end(layout: &Layout<'_>) -> Option<At> {
    let last = layout.chart.forecast.as_ref()?.last()?;
    Some((layout.across.middle(&last.period), layout.y(last.likeliest())))
}

/// The forecast with the last value, where it begins.
fn begun<'a>(layout: &'a Layout<'_>) -> Option<(&'a Forecast, (f64, f64))> {
    let forecast = layout.chart.forecast.as_ref()?;
    let points = layout.chart.lines.first()?.points.iter();
    let last: &Point<'_> = points.rev().find(|point| point.value().is_some())?;
    Some((forecast, layout.logic(last)?))
}

fn day(layout: &Layout<'_>, step: &domain::forecast::Step) -> f64 {
    layout.across.day(step.period.middle())
}
