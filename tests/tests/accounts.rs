//! People: invitations, passwords, sessions, limits, roles, and what is refused, the same on both engines.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::access::{Role, Visitor};
use storage::{
    AsAt, Record,
    account::{self, Invited},
    testing,
};
use tests::{
    application::{
        Answer, answer, application, application_at, application_of, encoded, get, get_as, post, post_as,
        post_from,
    },
    on_both_engines,
    people::{member, secret},
    plans,
};

const MORNING: &str = "2026-11-23T07:00:00Z";
const PASSWORD: &str = "marble otter seventeen";

/// An invitation for an analyst of Oxford Health, as its link's path.
async fn invited(record: &Record, email: &str) -> String {
    if testing::count(record, "SELECT number FROM counter").await.expect("a count") == 0 {
        plans::load(record, plans::OXFORDSHIRE, MORNING).await;
    }
    let link = secret();
    let desk = plans::operator(record).await;
    let clock = || plans::moment(MORNING);
    let outcome =
        account::invite(&desk, email, Role::Analyst, "Oxford Health NHS Foundation Trust", &link, clock)
            .await;
    assert!(matches!(outcome, Ok(Invited::Linked(_))), "{outcome:?}");
    format!("/invitations/{}", link.text())
}

/// Somebody who has accepted an invitation with a real password: the pair of their session's cookie and their browser's.
async fn joined(record: &Record, application: &axum::Router, email: &str) -> (String, String) {
    let link = invited(record, email).await;
    let entered = post(application, &link, &[("name", "Ann Baker"), ("password", PASSWORD)]).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.read());
    (entered.cookie("session").expect("a session"), entered.cookie("browser").expect("a browser"))
}

async fn get_with(application: &axum::Router, cookies: &str, address: &str) -> Answer {
    let request = Request::builder()
        .uri(address)
        .header(header::COOKIE, cookies)
        .body(Body::empty())
        .expect("a request");
    answer(application, request).await
}

async fn sign_in(application: &axum::Router, email: &str, password: &str) -> Answer {
    post(application, "/sign-in", &[("email", email), ("password", password), ("to", "/board")]).await
}

async fn count(record: &Record, sql: &'static str) -> i64 {
    testing::count(record, sql).await.expect("a count")
}

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
            assert!(again.status == StatusCode::NOT_FOUND && again.read().contains("This link has been used, has expired or never was one"), "{}", again.read());
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

    /// The right password lets in, under a new session each time; anything else gives one and the same answer.
    async fn signing_in(record: Record) {
        let application = application(record.clone());
        let (first, _) = joined(&record, &application, "ann@health.example").await;
        let entered = sign_in(&application, " Ann@Health.example ", PASSWORD).await;
        assert_eq!((entered.status, entered.leads_to()), (StatusCode::SEE_OTHER, "/board?done=signed-in"), "{}", entered.read());
        assert_ne!(entered.cookie("session").expect("a session"), first);
        // Signing in again in the same browser ends the session that it had.
        let both = format!("{first}; {}", entered.cookie("browser").expect("a browser"));
        let again = post_from(&application, "192.0.2.1", &both, "/sign-in", &[("email", "ann@health.example"), ("password", PASSWORD)]).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER);
        assert_eq!(get_with(&application, &first, "/account").await.status, StatusCode::UNAUTHORIZED);
        let wrong = sign_in(&application, "ann@health.example", "marble otter eighteen").await;
        let nobody = sign_in(&application, "eve@health.example", PASSWORD).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(wrong.text.replace("ann@", "eve@"), nobody.text);
        assert!(wrong.cookie("session").is_none() && !wrong.text.contains("eighteen"));
        for (email, password, at) in [("", PASSWORD, "email"), ("ann@health.example", "", "password")] {
            assert!(sign_in(&application, email, password).await.text.contains(&format!("href=\"#{at}\"")));
        }
        assert_eq!(count(&record, "SELECT count(*) FROM audit WHERE action = 'sign in' AND outcome = 'done'").await, 2);
        assert_eq!(count(&record, "SELECT count(*) FROM audit WHERE action = 'sign in' AND outcome = 'refused'").await, 2);
        // An address elsewhere is not gone on to.
        let elsewhere = [("email", "ann@health.example"), ("password", PASSWORD), ("to", "//elsewhere.example/x")];
        assert_eq!(post(&application, "/sign-in", &elsewhere).await.leads_to(), "/?done=signed-in");
    }

    /// Whoever guesses is slowed down; neither the owner, in a browser of theirs, nor anybody elsewhere is shut out.
    async fn guessing_is_slow_and_shuts_nobody_out(record: Record) {
        let application = application(record.clone());
        let (_, browser) = joined(&record, &application, "ann@health.example").await;
        let from = async |origin: &str, cookies: &str, password: &str| {
            post_from(&application, origin, cookies, "/sign-in", &[("email", "ann@health.example"), ("password", password)]).await.status
        };
        for _ in 0..5 {
            assert_eq!(from("192.0.2.1", "", "guess after guess").await, StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert_eq!(from("192.0.2.1", "", "guess after guess").await, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(from("192.0.2.1", "", PASSWORD).await, StatusCode::TOO_MANY_REQUESTS, "even the right one");
        assert_eq!(from("192.0.2.1", &browser, PASSWORD).await, StatusCode::SEE_OTHER, "her own browser, behind the same address");
        assert_eq!(from("192.0.2.2", "", PASSWORD).await, StatusCode::SEE_OTHER, "somewhere else");
        // Nobody known is limited as somebody is.
        let nobody = async || post_from(&application, "192.0.2.3", "", "/sign-in", &[("email", "eve@health.example"), ("password", "x")]).await.status;
        for _ in 0..5 {
            assert_eq!(nobody().await, StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert_eq!(nobody().await, StatusCode::TOO_MANY_REQUESTS);
        let later = application_at(record, "2026-11-23T09:15:01Z");
        let again = post_from(&later, "192.0.2.1", "", "/sign-in", &[("email", "ann@health.example"), ("password", PASSWORD)]).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "a quarter of an hour later");
    }

    /// Guesses at once are no more than guesses one after the other; one's own signing in frees nobody's guesses.
    async fn guesses_at_once_are_counted(record: Record) {
        let application = application(record.clone());
        joined(&record, &application, "ann@health.example").await;
        let mut guesses = tokio::task::JoinSet::new();
        for guess in 0..25 {
            let application = application.clone();
            guesses.spawn(async move {
                let form = [("email", "ann@health.example"), ("password", &*format!("guess number {guess}"))];
                post_from(&application, "192.0.2.1", "", "/sign-in", &form).await.status
            });
        }
        let answers = guesses.join_all().await;
        let checked = answers.iter().filter(|status| **status == StatusCode::UNPROCESSABLE_ENTITY).count();
        assert!(checked <= 5, "{checked} guesses were checked");
        assert!(answers.iter().all(|status| matches!(status.as_u16(), 422 | 429)));
        let before = count(&record, "SELECT count(*) FROM attempt WHERE what LIKE 'from %'").await;
        let (_, browser) = joined(&record, &application, "ben@health.example").await;
        let own = [("email", "ben@health.example"), ("password", PASSWORD)];
        assert_eq!(post_from(&application, "192.0.2.1", "", "/sign-in", &own).await.status, StatusCode::SEE_OTHER);
        assert!(count(&record, "SELECT count(*) FROM attempt WHERE what LIKE 'from %'").await >= before);
        drop(browser);
    }

    /// Whoever is checking an old password while it is changed does not get in with it.
    async fn an_old_password_does_not_outlive_its_change(record: Record) {
        let application = application(record.clone());
        joined(&record, &application, "ann@health.example").await;
        let stranger = record.desk(Visitor::Stranger, AsAt::Now).await.expect("a desk");
        let known = account::credentials(&stranger, "ann@health.example", None).await.expect("readable").expect("Ann");
        let link = secret();
        let clock = || plans::moment("2026-11-23T09:00:00Z");
        account::renew(&plans::operator(&record).await, known.person, &link, clock).await.expect("a new link");
        let renewed = post(&application, &format!("/invitations/{}", link.text()), &[("name", "Ann"), ("password", "seventeen purple kettles")]).await;
        assert_eq!(renewed.status, StatusCode::SEE_OTHER, "{}", renewed.read());
        let entering = account::Entering { session: secret(), browser: secret(), before: [None, None], browser_name: String::new() };
        assert!(!account::sign_in(&stranger, &known, &entering, &[], clock).await.expect("an outcome"));
        assert_eq!(count(&record, "SELECT count(*) FROM session").await, 1, "the new one alone");
    }

    /// What an administrator sent after a session had ended is shown, and done only when it is sent again.
    async fn nothing_is_done_behind_the_sign_in_form(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let lead = member(&record, "Lea", Role::Administrator, "oxfordshire-county-council").await;
        let ann = member(&record, "Ann", Role::Analyst, "oxford-health").await;
        let application = application(record.clone());
        let id = ann.id.to_string();
        let before = count(&record, "SELECT number FROM counter").await;
        for (address, form) in [
            ("/admin/people/erase", vec![("person", &*id)]),
            ("/admin/people/roles", vec![("person", &*id), ("change", "give"), ("role", "administrator"), ("organisation", "oxford-health")]),
            ("/admin/people/link", vec![("person", &*id)]),
            ("/admin/people/invite", vec![("email", "eve@health.example"), ("role", "viewer"), ("organisation", "oxford-health")]),
        ] {
            let again: Vec<_> = form.into_iter().chain([("again", "yes")]).collect();
            let page = post_as(&application, &lead, address, &again).await;
            assert!(page.status == StatusCode::OK && page.read().contains("Who there is"), "{address}: {}", page.read());
        }
        assert_eq!(count(&record, "SELECT number FROM counter").await, before, "something was done");
        // A step of a figure comes back with its reason.
        let step = [("area", "E10000025"), ("breakdown", "Total"), ("period", "2018-19 Q1"), ("replaces", "1"), ("step", "withdraw"), ("reason", "Keep me")];
        let asked = post(&application, "/indicators/self-harm-reports/step", &step).await;
        assert_eq!((asked.status, asked.holds("kept-step"), asked.holds("kept-reason")), (StatusCode::UNAUTHORIZED, "withdraw".to_owned(), "Keep me".to_owned()));
        let again: Vec<_> = step.into_iter().chain([("again", "yes")]).collect();
        let page = post_as(&application, &ann, "/indicators/self-harm-reports/step", &again).await;
        assert!(page.status == StatusCode::OK && page.text.contains("Keep me</textarea>"), "{}", page.read());
    }

    /// A session ends two hours after it was last used, and after twelve in any case.
    async fn a_session_ends(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let ann = member(&record, "Ann", Role::Analyst, "oxford-health").await;
        let status = async |moment: &str| get_as(&application_at(record.clone(), moment), &ann, "/account").await.status;
        assert_eq!(status("2026-11-23T09:59:59Z").await, StatusCode::OK);
        assert_eq!(status("2026-11-23T12:00:00Z").await, StatusCode::UNAUTHORIZED, "idle for two hours");
        for hour in 11..20 {
            assert_eq!(status(&format!("2026-11-23T{hour}:30:00Z")).await, StatusCode::OK, "in use at {hour}");
        }
        assert_eq!(status("2026-11-23T20:00:00Z").await, StatusCode::UNAUTHORIZED, "twelve hours after it began");
    }

    /// Signing out ends the session on the server; another can be ended from the account page, and nobody else's.
    async fn sessions_are_seen_and_ended(record: Record) {
        let application = application(record.clone());
        let (first, _) = joined(&record, &application, "ann@health.example").await;
        let second = sign_in(&application, "ann@health.example", PASSWORD).await.cookie("session").expect("a session");
        let page = get_with(&application, &second, "/account").await;
        assert_eq!(page.text.matches("action=\"/account/sessions\"").count(), 1, "{}", page.read());
        let other = page.holds("session");
        let eve = member(&record, "Eve", Role::Viewer, "oxford-health").await;
        post_as(&application, &eve, "/account/sessions", &[("session", &other)]).await;
        assert_eq!(get_with(&application, &first, "/account").await.status, StatusCode::OK, "another's session");
        let ended = post_from(&application, "192.0.2.1", &second, "/account/sessions", &[("session", &other)]).await;
        assert_eq!(ended.leads_to(), "/account?done=session-ended", "{}", ended.read());
        assert_eq!(get_with(&application, &first, "/account").await.status, StatusCode::UNAUTHORIZED);
        let out = post_from(&application, "192.0.2.1", &second, "/sign-out", &[]).await;
        assert_eq!(out.cookie("session").as_deref(), Some("session="));
        assert_eq!(get_with(&application, &second, "/account").await.status, StatusCode::UNAUTHORIZED);
    }

    /// A session that ends while somebody types: nothing is saved, and after signing in all of it is there again.
    async fn what_was_typed_survives_signing_in_again(record: Record) {
        let application = application(record.clone());
        let (session, browser) = joined(&record, &application, "ann@health.example").await;
        post_from(&application, "192.0.2.1", &session, "/sign-out", &[]).await;
        let note = "Two \"late\" reports & <more>";
        let form = [("area", "E10000025"), ("breakdown", "Total"), ("period", "2018-19 Q1"), ("replaces", ""), ("value", "48"), ("status", "final"), ("note", note)];
        let page = post_from(&application, "192.0.2.1", &session, "/indicators/self-harm-reports/record", &form).await;
        assert!(page.status == StatusCode::UNAUTHORIZED && page.read().contains("What you typed is kept"), "{}", page.read());
        assert_eq!((page.holds("kept-value"), page.holds("kept-note")), ("48".to_owned(), note.to_owned()));
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE indicator = 'self-harm-reports'").await, 0);
        let mut again = vec![("email", "ann@health.example"), ("password", PASSWORD), ("to", "/indicators/self-harm-reports/record")];
        let kept: Vec<(String, &str)> = form.iter().map(|(name, value)| (format!("kept-{name}"), *value)).collect();
        again.extend(kept.iter().map(|(name, value)| (name.as_str(), *value)));
        let entered = post_from(&application, "192.0.2.1", &browser, "/sign-in", &again).await;
        assert!(entered.status == StatusCode::OK && entered.read().contains("Nothing of what you typed has been saved yet"), "{}", entered.read());
        let session = entered.cookie("session").expect("a session");
        let mut back: Vec<_> = form.to_vec();
        back.push(("again", "yes"));
        let page = post_from(&application, "192.0.2.1", &session, "/indicators/self-harm-reports/record", &back).await;
        assert_eq!((page.status, page.holds("value")), (StatusCode::OK, "48".to_owned()), "{}", page.read());
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE indicator = 'self-harm-reports'").await, 0);
        let saved = post_from(&application, "192.0.2.1", &session, "/indicators/self-harm-reports/record", &form).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER);
    }

    /// A form that another site sends is refused, whoever is signed in; cookies and pages keep to themselves.
    async fn a_forged_form_is_refused(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let lead = member(&record, "Lea", Role::Administrator, "oxfordshire-county-council").await;
        let application = application(record.clone());
        let before = count(&record, "SELECT count(*) FROM person").await;
        for (name, value) in [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "https://elsewhere.example"), ("origin", "null")] {
            let request = Request::builder().method("POST").uri("/admin/people/invite").header(header::HOST, "outcomes.test")
                .header(name, value).header(header::COOKIE, lead.cookie()).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            let form = encoded(&[("email", "eve@elsewhere.example"), ("role", "administrator"), ("organisation", "oxford-health")]);
            let refused = answer(&application, request.body(Body::from(form)).expect("a request")).await;
            assert!(refused.status == StatusCode::FORBIDDEN && refused.read().contains("That was not sent from here"), "{name} {value}: {}", refused.read());
            assert!(refused.headers.contains_key(header::CONTENT_SECURITY_POLICY));
        }
        assert_eq!(count(&record, "SELECT count(*) FROM person").await, before);
    }

    /// Over TLS cookies are bound to the host and browsers come no other way; pages of the signed in are not stored.
    async fn cookies_and_pages_keep_to_themselves(record: Record) {
        let link = invited(&record, "ann@health.example").await;
        let secure = application_of(record.clone(), outcomes::web::site("https://outcomes.example.org".into()), "2026-11-23T09:00:00Z");
        let entered = post(&secure, &link, &[("name", "Ann"), ("password", PASSWORD)]).await;
        let cookies: Vec<_> = entered.headers.get_all(header::SET_COOKIE).iter().map(|value| value.to_str().expect("text").to_owned()).collect();
        assert_eq!(cookies.len(), 2, "{cookies:?}");
        for (cookie, name) in cookies.iter().zip(["__Host-session=", "__Host-browser="]) {
            assert!(cookie.starts_with(name), "{cookie}");
            for attribute in ["; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure"] {
                assert!(cookie.contains(attribute), "{cookie} lacks {attribute}");
            }
        }
        assert!(get(&secure, "/").await.headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
        let plain = application(record.clone());
        assert!(!get(&plain, "/").await.headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
        let ann = member(&record, "Ben", Role::Viewer, "oxford-health").await;
        assert_eq!(get_as(&plain, &ann, "/board").await.headers[header::CACHE_CONTROL], "no-store");
        assert_eq!(get(&plain, "/board").await.headers[header::CACHE_CONTROL], "no-cache");
        let invited = get(&plain, &format!("/invitations/{}", secret().text())).await;
        assert_eq!((&invited.headers[header::CACHE_CONTROL], &invited.headers[header::REFERRER_POLICY]), (&"no-store".parse().expect("a header"), &"origin".parse().expect("a header")));
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
        // The last administrator stays one.
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

    /// Of an address that somebody has already only one can be.
    async fn an_address_is_one_persons(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        member(&record, "Ann", Role::Viewer, "oxford-health").await;
        let link = secret();
        let organisation = domain::slug::Slug::new("oxford-health").expect("a slug");
        account::first(&plans::operator(&record).await, &organisation, &link, || plans::moment(MORNING)).await.expect("a link");
        let taken = [("email", "ann@people.example"), ("name", "Eve"), ("password", PASSWORD)];
        let refused = post(&application(record), &format!("/invitations/{}", link.text()), &taken).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.read().contains("Somebody else has this address"), "{}", refused.read());
    }

    /// The audit tells who, when, from where, before and after; it is narrowed by each of its filters.
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

    /// Signing in changes no page, so nothing that is at hand is read anew for it.
    async fn signing_in_leaves_pages_at_hand(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let before = count(&record, "SELECT changed FROM counter").await;
        member(&record, "Ann", Role::Viewer, "oxford-health").await;
        let desk = record.desk(Visitor::Stranger, AsAt::Now).await.expect("a desk");
        assert!(desk.number() > before);
        assert_eq!(count(&record, "SELECT changed FROM counter").await, before);
    }
}
