//! The latest figure beside those of the area's statistical neighbours, as a table.

use super::Chosen;
use crate::ask::{address::indicator_address, desk::Asked};
use domain::{board::Row, neighbours::Beside, plan::Nature, wording};
use leptos::prelude::*;

/// The table; nothing where no neighbour has a figure. The best first where one way is wanted.
pub(super) fn beside(
    asked: &Asked,
    chosen: Chosen<'_>,
    row: &Row<'_>,
    beside: Option<&Beside<'_>>,
) -> Option<AnyView> {
    let beside = beside?;
    let standing = beside.standing.as_ref()?;
    let latest = row.latest?;
    let own = latest.reading.value()?;
    let outline = &asked.outline;
    let mut values: Vec<_> = beside.values.iter().map(|(area, value)| (*area, *value, false)).collect();
    values.push((&latest.series.area, Some(own), true));
    let is_higher_better = row.indicator.polarity == domain::indicator::Polarity::Higher;
    values.sort_by(|(_, a, _), (_, b, _)| match (a, b) {
        (Some(a), Some(b)) if is_higher_better => b.total_cmp(a),
        (Some(a), Some(b)) => a.total_cmp(b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    });
    let rows: Vec<_> = values
        .into_iter()
        .map(|(area, value, is_own)| {
            let Chosen { indicator, moment, view, span, .. } = chosen;
            let address = indicator_address(asked, indicator, moment, area, view, span);
            let name = outline.area_name(area).to_owned();
            let class = if is_own { "own" } else { "" };
            let said = value.map_or_else(|| "–".to_owned(), |value| row.indicator.print(value));
            view! { <tr class=class><th scope="row"><a href=address>{name}</a></th> <td class="figure">{said}</td></tr> }
        })
        .collect();
    let made_up = match outline.plan.nature {
        Nature::Illustrative => " Illustrative: the neighbours' values are invented.",
        Nature::Real => "",
    };
    let caption = format!(
        "{}, {}. Neighbours from {}; source of the set: {}.{made_up}",
        row.indicator.name,
        latest.period,
        wording::day(beside.set.from),
        beside.set.source
    );
    Some(
        view! {
            <section aria-labelledby="neighbours">
                <h2 id="neighbours">"Compared with statistical neighbours"</h2>
                <table class="figures neighbours">
                    <caption>{caption}</caption>
                    <thead><tr><th scope="col">"Place"</th> <th scope="col" class="figure">"Value"</th></tr></thead>
                    <tbody>
                        {rows}
                        <tr class="mean">
                            <th scope="row">"Mean of the neighbours"</th>
                            <td class="figure">{row.indicator.print(standing.mean)}</td>
                        </tr>
                    </tbody>
                </table>
            </section>
        }
        .into_any(),
    )
}
