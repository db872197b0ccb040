//! Every write is whole: where its audit entry cannot be written, nothing of it is left, on either engine.

use domain::{
    access::{Role, Visitor},
    action,
    change_note::{ChangeNote, Effect, Kind},
    entry,
    figure::{Approval, Figure, Status, Step},
    funding::Line,
    indicator::{Definition, Timing},
    money::Money,
    narrative::{About, Narrative, Parts, Stage},
    pack::{Decision, Pack},
    plan::FocusArea,
    plan_edit::{Edit, Item, What},
    rating::{RatingRule, Tolerance},
    review::{Course, Reviewed},
    series::{Breakdown, Series},
    slug::Slug,
    target::{Aim, Target},
};
use std::{fmt::Debug, pin::Pin};
use storage::{
    AsAt, Desk, Error, Record,
    account::{self, Accepting, Entering, RoleChange},
    edit,
    figure::{self, Seen},
    frozen::Made,
    narrative,
    pack::{Freezing, Froze},
    review::Completed,
    testing,
};
use tests::{
    on_both_engines, packs,
    people::{member, secret},
    plans, proposals,
};

const MORNING: &str = "2026-11-23T07:00:00Z";

fn now() -> chrono::DateTime<chrono::Utc> {
    plans::moment("2026-11-23T09:00:00Z")
}

/// How much of everything there is, and how much of it is in force.
async fn state(record: &Record) -> Vec<i64> {
    let mut counts = Vec::new();
    for sql in [
        "SELECT number FROM counter",
        "SELECT changed FROM counter",
        "SELECT count(*) FROM audit",
        "SELECT count(*) FROM figure",
        "SELECT count(*) FROM figure WHERE superseded_in IS NULL",
        "SELECT count(*) FROM target",
        "SELECT count(*) FROM change_note",
        "SELECT count(*) FROM neighbour_set",
        "SELECT count(*) FROM rating_rule",
        "SELECT count(*) FROM rating_rule WHERE superseded_in IS NULL",
        "SELECT count(*) FROM definition",
        "SELECT count(*) FROM definition WHERE superseded_in IS NULL",
        "SELECT count(*) FROM indicator WHERE superseded_in IS NULL",
        "SELECT count(*) FROM area WHERE superseded_in IS NULL",
        "SELECT count(*) FROM import WHERE undone_in IS NULL",
        "SELECT count(*) FROM import_piece",
        "SELECT count(*) FROM plan WHERE superseded_in IS NULL AND nature = 'real'",
        "SELECT count(*) FROM person",
        "SELECT count(*) FROM person WHERE password IS NOT NULL",
        "SELECT count(*) FROM person WHERE erased_at IS NULL",
        "SELECT count(*) FROM membership",
        "SELECT count(*) FROM membership WHERE superseded_in IS NULL",
        "SELECT count(*) FROM action",
        "SELECT count(*) FROM action WHERE superseded_in IS NULL",
        "SELECT count(*) FROM action_status",
        "SELECT count(*) FROM funding",
        "SELECT count(*) FROM funding WHERE superseded_in IS NULL",
        "SELECT count(*) FROM narrative",
        "SELECT count(*) FROM narrative WHERE superseded_in IS NULL",
        "SELECT count(*) FROM pack",
        "SELECT count(*) FROM pack WHERE superseded_in IS NULL",
        "SELECT count(*) FROM decision",
        "SELECT count(*) FROM decision WHERE superseded_in IS NULL",
        "SELECT count(*) FROM review",
        "SELECT count(*) FROM review WHERE superseded_in IS NULL",
        "SELECT count(*) FROM frozen",
        "SELECT count(*) FROM frozen_file",
        "SELECT count(*) FROM priority",
        "SELECT count(*) FROM priority WHERE superseded_in IS NULL",
        "SELECT count(*) FROM invitation",
        "SELECT count(*) FROM session",
        "SELECT count(*) FROM known_browser",
        "SELECT count(*) FROM attempt",
    ] {
        counts.push(testing::count(record, sql).await.expect("a count"));
    }
    counts
}

/// A trial, boxed: a test of fifty of them has no room for all on its stack.
type Trial<'a> = Pin<Box<dyn Future<Output = ()> + 'a>>;

/// Has `write` try while no audit entry can be written.
fn fails_whole<'a, T: Debug + 'a>(
    record: &'a Record,
    what: &'a str,
    write: impl AsyncFnOnce() -> Result<T, Error> + 'a,
) -> Trial<'a> {
    Box::pin(async move {
        let before = state(record).await;
        testing::stop_audit(record).await.expect("stopped");
        let outcome = write().await;
        assert!(matches!(outcome, Err(Error::Engine(_))), "{what}: {outcome:?}");
        testing::resume_audit(record).await.expect("resumed");
        assert_eq!(state(record).await, before, "{what} left something behind");
    })
}

/// Has `write` fail in its midst, with what the record does not take.
fn leaves_nothing<'a, T: Debug + 'a>(
    record: &'a Record,
    what: &'a str,
    write: impl AsyncFnOnce() -> Result<T, Error> + 'a,
) -> Trial<'a> {
    Box::pin(async move {
        let before = state(record).await;
        let outcome = write().await;
        assert!(matches!(outcome, Err(Error::Engine(_))), "{what}: {outcome:?}");
        assert_eq!(state(record).await, before, "{what} left something behind");
    })
}

on_both_engines! {
    async fn every_write_fails_with_its_audit(record: Record) {
        plans::load(&record, &plans::with_a_year_to_come(plans::OXFORDSHIRE), MORNING).await;
        let slug = |text: &str| Slug::new(text).expect("a slug");
        let ann = member(&record, "Ann", Role::Analyst, "oxford-health").await;
        let ada = member(&record, "Ada", Role::Approver, "oxford-health").await;
        let lea = member(&record, "Lea", Role::Administrator, "oxford-health").await;
        let analyst = ann.desk(&record).await;
        let approver = ada.desk(&record).await;
        let operator = plans::operator(&record).await;
        let stranger = record.desk(Visitor::Stranger, AsAt::Now).await.expect("a desk");
        let outline = storage::outline::current(&operator, now().date_naive()).await.expect("readable").expect("a plan");
        let indicator = outline.indicator_named("self-harm-reports").expect("it");
        let series = Series { indicator: indicator.slug.clone(), area: outline.plan.area.clone(), breakdown: Breakdown::Total };
        let period = "2018-19 Q1".parse().expect("a period");
        let one = Figure {
            series: series.clone(),
            period,
            reading: entry::reading(indicator.measure, 0, entry::Typed { value: "48", ..Default::default() }).expect("a reading"),
            status: Status::Final,
            origin: indicator.origin,
            approval: Approval::Draft,
            explanation: None,
            note: None,
        };
        let replaces = async |desk: &Desk| figure::newest(&fresh(&record, desk).await, &series, &period).await.expect("readable").expect("an entry").began.number;

        fails_whole(&record, "recording", async || figure::record(&analyst, &one, None, None, now).await).await;
        figure::record(&analyst, &one, None, None, now).await.expect("recorded");
        let seen = replaces(&analyst).await;
        fails_whole(&record, "correcting", async || figure::record(&analyst, &one, Some(seen), Some("Why"), now).await).await;
        fails_whole(&record, "withdrawing", async || figure::step(&analyst, &series, &period, Step::Withdraw, Seen { proposed: seen, approved: None }, Some("Why"), now).await).await;
        fails_whole(&record, "submitting", async || figure::step(&analyst, &series, &period, Step::Submit, Seen { proposed: seen, approved: None }, None, now).await).await;
        figure::step(&analyst, &series, &period, Step::Submit, Seen { proposed: seen, approved: None }, None, now).await.expect("submitted");
        let seen = replaces(&analyst).await;
        for step in [Step::Approve, Step::SendBack] {
            fails_whole(&record, "approving", async || figure::step(&approver, &series, &period, step, Seen { proposed: seen, approved: None }, Some("Why"), now).await).await;
        }
        fails_whole(&record, "a refusal", async || figure::record(&approver, &one, Some(seen), None, now).await).await;

        let plan = &outline.plan.slug;
        let target = Target { series: series.clone(), period, aim: Aim::Value(40.0) };
        fails_whole(&record, "a target", async || edit::set_target(&operator, plan, &target, None, now).await).await;
        let rule = RatingRule { indicator: indicator.slug.clone(), from: slug(plans::YEAR_TO_COME), tolerance: Tolerance::Absolute(2.0) };
        fails_whole(&record, "a tolerance", async || edit::set_tolerance(&operator, plan, &rule, None, now).await).await;
        edit::set_tolerance(&operator, plan, &rule, None, now).await.expect("set");
        fails_whole(&record, "withdrawing a tolerance", async || edit::withdraw_tolerance(&operator, plan, &rule, now).await).await;
        let note = ChangeNote {
            slug: slug("note-1"), indicator: indicator.slug.clone(), on: now().date_naive(), kind: Kind::Event,
            effect: Effect::Breaks, text: "Something".into(), source: "Somebody".into(),
        };
        fails_whole(&record, "a note", async || edit::note_change(&analyst, plan, &note, None, now).await).await;
        let definition = Definition { from: now().date_naive(), text: "Else".into(), timing: Timing::Flow };
        fails_whole(&record, "a definition", async || edit::define(&operator, plan, indicator, &definition, None, now).await).await;
        let focus_area = FocusArea { slug: slug("be-heard"), name: "Be heard".into(), summary: "Children are heard.".into() };
        let add = Edit { what: What::Put(Item::FocusArea(focus_area)), seen: None };
        fails_whole(&record, "a part of a plan", async || storage::plan::edit(&operator, plan, &add, now).await).await;
        let about = About::Indicator(indicator.slug.clone());
        let parts = Parts::of(|part| part.to_string());
        let narrative = Narrative { about: about.clone(), quarter: period, stage: Stage::Draft, parts };
        fails_whole(&record, "a narrative", async || narrative::write(&analyst, &narrative, None, now).await).await;
        narrative::write(&analyst, &narrative, None, now).await.expect("written");
        let seen = narrative::newest(&fresh(&record, &analyst).await, &about, &period).await.expect("readable").expect("an entry").by.number;
        fails_whole(&record, "withdrawing a narrative", async || narrative::withdraw(&analyst, &about, &period, seen, "Why", now).await).await;
        let act = action::Action {
            slug: slug("open-a-clinic"), priority: outline.priorities[0].slug.clone(), name: "Open a clinic".into(),
            organisation: indicator.owner.clone(), indicators: Vec::new(), starts: now().date_naive(), due: now().date_naive(),
        };
        fails_whole(&record, "an action", async || storage::action::record(&analyst, plan, &act, None, now).await).await;
        storage::action::record(&analyst, plan, &act, None, now).await.expect("agreed");
        let seen = storage::action::one(&fresh(&record, &analyst).await, plan, "open-a-clinic").await.expect("readable").expect("it").seen();
        let status = action::Status { slug: slug("status-1"), action: act.slug.clone(), state: action::State::Done, said: now().date_naive(), note: "Done".into() };
        fails_whole(&record, "a status", async || storage::action::log(&analyst, plan, &act, &status, seen, now).await).await;
        fails_whole(&record, "withdrawing an action", async || storage::action::withdraw(&analyst, plan, &act, seen, "Why", now).await).await;
        let line = Line {
            slug: slug("a-nurse"), priority: act.priority.clone(), year: outline.years[0].slug.clone(), name: "A nurse".into(),
            source: "A grant".into(), budget: Money::of_pence(1).expect("a penny"), spent: None,
        };
        fails_whole(&record, "funding", async || storage::funding::record(&operator, plan, &line, None, now).await).await;
        storage::funding::record(&operator, plan, &line, None, now).await.expect("set aside");
        let seen = storage::funding::one(&fresh(&record, &operator).await, plan, "a-nurse").await.expect("readable").expect("it").by.number;
        fails_whole(&record, "withdrawing funding", async || storage::funding::withdraw(&operator, plan, &line, seen, "Why", now).await).await;
        let rutland = plans::read(plans::RUTLAND);
        fails_whole(&record, "beginning a plan", async || storage::plan::begin(&operator, &rutland.outline, now).await).await;
        fails_whole(&record, "a plan", async || storage::plan::load(&operator, &rutland.outline, &rutland.figures, now).await).await;

        let proposal = proposals::proposal(&[("swimming", "E07000178", "Total", "2018/19", "12.5"), ("persistent-absence-secondary", "E10000025", "Total", "2018/19", "1.5")]);
        let file = async || proposals::import(&operator, &proposal, "figures.csv", "2026-11-23T09:00:00Z").await;
        fails_whole(&record, "an import", file).await;
        let import = file().await.expect("taken in").number.expect("a number");
        fails_whole(&record, "undoing an import", async || storage::import::undo(&operator, import, now).await).await;

        let link = secret();
        fails_whole(&record, "an invitation", async || account::invite(&operator, "new@people.example", Role::Viewer, "oxford", &link, now).await).await;
        account::invite(&operator, "new@people.example", Role::Viewer, "oxford", &link, now).await.expect("invited");
        fails_whole(&record, "a new link", async || account::renew(&operator, lea.id, &secret(), now).await).await;
        let entering = Entering { session: secret(), browser: secret(), browser_name: String::new(), before: [None, None] };
        let accepting = Accepting { email: "", name: "New", password: "none" };
        fails_whole(&record, "accepting", async || account::accept(&stranger, &link, accepting, &entering, now).await).await;
        fails_whole(&record, "a useless link", async || account::accept(&stranger, &secret(), accepting, &entering, now).await).await;
        let known = account::credentials(&stranger, "ann@people.example", None).await.expect("readable").expect("Ann");
        fails_whole(&record, "signing in", async || account::sign_in(&stranger, &known, &entering, &[], now).await).await;
        fails_whole(&record, "failing to sign in", async || account::refuse_sign_in(&stranger, None, "wrong", now).await).await;
        fails_whole(&record, "signing out", async || account::sign_out(&analyst, ann.secret(), now).await).await;
        fails_whole(&record, "ending a session", async || account::end_session(&analyst, 1, now).await).await;
        fails_whole(&record, "giving a role", async || account::change_role(&operator, ann.id, Role::Viewer, "oxford", RoleChange::Give, now).await).await;
        fails_whole(&record, "taking a role", async || account::change_role(&operator, ann.id, Role::Analyst, "oxford-health", RoleChange::Take, now).await).await;
        fails_whole(&record, "erasing", async || account::erase(&operator, ann.id, now).await).await;
        fails_whole(&record, "a refusal of a page", async || storage::audit::refuse(&stranger, domain::access::Action::ReadAudit, "/", now).await).await;
    }

    async fn the_first_of_everything_fails_with_its_audit(record: Record) {
        let operator = plans::operator(&record).await;
        let plan = plans::read(plans::OXFORDSHIRE);
        fails_whole(&record, "the first plan", async || storage::plan::load(&operator, &plan.outline, &plan.figures, now).await).await;
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let organisation = Slug::new("oxford-health").expect("a slug");
        fails_whole(&record, "the first administrator", async || account::first(&operator, &organisation, &secret(), now).await).await;
        let targets = plan.outline.targets.clone();
        let made_up = storage::plan::Demonstration { targets, ..Default::default() };
        fails_whole(&record, "a demonstration", async || storage::plan::load_demonstration(&operator, &plan.outline, &made_up, now).await).await;
    }

    /// A pack, its freezing, what a meeting decides with the action that it agrees on, and a review with the plan year that it seeds.
    async fn packs_and_reviews_fail_with_their_audit(record: Record) {
        packs::load(&record).await;
        let slug = |text: &str| Slug::new(text).expect("a slug");
        let plan = &slug(packs::PLAN);
        let lea = member(&record, "Lea", Role::PlanLead, "council").await;
        let lead = lea.desk(&record).await;
        let pack = packs::pack("first-pack", 12);

        fails_whole(&record, "a pack", async || storage::pack::record(&lead, plan, &pack, None, now).await).await;
        storage::pack::record(&lead, plan, &pack, None, now).await.expect("made");
        let saw = storage::pack::one(&fresh(&record, &lead).await, plan, "first-pack").await.expect("readable").expect("it").by.number;
        let other = Pack { meeting: "Another".into(), ..pack.clone() };
        fails_whole(&record, "changing a pack", async || storage::pack::record(&lead, plan, &other, Some(saw), now).await).await;
        fails_whole(&record, "withdrawing a pack", async || storage::pack::withdraw(&lead, plan, &pack, saw, "Why", now).await).await;

        let file = |name| (name, b"bytes of a file".to_vec());
        let (whole, twice) = ([file("pack.pdf"), file("data.xlsx")], [file("pack.pdf"), file("pack.pdf")]);
        let made = |files| Made { seen: saw, program: "0", model: "{}", forecasts: &[], files };
        let frozen = async |files| storage::pack::freeze(&lead, plan, &Freezing { pack: &pack, saw, made: made(files) }, now).await;
        fails_whole(&record, "freezing", async || frozen(&whole).await).await;
        leaves_nothing(&record, "freezing with a file that cannot be kept", async || frozen(&twice).await).await;
        assert!(matches!(frozen(&whole).await, Ok(Froze::Done(_))));

        let agreed = action::Action {
            slug: slug("open-a-clinic"), priority: slug(packs::PRIORITY), name: "Open a clinic".into(),
            organisation: slug("council"), indicators: Vec::new(), starts: now().date_naive(), due: now().date_naive(),
        };
        let decision = Decision {
            slug: slug("decision-1"), pack: pack.slug.clone(), priority: Some(slug(packs::PRIORITY)), text: "Open a clinic".into(),
            action: Some(agreed.slug.clone()),
        };
        let nameless = action::Action { name: String::new(), ..agreed.clone() };
        let wordless = Decision { text: String::new(), ..decision.clone() };
        let decide = async |decision, agreed| storage::pack::decide(&lead, plan, decision, Some(agreed), now).await;
        fails_whole(&record, "a decision with its action", async || decide(&decision, &agreed).await).await;
        leaves_nothing(&record, "a decision without words, with its action", async || decide(&wordless, &agreed).await).await;
        leaves_nothing(&record, "a decision with an action without a name", async || decide(&decision, &nameless).await).await;
        decide(&decision, &agreed).await.expect("noted");
        let saw = storage::pack::decisions(&fresh(&record, &lead).await, plan).await.expect("readable").remove(0).by.number;
        fails_whole(&record, "withdrawing a decision", async || storage::pack::withdraw_decision(&lead, plan, &decision, saw, "Why", now).await).await;

        let said = Reviewed {
            year: slug("2022"), priority: slug(packs::PRIORITY), recommended: Course::CarryOn, because: String::new(),
            decided: Some(Course::Reword), reason: "Asked for.".into(), focus_area: slug("start-well"), name: "In other words".into(),
            summary: "As agreed.".into(),
        };
        let new = Reviewed { priority: slug("new"), decided: Some(Course::Add), ..said.clone() };
        let say = async |said, replaces| storage::review::say(&lead, plan, said, replaces, now).await;
        let newest = async |said: &Reviewed| {
            let entries = storage::review::of(&fresh(&record, &lead).await, plan, &said.year).await.expect("readable");
            entries.into_iter().find(|entry| entry.reviewed.priority == said.priority).expect("it").by.number
        };
        fails_whole(&record, "reviewing a priority", async || say(&said, None).await).await;
        for said in [&said, &new] {
            say(said, None).await.expect("said");
        }
        let (first, second) = (newest(&said).await, newest(&new).await);
        let otherwise = Reviewed { because: "It works.".into(), ..said.clone() };
        fails_whole(&record, "reviewing it again", async || say(&otherwise, Some(first)).await).await;
        fails_whole(&record, "adding no priority", async || storage::review::withdraw(&lead, plan, &new, second, now).await).await;
        let complete = async |files| storage::review::complete(&lead, (plan, &said.year), &[first, second], &made(files), now).await;
        fails_whole(&record, "completing a review", async || complete(&whole).await).await;
        leaves_nothing(&record, "completing a review with a file that cannot be kept", async || complete(&twice).await).await;
        assert!(matches!(complete(&whole).await, Ok(Completed::Done(_))));
    }
}

/// The same visitor's desk, as the record is now.
async fn fresh(record: &Record, desk: &Desk) -> Desk {
    record.desk(desk.visitor().clone(), AsAt::Now).await.expect("a desk")
}
