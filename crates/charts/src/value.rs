//! The values printed at the main line's ends and its baseline, where they cover as little as can be.

use crate::{
    bounds::{At, Bounds},
    control,
    label::{self, Anchor, Label},
    layout::Layout,
    role::Part,
    run::runs,
};

/// What a value should not cover.
pub(crate) struct Obstacles {
    strokes: Vec<[At; 2]>,
    boxes: Vec<Bounds>,
    /// Level lines, which a value may rather cover than stand far from its point: its rim keeps it legible.
    levels: Vec<[At; 2]>,
}

impl Obstacles {
    /// Every line of a chart and its shapes; `boxes` and `strokes` are what else is drawn.
    pub(crate) fn of(layout: &Layout<'_>, boxes: Vec<Bounds>, strokes: Vec<[At; 2]>) -> Self {
        let (mut boxes, mut strokes) = (boxes, strokes);
        let levels = control::lines(layout).into_iter().map(|(_, through)| through).collect();
        let radius = layout.density.radius();
        for line in &layout.chart.lines {
            for run in runs(line) {
                let places: Vec<_> = run.iter().filter_map(|point| layout.at(point)).collect();
                strokes.extend(places.windows(2).map(|pair| [pair[0], pair[1]]));
                boxes.extend(places.iter().map(|(x, y)| Bounds {
                    left: x - radius,
                    top: y - radius,
                    right: x + radius,
                    bottom: y + radius,
                }));
            }
        }
        strokes.extend(layout.notes.iter().map(|note| [(note.x, layout.plot.top), (note.x, layout.floor)]));
        if layout.is_broken() {
            let x = layout.plot.left;
            strokes.push([(x, layout.plot.top), (x, layout.floor)]);
        }
        Self { strokes, boxes, levels }
    }

    /// How much a text would cover, but for level lines.
    pub(crate) fn covered(&self, bounds: &Bounds) -> usize {
        let strokes = self.strokes.iter().filter(|[from, to]| bounds.is_crossed(*from, *to)).count();
        strokes + 3 * self.boxes.iter().filter(|other| bounds.meets(other)).count()
    }

    fn is_on_a_level(&self, bounds: &Bounds) -> bool {
        self.levels.iter().any(|[from, to]| bounds.is_crossed(*from, *to))
    }
}

/// The labels of the main line's last value, its baseline and its first value.
pub(crate) fn labels(layout: &Layout<'_>, obstacles: &mut Obstacles) -> Vec<Label<'static>> {
    let Some(line) = layout.chart.lines.first() else { return Vec::new() };
    let valued = || line.points.iter().filter(|point| point.value().is_some());
    let baseline = valued().rfind(|point| layout.chart.baseline() == Some(point.figure));
    let mut told = Vec::with_capacity(3);
    for point in [valued().next_back(), baseline, valued().next()].into_iter().flatten() {
        let place = layout.at(point).zip(point.value());
        told.extend(place.filter(|place| !told.contains(place)));
    }
    let mut labels = Vec::with_capacity(told.len());
    for (at, value) in told {
        let label = place(at, &layout.chart.indicator.print(value), layout, obstacles);
        obstacles.boxes.push(label.bounds());
        labels.push(label);
    }
    labels
}

/// The place near a point where a text covers least: nearer places first, above before below.
fn place(at: At, text: &str, layout: &Layout<'_>, obstacles: &Obstacles) -> Label<'static> {
    let half = label::width(text, Part::Value) / 2.0;
    let page = Bounds {
        // Up to the marked values, which end where the plot starts.
        left: layout.plot.left - 5.0,
        top: layout.plot.top - 8.0,
        right: layout.across.page,
        bottom: layout.floor - 1.0,
    };
    let near = layout.density.radius() + 4.0;
    let mut best: Option<(usize, Label<'static>)> = None;
    for gap in [near, near + 8.0, near + 18.0, near + 30.0] {
        if gap > near + 8.0 && best.as_ref().is_some_and(|(covered, _)| *covered == 0) {
            break;
        }
        for baseline in [at.1 - gap, at.1 + gap + 10.0] {
            for shift in [0.0, half - 1.0, 1.0 - half] {
                let label =
                    Label::new(text.to_owned(), Part::Value, Anchor::Middle, (at.0 + shift, baseline));
                if !page.holds(&label.bounds()) {
                    continue;
                }
                let covered = obstacles.covered(&label.bounds());
                if covered == 0 && !obstacles.is_on_a_level(&label.bounds()) {
                    return label;
                }
                if best.as_ref().is_none_or(|(least, _)| covered < *least) {
                    best = Some((covered, label));
                }
            }
        }
    }
    let above = || Label::new(text.to_owned(), Part::Value, Anchor::Middle, (at.0, at.1 - near));
    best.map_or_else(above, |(_, label)| label)
}
