//! Periods as other people's files write them. Nothing is guessed silently: a label that could mean two periods leads to a question.

use super::{
    Kind, Period,
    label::{four_digits, month, pooled_years, starting, week_of},
};
use crate::figure::status::Status;

/// The reading of a period in an outside file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Read {
    /// One period, and the status if the label has one: `2018 (prov)`.
    One(Period, Option<Status>),
    /// It could be any of these; somebody must say which.
    Ask(Vec<Period>),
}

/// Why an outside period could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a period that we can read")]
pub struct Unreadable(pub String);

/// Reads DfE's pair of columns: `201718` with `Academic year`, `201819` with `Financial year Q1`.
///
/// # Errors
/// When the pair does not name a period.
pub fn from_dfe(time_period: &str, time_identifier: &str) -> Result<Period, Unreadable> {
    let identifier = time_identifier.trim().to_lowercase();
    dfe(time_period.trim(), &identifier)
        .or_else(|| several_years(time_period, &identifier))
        .ok_or_else(|| unreadable(&format!("{time_period} {time_identifier}")))
}

fn dfe(time_period: &str, identifier: &str) -> Option<Period> {
    if let Some(year) = four_digits(time_period) {
        return match identifier {
            "calendar year" => starting(Kind::CalendarYear, year, 1),
            "reporting year" => starting(Kind::ReportingYear, year - 1, 4),
            _ => {
                if let Some(quarter) = identifier.strip_prefix("calendar year q") {
                    return starting(
                        Kind::CalendarQuarter,
                        year,
                        *[1, 4, 7, 10].get(digit_from_one(quarter)?)?,
                    );
                }
                if let Some(week) = identifier.strip_prefix("week ") {
                    return week_of(year, week);
                }
                let mut name: String = identifier.chars().take(3).collect();
                name.get_mut(..1)?.make_ascii_uppercase();
                let period = month(&name, time_period)?;
                is_month_name(identifier).then_some(period)
            }
        };
    }
    let start = four_digits(time_period.get(..4)?)?;
    let end: i32 = time_period.get(4..).filter(|end| end.len() == 2)?.parse().ok()?;
    if end != (start + 1).rem_euclid(100) {
        return None;
    }
    let academic = |kind, month: u32| starting(kind, if month >= 9 { start } else { start + 1 }, month);
    match identifier {
        "academic year" => academic(Kind::AcademicYear, 9),
        "autumn term" => academic(Kind::Term, 9),
        "spring term" => academic(Kind::Term, 1),
        "summer term" => academic(Kind::Term, 5),
        "autumn and spring term" => academic(Kind::TwoTerms, 9),
        // A tax year ends five days after a financial year; the difference does not matter here.
        "financial year" | "tax year" => starting(Kind::FinancialYear, start, 4),
        "part 1 (april to september)" => starting(Kind::FinancialHalf, start, 4),
        "part 2 (october to march)" => starting(Kind::FinancialHalf, start, 10),
        _ => {
            if let Some(quarter) = identifier.strip_prefix("academic year q") {
                return academic(Kind::AcademicQuarter, *[9, 12, 3, 6].get(digit_from_one(quarter)?)?);
            }
            let quarter = digit_from_one(identifier.strip_prefix("financial year q")?)?;
            let year = if quarter == 3 { start + 1 } else { start };
            starting(Kind::FinancialQuarter, year, *[4, 7, 10, 1].get(quarter)?)
        }
    }
}

/// `2013/14-15/16` with `Three financial years` or `Pooled financial years`: DfE has no word for these, and we write them so.
fn several_years(time_period: &str, identifier: &str) -> Option<Period> {
    const NUMBERS: [&str; 9] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let (number, years) = identifier.split_once(' ')?;
    let kind = match years {
        "academic years" => Kind::PooledAcademicYears,
        "financial years" => Kind::PooledFinancialYears,
        "calendar years" => Kind::PooledCalendarYears,
        _ => return None,
    };
    let (period, _) = as_kind(time_period, kind)?;
    let said = NUMBERS.iter().zip(2..).find(|(word, _)| **word == number).map(|(_, years)| years);
    let is_so = number == "pooled" || said == Some(period.years());
    is_so.then_some(period)
}

fn is_month_name(lower_case: &str) -> bool {
    (1..=12_u8)
        .filter_map(|month| chrono::Month::try_from(month).ok())
        .any(|month| month.name().to_lowercase() == lower_case)
}

fn digit_from_one(text: &str) -> Option<usize> {
    (text.len() == 1).then(|| text.parse::<usize>().ok()).flatten()?.checked_sub(1)
}

/// Reads one column's label, such as `2015/16`, `2018-19`, `2014-16`, `2016/17-18/19` or `2018 (prov)`, given the indicator's
/// kind of period if it is known.
///
/// # Errors
/// When the text is not a period, or one of another kind than expected.
pub fn read(text: &str, expected: Option<Kind>) -> Result<Read, Unreadable> {
    let (label, status) = without_status(text.trim());
    let mut candidates = candidates(label);
    if let Some(kind) = expected {
        candidates.retain(|period| period.kind() == kind);
    }
    match candidates.as_slice() {
        [] => Err(unreadable(text)),
        [one] => Ok(Read::One(*one, status)),
        _ => Ok(Read::Ask(candidates)),
    }
}

/// Every period that a label could mean, in order of time, and its status. Empty if it is not a label.
#[must_use]
pub fn readings(text: &str) -> (Vec<Period>, Option<Status>) {
    let (label, status) = without_status(text.trim());
    (candidates(label), status)
}

/// A label read as a period of a kind. A bare year names an academic or financial year by the year in which it ends, as in
/// DfE's files: 2018 is 2017/18.
#[must_use]
pub fn as_kind(text: &str, kind: Kind) -> Option<(Period, Option<Status>)> {
    let (periods, status) = readings(text);
    periods.into_iter().find(|period| period.kind() == kind).map(|period| (period, status))
}

fn unreadable(text: &str) -> Unreadable {
    Unreadable(text.chars().take(60).collect())
}

fn without_status(text: &str) -> (&str, Option<Status>) {
    let Some((label, mark)) = text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) else {
        return (text, None);
    };
    let status = match mark.to_ascii_lowercase().as_str() {
        "prov" | "provisional" | "p" => Some(Status::Provisional),
        "rev" | "revised" | "r" => Some(Status::Revised),
        "final" => Some(Status::Final),
        // "One-off table": the figure was published outside its series' usual release; that is not a status.
        "ot" => None,
        _ => return (text, None),
    };
    (label.trim_end(), status)
}

/// Every period that a label could mean.
fn candidates(label: &str) -> Vec<Period> {
    let label = plain(label);
    let mut found: Vec<Option<Period>> = vec![label.parse().ok(), a_month(&label), a_week(&label)];
    if let Some(year) = four_digits(&label) {
        found.push(starting(Kind::ReportingYear, year - 1, 4));
        // A bare year may name an academic or financial year, by its start or by its end.
        for start in [year - 1, year] {
            found.push(starting(Kind::AcademicYear, start, 9));
            found.push(starting(Kind::FinancialYear, start, 4));
        }
    }
    found.extend(quarters(&label));
    found.push(term(&label));
    if let Some((first, last)) = years_joined(&label, '-').or_else(|| years_joined(&label, '/')) {
        if last == first + 1 {
            found.push(starting(Kind::AcademicYear, first, 9));
            found.push(starting(Kind::FinancialYear, first, 4));
        }
        found.push(pooled_years(Kind::PooledCalendarYears, 1, first, last));
    }
    if let Some(first) = six_digits(&label) {
        found.push(starting(Kind::AcademicYear, first, 9));
        found.push(starting(Kind::FinancialYear, first, 4));
    }
    if let Some((from, to)) = label.split_once('-')
        && let (Some((first, _)), Some(last)) = (years_joined(from, '/'), short_start(from, to))
    {
        found.push(pooled_years(Kind::PooledAcademicYears, 9, first, last));
        found.push(pooled_years(Kind::PooledFinancialYears, 4, first, last));
    }
    let mut periods: Vec<Period> = found.into_iter().flatten().collect();
    periods.sort_unstable();
    periods.dedup();
    periods
}

/// A label with plain spelling: without long dashes, spaces beside a dash or stroke, `FY` in front.
fn plain(label: &str) -> String {
    let mut text = String::with_capacity(label.len());
    for word in label.replace(['\u{2013}', '\u{2014}', '\u{2212}'], "-").split_whitespace() {
        let is_joined = text.ends_with(['-', '/']) || word.starts_with(['-', '/']);
        if !text.is_empty() && !is_joined {
            text.push(' ');
        }
        text.push_str(word);
    }
    match text.strip_prefix("FY ") {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

/// `2018 Q1`, `2018/19 Q1`, `2018-19 Q1`, each also with the quarter in front: the label does not say which kind of quarter it is.
fn quarters(label: &str) -> Vec<Option<Period>> {
    let Some((one, other)) = label.split_once(' ') else { return Vec::new() };
    let quarter = |text: &str| digit_from_one(text.strip_prefix(['Q', 'q'])?).filter(|quarter| *quarter < 4);
    let (year, quarter) = match (quarter(one), quarter(other)) {
        (Some(quarter), None) => (other, quarter),
        (None, Some(quarter)) => (one, quarter),
        _ => return Vec::new(),
    };
    if let Some(year) = four_digits(year) {
        return vec![starting(Kind::CalendarQuarter, year, [1, 4, 7, 10][quarter])];
    }
    let two_years = years_joined(year, '/').or_else(|| years_joined(year, '-'));
    let Some((first, _)) = two_years.filter(|(first, last)| *last == first + 1) else { return Vec::new() };
    let next_if = |is_next: bool| if is_next { first + 1 } else { first };
    vec![
        starting(Kind::AcademicQuarter, next_if(quarter > 1), [9, 12, 3, 6][quarter]),
        starting(Kind::FinancialQuarter, next_if(quarter == 3), [4, 7, 10, 1][quarter]),
    ]
}

/// `2017/18 Autumn term`, `Autumn 2017/18`: the terms of an academic year in any order and case.
fn term(label: &str) -> Option<Period> {
    let lower = label.to_lowercase();
    let mut words: Vec<&str> = lower.split(' ').filter(|word| *word != "term" && *word != "terms").collect();
    let place =
        words.iter().position(|word| years_joined(word, '/').or(years_joined(word, '-')).is_some())?;
    let year = words.remove(place);
    let (first, last) = years_joined(year, '/').or(years_joined(year, '-'))?;
    if last != first + 1 {
        return None;
    }
    match words.as_slice() {
        ["autumn"] => starting(Kind::Term, first, 9),
        ["spring"] => starting(Kind::Term, last, 1),
        ["summer"] => starting(Kind::Term, last, 5),
        ["autumn", "and" | "&", "spring"] => starting(Kind::TwoTerms, first, 9),
        _ => None,
    }
}

/// `March 2018`, `2018 March`, `mar-2018`, `2018-03`.
fn a_month(label: &str) -> Option<Period> {
    let (one, other) = label.split_once([' ', '-'])?;
    let of_name = |name: &str, year: &str| {
        let lower = name.to_lowercase();
        let is_name = lower.len() == 3 || is_month_name(&lower);
        let mut short: String = lower.chars().take(3).collect();
        short.get_mut(..1)?.make_ascii_uppercase();
        is_name.then(|| month(&short, year)).flatten()
    };
    of_name(one, other).or_else(|| of_name(other, one))
}

/// `2018 Week 12`, `Week 12 2018`.
fn a_week(label: &str) -> Option<Period> {
    let lower = label.to_lowercase();
    let words: Vec<&str> = lower.split(' ').collect();
    match words.as_slice() {
        [year, "week", week] | ["week", week, year] => week_of(four_digits(year)?, week),
        _ => None,
    }
}

/// `201718` by the year it starts in.
fn six_digits(label: &str) -> Option<i32> {
    let is_six = label.len() == 6 && label.bytes().all(|byte| byte.is_ascii_digit());
    let first = is_six.then(|| four_digits(&label[..4])).flatten()?;
    (in_century_after(first, &label[4..])? == first + 1).then_some(first)
}

/// `2014-16` and `2014-2016` as 2014 and 2016.
fn years_joined(text: &str, separator: char) -> Option<(i32, i32)> {
    let (from, to) = text.split_once(separator)?;
    let first = four_digits(from)?;
    let last = four_digits(to).filter(|last| *last > first).or_else(|| in_century_after(first, to))?;
    Some((first, last))
}

/// The start of the last year of `2016/17-18/19`: 2018.
fn short_start(from: &str, to: &str) -> Option<i32> {
    let first = four_digits(from.get(..4)?)?;
    let (start, end) = to.split_once('/')?;
    let last = if start.len() == 4 { four_digits(start)? } else { in_century_after(first, start)? };
    let end = four_digits(end).or_else(|| in_century_after(last, end))?;
    (end == last + 1).then_some(last)
}

fn in_century_after(first: i32, two_digits: &str) -> Option<i32> {
    let is_plain = two_digits.len() == 2 && two_digits.bytes().all(|byte| byte.is_ascii_digit());
    let end: i32 = is_plain.then(|| two_digits.parse().ok()).flatten()?;
    Some(first + (end - first).rem_euclid(100))
}

#[cfg(test)]
mod tests {
    use super::{Read, as_kind, from_dfe, read, readings};
    use crate::{
        figure::Status,
        period::{Kind, Period},
    };

    #[test]
    fn dfe_pairs_name_periods() {
        let cases = [
            ("201718", "Academic year", "2017/18"),
            ("201718", "Autumn term", "2017/18 autumn term"),
            ("201718", "Autumn and spring term", "2017/18 autumn and spring terms"),
            ("201718", "Academic year Q3", "2017/18 Q3"),
            ("201819", "Financial year", "2018-19"),
            ("201819", "Financial year Q4", "2018-19 Q4"),
            ("201819", "Part 2 (October to March)", "2018-19 H2"),
            ("2018", "Calendar year", "2018"),
            ("2018", "Calendar year Q2", "2018 Q2"),
            ("2018", "January", "Jan 2018"),
            ("2018", "Reporting year", "2018 reporting year"),
            ("2018", "Week 12", "2018 week 12"),
            ("201819", "Tax year", "2018-19"),
            ("2013/14-15/16", "Three financial years", "2013-14 to 2015-16"),
            ("2014 to 2016", "Pooled calendar years", "2014 to 2016"),
        ];
        for (period, identifier, label) in cases {
            assert_eq!(from_dfe(period, identifier).map(|period| period.label()), Ok(label.into()));
        }
        for (period, identifier) in [
            ("2018", "Academic year"),
            ("201820", "Academic year"),
            ("2018", "Marchtober"),
            ("", ""),
            ("2013/14-15/16", "Two financial years"),
        ] {
            assert!(from_dfe(period, identifier).is_err(), "{period} {identifier}");
        }
    }

    #[test]
    fn labels_are_read_in_the_light_of_the_kind() {
        let cases = [
            ("2015/16", Kind::AcademicYear, "2015/16", None),
            ("2015/16", Kind::FinancialYear, "2015-16", None),
            ("2018-19", Kind::AcademicYear, "2018/19", None),
            ("2016/17-18/19", Kind::PooledFinancialYears, "2016-17 to 2018-19", None),
            ("2014-16", Kind::PooledCalendarYears, "2014 to 2016", None),
            ("2018 (prov)", Kind::CalendarYear, "2018", Some(Status::Provisional)),
            ("2018 (Rev)", Kind::ReportingYear, "2018 reporting year", Some(Status::Revised)),
            ("2018 (Final)", Kind::CalendarYear, "2018", Some(Status::Final)),
            ("2017 (OT)", Kind::CalendarYear, "2017", None),
        ];
        for (text, kind, label, status) in cases {
            let period = label.parse().expect("a label");
            assert_eq!(read(text, Some(kind)), Ok(Read::One(period, status)), "{text} as {kind}");
        }
    }

    #[test]
    fn labels_are_read_however_they_are_written() {
        let labels = |text: &str| readings(text).0.iter().map(Period::label).collect::<Vec<_>>().join(" | ");
        let cases = [
            ("2016/17 - 18/19", "2016-17 to 2018-19 | 2016/17 to 2018/19"),
            ("2016/17 \u{2013} 2018/19", "2016-17 to 2018-19 | 2016/17 to 2018/19"),
            ("2010 - 12", "2010 to 2012"),
            ("2018/2019", "2018 to 2019 | 2018-19 | 2018/19"),
            ("201819", "2018-19 | 2018/19"),
            ("2018 Q1", "2018 Q1"),
            ("Q4 2018/19", "2018-19 Q4 | 2018/19 Q4"),
            ("Autumn term 2017/18", "2017/18 autumn term"),
            ("2017/18 Autumn and spring", "2017/18 autumn and spring terms"),
            ("March 2018", "Mar 2018"),
            ("Mar-2018", "Mar 2018"),
            ("2018 Week 12", "2018 week 12"),
            ("2018-03-31", ""),
            ("31 March 2018", ""),
            ("March", ""),
            ("201820", ""),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(labels(text), expected, "{text}");
        }
        let (period, status) = as_kind("2018 (prov)", Kind::AcademicYear).expect("a period");
        assert_eq!((period.label().as_str(), status), ("2017/18", Some(Status::Provisional)));
    }

    #[test]
    fn what_could_be_two_periods_asks() {
        let Ok(Read::Ask(periods)) = read("2018", Some(Kind::AcademicYear)) else { panic!("should ask") };
        let labels: Vec<_> = periods.iter().map(|period| period.label()).collect();
        assert_eq!(labels, ["2017/18", "2018/19"]);
        assert!(matches!(read("2016/17-18/19", None), Ok(Read::Ask(_))));
        assert!(read("2018", Some(Kind::Month)).is_err());
    }
}
