//! Saving input in a return: what is kept, what is refused, and where somebody else wrote in between.

use super::{Asking, Filled, Sheet, Theirs, Typed, as_typed, handing::Lack, read};
use crate::{
    entry::{self, Field, Wrong},
    figure::Figure,
    indicator::Indicator,
    outline::Outline,
    period::Period,
    series::Series,
};

/// A row as it was sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Posted {
    /// Its series.
    pub series: Series,
    /// Its period.
    pub period: Period,
    /// The number of what its writer saw: of the input there, else of the figure.
    pub seen: Option<i64>,
    /// The content of the row when its writer opened it, as [`Typed::joined`] gives it.
    pub was: String,
    /// The input.
    pub typed: Typed,
    /// The choice between two people's figures.
    pub choice: Choice,
    /// Whether the row, which somebody added, is to be removed.
    pub is_dropped: bool,
}

/// The choice between two people's figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// There was nothing to choose.
    #[default]
    None,
    /// There was, and nothing has been chosen yet.
    Open,
    /// One's own input is kept.
    Mine,
    /// The other person's figure is kept.
    Theirs,
}

/// What is to be written for a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Saving {
    /// Its series.
    pub series: Series,
    /// Its period.
    pub period: Period,
    /// The input; `None` withdraws earlier input, so that the existing figure applies again.
    pub typed: Option<Typed>,
    /// The number of what its writer saw: of the input there, else of the figure.
    pub replaces: Option<i64>,
}

/// What is to be done with a row that was sent.
#[derive(Clone, Debug, PartialEq)]
pub enum Judged {
    /// Nothing: it is unchanged.
    Left,
    /// It is written.
    Written(Saving),
    /// It is invalid.
    Wrong(Vec<Wrong>),
    /// Somebody else's figure is there too, and one of the two has to be chosen.
    Undecided(Theirs),
}

/// The outcome for a row: empty if it is saved and complete.
#[derive(Clone, Debug, PartialEq)]
pub struct RowAnswer {
    /// Its series.
    pub series: Series,
    /// Its period.
    pub period: Period,
    /// What is wrong with it.
    pub wrongs: Vec<Wrong>,
    /// What somebody else wrote there in between.
    pub theirs: Option<Theirs>,
    /// What it lacks before it can be handed in.
    pub lacks: Vec<Lack>,
}

/// Why rows cannot be accepted as sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// A row is not in the return, or was sent twice.
    Unasked,
    /// A row of the return was not sent.
    Incomplete,
    /// Nothing falls due in the quarter, so there is nothing to hand in.
    NothingDue,
}

impl RowAnswer {
    /// The answer for a row without remarks.
    #[must_use]
    pub fn kept(series: Series, period: Period) -> Self {
        Self { series, period, wrongs: Vec::new(), theirs: None, lacks: Vec::new() }
    }

    /// Whether there are no remarks on the row.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        self.wrongs.is_empty() && self.theirs.is_none() && self.lacks.is_empty()
    }
}

/// What is to be done with each row that was sent, in their order.
///
/// # Errors
/// When one is not in the return, or was sent twice.
pub fn judged(outline: &Outline, sheet: &Sheet, posted: &[Posted]) -> Result<Vec<Judged>, Misfit> {
    let rows = sheet.rows(outline);
    let mut judged = Vec::with_capacity(posted.len());
    for (place, row) in posted.iter().enumerate() {
        let is_same = |other: &Posted| other.series == row.series && other.period == row.period;
        let is_again = posted.iter().take(place).any(is_same);
        let filled = rows.iter().find(|filled| filled.asked.is(&row.series, &row.period));
        let filled = filled.filter(|_| !is_again).ok_or(Misfit::Unasked)?;
        judged.push(judged_row(sheet, filled, row));
    }
    Ok(judged)
}

fn judged_row(sheet: &Sheet, filled: &Filled<'_>, row: &Posted) -> Judged {
    let is_outdone = sheet.outdone(&row.series, &row.period).is_some();
    let is_changed = row.typed.joined() != row.was;
    let undecided = || Judged::Undecided(sheet.theirs(filled));
    if row.is_dropped && filled.asked.because == Asking::Added {
        return written(row, None);
    }
    match row.choice {
        Choice::Open => undecided(),
        Choice::None if is_outdone => undecided(),
        Choice::Theirs if is_outdone => written(row, None),
        Choice::Mine if is_outdone && !is_changed => written(row, None),
        Choice::Theirs => Judged::Left,
        Choice::None | Choice::Mine if !is_changed => Judged::Left,
        Choice::None | Choice::Mine => judged_typed(sheet, filled, row),
    }
}

/// Writing something in a row, or withdrawing its earlier input.
fn written(row: &Posted, typed: Option<Typed>) -> Judged {
    let (series, period, replaces) = (row.series.clone(), row.period, row.seen);
    Judged::Written(Saving { series, period, typed, replaces })
}

/// The most characters of a number, and of a note or reason.
const LONGEST: (usize, usize) = (60, 2000);

/// What is to be done with a row, by its input.
fn judged_typed(sheet: &Sheet, filled: &Filled<'_>, row: &Posted) -> Judged {
    let indicator = filled.asked.indicator;
    let typed = &row.typed;
    let draft = sheet.draft(&row.series, &row.period);
    let figure = sheet.figure(&row.series, &row.period);
    let wrong = |at, message: &str| Judged::Wrong(vec![Wrong { at, message: message.to_owned() }]);
    let numbers = [
        (Field::Numerator, &typed.numerator),
        (Field::Denominator, &typed.denominator),
        (Field::Value, &typed.value),
    ];
    for (at, text) in numbers {
        if text.chars().count() > LONGEST.0 {
            return wrong(at, "enter a number: that is too long to be one");
        }
    }
    if [&typed.note, &typed.reason].iter().any(|text| text.chars().count() > LONGEST.1) {
        return wrong(Field::Value, "shorten the note and the reason to 2000 characters each");
    }
    if [&typed.note, &typed.reason].iter().any(|text| !entry::is_printable(text)) {
        return wrong(Field::Value, entry::UNPRINTABLE);
    }
    if typed.is_blank() {
        return match (draft, figure) {
            // A note may explain a row that is left blank.
            (_, None) if !typed.note.is_empty() => written(row, Some(typed.clone())),
            // A row that somebody added stays until they remove it.
            (Some(_), None) if filled.asked.because == Asking::Added => written(row, Some(typed.clone())),
            (Some(_), _) => written(row, None),
            (None, None) => Judged::Left,
            (None, Some(_)) => wrong(
                Field::Value,
                "there is already a figure here: type another, or withdraw it from its history",
            ),
        };
    }
    if let Err(wrongs) = read(indicator, typed) {
        return Judged::Wrong(wrongs);
    }
    match (draft, figure) {
        (Some(_), Some(figure)) if says_the_same(indicator, figure, typed) => written(row, None),
        (None, Some(figure)) if says_the_same(indicator, figure, typed) => Judged::Left,
        _ => written(row, Some(typed.clone())),
    }
}

/// Whether a figure has the same content as the input.
fn says_the_same(indicator: &Indicator, figure: &Figure, typed: &Typed) -> bool {
    as_typed(indicator, figure).joined() == typed.joined()
}

/// The outcome for each row that was sent, after the valid ones were written. `now` is the return as it then is; `stale` are
/// the indices, among what was to be written, of those where somebody else had written in between.
#[must_use]
pub fn answers(
    outline: &Outline,
    now: &Sheet,
    posted: &[Posted],
    judged: Vec<Judged>,
    stale: &[usize],
) -> Vec<RowAnswer> {
    let rows = now.rows(outline);
    let mut place = 0;
    let answer = |(row, judged): (&Posted, Judged)| {
        let answer = RowAnswer::kept(row.series.clone(), row.period);
        match judged {
            Judged::Left => answer,
            Judged::Wrong(wrongs) => RowAnswer { wrongs, ..answer },
            Judged::Undecided(theirs) => RowAnswer { theirs: Some(theirs), ..answer },
            Judged::Written(_) => {
                let is_stale = stale.contains(&place);
                place += 1;
                let filled = rows.iter().find(|filled| filled.asked.is(&row.series, &row.period));
                // What the same form wrote when it was sent before is not another person's.
                let is_theirs = |filled: &&Filled<'_>| filled.typed.joined() != row.typed.joined();
                let theirs = filled.filter(|_| is_stale).filter(is_theirs).map(|filled| now.theirs(filled));
                RowAnswer { theirs, ..answer }
            }
        }
    };
    posted.iter().zip(judged).map(answer).collect()
}

/// The rows that somebody changed or added in between, among those left unchanged by whoever hands the return in.
///
/// # Errors
/// When there are no rows, or a row was not sent that nobody added by hand.
pub fn unseen(outline: &Outline, sheet: &Sheet, posted: &[Posted]) -> Result<Vec<RowAnswer>, Misfit> {
    let rows = sheet.rows(outline);
    if rows.is_empty() {
        return Err(Misfit::NothingDue);
    }
    let mut answers = Vec::new();
    for filled in &rows {
        let answer = RowAnswer::kept(filled.asked.series.clone(), filled.asked.period);
        let row = posted.iter().find(|row| filled.asked.is(&row.series, &row.period));
        let Some(row) = row else {
            if filled.asked.because != Asking::Added {
                return Err(Misfit::Incomplete);
            }
            answers.push(RowAnswer { lacks: vec![Lack::AddedSince], ..answer });
            continue;
        };
        let typed = row.typed.joined();
        let is_left = typed == row.was;
        let is_seen = row.seen == sheet.seen(&filled.asked) || typed == filled.typed.joined();
        if is_left && !is_seen {
            answers.push(RowAnswer { theirs: Some(sheet.theirs(filled)), ..answer });
        }
    }
    Ok(answers)
}
