//! The parts of the plan itself, its organisations and its areas.

use super::{
    claim, each,
    fields::{At, Faulty, Fields, Reader},
    names::{Names, known},
    tie,
};
use crate::{
    area::{Area, AreaCode, Level},
    indicator::Indicator,
    organisation::Organisation,
    plan::{Evidence, FocusArea, Nature, Plan, PlanYear, Priority, Strategy},
    slug::Slug,
};
use chrono::NaiveDate;

fn owned(text: At<&str>) -> String {
    text.value.trim().to_owned()
}

pub(super) fn plan(mut fields: Fields<'_>, names: &Names<'_>) -> Option<Plan> {
    let slug = fields.slug("slug");
    let name = fields.text("name");
    let partnership = fields.text("partnership");
    let vision = fields.text("vision");
    let area = fields.text("area").and_then(|text| tie::area(&fields, text, &names.areas));
    let comparators = fields.texts("comparators").map(|texts| {
        texts.into_iter().map(|text| tie::area(&fields, text, &names.areas)).collect::<Option<Vec<_>>>()
    });
    let source = fields.text("source");
    let note = fields.optional_text("note");
    let nature = fields.optional_word("nature", Nature::ALL, Nature::as_str);
    fields.finish();
    if let (Some(area), Some(Some(comparators))) = (&area, &comparators) {
        let mut seen = vec![area];
        for comparator in comparators {
            if seen.contains(&comparator) {
                let message = format!("the comparators name {comparator} twice, or the plan's own area");
                fields.fault(fields.at(), message);
            }
            seen.push(comparator);
        }
    }
    Some(Plan {
        slug: slug?.value,
        name: owned(name?),
        partnership: owned(partnership?),
        vision: owned(vision?),
        area: area?,
        comparators: comparators??,
        source: owned(source?),
        note: note.ok()?.map(owned),
        // Only `outcomes demo` makes an illustrative plan, and the file of such a plan says so.
        nature: nature.ok()?.unwrap_or(Nature::Real),
    })
}

/// The plan's years, which must follow one another and not overlap.
pub(super) fn years(reader: &Reader<'_>, sections: Vec<Fields<'_>>) -> Vec<PlanYear> {
    let mut years: Vec<PlanYear> = Vec::new();
    for mut fields in sections {
        let at = fields.at();
        let slug = fields.slug("slug");
        let first = fields.date("first");
        let last = fields.date("last");
        fields.finish();
        let (Some(slug), Some(first), Some(last)) = (slug, first, last) else { continue };
        if last.value < first.value {
            reader.fault(last.at, format!("the plan year {} ends before it starts", slug.value));
            continue;
        }
        if let Some(before) = years.last()
            && first.value <= before.last
        {
            let message = format!(
                "the plan year {} starts on {}, before {} has ended: plan years cannot overlap",
                slug.value, first.value, before.slug
            );
            reader.fault(first.at, message);
            continue;
        }
        if slug.value.as_str() == "all" {
            reader.fault(at, "a plan year cannot be called \"all\"");
        }
        years.push(PlanYear { slug: slug.value, first: first.value, last: last.value });
    }
    if years.is_empty() {
        reader.fault(0, "a plan needs at least one [[year]]");
    }
    years
}

pub(super) fn focus_area(mut fields: Fields<'_>) -> Option<FocusArea> {
    let slug = fields.slug("slug");
    let name = fields.text("name");
    let summary = fields.text("summary");
    fields.finish();
    Some(FocusArea { slug: slug?.value, name: owned(name?), summary: owned(summary?) })
}

/// The priorities, one for each plan year that a section names. Within a section each follows the one before it; the
/// first follows what `follows` says.
pub(super) fn priorities(
    reader: &Reader<'_>,
    sections: Vec<Fields<'_>>,
    names: &Names<'_>,
    years: &[PlanYear],
) -> Vec<Priority> {
    let mut priorities: Vec<Priority> = Vec::new();
    // Which priority follows which, to be checked once all are known: the position, the priority that is followed, and the first day.
    let mut claims: Vec<(usize, Slug, NaiveDate)> = Vec::new();
    for mut fields in sections {
        let at = fields.at();
        let slug = fields.slug("slug");
        let focus_area = tie::to(&mut fields, "focus-area", &names.focus_areas, "focus area");
        let name = fields.text("name");
        let summary = fields.text("summary");
        let in_years = fields.texts("years");
        let follows = fields.optional_text("follows");
        let in_years: Vec<_> = in_years
            .unwrap_or_default()
            .into_iter()
            .filter(|year| known(&fields, &names.years, "plan year", *year))
            .collect();
        fields.finish();
        if in_years.is_empty() {
            reader.fault(at, "a priority needs at least one plan year: years = [\"...\"]");
        }
        let follows = match follows {
            Ok(Some(earlier)) => fields.checked(earlier, Slug::new).map(Some).ok_or(Faulty),
            Ok(None) => Ok(None),
            Err(faulty) => Err(faulty),
        };
        let (Some(slug), Some(focus_area), Some(name), Some(summary), Ok(follows)) =
            (slug, focus_area, name, summary, follows)
        else {
            continue;
        };
        let mut ordered: Vec<_> = years
            .iter()
            .filter(|year| in_years.iter().any(|named| named.value == year.slug.as_str()))
            .collect();
        ordered.sort_by_key(|year| year.first);
        let first = ordered.first().map(|year| year.first);
        // If no year could be read the fault is the year's.
        if let (Some(earlier), Some(first)) = (&follows, first) {
            claims.push((earlier.at, earlier.value.clone(), first));
        }
        let mut follows = follows.map(|earlier| earlier.value);
        for year in ordered {
            if priorities.iter().any(|other| other.slug == slug.value && other.year == year.slug) {
                reader.fault(slug.at, format!("\"{}\" is given twice for {}", slug.value, year.slug));
                continue;
            }
            priorities.push(Priority {
                slug: slug.value.clone(),
                year: year.slug.clone(),
                focus_area: focus_area.clone(),
                name: owned(name),
                summary: owned(summary),
                follows: follows.replace(slug.value.clone()),
            });
        }
    }
    for (at, earlier, from) in claims {
        let starts =
            |priority: &Priority| years.iter().find(|year| year.slug == priority.year).map(|year| year.first);
        let precedes = |priority: &&Priority| {
            priority.slug == earlier && starts(priority).is_some_and(|start| start < from)
        };
        if !priorities.iter().any(|priority| precedes(&priority)) {
            reader.fault(at, format!("no earlier plan year has a priority \"{earlier}\" to follow"));
        }
    }
    priorities
}

pub(super) fn strategy(mut fields: Fields<'_>) -> Option<Strategy> {
    let slug = fields.slug("slug");
    let text = fields.text("text");
    fields.finish();
    Some(Strategy { slug: slug?.value, text: owned(text?) })
}

pub(super) fn evidence(
    mut fields: Fields<'_>,
    names: &Names<'_>,
    indicators: &[Indicator],
) -> Option<Evidence> {
    let slug = fields.slug("slug");
    let text = fields.text("text");
    let said = fields.date("said");
    let focus_area = tie::maybe_to(&mut fields, "focus-area", &names.focus_areas, "focus area");
    let indicator = tie::maybe_to(&mut fields, "indicator", &names.indicators, "indicator");
    let claim = claim::maybe(&mut fields, names, indicators);
    fields.finish();
    Some(Evidence {
        slug: slug?.value,
        text: owned(text?),
        said: said?.value,
        focus_area: focus_area.ok()?,
        indicator: indicator.ok()?,
        claim: claim.ok()?,
    })
}

/// The plan's partners, and every organisation; a circular line of successors is a fault.
pub(super) fn organisations(
    reader: &Reader<'_>,
    sections: Vec<Fields<'_>>,
    names: &Names<'_>,
) -> (Vec<Slug>, Vec<Organisation>) {
    let found = each(sections, |fields| organisation(fields, names));
    let heir = |slug: &Slug| found.iter().find(|(.., other)| other.slug == *slug)?.2.successor.as_ref();
    for (at, _, organisation) in &found {
        let mut line = std::iter::successors(heir(&organisation.slug), |slug| heir(slug)).take(found.len());
        if line.any(|slug| *slug == organisation.slug) {
            reader.fault(*at, "an organisation cannot succeed itself, directly or through others");
        }
    }
    let partners = found.iter().filter(|(_, part, _)| *part == Part::Partner);
    let partners = partners.map(|(.., organisation)| organisation.slug.clone()).collect();
    (partners, found.into_iter().map(|(.., organisation)| organisation).collect())
}

/// The part of an organisation in the plan.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Partner,
    /// Only named by it, for example as a successor.
    Named,
}

fn organisation(mut fields: Fields<'_>, names: &Names<'_>) -> Option<(usize, Part, Organisation)> {
    let slug = fields.slug("slug");
    let name = fields.text("name");
    let ended = fields.optional_date("ended");
    let successor = tie::maybe_to(&mut fields, "successor", &names.organisations, "organisation");
    let is_partner = fields.optional_truth("partner");
    fields.finish();
    let (slug, name, ended, successor) = (slug?, name?, ended.ok()?, successor.ok()?);
    if successor.is_some() && ended.is_none() {
        fields.fault(slug.at, "an organisation with a successor needs an end date: add ended = 2022-06-30");
    }
    let ended = ended.map(|day| day.value);
    let part = if is_partner.ok()?.unwrap_or(true) { Part::Partner } else { Part::Named };
    Some((slug.at, part, Organisation { slug: slug.value, name: owned(name), ended, successor }))
}

pub(super) fn area(mut fields: Fields<'_>) -> Option<Area> {
    let code = fields.text("code").and_then(|text| fields.checked(text, AreaCode::new));
    let name = fields.text("name");
    let level = fields.word("level", Level::ALL, Level::as_str);
    fields.finish();
    Some(Area { code: code?.value, name: owned(name?), level: level? })
}
