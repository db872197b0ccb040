//! Who recorded what of an indicator, and when: what still stands, and what was replaced.

use crate::{desk::Asked, parts};
use domain::{
    figure::{Origin, Reading},
    indicator::Indicator,
    series::Breakdown,
};
use leptos::prelude::*;
use storage::figure::Entry;

pub(super) fn history(asked: &Asked, indicator: &Indicator, entries: &[Entry]) -> AnyView {
    // Entries come newest write first; those of one write are told together.
    let writes: Vec<_> = entries
        .chunk_by(|a, b| a.number == b.number)
        .filter_map(|write| {
            let first = write.first()?;
            let count = match write.len() {
                1 => "1 figure".to_owned(),
                count => format!("{count} figures"),
            };
            let replaced: Vec<_> = write.iter().filter(|entry| entry.superseded_in.is_some()).collect();
            let replaced = (!replaced.is_empty()).then(|| {
                let items: Vec<_> =
                    replaced.into_iter().map(|entry| since_replaced(asked, indicator, entry)).collect();
                view! { <ul>{items}</ul> }
            });
            Some(view! {
                <li>
                    {parts::day_of(first.at)} ": " {count} " by " {first.visitor.clone()} " ("
                    {first.action.clone()} ")." {replaced}
                </li>
            })
        })
        .collect();
    let told = if writes.is_empty() && indicator.origin == Origin::Partner {
        view! { <p>"What partners record, and when, is not shown to the public."</p> }.into_any()
    } else if writes.is_empty() {
        view! { <p>"Nothing has been recorded yet."</p> }.into_any()
    } else {
        view! { <ul class="history">{writes}</ul> }.into_any()
    };
    view! {
        <section aria-labelledby="history">
            <h2 id="history">"History"</h2>
            <p class="aside">"Nothing recorded is ever overwritten: a correction stands beside what it replaced."</p>
            {told}
        </section>
    }
    .into_any()
}

fn since_replaced(asked: &Asked, indicator: &Indicator, entry: &Entry) -> AnyView {
    let said = match &entry.figure.reading {
        Reading::Value(measured) => indicator.print(measured.value()),
        Reading::Absent(absence) => absence.to_string(),
    };
    let area = asked.outline.area_name(&entry.figure.series.area).to_owned();
    let of = match &entry.figure.series.breakdown {
        Breakdown::Total => String::new(),
        Breakdown::Category { category, .. } => format!(" ({category})"),
    };
    let period = entry.figure.period;
    view! { <li>{format!("{area}{of}, {period}: {said}, since replaced")}</li> }.into_any()
}
