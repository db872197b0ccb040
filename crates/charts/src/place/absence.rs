//! A named absence, in place of a point: its symbol, just above the axis.

use super::{
    bounds::Bounds,
    label::{Anchor, Label},
    layout::Layout,
};
use crate::role::Part;

/// One symbol, for a period or for several so close that their symbols would overlap.
pub(crate) struct Symbol {
    /// Where the first period is.
    pub(crate) first: f64,
    /// Where the last one is.
    pub(crate) last: f64,
    row: usize,
    text: &'static str,
}

/// Different symbols that would overlap are placed in this many rows.
const ROWS: usize = 3;

/// The symbols of the main line. Those of comparators would be in the same place, and are in the table.
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
    /// Its text.
    pub(crate) fn label(&self, layout: &Layout<'_>) -> Label<'static> {
        let at = (f64::midpoint(self.first, self.last), layout.floor - 8.0 - self.row as f64 * 14.0);
        Label::new(format!("[{}]", self.text), Part::Absence, Anchor::Middle, at)
    }

    /// Its bounds.
    pub(crate) fn bounds(&self, layout: &Layout<'_>) -> Bounds {
        self.label(layout).bounds()
    }
}
