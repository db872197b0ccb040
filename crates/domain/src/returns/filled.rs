//! A return with the contents of its rows: the input, its result, and what is unlikely about it.

use super::{Asked, Because, Doubt, Sum, Typed, doubts, previous, sums};
use crate::{
    cell::{self, Cell, Mark},
    entry::{self, Entered, Field, Wrong},
    figure::{Figure, Origin, Reading, Status},
    indicator::{Indicator, Measure},
    number,
    outline::Outline,
    period::Period,
    series::{Series, of_group},
};

/// One row with its contents.
#[derive(Clone, Debug, PartialEq)]
pub struct Filled<'a> {
    /// What is asked for.
    pub asked: Asked<'a>,
    /// The contents of its boxes: the input, else the figure as it would be typed.
    pub typed: Typed,
    /// The result of that, or what is wrong with it; `None` if it is blank.
    pub reading: Option<Result<Reading, Vec<Wrong>>>,
    /// What is unlikely about it.
    pub doubts: Vec<Doubt>,
    /// The sums of its parts, if it is a whole with parts.
    pub sums: Vec<Sum>,
    /// The four periods before, each with its figure if there is one.
    pub previous: Vec<(Period, Option<&'a Figure>)>,
}

impl Filled<'_> {
    /// Whether it has a valid answer.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        matches!(self.reading, Some(Ok(_)))
    }

    /// Whether it is unlikely and nobody has explained it.
    #[must_use]
    pub fn wants_reason(&self) -> bool {
        !self.doubts.is_empty() && self.is_answered() && !is_explained(&self.typed)
    }
}

/// Whether an unlikely figure is explained.
fn is_explained(typed: &Typed) -> bool {
    Because::parse(&typed.because).is_some() && !typed.reason.trim().is_empty()
}

/// Fills in the rows of a return. `figures` are the current ones, of the plan's area and its districts, sorted as
/// [`crate::series::sort`] sorts them; `typed` gives the input in a cell that is not a figure yet.
#[must_use]
pub fn filled<'a>(
    outline: &Outline,
    figures: &'a [Figure],
    rows: Vec<Asked<'a>>,
    typed: impl Fn(&Series, &Period) -> Option<Typed>,
) -> Vec<Filled<'a>> {
    let mut all: Vec<Filled<'a>> = rows
        .into_iter()
        .map(|asked| {
            let own = of_series(figures, &asked.series);
            let stands = own.iter().find(|figure| figure.period == asked.period);
            let typed = typed(&asked.series, &asked.period)
                .unwrap_or_else(|| stands.map_or_else(blank, |figure| as_typed(asked.indicator, figure)));
            let given = read(asked.indicator, &typed).transpose();
            let reading = given.map(|given| given.map(|given| given.reading));
            let before = |period: Period| (period, own.iter().find(|figure| figure.period == period));
            let previous = previous(&asked.period).into_iter().map(before).collect();
            Filled { asked, typed, reading, doubts: Vec::new(), sums: Vec::new(), previous }
        })
        .collect();
    add_sums(outline, &mut all);
    for row in &mut all {
        let Some(Ok(reading)) = &row.reading else { continue };
        let own = of_series(figures, &row.asked.series);
        let earlier = own.partition_point(|figure| figure.period < row.asked.period);
        let Asked { indicator, period, .. } = &row.asked;
        let earlier = own.get(..earlier).unwrap_or_default();
        row.doubts = doubts(indicator, &outline.change_notes, earlier, period, reading, &row.sums);
    }
    all
}

fn of_series<'a>(figures: &'a [Figure], series: &Series) -> &'a [Figure] {
    of_group(figures, &series.indicator, &series.area, &series.breakdown)
}

/// Rows of one indicator and period are together; the sum of the parts among them is shown at their whole.
fn add_sums(outline: &Outline, all: &mut [Filled<'_>]) {
    let mut from = 0;
    while let Some(first) = all.get(from) {
        let (indicator, period) = (first.asked.indicator, first.asked.period);
        let is_kin =
            |row: &&Filled<'_>| row.asked.indicator.slug == indicator.slug && row.asked.period == period;
        let count = all.iter().skip(from).take_while(is_kin).count();
        let kin = all.get(from..from + count).unwrap_or_default();
        let readings: Vec<_> = kin
            .iter()
            .map(|row| (&row.asked.series, row.reading.as_ref().and_then(|reading| reading.as_ref().ok())))
            .collect();
        for (place, sum) in sums(outline, indicator.measure, &readings) {
            if let Some(row) = all.get_mut(from + place) {
                row.sums.push(sum);
            }
        }
        from += count.max(1);
    }
}

/// A row that nobody has typed into.
fn blank() -> Typed {
    Typed { status: Status::Provisional.as_str().to_owned(), ..Typed::default() }
}

/// The content of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// A value, or why there is none.
    pub reading: Reading,
    /// Its status.
    pub status: Status,
    /// A note for readers; may be empty.
    pub note: String,
}

/// Reads the input in a row; `None` if it is blank. A symbol in the box of the value means the absence that it stands for,
/// and a mark after a number is its status, or its note if nobody wrote one.
///
/// # Errors
/// All faults, box by box.
pub fn read(indicator: &Indicator, typed: &Typed) -> Result<Option<Given>, Vec<Wrong>> {
    if typed.is_blank() {
        return Ok(None);
    }
    let boxes = entry::Typed {
        value: &typed.value,
        numerator: &typed.numerator,
        denominator: &typed.denominator,
        absence: &typed.absence,
    };
    let entered = entry::entered(indicator.measure, indicator.decimals, boxes);
    let chosen = Status::parse(&typed.status)
        .ok_or_else(|| "choose whether the figure is provisional, final or revised".to_owned());
    let mark = entered.as_ref().ok().and_then(|entered| entered.mark);
    let status =
        chosen.and_then(|chosen| cell::status(mark, Some(chosen)).map(|status| status.unwrap_or(chosen)));
    match (entered, status) {
        (Ok(Entered { reading, mark }), Ok(status)) => {
            let marked = mark.and_then(Mark::note).unwrap_or_default();
            let note = if typed.note.trim().is_empty() { marked } else { typed.note.clone() };
            Ok(Some(Given { reading, status, note }))
        }
        (entered, status) => {
            let status = status.err().map(|message| Wrong { at: Field::Status, message });
            Err(status.into_iter().chain(entered.err().into_iter().flatten()).collect())
        }
    }
}

/// How the input in the box of a value was read, if that is more than a number: `[c], confidential`, `12.5, revised`. `None`
/// if it is only a number, or cannot be read.
#[must_use]
pub fn read_as(indicator: &Indicator, typed: &Typed) -> Option<String> {
    match cell::read(&typed.value).ok()? {
        Cell::Absent(absence) => Some(format!("[{}], {absence}", absence.symbol())),
        Cell::Number(number) => {
            let mark = number.mark?;
            let means = mark.status().map_or_else(|| mark.remark().unwrap_or_default(), Status::as_str);
            Some(format!("{}, {means}", indicator.print(number.value)))
        }
    }
}

/// The origin of a figure typed into a return: partners', unless its indicator is a published one and the figure is marked as
/// published too.
#[must_use]
pub fn origin(indicator: &Indicator, typed: &Typed) -> Origin {
    match (indicator.origin, Origin::parse(&typed.origin)) {
        (Origin::Published, Some(Origin::Published)) => Origin::Published,
        _ => Origin::Partner,
    }
}

/// A figure as somebody would type it.
#[must_use]
pub fn as_typed(indicator: &Indicator, figure: &Figure) -> Typed {
    let explanation = figure.explanation.as_deref().unwrap_or_default();
    let typed = Typed {
        status: figure.status.as_str().to_owned(),
        note: figure.note.as_deref().unwrap_or_default().trim().to_owned(),
        because: if explanation.is_empty() { String::new() } else { Because::Checked.as_str().to_owned() },
        reason: explanation.trim().to_owned(),
        origin: match (indicator.origin, figure.origin) {
            (Origin::Published, Origin::Published) => Origin::Published.as_str().to_owned(),
            _ => String::new(),
        },
        ..Typed::default()
    };
    match &figure.reading {
        Reading::Absent(absence) => Typed { absence: absence.as_str().to_owned(), ..typed },
        Reading::Value(measured) => match measured.fraction() {
            Some(fraction) if asks_parts(indicator.measure) => Typed {
                numerator: number::plain(fraction.numerator),
                denominator: number::plain(fraction.denominator),
                ..typed
            },
            _ => Typed { value: number::plain(measured.value()), ..typed },
        },
    }
}

/// Whether a row has boxes for a numerator and a denominator.
#[must_use]
pub fn asks_parts(measure: Measure) -> bool {
    measure.is_fraction()
}
