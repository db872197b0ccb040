//! Recording one figure by hand: from the input and the record to the figure that is to be written, or to the faults.

use crate::{
    access::PersonId,
    by::By,
    cell::{self, Mark},
    entry::{self, Entered, Field, Wrong},
    figure::{Approval, Figure, Origin, Reading, Status, note_and_explanation},
    indicator::Indicator,
    outline::Outline,
    period::Period,
    series::{Breakdown, Series, usual_groups},
};
use chrono::{Months, NaiveDate};

/// The key of a cell of an indicator, as typed or chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Named<'a> {
    /// The place, by its code.
    pub area: &'a str,
    /// The group: `Total`, or as `sex=Female`.
    pub breakdown: &'a str,
    /// The period, as people write it.
    pub period: &'a str,
}

/// The input for one figure. An empty box counts as not given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Boxes<'a> {
    /// The cell.
    pub cell: Named<'a>,
    /// Value, parts and absence.
    pub numbers: entry::Typed<'a>,
    /// Its status, by its word.
    pub status: &'a str,
    /// Whether it has been published, by the word of [`Origin`]; only asked for published indicators.
    pub origin: &'a str,
    /// A note for readers.
    pub note: &'a str,
    /// The reason for the change, if it corrects another.
    pub reason: &'a str,
    /// The number of the figure that its writer saw, if there was one.
    pub replaces: Option<i64>,
}

/// The parsed input: a figure whose note and interval depend on the current one.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    figure: Figure,
    note: String,
    replaces: Option<i64>,
    reason: Option<String>,
}

impl Draft {
    /// The cell.
    #[must_use]
    pub fn cell(&self) -> (&Series, &Period) {
        (&self.figure.series, &self.figure.period)
    }

    /// The number of the figure that its writer saw.
    #[must_use]
    pub fn replaces(&self) -> Option<i64> {
        self.replaces
    }

    /// The reason for the change.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }
}

/// What is to be done with the input.
#[derive(Clone, Debug, PartialEq)]
pub enum Judged {
    /// It is written.
    Written(Box<Figure>),
    /// It is the same as the current figure.
    Same,
}

/// The most characters of a group's name.
const LONGEST: usize = 120;

/// The cell that some boxes name, where `period` is the result of reading the third of them.
///
/// # Errors
/// All faults, box by box.
pub fn cell(
    outline: &Outline,
    indicator: &Indicator,
    named: Named<'_>,
    period: Result<Period, String>,
) -> Result<(Series, Period), Vec<Wrong>> {
    let wrong = |at, message: &str| Wrong { at, message: message.to_owned() };
    let area = outline.areas.iter().find(|area| area.code.as_str() == named.area);
    let breakdown = Breakdown::parse(named.breakdown).filter(|_| named.breakdown.len() <= LONGEST);
    match (area, breakdown, period) {
        (Some(area), Some(breakdown), Ok(period)) => {
            let series = Series { indicator: indicator.slug.clone(), area: area.code.clone(), breakdown };
            Ok((series, period))
        }
        (area, breakdown, period) => {
            let missing = [
                area.is_none().then(|| wrong(Field::Area, "choose an area from the list")),
                breakdown.is_none().then(|| wrong(Field::Breakdown, "choose a group from the list")),
                period.err().map(|message| Wrong { at: Field::Period, message }),
            ];
            Err(missing.into_iter().flatten().collect())
        }
    }
}

/// Reads the input for a figure of an indicator.
///
/// # Errors
/// All faults, box by box.
pub fn draft(
    outline: &Outline,
    indicator: &Indicator,
    boxes: Boxes<'_>,
    today: NaiveDate,
) -> Result<Draft, Vec<Wrong>> {
    let mut wrongs = Vec::new();
    let period = entry::period(indicator, boxes.cell.period, today);
    let cell = kept(&mut wrongs, cell(outline, indicator, boxes.cell, period));
    let entered = kept(&mut wrongs, entry::entered(indicator.measure, indicator.decimals, boxes.numbers));
    let mark = entered.as_ref().and_then(|entered| entered.mark);
    let status = kept(&mut wrongs, status(boxes.status, mark));
    let origin = kept(&mut wrongs, origin(indicator, boxes.origin));
    let unfit = |at, text| entry::unfit(text).map(|message| Wrong { at, message });
    wrongs.extend(unfit(Field::Note, boxes.note));
    wrongs.extend(unfit(Field::Reason, boxes.reason));
    if boxes.replaces.is_some() && boxes.reason.is_empty() {
        let message = "say why the figure changes: this is shown in the history".to_owned();
        wrongs.push(Wrong { at: Field::Reason, message });
    }
    let note = match boxes.note {
        "" => mark.and_then(Mark::note).unwrap_or_default(),
        note => note.to_owned(),
    };
    match (cell, entered, status, origin, wrongs.is_empty()) {
        (Some((series, period)), Some(Entered { reading, .. }), Some(status), Some(origin), true) => {
            let approval = Approval::Draft;
            let (none, explanation) = (None, None);
            let figure =
                Figure { series, period, reading, status, origin, approval, note: none, explanation };
            let reason = (!boxes.reason.is_empty()).then(|| boxes.reason.to_owned());
            Ok(Draft { figure, note, replaces: boxes.replaces, reason })
        }
        _ => Err(wrongs),
    }
}

/// The result that was read; its faults are added to the others.
fn kept<T>(wrongs: &mut Vec<Wrong>, read: Result<T, Vec<Wrong>>) -> Option<T> {
    read.map_err(|more| wrongs.extend(more)).ok()
}

fn status(word: &str, mark: Option<Mark>) -> Result<Status, Vec<Wrong>> {
    let wrong = |message| vec![Wrong { at: Field::Status, message }];
    let chosen = Status::parse(word).ok_or_else(|| wrong("choose how settled the figure is".to_owned()))?;
    cell::status(mark, Some(chosen)).map(|status| status.unwrap_or(chosen)).map_err(wrong)
}

/// Whether a figure is a published one. For a partners' indicator none is; for a published one somebody says so.
fn origin(indicator: &Indicator, word: &str) -> Result<Origin, Vec<Wrong>> {
    match (indicator.origin, Origin::parse(word)) {
        (Origin::Partner, _) => Ok(Origin::Partner),
        (Origin::Published, Some(origin)) => Ok(origin),
        (Origin::Published, None) => {
            let message = "say whether the figure has been published".to_owned();
            Err(vec![Wrong { at: Field::Origin, message }])
        }
    }
}

/// What is to be done with a draft: `figures` are all of its indicator, `stands` is the current figure of its cell, with its number.
///
/// # Errors
/// When the group is not among those offered, or a pooled period covers a different number of years than the others of its indicator.
pub fn judged(
    draft: &Draft,
    figures: &[Figure],
    stands: Option<(&Figure, i64)>,
) -> Result<Judged, Vec<Wrong>> {
    check_kin(draft, figures)?;
    let (before, number) = stands.unzip();
    let (note, explanation) = note_and_explanation(&draft.note, before);
    let reading = with_interval(&draft.figure.reading, before);
    let figure = Figure { reading, note, explanation, ..draft.figure.clone() };
    let is_same = number == draft.replaces && before.is_some_and(|before| says_the_same(before, &figure));
    Ok(if is_same { Judged::Same } else { Judged::Written(Box::new(figure)) })
}

/// Checks that the group is one of those in the list, and that a pooled period covers as many years as the others of its indicator.
fn check_kin(draft: &Draft, figures: &[Figure]) -> Result<(), Vec<Wrong>> {
    let (series, period) = draft.cell();
    let groups = usual_groups(figures.iter().map(|figure| &figure.series.breakdown));
    if !groups.contains(&series.breakdown) {
        let message = "choose a group from the list".to_owned();
        return Err(vec![Wrong { at: Field::Breakdown, message }]);
    }
    let years = figures.first().map(|figure| figure.period.years());
    match years.filter(|years| period.kind().is_pooled() && *years != period.years()) {
        Some(years) => {
            let message = format!("choose a period of {years} years, like the others");
            Err(vec![Wrong { at: Field::Period, message }])
        }
        None => Ok(()),
    }
}

/// An unchanged value keeps the interval that was published with it: the form has no box for one.
fn with_interval(reading: &Reading, stands: Option<&Figure>) -> Reading {
    match (reading, stands.map(|figure| &figure.reading)) {
        (Reading::Value(typed), Some(Reading::Value(stood)))
            if typed.value() == stood.value() && typed.fraction() == stood.fraction() =>
        {
            Reading::Value(*stood)
        }
        _ => reading.clone(),
    }
}

fn says_the_same(a: &Figure, b: &Figure) -> bool {
    (&a.reading, a.status, a.origin, a.remarks()) == (&b.reading, b.status, b.origin, b.remarks())
}

/// Whether what somebody finds in a cell is what they sent before: the same form sent twice is one figure.
#[must_use]
pub fn is_sent_again(mine: &Figure, own: Option<PersonId>, theirs: &Figure, by: &By) -> bool {
    own.is_some() && by.person == own && says_the_same(theirs, mine)
}

/// How many years are pooled by default: the usual number in public health.
const USUALLY_POOLED: u32 = 3;

/// The possible periods of an indicator, the newest first: those from three years before the plan that end by `until`, those
/// that have figures, and for pooled ones the next.
#[must_use]
pub fn periods(
    outline: &Outline,
    indicator: &Indicator,
    figures: &[Figure],
    until: NaiveDate,
) -> Vec<Period> {
    let start = outline.years.first().map_or(until, |year| year.first);
    let from = start.checked_sub_months(Months::new(36)).unwrap_or(start);
    let mut periods = Period::between(indicator.frequency, from, until);
    periods.extend(figures.iter().map(|figure| figure.period));
    if indicator.frequency.is_pooled() {
        let years = figures.first().map_or(USUALLY_POOLED, |figure| figure.period.years());
        periods.extend(Period::pooled_between(indicator.frequency, years, from, until));
    }
    periods.sort();
    periods.dedup();
    periods.reverse();
    periods
}

/// The periods that can be recorded on a day, the newest first.
#[must_use]
pub fn recordable(
    outline: &Outline,
    indicator: &Indicator,
    figures: &[Figure],
    today: NaiveDate,
) -> Vec<Period> {
    let yesterday = today.pred_opt().unwrap_or(today);
    let mut periods = periods(outline, indicator, figures, yesterday);
    periods.retain(|period| indicator.retired.is_none_or(|day| period.first() <= day));
    periods
}

/// The most likely period for a place and group: the first since the plan began that has no figure, else the newest.
/// `periods` are as [`recordable`] gives them.
#[must_use]
pub fn usual_period<'a>(
    outline: &Outline,
    periods: &'a [Period],
    figures: &[Figure],
    (area, breakdown): (&str, &str),
) -> Option<&'a Period> {
    let is_recorded = |period: &Period| {
        figures.iter().any(|figure| {
            figure.period == *period
                && figure.series.area.as_str() == area
                && figure.series.breakdown.to_string() == breakdown
        })
    };
    let plan_begins = outline.years.first().map(|year| year.first);
    let missing =
        periods.iter().rev().find(|period| Some(period.first()) >= plan_begins && !is_recorded(period));
    missing.or(periods.first())
}
