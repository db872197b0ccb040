//! From draft to approved, and what the public sees of it, the same on both engines.

use axum::http::StatusCode;
use domain::access::Role;
use storage::Record;
use tests::{
    application::{Answer, application, get, get_as, post_as},
    on_both_engines,
    people::{Member, member},
    plans,
    recording::{INDICATOR, MORNING, QUARTER, analyst, count, form, sentence, standing},
};

on_both_engines! {
    /// A draft is submitted, sent back with a reason, submitted again and approved; each step is one role's.
    async fn a_draft_becomes_approved(record: Record) {
        let ann = analyst(&record).await;
        let app = member(&record, "Ada Prove", Role::Approver, "oxford-health").await;
        let application = application(record.clone());
        post_as(&application, &ann, &format!("{INDICATOR}/record"), &form(&[])).await;
        let step = async |who: &Member, step: &'static str, more: &[(&'static str, &'static str)]| {
            let replaces = get_as(&application, who, &format!("{INDICATOR}/history")).await;
            let is_there = replaces.text.contains("name=\"replaces\"");
            let (replaces, approved) = if is_there { (replaces.holds("replaces"), replaces.holds("approved")) } else { ("1".to_owned(), String::new()) };
            let mut form = vec![("area", "E10000025"), ("breakdown", "Total"), ("period", QUARTER), ("replaces", &*replaces), ("approved", &*approved), ("step", step)];
            form.extend_from_slice(more);
            post_as(&application, who, &format!("{INDICATOR}/step"), &form).await
        };
        assert_eq!(step(&app, "approve", &[]).await.status, StatusCode::CONFLICT, "a draft is not approved");
        assert_eq!(step(&ann, "submit", &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(step(&ann, "approve", &[]).await.status, StatusCode::FORBIDDEN);
        let why = step(&app, "send-back", &[]).await;
        assert!(why.status == StatusCode::OK && why.read().contains("Send a figure back"), "{}", why.read());
        let empty = step(&app, "send-back", &[("asked", "yes")]).await;
        assert!(empty.status == StatusCode::UNPROCESSABLE_ENTITY && empty.text.contains("href=\"#reason\""), "{}", empty.read());
        assert_eq!(step(&app, "send-back", &[("reason", "Too low?")]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(step(&ann, "submit", &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(step(&app, "approve", &[]).await.status, StatusCode::SEE_OTHER);
        let history = get_as(&application, &ann, &format!("{INDICATOR}/history")).await.read();
        for said in ["approved", "Too low?", "Ada Prove", "submit figure", "send back figure"] {
            assert!(history.contains(said), "{said}: {history}");
        }
        // A correction of what is approved is a draft beside it; once that is withdrawn, the approved figure is in force again.
        let replaces = standing(&application, &ann).await;
        let corrected = form(&[("value", "51"), ("replaces", &replaces), ("reason", "Recounted.")]);
        assert_eq!(post_as(&application, &ann, &format!("{INDICATOR}/record"), &corrected).await.status, StatusCode::SEE_OTHER);
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE indicator = 'self-harm-reports' AND superseded_in IS NULL").await, 2);
        // The board uses what is approved; whoever looks ahead is shown what is proposed.
        assert!(sentence(&get_as(&application, &ann, &format!("{INDICATOR}?year=2018-19")).await).starts_with("48 reports"));
        assert!(sentence(&get_as(&application, &ann, &format!("{INDICATOR}?year=2018-19&ahead=yes")).await).starts_with("51 reports"));
        assert_eq!(step(&ann, "withdraw", &[("reason", "It was right before.")]).await.status, StatusCode::SEE_OTHER);
        assert!(sentence(&get_as(&application, &ann, &format!("{INDICATOR}?year=2018-19")).await).starts_with("48 reports"));
        assert_eq!(step(&ann, "withdraw", &[("reason", "All of it was wrong.")]).await.status, StatusCode::SEE_OTHER);
        let history = get_as(&application, &ann, &format!("{INDICATOR}/history")).await.read();
        assert!(history.contains("Withdrawn by Ann Baker") && history.contains("All of it was wrong."), "{history}");
        assert!(sentence(&get_as(&application, &ann, &format!("{INDICATOR}?year=2018-19")).await).starts_with("No figures have been recorded yet."));
    }

    /// What is published stays public until its correction is approved.
    async fn the_public_sees_the_approved_figure(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let cora = member(&record, "Cora", Role::Analyst, "oxfordshire-county-council").await;
        let dora = member(&record, "Dora", Role::Approver, "oxfordshire-county-council").await;
        let application = application(record.clone());
        let page = "/indicators/persistent-absence-secondary";
        let cell = format!("{page}/record?period=2018%2F19");
        let replaces = get_as(&application, &cora, &cell).await.holds("replaces");
        let corrected = form(&[("value", "14.99"), ("period", "2018/19"), ("replaces", &replaces), ("reason", "Revised."), ("status", "revised")]);
        assert_eq!(post_as(&application, &cora, &format!("{page}/record"), &corrected).await.status, StatusCode::SEE_OTHER);
        let seen = |text: String| (text.contains("14.68%"), text.contains("14.99%"));
        assert_eq!(seen(get(&application, page).await.read()), (true, false));
        assert_eq!(seen(get(&application, &format!("{page}/history")).await.read()), (true, false));
        assert!(seen(get_as(&application, &cora, page).await.read()).1);
        for (who, step) in [(&cora, "submit"), (&dora, "approve")] {
            let history = get_as(&application, who, &format!("{page}/history?period=2018%2F19")).await;
            let (replaces, approved) = (history.holds("replaces"), history.holds("approved"));
            let form = [("area", "E10000025"), ("breakdown", "Total"), ("period", "2018/19"), ("replaces", &*replaces), ("approved", &*approved), ("step", step)];
            assert_eq!(post_as(&application, who, &format!("{page}/step"), &form).await.status, StatusCode::SEE_OTHER);
        }
        assert!(seen(get(&application, page).await.read()).1);
        let history = get(&application, &format!("{page}/history?period=2018%2F19")).await.read();
        assert!(history.contains("a partner") && !history.contains("Cora") && !history.contains("Revised."), "{history}");
        // The file that was loaded once does not take the correction back.
        let again = plans::load(&record, plans::OXFORDSHIRE, "2026-11-23T10:00:00Z").await;
        assert_eq!((again.added, again.superseded, again.withdrawn, again.kept), (0, 0, 0, 1));
    }

    /// After a draft correction is withdrawn the approved figure is in force, and can be corrected again.
    async fn a_withdrawn_draft_leaves_the_approved_figure_to_correct(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let cora = member(&record, "Cora", Role::Analyst, "oxfordshire-county-council").await;
        let application = application(record.clone());
        let page = "/indicators/persistent-absence-secondary";
        let cell = format!("{page}/record?period=2018%2F19");
        for value in ["14.99", "15.01"] {
            let opened = get_as(&application, &cora, &cell).await;
            assert_eq!(opened.holds("value"), "14.68");
            let replaces = opened.holds("replaces");
            let corrected = form(&[("value", value), ("period", "2018/19"), ("replaces", &replaces), ("reason", "Revised.")]);
            let saved = post_as(&application, &cora, &format!("{page}/record"), &corrected).await;
            assert_eq!(saved.status, StatusCode::SEE_OTHER, "{value}: {}", saved.read());
            let draft = get_as(&application, &cora, &cell).await.holds("replaces");
            let gone = [("area", "E10000025"), ("breakdown", "Total"), ("period", "2018/19"), ("replaces", &*draft), ("step", "withdraw"), ("reason", "Not so.")];
            assert_eq!(post_as(&application, &cora, &format!("{page}/step"), &gone).await.status, StatusCode::SEE_OTHER);
        }
        let history = get_as(&application, &cora, &format!("{page}/history?period=2018%2F19")).await.read();
        assert!(history.contains("15.01% , withdrawn") && history.contains("Withdrawn by Cora") && history.contains("14.68% , in use, approved"), "{history}");
    }

    /// A file that corrects what is approved while a correction waits: both are seen, and neither is ended unseen.
    async fn a_file_and_a_waiting_correction_are_both_seen(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let cora = member(&record, "Cora", Role::Analyst, "oxfordshire-county-council").await;
        let dora = member(&record, "Dora", Role::Approver, "oxfordshire-county-council").await;
        let application = application(record.clone());
        let page = "/indicators/persistent-absence-secondary";
        let replaces = get_as(&application, &cora, &format!("{page}/record?period=2018%2F19")).await.holds("replaces");
        let corrected = form(&[("value", "14.99"), ("period", "2018/19"), ("replaces", &replaces), ("reason", "Revised.")]);
        assert_eq!(post_as(&application, &cora, &format!("{page}/record"), &corrected).await.status, StatusCode::SEE_OTHER);
        let history = format!("{page}/history?period=2018%2F19");
        let step = async |who: &Member, seen: &Answer, step: &'static str| {
            let (replaces, approved) = (seen.holds("replaces"), seen.holds("approved"));
            let form = [("area", "E10000025"), ("breakdown", "Total"), ("period", "2018/19"), ("replaces", &*replaces), ("approved", &*approved), ("step", step)];
            post_as(&application, who, &format!("{page}/step"), &form).await.status
        };
        let seen = get_as(&application, &cora, &history).await;
        assert_eq!(step(&cora, &seen, "submit").await, StatusCode::SEE_OTHER);
        let opened_before = get_as(&application, &dora, &history).await;
        plans::load(&record, &plans::OXFORDSHIRE.replace("\"2018/19\" = 14.68", "\"2018/19\" = 14.70"), "2026-11-23T09:00:00Z").await;
        assert_eq!(step(&dora, &opened_before, "approve").await, StatusCode::CONFLICT);
        let seen = get_as(&application, &dora, &history).await;
        assert!(seen.read().contains("14.70% , in use, approved") && seen.read().contains("14.99% , awaiting approval"), "{}", seen.read());
        let correct = get_as(&application, &cora, &format!("{page}/record?period=2018%2F19")).await;
        assert_eq!(correct.holds("value"), "14.99", "what is proposed is what is corrected");
        assert_eq!(step(&dora, &seen, "approve").await, StatusCode::SEE_OTHER);
        assert!(get(&application, page).await.read().contains("14.99%"));
    }

    /// Somebody who is both does not approve what they recorded themselves.
    async fn nobody_approves_their_own_figure(record: Record) {
        let ann = analyst(&record).await;
        let operator = plans::operator(&record).await;
        storage::account::change_role(&operator, ann.id, Role::Approver, "oxford-health", storage::account::RoleChange::Give, || plans::moment(MORNING)).await.expect("a role");
        let application = application(record.clone());
        post_as(&application, &ann, &format!("{INDICATOR}/record"), &form(&[])).await;
        for (step, status) in [("submit", StatusCode::SEE_OTHER), ("approve", StatusCode::BAD_REQUEST)] {
            let replaces = get_as(&application, &ann, &format!("{INDICATOR}/history")).await.holds("replaces");
            let form = [("area", "E10000025"), ("breakdown", "Total"), ("period", QUARTER), ("replaces", &*replaces), ("step", step)];
            let answer = post_as(&application, &ann, &format!("{INDICATOR}/step"), &form).await;
            assert_eq!(answer.status, status, "{}", answer.read());
        }
        assert_eq!(count(&record, "SELECT count(*) FROM audit WHERE action = 'approve figure' AND outcome = 'refused'").await, 1);
    }

    /// Rights are checked once a write has its turn, whatever they were when the request came.
    async fn rights_are_asked_in_the_write(record: Record) {
        let ann = analyst(&record).await;
        let before = ann.desk(&record).await;
        let operator = plans::operator(&record).await;
        let outline = storage::outline::current(&operator, plans::moment(MORNING).date_naive()).await.expect("readable").expect("a plan");
        let indicator = outline.indicator_named("self-harm-reports").expect("it");
        let figure = domain::figure::Figure {
            series: domain::series::Series { indicator: indicator.slug.clone(), area: outline.plan.area.clone(), breakdown: domain::series::Breakdown::Total },
            period: QUARTER.parse().expect("a period"),
            reading: domain::entry::reading(indicator.measure, 0, domain::entry::Typed { value: "48", ..Default::default() }).expect("a reading"),
            status: domain::figure::Status::Final,
            origin: indicator.origin,
            approval: domain::figure::Approval::Draft,
            explanation: None,
            note: None,
        };
        let clock = || plans::moment("2026-11-23T09:00:00Z");
        let ended = before.clone().from("192.0.2.1".into(), Some(999_999));
        let refused = storage::figure::record(&ended, &figure, None, None, clock).await;
        assert!(matches!(refused, Err(storage::Error::Forbidden)), "a session that has ended: {refused:?}");
        storage::account::change_role(&operator, ann.id, Role::Analyst, "oxford-health", storage::account::RoleChange::Take, clock).await.expect("taken");
        let refused = storage::figure::record(&before, &figure, None, None, clock).await;
        assert!(matches!(refused, Err(storage::Error::Forbidden)), "a role that was taken: {refused:?}");
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE indicator = 'self-harm-reports'").await, 0);
    }

    /// A figure of a published indicator that is not published itself is not public, even when it is approved.
    async fn an_unpublished_figure_is_not_public(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let cora = member(&record, "Cora", Role::Analyst, "oxfordshire-county-council").await;
        let dora = member(&record, "Dora", Role::Approver, "oxfordshire-county-council").await;
        let application = application(record.clone());
        let page = "/indicators/persistent-absence-secondary";
        let unsaid = post_as(&application, &cora, &format!("{page}/record"), &form(&[("value", "77.31"), ("period", "2014/15"), ("origin", "")])).await;
        assert!(unsaid.text.contains("href=\"#origin\""), "{}", unsaid.read());
        let own = form(&[("value", "77.31"), ("period", "2014/15"), ("origin", "partner"), ("breakdown", "sex=Female")]);
        assert_eq!(post_as(&application, &cora, &format!("{page}/record"), &own).await.status, StatusCode::SEE_OTHER);
        for (who, step) in [(&cora, "submit"), (&dora, "approve")] {
            let replaces = get_as(&application, who, &format!("{page}/history?breakdown=sex%3DFemale")).await.holds("replaces");
            let form = [("area", "E10000025"), ("breakdown", "sex=Female"), ("period", "2014/15"), ("replaces", &*replaces), ("step", step)];
            assert_eq!(post_as(&application, who, &format!("{page}/step"), &form).await.status, StatusCode::SEE_OTHER);
        }
        for address in [page.to_owned(), format!("{page}/history?breakdown=sex%3DFemale")] {
            assert!(!get(&application, &address).await.text.contains("77.31"), "{address}");
        }
        assert!(get_as(&application, &dora, &format!("{page}/history?breakdown=sex%3DFemale")).await.text.contains("77.31"));
    }

    /// A plan file that is loaded again leaves alone what people recorded, set, noted and withdrew since.
    async fn a_file_takes_nothing_of_people_away(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let ann = member(&record, "Ann", Role::Analyst, "council").await;
        let lead = member(&record, "Lea", Role::PlanLead, "council").await;
        let application = application(record.clone());
        let page = "/indicators/good-development";
        let target = form(&[("area", "E06000017"), ("period", "2023/24"), ("lower", "77"), ("upper", "")]);
        assert_eq!(post_as(&application, &lead, &format!("{page}/target"), &target).await.status, StatusCode::SEE_OTHER);
        let name = get_as(&application, &lead, &format!("{page}/change-note")).await.holds("note");
        let note = [("note", &*name), ("on", "2021-09-01"), ("kind", "event"), ("effect", "explains"), ("text", "A nursery opened."), ("source", "Council")];
        assert_eq!(post_as(&application, &lead, &format!("{page}/change-note"), &note).await.status, StatusCode::SEE_OTHER);
        let cell = "2021/22";
        let replaces = get_as(&application, &ann, &format!("{page}/record?period=2021%2F22")).await.holds("replaces");
        let gone = [("area", "E06000017"), ("breakdown", "Total"), ("period", cell), ("replaces", &*replaces), ("step", "withdraw"), ("reason", "Wrong school.")];
        assert_eq!(post_as(&application, &ann, &format!("{page}/step"), &gone).await.status, StatusCode::SEE_OTHER);
        let before = get_as(&application, &ann, page).await.text;
        let again = plans::load(&record, plans::RUTLAND, "2026-11-23T10:00:00Z").await;
        assert_eq!((again.added, again.superseded, again.withdrawn), (0, 0, 0));
        assert!(again.kept > 0);
        assert_eq!(get_as(&application, &ann, page).await.text, before);
        assert!(before.contains("A nursery opened."));
    }
}
