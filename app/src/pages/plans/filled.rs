//! A part of a plan as the boxes of its form hold it.

use super::choices::place_key;
use crate::{ask::typed::Typed, parts};
use domain::{area::AreaCode, indicator::Indicator, outline::Outline, plan_edit::Item, slug::Slug};

/// The boxes filled with what is recorded.
pub(super) fn filled(outline: &Outline, item: &Item) -> Typed {
    let typed = Typed::default();
    match item {
        Item::Plan(plan) => typed
            .with("name", plan.name.clone())
            .with("partnership", plan.partnership.clone())
            .with("vision", plan.vision.clone())
            .with("area", plan.area.as_str())
            .with("comparators", codes(&plan.comparators))
            .with("source", plan.source.clone())
            .with("note", plan.note.clone().unwrap_or_default()),
        Item::Year(year) => typed
            .with("slug", year.slug.as_str())
            .with("first", year.first.to_string())
            .with("last", year.last.to_string()),
        Item::FocusArea(area) => typed
            .with("slug", area.slug.as_str())
            .with("name", area.name.clone())
            .with("summary", area.summary.clone()),
        Item::Priority(priority) => typed
            .with("slug", priority.slug.as_str())
            .with("year", priority.year.as_str())
            .with("focus-area", priority.focus_area.as_str())
            .with("name", priority.name.clone())
            .with("summary", priority.summary.clone())
            .with("follows", maybe(priority.follows.as_ref())),
        Item::Strategy(strategy) => {
            typed.with("slug", strategy.slug.as_str()).with("text", strategy.text.clone())
        }
        Item::Evidence(evidence) => parts::claim_filled(outline, typed, evidence.claim.as_ref())
            .with("slug", evidence.slug.as_str())
            .with("text", evidence.text.clone())
            .with("said", evidence.said.to_string())
            .with("focus-area", maybe(evidence.focus_area.as_ref()))
            .with("indicator", maybe(evidence.indicator.as_ref())),
        Item::Organisation(organisation) => typed
            .with("slug", organisation.slug.as_str())
            .with("name", organisation.name.clone())
            .with("ended", organisation.ended.map(|day| day.to_string()).unwrap_or_default())
            .with("successor", maybe(organisation.successor.as_ref())),
        Item::Area(area) => typed
            .with("code", area.code.as_str())
            .with("name", area.name.clone())
            .with("level", area.level.as_str()),
        Item::Neighbours(set) => typed
            .with("area", set.area.as_str())
            .with("from", set.from.to_string())
            .with("areas", codes(&set.neighbours))
            .with("source", set.source.clone()),
        Item::Indicator(indicator) => of_indicator(indicator),
        Item::Placement { owner, placements, .. } => {
            let places = placements.iter().map(|placement| ("place".to_owned(), place_key(placement)));
            Typed(places.collect()).with("owner", owner.as_str())
        }
    }
}

fn of_indicator(indicator: &Indicator) -> Typed {
    Typed::default()
        .with("slug", indicator.slug.as_str())
        .with("name", indicator.name.clone())
        .with("measure", indicator.measure.as_str())
        .with("per", indicator.measure.per().map(|per| per.to_string()).unwrap_or_default())
        .with("unit", indicator.unit.clone())
        .with("decimals", indicator.decimals.to_string())
        .with("polarity", indicator.polarity.as_str())
        .with("frequency", indicator.frequency.as_str())
        .with("owner", indicator.owner.as_str())
        .with("origin", indicator.origin.as_str())
        .with("basis", indicator.basis.as_str())
        .with("source", indicator.source.clone())
        .with("lag", indicator.lag.to_string())
        .with("retired", indicator.retired.map(|day| day.to_string()).unwrap_or_default())
}

fn maybe(slug: Option<&Slug>) -> String {
    slug.map(ToString::to_string).unwrap_or_default()
}

fn codes(codes: &[AreaCode]) -> String {
    codes.iter().map(AreaCode::as_str).collect::<Vec<_>>().join(" ")
}
