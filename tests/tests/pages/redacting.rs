//! Removing a text that names a child by the page: who may, what is shown first, and what is left, the same on both engines.

use axum::{Router, http::StatusCode};
use domain::{access::Role, proposal::RefusedCells};
use storage::{Record, testing};
use tests::{
    application::{Answer, application, get, get_as, post, post_as},
    importing::{PUBLISHED, RUTLAND, count, operator},
    on_both_engines,
    packs::{self, NINE},
    people::{Member, member},
    plans,
    proposals::{kept, proposal},
};

const PAGE: &str = "/admin/redaction";
const NAME: &str = "Wilhelmina O'Threlkeld & co";
const WHY: &str = "A note named a child";

/// The page's list of what holds the words, or of what went.
const FOUND: &str = "section.found li";

/// A record that names a child in a file and its name, in a note of a figure, and in a pack before and after it was frozen.
async fn named(record: &Record) -> i64 {
    packs::load(record).await;
    let pack =
        domain::pack::Pack { cover_note: format!("We met {NAME} first."), ..packs::pack("december", 12) };
    packs::make(record, &pack, plans::moment(NINE)).await;
    packs::freeze(record, "december", plans::moment(NINE)).await;
    let mut proposal = proposal(&[(PUBLISHED, RUTLAND, "Total", "2022/23", "71")]);
    proposal.figures[0].note = Some(format!("Without {NAME}.").into());
    let file = kept(&format!("{NAME}.csv"), format!("value,note\n71,Without {NAME}.\n").as_bytes());
    let (desk, clock) = (operator(record).await, || plans::moment(NINE));
    let taken =
        storage::import::confirm(&desk, (&proposal, RefusedCells::Stop), file, None, clock, &mut |_| {})
            .await;
    taken.expect("taken in").number.expect("a new figure")
}

async fn sent(application: &Router, who: &Member, more: &[(&str, &str)]) -> Answer {
    let form = [&[("words", NAME), ("why", WHY)], more].concat();
    post_as(application, who, PAGE, &form).await
}

async fn administrator(record: &Record) -> Member {
    member(record, "Ada", Role::Administrator, "council").await
}

on_both_engines! {
    /// An administrator sees what would go, takes it out, and is shown what went; it is nowhere afterwards.
    async fn a_name_is_looked_for_and_goes(record: Record) {
        let import = named(&record).await;
        let admin = administrator(&record).await;
        let application = application(record.clone());
        let page = get_as(&application, &admin, PAGE).await;
        assert_eq!(page.attribute("nav.site-account a[aria-current]", "href").as_deref(), Some(PAGE));
        assert_eq!(page.says("label[for=imports]"), format!("{NAME}.csv (import {import}, 23 November 2026)"));
        assert!(testing::holding(&record, NAME).await.expect("looked through").len() > 3);

        let before = count(&record, "SELECT number FROM counter").await;
        let looked = sent(&application, &admin, &[]).await;
        assert_eq!(looked.status, StatusCode::OK, "{}", looked.read());
        assert_eq!(
            looked.each(FOUND),
            [
                "1 note of a figure holds the words.",
                "1 text of a pack holds the words.",
                "1 name of an imported file holds the words.",
                "2 texts in the audit hold the words.",
                "1 frozen pack or review holds them. Its PDF and workbook would go.",
                &format!("The file of import {import} would go. Its figures would stay."),
            ]
        );
        assert_eq!(count(&record, "SELECT number FROM counter").await, before, "nothing was written");
        assert_eq!((looked.holds("words"), looked.holds("why")), (NAME.to_owned(), WHY.to_owned()), "to be sent again");

        let done = sent(&application, &admin, &[("confirm", "yes")]).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.read());
        assert_eq!(
            done.each(FOUND),
            [
                "1 note of a figure now says [removed].",
                "1 text of a pack now says [removed].",
                "1 name of an imported file now says [removed].",
                "2 texts in the audit now say [removed].",
                "1 frozen pack or review now says [removed]. Its PDF and workbook are gone.",
                &format!("The file of import {import} is gone. Its figures stay."),
            ]
        );
        assert_eq!(done.holds("words"), "");
        assert!(!done.text.contains("Threlkeld"), "{}", done.read());
        assert_eq!(testing::holding(&record, "Threlkeld").await.expect("looked through"), [""; 0]);
        let audit = get_as(&application, &admin, "/admin/audit?action=redact+text").await;
        let told = audit.says("table.audit tbody");
        assert!(told.contains("Ada") && told.contains(WHY) && told.contains("1 note of a figure now says [removed]."), "{told}");
        let again = sent(&application, &admin, &[("confirm", "yes")]).await;
        assert_eq!(again.says("section.found p"), "Nothing holds these words any more. Nothing was changed.");
    }

    /// Pages of what lost a text open, and mention it.
    async fn what_lost_a_text_says_so(record: Record) {
        named(&record).await;
        let (admin, lead) = (administrator(&record).await, member(&record, "Lea", Role::PlanLead, "council").await);
        let application = application(record.clone());
        let pack = "/packs/december";
        let page = get_as(&application, &lead, pack).await;
        assert_eq!((page.count("main .notice"), page.count("nav.files a")), (0, 3));
        assert_eq!(get_as(&application, &lead, "/import").await.count(".file-removed"), 0);
        sent(&application, &admin, &[("confirm", "yes")]).await;

        let page = get_as(&application, &lead, pack).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.read());
        assert_eq!(
            page.says("main .notice"),
            "On 23 November 2026 a text that named a child was removed from this page, for good. [removed] is in its place, and all else is as it was frozen. Its PDF and workbook, which had it, were removed too."
        );
        assert!(page.read().contains("Cover note [removed]"), "{}", page.read());
        assert_eq!(page.count("nav.files"), 0);
        for file in ["pack.pdf", "exceptions.pdf", "data.xlsx"] {
            let file = get_as(&application, &lead, &format!("{pack}/{file}")).await;
            assert_eq!(file.status, StatusCode::GONE);
            assert!(file.says("main").contains("This file was removed on 23 November 2026"), "{}", file.read());
        }
        let imports = get_as(&application, &lead, "/import").await;
        assert_eq!(
            imports.says(".file-removed"),
            "The file was removed on 23 November 2026, because it had a text that named a child. Its figures stay."
        );
        // Its figures can still be taken back.
        let number = imports.holds("number");
        let undone = post_as(&application, &lead, "/import/undo", &[("number", &number)]).await;
        assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.read());
    }

    /// What was added since the words were looked for goes too.
    async fn what_was_added_meanwhile_goes_too(record: Record) {
        named(&record).await;
        let admin = administrator(&record).await;
        let application = application(record.clone());
        let looked = sent(&application, &admin, &[]).await;
        assert!(looked.each(FOUND).contains(&"1 text of a pack holds the words.".to_owned()), "{:?}", looked.each(FOUND));
        let pack = domain::pack::Pack { meeting: format!("About {NAME}"), ..packs::pack("january", 13) };
        packs::make(&record, &pack, plans::moment(NINE)).await;
        let done = sent(&application, &admin, &[("confirm", "yes")]).await;
        assert!(done.each(FOUND).contains(&"2 texts of packs now say [removed].".to_owned()), "{:?}", done.each(FOUND));
        assert_eq!(testing::holding(&record, NAME).await.expect("looked through"), [""; 0]);
    }

    /// What is wrong comes back with what was typed, each at its box, and nothing is done.
    async fn a_wrong_form_comes_back(record: Record) {
        named(&record).await;
        let admin = administrator(&record).await;
        let application = application(record.clone());
        let before = count(&record, "SELECT number FROM counter").await;
        let short = "Give at least three characters of the text to remove: fewer would match almost every text.";
        let repeats = "The reason repeats the text to remove, and it is kept for good. Give it in other words.";
        let gone = "A file that you chose is not there, or was removed already: choose again";
        for (form, at, sentence) in [
            (vec![("words", "Jo"), ("why", WHY)], "words", short),
            (vec![("words", NAME), ("why", " ")], "why", "Give a reason. It is kept for good."),
            (vec![("words", NAME), ("why", "It named wilhelmina o'threlkeld & CO")], "why", repeats),
            (vec![("words", NAME), ("why", WHY), ("imports", "999999")], "imports", gone),
            (vec![("words", NAME), ("why", WHY), ("imports", "a")], "imports", gone),
        ] {
            for confirm in [None, Some(("confirm", "yes"))] {
                let form: Vec<_> = form.iter().copied().chain(confirm).collect();
                let page = post_as(&application, &admin, PAGE, &form).await;
                assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{form:?}");
                assert_eq!(page.wrongs(), [(at.to_owned(), sentence.to_owned())], "{form:?}");
                assert_eq!(page.holds("words"), form[0].1);
                assert_eq!(page.says("textarea[name=why]"), form[1].1.trim());
                assert_eq!(page.count("section.found"), 0);
            }
        }
        // What was typed before a session ended is shown, and done only when it is sent again.
        let page = sent(&application, &admin, &[("confirm", "yes"), ("again", "yes")]).await;
        assert_eq!((page.status, page.holds("words"), page.count("section.found")), (StatusCode::OK, NAME.to_owned(), 0));
        assert_eq!(count(&record, "SELECT number FROM counter").await, before, "something was done");
    }

    /// A file goes where an administrator chooses it, whatever it holds.
    async fn a_file_that_is_chosen_goes(record: Record) {
        let import = named(&record).await.to_string();
        let admin = administrator(&record).await;
        let application = application(record.clone());
        let form = [("words", "A picture of a class"), ("why", WHY), ("imports", &*import)];
        let looked = post_as(&application, &admin, PAGE, &form).await;
        let would_go = format!("The file of import {import} would go. Its figures would stay.");
        assert_eq!(looked.each(FOUND), [would_go]);
        // The form that confirms carries it along.
        assert_eq!(looked.attribute("section.found input[name=imports]", "value").as_ref(), Some(&import));
        let form = [&form[..], &[("confirm", "yes")]].concat();
        let done = post_as(&application, &admin, PAGE, &form).await;
        assert_eq!(done.each(FOUND), [format!("The file of import {import} is gone. Its figures stay.")]);
        assert_eq!(done.count("[name=imports]"), 0, "it can be chosen no more");
        assert_eq!(count(&record, "SELECT count(*) FROM import_piece").await, 0);
    }

    /// Nobody else may, and nobody else is shown the way.
    async fn only_administrators_redact(record: Record) {
        named(&record).await;
        let application = application(record.clone());
        let form = [("words", NAME), ("why", WHY), ("confirm", "yes")];
        for (name, role) in [("Vic", Role::Viewer), ("Ann", Role::Analyst), ("App", Role::Approver), ("Lea", Role::PlanLead)] {
            let who = member(&record, name, role, "council").await;
            assert_eq!(get_as(&application, &who, PAGE).await.status, StatusCode::FORBIDDEN, "{role}");
            assert_eq!(post_as(&application, &who, PAGE, &form).await.status, StatusCode::FORBIDDEN, "{role}");
            assert!(!get_as(&application, &who, "/account").await.text.contains(PAGE), "{role}");
        }
        assert_eq!(get(&application, PAGE).await.status, StatusCode::UNAUTHORIZED);
        let stranger = post(&application, PAGE, &form).await;
        assert_eq!(stranger.status, StatusCode::UNAUTHORIZED);
        assert!(!stranger.text.contains("Threlkeld"), "it was not read");
        assert_eq!(count(&record, "SELECT count(*) FROM redaction").await, 0);
        assert_eq!(count(&record, "SELECT count(*) FROM import_piece").await, 1);
    }
}
