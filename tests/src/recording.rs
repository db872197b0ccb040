//! What tests of recording share: an indicator, somebody who records it, and the form.

use crate::{
    application::{Answer, get_as, plain},
    people::{Member, member},
    plans,
};
use domain::access::Role;
use storage::{Record, testing};

/// When plans are loaded: before anybody comes in.
pub const MORNING: &str = "2026-11-23T07:00:00Z";
/// The page of an indicator that partners count by quarter.
pub const INDICATOR: &str = "/indicators/self-harm-reports";
/// A quarter of the first plan.
pub const QUARTER: &str = "2018-19 Q1";

/// An analyst of the organisation that answers for it, signed in; the first plan is loaded.
///
/// # Panics
/// When the engine fails.
pub async fn analyst(record: &Record) -> Member {
    plans::load(record, plans::OXFORDSHIRE, MORNING).await;
    member(record, "Ann Baker", Role::Analyst, "oxford-health").await
}

/// The form for the county's figure of a quarter, with some boxes filled otherwise.
#[must_use]
pub fn form<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("area", "E10000025"),
        ("breakdown", "Total"),
        ("period", QUARTER),
        ("replaces", ""),
        ("value", "48"),
        ("absence", ""),
        ("status", "provisional"),
        ("note", ""),
        ("origin", "published"),
    ];
    let mut form: Vec<_> =
        usual.into_iter().filter(|(name, _)| !changed.iter().any(|(other, _)| other == name)).collect();
    form.extend_from_slice(changed);
    form
}

/// The number of the current figure, as the form carries it.
///
/// # Panics
/// When there is no such page.
pub async fn standing(application: &axum::Router, who: &Member) -> String {
    let page = get_as(application, who, &format!("{INDICATOR}/record?period=2018-19+Q1")).await;
    page.holds("replaces")
}

/// The sentence of an indicator's page.
#[must_use]
pub fn sentence(page: &Answer) -> String {
    plain(page.between("<p class=\"sentence\">", "</p>"))
}

/// One number from the record.
///
/// # Panics
/// When the engine fails.
pub async fn count(record: &Record, sql: &'static str) -> i64 {
    testing::count(record, sql).await.expect("a count")
}
