//! The record's contract, the same on both engines.

use chrono::NaiveDate;
use domain::{
    access::Visitor,
    figure::Figure,
    outline::Outline,
    plan_file::{PlanFile, Words},
    slug::Slug,
};
use std::sync::Arc;
use storage::{AsAt, Desk, Error, Record, plan::Loaded, testing};
use tests::{on_both_engines, plans};

const MORNING: &str = "2026-11-23T09:00:00Z";
const NOON: &str = "2026-11-23T12:00:00Z";

fn today() -> NaiveDate {
    "2026-11-23".parse().expect("a day")
}

async fn outline(desk: &Desk) -> Arc<Outline> {
    storage::outline::current(desk, today()).await.expect("a readable record").expect("a plan")
}

/// Every figure that a desk sees.
async fn figures(desk: &Desk) -> Vec<Figure> {
    let outline = outline(desk).await;
    let mut all = Vec::new();
    for indicator in &outline.indicators {
        all.extend(storage::figure::of_indicator(desk, indicator).await.expect("readable figures"));
    }
    domain::series::sort(&mut all);
    all
}

async fn seen(desk: &Desk) -> PlanFile {
    PlanFile {
        outline: (*outline(desk).await).clone(),
        figures: figures(desk).await,
        words: Words::default(),
    }
}

on_both_engines! {
    /// The record gives back what a plan file holds: every column of every table.
    async fn a_plan_reads_back_as_it_was_written(record: Record) {
        for text in [plans::OXFORDSHIRE, plans::RUTLAND] {
            let fresh = plans::read(text);
            plans::load(&record, text, MORNING).await;
            let desk = plans::operator(&record).await;
            let seen = seen(&desk).await;
            let of_plan = |file: &PlanFile| -> Vec<Figure> {
                let ours = |figure: &&Figure| fresh.outline.indicator(&figure.series.indicator).is_some();
                file.figures.iter().filter(ours).cloned().collect()
            };
            assert_eq!(of_plan(&seen), fresh.figures);
            assert_eq!(seen.outline.plan, fresh.outline.plan);
            assert_eq!(seen.outline.years, fresh.outline.years);
            assert_eq!(seen.outline.focus_areas, fresh.outline.focus_areas);
            assert_eq!(seen.outline.priorities, fresh.outline.priorities);
            assert_eq!(seen.outline.strategies, fresh.outline.strategies);
            assert_eq!(seen.outline.evidence, fresh.outline.evidence);
            for organisation in &fresh.outline.organisations {
                assert!(seen.outline.organisations.contains(organisation), "{organisation:?}");
            }
            for area in &fresh.outline.areas {
                assert!(seen.outline.areas.contains(area), "{area:?}");
            }
            for indicator in &fresh.outline.indicators {
                assert_eq!(seen.outline.indicator(&indicator.slug), Some(indicator));
            }
            for target in &fresh.outline.targets {
                assert!(seen.outline.targets.contains(target), "{target:?}");
            }
            assert_eq!(seen.outline.rating_rules, fresh.outline.rating_rules);
            for set in &fresh.outline.neighbour_sets {
                assert!(seen.outline.neighbour_sets.contains(set), "{set:?}");
            }
            for note in &fresh.outline.change_notes {
                assert!(seen.outline.change_notes.contains(note), "{note:?}");
            }
        }
    }

    /// Loading the same plan again changes nothing and leaves no trace, not even in the audit.
    async fn loading_twice_changes_nothing(record: Record) {
        let first = plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        assert!(first.added > 450, "{first:?}");
        let number = plans::operator(&record).await.number();
        let again = plans::load(&record, plans::OXFORDSHIRE, NOON).await;
        assert_eq!(again, Loaded { added: 0, superseded: 0, withdrawn: 0, kept: 0 });
        assert_eq!(plans::operator(&record).await.number(), number);
        assert_eq!(testing::count(&record, "SELECT count(*) FROM audit").await.expect("a count"), 1);
    }

    /// A corrected figure supersedes, a dropped priority is withdrawn, and an earlier moment sees what it saw then.
    async fn an_earlier_moment_sees_what_it_saw_then(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let before = seen(&plans::operator(&record).await).await;
        let first = plans::operator(&record).await.number();

        let changed = plans::RUTLAND
            .replace("\"2021/22\" = 70.1", "\"2021/22\" = 71.3")
            .replace("name = \"Ready for school and heard\"", "name = \"Ready and heard\"")
            .replace("Every child in Rutland starts well", "Every child thrives");
        let loaded = plans::load(&record, &changed, NOON).await;
        assert_eq!(loaded, Loaded { added: 0, superseded: 3, withdrawn: 0, kept: 0 });
        let after = seen(&plans::operator(&record).await).await;
        assert_eq!(after.outline.plan.vision, "Every child thrives");
        assert_ne!(before, after);

        let moment = plans::moment("2026-11-23T11:59:59Z");
        for as_at in [AsAt::Number(first), AsAt::Moment(moment)] {
            let desk = record.desk(Visitor::Operator, as_at).await.expect("a desk");
            assert_eq!(seen(&desk).await, before, "{as_at:?}");
        }
        let early = record.desk(Visitor::Operator, AsAt::Moment(plans::moment("2020-01-01T00:00:00Z"))).await;
        let nothing = storage::outline::current(&early.expect("a desk"), today()).await.expect("a readable record");
        assert_eq!(nothing, None);
    }

    /// What a later file no longer has is withdrawn from now on, and stays in what was.
    async fn what_a_plan_no_longer_has_is_withdrawn(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let first = plans::operator(&record).await.number();
        let from = plans::RUTLAND.find("[[target]]").expect("a target");
        let to = plans::RUTLAND.find("[[series]]").expect("a series");
        let without = format!("{}{}", &plans::RUTLAND[..from], &plans::RUTLAND[to..]);
        assert_eq!(plans::load(&record, &without, NOON).await, Loaded { added: 0, superseded: 0, withdrawn: 2, kept: 0 });
        assert!(outline(&plans::operator(&record).await).await.targets.is_empty());
        let then = record.desk(Visitor::Operator, AsAt::Number(first)).await.expect("a desk");
        assert_eq!(outline(&then).await.targets.len(), 2);
    }

    /// An indicator outlives the file that leaves it out: it is placed nowhere, and means what it meant.
    async fn an_indicator_that_a_file_leaves_out_means_what_it_meant(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let before = outline(&plans::operator(&record).await).await;
        let from = plans::RUTLAND.find("[[indicator]]\nslug = \"referrals\"").expect("an indicator");
        let to = plans::RUTLAND.find("[[target]]").expect("a target");
        let without = format!("{}{}", &plans::RUTLAND[..from], &plans::RUTLAND[to..]);
        let tables = without.split("\n\n").filter(|table| !table.contains("indicator = \"referrals\""));
        let text = tables.collect::<Vec<_>>().join("\n\n").replace("[[indicator.tolerance]]\nfrom-year = \"2024\"\npercent = 10\n", "");
        // A tolerance of a year that has begun is not taken away, so the record has none of it to begin with.
        testing::damage(&record, "rating_rule", "DELETE FROM rating_rule WHERE indicator = 'referrals'").await.expect("gone");
        plans::load(&record, &text, NOON).await;
        let after = outline(&plans::operator(&record).await).await;
        let (was, is) = (before.indicator_named("referrals").expect("it"), after.indicator_named("referrals").expect("it"));
        assert_eq!((is.placements.len(), &is.definitions), (0, &was.definitions));
    }

    /// A clock that was set back does not make an earlier moment mean a later write.
    async fn a_clock_set_back_is_not_believed(record: Record) {
        plans::load(&record, plans::RUTLAND, NOON).await;
        let changed = plans::RUTLAND.replace("starts well\"", "thrives\"");
        plans::load(&record, &changed, MORNING).await;
        let desk = record.desk(Visitor::Operator, AsAt::Moment(plans::moment(MORNING))).await.expect("a desk");
        assert_eq!(desk.number(), 0);
        let desk = record.desk(Visitor::Operator, AsAt::Moment(plans::moment(NOON))).await.expect("a desk");
        assert_eq!(desk.number(), 2);
    }

    /// A stranger can load nothing, and a refused load leaves nothing but a note of the refusal.
    async fn a_stranger_loads_nothing(record: Record) {
        let plan = plans::read(plans::RUTLAND);
        let desk = record.desk(Visitor::Stranger, AsAt::Now).await.expect("a desk");
        let refused = storage::plan::load(&desk, &plan.outline, &plan.figures, || plans::moment(MORNING)).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
        for (sql, count) in [
            ("SELECT count(*) FROM plan", 0),
            ("SELECT count(*) FROM figure", 0),
            ("SELECT changed FROM counter", 0),
            ("SELECT count(*) FROM audit WHERE outcome = 'refused' AND visitor = 'stranger' AND action = 'load plan'", 1),
        ] {
            assert_eq!(testing::count(&record, sql).await.expect("a count"), count, "{sql}");
        }
    }

    /// A write that fails half way leaves nothing behind: no row, no number, no audit entry.
    async fn a_failing_write_leaves_nothing(record: Record) {
        let mut plan = plans::read(plans::RUTLAND);
        // Two rows of one name: the record refuses the second, long after the first rows were written.
        let twice = plan.figures[0].clone();
        plan.figures.push(twice);
        let desk = plans::operator(&record).await;
        let failed = storage::plan::load(&desk, &plan.outline, &plan.figures, || plans::moment(MORNING)).await;
        assert!(matches!(failed, Err(Error::Engine(_))), "{failed:?}");
        assert_eq!(plans::operator(&record).await.number(), 0);
        for sql in ["SELECT count(*) FROM audit", "SELECT count(*) FROM plan", "SELECT count(*) FROM figure"] {
            assert_eq!(testing::count(&record, sql).await.expect("a count"), 0, "{sql}");
        }
    }

    /// A failing audit insert leaves nothing behind either.
    async fn no_write_without_its_audit(record: Record) {
        testing::execute(&record, "INSERT INTO audit (number, at, visitor, action, subject) \
            VALUES (1, '2026-11-23 08:00:00+00:00', 'x', 'x', 'x')").await.expect("an entry in the way");
        let plan = plans::read(plans::RUTLAND);
        let desk = plans::operator(&record).await;
        let failed = storage::plan::load(&desk, &plan.outline, &plan.figures, || plans::moment(MORNING)).await;
        assert!(matches!(failed, Err(Error::Engine(_))), "{failed:?}");
        assert_eq!(testing::count(&record, "SELECT number FROM counter").await.expect("a number"), 0);
        assert_eq!(testing::count(&record, "SELECT count(*) FROM plan").await.expect("a count"), 0);
    }

    /// The audit is only ever added to.
    async fn the_audit_cannot_be_changed(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let in_place = match record.engine().await.expect("a name").starts_with("SQLite") {
            true => "INSERT OR REPLACE INTO audit SELECT * FROM audit",
            false => "TRUNCATE audit CASCADE",
        };
        for sql in ["UPDATE audit SET visitor = 'nobody'", "DELETE FROM audit", in_place] {
            let refused = testing::execute(&record, sql).await;
            assert!(refused.as_ref().is_err_and(|error| error.to_string().contains("only ever added to")), "{refused:?}");
        }
        assert_eq!(testing::count(&record, "SELECT count(*) FROM audit WHERE visitor = 'operator'").await.expect("a count"), 1);
    }

    /// A public desk holds no true value of what partners recorded: not in a page's figures, not in the history.
    async fn a_public_desk_never_holds_a_partner_figure(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let desk = record.desk(Visitor::Stranger, AsAt::Now).await.expect("a desk");
        let outline = outline(&desk).await;
        let referrals = outline.indicator(&Slug::new("referrals").expect("a slug")).expect("the indicator");
        let of_indicator = storage::figure::of_indicator(&desk, referrals).await.expect("figures");
        let of_plan = storage::figure::of_plan(&desk, &outline).await.expect("figures");
        let history = storage::figure::history(&desk, referrals).await.expect("a history");
        assert_eq!(of_indicator.len(), 3);
        let all = format!("{of_indicator:?} {of_plan:?} {history:?}");
        for secret in ["86753", "90210", "Blenkinsop", "Awaited"] {
            assert!(!all.contains(secret), "{secret}");
        }
        assert!(all.contains("Confidential"));

        let partner = plans::operator(&record).await;
        let seen = format!("{:?}", storage::figure::of_indicator(&partner, referrals).await.expect("figures"));
        assert!(seen.contains("86753") && seen.contains("Blenkinsop") && seen.contains("Awaited"), "{seen}");
    }

    /// The history has every version, the newest write first, and what replaced what.
    async fn the_history_tells_every_version(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        plans::load(&record, &plans::RUTLAND.replace("\"2021/22\" = 70.1", "\"2021/22\" = 71.3"), NOON).await;
        let desk = plans::operator(&record).await;
        let outline = outline(&desk).await;
        let indicator = outline.indicator(&Slug::new("good-development").expect("a slug")).expect("the indicator");
        let history = storage::figure::history(&desk, indicator).await.expect("a history");
        assert_eq!(history.len(), 10);
        assert_eq!((history[0].began.number, history[0].began.at), (2, plans::moment(NOON)));
        assert_eq!(history[0].figure.reading.value(), Some(71.3));
        let replaced: Vec<_> = history.iter().filter(|entry| entry.ended.as_ref().is_some_and(|by| by.number == 2)).collect();
        assert_eq!(replaced.len(), 1);
        assert_eq!(replaced[0].figure.reading.value(), Some(70.1));

        let then = record.desk(Visitor::Operator, AsAt::Number(1)).await.expect("a desk");
        let history = storage::figure::history(&then, indicator).await.expect("a history");
        assert!(history.iter().all(|entry| entry.began.number == 1 && entry.ended.is_none()));
    }

    /// Writers follow one another: every write has its own number and none is lost.
    async fn writers_follow_one_another(record: Record) {
        let writers: Vec<_> = (0..12)
            .map(|writer| {
                let record = record.clone();
                tokio::spawn(async move {
                    let text = plans::RUTLAND.replace("starts well\"", &format!("thrives {writer}\""));
                    plans::load(&record, &text, MORNING).await
                })
            })
            .collect();
        for writer in writers {
            let loaded = writer.await.expect("a writer");
            assert!(loaded.added + loaded.superseded > 0, "{loaded:?}");
        }
        assert_eq!(plans::operator(&record).await.number(), 12);
        assert_eq!(testing::count(&record, "SELECT count(*) FROM audit").await.expect("a count"), 12);
        let versions = "SELECT count(*) FROM plan";
        assert_eq!(testing::count(&record, versions).await.expect("a count"), 12);
        let newest = "SELECT count(*) FROM plan WHERE superseded_in IS NULL";
        assert_eq!(testing::count(&record, newest).await.expect("a count"), 1);
    }

    /// A plan that would make something else of an indicator that has figures is refused whole.
    async fn an_indicator_with_figures_stays_what_it_is(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let desk = plans::operator(&record).await;
        let before = seen(&desk).await;
        let changes = [
            ("measure = \"count\"\nunit = \"referrals\"", "measure = \"money\"\nunit = \"pounds\"", "count, calendar quarter"),
            ("measure = \"percentage\"\nunit = \"children\"", "measure = \"rate\"\nper = 100\nunit = \"children\"", "percentage, academic year"),
        ];
        for (from, to, was) in changes {
            let plan = plans::read(&plans::RUTLAND.replace(from, to));
            let refused = storage::plan::load(&desk, &plan.outline, &plan.figures, || plans::moment(NOON)).await;
            let said = refused.expect_err("a refusal").to_string();
            assert!(said.contains(&format!("has figures recorded as {was}, so it cannot become")), "{said}");
        }
        assert_eq!(seen(&plans::operator(&record).await).await, before);
    }

    /// A second plan that measures the same takes nothing of the first away: breaks and definitions stay.
    async fn a_second_plan_takes_nothing_of_the_first_away(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let first = plans::read(plans::OXFORDSHIRE).outline;
        let mut next = plans::read(plans::OXFORDSHIRE);
        next.outline.plan.slug = Slug::new("next").expect("a slug");
        next.outline.plan.name = "The next plan".to_owned();
        for year in &mut next.outline.years {
            year.first = year.first + chrono::Months::new(48);
            year.last = year.last + chrono::Months::new(48);
        }
        next.outline.change_notes.retain(|note| note.slug.as_str() == "attainment-8-examinations-return");
        next.outline.change_notes[0].text = "Examinations came back.".to_owned();
        let desk = plans::operator(&record).await;
        storage::plan::load(&desk, &next.outline, &[], || plans::moment(NOON)).await.expect("the next plan");

        let seen = outline(&plans::operator(&record).await).await;
        assert_eq!(seen.plan.name, "The next plan");
        assert_eq!(seen.change_notes.len(), first.change_notes.len());
        let told = |text: &str| seen.change_notes.iter().filter(|note| note.text == text).count();
        assert_eq!((told("Examinations came back."), told("Examinations returned in 2021/22.")), (1, 0));
        for (seen, first) in seen.indicators.iter().zip(&first.indicators) {
            assert_eq!(seen.definitions, first.definitions);
        }

        let then = record.desk(Visitor::Operator, AsAt::Number(1)).await.expect("a desk");
        assert_eq!(outline(&then).await.change_notes, first.change_notes);
    }

    /// A database that holds another program's tables is not filled.
    async fn another_programs_database_is_not_filled(record: Record) {
        testing::execute(&record, "DROP TABLE _sqlx_migrations").await.expect("tables of nobody we know");
        assert!(!record.is_empty().await.expect("an answer"));
        assert!(matches!(record.migrate().await, Err(Error::Foreign)));
    }

    /// The public is not shown when, or how often, partners recorded and corrected.
    async fn the_public_is_not_told_of_partners_corrections(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        plans::load(&record, &plans::RUTLAND.replace("value = 86753", "value = 86754"), NOON).await;
        let referrals = Slug::new("referrals").expect("a slug");
        for (visitor, entries) in [(Visitor::Stranger, 0), (Visitor::Operator, 4)] {
            let desk = record.desk(visitor, AsAt::Now).await.expect("a desk");
            let outline = outline(&desk).await;
            let indicator = outline.indicator(&referrals).expect("the indicator");
            let history = storage::figure::history(&desk, indicator).await.expect("a history");
            assert_eq!(history.len(), entries);
        }
    }

    /// A database that a newer program wrote is left alone.
    async fn a_newer_database_is_left_alone(record: Record) {
        record.check_ready().await.expect("ready");
        testing::execute(&record, "UPDATE _sqlx_migrations SET version = 9999 WHERE version = (SELECT max(version) FROM _sqlx_migrations)").await.expect("a newer one");
        assert!(matches!(record.check_ready().await, Err(Error::Newer(9999))));
        assert!(matches!(record.migrate().await, Err(Error::Newer(9999))));
    }

    /// A database that an older program wrote is not served as it is.
    async fn an_older_database_is_not_ready(record: Record) {
        testing::execute(&record, "DELETE FROM _sqlx_migrations WHERE version = (SELECT max(version) FROM _sqlx_migrations)").await.expect("an older one");
        assert!(matches!(record.check_ready().await, Err(Error::NotMigrated)));
    }

    /// The engine names itself.
    async fn the_engine_says_its_name(record: Record) {
        let name = record.engine().await.expect("a name");
        assert!(name.starts_with("SQLite 3.") || name.starts_with("PostgreSQL "), "{name}");
    }
}

/// Both engines have migrations of the same names, each applied in the same order.
#[test]
fn both_engines_have_the_same_migrations() {
    let names = |engine: &str| {
        let folder = format!("{}/../migrations/{engine}", env!("CARGO_MANIFEST_DIR"));
        let mut names: Vec<_> = std::fs::read_dir(folder)
            .expect("the migrations")
            .map(|entry| entry.expect("a file").file_name())
            .collect();
        names.sort();
        names
    };
    assert!(!names("sqlite").is_empty());
    assert_eq!(names("sqlite"), names("postgres"));
}

/// A record that was closed is whole in its one file.
#[tokio::test]
async fn a_closed_record_is_one_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("outcomes.db");
    let record = Record::open_or_make(&format!("sqlite://{}", file.display())).await.expect("a record");
    record.migrate().await.expect("migrated");
    plans::load(&record, plans::RUTLAND, MORNING).await;
    record.close().await;

    let copy = folder.path().join("copy.db");
    std::fs::copy(&file, &copy).expect("a copy of the one file");
    let record = Record::open(&format!("sqlite://{}", copy.display())).await.expect("the copy");
    assert_eq!(figures(&plans::operator(&record).await).await, plans::read(plans::RUTLAND).figures);
}

/// Programs that start at once on a new file all find it ready.
#[tokio::test]
async fn many_may_migrate_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let address = format!("sqlite://{}", folder.path().join("outcomes.db").display());
    let starts: Vec<_> = (0..6)
        .map(|_| {
            let address = address.clone();
            tokio::spawn(async move {
                let record = Record::open_or_make(&address).await?;
                record.make_ready().await
            })
        })
        .collect();
    for start in starts {
        start.await.expect("a start").expect("ready");
    }
}

/// A file that does not exist is made only when it is meant to be.
#[tokio::test]
async fn a_missing_file_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("outcomes.db");
    let error =
        Record::open(&format!("sqlite://{}", file.display())).await.err().map(|error| error.to_string());
    assert!(error.unwrap_or_default().contains("make one with `outcomes migrate`"));
    assert!(!file.exists());
}

/// An address that is not valid is reported as such, without the password that it may hold.
#[tokio::test]
async fn a_bad_address_is_told() {
    for address in ["", "outcomes.db", "mysql://me:secret@host/name", "sqlite::memory:", "sqlite://"] {
        let error =
            Record::open_or_make(address).await.err().map(|error| error.to_string()).unwrap_or_default();
        assert!(error.contains("is not a database address"), "{address}: {error}");
        assert!(!error.contains("secret"), "{error}");
    }
}

/// Every text of PostgreSQL is compared by its bytes, also in tables that came after the migration that set that.
#[tokio::test]
#[ignore = "needs PostgreSQL: cargo xtask test starts one"]
async fn every_text_of_postgres_is_in_the_order_of_its_bytes() {
    let fresh = tests::record::postgres().await;
    let all = "SELECT count(*) FROM information_schema.columns WHERE table_schema = current_schema() AND data_type = 'text' \
               AND table_name <> '_sqlx_migrations'";
    let bytes = "SELECT count(*) FROM information_schema.columns WHERE table_schema = current_schema() AND data_type = 'text' \
                 AND table_name <> '_sqlx_migrations' AND collation_name = 'C'";
    let count = async |sql| storage::testing::count(&fresh.record, sql).await.expect("a count");
    let (all, bytes) = (count(all).await, count(bytes).await);
    assert!(all > 50 && all == bytes, "{bytes} of {all}");
}
