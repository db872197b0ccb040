//! What tests of returns share: a record in which they have begun, and the form of one.

use crate::{
    application::{Answer, call_as, get_as, post_as},
    people::{Member, member},
    plans,
};
use app::islands::{Of, SentBoxes, SentRow};
use axum::Router;
use domain::access::Role;
use storage::Record;

/// The return in which the self-harm reports of 2018-19 Q1 fall due.
pub const RETURN: &str = "/returns/oxford-health/2018-19-q2";
/// The same a year later, so that the trust has figures before it.
pub const LATER: &str = "/returns/oxford-health/2019-20-q2";

/// The people of a trust's return.
pub struct Staff {
    /// Types.
    pub ann: Member,
    /// Types too.
    pub bob: Member,
    /// Approves.
    pub cat: Member,
    /// Sets when returns begin.
    pub admin: Member,
}

/// The people of the trust whose returns these tests fill; the plan is loaded and returns have not begun.
async fn people(record: &Record) -> Staff {
    plans::load(record, plans::OXFORDSHIRE, crate::recording::MORNING).await;
    Staff {
        ann: member(record, "Ann Baker", Role::Analyst, "oxford-health").await,
        bob: member(record, "Bob Clark", Role::Analyst, "oxford-health").await,
        cat: member(record, "Cat Dean", Role::Approver, "oxford-health").await,
        admin: member(record, "Eve Admin", Role::Administrator, "oxfordshire-county-council").await,
    }
}

/// The same people, and returns have begun, without the application.
///
/// # Panics
/// When the engine fails.
pub async fn begun(record: &Record) -> Staff {
    let staff = people(record).await;
    let desk = staff.admin.desk(record).await;
    let outline = plans::outline(&desk).await;
    let first = domain::returns::quarter("2018-19 Q1").expect("a quarter");
    let clock = || plans::moment(crate::people::CAME);
    let set = storage::returns::set_start(&desk, &outline.plan.slug, &first, None, clock).await;
    assert!(matches!(set, Ok(storage::edit::Edited::Saved)), "{set:?}");
    staff
}

/// The people of the trust whose returns these tests fill; the plan is loaded and returns have begun.
///
/// # Panics
/// When the engine fails.
pub async fn staff(record: &Record, application: &Router) -> Staff {
    let staff = people(record).await;
    let set =
        post_as(application, &staff.admin, "/returns/start", &[("quarter", "2018-19 Q1"), ("was", "")]).await;
    assert_eq!(set.status, 303, "{}", set.read());
    staff
}

/// The boxes of a return's rows as its page has them, hidden ones included, with some filled otherwise.
///
/// # Panics
/// When somebody may not see it.
pub async fn boxes(
    application: &Router,
    who: &Member,
    address: &str,
    changed: &[(&str, &str)],
) -> Vec<(String, String)> {
    form_of(&get_as(application, who, address).await, changed)
}

/// The boxes that a page of a return holds, with some filled otherwise.
#[must_use]
pub fn form_of(page: &Answer, changed: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut form: Vec<(String, String)> = Vec::new();
    for tag in page.text.split('<') {
        let name = |tag: &str| {
            tag.split_once("name=\"").and_then(|(_, rest)| rest.split('"').next()).map(str::to_owned)
        };
        let is_of_row =
            |name: &String| name.rsplit_once('.').is_some_and(|(_, place)| place.parse::<usize>().is_ok());
        // Nothing is sent of what is neither ticked nor chosen.
        let is_sent = !tag.contains("type=\"radio\"") && !tag.contains("type=\"checkbox\"");
        if tag.starts_with("input") && is_sent {
            if let Some(name) = name(tag).filter(is_of_row) {
                let value = page.holds(&name);
                form.push((name, value));
            }
        } else if tag.starts_with("select") {
            if let Some(name) = name(tag).filter(is_of_row) {
                form.push((name, String::new()));
            }
        } else if tag.starts_with("option")
            && tag.contains("selected")
            && let Some((_, value)) = form.last_mut()
        {
            *value = tag
                .split_once("value=\"")
                .map_or("", |(_, rest)| rest.split('"').next().unwrap_or(""))
                .to_owned();
        }
    }
    for (name, value) in changed {
        form.retain(|(other, _)| other != name);
        form.push(((*name).to_owned(), (*value).to_owned()));
    }
    form
}

/// Sends such a form.
///
/// # Panics
/// When the address is not valid.
pub async fn send(application: &Router, who: &Member, address: &str, form: &[(String, String)]) -> Answer {
    let form: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    post_as(application, who, address, &form).await
}

/// Types into a return and sends it with a step.
///
/// # Panics
/// When somebody may not see it.
pub async fn fill(application: &Router, who: &Member, address: &str, changed: &[(&str, &str)]) -> Answer {
    let form = boxes(application, who, address, changed).await;
    send(application, who, address, &form).await
}

/// The return of an address, as the grid names it.
///
/// # Panics
/// When the address is that of no return.
#[must_use]
pub fn of(address: &str) -> Of {
    let mut parts = address.trim_start_matches("/returns/").split('/').map(str::to_owned);
    let (organisation, quarter) = parts.next().zip(parts.next()).expect("a return");
    Of { organisation, quarter }
}

/// The rows of a form of a return as the grid sends them.
///
/// # Panics
/// When the form holds what no row of ours does.
#[must_use]
pub fn sent_rows(form: &[(String, String)]) -> Vec<SentRow> {
    let keys = form.iter().filter_map(|(name, key)| Some((name.strip_prefix("key.")?, key)));
    keys.map(|(place, key)| {
        let text = |column: &str| {
            let name = format!("{column}.{place}");
            form.iter().find(|(other, _)| *other == name).map(|(_, value)| value.clone()).unwrap_or_default()
        };
        let seen =
            Some(text("seen")).filter(|seen| !seen.is_empty()).map(|seen| seen.parse().expect("a number"));
        let typed = SentBoxes {
            numerator: text("numerator"),
            denominator: text("denominator"),
            value: text("value"),
            absence: text("absence"),
            status: text("status"),
            note: text("note"),
            because: text("because"),
            reason: text("reason"),
            origin: text("origin"),
        };
        SentRow { key: key.clone(), seen, was: text("was"), typed }
    })
    .collect()
}

/// Calls a server function of the grid, with what it takes besides the return.
///
/// # Panics
/// When the address is not valid.
pub async fn call(
    application: &Router,
    who: &Member,
    (function, address): (&str, &str),
    arguments: serde_json::Value,
) -> Answer {
    let mut all = serde_json::json!({ "of": of(address) });
    for (name, value) in arguments.as_object().expect("arguments by their names") {
        all[name] = value.clone();
    }
    call_as(application, who, &format!("/fn/{function}"), &all.to_string()).await
}
