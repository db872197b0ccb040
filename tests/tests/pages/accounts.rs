//! People: invitations, roles, erasing and the audit, the same on both engines.

use axum::http::StatusCode;
use domain::access::Role;
use storage::{Record, account};
use tests::{
    accounts::{PASSWORD, get_with, invited, sign_in},
    application::{application, application_at, get, get_as, post, post_as, post_from},
    on_both_engines,
    people::{member, secret},
    plans,
    recording::{MORNING, count},
};

on_both_engines! {
    /// A link lets one person in once; it asks for a name and a password that is hard to guess.
    async fn an_invitation_works_once(record: Record) {
        let link = invited(&record, "ann@health.example").await;
        let application = application(record.clone());
        let page = get(&application, &link).await;
        assert!(page.status == StatusCode::OK && page.text.contains("value=\"ann@health.example\""), "{}", page.read());
        for (name, password, at) in [("", PASSWORD, "name"), ("Ann", "short", "password"), ("Ann", "password1234", "password"), ("Ann", "ann@health.example", "password"), ("Ann", "", "password")] {
            let refused = post(&application, &link, &[("name", name), ("password", password)]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.text.contains(&format!("href=\"#{at}\"")) && !refused.text.contains("value=\"password1234\""), "{}", refused.read());
        }
        let entered = post(&application, &link, &[("name", "Ann Baker"), ("password", PASSWORD)]).await;
        assert_eq!((entered.status, entered.leads_to()), (StatusCode::SEE_OTHER, "/?done=signed-in"));
        let session = entered.cookie("session").expect("a session");
        let account = get_with(&application, &session, "/account").await;
        assert!(account.read().contains("Ann Baker") && account.read().contains("Analyst , Oxford Health NHS Foundation Trust"), "{}", account.read());
        for again in [get(&application, &link).await, post(&application, &link, &[("name", "Eve"), ("password", PASSWORD)]).await] {
            assert!(again.status == StatusCode::NOT_FOUND && again.read().contains("This link does not work. Links work once, for seven days."), "{}", again.read());
        }
    }

    /// A link expires after a week, and a new one ends the one before.
    async fn an_invitation_expires(record: Record) {
        let link = invited(&record, "ann@health.example").await;
        let at = |moment: &str| application_at(record.clone(), moment);
        assert_eq!(get(&at("2026-11-30T06:59:59Z"), &link).await.status, StatusCode::OK);
        let late = at("2026-11-30T07:00:00Z");
        assert_eq!(get(&late, &link).await.status, StatusCode::NOT_FOUND);
        assert_eq!(post(&late, &link, &[("name", "Ann"), ("password", PASSWORD)]).await.status, StatusCode::NOT_FOUND);
        let fresh = secret();
        let person = count(&record, "SELECT id FROM person").await;
        account::renew(&plans::operator(&record).await, person, &fresh, || plans::moment("2026-11-23T08:00:00Z")).await.expect("a new link");
        assert_eq!(get(&application(record.clone()), &link).await.status, StatusCode::NOT_FOUND);
        assert_eq!(get(&application(record), &format!("/invitations/{}", fresh.text())).await.status, StatusCode::OK);
    }

    /// An administrator invites, gives and takes roles, gives new links and erases; each works at once.
    async fn people_are_looked_after(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let lead = member(&record, "Lea", Role::Administrator, "oxfordshire-county-council").await;
        let ann = member(&record, "Ann", Role::Viewer, "oxford-health").await;
        let application = application(record.clone());
        let id = ann.id.to_string();
        let page = post_as(&application, &lead, "/admin/people/invite", &[("email", "new@health.example"), ("role", "analyst"), ("organisation", "oxford-health")]).await;
        let link = page.between("http://outcomes.test/invitations/", "</code>").to_owned();
        assert!(page.status == StatusCode::OK && get(&application, &format!("/invitations/{link}")).await.status == StatusCode::OK, "{}", page.read());
        assert!(!get_as(&application, &lead, "/admin/people").await.text.contains(&link), "a link is shown once");
        for (form, at) in [([("email", "nobody"), ("role", "analyst"), ("organisation", "oxford-health")], "email"), ([("email", "a@b.example"), ("role", "king"), ("organisation", "oxford-health")], "role"), ([("email", "a@b.example"), ("role", "viewer"), ("organisation", "nowhere")], "organisation")] {
            let refused = post_as(&application, &lead, "/admin/people/invite", &form).await;
            assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.text.contains(&format!("href=\"#{at}\"")), "{}", refused.read());
        }
        let record_page = "/indicators/self-harm-reports/record";
        assert_eq!(get_as(&application, &ann, record_page).await.status, StatusCode::FORBIDDEN);
        let role = |change| [("person", id.clone()), ("change", change), ("role", "analyst".to_owned()), ("organisation", "oxford-health".to_owned())];
        let send = async |form: [(&str, String); 4]| {
            let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            post_as(&application, &lead, "/admin/people/roles", &form).await.status
        };
        assert_eq!(send(role("give".to_owned())).await, StatusCode::SEE_OTHER);
        assert_eq!(get_as(&application, &ann, record_page).await.status, StatusCode::OK);
        assert_eq!(send(role("take".to_owned())).await, StatusCode::SEE_OTHER);
        assert_eq!(get_as(&application, &ann, record_page).await.status, StatusCode::FORBIDDEN);
        // The last administrator stays an administrator.
        let own = lead.id.to_string();
        let last = [("person", &*own), ("change", "take"), ("role", "administrator"), ("organisation", "oxfordshire-county-council")];
        let refused = post_as(&application, &lead, "/admin/people/roles", &last).await;
        assert!(refused.status == StatusCode::BAD_REQUEST && refused.read().contains("This is the last administrator"), "{}", refused.read());
        assert_eq!(post_as(&application, &lead, "/admin/people/erase", &[("person", &own)]).await.status, StatusCode::BAD_REQUEST);
        // Erased: out at once, and nothing of theirs is left but the number.
        assert_eq!(post_as(&application, &lead, "/admin/people/erase", &[("person", &id)]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(get_as(&application, &ann, "/account").await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(count(&record, "SELECT count(*) FROM person WHERE name = 'Ann' OR email LIKE 'ann@%'").await, 0);
        for sql in ["SELECT count(*) FROM audit WHERE subject LIKE '%Ann%' OR became LIKE '%ann@%' OR was LIKE '%Ann%'", "SELECT count(*) FROM session s JOIN person p ON p.id = s.person WHERE p.erased_at IS NOT NULL"] {
            assert_eq!(count(&record, sql).await, 0, "{sql}");
        }
        assert_eq!(post_as(&application, &lead, "/admin/people/erase", &[("person", &id)]).await.status, StatusCode::BAD_REQUEST);
        assert_eq!(post_as(&application, &lead, "/admin/people/link", &[("person", "999999")]).await.status, StatusCode::BAD_REQUEST);
    }

    /// The first administrator gets in without anybody to invite them, once.
    async fn the_first_administrator_gets_in(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let (old, link) = (secret(), secret());
        let organisation = domain::slug::Slug::new("oxfordshire-county-council").expect("a slug");
        let clock = || plans::moment(MORNING);
        let first = async |secret| account::first(&plans::operator(&record).await, &organisation, secret, clock).await.expect("an outcome");
        let person = first(&old).await;
        assert_eq!(first(&link).await, person, "asked again before it was used, it is the same person");
        let application = application(record.clone());
        assert_eq!(get(&application, &format!("/invitations/{}", old.text())).await.status, StatusCode::NOT_FOUND);
        let link = format!("/invitations/{}", link.text());
        let refused = post(&application, &link, &[("email", "nobody"), ("name", "Lea"), ("password", PASSWORD)]).await;
        assert!(refused.text.contains("href=\"#email\""), "{}", refused.read());
        let entered = post(&application, &link, &[("email", "Lea@council.example"), ("name", "Lea"), ("password", PASSWORD)]).await;
        assert_eq!(entered.status, StatusCode::SEE_OTHER);
        assert_eq!(get_with(&application, &entered.cookie("session").expect("a session"), "/admin/people").await.status, StatusCode::OK);
        assert_eq!(first(&secret()).await, None);
        assert_eq!(sign_in(&application, "lea@council.example", PASSWORD).await.status, StatusCode::SEE_OTHER);
    }

    /// Only one person can have an address.
    async fn an_address_is_one_persons(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        member(&record, "Ann", Role::Viewer, "oxford-health").await;
        let link = secret();
        let organisation = domain::slug::Slug::new("oxford-health").expect("a slug");
        account::first(&plans::operator(&record).await, &organisation, &link, || plans::moment(MORNING)).await.expect("a link");
        let taken = [("email", "ann@people.example"), ("name", "Eve"), ("password", PASSWORD)];
        let refused = post(&application(record), &format!("/invitations/{}", link.text()), &taken).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.read().contains("This address already has an account: sign in with it, or enter another"), "{}", refused.read());
    }

    /// The audit shows who, when, from where, before and after; it is narrowed by each of its filters.
    async fn the_audit_is_read_and_narrowed(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let lead = member(&record, "Lea", Role::Administrator, "oxfordshire-county-council").await;
        let ann = member(&record, "Ann", Role::Analyst, "oxford-health").await;
        let application = application(record.clone());
        let form = [("area", "E10000025"), ("breakdown", "Total"), ("period", "2018-19 Q1"), ("replaces", ""), ("value", "48"), ("status", "final"), ("note", "")];
        post_from(&application, "192.0.2.9", &ann.cookie(), "/indicators/self-harm-reports/record", &form).await;
        get_as(&application, &ann, "/admin/audit").await;
        let read = async |choice: &str| get_as(&application, &lead, &format!("/admin/audit{choice}")).await;
        let whole = read("").await.read();
        for said in ["record figure", "Ann 192.0.2.9", "After: approval: draft; value: 48", "Refused: read audit", "load plan", "accept invitation"] {
            assert!(whole.contains(said), "{said}: {whole}");
        }
        let rows = async |choice: &str| read(choice).await.text.matches("<td class=\"figure\">").count();
        assert_eq!(rows("?action=record+figure").await, 1);
        assert_eq!(rows("?outcome=refused").await, 1);
        assert_eq!(rows(&format!("?person={}", ann.id)).await, 3);
        assert_eq!(rows(&format!("?person={}&outcome=done", ann.id)).await, 2);
        assert_eq!(rows("?from=24+November+2026").await, 0);
        assert_eq!(rows("?until=22/11/2026").await, 0);
        assert_eq!(rows("?from=23/11/2026&until=23/11/2026").await, rows("").await);
        for bad in ["?action=nothing", "?from=soon", "?person=Ann", "?before=x&outcome=neither"] {
            let page = read(bad).await;
            assert!(page.status == StatusCode::OK && (page.read().contains("There is a problem") || bad.contains("before")), "{bad}");
        }
        // A long audit has pages.
        for _ in 0..60 {
            get_as(&application, &ann, "/admin/audit").await;
        }
        let first = read("?outcome=refused").await;
        assert_eq!(first.text.matches("<td class=\"figure\">").count(), 50);
        let older = first.between("/admin/audit?outcome=refused&amp;", "\"").to_owned();
        assert_eq!(rows(&format!("?outcome=refused&{older}")).await, 11);
    }

    /// Strangers who are refused are noted, but cannot fill the audit.
    async fn strangers_cannot_fill_the_audit(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let application = application(record.clone());
        for _ in 0..40 {
            assert_eq!(get(&application, "/admin/audit").await.status, StatusCode::UNAUTHORIZED);
        }
        assert_eq!(count(&record, "SELECT count(*) FROM audit WHERE visitor = 'stranger'").await, 20);
    }
}
