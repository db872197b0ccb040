//! A row of the grid on the page, with the row below it that holds its notes.

use super::boxed::Boxed;
use domain::grid::row::{self, FIELDS};
use leptos::{
    prelude::document,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement, HtmlFormElement, NodeList},
};

/// A row that takes something.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    form: HtmlFormElement,
    element: Element,
    /// Its place in the form, which the names of its boxes end with.
    pub(super) place: usize,
}

impl Row {
    /// Every row of a form, in order.
    pub(super) fn all(form: &HtmlFormElement) -> Vec<Self> {
        elements(form.query_selector_all("tr[data-row]").ok())
            .into_iter()
            .filter_map(|element| Self::at(form, element))
            .collect()
    }

    /// The row that an element is in, or below.
    pub(super) fn of(form: &HtmlFormElement, within: &Element) -> Option<Self> {
        let element = within.closest("tr").ok()??;
        if element.has_attribute("data-row") {
            return Self::at(form, element);
        }
        Self::at(form, element.previous_element_sibling()?)
    }

    fn at(form: &HtmlFormElement, element: Element) -> Option<Self> {
        let place = element.get_attribute("data-row")?.parse().ok()?;
        Some(Self { form: form.clone(), element, place })
    }

    /// The box of a name in this row, seen or hidden.
    pub(super) fn named(&self, name: &str) -> Option<Boxed> {
        Boxed::of(self.form.elements().named_item(&format!("{name}.{}", self.place))?)
    }

    /// What the box of a name holds; nothing where there is none.
    pub(super) fn held(&self, name: &str) -> String {
        self.named(name).map(|boxed| boxed.value()).unwrap_or_default()
    }

    /// Fills the box of a name, where there is one.
    pub(super) fn set(&self, name: &str, value: &str) {
        if let Some(boxed) = self.named(name) {
            boxed.fill(value);
        }
    }

    /// What names it, on every page that shows it.
    pub(super) fn key(&self) -> String {
        self.held("key")
    }

    /// What the record held when the page was made, as one text.
    pub(super) fn was(&self) -> String {
        self.held("was")
    }

    /// What is typed now, as one text. A box that is not on the page, such as that of a reason which nobody wants any more, holds
    /// what it held.
    pub(super) fn typed(&self) -> String {
        let was = self.was();
        let now = |field: &str| {
            self.named(field).map_or_else(|| row::of(&was, field).to_owned(), |boxed| boxed.value())
        };
        row::joined(FIELDS.into_iter().map(now))
    }

    /// Fills its boxes from such a text.
    pub(super) fn fill(&self, typed: &str) {
        for (field, text) in row::parted(typed) {
            self.set(field, text);
        }
    }

    /// Its boxes in the grid, from the left.
    pub(super) fn boxes(&self) -> Vec<Boxed> {
        let found = elements(self.element.query_selector_all("[data-col]").ok());
        found.into_iter().filter_map(Boxed::of).collect()
    }

    /// Every box that is about it: also those for why it is right.
    pub(super) fn all_boxes(&self) -> Vec<Boxed> {
        let below = self.below().and_then(|below| below.query_selector_all("[data-col]").ok());
        let below = elements(below).into_iter().filter_map(Boxed::of);
        self.boxes().into_iter().chain(below).collect()
    }

    /// Shows a sign for those who look, or takes it away.
    pub(super) fn class(&self, class: &str, is_on: bool) {
        let _ = self.element.class_list().toggle_with_force(class, is_on);
    }

    /// Shows how far what is recorded has come.
    pub(super) fn show_state(&self, html: &str) {
        if let Ok(Some(cell)) = self.element.query_selector(".stands-here") {
            cell.set_inner_html(html);
        }
    }

    /// Shows the server's notes on it; whoever is in one of their boxes stays there.
    pub(super) fn show_told(&self, html: &str) {
        let Some(below) = self.below() else { return };
        let Some(cell) = below.first_element_child() else { return };
        let active = document().active_element();
        let focused = active.filter(|active| cell.contains(Some(active))).map(|active| active.id());
        cell.set_inner_html(html);
        below.set_hidden(cell.text_content().is_none_or(|text| text.trim().is_empty()));
        let again = focused.and_then(|id| document().get_element_by_id(&id));
        if let Some(again) = again.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            let _ = again.focus();
        }
    }

    /// What somebody else left in it, as one text, where the page shows that.
    pub(super) fn theirs(&self) -> Option<String> {
        self.below()?.query_selector("[data-theirs]").ok()??.get_attribute("data-theirs")
    }

    /// Whether the page asks which of two people's figures to keep.
    pub(super) fn is_asked(&self) -> bool {
        self.below().is_some_and(|below| matches!(below.query_selector(".conflict"), Ok(Some(_))))
    }

    fn below(&self) -> Option<HtmlElement> {
        self.element.next_element_sibling()?.dyn_into().ok()
    }
}

fn elements(found: Option<NodeList>) -> Vec<Element> {
    let Some(found) = found else { return Vec::new() };
    (0..found.length()).filter_map(|place| found.get(place)?.dyn_into().ok()).collect()
}
