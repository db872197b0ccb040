//! The tables of a plan put together.

use super::{conceal, rows};
use crate::{
    Desk, Error,
    cell::{Cell, Holds, cells},
    db::on,
    figure, table,
    table::Table,
    write::{Newest, Write},
};
use chrono::NaiveDate;
use domain::{
    access::Audience,
    outline::{Outline, sort_rules},
    plan::{Plan, PlanYear},
    slug::Slug,
};
use sqlx::AssertSqlSafe;

/// Rows of a table as they stood at the desk's moment.
pub(crate) async fn rows_of(
    desk: &Desk,
    table: &Table,
    order: &'static str,
) -> Result<Vec<Vec<Cell>>, Error> {
    select(desk, format!("{} ORDER BY {order}", table.select_as_at()), table.holds()).await
}

/// The same, each with what the write did that put it there as a last cell.
async fn rows_with_deed(desk: &Desk, table: &Table, order: &'static str) -> Result<Vec<Vec<Cell>>, Error> {
    let mut holds = table.holds();
    holds.push(Holds::Text);
    select(desk, format!("{} ORDER BY {order}", table.select_as_at_with_deed()), holds).await
}

/// Rows by a query that is made of the constants of `table` and of this module alone.
async fn select(desk: &Desk, sql: String, holds: Vec<Holds>) -> Result<Vec<Vec<Cell>>, Error> {
    on!(desk.db(), pool => {
        let rows = sqlx::query(AssertSqlSafe(sql)).bind(desk.number()).fetch_all(pool).await?;
        rows.iter().map(|row| Ok(cells(row, &holds)?)).collect()
    })
}

/// Where the rows come from: a desk, or a write that nobody else can change anything beside.
pub(super) enum Source<'a> {
    Desk(&'a Desk),
    Write(&'a mut Write),
}

impl Source<'_> {
    async fn rows(&mut self, table: &Table, order: &'static str) -> Result<Vec<Vec<Cell>>, Error> {
        match self {
            Self::Desk(desk) => rows_of(desk, table, order).await,
            Self::Write(write) => {
                let rows = write.newest(table).await?.into_iter().map(|newest| newest.row).collect();
                Ok(sorted(table, order, rows))
            }
        }
    }

    async fn rows_with_deed(&mut self, table: &Table, order: &'static str) -> Result<Vec<Vec<Cell>>, Error> {
        match self {
            Self::Desk(desk) => rows_with_deed(desk, table, order).await,
            Self::Write(write) => {
                let rows = write.newest(table).await?.into_iter().map(Newest::with_deed).collect();
                Ok(sorted(table, order, rows))
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

/// Rows in the order that a query would give them in.
fn sorted(table: &Table, order: &str, mut rows: Vec<Vec<Cell>>) -> Vec<Vec<Cell>> {
    let places: Vec<_> = order.split(", ").filter_map(|column| table.place(column)).collect();
    let key = |row: &Vec<Cell>| -> Vec<(i64, String)> {
        let cells = places.iter().filter_map(|place| row.get(*place));
        cells
            .map(|cell| match cell {
                Cell::Whole(number) => (number.unwrap_or(i64::MAX), String::new()),
                other => (0, other.told().unwrap_or_default()),
            })
            .collect()
    };
    rows.sort_by_cached_key(key);
    rows
}

/// Which plan is meant.
pub(super) enum Which<'a> {
    /// The one that a day opens on.
    Current(NaiveDate),
    /// The one of this name.
    Named(&'a Slug),
}

/// Every plan, in the order of their first days, each with that day; one without years last.
pub(super) async fn plans(desk: &Desk) -> Result<Vec<(Plan, Option<NaiveDate>)>, Error> {
    let plans = rows::plans(rows_of(desk, &table::PLAN, "slug").await?)?;
    let years = rows::years(rows_of(desk, &table::PLAN_YEAR, "first").await?)?;
    let mut plans: Vec<_> = plans
        .into_iter()
        .map(|plan| {
            let first = first_day(&years, &plan.slug);
            (plan, first)
        })
        .collect();
    plans.sort_by_key(|(_, first)| (first.is_none(), *first));
    Ok(plans)
}

/// A plan with all its parts.
pub(super) async fn outline(mut source: Source<'_>, which: Which<'_>) -> Result<Option<Outline>, Error> {
    let plans = rows::plans(source.rows(&table::PLAN, "slug").await?)?;
    let years = rows::years(source.rows(&table::PLAN_YEAR, "first").await?)?;
    let first_day = |slug: &Slug| first_day(&years, slug);
    let chosen = match which {
        Which::Named(slug) => plans.iter().find(|plan| plan.slug == *slug),
        Which::Current(today) => {
            let begun = plans.iter().filter(|plan| first_day(&plan.slug).is_some_and(|day| day <= today));
            let last = begun.max_by_key(|plan| first_day(&plan.slug));
            last.or_else(|| plans.iter().min_by_key(|plan| first_day(&plan.slug)))
        }
    };
    let Some(plan) = chosen.cloned() else { return Ok(None) };
    let slug = plan.slug.clone();
    let ours = |rows: Vec<Vec<Cell>>| -> Vec<Vec<Cell>> {
        let key = Cell::from(slug.as_str());
        rows.into_iter().filter(|row| row.first() == Some(&key)).collect()
    };
    let indicators = source.rows(&table::INDICATOR, "position, slug").await?;
    let definitions = preferring(&slug, &table::DEFINITION, source.rows(&table::DEFINITION, "starts").await?);
    let audience = source.audience();
    let targets = source.rows_with_deed(&table::TARGET, "first").await?;
    let targets = preferring(&slug, &table::TARGET, conceal::targets(targets, &indicators, audience));
    let notes = source.rows_with_deed(&table::CHANGE_NOTE, "starts, slug").await?;
    let notes = preferring(&slug, &table::CHANGE_NOTE, conceal::notes(notes, &indicators, audience));
    let rules = source.rows_with_deed(&table::RATING_RULE, "year").await?;
    let rules = ours(conceal::rules(rules, &indicators, audience));
    let placements = ours(source.rows(&table::PLACEMENT, "position").await?);
    let sets = source.rows(&table::NEIGHBOUR_SET, "starts, area").await?;
    let sets = preferring(&slug, &table::NEIGHBOUR_SET, sets);
    let indicators = rows::indicators(indicators, definitions, placements)?;
    let years: Vec<_> = years.into_iter().filter(|(of, _)| *of == slug).map(|(_, year)| year).collect();
    let mut rating_rules = rows::rating_rules(rules)?;
    sort_rules(&mut rating_rules, &indicators, &years);
    Ok(Some(Outline {
        years,
        focus_areas: rows::focus_areas(ours(source.rows(&table::FOCUS_AREA, "position").await?))?,
        priorities: rows::priorities(ours(source.rows(&table::PRIORITY, "position").await?))?,
        strategies: rows::strategies(ours(source.rows(&table::STRATEGY, "position").await?))?,
        evidence: rows::evidence(ours(source.rows(&table::EVIDENCE, "position").await?))?,
        organisations: rows::organisations(source.rows(&table::ORGANISATION, "position, slug").await?)?,
        partners: rows::partners(ours(source.rows(&table::PARTNER, "position").await?))?,
        areas: rows::areas(source.rows(&table::AREA, "position, code").await?)?,
        neighbour_sets: rows::neighbour_sets(sets)?,
        indicators,
        targets: figure::targets(targets)?,
        rating_rules,
        change_notes: rows::change_notes(notes)?,
        plan,
    }))
}

/// Rows that several plans' files may give, without the plan that each is from: what more than one gives is taken from
/// the file of `plan`, or else from the first.
fn preferring(plan: &Slug, table: &Table, rows: Vec<Vec<Cell>>) -> Vec<Vec<Cell>> {
    let own = Cell::from(plan.as_str());
    let is_own = |row: &[Cell]| row.first() == Some(&own);
    let key = |row: &[Cell]| row.get(1..table.key).map(<[Cell]>::to_vec);
    let own_keys: Vec<_> = rows.iter().filter(|row| is_own(row)).map(|row| key(row)).collect();
    let mut seen = own_keys;
    let mut kept = Vec::with_capacity(rows.len());
    for row in rows {
        let is_new = !seen.contains(&key(&row));
        if is_own(&row) || is_new {
            seen.extend(is_new.then(|| key(&row)));
            kept.push(row.into_iter().skip(1).collect());
        }
    }
    kept
}

fn first_day(years: &[(Slug, PlanYear)], plan: &Slug) -> Option<NaiveDate> {
    years.iter().find(|(of, _)| of == plan).map(|(_, year)| year.first)
}
