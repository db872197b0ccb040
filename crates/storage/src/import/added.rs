//! Indicators and areas that a file needs and the record lacks. They are added as the file tells of them; a plan that names
//! them later has the better word.

use super::bulk::place;
use crate::{
    Error,
    cell::Cell,
    plan::{NO_PLAN, indicator_rows},
    table::{self, Table, places},
    write::{Open, Write, in_open},
};
use chrono::NaiveDate;
use domain::{
    access::{Action, Reach, Visitor},
    area::Area,
    indicator::{Basis, Indicator, Timing},
    proposal::{Proposal, ProposedIndicator},
    slug::Slug,
};
use sqlx::AssertSqlSafe;
use std::collections::{HashMap, HashSet};

/// An indicator that the record lacks.
#[derive(Clone, Debug, PartialEq)]
pub struct AddedIndicator {
    /// As the file tells of it.
    pub indicator: ProposedIndicator,
    /// How many figures the file has of it, absences included.
    pub figures: u64,
}

/// Who answers for an indicator where nobody is known: no organisation has this name, so nobody may record for it.
const NOBODY: &str = "not-stated";

/// So many names are asked about at once.
const AT_ONCE: usize = 500;

/// The indicators of a file that the record lacks.
pub(super) async fn indicators(open: &mut Open, proposal: &Proposal) -> Result<Vec<AddedIndicator>, Error> {
    let names: Vec<&str> = proposal.indicators.iter().map(|indicator| indicator.slug.as_str()).collect();
    let known = standing(open, &table::INDICATOR, &names).await?;
    let is_new = |added: &AddedIndicator| !known.contains(added.indicator.slug.as_str());
    Ok(all_indicators(proposal).into_iter().filter(is_new).collect())
}

/// Every indicator that a file has figures of.
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
    let known = standing(open, &table::AREA, &names).await?;
    Ok(proposal.areas.iter().filter(|area| !known.contains(area.code.as_str())).cloned().collect())
}

/// Which of some names a table has. The first column of the table names its rows.
async fn standing(open: &mut Open, table: &Table, names: &[&str]) -> Result<HashSet<String>, Error> {
    let mut known = HashSet::new();
    let column = table.columns.first().map_or("slug", |(name, _)| *name);
    for some in names.chunks(AT_ONCE) {
        let sql = format!(
            "SELECT {column} FROM {} WHERE superseded_in IS NULL AND {column} IN ({})",
            table.name,
            places(1, some.len())
        );
        let found: Vec<String> = in_open!(open, connection => {
            let query = sqlx::query_scalar(AssertSqlSafe(sql));
            some.iter().fold(query, |query, name| query.bind(*name)).fetch_all(connection).await
        })?;
        known.extend(found);
    }
    Ok(known)
}

/// Adds indicators and areas after those that there are.
pub(super) async fn put(
    write: &mut Write,
    proposal: &Proposal,
    indicators: &[AddedIndicator],
    areas: &[Area],
) -> Result<(), Error> {
    let from = next_position(write, &table::AREA).await?;
    for (position, area) in (from..).zip(areas) {
        let (code, name) = (area.code.as_str().into(), area.name.as_str().into());
        write.insert(&table::AREA, &[code, position.into(), name, area.level.as_str().into()]).await?;
    }
    if indicators.is_empty() {
        return Ok(());
    }
    let owner = owner(write).await?;
    let begins = first_days(proposal);
    let from = next_position(write, &table::INDICATOR).await?;
    for (position, AddedIndicator { indicator, .. }) in (from..).zip(indicators) {
        let row = indicator_rows(&[indicator_of(indicator, &owner)]).pop();
        let Some(mut row) = row else { continue };
        if let Some(cell) = table::INDICATOR.place("position").and_then(|place| row.get_mut(place)) {
            *cell = position.into();
        }
        write.insert(&table::INDICATOR, &row).await?;
        let Some(begins) = begins.get(&indicator.slug) else { continue };
        let text = if indicator.definition.is_empty() { &indicator.name } else { &indicator.definition };
        let definition = [
            NO_PLAN.into(),
            indicator.slug.as_str().into(),
            (*begins).into(),
            text.as_str().into(),
            // What a file does not say either: most figures count what happened.
            Timing::Flow.as_str().into(),
        ];
        write.insert(&table::DEFINITION, &definition).await?;
    }
    Ok(())
}

/// An indicator as the record keeps it. Nobody placed it yet: that is for a plan lead.
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

async fn next_position(write: &mut Write, table: &Table) -> Result<i64, Error> {
    let sql = if table.name == table::AREA.name {
        "SELECT COALESCE(max(position), -1) + 1 FROM area WHERE superseded_in IS NULL"
    } else {
        "SELECT COALESCE(max(position), -1) + 1 FROM indicator WHERE superseded_in IS NULL"
    };
    Ok(write.number_of(sql, &[]).await?.unwrap_or(0))
}

/// Who answers for what is added: the importer's own organisation, else the first partner of a plan, else the first
/// organisation that there is.
async fn owner(write: &mut Write) -> Result<Slug, Error> {
    if let Visitor::Person(person) = write.visitor() {
        let imports =
            person.grants.iter().find(|grant| grant.role.reach(Action::ImportFigures) != Reach::Nothing);
        if let Some(grant) = imports.or(person.grants.first()) {
            return Ok(grant.organisation.clone());
        }
    }
    for (table, slug, position) in [(&table::PARTNER, 1, 2), (&table::ORGANISATION, 0, 1)] {
        let rows = write.newest(table).await?;
        let place = |row: &[Cell]| match row.get(position) {
            Some(Cell::Whole(Some(position))) => *position,
            _ => i64::MAX,
        };
        let first = rows.iter().map(|newest| &newest.row).min_by_key(|row| place(row));
        if let Some(slug) = first.and_then(|row| Slug::new(&row.get(slug)?.told()?).ok()) {
            return Ok(slug);
        }
    }
    Slug::new(NOBODY).map_err(|error| Error::Unreadable { what: "organisation", text: error.to_string() })
}
