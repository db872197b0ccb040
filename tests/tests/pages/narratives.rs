//! The story behind the numbers, through the router, the same on both engines.

use axum::{Router, http::StatusCode};
use domain::{
    access::{Role, Visitor},
    narrative::{About, Narrative, Part, Parts, Stage},
    slug::Slug,
};
use storage::{
    AsAt, Record,
    narrative::{NarrativeVersion, Written},
};
use tests::{
    application::{Answer, application, application_at, get, get_as, plain, post_as},
    on_both_engines,
    people::{Member, member},
    plans,
    recording::{INDICATOR, MORNING, count, form as figure},
};

const FORM: &str = "/indicators/self-harm-reports/narrative";
const PRIORITY: &str = "/priorities/social-and-emotional-wellbeing-and-mental-health";
const QUARTER: &str = "2018-19 Q2";

/// Who takes part: an analyst and an approver of the organisation that answers for the indicator, an analyst of another, and
/// a plan lead.
struct People {
    ann: Member,
    cat: Member,
    pat: Member,
    lea: Member,
}

async fn people(record: &Record) -> People {
    plans::load(record, plans::OXFORDSHIRE, MORNING).await;
    People {
        ann: member(record, "Ann Baker", Role::Analyst, "oxford-health").await,
        cat: member(record, "Cat Dean", Role::Approver, "oxford-health").await,
        pat: member(record, "Pat Ford", Role::Analyst, "thames-valley-police").await,
        lea: member(record, "Lea Head", Role::PlanLead, "oxfordshire-county-council").await,
    }
}

/// The form, with some boxes filled otherwise.
fn form<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("period", QUARTER),
        ("replaces", ""),
        ("happened", "Reports **rose** by a third."),
        ("why", ""),
        ("next", ""),
        ("asked", "Fund a second nurse."),
        ("step", "publish"),
    ];
    let is_usual = |(name, _): &(&str, &str)| !changed.iter().any(|(other, _)| other == name);
    usual.into_iter().filter(is_usual).chain(changed.iter().copied()).collect()
}

/// The number of the current narrative, as the form carries it.
async fn seen(application: &Router, who: &Member, address: &str) -> String {
    get_as(application, who, &format!("{address}?period=2018-19+Q2")).await.holds("replaces")
}

/// The part of a page that holds the narratives, as a person reads it.
fn story(page: &Answer) -> String {
    plain(page.between("id=\"narrative\"", "</section>"))
}

/// Records the county's figure of a quarter and sees it approved.
async fn approved(application: &Router, people: &People, period: &str, value: &str) {
    let page = format!("{INDICATOR}/record?period={}", period.replace(' ', "+"));
    let replaces = get_as(application, &people.ann, &page).await.holds("replaces");
    let changed =
        [("period", period), ("value", value), ("replaces", &replaces), ("reason", "Late reports.")];
    let sent = post_as(application, &people.ann, &format!("{INDICATOR}/record"), &figure(&changed)).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.read());
    step(application, &people.ann, period, "submit").await;
    step(application, &people.cat, period, "approve").await;
}

/// Takes a step with the newest figure of a quarter.
async fn step(application: &Router, who: &Member, period: &str, step: &str) {
    let page =
        get_as(application, who, &format!("{INDICATOR}/history?period={}", period.replace(' ', "+"))).await;
    let replaces = page.holds("replaces");
    let approved = page.holds("approved");
    let form = [
        ("area", "E10000025"),
        ("breakdown", "Total"),
        ("period", period),
        ("replaces", &replaces),
        ("approved", &approved),
        ("step", step),
        ("reason", "Why."),
        ("asked", "yes"),
    ];
    let sent = post_as(application, who, &format!("{INDICATOR}/step"), &form).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{step}: {}", sent.read());
}

on_both_engines! {
    /// Every column of the table reads back as it was written, at each moment.
    async fn a_narrative_reads_back_as_it_was_written(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let slug = |text| Slug::new(text).expect("a slug");
        let priority = About::Priority { plan: slug("oxfordshire-2018-21"), priority: slug("social-and-emotional-wellbeing-and-mental-health") };
        let desk = plans::operator(&record).await;
        let clock = || plans::moment("2026-11-23T09:00:00Z");
        let today = clock().date_naive();
        let outline = storage::outline::current(&desk, today).await.expect("readable").expect("a plan");
        let mut all = Vec::new();
        for about in [About::Indicator(slug("self-harm-reports")), priority] {
            for (quarter, stage) in [("2018-19 Q2", Stage::Published), ("2018-19 Q2", Stage::Draft), ("2018-19 Q1", Stage::Draft)] {
                let parts = Parts::of(|part| if part == Part::Next { String::new() } else { format!("{part} <{stage}> 'é' \"\n\n- {quarter}") });
                let narrative = Narrative { about: about.clone(), quarter: quarter.parse().expect("a quarter"), stage, parts };
                let newest = storage::narrative::newest(&plans::operator(&record).await, &about, &narrative.quarter).await.expect("readable");
                let replaces = newest.map(|entry| entry.by.number);
                let written = storage::narrative::write(&desk, &narrative, replaces, clock).await.expect("written");
                assert_eq!(written, Written::Saved);
                all.push(narrative);
            }
            let desk = plans::operator(&record).await;
            let read = storage::narrative::of(&desk, &outline, &about, today).await.expect("readable");
            assert_eq!(read.iter().map(|entry| &entry.narrative).collect::<Vec<_>>(), all.iter().filter(|one| one.about == about).collect::<Vec<_>>());
            assert!(read.iter().all(|entry| entry.by.sort == "operator" && entry.by.at == clock()), "{read:?}");
        }
        // As at the first write there was only the first, and the public is given none of it at any moment.
        let about = About::Indicator(slug("self-harm-reports"));
        let first = record.desk(Visitor::Operator, AsAt::Number(2)).await.expect("a desk");
        let then: Vec<NarrativeVersion> = storage::narrative::of(&first, &outline, &about, today).await.expect("readable");
        assert_eq!(then.iter().map(|entry| &entry.narrative).collect::<Vec<_>>(), [&all[0]]);
        let public = record.desk(Visitor::Stranger, AsAt::Now).await.expect("a desk");
        assert_eq!(storage::narrative::of(&public, &outline, &about, today).await.expect("readable"), []);
        assert_eq!(storage::narrative::newest(&public, &about, &all[0].quarter).await.expect("readable"), None);
        let one = &all[0];
        let refused = storage::narrative::write(&public, one, None, clock).await;
        assert!(matches!(refused, Err(storage::Error::Forbidden)), "{refused:?}");
    }

    /// A draft is for those who may write it; what is published is for every partner; the public is shown neither.
    async fn a_draft_is_seen_by_those_who_may_write_it(record: Record) {
        let People { ann, cat, pat, lea } = people(&record).await;
        let application = application(record.clone());
        let kept = post_as(&application, &ann, FORM, &form(&[("step", "draft")])).await;
        assert_eq!(kept.leads_to(), "/indicators/self-harm-reports?done=narrative-drafted");
        let opened = get_as(&application, &lea, &format!("{FORM}?period=2018-19+Q2")).await;
        assert!(opened.read().contains("A draft by Ann Baker, 23 November 2026, 09:00"), "{}", opened.read());
        for (who, sees) in [(&ann, true), (&lea, true), (&cat, false), (&pat, false)] {
            let page = get_as(&application, who, INDICATOR).await;
            assert_eq!(page.text.contains("Reports <strong>rose</strong> by a third."), sees, "{}", page.read());
            assert_eq!(page.text.contains(">Draft</span>"), sees, "{}", page.read());
        }
        // Published by the lead as it is: the draft is gone and every partner reads it.
        let replaces = seen(&application, &lea, FORM).await;
        let published = post_as(&application, &lea, FORM, &form(&[("replaces", &replaces)])).await;
        assert_eq!(published.leads_to(), "/indicators/self-harm-reports?done=narrative-published");
        for who in [&ann, &lea, &cat, &pat] {
            let page = get_as(&application, who, INDICATOR).await;
            let told = story(&page);
            assert!(told.contains("2018-19 Q2 Published to the board by Lea Head") && !told.contains("Draft"), "{told}");
            assert!(told.contains("What happened Reports rose by a third. What we ask of the board Fund a second nurse.") && !told.contains("Why"), "{told}");
        }
        // A new draft is shown beside it.
        let replaces = seen(&application, &ann, FORM).await;
        let draft = form(&[("replaces", &replaces), ("happened", "Not yet sure."), ("step", "draft")]);
        assert_eq!(post_as(&application, &ann, FORM, &draft).await.status, StatusCode::SEE_OTHER);
        let (own, other) = (get_as(&application, &ann, INDICATOR).await, get_as(&application, &pat, INDICATOR).await);
        assert!(story(&own).contains("Not yet sure.") && story(&own).contains("Reports rose"), "{}", story(&own));
        assert!(!story(&other).contains("Not yet sure.") && story(&other).contains("Reports rose"), "{}", story(&other));
        for address in [INDICATOR, "/", "/board", PRIORITY, "/focus-areas/be-happy-and-healthy", "/indicators/self-harm-reports/history"] {
            let public = get(&application, address).await;
            for secret in ["rose", "second nurse", "Not yet sure", "The story behind", "Lea Head"] {
                assert!(!public.text.contains(secret), "{address}: {secret}");
            }
        }
        let told = "SELECT count(*) FROM audit WHERE action = 'write narrative' AND outcome = 'done' AND subject = 'self-harm-reports, 2018-19 Q2' AND became LIKE 'stage: %' AND person IS NOT NULL";
        assert_eq!(count(&record, told).await, 3);
    }

    /// A priority belongs to no one organisation: its lead writes, and an analyst does not.
    async fn a_lead_writes_of_a_priority(record: Record) {
        let People { ann, pat, lea, .. } = people(&record).await;
        let application = application(record.clone());
        let address = format!("{PRIORITY}/narrative");
        assert_eq!(get_as(&application, &ann, &address).await.status, StatusCode::FORBIDDEN);
        assert_eq!(post_as(&application, &ann, &address, &form(&[])).await.status, StatusCode::FORBIDDEN);
        assert_eq!(post_as(&application, &pat, FORM, &form(&[])).await.status, StatusCode::FORBIDDEN);
        assert_eq!(count(&record, "SELECT count(*) FROM narrative").await, 0);
        let sent = post_as(&application, &lea, &address, &form(&[])).await;
        assert_eq!(sent.leads_to(), format!("{PRIORITY}?done=narrative-published"));
        let page = get_as(&application, &ann, PRIORITY).await;
        assert!(story(&page).contains("Reports rose by a third."), "{}", story(&page));
        assert!(!page.text.contains(&format!("href=\"{PRIORITY}/narrative")), "{}", page.text);
        assert!(get_as(&application, &lea, PRIORITY).await.text.contains(&format!("href=\"{PRIORITY}/narrative?period=2018-19+Q2")));
        for none in ["/priorities/nothing/narrative", "/indicators/nothing/narrative"] {
            assert_eq!(get_as(&application, &lea, none).await.status, StatusCode::NOT_FOUND, "{none}");
            assert_eq!(post_as(&application, &lea, none, &form(&[])).await.status, StatusCode::NOT_FOUND, "{none}");
        }
    }

    /// A narrative is stale when a figure of its quarter or before differs from what it was when the narrative was written;
    /// a figure that is only approved, or one of a later quarter, makes none stale. The page names the figures.
    async fn a_narrative_is_stale_once_its_figures_change(record: Record) {
        let people = people(&record).await;
        let application = application(record.clone());
        let stale = async |address: &str| {
            let page = get_as(&application, &people.lea, address).await;
            let told = story(&page);
            told.split_once("Figures have changed since this was written. Read it with these changes in mind: ").map(|(_, rest)| rest.split(" What happened").next().unwrap_or_default().to_owned())
        };
        // Written while its figure is submitted: approving that changes nothing of what was written about.
        let sent = post_as(&application, &people.ann, &format!("{INDICATOR}/record"), &figure(&[("period", "2018-19 Q2"), ("value", "52")])).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.read());
        step(&application, &people.ann, QUARTER, "submit").await;
        for (who, address) in [(&people.ann, FORM.to_owned()), (&people.lea, format!("{PRIORITY}/narrative"))] {
            assert_eq!(post_as(&application, who, &address, &form(&[])).await.status, StatusCode::SEE_OTHER);
        }
        step(&application, &people.cat, QUARTER, "approve").await;
        assert_eq!((stale(INDICATOR).await, stale(PRIORITY).await), (None, None));
        // One of a later quarter was not there to be written about.
        approved(&application, &people, "2018-19 Q3", "61").await;
        assert_eq!((stale(INDICATOR).await, stale(PRIORITY).await), (None, None));
        let before = plans::operator(&record).await.number();

        // One of a quarter before is recorded, as a draft even.
        let early = figure(&[("period", "2018-19 Q1"), ("value", "40")]);
        assert_eq!(post_as(&application, &people.ann, &format!("{INDICATOR}/record"), &early).await.status, StatusCode::SEE_OTHER);
        assert_eq!(stale(INDICATOR).await.as_deref(), Some("Self-harm reports, 2018-19 Q1"));
        assert_eq!(stale(PRIORITY).await.as_deref(), Some("Self-harm reports, 2018-19 Q1"));
        // Its own is corrected, and both are named.
        approved(&application, &people, QUARTER, "53").await;
        assert_eq!(stale(INDICATOR).await.as_deref(), Some("Self-harm reports, 2018-19 Q1 Self-harm reports, 2018-19 Q2"));
        let opened = get_as(&application, &people.ann, &format!("{FORM}?period=2018-19+Q2")).await;
        assert!(opened.read().contains("Figures have changed since this was written."), "{}", opened.read());

        // As at the moment before it was not, by the numbers: the clock stood still throughout.
        let then = record.desk(Visitor::Operator, AsAt::Number(before)).await.expect("a desk");
        let about = About::Indicator(Slug::new("self-harm-reports").expect("a slug"));
        let today = plans::moment(MORNING).date_naive();
        let outline = storage::outline::current(&then, today).await.expect("readable").expect("a plan");
        let entries = storage::narrative::of(&then, &outline, &about, today).await.expect("readable");
        let indicator = Slug::new("self-harm-reports").expect("a slug");
        let changes = storage::narrative::since(&then, &[&indicator], &entries).await.expect("readable");
        assert_eq!(changes, [vec![]]);

        // Looked at again and published unchanged, it is up to date with its figures.
        let replaces = seen(&application, &people.ann, FORM).await;
        assert_eq!(post_as(&application, &people.ann, FORM, &form(&[("replaces", &replaces)])).await.status, StatusCode::SEE_OTHER);
        assert_eq!(stale(INDICATOR).await, None);
        // And stale again when a figure is withdrawn.
        let history = get_as(&application, &people.ann, &format!("{INDICATOR}/history?period=2018-19+Q1")).await;
        let number = history.holds("replaces");
        let gone = [("area", "E10000025"), ("breakdown", "Total"), ("period", "2018-19 Q1"), ("replaces", &number), ("step", "withdraw"), ("reason", "Wrong."), ("asked", "yes")];
        assert_eq!(post_as(&application, &people.ann, &format!("{INDICATOR}/step"), &gone).await.status, StatusCode::SEE_OTHER);
        assert_eq!(stale(INDICATOR).await.as_deref(), Some("Self-harm reports, 2018-19 Q1"));
    }

    /// Two who write the same: the second is shown both and loses nothing; the same sent twice is one.
    async fn two_who_write_one_are_shown_both(record: Record) {
        let People { ann, lea, .. } = people(&record).await;
        let application = application(record.clone());
        assert_eq!(post_as(&application, &ann, FORM, &form(&[])).await.status, StatusCode::SEE_OTHER);
        assert_eq!(post_as(&application, &ann, FORM, &form(&[])).await.status, StatusCode::SEE_OTHER);
        assert_eq!(count(&record, "SELECT count(*) FROM narrative").await, 1);
        // Lea had opened the form before Ann wrote.
        let mine = form(&[("happened", "Mine & <b>bold</b>."), ("why", "Because.")]);
        let both = post_as(&application, &lea, FORM, &mine).await;
        assert_eq!(both.status, StatusCode::CONFLICT);
        let read = both.read();
        assert!(read.contains("Somebody else has written here since you opened the form. Published to the board by Ann Baker"), "{read}");
        assert!(read.contains("What happened, as it is now Reports **rose** by a third."), "{read}");
        assert!(read.contains("Why, as it is now (nothing)") && !read.contains("What next, as it is now"), "{read}");
        assert!(both.text.contains("Mine &amp; &lt;b&gt;bold&lt;/b&gt;.</textarea>") && both.text.contains("Because.</textarea>"), "{}", both.text);
        assert_eq!(count(&record, "SELECT count(*) FROM narrative").await, 1);
        // Sent again she has seen it, and Ann's stays in the record.
        let replaces = both.holds("replaces");
        let again = form(&[("happened", "Mine."), ("replaces", &replaces)]);
        assert_eq!(post_as(&application, &lea, FORM, &again).await.status, StatusCode::SEE_OTHER);
        assert!(story(&get_as(&application, &ann, INDICATOR).await).contains("Mine."));
        assert_eq!(count(&record, "SELECT count(*) FROM narrative WHERE happened = 'Reports **rose** by a third.'").await, 1);

        // A stale withdrawal does nothing; one with a reason takes effect, and whoever had it open is shown that.
        let stale = form(&[("step", "withdraw"), ("replaces", "1"), ("reason", "Wrong."), ("asked-why", "yes")]);
        assert_eq!(post_as(&application, &ann, FORM, &stale).await.status, StatusCode::CONFLICT);
        let replaces = seen(&application, &ann, FORM).await;
        let why = post_as(&application, &ann, FORM, &form(&[("step", "withdraw"), ("replaces", &replaces)])).await;
        assert!(why.status == StatusCode::OK && why.read().contains("Withdraw a narrative"), "{}", why.read());
        let silent = post_as(&application, &ann, FORM, &form(&[("step", "withdraw"), ("replaces", &replaces), ("asked-why", "yes")])).await;
        assert!(silent.status == StatusCode::UNPROCESSABLE_ENTITY && silent.text.contains("href=\"#reason\""), "{}", silent.read());
        let gone = form(&[("step", "withdraw"), ("replaces", &replaces), ("reason", "Another indicator was meant."), ("asked-why", "yes")]);
        assert_eq!(post_as(&application, &ann, FORM, &gone).await.leads_to(), "/indicators/self-harm-reports?done=narrative-withdrawn");
        assert!(!get_as(&application, &ann, INDICATOR).await.text.contains("id=\"narrative\""));
        let late = post_as(&application, &lea, FORM, &form(&[("replaces", &replaces)])).await;
        assert!(late.status == StatusCode::CONFLICT && late.read().contains("Somebody else has withdrawn what was here since you opened the form."), "{}", late.read());
        let told = "SELECT count(*) FROM audit WHERE action = 'write narrative' AND reason = 'Another indicator was meant.' AND was LIKE 'stage: published; happened: Mine.%' AND became IS NULL";
        assert_eq!(count(&record, told).await, 1);
    }

    /// An error is shown at its box with what was typed; a text that is too long with its limit; nothing hostile comes out as HTML.
    async fn a_wrong_or_hostile_narrative_is_told_and_harmless(record: Record) {
        let People { ann, .. } = people(&record).await;
        let application = application(record.clone());
        let long = "é<b>".repeat(30_000);
        let told = post_as(&application, &ann, FORM, &form(&[("next", &long)])).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(told.text.contains("href=\"#next\"") && told.read().contains("Shorten this to 5000 characters: it has 120000"), "{}", told.read().chars().take(3000).collect::<String>());
        assert!(told.text.contains(&"é&lt;b&gt;".repeat(30_000)), "what was typed is kept");
        for (changed, at) in [
            (vec![("happened", " \n "), ("asked", "")], "happened"),
            (vec![("period", "2018-19")], "period"),
            (vec![("period", "2035-36 Q1")], "period"),
            (vec![("period", "")], "period"),
        ] {
            let told = post_as(&application, &ann, FORM, &form(&changed)).await;
            assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{changed:?}");
            assert!(told.text.contains(&format!("href=\"#{at}\"")) && told.text.contains(&format!("id=\"{at}\"")), "{changed:?}: {}", told.read());
            if at == "period" {
                assert!(told.text.contains("Reports **rose** by a third.</textarea>"), "{changed:?}: {}", told.read());
            }
        }
        assert_eq!(post_as(&application, &ann, FORM, &form(&[("replaces", "x")])).await.status, StatusCode::BAD_REQUEST);
        assert_eq!(count(&record, "SELECT count(*) FROM narrative").await, 0);

        let hostile = "A <script>alert(1)</script> [click](javascript:alert(2)) ![](https://evil.example/x.png) </dd><img src=x onerror=alert(3)> [fine](https://example.org)";
        let preview = post_as(&application, &ann, FORM, &form(&[("happened", hostile), ("step", "preview")])).await;
        assert_eq!(preview.status, StatusCode::OK);
        assert!(preview.text.contains("id=\"preview\"") && preview.holds("replaces").is_empty(), "{}", preview.read());
        assert_eq!(count(&record, "SELECT count(*) FROM narrative").await, 0);
        assert_eq!(post_as(&application, &ann, FORM, &form(&[("happened", hostile)])).await.status, StatusCode::SEE_OTHER);
        for page in [preview, get_as(&application, &ann, INDICATOR).await, get_as(&application, &ann, &format!("{FORM}?period=2018-19+Q2")).await] {
            for wrong in ["<script>alert", "href=\"javascript", "<img", "evil.example/x.png\"", "</dd><img"] {
                assert!(!page.text.contains(wrong), "{wrong}: {}", page.text);
            }
        }
        assert!(get_as(&application, &ann, INDICATOR).await.text.contains("A &lt;script&gt;alert(1)&lt;/script&gt; click"), "what was typed is seen");
        assert!(get_as(&application, &ann, INDICATOR).await.text.contains("<a href=\"https://example.org\">fine</a>"));
    }

    /// What somebody typed as their session ended comes back behind the sign-in form; a page that looks back is as it was, and
    /// cannot be written from.
    async fn what_was_typed_comes_back_and_the_past_stays(record: Record) {
        let People { ann, lea, .. } = people(&record).await;
        let nine = application(record.clone());
        let later = application_at(record.clone(), "2026-11-23T09:45:00Z");
        let back = post_as(&nine, &ann, FORM, &form(&[("happened", "Typed for an hour."), ("again", "yes")])).await;
        assert!(back.status == StatusCode::OK && back.text.contains("Typed for an hour.</textarea>"), "{}", back.read());
        assert_eq!(count(&record, "SELECT count(*) FROM narrative").await, 0);

        assert_eq!(post_as(&nine, &ann, FORM, &form(&[("period", "2018-19 Q1"), ("happened", "First.")])).await.status, StatusCode::SEE_OTHER);
        assert_eq!(post_as(&later, &lea, FORM, &form(&[("happened", "Second.")])).await.status, StatusCode::SEE_OTHER);
        let now = get_as(&later, &ann, INDICATOR).await;
        let told = story(&now);
        let (second, first) = (told.find("Second.").expect("the second"), told.find("First.").expect("the first"));
        assert!(second < first, "{told}");
        assert!(now.text.contains("<details class=\"narrative\"><summary><h3>2018-19 Q1"), "{}", now.text);
        let then = get_as(&later, &ann, &format!("{INDICATOR}?as-at=2026-11-23T09:30:00Z")).await;
        assert!(story(&then).contains("First.") && !then.text.contains("Second.") && !then.text.contains("Change it"), "{}", story(&then));
        let past = post_as(&later, &ann, &format!("{FORM}?as-at=2026-11-23T09:30:00Z"), &form(&[])).await;
        assert!(past.status == StatusCode::BAD_REQUEST && past.read().contains("You are looking at an earlier date, where nothing can be changed."), "{}", past.read());
        // A page of a plan year shows nothing later than that year.
        assert_eq!(post_as(&later, &ann, FORM, &form(&[("period", "2019-20 Q1"), ("happened", "Third.")])).await.status, StatusCode::SEE_OTHER);
        let year = get_as(&later, &ann, &format!("{INDICATOR}?year=2018-19")).await;
        assert!(!year.text.contains("Third.") && year.text.contains("Second."), "{}", story(&year));
        assert!(get_as(&later, &ann, INDICATOR).await.text.contains("Third."));
        let expired = post_as(&application_at(record.clone(), "2026-11-23T12:00:00Z"), &ann, FORM, &form(&[("happened", "Typed for an hour.")])).await;
        assert_eq!(expired.status, StatusCode::UNAUTHORIZED);
        assert_eq!(expired.holds("kept-happened"), "Typed for an hour.");
    }
}
