//! Adding a part of a plan, changing one and taking one out: one small form each.

use super::{
    Parted,
    conflict::stale,
    faults::{first_box, placed},
    filled::filled,
    form::{About, REMOVE, called, form, refused},
    plan_of,
    read::read,
};
use crate::{
    ask::{choice::Choices, desk::Asked, done::Done, fault::Fault, named::missing, path, typed::Typed},
    parts,
    shell::form::{Errors, go_on, is_again},
};
use axum::response::{Html, IntoResponse, Response};
use domain::{
    outline::Outline,
    plan_edit::{Edit, Item, Part, What, find},
};
use storage::plan::Edited;

fn part_of(name: &str) -> Result<Part, Fault> {
    Part::parse(name).ok_or_else(|| missing("part of a plan"))
}

pub(crate) async fn show(asked: Asked, choices: Choices, parted: Parted) -> Result<Html<String>, Fault> {
    let outline = plan_of(&asked, &parted.plan).await?;
    let part = part_of(&parted.part)?;
    let stands = match (part, choices.get("key")) {
        (Part::Plan, _) => find(&outline, part, ""),
        (_, Some(key)) => Some(find(&outline, part, key).ok_or_else(|| missing("part of the plan"))?),
        (Part::Placement, None) => return Err(missing("indicator")),
        (_, None) => None,
    };
    let typed = match &stands {
        Some(item) => filled(&outline, item),
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
                filled(outline, &Item::Priority(priority))
                    .with("year", choices.text("year"))
                    .with("follows", follows)
            }
            _ => typed.with("year", choices.text("year")),
        },
        Part::Indicator => typed.with("lag", "28").with("decimals", "0"),
        Part::Evidence => parts::claim_filled(outline, typed, None),
        _ => typed,
    }
}

pub(crate) async fn save(
    asked: Asked,
    choices: Choices,
    parted: Parted,
    typed: Typed,
) -> Result<Response, Fault> {
    let outline = plan_of(&asked, &parted.plan).await?;
    let part = part_of(&parted.part)?;
    let key = choices.text("key");
    let stands = if key.is_empty() && part != Part::Plan { None } else { find(&outline, part, key) };
    let seen = typed.get("seen").to_owned();
    let about = About { outline, part, stands, seen };
    let is_removing = typed.get("step") == REMOVE;
    let shown = match (&about.stands, is_removing) {
        (Some(item), true) => filled(&about.outline, item),
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
                "there is already {article} {what} with this name: choose it on the \
                    plan's page to change it, or enter another name"
            );
            let errors = Errors::of(first_box(part, about.way()), message);
            Ok(refused(form(&asked, &about, &shown, &errors, None)))
        }
        Edited::Refused(faults) => Ok(refused(form(&asked, &about, &shown, &placed(&about, faults), None))),
        Edited::Stale => stale(&asked, about, &shown, &edit).await,
    }
}

fn back(outline: &Outline, done: Done) -> Response {
    go_on(&path::Plan::of(&outline.plan.slug), done)
}
