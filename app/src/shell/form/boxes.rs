//! The boxes of a form: a label, a hint, what is wrong, and what was typed.

use super::{Errors, text_area::text_area};
use crate::ask::typed::Typed;
use domain::wording;
use leptos::prelude::*;

/// A form that is being printed: what was typed, and what is wrong with it.
#[derive(Clone, Copy)]
pub(crate) struct Form<'a> {
    pub(crate) typed: &'a Typed,
    pub(crate) errors: &'a Errors,
}

/// A box for a line of text.
#[derive(Clone, Copy, Default)]
pub(crate) struct Text {
    pub(crate) name: &'static str,
    pub(crate) label: &'static str,
    pub(crate) hint: &'static str,
    /// The type of the input, as browsers name it; `text` if empty.
    pub(crate) kind: &'static str,
    /// The keyboard that a phone is to offer.
    pub(crate) keys: &'static str,
    /// What a browser may fill in.
    pub(crate) fill: &'static str,
    /// How wide, in characters: `short`, `middle` or nothing.
    pub(crate) width: &'static str,
}

/// One of several things to choose: its word, and what people read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) label: String,
}

impl Choice {
    pub(crate) fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }

    /// The words of a vocabulary, as they start a sentence.
    pub(crate) fn words<'a>(words: impl IntoIterator<Item = &'a str>) -> Vec<Self> {
        words.into_iter().map(|word| Self::new(word, wording::capital(word))).collect()
    }
}

/// How much a button weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Button {
    Main,
    Second,
    Warning,
}

impl Button {
    pub(crate) fn view(self, label: &'static str) -> AnyView {
        self.view_for(label, "")
    }

    /// A button that says for screen readers what it is for, where the page has several of its name.
    pub(crate) fn view_for(self, label: &'static str, what_for: &str) -> AnyView {
        let class = match self {
            Self::Main => "button",
            Self::Second => "button second",
            Self::Warning => "button warning",
        };
        let what_for =
            (!what_for.is_empty()).then(|| view! { <span class="unseen">{what_for.to_owned()}</span> });
        view! { <button type="submit" class=class>{label} {what_for}</button> }.into_any()
    }
}

/// What is wrong with a page, an item each; nothing where nothing is.
pub(crate) fn summary_of(items: Vec<impl IntoView + 'static>) -> Option<AnyView> {
    (!items.is_empty()).then(|| {
        view! {
            <div class="error-summary" role="alert" aria-labelledby="error-summary" tabindex="-1">
                <h2 id="error-summary">"There is a problem"</h2>
                <ul>{items}</ul>
            </div>
        }
        .into_any()
    })
}

impl Form<'_> {
    /// What is wrong, all of it, each leading to its box; nothing where nothing is.
    pub(crate) fn summary(&self) -> Option<AnyView> {
        let items: Vec<_> = self
            .errors
            .all()
            .iter()
            .map(|(name, message)| view! { <li><a href=format!("#{name}")>{message.clone()}</a></li> })
            .collect();
        summary_of(items)
    }

    /// A box for a line of text.
    pub(crate) fn line(&self, text: Text) -> AnyView {
        let Text { name, label, hint, kind, keys, fill, width } = text;
        // A password is typed anew, whatever was wrong.
        let value = if kind == "password" { String::new() } else { self.typed.get(name).to_owned() };
        let input = view! {
            <input
                id=name
                name=name
                type=if kind.is_empty() { "text" } else { kind }
                inputmode=(!keys.is_empty()).then_some(keys)
                autocomplete=if fill.is_empty() { "off" } else { fill }
                class=width
                value=value
                aria-describedby=self.described_by(name, hint)
                aria-invalid=self.errors.at(name).map(|_| "true")
            />
        };
        self.around(name, label, hint, input.into_any())
    }

    /// A box for several lines.
    pub(crate) fn lines(&self, name: &'static str, label: &'static str, hint: &'static str) -> AnyView {
        let described_by = self.described_by(name, hint);
        let area = text_area(name, self.typed.get(name), described_by, self.errors.at(name));
        self.around(name, label, hint, area)
    }

    /// A list to choose from; `none` is the first item where nothing needs to be chosen.
    pub(crate) fn list(
        &self,
        name: &'static str,
        label: &'static str,
        hint: &'static str,
        none: Option<&'static str>,
        choices: &[Choice],
    ) -> AnyView {
        let chosen = self.typed.get(name);
        let none = none.map(|text| view! { <option value="">{text}</option> });
        let options: Vec<_> = choices
            .iter()
            .map(|choice| {
                let is_chosen = choice.value == chosen;
                view! { <option value=choice.value.clone() selected=is_chosen>{choice.label.clone()}</option> }
            })
            .collect();
        let select = view! {
            <select
                id=name
                name=name
                aria-describedby=self.described_by(name, hint)
                aria-invalid=self.errors.at(name).map(|_| "true")
            >
                {none}
                {options}
            </select>
        };
        self.around(name, label, hint, select.into_any())
    }

    /// A few things of which one is chosen, all in sight.
    pub(crate) fn radios(
        &self,
        name: &'static str,
        legend: &'static str,
        hint: &'static str,
        choices: &[Choice],
    ) -> AnyView {
        let chosen = self.typed.get(name);
        let radios: Vec<_> = choices
            .iter()
            .enumerate()
            .map(|(place, choice)| {
                // The summary leads to the first.
                let id = if place == 0 { name.to_owned() } else { format!("{name}-{place}") };
                let is_chosen = choice.value == chosen;
                view! {
                    <div class="radio">
                        <input type="radio" id=id.clone() name=name value=choice.value.clone() checked=is_chosen/>
                        <label for=id>{choice.label.clone()}</label>
                    </div>
                }
            })
            .collect();
        self.group(name, legend, hint, radios.into_any())
    }

    /// A few things of which any may be ticked, all in sight; each sends the same name.
    pub(crate) fn ticks(
        &self,
        name: &'static str,
        legend: &'static str,
        hint: &'static str,
        choices: &[Choice],
    ) -> AnyView {
        let is_ticked = |value: &str| self.typed.0.iter().any(|(key, other)| key == name && other == value);
        let ticks: Vec<_> = choices
            .iter()
            .enumerate()
            .map(|(place, choice)| {
                // The summary leads to the first.
                let id = if place == 0 { name.to_owned() } else { format!("{name}-{place}") };
                let is_ticked = is_ticked(&choice.value);
                view! {
                    <div class="radio">
                        <input type="checkbox" id=id.clone() name=name value=choice.value.clone() checked=is_ticked/>
                        <label for=id>{choice.label.clone()}</label>
                    </div>
                }
            })
            .collect();
        self.group(name, legend, hint, ticks.into_any())
    }

    /// Boxes that belong together. The summary leads to the one that has the group's name for its id.
    pub(crate) fn group(
        &self,
        name: &'static str,
        legend: &'static str,
        hint: &'static str,
        boxes: AnyView,
    ) -> AnyView {
        view! {
            <fieldset class=self.class(name) aria-describedby=self.described_by(name, hint)>
                <legend>{legend}</legend>
                {self.hint(name, hint)}
                {self.error(name)}
                {boxes}
            </fieldset>
        }
        .into_any()
    }

    /// What goes along without being seen.
    pub(crate) fn hidden(&self, name: &'static str, value: impl Into<String>) -> AnyView {
        view! { <input type="hidden" name=name value=value.into()/> }.into_any()
    }

    fn around(&self, name: &'static str, label: &'static str, hint: &'static str, input: AnyView) -> AnyView {
        view! {
            <div class=self.class(name)>
                <label for=name>{label}</label>
                {self.hint(name, hint)}
                {self.error(name)}
                {input}
            </div>
        }
        .into_any()
    }

    fn class(&self, name: &str) -> &'static str {
        if self.errors.at(name).is_some() { "field wrong" } else { "field" }
    }

    fn hint(&self, name: &str, hint: &'static str) -> Option<AnyView> {
        (!hint.is_empty()).then(|| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> }.into_any())
    }

    fn error(&self, name: &str) -> Option<AnyView> {
        let message = self.errors.at(name)?.to_owned();
        let id = format!("{name}-error");
        Some(
            view! { <p class="field-error" id=id><span class="unseen">"Error: "</span> {message}</p> }
                .into_any(),
        )
    }

    fn described_by(&self, name: &str, hint: &str) -> Option<String> {
        let hint = (!hint.is_empty()).then(|| format!("{name}-hint"));
        let error = self.errors.at(name).map(|_| format!("{name}-error"));
        let both: Vec<_> = hint.into_iter().chain(error).collect();
        (!both.is_empty()).then(|| both.join(" "))
    }
}
