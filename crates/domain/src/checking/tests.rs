//! Made-up figures of an indicator whose lower values are better, unless a test says otherwise.

use super::{Answer, Figures, Reason, check, claim_said, said};
use crate::{
    access::Audience,
    area::AreaCode,
    board::{Moment, Until},
    claim::{Claim, Compared, Rank, Says, Side, Way},
    figure::{Approval, Figure, Fraction, Interval, Measured, Origin, Reading, Status},
    indicator::{Measure, Polarity},
    outline::Outline,
    period::Period,
    plan_file::small::board,
    series::{self, Breakdown, Series},
    slug::Slug,
};

const OWN: &str = "E10000025";
const ENGLAND: &str = "E92000001";

fn slug(text: &str) -> Slug {
    Slug::new(text).expect("a slug")
}

fn place(code: &str) -> AreaCode {
    AreaCode::new(code).expect("a code")
}

fn period(label: &str) -> Period {
    label.parse().expect("a period")
}

fn group() -> Breakdown {
    Breakdown::parse("sen=Support").expect("a group")
}

/// A plan of one year, 2018-19, with an indicator of percentages to two decimals.
fn plan() -> Outline {
    let (mut outline, _) = board(&[crate::plan_file::small::indicator("absence", "", &[])]);
    let indicator = &mut outline.indicators[0];
    indicator.measure = Measure::Percentage;
    indicator.decimals = 2;
    outline
}

/// A figure of Oxfordshire, of England, or of a group in Oxfordshire.
fn figure(of: &str, label: &str, value: f64) -> Figure {
    let (area, breakdown) = match of {
        "group" => (OWN, group()),
        code => (code, Breakdown::Total),
    };
    let measured = Measured::recorded(value, None, None).expect("a value");
    Figure {
        series: Series { indicator: slug("absence"), area: place(area), breakdown },
        period: period(label),
        reading: Reading::Value(measured),
        status: Status::Final,
        origin: Origin::Published,
        approval: Approval::Approved,
        note: None,
        explanation: None,
    }
}

fn figures(all: &[(&str, &str, f64)]) -> Vec<Figure> {
    let mut figures: Vec<_> = all.iter().map(|(of, label, value)| figure(of, label, *value)).collect();
    series::sort(&mut figures);
    figures
}

fn claim(says: Says) -> Claim {
    Claim { indicator: slug("absence"), area: place(OWN), says, period: period("2017-18") }
}

fn worse() -> Says {
    Says::Comparison(Compared::Worse, place(ENGLAND))
}

/// The answer as of the plan's year, in words, where the figures then were those of now.
fn answered(outline: &Outline, says: Says, now: &[Figure]) -> String {
    judged(outline, &claim(says), now, now, Until::Year)
}

/// The plan's year, or the newest figures, on a day long after it.
fn moment(outline: &Outline, until: Until) -> Moment<'_> {
    Moment { year: &outline.years[0], until, today: "2026-11-23".parse().expect("a day") }
}

fn judged(outline: &Outline, claim: &Claim, then: &[Figure], now: &[Figure], until: Until) -> String {
    let looked = moment(outline, until);
    said(outline, claim, &check(outline, claim, Figures { now, then }, looked, Audience::Partner))
}

/// Then 14.62 against 13.91, in the plan year 13.47 against 14.83, since then 24.36 against 23.37.
fn three_years() -> Vec<Figure> {
    figures(&[
        (OWN, "2017-18", 14.62),
        (ENGLAND, "2017-18", 13.91),
        (OWN, "2018-19", 13.47),
        (ENGLAND, "2018-19", 14.83),
        (OWN, "2024-25", 24.36),
        (ENGLAND, "2024-25", 23.37),
    ])
}

#[test]
fn a_comparison_is_checked_against_what_the_page_shows() {
    let outline = plan();
    let all = three_years();
    assert_eq!(
        answered(&outline, worse(), &all),
        "no longer holds: then 14.62 against 13.91, now 13.47 against 14.83"
    );
    assert_eq!(judged(&outline, &claim(worse()), &all, &all, Until::Newest), "holds");
    let better = Says::Comparison(Compared::Better, place(ENGLAND));
    assert_eq!(answered(&outline, better.clone(), &all), "holds");
    assert_eq!(
        judged(&outline, &claim(better), &all, &all, Until::Newest),
        "does not hold: then 14.62 against 13.91, now 24.36 against 23.37"
    );
    assert_eq!(answered(&outline, Says::Comparison(Compared::Lower, place(ENGLAND)), &all), "holds");
    assert_eq!(
        answered(&outline, Says::Comparison(Compared::Higher, place(ENGLAND)), &all),
        "no longer holds: then 14.62 against 13.91, now 13.47 against 14.83"
    );
}

#[test]
fn then_is_as_the_figures_were_when_it_was_recorded() {
    let outline = plan();
    let year = Until::Year;
    let revised = figures(&[
        (OWN, "2017-18", 13.0),
        (ENGLAND, "2017-18", 13.91),
        (OWN, "2018-19", 13.47),
        (ENGLAND, "2018-19", 14.83),
    ]);
    let said = judged(&outline, &claim(worse()), &three_years(), &revised, year);
    assert_eq!(said, "no longer holds: then 14.62 against 13.91, now 13.47 against 14.83");
    let said = judged(&outline, &claim(worse()), &[], &revised, year);
    assert_eq!(said, "no longer holds: now 13.47 against 14.83; no figures for 2017-18 were recorded then");
    // Nothing newer has come, and it was not so.
    let same = figures(&[(OWN, "2017-18", 13.0), (ENGLAND, "2017-18", 13.91)]);
    assert_eq!(judged(&outline, &claim(worse()), &same, &same, year), "does not hold: 13.00 against 13.91");
}

#[test]
fn values_that_are_printed_alike_are_alike() {
    let outline = plan();
    let alike = figures(&[(OWN, "2018-19", 14.624), (ENGLAND, "2018-19", 14.616)]);
    for compared in [Compared::Worse, Compared::Better, Compared::Higher, Compared::Lower] {
        let said = answered(&outline, Says::Comparison(compared, place(ENGLAND)), &alike);
        assert!(said.contains("now 14.62 against 14.62"), "{said}");
    }
}

#[test]
fn a_difference_within_the_margin_of_error_is_none() {
    let mut outline = plan();
    let mut all = figures(&[(OWN, "2018-19", 14.62), (ENGLAND, "2018-19", 13.91)]);
    let within = Some(Interval { lower: 13.5, upper: 15.7 });
    all[0].reading = Reading::Value(Measured::recorded(14.62, None, within).expect("a value"));
    let said = answered(&outline, worse(), &all);
    assert!(
        said.ends_with(
            "now 14.62 against 13.91 (within the margin of error); no figures for 2017-18 were recorded then"
        ),
        "{said}"
    );
    let beyond = Some(Interval { lower: 14.0, upper: 15.2 });
    all[0].reading = Reading::Value(Measured::recorded(14.62, None, beyond).expect("a value"));
    assert_eq!(answered(&outline, worse(), &all), "holds");
    // The same for a group and everyone, by their parts.
    let parts = |of: &str, numerator, denominator| {
        let fraction = Some(Fraction { numerator, denominator });
        let mut one = figure(of, "2018-19", numerator * 100.0 / denominator);
        one.reading = Reading::Value(
            Measured::recorded(numerator * 100.0 / denominator, fraction, None).expect("a value"),
        );
        one
    };
    outline.indicators[0].polarity = Polarity::Lower;
    let behind = || Says::Gap(Rank::Behind, group());
    let few = [parts(OWN, 100.0, 1000.0), parts("group", 6.0, 50.0)];
    assert!(answered(&outline, behind(), &few).contains("12.00 against 10.00 (within the margin of error)"));
    let many = [parts(OWN, 1000.0, 10_000.0), parts("group", 600.0, 3000.0)];
    assert_eq!(answered(&outline, behind(), &many), "holds");
    assert!(answered(&outline, Says::Gap(Rank::Ahead, group()), &many).contains("now 20.00 against 10.00"));
}

#[test]
fn a_trend_and_a_level_are_checked() {
    let outline = plan();
    let up = |since: &str| Says::Trend(Way::Up, period(since));
    let all = figures(&[(OWN, "2015-16", 42.0), (OWN, "2017-18", 48.0), (OWN, "2018-19", 40.0)]);
    assert_eq!(
        answered(&outline, up("2015-16"), &all),
        "no longer holds: then from 42.00 to 48.00, now from 42.00 to 40.00"
    );
    assert_eq!(answered(&outline, Says::Trend(Way::Down, period("2015-16")), &all), "holds");
    assert_eq!(answered(&outline, Says::Level(Side::Below, 40.5), &all), "holds");
    assert_eq!(
        answered(&outline, Says::Level(Side::Above, 40.0), &all),
        "no longer holds: then 48.00 against 40, now 40.00 against 40"
    );
    // A trend is told from the same season, and not before it has begun.
    assert_eq!(
        answered(&outline, up("2016-17"), &all),
        "cannot be checked: no figure has been recorded for Oxfordshire, 2016-17"
    );
    assert_eq!(
        answered(&outline, up("2018-19"), &all),
        "cannot be checked: no figure later than 2018-19 has been recorded"
    );
}

#[test]
fn no_trend_crosses_a_break() {
    let mut outline = plan();
    let all = figures(&[(OWN, "2015-16", 42.0), (OWN, "2018-19", 48.0)]);
    let up = Says::Trend(Way::Up, period("2015-16"));
    assert_eq!(answered(&outline, up.clone(), &all), "holds");
    outline.change_notes.push(crate::change_note::ChangeNote {
        slug: slug("new-system"),
        indicator: slug("absence"),
        on: "2018-04-01".parse().expect("a day"),
        kind: crate::change_note::Kind::RecordingChange,
        effect: crate::change_note::Effect::Breaks,
        text: "A new system.".into(),
        source: "Made for tests".into(),
    });
    assert_eq!(answered(&outline, up, &all), "cannot be checked: the series breaks on 1 April 2018");
}

#[test]
fn what_cannot_be_checked_says_why() {
    let all = three_years();
    let changed = |change: &dyn Fn(&mut Outline), says: Says| {
        let mut outline = plan();
        change(&mut outline);
        answered(&outline, says, &all)
    };
    let is = |answer: String, why: &str| assert_eq!(answer, format!("cannot be checked: {why}"));
    is(
        changed(&|plan| plan.indicators[0].placements.clear(), worse()),
        "its indicator is not placed in this plan",
    );
    is(
        changed(&|plan| plan.indicators[0].polarity = Polarity::Neither, worse()),
        "neither direction is better for its indicator",
    );
    is(
        changed(&|plan| plan.indicators[0].measure = Measure::Count, worse()),
        "counts of places or groups of different size cannot be compared",
    );
    is(
        changed(&|plan| plan.indicators[0].retired = "2018-12-31".parse().ok(), worse()),
        "its indicator has not been measured since 31 December 2018",
    );
    is(
        changed(&|plan| plan.indicators[0].frequency = crate::period::Kind::AcademicYear, worse()),
        "its indicator now has figures for the kind of period \"academic year\"",
    );
    is(
        changed(&|_| {}, Says::Gap(Rank::Behind, group())),
        "no figure has been recorded for Oxfordshire (Sen: Support)",
    );
    is(
        changed(&|_| {}, Says::Comparison(Compared::Worse, place("E06000017"))),
        "no figure has been recorded for E06000017, 2018-19",
    );
    // One that ends with the plan year is measured in it still.
    let last = changed(&|plan| plan.indicators[0].retired = "2019-03-31".parse().ok(), worse());
    assert!(last.starts_with("no longer holds"), "{last}");
    let mut unknown = claim(worse());
    unknown.indicator = slug("nothing");
    assert_eq!(
        judged(&plan(), &unknown, &all, &all, Until::Newest),
        "cannot be checked: the record has no such indicator"
    );
}

#[test]
fn a_stranger_learns_nothing_of_a_concealed_indicator() {
    let mut outline = plan();
    outline.indicators[0].origin = Origin::Partner;
    let asked = |outline: &Outline, now: &[Figure], audience| {
        let looked = moment(outline, Until::Newest);
        check(outline, &claim(worse()), Figures { now, then: now }, looked, audience)
    };
    for now in [three_years(), Vec::new(), figures(&[(OWN, "2018-19", 1.0), (ENGLAND, "2018-19", 2.0)])] {
        assert_eq!(asked(&outline, &now, Audience::Public), Answer::CannotBeChecked(None));
    }
    assert!(matches!(asked(&outline, &three_years(), Audience::Partner), Answer::Holds(_)));
    // Nor why anything else cannot be checked.
    outline.indicators[0].origin = Origin::Published;
    assert_eq!(asked(&outline, &[], Audience::Public), Answer::CannotBeChecked(None));
    let why = asked(&outline, &[], Audience::Partner);
    assert!(matches!(why, Answer::CannotBeChecked(Some(Reason::NoValue(..)))), "{why:?}");
}

#[test]
fn a_claim_reads_as_a_sentence() {
    let outline = plan();
    let told = |says| claim_said(&outline, &claim(says));
    assert_eq!(told(worse()), "The absence, Oxfordshire: worse than England, written about 2017-18");
    assert_eq!(
        told(Says::Trend(Way::Up, period("2015-16"))),
        "The absence, Oxfordshire: up since 2015-16, written about 2017-18"
    );
    assert_eq!(
        told(Says::Level(Side::Above, 12.5)),
        "The absence, Oxfordshire: above 12.5, written about 2017-18"
    );
    assert_eq!(
        told(Says::Gap(Rank::Behind, group())),
        "The absence, Oxfordshire: Sen: Support behind everyone, written about 2017-18"
    );
}
