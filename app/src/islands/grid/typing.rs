//! Coming into a box, typing, leaving it, and the keys of a spreadsheet.

use super::{boxed::Boxed, saving, sheet::Sheet};
use domain::grid::{
    keys::{Act, Pressed, Way, act},
    undo::Change,
};
use leptos::web_sys::{Event, KeyboardEvent};
use std::rc::Rc;

/// The box of the grid that an event is about.
pub(super) fn boxed(event: &Event) -> Option<Boxed> {
    use leptos::wasm_bindgen::JsCast;
    let target = event.target()?.dyn_into().ok()?;
    Boxed::of(target).filter(|boxed| boxed.column().is_some())
}

/// Somebody comes into a box.
pub(super) fn come(sheet: &Sheet, boxed: &Boxed) {
    sheet.way.set(Way::Ready);
    sheet.remember(&boxed.name(), &boxed.value());
    boxed.mark_all();
}

/// Somebody types.
pub(super) fn typed(sheet: &Sheet, boxed: &Boxed) {
    if sheet.way.get() == Way::Ready {
        sheet.way.set(Way::Typing);
    }
    mark(sheet, boxed);
    sheet.keep();
}

/// Commits what was typed into a box: it becomes a step, and its row is saved soon.
pub(super) fn commit(sheet: &Rc<Sheet>, boxed: &Boxed) {
    let (name, after) = (boxed.name(), boxed.value());
    let Some(before) = sheet.before(&name).filter(|before| *before != after) else { return };
    sheet.remember(&name, &after);
    sheet.step(vec![Change { name, before, after }]);
    saving::soon(sheet);
}

/// A key is pressed in a box.
pub(super) fn press(sheet: &Rc<Sheet>, boxed: &Boxed, event: &KeyboardEvent) {
    if event.is_composing() || event.alt_key() {
        return;
    }
    let key = event.key();
    let is_control = event.ctrl_key() || event.meta_key();
    let pressed = Pressed { key: &key, is_control, is_shift: event.shift_key() };
    let Some(act) = act(pressed, sheet.way.get(), boxed.kind()) else { return };
    if act != Act::TakeBack {
        event.prevent_default();
    }
    match act {
        Act::Go { down, across } => {
            commit(sheet, boxed);
            go(sheet, boxed, down, across);
        }
        Act::Edit => {
            sheet.way.set(Way::Editing);
            boxed.go_to_end();
        }
        Act::TakeBack => take_back(sheet, boxed),
        Act::Clear => {
            boxed.fill("");
            mark(sheet, boxed);
            commit(sheet, boxed);
        }
        Act::Undo => {
            let texts = sheet.steps.borrow_mut().undo();
            put(sheet, &texts);
        }
        Act::Redo => {
            let texts = sheet.steps.borrow_mut().redo();
            put(sheet, &texts);
        }
    }
}

/// Restores what the box held when somebody came into it.
fn take_back(sheet: &Sheet, boxed: &Boxed) {
    if let Some(before) = sheet.before(&boxed.name()) {
        boxed.fill(&before);
    }
    sheet.way.set(Way::Ready);
    boxed.mark_all();
    mark(sheet, boxed);
    sheet.keep();
    sheet.tell_again();
}

/// Fills boxes as a step had them, and goes into the first.
fn put(sheet: &Rc<Sheet>, texts: &[(String, String)]) {
    let boxes: Vec<_> = texts
        .iter()
        .filter_map(|(name, text)| {
            let boxed = Boxed::of(sheet.form.elements().named_item(name)?)?;
            boxed.fill(text);
            Some(boxed)
        })
        .collect();
    let Some(first) = boxes.first() else { return };
    first.focus();
    for boxed in &boxes {
        mark(sheet, boxed);
        sheet.remember(&boxed.name(), &boxed.value());
    }
    saving::soon(sheet);
}

/// Goes to another box.
fn go(sheet: &Sheet, boxed: &Boxed, down: isize, across: isize) {
    let Some(row) = sheet.row_of(boxed.element()) else { return };
    if across != 0 {
        let boxes = row.boxes();
        let at = boxes.iter().position(|other| other == boxed);
        let to = at.and_then(|at| boxes.get(at.checked_add_signed(across)?));
        return to.map_or((), Boxed::focus);
    }
    let rows = sheet.rows();
    let column = boxed.column();
    let Some(at) = rows.iter().position(|other| *other == row) else { return };
    // Rows of other indicators may lack the column: the next that has it is meant.
    let mut next = at.checked_add_signed(down);
    while let Some(row) = next.and_then(|next| rows.get(next)) {
        if let Some(to) = row.boxes().iter().find(|other| other.column() == column) {
            return to.focus();
        }
        next = next.and_then(|next| next.checked_add_signed(down));
    }
}

/// Shows whether the row of a box is saved.
fn mark(sheet: &Sheet, boxed: &Boxed) {
    if let Some(row) = sheet.row_of(boxed.element()) {
        sheet.mark(&row);
    }
}
