use super::{Edit, Item, Lineage, Part, Refusal, What, find, lineage, retired_in};
use crate::{
    area::AreaCode,
    indicator::{Indicator, Measure, Placement, tests::indicator},
    outline::Outline,
    plan::{FocusArea, Nature, Plan, PlanYear, Priority},
    slug::Slug,
};
use chrono::NaiveDate;

fn slug(text: &str) -> Slug {
    Slug::new(text).expect("a slug")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn priority(year: &str, name: &str, follows: Option<&str>) -> Priority {
    Priority {
        slug: slug("first"),
        year: slug(year),
        focus_area: slug("safe"),
        name: name.into(),
        summary: "What comes first.".into(),
        follows: follows.map(slug),
    }
}

/// A plan of two years with a priority in both and an indicator under it.
fn outline() -> Outline {
    let year = |name: &str, first: &str, last: &str| PlanYear {
        slug: slug(name),
        first: day(first),
        last: day(last),
    };
    Outline {
        plan: Plan {
            slug: slug("small"),
            name: "Small".into(),
            partnership: "Partnership".into(),
            vision: "All is well".into(),
            area: AreaCode::new("E06000017").expect("a code"),
            comparators: Vec::new(),
            source: "Tests".into(),
            note: None,
            nature: Nature::Real,
        },
        years: vec![year("2018-19", "2018-04-01", "2019-03-31"), year("2019-20", "2019-04-01", "2020-03-31")],
        focus_areas: vec![FocusArea { slug: slug("safe"), name: "Safe".into(), summary: "Safe.".into() }],
        priorities: vec![priority("2018-19", "First", None), priority("2019-20", "First", Some("first"))],
        strategies: Vec::new(),
        evidence: Vec::new(),
        partners: vec![slug("council")],
        organisations: Vec::new(),
        areas: Vec::new(),
        neighbour_sets: Vec::new(),
        indicators: vec![Indicator {
            placements: vec![Placement { focus_area: slug("safe"), priority: Some(slug("first")) }],
            ..indicator(Measure::Percentage)
        }],
        targets: Vec::new(),
        rating_rules: Vec::new(),
        change_notes: Vec::new(),
        marks: Vec::new(),
    }
}

fn removed(outline: &mut Outline, part: Part, key: &str, today: &str) -> Result<(), Refusal> {
    let seen = find(outline, part, key).map(|item| item.mark());
    Edit { what: What::Remove(part, key.into()), seen }.apply(outline, day(today))
}

#[test]
fn a_change_carries_what_was_seen() {
    let mut outline = outline();
    let safe = |name: &str| {
        Item::FocusArea(FocusArea { slug: slug("safe"), name: name.into(), summary: "Safe.".into() })
    };
    let today = day("2018-06-01");
    let put = |item: Item, seen: Option<String>| Edit { what: What::Put(item), seen };
    assert_eq!(put(safe("Safer"), None).apply(&mut outline, today), Err(Refusal::Taken));
    let seen = Some(safe("Safe").mark());
    assert_eq!(put(safe("Safer"), seen.clone()).apply(&mut outline, today), Ok(()));
    assert_eq!(put(safe("Safest"), seen.clone()).apply(&mut outline, today), Err(Refusal::Stale));
    assert_eq!(put(safe("Safer"), seen).apply(&mut outline, today), Ok(()), "sent twice");
    assert_eq!(outline.focus_areas[0].name, "Safer");
}

#[test]
fn what_is_in_use_stays_and_says_what_uses_it() {
    let mut outline = outline();
    let Err(Refusal::Kept(reasons)) = removed(&mut outline, Part::FocusArea, "safe", "2018-06-01") else {
        panic!("it went");
    };
    assert_eq!(
        reasons,
        [
            "the focus area \"safe\" still has priorities (\"First\"): move them first",
            "the focus area \"safe\" still has indicators (\"Absence\"): place them elsewhere first",
        ]
    );
    let Err(Refusal::Kept(reasons)) = removed(&mut outline, Part::Year, "2019-20", "2018-06-01") else {
        panic!("it went");
    };
    assert_eq!(reasons, ["the plan year \"2019-20\" still has priorities (\"First\"): remove them first"]);
    assert!(matches!(
        removed(&mut outline, Part::Organisation, "council", "2018-06-01"),
        Err(Refusal::Stale)
    ));
}

#[test]
fn a_priority_is_retired_from_a_year_to_come_and_not_in_its_midst() {
    let mut plan = outline();
    let Err(Refusal::Kept(reasons)) = removed(&mut plan, Part::Priority, "2018-19/first", "2018-06-01")
    else {
        panic!("it went");
    };
    assert_eq!(
        reasons,
        ["the plan year 2018-19 began on 1 April 2018, so \"First\" stays in it with the indicators under \
                it: to retire it, leave it out of 2019-20 and later years, so that \
                it ends with 2018-19 on 31 March 2019"]
    );
    assert_eq!(removed(&mut plan, Part::Priority, "2019-20/first", "2018-06-01"), Ok(()));
    assert_eq!(plan.priorities.len(), 1);
    // Before its year begins, a priority that another one follows also stays.
    let mut plan = outline();
    let refused = removed(&mut plan, Part::Priority, "2018-19/first", "2018-01-01");
    assert!(
        matches!(refused, Err(Refusal::Kept(reasons)) if reasons[0].contains("priorities that follow it in later years (\"2019-20\")"))
    );
}

#[test]
fn lineage_is_told() {
    let mut plan = outline();
    assert_eq!(lineage(&plan, &plan.priorities[0]), Lineage::Added);
    assert_eq!(lineage(&plan, &plan.priorities[1]), Lineage::CarriedOn);
    plan.priorities[1].name = "First of all".into();
    assert_eq!(lineage(&plan, &plan.priorities[1]), Lineage::Reworded);
    plan.priorities[1] = Priority { slug: slug("second"), ..priority("2019-20", "Second", None) };
    let retired: Vec<_> =
        retired_in(&plan, &plan.years[1]).iter().map(|priority| priority.slug.as_str()).collect();
    assert_eq!(retired, ["first"]);
}
