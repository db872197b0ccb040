//! What the grid asks of the server, function by function: the same judgement as the form's, with a typed answer.

use app::islands::{Added, Answer, Outcome, SentRow, TakenRow};
use axum::http::StatusCode;
use serde_json::json;
use storage::Record;
use tests::{
    application::{Answer as Heard, application, call as call_it, call_as, get_as},
    on_both_engines,
    people::Member,
    returns::{RETURN, boxes, call, send, sent_rows, staff},
};

/// The row of the return with a value in it, as somebody who has just opened the page would send it.
async fn row(application: &axum::Router, who: &Member, value: &str) -> SentRow {
    let form = boxes(application, who, RETURN, &[("value.0", value)]).await;
    sent_rows(&form).remove(0)
}

fn heard(heard: &Heard) -> Answer {
    assert_eq!(heard.status, StatusCode::OK, "{}", heard.text);
    serde_json::from_str(&heard.text).expect("an answer")
}

/// What came of the first row.
fn first(answer: Answer) -> TakenRow {
    match answer {
        Answer::Taken(taken) => taken.rows.into_iter().next().expect("a row"),
        Answer::Locked(why) => panic!("locked: {why}"),
    }
}

on_both_engines! {
    /// A row is saved, judged, and answered with its notes; what it comes to is on the page.
    async fn a_row_is_saved_by_call(record: Record) {
        let application = application(record.clone());
        let people = staff(&record, &application).await;
        let good = row(&application, &people.ann, "57").await;
        let answer = heard(&call(&application, &people.ann, ("save-rows", RETURN), json!({ "rows": [good] })).await);
        let Answer::Taken(taken) = &answer else { panic!("{answer:?}") };
        assert_eq!((taken.at.as_str(), taken.progress.as_str()), ("09:00", "1 of 1 filled."));
        let saved = first(answer);
        assert_eq!(saved.outcome, Outcome::Saved);
        assert!(saved.seen.is_some() && saved.was.starts_with("‖‖57‖‖provisional"), "{saved:?}");
        assert!(saved.state.contains("Saved") && saved.state.contains("Ann Baker"), "{}", saved.state);
        assert_eq!(get_as(&application, &people.bob, RETURN).await.holds("value.0"), "57");

        let wrong = SentRow { seen: saved.seen, was: saved.was, ..row(&application, &people.ann, "many").await };
        let told = first(heard(&call(&application, &people.ann, ("save-rows", RETURN), json!({ "rows": [wrong] })).await));
        assert_eq!((told.outcome, told.wrong.as_slice()), (Outcome::Invalid, ["value".to_owned()].as_slice()));
        assert!(told.told.contains("Not saved. Value: "), "{}", told.told);
    }

    /// Two people write in one cell: the second is shown the first's figure, and chooses either.
    async fn either_figure_is_chosen_by_call(record: Record) {
        let application = application(record.clone());
        let people = staff(&record, &application).await;
        let (anns, bobs) = (row(&application, &people.ann, "57").await, row(&application, &people.bob, "60").await);
        heard(&call(&application, &people.ann, ("save-rows", RETURN), json!({ "rows": [anns] })).await);
        let stale = first(heard(&call(&application, &people.bob, ("save-rows", RETURN), json!({ "rows": [bobs.clone()] })).await));
        assert_eq!(stale.outcome, Outcome::Stale);
        assert!(stale.told.contains("Ann Baker entered 57 reports (23 November 2026, 09:00)."), "{}", stale.told);
        let theirs = json!({ "row": SentRow { seen: stale.seen, ..bobs.clone() }, "chosen": "Theirs" });
        assert_eq!(first(heard(&call(&application, &people.bob, ("choose", RETURN), theirs).await)).outcome, Outcome::Saved);
        assert_eq!(get_as(&application, &people.bob, RETURN).await.holds("value.0"), "57");
        let mine = json!({ "row": SentRow { seen: stale.seen, was: stale.was, ..bobs }, "chosen": "Mine" });
        assert_eq!(first(heard(&call(&application, &people.bob, ("choose", RETURN), mine).await)).outcome, Outcome::Saved);
        assert_eq!(get_as(&application, &people.ann, RETURN).await.holds("value.0"), "60");
    }

    /// A row is added where it can be, and the answer leads to it; otherwise the answer gives the reason.
    async fn a_row_is_added_by_call(record: Record) {
        let application = application(record.clone());
        let people = staff(&record, &application).await;
        let new = |other: &str| json!({ "row": { "what": "self-harm-reports|2018-19 Q1", "area": "E10000025", "group": "Total", "other": other } });
        let added = call(&application, &people.ann, ("add-row", RETURN), new("age: 10 to 14")).await;
        let added: Added = serde_json::from_str(&added.text).expect("an answer");
        assert_eq!(added, Added::There(format!("{RETURN}?done=row-added#state-1")));
        assert!(get_as(&application, &people.bob, RETURN).await.read().contains("age: 10 to 14"));
        let again = call(&application, &people.ann, ("add-row", RETURN), new("Age: 10 TO 14")).await;
        assert_eq!(serde_json::from_str::<Added>(&again.text).expect("an answer"), Added::Refused(vec!["This row is already there.".into()]));
        let unread = call(&application, &people.ann, ("add-row", RETURN), new("infants")).await;
        let Added::Refused(why) = serde_json::from_str(&unread.text).expect("an answer") else { panic!("{}", unread.text) };
        assert!(why[0].starts_with("Enter the group as what it is split by"), "{why:?}");
    }

    /// A return that was handed in takes nothing, by whichever function.
    async fn a_locked_return_takes_no_call(record: Record) {
        let application = application(record.clone());
        let people = staff(&record, &application).await;
        let sent = row(&application, &people.ann, "57").await;
        let form = boxes(&application, &people.ann, RETURN, &[("value.0", "51"), ("step", "submit")]).await;
        assert_eq!(send(&application, &people.ann, RETURN, &form).await.status, StatusCode::SEE_OTHER);
        let answer = heard(&call(&application, &people.ann, ("save-rows", RETURN), json!({ "rows": [sent] })).await);
        let Answer::Locked(why) = answer else { panic!("{answer:?}") };
        assert!(why.starts_with("Locked: handed in by Ann Baker on "), "{why}");
        let new = json!({ "row": { "what": "self-harm-reports|2018-19 Q1", "area": "E10000025", "group": "sex=Male", "other": "" } });
        let added = call(&application, &people.ann, ("add-row", RETURN), new).await;
        assert!(matches!(serde_json::from_str(&added.text).expect("an answer"), Added::Refused(why) if why[0].starts_with("Locked: ")));
        assert!(get_as(&application, &people.cat, RETURN).await.read().contains("51"));
    }

    /// What no grid sends is refused like what no form sends, and writes nothing.
    async fn a_call_that_is_none_of_ours_is_refused(record: Record) {
        let application = application(record.clone());
        let people = staff(&record, &application).await;
        let good = row(&application, &people.ann, "57").await;
        let refused = async |arguments: serde_json::Value| call(&application, &people.ann, ("save-rows", RETURN), arguments).await.status;
        assert_eq!(refused(json!({})).await, StatusCode::BAD_REQUEST);
        assert_eq!(refused(json!({ "rows": [good.clone(), good.clone()] })).await, StatusCode::BAD_REQUEST, "sent twice");
        assert_eq!(refused(json!({ "rows": [SentRow { key: "nothing".into(), ..good.clone() }] })).await, StatusCode::BAD_REQUEST);
        let mut zero = good.clone();
        zero.typed.note = "a\0b".into();
        assert_eq!(refused(json!({ "rows": [zero] })).await, StatusCode::BAD_REQUEST);
        let mut long = good.clone();
        long.typed.note = "a".repeat(2 * 1024 * 1024);
        assert_eq!(refused(json!({ "rows": [long] })).await, StatusCode::PAYLOAD_TOO_LARGE);
        let none = call(&application, &people.ann, ("save-rows", "/returns/nobody/2018-19-q2"), json!({ "rows": [] })).await;
        assert_eq!(none.status, StatusCode::FORBIDDEN, "whose return it is, nobody is told who may not fill it");
        // Another organisation's return is not theirs to fill, and a stranger is asked to sign in.
        let others = call(&application, &people.ann, ("save-rows", "/returns/thames-valley-police/2018-19-q2"), json!({ "rows": [] })).await;
        assert_eq!(others.status, StatusCode::FORBIDDEN);
        let sent = json!({ "of": tests::returns::of(RETURN), "rows": [good] }).to_string();
        let stranger = call_it(&application, "/fn/save-rows", &sent).await;
        assert_eq!(stranger.status, StatusCode::UNAUTHORIZED);
        assert!(stranger.text.contains("action=\"/sign-in\""), "{}", stranger.text);
        assert_eq!(call_as(&application, &people.ann, "/fn/nothing", &sent).await.status, StatusCode::NOT_FOUND);
        assert_eq!(get_as(&application, &people.ann, RETURN).await.holds("value.0"), "", "nothing was written");
    }
}
