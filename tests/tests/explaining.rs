//! Targets, definitions and change notes by form, the same on both engines.

use axum::http::StatusCode;
use domain::access::Role;
use storage::Record;
use tests::{
    application::{application, get, get_as, post_as},
    on_both_engines,
    people::member,
    plans,
    recording::{INDICATOR, MORNING, QUARTER, analyst, count, form, sentence},
};

on_both_engines! {
    /// A target is a value or a range, is told, and is versioned; a stale one is not overwritten.
    async fn a_target_is_set_and_changed(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let lead = member(&record, "Lea", Role::PlanLead, "oxfordshire-county-council").await;
        let application = application(record.clone());
        let page = "/indicators/persistent-absence-secondary";
        let target = |lower, upper, was| form(&[("period", "2020/21"), ("lower", lower), ("upper", upper), ("was", was)]);
        let send = async |form: Vec<(&'static str, &'static str)>| post_as(&application, &lead, &format!("{page}/target"), &form).await;
        assert_eq!(send(target("12", "", "")).await.status, StatusCode::SEE_OTHER);
        assert!(sentence(&get(&application, page).await).contains("It misses the target of 12.00% by 1.47 percentage points (red)."), "{}", sentence(&get(&application, page).await));
        let opened = get_as(&application, &lead, &format!("{page}/target?period=2020%2F21")).await;
        assert_eq!((opened.holds("lower"), opened.holds("was")), ("12".to_owned(), "12 to 12".to_owned()));
        assert_eq!(send(target("11", "13", "12 to 12")).await.status, StatusCode::SEE_OTHER);
        assert!(sentence(&get(&application, page).await).contains("It misses the target of 11.00% to 13.00% by 0.47 percentage points (amber)."));
        let stale = send(target("9", "", "12 to 12")).await;
        assert!(stale.status == StatusCode::UNPROCESSABLE_ENTITY && stale.read().contains("Somebody else set this target in between, to 11.00% to 13.00%"), "{}", stale.read());
        for (lower, upper, at) in [("", "", "lower"), ("120", "", "lower"), ("12", "10", "upper"), ("a few", "", "lower"), ("1", "NaN", "upper")] {
            let refused = send(target(lower, upper, "11 to 13")).await;
            assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.text.contains(&format!("href=\"#{at}\"")), "{lower} {upper}: {}", refused.read());
        }
        let lost = send(form(&[("period", "zz"), ("lower", "7"), ("upper", "")])).await;
        assert!(lost.text.contains("href=\"#period\"") && lost.text.contains("id=\"period\"") && lost.holds("lower") == "7", "{}", lost.read());
        assert_eq!(count(&record, "SELECT count(*) FROM target").await, 2);
    }

    /// A definition holds from its day on, and an earlier one stays.
    async fn a_definition_holds_from_its_day(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let lead = member(&record, "Lea", Role::PlanLead, "oxfordshire-county-council").await;
        let application = application(record.clone());
        let send = async |form: &[(&'static str, &'static str)]| post_as(&application, &lead, &format!("{INDICATOR}/definition"), form).await;
        let text = "Reports made to partners and to schools.";
        assert_eq!(send(&[("from", "1 April 2019"), ("text", text), ("timing", "flow")]).await.status, StatusCode::SEE_OTHER);
        let page = get(&application, INDICATOR).await.read();
        assert!(page.contains(&format!("{text} From 1 April 2019")) && page.contains("From 1 April 2018"), "{page}");
        let again = send(&[("from", "1 April 2019"), ("text", "Another."), ("timing", "flow")]).await;
        assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.text.contains("href=\"#from\""), "{}", again.read());
        let seen = get_as(&application, &lead, &format!("{INDICATOR}/definition?from=2019-04-01")).await.holds("was");
        let changed = [("from", "2019-04-01"), ("text", "Another."), ("timing", "flow"), ("was", &*seen)];
        assert_eq!(post_as(&application, &lead, &format!("{INDICATOR}/definition"), &changed).await.status, StatusCode::SEE_OTHER);
        let bad = send(&[("from", "soon"), ("text", ""), ("timing", "")]).await;
        for at in ["from", "text", "timing"] {
            assert!(bad.text.contains(&format!("href=\"#{at}\"")), "{at}");
        }
    }

    /// A change note can be changed by those who may; a stale change is not made.
    async fn a_change_note_is_changed(record: Record) {
        let ann = analyst(&record).await;
        let application = application(record.clone());
        let address = format!("{INDICATOR}/change-note");
        let name = get_as(&application, &ann, &address).await.holds("note");
        let fresh = [("note", &*name), ("on", "1 July 2018"), ("kind", "event"), ("effect", "explains"), ("text", "A helpline opened."), ("source", "The trust")];
        assert_eq!(post_as(&application, &ann, &address, &fresh).await.status, StatusCode::SEE_OTHER);
        let opened = get_as(&application, &ann, &format!("{address}?note={name}")).await;
        assert_eq!(opened.holds("was-text"), "A helpline opened.");
        let was = [("was-on", "2018-07-01"), ("was-kind", "event"), ("was-effect", "explains"), ("was-text", "A helpline opened."), ("was-source", "The trust")];
        let change = |text: &'static str| -> Vec<(&str, &str)> { fresh.into_iter().filter(|(name, _)| *name != "text").chain([("text", text)]).chain(was).collect() };
        assert_eq!(post_as(&application, &ann, &address, &change("A helpline opened in July.")).await.status, StatusCode::SEE_OTHER);
        let stale = post_as(&application, &ann, &address, &change("Nothing opened.")).await;
        assert!(stale.status == StatusCode::UNPROCESSABLE_ENTITY && stale.read().contains("A helpline opened in July."), "{}", stale.read());
        let empty = post_as(&application, &ann, &address, &[("note", &name)]).await;
        for at in ["on", "kind", "effect", "text", "source"] {
            assert!(empty.text.contains(&format!("href=\"#{at}\"")), "{at}: {}", empty.read());
        }
    }

    /// What people write about partners' figures is theirs: the public is told that there was a change, and no target.
    async fn words_about_partner_figures_are_not_public(record: Record) {
        let ann = analyst(&record).await;
        let lead = member(&record, "Lea", Role::PlanLead, "oxfordshire-county-council").await;
        let application = application(record.clone());
        post_as(&application, &ann, &format!("{INDICATOR}/record"), &form(&[])).await;
        let name = get_as(&application, &ann, &format!("{INDICATOR}/change-note")).await.holds("note");
        let note = [("note", &*name), ("on", "1 July 2018"), ("kind", "event"), ("effect", "breaks"), ("text", "Up from 12 to 48 at one school."), ("source", "Sister Agnes")];
        assert_eq!(post_as(&application, &ann, &format!("{INDICATOR}/change-note"), &note).await.status, StatusCode::SEE_OTHER);
        let target = form(&[("period", QUARTER), ("lower", "37"), ("upper", "")]);
        assert_eq!(post_as(&application, &lead, &format!("{INDICATOR}/target"), &target).await.status, StatusCode::SEE_OTHER);
        for address in [INDICATOR, "/indicators/self-harm-reports?year=2018-19", "/board?year=2018-19", "/priorities/social-and-emotional-wellbeing-and-mental-health?year=2018-19"] {
            let page = get(&application, address).await;
            for secret in ["one school", "Agnes", "37 reports"] {
                assert!(!page.text.contains(secret), "{address} tells {secret}");
            }
        }
        let page = get(&application, INDICATOR).await.read();
        assert!(page.contains("The partners noted a change here."), "{page}");
        let own = get_as(&application, &ann, &format!("{INDICATOR}?year=2018-19")).await.read();
        assert!(own.contains("Up from 12 to 48 at one school.") && own.contains("37 reports"), "{own}");
    }
}
