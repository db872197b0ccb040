//! Beginning a new plan, with its first year.

use super::{boxes, read::Reading};
use crate::{
    ask::{desk::Asked, done::Done, fault::Fault, path, typed::Typed},
    shell::{
        form::{Button, Errors, Form, Text, go_on, is_again},
        page::{Head, Place, Script, page},
    },
};
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use domain::{
    outline::Outline,
    plan::{Plan, PlanYear},
    slug::Slug,
};
use leptos::prelude::*;
use storage::plan::Edited;

/// A name that an address of this site has already.
const NEW: &str = "new";

pub(crate) async fn begin(asked: Asked) -> Result<Html<String>, Fault> {
    let plan = &asked.outline.plan;
    let comparators: Vec<_> = plan.comparators.iter().map(|code| code.as_str()).collect();
    let typed = Typed::default()
        .with("partnership", plan.partnership.clone())
        .with("area", plan.area.as_str())
        .with("comparators", comparators.join(" "));
    Ok(form(&asked, &typed, &Errors::default()))
}

fn form(asked: &Asked, typed: &Typed, errors: &Errors) -> Html<String> {
    let heading = "Start a new plan";
    let head = Head {
        title: errors.title(heading),
        description: heading.into(),
        place: Place::Elsewhere,
        script: Script::None,
    };
    let slug = Text {
        name: "slug",
        label: "Name in addresses (optional)",
        hint: "Lower-case letters, digits and hyphens. It cannot be changed later. \
            If you leave it empty, it is made from the name.",
        ..Text::default()
    };
    let year = Text {
        name: "year",
        label: "Its first plan year",
        hint: "Such as 2021-22. You can add more afterwards.",
        width: "middle",
        ..Text::default()
    };
    page(asked, &head, || {
        let form = Form { typed, errors };
        view! {
            <div class="form-page">
                <p class="kind"><a href=path::Plans.to_string()>"Plans"</a></p>
                <h1>{heading}</h1>
                <p class="lead">"Indicators and their figures carry on: place the ones that the new plan \
                    keeps. It takes over the organisations of the previous plan. Pages \
                    open on it from its first day."</p>
                {form.summary()}
                <form method="post" class="form" action=path::PlanNew.to_string() novalidate>
                    {boxes::plan(&asked.outline, &form)}
                    {form.line(slug)}
                    {form.line(year)}
                    {boxes::year_days(&form)}
                    {Button::Main.view("Start the plan")}
                </form>
            </div>
        }
    })
}

pub(crate) async fn create(asked: Asked, typed: Typed) -> Result<Response, Fault> {
    if is_again(&typed) {
        return Ok(form(&asked, &typed, &Errors::default()).into_response());
    }
    let outline = match read(&asked, &typed) {
        Ok((plan, year)) => empty(&asked, plan, year),
        Err(errors) => return Ok(refused(&asked, &typed, &errors)),
    };
    match storage::plan::begin(&asked.desk, &outline, || asked.now()).await? {
        Edited::Saved | Edited::Same => Ok(go_on(&path::Plan::of(&outline.plan.slug), Done::PlanBegun)),
        Edited::Refused(faults) => {
            let mut errors = Errors::default();
            for (field, message) in faults {
                let boxes = [
                    "name",
                    "partnership",
                    "vision",
                    "area",
                    "comparators",
                    "source",
                    "note",
                    "first",
                    "last",
                ];
                let at = field.and_then(|field| boxes.into_iter().find(|name| *name == field));
                errors.add(at.unwrap_or("name"), message);
            }
            Ok(refused(&asked, &typed, &errors))
        }
        Edited::Taken | Edited::Stale => {
            let message = "another plan already has this name in addresses: enter a different one";
            Ok(refused(&asked, &typed, &Errors::of("slug", message)))
        }
    }
}

fn refused(asked: &Asked, typed: &Typed, errors: &Errors) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, form(asked, typed, errors)).into_response()
}

/// The plan and its first year, as the form says them.
fn read(asked: &Asked, typed: &Typed) -> Result<(Plan, PlanYear), Errors> {
    let mut reading = Reading { typed, errors: Errors::default() };
    let slug = reading.slug("name").filter(|slug| slug.as_str() != NEW);
    if slug.is_none() && typed.text("slug") == NEW {
        reading.errors.add("slug", "a plan cannot have this name in addresses: enter a different one");
    }
    // A plan among illustrative figures is illustrative itself.
    let plan = reading.plan_named(slug, asked.outline.plan.nature);
    let named = reading.line("year", "enter a name for the plan year, such as 2021-22");
    let named = named.and_then(|text| reading.errors.take("year", Slug::new(&text)));
    let (first, last) = (reading.day("first"), reading.day("last"));
    let errors = reading.errors;
    match (plan, named, first, last) {
        (Some(plan), Some(slug), Some(first), Some(last)) if errors.is_empty() => {
            if last < first {
                return Err(Errors::of("last", "the plan year ends before it starts"));
            }
            Ok((plan, PlanYear { slug, first, last }))
        }
        _ if errors.is_empty() => Err(Errors::of("slug", "enter a name in addresses for the plan")),
        _ => Err(errors),
    }
}

/// A plan with one year and the organisations of the plan before, and nothing else yet.
fn empty(asked: &Asked, plan: Plan, year: PlanYear) -> Outline {
    let before = &*asked.outline;
    Outline {
        plan,
        years: vec![year],
        focus_areas: Vec::new(),
        priorities: Vec::new(),
        strategies: Vec::new(),
        evidence: Vec::new(),
        partners: before.partners.clone(),
        organisations: before.organisations.clone(),
        areas: before.areas.clone(),
        neighbour_sets: Vec::new(),
        indicators: Vec::new(),
        targets: Vec::new(),
        rating_rules: Vec::new(),
        change_notes: Vec::new(),
        marks: Vec::new(),
    }
}
