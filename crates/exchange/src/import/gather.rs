//! What a file proposes, as its rows come in. What repeats is kept once; what shows only at the end is settled then.

use super::{Known, Options, areas::Areas, draft::Draft, naming, table::Row};
use crate::{Fault, sheet::shortened};
use domain::{
    area::{Area, Level},
    cell::{Cell, Mark, Sign},
    figure::{Absence, Fraction, Interval, Measured, Origin, Reading, Status},
    indicator::Indicator,
    period::{Kind, Period},
    proposal::{Problem, Proposal, ProposedFigure},
    series::Breakdown,
};
use std::collections::{HashMap, HashSet};

/// A draft, an area and a breakdown, each by its index.
pub(super) type Key = (u32, u32, u32);

/// What a file proposes, as far as it has been read.
pub(super) struct Gather<'a> {
    /// The places that are known.
    pub(super) places: Areas,
    /// How the file is to be read.
    pub(super) options: &'a Options,
    /// The origin of the figures of indicators that are not known.
    pub(super) origin: Origin,
    pub(super) known: HashMap<&'a str, &'a Indicator>,
    pub(super) proposal: Proposal,
    pub(super) drafts: Vec<Draft>,
    bases: HashSet<String>,
    area_places: HashMap<String, Result<u32, String>>,
    pub(super) breakdowns: Vec<Breakdown>,
    breakdown_places: HashMap<Breakdown, u32>,
    pub(super) keys: Vec<Key>,
    key_places: HashMap<Key, u32>,
    symbols: Vec<(String, Absence, u64)>,
    blanks: u64,
    told: HashSet<String>,
    /// The explanation of the next figure.
    pub(super) explained: Option<Box<str>>,
}

/// What a cell gives for a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Given {
    /// A value with the number of decimals written, or why it is absent.
    pub(super) value: Result<(f64, u8), Absence>,
    /// The sign that says what it counts.
    pub(super) sign: Option<Sign>,
    /// The mark behind it.
    pub(super) mark: Option<Mark>,
}

impl Given {
    /// What a cell gives.
    pub(super) fn of(cell: Cell) -> Self {
        match cell {
            Cell::Absent(absence) => Self { value: Err(absence), sign: None, mark: None },
            Cell::Number(number) => {
                Self { value: Ok((number.value, number.decimals())), sign: number.sign, mark: number.mark }
            }
        }
    }

    /// How settled it is, where its mark says so.
    pub(super) fn status(&self) -> Option<Status> {
        self.mark.and_then(Mark::status)
    }

    /// A note from its mark, where that is not a status.
    pub(super) fn note(&self) -> Option<String> {
        let remark = self.mark.and_then(Mark::remark)?;
        Some(format!("Marked as {remark} in the file."))
    }
}

/// The series and period of a figure, and its row in the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) draft: u32,
    pub(super) area: u32,
    pub(super) breakdown: u32,
    pub(super) period: Period,
    pub(super) row: u32,
}

impl<'a> Gather<'a> {
    /// An empty proposal.
    pub(super) fn new(known: &'a Known, options: &'a Options, places: Areas, origin: Origin) -> Self {
        Self {
            places,
            options,
            origin,
            known: known.indicators.iter().map(|indicator| (indicator.slug.as_str(), indicator)).collect(),
            proposal: Proposal::default(),
            drafts: Vec::new(),
            bases: HashSet::new(),
            area_places: HashMap::new(),
            breakdowns: Vec::new(),
            breakdown_places: HashMap::new(),
            keys: Vec::new(),
            key_places: HashMap::new(),
            explained: None,
            symbols: Vec::new(),
            blanks: 0,
            told: HashSet::new(),
        }
    }

    /// Counts a row; if it cannot be read as a whole, reports that and returns false.
    pub(super) fn takes(&mut self, row: &Row<'_>) -> bool {
        self.proposal.rows += 1;
        if let Some(reason) = row.fault {
            self.refuse(row.number, "", reason);
        }
        row.fault.is_none()
    }

    /// Reports why a cell, or a row where `column` is empty, is refused.
    pub(super) fn refuse(&mut self, row: u32, column: &str, reason: impl Into<String>) {
        self.proposal.refused += 1;
        self.remark(row, column, reason);
    }

    /// Reports something about a cell that is not refused.
    pub(super) fn remark(&mut self, row: u32, column: &str, reason: impl Into<String>) {
        if self.proposal.problems.len() < self.options.limits.problems {
            let clean = |text: String| text.replace(char::is_control, "\u{fffd}");
            let problem = Problem { row, column: clean(column.to_owned()), reason: clean(reason.into()) };
            self.proposal.problems.push(problem);
        }
    }

    /// Notes once how something was read.
    pub(super) fn note(&mut self, text: impl Into<String>) {
        let text = text.into().replace(char::is_control, "\u{fffd}");
        if self.told.len() < 100 && self.told.insert(text.clone()) {
            self.proposal.notes.push(text);
        }
    }

    /// The content of a cell; `None` where it is blank, or refused (which is reported).
    pub(super) fn given(&mut self, row: &Row<'_>, column: usize, heading: &str) -> Option<Given> {
        match row.cell(column) {
            Err(reason) => {
                self.refuse(row.number, heading, reason);
                None
            }
            Ok(None) => {
                self.blanks += 1;
                None
            }
            Ok(Some(cell)) => {
                if let Cell::Absent(absence) = cell {
                    self.symbol(row.text(column), absence);
                }
                Some(Given::of(cell))
            }
        }
    }

    /// Remembers how a symbol was read.
    pub(super) fn symbol(&mut self, text: &str, absence: Absence) {
        if let Some((_, _, count)) = self.symbols.iter_mut().find(|(symbol, ..)| symbol == text) {
            *count += 1;
        } else if self.symbols.len() < 40 {
            self.symbols.push((shortened(text), absence, 1));
        }
    }

    /// The beginning of an indicator's slug, distinct from all that were asked for before.
    pub(super) fn base(&mut self, text: &str) -> String {
        let short = naming::short(text, 80);
        let short = if short.is_empty() { "indicator".to_owned() } else { short };
        let mut base = short.clone();
        let mut number = 2;
        while !self.bases.insert(base.clone()) {
            base = naming::with_suffix(&short, &number.to_string());
            number += 1;
        }
        base
    }

    /// A new indicator with figures of one kind of period. Where the record has it, the record's data apply.
    pub(super) fn draft(&mut self, mut draft: Draft) -> u32 {
        if let Some(known) = self.known.get(draft.base.as_str()).filter(|known| known.frequency == draft.kind)
        {
            draft.take_from(known);
        }
        self.drafts.push(draft);
        self.drafts.len() as u32 - 1
    }

    /// The index of an area by its official code.
    ///
    /// # Errors
    /// When it is not an official code.
    pub(super) fn area(&mut self, code: &str, name: &str, level: Option<Level>) -> Result<u32, String> {
        if let Some(found) = self.area_places.get(code) {
            return found.clone();
        }
        let place = self.places.of_code(code, name, level).map(|area: Area| {
            self.proposal.areas.push(area);
            self.proposal.areas.len() as u32 - 1
        });
        self.area_places.insert(code.to_owned(), place.clone());
        place
    }

    /// The index of a breakdown.
    pub(super) fn breakdown(&mut self, breakdown: &Breakdown) -> u32 {
        if let Some(place) = self.breakdown_places.get(breakdown) {
            return *place;
        }
        let place = self.breakdowns.len() as u32;
        self.breakdowns.push(breakdown.clone());
        self.breakdown_places.insert(breakdown.clone(), place);
        place
    }

    /// A figure with a value as it is published, and what it was made from where that agrees.
    pub(super) fn value(
        &mut self,
        place: Place,
        (value, decimals): (f64, u8),
        parts: (Option<Fraction>, Option<Interval>),
        (status, note): (Status, Option<&str>),
    ) {
        let Some(measured) = Measured::recorded(value, parts.0, parts.1) else { return };
        if self.options.today.is_some_and(|today| place.period.last() >= today) {
            let reason = format!("{} has not ended yet, so it cannot have a value", place.period);
            return self.refuse(place.row, "", reason);
        }
        self.drafts[place.draft as usize].seen.take(value, decimals);
        self.push(place, Reading::Value(measured), status, note);
    }

    /// Whether a sign suits the numbers of an indicator, as far as it is known what that measures; if it does not, reports
    /// that.
    pub(super) fn fits(&mut self, place: Place, sign: Option<Sign>) -> bool {
        let draft = &self.drafts[place.draft as usize];
        let wrong = sign.zip(draft.measure).and_then(|(sign, measure)| sign.fits(measure).err());
        if let Some(reason) = wrong {
            let column = draft.column.clone();
            self.refuse(place.row, &column, reason);
        }
        wrong.is_none()
    }

    /// A figure without a value.
    pub(super) fn absent(&mut self, place: Place, absence: Absence, status: Status, note: Option<&str>) {
        self.push(place, Reading::Absent(absence), status, note);
    }

    fn push(&mut self, place: Place, reading: Reading, status: Status, note: Option<&str>) {
        let key = (place.draft, place.area, place.breakdown);
        let next = self.keys.len() as u32;
        let series = *self.key_places.entry(key).or_insert(next);
        if series == next {
            self.keys.push(key);
        }
        let draft = &mut self.drafts[place.draft as usize];
        draft.figures += 1;
        let note = note.map(str::trim).filter(|note| !note.is_empty()).map(Box::from);
        let (period, row) = (place.period, place.row);
        let explanation = self.explained.take();
        self.proposal.figures.push(ProposedFigure {
            series,
            period,
            reading,
            status,
            row,
            note,
            explanation,
        });
    }

    /// The kind of period of an indicator, as the user or the record gives it.
    pub(super) fn kind_of(&self, base: &str) -> Option<Kind> {
        let answers = self.options.kinds.iter();
        let answer = answers.rev().find(|(slug, _)| slug.as_str() == base).map(|(_, kind)| *kind);
        answer.or_else(|| self.known.get(base).map(|known| known.frequency))
    }

    /// Notes how symbols and blanks were read: nothing more comes in.
    ///
    /// # Errors
    /// When it has no rows.
    pub(super) fn end(&mut self) -> Result<(), Vec<Fault>> {
        if self.proposal.rows == 0 {
            return Err(vec![Fault::new(0, "it has headings but no rows below them")]);
        }
        for (symbol, absence, count) in std::mem::take(&mut self.symbols) {
            let cells = if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") };
            self.note(format!("\"{symbol}\" was read as {absence} ({cells})."));
        }
        if self.blanks > 0 {
            let cells = if self.blanks == 1 {
                "1 blank cell has".into()
            } else {
                format!("{} blank cells have", self.blanks)
            };
            self.note(format!(
                "{cells} no figure: a blank gives neither a value nor a reason why there is none."
            ));
        }
        Ok(())
    }
}
