//! Looking back is exact: whatever was written since, a page as at a moment is the page that was seen then.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    access::Role,
    action::{Action, State, Status},
    figure::{Approval, Step},
    funding::Line,
    judgement::Mark,
    money::Money,
    narrative::{About, Narrative, Parts, Stage},
    pack::Pack,
    plan_file::PlanFile,
    point_mark::Wish,
    review::{Course, Reviewed},
    slug::Slug,
};
use storage::{Record, figure::Seen, point_mark};
use tests::{
    application::{application_at, get, get_as},
    on_both_engines, packs,
    people::member_at,
    plans, proposals,
    recording::count,
};

/// A small generator of its own, so that a failure is made again from its seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).expect("fits")
    }
}

/// Changes something that pages print: names, wording, figures, targets, notes, placements, owners.
fn change(plan: &mut PlanFile, dice: &mut Dice) {
    let mark = format!("v{}", dice.roll(1000));
    let outline = &mut plan.outline;
    match dice.roll(12) {
        0 => outline.plan.vision = format!("Every child thrives {mark}"),
        1 => outline.focus_areas[0].summary = format!("Children learn {mark}"),
        2 => outline.priorities[1].name = format!("Ready {mark}"),
        3 => outline.indicators[0].name = format!("Development {mark}"),
        4 => outline.indicators[0].definitions[0].text = format!("Children who do well {mark}."),
        5 => outline.organisations[0].name = format!("Council {mark}"),
        6 => outline.areas[0].name = format!("Rutland {mark}"),
        7 => outline.indicators[0].decimals = u8::try_from(dice.roll(4)).expect("small"),
        8 => {
            if outline.targets.pop().is_none() {
                outline.targets = plans::read(plans::RUTLAND).outline.targets;
            }
        }
        9 => {
            outline.indicators[1].placements[0].priority =
                outline.priorities.first().map(|first| first.slug.clone())
        }
        10 => outline.neighbour_sets[0].source = format!("Published {mark}"),
        _ => {
            let mut figure = plan.figures[dice.roll(plan.figures.len())].clone();
            figure.note = Some(format!("Corrected {mark}."));
            let place = plan
                .figures
                .iter()
                .position(|other| (&other.series, other.period) == (&figure.series, figure.period));
            plan.figures[place.expect("its place")] = figure;
        }
    }
}

const PAGES: [&str; 8] = [
    "/",
    "/board",
    "/focus-areas/start-well",
    "/priorities/ready-for-school",
    "/indicators/good-development",
    "/indicators/referrals",
    "/indicators/good-development/history",
    "/indicators/referrals/history",
];

/// What only partners are shown.
const PARTNERS_PAGES: [&str; 3] = ["/packs", "/reviews", "/reviews/2022"];

/// A page without what looking back adds to it: the banner, and the choice in its links.
fn without_looking_back(html: &str, choice: &str) -> String {
    let html = match html.split_once("<aside aria-label=\"Looking back\"") {
        Some((before, rest)) => format!("{before}{}", rest.split_once("</aside>").expect("its end").1),
        None => html.to_owned(),
    };
    // Where there is no banner a mark keeps its place. Who looks is not what is looked at.
    let html = html.replace("</header><!><!><!><!><main", "</header><!><!><!><main");
    let html = match html.split_once("<nav aria-label=\"Account\"") {
        Some((before, rest)) => format!("{before}{}", rest.split_once("</nav>").expect("its end").1),
        None => html,
    };
    // A form of choices keeps the moment in a box of its own.
    let moment = choice.trim_start_matches("as-at=");
    html.replace(&format!("<input type=\"hidden\" name=\"as-at\" value=\"{moment}\">"), "")
        .replace(&format!("?{choice}"), "")
        .replace(&format!("&amp;{choice}"), "")
        .replace(&format!("&{choice}"), "")
}

/// Every page at a moment, as a stranger and as a partner see it.
async fn pages(record: &Record, moment: DateTime<Utc>, query: &str) -> Vec<String> {
    let name = format!("Viewer {}", plans::operator(record).await.number());
    let partner = member_at(record, &name, Role::Viewer, "council", moment).await;
    let application = application_at(record.clone().forgetful(), &moment.to_rfc3339());
    let mut pages = Vec::new();
    for page in PAGES {
        let address = format!("{page}{query}");
        for answer in [get(&application, &address).await, get_as(&application, &partner, &address).await] {
            assert_eq!(answer.status.as_u16(), 200, "{address}: {}", answer.read());
            pages.push(answer.text);
        }
    }
    for page in PARTNERS_PAGES {
        let answer = get_as(&application, &partner, &format!("{page}{query}")).await;
        assert_eq!(answer.status.as_u16(), 200, "{page}{query}: {}", answer.read());
        pages.push(answer.text);
    }
    pages
}

/// Records, or takes a step with, one figure by hand.
async fn by_hand(record: &Record, plan: &PlanFile, dice: &mut Dice, now: DateTime<Utc>) {
    let desk = plans::operator(record).await;
    let mut figure = plan.figures[dice.roll(plan.figures.len())].clone();
    let (series, period) = (figure.series.clone(), figure.period);
    let newest = storage::figure::newest(&desk, &series, &period).await.expect("readable");
    let stands = newest.filter(|entry| entry.ended.is_none());
    let replaces = stands.as_ref().map(|entry| entry.began.number);
    let step = match stands.map(|entry| entry.figure.approval) {
        Some(Approval::Draft) => Some(Step::Submit),
        Some(Approval::Submitted) if dice.roll(3) == 0 => Some(Step::SendBack),
        _ => None,
    };
    let clock = || now;
    match (step, replaces, dice.roll(4)) {
        (_, Some(replaces), 0) => {
            let seen = Seen { proposed: replaces, approved: None };
            storage::figure::step(&desk, &series, &period, Step::Withdraw, seen, Some("Wrong."), clock)
                .await
                .expect("withdrawn");
        }
        (Some(step), Some(proposed), _) => {
            let seen = Seen { proposed, approved: None };
            storage::figure::step(&desk, &series, &period, step, seen, Some("Why."), clock)
                .await
                .expect("moved");
        }
        _ => {
            figure.note = Some(format!("By hand {}.", dice.roll(1000)));
            storage::figure::record(&desk, &figure, replaces, Some("Why."), clock).await.expect("recorded");
        }
    }
}

/// Sets a figure apart, or judges it with the others again, where that can be said of it.
async fn by_mark(record: &Record, plan: &PlanFile, dice: &mut Dice, now: DateTime<Utc>) {
    let desk = plans::operator(record).await;
    let figure = &plan.figures[dice.roll(plan.figures.len())];
    let (series, period) = (&figure.series, &figure.period);
    let outline = plans::outline(&desk).await;
    let indicator = outline.indicator(&series.indicator).expect("an indicator");
    let all = point_mark::history(&desk, indicator).await.expect("readable");
    let stands = all.iter().find(|marked| (&marked.mark.series, &marked.mark.period) == (series, period));
    let mark = match stands.map(|marked| marked.mark.mark) {
        Some(Mark::Apart) => Mark::Kept,
        _ => Mark::Apart,
    };
    let reason = format!("Said at {}", now.timestamp());
    let wish = Wish { series, period, mark, reason: &reason };
    let replaces = stands.map(|marked| marked.by.number);
    let done = point_mark::put(&desk, indicator, (wish, replaces), now.date_naive(), || now).await;
    assert!(!matches!(done.expect("an outcome"), point_mark::Outcome::Stale(_)));
}

/// Writes the narrative of an indicator, or of a priority, for one quarter; or withdraws it.
async fn by_pen(record: &Record, plan: &PlanFile, dice: &mut Dice, now: DateTime<Utc>) {
    let desk = plans::operator(record).await;
    let about = match dice.roll(2) {
        0 => About::Indicator(plan.outline.indicators[0].slug.clone()),
        _ => About::Priority {
            plan: plan.outline.plan.slug.clone(),
            priority: plan.outline.priorities[0].slug.clone(),
        },
    };
    let quarter = ["2022-23 Q1", "2022-23 Q2"][dice.roll(2)].parse().expect("a quarter");
    let newest = storage::narrative::newest(&desk, &about, &quarter).await.expect("readable");
    let clock = || now;
    match newest.map(|entry| entry.by.number) {
        Some(number) if dice.roll(4) == 0 => {
            storage::narrative::withdraw(&desk, &about, &quarter, number, "Wrong.", clock)
                .await
                .expect("withdrawn");
        }
        replaces => {
            let stage = if dice.roll(3) == 0 { Stage::Draft } else { Stage::Published };
            let parts = Parts::of(|part| format!("{part} *{}*", mark(now)));
            let narrative = Narrative { about, quarter, stage, parts };
            storage::narrative::write(&desk, &narrative, replaces, clock).await.expect("written");
        }
    }
}

/// Agrees on an action for a priority and on its money, logs a status, or withdraws either.
async fn by_agreement(record: &Record, plan: &PlanFile, dice: &mut Dice, now: DateTime<Utc>) {
    let desk = plans::operator(record).await;
    let (outline, clock) = (&plan.outline, || now);
    let (slug, priority) = (&outline.plan.slug, outline.priorities[0].slug.clone());
    let name = |text: &str| Slug::new(text).expect("a slug");
    let known = ["first", "second"][dice.roll(2)];
    let stands = storage::action::one(&desk, slug, known).await.expect("readable");
    match stands {
        Some(entry) if dice.roll(4) == 0 => {
            storage::action::withdraw(&desk, slug, &entry.action, entry.seen(), "Wrong.", clock)
                .await
                .expect("withdrawn");
        }
        Some(entry) if dice.roll(2) == 0 => {
            let state = State::ALL[dice.roll(State::ALL.len())];
            let (said, note) = (now.date_naive(), mark(now));
            let action = entry.action.slug.clone();
            let status =
                Status { slug: name(&format!("status-{}", now.timestamp())), action, state, said, note };
            storage::action::log(&desk, slug, &entry.action, &status, entry.seen(), clock)
                .await
                .expect("logged");
        }
        stands => {
            let action = Action {
                slug: name(known),
                priority: priority.clone(),
                name: format!("{known} {}", mark(now)),
                organisation: outline.organisations[0].slug.clone(),
                indicators: vec![outline.indicators[dice.roll(2)].slug.clone()],
                starts: now.date_naive(),
                due: now.date_naive(),
            };
            let replaces = stands.map(|entry| entry.by.number);
            storage::action::record(&desk, slug, &action, replaces, clock).await.expect("agreed");
        }
    }
    let stands = storage::funding::one(&desk, slug, known).await.expect("readable");
    let replaces = stands.as_ref().map(|entry| entry.by.number);
    match stands.zip(replaces) {
        Some((entry, number)) if dice.roll(4) == 0 => {
            storage::funding::withdraw(&desk, slug, &entry.line, number, "Wrong.", clock)
                .await
                .expect("withdrawn");
        }
        _ => {
            let money = |pence| Money::of_pence(i64::try_from(pence).expect("small"));
            let line = Line {
                slug: name(known),
                priority,
                year: outline.years[0].slug.clone(),
                name: format!("{known} {}", mark(now)),
                source: "A grant".into(),
                budget: money(dice.roll(1_000_000)).expect("money"),
                spent: money(dice.roll(1_000_000)).filter(|_| dice.roll(3) > 0),
            };
            storage::funding::record(&desk, slug, &line, replaces, clock).await.expect("set aside");
        }
    }
}

/// Puts a pack together for a meeting, otherwise than before, or withdraws it; and records a recommendation for a priority.
async fn by_meeting(record: &Record, plan: &PlanFile, dice: &mut Dice, now: DateTime<Utc>) {
    let desk = plans::operator(record).await;
    let (slug, clock) = (&plan.outline.plan.slug, || now);
    let name = ["first-pack", "second-pack"][dice.roll(2)];
    let stands = storage::pack::one(&desk, slug, name).await.expect("readable");
    match stands {
        Some(entry) if dice.roll(4) == 0 => {
            storage::pack::withdraw(&desk, slug, &entry.pack, entry.by.number, "Wrong.", clock)
                .await
                .expect("withdrawn");
        }
        stands => {
            let pack = Pack { meeting: format!("Board {}", mark(now)), ..packs::pack(name, 12) };
            let replaces = stands.map(|entry| entry.by.number);
            storage::pack::record(&desk, slug, &pack, replaces, clock).await.expect("made");
        }
    }
    let desk = plans::operator(record).await;
    let of = &plan.outline.priorities[0];
    let said = Reviewed {
        year: of.year.clone(),
        priority: of.slug.clone(),
        recommended: Course::CarryOn,
        because: mark(now),
        decided: None,
        reason: String::new(),
        focus_area: of.focus_area.clone(),
        name: of.name.clone(),
        summary: of.summary.clone(),
    };
    let stands = storage::review::of(&desk, slug, &of.year).await.expect("readable").pop();
    let replaces = stands.map(|entry| entry.by.number);
    storage::review::say(&desk, slug, &said, replaces, clock).await.expect("said");
}

/// A word that no other moment has.
fn mark(now: DateTime<Utc>) -> String {
    format!("at {}", now.timestamp())
}

/// Takes in a file of a few figures, or takes back an import that nobody has taken back yet.
async fn by_file(record: &Record, plan: &PlanFile, dice: &mut Dice, now: DateTime<Utc>) {
    let desk = plans::operator(record).await;
    let stands = storage::import::list(&desk).await.expect("a list");
    let stands: Vec<i64> =
        stands.iter().filter(|import| import.undone_in.is_none()).map(|import| import.number).collect();
    if !stands.is_empty() && dice.roll(3) == 0 {
        let number = stands[dice.roll(stands.len())];
        storage::import::undo(&desk, number, || now).await.expect("undone");
        return;
    }
    let mut cells: Vec<_> = (0..3).map(|_| &plan.figures[dice.roll(plan.figures.len())]).collect();
    cells.dedup_by_key(|figure| (&figure.series, figure.period));
    let texts: Vec<_> = cells
        .iter()
        .map(|figure| {
            [
                figure.series.indicator.to_string(),
                figure.series.area.to_string(),
                figure.series.breakdown.to_string(),
                figure.period.to_string(),
                dice.roll(90).to_string(),
            ]
        })
        .collect();
    let lines: Vec<_> = texts
        .iter()
        .map(|[indicator, area, breakdown, period, value]| {
            (indicator.as_str(), area.as_str(), breakdown.as_str(), period.as_str(), value.as_str())
        })
        .collect();
    let proposal = proposals::proposal(&lines);
    proposals::import(&desk, &proposal, "figures.csv", &now.to_rfc3339()).await.expect("taken in");
}

on_both_engines! {
    /// Random writes and freezes; in the end every page as at each freeze is the page that was seen at it.
    async fn every_page_as_at_a_freeze_is_what_it_was_then(record: Record) {
        let mut now = plans::moment("2026-03-01T09:00:00Z");
        for seed in [20_261_123, 7] {
            let mut dice = Dice(seed);
            let mut plan = plans::read(plans::RUTLAND);
            let mut freezes = Vec::new();
            for _ in 0..14 {
                for _ in 0..=dice.roll(3) {
                    change(&mut plan, &mut dice);
                    now += TimeDelta::seconds(1 + i64::try_from(dice.roll(90_000)).expect("small"));
                    if dice.roll(2) == 0 {
                        by_hand(&record, &plan, &mut dice, now).await;
                    }
                    if dice.roll(2) == 0 {
                        by_file(&record, &plan, &mut dice, now).await;
                    }
                    if dice.roll(2) == 0 {
                        by_pen(&record, &plan, &mut dice, now).await;
                        by_agreement(&record, &plan, &mut dice, now).await;
                        by_meeting(&record, &plan, &mut dice, now).await;
                    }
                    let desk = plans::operator(&record).await;
                    storage::plan::load(&desk, &plan.outline, &plan.figures, || now).await.expect("a loaded plan");
                    if dice.roll(2) == 0 {
                        by_mark(&record, &plan, &mut dice, now).await;
                    }
                }
                freezes.push((now, pages(&record, now, "").await));
                now += TimeDelta::days(1);
            }
            assert!(count(&record, "SELECT count(*) FROM point_mark WHERE superseded_in IS NOT NULL").await > 0, "no figure was marked twice");
            for (moment, seen) in freezes {
                let choice = format!("as-at={}", moment.format("%Y-%m-%dT%H:%M:%SZ"));
                let again = pages(&record, now, &format!("?{choice}")).await;
                let names = PAGES.iter().flat_map(|page| [page; 2]).chain(&PARTNERS_PAGES);
                for ((page, seen), again) in names.zip(seen).zip(again) {
                    assert!(again.contains("You are looking at the record as it was"), "{page}");
                    assert_eq!(without_looking_back(&again, &choice), without_looking_back(&seen, &choice), "{page} as at {moment}, seed {seed}");
                }
            }
        }
    }

    /// A page that looks back says so, leads to pages that do, and back to the present.
    async fn a_page_that_looks_back_says_so(record: Record) {
        plans::load(&record, plans::RUTLAND, "2026-03-01T09:00:00Z").await;
        let changed = plans::RUTLAND.replace("starts well\"", "thrives\"");
        plans::load(&record, &changed, "2026-05-01T09:00:00Z").await;
        let application = application_at(record, "2026-11-23T09:00:00Z");
        let page = get(&application, "/?as-at=2026-04-30").await;
        assert!(page.text.contains("Every child in Rutland starts well") && !page.text.contains("thrives"));
        assert!(page.read().contains("as it was at the end of 30 April 2026. See it as it is now"), "{}", page.read());
        let banner = page.between("Looking back\"", "</aside>");
        for link in page.text.split("href=\"/").skip(1).map(|rest| rest.split('"').next().unwrap_or_default()) {
            let is_kept = link.contains("as-at=2026-04-30") || link.contains("as-at%3D2026-04-30") || link.starts_with("assets/") || banner.contains("href=\"/\"") && link.is_empty();
            assert!(is_kept, "/{link} forgets the moment");
        }
        assert!(get(&application, "/?as-at=2026-05-01").await.text.contains("thrives"));
        assert!(get(&application, "/").await.text.contains("thrives"));
    }

    /// A moment that cannot be looked back to is refused with the reason.
    async fn what_cannot_be_looked_back_to_is_told(record: Record) {
        plans::load(&record, plans::RUTLAND, "2026-03-01T09:00:00Z").await;
        let application = application_at(record, "2026-11-23T09:00:00Z");
        for (choice, status, sentence) in [
            ("2026-02-28", 404, "On 28 February 2026 no plan had been loaded yet."),
            ("2026-11-24", 400, "You cannot look into the future"),
            ("yesterday", 400, "That is not a day or time that the page can go back to"),
            ("2026-02-30", 400, "That is not a day or time that the page can go back to"),
            ("%00", 400, "contains a character we cannot read"),
            ("-262143-01-01", 404, "no plan had been loaded yet"),
        ] {
            let page = get(&application, &format!("/board?as-at={choice}")).await;
            assert_eq!(page.status.as_u16(), status, "{choice}: {}", page.read());
            assert!(page.read().contains(sentence), "{choice}: {}", page.read());
        }
    }
}
