//! Adding a part of a plan, changing one and taking one out: one small form each.

use super::{
    Parted, address_of,
    boxes::{Way, boxes},
    choices,
    conflict::stale,
    faults::{first_box, placed},
    filled::filled,
    plan_of,
    read::read,
};
use crate::{
    choice::{Choices, pair},
    desk::Asked,
    done::Done,
    fault::Fault,
    form::{Button, Errors, Form, Typed},
    page::{Head, Place, Script, page},
    pages::{missing, sign_in::is_again},
};
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::{
    access::Action,
    outline::Outline,
    plan_edit::{Edit, Item, Part, What, find},
    slug::Slug,
};
use leptos::prelude::*;
use storage::plan::Edited;

/// What the box `step` holds in the form that takes a part out.
const REMOVE: &str = "remove";

/// Which part a form is about, and the one that stands there.
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

fn part_of(name: &str) -> Result<Part, Fault> {
    Part::parse(name).ok_or_else(|| missing("part of a plan"))
}

pub(crate) async fn show(asked: Asked, choices: Choices, parted: Parted) -> Result<Html<String>, Fault> {
    asked.must(Action::EditPlan, None, &Typed::default()).await?;
    let outline = plan_of(&asked, &parted.plan).await?;
    let part = part_of(&parted.part)?;
    let stands = match (part, choices.get("key")) {
        (Part::Plan, _) => find(&outline, part, ""),
        (_, Some(key)) => Some(find(&outline, part, key).ok_or_else(|| missing("part of the plan"))?),
        (Part::Placement, None) => return Err(missing("indicator")),
        (_, None) => None,
    };
    let typed = match &stands {
        Some(item) => filled(item),
        None => begun(&outline, part, &choices),
    };
    let seen = stands.as_ref().map(Item::mark).unwrap_or_default();
    Ok(form(&asked, &About { outline, part, stands, seen }, &typed, &Errors::default(), None))
}

/// The boxes of a new part, with what is known of it: a priority is carried on from an earlier year, in its words.
fn begun(outline: &Outline, part: Part, choices: &Choices) -> Typed {
    let typed = Typed::default();
    match part {
        Part::Priority => match choices.get("from").and_then(|key| find(outline, part, key)) {
            Some(Item::Priority(priority)) => {
                let follows = priority.slug.to_string();
                filled(&Item::Priority(priority)).with("year", choices.text("year")).with("follows", follows)
            }
            _ => typed.with("year", choices.text("year")),
        },
        Part::Indicator => typed.with("lag", "28").with("decimals", "0"),
        _ => typed,
    }
}

/// What a part is called, and how its form is headed.
fn called(part: Part) -> (&'static str, &'static str) {
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
            format!("Where it stands: {}", name.unwrap_or_else(|| indicator.to_string()))
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
        title: format!("{}{heading}", if errors.is_empty() { "" } else { "Error: " }),
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
                <p class="kind"><a href=format!("/admin/plans/{}", outline.plan.slug)>{outline.plan.name.clone()}</a></p>
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
            "Years follow one another and do not overlap. Adding one extends the plan; what was recorded stays as it is."
        }
        Part::Priority => {
            "A priority is of one plan year. Carried on into the next it keeps its name in addresses, reworded or not; left out of a year, it is retired."
        }
        Part::Organisation => {
            "Organisations outlive plans: taken out of this one, it stays in the record with all it recorded."
        }
        Part::Indicator if about.way() == Way::Change => {
            "What has figures keeps its measure and kind of period: what is measured otherwise is another indicator."
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
                            <li><a href=place>"Where it stands"</a></li>
                            <li><a href=format!("/indicators/{slug}/definition")>"What it means"</a></li>
                            <li><a href=format!("/indicators/{slug}/target")>"Targets"</a></li>
                            <li><a href=format!("/indicators/{slug}/tolerance")>"How far off is amber"</a></li>
                            <li><a href=format!("/indicators/{slug}/change-note")>"Add a change note"</a></li>
                            <li><a href=format!("/indicators/{slug}")>"Its page"</a></li>
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
                    view! { <li><a href=address>"Carry it on into " {year.slug.to_string()}</a></li> }
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
            "It is retired: it is no priority of this plan year any more. Earlier years keep it.",
        ),
        Part::Organisation => ("Take it out of the plan", "It is no partner of this plan any more."),
        _ => (
            "Take it out of the plan",
            "What uses it has to let go of it first. Earlier moments still show it.",
        ),
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

pub(crate) async fn save(
    asked: Asked,
    choices: Choices,
    parted: Parted,
    typed: Typed,
) -> Result<Response, Fault> {
    asked.must(Action::EditPlan, None, &typed).await?;
    let outline = plan_of(&asked, &parted.plan).await?;
    let part = part_of(&parted.part)?;
    let key = choices.text("key");
    let stands = if key.is_empty() && part != Part::Plan { None } else { find(&outline, part, key) };
    let seen = typed.get("seen").to_owned();
    let about = About { outline, part, stands, seen };
    let is_removing = typed.get("step") == REMOVE;
    let shown = match (&about.stands, is_removing) {
        (Some(item), true) => filled(item),
        _ => typed.clone(),
    };
    if is_again(&typed) {
        return Ok(form(&asked, &about, &shown, &Errors::default(), None).into_response());
    }
    let what = if is_removing {
        What::Remove(part, key.to_owned())
    } else {
        match read(&about.outline, part, &typed, about.stands.as_ref()) {
            Ok(item) => What::Put(item),
            Err(errors) => return Ok(refused(form(&asked, &about, &shown, &errors, None))),
        }
    };
    let edit = Edit { what, seen: (!about.seen.is_empty()).then(|| about.seen.clone()) };
    match storage::plan::edit(&asked.desk, &about.outline.plan.slug, &edit, || asked.now()).await? {
        Edited::Saved => {
            Ok(back(&about.outline, if is_removing { Done::PlanRemoved } else { Done::PlanSaved }))
        }
        Edited::Same => Ok(back(&about.outline, Done::Same)),
        Edited::Taken => {
            let (what, _) = called(part);
            let article = if what.starts_with(['i', 'e', 'o']) { "an" } else { "a" };
            let message = format!(
                "there is {article} {what} of this name already: choose it on the plan's page to change it, or give another name"
            );
            let errors = Errors::of(first_box(part, about.way()), message);
            Ok(refused(form(&asked, &about, &shown, &errors, None)))
        }
        Edited::Refused(faults) => Ok(refused(form(&asked, &about, &shown, &placed(&about, faults), None))),
        Edited::Stale => stale(&asked, about, &shown, &edit).await,
    }
}

pub(super) fn refused(page: Html<String>) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

fn back(outline: &Outline, done: Done) -> Response {
    Redirect::to(&format!("/admin/plans/{}?{}", outline.plan.slug, pair("done", done.as_str())))
        .into_response()
}
