//! The last things that happened to an indicator's figures, and the way to the whole history.

use crate::ask::{address::address, desk::Asked, path};
use domain::{
    figure::{Origin, Reading},
    indicator::Indicator,
    london,
    series::Breakdown,
    wording,
};
use leptos::prelude::*;
use storage::figure::FigureVersion;

/// How many writes are shown here; the whole history has a page of its own.
const MOST: usize = 8;

pub(super) fn history(asked: &Asked, indicator: &Indicator, entries: &[FigureVersion]) -> AnyView {
    // Entries come newest write first; those of one write are shown together.
    let writes: Vec<_> = entries
        .chunk_by(|a, b| a.began.number == b.began.number)
        .take(MOST)
        .filter_map(|write| {
            let first = write.first()?;
            let what = match write {
                [one] => told(asked, indicator, one),
                many => format!("{} figures", many.len()),
            };
            let replaced: Vec<_> = write.iter().filter(|entry| entry.ended.is_some()).collect();
            let replaced = (write.len() > 1 && !replaced.is_empty()).then(|| {
                let items: Vec<_> = replaced
                    .into_iter()
                    .map(|entry| view! { <li>{format!("{}, since replaced", told(asked, indicator, entry))}</li> })
                    .collect();
                view! { <ul>{items}</ul> }
            });
            let since = (write.len() == 1 && first.ended.is_some()).then_some(", since replaced");
            let by = wording::by(&first.began.sort, first.began.person, first.began.name.as_deref());
            Some(view! {
                <li>
                    {london::day_said(first.began.at)} ": " {what} {since} {format!(", by {by} ({}).", first.began.action)} {replaced}
                </li>
            })
        })
        .collect();
    let told = if writes.is_empty() && indicator.origin == Origin::Partner {
        view! { <p>"What partners record, and when, is not shown to the public."</p> }.into_any()
    } else if writes.is_empty() {
        view! { <p>"Nothing has been recorded yet."</p> }.into_any()
    } else {
        let whole = address(asked, &path::History::of(&indicator.slug), Vec::new());
        view! {
            <ul class="history">{writes}</ul>
            <p class="onward"><a href=whole>"The whole history, with every difference"</a></p>
        }
        .into_any()
    };
    view! {
        <section aria-labelledby="history">
            <h2 id="history">"History"</h2>
            <p class="aside">"Nothing recorded is ever overwritten: a correction is shown beside the figure it replaced."</p>
            {told}
        </section>
    }
    .into_any()
}

/// A figure in a line: where, for whom, when and what.
fn told(asked: &Asked, indicator: &Indicator, entry: &FigureVersion) -> String {
    let said = match &entry.figure.reading {
        Reading::Value(measured) => indicator.print(measured.value()),
        Reading::Absent(absence) => absence.to_string(),
    };
    let area = asked.outline.area_name(&entry.figure.series.area);
    let of = match &entry.figure.series.breakdown {
        Breakdown::Total => String::new(),
        group @ Breakdown::Category { .. } => format!(" ({})", wording::group(group)),
    };
    format!("{area}{of}, {}: {said}", entry.figure.period)
}
