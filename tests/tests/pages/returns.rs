//! Returns through the real router, the same on both engines: filling, doubts, handing in, approving, two people at one cell.

use axum::http::StatusCode;
use domain::{
    access::{Role, Visitor},
    figure::Approval,
};
use storage::{AsAt, Record};
use tests::{
    application::{application, get, get_as, post_as, post_file},
    on_both_engines,
    people::member,
    plans,
    recording::{INDICATOR, count},
    returns::{RETURN, boxes, fill, form_of, send, staff},
};

/// What is asked of the trust in this return: only the county's reports, since nothing was recorded before.
const VALUE: &str = "value.0";

on_both_engines! {
    /// A row for a district or group that had no figure before is added, seen by a colleague, filled, handed in, and asked for the
    /// next time; or it is taken away again.
    async fn a_row_is_added_for_a_place_or_group(record: Record) {
        let application = application(record.clone());
        let staff = staff(&record, &application).await;
        let what = "self-harm-reports|2018-19 Q1";
        let add = |area, group, other| [("add-what", what), ("add-area", area), ("add-group", group), ("add-other", other), ("step", "add")];
        // What is typed in the grid is saved along with it, and a row that cannot be added is refused with the reason.
        let mut typed = add("E10000025", "Total", "  Age :  10  to 14 ").to_vec();
        typed.push((VALUE, "57"));
        let added = fill(&application, &staff.ann, RETURN, &typed).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.read());
        assert!(added.leads_to().ends_with("done=row-added#state-1"), "{}", added.leads_to());
        let page = get_as(&application, &staff.bob, RETURN).await;
        assert!(page.read().contains("Oxfordshire, age: 10 to 14"), "{}", page.read());
        assert!(page.holds(VALUE) == "57" && page.read().contains("1 of 2 filled"), "{}", page.read());
        for (fault, told) in [
            (add("E10000025", "Total", "age: 10 TO 14"), "This row is already there"),
            (add("E10000025", "Total", "ten to fourteen"), "Enter the group as what it is split by"),
            (add("E92000001", "Total", ""), "Choose a place from the list"),
            (add("E07000178", "sex=Other", ""), "Enter the group as what it is split by"),
        ] {
            let answer = fill(&application, &staff.ann, RETURN, &fault).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
            assert!(answer.read().contains(told), "{told}: {}", answer.read());
        }
        // A district, which somebody else takes away again; whoever had the form open is shown what was added, and hands
        // nothing in unseen.
        let open = boxes(&application, &staff.ann, RETURN, &[("value.1", "12"), ("step", "submit")]).await;
        let oxford = fill(&application, &staff.bob, RETURN, &add("E07000178", "Total", "")).await;
        assert!(oxford.leads_to().ends_with("#state-2"), "{}", oxford.leads_to());
        let early = send(&application, &staff.ann, RETURN, &open).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", early.read());
        assert!(early.read().contains("Oxford, 2018-19 Q1: this row was added after you opened the form."), "{}", early.read());
        assert_eq!(get_as(&application, &staff.bob, RETURN).await.holds("value.1"), "12");
        // Emptied, it stays; taken away, it goes.
        fill(&application, &staff.bob, RETURN, &[("value.2", "3"), ("step", "save")]).await;
        fill(&application, &staff.bob, RETURN, &[("value.2", ""), ("step", "save")]).await;
        assert!(get_as(&application, &staff.bob, RETURN).await.read().contains("2 of 3 filled"));
        let gone = fill(&application, &staff.bob, RETURN, &[("drop.2", "yes"), ("step", "save")]).await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.read());
        let page = get_as(&application, &staff.ann, RETURN).await;
        assert!(page.read().contains("2 of 2 filled") && !page.read().contains("Oxford, "), "{}", page.read());
        // What was not added cannot be taken away.
        fill(&application, &staff.bob, RETURN, &[("drop.0", "yes"), ("step", "save")]).await;
        assert_eq!(get_as(&application, &staff.ann, RETURN).await.holds(VALUE), "57");

        let handed = fill(&application, &staff.ann, RETURN, &[("step", "submit")]).await;
        assert_eq!(handed.status, StatusCode::SEE_OTHER, "{}", handed.read());
        let page = get_as(&application, &staff.cat, RETURN).await;
        let approved = post_as(&application, &staff.cat, &format!("{RETURN}/step"), &[("step", "approve"), ("seen", &page.holds("seen"))]).await;
        assert_eq!(approved.status, StatusCode::SEE_OTHER, "{}", approved.read());
        let sql = "SELECT count(*) FROM figure WHERE approval = 'approved' AND breakdown = 'Age=10 to 14' AND value = 12";
        assert_eq!(count(&record, sql).await, 1);
        let next = get_as(&application, &staff.ann, "/returns/oxford-health/2018-19-q3").await;
        assert!(next.read().contains("Oxfordshire, age: 10 to 14"), "{}", next.read());
    }

    /// From a blank row to the board: saved, handed in, sent back, handed in again, approved.
    async fn a_return_goes_from_blank_to_the_board(record: Record) {
        let application = application(record.clone());
        let staff = staff(&record, &application).await;
        let due = get_as(&application, &staff.ann, "/returns").await;
        assert!(due.read().contains("Oxford Health NHS Foundation Trust, 2018-19 Q2 ! Late 28 July 2018 0 of 1"), "{}", due.read());
        let page = get_as(&application, &staff.ann, RETURN).await;
        assert!(page.read().contains("! Late Due 28 July 2018. 0 of 1 filled."), "{}", page.read());

        let saved = fill(&application, &staff.ann, RETURN, &[(VALUE, "1,048"), ("step", "save")]).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.read());
        let page = get_as(&application, &staff.bob, saved.leads_to()).await;
        assert!(page.read().contains("Saved. Hand the return in when every row is filled.") && page.read().contains("Saved by Ann Baker"), "{}", page.read());
        assert_eq!(page.holds(VALUE), "1,048");
        // It is not a figure yet: no page of the indicator shows it.
        assert!(!get_as(&application, &staff.cat, &format!("{INDICATOR}?year=2018-19")).await.text.contains("1,048"));
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE indicator = 'self-harm-reports'").await, 0);

        let handed = fill(&application, &staff.bob, RETURN, &[("step", "submit")]).await;
        assert_eq!(handed.status, StatusCode::SEE_OTHER, "{}", handed.read());
        let page = get_as(&application, &staff.ann, RETURN).await;
        assert!(page.read().contains("Locked: handed in by Bob Clark on 23 November 2026, 09:00. An approver \
            at Oxford Health NHS Foundation Trust can send it back."), "{}", page.read());
        assert!(!page.text.contains("name=\"value.0\""));

        let step = format!("{RETURN}/step");
        let bare = post_as(&application, &staff.cat, &step, &[("step", "send-back")]).await;
        assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
        let back = post_as(&application, &staff.cat, &step, &[("step", "send-back"), ("reason", "Is this for the whole county?")]).await;
        assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.read());
        let page = get_as(&application, &staff.ann, RETURN).await;
        assert!(page.read().contains("Sent back by Cat Dean on 23 November 2026, 09:00: Is this for the whole county?"), "{}", page.read());
        assert_eq!(page.holds(VALUE), "1,048", "as it was typed");

        let handed = fill(&application, &staff.ann, RETURN, &[(VALUE, "1051"), ("step", "submit")]).await;
        assert_eq!(handed.status, StatusCode::SEE_OTHER, "{}", handed.read());
        let page = get_as(&application, &staff.cat, RETURN).await;
        let approved = post_as(&application, &staff.cat, &step, &[("step", "approve"), ("seen", &page.holds("seen"))]).await;
        assert_eq!(approved.status, StatusCode::SEE_OTHER, "{}", approved.read());
        let log = get_as(&application, &staff.cat, approved.leads_to()).await.read();
        for said in ["Approved by Cat Dean", "Submitted by Ann Baker", "Sent back by Cat Dean", "Submitted by Bob Clark"] {
            assert!(log.contains(said), "{said}: {log}");
        }
        let desk = record.desk(Visitor::Operator, AsAt::Now).await.expect("a desk");
        let outline = storage::outline::current(&desk, "2026-11-23".parse().expect("a day")).await.expect("an outline").expect("a plan");
        let figures = storage::figure::of_plan(&desk, &outline).await.expect("figures");
        let reports: Vec<_> = figures.iter().filter(|figure| figure.series.indicator.as_str() == "self-harm-reports").collect();
        assert_eq!(reports.len(), 1);
        assert_eq!((reports[0].reading.value(), reports[0].approval), (Some(1051.0), Approval::Approved));
        // Every version is there still.
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE indicator = 'self-harm-reports' AND value = 1048").await, 1);
        // A stranger sees that there is something, and nothing of it.
        let board = get(&application, "/board?year=2018-19").await;
        assert!(!board.text.contains("1,051"));
    }

    /// Two people at one cell: the second is shown both, chooses, and neither is lost.
    async fn two_analysts_at_one_cell_lose_nothing(record: Record) {
        let application = application(record.clone());
        let staff = staff(&record, &application).await;
        let anns = boxes(&application, &staff.ann, RETURN, &[(VALUE, "40")]).await;
        let bobs = boxes(&application, &staff.bob, RETURN, &[(VALUE, "44")]).await;
        assert_eq!(send(&application, &staff.ann, RETURN, &anns).await.status, StatusCode::SEE_OTHER);
        let both = send(&application, &staff.bob, RETURN, &bobs).await;
        assert_eq!(both.status, StatusCode::CONFLICT);
        assert!(both.read().contains("Somebody else changed this while you were typing. Ann Baker entered 40 reports (23 November 2026, 09:00)."), "{}", both.read());
        assert_eq!(both.holds(VALUE), "44", "what Bob typed is still there");
        // He keeps hers...
        let theirs = send(&application, &staff.bob, RETURN, &form_of(&both, &[("choose.0", "theirs")])).await;
        assert_eq!(theirs.status, StatusCode::SEE_OTHER);
        assert_eq!(get_as(&application, &staff.bob, RETURN).await.holds(VALUE), "40");
        // ... or his.
        let mine = send(&application, &staff.bob, RETURN, &form_of(&both, &[("choose.0", "mine")])).await;
        assert_eq!(mine.status, StatusCode::SEE_OTHER, "{}", mine.read());
        assert_eq!(get_as(&application, &staff.ann, RETURN).await.holds(VALUE), "44");
        assert_eq!(count(&record, "SELECT count(DISTINCT value) FROM return_cell WHERE value IN ('40', '44')").await, 2);
        // A row that he did not touch is not sent in her place, however old his page is.
        let old = boxes(&application, &staff.bob, RETURN, &[]).await;
        fill(&application, &staff.ann, RETURN, &[(VALUE, "41")]).await;
        assert_eq!(send(&application, &staff.bob, RETURN, &old).await.status, StatusCode::SEE_OTHER);
        assert_eq!(get_as(&application, &staff.ann, RETURN).await.holds(VALUE), "41");
    }

    /// Forty people save one cell at the same moment: one is kept, each other is shown who was first.
    async fn forty_writers_at_one_cell(record: Record) {
        let application = application(record.clone());
        let staff = staff(&record, &application).await;
        let form = boxes(&application, &staff.ann, RETURN, &[]).await;
        let writers = (0..40).map(|number| {
            let value = (100 + number).to_string();
            let mut form = form.clone();
            form.retain(|(name, _)| name != VALUE);
            form.push((VALUE.to_owned(), value));
            let (application, who) = (application.clone(), if number % 2 == 0 { staff.ann.clone() } else { staff.bob.clone() });
            tokio::spawn(async move { send(&application, &who, RETURN, &form).await.status })
        });
        let (mut saved, mut told) = (0, 0);
        for writer in writers.collect::<Vec<_>>() {
            match writer.await.expect("an answer") {
                StatusCode::SEE_OTHER => saved += 1,
                StatusCode::CONFLICT => told += 1,
                other => panic!("{other}"),
            }
        }
        assert_eq!((saved, told), (1, 39));
        assert_eq!(count(&record, "SELECT count(*) FROM return_cell").await, 1);
    }

    /// An invalid row is refused at its place and everything else is saved; nothing that was typed is lost.
    async fn what_cannot_be_is_told_at_its_row(record: Record) {
        let application = application(record.clone());
        let staff = staff(&record, &application).await;
        let before = count(&record, "SELECT number FROM counter").await;
        let long = "9".repeat(100);
        for text in ["forty", "-1", "4.5", "12%", "£3", "1e99", "12,5", "NaN", "=1+1", &long] {
            let page = fill(&application, &staff.ann, RETURN, &[(VALUE, text)]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
            assert!(page.text.contains("href=\"#told-0\"") && page.read().contains("Not saved. Value:"), "{text}: {}", page.read());
            assert_eq!(page.holds(VALUE), text);
        }
        let both = fill(&application, &staff.ann, RETURN, &[(VALUE, "4"), ("absence.0", "awaited")]).await;
        assert_eq!(both.status, StatusCode::UNPROCESSABLE_ENTITY);
        let lost = fill(&application, &staff.ann, RETURN, &[("absence.0", "lost")]).await;
        assert_eq!(lost.status, StatusCode::UNPROCESSABLE_ENTITY);
        let strange = fill(&application, &staff.ann, RETURN, &[("key.0", "nothing|of|ours")]).await;
        assert_eq!(strange.status, StatusCode::BAD_REQUEST);
        let strange = fill(&application, &staff.ann, RETURN, &[(VALUE, "4"), ("seen.0", "x")]).await;
        assert_eq!(strange.status, StatusCode::BAD_REQUEST);
        assert_eq!(count(&record, "SELECT number FROM counter").await, before, "nothing was written");
        // Symbols are read as what they stand for, however they are pasted.
        for (text, said) in [("[c]", "[c]"), ("x", "[x]"), ("low", "[low]"), (" Z ", "[z]"), ("..", "[x]"), ("1\u{a0}", "Saved")] {
            let saved = fill(&application, &staff.ann, RETURN, &[(VALUE, text)]).await;
            assert_eq!(saved.status, StatusCode::SEE_OTHER, "{text} {said}: {}", saved.read());
        }
        for address in ["/returns/nobody/2018-19-q2", "/returns/oxford-health/2018-19-q9", "/returns/oxford-health/now"] {
            assert_eq!(get_as(&application, &staff.cat, address).await.status, StatusCode::NOT_FOUND, "{address}");
        }
        let nothing = get_as(&application, &staff.ann, "/returns/oxford-health/2018-19-q1").await;
        assert!(nothing.read().contains("2018-19 Q1"), "{}", nothing.read());
    }

    /// Nothing blank is handed in without a reason; a nil return is a true 0.
    async fn what_is_blank_is_explained(record: Record) {
        let application = application(record.clone());
        let staff = staff(&record, &application).await;
        let refused = fill(&application, &staff.ann, RETURN, &[("step", "submit")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.read().contains("Self-harm reports, Oxfordshire, 2018-19 Q1 is blank: type a figure, or choose below why blank rows have none."), "{}", refused.read());
        let handed = fill(&application, &staff.ann, RETURN, &[("step", "submit"), ("blank", "awaited")]).await;
        assert_eq!(handed.status, StatusCode::SEE_OTHER, "{}", handed.read());
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE absence = 'awaited' AND approval = 'submitted'").await, 1);
        let nil = "/returns/oxford-health/2018-19-q3";
        let handed = fill(&application, &staff.ann, nil, &[("step", "submit nil")]).await;
        assert_eq!(handed.status, StatusCode::SEE_OTHER, "{}", handed.read());
        let page = get_as(&application, &staff.cat, nil).await;
        assert!(page.read().contains("Locked: handed in as nil by Ann Baker"), "{}", page.read());
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE value = 0 AND approval = 'submitted' AND indicator = 'self-harm-reports'").await, 1);
    }

    /// Nobody approves what they typed or handed in, whatever their roles; nor what changed since they looked.
    async fn nobody_approves_their_own(record: Record) {
        let application = application(record.clone());
        let staff = staff(&record, &application).await;
        let grant = |who: &tests::people::Member| {
            let (record, id) = (record.clone(), who.id);
            async move {
                let desk = plans::operator(&record).await;
                let change = storage::account::RoleChange::Give;
                storage::account::change_role(&desk, id, Role::Approver, "oxford-health", change, || plans::moment("2026-11-23T08:30:00Z")).await
            }
        };
        grant(&staff.ann).await.expect("a role");
        fill(&application, &staff.ann, RETURN, &[(VALUE, "48"), ("step", "save")]).await;
        let handed = fill(&application, &staff.bob, RETURN, &[("step", "submit")]).await;
        assert_eq!(handed.status, StatusCode::SEE_OTHER, "{}", handed.read());
        let step = format!("{RETURN}/step");
        let seen = get_as(&application, &staff.ann, RETURN).await.holds("seen");
        let own = post_as(&application, &staff.ann, &step, &[("step", "approve"), ("seen", &seen)]).await;
        assert_eq!(own.status, StatusCode::FORBIDDEN, "{}", own.read());
        // What the approver saw has changed since.
        let old = post_as(&application, &staff.cat, &step, &[("step", "approve"), ("seen", "1")]).await;
        assert_eq!(old.status, StatusCode::CONFLICT);
        assert!(old.read().contains("Somebody changed a figure while you had this open, so nothing was done"), "{}", old.read());
        let done = post_as(&application, &staff.cat, &step, &[("step", "approve"), ("seen", &seen)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.read());
        let twice = post_as(&application, &staff.cat, &step, &[("step", "approve"), ("seen", &seen)]).await;
        assert_eq!(twice.status, StatusCode::CONFLICT);
        assert!(twice.read().contains("the return is approved now"), "{}", twice.read());
        // Nor does what was typed into an old page go anywhere.
        let late = post_as(&application, &staff.ann, RETURN, &[("step", "save")]).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.read().contains("Nothing was saved. Locked: approved by Cat Dean"), "{}", late.read());
    }

    /// A figure that is not published yet is the partners' own, whatever its indicator is, and so is the reason given for it.
    async fn an_unpublished_figure_of_a_return_is_not_public(record: Record) {
        let application = application(record.clone());
        staff(&record, &application).await;
        let analyst = member(&record, "Cora Council", Role::Analyst, "oxfordshire-county-council").await;
        let approver = member(&record, "Dan Council", Role::Approver, "oxfordshire-county-council").await;
        // The alcohol admissions of 2018-19 and before, and others that fall due; the first row is changed.
        let address = "/returns/oxfordshire-county-council/2020-21-q1";
        for (value, said, is_public) in [("77.3", "", false), ("78.4", "published", true)] {
            let typed = [("value.0", value), ("numerator.0", ""), ("denominator.0", ""), ("origin.0", said), ("note.0", "hostile words"), ("because.0", "checked"), ("reason.0", "late reports")];
            let saved = fill(&application, &analyst, address, &[&typed[..], &[("step", "save")]].concat()).await;
            assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.read());
            let handed = fill(&application, &analyst, address, &[("step", "submit"), ("blank", "not available")]).await;
            assert_eq!(handed.status, StatusCode::SEE_OTHER, "{}", handed.read());
            let seen = get_as(&application, &approver, address).await.holds("seen");
            let step = format!("{address}/step");
            let done = post_as(&application, &approver, &step, &[("step", "approve"), ("seen", &seen)]).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.read());
            let indicator = get_as(&application, &analyst, address).await.between("<caption><a href=\"", "\"").to_owned();
            let page = get(&application, &indicator).await;
            assert_eq!(page.text.contains(value), is_public, "{indicator}: {}", page.read());
            assert_eq!(page.text.contains("hostile words"), is_public, "{}", page.read());
            let again = post_as(&application, &approver, &step, &[("step", "reopen"), ("reason", "Now it is published.")]).await;
            assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.read());
        }
    }

    /// A template that was filled elsewhere comes back into the grid, to be looked over and saved.
    async fn a_filled_template_comes_back(record: Record) {
        let application = application(record.clone());
        let staff = staff(&record, &application).await;
        let template = get_as(&application, &staff.ann, &format!("{RETURN}/template.csv")).await;
        assert_eq!(template.status, StatusCode::OK);
        assert!(template.text.contains("Self-harm reports,self-harm-reports,Oxfordshire,E10000025,Total,2018-19 Q1,,,,,"), "{}", template.text);
        let filled = template.text.replace("E10000025,Total,2018-19 Q1,,,,,", "E10000025,Total,2018-19 Q1,,,\"1,048\",,");
        let file = format!("{RETURN}/file");
        let page = post_file(&application, &staff.ann, &file, ("back.csv", filled.as_bytes())).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.read());
        assert!(page.read().contains("1 row was filled from back.csv. Nothing has been saved yet"), "{}", page.read());
        assert_eq!(page.holds(VALUE).replace(',', ""), "1048");
        assert_eq!(count(&record, "SELECT count(*) FROM return_cell").await, 0);
        let saved = send(&application, &staff.ann, RETURN, &form_of(&page, &[("step", "save")])).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.read());
        assert_eq!(count(&record, "SELECT count(*) FROM return_cell").await, 1);
        // What is no template is refused with the reason, and nothing else happens.
        for bytes in [&b""[..], b"\x00\x01\x02", b"PK\x03\x04", b"a,b\n1,2\n", &[0xff; 9000]] {
            let page = post_file(&application, &staff.ann, &file, ("strange.csv", bytes)).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.read());
            assert!(page.text.contains("error-summary"), "{}", page.read());
        }
        let late = post_file(&application, &staff.cat, &file, ("back.csv", filled.as_bytes())).await;
        assert_eq!(late.status, StatusCode::FORBIDDEN);
    }

    /// An organisation that has ended hands its returns to its successor, whose analysts fill them.
    async fn a_successor_fills_the_returns(record: Record) {
        let application = application(record.clone());
        let staff = staff(&record, &application).await;
        let heir = member(&record, "Ida Board", Role::Analyst, "bob-icb").await;
        let theirs = "/returns/oxfordshire-ccg/2019-20-q3";
        let page = get_as(&application, &heir, theirs).await;
        assert!(page.read().contains("has ended:") && page.text.contains("name=\"numerator.0\""), "{}", page.read());
        let parts = [("numerator.0", "120"), ("denominator.0", "150,000"), (VALUE, ""), ("step", "save")];
        let saved = fill(&application, &heir, theirs, &parts).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.read());
        assert_eq!(post_as(&application, &staff.ann, theirs, &[("step", "save")]).await.status, StatusCode::FORBIDDEN);
    }
}
