//! What a text near a point should not cover.

use super::{
    bounds::{At, Bounds},
    control,
    layout::Layout,
};
use crate::run::runs;

/// What a value should not cover.
pub(crate) struct Obstacles {
    strokes: Vec<[At; 2]>,
    /// Texts and shapes.
    pub(crate) boxes: Vec<Bounds>,
    /// Level lines: a value may cover one rather than be far from its point, because its rim keeps it legible.
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

    /// How much a text would cover, apart from level lines.
    pub(crate) fn covered(&self, bounds: &Bounds) -> usize {
        let strokes = self.strokes.iter().filter(|[from, to]| bounds.is_crossed(*from, *to)).count();
        strokes + 3 * self.boxes.iter().filter(|other| bounds.meets(other)).count()
    }

    /// Whether a text would cover a level line.
    pub(crate) fn is_on_a_level(&self, bounds: &Bounds) -> bool {
        self.levels.iter().any(|[from, to]| bounds.is_crossed(*from, *to))
    }
}
