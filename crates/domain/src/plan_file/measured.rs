//! Indicators with their definitions and places, and the change notes that explain them.

use super::{
    SectionAudience, each,
    fields::{Faulty, Fields, Reader},
    names::Names,
    tie, tolerance,
};
use crate::{
    change_note::{ChangeNote, Effect, Kind as ChangeKind},
    figure::Origin,
    indicator::{Basis, Definition, Indicator, Measure, Placement, Polarity, Timing, USUAL_LAG},
    period::Kind,
    rating::RatingRule,
    slug::Slug,
};
use std::collections::BTreeSet;

/// The most decimals that can be shown.
const MOST_DECIMALS: u32 = 6;

/// The longest that a figure may take to be due after its period, in days: two years.
const LONGEST_LAG: u32 = 730;

/// An indicator, and its tolerances for amber.
pub(super) fn indicator(
    mut fields: Fields<'_>,
    names: &Names<'_>,
) -> Option<(Indicator, Vec<(SectionAudience, RatingRule)>)> {
    let slug = fields.slug("slug");
    let name = fields.text("name");
    let measure = measure(&mut fields);
    let unit = fields.optional_text("unit");
    let decimals = fields.optional_whole("decimals", MOST_DECIMALS);
    let polarity = fields.word("polarity", Polarity::ALL, Polarity::as_str);
    let frequency = fields.word("frequency", Kind::ALL, Kind::as_str);
    let owner = tie::to(&mut fields, "owner", &names.organisations, "organisation");
    let origin = fields.word("origin", Origin::ALL, Origin::as_str);
    let basis = fields.word("basis", Basis::ALL, Basis::as_str);
    let source = fields.text("source");
    let retired = fields.optional_date("retired");
    let lag = fields.optional_whole("lag", LONGEST_LAG);
    let at = fields.at();
    let mut definitions = each(fields.sections("definition"), definition);
    let mut placements: Vec<Placement> = Vec::new();
    for (place, placement) in each(fields.sections("placement"), |inner| placement(inner, names)) {
        if placements.contains(&placement) {
            fields.fault(place, "the indicator has the same placement twice");
        }
        placements.push(placement);
    }
    let rules = tolerance::rules(&mut fields, slug.as_ref(), names);
    if definitions.is_empty() {
        fields.fault(at, "the indicator needs at least one definition: add [[indicator.definition]]");
    }
    definitions.sort_by_key(|definition| definition.from);
    if definitions.windows(2).any(|pair| pair[0].from == pair[1].from) {
        fields.fault(at, "two definitions of an indicator cannot begin on the same day");
    }
    fields.finish();
    let indicator = Indicator {
        slug: slug?.value,
        name: name?.value.trim().to_owned(),
        measure: measure?,
        unit: unit.ok()?.map_or_else(String::new, |unit| unit.value.trim().to_owned()),
        decimals: u8::try_from(decimals.ok()?.map_or(0, |decimals| decimals.value)).ok()?,
        polarity: polarity?,
        frequency: frequency?,
        owner: owner?,
        origin: origin?,
        basis: basis?,
        source: source?.value.trim().to_owned(),
        retired: retired.ok()?.map(|day| day.value),
        lag: lag.ok()?.map_or(Some(USUAL_LAG), |lag| u16::try_from(lag.value).ok())?,
        definitions,
        placements,
    };
    Some((indicator, rules))
}

fn measure(fields: &mut Fields<'_>) -> Option<Measure> {
    let per = fields.optional_whole("per", 10_000_000);
    let word = fields.text("measure")?;
    let per: Result<_, Faulty> = per;
    let per = per.ok()?.map(|per| per.value);
    let measure = Measure::parse(word.value, per);
    if measure.is_none() {
        fields.fault(
            word.at,
            "write the measure as count, percentage, average, money, index, or rate with per = 100 (or another multiplier)",
        );
    }
    measure
}

fn definition(mut fields: Fields<'_>) -> Option<Definition> {
    let from = fields.date("from");
    let text = fields.text("text");
    let timing = fields.word("timing", Timing::ALL, Timing::as_str);
    fields.finish();
    Some(Definition { from: from?.value, text: text?.value.trim().to_owned(), timing: timing? })
}

fn placement(mut fields: Fields<'_>, names: &Names<'_>) -> Option<(usize, Placement)> {
    let at = fields.at();
    let focus_area = tie::to(&mut fields, "focus-area", &names.focus_areas, "focus area");
    let priority = fields.optional_text("priority");
    fields.finish();
    let focus_area = focus_area?;
    let Some(named) = priority.ok()? else { return Some((at, Placement { focus_area, priority: None })) };
    let under = names.priorities.get(named.value);
    if !under.is_some_and(|areas| areas.contains(focus_area.as_str())) {
        let shown: String = named.value.chars().take(60).collect();
        fields.fault(
            named.at,
            format!("there is no priority \"{shown}\" under the focus area \"{focus_area}\""),
        );
        return None;
    }
    let priority = fields.checked(named, Slug::new)?;
    Some((at, Placement { focus_area, priority: Some(priority.value) }))
}

/// The change notes, one for each indicator that a section names; in order of time. Sections may share a name as long as they
/// are about different indicators: a note on several may have been reworded for one.
pub(super) fn change_notes(
    reader: &Reader<'_>,
    sections: Vec<Fields<'_>>,
    names: &Names<'_>,
) -> Vec<(SectionAudience, ChangeNote)> {
    let mut notes: Vec<(SectionAudience, ChangeNote)> = Vec::new();
    let mut seen = BTreeSet::new();
    for (at, told, section) in each(sections, |fields| change_note(fields, names)) {
        let again: Vec<_> =
            section.iter().filter(|note| !seen.insert((note.slug.clone(), note.indicator.clone()))).collect();
        if let Some(again) = again.first() {
            reader.fault(at, format!("\"{}\" is given twice", again.slug));
        }
        notes.extend(section.into_iter().map(|note| (told, note)));
    }
    notes.sort_by(|(_, a), (_, b)| (a.on, &a.slug, &a.indicator).cmp(&(b.on, &b.slug, &b.indicator)));
    notes
}

/// The position of a section's name, its audience, and its notes.
fn change_note(
    mut fields: Fields<'_>,
    names: &Names<'_>,
) -> Option<(usize, SectionAudience, Vec<ChangeNote>)> {
    let at = fields.at();
    let slug = fields.slug("slug");
    let indicators = tie::to_all(&mut fields, "indicators", &names.indicators, "indicator");
    let on = fields.date("on");
    let kind = fields.word("kind", ChangeKind::ALL, ChangeKind::as_str);
    let effect = fields.word("effect", Effect::ALL, Effect::as_str);
    let text = fields.text("text");
    let source = fields.text("source");
    let told = fields.told();
    let mut distinct = indicators.clone().unwrap_or_default();
    distinct.sort();
    distinct.dedup();
    if indicators.as_ref().is_some_and(|indicators| indicators.len() > distinct.len()) {
        fields.fault(at, "the change note names an indicator twice");
    }
    if indicators.as_ref().is_some_and(Vec::is_empty) {
        fields.fault(at, "the change note needs at least one indicator: indicators = [\"...\"]");
    }
    fields.finish();
    let (named, on, kind, effect, text, source) = (slug?, on?.value, kind?, effect?, text?, source?);
    let slug = named.value;
    let of = |indicator: Slug| ChangeNote {
        slug: slug.clone(),
        indicator,
        on,
        kind,
        effect,
        text: text.value.trim().to_owned(),
        source: source.value.trim().to_owned(),
    };
    Some((named.at, told?, indicators?.into_iter().map(of).collect()))
}
