//! A box of the grid on the page: a line of text or a list.

use domain::grid::{block::Slot, keys::Kind};
use leptos::{
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement, HtmlInputElement, HtmlOptionElement, HtmlSelectElement},
};

/// A box.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Boxed {
    /// A line of text, seen or hidden.
    Line(HtmlInputElement),
    /// One of a list.
    List(HtmlSelectElement),
}

impl Boxed {
    /// The box that an element is.
    pub(super) fn of(element: Element) -> Option<Self> {
        match element.dyn_into::<HtmlInputElement>() {
            Ok(line) => Some(Self::Line(line)),
            Err(element) => element.dyn_into::<HtmlSelectElement>().ok().map(Self::List),
        }
    }

    /// The element.
    pub(super) fn element(&self) -> &HtmlElement {
        match self {
            Self::Line(line) => line,
            Self::List(list) => list,
        }
    }

    /// The name of its column, where it is one of a row's boxes.
    pub(super) fn column(&self) -> Option<String> {
        self.element().get_attribute("data-col")
    }

    /// Its name in the form.
    pub(super) fn name(&self) -> String {
        self.element().get_attribute("name").unwrap_or_default()
    }

    /// What it holds.
    pub(super) fn value(&self) -> String {
        match self {
            Self::Line(line) => line.value(),
            Self::List(list) => list.value(),
        }
    }

    /// Fills it.
    pub(super) fn fill(&self, value: &str) {
        match self {
            Self::Line(line) => line.set_value(value),
            Self::List(list) => list.set_value(value),
        }
    }

    /// What it held when the page came.
    pub(super) fn came_with(&self) -> String {
        match self {
            Self::Line(line) => line.default_value(),
            Self::List(list) => {
                let options = options(list);
                let chosen = options.iter().find(|option| option.default_selected()).or(options.first());
                chosen.map(HtmlOptionElement::value).unwrap_or_default()
            }
        }
    }

    /// Goes into it.
    pub(super) fn focus(&self) {
        // A box that has gone meanwhile takes nobody.
        let _ = self.element().focus();
    }

    /// Marks all of its text, so that what is typed takes its place.
    pub(super) fn mark_all(&self) {
        if let Self::Line(line) = self {
            line.select();
        }
    }

    /// Puts the cursor behind its text.
    pub(super) fn go_to_end(&self) {
        if let Self::Line(line) = self {
            let end = u32::try_from(line.value().encode_utf16().count()).unwrap_or_default();
            let _ = line.set_selection_range(end, end);
        }
    }

    /// Marks it for screen readers as wrong or right.
    pub(super) fn set_wrong(&self, is_wrong: bool) {
        // The name is one, so it is always taken.
        let _ = if is_wrong {
            self.element().set_attribute("aria-invalid", "true")
        } else {
            self.element().remove_attribute("aria-invalid")
        };
    }

    /// What it takes.
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Line(_) => Kind::Line,
            Self::List(_) => Kind::List,
        }
    }

    /// What a pasted cell may fill it with.
    pub(super) fn slot(&self) -> Slot {
        let choices = match self {
            Self::Line(_) => None,
            Self::List(list) => {
                Some(options(list).iter().map(|option| (option.value(), option.text())).collect())
            }
        };
        Slot { column: self.column().unwrap_or_default(), choices }
    }
}

fn options(list: &HtmlSelectElement) -> Vec<HtmlOptionElement> {
    let options = list.options();
    let options = (0..options.length()).filter_map(|place| options.item(place)?.dyn_into().ok());
    options.collect()
}
