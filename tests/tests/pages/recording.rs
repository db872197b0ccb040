//! Recording in the browser, through the real router, the same on both engines: figures, two people at one cell, what cannot be.

use axum::http::StatusCode;
use domain::access::{Role, Visitor};
use storage::{AsAt, Record, figure::Recorded};
use tests::{
    application::{application, get, get_as, post_as},
    on_both_engines,
    people::member,
    plans,
    recording::{INDICATOR, MORNING, QUARTER, analyst, count, form, sentence, standing},
};

on_both_engines! {
    /// She records, corrects, explains; chart, sentence, table and history show it; nobody else sees any of it.
    async fn a_figure_is_recorded_corrected_and_explained(record: Record) {
        let ann = analyst(&record).await;
        let application = application(record.clone());
        let saved = post_as(&application, &ann, &format!("{INDICATOR}/record"), &form(&[("value", "1,048")])).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.read());
        let history = get_as(&application, &ann, saved.leads_to()).await;
        assert!(history.read().contains("Figure saved as a draft.") && history.read().contains("Ann Baker"), "{}", history.read());

        let replaces = standing(&application, &ann).await;
        let why = "A late report came in.";
        let corrected = form(&[("value", "1051"), ("replaces", &replaces), ("reason", why)]);
        let saved = post_as(&application, &ann, &format!("{INDICATOR}/record"), &corrected).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.read());
        let second = form(&[("value", "990"), ("period", "2018-19 Q2")]);
        assert_eq!(post_as(&application, &ann, &format!("{INDICATOR}/record"), &second).await.status, StatusCode::SEE_OTHER);

        let note = get_as(&application, &ann, &format!("{INDICATOR}/change-note")).await.holds("note");
        let noted = post_as(&application, &ann, &format!("{INDICATOR}/change-note"), &[
            ("note", &note), ("on", "1 July 2018"), ("kind", "recording change"), ("effect", "breaks"),
            ("text", "Reports to schools are counted from now on."), ("source", "The trust"),
        ]).await;
        assert_eq!(noted.status, StatusCode::SEE_OTHER, "{}", noted.read());

        let page = get_as(&application, &ann, &format!("{INDICATOR}?year=2018-19&ahead=yes")).await;
        assert!(sentence(&page).starts_with("990 reports in 2018-19 Q2. This figure is provisional. It is a draft, not yet approved."), "{}", sentence(&page));
        assert!(page.between("<svg", "</svg>").contains("1,051"), "the chart");
        assert!(page.read().contains("[b] The series breaks on 1 July 2018."), "{}", page.read());
        assert!(page.read().contains("Reports to schools are counted from now on."));
        let history = get_as(&application, &ann, &format!("{INDICATOR}/history?period=2018-19+Q1")).await;
        for said in ["1,048", "1,051", "A late report came in.", "Before", "since replaced", "a draft, not yet approved"] {
            assert!(history.read().contains(said), "{said}: {}", history.read());
        }
        // A colleague elsewhere sees it and may not touch it; a stranger sees nothing of it.
        let police = member(&record, "Pat Constable", Role::Analyst, "thames-valley-police").await;
        assert!(get_as(&application, &police, &format!("{INDICATOR}?year=2018-19&ahead=yes")).await.read().contains("1,051"));
        let refused = post_as(&application, &police, &format!("{INDICATOR}/record"), &corrected).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        for address in ["", "?year=2018-19", "/history", "/history?period=2018-19+Q1"] {
            let page = get(&application, &format!("{INDICATOR}{address}")).await;
            for secret in ["1,048", "1,051", "990", "Ann", "late report"] {
                assert!(!page.text.contains(secret), "{address} tells {secret}: {}", page.read());
            }
        }
    }

    /// A percentage is made of its parts, on the server as in the browser.
    async fn a_percentage_is_computed(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let who = member(&record, "Cora", Role::Analyst, "oxfordshire-county-council").await;
        let application = application(record);
        let address = "/indicators/persistent-absence-secondary/record";
        let parts = [("value", ""), ("numerator", "1,234"), ("denominator", "10,000"), ("period", "2014/15"), ("status", "final")];
        let saved = post_as(&application, &who, address, &form(&parts)).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.read());
        assert!(get_as(&application, &who, saved.leads_to()).await.read().contains("Made of: 1,234 of 10,000; Status: final; Approval: draft"));
        let over = form(&[("value", ""), ("numerator", "12"), ("denominator", "10"), ("period", "2013/14")]);
        let refused = post_as(&application, &who, address, &over).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("href=\"#numerator\""), "{}", refused.text);
    }

    /// An error is shown at its box, linked from a summary, with everything still there; nothing is written.
    async fn what_cannot_be_is_told_at_its_box(record: Record) {
        let ann = analyst(&record).await;
        let application = application(record.clone());
        let before = count(&record, "SELECT number FROM counter").await;
        let long = "x".repeat(2001);
        let huge = "9".repeat(300);
        let bad: Vec<(&str, Vec<(&str, &str)>)> = vec![
            ("period", vec![("period", "2018-19 Q5")]),
            ("period", vec![("period", "2018/19")]),
            ("period", vec![("period", "2099-00 Q1")]),
            ("period", vec![("period", "")]),
            ("area", vec![("area", "E99999999")]),
            ("breakdown", vec![("breakdown", "everybody")]),
            ("value", vec![("value", "")]),
            ("value", vec![("value", "forty-eight")]),
            ("value", vec![("value", "-1")]),
            ("value", vec![("value", "NaN")]),
            ("value", vec![("value", "10^300")]),
            ("value", vec![("value", "1e300")]),
            ("value", vec![("value", &huge)]),
            ("value", vec![("value", "4.5")]),
            ("value", vec![("value", "12,5")]),
            ("absence", vec![("absence", "awaited")]),
            ("absence", vec![("value", ""), ("absence", "lost")]),
            ("denominator", vec![("value", ""), ("numerator", "4")]),
            ("denominator", vec![("value", ""), ("numerator", "4"), ("denominator", "0")]),
            ("status", vec![("status", "settled")]),
            ("note", vec![("note", &long)]),
            ("reason", vec![("replaces", "1")]),
        ];
        for (at, changed) in bad {
            let changed: Vec<_> = changed.into_iter().chain([("kept", "here")]).collect();
            let page = post_as(&application, &ann, &format!("{INDICATOR}/record"), &form(&changed)).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{changed:?}: {}", page.read());
            assert!(page.text.contains(&format!("href=\"#{at}\"")), "{changed:?}: {}", page.between("error-summary", "</ul>"));
            assert!(page.text.contains(&format!("id=\"{at}-error\"")) || at == "denominator", "{changed:?}: no message at {at}");
            assert!(page.read().contains("There is a problem"));
        }
        for (form, status) in [
            (form(&[("replaces", "the last one")]), 400),
            (form(&[("note", "\0")]), 400),
        ] {
            assert_eq!(post_as(&application, &ann, &format!("{INDICATOR}/record"), &form).await.status.as_u16(), status);
        }
        let body = "x".repeat(70_000);
        assert_eq!(post_as(&application, &ann, &format!("{INDICATOR}/record"), &form(&[("note", &body)])).await.status.as_u16(), 413);
        assert_eq!(count(&record, "SELECT number FROM counter").await, before, "something was written");
    }

    /// What was typed is in the form again when something is wrong with it, as text.
    async fn what_was_typed_is_kept(record: Record) {
        let ann = analyst(&record).await;
        let hostile = "\"</textarea><script>alert(1)</script>&amp;";
        let changed = [("value", "forty-eight"), ("note", hostile), ("status", "final")];
        let page = post_as(&application(record), &ann, &format!("{INDICATOR}/record"), &form(&changed)).await;
        assert_eq!(page.holds("value"), "forty-eight");
        assert!(page.text.contains("\"&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;</textarea>"), "{}", page.text);
        assert!(!page.text.contains("<script>alert"));
        assert!(page.text.split('<').any(|tag| tag.contains("value=\"final\"") && tag.contains("checked")), "{}", page.text);
    }

    /// A retired indicator takes no later periods; earlier ones can be corrected still.
    async fn a_retired_indicator_is_not_recorded(record: Record) {
        let text = plans::OXFORDSHIRE.replace("slug = \"self-harm-reports\"\n", "slug = \"self-harm-reports\"\nretired = 2018-09-30\n");
        plans::load(&record, &text, MORNING).await;
        let ann = member(&record, "Ann Baker", Role::Analyst, "oxford-health").await;
        let application = application(record);
        let late = post_as(&application, &ann, &format!("{INDICATOR}/record"), &form(&[("period", "2018-19 Q3")])).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.read().contains("Self-harm reports was retired then"), "{}", late.read());
        assert_eq!(post_as(&application, &ann, &format!("{INDICATOR}/record"), &form(&[])).await.status, StatusCode::SEE_OTHER);
    }

    /// Two people, one cell: the second sees both values, who and when, and chooses; both stay in the history.
    async fn nobody_overwrites_unseen(record: Record) {
        let ann = analyst(&record).await;
        let ben = member(&record, "Ben Okri", Role::Analyst, "oxford-health").await;
        let application = application(record.clone());
        let address = format!("{INDICATOR}/record");
        assert_eq!(post_as(&application, &ann, &address, &form(&[("value", "1048")])).await.status, StatusCode::SEE_OTHER);
        let stale = post_as(&application, &ben, &address, &form(&[("value", "1052"), ("note", "By hand.")])).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        for said in ["Ann Baker recorded this figure on 23 November 2026, 09:00", "1,048", "1,052", "Replace it with mine", "Keep the current figure"] {
            assert!(stale.read().contains(said), "{said}: {}", stale.read());
        }
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE indicator = 'self-harm-reports'").await, 1);
        let chosen = [("value", "1052"), ("note", "By hand."), ("replaces", &*stale.holds("replaces")), ("reason", "Counted again.")];
        let saved = post_as(&application, &ben, &address, &form(&chosen)).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.read());
        let history = get_as(&application, &ann, &format!("{INDICATOR}/history")).await.read();
        assert!(history.contains("1,048 , since replaced: Ann Baker") && history.contains("1,052 , a draft, not yet approved: Ben Okri"), "{history}");
    }

    /// The same form sent twice is one figure.
    async fn a_form_sent_twice_is_one_figure(record: Record) {
        let ann = analyst(&record).await;
        let application = application(record.clone());
        for _ in 0..2 {
            let saved = post_as(&application, &ann, &format!("{INDICATOR}/record"), &form(&[])).await;
            assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.read());
        }
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE indicator = 'self-harm-reports'").await, 1);
        let page = get_as(&application, &ann, &format!("{INDICATOR}/change-note")).await;
        let name = page.holds("note");
        let note = [("note", &*name), ("on", "1/7/2018"), ("kind", "event"), ("effect", "explains"), ("text", "A helpline opened."), ("source", "The trust")];
        for _ in 0..2 {
            assert_eq!(post_as(&application, &ann, &format!("{INDICATOR}/change-note"), &note).await.status, StatusCode::SEE_OTHER);
        }
        assert_eq!(count(&record, "SELECT count(*) FROM change_note WHERE text = 'A helpline opened.'").await, 1);
    }

    /// Fifty writers at one cell at once, each with the figure that they saw: one is kept, and every other is shown the
    /// winner. Then each insists: fifty writes, fifty outcomes, none lost.
    async fn fifty_writers_at_one_cell(record: Record) {
        let ann = analyst(&record).await;
        let desk = ann.desk(&record).await;
        let outline = storage::outline::current(&desk, plans::moment(MORNING).date_naive()).await.expect("readable").expect("a plan");
        let indicator = outline.indicator_named("self-harm-reports").expect("it");
        let figure = |value: u32| {
            let read = domain::entry::reading(indicator.measure, 0, domain::entry::Typed { value: &value.to_string(), ..Default::default() });
            domain::figure::Figure {
                series: domain::series::Series { indicator: indicator.slug.clone(), area: outline.plan.area.clone(), breakdown: domain::series::Breakdown::Total },
                period: QUARTER.parse().expect("a period"),
                reading: read.expect("a reading"),
                status: domain::figure::Status::Final,
                origin: indicator.origin,
                approval: domain::figure::Approval::Draft,
                explanation: None,
                note: None,
            }
        };
        let clock = || plans::moment("2026-11-23T09:00:00Z");
        let mut writers = tokio::task::JoinSet::new();
        for value in 0..50 {
            let (desk, figure) = (desk.clone(), figure(value));
            writers.spawn(async move { storage::figure::record(&desk, &figure, None, None, clock).await.expect("an outcome") });
        }
        let outcomes = writers.join_all().await;
        let saved = outcomes.iter().filter(|outcome| **outcome == Recorded::Saved).count();
        assert_eq!((saved, outcomes.len()), (1, 50));
        assert!(outcomes.iter().all(|outcome| !matches!(outcome, Recorded::Stale(None))), "somebody was shown nothing");

        let mut writers = tokio::task::JoinSet::new();
        for value in 100..150 {
            let (desk, figure) = (desk.clone(), figure(value));
            writers.spawn(async move {
                let mut replaces = None;
                loop {
                    match storage::figure::record(&desk, &figure, replaces, Some("Insisted."), clock).await.expect("an outcome") {
                        Recorded::Saved => return Recorded::Saved,
                        Recorded::Stale(theirs) => replaces = theirs.map(|theirs| theirs.began.number),
                    }
                }
            });
        }
        assert_eq!(writers.join_all().await.len(), 50);
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE indicator = 'self-harm-reports'").await, 51);
        assert_eq!(count(&record, "SELECT count(DISTINCT value) FROM figure WHERE indicator = 'self-harm-reports' AND value >= 100").await, 50);
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE indicator = 'self-harm-reports' AND superseded_in IS NULL").await, 1);
        assert_eq!(count(&record, "SELECT count(*) FROM audit WHERE action = 'record figure' AND outcome = 'done'").await, 51);
    }

    /// The past cannot be changed: a form that looks back is refused.
    async fn the_past_cannot_be_changed(record: Record) {
        let ann = analyst(&record).await;
        let application = application(record);
        for page in ["record", "change-note"] {
            let answer = get_as(&application, &ann, &format!("{INDICATOR}/{page}?as-at=2026-11-23")).await;
            assert!(answer.status == StatusCode::BAD_REQUEST && answer.read().contains("You are looking at an earlier date, where nothing can be changed"), "{}", answer.read());
        }
        let page = get_as(&application, &ann, &format!("{INDICATOR}?as-at=2026-11-23T08:30:00Z")).await;
        assert!(page.status == StatusCode::OK && !page.text.contains("Record a figure"));
    }

    /// A value that stays keeps the interval that was published with it, and entering it again is no change.
    async fn an_interval_is_kept(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let ann = member(&record, "Ann", Role::Analyst, "council").await;
        let application = application(record.clone());
        let page = "/indicators/good-development";
        let opened = get_as(&application, &ann, &format!("{page}/record?period=2022%2F23")).await;
        let (value, replaces, parts) = (opened.holds("value"), opened.holds("replaces"), (opened.holds("numerator"), opened.holds("denominator")));
        let again = [("area", "E06000017"), ("breakdown", "Total"), ("period", "2022/23"), ("replaces", &*replaces), ("value", &*value), ("numerator", &*parts.0), ("denominator", &*parts.1), ("status", "provisional"), ("origin", "published"), ("note", "Checked."), ("reason", "Checked.")];
        let saved = post_as(&application, &ann, &format!("{page}/record"), &again).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.read());
        let history = get_as(&application, &ann, saved.leads_to()).await.read();
        assert!(history.contains("Interval 68.0% to 76.5% 68.0% to 76.5%"), "{history}");
    }

    /// Pooled periods of one indicator take as many years as each other.
    async fn pooled_periods_are_of_one_length(record: Record) {
        let text = plans::OXFORDSHIRE.replace("frequency = \"financial quarter\"", "frequency = \"pooled calendar years\"");
        // What the plan claims of the quarters goes with them.
        let text: Vec<_> = text.lines().filter(|line| !line.starts_with("claim = ")).collect();
        let text = text.join("\n");
        plans::load(&record, &text, MORNING).await;
        let ann = member(&record, "Ann Baker", Role::Analyst, "oxford-health").await;
        let application = application(record);
        let address = format!("{INDICATOR}/record");
        let opened = get_as(&application, &ann, &address).await;
        assert!(opened.text.contains("<option value=\"2018 to 2020\""), "there is a period to choose before there is a figure");
        let pooled = |period| form(&[("period", period)]);
        assert_eq!(post_as(&application, &ann, &address, &pooled("2015 to 2017")).await.status, StatusCode::SEE_OTHER);
        let longer = post_as(&application, &ann, &address, &pooled("2014 to 2020")).await;
        assert_eq!(longer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(longer.read().contains("Choose a period of 3 years, like the others"), "{}", longer.read());
    }

    /// Only groups in the list are recorded, and no address makes a page fail.
    async fn no_address_makes_a_page_fail(record: Record) {
        let ann = analyst(&record).await;
        let application = application(record);
        let named = post_as(&application, &ann, &format!("{INDICATOR}/record"), &form(&[("breakdown", "name=John Smith")])).await;
        assert!(named.status == StatusCode::UNPROCESSABLE_ENTITY && named.text.contains("href=\"#breakdown\""), "{}", named.read());
        for address in ["/record?breakdown=sex%3D%00", "/history?breakdown=sex%3D%00", "/history?period=%00", "/record?area=%00", "?area=%00"] {
            let page = get_as(&application, &ann, &format!("{INDICATOR}{address}")).await;
            assert_eq!(page.status, StatusCode::BAD_REQUEST, "{address}: {}", page.read());
        }
        // Every link of a summary leads to a box, and what was typed is kept, even where the cell does not exist.
        let lost = post_as(&application, &ann, &format!("{INDICATOR}/record"), &form(&[("period", "zz"), ("value", "x"), ("status", ""), ("note", "Keep me")])).await;
        for at in lost.between("error-summary", "</ul>").split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(lost.text.contains(&format!("id=\"{at}\"")), "#{at} leads nowhere");
        }
        assert!(lost.holds("value") == "x" && lost.text.contains("Keep me</textarea>"), "{}", lost.text);
    }

    /// What was recorded is seen as at a moment by those who may see it.
    async fn a_draft_is_seen_as_at_its_moment(record: Record) {
        let ann = analyst(&record).await;
        let application = application(record.clone());
        post_as(&application, &ann, &format!("{INDICATOR}/record"), &form(&[])).await;
        let desk = record.desk(Visitor::Operator, AsAt::Now).await.expect("a desk");
        let number = desk.number();
        let outline = storage::outline::current(&desk, plans::moment(MORNING).date_naive()).await.expect("readable").expect("a plan");
        let indicator = outline.indicator_named("self-harm-reports").expect("it");
        let figures = async |number| {
            let desk = record.desk(Visitor::Operator, AsAt::Number(number)).await.expect("a desk");
            storage::figure::of_indicator(&desk, indicator).await.expect("figures").len()
        };
        assert_eq!((figures(number - 1).await, figures(number).await), (0, 1));
    }
}
