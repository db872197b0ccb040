//! Lines of TOML, one after another.

use chrono::NaiveDate;
use std::fmt::{Display, Write};
use toml_writer::{ToTomlValue, TomlStringBuilder};

/// The text of a file as it grows.
#[derive(Default)]
pub(super) struct Text(String);

impl Text {
    /// The heading of a section.
    pub(super) fn section(&mut self, name: &str) {
        let gap = if self.0.is_empty() { "" } else { "\n" };
        self.line(format_args!("{gap}{name}"));
    }

    /// The heading of a section that belongs to the one before it.
    pub(super) fn inner(&mut self, name: &str) {
        self.line(name);
    }

    /// A text.
    pub(super) fn text(&mut self, key: &str, value: impl AsRef<str>) {
        self.line(format_args!("{key} = {}", quoted(value.as_ref())));
    }

    /// A text, if there is one.
    pub(super) fn maybe_text(&mut self, key: &str, value: Option<impl AsRef<str>>) {
        if let Some(value) = value {
            self.text(key, value);
        }
    }

    /// A list of texts.
    pub(super) fn texts<T: AsRef<str>>(&mut self, key: &str, values: impl IntoIterator<Item = T>) {
        let values: Vec<_> = values.into_iter().map(|value| quoted(value.as_ref())).collect();
        self.line(format_args!("{key} = [{}]", values.join(", ")));
    }

    /// A value without quotes: a day, a whole number, a yes or no.
    pub(super) fn bare(&mut self, key: &str, value: impl Display) {
        self.line(format_args!("{key} = {value}"));
    }

    /// A day, if there is one.
    pub(super) fn maybe_day(&mut self, key: &str, value: Option<NaiveDate>) {
        if let Some(value) = value {
            self.bare(key, value);
        }
    }

    /// A number, with all its digits.
    pub(super) fn number(&mut self, key: &str, value: f64) {
        self.bare(key, number(value));
    }

    /// A line as it is.
    pub(super) fn line(&mut self, line: impl Display) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.0, "{line}");
    }

    pub(super) fn finished(self) -> String {
        self.0
    }
}

/// A text in quotes, with special characters escaped.
pub(super) fn quoted(text: &str) -> String {
    TomlStringBuilder::new(text).as_default().to_toml_value()
}

/// A number that reads back as itself.
pub(super) fn number(value: f64) -> String {
    // Zero has one form.
    (value + 0.0).to_toml_value()
}
