//! Targets, tolerances, definitions and change notes by form, the same on both engines.

use axum::{Router, http::StatusCode};
use domain::access::{Role, Visitor};
use storage::{AsAt, Record};
use tests::{
    application::{application, application_at, get, get_as, plain, post_as},
    on_both_engines,
    people::{Member, member, member_at},
    plans,
    recording::{INDICATOR, MORNING, QUARTER, analyst, count, form, sentence},
};

const TOLERANCE: &str = "/indicators/good-development/tolerance";

/// A plan lead and the application, on a day when the first year of the plan has begun and the second has not.
async fn before_its_second_year(record: &Record) -> (Member, Router) {
    plans::load(record, plans::RUTLAND, "2023-06-01T07:00:00Z").await;
    let came = plans::moment("2023-06-01T08:30:00Z");
    let lead = member_at(record, "Lea", Role::PlanLead, "council", came).await;
    (lead, application_at(record.clone(), "2023-06-01T09:00:00Z"))
}

/// The form for the tolerance of 2024, with some boxes filled otherwise.
fn form_of<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [("year", "2024"), ("scale", "percent"), ("number", "5"), ("was", "percent 2.5")];
    let is_usual = |(name, _): &(&str, &str)| !changed.iter().any(|(other, _)| other == name);
    usual.into_iter().filter(is_usual).chain(changed.iter().copied()).collect()
}

on_both_engines! {
    /// A target is a value or a range, is shown, and is versioned; a stale form overwrites nothing.
    async fn a_target_is_set_and_changed(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let lead = member(&record, "Lea", Role::PlanLead, "oxfordshire-county-council").await;
        let application = application(record.clone());
        let page = "/indicators/persistent-absence-secondary";
        let then = format!("{page}?year=2020-21");
        let target = |lower, upper, was| form(&[("period", "2020/21"), ("lower", lower), ("upper", upper), ("was", was)]);
        let send = async |form: Vec<(&'static str, &'static str)>| post_as(&application, &lead, &format!("{page}/target"), &form).await;
        assert_eq!(send(target("12", "", "")).await.status, StatusCode::SEE_OTHER);
        assert!(sentence(&get(&application, &then).await).contains("It misses the target of 12.00% by 1.47 pp (red)."), "{}", sentence(&get(&application, &then).await));
        // Beside the newest figure, 24.36%, the board names the value that was rated.
        let ratings = get(&application, "/board").await.each("td.rating");
        assert!(ratings.iter().any(|cell| cell.ends_with("2020/21: 13.47%, target 12.00%")), "{ratings:?}");
        let opened = get_as(&application, &lead, &format!("{page}/target?period=2020%2F21")).await;
        assert_eq!((opened.holds("lower"), opened.holds("was")), ("12".to_owned(), "12 to 12".to_owned()));
        assert_eq!(send(target("11", "13", "12 to 12")).await.status, StatusCode::SEE_OTHER);
        assert!(sentence(&get(&application, &then).await).contains("It misses the target of 11.00% to 13.00% by 0.47 pp (amber)."));
        let stale = send(target("9", "", "12 to 12")).await;
        assert!(stale.status == StatusCode::UNPROCESSABLE_ENTITY && stale.read().contains("Somebody else set this target to 11.00% to 13.00% while you were typing"), "{}", stale.read());
        for (lower, upper, at) in [("", "", "lower"), ("120", "", "lower"), ("12", "10", "upper"), ("a few", "", "lower"), ("1", "NaN", "upper")] {
            let refused = send(target(lower, upper, "11 to 13")).await;
            assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.text.contains(&format!("href=\"#{at}\"")), "{lower} {upper}: {}", refused.read());
        }
        let lost = send(form(&[("period", "zz"), ("lower", "7"), ("upper", "")])).await;
        assert!(lost.text.contains("href=\"#period\"") && lost.text.contains("id=\"period\"") && lost.holds("lower") == "7", "{}", lost.read());
        assert_eq!(count(&record, "SELECT count(*) FROM target").await, 2);
    }

    /// A tolerance is in force from its plan year on, is shown, is versioned and can be withdrawn; a stale form changes nothing.
    async fn a_tolerance_is_set_changed_and_withdrawn(record: Record) {
        let (lead, nine) = before_its_second_year(&record).await;
        let ten = application_at(record.clone(), "2023-06-01T10:00:00Z");
        let opened = get_as(&nine, &lead, TOLERANCE).await;
        let boxes = ["year", "was", "number"].map(|name| opened.holds(name));
        assert_eq!(boxes, ["2024", "percent 2.5", "2.5"]);
        assert_eq!(plain(opened.between("<p class=\"stands\">", "</p>")), "Within 2.5% of the target is amber , set for this plan year .");
        let begun = plain(opened.between("id=\"begun\"", "</section>"));
        assert!(begun.contains("ratings have already been given with them. 2022 Within 1.5 pp of the target is amber; fixed since 1 January 2022 ."), "{begun}");

        let half = form_of(&[("scale", "absolute"), ("number", "0.5"), ("was", "percent 2.5")]);
        let saved = post_as(&nine, &lead, TOLERANCE, &half).await;
        assert_eq!((saved.status, saved.leads_to()), (StatusCode::SEE_OTHER, "/indicators/good-development?year=2024&done=tolerance-set"));
        let amber = async |address: &str| plain(get(&ten, address).await.between("<dt>Amber</dt>", "</dd>"));
        assert_eq!(amber("/indicators/good-development?year=2024").await, "Within 0.5 pp of the target is amber; fixed from 1 January 2024 .");
        assert_eq!(amber("/indicators/good-development").await, "Within 1.5 pp of the target is amber; fixed since 1 January 2022 .");
        let link = format!("<a href=\"{TOLERANCE}\">Set the tolerance for amber</a>");
        assert!(get_as(&ten, &lead, "/indicators/good-development").await.text.contains(&link));
        assert!(!get(&ten, "/indicators/good-development").await.text.contains(&link));
        let same = post_as(&nine, &lead, TOLERANCE, &half).await;
        assert!(same.leads_to().ends_with("done=same"), "{}", same.leads_to());

        for stale in [&[("number", "9"), ("was", "percent 2.5")][..], &[("number", "9"), ("was", "")], &[("step", "withdraw"), ("was", "percent 2.5")]] {
            let stale = post_as(&nine, &lead, TOLERANCE, &form_of(stale)).await;
            assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(stale.read().contains("Somebody else set this while you were typing (within 0.5 pp of the target is amber): choose the plan year again"), "{}", stale.read());
            // The way out of it: the form opened again, and the button to withdraw the tolerance in force.
            assert!(stale.text.contains("<option value=\"2024\"") && stale.text.contains("value=\"absolute 0.5\""), "{}", stale.text);
        }
        let gone = form_of(&[("step", "withdraw"), ("was", "absolute 0.5")]);
        assert_eq!(post_as(&ten, &lead, TOLERANCE, &gone).await.leads_to(), "/indicators/good-development?year=2024&done=tolerance-withdrawn");
        assert_eq!(amber("/indicators/good-development?year=2024").await, "Within 1.5 pp of the target is amber; fixed from 1 January 2024 .");
        assert_eq!(amber("/indicators/good-development?year=2024&as-at=2023-06-01T09:30:00Z").await, "Within 0.5 pp of the target is amber; fixed from 1 January 2024 .");
        assert!(post_as(&ten, &lead, TOLERANCE, &gone).await.leads_to().ends_with("done=same"));
        let opened = get_as(&ten, &lead, TOLERANCE).await;
        assert_eq!(plain(opened.between("<p class=\"stands\">", "</p>")), "Within 1.5 pp of the target is amber , as in 2022 .");
        assert!(opened.holds("was").is_empty() && !opened.text.contains("Withdraw the tolerance"), "{}", opened.read());
        let anew = form_of(&[("number", "4%"), ("was", "")]);
        assert_eq!(post_as(&ten, &lead, TOLERANCE, &anew).await.status, StatusCode::SEE_OTHER);

        let written = "SELECT count(*) FROM audit WHERE action = 'set tolerance' AND outcome = 'done' AND subject = 'good-development, 2024'";
        assert_eq!(count(&record, written).await, 3);
        let told = "SELECT count(*) FROM audit WHERE was = 'percent: 2.5' AND became = 'absolute: 0.5' AND person IS NOT NULL";
        assert_eq!(count(&record, told).await, 1);
        assert_eq!(count(&record, "SELECT count(*) FROM rating_rule WHERE indicator = 'good-development'").await, 4);
    }

    /// An error is shown at its box with what was typed, and nothing is set for a plan year that has begun, form or no form.
    async fn a_wrong_tolerance_is_told_and_a_frozen_one_stays(record: Record) {
        let (lead, application) = before_its_second_year(&record).await;
        let refused = async |application: &Router, form: &[(&'static str, &'static str)], at: &[&str]| {
            let answer = post_as(application, &lead, TOLERANCE, &form_of(form)).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{form:?}");
            for at in at {
                assert!(answer.text.contains(&format!("href=\"#{at}\"")) && answer.text.contains(&format!("id=\"{at}\"")), "{form:?} {at}: {}", answer.read());
            }
            answer
        };
        for number in ["", "-1", "100.5", "2.125", "a few", "£5", "NaN", "1e300"] {
            let answer = refused(&application, &[("number", number)], &["number"]).await;
            assert_eq!(answer.holds("number"), number);
        }
        for number in ["1.25", "101", "1%"] {
            refused(&application, &[("scale", "absolute"), ("number", number)], &["number"]).await;
        }
        refused(&application, &[("scale", "both")], &["scale"]).await;
        let lost = refused(&application, &[("year", "zz"), ("number", "a few")], &["year", "number"]).await;
        assert!(lost.holds("number") == "a few" && lost.text.contains("<option value=\"2024\"") && !lost.text.contains("<option value=\"2022\""), "{}", lost.text);
        let forged = refused(&application, &[("year", "2022"), ("was", "absolute 1.5")], &["year"]).await;
        assert!(forged.read().contains("Choose a plan year that has not begun: 2022 began on 1 January 2022, and ratings have already been given with its tolerance"), "{}", forged.read());
        refused(&application, &[("year", "2022"), ("step", "withdraw"), ("was", "absolute 1.5")], &["year"]).await;
        let opened = get_as(&application, &lead, &format!("{TOLERANCE}?year=2022")).await;
        assert!(opened.text.contains("href=\"#year\"") && opened.text.contains("id=\"year\"") && !opened.text.contains("name=\"number\""), "{}", opened.read());

        // On the plan's last first of January there is nothing left to set.
        let late = application_at(record.clone(), "2024-01-01T00:00:00Z");
        let lea = member_at(&record, "Late", Role::PlanLead, "council", plans::moment("2023-12-31T23:00:00Z")).await;
        let closed = get_as(&late, &lea, TOLERANCE).await;
        assert!(closed.status == StatusCode::OK && closed.read().contains("Every plan year has begun, so no tolerance can be set"), "{}", closed.read());
        assert!(!closed.text.contains("name=\"number\"") && !closed.text.contains("href=\"#year\""), "{}", closed.read());
        let begun = plain(closed.between("id=\"begun\"", "</section>"));
        assert!(begun.contains("2024 Within 2.5% of the target is amber; fixed since 1 January 2024"), "{begun}");
        let forged = post_as(&late, &lea, TOLERANCE, &form_of(&[("number", "9"), ("was", "percent 2.5")])).await;
        assert!(forged.status == StatusCode::UNPROCESSABLE_ENTITY && forged.text.contains("href=\"#year\"") && forged.text.contains("id=\"year\""), "{}", forged.read());
        assert_eq!(count(&record, "SELECT count(*) FROM rating_rule").await, 3);
    }

    /// What people call amber among partners' figures is not public; a plan file's tolerance is not shown where nothing is rated.
    async fn a_tolerance_of_partner_figures_is_not_public(record: Record) {
        let (lead, application) = before_its_second_year(&record).await;
        let page = "/indicators/referrals";
        let sent = [("year", "2024"), ("scale", "absolute"), ("number", "37"), ("was", "percent 10")];
        assert_eq!(post_as(&application, &lead, &format!("{page}/tolerance"), &sent).await.status, StatusCode::SEE_OTHER);
        let own = get_as(&application, &lead, &format!("{page}?year=2024")).await;
        assert_eq!(plain(own.between("<dt>Amber</dt>", "</dd>")), "Within 37 referrals of the target is amber; fixed from 1 January 2024 .");
        let stranger = record.desk(Visitor::Stranger, AsAt::Now).await.expect("a desk");
        let outline = storage::outline::current(&stranger, plans::moment("2023-06-01T09:00:00Z").date_naive()).await;
        let rules = outline.expect("readable").expect("a plan").rating_rules.clone();
        assert!(rules.len() == 2 && rules.iter().all(|rule| rule.indicator.as_str() == "good-development"), "{rules:?}");
        for address in [page, "/indicators/referrals?year=2024", "/board?year=2024"] {
            let public = get(&application, address).await.read();
            assert!(!public.contains("37 referrals") && !public.contains("of the target is amber"), "{address}: {public}");
        }
    }

    /// A definition is in force from its day on, and an earlier one stays.
    async fn a_definition_holds_from_its_day(record: Record) {
        plans::load(&record, plans::OXFORDSHIRE, MORNING).await;
        let lead = member(&record, "Lea", Role::PlanLead, "oxfordshire-county-council").await;
        let application = application(record.clone());
        let send = async |form: &[(&'static str, &'static str)]| post_as(&application, &lead, &format!("{INDICATOR}/definition"), form).await;
        let text = "Reports made to partners and to schools.";
        assert_eq!(send(&[("from", "1 April 2019"), ("text", text), ("timing", "flow")]).await.status, StatusCode::SEE_OTHER);
        let page = get(&application, INDICATOR).await.read();
        assert!(page.contains(&format!("From 1 April 2019 {text}")) && page.contains("From 1 April 2018"), "{page}");
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

    /// What people write about partners' figures is theirs: the public is shown that there was a change, and no target.
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
