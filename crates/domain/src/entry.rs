//! Input for one figure, checked by the same rules on the server and in the browser.

use crate::{
    cell::{self, Cell, Mark},
    day,
    figure::{Absence, Fraction, Impossible, Measured, Reading},
    indicator::{Indicator, Measure},
    number,
    period::Period,
    rating::{Scale, Tolerance},
    target::Aim,
};
use chrono::{Datelike, NaiveDate};

/// The boxes of the form, as typed. An empty box counts as not given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Typed<'a> {
    /// The value.
    pub value: &'a str,
    /// The numerator.
    pub numerator: &'a str,
    /// The denominator.
    pub denominator: &'a str,
    /// Why there is no value: a word of [`Absence`].
    pub absence: &'a str,
}

/// A box of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The value.
    Value,
    /// The numerator.
    Numerator,
    /// The denominator.
    Denominator,
    /// Why there is no value.
    Absence,
    /// The status of the figure.
    Status,
    /// The area.
    Area,
    /// The group.
    Breakdown,
    /// The period.
    Period,
    /// Whether it has been published.
    Origin,
    /// A note for readers.
    Note,
    /// The reason for a change.
    Reason,
}

impl Field {
    /// Its name in a form.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Numerator => "numerator",
            Self::Denominator => "denominator",
            Self::Absence => "absence",
            Self::Status => "status",
            Self::Area => "area",
            Self::Breakdown => "breakdown",
            Self::Period => "period",
            Self::Origin => "origin",
            Self::Note => "note",
            Self::Reason => "reason",
        }
    }
}

/// A fault in a box, in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The box.
    pub at: Field,
    /// What to do about it.
    pub message: String,
}

impl Measure {
    /// Whether a value of this measure is made of a numerator and a denominator.
    #[must_use]
    pub fn is_fraction(self) -> bool {
        matches!(self, Self::Percentage | Self::Rate { .. })
    }
}

/// The content of a figure's boxes.
#[derive(Clone, Debug, PartialEq)]
pub struct Entered {
    /// A value, or why there is none.
    pub reading: Reading,
    /// The mark after the value.
    pub mark: Option<Mark>,
}

/// Reads the input for a figure of a measure, shown with `decimals`. A symbol in the box of the value means the absence that
/// it stands for.
///
/// # Errors
/// All faults, box by box.
pub fn entered(measure: Measure, decimals: u8, typed: Typed<'_>) -> Result<Entered, Vec<Wrong>> {
    let is_empty = |text: &str| text.trim().is_empty();
    let has_parts = ![typed.numerator, typed.denominator].into_iter().all(is_empty);
    let chosen = match typed.absence.trim() {
        "" => None,
        word => Some(
            Absence::parse(word)
                .ok_or_else(|| vec![wrong(Field::Absence, "choose one of the reasons in the list")])?,
        ),
    };
    let symbol = cell::absence(typed.value);
    match (chosen, symbol) {
        (Some(chosen), Some(symbol)) if chosen != symbol => {
            return Err(vec![wrong(
                Field::Absence,
                "the reason does not match the symbol in the value: change one of them",
            )]);
        }
        (None, None) => {}
        (Some(absence), _) | (None, Some(absence)) => {
            let has_number = has_parts || (symbol.is_none() && !is_empty(typed.value));
            return if has_number {
                Err(vec![wrong(Field::Absence, "give a value or a reason why there is none, not both")])
            } else {
                Ok(Entered { reading: Reading::Absent(absence), mark: None })
            };
        }
    }
    let mut wrongs = Vec::new();
    let mut number = |at, text: &str| {
        if is_empty(text) {
            return None;
        }
        // The box of the value also accepts a symbol, and the message says so.
        let (read, of) = match at {
            Field::Value => (cell::read(text).map_err(|error| error.to_string()), measure),
            _ => (cell::number(text).map(Cell::Number).map_err(|error| error.to_string()), Measure::Count),
        };
        let fitting = read.and_then(|cell| match cell {
            Cell::Number(number) => {
                number.sign.map_or(Ok(()), |sign| sign.fits(of)).map(|()| Some(number)).map_err(str::to_owned)
            }
            Cell::Absent(_) => Ok(None),
        });
        fitting.unwrap_or_else(|message| {
            wrongs.push(Wrong { at, message });
            None
        })
    };
    let value = number(Field::Value, typed.value);
    let numerator = number(Field::Numerator, typed.numerator);
    let denominator = number(Field::Denominator, typed.denominator);
    if !wrongs.is_empty() {
        return Err(wrongs);
    }
    let fraction = match (numerator, denominator) {
        (Some(numerator), Some(denominator)) => {
            Some(Fraction { numerator: numerator.value, denominator: denominator.value })
        }
        (None, None) => None,
        (Some(_), None) => {
            return Err(vec![wrong(Field::Denominator, "give the denominator as well: out of how many")]);
        }
        (None, Some(_)) => {
            return Err(vec![wrong(Field::Numerator, "give the numerator as well: how many were counted")]);
        }
    };
    let measured = Measured::new(measure, decimals, value.map(|number| number.value), fraction, None);
    let mark = [value, numerator, denominator].into_iter().flatten().find_map(|number| number.mark);
    measured
        .map(|measured| Entered { reading: Reading::Value(measured), mark })
        .map_err(|error| vec![wrong(place(error, fraction), &error.to_string())])
}

/// Reads the input for a figure as [`entered`] does, without its mark.
///
/// # Errors
/// All faults, box by box.
pub fn reading(measure: Measure, decimals: u8, typed: Typed<'_>) -> Result<Reading, Vec<Wrong>> {
    entered(measure, decimals, typed).map(|entered| entered.reading)
}

/// The result of the boxes, in words while somebody types: the percentage or rate as people will see it, or what is wrong.
///
/// # Errors
/// The first fault.
pub fn computed(measure: Measure, decimals: u8, typed: Typed<'_>) -> Result<String, String> {
    let reading = reading(measure, decimals, typed)
        .map_err(|wrongs| wrongs.into_iter().next().map(|wrong| wrong.message).unwrap_or_default())?;
    match reading {
        Reading::Absent(_) => Ok(String::new()),
        Reading::Value(measured) => {
            let text = number::print(measured.value(), decimals);
            Ok(match measure {
                Measure::Percentage => format!("= {text}%"),
                Measure::Rate { per } => format!("= {text} per {}", number::print(f64::from(per), 0)),
                // The result is the typed value itself.
                _ => String::new(),
            })
        }
    }
}

/// The result of the boxes in words, or what is wrong with them, for a page that has the measure as a word; empty while there
/// is nothing to show.
#[must_use]
pub fn preview(measure: &str, per: Option<u32>, decimals: u8, typed: Typed<'_>) -> String {
    let is_half = typed.numerator.is_empty() != typed.denominator.is_empty();
    let is_empty = typed.value.is_empty() && typed.numerator.is_empty();
    match Measure::parse(measure, per) {
        Some(measure) if !is_half && !is_empty => {
            computed(measure, decimals, typed).unwrap_or_else(|wrong| wrong)
        }
        _ => String::new(),
    }
}

/// Reads the period of a figure of an indicator: one of the indicator's kind that is over by `today`, and begins before the
/// indicator was retired.
///
/// # Errors
/// A sentence that says what to choose instead.
pub fn period(indicator: &Indicator, text: &str, today: NaiveDate) -> Result<Period, String> {
    let period: Period = text.trim().parse().map_err(|_| "choose a period from the list".to_owned())?;
    if period.kind() != indicator.frequency {
        return Err(format!(
            "choose a period of the kind \"{}\": {period} is of the kind \"{}\"",
            indicator.frequency,
            period.kind()
        ));
    }
    if let Some(day) = indicator.retired.filter(|day| period.first() > *day) {
        return Err(format!("choose a period up to {}: {} was retired then", day::day(day), indicator.name));
    }
    if period.last() >= today {
        return Err(format!("choose a period that has ended: {period} ends on {}", day::day(period.last())));
    }
    Ok(period)
}

/// Reads a day as people here write it: `1 April 2019`, `1/4/2019` (the day first) or `2019-04-01`.
///
/// # Errors
/// When the text is anything else, or not a day in the years 1900 to 2199.
pub fn day(text: &str) -> Result<NaiveDate, String> {
    let text = text.trim();
    let read = |format| NaiveDate::parse_from_str(text, format).ok();
    let day = ["%Y-%m-%d", "%d %B %Y", "%d/%m/%Y"].into_iter().find_map(read);
    day.filter(|day| (1900..2200).contains(&day.year()))
        .ok_or_else(|| "write a date, such as 1 April 2019 or 1/4/2019".to_owned())
}

/// Whether a text could be an email address: only its owner can know whether it is one.
#[must_use]
pub fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else { return false };
    let is_plain = text.len() <= 254
        && !text.chars().any(|c| c.is_whitespace() || c.is_control() || "<>,;\"".contains(c));
    is_plain && !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
}

/// Reads a target: one value, or a range if both ends are given.
///
/// # Errors
/// What is wrong with the value or lower end ([`Field::Value`]) and with the upper end ([`Field::Denominator`]).
pub fn aim(indicator: &Indicator, lower: &str, upper: &str) -> Result<Aim, Vec<Wrong>> {
    let end = |at, text: &str| {
        if text.trim().is_empty() {
            return Err(vec![wrong(at, "give the target value, or the lower end of a range")]);
        }
        // A target is a number, not a symbol or mark.
        number::read(text).map_err(|error| vec![wrong(at, &error.to_string())])?;
        let typed = Typed { value: text, ..Typed::default() };
        let read = reading(indicator.measure, indicator.decimals, typed);
        read.map(|reading| reading.value())
            .map_err(|wrongs| wrongs.into_iter().map(|wrong| Wrong { at, ..wrong }).collect::<Vec<_>>())
    };
    let from = end(Field::Value, lower)?;
    let to = if upper.trim().is_empty() { from } else { end(Field::Denominator, upper)? };
    let aim = from.zip(to).and_then(|(from, to)| Aim::of_ends(from, to));
    aim.ok_or_else(|| vec![wrong(Field::Denominator, "the upper end cannot be below the lower end")])
}

/// Reads the tolerance for amber of an indicator. It is kept as it is shown: in per cent with two decimals at most, in the
/// unit with no more than the figures have.
///
/// # Errors
/// A sentence that says what to type instead.
pub fn tolerance(indicator: &Indicator, scale: Scale, text: &str) -> Result<Tolerance, String> {
    if text.trim().is_empty() {
        return Err(
            "give the tolerance (how far from the target is still amber) as a number, such as 5".to_owned()
        );
    }
    let number = number::read(text).map_err(|error| error.to_string())?;
    let is_money = indicator.measure == Measure::Money;
    let (decimals, most) = match scale {
        Scale::Percent => (2, Some("the tolerance cannot be above 100% of the target")),
        Scale::Absolute if indicator.measure == Measure::Percentage => {
            (indicator.decimals, Some("the tolerance cannot be above 100 percentage points"))
        }
        Scale::Absolute => (indicator.decimals, None),
    };
    if scale == Scale::Absolute && text.contains('%') {
        return Err("write this number without a percent sign".to_owned());
    }
    if text.contains('£') && !(scale == Scale::Absolute && is_money) {
        return Err("write this number without a pound sign".to_owned());
    }
    if number < 0.0 {
        return Err("the tolerance cannot be below 0".to_owned());
    }
    if let Some(message) = most.filter(|_| number > 100.0) {
        return Err(message.to_owned());
    }
    if number::rounded(number, decimals) != number {
        return Err(match decimals {
            0 => "write a whole number: the figures are whole numbers".to_owned(),
            1 => "write at most 1 decimal place".to_owned(),
            more => format!("write at most {more} decimal places"),
        });
    }
    Ok(Tolerance::new(scale, number))
}

/// The box that is marked for an impossible value.
fn place(error: Impossible, fraction: Option<Fraction>) -> Field {
    match error {
        Impossible::Negative("numerator") | Impossible::MoreThanAll => Field::Numerator,
        Impossible::NothingToDivideBy => Field::Denominator,
        Impossible::NotFinite | Impossible::TooLarge if fraction.is_some() => Field::Numerator,
        _ => Field::Value,
    }
}

fn wrong(at: Field, message: &str) -> Wrong {
    Wrong { at, message: message.to_owned() }
}

/// Whether a text has no control characters except those that lay out lines, and none that changes the direction of text: it
/// would also turn round what follows it.
#[must_use]
pub fn is_printable(text: &str) -> bool {
    let turns = |letter| matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    !text.chars().any(|letter| turns(letter) || (letter.is_control() && !matches!(letter, '\n' | '\t')))
}

/// The message for a text that is not [printable](is_printable).
pub const UNPRINTABLE: &str =
    "this contains a character we cannot read: type the text again instead of pasting it";

/// The most characters of a note or a reason.
const LONGEST_TEXT: usize = 2000;

/// Why a note or a reason cannot be kept as it is, in a sentence; `None` if it can.
#[must_use]
pub fn unfit(text: &str) -> Option<String> {
    if text.chars().count() > LONGEST_TEXT {
        Some(format!("shorten this to {LONGEST_TEXT} characters"))
    } else if is_printable(text) {
        None
    } else {
        Some(UNPRINTABLE.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::{Entered, Field, Typed, aim, entered, period, preview, reading, tolerance};
    use crate::{
        cell::Mark,
        figure::{Absence, Reading},
        indicator::{Measure, tests::indicator},
        rating::{Scale, Tolerance},
        target::Aim,
    };

    fn value(measure: Measure, typed: Typed<'_>) -> Result<f64, Vec<Field>> {
        let read = reading(measure, 1, typed);
        read.map(|reading| reading.value().expect("a value"))
            .map_err(|wrongs| wrongs.into_iter().map(|wrong| wrong.at).collect())
    }

    #[test]
    fn a_percentage_is_computed_from_its_parts() {
        let typed = Typed { numerator: "1,234", denominator: "10,000", ..Typed::default() };
        assert_eq!(value(Measure::Percentage, typed), Ok(12.34));
        assert_eq!(value(Measure::Percentage, Typed { value: "12.3", ..typed }), Ok(12.34));
        assert_eq!(value(Measure::Percentage, Typed { value: "13", ..typed }), Err(vec![Field::Value]));
        assert_eq!(value(Measure::Percentage, Typed { value: "12.3%", ..Typed::default() }), Ok(12.3));
    }

    #[test]
    fn what_cannot_be_is_told_at_its_box() {
        let typed = Typed { numerator: "12", denominator: "10", ..Typed::default() };
        assert_eq!(value(Measure::Percentage, typed), Err(vec![Field::Numerator]));
        assert_eq!(
            value(Measure::Percentage, Typed { denominator: "", ..typed }),
            Err(vec![Field::Denominator])
        );
        assert_eq!(value(Measure::Percentage, Typed { numerator: "", ..typed }), Err(vec![Field::Numerator]));
        assert_eq!(
            value(Measure::Percentage, Typed { denominator: "0", ..typed }),
            Err(vec![Field::Denominator])
        );
        let both = Typed { numerator: "a few", denominator: "NaN", ..typed };
        assert_eq!(value(Measure::Percentage, both), Err(vec![Field::Numerator, Field::Denominator]));
        for text in ["140", "-1", "", "10^300", "1e300", "infinity", &"9".repeat(300)] {
            let typed = Typed { value: text, ..Typed::default() };
            assert_eq!(value(Measure::Percentage, typed), Err(vec![Field::Value]), "{text}");
        }
        for text in ["-1", "4.5", "1000000000000000"] {
            assert_eq!(
                value(Measure::Count, Typed { value: text, ..Typed::default() }),
                Err(vec![Field::Value]),
                "{text}"
            );
        }
        for (measure, text) in
            [(Measure::Count, "12%"), (Measure::Rate { per: 100 }, "12%"), (Measure::Percentage, "£12")]
        {
            assert_eq!(
                value(measure, Typed { value: text, ..Typed::default() }),
                Err(vec![Field::Value]),
                "{text}"
            );
        }
        assert_eq!(value(Measure::Count, Typed { value: "0", ..Typed::default() }), Ok(0.0));
    }

    #[test]
    fn only_a_period_that_is_over_is_recorded() {
        let day = |text: &str| text.parse().expect("a day");
        let mut absence = indicator(Measure::Percentage);
        let read =
            |indicator: &_, text| period(indicator, text, day("2019-09-01")).map(|period| period.label());
        assert_eq!(read(&absence, " 2018/19 ").as_deref(), Ok("2018/19"));
        let refused = |indicator: &_, text| read(indicator, text).expect_err("refused");
        assert_eq!(
            refused(&absence, "2019/20"),
            "choose a period that has ended: 2019/20 ends on 31 August 2020"
        );
        assert!(refused(&absence, "2018-19").starts_with("choose a period of the kind \"academic year\""));
        assert_eq!(refused(&absence, "last year"), "choose a period from the list");
        absence.retired = Some(day("2018-08-31"));
        assert!(refused(&absence, "2018/19").contains("retired"));
        assert!(read(&absence, "2017/18").is_ok());
    }

    #[test]
    fn a_day_is_read_as_people_write_it() {
        for text in ["1 April 2019", "01 Apr 2019", "1/4/2019", "2019-04-01", " 2019-04-01 "] {
            assert_eq!(super::day(text), Ok("2019-04-01".parse().expect("a day")), "{text}");
        }
        for text in ["", "April 2019", "30/2/2019", "4/13/2019", "1/4/19", "0001-01-01", "tomorrow"] {
            assert!(super::day(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_aim_is_a_value_or_a_range() {
        let absence = indicator(Measure::Percentage);
        assert_eq!(aim(&absence, "12", ""), Ok(Aim::Value(12.0)));
        assert_eq!(aim(&absence, "10", "12.5"), Ok(Aim::Range(10.0, 12.5)));
        assert!(aim(&absence, "12", "10").is_err());
        assert!(aim(&absence, "", "10").is_err());
        assert!(aim(&absence, "120", "").is_err());
    }

    #[test]
    fn a_tolerance_is_what_people_are_shown() {
        let mut absence = indicator(Measure::Percentage);
        absence.decimals = 1;
        let percent = |text| tolerance(&absence, Scale::Percent, text);
        for (text, expected) in [("5", 5.0), (" 2.25 ", 2.25), ("5%", 5.0), ("0", 0.0), ("100", 100.0)] {
            assert_eq!(percent(text), Ok(Tolerance::Percent(expected)), "{text}");
        }
        for text in ["", "-1", "101", "2.125", "£5", "a few", "NaN", "1e1", "9999999999999999"] {
            assert!(percent(text).is_err(), "{text}");
        }
        assert_eq!(percent("100.01"), Err("the tolerance cannot be above 100% of the target".to_owned()));
        let points = |text| tolerance(&absence, Scale::Absolute, text);
        assert_eq!(points("1.5"), Ok(Tolerance::Absolute(1.5)));
        // It would be shown as 1.6 points, but be less.
        assert_eq!(points("1.55"), Err("write at most 1 decimal place".to_owned()));
        for text in ["", "-0.1", "100.1", "1%"] {
            assert!(points(text).is_err(), "{text}");
        }
        let count = indicator(Measure::Count);
        let whole = crate::indicator::Indicator { decimals: 0, ..count };
        assert_eq!(tolerance(&whole, Scale::Absolute, "1,200"), Ok(Tolerance::Absolute(1200.0)));
        assert!(tolerance(&whole, Scale::Absolute, "2.5").is_err());
        assert_eq!(tolerance(&whole, Scale::Percent, "2.5"), Ok(Tolerance::Percent(2.5)));
        let money = indicator(Measure::Money);
        assert_eq!(tolerance(&money, Scale::Absolute, "£3"), Ok(Tolerance::Absolute(3.0)));
    }

    #[test]
    fn an_absence_stands_alone() {
        let typed = Typed { absence: "awaited", ..Typed::default() };
        assert_eq!(reading(Measure::Count, 0, typed), Ok(Reading::Absent(Absence::Awaited)));
        assert_eq!(value(Measure::Count, Typed { value: "4", ..typed }), Err(vec![Field::Absence]));
        assert_eq!(value(Measure::Count, Typed { absence: "lost", ..typed }), Err(vec![Field::Absence]));
    }

    #[test]
    fn a_symbol_is_an_absence_and_only_in_the_place_of_the_value() {
        let of = |typed| entered(Measure::Percentage, 1, typed);
        let absent = |absence| Ok(Entered { reading: Reading::Absent(absence), mark: None });
        let supp = Typed { value: " SUPP ", ..Typed::default() };
        assert_eq!(of(supp), absent(Absence::Confidential));
        assert_eq!(of(Typed { absence: "confidential", ..supp }), absent(Absence::Confidential));
        let at =
            |typed| of(typed).expect_err("refused").into_iter().map(|wrong| wrong.at).collect::<Vec<_>>();
        assert_eq!(at(Typed { absence: "awaited", ..supp }), [Field::Absence]);
        assert_eq!(at(Typed { numerator: "1", denominator: "2", ..supp }), [Field::Absence]);
        let parts = Typed { numerator: "c", denominator: "20", ..Typed::default() };
        assert_eq!(at(parts), [Field::Numerator]);
    }

    #[test]
    fn a_mark_goes_with_the_value() {
        let of = |typed| {
            entered(Measure::Percentage, 1, typed).map(|entered| (entered.reading.value(), entered.mark))
        };
        let marked = Typed { value: "12.5 [r]", ..Typed::default() };
        assert_eq!(of(marked), Ok((Some(12.5), Some(Mark::Revised))));
        let parts = Typed { numerator: "1\u{a0}250e", denominator: "10 000", ..Typed::default() };
        assert_eq!(of(parts), Ok((Some(12.5), Some(Mark::Estimated))));
    }

    #[test]
    fn what_is_aimed_at_is_a_number() {
        let absence = indicator(Measure::Percentage);
        for text in ["c", "12.5p", "-", "<5", "a few"] {
            assert!(aim(&absence, text, "").is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_typed_is_told() {
        let told = |measure, per, decimals, value, numerator, denominator| {
            preview(measure, per, decimals, Typed { value, numerator, denominator, absence: "" })
        };
        let percentage =
            |value, numerator, denominator| told("percentage", None, 2, value, numerator, denominator);
        assert_eq!(percentage("", "1,234", "10,000"), "= 12.34%");
        assert_eq!(
            percentage("", "12", "10"),
            "the numerator of a percentage cannot be above its denominator"
        );
        assert_eq!(percentage("", "12", ""), "");
        assert_eq!(percentage("", "", ""), "");
        assert_eq!(told("rate", Some(10_000), 1, "", "7", "30,000"), "= 2.3 per 10,000");
        assert_eq!(told("count", None, 0, "1048", "", ""), "");
        assert_eq!(told("count", None, 0, "-1", "", ""), "a count cannot be below 0");
        assert_eq!(told("nonsense", None, 0, "1", "", ""), "");
    }
}
