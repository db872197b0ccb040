//! Periods as DfE's open data files write them: the inverse of [`super::from_dfe`].

use super::{Kind, Period};
use chrono::{Datelike, Month};

/// DfE's pair of columns for a period: its `time_period` and `time_identifier`, such as `201718` and `Academic year`. `None`
/// where DfE has no way to write it: several years together.
#[must_use]
pub fn to_dfe(period: &Period) -> Option<(String, String)> {
    let first = period.first();
    // Two years as DfE joins them, by the month in which the first of them starts.
    let joined = |start_month: u32| {
        let start = if first.month() >= start_month { first.year() } else { first.year() - 1 };
        format!("{start}{:02}", (start + 1).rem_euclid(100))
    };
    // Which part of `months` months of a year that starts in `start_month`, from 1.
    let part = |start_month: u32, months: u32| (first.month() + 12 - start_month) % 12 / months + 1;
    Some(match period.kind() {
        Kind::AcademicYear => (joined(9), "Academic year".to_owned()),
        Kind::Term => {
            let term = match part(9, 4) {
                1 => "Autumn term",
                2 => "Spring term",
                _ => "Summer term",
            };
            (joined(9), term.to_owned())
        }
        Kind::TwoTerms => (joined(9), "Autumn and spring term".to_owned()),
        Kind::AcademicQuarter => (joined(9), format!("Academic year Q{}", part(9, 3))),
        Kind::FinancialYear => (joined(4), "Financial year".to_owned()),
        Kind::FinancialHalf => {
            let half = match part(4, 6) {
                1 => "Part 1 (April to September)",
                _ => "Part 2 (October to March)",
            };
            (joined(4), half.to_owned())
        }
        Kind::FinancialQuarter => (joined(4), format!("Financial year Q{}", part(4, 3))),
        Kind::CalendarYear => (first.year().to_string(), "Calendar year".to_owned()),
        Kind::CalendarQuarter => (first.year().to_string(), format!("Calendar year Q{}", part(1, 3))),
        Kind::Month => (first.year().to_string(), month_name(first.month())?.to_owned()),
        Kind::ReportingYear => (period.last().year().to_string(), "Reporting year".to_owned()),
        Kind::Week => {
            let week = first.iso_week();
            (week.year().to_string(), format!("Week {}", week.week()))
        }
        Kind::PooledAcademicYears | Kind::PooledFinancialYears | Kind::PooledCalendarYears => return None,
    })
}

fn month_name(month: u32) -> Option<&'static str> {
    Some(Month::try_from(u8::try_from(month).ok()?).ok()?.name())
}

#[cfg(test)]
mod tests {
    use super::{super::tests::any_period, to_dfe};
    use crate::period::{Period, from_dfe};
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    #[test]
    fn periods_are_written_as_dfe_writes_them() {
        for (label, time_period, identifier) in [
            ("2017/18", "201718", "Academic year"),
            ("1999/00", "199900", "Academic year"),
            ("2017/18 autumn term", "201718", "Autumn term"),
            ("2017/18 spring term", "201718", "Spring term"),
            ("2017/18 summer term", "201718", "Summer term"),
            ("2017/18 autumn and spring terms", "201718", "Autumn and spring term"),
            ("2017/18 Q2", "201718", "Academic year Q2"),
            ("2018-19", "201819", "Financial year"),
            ("2018-19 H2", "201819", "Part 2 (October to March)"),
            ("2018-19 Q1", "201819", "Financial year Q1"),
            ("2018-19 Q4", "201819", "Financial year Q4"),
            ("2018", "2018", "Calendar year"),
            ("2018 Q3", "2018", "Calendar year Q3"),
            ("Jan 2018", "2018", "January"),
            ("2018 reporting year", "2018", "Reporting year"),
            ("2018 week 12", "2018", "Week 12"),
        ] {
            let period: Period = label.parse().expect("a period");
            assert_eq!(to_dfe(&period), Some((time_period.into(), identifier.into())), "{label}");
        }
        let pooled: Period = "2015/16 to 2017/18".parse().expect("a period");
        assert_eq!(to_dfe(&pooled), None);
    }

    proptest! {
        #[test]
        fn what_dfe_can_write_reads_back_as_the_same_period(period in any_period()) {
            match to_dfe(&period) {
                Some((time_period, identifier)) => {
                    prop_assert_eq!(from_dfe(&time_period, &identifier), Ok(period));
                }
                None => prop_assert!(period.kind().is_pooled()),
            }
        }
    }
}
