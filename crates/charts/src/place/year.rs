//! The bands of the plan years.

use super::{
    across::Across,
    label::{self, Anchor, Label},
};
use crate::role::Part;
use domain::chart::Chart;

/// A plan year, or its visible part.
pub(crate) struct Band {
    /// Its left edge.
    pub(crate) left: f64,
    /// Its right edge.
    pub(crate) right: f64,
    /// Its part: every second one has another shade.
    pub(crate) part: Part,
    slug: String,
}

impl Band {
    /// The plan years within a chart's days, in order of time.
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

/// From the name of a year to that of the next, at least.
const GAP: f64 = 4.0;

/// Each year's name over its band; where they do not all fit, the first and the last over all the bands.
/// `head` is the upper edge of the bands, `page` the width of the drawing.
pub(crate) fn labels(bands: &[Band], head: f64, page: f64) -> Vec<Label<'_>> {
    let (Some(first), Some(last)) = (bands.first(), bands.last()) else { return Vec::new() };
    let baseline = head + 13.0;
    let fits = |band: &Band| label::width(&band.slug, Part::Year) + GAP <= band.right - band.left;
    if !bands.iter().all(fits) {
        let text = match bands.len() {
            1 => format!("Plan year {}", first.slug),
            _ => format!("Plan years {} to {}", first.slug, last.slug),
        };
        let half = label::width(&text, Part::Year) / 2.0;
        let middle = f64::midpoint(first.left, last.right).min(page - half).max(half);
        return vec![Label::new(text, Part::Year, Anchor::Middle, (middle, baseline))];
    }
    let over = |band| {
        let Band { left, right, slug, .. }: &Band = band;
        let middle = f64::midpoint(*left, *right);
        Label::new(slug, Part::Year, Anchor::Middle, (middle, baseline))
    };
    let mut labels: Vec<_> = bands.iter().map(over).collect();
    let heading = Label::new("Plan years", Part::Year, Anchor::End, (first.left - 8.0, baseline));
    if heading.bounds().left >= 0.0 {
        labels.push(heading);
    }
    labels
}
