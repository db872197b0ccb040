use super::{PointMark, Refusal, Wish, can_be_marked, is_sent_again, judged, of_series};
use crate::{
    area::AreaCode,
    by::By,
    figure::{Absence, Approval, Figure, Measured, NoReason, Origin, Reading, Status},
    indicator::{Indicator, Measure, Placement, tests::indicator},
    judgement::Mark,
    period::Period,
    series::{Breakdown, Series},
    slug::Slug,
    source::Source,
};
use chrono::{DateTime, NaiveDate};

fn slug(text: &str) -> Slug {
    Slug::new(text).expect("a slug")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn period(text: &str) -> Period {
    text.parse().expect("a period")
}

fn series(group: &str) -> Series {
    Series {
        indicator: slug("absence"),
        area: AreaCode::new("E10000025").expect("a code"),
        breakdown: Breakdown::parse(group).expect("a group"),
    }
}

/// An indicator that has a place in the plan.
fn placed() -> Indicator {
    let placement = Placement { focus_area: slug("start-well"), priority: None };
    Indicator { placements: vec![placement], ..indicator(Measure::Percentage) }
}

fn recorded(reading: Reading, origin: Origin, approval: Approval) -> Figure {
    Figure {
        series: series("Total"),
        period: period("2018/19"),
        reading,
        status: Status::Final,
        origin,
        approval,
        note: None,
        explanation: None,
    }
}

/// An approved value.
fn value(origin: Origin) -> Figure {
    let measured = Measured::recorded(12.5, None, None).expect("a value");
    recorded(Reading::Value(measured), origin, Approval::Approved)
}

/// What becomes of a wish for the figure of 2018/19, on the first of June 2026.
fn wished(
    indicator: &Indicator,
    (mark, reason): (Mark, &str),
    figure: Option<&Figure>,
    stands: Option<Mark>,
) -> Result<PointMark, Refusal> {
    let (series, period) = (series("Total"), period("2018/19"));
    let wish = Wish { series: &series, period: &period, mark, reason };
    judged(indicator, wish, (figure, stands), day("2026-06-01"))
}

#[test]
fn a_figure_is_set_apart_and_judged_with_the_others_again() {
    for origin in [Origin::Published, Origin::Partner] {
        let figure = value(origin);
        let expected = |mark, reason: &str| PointMark {
            series: series("Total"),
            period: period("2018/19"),
            mark,
            reason: reason.to_owned(),
            origin,
        };
        let apart = wished(&placed(), (Mark::Apart, " A strike \n"), Some(&figure), None);
        assert_eq!(apart, Ok(expected(Mark::Apart, "A strike")), "without the space around its reason");
        let kept = wished(&placed(), (Mark::Kept, "There was none"), Some(&figure), Some(Mark::Apart));
        assert_eq!(kept, Ok(expected(Mark::Kept, "There was none")));
        // Without any mark before it: the rule for a wild value is overruled.
        assert!(wished(&placed(), (Mark::Kept, "It was so"), Some(&figure), None).is_ok());
    }
}

#[test]
fn what_cannot_be_marked_says_why() {
    let figure = value(Origin::Published);
    let absent = recorded(Reading::Absent(Absence::Confidential), Origin::Published, Approval::Approved);
    let refused = |indicator: &Indicator, figure: Option<&Figure>, stands| {
        let refusal = wished(indicator, (Mark::Apart, "A strike"), figure, stands).expect_err("a refusal");
        (refusal.clone(), refusal.to_string())
    };
    let (refusal, said) = refused(&placed(), None, None);
    assert_eq!(refusal, Refusal::NoFigure);
    assert_eq!(said, "there is no approved figure for this period: only an approved figure is judged");
    for approval in [Approval::Draft, Approval::Submitted] {
        let proposed = Figure { approval, ..figure.clone() };
        assert_eq!(refused(&placed(), Some(&proposed), None).0, Refusal::NoFigure, "{approval}");
    }
    let (refusal, said) = refused(&placed(), Some(&absent), None);
    assert_eq!(refusal, Refusal::Absent);
    assert_eq!(said, "this period has no value, so there is nothing to set apart or to judge");
    let elsewhere = indicator(Measure::Percentage);
    assert_eq!(refused(&elsewhere, Some(&figure), None).0, Refusal::NotInPlan);
    let (refusal, said) = refused(&placed(), Some(&figure), Some(Mark::Apart));
    assert_eq!(refusal, Refusal::Already(Mark::Apart));
    assert_eq!(said, "this figure is set apart already");
    let kept = wished(&placed(), (Mark::Kept, "It was so"), Some(&figure), Some(Mark::Kept));
    assert_eq!(kept.expect_err("a refusal").to_string(), "this figure is judged with the others already");
}

#[test]
fn an_indicator_can_be_marked_until_it_is_retired() {
    let figure = value(Origin::Published);
    let until = |retired: &str| Indicator { retired: Some(day(retired)), ..placed() };
    let today = day("2026-06-01");
    assert_eq!(can_be_marked(&until("2026-06-01"), Some(&figure), today), Ok(Origin::Published));
    let gone = can_be_marked(&until("2026-05-31"), Some(&figure), today).expect_err("a refusal");
    assert_eq!(
        gone.to_string(),
        "this indicator was retired on 31 May 2026: how its figures are judged does not change any more"
    );
}

#[test]
fn a_reason_is_needed_and_can_be_kept() {
    let figure = value(Origin::Partner);
    let refused = |reason: &str| match wished(&placed(), (Mark::Apart, reason), Some(&figure), None) {
        Err(Refusal::NoReason(lack)) => Some(lack),
        _ => None,
    };
    assert_eq!(refused(" \n "), Some(NoReason::Missing));
    assert!(matches!(refused("a\u{1b}[31m"), Some(NoReason::Unfit(_))));
    assert!(matches!(refused(&"é".repeat(2001)), Some(NoReason::Unfit(_))));
    assert_eq!(refused(&"é".repeat(2000)), None);
}

#[test]
fn a_form_sent_twice_is_one_mark() {
    let (series, period) = (series("Total"), period("2018/19"));
    let theirs = PointMark {
        series: series.clone(),
        period,
        mark: Mark::Apart,
        reason: "A strike".into(),
        origin: Origin::Published,
    };
    let by = By {
        number: 7,
        at: DateTime::UNIX_EPOCH,
        sort: "person".into(),
        person: Some(3),
        name: None,
        action: String::new(),
        source: Source::Form,
        reason: None,
    };
    let is_again = |mark, reason, own| {
        is_sent_again(Wish { series: &series, period: &period, mark, reason }, own, &theirs, &by)
    };
    assert!(is_again(Mark::Apart, "A strike ", Some(3)));
    assert!(!is_again(Mark::Apart, "A strike", Some(4)), "somebody else's");
    assert!(!is_again(Mark::Apart, "A strike", None), "nobody's");
    assert!(!is_again(Mark::Kept, "A strike", Some(3)), "another mark");
    assert!(!is_again(Mark::Apart, "A storm", Some(3)), "another reason");
}

#[test]
fn a_series_has_its_own_marks_in_order_of_time() {
    let mark = |group: &str, label: &str, mark| PointMark {
        series: series(group),
        period: period(label),
        mark,
        reason: "Why".into(),
        origin: Origin::Published,
    };
    let marks = [
        mark("Total", "2018/19", Mark::Kept),
        mark("sex=Female", "2016/17", Mark::Apart),
        mark("Total", "2015/16", Mark::Apart),
    ];
    assert_eq!(
        of_series(&marks, &series("Total")),
        [(day("2015-09-01"), Mark::Apart), (day("2018-09-01"), Mark::Kept)]
    );
    assert_eq!(of_series(&marks, &series("sex=Female")), [(day("2016-09-01"), Mark::Apart)]);
    assert_eq!(of_series(&marks, &series("sex=Male")), []);
}
