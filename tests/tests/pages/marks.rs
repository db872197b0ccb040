//! Setting a figure apart by form, and judging it with the others again: who is told what of it, the same on both engines.

use axum::{Router, http::StatusCode};
use domain::{
    access::Role,
    figure::{Approval, Origin},
};
use storage::Record;
use tests::{
    application::{Answer, application_at, get, get_as, post_as},
    importing::by_hand_of,
    on_both_engines,
    people::{Member, member},
    plans,
    recording::{MORNING, count, sentence},
};

const PUBLISHED: &str = "/indicators/good-development";
const PARTNERS: &str = "/indicators/referrals";
/// The figure of a period on the page of its history.
const OF_2022: &str = "section[aria-labelledby=period-2022-23]";
const OF_2021: &str = "section[aria-labelledby=period-2021-22]";
/// The period without a value.
const OF_2020: &str = "section[aria-labelledby=period-2020-21]";

/// The application at an hour of the day.
fn at(record: &Record, hour: u32) -> Router {
    application_at(record.clone(), &format!("2026-11-23T{hour:02}:00:00Z"))
}

/// Sends a form for the county's figure of a period.
async fn sent(
    application: &Router,
    who: &Member,
    (page, period): (&str, &str),
    more: &[(&str, &str)],
) -> Answer {
    let mut form = vec![("area", "E06000017"), ("breakdown", "Total"), ("period", period), ("asked", "yes")];
    form.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    form.extend_from_slice(more);
    post_as(application, who, &format!("{page}/mark"), &form).await
}

/// What people said of the figure of a period, as a page of its history tells it.
fn said(history: &Answer, section: &str) -> Vec<String> {
    history.each(&format!("{section} p.apart"))
}

/// What can be said of it by a button.
fn offered(history: &Answer, section: &str) -> Vec<String> {
    history.each(&format!("{section} form[action$=mark] button"))
}

on_both_engines! {
    /// The reason is asked for, kept with name and moment, and each earlier moment shows what was said then.
    async fn a_figure_is_set_apart_and_judged_with_the_others_again(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let ann = member(&record, "Ann Baker", Role::Analyst, "council").await;
        let vic = member(&record, "Vic", Role::Viewer, "council").await;
        let (nine, ten, eleven) = (at(&record, 9), at(&record, 10), at(&record, 11));
        let (figure, history) = ((PUBLISHED, "2022/23"), format!("{PUBLISHED}/history"));
        let opened = get_as(&nine, &ann, &history).await;
        assert_eq!(offered(&opened, OF_2022), ["Set this figure apart (2022/23)", "Judge it with the others (2022/23)"]);
        assert_eq!(offered(&get_as(&nine, &vic, &history).await, OF_2022).len(), 0, "a viewer changes nothing");
        assert_eq!((offered(&opened, OF_2020).len(), said(&opened, OF_2022).len()), (0, 0), "an absence is not judged");

        let asked = sent(&nine, &ann, figure, &[("asked", ""), ("mark", "apart"), ("replaces", "")]).await;
        assert_eq!((asked.status, asked.says("h1")), (StatusCode::OK, "Set this figure apart".to_owned()));
        let empty = sent(&nine, &ann, figure, &[("mark", "apart"), ("replaces", ""), ("reason", " ")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(empty.wrongs(), [("reason".to_owned(), "Say why: the history keeps it".to_owned())]);
        assert_eq!(count(&record, "SELECT count(*) FROM point_mark").await, 0);

        let saved = sent(&nine, &ann, figure, &[("mark", "apart"), ("replaces", ""), ("reason", "A new test")]).await;
        let to = "/indicators/good-development/history?area=E06000017&breakdown=Total&done=set-apart";
        assert_eq!((saved.status, saved.leads_to()), (StatusCode::SEE_OTHER, to));
        let there = get_as(&nine, &ann, saved.leads_to()).await;
        assert_eq!(there.says("[role=status]"), "Figure set apart. It stays in its place, and makes no limits.");
        assert_eq!(said(&there, OF_2022), ["Set apart by Ann Baker on 23 November 2026, 09:00: \u{201c}A new test\u{201d}"]);
        assert_eq!(offered(&there, OF_2022), ["Judge it with the others again (2022/23)"]);
        assert_eq!(said(&there, OF_2021).len(), 0);
        let apart = "The figure for 2022/23 (72.4%) is set apart as exceptional.";
        let chart = format!("{PUBLISHED}?view=control-chart");
        let drawn = get_as(&nine, &ann, &chart).await;
        assert!(sentence(&drawn).contains(apart) && drawn.between("<svg", "</svg>").contains("point apart"), "{}", sentence(&drawn));

        let number = there.attribute(&format!("{OF_2022} form[action$=mark] input[name=replaces]"), "value").expect("a number");
        let back = sent(&ten, &ann, figure, &[("mark", "kept"), ("replaces", &number), ("reason", "There was none")]).await;
        assert_eq!(back.status, StatusCode::SEE_OTHER);
        let both = [
            "Judged with the others by Ann Baker on 23 November 2026, 10:00: \u{201c}There was none\u{201d}",
            "Earlier: Set apart by Ann Baker on 23 November 2026, 09:00: \u{201c}A new test\u{201d}",
        ];
        let now = get_as(&eleven, &ann, &history).await;
        assert_eq!((said(&now, OF_2022), offered(&now, OF_2022)), (both.map(str::to_owned).to_vec(), vec!["Set this figure apart (2022/23)".to_owned()]));
        let then = get_as(&eleven, &ann, &format!("{history}?as-at=2026-11-23T09:30:00Z")).await;
        assert_eq!((said(&then, OF_2022), offered(&then, OF_2022)), (said(&there, OF_2022), Vec::new()));
        let before = get_as(&eleven, &ann, &format!("{history}?as-at=2026-11-23T08:30:00Z")).await;
        assert_eq!(said(&before, OF_2022).len(), 0);

        assert!(!sentence(&get_as(&eleven, &ann, &chart).await).contains(apart), "judged with the others again");

        // Others read it; the public reads why, and not who.
        let viewer = get_as(&ten, &vic, &history).await;
        assert_eq!((said(&viewer, OF_2022), offered(&viewer, OF_2022)), (both.map(str::to_owned).to_vec(), Vec::new()));
        let public = get(&eleven, &history).await;
        let both = both.map(|text| text.replace("Ann Baker", "a partner"));
        assert_eq!((said(&public, OF_2022), offered(&public, OF_2022)), (both.to_vec(), Vec::new()));
    }

    /// What cannot be done is told on the history, and nothing is written.
    async fn what_somebody_else_said_in_between_is_shown(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let (ann, lea) = (member(&record, "Ann Baker", Role::Analyst, "council").await, member(&record, "Lea", Role::PlanLead, "council").await);
        let application = at(&record, 9);
        let (figure, apart) = ((PUBLISHED, "2022/23"), [("mark", "apart"), ("replaces", ""), ("reason", "A new test")]);
        assert_eq!(sent(&application, &lea, figure, &apart).await.status, StatusCode::SEE_OTHER);
        let late = sent(&application, &ann, figure, &[("mark", "kept"), ("replaces", ""), ("reason", "It was so")]).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        let wrong = "Somebody else set this figure apart, or took that back, while you had it open, so nothing was done: look at what is said of it now";
        assert_eq!(late.wrongs(), [("history".to_owned(), wrong.to_owned())]);
        assert_eq!(said(&late, OF_2022), ["Set apart by Lea on 23 November 2026, 09:00: \u{201c}A new test\u{201d}"]);
        let twice = sent(&application, &lea, figure, &apart).await;
        assert_eq!(twice.status, StatusCode::SEE_OTHER, "the same form sent twice is one mark");

        let absent = sent(&application, &ann, (PUBLISHED, "2020/21"), &apart).await;
        let wrong = "This period has no value, so there is nothing to set apart or to judge";
        assert_eq!((absent.status, absent.wrongs()), (StatusCode::CONFLICT, vec![("history".to_owned(), wrong.to_owned())]));
        let again = sent(&application, &ann, (PUBLISHED, "2021/22"), &[("mark", "apart"), ("replaces", ""), ("reason", "Why"), ("again", "yes")]).await;
        assert_eq!((again.status, again.says("#reason")), (StatusCode::OK, "Why".to_owned()), "typed before a session ended");
        for broken in [&[("mark", "wild")][..], &[("mark", "apart"), ("period", "zz")], &[("mark", "apart"), ("area", "nowhere")], &[("mark", "apart"), ("replaces", "x")]] {
            assert_eq!(sent(&application, &ann, figure, broken).await.status, StatusCode::BAD_REQUEST, "{broken:?}");
        }
        assert_eq!(count(&record, "SELECT count(*) FROM point_mark").await, 1);
    }

    /// A stranger's pages are the same, letter for letter, whether a figure that they may not see is set apart or not.
    async fn a_strangers_pages_do_not_depend_on_a_concealed_figures_mark(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let lea = member(&record, "Lea", Role::PlanLead, "council").await;
        // In the place of a published figure, whose history the public keeps.
        by_hand_of(&record, ("good-development", Origin::Partner), "2022/23", "12.0", Approval::Approved).await;
        let application = at(&record, 9);
        let pages = ["/", "/board", PUBLISHED, "/indicators/good-development/history", PARTNERS, "/indicators/referrals/history", "/indicators/referrals/history?area=E06000017&period=2022+Q1", "/indicators/referrals/figures.csv"];
        let seen = async || {
            let mut texts = Vec::new();
            for page in pages {
                let answer = get(&application, page).await;
                assert_eq!(answer.status, StatusCode::OK, "{page}");
                texts.push(answer.text);
            }
            texts
        };
        let before = seen().await;
        let reason = "Wilhelmina Threlkeld was one of them";
        for figure in [(PARTNERS, "2022 Q1"), (PUBLISHED, "2022/23")] {
            let marked = sent(&application, &lea, figure, &[("mark", "apart"), ("replaces", ""), ("reason", reason)]).await;
            assert_eq!(marked.status, StatusCode::SEE_OTHER);
        }
        let told = get_as(&application, &lea, "/indicators/referrals/history").await;
        assert!(told.says("section[aria-labelledby=period-2022-Q1] p.apart").contains(reason));
        for ((page, before), after) in pages.iter().zip(before).zip(seen().await) {
            assert_eq!(after, before, "{page}");
        }
    }
}
