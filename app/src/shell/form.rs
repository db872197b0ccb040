//! Forms: what was typed, what is wrong with it, and the boxes that hold both.

mod again;
mod boxes;
mod file;
mod read;
pub(crate) mod replacing;
mod text_area;
mod typed;
pub(crate) mod withdrawing;

pub(crate) use again::{AGAIN, Again, Sent, go_on, go_on_by, is_again, sent};
pub(crate) use boxes::{Button, Choice, Form, Text, summary_of};
pub(crate) use file::Files;
pub(crate) use read::in_a_line;
pub(crate) use typed::read;

use crate::ask::fault::Fault;
use domain::wording;

/// What is wrong, box by box, in the order of the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Errors(Vec<(&'static str, String)>);

impl Errors {
    /// Notes what is wrong with a box. Sentences begin with a capital.
    pub(crate) fn add(&mut self, name: &'static str, message: impl Into<String>) {
        self.0.push((name, wording::capital(&message.into())));
    }

    /// One error.
    pub(crate) fn of(name: &'static str, message: impl Into<String>) -> Self {
        let mut errors = Self::default();
        errors.add(name, message);
        errors
    }

    /// The value, or the error noted at a box.
    pub(crate) fn take<T, E: std::fmt::Display>(
        &mut self,
        name: &'static str,
        read: Result<T, E>,
    ) -> Option<T> {
        read.map_err(|error| self.add(name, error.to_string())).ok()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn all(&self) -> &[(&'static str, String)] {
        &self.0
    }

    /// What is wrong with a box.
    pub(crate) fn at(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(of, _)| *of == name).map(|(_, message)| message.as_str())
    }
}

/// What came of a form: it was saved, or is shown again.
#[derive(Debug)]
pub(crate) enum Refused {
    /// Something is wrong with what was typed.
    Errors(Errors),
    /// Something is wrong with who asks, or with us.
    Fault(Fault),
}

impl From<Errors> for Refused {
    fn from(errors: Errors) -> Self {
        Self::Errors(errors)
    }
}

impl From<Fault> for Refused {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<storage::Error> for Refused {
    fn from(error: storage::Error) -> Self {
        Self::Fault(error.into())
    }
}
