//! Who has reported: so that a figure that is missing is not read as one that is low.

use super::grid::link;
use crate::ask::{desk::Asked, fault::Fault};
use domain::{
    access::Audience,
    plan::PlanYear,
    returns::{
        self,
        overview::{self, Completeness, Wait},
    },
    wording,
};
use leptos::prelude::*;

/// Whether the figures that are due for a plan year are in and approved, and which are awaited from whom. For partners, once
/// returns have begun.
pub(crate) async fn completeness(asked: &Asked, year: &PlanYear) -> Result<Option<AnyView>, Fault> {
    if asked.desk.visitor().audience() != Audience::Partner {
        return Ok(None);
    }
    let Some(start) = storage::returns::start(&asked.desk, &asked.outline.plan.slug).await? else {
        return Ok(None);
    };
    let outline = &asked.outline;
    let recorded = storage::returns::recorded(&asked.desk, outline).await?;
    let typed = storage::returns::typed(&asked.desk, outline).await?;
    let all = overview::completeness(outline, (&recorded, &typed), year, (&start, asked.today));
    Ok((all.due > 0).then(|| view(asked, year, &all)))
}

fn view(asked: &Asked, year: &PlanYear, all: &Completeness<'_>) -> AnyView {
    let Completeness { due, approved, awaited } = all;
    let items: Vec<_> = awaited
        .iter()
        .map(|awaited| {
            let whose = asked.outline.organisation_name(&awaited.of.organisation).to_owned();
            let since = wording::day(returns::due_on(awaited.indicator, &awaited.period));
            let rows = if awaited.rows == 1 { String::new() } else { format!(" ({} rows)", awaited.rows) };
            let text = format!("{}, {}", awaited.indicator.name, awaited.period);
            let said = match awaited.wait {
                Wait::Report => format!("{rows}: awaited from {whose}, due {since}."),
                Wait::Approval => format!("{rows}: handed in by {whose}, awaiting approval."),
            };
            view! { <li>{link(&awaited.of, text)} {said}</li> }
        })
        .collect();
    let head = match approved == due {
        true => format!("All {due} figures due for {} are in and approved.", year.slug),
        false => format!(
            "{approved} of {due} figures due for {} are in and approved. A missing figure does not mean a fall or a rise.",
            year.slug
        ),
    };
    let list = (!items.is_empty()).then(|| view! { <ul>{items}</ul> });
    view! {
        <section class="completeness" aria-labelledby="reported">
            <h2 id="reported">"Who has reported"</h2>
            <p>{head}</p>
            {list}
        </section>
    }
    .into_any()
}
