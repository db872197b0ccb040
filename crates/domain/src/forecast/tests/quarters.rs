//! Which quarters are forecast: the remaining ones of the plan, up to a break or to the end of recording.

use super::{
    super::{Forecast, Refusal, Stop, of},
    day,
};
use crate::{
    area::AreaCode,
    change_note::{ChangeNote, Effect, Kind as ChangeKind},
    figure::{Absence, Approval, Figure, Measured, Origin, Reading, Status},
    indicator::{Indicator, Measure, tests::indicator},
    period::{Kind, Period},
    plan::PlanYear,
    series::{Breakdown, Series},
    slug::Slug,
};
use chrono::NaiveDate;

/// Counts of the calendar quarters of 2020 to 2022.
fn figures(of: &Indicator) -> Vec<Figure> {
    let periods = Period::between(Kind::CalendarQuarter, day(2020, 1, 1), day(2022, 12, 31));
    let figure = |(place, period): (usize, Period)| {
        let value = [41.0, 39.0, 40.0, 42.0, 39.0][place % 5];
        let measured = Measured::new(of.measure, 0, Some(value), None, None).expect("a count");
        Figure {
            series: Series {
                indicator: of.slug.clone(),
                area: AreaCode::new("E06000017").expect("a code"),
                breakdown: Breakdown::Total,
            },
            period,
            reading: Reading::Value(measured),
            status: Status::Final,
            origin: Origin::Partner,
            approval: Approval::Approved,
            explanation: None,
            note: None,
        }
    };
    periods.into_iter().enumerate().map(figure).collect()
}

fn counted() -> Indicator {
    Indicator { decimals: 0, ..indicator(Measure::Count) }
}

/// A plan of one year that ends on a day.
fn until(last: NaiveDate) -> [PlanYear; 1] {
    [PlanYear { slug: Slug::new("all").expect("a slug"), first: day(2020, 1, 1), last }]
}

fn broken(on: NaiveDate) -> [ChangeNote; 1] {
    [ChangeNote {
        slug: Slug::new("counted-anew").expect("a slug"),
        indicator: counted().slug,
        on,
        kind: ChangeKind::RecordingChange,
        effect: Effect::Breaks,
        text: "Counted in another way.".to_owned(),
        source: "Made up".to_owned(),
    }]
}

fn quarters(of: Result<Forecast, Refusal>) -> Vec<String> {
    of.expect("a forecast").steps.iter().map(|step| step.period.label()).collect()
}

#[test]
fn the_quarters_that_are_left_of_the_plan_are_forecast() {
    let counted = counted();
    let figures = figures(&counted);
    let ahead = |last| of(&figures, &[], &counted, &until(last));
    assert_eq!(quarters(ahead(day(2023, 6, 30))), ["2023 Q1", "2023 Q2"]);
    assert_eq!(ahead(day(2022, 12, 31)).expect_err("a refusal"), Refusal::PlanOver);
    assert_eq!(quarters(ahead(day(2025, 12, 31))).len(), 12);
    assert_eq!(ahead(day(2026, 3, 31)).expect_err("a refusal"), Refusal::TooFar { steps: 13 });
    assert_eq!(of(&figures, &[], &counted, &[]).expect_err("a refusal"), Refusal::PlanOver);
}

/// A quarter belongs to the plan with most of its days, as it does for targets and figures.
#[test]
fn a_quarter_in_which_the_plan_ends_is_the_plans_where_most_of_its_days_are() {
    let counted = counted();
    let figures = figures(&counted);
    let ahead = |last| of(&figures, &[], &counted, &until(last));
    assert_eq!(quarters(ahead(day(2023, 8, 31))), ["2023 Q1", "2023 Q2", "2023 Q3"]);
    assert_eq!(quarters(ahead(day(2023, 7, 31))), ["2023 Q1", "2023 Q2"]);
}

#[test]
fn nothing_is_forecast_across_a_break() {
    let counted = counted();
    let mut figures = figures(&counted);
    let ahead = |figures: &[Figure], on| of(figures, &broken(on), &counted, &until(day(2024, 12, 31)));
    let refused = |on| ahead(&figures, on).expect_err("a refusal");
    assert_eq!(refused(day(2022, 12, 31)), Refusal::RecentBreak { have: 1 }, "within the last quarter");
    assert_eq!([day(2023, 1, 1), day(2023, 3, 31)].map(refused), [Refusal::BreakAhead; 2]);
    let stopped = ahead(&figures, day(2023, 4, 1));
    assert_eq!(stopped.as_ref().ok().and_then(|forecast| forecast.stops), Some(Stop::Break(day(2023, 4, 1))));
    assert_eq!(quarters(stopped), ["2023 Q1"]);
    assert_eq!(quarters(ahead(&figures, day(2025, 1, 1))).len(), 8, "after the plan");
    // An awaited quarter does not change that.
    let mut awaited = figures[11].clone();
    awaited.period = awaited.period.next().expect("a quarter");
    awaited.reading = Reading::Absent(Absence::Awaited);
    figures.push(awaited);
    assert_eq!(ahead(&figures, day(2023, 1, 1)).expect_err("a refusal"), Refusal::BreakAhead);
}

#[test]
fn nothing_is_forecast_that_is_not_recorded_any_more() {
    let figures = figures(&counted());
    let ahead = |retired| {
        let counted = Indicator { retired: Some(retired), ..counted() };
        of(&figures, &[], &counted, &until(day(2024, 12, 31)))
    };
    let stopped = ahead(day(2023, 9, 30));
    assert_eq!(
        stopped.as_ref().ok().and_then(|forecast| forecast.stops),
        Some(Stop::Retired(day(2023, 9, 30)))
    );
    assert_eq!(quarters(stopped), ["2023 Q1", "2023 Q2", "2023 Q3"]);
    assert_eq!(ahead(day(2022, 12, 31)).expect_err("a refusal"), Refusal::Retired);
    let later = ahead(day(2025, 1, 1)).expect("a forecast");
    assert_eq!((later.steps.len(), later.stops), (8, None));
}
