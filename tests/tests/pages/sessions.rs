//! Signing in, guessing, sessions and forged forms, the same on both engines.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::access::{Role, Visitor};
use storage::{AsAt, Record, account};
use tests::{
    accounts::{PASSWORD, get_with, invited, joined, sign_in},
    application::{
        answer, application, application_at, application_of, encoded, get, get_as, post, post_as, post_from,
    },
    on_both_engines,
    people::{member, secret},
    plans,
    recording::{MORNING, count},
};

on_both_engines! {
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
        // Unknown addresses are limited as known ones are.
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
        assert_eq!(count(&record, "SELECT count(*) FROM session WHERE ended_at IS NULL").await, 1, "the new one alone");
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
            assert!(page.status == StatusCode::OK && page.read().contains("Everyone with an account"), "{address}: {}", page.read());
        }
        assert_eq!(count(&record, "SELECT number FROM counter").await, before, "something was done");
        // A step of a figure comes back with its reason.
        let step = [("area", "E10000025"), ("breakdown", "Total"), ("period", "2018-19 Q1"), ("replaces", "1"), ("step", "withdraw"), ("reason", "Keep me")];
        let late = application_at(record.clone(), "2026-11-23T12:00:00Z");
        let asked = post_as(&late, &ann, "/indicators/self-harm-reports/step", &step).await;
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
        assert!(page.status == StatusCode::UNAUTHORIZED && page.read().contains("What you typed has been kept"), "{}", page.read());
        assert_eq!((page.holds("kept-value"), page.holds("kept-note")), ("48".to_owned(), note.to_owned()));
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE indicator = 'self-harm-reports'").await, 0);
        let mut again = vec![("email", "ann@health.example"), ("password", PASSWORD), ("to", "/indicators/self-harm-reports/record")];
        let kept: Vec<(String, &str)> = form.iter().map(|(name, value)| (format!("kept-{name}"), *value)).collect();
        again.extend(kept.iter().map(|(name, value)| (name.as_str(), *value)));
        let entered = post_from(&application, "192.0.2.1", &browser, "/sign-in", &again).await;
        assert!(entered.status == StatusCode::OK && entered.read().contains("What you typed has not been saved yet"), "{}", entered.read());
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
            assert!(refused.status == StatusCode::FORBIDDEN && refused.read().contains("That was not sent from this site"), "{name} {value}: {}", refused.read());
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
        let of = |name: &str| cookies.iter().find(|cookie| cookie.starts_with(name)).expect(name);
        let attributes = |cookie: &str| {
            let mut attributes: Vec<_> = cookie.split("; ").skip(1).map(str::to_owned).collect();
            attributes.sort_unstable();
            attributes.join("; ")
        };
        // A session ends with the browser's own; a browser is known for a year.
        assert_eq!(attributes(of("__Host-session=")), "HttpOnly; Path=/; SameSite=Lax; Secure");
        assert_eq!(attributes(of("__Host-browser=")), "HttpOnly; Max-Age=31536000; Path=/; SameSite=Lax; Secure");
        let session = of("__Host-session=").split(';').next().expect("a pair");
        let left = post_from(&secure, "192.0.2.1", session, "/sign-out", &[]).await;
        let cleared = left.headers.get(header::SET_COOKIE).and_then(|value| value.to_str().ok()).expect("a cookie");
        assert!(cleared.starts_with("__Host-session=;"), "{cleared}");
        assert_eq!(attributes(cleared), "HttpOnly; Max-Age=0; Path=/; SameSite=Lax; Secure");
        assert!(get(&secure, "/").await.headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
        let plain = application(record.clone());
        assert!(!get(&plain, "/").await.headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
        let ann = member(&record, "Ben", Role::Viewer, "oxford-health").await;
        assert_eq!(get_as(&plain, &ann, "/board").await.headers[header::CACHE_CONTROL], "no-store");
        assert_eq!(get(&plain, "/board").await.headers[header::CACHE_CONTROL], "no-cache");
        let invited = get(&plain, &format!("/invitations/{}", secret().text())).await;
        assert_eq!((&invited.headers[header::CACHE_CONTROL], &invited.headers[header::REFERRER_POLICY]), (&"no-store".parse().expect("a header"), &"origin".parse().expect("a header")));
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
