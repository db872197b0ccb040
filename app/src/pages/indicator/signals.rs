//! What the series shows, finding by finding, each with its figures or the reason why it is missing.

use crate::{ask::desk::Asked, parts};
use domain::{
    board::{NotComparable, Row},
    comparison::{Comparison, Merit},
    like::NotAlike,
    neighbours::Beside,
    number,
    rank::Standing,
    rating::Unrated,
    wording,
};
use leptos::prelude::*;

pub(super) fn signals(asked: &Asked, row: &Row<'_>, beside: Option<&Beside<'_>>) -> AnyView {
    let indicator = row.indicator;
    let trend = match row.signals.trend() {
        Ok(trend) => wording::finding::trend_tested(indicator, &trend),
        Err(refusal) => format!("Not tested: {refusal}"),
    };
    let baseline = match (&row.since_baseline, row.baseline) {
        (Ok(change), Some(baseline)) => changed(row, change, &baseline.period.label()),
        (Err(NotComparable::Same), Some(baseline)) => {
            said(format!("The latest value is the baseline, {}.", baseline.period))
        }
        (Err(reason), Some(baseline)) => said(format!("Not comparable with {}: {reason}.", baseline.period)),
        (Err(NotComparable::NoBaseline(why @ NotAlike::OtherSeasons)), None) => {
            said(format!("{}.", wording::capital(wording::no_baseline(*why))))
        }
        (_, None) => said("No value is shown from before the plan.".to_owned()),
    };
    let last_year = match (&row.since_last_year, row.latest.and_then(|latest| latest.period.year_before())) {
        (Ok(change), Some(before)) => changed(row, change, &before.label()),
        (Err(reason), _) => said(format!("Not comparable: {reason}.")),
        (Ok(_), None) => said("–".to_owned()),
    };
    let sum = parts::sum(indicator, row).or_else(|| amber(asked, row));
    let sum = sum.map(|sum| view! { <span class="when">{sum}</span> });
    view! {
        <section class="signals" aria-labelledby="signals">
            <h2 id="signals">"What it shows"</h2>
            <dl class="signal-list">
                <div><dt>"Rating"</dt><dd>{parts::rating(row)} {sum}</dd></div>
                <div><dt>"Variation"</dt><dd>{parts::variation(row)}</dd></div>
                <div><dt>"Assurance"</dt><dd>{parts::assurance(row)}</dd></div>
                <div><dt>"Trend"</dt><dd>{trend} "."</dd></div>
                <div><dt>"Since the baseline"</dt><dd>{baseline}</dd></div>
                <div><dt>"Since the same period last year"</dt><dd>{last_year}</dd></div>
                <div><dt>"Compared with statistical neighbours"</dt><dd>{neighbours(asked, row, beside)}</dd></div>
            </dl>
        </section>
    }
    .into_any()
}

/// How far off will be amber, where there is a target to be off from and no rating yet that says so in its sum.
fn amber(asked: &Asked, row: &Row<'_>) -> Option<String> {
    let target = row.target.filter(|_| asked.is_rated(row.indicator))?;
    // What cannot be rated has no amber.
    if row.signals.rating == Err(Unrated::NeedsRange) {
        return None;
    }
    let tolerance = asked.outline.tolerance_for(&row.indicator.slug, &target.period);
    Some(format!("{}.", wording::capital(&wording::finding::tolerance(row.indicator, tolerance))))
}

fn said(text: String) -> AnyView {
    view! { {text} }.into_any()
}

/// A difference from an earlier value, and whether that is better.
fn changed(row: &Row<'_>, change: &Comparison, from: &str) -> AnyView {
    let word = match change.merit(row.indicator) {
        Merit::Better => ", better",
        Merit::Worse => ", worse",
        Merit::Neither => "",
    };
    let indicator = row.indicator;
    said(format!("{}{word}, from {} in {from}.", change.say_change(indicator), indicator.print(change.other)))
}

fn neighbours(asked: &Asked, row: &Row<'_>, beside: Option<&Beside<'_>>) -> String {
    let Some(latest) = row.latest else { return "There is no value to compare.".to_owned() };
    if matches!(row.indicator.measure, domain::indicator::Measure::Count) {
        return "Counts are not compared: places differ in size.".to_owned();
    }
    let area = asked.outline.area_name(&latest.series.area);
    let Some(beside) = beside else {
        return format!("No set of neighbours of {area} is recorded for {}.", latest.period);
    };
    match &beside.standing {
        Some(standing) => stands(row, standing),
        None => format!("None of the {} neighbours has a figure for {}.", beside.values.len(), latest.period),
    }
}

/// `3rd best of 11, in the best quarter; their mean is 12.3 (10 of 10 have a figure).`
fn stands(row: &Row<'_>, standing: &Standing) -> String {
    let rank = standing.rank.map_or_else(
        || "Not ranked: the plan does not say whether higher or lower is better".to_owned(),
        |rank| {
            let quarter = match rank.quartile {
                Some(1) => ", in the best quarter",
                Some(2) => ", in the second quarter",
                Some(3) => ", in the third quarter",
                Some(_) => ", in the last quarter",
                None => "",
            };
            format!("{} of {} from the best{quarter}", rank.place, rank.of)
        },
    );
    format!(
        "{rank}; the mean of the neighbours is {} ({} of {} have a figure).",
        row.indicator.print(number::rounded(standing.mean, row.indicator.decimals)),
        standing.available,
        standing.neighbours
    )
}
