//! Files of figures by the page, the same on both engines: looked at, taken in, taken back.

use axum::http::StatusCode;
use domain::access::Role;
use std::time::Duration;
use storage::Record;
use tests::{
    application::{application, application_of, get, get_as, post_as, post_file, site},
    on_both_engines,
    people::member,
    plans,
    recording::{MORNING, count},
};

const HEAD: &str = "indicator,area_code,area_name,period,value\n";

on_both_engines! {
    /// A lead sends a file, sees what it would change, takes it in, sees it on the page, and takes it back.
    async fn a_file_is_looked_at_taken_in_and_taken_back(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let lead = member(&record, "Lea", Role::PlanLead, "oxfordshire-county-council").await;
        let other = member(&record, "Lou", Role::PlanLead, "oxfordshire-county-council").await;
        let application = application(record.clone());
        let text = format!("{HEAD}attainment-8,E10000025,Oxfordshire,2017/18,47.1\nattainment-8,E06000017,Rutland,2017/18,50.2\nattainment-8,E06000017,Rutland,2018/19,<b>\n");
        let sent = post_file(&application, &lead, "/import", ("../figures<1>.csv", text.as_bytes())).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.read());
        let address = sent.leads_to().to_owned();
        let page = get_as(&application, &lead, &address).await;
        for said in ["3 rows, 2 figures: 1 new, 1 changed, 0 the same, 0 left alone; 1 refused. Read as tidy.", "Areas: Rutland.", "Changed (1)", "Refused (1)"] {
            assert!(page.read().contains(said), "{said}: {}", page.read());
        }
        assert!(!page.text.contains("<b>") && !page.text.contains("<1>"), "{}", page.text);
        // Nobody else is shown it, and nothing is written yet.
        assert_eq!(get_as(&application, &other, &address).await.status, StatusCode::NOT_FOUND);
        assert_eq!(count(&record, "SELECT count(*) FROM import").await, 0);
        let bare = post_as(&application, &lead, &address, &[]).await;
        assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bare.read().contains("Some cells are refused"), "{}", bare.read());
        let taken = post_as(&application, &lead, &address, &[("skip", "yes")]).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.read());
        let list = get_as(&application, &lead, taken.leads_to()).await;
        assert!(list.read().contains("1 new, 1 changed, 0 same, 0 left alone; 1 refused. By Lea,"), "{}", list.read());
        assert!(get(&application, "/indicators/attainment-8?year=2018-19").await.text.contains("47.1"));
        // The same again changes nothing.
        let again = post_as(&application, &lead, &address, &[("skip", "yes")]).await;
        assert!(get_as(&application, &lead, again.leads_to()).await.read().contains("Nothing was changed: this was already saved."));
        let number = list.holds("number");
        let undone = post_as(&application, &lead, "/import/undo", &[("number", &number)]).await;
        assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.read());
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE import IS NOT NULL AND superseded_in IS NULL").await, 0);
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE value = 47.1 AND import IS NOT NULL").await, 1, "it stays in the history");
        let twice = post_as(&application, &lead, "/import/undo", &[("number", &number)]).await;
        assert_eq!(twice.status, StatusCode::CONFLICT);
    }

    /// Figures of an indicator that nobody knows are partners' own unless somebody declares them published.
    async fn what_nobody_knows_is_not_published(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let lead = member(&record, "Lea", Role::PlanLead, "oxfordshire-county-council").await;
        let application = application(record.clone());
        let text = format!("{HEAD}self-harm-report,E10000025,Oxfordshire,2018-19 Q1,86753\n");
        let sent = post_file(&application, &lead, "/import", ("a.csv", text.as_bytes())).await;
        let address = sent.leads_to().to_owned();
        let page = get_as(&application, &lead, &address).await;
        assert!(page.read().contains("These figures count as partners' own") && page.text.contains("They are published"), "{}", page.read());
        let said = get_as(&application, &lead, &format!("{address}?origin=published")).await;
        assert!(said.read().contains("These figures count as published: everybody sees them at once."), "{}", said.read());
        assert_eq!(said.holds("origin"), "partner", "the way back");
        let taken = post_as(&application, &lead, &address, &[]).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.read());
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE value = 86753 AND origin = 'partner' AND approval = 'submitted'").await, 1);
        for file in ["", "/figures.csv", "/chart.svg"] {
            let public = get(&application, &format!("/indicators/self-harm-report{file}?year=2018-19")).await;
            assert!(!public.text.contains("86753") && !public.text.contains("86,753"), "{file}: {}", public.text);
        }
        // Another one that is declared published is.
        let text = text.replace("self-harm-report,", "self-harm-told,");
        let sent = post_file(&application, &lead, "/import", ("b.csv", text.as_bytes())).await;
        let taken = post_as(&application, &lead, sent.leads_to(), &[("origin", "published")]).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.read());
        let public = get(&application, "/indicators/self-harm-told?year=2018-19").await;
        assert!(public.text.contains("86,753"), "{}", public.read());
    }

    /// Any table, by the description of its columns; what a file leaves open is asked.
    async fn what_a_file_leaves_open_is_asked(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let lead = member(&record, "Lea", Role::PlanLead, "oxfordshire-county-council").await;
        let application = application(record.clone());
        let table = "Place,Year,Swims\nE10000025,2018,12.5\nE10000025,2019,13.5\n";
        let sent = post_file(&application, &lead, "/import", ("swims.csv", table.as_bytes())).await;
        let address = sent.leads_to().to_owned();
        let page = get_as(&application, &lead, &address).await;
        assert!(page.text.contains("error-summary"), "{}", page.read());
        let map = "Place%3Darea%0AYear%3Dperiod%0ASwims%3Dvalue%0A*indicator%3DWho+swims";
        let page = get_as(&application, &lead, &format!("{address}?map={map}")).await;
        assert!(page.read().contains("What kind of period"), "{}", page.read());
        let slug = page.between("name=\"kind.", "\"").to_owned();
        let answered = format!("{address}?map={map}&kind.{slug}=calendar+year");
        let page = get_as(&application, &lead, &answered).await;
        assert!(page.read().contains("2 rows, 2 figures: 2 new") && !page.read().contains("What kind of period"), "{}", page.read());
        let form = [("map", "Place=area\nYear=period\nSwims=value\n*indicator=Who swims".to_owned()), ("as", String::new()), (&*format!("kind.{slug}"), "calendar year".to_owned())];
        let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let taken = post_as(&application, &lead, &address, &form).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.read());
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE period_kind = 'calendar year' AND import IS NOT NULL").await, 2);
    }

    /// Where it takes long, the page shows its progress until it leads on, compressed or not.
    async fn long_work_says_how_far_it_has_come(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let lead = member(&record, "Lea", Role::PlanLead, "oxfordshire-county-council").await;
        let application = application_of(record.clone(), app::Site { patience: Duration::ZERO, ..site() }, "2026-11-23T09:00:00Z");
        let text = format!("{HEAD}attainment-8,E10000025,Oxfordshire,2017/18,47.1\n");
        let sent = post_file(&application, &lead, "/import", ("a.csv", text.as_bytes())).await;
        let page = get_as(&application, &lead, sent.leads_to()).await;
        assert_eq!(page.status, StatusCode::OK);
        for said in ["<progress", "1 row, 1 figure: 0 new, 1 changed"] {
            assert!(page.text.contains(said), "{said}: {}", page.text);
        }
        assert_eq!(page.text.matches("<main").count(), 1, "{}", page.text);
        assert_eq!(page.text.matches("</html>").count(), 1, "{}", page.text);
        let taken = post_as(&application, &lead, sent.leads_to(), &[]).await;
        assert_eq!(taken.status, StatusCode::OK);
        assert!(taken.text.contains("content=\"0;url=/import?done=imported\""), "{}", taken.text);
        assert_eq!(count(&record, "SELECT count(*) FROM import").await, 1);
        // What is refused before the work begins keeps its status.
        let gone = get_as(&application, &lead, "/import/999").await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
    }

    /// What is no file of figures is refused with the reason, and breaks nothing.
    async fn strange_files_are_told(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let lead = member(&record, "Lea", Role::PlanLead, "oxfordshire-county-council").await;
        let analyst = member(&record, "Ann", Role::Analyst, "oxford-health").await;
        let application = application(record.clone());
        let large = vec![b'x'; 3 << 20];
        for bytes in [&b"\x00\x01\x02"[..], b"PK\x03\x04 and nothing", b"a,b\n1,2\n", &[0xff; 5000], b"\xff\xfe", &large] {
            let sent = post_file(&application, &lead, "/import", ("strange.xlsx", bytes)).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.read());
            let page = get_as(&application, &lead, sent.leads_to()).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(page.text.contains("error-summary"), "{}", page.read());
            let taken = post_as(&application, &lead, sent.leads_to(), &[("skip", "yes")]).await;
            assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert_eq!(post_file(&application, &lead, "/import", ("empty.csv", b"")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let huge = vec![b'x'; (16 << 20) + 1];
        assert_eq!(post_file(&application, &lead, "/import", ("huge.csv", &huge)).await.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(post_file(&application, &analyst, "/import", ("a.csv", b"a")).await.status, StatusCode::FORBIDDEN);
        assert_eq!(count(&record, "SELECT count(*) FROM import").await, 0);
    }
}
