//! Choosing between two people's figures.

use super::{saving, sent::Chosen, sheet::Sheet};
use leptos::web_sys::HtmlInputElement;
use std::rc::Rc;

/// Somebody chose in a row that two people have written in.
pub(super) fn choose(sheet: &Rc<Sheet>, button: &HtmlInputElement) {
    let Some(row) = sheet.row_of(button) else { return };
    let Some(theirs) = row.theirs() else { return };
    let chosen = if button.value() == "theirs" { Chosen::Theirs } else { Chosen::Mine };
    if let Some(seen) = sheet.known(&row).theirs {
        row.set("seen", &seen.map(|seen| seen.to_string()).unwrap_or_default());
    }
    sheet.know(&row, |known| (known.chosen, known.refused) = (Some(chosen), None));
    if chosen == Chosen::Theirs {
        row.fill(&theirs);
    }
    row.set("was", &theirs);
    if chosen == Chosen::Theirs {
        row.class("wrong", false);
        row.show_told("");
    }
    sheet.mark(&row);
    saving::save(sheet);
}
