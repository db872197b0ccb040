//! What is unlikely, case by case.

use super::{Doubt, doubts};
use crate::{
    area::AreaCode,
    change_note::{ChangeNote, Effect, Kind},
    entry::{self, Typed},
    figure::{Absence, Approval, Figure, Origin, Reading, Status},
    indicator::{Indicator, Measure, tests::indicator},
    returns::Sum,
    series::{Breakdown, Series},
    slug::Slug,
};

/// A reading as it is typed: `12`, `12/80`, or a word for an absence.
fn reading(measure: Measure, text: &str) -> Reading {
    if let Some(absence) = Absence::parse(text) {
        return Reading::Absent(absence);
    }
    let (value, numerator, denominator) = match text.split_once('/') {
        Some((numerator, denominator)) => ("", numerator, denominator),
        None => (text, "", ""),
    };
    let typed = Typed { value, numerator, denominator, absence: "" };
    entry::reading(measure, 1, typed).expect("a reading")
}

fn series() -> Series {
    Series {
        indicator: Slug::new("absence").expect("a slug"),
        area: AreaCode::new("E10000025").expect("a code"),
        breakdown: Breakdown::Total,
    }
}

/// `2018-19 Q1 12; 2018-19 Q2 14`: a period and a reading each, in order of time.
fn earlier(measure: Measure, text: &str) -> Vec<Figure> {
    let of = |text: &str| {
        let (period, said) = text.trim().rsplit_once(' ').expect("a period and a reading");
        Figure {
            series: series(),
            period: period.parse().expect("a period"),
            reading: reading(measure, said),
            status: Status::Final,
            origin: Origin::Partner,
            approval: Approval::Approved,
            explanation: None,
            note: None,
        }
    };
    text.split(';').filter(|text| !text.trim().is_empty()).map(of).collect()
}

/// The doubts as words.
fn told(
    of: &Indicator,
    notes: &[ChangeNote],
    before: &str,
    period: &str,
    now: &str,
    sums: &[Sum],
) -> Vec<String> {
    let before = earlier(of.measure, before);
    let period = period.parse().expect("a period");
    let doubts = doubts(of, notes, &before, &period, &reading(of.measure, now), sums);
    doubts.iter().map(|doubt| doubt.sentence(of)).collect()
}

const TWO_YEARS: &str = "2016-17 Q1 40; 2016-17 Q2 44; 2016-17 Q3 41; 2016-17 Q4 43; \
                         2017-18 Q1 42; 2017-18 Q2 40; 2017-18 Q3 44; 2017-18 Q4 41";

#[test]
fn what_is_unlikely_is_told_and_nothing_else() {
    let cases: &[(Measure, &str, &str, &str, &[&str])] = &[
        // With nothing to compare, there is no doubt.
        (Measure::Count, "", "2018-19 Q1", "4000", &[]),
        (Measure::Count, "2017-18 Q4 12", "2018-19 Q1", "13", &[]),
        // An absence is never unlikely.
        (Measure::Count, TWO_YEARS, "2018-19 Q1", "not available", &[]),
        // Limits need eight values: with seven there are none.
        (Measure::Count, TWO_YEARS, "2018-19 Q1", "43", &[]),
        (
            Measure::Count,
            TWO_YEARS,
            "2018-19 Q1",
            "70",
            &["Outside the usual range of this series, 34.66 to 49.10."],
        ),
        (Measure::Count, TWO_YEARS.split_once("; ").expect("two").1, "2018-19 Q1", "70", &[]),
        // Over three times last year; exactly three times is not over.
        (
            Measure::Count,
            "2017-18 Q1 10; 2017-18 Q2 30",
            "2018-19 Q1",
            "31",
            &["More than three times the figure for 2017-18 Q1, 10.00."],
        ),
        (Measure::Count, "2017-18 Q1 10; 2017-18 Q2 30", "2018-19 Q1", "30", &[]),
        (Measure::Count, "2017-18 Q1 0", "2018-19 Q1", "30", &[]),
        (Measure::Count, "2017-18 Q2 10", "2018-19 Q1", "31", &[]),
        // The same as the period before, but a true nought may well repeat, and one with a gap between is not the period before.
        (Measure::Count, "2017-18 Q4 12", "2018-19 Q1", "12", &["Exactly the same as in 2017-18 Q4."]),
        (Measure::Count, "2017-18 Q4 0", "2018-19 Q1", "0", &[]),
        (Measure::Count, "2017-18 Q3 12", "2018-19 Q1", "12", &[]),
        (Measure::Count, "2017-18 Q3 12; 2017-18 Q4 not-available", "2018-19 Q1", "12", &[]),
        // A denominator may move by a twentieth, up or down.
        (Measure::Percentage, "2017-18 Q4 50/1000", "2018-19 Q1", "51/1050", &[]),
        (
            Measure::Percentage,
            "2017-18 Q4 50/1000",
            "2018-19 Q1",
            "51/1051",
            &["The denominator has changed by more than 5% since 2017-18 Q4, when it was 1,000."],
        ),
        (
            Measure::Percentage,
            "2017-18 Q4 50/1000",
            "2018-19 Q1",
            "51/949",
            &["The denominator has changed by more than 5% since 2017-18 Q4, when it was 1,000."],
        ),
        // A fraction where a percentage is asked for.
        (Measure::Percentage, "", "2018-19 Q1", "0.125", &["Give a percentage: 12.5 for 12.5%, not 0.125."]),
        (
            Measure::Percentage,
            "2017-18 Q1 12.0",
            "2018-19 Q1",
            "0.125",
            &["Give a percentage: 12.5 for 12.5%, not 0.125."],
        ),
        (Measure::Percentage, "2017-18 Q1 0.4", "2018-19 Q1", "0.3", &[]),
        (Measure::Percentage, "", "2018-19 Q1", "0", &[]),
        (Measure::Percentage, "", "2018-19 Q1", "1/800", &[]),
        (Measure::Average, "", "2018-19 Q1", "0.125", &[]),
    ];
    for (measure, before, period, now, expected) in cases {
        let before = before.replace("not-available", "awaited");
        assert_eq!(
            told(&indicator(*measure), &[], &before, period, now, &[]),
            *expected,
            "{before} -> {period} {now}"
        );
    }
}

#[test]
fn nothing_is_compared_across_a_break_or_with_another_kind_of_period() {
    let of = indicator(Measure::Count);
    let note = |effect| ChangeNote {
        slug: Slug::new("new-system").expect("a slug"),
        indicator: of.slug.clone(),
        on: "2018-04-01".parse().expect("a day"),
        kind: Kind::RecordingChange,
        effect,
        text: "A new system.".into(),
        source: "Made for tests".into(),
    };
    let explained = told(&of, &[note(Effect::Explains)], TWO_YEARS, "2018-19 Q1", "900", &[]);
    assert_eq!(explained.len(), 2, "{explained:?}");
    assert!(told(&of, &[note(Effect::Breaks)], TWO_YEARS, "2018-19 Q1", "900", &[]).is_empty());
    assert!(told(&of, &[], "2017-18 10", "2018-19 Q1", "900", &[]).is_empty());
}

#[test]
fn parts_that_do_not_come_to_their_whole_are_told() {
    let of = indicator(Measure::Count);
    let sum = |parts, whole| Sum { by: "sex".into(), parts, whole };
    let told = |sum| told(&of, &[], "", "2018-19 Q1", "12", &[sum]);
    assert_eq!(told(sum(13.0, Some(12.0))), ["The parts by sex add up to 13, not 12."]);
    assert!(told(sum(12.0, Some(12.0))).is_empty());
    // The rounding noise of sums is not a difference.
    assert!(told(sum(0.1 + 0.2, Some(0.3))).is_empty());
    assert!(told(sum(13.0, None)).is_empty());
    let districts = Doubt::DoesNotSum(Sum { by: "districts".into(), parts: 9.5, whole: Some(12.0) });
    assert_eq!(districts.sentence(&of), "The districts add up to 9.5, not 12.");
}
