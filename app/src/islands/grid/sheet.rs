//! The grid of one return on the page: what its rows hold, what was typed, and what this browser keeps of it.

use super::{
    note::Note,
    row::Row,
    sent::{Chosen, Of, SentBoxes, SentRow},
};
use crate::{ask::path, islands::keeping};
use domain::grid::{
    kept::{self, Unsaved},
    keys::Way,
    row,
    undo::{Change, Steps},
};
use leptos::{
    leptos_dom::helpers::TimeoutHandle,
    web_sys::{Element, HtmlFormElement},
};
use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};

/// The source of what the boxes hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// The record.
    Record,
    /// A file that somebody sent: nothing of it is saved before they say so.
    File,
}

/// What is known of a row besides what the page holds.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    /// What was refused: it is not sent again before it is changed.
    pub(super) refused: Option<String>,
    /// Which of two people's figures was chosen, until that is saved.
    pub(super) chosen: Option<Chosen>,
    /// The number of what somebody else left there in between, where the server has reported it.
    pub(super) theirs: Option<Option<i64>>,
    /// What a file filled it with.
    pub(super) filled: Option<String>,
}

/// The grid of one return.
pub(super) struct Sheet {
    pub(super) form: HtmlFormElement,
    pub(super) of: Of,
    pub(super) source: Source,
    /// The name under which this browser keeps what is not saved.
    store: String,
    /// By the places of rows.
    known: RefCell<Vec<Known>>,
    /// The keys of rows that this page has kept.
    kept: RefCell<Vec<String>>,
    /// What boxes held when somebody came into them, by their names.
    before: RefCell<Vec<(String, String)>>,
    pub(super) steps: RefCell<Steps>,
    pub(super) way: Cell<Way>,
    pub(super) note: RefCell<Note>,
    pub(super) timer: RefCell<Option<TimeoutHandle>>,
    pub(super) saving: Cell<Saving>,
    /// Whether the form is being sent whole, which leaves the page.
    pub(super) is_left: Cell<bool>,
}

/// How far saving is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Saving {
    /// Nothing is under way.
    #[default]
    Idle,
    /// A call is under way.
    Busy,
    /// A call is under way, and another is to follow.
    Again,
    /// The server takes nothing from this page any more.
    Stopped,
}

impl Sheet {
    /// The grid in a form.
    pub(super) fn new(form: HtmlFormElement, of: Of, person: &str, source: Source) -> Self {
        // By the return's own address: the page that is filled from a file has another.
        let store = kept::name(person, &of.address().to_string());
        let sheet = Self {
            form,
            of,
            source,
            store,
            known: RefCell::default(),
            kept: RefCell::default(),
            before: RefCell::default(),
            steps: RefCell::default(),
            way: Cell::default(),
            note: RefCell::default(),
            timer: RefCell::default(),
            saving: Cell::default(),
            is_left: Cell::default(),
        };
        for row in sheet.rows() {
            let typed = row.typed();
            sheet.know(&row, |known| {
                known.filled = (source == Source::File).then(|| typed.clone());
                // Nothing is sent before one of the two is chosen.
                known.refused = row.is_asked().then_some(typed);
            });
        }
        sheet
    }

    /// Its rows, in order.
    pub(super) fn rows(&self) -> Vec<Row> {
        Row::all(&self.form)
    }

    /// The row that an element is in, or below.
    pub(super) fn row_of(&self, within: &Element) -> Option<Row> {
        Row::of(&self.form, within)
    }

    /// What is known of a row.
    pub(super) fn known(&self, row: &Row) -> Known {
        self.known.borrow().get(row.place).cloned().unwrap_or_default()
    }

    /// Learns something of a row.
    pub(super) fn know(&self, row: &Row, learn: impl FnOnce(&mut Known)) {
        let mut known = self.known.borrow_mut();
        if known.len() <= row.place {
            known.resize_with(row.place + 1, Known::default);
        }
        if let Some(known) = known.get_mut(row.place) {
            learn(known);
        }
    }

    /// Whether a row holds something that is not saved.
    pub(super) fn is_changed(&self, row: &Row) -> bool {
        self.known(row).chosen.is_some() || row::is_changed(&row.typed(), &row.was())
    }

    /// The rows that hold something that is not saved.
    pub(super) fn changed(&self) -> Vec<Row> {
        self.rows().into_iter().filter(|row| self.is_changed(row)).collect()
    }

    /// Shows whether a row is saved.
    pub(super) fn mark(&self, row: &Row) {
        row.class("unsaved", self.is_changed(row));
    }

    /// The row as it is sent.
    pub(super) fn sent(&self, row: &Row) -> SentRow {
        let typed = row.typed();
        let text = |field: &str| row::of(&typed, field).to_owned();
        let boxes = SentBoxes {
            numerator: text("numerator"),
            denominator: text("denominator"),
            value: text("value"),
            absence: text("absence"),
            status: text("status"),
            note: text("note"),
            because: text("because"),
            reason: text("reason"),
            origin: text("origin"),
        };
        SentRow { key: row.key(), seen: row.held("seen").parse().ok(), was: row.was(), typed: boxes }
    }

    /// What a box held when somebody came into it, where they did.
    pub(super) fn before(&self, name: &str) -> Option<String> {
        let before = self.before.borrow();
        before.iter().find(|(other, _)| other == name).map(|(_, value)| value.clone())
    }

    /// Notes what a box holds as somebody comes into it, or as a step is done.
    pub(super) fn remember(&self, name: &str, value: &str) {
        let mut before = self.before.borrow_mut();
        before.retain(|(other, _)| other != name);
        before.push((name.to_owned(), value.to_owned()));
    }

    /// Notes a step.
    pub(super) fn step(&self, changes: Vec<Change>) {
        self.steps.borrow_mut().note(changes);
    }

    /// Keeps in this browser what is not saved. Rows that a file filled are kept by the file, until somebody types into them.
    pub(super) fn keep(&self) {
        let unsaved = self.changed().into_iter().filter_map(|row| {
            let typed = row.typed();
            let is_the_files = self.known(&row).filled.as_ref() == Some(&typed);
            (!is_the_files).then(|| (row.key(), Unsaved { typed, was: row.was(), seen: row.held("seen") }))
        });
        let unsaved: Vec<_> = unsaved.collect();
        let kept = keeping::read(&self.store);
        let kept = kept.with(&mut self.kept.borrow_mut(), unsaved.into_iter(), keeping::now());
        keeping::write(&self.store, &kept);
    }

    /// Keeps nothing more of this page's rows: they are being sent.
    pub(super) fn let_go(&self) {
        let mut own = self.kept.borrow_mut();
        own.extend(self.rows().iter().map(Row::key));
        let kept = keeping::read(&self.store);
        let at = kept.at;
        keeping::write(&self.store, &kept.with(&mut own, std::iter::empty(), at));
    }

    /// Puts back what this browser has kept since the last time; gives the number of rows.
    pub(super) fn put_back(&self) -> usize {
        let unsaved = keeping::read(&self.store).unsaved;
        let mut count = 0;
        for row in self.rows() {
            let key = row.key();
            let Some((_, kept)) = unsaved.iter().find(|(other, _)| *other == key) else { continue };
            self.kept.borrow_mut().push(key);
            if kept.typed == row.was() {
                continue;
            }
            row.fill(&kept.typed);
            // Seen as it was when it was typed: what somebody else wrote since is shown beside it.
            row.set("seen", &kept.seen);
            self.mark(&row);
            count += 1;
        }
        count
    }
}

impl Of {
    /// The address of the return's page.
    pub(super) fn address(&self) -> path::Return {
        path::Return::of(&self.organisation, &self.quarter)
    }
}
