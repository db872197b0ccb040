//! The plan itself, its organisations and its areas.

use super::text::{Text, number, quoted};
use crate::{
    claim::{Against, Claim},
    outline::Outline,
    plan::{Nature, Priority},
};

pub(super) fn write(text: &mut Text, outline: &Outline) {
    plan(text, outline);
    for year in &outline.years {
        text.section("[[year]]");
        text.text("slug", year.slug.as_str());
        text.bare("first", year.first);
        text.bare("last", year.last);
    }
    for focus_area in &outline.focus_areas {
        text.section("[[focus-area]]");
        text.text("slug", focus_area.slug.as_str());
        text.text("name", &focus_area.name);
        text.text("summary", &focus_area.summary);
    }
    priorities(text, outline);
    for strategy in &outline.strategies {
        text.section("[[strategy]]");
        text.text("slug", strategy.slug.as_str());
        text.text("text", &strategy.text);
    }
    for evidence in &outline.evidence {
        text.section("[[evidence]]");
        text.text("slug", evidence.slug.as_str());
        text.text("text", &evidence.text);
        text.bare("said", evidence.said);
        text.maybe_text("focus-area", evidence.focus_area.as_ref().map(|slug| slug.as_str()));
        text.maybe_text("indicator", evidence.indicator.as_ref().map(|slug| slug.as_str()));
        if let Some(claim) = &evidence.claim {
            text.line(format_args!("claim = {{ {} }}", claimed(claim)));
        }
    }
    for organisation in &outline.organisations {
        text.section("[[organisation]]");
        text.text("slug", organisation.slug.as_str());
        text.text("name", &organisation.name);
        text.maybe_day("ended", organisation.ended);
        text.maybe_text("successor", organisation.successor.as_ref().map(|slug| slug.as_str()));
        if !outline.partners.contains(&organisation.slug) {
            text.bare("partner", false);
        }
    }
    for area in &outline.areas {
        text.section("[[area]]");
        text.text("code", area.code.as_str());
        text.text("name", &area.name);
        text.text("level", area.level.as_str());
    }
    for set in &outline.neighbour_sets {
        text.section("[[neighbours]]");
        text.text("area", set.area.as_str());
        text.bare("from", set.from);
        text.texts("areas", set.neighbours.iter().map(|code| code.as_str()));
        text.text("source", &set.source);
    }
}

/// The fields of a claim, in a line.
fn claimed(claim: &Claim) -> String {
    let (word, against) = claim.says.parts();
    let mut fields =
        vec![("indicator", quoted(claim.indicator.as_str())), ("area", quoted(claim.area.as_str()))];
    match &against {
        Against::Place(place) => fields.push(("against", quoted(place.as_str()))),
        Against::Group(group) => fields.push(("against", quoted(&group.to_string()))),
        Against::Number(figure) => fields.push(("against", number(*figure))),
        Against::Since(_) => {}
    }
    fields.push(("is", quoted(word.as_str())));
    if let Against::Since(since) = against {
        fields.push(("since", quoted(&since.to_string())));
    }
    fields.push(("period", quoted(&claim.period.to_string())));
    let fields: Vec<_> = fields.iter().map(|(key, value)| format!("{key} = {value}")).collect();
    fields.join(", ")
}

fn plan(text: &mut Text, outline: &Outline) {
    let plan = &outline.plan;
    text.section("[plan]");
    text.text("slug", plan.slug.as_str());
    text.text("name", &plan.name);
    text.text("partnership", &plan.partnership);
    text.text("vision", &plan.vision);
    text.text("area", plan.area.as_str());
    text.texts("comparators", plan.comparators.iter().map(|code| code.as_str()));
    text.text("source", &plan.source);
    text.maybe_text("note", plan.note.as_deref());
    if plan.nature != Nature::Real {
        text.text("nature", plan.nature.as_str());
    }
}

/// The priorities; consecutive ones that differ only in their plan year share a section.
fn priorities(text: &mut Text, outline: &Outline) {
    let start = |priority: &Priority| {
        outline.years.iter().find(|year| year.slug == priority.year).map(|year| year.first)
    };
    let goes_on = |before: &Priority, priority: &Priority| {
        before.slug == priority.slug
            && before.focus_area == priority.focus_area
            && before.name == priority.name
            && before.summary == priority.summary
            && priority.follows.as_ref() == Some(&priority.slug)
            && start(before) < start(priority)
    };
    for same in outline.priorities.chunk_by(goes_on) {
        let Some(first) = same.first() else { continue };
        text.section("[[priority]]");
        text.text("slug", first.slug.as_str());
        text.text("name", &first.name);
        text.text("summary", &first.summary);
        text.text("focus-area", first.focus_area.as_str());
        text.texts("years", same.iter().map(|priority| priority.year.as_str()));
        text.maybe_text("follows", first.follows.as_ref().map(|slug| slug.as_str()));
    }
}
