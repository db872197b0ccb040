//! What a return asks for, and the sums of parts.

use super::{Asking, asked, previous, sums};
use crate::{
    area::AreaCode,
    figure::{Approval, Figure, Measured, Origin, Reading, Status},
    indicator::Measure,
    outline::Outline,
    plan_file::{self, small::SMALL},
    returns::{Return, quarter},
    series::{self, Breakdown, Series},
    slug::Slug,
};

/// What the small plan has in addition.
const MORE: &str = r#"
[[organisation]]
slug = "old-group"
name = "Old group"
ended = 2018-07-31
successor = "new-board"
[[organisation]]
slug = "new-board"
name = "New board"
[[area]]
code = "E07000178"
name = "Oxford"
level = "district"
[[area]]
code = "E07000177"
name = "Cherwell"
level = "district"
[[indicator]]
slug = "reports"
name = "Reports"
measure = "count"
unit = "reports"
decimals = 0
polarity = "neither"
frequency = "financial quarter"
lag = 28
owner = "old-group"
origin = "partner"
basis = "where the child lives"
source = "Made for tests"
[[indicator.definition]]
from = 2015-04-01
timing = "flow"
text = "Reports made."
[[indicator.placement]]
focus-area = "safe"
[[indicator]]
slug = "absence"
name = "Absence"
measure = "percentage"
unit = "pupils"
decimals = 1
polarity = "lower"
frequency = "academic year"
lag = 200
owner = "new-board"
origin = "published"
basis = "where the child goes to school"
source = "Made for tests"
[[indicator.definition]]
from = 2015-09-01
timing = "flow"
text = "Sessions missed."
[[indicator.placement]]
focus-area = "safe"
"#;

fn outline() -> Outline {
    plan_file::read(&format!("{SMALL}{MORE}")).expect("a plan").outline
}

fn series_of(indicator: &str, area: &str, group: &str) -> Series {
    Series {
        indicator: Slug::new(indicator).expect("a slug"),
        area: AreaCode::new(area).expect("a code"),
        breakdown: Breakdown::parse(group).expect("a group"),
    }
}

fn count(value: f64) -> Reading {
    Reading::Value(Measured::new(Measure::Count, 0, Some(value), None, None).expect("a count"))
}

fn figure(series: Series, period: &str) -> Figure {
    Figure {
        series,
        period: period.parse().expect("a period"),
        reading: count(1.0),
        status: Status::Final,
        origin: Origin::Partner,
        approval: Approval::Approved,
        explanation: None,
        note: None,
    }
}

/// What an organisation is asked for, one row each: `reports E10000025 Total 2018-19 Q1 due 2018-07-28`.
fn told(outline: &Outline, figures: &[Figure], organisation: &str, of: &str) -> Vec<String> {
    let of = Return {
        organisation: Slug::new(organisation).expect("a slug"),
        quarter: quarter(of).expect("a quarter"),
    };
    asked(outline, figures, &[], &of)
        .iter()
        .map(|row| {
            let Series { indicator, area, breakdown } = &row.series;
            format!("{indicator} {} {breakdown} {} due {}", area.as_str(), row.period, row.due)
        })
        .collect()
}

#[test]
fn a_return_asks_for_what_falls_due_in_its_quarter() {
    let outline = outline();
    // The first quarter of 2018-19 ends in June and is due 28 days later, in the second.
    assert_eq!(
        told(&outline, &[], "old-group", "2018-19 Q2"),
        ["reports E10000025 Total 2018-19 Q1 due 2018-07-28"]
    );
    // By the next quarter's day the group has ended, and its successor answers.
    assert!(told(&outline, &[], "old-group", "2018-19 Q3").is_empty());
    assert_eq!(
        told(&outline, &[], "new-board", "2018-19 Q3"),
        ["reports E10000025 Total 2018-19 Q2 due 2018-10-28"]
    );
    // An annual figure is due in the one quarter with its period's end plus its lag: 31 August and 200 days.
    assert_eq!(
        told(&outline, &[], "new-board", "2018-19 Q4"),
        [
            "reports E10000025 Total 2018-19 Q3 due 2019-01-28",
            "absence E10000025 Total 2017/18 due 2019-03-19"
        ]
    );
    // The last quarter of the plan is still due after its end; what begins after it is asked of nobody.
    assert_eq!(
        told(&outline, &[], "new-board", "2019-20 Q1"),
        ["reports E10000025 Total 2018-19 Q4 due 2019-04-28"]
    );
    assert!(told(&outline, &[], "new-board", "2019-20 Q2").is_empty());
    assert!(told(&outline, &[], "nobody", "2018-19 Q2").is_empty());
}

#[test]
fn what_is_typed_for_another_place_or_group_is_asked_for() {
    let outline = outline();
    let of = Return {
        organisation: Slug::new("old-group").expect("a slug"),
        quarter: quarter("2018-19 Q2").expect("a quarter"),
    };
    let cell = |area: &str, group: &str, period: &str| {
        (series_of("reports", area, group), period.parse().expect("a period"))
    };
    let typed = [
        cell("E10000025", "sex=Female", "2018-19 Q1"),
        // Everyone is asked for anyway; another quarter's row is not in this return, and England is not a place of the plan.
        cell("E10000025", "Total", "2018-19 Q1"),
        cell("E07000177", "Total", "2018-19 Q2"),
        cell("E92000001", "Total", "2018-19 Q1"),
        cell("E07000178", "Total", "2018-19 Q1"),
    ];
    let figures = [figure(series_of("reports", "E07000177", "Total"), "2017-18 Q4")];
    let rows = asked(&outline, &figures, &typed, &of);
    let told: Vec<_> = rows
        .iter()
        .map(|row| (row.series.area.as_str(), row.series.breakdown.to_string(), row.because))
        .collect();
    assert_eq!(
        told,
        [
            ("E10000025", "Total".to_owned(), Asking::Always),
            ("E10000025", "sex=Female".to_owned(), Asking::Added),
            ("E07000178", "Total".to_owned(), Asking::Added),
            ("E07000177", "Total".to_owned(), Asking::Known),
        ]
    );
}

#[test]
fn nothing_is_asked_for_before_it_means_anything() {
    let mut outline = outline();
    outline.indicators[0].definitions[0].from = "2018-07-01".parse().expect("a day");
    assert!(told(&outline, &[], "old-group", "2018-19 Q2").is_empty());
    // A period in which it is first defined is asked for.
    outline.indicators[0].definitions[0].from = "2018-06-30".parse().expect("a day");
    assert_eq!(told(&outline, &[], "old-group", "2018-19 Q2").len(), 1);
}

#[test]
fn a_lag_of_nothing_and_the_edges_of_a_quarter() {
    let mut outline = outline();
    let lag = |outline: &mut Outline, days| {
        for indicator in &mut outline.indicators {
            indicator.lag = days;
        }
    };
    // Due on the very last day of its own quarter.
    lag(&mut outline, 0);
    assert_eq!(
        told(&outline, &[], "old-group", "2018-19 Q1"),
        ["reports E10000025 Total 2018-19 Q1 due 2018-06-30"]
    );
    // A day later, on the first of the next.
    lag(&mut outline, 1);
    assert!(told(&outline, &[], "old-group", "2018-19 Q1").iter().all(|row| !row.contains("2018-19 Q1 due")));
    assert_eq!(
        told(&outline, &[], "old-group", "2018-19 Q2"),
        ["reports E10000025 Total 2018-19 Q1 due 2018-07-01"]
    );
}

#[test]
fn groups_and_districts_are_asked_for_where_they_were_recorded_lately() {
    let outline = outline();
    let mut figures = vec![
        figure(series_of("reports", "E10000025", "sex=Female"), "2017-18 Q1"),
        // Five periods back: no longer asked for.
        figure(series_of("reports", "E10000025", "sex=Male"), "2016-17 Q4"),
        figure(series_of("reports", "E07000177", "Total"), "2017-18 Q4"),
        figure(series_of("reports", "E07000178", "Total"), "2018-19 Q1"),
        // Of another country, and of another kind of period.
        figure(series_of("reports", "E92000001", "Total"), "2017-18 Q4"),
        figure(series_of("reports", "E07000178", "sex=Male"), "2017-18"),
    ];
    series::sort(&mut figures);
    assert_eq!(
        told(&outline, &figures, "old-group", "2018-19 Q2"),
        [
            "reports E10000025 Total 2018-19 Q1 due 2018-07-28",
            "reports E10000025 sex=Female 2018-19 Q1 due 2018-07-28",
            "reports E07000178 Total 2018-19 Q1 due 2018-07-28",
            "reports E07000177 Total 2018-19 Q1 due 2018-07-28",
        ]
    );
}

#[test]
fn the_four_periods_before_stand_beside() {
    let labels = |period: &str| {
        let periods = previous(&period.parse().expect("a period"));
        periods.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(labels("2018-19 Q2"), "2017-18 Q2, 2017-18 Q3, 2017-18 Q4, 2018-19 Q1");
    assert_eq!(labels("2017/18"), "2013/14, 2014/15, 2015/16, 2016/17");
    assert_eq!(labels("Jan 2018"), "Sep 2017, Oct 2017, Nov 2017, Dec 2017");
    assert_eq!(
        labels("2017/18 autumn term"),
        "2015/16 summer term, 2016/17 autumn term, 2016/17 spring term, 2016/17 summer term"
    );
}

#[test]
fn only_whole_sets_of_parts_are_added() {
    let outline = outline();
    let of = |area, group| series_of("reports", area, group);
    let all = [
        of("E10000025", "Total"),
        of("E10000025", "sex=Female"),
        of("E10000025", "sex=Male"),
        of("E07000178", "Total"),
        of("E07000177", "Total"),
    ];
    let told = |values: [Option<f64>; 5]| {
        let readings: Vec<Option<Reading>> = values.iter().map(|value| value.map(count)).collect();
        let rows: Vec<_> = all.iter().zip(readings.iter().map(Option::as_ref)).collect();
        let sums = sums(&outline, Measure::Count, &rows);
        sums.iter()
            .map(|(place, sum)| format!("{place} {} {} {:?}", sum.by, sum.parts, sum.whole))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        told([Some(10.0), Some(6.0), Some(4.0), Some(7.0), Some(2.0)]),
        ["0 sex 10 Some(10.0)", "0 districts 9 Some(10.0)"]
    );
    // A part without a number is not taken as zero.
    assert_eq!(told([Some(10.0), Some(6.0), None, Some(7.0), Some(2.0)]), ["0 districts 9 Some(10.0)"]);
    assert_eq!(told([None, Some(6.0), Some(4.0), None, None]), ["0 sex 10 None"]);
    // Averages do not add up.
    let rows: Vec<_> = all.iter().map(|series| (series, None)).collect();
    assert!(sums(&outline, Measure::Average, &rows).is_empty());
}
