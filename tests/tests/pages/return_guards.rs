//! What a return must not let through, the same on both engines: a reason that goes public, a figure that nobody saw, one that
//! its own writer approves, a note or an interval that is lost.

use axum::http::StatusCode;
use domain::{
    access::Role,
    area::AreaCode,
    figure::{Approval, Figure, Measured, Origin, Reading, Status},
    returns::{Return, Step, handing::SeenRow, quarter},
    series::{Breakdown, Series},
    slug::Slug,
};
use storage::{Record, returns::Handed};
use tests::{
    application::{application, get, get_as, post_as, post_file},
    on_both_engines,
    people::{Member, member},
    plans,
    recording::{INDICATOR, MORNING, count, form},
    returns::{RETURN, boxes, fill, form_of, send, staff},
};

const VALUE: &str = "value.0";
const HEAD: &str = "indicator,area_code,period,value,lower,upper\n";

/// Gives somebody another role at the trust.
async fn grant(record: &Record, who: &Member, role: Role, organisation: &str) {
    let desk = plans::operator(record).await;
    let change = storage::account::RoleChange::Give;
    let clock = || plans::moment("2026-11-23T08:30:00Z");
    storage::account::change_role(&desk, who.id, role, organisation, change, clock).await.expect("a role");
}

/// Hands in the return as it is.
async fn hand_in(application: &axum::Router, who: &Member) {
    let handed = fill(application, who, RETURN, &[("step", "submit")]).await;
    assert_eq!(handed.status, StatusCode::SEE_OTHER, "{}", handed.read());
}

/// Tries to approve the return as it is.
async fn approve(application: &axum::Router, who: &Member) -> StatusCode {
    let seen = get_as(application, who, RETURN).await.holds("seen");
    post_as(application, who, &format!("{RETURN}/step"), &[("step", "approve"), ("seen", &seen)]).await.status
}

/// Takes figures of a file in, by page.
async fn import(application: &axum::Router, who: &Member, line: &str) {
    let text = format!("{HEAD}{line}\n");
    let sent = post_file(application, who, "/import", ("figures.csv", text.as_bytes())).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.read());
    let seen = get_as(application, who, sent.leads_to()).await.holds("seen");
    let taken = post_as(application, who, sent.leads_to(), &[("seen", &seen)]).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.read());
}

/// Records the figure of the return's row on its indicator's page.
async fn record_by_hand(application: &axum::Router, who: &Member, value: &str, replaces: &str) {
    let form = form(&[("value", value), ("replaces", replaces), ("reason", "Counted again.")]);
    let recorded = post_as(application, who, &format!("{INDICATOR}/record"), &form).await;
    assert_eq!(recorded.status, StatusCode::SEE_OTHER, "{}", recorded.read());
}

/// A figure of the return's row that was explained.
fn explained() -> Figure {
    let measured = Measured::recorded(57.0, None, None).expect("a value");
    Figure {
        series: Series {
            indicator: Slug::new("self-harm-reports").expect("a slug"),
            area: AreaCode::new("E10000025").expect("a code"),
            breakdown: Breakdown::Total,
        },
        period: "2018-19 Q1".parse().expect("a period"),
        reading: Reading::Value(measured),
        status: Status::Provisional,
        origin: Origin::Partner,
        approval: Approval::Submitted,
        note: Some("By hand.".to_owned()),
        explanation: Some("a new clinic".to_owned()),
    }
}

on_both_engines! {
    /// Why an unlikely figure is right becomes a change note when somebody agrees to it, and its words are the partners' own.
    async fn a_reason_is_noted_when_it_is_approved_and_is_not_public(record: Record) {
        let application = application(record.clone());
        staff(&record, &application).await;
        // It is measured a year earlier than the first plan says, so that the plan's last year asks for it.
        let earlier = plans::OXFORDSHIRE.replace("from = 2021-04-01\ntiming", "from = 2020-04-01\ntiming");
        plans::load(&record, &earlier, MORNING).await;
        let analyst = member(&record, "Cora Council", Role::Analyst, "oxfordshire-county-council").await;
        let approver = member(&record, "Dan Council", Role::Approver, "oxfordshire-county-council").await;
        // A published indicator; its figure is not published yet.
        let (address, indicator) = ("/returns/oxfordshire-county-council/2021-22-q3", "/indicators/low-income-families".to_owned());
        let page = get_as(&application, &analyst, address).await;
        let row = (0..40).find(|row| page.text.contains(&format!("name=\"key.{row}\" value=\"low-income-families|E10000025|Total"))).expect("its row");
        let at = |column: &str| format!("{column}.{row}");
        let names = ["value", "numerator", "denominator", "because", "reason"].map(at);
        let typed = |because: &'static str, reason: &'static str| {
            let texts = ["0.1", "", "", because, reason];
            names.iter().map(String::as_str).zip(texts).collect::<Vec<_>>()
        };
        let saved = fill(&application, &analyst, address, &[&typed("series breaks", "a hostile reason")[..], &[("step", "save")]].concat()).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.read());
        let before = count(&record, "SELECT count(*) FROM change_note").await;
        let submit = [("step", "submit"), ("blank", "not available")];
        let handed = fill(&application, &analyst, address, &submit).await;
        assert_eq!(handed.status, StatusCode::SEE_OTHER, "{}", handed.read());
        assert_eq!(count(&record, "SELECT count(*) FROM change_note").await, before, "nobody has agreed yet");
        assert!(!get(&application, &indicator).await.text.contains("hostile"));
        // Sent back and mended, what was first given as the reason is shown nowhere.
        let step = format!("{address}/step");
        let back = post_as(&application, &approver, &step, &[("step", "send-back"), ("reason", "Is it a break?")]).await;
        assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.read());
        let page = get_as(&application, &analyst, address).await;
        assert_eq!((page.holds(&at("reason")), page.holds(&at("note"))), ("a hostile reason".to_owned(), String::new()));
        let handed = fill(&application, &analyst, address, &[&typed("recording changed", "another hostile reason")[..], &submit].concat()).await;
        assert_eq!(handed.status, StatusCode::SEE_OTHER, "{}", handed.read());
        let seen = get_as(&application, &approver, address).await.holds("seen");
        let done = post_as(&application, &approver, &step, &[("step", "approve"), ("seen", &seen)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.read());
        assert_eq!(count(&record, "SELECT count(*) FROM change_note").await, before + 1);
        assert_eq!(count(&record, "SELECT count(*) FROM change_note WHERE text = 'Another hostile reason' AND effect = 'explains'").await, 1);
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE explanation = 'another hostile reason' AND note IS NULL").await, 2);
        assert!(get_as(&application, &analyst, &indicator).await.text.contains("Another hostile reason"));
        for public in [&*indicator, "/board", &format!("{indicator}/history")] {
            let page = get(&application, public).await;
            assert!(!page.text.contains("hostile"), "{public}: {}", page.read());
        }
        assert_eq!(count(&record, "SELECT count(*) FROM return_cell WHERE superseded_in IS NULL").await, 0);
    }

    /// A note stays what was noted, whatever words it holds: corrected in the return it loses none of them.
    async fn a_note_that_speaks_of_an_explanation_is_kept(record: Record) {
        const NOTE: &str = "Counted by hand. Explained: the new system went live on 8 March.";
        let application = application(record.clone());
        let staff = staff(&record, &application).await;
        fill(&application, &staff.ann, RETURN, &[(VALUE, "57"), ("note.0", NOTE), ("step", "save")]).await;
        hand_in(&application, &staff.ann).await;
        assert_eq!(approve(&application, &staff.cat).await, StatusCode::SEE_OTHER);
        let again = [("step", "reopen"), ("reason", "It was counted again.")];
        let opened = post_as(&application, &staff.cat, &format!("{RETURN}/step"), &again).await;
        assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.read());
        let page = get_as(&application, &staff.ann, RETURN).await;
        assert_eq!(page.holds("note.0"), NOTE);
        fill(&application, &staff.ann, RETURN, &[(VALUE, "58"), ("step", "save")]).await;
        hand_in(&application, &staff.ann).await;
        let kept = format!("SELECT count(*) FROM figure WHERE value = 58 AND explanation IS NULL AND note = '{NOTE}'");
        assert_eq!(count(&record, kept.leak()).await, 1);
    }

    /// Corrected by the form of one figure, an explanation stays apart from the note as long as nobody writes another.
    async fn a_form_keeps_note_and_explanation_apart(record: Record) {
        let application = application(record.clone());
        let staff = staff(&record, &application).await;
        let of = Return { organisation: Slug::new("oxford-health").expect("a slug"), quarter: quarter("2018-19 Q2").expect("a quarter") };
        let row = SeenRow { series: explained().series, period: explained().period, seen: None, figure: Some(explained()) };
        let handed = storage::returns::hand_in_rows(&staff.ann.desk(&record).await, &of, Step::Submit, &[row], || plans::moment("2026-11-23T09:00:00Z")).await;
        assert!(matches!(handed, Ok(Handed::Done(1))), "{handed:?}");
        assert_eq!(approve(&application, &staff.cat).await, StatusCode::SEE_OTHER);
        let address = format!("{INDICATOR}/record?period=2018-19+Q1");
        let page = get_as(&application, &staff.bob, &address).await;
        assert!(page.text.contains("By hand. Explained: a new clinic</textarea>"), "{}", page.read());
        for (value, note, kept) in [
            ("58", "Twice. Explained: a new clinic", "note = 'Twice.' AND explanation = 'a new clinic'"),
            ("59", "Twice. Explained: an old clinic", "note = 'Twice. Explained: an old clinic' AND explanation IS NULL"),
        ] {
            let replaces = get_as(&application, &staff.bob, &address).await.holds("replaces");
            let form = form(&[("value", value), ("note", note), ("replaces", &replaces), ("reason", "Counted again.")]);
            let recorded = post_as(&application, &staff.bob, &format!("{INDICATOR}/record"), &form).await;
            assert_eq!(recorded.status, StatusCode::SEE_OTHER, "{}", recorded.read());
            let sql = format!("SELECT count(*) FROM figure WHERE value = {value} AND {kept}");
            assert_eq!(count(&record, sql.leak()).await, 1, "{note}");
        }
    }

    /// What was typed into a row that was not handed in is not thrown away where the rest is agreed to.
    async fn what_was_not_handed_in_is_not_lost(record: Record) {
        let application = application(record.clone());
        let staff = staff(&record, &application).await;
        let added = [("add-what", "self-harm-reports|2018-19 Q1"), ("add-area", "E07000178"), ("add-group", "Total"), ("step", "add"), (VALUE, "57")];
        assert_eq!(fill(&application, &staff.ann, RETURN, &added).await.status, StatusCode::SEE_OTHER);
        fill(&application, &staff.ann, RETURN, &[("value.1", "12"), ("step", "save")]).await;
        // Handed in by somebody whose rows do not have it, as where it was added at the same moment.
        let of = Return { organisation: Slug::new("oxford-health").expect("a slug"), quarter: quarter("2018-19 Q2").expect("a quarter") };
        let handed = storage::returns::hand_in_rows(&staff.ann.desk(&record).await, &of, Step::Submit, &[], || plans::moment("2026-11-23T09:00:00Z")).await;
        assert!(matches!(handed, Ok(Handed::Done(_))), "{handed:?}");
        assert_eq!(approve(&application, &staff.cat).await, StatusCode::CONFLICT);
        assert_eq!(count(&record, "SELECT count(*) FROM return_cell WHERE value = '12' AND superseded_in IS NULL").await, 1);
        // Sent back, it is handed in with the others, and approved.
        let back = post_as(&application, &staff.cat, &format!("{RETURN}/step"), &[("step", "send-back"), ("reason", "Oxford is missing.")]).await;
        assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.read());
        hand_in(&application, &staff.ann).await;
        assert_eq!(approve(&application, &staff.cat).await, StatusCode::SEE_OTHER);
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE approval = 'approved' AND area = 'E07000178' AND value = 12").await, 1);
    }

    /// A figure that was recorded after somebody typed into the return is shown beside, and nothing is handed in before one of
    /// the two is chosen.
    async fn an_older_draft_is_not_handed_in_over_a_newer_figure(record: Record) {
        let application = application(record.clone());
        let staff = staff(&record, &application).await;
        fill(&application, &staff.ann, RETURN, &[(VALUE, "59"), ("step", "save")]).await;
        record_by_hand(&application, &staff.bob, "55", "").await;
        let page = get_as(&application, &staff.ann, RETURN).await;
        assert!(page.read().contains("Bob Clark entered 55 reports (23 November 2026, 09:00)"), "{}", page.read());
        assert_eq!(page.holds(VALUE), "59", "what Ann typed is still there");
        for step in ["submit", "save"] {
            let refused = send(&application, &staff.ann, RETURN, &form_of(&page, &[("step", step)])).await;
            assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.read());
        }
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE value = 59 AND indicator = 'self-harm-reports'").await, 0);
        // Hers is chosen, and is kept.
        let mine = send(&application, &staff.ann, RETURN, &form_of(&page, &[("choose.0", "mine"), ("step", "save")])).await;
        assert_eq!(mine.status, StatusCode::SEE_OTHER, "{}", mine.read());
        let page = get_as(&application, &staff.ann, RETURN).await;
        assert!(page.holds(VALUE) == "59" && !page.text.contains("class=\"conflict\""), "{}", page.read());
        // Another is recorded, and this time that one is chosen.
        let replaces = get_as(&application, &staff.bob, &format!("{INDICATOR}/record?period=2018-19+Q1")).await.holds("replaces");
        record_by_hand(&application, &staff.bob, "56", &replaces).await;
        let page = get_as(&application, &staff.ann, RETURN).await;
        let theirs = send(&application, &staff.ann, RETURN, &form_of(&page, &[("choose.0", "theirs"), ("step", "save")])).await;
        assert_eq!(theirs.status, StatusCode::SEE_OTHER, "{}", theirs.read());
        let page = get_as(&application, &staff.ann, RETURN).await;
        assert!(page.holds(VALUE) == "56" && !page.text.contains("class=\"conflict\""), "{}", page.read());
        hand_in(&application, &staff.ann).await;
        assert_eq!(approve(&application, &staff.cat).await, StatusCode::SEE_OTHER);
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE approval = 'approved' AND value = 56 AND indicator = 'self-harm-reports'").await, 1);
    }

    /// Whoever hands a return in has seen every row of it as it is.
    async fn what_was_not_seen_is_not_handed_in(record: Record) {
        let application = application(record.clone());
        let staff = staff(&record, &application).await;
        fill(&application, &staff.ann, RETURN, &[(VALUE, "57"), ("step", "save")]).await;
        let old = boxes(&application, &staff.ann, RETURN, &[("step", "submit")]).await;
        fill(&application, &staff.bob, RETURN, &[(VALUE, "58"), ("step", "save")]).await;
        let refused = send(&application, &staff.ann, RETURN, &old).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.read());
        assert!(refused.read().contains("Bob Clark entered 58 reports (23 November 2026, 09:00)"), "{}", refused.read());
        // A form without the row, and one that has it twice, are refused.
        let bare = post_as(&application, &staff.ann, RETURN, &[("step", "submit")]).await;
        assert_eq!(bare.status, StatusCode::BAD_REQUEST);
        let mut twice = boxes(&application, &staff.ann, RETURN, &[("step", "save")]).await;
        let again: Vec<_> = twice.iter().filter(|(name, _)| name.ends_with(".0")).map(|(name, value)| (name.replace(".0", ".1"), value.clone())).collect();
        twice.extend(again);
        assert_eq!(send(&application, &staff.ann, RETURN, &twice).await.status, StatusCode::BAD_REQUEST);
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE indicator = 'self-harm-reports'").await, 0);
    }

    /// What was recorded while the return waited is approved with it, as its approver saw it.
    async fn an_approved_return_has_no_figure_that_is_not(record: Record) {
        let application = application(record.clone());
        let staff = staff(&record, &application).await;
        fill(&application, &staff.ann, RETURN, &[(VALUE, "59"), ("step", "save")]).await;
        hand_in(&application, &staff.ann).await;
        let seen = get_as(&application, &staff.cat, RETURN).await.holds("seen");
        let replaces = get_as(&application, &staff.bob, &format!("{INDICATOR}/record?period=2018-19+Q1")).await.holds("replaces");
        record_by_hand(&application, &staff.bob, "54", &replaces).await;
        let old = post_as(&application, &staff.cat, &format!("{RETURN}/step"), &[("step", "approve"), ("seen", &seen)]).await;
        assert_eq!(old.status, StatusCode::CONFLICT, "{}", old.read());
        assert!(get_as(&application, &staff.cat, RETURN).await.read().contains("54"));
        assert_eq!(approve(&application, &staff.cat).await, StatusCode::SEE_OTHER);
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE superseded_in IS NULL AND indicator = 'self-harm-reports' AND approval = 'approved' AND value = 54").await, 1);
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE superseded_in IS NULL AND indicator = 'self-harm-reports'").await, 1);
    }

    /// Nobody approves a figure that they had a hand in, whoever handed it in last.
    async fn nobody_approves_what_they_had_a_hand_in(record: Record) {
        let application = application(record.clone());
        let staff = staff(&record, &application).await;
        let lead = member(&record, "Lea Dee", Role::PlanLead, "oxford-health").await;
        grant(&record, &lead, Role::Approver, "oxford-health").await;
        grant(&record, &staff.bob, Role::Approver, "oxford-health").await;
        // Brought in a file by one who may approve, and handed in untouched by another.
        import(&application, &lead, "self-harm-reports,E10000025,2018-19 Q1,46,,").await;
        hand_in(&application, &staff.ann).await;
        assert_eq!(approve(&application, &lead).await, StatusCode::FORBIDDEN);
        let back = [("step", "send-back"), ("reason", "Look again.")];
        let step = format!("{RETURN}/step");
        assert_eq!(post_as(&application, &staff.cat, &step, &back).await.status, StatusCode::SEE_OTHER);
        // Typed and handed in by one who may approve, sent back, and handed in unchanged by another.
        fill(&application, &staff.bob, RETURN, &[(VALUE, "45"), ("step", "save")]).await;
        hand_in(&application, &staff.bob).await;
        assert_eq!(post_as(&application, &staff.cat, &step, &back).await.status, StatusCode::SEE_OTHER);
        hand_in(&application, &staff.ann).await;
        assert_eq!(approve(&application, &staff.bob).await, StatusCode::FORBIDDEN);
        // Who sent it back had no hand in it.
        assert_eq!(approve(&application, &staff.cat).await, StatusCode::SEE_OTHER);
        assert_eq!(count(&record, "SELECT count(*) FROM audit WHERE action = 'approve return' AND outcome = 'refused'").await, 2);
    }

    /// A figure that nobody changed keeps its interval; a note without a figure is kept; nil means nothing happened.
    async fn what_stands_beside_a_figure_is_kept(record: Record) {
        let application = application(record.clone());
        let staff = staff(&record, &application).await;
        let lead = member(&record, "Lea Dee", Role::PlanLead, "oxford-health").await;
        let nil = fill(&application, &staff.ann, RETURN, &[(VALUE, "245"), ("step", "submit nil")]).await;
        assert_eq!(nil.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nil.read().contains("is 245: a return is nil only if nothing happened."), "{}", nil.read());
        fill(&application, &staff.ann, RETURN, &[(VALUE, ""), ("note.0", "The system was down."), ("step", "save")]).await;
        assert_eq!(get_as(&application, &staff.ann, RETURN).await.holds("note.0"), "The system was down.");
        let handed = fill(&application, &staff.ann, RETURN, &[("step", "submit"), ("blank", "not collected")]).await;
        assert_eq!(handed.status, StatusCode::SEE_OTHER, "{}", handed.read());
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE absence = 'not collected' AND note = 'The system was down.'").await, 1);
        // The next quarter's figure came in a file, with its interval.
        let next = "/returns/oxford-health/2018-19-q3";
        import(&application, &lead, "self-harm-reports,E10000025,2018-19 Q2,46,40,52").await;
        let handed = fill(&application, &staff.ann, next, &[("note.0", "Checked."), ("step", "submit")]).await;
        assert_eq!(handed.status, StatusCode::SEE_OTHER, "{}", handed.read());
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE note = 'Checked.' AND lower = 40 AND upper = 52").await, 1);
        // Where nothing falls due nothing can be handed in.
        let empty = post_as(&application, &staff.ann, "/returns/oxford-health/2099-00-q4", &[("step", "submit")]).await;
        assert_eq!(empty.status, StatusCode::BAD_REQUEST, "{}", empty.read());
        assert_eq!(count(&record, "SELECT count(*) FROM return_state WHERE superseded_in IS NULL").await, 2);
    }

    /// What a file would change is what its taker saw; a period that is not over has no value; a column that nobody reads stops it.
    async fn a_file_changes_what_was_seen_and_nothing_else(record: Record) {
        let application = application(record.clone());
        let staff = staff(&record, &application).await;
        let lead = member(&record, "Lea Dee", Role::PlanLead, "oxford-health").await;
        let text = format!("{HEAD}self-harm-reports,E10000025,2018-19 Q1,46,,\n");
        let sent = post_file(&application, &lead, "/import", ("a.csv", text.as_bytes())).await;
        let seen = get_as(&application, &lead, sent.leads_to()).await.holds("seen");
        record_by_hand(&application, &staff.bob, "54", "").await;
        let stale = post_as(&application, &lead, sent.leads_to(), &[("seen", &seen)]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert!(stale.read().contains("Somebody changed the record since you looked"), "{}", stale.read());
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE value = 46 AND indicator = 'self-harm-reports'").await, 0);

        for (text, said) in [
            (format!("{HEAD}self-harm-reports,E10000025,2040-41 Q4,46,,\n"), "2040-41 Q4 has not ended yet, so it cannot have a value"),
            ("indicator,area_code,period,sex,value\nattainment-8,E10000025,2017/18,Female,99.9\n".to_owned(), "the column \"sex\" is not part of this layout"),
        ] {
            let sent = post_file(&application, &lead, "/import", ("b.csv", text.as_bytes())).await;
            let page = get_as(&application, &lead, sent.leads_to()).await;
            assert!(page.read().contains(said), "{said}: {}", page.read());
            let taken = post_as(&application, &lead, sent.leads_to(), &[("skip", "yes")]).await;
            assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", taken.read());
        }
        assert_eq!(count(&record, "SELECT count(*) FROM import").await, 0);
    }

    /// A browser forgets what others typed and did not save when somebody else comes in, and keeps it for whoever typed it.
    async fn a_browser_keeps_what_its_own_person_typed(record: Record) {
        let application = application(record.clone());
        let staff = staff(&record, &application).await;
        let page = get_as(&application, &staff.ann, RETURN).await;
        let cookie = page.headers.get("set-cookie").and_then(|value| value.to_str().ok()).unwrap_or_default();
        assert!(cookie.starts_with("kept=") && cookie.contains("Max-Age=604800") && cookie.contains("HttpOnly"), "{cookie}");
        // Nobody who cannot type there.
        assert!(get_as(&application, &staff.cat, RETURN).await.headers.get("set-cookie").is_none());
    }
}
