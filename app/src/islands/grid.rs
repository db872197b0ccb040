//! The grid of a return as a spreadsheet: keys, paste, undo, and each row saved as it is left. Every rule about figures is the server's;
//! without script the grid is a form that is sent whole.

mod adding;
mod answering;
mod boxed;
mod calls;
mod choosing;
mod client;
mod leaving;
mod note;
mod pasting;
mod row;
mod saving;
mod sent;
mod sheet;
mod status;
mod typing;

use super::keeping;
use crate::ask::path;
use boxed::Boxed;
use domain::grid::{keys, saved};
use leptos::{
    ev, html,
    leptos_dom::helpers::window_event_listener,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlInputElement},
};
use std::rc::Rc;

#[cfg(feature = "ssr")]
pub(crate) use calls::{AddRow, Choose, SaveRows};
pub use client::Unanswered;
pub use sent::{Added, Answer, Chosen, NewRow, Of, Outcome, SentBoxes, SentRow, Taken, TakenRow};
use sheet::Sheet;
pub use sheet::Source;

/// The form of a return, with a line about what is saved. Its rows are the server's, and are not sent twice.
#[island]
pub fn Grid(
    /// The organisation of the return, as its address has it.
    organisation: String,
    /// The quarter that it is due in, as its address has it.
    quarter: String,
    /// The number of the person who fills it.
    person: String,
    /// The source of what the boxes hold.
    source: Source,
    /// The rows, the buttons below them, and the boxes of a row to add.
    children: Children,
) -> impl IntoView {
    let form = NodeRef::<html::Form>::new();
    let sheet = StoredValue::new_local(None::<Rc<Sheet>>);
    let is_awake = RwSignal::new(false);
    let of = Of { organisation, quarter };
    let action = of.address().to_string();
    let whose = person.clone();
    Effect::new(move || {
        let Some(form) = form.get() else { return };
        sheet.set_value(Some(wake(Sheet::new(form, of.clone(), &person, source), &person)));
        is_awake.set(true);
    });
    let with = move |act: &dyn Fn(&Rc<Sheet>)| {
        if let Some(sheet) = sheet.get_value() {
            act(&sheet);
        }
    };
    // What happens in one of the grid's boxes.
    let in_box = move |event: &ev::Event, act: &dyn Fn(&Rc<Sheet>, &Boxed)| {
        if let Some(boxed) = typing::boxed(event) {
            with(&|sheet| act(sheet, &boxed));
        }
    };
    let change = move |event: ev::Event| {
        let target = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        match target.filter(|target| target.name().starts_with("choose.")) {
            Some(button) => with(&|sheet| choosing::choose(sheet, &button)),
            None => in_box(&event, &typing::commit),
        }
    };
    let doubled = move |event: ev::PointerEvent| {
        if event.detail() > 1 {
            with(&|sheet| sheet.way.set(keys::Way::Editing));
        }
    };
    view! {
        <p class="keys" id="keys" hidden=move || !is_awake.get()>
            "Arrow keys move, Enter goes down, F2 edits, Esc takes back, Ctrl+Z undoes. A block copied from a spreadsheet can be pasted. Each row is saved as you leave it."
        </p>
        <form
            node_ref=form
            method="post"
            action=action
            class="grid"
            data-grid=""
            data-person=whose
            data-filled=(source == Source::File).then_some("")
            on:focusin=move |event| in_box(&event, &|sheet, boxed| typing::come(sheet, boxed))
            on:focusout=move |event| in_box(&event, &typing::commit)
            on:input=move |event| in_box(&event, &|sheet, boxed| typing::typed(sheet, boxed))
            on:change=change
            on:pointerup=doubled
            on:keydown=move |event| in_box(&event, &|sheet, boxed| typing::press(sheet, boxed, &event))
            on:paste=move |event| in_box(&event, &|sheet, boxed| pasting::paste(sheet, boxed, &event))
            on:submit=move |event| with(&|sheet| leaving::send(sheet, &event))
        >
            {children()}
        </form>
    }
}

/// Takes over the form on the page, and puts back what this browser has kept of it.
fn wake(sheet: Sheet, person: &str) -> Rc<Sheet> {
    let sheet = Rc::new(sheet);
    keeping::sift(person);
    forget_on_leaving();
    let (online, unload) = (Rc::clone(&sheet), Rc::clone(&sheet));
    let _ = window_event_listener(ev::online, move |_| saving::save(&online));
    let _ = window_event_listener(ev::beforeunload, move |event| leaving::ask(&unload, &event));
    let is_typed = take_up(&sheet);
    match sheet.put_back() {
        0 if is_typed => saving::soon(&sheet),
        0 => {}
        count => {
            sheet.tell(saved::put_back(count));
            saving::save(&sheet);
        }
    }
    sheet
}

/// Takes up what somebody typed before the grid was awake; gives whether there was any.
fn take_up(sheet: &Sheet) -> bool {
    let boxes: Vec<_> = sheet.rows().iter().flat_map(row::Row::all_boxes).collect();
    let typed: Vec<_> = boxes.iter().filter(|boxed| boxed.came_with() != boxed.value()).collect();
    for boxed in &typed {
        if let Some(row) = sheet.row_of(boxed.element()) {
            sheet.mark(&row);
        }
    }
    let active = document().active_element();
    if let Some(boxed) =
        boxes.iter().find(|boxed| active.as_ref() == Some(boxed.element().as_ref() as &Element))
    {
        sheet.remember(&boxed.name(), &boxed.came_with());
    }
    !typed.is_empty()
}

/// On signing out from this page, clears what the browser keeps; on other pages the server has the browser do so.
fn forget_on_leaving() {
    use leptos::tachys::html::element::ElementExt;
    let form = document().query_selector(&format!("form[action='{}']", path::SignOut)).ok().flatten();
    if let Some(form) = form {
        // The listener is to last as long as the page.
        std::mem::forget(form.on(ev::submit, |_| keeping::forget()));
    }
}
