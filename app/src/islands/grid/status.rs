//! The one line about all rows, which is read out.

use super::{note::Note, sheet::Sheet};
use crate::ask::path;
use domain::grid::saved;
use leptos::{
    prelude::document,
    web_sys::{Element, js_sys::encode_uri_component},
};

impl Sheet {
    /// Shows a note in place of the last one.
    pub(super) fn tell(&self, note: impl Into<Note>) {
        self.note.replace(note.into());
        self.tell_again();
    }

    /// Shows the note again, with the present number of rows that are not saved.
    pub(super) fn tell_again(&self) {
        let Some(line) = document().get_element_by_id("told") else { return };
        let unsaved = saved::waiting(self.changed().len());
        match &*self.note.borrow() {
            Note::Text(text) => line.set_text_content(Some(&format!("{unsaved}{text}"))),
            Note::SignIn => {
                let text =
                    format!("{unsaved}Your session has ended. What you typed is kept in this browser: ");
                line.set_text_content(Some(&text));
                sign_in(&line, &self.of.address().to_string());
            }
        }
    }
}

/// Adds the way to sign in, which leads back here.
fn sign_in(line: &Element, back: &str) {
    let Ok(link) = document().create_element("a") else { return };
    let to = String::from(encode_uri_component(back));
    // An element that was made just now takes what it is given.
    let _ = link.set_attribute("href", &format!("{}?to={to}", path::SignIn));
    link.set_text_content(Some("sign in, and it is saved."));
    let _ = line.append_child(&link);
}
