//! What the partnership knows.

use crate::ask::{address::address, desk::Asked, path};
use chrono::NaiveDate;
use domain::{plan::Evidence, wording};
use leptos::prelude::*;

/// Statements of evidence, each with the indicator that measures it. A day that all of them share is given once.
pub(crate) fn evidence(asked: &Asked, statements: &[&Evidence]) -> AnyView {
    let Some(first) = statements.first() else {
        return view! { <p class="aside">"No evidence statements have been entered."</p> }.into_any();
    };
    let is_of_one_day = statements.iter().all(|statement| statement.said == first.said);
    let of_all =
        is_of_one_day.then(|| view! { <p class="aside">"As of " {wording::day(first.said)} "."</p> });
    let own_day = |statement: &Evidence| (!is_of_one_day).then_some(statement.said);
    let items: Vec<_> =
        statements.iter().map(|statement| item(asked, statement, own_day(statement))).collect();
    view! { {of_all} <ul class="evidence">{items}</ul> }.into_any()
}

fn item(asked: &Asked, statement: &Evidence, said: Option<NaiveDate>) -> AnyView {
    let said = said.map(|day| view! { " " <span class="said">{format!("({})", wording::day(day))}</span> });
    let indicator = statement.indicator.as_ref().and_then(|slug| asked.outline.indicator(slug));
    let measured = indicator.map(|indicator| {
        let address = address(asked, &path::Indicator::of(&indicator.slug), Vec::new());
        view! { " " <span class="measured">"Measured by " <a href=address>{indicator.name.clone()}</a></span> }
    });
    view! { <li>{statement.text.clone()} {said} {measured}</li> }.into_any()
}
