//! How a pack's forecasts did.

use crate::ask::desk::Asked;
use documents::scored::{self, Came, Scored};
use domain::{
    figure::{Figure, Status},
    forecast::Fell,
    indicator::Indicator,
    number,
    pack::Frozen,
};
use leptos::prelude::*;

/// The quarters that a pack forecast, with what came of each; nothing where it forecast none.
pub(super) fn section(asked: &Asked, frozen: &Frozen, figures: &[Figure]) -> Option<AnyView> {
    let all = scored::of_pack(&asked.outline, frozen, figures);
    if all.is_empty() {
        return None;
    }
    let fell: Vec<Fell> = all.iter().filter_map(|scored| scored.came.fell()).collect();
    let said =
        scored::said(&fell).unwrap_or_else(|| "None of the forecast quarters has a figure yet.".to_owned());
    let rows: Vec<_> = all.iter().map(|scored| row(asked, frozen, scored)).collect();
    Some(
        view! {
            <section class="scored" aria-labelledby="scored">
                <h2 id="scored">"How accurate its forecasts were"</h2>
                <p>{said}</p>
                <details>
                    <summary>"Quarter by quarter"</summary>
                    <div class="table-scroll" tabindex="0" role="region" aria-label="Forecasts and what happened (scrollable table)">
                        <table class="figures">
                            <caption class="unseen">"What was forecast and what happened"</caption>
                            <thead>
                                <tr>
                                    <th scope="col">"Indicator"</th>
                                    <th scope="col">"Quarter"</th>
                                    <th scope="col" class="figure">"Forecast"</th>
                                    <th scope="col" class="figure">"80% band"</th>
                                    <th scope="col" class="figure">"95% band"</th>
                                    <th scope="col" class="figure">"Came"</th>
                                    <th scope="col">"Where it fell"</th>
                                </tr>
                            </thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                </details>
            </section>
        }
        .into_any(),
    )
}

fn row(asked: &Asked, frozen: &Frozen, scored: &Scored<'_>) -> AnyView {
    let known = frozen.indicators.iter().find(|indicator| indicator.slug == scored.indicator);
    let name = known.map_or(scored.indicator, |indicator| indicator.name.as_str()).to_owned();
    let indicator: Option<&Indicator> = asked.outline.indicator_named(scored.indicator);
    let decimals = known.map_or(2, |indicator| indicator.decimals);
    let print = |value: f64| match indicator {
        Some(indicator) => indicator.print(value),
        None => number::print(value, decimals),
    };
    let band = |(lower, upper): (f64, f64)| format!("{} to {}", print(lower), print(upper));
    let (came, fell) = match scored.came {
        Came::Value(value, Status::Provisional, fell) => (print(value), format!("{fell}, provisional")),
        Came::Value(value, _, fell) => (print(value), fell.to_string()),
        Came::Broken(value) => (print(value), "not comparable: the series breaks before it".to_owned()),
        Came::Absent(absence) => (format!("[{}]", absence.symbol()), absence.to_string()),
        Came::Nothing => ("–".to_owned(), "no figure yet".to_owned()),
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="whole">{scored.step.period.clone()}</td>
            <td class="figure">{print(scored.step.mean)}</td>
            <td class="figure">{band(scored.step.within_80)}</td>
            <td class="figure">{band(scored.step.within_95)}</td>
            <td class="figure">{came}</td>
            <td>{fell}</td>
        </tr>
    }
    .into_any()
}
