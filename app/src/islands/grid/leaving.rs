//! Leaving the page: by sending the form whole, by adding a row, or by going elsewhere.

use super::{
    adding,
    sheet::{Saving, Sheet, Source},
};
use leptos::{
    leptos_dom::helpers::set_timeout,
    wasm_bindgen::JsCast,
    web_sys::{BeforeUnloadEvent, HtmlElement, SubmitEvent},
};
use std::{rc::Rc, time::Duration};

/// How long a form waits for a call that is under way.
const MOMENT: Duration = Duration::from_millis(50);

/// The form is sent, but not beside a row that is being saved: it waits for that.
pub(super) fn send(sheet: &Rc<Sheet>, event: &SubmitEvent) {
    let button = event.submitter().and_then(|button| button.dyn_into::<HtmlElement>().ok());
    if matches!(sheet.saving.get(), Saving::Busy | Saving::Again) {
        event.prevent_default();
        let form = sheet.form.clone();
        set_timeout(
            // A button that is gone by then sends nothing.
            move || drop(form.request_submit_with_submitter(button.as_ref())),
            MOMENT,
        );
        return;
    }
    let is_adding = button.is_some_and(|button| button.get_attribute("value").as_deref() == Some("add"));
    if is_adding && is_alive(sheet) {
        event.prevent_default();
        return adding::add(sheet);
    }
    sheet.is_left.set(true);
    sheet.let_go();
}

/// Whether rows can be saved from here one by one. What came from a file, or is to be taken away, is sent with the form.
fn is_alive(sheet: &Sheet) -> bool {
    let is_dropped = sheet.form.query_selector("[name^='drop.']:checked").is_ok_and(|found| found.is_some());
    sheet.source == Source::Record && sheet.saving.get() != Saving::Stopped && !is_dropped
}

/// Somebody goes elsewhere: they are asked first where something is not saved.
pub(super) fn ask(sheet: &Sheet, event: &BeforeUnloadEvent) {
    if !sheet.is_left.get() && !sheet.changed().is_empty() {
        event.prevent_default();
    }
}
