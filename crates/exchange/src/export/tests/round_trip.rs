//! What export writes, as import reads it: the same figures, to the last digit.

use super::{areas, figure, indicator, note, written_tidy};
use crate::{
    export::{Setting, tidy},
    import::{self, Known, Options},
    template::{self, Asked, Template, TemplateRow},
};
use domain::{
    change_note::Effect,
    figure::{Absence, Figure, Fraction, Interval, Measured, Reading, Status},
    indicator::{Indicator, Measure},
    period::Kind,
    proposal::Proposal,
};
use proptest::prelude::{Just, Strategy, any, prop_assert_eq, prop_oneof, proptest};
use std::io::Cursor;

/// What a file proposes when the record has these indicators and the areas.
fn read(bytes: Vec<u8>, indicators: Vec<Indicator>) -> Proposal {
    let known = Known { indicators, areas: areas() };
    let options = Options { name: "figures.csv".into(), ..Options::default() };
    import::read(Cursor::new(bytes), &known, &options, &mut |_| {}).expect("a file that can be read")
}

/// The figures of a proposal as the record would have them.
fn figures_of(proposal: &Proposal) -> Vec<Figure> {
    let figure = |one: &domain::proposal::ProposedFigure| Figure {
        series: proposal.series[one.series as usize].clone(),
        period: one.period,
        reading: one.reading.clone(),
        status: one.status,
        note: one.note.as_deref().map(str::to_owned),
        explanation: one.explanation.as_deref().map(str::to_owned),
        ..figure("any", "E10000025", "Total", "2018", Reading::Absent(Absence::Low))
    };
    let mut figures: Vec<_> = proposal.figures.iter().map(figure).collect();
    domain::series::sort(&mut figures);
    figures
}

#[test]
fn a_downloaded_file_is_read_as_any_other_of_ours() {
    let indicators = [indicator("exclusions", Measure::Rate { per: 10_000 }, Kind::AcademicYear)];
    let value = Reading::Value(Measured::recorded(1.5, None, None).expect("a value"));
    let figures = vec![figure("exclusions", "E10000025", "sex=Female", "2017/18", value)];
    let areas = areas();
    let setting = Setting { indicators: &indicators, areas: &areas, change_notes: &[] };
    let provenance = tidy::Provenance { as_at: "2019-03-31T22:59:59Z", caution: "" };
    let mut out = Vec::new();
    tidy::write_told(&mut out, setting, &figures, &provenance).expect("a file");
    let proposal = read(out, indicators.to_vec());
    assert!(proposal.problems.is_empty(), "{:?}", proposal.problems);
    assert_eq!(figures_of(&proposal), figures);
}

/// A reading that a rate per 10,000 can have.
fn any_reading() -> impl Strategy<Value = Reading> {
    let rate = Measure::Rate { per: 10_000 };
    let alone = prop_oneof![0.0..1e6_f64, (0..9999_u32).prop_map(f64::from), Just(1.0 / 3.0)];
    let parts = (0..100_000_u32, 1..1_000_000_u32).prop_map(|(numerator, denominator)| Fraction {
        numerator: f64::from(numerator),
        denominator: f64::from(denominator),
    });
    let measured = (prop_oneof![alone.prop_map(Ok), parts.prop_map(Err)], any::<bool>()).prop_map(
        move |(given, has_interval)| {
            let (value, fraction) =
                given.map_or_else(|parts| (None, Some(parts)), |value| (Some(value), None));
            let bare = Measured::new(rate, 1, value, fraction, None).expect("a value");
            let around = Interval { lower: bare.value() / 3.0, upper: bare.value() * 1.7 };
            let measured = Measured::new(rate, 1, value, fraction, has_interval.then_some(around));
            Reading::Value(measured.expect("a value"))
        },
    );
    let absence = (0..Absence::ALL.len()).prop_map(|place| Reading::Absent(Absence::ALL[place]));
    prop_oneof![measured, absence]
}

proptest! {
    #[test]
    fn what_is_exported_tidy_is_imported_the_same(
        rows in proptest::collection::vec((any_reading(), 0..3_usize, "[-=+@',\"a-z]{0,12}"), 1..60)
    ) {
        let breakdowns = ["Total", "+age=a,b", "sex=Female"];
        let mut figures: Vec<Figure> = (1950..)
            .zip(rows)
            .map(|(year, (reading, place, note))| Figure {
                explanation: Some(format!("{note}.")).filter(|text| text.len() > 3),
                note: Some(note).filter(|note| !note.is_empty()),
                status: Status::ALL[place],
                ..figure(
                    "admissions",
                    ["E92000001", "E10000025", "E07000178"][place],
                    breakdowns[place],
                    &format!("{year}-{:02}", (year + 1) % 100),
                    reading,
                )
            })
            .collect();
        domain::series::sort(&mut figures);
        let indicators = [indicator("admissions", Measure::Rate { per: 10_000 }, Kind::FinancialYear)];
        let (areas, notes) = (areas(), [note("admissions", "1960-04-01", Effect::Breaks)]);
        let setting = Setting { indicators: &indicators, areas: &areas, change_notes: &notes };
        let written = written_tidy(setting, &figures);
        // To a record that knows the indicator, and to one that learns about it from the file.
        for known in [indicators.to_vec(), Vec::new()] {
            let proposal = read(written.clone(), known);
            prop_assert_eq!(proposal.refused, 0, "{:?}", proposal.problems);
            prop_assert_eq!(figures_of(&proposal), figures.as_slice());
            let told = &proposal.indicators[0];
            prop_assert_eq!((told.slug.as_str(), told.measure), ("admissions", Measure::Rate { per: 10_000 }));
        }
    }
}

#[test]
fn a_template_that_is_filled_in_is_read() {
    let row = |period: &str, value: Option<&str>, absence| TemplateRow {
        indicator: "The exclusions".into(),
        slug: "exclusions".into(),
        area: "Oxfordshire".into(),
        area_code: "E10000025".into(),
        breakdown: "Total".into(),
        period: period.into(),
        unit: "pupils".into(),
        asked: Asked::Value,
        numerator: None,
        denominator: None,
        value: value.map(str::to_owned),
        absence,
        status: Some(Status::Provisional),
        note: value.map(|_| "=1+1".to_owned()),
        locked: None,
        previous: vec![("2016/17".into(), "1,200".into())],
    };
    let template = Template {
        title: "A return".into(),
        organisation: "A council".into(),
        quarter: "2019-20 Q1".into(),
        made: "2019-07-01".parse().expect("a day"),
        rows: vec![
            row("2017/18", Some("1,204"), None),
            row("2018/19", None, Some(Absence::NotCollected)),
            row("2019/20", None, None),
        ],
    };
    let mut bytes = Vec::new();
    template::csv(&mut bytes, &template).expect("a file");
    let proposal = read(bytes, vec![indicator("exclusions", Measure::Count, Kind::AcademicYear)]);
    assert_eq!(proposal.refused, 0, "{:?}", proposal.problems);
    let figures = figures_of(&proposal);
    let said: Vec<_> =
        figures.iter().map(|one| (one.period.label(), one.reading.value(), one.reading.absence())).collect();
    let expected =
        [("2017/18".into(), Some(1204.0), None), ("2018/19".into(), None, Some(Absence::NotCollected))];
    assert_eq!(said, expected);
    assert_eq!(figures[0].note.as_deref(), Some("=1+1"));
}
