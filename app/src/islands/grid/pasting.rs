//! Pasting a block from a spreadsheet.

use super::{boxed::Boxed, saving, sheet::Sheet};
use domain::grid::{
    block::{fit, lines, lost_said},
    undo::Change,
};
use leptos::web_sys::ClipboardEvent;
use std::{rc::Rc, time::Duration};

/// Somebody pastes into a box: a block goes into the boxes from there on, as one step. One cell is left to the browser.
pub(super) fn paste(sheet: &Rc<Sheet>, boxed: &Boxed, event: &ClipboardEvent) {
    let Some(row) = sheet.row_of(boxed.element()).filter(|row| row.boxes().contains(boxed)) else { return };
    let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
    let Some(lines) = text.and_then(|text| lines(&text)) else { return };
    event.prevent_default();
    let rows = sheet.rows();
    let boxes: Vec<_> = rows.iter().map(|row| row.boxes()).collect();
    let slots: Vec<_> = boxes.iter().map(|row| row.iter().map(Boxed::slot).collect()).collect();
    let from = rows.iter().position(|other| *other == row).unwrap_or_default();
    let fitted = fit(&lines, &slots, from, &boxed.column().unwrap_or_default());
    let mut changes = Vec::new();
    for (row, at, after) in fitted.cells {
        let Some(to) = boxes.get(row).and_then(|boxes| boxes.get(at)) else { continue };
        let before = to.value();
        if before != after {
            to.fill(&after);
            changes.push(Change { name: to.name(), before, after });
        }
    }
    rows.iter().skip(from).take(lines.len()).for_each(|row| sheet.mark(row));
    sheet.step(changes);
    sheet.remember(&boxed.name(), &boxed.value());
    sheet.tell(lost_said(fitted.lost));
    saving::after(sheet, Duration::ZERO);
}
