//! The tables of a plan put together.

use super::conceal::Seen;
use crate::{
    desk::Desk,
    error::Error,
    table::{
        AreaRow, ChangeNoteRow, ClaimKey, ClaimRow, DefinitionRow, EvidenceRow, FocusAreaRow, IndicatorRow,
        NeighbourSetRow, OrganisationRow, PartnerRow, PlacementRow, PlanRow, PlanYearRow, PointMarkRow,
        PriorityRow, RatingRuleRow, StrategyRow, TargetRow, Versioned,
    },
    versions::{as_at, as_at_with_source},
    write::Write,
};
use chrono::NaiveDate;
use domain::{
    access::Audience,
    indicator::Indicator,
    outline::{Outline, sort_rules},
    plan::{Evidence, Plan, PlanYear},
    point_mark::PointMark,
    slug::Slug,
    source::Source,
};
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// Where the rows come from: a desk, or a write, during which nobody else can change anything.
pub(super) enum From<'a> {
    Desk(&'a Desk),
    Write(&'a mut Write),
}

impl From<'_> {
    /// The rows of a table, in its order.
    async fn rows<T: Versioned>(&mut self) -> Result<Vec<T>, Error> {
        match self {
            Self::Desk(desk) => as_at(desk, &[]).await,
            Self::Write(write) => Ok(write.newest().await?.into_iter().map(|newest| newest.row).collect()),
        }
    }

    /// The same, each with the source of the write that put it there.
    async fn rows_with_source<T: Versioned>(&mut self) -> Result<Vec<(T, Source)>, Error> {
        match self {
            Self::Desk(desk) => as_at_with_source(desk).await,
            Self::Write(write) => {
                let newest = write.newest().await?.into_iter();
                Ok(newest.map(|newest| (newest.row, newest.source)).collect())
            }
        }
    }

    fn audience(&self) -> Audience {
        match self {
            Self::Desk(desk) => desk.visitor().audience(),
            Self::Write(write) => write.visitor().audience(),
        }
    }
}

/// Which plan to read.
pub(super) enum Which<'a> {
    /// The one that pages open on at a day.
    Current(NaiveDate),
    /// The one of this name.
    Named(&'a Slug),
}

/// Every plan, in the order of their first days, each with that day; one without years last.
pub(super) async fn plans(desk: &Desk) -> Result<Vec<(Plan, Option<NaiveDate>)>, Error> {
    let plans: Vec<PlanRow> = as_at(desk, &[]).await?;
    let years: Vec<PlanYearRow> = as_at(desk, &[]).await?;
    let mut plans: Vec<_> = plans
        .into_iter()
        .map(|plan| {
            let first = first_day(&years, &plan.slug);
            (plan.plan(), first)
        })
        .collect();
    plans.sort_by_key(|(_, first)| (first.is_none(), *first));
    Ok(plans)
}

/// A plan with all its parts.
pub(super) async fn outline(mut from: From<'_>, which: Which<'_>) -> Result<Option<Outline>, Error> {
    let plans: Vec<PlanRow> = from.rows().await?;
    let years: Vec<PlanYearRow> = from.rows().await?;
    let Some(plan) = chosen(&plans, &years, &which) else { return Ok(None) };
    let plan = plan.plan();
    let slug = plan.slug.clone();
    let indicators: Vec<IndicatorRow> = from.rows().await?;
    let definitions: Vec<DefinitionRow> = from.rows().await?;
    let definitions = preferring(
        definitions,
        |row| row.plan.0.as_ref() == Some(&slug),
        |row| (row.indicator.clone(), row.starts),
    );
    let seen = Seen::by(from.audience(), &indicators);
    let targets = seen.targets(from.rows_with_source().await?);
    let key = |row: &TargetRow| {
        let (series, kind) =
            ((row.indicator.clone(), row.area.clone(), row.breakdown.clone()), row.period_kind);
        (series, kind, row.first, row.last)
    };
    let targets = preferring(targets, |row| row.plan == slug, key);
    let notes: Vec<ChangeNoteRow> = seen.notes(from.rows_with_source().await?);
    let notes = preferring(notes, |row| row.plan == slug, |row| (row.slug.clone(), row.indicator.clone()));
    let mut rules: Vec<RatingRuleRow> = seen.rules(from.rows_with_source().await?);
    rules.retain(|rule| rule.plan == slug);
    let marks = seen.marks(from.rows_with_source().await?);
    let claims = seen.claims(from.rows_with_source().await?);
    let mut placements: Vec<PlacementRow> = from.rows().await?;
    placements.retain(|row| row.plan == slug);
    let sets: Vec<NeighbourSetRow> = from.rows().await?;
    let sets = preferring(sets, |row| row.plan == slug, |row| (row.area.clone(), row.starts));
    let years = years.into_iter().filter(|year| year.plan == slug);
    let years: Vec<PlanYear> = years.map(PlanYearRow::year).collect();
    let mut rating_rules = rules.into_iter().map(RatingRuleRow::rule).collect::<Result<Vec<_>, _>>()?;
    let indicators = put_together(indicators, definitions, placements)?;
    sort_rules(&mut rating_rules, &indicators, &years);
    let mut focus_areas: Vec<FocusAreaRow> = from.rows().await?;
    focus_areas.retain(|row| row.plan == slug);
    let mut priorities: Vec<PriorityRow> = from.rows().await?;
    priorities.retain(|row| row.plan == slug);
    let mut strategies: Vec<StrategyRow> = from.rows().await?;
    strategies.retain(|row| row.plan == slug);
    let mut evidence: Vec<EvidenceRow> = from.rows().await?;
    evidence.retain(|row| row.plan == slug);
    let evidence = with_claims(evidence, claims)?;
    let organisations: Vec<OrganisationRow> = from.rows().await?;
    let mut partners: Vec<PartnerRow> = from.rows().await?;
    partners.retain(|row| row.plan == slug);
    let areas: Vec<AreaRow> = from.rows().await?;
    Ok(Some(Outline {
        years,
        focus_areas: focus_areas.into_iter().map(FocusAreaRow::focus_area).collect(),
        priorities: priorities.into_iter().map(PriorityRow::priority).collect(),
        strategies: strategies.into_iter().map(StrategyRow::strategy).collect(),
        evidence,
        organisations: organisations.into_iter().map(OrganisationRow::organisation).collect(),
        partners: partners.into_iter().map(|row| row.organisation).collect(),
        areas: areas.into_iter().map(AreaRow::area).collect(),
        neighbour_sets: sets.into_iter().map(NeighbourSetRow::set).collect(),
        indicators,
        targets: targets.into_iter().map(TargetRow::target).collect::<Result<_, _>>()?,
        rating_rules,
        change_notes: notes.into_iter().map(ChangeNoteRow::note).collect(),
        marks: in_force(marks)?,
        plan,
    }))
}

/// A plan's evidence statements, each with the claim that it carries.
fn with_claims(evidence: Vec<EvidenceRow>, claims: Vec<ClaimRow>) -> Result<Vec<Evidence>, Error> {
    let mut claims: HashMap<_, _> = claims.into_iter().map(|row| (row.key(), row)).collect();
    let whole = |row: EvidenceRow| {
        let claim = claims.remove(&ClaimKey::of_statement(&row.plan, &row.slug));
        Ok(row.evidence(claim.map(ClaimRow::claim).transpose()?))
    };
    evidence.into_iter().map(whole).collect()
}

/// The marks in force: of a figure that was marked as a published one and as the partners', the one that was recorded last.
fn in_force(rows: Vec<PointMarkRow>) -> Result<Vec<PointMark>, Error> {
    let mut marks: Vec<PointMark> = Vec::with_capacity(rows.len());
    // Rows of one figure are side by side, in the order in which they were recorded.
    for row in rows {
        let mark = row.point_mark()?;
        let cell = |mark: &PointMark| (mark.series.clone(), mark.period);
        if marks.last().map(cell) == Some(cell(&mark)) {
            marks.pop();
        }
        marks.push(mark);
    }
    Ok(marks)
}

/// The plan to read, if it exists.
fn chosen(plans: &[PlanRow], years: &[PlanYearRow], which: &Which<'_>) -> Option<PlanRow> {
    let first_day = |plan: &PlanRow| first_day(years, &plan.slug);
    let chosen = match which {
        Which::Named(slug) => plans.iter().find(|plan| plan.slug == **slug),
        Which::Current(today) => {
            let begun = plans.iter().filter(|plan| first_day(plan).is_some_and(|day| day <= *today));
            let last = begun.max_by_key(|plan| first_day(plan));
            last.or_else(|| plans.iter().min_by_key(|plan| first_day(plan)))
        }
    };
    chosen.cloned()
}

/// Indicators with their data from other tables. A file may have brought tens of thousands.
pub(super) fn put_together(
    rows: Vec<IndicatorRow>,
    definitions: Vec<DefinitionRow>,
    placements: Vec<PlacementRow>,
) -> Result<Vec<Indicator>, Error> {
    let definitions = definitions.into_iter().map(|row| (row.indicator.clone(), row.definition()));
    let placements = placements.into_iter().map(|row| (row.indicator.clone(), row.placement()));
    let (mut definitions, mut placements) = (by_indicator(definitions), by_indicator(placements));
    let whole = |row: IndicatorRow| {
        let definitions = definitions.remove(&row.slug).unwrap_or_default();
        let placements = placements.remove(&row.slug).unwrap_or_default();
        row.indicator(definitions, placements)
    };
    rows.into_iter().map(whole).collect()
}

/// Groups items by indicator, in their order.
fn by_indicator<T>(all: impl Iterator<Item = (Slug, T)>) -> HashMap<Slug, Vec<T>> {
    let mut each: HashMap<Slug, Vec<T>> = HashMap::new();
    for (indicator, item) in all {
        each.entry(indicator).or_default().push(item);
    }
    each
}

/// Rows that several plans' files may give: where more than one gives the same key (ignoring the plan), the plan's own, or else the first.
fn preferring<T, K: Hash + Eq>(rows: Vec<T>, is_own: impl Fn(&T) -> bool, key: impl Fn(&T) -> K) -> Vec<T> {
    let mut seen: HashSet<K> = rows.iter().filter(|row| is_own(row)).map(&key).collect();
    rows.into_iter().filter(|row| is_own(row) || seen.insert(key(row))).collect()
}

fn first_day(years: &[PlanYearRow], plan: &Slug) -> Option<NaiveDate> {
    years.iter().find(|year| year.plan == *plan).map(|year| year.first)
}
