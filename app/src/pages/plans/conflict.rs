//! Two leads at once: what somebody else made of a part of a plan in between.

use super::{
    boxes::Way,
    faults::first_box,
    filled::filled,
    form::{About, form, refused},
};
use crate::{
    ask::{desk::Asked, fault::Fault, named::missing, typed::Typed},
    shell::form::Errors,
};
use axum::response::Response;
use domain::{
    plan_edit::{Edit, Item, What, find},
    wording,
};
use leptos::prelude::*;

/// Somebody else was faster: what they made of it beside what was typed, and a form that replaces that, knowingly.
pub(super) async fn stale(
    asked: &Asked,
    about: About,
    typed: &Typed,
    edit: &Edit,
) -> Result<Response, Fault> {
    let now = asked.desk.now().await?;
    let plan = about.outline.plan.slug.clone();
    let outline = storage::outline::of(&now, &plan).await?.ok_or_else(|| missing("plan"))?;
    let (part, key) = match &edit.what {
        What::Put(item) => (item.part(), item.key()),
        What::Remove(part, key) => (*part, key.clone()),
    };
    let stands = find(&outline, part, &key);
    let (message, beside) = match &stands {
        Some(item) => (
            "somebody else changed this while you were typing: their version is shown below. If you save, yours replaces it",
            Some(now_stands(&filled(&outline, item), typed)),
        ),
        None => ("somebody else removed this while you were typing. If you save, it is added again", None),
    };
    let seen = stands.as_ref().map(Item::mark).unwrap_or_default();
    let about = About { outline, stands, seen, ..about };
    let errors = Errors::of(first_box(part, Way::Change), message);
    Ok(refused(form(asked, &about, typed, &errors, beside)))
}

/// What is recorded now, where it differs from what was typed.
fn now_stands(stands: &Typed, typed: &Typed) -> AnyView {
    let differs = |name: &str, value: &str| typed.text(name) != value;
    let rows: Vec<_> = stands
        .0
        .iter()
        .filter(|(name, value)| name == "place" || differs(name, value))
        .map(|(name, value)| {
            let name = wording::capital(&name.replace('-', " "));
            view! { <dt>{name}</dt> <dd>{value.clone()}</dd> }
        })
        .collect();
    view! {
        <section class="stands" aria-labelledby="now">
            <h2 id="now">"What is there now"</h2>
            <dl class="facts">{rows}</dl>
        </section>
    }
    .into_any()
}
