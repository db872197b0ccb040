//! Plans, changed part by part: for plan leads.

mod begin;
mod boxes;
mod choices;
mod claims;
mod conflict;
mod faults;
mod filled;
mod form;
mod overview;
mod part;
mod read;

use crate::{
    ask::{
        desk::Asked,
        fault::Fault,
        named::{missing, slug},
        path,
    },
    shell::page::{Head, Place, Script, page},
};
use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
    response::Html,
};
pub(crate) use begin::{begin, create};
use domain::{outline::Outline, plan::Plan, plan_edit::Part, wording};
use leptos::prelude::*;
pub(crate) use overview::{export, overview};
pub(crate) use part::{save, show};

/// A part of a plan, as an address names it.
pub(crate) struct Parted {
    plan: String,
    part: String,
}

impl<S: Send + Sync> FromRequestParts<S> for Parted {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        let path = Path::<(String, String)>::from_request_parts(parts, state).await;
        path.map(|Path((plan, part))| Self { plan, part }).map_err(|_| missing("plan"))
    }
}

/// Every plan of the record.
pub(crate) async fn list(asked: Asked) -> Result<Html<String>, Fault> {
    let plans = storage::outline::plans(&asked.desk).await?;
    let head = Head {
        title: "Plans".into(),
        description: "The plans of the partnership.".into(),
        place: Place::Elsewhere,
        script: Script::None,
    };
    Ok(page(&asked, &head, || {
        let items: Vec<_> = plans.iter().rev().map(|(plan, first)| item(&asked, plan, *first)).collect();
        view! {
            <div class="form-page wide">
                <h1>"Plans"</h1>
                <p class="lead">"You change a plan one part at a time, and every version is kept. Pages open \
                    on the plan whose first year began most recently."</p>
                <ul class="plan-parts">{items}</ul>
                <p><a class="button second" href=path::PlanNew.to_string()>"Start a new plan"</a></p>
            </div>
        }
    }))
}

fn item(asked: &Asked, plan: &Plan, first: Option<chrono::NaiveDate>) -> AnyView {
    let is_shown = asked.outline.plan.slug == plan.slug;
    let begins = first.map(|day| format!("from {}", wording::day(day)));
    view! {
        <li>
            <a href=path::Plan::of(&plan.slug).to_string()>{plan.name.clone()}</a> " "
            <span class="said">{begins}{is_shown.then_some(", which pages open on")}</span>
        </li>
    }
    .into_any()
}

/// The plan of an address, as the record has it now.
async fn plan_of(asked: &Asked, name: &str) -> Result<Outline, Fault> {
    let slug = slug(name, "plan")?;
    if asked.outline.plan.slug == slug {
        return Ok((*asked.outline).clone());
    }
    storage::outline::of(&asked.desk, &slug).await?.ok_or_else(|| missing("plan"))
}

/// The address of a part of a plan: of the one of a key, or to add one.
fn address_of(outline: &Outline, part: Part, key: Option<&str>) -> String {
    let page = path::PlanPart::of(&outline.plan.slug, &part).to_string();
    match key {
        Some(key) => format!("{page}?{}", crate::ask::address::pair("key", key)),
        None => page,
    }
}
