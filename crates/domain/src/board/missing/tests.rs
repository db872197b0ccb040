use super::{Known, Missing, tell};
use crate::{
    access::Audience,
    board::{Exception, Moment, each, exceptions, sections, tally},
    figure::{Approval, Figure},
    outline::Outline,
    plan_file::small::{board, indicator},
    wording,
};

/// A quarterly indicator of partners, due 28 days after a quarter.
fn partners(slug: &str, figures: &[(&str, &str)]) -> String {
    indicator(slug, "", figures)
        .replace("financial year", "financial quarter")
        .replace("origin = \"published\"", "origin = \"partner\"")
        .replace("lag = 30", "lag = 28")
}

/// What is said of the only indicator on a day, and how many count as without an up-to-date figure.
fn said(plan: &(Outline, Vec<Figure>), today: &str, audience: Audience) -> (String, usize) {
    let (outline, ahead) = plan;
    let shown: Vec<Figure> =
        ahead.iter().filter(|figure| figure.approval == Approval::Approved).cloned().collect();
    let year = outline.years.last().expect("a year");
    let today = today.parse().expect("a day");
    let mut sections = sections(outline, &shown, Moment::of_year(year, today));
    tell(&mut sections, outline, year, Known { today, audience, ahead });
    let rows = each(&sections);
    let counted = tally(&rows).without;
    assert_eq!(counted == 1, exceptions(rows[0]).contains(&Exception::NoFigure), "counted as it is listed");
    (rows[0].awaited.as_ref().map(wording::missing).unwrap_or_default(), counted)
}

/// The same for partners.
fn told(plan: &(Outline, Vec<Figure>), today: &str) -> (String, usize) {
    said(plan, today, Audience::Partner)
}

fn with(figures: &[(&str, &str)]) -> (Outline, Vec<Figure>) {
    board(&[partners("one", figures)])
}

const THREE: [(&str, &str); 3] = [("2018-19 Q1", "5"), ("2018-19 Q2", "5"), ("2018-19 Q3", "5")];

#[test]
fn a_figure_is_late_only_after_its_day() {
    let plan = with(&THREE);
    assert_eq!(told(&plan, "2019-03-31"), (String::new(), 0), "the quarter is not over");
    assert_eq!(told(&plan, "2019-04-01"), ("2018-19 Q4: not due until 28 April 2019.".to_owned(), 0));
    assert_eq!(told(&plan, "2019-04-28"), ("2018-19 Q4: not due until 28 April 2019.".to_owned(), 0));
    assert_eq!(told(&plan, "2019-04-29"), ("2018-19 Q4: late since 29 April 2019.".to_owned(), 1));
    // What is late is told before what is not due.
    assert_eq!(
        told(&with(&THREE[..2]), "2019-04-02"),
        ("2018-19 Q3: late since 29 January 2019.".to_owned(), 1)
    );
    assert_eq!(told(&with(&[]), "2018-07-01"), ("2018-19 Q1: not due until 28 July 2018.".to_owned(), 0));
}

#[test]
fn nobody_is_told_off_who_has_handed_in() {
    let mut plan = with(&[&THREE[..], &[("2018-19 Q4", "6")]].concat());
    plan.1.last_mut().expect("a figure").approval = Approval::Submitted;
    assert_eq!(told(&plan, "2019-06-01"), ("2018-19 Q4: handed in, not approved yet.".to_owned(), 0));
    plan.1.last_mut().expect("a figure").approval = Approval::Draft;
    assert_eq!(told(&plan, "2019-06-01").1, 1, "a draft is with its writer");
    // One quarter is handed in, and the one after it is late.
    let mut plan = with(&THREE);
    plan.1.last_mut().expect("a figure").approval = Approval::Submitted;
    assert_eq!(told(&plan, "2019-06-01"), ("2018-19 Q4: late since 29 April 2019.".to_owned(), 1));
    assert_eq!(told(&plan, "2019-04-02").0, "2018-19 Q3: handed in, not approved yet.");
}

#[test]
fn a_typed_absence_counts_and_a_confidential_one_does_not() {
    let absent = |symbol| with(&[("2018-19 Q3", "5"), ("2018-19 Q4", symbol)]);
    assert_eq!(told(&absent("\"x\""), "2019-06-01"), (String::new(), 1));
    assert_eq!(told(&absent("\"c\""), "2019-06-01"), (String::new(), 0));
}

#[test]
fn a_series_ends_with_its_plan_or_its_indicator() {
    let whole = with(&[&THREE[..], &[("2018-19 Q4", "6")]].concat());
    assert_eq!(told(&whole, "2030-01-01"), (String::new(), 0), "nobody is asked for more");
    let mut retired = with(&THREE[..2]);
    retired.0.indicators[0].retired = "2018-09-30".parse().ok();
    assert_eq!(told(&retired, "2019-06-01"), ("Retired on 30 September 2018.".to_owned(), 0));
    let mut missing = with(&THREE[..1]);
    missing.0.indicators[0].retired = "2018-09-30".parse().ok();
    assert_eq!(told(&missing, "2019-06-01").0, "2018-19 Q2: late since 29 October 2018.");
    let mut later = with(&[]);
    later.0.indicators[0].definitions[0].from = "2019-04-01".parse().expect("a day");
    assert_eq!(told(&later, "2019-06-01"), (String::new(), 0), "there was nothing to count");
}

#[test]
fn what_others_publish_is_not_late() {
    let plan = board(&[indicator("one", "", &[("2017-18", "3")])]);
    assert_eq!(told(&plan, "2019-04-30").0, "2018-19: not due until 30 April 2019.");
    let none = ("2018-19: not published nationally yet; expected by 30 April 2019.".to_owned(), 1);
    assert_eq!(told(&plan, "2019-05-01"), none);
    assert_eq!(said(&plan, "2019-05-01", Audience::Public), none);
}

#[test]
fn strangers_are_told_nothing_of_partners_figures() {
    let mut plans = [with(&[]), with(&THREE), with(&[("2018-19 Q3", "\"c\"")]), with(&[("2018-19 Q4", "5")])];
    plans[3].1[0].approval = Approval::Submitted;
    for plan in &plans {
        let told = said(plan, "2019-06-01", Audience::Public);
        assert_eq!(told, (String::new(), 0));
    }
    assert!(!Missing::HandedIn("2018-19 Q4".parse().expect("a quarter")).is_overdue());
}
