//! Packs and reviews looked back to: a draft as it was then, a frozen document as it always is, with what was revised by then.

use axum::{Router, http::StatusCode};
use domain::{
    access::Role,
    pack::Decision,
    review::{Course, Reviewed},
};
use storage::{Record, review::Completed};
use tests::{
    application::{Answer, application_at, get_as, post_as},
    on_both_engines,
    packs::{self, PLAN, PRIORITY, slug},
    people::{Member, member_at},
    plans, proposals,
};

const PACK: &str = "/packs/first-pack";
const REVIEW: &str = "/reviews/2022";
const MADE: &str = "2026-11-23T10:00:00Z";
const FROZEN: &str = "2026-11-23T11:00:00Z";
const DECIDED: &str = "2026-11-23T12:00:00Z";
const REVISED: &str = "2026-11-24T13:00:00Z";
const COMPLETED: &str = "2026-11-24T14:00:00Z";
const CAME_BACK: &str = "2026-11-26T08:30:00Z";
const LATER: &str = "2026-11-26T09:00:00Z";

/// Somebody who makes packs and reviews the year, and comes in at a moment.
async fn lead_at(record: &Record, name: &str, moment: &str) -> Member {
    member_at(record, name, Role::PlanLead, "council", plans::moment(moment)).await
}

/// A page as at a moment, or as it is where none is given.
async fn page(application: &Router, who: &Member, path: &str, as_at: &str) -> Answer {
    let query = if as_at.is_empty() { String::new() } else { format!("?as-at={as_at}") };
    get_as(application, who, &format!("{path}{query}")).await
}

/// What a page says between the tags of its document.
fn document(page: &Answer) -> &str {
    assert_eq!(page.status, StatusCode::OK, "{}", page.read());
    page.between("<article class=\"document\">", "</article>")
}

/// Checks that every link of a page that looks back leads to a page that does.
fn keeps_the_moment(page: &Answer, as_at: &str) {
    let main = page.between("<main", "</main>");
    for link in main.split("href=\"/").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(link.contains(&format!("as-at={as_at}")), "/{link} forgets the moment {as_at}");
    }
}

/// A pack that is made, frozen and decided on, before a figure of it is revised.
async fn held(record: &Record) {
    packs::load(record).await;
    packs::make(record, &packs::pack("first-pack", 12), plans::moment(MADE)).await;
    packs::freeze(record, "first-pack", plans::moment(FROZEN)).await;
    let decision = Decision {
        slug: slug("decision-1"),
        pack: slug("first-pack"),
        priority: Some(slug(PRIORITY)),
        text: "Look at it again in March".into(),
        action: None,
    };
    let clock = || plans::moment(DECIDED);
    let desk = plans::operator(record).await;
    storage::pack::decide(&desk, &slug(PLAN), &decision, None, clock).await.expect("noted");
    let proposal = proposals::proposal(&[("good-development", "E06000017", "Total", "2021/22", "71.3")]);
    proposals::import(&plans::operator(record).await, &proposal, "figures.csv", REVISED)
        .await
        .expect("revised");
}

on_both_engines! {
    /// A draft as at a moment is what its makers saw then, with everything as of then.
    async fn a_draft_looked_back_to_is_what_it_was(record: Record) {
        packs::load(&record).await;
        packs::make(&record, &packs::pack("first-pack", 12), plans::moment(MADE)).await;
        let lead = lead_at(&record, "Lea Head", FROZEN).await;
        let then = application_at(record.clone(), FROZEN);
        let (seen, review) = (page(&then, &lead, PACK, "").await, page(&then, &lead, REVIEW, "").await);
        let proposal = proposals::proposal(&[("good-development", "E06000017", "Total", "2021/22", "71.3")]);
        proposals::import(&plans::operator(&record).await, &proposal, "figures.csv", REVISED).await.expect("revised");

        let lead = lead_at(&record, "Lea Again", CAME_BACK).await;
        let now = application_at(record.clone(), LATER);
        for (path, seen) in [(PACK, seen), (REVIEW, review)] {
            let today = page(&now, &lead, path, "").await;
            assert!(document(&today).contains("71.3"), "{path}: {}", today.read());
            let back = page(&now, &lead, path, FROZEN).await;
            assert_eq!(document(&back), document(&seen), "{path}");
            assert!(document(&back).contains("as it was on 23 November 2026 at 11:00:00"), "{path}: {}", back.read());
            assert!(back.read().contains("You are looking at the record as it was on 23 November 2026 at 11:00:00"), "{path}: {}", back.read());
            keeps_the_moment(&back, FROZEN);
            assert!(!back.text.contains("method=\"post\" action=\"/packs") && !back.text.contains("method=\"post\" action=\"/reviews"), "{path} offers a change of the past");
        }
        let early = page(&now, &lead, PACK, "2026-11-23T09:30:00Z").await;
        assert!(early.status == StatusCode::NOT_FOUND, "{}", early.read());
        assert!(page(&now, &lead, "/packs", "2026-11-23T09:30:00Z").await.read().contains("No packs have been made yet."));
    }

    /// Frozen, a pack is the same as at every moment since; revisions and decisions are shown as of then.
    async fn a_frozen_pack_looked_back_to_is_what_it_always_is(record: Record) {
        held(&record).await;
        let lead = lead_at(&record, "Lea Head", CAME_BACK).await;
        let application = application_at(record.clone(), LATER);
        let today = page(&application, &lead, PACK, "").await;
        let as_the_board_saw_it = get_as(&application, &lead, &format!("{PACK}?revised=no")).await;
        assert!(today.read().contains("71.3") && today.read().contains("Look at it again in March"), "{}", today.read());

        let back = page(&application, &lead, PACK, "2026-11-23T11:30:00Z").await;
        assert_eq!(document(&back), document(&as_the_board_saw_it));
        assert!(back.read().contains("No figures have been revised since."), "{}", back.read());
        assert!(back.read().contains("No decisions have been recorded for this meeting yet."), "{}", back.read());
        let decided = page(&application, &lead, PACK, "2026-11-23").await;
        assert!(decided.read().contains("No figures have been revised since."), "{}", decided.read());
        assert!(decided.read().contains("Look at it again in March"), "{}", decided.read());
        let revised = page(&application, &lead, PACK, "2026-11-24").await;
        assert!(revised.read().contains("71.3"), "{}", revised.read());
        for (page, as_at) in [(back, "2026-11-23T11:30:00Z"), (decided, "2026-11-23"), (revised, "2026-11-24")] {
            keeps_the_moment(&page, as_at);
        }

        for name in ["pack.pdf", "exceptions.pdf", "data.xlsx"] {
            let path = format!("{PACK}/{name}");
            let before = page(&application, &lead, &path, "2026-11-23T10:30:00Z").await;
            assert!(before.status == StatusCode::NOT_FOUND && before.read().contains("has not been frozen yet"), "{name}: {}", before.read());
            let (now, back) = (page(&application, &lead, &path, "").await, page(&application, &lead, &path, "2026-11-23").await);
            assert!(now.status == StatusCode::OK && now.bytes == back.bytes, "{name}");
        }
    }

    /// A review that was completed since is open as at a moment before, and complete from then on.
    async fn a_review_looked_back_to_is_open_until_it_was_complete(record: Record) {
        held(&record).await;
        let desk = plans::operator(&record).await;
        let said = Reviewed {
            year: slug("2022"), priority: slug(PRIORITY), recommended: Course::CarryOn, because: "It works.".into(),
            decided: Some(Course::CarryOn), reason: "Agreed.".into(), focus_area: slug("start-well"), name: "Ready for school".into(),
            summary: "Children start school ready to learn.".into(),
        };
        storage::review::say(&desk, &slug(PLAN), &said, None, || plans::moment(REVISED)).await.expect("said");
        let desk = plans::operator(&record).await;
        let saw = storage::review::of(&desk, &slug(PLAN), &slug("2022")).await.expect("readable").pop().expect("it").by.number;
        let done = documents::review::complete(&desk, outcomes::maker(), &slug(PLAN), &slug("2022"), &[saw], || plans::moment(COMPLETED)).await;
        assert!(matches!(done, Ok(Completed::Done(_))), "{done:?}");
        let lead = lead_at(&record, "Lea Head", CAME_BACK).await;

        let application = application_at(record.clone(), LATER);
        let (before, after) = ("2026-11-24T13:30:00Z", "2026-11-25");
        let open = page(&application, &lead, REVIEW, before).await;
        assert!(open.read().contains("Open: this is the year as recorded so far."), "{}", open.read());
        assert!(document(&open).contains("as it was on 24 November 2026 at 13:30:00"), "{}", open.read());
        let (complete, now) = (page(&application, &lead, REVIEW, after).await, page(&application, &lead, REVIEW, "").await);
        assert!(complete.read().contains("Complete since 24 November 2026"), "{}", complete.read());
        assert_eq!(document(&complete), document(&now));
        keeps_the_moment(&open, before);
        keeps_the_moment(&complete, after);
        let list = page(&application, &lead, "/reviews", before).await;
        assert!(list.read().contains("2022 : open"), "{}", list.read());
        keeps_the_moment(&list, before);
        assert!(page(&application, &lead, "/reviews", after).await.read().contains("2022 : complete since 24 November 2026"));
        let path = format!("{REVIEW}/review.pdf");
        let file = page(&application, &lead, &path, before).await;
        assert!(file.status == StatusCode::NOT_FOUND && file.read().contains("has not been completed yet"), "{}", file.read());
        assert_eq!(page(&application, &lead, &path, after).await.bytes, page(&application, &lead, &path, "").await.bytes);
    }

    /// A moment to come, and a change of the past, are refused in the words of every other page.
    async fn neither_the_future_nor_a_change_of_the_past(record: Record) {
        held(&record).await;
        let lead = lead_at(&record, "Lea Head", CAME_BACK).await;
        let application = application_at(record.clone(), LATER);
        for path in ["/packs", PACK, "/packs/first-pack/pack.pdf", "/reviews", REVIEW] {
            for (as_at, status, sentence) in [
                ("2026-11-27", StatusCode::BAD_REQUEST, "You cannot look into the future"),
                ("yesterday", StatusCode::BAD_REQUEST, "That is not a day or time that the page can go back to"),
                ("2026-11-22", StatusCode::NOT_FOUND, "On 22 November 2026 no plan had been loaded yet."),
            ] {
                let told = page(&application, &lead, path, as_at).await;
                assert!(told.status == status && told.read().contains(sentence), "{path}, {as_at}: {}", told.read());
            }
        }
        let number = plans::operator(&record).await.number();
        for path in [
            "/packs/new", "/packs/first-pack/freeze", "/packs/first-pack/change", "/packs/first-pack/withdraw", "/packs/first-pack/decisions",
            "/packs/first-pack/decisions/decision-1", REVIEW, "/reviews/2022/complete",
        ] {
            let told = post_as(&application, &lead, &format!("{path}?as-at=2026-11-23"), &[("replaces", "1"), ("reason", "Why")]).await;
            assert!(told.status == StatusCode::BAD_REQUEST && told.read().contains("You are looking at an earlier date, where nothing can be changed."), "{path}: {}", told.read());
        }
        assert_eq!(plans::operator(&record).await.number(), number);
    }
}
