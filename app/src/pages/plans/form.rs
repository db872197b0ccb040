//! The form of one part of a plan: its boxes, what whoever changes it should know, and taking it out.

use super::{
    address_of,
    boxes::{Way, boxes},
    choices,
};
use crate::{
    ask::{address::pair, desk::Asked, path, typed::Typed},
    shell::{
        form::{Button, Errors, Form},
        page::{Head, Place, Script, page},
    },
};
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use domain::{
    outline::Outline,
    plan_edit::{Item, Part},
    slug::Slug,
};
use leptos::prelude::*;

/// What the box `step` holds in the form that takes a part out.
pub(super) const REMOVE: &str = "remove";

/// Which part a form is about, and what is recorded of it.
pub(super) struct About {
    pub(super) outline: Outline,
    pub(super) part: Part,
    pub(super) stands: Option<Item>,
    /// What the form is sent with: what its writer saw.
    pub(super) seen: String,
}

impl About {
    pub(super) fn way(&self) -> Way {
        if self.seen.is_empty() { Way::Add } else { Way::Change }
    }
}

/// What a part is called, and how its form is headed.
pub(super) fn called(part: Part) -> (&'static str, &'static str) {
    match part {
        Part::Plan => ("plan", "The plan's own words"),
        Part::Year => ("plan year", "Add a plan year"),
        Part::FocusArea => ("focus area", "Add a focus area"),
        Part::Priority => ("priority", "Add a priority"),
        Part::Strategy => ("strategy", "Add what we need to do"),
        Part::Evidence => ("evidence statement", "Add what we know"),
        Part::Organisation => ("organisation", "Add an organisation"),
        Part::Area => ("place", "Add a place"),
        Part::Neighbours => ("set of neighbours", "Add a set of neighbours"),
        Part::Indicator => ("indicator", "Add an indicator"),
        Part::Placement => ("place of an indicator", "Place an indicator"),
    }
}

fn heading(about: &About) -> String {
    let (what, add) = called(about.part);
    match (&about.stands, about.part) {
        (Some(Item::Placement { indicator, .. }), _) => {
            let name = about.outline.indicator(indicator).map(|indicator| indicator.name.clone());
            format!("Where it appears: {}", name.unwrap_or_else(|| indicator.to_string()))
        }
        (_, Part::Plan) | (None, _) => add.to_owned(),
        (Some(item), _) => format!("Change the {what} {}", named(item)),
    }
}

/// A part as a heading names it, in a few words.
fn named(item: &Item) -> String {
    let name = match item {
        Item::Plan(plan) => &plan.name,
        Item::FocusArea(area) => &area.name,
        Item::Priority(priority) => return format!("{} in {}", cut(&priority.name), priority.year),
        Item::Strategy(strategy) => &strategy.text,
        Item::Evidence(evidence) => &evidence.text,
        Item::Organisation(organisation) => &organisation.name,
        Item::Area(area) => &area.name,
        Item::Indicator(indicator) => &indicator.name,
        Item::Neighbours(set) => return format!("of {} from {}", set.area, domain::wording::day(set.from)),
        Item::Year(year) => return year.slug.to_string(),
        Item::Placement { indicator, .. } => return indicator.to_string(),
    };
    cut(name)
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}

pub(super) fn form(
    asked: &Asked,
    about: &About,
    typed: &Typed,
    errors: &Errors,
    beside: Option<AnyView>,
) -> Html<String> {
    let heading = heading(about);
    let head = Head {
        title: errors.title(&heading),
        description: "Change a part of a plan.".into(),
        place: Place::Elsewhere,
        script: Script::None,
    };
    let outline = &about.outline;
    let key = about.stands.as_ref().filter(|_| about.part != Part::Plan).map(Item::key);
    let action = address_of(outline, about.part, key.as_deref());
    page(asked, &head, || {
        let form = Form { typed, errors };
        view! {
            <div class="form-page">
                <p class="kind"><a href=path::Plan::of(&outline.plan.slug).to_string()>{outline.plan.name.clone()}</a></p>
                <h1>{heading}</h1>
                {lead(about)}
                {form.summary()}
                {beside}
                <form method="post" class="form" action=action.clone() novalidate>
                    {form.hidden("seen", about.seen.clone())}
                    {boxes(outline, about.part, &form, about.way())}
                    {Button::Main.view("Save")}
                </form>
                {onward(about)}
                {removing(about, action)}
            </div>
        }
    })
}

/// What whoever changes this should know.
fn lead(about: &About) -> Option<AnyView> {
    let text = match about.part {
        Part::Year => {
            "Plan years follow one another and do not overlap. Adding one extends the plan; what has been \
                recorded does not change."
        }
        Part::Priority => {
            "A priority belongs to one plan year. Carried over into the next it keeps its name in addresses, \
                reworded or not. Left out of a year, it is retired."
        }
        Part::Organisation => {
            "Organisations outlast plans: if you remove one from this plan, the record keeps it and everything it recorded."
        }
        Part::Indicator if about.way() == Way::Change => {
            "An indicator that has figures keeps its measure and kind of period. If it is to be measured in \
                another way, add another indicator."
        }
        _ => return None,
    };
    Some(view! { <p class="lead">{text}</p> }.into_any())
}

/// Where else the part is changed.
fn onward(about: &About) -> Option<AnyView> {
    match about.stands.as_ref().filter(|_| about.way() == Way::Change)? {
        Item::Indicator(indicator) => {
            let slug = &indicator.slug;
            let place = address_of(&about.outline, Part::Placement, Some(slug.as_str()));
            Some(
                view! {
                    <section aria-labelledby="more">
                        <h2 id="more">"More of this indicator"</h2>
                        <ul class="plan-parts">
                            <li><a href=place>"Where it appears"</a></li>
                            <li><a href=path::Definition::of(&slug).to_string()>"What it means"</a></li>
                            <li><a href=path::Target::of(&slug).to_string()>"Targets"</a></li>
                            <li><a href=path::Tolerance::of(&slug).to_string()>"How far off is amber"</a></li>
                            <li><a href=path::ChangeNote::of(&slug).to_string()>"Add a change note"</a></li>
                            <li><a href=path::Indicator::of(&slug).to_string()>"Its page"</a></li>
                        </ul>
                    </section>
                }
                .into_any(),
            )
        }
        Item::Priority(priority) => {
            let start = |slug: &Slug| {
                about.outline.years.iter().find(|year| year.slug == *slug).map(|year| year.first)
            };
            let later: Vec<_> = about
                .outline
                .years
                .iter()
                .filter(|year| start(&priority.year).is_some_and(|first| year.first > first))
                .filter(|year| {
                    !choices::keys_of(&about.outline, &year.slug)
                        .any(|(key, _)| key == format!("{}/{}", year.slug, priority.slug))
                })
                .map(|year| {
                    let pairs = [
                        pair("from", &domain::plan_edit::priority_key(priority)),
                        pair("year", year.slug.as_str()),
                    ];
                    let address =
                        format!("{}?{}", address_of(&about.outline, Part::Priority, None), pairs.join("&"));
                    view! { <li><a href=address>"Carry it over into " {year.slug.to_string()}</a></li> }
                })
                .collect();
            (!later.is_empty()).then(|| {
                view! { <section aria-labelledby="more"><h2 id="more">"Later plan years"</h2><ul class="plan-parts">{later}</ul></section> }
                    .into_any()
            })
        }
        _ => None,
    }
}

/// The form that takes the part out, where it may go.
fn removing(about: &About, action: String) -> Option<AnyView> {
    let item = about.stands.as_ref().filter(|_| about.way() == Way::Change)?;
    let (label, text) = match about.part {
        Part::Plan | Part::Area | Part::Indicator | Part::Placement => return None,
        Part::Priority => (
            "Leave it out of this year",
            "It will be retired: no longer a priority of this plan year. Earlier years keep it.",
        ),
        Part::Organisation => ("Remove it from the plan", "It will no longer be a partner in this plan."),
        _ => ("Remove it from the plan", "Change whatever uses it first. It still appears on earlier dates."),
    };
    let mark = item.mark();
    Some(
        view! {
            <form method="post" class="form small" action=action>
                <input type="hidden" name="step" value=REMOVE/>
                <input type="hidden" name="seen" value=mark/>
                <p>{text}</p>
                {Button::Warning.view(label)}
            </form>
        }
        .into_any(),
    )
}

/// The page of a form that is not saved as it is.
pub(super) fn refused(page: Html<String>) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}
