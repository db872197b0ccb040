//! Writing a plan as its file: loading that again changes nothing, and another record that loads it shows the same.

use domain::{
    access::{Role, Visitor},
    change_note::{ChangeNote, Effect, Kind},
    figure::Figure,
    outline::Outline,
    plan_file,
    rating::{RatingRule, Tolerance},
    series::{Breakdown, Series},
    slug::Slug,
    target::{Aim, Target},
};
use std::process::Command;
use storage::{
    AsAt, Record,
    edit::{self, Edited},
    plan::Loaded,
};
use tests::{on_both_engines, people::member, plans, record, recording::MORNING};

const NOTHING: Loaded = Loaded { added: 0, superseded: 0, withdrawn: 0, kept: 0 };
const LATER: &str = "2026-11-24T09:00:00Z";

fn slug(text: &str) -> Slug {
    Slug::new(text).expect("a slug")
}

/// A plan of a record as a file.
async fn exported(record: &Record, plan: &Slug) -> String {
    let desk = plans::operator(record).await;
    let found = storage::plan::export(&desk, plan).await.expect("a readable record");
    plan_file::write(&found.expect("the plan")).unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// What a desk reads of a plan: its parts, and what is published of its indicators. What the record gives in no order is sorted.
async fn read(record: &Record, plan: &Slug) -> (Outline, Vec<Figure>) {
    let desk = record.desk(Visitor::Operator, AsAt::Now).await.expect("a desk");
    let mut outline = storage::outline::of(&desk, plan).await.expect("readable").expect("a plan");
    outline.targets.sort_by(|a, b| (&a.series, a.period).cmp(&(&b.series, b.period)));
    outline.change_notes.sort_by(|a, b| (a.on, &a.slug, &a.indicator).cmp(&(b.on, &b.slug, &b.indicator)));
    let mut figures = Vec::new();
    for indicator in &outline.indicators {
        let all = storage::figure::approved_of_indicator(&desk, indicator).await.expect("figures");
        figures.extend(all.into_iter().filter(|figure| figure.origin == domain::figure::Origin::Published));
    }
    (outline, figures)
}

/// Checks that a record's plan goes out and comes in again: here without a trace, and in the two new records as it is here.
async fn goes_round(record: &Record, plan: &Slug) {
    let text = exported(record, plan).await;
    let before = plans::operator(record).await.number();
    let Loaded { added, superseded, withdrawn, .. } = plans::load(record, &text, LATER).await;
    assert_eq!((added, superseded, withdrawn), (0, 0, 0), "loading it again changes nothing");
    assert_eq!(plans::operator(record).await.number(), before, "and leaves no trace");
    assert_eq!(exported(record, plan).await, text);

    let other = record::sqlite().await;
    plans::load(&other.record, &text, LATER).await;
    assert_eq!(exported(&other.record, plan).await, text);
    let (here, there) = (read(record, plan).await, read(&other.record, plan).await);
    assert_eq!(here, there);
    assert!(!here.1.is_empty() || here.0.indicators.is_empty());
}

/// A text that means something to TOML, to HTML and to nobody.
const HOSTILE: &str =
    "\"\"\" ''' \\ \\u0041 # [x] = {a}\nnext\tline é 𝕆 \u{200d} <script>alert(1)</script> '";

on_both_engines! {
    async fn the_first_plan_goes_round(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let plan = plans::read(plans::OXFORDSHIRE);
        goes_round(&record, &plan.outline.plan.slug).await;
        // The written file reads as the loaded one does.
        let text = exported(&record, &plan.outline.plan.slug).await;
        let mut back = plans::read(&text);
        back.outline.change_notes.sort_by(|a, b| (a.on, &a.slug, &a.indicator).cmp(&(b.on, &b.slug, &b.indicator)));
        assert_eq!(back, plan);
    }

    /// What partners recorded stays in the record; all else goes round.
    async fn no_figure_of_partners_leaves_with_a_plan(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let text = exported(&record, &slug("rutland-2022-24")).await;
        assert!(!text.contains("86753") && !text.contains("Wilhelmina") && text.contains("Referrals to early help"), "{text}");
        assert_eq!(plans::load(&record, &text, LATER).await, NOTHING);
        goes_round(&record, &slug("rutland-2022-24")).await;
    }

    /// Names that could be taken for something else come back as they are, whatever they hold.
    async fn hostile_names_go_round(record: Record) {
        let mut plan = plans::read(plans::RUTLAND);
        let outline = &mut plan.outline;
        for text in [&mut outline.plan.name, &mut outline.plan.vision, &mut outline.plan.source, &mut outline.plan.partnership] {
            *text = HOSTILE.to_owned();
        }
        outline.plan.note = Some(format!("\"{HOSTILE}"));
        outline.focus_areas[0].name = HOSTILE.to_owned();
        outline.priorities[0].summary = "x\"".repeat(5000);
        outline.organisations[0].name = HOSTILE.to_owned();
        outline.areas[0].name = HOSTILE.to_owned();
        outline.neighbour_sets[0].source = HOSTILE.to_owned();
        outline.indicators[0].name = HOSTILE.to_owned();
        outline.indicators[0].unit = "% 'of' \"pupils\"".to_owned();
        outline.indicators[0].definitions[0].text = HOSTILE.to_owned();
        outline.change_notes.push(ChangeNote {
            slug: slug("note"),
            indicator: slug("good-development"),
            on: "2020-03-23".parse().expect("a day"),
            kind: Kind::Event,
            effect: Effect::Breaks,
            text: HOSTILE.to_owned(),
            source: HOSTILE.to_owned(),
        });
        let noted = plan.figures.iter_mut().find(|figure| figure.note.is_some() && figure.series.indicator == slug("good-development"));
        noted.expect("a note").note = Some(HOSTILE.to_owned());
        let desk = plans::operator(&record).await;
        storage::plan::load(&desk, &plan.outline, &plan.figures, || plans::moment(MORNING)).await.expect("loaded");
        assert_eq!(read(&record, &slug("rutland-2022-24")).await.0.plan, plan.outline.plan);
        goes_round(&record, &slug("rutland-2022-24")).await;
    }

    /// What people entered by form is in the file, and loading it again takes nothing of it back.
    async fn what_people_said_goes_round(record: Record) {
        let text = plans::with_a_year_to_come(plans::OXFORDSHIRE);
        plans::load(&record, &text, MORNING).await;
        let lead = member(&record, "Lea", Role::PlanLead, "oxfordshire-county-council").await.desk(&record).await;
        let plan = plans::read(&text).outline;
        let indicator = &plan.indicators[0];
        let clock = || plans::moment("2026-11-23T09:00:00Z");
        let rule = RatingRule { indicator: indicator.slug.clone(), from: slug(plans::YEAR_TO_COME), tolerance: Tolerance::Absolute(0.1 + 0.2) };
        assert_eq!(edit::set_tolerance(&lead, &plan.plan.slug, &rule, None, clock).await.expect("set"), Edited::Saved);
        // A note of several indicators that is reworded for one.
        let several = |note: &&ChangeNote| plan.change_notes.iter().filter(|other| other.slug == note.slug).count() > 1;
        let was = plan.change_notes.iter().find(several).expect("a note of several indicators");
        let reworded = ChangeNote { text: "Reworded.".to_owned(), ..was.clone() };
        assert_eq!(edit::note_change(&lead, &plan.plan.slug, &reworded, Some(was), clock).await.expect("noted"), Edited::Saved);
        goes_round(&record, &plan.plan.slug).await;
        // The file from before changes nothing of it either: it differs only in the note.
        assert_eq!(plans::load(&record, &text, LATER).await, Loaded { kept: 1, ..NOTHING });
    }

    /// What partners wrote of figures that the public is not shown goes only to partners where the file is loaded, too.
    async fn words_of_partners_stay_theirs(record: Record) {
        let text = plans::with_a_year_to_come(plans::OXFORDSHIRE);
        plans::load(&record, &text, MORNING).await;
        let lead = member(&record, "Lea", Role::PlanLead, "oxfordshire-county-council").await.desk(&record).await;
        let plan = plans::read(&text).outline;
        let indicator = slug("self-harm-reports");
        let clock = || plans::moment("2026-11-23T09:00:00Z");
        let series = Series { indicator: indicator.clone(), area: plan.plan.area.clone(), breakdown: Breakdown::Total };
        let target = Target { series, period: "2018-19 Q1".parse().expect("a period"), aim: Aim::Value(86753.0) };
        assert_eq!(edit::set_target(&lead, &plan.plan.slug, &target, None, clock).await.expect("set"), Edited::Saved);
        let rule = RatingRule { indicator: indicator.clone(), from: slug(plans::YEAR_TO_COME), tolerance: Tolerance::Absolute(86753.5) };
        assert_eq!(edit::set_tolerance(&lead, &plan.plan.slug, &rule, None, clock).await.expect("set"), Edited::Saved);
        let note = ChangeNote {
            slug: slug("note-of-partners"), indicator, on: "2018-05-01".parse().expect("a day"), kind: Kind::Event,
            effect: Effect::Breaks, text: "Wilhelmina Blenkinsop".into(), source: "Wilhelmina".into(),
        };
        assert_eq!(edit::note_change(&lead, &plan.plan.slug, &note, None, clock).await.expect("noted"), Edited::Saved);
        let text = exported(&record, &plan.plan.slug).await;
        assert_eq!(text.matches("told = \"partners\"").count(), 3, "{text}");
        goes_round(&record, &plan.plan.slug).await;

        let fresh = record::sqlite().await;
        plans::load(&fresh.record, &text, LATER).await;
        for record in [&record, &fresh.record] {
            let stranger = record.desk(Visitor::Stranger, AsAt::Now).await.expect("a desk");
            let seen = storage::outline::of(&stranger, &plan.plan.slug).await.expect("readable").expect("a plan");
            let told = format!("{seen:?}");
            assert!(!told.contains("86753") && !told.contains("Wilhelmina") && told.contains("The partners noted a change here."));
            // The break stays, whoever looks.
            assert!(seen.change_notes.iter().any(|other| other.slug == note.slug && other.effect == Effect::Breaks));
        }
        // A later file that differs takes nothing back.
        let other = text.replace("86753.0", "5.0").replace("told = \"partners\"", "told = \"everybody\"");
        let Loaded { kept, .. } = plans::load(&fresh.record, &other, LATER).await;
        assert_eq!(kept, 1);
    }

    /// A note that a file gives only to partners is theirs, also where the indicator is a published one.
    async fn what_a_file_tells_to_partners_is_theirs(record: Record) {
        let note = "\n[[change-note]]\nslug = \"theirs\"\nindicators = [\"good-development\"]\non = 2021-05-01\nkind = \"event\"\n\
                    effect = \"breaks\"\ntext = \"Wilhelmina Blenkinsop\"\nsource = \"Wilhelmina\"\ntold = \"partners\"\n";
        let text = plans::RUTLAND.replacen("\n[[target]]", &format!("{note}\n[[target]]"), 1);
        plans::load(&record, &text, MORNING).await;
        assert_eq!(plans::load(&record, &text, LATER).await, NOTHING);
        let plan = slug("rutland-2022-24");
        for (visitor, is_told) in [(Visitor::Stranger, false), (Visitor::Operator, true)] {
            let desk = record.desk(visitor, AsAt::Now).await.expect("a desk");
            let seen = storage::outline::of(&desk, &plan).await.expect("readable").expect("a plan");
            assert_eq!(format!("{seen:?}").contains("Wilhelmina"), is_told);
            assert_eq!(seen.change_notes.len(), 1);
        }
        goes_round(&record, &plan).await;
    }

    /// A plan that follows another, and repeats nothing of what the first has about their indicators, goes round as well.
    async fn a_second_plan_goes_round(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let mut next = plans::read(plans::RUTLAND);
        next.outline.plan.slug = slug("next");
        next.outline.years[0].first = "2022-02-01".parse().expect("a day");
        next.outline.organisations.push(domain::organisation::Organisation {
            slug: slug("board"), name: "Board".into(), ended: None, successor: None,
        });
        next.outline.partners.insert(0, slug("board"));
        next.outline.indicators.reverse();
        next.figures.clear();
        let desk = plans::operator(&record).await;
        storage::plan::load(&desk, &next.outline, &[], || plans::moment(MORNING)).await.expect("loaded");
        for plan in ["next", "rutland-2022-24", "next"] {
            let text = exported(&record, &slug(plan)).await;
            assert_eq!(plans::load(&record, &text, LATER).await, NOTHING, "{plan}");
        }
    }
}

#[tokio::test]
#[ignore = "needs the program and PostgreSQL: cargo xtask test builds and starts them"]
async fn the_demonstration_goes_round() {
    let fresh = record::sqlite().await;
    for address in [fresh.address.clone(), record::postgres_empty().await] {
        let made =
            Command::new(tests::browser::program_path()).args(["demo", "--database", &address]).output();
        assert!(made.expect("the program runs").status.success());
        let record = Record::open(&address).await.expect("a record");
        let plan = slug("oxfordshire-2018-21");
        let text = exported(&record, &plan).await;
        assert!(text.contains("nature = \"illustrative\""), "what is made up says so");
        goes_round(&record, &plan).await;

        // The same by the command line.
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("plan.toml").display().to_string();
        let arguments =
            ["plan", "export", "--plan", "oxfordshire-2018-21", "--out", &file, "--database", &address];
        let written =
            Command::new(tests::browser::program_path()).args(arguments).output().expect("the program runs");
        assert!(written.status.success(), "{}", String::from_utf8_lossy(&written.stderr));
        assert_eq!(std::fs::read_to_string(&file).expect("a file"), text);
        let none = Command::new(tests::browser::program_path())
            .args(["plan", "export", "--plan", "no-such-plan", "--database", &address])
            .output()
            .expect("the program runs");
        assert!(
            !none.status.success()
                && String::from_utf8_lossy(&none.stderr).contains("the record has no plan \"no-such-plan\"")
        );
    }
}
