//! A return in the record: what is asked for, the figures, and the input.

use super::{Asked, Filled, Return, Seen, State, Typed, asked, filled};
use crate::{
    by::By,
    figure::{Approval, Figure, Reading},
    grid::row::BETWEEN,
    outline::Outline,
    period::Period,
    series::{Breakdown, Series, of_group},
    wording,
};
use chrono::NaiveDate;
use std::collections::HashMap;

/// The record's data for a return.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Which return it is.
    pub of: Return,
    /// Its progress.
    pub standing: Standing,
    /// Its states, the latest first.
    pub log: Vec<(State, By)>,
    recorded: Recorded,
    /// Input in force: in an open return, or handed in and not agreed to yet.
    drafts: HashMap<(Series, Period), Draft>,
    /// Input from before somebody recorded a figure there in another way: whoever fills in the return has to choose.
    outdone: HashMap<(Series, Period), Draft>,
    /// Where there is any input, in order.
    typed: Vec<(Series, Period)>,
}

/// The state of a return, and who brought it there.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The state.
    pub state: State,
    /// Who took the step that led to it; `None` before the first step.
    pub by: Option<By>,
}

impl Standing {
    /// The standing of a return before the first step.
    pub const UNTOUCHED: Self = Self { state: State::Open, by: None };
}

/// Input in a cell that is not agreed to yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The input.
    pub typed: Typed,
    /// By whom and when, and under which number.
    pub by: By,
}

/// The approval of a cell's figure, and who recorded it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The approval.
    pub approval: Approval,
    /// Who recorded it, when, and under which number.
    pub by: By,
}

/// The figures that returns can ask for, and who recorded each.
#[derive(Clone, Debug, Default)]
pub struct Recorded {
    /// Sorted as [`crate::series::sort`] sorts them; where a cell has two, the proposed one.
    pub figures: Vec<Figure>,
    marks: HashMap<(Series, Period), Mark>,
}

/// Another person's content of a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Theirs {
    /// Who wrote it; `None` where the cell is blank.
    pub by: Option<By>,
    /// Its reading, if it can be read.
    pub reading: Option<Reading>,
    /// As it would be typed.
    pub typed: Typed,
}

impl Recorded {
    /// From figures in the order of series and time; where a cell has two, the proposed one comes first and is the one used.
    #[must_use]
    pub fn of(all: impl IntoIterator<Item = (Figure, By)>) -> Self {
        let mut recorded = Self::default();
        for (figure, by) in all {
            let is_same = |other: &Figure| other.period == figure.period && other.series == figure.series;
            if recorded.figures.last().is_some_and(is_same) {
                continue;
            }
            let mark = Mark { approval: figure.approval, by };
            recorded.marks.insert((figure.series.clone(), figure.period), mark);
            recorded.figures.push(figure);
        }
        recorded
    }

    /// The approval of a cell's figure, if there is one.
    #[must_use]
    pub fn mark(&self, series: &Series, period: &Period) -> Option<&Mark> {
        self.marks.get(&(series.clone(), *period))
    }

    /// The state on a day of a return with some rows. One that nobody has touched counts as approved if all of its figures
    /// are: they were recorded one by one, or came in a file.
    #[must_use]
    pub fn seen_on<'a>(
        &self,
        standing: &Standing,
        rows: impl Iterator<Item = &'a Asked<'a>> + Clone,
        day: NaiveDate,
    ) -> Seen {
        let is_agreed = |row: &Asked<'_>| {
            self.mark(&row.series, &row.period).is_some_and(|mark| mark.approval == Approval::Approved)
        };
        let state = match standing.state {
            State::Open if standing.by.is_none() && rows.clone().all(is_agreed) => State::Approved,
            state => state,
        };
        let opens = rows.clone().filter_map(|row| row.period.last().succ_opt()).min().unwrap_or(day);
        let due = rows.map(|row| row.due).max().unwrap_or(day);
        state.on(day, opens, due)
    }
}

impl Sheet {
    /// A return with its recorded figures, its log (the latest state first), and the input in any return.
    #[must_use]
    pub fn new(
        of: Return,
        (standing, log): (Standing, Vec<(State, By)>),
        recorded: Recorded,
        typed: HashMap<(Series, Period), Draft>,
    ) -> Self {
        let handed_in = standing.by.as_ref().filter(|_| !standing.state.is_open()).map(|by| by.number);
        let mut cells: Vec<_> = typed.keys().cloned().collect();
        cells.sort();
        let (outdone, drafts) = typed.into_iter().partition(|((series, period), draft)| {
            let figure = recorded.mark(series, period).map(|mark| mark.by.number);
            figure > Some(draft.by.number) && figure != handed_in
        });
        Self { of, standing, log, recorded, drafts, outdone, typed: cells }
    }

    /// With the rows that the same request read before, so that each stays in its place.
    #[must_use]
    pub fn with_rows_of(self, earlier: &Self) -> Self {
        Self { typed: earlier.typed.clone(), ..self }
    }

    /// Its rows with their contents.
    #[must_use]
    pub fn rows<'a>(&'a self, outline: &'a Outline) -> Vec<Filled<'a>> {
        let rows = asked(outline, &self.recorded.figures, &self.typed, &self.of);
        filled(outline, &self.recorded.figures, rows, |series, period| {
            self.draft(series, period).map(|draft| draft.typed.clone())
        })
    }

    /// The input in force in a cell.
    #[must_use]
    pub fn draft(&self, series: &Series, period: &Period) -> Option<&Draft> {
        self.drafts.get(&(series.clone(), *period))
    }

    /// The input in a cell from before somebody recorded a figure there in another way.
    #[must_use]
    pub fn outdone(&self, series: &Series, period: &Period) -> Option<&Draft> {
        self.outdone.get(&(series.clone(), *period))
    }

    /// The approval of a cell's figure, if there is one.
    #[must_use]
    pub fn mark(&self, series: &Series, period: &Period) -> Option<&Mark> {
        self.recorded.mark(series, period)
    }

    /// The current figure of a cell.
    #[must_use]
    pub fn figure(&self, series: &Series, period: &Period) -> Option<&Figure> {
        let own = of_group(&self.recorded.figures, &series.indicator, &series.area, &series.breakdown);
        own.iter().find(|figure| figure.period == *period)
    }

    /// The number of a cell's current content, for whoever types into it.
    #[must_use]
    pub fn seen(&self, row: &Asked<'_>) -> Option<i64> {
        let draft = self.draft(&row.series, &row.period).map(|draft| draft.by.number);
        draft.max(self.mark(&row.series, &row.period).map(|mark| mark.by.number))
    }

    /// Its state on a day.
    #[must_use]
    pub fn seen_on(&self, rows: &[Filled<'_>], day: NaiveDate) -> Seen {
        self.recorded.seen_on(&self.standing, rows.iter().map(|row| &row.asked), day)
    }

    /// The content of a row, to be shown to another person who types there.
    #[must_use]
    pub fn theirs(&self, row: &Filled<'_>) -> Theirs {
        let Asked { series, period, .. } = &row.asked;
        let draft = self.draft(series, period).map(|draft| &draft.by);
        let by = draft.or_else(|| self.mark(series, period).map(|mark| &mark.by)).cloned();
        let reading = row.reading.as_ref().and_then(|reading| reading.as_ref().ok()).cloned();
        Theirs { by, reading, typed: row.typed.clone() }
    }
}

#[cfg(feature = "london")]
impl Theirs {
    /// Who left what there and when, in a sentence.
    #[must_use]
    pub fn sentence(&self, indicator: &crate::indicator::Indicator) -> String {
        let Some(by) = &self.by else { return "It is blank now.".to_owned() };
        let who = wording::by(&by.sort, by.person, by.name.as_deref());
        let what = match &self.reading {
            Some(Reading::Value(measured)) => indicator.say(measured.value()),
            Some(Reading::Absent(absence)) => absence.as_str().to_owned(),
            None => "nothing".to_owned(),
        };
        format!("{who} entered {what} ({}).", crate::london::minute_said(by.at))
    }
}

impl Asked<'_> {
    /// Its key among the rows of a return, in forms and files.
    #[must_use]
    pub fn key(&self) -> String {
        let Series { indicator, area, breakdown } = &self.series;
        format!("{indicator}|{area}|{breakdown}|{}", self.period)
    }

    /// Whether it is about this series and period.
    #[must_use]
    pub fn is(&self, series: &Series, period: &Period) -> bool {
        self.series == *series && self.period == *period
    }

    /// The area and group: `Oxfordshire`, `Oxfordshire, sex: female`.
    #[must_use]
    pub fn where_and_whom(&self, outline: &Outline) -> String {
        let area = outline.area_name(&self.series.area);
        match &self.series.breakdown {
            Breakdown::Total => area.to_owned(),
            group => format!("{area}, {}", wording::group(group).to_lowercase()),
        }
    }
}

impl Typed {
    /// All of it as one text: to see whether it changed since it was opened.
    #[must_use]
    pub fn joined(&self) -> String {
        let Self { numerator, denominator, value, absence, status, note, because, reason, origin } = self;
        [numerator, denominator, value, absence, status, note, because, reason, origin]
            .map(String::as_str)
            .join(BETWEEN)
    }
}

/// The last day on which a return is not late.
#[must_use]
pub fn due<'a>(rows: impl Iterator<Item = &'a Asked<'a>>) -> Option<NaiveDate> {
    rows.map(|row| row.due).max()
}
