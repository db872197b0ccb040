//! Packs: what meetings are given, as the board saw it, and what was decided there.

mod decide;
mod decided;
mod file;
mod form;
mod freeze;
mod one;
mod score;
mod withdraw;

use crate::{
    ask::{address::address, desk::Asked, fault::Fault, named::missing, path},
    shell::page::{Head, Place, Script, page},
};
use axum::response::Html;
use documents::scored;
use domain::{access::Action, figure::Figure, frozen::Kind, london, slug::Slug, wording};
use leptos::prelude::*;
use std::sync::Arc;
use storage::{Look, frozen::Frozen, pack::PackVersion};

pub(crate) use decide::{ask_why as ask_why_decision, decide, withdraw as withdraw_decision};
pub(in crate::pages) use file::answer;
pub(crate) use file::{exceptions, pdf, workbook};
pub(crate) use form::{add, change, open, open_new};
pub(crate) use freeze::freeze;
pub(crate) use one::show;
pub(in crate::pages) use one::size;
pub(crate) use withdraw::{ask_why, withdraw};

pub(crate) async fn list(asked: Asked) -> Result<Html<String>, Fault> {
    let plan = &asked.outline.plan.slug;
    let packs = storage::pack::all(&asked.desk, plan).await?;
    let frozen = storage::frozen::all(&asked.desk, plan, Kind::Pack).await?;
    let decisions = storage::pack::decisions(&asked.desk, plan).await?;
    let forecasts = storage::frozen::forecasts(&asked.desk, plan).await?;
    // Without a forecast there is nothing to hold figures against.
    let forecast = match forecasts.is_empty() {
        true => None,
        false => scored::said(&scored::known(&asked.outline, &forecasts, &approved(&asked).await?)),
    };
    let count = |slug: &Slug| decisions.iter().filter(|decided| decided.decision.pack == *slug).count();
    let head = Head {
        title: "Packs".into(),
        description: "What each meeting of the board was given, as it was shown.".into(),
        place: Place::Packs,
        script: Script::None,
    };
    Ok(page(&asked, &head, || {
        let rows: Vec<_> = packs
            .iter()
            .map(|entry| {
                row(
                    &asked,
                    entry,
                    frozen.iter().find(|of| of.slug == entry.pack.slug),
                    count(&entry.pack.slug),
                )
            })
            .collect();
        let told = if rows.is_empty() {
            view! { <p>"No packs have been made yet."</p> }.into_any()
        } else {
            view! {
                <table class="ledger" role="table">
                    <caption class="unseen">"Packs, latest meeting first"</caption>
                    <thead role="rowgroup">
                        <tr role="row">
                            <th scope="col" role="columnheader">"Meeting"</th>
                            <th scope="col" role="columnheader">"Plan year"</th>
                            <th scope="col" role="columnheader">"State"</th>
                            <th scope="col" role="columnheader" class="figure">"Decisions"</th>
                        </tr>
                    </thead>
                    <tbody role="rowgroup">{rows}</tbody>
                </table>
            }
            .into_any()
        };
        let may_make = asked.may(Action::MakePack, None) && asked.looking_back.is_none();
        let make = may_make.then(|| {
            view! {
                <nav class="change" aria-label="Change packs"><ul><li><a href=path::PackNew.to_string()>"Make a pack"</a></li></ul></nav>
            }
        });
        view! {
            <header class="page-head">
                <h1>"Packs"</h1>
                <p class="lead">"What each meeting is given. Once frozen, a pack opens exactly as the board \
                    saw it, with later revisions beside it. The public does not see this page."</p>
                {make}
            </header>
            {told}
            {forecast.map(|said| view! {
                <section class="scored" aria-labelledby="scored">
                    <h2 id="scored">"How accurate the forecasts were"</h2>
                    <p>{said}</p>
                </section>
            })}
        }
    }))
}

/// The approved figures of the plan, with which a forecast is compared.
async fn approved(asked: &Asked) -> Result<Arc<Vec<Figure>>, Fault> {
    let desk = asked.desk.clone().looking(Look::Approved);
    Ok(storage::figure::of_plan(&desk, &asked.outline).await?)
}

fn row(asked: &Asked, entry: &PackVersion, frozen: Option<&Frozen>, decisions: usize) -> AnyView {
    let pack = &entry.pack;
    let to = address(asked, &path::Pack::of(&pack.slug), Vec::new());
    let state = match frozen {
        Some(frozen) => {
            let day = wording::day(london::day(frozen.by.at));
            view! { "Frozen" <span class="when">{day}</span> }.into_any()
        }
        None => view! { "In preparation" }.into_any(),
    };
    view! {
        <tr role="row">
            <th scope="row" role="rowheader"><a href=to>{wording::day(pack.on)}</a> <span class="when">{pack.meeting.clone()}</span></th>
            <td role="cell" data-label="Plan year">{pack.year.to_string()}</td>
            <td role="cell" data-label="State">{state}</td>
            <td role="cell" data-label="Decisions" class="figure">{decisions}</td>
        </tr>
    }
    .into_any()
}

/// The pack that an address names, and how it was frozen where it was.
async fn pack_of(asked: &Asked, name: &str) -> Result<(PackVersion, Option<Frozen>), Fault> {
    let plan = &asked.outline.plan.slug;
    let entry = storage::pack::one(&asked.desk, plan, name).await?.ok_or_else(|| missing("pack"))?;
    let frozen = storage::frozen::one(&asked.desk, plan, Kind::Pack, &entry.pack.slug).await?;
    Ok((entry, frozen))
}

/// That something cannot be done to a pack any more.
fn is_frozen() -> Fault {
    storage::Error::Frozen.into()
}
