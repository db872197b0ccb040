//! Where a quarterly series may go until the plan ends: the fan on its chart, its quarters as a table, and how likely the target is met.

use super::Chosen;
use domain::{
    board::Row,
    chart::{Chart, chart},
    forecast::{self, Coverage, Forecast, Refusal},
    outline::Outline,
    wording,
};
use leptos::prelude::*;

/// The chart of the figures up to the chosen plan year with where they may go; without it where nothing can be forecast.
pub(super) fn drawn<'a>(outline: &'a Outline, chosen: Chosen<'a>, row: &Row<'a>) -> Option<Chart<'a>> {
    let drawn = chart(outline, row.figures, chosen.indicator, chosen.area, chosen.view, chosen.span)?;
    let Ok(forecast) = ahead(outline, row) else { return Some(drawn) };
    let aimed = forecast.aimed(&outline.targets, &chosen.indicator.slug, chosen.area);
    let target = aimed.map(|(_, target)| target);
    Some(drawn.with_forecast(forecast, target))
}

fn ahead(outline: &Outline, row: &Row<'_>) -> Result<Forecast, Refusal> {
    forecast::of(row.figures, &outline.change_notes, row.indicator, &outline.years)
}

/// The forecast in words and as a table, or why there is none.
pub(super) fn forecast(
    outline: &Outline,
    chosen: Chosen<'_>,
    row: &Row<'_>,
    drawn: Option<&Chart<'_>>,
) -> AnyView {
    let Chosen { indicator, area, moment, .. } = chosen;
    let Some(forecast) = drawn.and_then(|chart| chart.forecast.as_ref()) else {
        let why = ahead(outline, row).err().map_or_else(String::new, |refusal| format!(": {refusal}"));
        return view! { <p class="refused">{format!("There is no forecast{why}.")}</p> }.into_any();
    };
    let aimed = forecast.aimed(&outline.targets, &indicator.slug, area);
    let target = aimed.and_then(|(step, target)| wording::forecast::target(indicator, step, target.aim));
    let target = target.unwrap_or_else(|| match aimed {
        Some(_) => {
            "The plan does not say whether higher or lower is better, so the target is not judged.".to_owned()
        }
        None => "No target has been set for any forecast quarter.".to_owned(),
    });
    let rows: Vec<_> = forecast
        .steps
        .iter()
        .map(|step| {
            let band = |coverage| {
                let (lower, upper) = step.within(coverage);
                format!("{} to {}", indicator.print(lower), indicator.print(upper))
            };
            view! {
                <tr>
                    <th scope="row">{step.period.label()}</th>
                    <td class="figure">{indicator.print(step.likeliest())}</td>
                    <td class="figure">{band(Coverage::Eighty)}</td>
                    <td class="figure">{band(Coverage::NinetyFive)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <section aria-labelledby="forecast">
            <h2 id="forecast">"Forecast"</h2>
            <p class="sentence">{wording::forecast::told(indicator, forecast)} " " {target}</p>
            <p class="aside">
                {format!("{} {} ", wording::shown(moment), wording::forecast::BANDS)}
                {wording::forecast::basis(forecast)}
            </p>
            <div class="table-scroll" tabindex="0" role="region" aria-label="Forecasts (scrollable table)">
                <table class="figures">
                    <caption>{format!("{}, {}: forecast, not measured", indicator.name, indicator.unit_said())}</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Quarter"</th>
                            <th scope="col" class="figure">"Forecast"</th>
                            <th scope="col" class="figure">"80% band"</th>
                            <th scope="col" class="figure">"95% band"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}
