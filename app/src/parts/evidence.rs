//! What the partnership knows.

use super::claim::Checked;
use crate::ask::{address::address, desk::Asked, path};
use chrono::NaiveDate;
use domain::{plan::Evidence, wording};
use leptos::prelude::*;
use storage::claim::Carrier;

/// Statements of evidence, each with the mark of what it claims and the indicator that measures it. A day that all of them share
/// is given once.
pub(crate) fn evidence(asked: &Asked, statements: &[&Evidence], checked: Checked<'_>) -> AnyView {
    let Some(first) = statements.first() else {
        return view! { <p class="aside">"No evidence statements have been entered."</p> }.into_any();
    };
    let is_of_one_day = statements.iter().all(|statement| statement.said == first.said);
    let of_all =
        is_of_one_day.then(|| view! { <p class="aside">"As of " {wording::day(first.said)} "."</p> });
    let own_day = |statement: &Evidence| (!is_of_one_day).then_some(statement.said);
    let carriers: Vec<_> = statements.iter().map(|statement| carrier(statement)).collect();
    let basis = checked.basis(&carriers);
    let items: Vec<_> =
        statements.iter().map(|statement| item(asked, statement, own_day(statement), checked)).collect();
    view! { {of_all} <ul class="evidence">{items}</ul> {basis} }.into_any()
}

fn carrier(statement: &Evidence) -> Carrier {
    Carrier::Statement(statement.slug.clone())
}

fn item(asked: &Asked, statement: &Evidence, said: Option<NaiveDate>, checked: Checked<'_>) -> AnyView {
    let said = said.map(|day| view! { " " <span class="said">{format!("({})", wording::day(day))}</span> });
    let indicator = statement.indicator.as_ref().and_then(|slug| asked.outline.indicator(slug));
    let measured = indicator.map(|indicator| {
        let address = address(asked, &path::Indicator::of(&indicator.slug), Vec::new());
        view! { " " <span class="measured">"Measured by " <a href=address>{indicator.name.clone()}</a></span> }
    });
    let mark = checked.mark(asked, &carrier(statement));
    let id = format!("know-{}", statement.slug);
    view! { <li id=id>{statement.text.clone()} {said} {mark} {measured}</li> }.into_any()
}
