//! Indicators and areas that a file needs and the record lacks. They are added as the file describes them; a plan that names
//! them later overrides that.

use super::bulk::place;
use crate::{
    error::Error,
    open::Open,
    sql::{Column, NameOrNone, places},
    table::{AreaRow, DefinitionRow, IndicatorRow, Loaded, OrganisationRow, PartnerRow, Versioned},
    write::Write,
};
use chrono::NaiveDate;
use domain::{
    access::{Action, Reach, Visitor},
    area::Area,
    indicator::{Basis, Indicator, Timing},
    proposal::{Proposal, ProposedIndicator},
    slug::Slug,
};
use std::collections::{HashMap, HashSet};

/// An indicator that the record lacks.
#[derive(Clone, Debug, PartialEq)]
pub struct AddedIndicator {
    /// As the file describes it.
    pub indicator: ProposedIndicator,
    /// How many figures the file has for it, absences included.
    pub figures: u64,
}

/// The owner of an indicator where none is known: no organisation has this name, so nobody may record for it.
const NOBODY: &str = "not-stated";

/// How many names one query asks about.
const AT_ONCE: usize = 500;

/// The indicators of a file that the record lacks.
pub(super) async fn indicators(open: &mut Open, proposal: &Proposal) -> Result<Vec<AddedIndicator>, Error> {
    let names: Vec<&str> = proposal.indicators.iter().map(|indicator| indicator.slug.as_str()).collect();
    let known = known::<IndicatorRow>(open, &names).await?;
    let is_new = |added: &AddedIndicator| !known.contains(added.indicator.slug.as_str());
    Ok(all_indicators(proposal).into_iter().filter(is_new).collect())
}

/// Every indicator that a file has figures for.
pub(super) fn all_indicators(proposal: &Proposal) -> Vec<AddedIndicator> {
    let mut counts: HashMap<&Slug, u64> = HashMap::new();
    for figure in &proposal.figures {
        if let Some(series) = proposal.series.get(place(figure.series)) {
            *counts.entry(&series.indicator).or_default() += 1;
        }
    }
    let added = |indicator: &ProposedIndicator| {
        let figures = *counts.get(&indicator.slug)?;
        Some(AddedIndicator { indicator: indicator.clone(), figures })
    };
    proposal.indicators.iter().filter_map(added).collect()
}

/// The areas of a file that the record lacks.
pub(super) async fn areas(open: &mut Open, proposal: &Proposal) -> Result<Vec<Area>, Error> {
    let names: Vec<&str> = proposal.areas.iter().map(|area| area.code.as_str()).collect();
    let known = known::<AreaRow>(open, &names).await?;
    Ok(proposal.areas.iter().filter(|area| !known.contains(area.code.as_str())).cloned().collect())
}

/// The names that the rows of a table have, out of some. The first column of its key is the name.
async fn known<T: Versioned>(open: &mut Open, names: &[&str]) -> Result<HashSet<String>, Error> {
    let mut known = HashSet::new();
    let column = T::COLUMNS.first().copied().unwrap_or_default();
    for some in names.chunks(AT_ONCE) {
        let sql = format!(
            "SELECT {column} FROM {} WHERE superseded_in IS NULL AND {column} IN ({})",
            T::TABLE,
            places(1, some.len())
        );
        let mut bound = open.bound();
        some.iter().for_each(|name| bound.text(Some(name)));
        for row in open.rows_of(sql, bound).await? {
            known.insert(String::read(&row, 0, T::WHAT)?);
        }
    }
    Ok(known)
}

/// Adds indicators and areas after the existing ones.
pub(super) async fn put(
    write: &mut Write,
    proposal: &Proposal,
    indicators: &[AddedIndicator],
    areas: &[Area],
) -> Result<(), Error> {
    let from = next_position::<AreaRow>(write).await?;
    for (position, area) in (from..).zip(areas) {
        write.insert(&AreaRow::of(area, position)).await?;
    }
    if indicators.is_empty() {
        return Ok(());
    }
    let owner = owner(write).await?;
    let begins = first_days(proposal);
    let from = next_position::<IndicatorRow>(write).await?;
    for (position, AddedIndicator { indicator, .. }) in (from..).zip(indicators) {
        write.insert(&IndicatorRow::of(&indicator_of(indicator, &owner), position)).await?;
        let Some(begins) = begins.get(&indicator.slug) else { continue };
        let text = if indicator.definition.is_empty() { &indicator.name } else { &indicator.definition };
        let definition = DefinitionRow {
            plan: NameOrNone(None),
            indicator: indicator.slug.clone(),
            starts: *begins,
            text: text.clone(),
            // Files do not say this either: most figures count what happened.
            timing: Timing::Flow,
        };
        write.insert(&definition).await?;
    }
    Ok(())
}

/// An indicator as the record keeps it, not yet placed: that is for a plan lead.
fn indicator_of(proposed: &ProposedIndicator, owner: &Slug) -> Indicator {
    Indicator {
        slug: proposed.slug.clone(),
        name: proposed.name.clone(),
        measure: proposed.measure,
        unit: proposed.unit.clone(),
        decimals: proposed.decimals.min(6),
        polarity: proposed.polarity,
        frequency: proposed.frequency,
        owner: owner.clone(),
        origin: proposed.origin,
        basis: Basis::NotStated,
        source: proposed.source.clone(),
        retired: None,
        lag: domain::indicator::USUAL_LAG,
        definitions: Vec::new(),
        placements: Vec::new(),
    }
}

/// The first day that a file has a figure for, by indicator.
fn first_days(proposal: &Proposal) -> HashMap<&Slug, NaiveDate> {
    let mut first = HashMap::new();
    for figure in &proposal.figures {
        if let Some(series) = proposal.series.get(place(figure.series)) {
            let begins = figure.period.first();
            first
                .entry(&series.indicator)
                .and_modify(|day: &mut NaiveDate| *day = begins.min(*day))
                .or_insert(begins);
        }
    }
    first
}

/// The position after the last one of a table.
async fn next_position<T: Loaded>(write: &mut Write) -> Result<i64, Error> {
    let last = write.newest::<T>().await?.iter().filter_map(|newest| newest.row.position()).max();
    Ok(last.map_or(0, |last| last + 1))
}

/// The owner of what is added: the importer's own organisation, else the first partner of a plan, else the first
/// organisation.
async fn owner(write: &mut Write) -> Result<Slug, Error> {
    if let Visitor::Person(person) = write.visitor() {
        let imports =
            person.grants.iter().find(|grant| grant.role.reach(Action::ImportFigures) != Reach::Nothing);
        if let Some(grant) = imports.or(person.grants.first()) {
            return Ok(grant.organisation.clone());
        }
    }
    let partners = write.newest::<PartnerRow>().await?;
    let first = partners.into_iter().map(|newest| newest.row).min_by_key(|row| row.position);
    if let Some(partner) = first {
        return Ok(partner.organisation);
    }
    let organisations = write.newest::<OrganisationRow>().await?;
    let first = organisations.into_iter().map(|newest| newest.row).min_by_key(|row| row.position);
    if let Some(organisation) = first {
        return Ok(organisation.slug);
    }
    Slug::new(NOBODY).map_err(|error| Error::Unreadable { what: "organisation", text: error.to_string() })
}
