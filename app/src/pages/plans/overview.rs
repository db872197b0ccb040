//! A plan with all its parts, each with the way to change it; and the plan as its file.

use super::{address_of, choices::place_said, claims, plan_of};
use crate::{
    ask::{desk::Asked, fault::Fault, named::Name, path},
    shell::page::{Head, Place, Script, page},
};
use axum::{
    http::header,
    response::{Html, IntoResponse, Response},
};
use domain::{
    indicator::Indicator,
    outline::Outline,
    plan::PlanYear,
    plan_edit::{Part, lineage, priority_key, retired_in},
    plan_file, wording,
};
use leptos::prelude::*;
use storage::claim::Claims;

pub(crate) async fn overview(asked: Asked, Name(name): Name) -> Result<Html<String>, Fault> {
    let outline = plan_of(&asked, &name).await?;
    let head = Head {
        title: format!("Change the plan: {}", outline.plan.name),
        description: "A plan with all its parts.".into(),
        place: Place::Elsewhere,
        script: Script::None,
    };
    let found = storage::claim::of_plan(&asked.desk, &outline).await?;
    Ok(page(&asked, &head, || body(&asked, &outline, &found)))
}

fn body(asked: &Asked, outline: &Outline, found: &Claims) -> AnyView {
    let plan = &outline.plan;
    view! {
        <div class="form-page wide">
            <p class="kind"><a href=path::Plans.to_string()>"Plans"</a></p>
            <h1>{plan.name.clone()}</h1>
            <p class="lead">{plan.vision.clone()}</p>
            <p>
                <a href=address_of(outline, Part::Plan, None)>"Change name, vision and place"</a> " · "
                <a href=path::PlanFile::of(&plan.slug).to_string() download="">"Download as a plan file"</a>
            </p>
            <p class="hint">"The file is for partners: it contains what they wrote about figures that are not \
                public, though not the figures themselves."</p>
            {claims::claims(asked, outline, found)}
            {unplaced(asked, outline)}
            {years(outline)}
            {focus_areas(outline)}
            {priorities(outline)}
            {indicators(outline)}
            {strategies(outline)}
            {evidence(outline)}
            {organisations(outline)}
            {areas(outline)}
            {neighbours(outline)}
        </div>
    }
    .into_any()
}

/// One part in a list, with the way to change it.
fn item(outline: &Outline, part: Part, key: &str, name: String, said: String) -> AnyView {
    let address = address_of(outline, part, Some(key));
    view! { <li><a href=address>{name}</a> " " <span class="said">{said}</span></li> }.into_any()
}

fn section(id: &'static str, title: &'static str, items: Vec<AnyView>, add: AnyView) -> AnyView {
    let items = (!items.is_empty()).then(|| view! { <ul class="plan-parts">{items}</ul> });
    view! { <section aria-labelledby=id><h2 id=id>{title}</h2> {items} <p>{add}</p></section> }.into_any()
}

fn adding(outline: &Outline, part: Part, label: &'static str) -> AnyView {
    view! { <a href=address_of(outline, part, None)>{label}</a> }.into_any()
}

/// The indicators that the record has and the plan places nowhere: those that a file brought, and those of other plans.
fn unplaced(asked: &Asked, outline: &Outline) -> Option<AnyView> {
    let is_measured = |indicator: &&Indicator| indicator.retired.is_none_or(|day| day >= asked.today);
    let unplaced = outline.indicators.iter().filter(|indicator| indicator.placements.is_empty());
    let items: Vec<_> = unplaced
        .filter(is_measured)
        .map(|indicator| {
            let said = format!("{}, {}", indicator.measure.as_str(), indicator.frequency);
            let place = address_of(outline, Part::Placement, Some(indicator.slug.as_str()));
            let whole = address_of(outline, Part::Indicator, Some(indicator.slug.as_str()));
            view! {
                <li>
                    <a href=whole>{indicator.name.clone()}</a> " " <span class="said">{said}</span> " "
                    <a href=place>"Place it"<span class="unseen">{format!(": {}", indicator.name)}</span></a>
                </li>
            }
            .into_any()
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <section aria-labelledby="unplaced">
                <h2 id="unplaced">"Not placed yet"</h2>
                <p>"Indicators in the record that appear nowhere in this plan: those that came with a file of \
                    figures, and those of other plans."</p>
                <ul class="plan-parts">{items}</ul>
            </section>
        }
        .into_any()
    })
}

fn years(outline: &Outline) -> AnyView {
    let said = |year: &PlanYear| format!("{} to {}", wording::day(year.first), wording::day(year.last));
    let items = outline
        .years
        .iter()
        .map(|year| item(outline, Part::Year, year.slug.as_str(), year.slug.to_string(), said(year)))
        .collect();
    section("years", "Plan years", items, adding(outline, Part::Year, "Add a plan year"))
}

fn focus_areas(outline: &Outline) -> AnyView {
    let items = outline
        .focus_areas
        .iter()
        .map(|area| {
            item(outline, Part::FocusArea, area.slug.as_str(), area.name.clone(), area.summary.clone())
        })
        .collect();
    section("focus-areas", "Focus areas", items, adding(outline, Part::FocusArea, "Add a focus area"))
}

/// The priorities year by year, with what became of each since the year before.
fn priorities(outline: &Outline) -> AnyView {
    let of_year = |year: &PlanYear| {
        let mut items: Vec<AnyView> = outline
            .priorities_of(year)
            .map(|priority| {
                let area = outline.focus_area(&priority.focus_area).map_or("", |area| area.name.as_str());
                let is_first = outline.years.first() == Some(year);
                let became = if is_first {
                    String::new()
                } else {
                    format!(", {}", lineage(outline, priority).as_str())
                };
                let said = format!("{area}{became}");
                item(outline, Part::Priority, &priority_key(priority), priority.name.clone(), said)
            })
            .collect();
        items.extend(retired_in(outline, year).into_iter().map(|priority| {
            let said = format!("retired after {}", priority.year);
            item(outline, Part::Priority, &priority_key(priority), priority.name.clone(), said)
        }));
        let add = format!(
            "{}?{}",
            address_of(outline, Part::Priority, None),
            crate::ask::address::pair("year", year.slug.as_str())
        );
        let id = format!("priorities-{}", year.slug);
        let labelled = id.clone();
        view! {
            <section aria-labelledby=labelled>
                <h3 id=id>{year.slug.to_string()}</h3>
                <ul class="plan-parts">{items}<li><a href=add>"Add a priority"<span class="unseen">{format!(" to {}", year.slug)}</span></a></li></ul>
            </section>
        }
    };
    let years: Vec<_> = outline.years.iter().map(of_year).collect();
    view! { <section aria-labelledby="priorities"><h2 id="priorities">"Priorities"</h2> {years}</section> }
        .into_any()
}

fn indicators(outline: &Outline) -> AnyView {
    let items = outline
        .indicators
        .iter()
        .filter(|indicator| !indicator.placements.is_empty())
        .map(|indicator| {
            let places: Vec<_> =
                indicator.placements.iter().map(|place| place_said(outline, place)).collect();
            let said = format!("{}. {}", places.join("; "), outline.organisation_name(&indicator.owner));
            item(outline, Part::Indicator, indicator.slug.as_str(), indicator.name.clone(), said)
        })
        .collect();
    section("indicators", "Indicators", items, adding(outline, Part::Indicator, "Add an indicator"))
}

fn strategies(outline: &Outline) -> AnyView {
    let items = outline
        .strategies
        .iter()
        .map(|strategy| {
            item(outline, Part::Strategy, strategy.slug.as_str(), strategy.text.clone(), String::new())
        })
        .collect();
    section(
        "strategies",
        "What we need to do",
        items,
        adding(outline, Part::Strategy, "Add what we need to do"),
    )
}

fn evidence(outline: &Outline) -> AnyView {
    let items = outline
        .evidence
        .iter()
        .map(|evidence| {
            let said = wording::day(evidence.said);
            item(outline, Part::Evidence, evidence.slug.as_str(), evidence.text.clone(), said)
        })
        .collect();
    section("evidence", "What we know", items, adding(outline, Part::Evidence, "Add what we know"))
}

/// The partners, and the other organisations that the record knows, which can become partners.
fn organisations(outline: &Outline) -> AnyView {
    let said = |organisation: &domain::organisation::Organisation| {
        let heir = organisation.successor.as_ref().map(|slug| outline.organisation_name(slug));
        let ended = organisation.ended.map(|day| format!("until {}", wording::day(day)));
        let partner =
            (!outline.partners.contains(&organisation.slug)).then(|| "not a partner in this plan".to_owned());
        let parts = [partner, ended, heir.map(|heir| format!("then {heir}"))];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    let mut sorted: Vec<_> = outline.organisations.iter().collect();
    let place = |slug: &_| outline.partners.iter().position(|partner| partner == slug).unwrap_or(usize::MAX);
    sorted.sort_by_key(|organisation| place(&organisation.slug));
    let items = sorted
        .into_iter()
        .map(|organisation| {
            let key = organisation.slug.as_str();
            item(outline, Part::Organisation, key, organisation.name.clone(), said(organisation))
        })
        .collect();
    section(
        "organisations",
        "Who works together",
        items,
        adding(outline, Part::Organisation, "Add an organisation"),
    )
}

fn areas(outline: &Outline) -> AnyView {
    let items = outline
        .areas
        .iter()
        .map(|area| {
            item(
                outline,
                Part::Area,
                area.code.as_str(),
                area.name.clone(),
                format!("{}, {}", area.code, area.level),
            )
        })
        .collect();
    section("areas", "Places", items, adding(outline, Part::Area, "Add a place"))
}

fn neighbours(outline: &Outline) -> AnyView {
    let items = outline
        .neighbour_sets
        .iter()
        .map(|set| {
            let key = format!("{}/{}", set.area, set.from);
            let name = format!("{} from {}", outline.area_name(&set.area), wording::day(set.from));
            let names: Vec<_> = set.neighbours.iter().map(|code| outline.area_name(code)).collect();
            item(outline, Part::Neighbours, &key, name, names.join(", "))
        })
        .collect();
    section("neighbours", "Neighbours", items, adding(outline, Part::Neighbours, "Add a set of neighbours"))
}

/// The plan as its file.
pub(crate) async fn export(asked: Asked, Name(name): Name) -> Result<Response, Fault> {
    let plan = crate::ask::named::slug(&name, "plan")?;
    let found = storage::plan::export(&asked.desk, &plan).await?;
    let file = found.ok_or_else(|| crate::ask::named::missing("plan"))?;
    // It is read again before it is handed out, which takes a moment for a large plan.
    let written = tokio::task::spawn_blocking(move || plan_file::write(&file)).await.map_err(|error| {
        tracing::error!(%error, "a plan could not be written");
        Fault::Ours
    })?;
    let text = written.map_err(|faults| {
        let faults: Vec<_> = faults.into_iter().map(|fault| fault.message).collect();
        Fault::BadRequest(format!("The plan cannot be written as a plan file: {}.", faults.join("; ")))
    })?;
    let headers = [
        (header::CONTENT_TYPE, "application/toml; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.toml\"")),
    ];
    Ok((headers, text).into_response())
}
