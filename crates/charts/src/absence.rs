//! Where a named absence stands, in place of a point: its symbol, just above the axis.

use crate::{
    bounds::Bounds,
    canvas::{Canvas, Drawn},
    label::{Anchor, Label},
    layout::Layout,
    role::Part,
};

/// One symbol, for a period or for several so close that they would meet.
pub(crate) struct Symbol {
    first: f64,
    last: f64,
    row: usize,
    text: &'static str,
}

/// Different symbols that would meet stand in as many rows.
const ROWS: usize = 3;

/// The symbols of the main line. Those of comparators would stand in the same place, and are in the table.
pub(crate) fn symbols(layout: &Layout<'_>) -> Vec<Symbol> {
    let mut symbols: Vec<Symbol> = Vec::new();
    let points = layout.chart.lines.first().map_or(&[][..], |line| &line.points);
    for point in points {
        let Some(absence) = point.absence() else { continue };
        let x = layout.across.middle(&point.figure.period);
        let symbol = Symbol { first: x, last: x, row: 0, text: absence.symbol() };
        let room = symbol.bounds(layout).width() + 2.0;
        match symbols.last_mut() {
            Some(before) if x - before.last < room && before.text == symbol.text => before.last = x,
            Some(before) if x - before.last < room => {
                let row = (before.row + 1) % ROWS;
                symbols.push(Symbol { row, ..symbol });
            }
            _ => symbols.push(symbol),
        }
    }
    symbols
}

impl Symbol {
    fn label(&self, layout: &Layout<'_>) -> Label<'static> {
        let at = (f64::midpoint(self.first, self.last), layout.floor - 8.0 - self.row as f64 * 14.0);
        Label::new(format!("[{}]", self.text), Part::Absence, Anchor::Middle, at)
    }

    /// The room that it takes.
    pub(crate) fn bounds(&self, layout: &Layout<'_>) -> Bounds {
        self.label(layout).bounds()
    }
}

/// Draws them, with a line under one that stands for several periods.
pub(crate) fn draw(symbols: &[Symbol], layout: &Layout<'_>, canvas: &Canvas<'_>) -> Drawn {
    for symbol in symbols {
        let label = symbol.label(layout);
        if symbol.last > symbol.first {
            let y = label.bounds().bottom + 2.0;
            canvas.stroke(&[(symbol.first, y), (symbol.last, y)], Part::AbsenceRun)?;
        }
        canvas.text(&label)?;
    }
    Ok(())
}
