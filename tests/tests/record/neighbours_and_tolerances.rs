//! Sets of neighbours and tolerances in the record: their versions, the plans that they belong to, and what stays once a
//! plan year has begun.

use domain::{
    access::{Person, Role, Visitor},
    area::AreaCode,
    neighbours::set_on,
    outline::Outline,
    plan_file::PlanFile,
    rating::{RatingRule, Tolerance},
    slug::Slug,
};
use std::sync::Arc;
use storage::{
    AsAt, Desk, Error, Record,
    edit::{self, Edited},
    plan::Loaded,
    testing,
};
use tests::{on_both_engines, people::member_at, plans};

/// In the gap between the two years of the plan: the first has begun, the second not.
const MORNING: &str = "2023-06-01T09:00:00Z";
const NOON: &str = "2023-06-01T12:00:00Z";
const NOTHING: Loaded = Loaded { added: 0, superseded: 0, withdrawn: 0, kept: 0 };

fn slug(text: &str) -> Slug {
    Slug::new(text).expect("a slug")
}

fn rule(indicator: &str, from: &str, tolerance: Tolerance) -> RatingRule {
    RatingRule { indicator: slug(indicator), from: slug(from), tolerance }
}

async fn seen(desk: &Desk) -> Arc<Outline> {
    let today = plans::moment(NOON).date_naive();
    storage::outline::current(desk, today).await.expect("a readable record").expect("a plan")
}

async fn load(record: &Record, plan: &PlanFile, at: &str) -> Result<Loaded, Error> {
    let desk = plans::operator(record).await;
    storage::plan::load(&desk, &plan.outline, &plan.figures, || plans::moment(at)).await
}

/// Has a plan refused whole, and gives the message.
async fn refused(record: &Record, plan: &PlanFile, at: &str) -> String {
    let before = plans::operator(record).await;
    let said = load(record, plan, at).await.expect_err("a refusal").to_string();
    let after = plans::operator(record).await;
    assert_eq!((after.number(), seen(&after).await), (before.number(), seen(&before).await), "{said}");
    said
}

on_both_engines! {
    /// A set that changes supersedes, one that the file no longer has is withdrawn, and an earlier moment sees both.
    async fn sets_of_neighbours_keep_their_versions(record: Record) {
        let mut plan = plans::read(plans::OXFORDSHIRE);
        load(&record, &plan, MORNING).await.expect("loaded");
        let first = plans::operator(&record).await.number();
        let before = seen(&plans::operator(&record).await).await.neighbour_sets.clone();
        assert_eq!(before, plan.outline.neighbour_sets);
        assert_eq!(before.iter().map(|set| set.neighbours.len()).collect::<Vec<_>>(), [10, 10]);

        plan.outline.neighbour_sets.remove(0);
        plan.outline.neighbour_sets[0].neighbours.pop();
        let loaded = load(&record, &plan, NOON).await.expect("loaded");
        assert_eq!(loaded, Loaded { superseded: 1, withdrawn: 1, ..NOTHING });
        let now = plans::operator(&record).await;
        assert_eq!(seen(&now).await.neighbour_sets, plan.outline.neighbour_sets);
        let then = record.desk(Visitor::Operator, AsAt::Number(first)).await.expect("a desk");
        assert_eq!(seen(&then).await.neighbour_sets, before);
        let rows = "SELECT count(*) FROM neighbour_set";
        assert_eq!(testing::count(&record, rows).await.expect("a count"), 3);
    }

    /// Another plan's file takes no neighbours away, may differ for itself, and has no tolerances but its own.
    async fn a_second_plan_takes_nothing_away_and_has_its_own_tolerances(record: Record) {
        plans::load(&record, plans::RUTLAND, "2021-06-01T09:00:00Z").await;
        let first = plans::read(plans::RUTLAND).outline;
        let mut next = plans::read(plans::RUTLAND);
        next.figures.clear();
        next.outline.plan.slug = slug("next");
        // Begun later than the first plan, so that pages open on it.
        next.outline.years.truncate(1);
        next.outline.years[0].first = "2022-02-01".parse().expect("a day");
        next.outline.rating_rules.clear();
        next.outline.neighbour_sets.remove(0);
        next.outline.neighbour_sets[0].source = "Told otherwise".to_owned();
        load(&record, &next, MORNING).await.expect("the next plan");

        let seen = seen(&plans::operator(&record).await).await;
        assert_eq!(seen.plan.slug, slug("next"));
        let expected = [first.neighbour_sets[0].clone(), next.outline.neighbour_sets[0].clone()];
        assert_eq!(seen.neighbour_sets, expected);
        let rutland = AreaCode::new("E06000017").expect("a code");
        let on = |day: &str| set_on(&seen.neighbour_sets, &rutland, day.parse().expect("a day"));
        assert_eq!(on("2021-03-31"), None);
        assert_eq!(on("2025-04-30"), Some(&expected[0]));
        assert_eq!(on("2025-05-01"), Some(&expected[1]));
        assert_eq!(seen.rating_rules, []);
        assert_eq!(seen.tolerance(&slug("good-development"), seen.years.first()), Tolerance::USUAL);
    }

    /// A tolerance of a plan year that has begun cannot be changed: not altered, taken away or given, nor by way of the years.
    async fn a_tolerance_of_a_year_that_has_begun_stays(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let with = |change: fn(&mut Outline)| {
            let mut plan = plans::read(plans::RUTLAND);
            change(&mut plan.outline);
            plan
        };
        let altered = with(|outline| outline.rating_rules[0].tolerance = Tolerance::Percent(1.5));
        let taken = with(|outline| drop(outline.rating_rules.remove(0)));
        let dropped = with(|outline| {
            outline.years.remove(0);
            outline.rating_rules.remove(0);
        });
        for plan in [altered, taken, dropped] {
            assert_eq!(
                refused(&record, &plan, NOON).await,
                "the tolerance of \"good-development\" for 2022 cannot change: that plan year began on 1 \
                    January 2022, and ratings have used it. Set a new tolerance from \
                    a plan year that has not begun"
            );
        }
        let given = with(|outline| outline.rating_rules.push(rule("referrals", "2022", Tolerance::Percent(1.0))));
        assert!(refused(&record, &given, NOON).await.contains("the tolerance of \"referrals\" for 2022 cannot change"));
        let between = with(|outline| {
            let mut year = outline.years[0].clone();
            year.slug = slug("2023");
            year.first = "2023-01-01".parse().expect("a day");
            year.last = "2023-12-31".parse().expect("a day");
            outline.years.insert(1, year);
            outline.rating_rules.push(rule("referrals", "2023", Tolerance::Percent(1.0)));
        });
        assert!(refused(&record, &between, NOON).await.contains("that plan year began on 1 January 2023"));
        let put_off = with(|outline| {
            outline.years[0].first = "2023-12-01".parse().expect("a day");
            outline.years[0].last = "2023-12-31".parse().expect("a day");
            outline.rating_rules[0].tolerance = Tolerance::Absolute(0.0);
        });
        assert!(refused(&record, &put_off, NOON).await.contains("that plan year began on 1 January 2022"));

        // What comes to the same changes no rating.
        let usual = with(|outline| outline.rating_rules.push(rule("referrals", "2022", Tolerance::USUAL)));
        assert_eq!(load(&record, &usual, NOON).await.expect("loaded"), Loaded { added: 1, ..NOTHING });
        assert_eq!(plans::load(&record, plans::RUTLAND, NOON).await, Loaded { withdrawn: 1, ..NOTHING });
    }

    /// Until a plan year begins its tolerance may change, and every version is kept.
    async fn a_tolerance_of_a_year_to_come_may_change(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let first = plans::operator(&record).await.number();
        let before = seen(&plans::operator(&record).await).await.rating_rules.clone();
        assert_eq!(before, plans::read(plans::RUTLAND).outline.rating_rules);

        let mut plan = plans::read(plans::RUTLAND);
        plan.outline.rating_rules.pop();
        plan.outline.rating_rules[1].tolerance = Tolerance::Absolute(0.25);
        let loaded = load(&record, &plan, "2023-12-31T23:59:59Z").await.expect("loaded");
        assert_eq!(loaded, Loaded { superseded: 1, withdrawn: 1, ..NOTHING });
        assert_eq!(seen(&plans::operator(&record).await).await.rating_rules, plan.outline.rating_rules);
        let then = record.desk(Visitor::Operator, AsAt::Number(first)).await.expect("a desk");
        assert_eq!(seen(&then).await.rating_rules, before);

        let back = plans::read(plans::RUTLAND);
        let said = refused(&record, &back, "2024-01-01T00:00:00Z").await;
        assert!(said.contains("\"good-development\" for 2024 cannot change: that plan year began on 1 January 2024"), "{said}");
        assert_eq!(load(&record, &plan, "2024-01-01T00:00:00Z").await.expect("the same again"), NOTHING);
    }

    /// Where no rating can have been given, a plan may set what it likes for years that have begun.
    async fn a_tolerance_may_be_given_until_there_are_figures(record: Record) {
        let late = "2026-11-23T09:00:00Z";
        let mut plan = plans::read(plans::RUTLAND);
        let all = std::mem::take(&mut plan.figures);
        let referrals = slug("referrals");
        plan.figures.extend(all.iter().filter(|figure| figure.series.indicator != referrals).cloned());
        load(&record, &plan, late).await.expect("a first load");

        plan.outline.rating_rules[2] = rule("referrals", "2022", Tolerance::Absolute(3.0));
        let loaded = load(&record, &plan, late).await.expect("an indicator without figures");
        assert_eq!(loaded, Loaded { added: 1, withdrawn: 1, ..NOTHING });
        plan.outline.rating_rules[2].tolerance = Tolerance::Absolute(4.0);
        plan.figures = all;
        load(&record, &plan, late).await.expect("with its first figures");
        plan.outline.rating_rules[2].tolerance = Tolerance::Absolute(5.0);
        assert!(refused(&record, &plan, late).await.contains("the tolerance of \"referrals\" for 2022 cannot change"));

        // They come in the order of the indicators, and only then of the years.
        let rules = seen(&plans::operator(&record).await).await.rating_rules.clone();
        let order: Vec<_> = rules.iter().map(|rule| (rule.indicator.as_str(), rule.from.as_str())).collect();
        assert_eq!(order, [("good-development", "2022"), ("good-development", "2024"), ("referrals", "2022")]);
        assert_eq!(rules[2].tolerance, Tolerance::Absolute(4.0));
    }

    /// A plan file that is loaded again leaves alone the tolerances that people set and withdrew, and is not refused for
    /// them once their plan year has begun.
    async fn a_file_takes_no_tolerance_of_people_away(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let desk = plans::operator(&record).await;
        let plan = plans::read(plans::RUTLAND).outline;
        let set = rule("good-development", "2024", Tolerance::Absolute(0.5));
        let clock = || plans::moment(NOON);
        let edited = edit::set_tolerance(&desk, &plan.plan.slug, &set, Some(&plan.rating_rules[1]), clock).await;
        assert_eq!(edited.expect("set"), Edited::Saved);
        let edited = edit::withdraw_tolerance(&desk, &plan.plan.slug, &plan.rating_rules[2], clock).await;
        assert_eq!(edited.expect("withdrawn"), Edited::Saved);
        let rules = [plan.rating_rules[0].clone(), set];
        assert_eq!(seen(&plans::operator(&record).await).await.rating_rules, rules);

        let mut other = plans::read(plans::RUTLAND);
        other.outline.rating_rules[1].tolerance = Tolerance::Percent(3.0);
        for at in [NOON, "2024-01-01T00:00:00Z", "2026-11-23T09:00:00Z"] {
            assert_eq!(plans::load(&record, plans::RUTLAND, at).await, Loaded { kept: 2, ..NOTHING }, "{at}");
            assert_eq!(load(&record, &other, at).await.expect("loaded"), Loaded { kept: 2, ..NOTHING }, "{at}");
            assert_eq!(seen(&plans::operator(&record).await).await.rating_rules, rules, "{at}");
        }
        // What only the file has set is still frozen.
        other.outline.rating_rules[0].tolerance = Tolerance::Percent(3.0);
        assert!(refused(&record, &other, NOON).await.contains("the tolerance of \"good-development\" for 2022 cannot change"));
    }

    /// The write itself asks who may, which years there are, and whether the plan year has begun in London.
    async fn a_tolerance_is_set_by_those_who_may_until_its_year_begins(record: Record) {
        let spring = plans::RUTLAND.replace("first = 2024-01-01", "first = 2024-04-01");
        plans::load(&record, &spring, MORNING).await;
        let plan = plans::read(&spring).outline;
        let slug_of = &plan.plan.slug;
        let operator = plans::operator(&record).await;
        let before = operator.number();
        let set = async |desk: &Desk, from: &str, at: &'static str| {
            let rule = rule("referrals", from, Tolerance::Absolute(4.0));
            edit::set_tolerance(desk, slug_of, &rule, plan.rating_rules.last(), || plans::moment(at)).await
        };
        for (from, at) in [("2022", MORNING), ("2024", "2024-03-31T23:00:00Z"), ("2024", "2026-11-23T09:00:00Z")] {
            let said = set(&operator, from, at).await.expect_err("a refusal").to_string();
            assert!(said.contains(&format!("the tolerance of \"referrals\" for {from} cannot change")), "{said}");
            let gone = rule("referrals", from, Tolerance::Percent(10.0));
            let gone = edit::withdraw_tolerance(&operator, slug_of, &gone, || plans::moment(at)).await;
            assert!(matches!(gone, Err(Error::FrozenTolerance { .. })), "{gone:?}");
        }
        let said = set(&operator, "2031", MORNING).await.expect_err("a refusal").to_string();
        assert_eq!(said, "the plan has no year \"2031\": choose one of its years");
        assert_eq!(plans::operator(&record).await.number(), before, "nothing was written");

        for (role, may) in Role::ALL.iter().zip([false, false, false, true, false]) {
            let who = member_at(&record, role.as_str(), *role, "council", plans::moment(MORNING)).await;
            let visitor = Visitor::Person(Person { id: who.id, grants: Vec::new() });
            let desk = record.desk(visitor, AsAt::Now).await.expect("a desk");
            let outcome = set(&desk, "2024", "2024-03-31T22:59:59Z").await;
            assert_eq!(outcome.is_ok(), may, "{role}: {outcome:?}");
        }
        let rules = seen(&plans::operator(&record).await).await.rating_rules.clone();
        assert_eq!(rules.last(), Some(&rule("referrals", "2024", Tolerance::Absolute(4.0))));
    }

    /// The record itself refuses a tolerance with no value, with both values, or below 0, and a set of no neighbours.
    async fn what_is_no_tolerance_is_not_kept(record: Record) {
        for sql in [
            "INSERT INTO rating_rule (plan, indicator, year, recorded_in) VALUES ('p', 'i', 'y', 1)",
            "INSERT INTO rating_rule (plan, indicator, year, percent, absolute, recorded_in) VALUES ('p', 'i', 'y', 1, 1, 1)",
            "INSERT INTO rating_rule (plan, indicator, year, percent, recorded_in) VALUES ('p', 'i', 'y', -1, 1)",
            "INSERT INTO neighbour_set (plan, area, starts, neighbours, source, recorded_in) VALUES ('p', 'a', '2021-04-01', '', 's', 1)",
        ] {
            let said = testing::execute(&record, sql).await.expect_err("a refusal").to_string();
            assert!(said.to_lowercase().contains("check constraint"), "{sql}: {said}");
        }
        let sql = "INSERT INTO rating_rule (plan, indicator, year, absolute, recorded_in) VALUES ('p', 'i', 'y', 0, 1)";
        testing::execute(&record, sql).await.expect("0 is a tolerance");
    }
}
