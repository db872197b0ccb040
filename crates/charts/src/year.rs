//! The bands of the plan years.

use crate::{
    bounds::Bounds,
    canvas::{Canvas, Drawn},
    label::{self, Anchor, Label},
    layout::{Across, Layout},
    role::Part,
};
use domain::chart::Chart;

/// A plan year, or what can be seen of it.
pub(crate) struct Band {
    left: f64,
    right: f64,
    part: Part,
    slug: String,
}

impl Band {
    /// The plan years that lie within a chart's days, in time's order.
    pub(crate) fn all(chart: &Chart<'_>, across: &Across) -> Vec<Self> {
        let (first, last) = chart.days();
        let parts = [Part::Band, Part::BandAlternate].into_iter().cycle();
        let seen = chart.years.iter().zip(parts).filter(|(year, _)| year.first <= last && year.last >= first);
        seen.map(|(year, part)| Self {
            left: across.x(year.first.max(first)),
            right: year.last.min(last).succ_opt().map_or(across.right, |day| across.x(day)),
            part,
            slug: year.slug.to_string(),
        })
        .collect()
    }
}

/// Draws the bands, from their names down to the axis.
pub(crate) fn draw(layout: &Layout<'_>, canvas: &Canvas<'_>) -> Drawn {
    draw_grounds(layout, canvas)?;
    for label in labels(layout) {
        canvas.text(&label)?;
    }
    Ok(())
}

/// Draws the bands without their names.
pub(crate) fn draw_grounds(layout: &Layout<'_>, canvas: &Canvas<'_>) -> Drawn {
    for Band { left, right, part, .. } in &layout.bands {
        let bounds = Bounds { left: *left, top: layout.head, right: *right, bottom: layout.floor };
        canvas.fill(&bounds, *part)?;
    }
    Ok(())
}

/// From the name of a year to that of the next, at least.
const GAP: f64 = 4.0;

/// Each year's name over its band; where they do not all fit, the first and the last over all the bands.
pub(crate) fn labels<'a>(layout: &'a Layout<'_>) -> Vec<Label<'a>> {
    let (Some(first), Some(last)) = (layout.bands.first(), layout.bands.last()) else { return Vec::new() };
    let baseline = layout.head + 13.0;
    let fits = |band: &Band| label::width(&band.slug, Part::Year) + GAP <= band.right - band.left;
    if !layout.bands.iter().all(fits) {
        let said = match layout.bands.len() {
            1 => format!("Plan year {}", first.slug),
            _ => format!("Plan years {} to {}", first.slug, last.slug),
        };
        let half = label::width(&said, Part::Year) / 2.0;
        let middle = f64::midpoint(first.left, last.right).min(layout.across.page - half).max(half);
        return vec![Label::new(said, Part::Year, Anchor::Middle, (middle, baseline))];
    }
    let over = |band: &'a Band| {
        let middle = f64::midpoint(band.left, band.right);
        Label::new(&band.slug, Part::Year, Anchor::Middle, (middle, baseline))
    };
    let mut labels: Vec<_> = layout.bands.iter().map(over).collect();
    let heading = Label::new("Plan years", Part::Year, Anchor::End, (first.left - 8.0, baseline));
    if heading.bounds().left >= 0.0 {
        labels.push(heading);
    }
    labels
}
