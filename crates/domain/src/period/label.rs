//! The label of a period, as people read it and as plan files write it. Every label names one period.

use super::{Kind, Period};
use chrono::{Datelike, Month, NaiveDate, Weekday};
use std::{fmt, str::FromStr};

const TERMS: [(u32, &str); 3] = [(9, "autumn"), (1, "spring"), (5, "summer")];

/// Why a text is not a period's label.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{0}\" is not a period: write 2017/18 (academic year), 2018-19 (financial year), 2018-19 Q1, 2018 (calendar year), \
     2018 reporting year, Jan 2018, 2018 week 1 or 2015-16 to 2017-18"
)]
pub struct NotALabel(pub String);

impl Period {
    /// The label: `2017/18`, `2018-19 Q1`, `2018 reporting year`, `2015/16 to 2017/18`...
    #[must_use]
    pub fn label(&self) -> String {
        self.to_string()
    }
}

/// The year in which the academic year or financial year of a day starts.
fn start_year(first: NaiveDate, start_month: u32) -> i32 {
    if first.month() >= start_month { first.year() } else { first.year() - 1 }
}

fn two_years(start: i32, separator: char) -> String {
    format!("{start}{separator}{:02}", (start + 1).rem_euclid(100))
}

/// Which quarter of a year that starts in `start_month` a day is in, from 1.
fn quarter(first: NaiveDate, start_month: u32) -> u32 {
    (first.month() + 12 - start_month) % 12 / 3 + 1
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = self.first();
        let academic = two_years(start_year(first, 9), '/');
        let financial = two_years(start_year(first, 4), '-');
        let year = first.year();
        match self.kind() {
            Kind::AcademicYear => f.write_str(&academic),
            Kind::Term => {
                let term =
                    TERMS.iter().find(|(month, _)| *month == first.month()).map_or("", |(_, name)| name);
                write!(f, "{academic} {term} term")
            }
            Kind::TwoTerms => write!(f, "{academic} autumn and spring terms"),
            Kind::AcademicQuarter => write!(f, "{academic} Q{}", quarter(first, 9)),
            Kind::FinancialYear => f.write_str(&financial),
            Kind::FinancialHalf => write!(f, "{financial} H{}", if first.month() == 4 { 1 } else { 2 }),
            Kind::FinancialQuarter => write!(f, "{financial} Q{}", quarter(first, 4)),
            Kind::CalendarYear => write!(f, "{year}"),
            Kind::CalendarQuarter => write!(f, "{year} Q{}", quarter(first, 1)),
            Kind::Month => write!(f, "{} {year}", month_name(first)),
            Kind::ReportingYear => write!(f, "{} reporting year", self.last().year()),
            Kind::Week => write!(f, "{} week {}", first.iso_week().year(), first.iso_week().week()),
            Kind::PooledAcademicYears => {
                write!(f, "{academic} to {}", two_years(year + self.years().cast_signed() - 1, '/'))
            }
            Kind::PooledFinancialYears => {
                write!(f, "{financial} to {}", two_years(year + self.years().cast_signed() - 1, '-'))
            }
            Kind::PooledCalendarYears => write!(f, "{year} to {}", self.last().year()),
        }
    }
}

fn month_name(day: NaiveDate) -> &'static str {
    u8::try_from(day.month())
        .ok()
        .and_then(|month| Month::try_from(month).ok())
        .map_or("", |month| &month.name()[..3])
}

impl FromStr for Period {
    type Err = NotALabel;

    fn from_str(text: &str) -> Result<Self, NotALabel> {
        parse(text).ok_or_else(|| NotALabel(text.chars().take(60).collect()))
    }
}

fn parse(text: &str) -> Option<Period> {
    if let Some((from, to)) = text.split_once(" to ") {
        return pooled(from, to);
    }
    let (head, tail) = text.split_once(' ').unwrap_or((text, ""));
    if let Some(period) = month(head, tail) {
        return Some(period);
    }
    match Year::parse(head)? {
        Year::Academic(start) => {
            let in_year =
                |kind, month: u32| starting(kind, if month >= 9 { start } else { start + 1 }, month);
            match tail {
                "" => in_year(Kind::AcademicYear, 9),
                "autumn and spring terms" => in_year(Kind::TwoTerms, 9),
                "Q1" | "Q2" | "Q3" | "Q4" => {
                    in_year(Kind::AcademicQuarter, [9, 12, 3, 6][quarter_index(tail)?])
                }
                _ => {
                    let name = tail.strip_suffix(" term")?;
                    let (month, _) = TERMS.iter().find(|(_, term)| *term == name)?;
                    in_year(Kind::Term, *month)
                }
            }
        }
        Year::Financial(start) => match tail {
            "" => starting(Kind::FinancialYear, start, 4),
            "H1" => starting(Kind::FinancialHalf, start, 4),
            "H2" => starting(Kind::FinancialHalf, start, 10),
            "Q4" => starting(Kind::FinancialQuarter, start + 1, 1),
            _ => starting(Kind::FinancialQuarter, start, [4, 7, 10, 1][quarter_index(tail)?]),
        },
        Year::Calendar(year) => match tail {
            "" => starting(Kind::CalendarYear, year, 1),
            "reporting year" => starting(Kind::ReportingYear, year - 1, 4),
            _ => match tail.strip_prefix("week ") {
                Some(week) => week_of(year, week),
                None => starting(Kind::CalendarQuarter, year, [1, 4, 7, 10][quarter_index(tail)?]),
            },
        },
    }
}

/// A year as labels write it.
enum Year {
    /// `2017/18`, by the year it starts in.
    Academic(i32),
    /// `2018-19`, by the year it starts in.
    Financial(i32),
    /// `2018`.
    Calendar(i32),
}

impl Year {
    fn parse(text: &str) -> Option<Self> {
        if let Some(year) = four_digits(text) {
            return Some(Self::Calendar(year));
        }
        let start = four_digits(text.get(..4)?)?;
        let (separator, end) = text.get(4..).filter(|rest| rest.len() == 3 && rest.is_ascii())?.split_at(1);
        if end != format!("{:02}", (start + 1).rem_euclid(100)) {
            return None;
        }
        match separator {
            "/" => Some(Self::Academic(start)),
            "-" => Some(Self::Financial(start)),
            _ => None,
        }
    }
}

/// A year of four digits and nothing else: no sign, no space.
pub(super) fn four_digits(text: &str) -> Option<i32> {
    (text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

fn quarter_index(text: &str) -> Option<usize> {
    ["Q1", "Q2", "Q3", "Q4"].iter().position(|quarter| *quarter == text)
}

pub(super) fn starting(kind: Kind, year: i32, month: u32) -> Option<Period> {
    Period::starting(kind, NaiveDate::from_ymd_opt(year, month, 1)?, 1)
}

pub(super) fn month(name: &str, year: &str) -> Option<Period> {
    let year = four_digits(year)?;
    let month = (1..=12)
        .find(|month| NaiveDate::from_ymd_opt(2000, *month, 1).is_some_and(|day| month_name(day) == name))?;
    starting(Kind::Month, year, month)
}

pub(super) fn week_of(year: i32, week: &str) -> Option<Period> {
    let is_plain = !week.starts_with('0') && week.bytes().all(|byte| byte.is_ascii_digit());
    let week: u32 = is_plain.then(|| week.parse().ok()).flatten()?;
    Period::starting(Kind::Week, NaiveDate::from_isoywd_opt(year, week, Weekday::Mon)?, 1)
}

fn pooled(from: &str, to: &str) -> Option<Period> {
    let (kind, month, first, last) = match (Year::parse(from)?, Year::parse(to)?) {
        (Year::Academic(first), Year::Academic(last)) => (Kind::PooledAcademicYears, 9, first, last),
        (Year::Financial(first), Year::Financial(last)) => (Kind::PooledFinancialYears, 4, first, last),
        (Year::Calendar(first), Year::Calendar(last)) => (Kind::PooledCalendarYears, 1, first, last),
        _ => return None,
    };
    pooled_years(kind, month, first, last)
}

/// The pooled period from the year `first` to the year `last`, each by the year it starts in.
pub(super) fn pooled_years(kind: Kind, month: u32, first: i32, last: i32) -> Option<Period> {
    let years = u32::try_from(last - first + 1).ok()?;
    Period::starting(kind, NaiveDate::from_ymd_opt(first, month, 1)?, years)
}

#[cfg(test)]
mod tests {
    use super::super::Period;

    #[test]
    fn labels_cover_the_days_that_people_mean() {
        let cases = [
            ("2017/18", "2017-09-01", "2018-08-31"),
            ("2017/18 autumn term", "2017-09-01", "2017-12-31"),
            ("2017/18 spring term", "2018-01-01", "2018-04-30"),
            ("2017/18 summer term", "2018-05-01", "2018-08-31"),
            ("2017/18 autumn and spring terms", "2017-09-01", "2018-04-30"),
            ("2017/18 Q1", "2017-09-01", "2017-11-30"),
            ("2017/18 Q2", "2017-12-01", "2018-02-28"),
            ("2018-19", "2018-04-01", "2019-03-31"),
            ("2018-19 H2", "2018-10-01", "2019-03-31"),
            ("2018-19 Q1", "2018-04-01", "2018-06-30"),
            ("2018-19 Q4", "2019-01-01", "2019-03-31"),
            ("2018", "2018-01-01", "2018-12-31"),
            ("2018 Q1", "2018-01-01", "2018-03-31"),
            ("Feb 2020", "2020-02-01", "2020-02-29"),
            ("2018 reporting year", "2017-04-01", "2018-03-31"),
            ("2018 week 1", "2018-01-01", "2018-01-07"),
            ("1999/00", "1999-09-01", "2000-08-31"),
            ("2015/16 to 2017/18", "2015-09-01", "2018-08-31"),
            ("2015-16 to 2017-18", "2015-04-01", "2018-03-31"),
            ("2014 to 2016", "2014-01-01", "2016-12-31"),
        ];
        for (label, first, last) in cases {
            let period: Period = label.parse().unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(
                (period.first().to_string(), period.last().to_string()),
                (first.into(), last.into()),
                "{label}"
            );
            assert_eq!(period.label(), label);
        }
    }

    #[test]
    fn what_names_no_one_period_is_refused() {
        for bad in [
            "",
            " ",
            "2018/20",
            "2018-20",
            "201819",
            "2018-19 Q5",
            "2018-19 H3",
            "2018 Q0",
            "2018 week 54",
            "2018 week 053",
            "2018 week +1",
            "+201",
            "2018/19 Q1 ",
            "Jan 18",
            "jan 2018",
            "2018-19 to 2018-19",
            "2018-19 to 2017-18",
            "2018/19 to 2019-20",
            "9999",
            "0001",
            "2018 to 2050",
            "2018–19",
            "١٢٣٤",
        ] {
            assert!(bad.parse::<Period>().is_err(), "{bad:?}");
        }
    }
}
