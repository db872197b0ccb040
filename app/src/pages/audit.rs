//! The audit: what was done and refused, by whom, when, from where. For administrators.

use crate::{
    ask::{address::pair, choice::Choices, desk::Asked, fault::Fault, path, typed::Typed},
    shell::{
        form::{Button, Choice, Errors, Form, Text},
        page::{Head, Place, Script, page},
    },
};
use axum::response::Html;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone, Utc};
use domain::{access::Action, entry, london, wording};
use leptos::prelude::*;
use storage::{
    account,
    audit::{AuditEntry, Filter, PAGE, read},
};

/// The choices that an address makes here.
const CHOICES: [&str; 5] = ["person", "action", "outcome", "from", "until"];

pub(crate) async fn show(asked: Asked, choices: Choices) -> Result<Html<String>, Fault> {
    let typed =
        CHOICES.into_iter().fold(Typed::default(), |typed, name| typed.with(name, choices.text(name).trim()));
    let mut errors = Errors::default();
    let filter = filter(&typed, choices.text("before"), &mut errors);
    let entries = read(&asked.desk, &filter).await?;
    let people = account::people(&asked.desk).await?;
    let people: Vec<_> = people
        .into_iter()
        .map(|account| {
            let known =
                account.name.or(account.email).unwrap_or_else(|| format!("person {}", account.person));
            Choice::new(account.person.to_string(), known)
        })
        .collect();
    let head = Head {
        title: if errors.is_empty() { "Audit".into() } else { "Error: Audit".into() },
        description: "What was done, who did it and when.".into(),
        place: Place::Elsewhere,
        script: Script::None,
    };
    Ok(page(&asked, &head, || body(&typed, &errors, &people, &entries)))
}

/// The filter that the address asks for. What cannot be read is reported, and filters nothing.
fn filter(typed: &Typed, before: &str, errors: &mut Errors) -> Filter {
    let chosen = |name: &'static str| Some(typed.get(name)).filter(|text| !text.is_empty());
    let midnight = |day: NaiveDate| {
        let there = chrono_tz::Europe::London.from_local_datetime(&day.and_time(NaiveTime::MIN)).earliest();
        there.map(|moment| moment.with_timezone(&Utc))
    };
    let mut day = |name: &'static str| -> Option<NaiveDate> { errors.take(name, entry::day(chosen(name)?)) };
    let from: Option<DateTime<Utc>> = day("from").and_then(midnight);
    let until = day("until").and_then(|day| day.checked_add_days(Days::new(1))).and_then(midnight);
    let until = until.map(|moment| moment - chrono::TimeDelta::seconds(1));
    let person = chosen("person")
        .and_then(|text| errors.take("person", text.parse().map_err(|_| "choose a person from the list")));
    let action = chosen("action")
        .and_then(|text| errors.take("action", Action::parse(text).ok_or("choose an action from the list")));
    let outcome = chosen("outcome").filter(|text| matches!(*text, "done" | "refused")).map(str::to_owned);
    Filter { person, action, outcome, from, until, before: before.parse().ok() }
}

fn body(typed: &Typed, errors: &Errors, people: &[Choice], entries: &[AuditEntry]) -> AnyView {
    let form = Form { typed, errors };
    let actions = Choice::words(Action::ALL.iter().map(|action| action.as_str()));
    let outcomes = Choice::words(["done", "refused"]);
    let day = |name, label| Text { name, label, width: "short", ..Text::default() };
    let rows: Vec<_> = entries.iter().take(PAGE).map(row).collect();
    let older = (entries.len() > PAGE).then(|| {
        let last = entries.get(PAGE - 1).map(|entry| entry.number.to_string()).unwrap_or_default();
        let mut pairs: Vec<_> =
            CHOICES.into_iter().filter(|name| !typed.get(name).is_empty()).map(|name| pair(name, typed.get(name))).collect();
        pairs.push(pair("before", &last));
        view! { <p class="onward"><a href=format!("{}?{}", path::Audit, pairs.join("&"))>"Older entries"</a></p> }
    });
    let nothing = rows.is_empty().then(|| view! { <p>"Nothing in the audit matches these choices."</p> });
    view! {
        <header class="page-head"><h1>"Audit"</h1>
            <p class="lead">"Every change, sign-in and refusal, recorded as it happens. Nothing here can be changed."</p>
        </header>
        {form.summary()}
        <form method="get" action=path::Audit.to_string() class="form chooser">
            <div class="row">
                {form.list("person", "Who", "", Some("Anybody"), people)}
                {form.list("action", "What", "", Some("Anything"), &actions)}
                {form.list("outcome", "Outcome", "", Some("Either"), &outcomes)}
                {form.line(day("from", "From"))}
                {form.line(day("until", "Until"))}
                {Button::Second.view("Show")}
            </div>
        </form>
        {nothing}
        <div class="table-scroll" tabindex="0" role="region" aria-label="Audit (scrollable table)">
            <table class="audit">
                <caption class="unseen">"Audit, newest first"</caption>
                <thead><tr><th scope="col">"No."</th><th scope="col">"When"</th><th scope="col">"Who"</th><th scope="col">"What"</th><th scope="col">"Before and after"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {older}
    }
    .into_any()
}

fn row(entry: &AuditEntry) -> AnyView {
    let who = wording::capital(&wording::by(&entry.sort, entry.person, entry.name.as_deref()));
    let refused = (entry.outcome == "refused").then(|| view! { <strong>"Refused: "</strong> });
    let said = |label: &'static str, text: &Option<String>| {
        text.clone().map(|text| view! { <p><span class="when">{label}</span> " " {text}</p> })
    };
    view! {
        <tr>
            <td class="figure">{entry.number.to_string()}</td>
            <td>{london::minute_said(entry.at)}</td>
            <td>{who} <span class="when">{entry.origin.clone()}</span></td>
            <td>{refused} {entry.action.clone()} <span class="when">{entry.subject.clone()}</span></td>
            <td>{said("Before:", &entry.was)} {said("After:", &entry.became)} {said("Why:", &entry.reason)}</td>
        </tr>
    }
    .into_any()
}
