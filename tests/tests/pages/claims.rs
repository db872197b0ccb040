//! What a plan says and its figures: each text that carries a claim says whether the figures of the page support it.

use axum::http::StatusCode;
use domain::{
    access::Role,
    area::AreaCode,
    claim::{Claim, Compared, Says},
    narrative::{About, Narrative, Part, Parts, Stage},
    slug::Slug,
};
use storage::Record;
use tests::{
    application::{Answer, application, get, get_as, post_as},
    on_both_engines, packs,
    people::member,
    plans, record,
    recording::{MORNING, count},
};

/// The mark of a statement of the plan.
fn mark(page: &Answer, statement: &str) -> String {
    page.says(&format!("#know-{statement} .claim-said"))
}

/// Rutland's plan with a statement that carries a claim.
fn rutland(claim: &str) -> String {
    let of = "area = \"E06000017\"";
    format!(
        "{}\n[[evidence]]\nslug = \"claimed\"\ntext = \"So it is.\"\nsaid = 2022-01-01\nfocus-area = \"start-well\"\n\
         claim = {{ {of}, {claim} }}\n",
        plans::RUTLAND
    )
}

/// A claim about the figures that partners record.
const OF_PARTNERS: &str =
    "indicator = \"referrals\", against = 86750.5, is = \"above\", period = \"2022 Q1\"";

const FORM: &str = "/admin/plans/rutland-2022-24/evidence";

/// A statement as its form sends it, with a claim about good development.
fn sent<'a>(claimed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut form = vec![
        ("text", "Children here do better than in the region."),
        ("slug", ""),
        ("said", "1 January 2022"),
        ("focus-area", "start-well"),
        ("indicator", ""),
        ("claim-area", "E06000017"),
    ];
    form.extend_from_slice(claimed);
    form
}

const BETTER: [(&str, &str); 4] = [
    ("claim-indicator", "good-development"),
    ("claim-word", "better"),
    ("claim-place", "E12000004"),
    ("claim-period", "2021/22"),
];

on_both_engines! {
    /// What the first plan says of the figures is checked by the plan year that is looked at, and without one by the newest.
    async fn the_first_plan_says_what_still_holds(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let application = application(record);
        let (year, now) = (get(&application, "/?year=2020-21").await, get(&application, "/").await);
        assert_eq!(mark(&year, "secondary-absence"), "no longer holds: then 14.62 against 13.91, now 13.47 against 14.83");
        assert_eq!(year.says("#know-secondary-absence .claim .when"), "(2017/18 and 2020/21)");
        assert_eq!(mark(&now, "secondary-absence"), "holds");
        assert_eq!(now.says("#know-secondary-absence .claim .when"), "(24.36 against 23.37, 2024/25)");
        assert_eq!(mark(&year, "children-in-care-numbers"), "does not hold: then 48 against 64, now 54 against 69");
        assert_eq!(mark(&year, "alcohol-and-substances"), "holds");
        assert_eq!(mark(&now, "alcohol-and-substances"), "no longer holds: then 41.0 against 33.2, now 18.3 against 22.6");
        // Groups are not recorded, and of what partners record a stranger is told no more.
        for statement in ["results-of-some-groups", "self-harm-rising", "domestic-crimes-rising"] {
            assert_eq!(mark(&year, statement), "cannot be checked");
        }
        for unchecked in ["growing-population", "deprivation", "mental-health-referrals", "generally-healthier"] {
            assert_eq!(year.count(&format!("#know-{unchecked} .claim")), 0, "{unchecked}");
        }
        assert_eq!(year.says(".claims-basis"), "Checked against the figures up to plan year 2020-21.");
        assert_eq!(now.says(".claims-basis"), "Checked against the newest figures.");
        // It stands wherever the statement does.
        for page in ["/focus-areas/be-successful?year=2018-19", "/priorities/children-missing-out-on-education?year=2018-19"] {
            assert_eq!(mark(&get(&application, page).await, "secondary-absence"), "holds", "{page}");
        }
    }

    /// A figure that is revised later does not change what the text was written about.
    async fn then_are_the_figures_of_the_moment_it_was_recorded(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let revised = plans::OXFORDSHIRE.replace("\"2017/18\" = 14.62", "\"2017/18\" = 15.01");
        plans::load(&record, &revised, "2026-11-23T08:00:00Z").await;
        let page = get(&application(record), "/?year=2020-21").await;
        assert_eq!(mark(&page, "secondary-absence"), "no longer holds: then 14.62 against 13.91, now 13.47 against 14.83");
    }

    /// Partners are told why a claim cannot be checked.
    async fn a_partner_is_told_why(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let board = member(&record, "Bo", Role::Viewer, "oxfordshire-county-council").await;
        let page = get_as(&application(record), &board, "/").await;
        assert_eq!(mark(&page, "self-harm-rising"), "cannot be checked: no figure has been recorded for Oxfordshire");
        assert_eq!(
            mark(&page, "results-of-some-groups"),
            "cannot be checked: no figure has been recorded for Oxfordshire (SEN: SEN support)"
        );
    }

    /// What partners recorded decides nothing that a stranger is told: not the answer, and not a letter of the page.
    async fn a_strangers_answer_does_not_depend_on_the_figures(record: Record) {
        let text = rutland(OF_PARTNERS);
        plans::load(&record, &text, MORNING).await;
        let other = record::sqlite().await;
        plans::load(&other.record, &text.replace("value = 86753", "value = 3"), MORNING).await;
        let none = record::sqlite().await;
        plans::load(&none.record, &text.replace("{ value = 86753, note = \"Wilhelmina Blenkinsop was one of them\" }", "\"awaited\""), MORNING).await;
        let lead = member(&record, "Lea", Role::PlanLead, "council").await;
        let here = application(record);
        for page in ["/", "/?year=2022", "/focus-areas/start-well", "/priorities/ready-for-school?year=2022"] {
            let told = get(&here, page).await;
            assert_eq!(mark(&told, "claimed"), "cannot be checked", "{page}");
            assert_eq!(told.count("#know-claimed .claim .when"), 0);
            assert!(!told.text.contains("86,750") && !told.text.contains("86750"), "{}", told.read());
            for there in [&other.record, &none.record] {
                assert_eq!(get(&application(there.clone()), page).await.text, told.text, "{page}");
            }
        }
        let page = get_as(&here, &lead, "/?year=2022").await;
        assert_eq!(mark(&page, "claimed"), "holds");
        assert_eq!(page.says("#know-claimed .claim .when"), "(90,210 against 86,750.5, 2022 Q2)");
    }

    /// A lead chooses what a statement claims, sees the form filled in again, and takes the claim out.
    async fn a_lead_ties_a_statement_to_the_figures(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let lead = member(&record, "Lea", Role::PlanLead, "council").await;
        let application = application(record.clone());
        let answer = post_as(&application, &lead, FORM, &sent(&BETTER)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.read());
        let statement = "children-here-do-better-than-in";
        let page = get(&application, "/?year=2022").await;
        assert_eq!(mark(&page, statement), "holds");
        assert_eq!(page.says(&format!("#know-{statement} .claim .when")), "(72.4 against 67.1, 2022/23)");

        let change = format!("{FORM}?key={statement}");
        let form = get_as(&application, &lead, &change).await;
        for (name, value) in BETTER {
            let said = match name {
                "claim-period" => form.holds(name),
                _ => form.attribute(&format!("#{name} option[selected]"), "value").expect("a choice"),
            };
            assert_eq!(said, value);
        }
        let seen = form.holds("seen");
        let mut cleared = sent(&[("seen", &seen)]);
        cleared.retain(|(name, _)| *name != "slug");
        cleared.push(("slug", statement));
        let answer = post_as(&application, &lead, &change, &cleared).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.read());
        assert_eq!(get(&application, "/").await.count(&format!("#know-{statement} .claim")), 0);
    }

    /// What is wrong with a claim is said at its box, whoever sends it; nothing is written.
    async fn a_wrong_claim_is_said_at_its_box(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let lead = member(&record, "Lea", Role::PlanLead, "council").await;
        let application = application(record.clone());
        for (claimed, at) in [
            (&[("claim-word", "better")][..], "claim-indicator"),
            (&[("claim-indicator", "nothing"), ("claim-word", "up"), ("claim-period", "2021/22")], "claim-indicator"),
            (&[("claim-indicator", "good-development"), ("claim-period", "2021/22")], "claim-word"),
            (&[("claim-indicator", "good-development"), ("claim-word", "'; --"), ("claim-period", "2021/22")], "claim-word"),
            (&[("claim-indicator", "good-development"), ("claim-word", "above"), ("claim-number", "1e999"), ("claim-period", "2021/22")], "claim-number"),
            (&[("claim-indicator", "good-development"), ("claim-word", "up"), ("claim-since", "2022"), ("claim-period", "2021")], "claim-since"),
            (&[("claim-indicator", "referrals"), ("claim-word", "worse"), ("claim-place", "E92000001"), ("claim-period", "2022 Q1")], "claim-word"),
            (&[("claim-indicator", "good-development"), ("claim-word", "behind"), ("claim-group", "<b>"), ("claim-period", "2021/22")], "claim-group"),
        ] {
            let answer = post_as(&application, &lead, FORM, &sent(claimed)).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{claimed:?}: {}", answer.read());
            let wrongs = answer.wrongs();
            assert!(wrongs.iter().any(|(box_of, _)| box_of == at), "{claimed:?}: {wrongs:?}");
        }
        assert_eq!(get(&application, "/").await.count("#know .evidence"), 0);
    }

    /// Indicators of other plans, and retired ones, are no error: they cannot be checked, and a stranger is told no more.
    async fn a_hostile_claim_cannot_be_checked(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let retired = rutland("indicator = \"good-development\", against = 60, is = \"above\", period = \"2021/22\"")
            .replacen("source = \"Made for tests\"\n[[indicator.definition]]", "source = \"Made for tests\"\nretired = 2023-08-31\n[[indicator.definition]]", 1);
        plans::load(&record, &retired, "2026-11-23T08:00:00Z").await;
        let lead = member(&record, "Lea", Role::PlanLead, "council").await;
        let application = application(record.clone());
        let of_another = [
            ("claim-indicator", "persistent-absence-secondary"),
            ("claim-word", "above"),
            ("claim-number", "1"),
            ("claim-period", "2017/18"),
        ];
        let answer = post_as(&application, &lead, FORM, &sent(&of_another)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.read());
        let statement = "children-here-do-better-than-in";
        for (other, why) in [
            ("claimed", "its indicator has not been measured since 31 August 2023"),
            (statement, "its indicator is not placed in this plan"),
        ] {
            assert_eq!(mark(&get(&application, "/").await, other), "cannot be checked");
            assert_eq!(mark(&get_as(&application, &lead, "/").await, other), format!("cannot be checked: {why}"));
        }
        // In the years in which it was measured it can be.
        assert_eq!(mark(&get(&application, "/?year=2022").await, "claimed"), "holds");
        let listed = get_as(&application, &lead, "/admin/plans/rutland-2022-24").await.each("[aria-labelledby=unchecked] li");
        assert_eq!(listed.len(), 2, "{listed:?}");
        assert!(listed[0].starts_with("Children here do better than in the region."), "{listed:?}");
    }

    /// A claim that fails is listed for the leads, each with the way to its text, and stops nobody.
    async fn what_fails_is_listed_for_the_lead(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let lead = member(&record, "Lea", Role::PlanLead, "oxfordshire-county-council").await;
        let page = get_as(&application(record), &lead, "/admin/plans/oxfordshire-2018-21").await;
        assert_eq!(
            page.each("[aria-labelledby=failing] li"),
            [
                "On some data, alcohol and substance misuse is worse than elsewhere. Alcohol-specific hospital \
                 admissions, under 18, Oxfordshire: worse than England, written about 2015-16 to 2017-18: no longer \
                 holds: then 41.0 against 33.2, now 18.3 against 22.6",
                "More children are in care than would be expected. Children in care, Oxfordshire: higher than England, written \
                 about 2018 reporting year: does not hold: then 48 against 64, now 51 against 67",
            ]
        );
        assert_eq!(
            page.attribute("[aria-labelledby=failing] li:first-child a", "href").as_deref(),
            Some("/admin/plans/oxfordshire-2018-21/evidence?key=alcohol-and-substances")
        );
    }

    /// A narrative carries a claim of its own: it comes, changes and goes with the text, and partners alone are shown it.
    async fn a_narrative_carries_a_claim(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let lead = member(&record, "Lea", Role::PlanLead, "oxfordshire-county-council").await;
        let application = application(record.clone());
        let priority = "/priorities/children-missing-out-on-education";
        let form = format!("{priority}/narrative");
        let sent = async |step: &str, changed: &[(&str, &str)]| {
            let replaces = get_as(&application, &lead, &format!("{form}?period=2018-19+Q2")).await.holds("replaces");
            let mut boxes = vec![
                ("period", "2018-19 Q2"), ("replaces", &replaces), ("happened", "It is worse here."), ("why", ""), ("next", ""),
                ("asked", ""), ("step", step), ("claim-area", "E10000025"),
            ];
            boxes.extend_from_slice(changed);
            post_as(&application, &lead, &form, &boxes).await
        };
        let worse = [
            ("claim-indicator", "persistent-absence-secondary"),
            ("claim-word", "worse"),
            ("claim-place", "E92000001"),
            ("claim-period", "2017/18"),
        ];
        let wrong = sent("publish", &worse[..3]).await;
        assert_eq!((wrong.status, wrong.wrongs()[0].0.as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "claim-period"));
        for step in ["draft", "publish"] {
            let answer = sent(step, &worse).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.read());
        }
        let shown = async |year: &str| get_as(&application, &lead, &format!("{priority}{year}")).await;
        assert_eq!(shown("?year=2018-19").await.says(".claimed .claim-said"), "holds");
        let said = "What this says of the figures: Persistent absence in state-funded secondary schools, Oxfordshire: worse than \
                    England, written about 2017/18. ✗ no longer holds: then 14.62 against 13.91, now 13.47 against 14.83 \
                    (2017/18 and 2020/21)";
        assert_eq!(shown("?year=2020-21").await.says(".claimed"), said);
        let filled = get_as(&application, &lead, &format!("{form}?period=2018-19+Q2")).await;
        assert_eq!(filled.attribute("#claim-word option[selected]", "value").as_deref(), Some("worse"));
        assert_eq!(get(&application, &format!("{priority}?year=2020-21")).await.count(".claimed"), 0);
        // Its text without a claim takes it out, and a withdrawn text takes it along.
        assert_eq!(sent("publish", &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(shown("?year=2018-19").await.count(".claimed"), 0);
        assert_eq!(sent("publish", &worse).await.status, StatusCode::SEE_OTHER);
        assert_eq!(shown("?year=2018-19").await.count(".claimed"), 1);
        assert_eq!(sent("withdraw", &[("reason", "It was wrong.")]).await.status, StatusCode::SEE_OTHER);
        let standing = "SELECT count(*) FROM claim WHERE about <> 'evidence' AND superseded_in IS NULL";
        assert_eq!(count(&record, standing).await, 0);
    }

    /// A pack prints the claim of a narrative with its mark, by the figures of its plan year.
    async fn a_pack_prints_a_claim_with_its_mark(record: Record) {
        packs::load(&record).await;
        let slug = |text| Slug::new(text).expect("a slug");
        let narrative = Narrative {
            about: About::Priority { plan: slug("rutland-2022-24"), priority: slug("ready-for-school") },
            quarter: "2022-23 Q2".parse().expect("a quarter"),
            stage: Stage::Published,
            parts: Parts::of(|part| if part == Part::Happened { "Worse here.".to_owned() } else { String::new() }),
        };
        let claim = Claim {
            indicator: slug("good-development"),
            area: AreaCode::new("E06000017").expect("a code"),
            says: Says::Comparison(Compared::Worse, AreaCode::new("E12000004").expect("a code")),
            period: "2021/22".parse().expect("a period"),
        };
        let desk = plans::operator(&record).await;
        let clock = || plans::moment(MORNING);
        storage::narrative::write_claiming(&desk, (&narrative, Some(&claim)), None, clock).await.expect("written");
        packs::frozen(&record, "first-pack", 12).await;
        let lead = member(&record, "Lea", Role::PlanLead, "council").await;
        let page = get_as(&application(record), &lead, "/packs/first-pack").await;
        let said = "What this says of the figures: Good level of development at age 5, Rutland: worse than East Midlands, written \
                    about 2021/22: does not hold: then 70.1 against 66.2, now 72.4 against 67.1.";
        assert_eq!(page.each("article.document p").iter().filter(|words| *words == said).count(), 1, "{}", page.read());
    }
}
