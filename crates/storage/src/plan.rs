//! Loading a plan file: one audited write.

mod edit;
mod export;
pub(crate) mod frozen;
mod order;
mod used;

pub(crate) use edit::put as put_outline;
pub use edit::{Edited, begin, edit};
pub use export::export;
pub(crate) use used::lost;

use crate::{
    Desk, Error,
    cell::Cell,
    db::on,
    edit::{definition_row, note_row, rule_row},
    figure, outline,
    table::{self, Table},
    write,
    write::{Changed, Newest, Told, Write},
};
use chrono::{DateTime, Utc};
use domain::{
    access::Action,
    area::AreaCode,
    change_note::ChangeNote,
    figure::Figure,
    indicator::Indicator,
    outline::Outline,
    plan::{Nature, Priority},
    plan_file::{self, PlanFile, Words},
    slug::Slug,
    target::Target,
};
use std::collections::BTreeMap;

/// What a definition has for its plan that no plan's file said.
pub(crate) const NO_PLAN: &str = "";

/// What loading a plan changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// Rows that the record did not have.
    pub added: usize,
    /// Rows that replaced another.
    pub superseded: usize,
    /// Rows that the file no longer has; the record keeps them as they were.
    pub withdrawn: usize,
    /// Rows of the file that were left alone, because people recorded or withdrew something there since.
    pub kept: usize,
}

/// Loads a plan with its figures, whole or not at all. Loading the same plan again changes nothing and leaves no trace.
/// What the plan's file said before and no longer says is withdrawn: years, priorities, targets, definitions, notes and
/// the rest. Organisations, areas, indicators and figures outlive plans and are only added to or superseded.
///
/// # Errors
/// When the visitor may not load plans, the plan makes something else of an indicator that has figures, it changes a
/// tolerance that holds in a plan year that has begun, it cannot stand beside what people changed since, or the engine fails.
pub async fn load(
    desk: &Desk,
    outline: &Outline,
    figures: &[Figure],
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Loaded, Error> {
    let mut write = write::begin(desk, Action::LoadPlan, outline.plan.slug.as_str(), clock).await?;
    let changed = take(&mut write, outline, figures).await?;
    if !changed.is_nothing() {
        write.commit(told(changed)).await?;
    }
    Ok(loaded(changed))
}

/// Makes what a file says stand within a write, as long as it can stand beside what people changed.
async fn take(write: &mut Write, outline: &Outline, figures: &[Figure]) -> Result<Changed, Error> {
    let before = outline::standing(write, &outline.plan.slug).await?;
    let changed = put(write, outline, figures).await?;
    if let Some(before) = before.filter(|_| !changed.is_nothing()) {
        holds_together(write, &before).await?;
    }
    Ok(changed)
}

fn told(Changed { added, superseded, withdrawn, kept }: Changed) -> Told {
    let became = format!("{added} rows added, {superseded} superseded, {withdrawn} withdrawn, {kept} kept");
    Told { became: Some(became), ..Told::default() }
}

fn loaded(Changed { added, superseded, withdrawn, kept }: Changed) -> Loaded {
    Loaded { added, superseded, withdrawn, kept }
}

/// Loads a plan file: what it tells to partners alone first, because that belongs to partners from the start, then the plan. These are
/// two deeds with two numbers, in one transaction: both stand, or neither.
///
/// # Errors
/// As [`load`] does.
pub async fn load_file(
    desk: &Desk,
    file: &PlanFile,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Loaded, Error> {
    let plan = &file.outline.plan.slug;
    if file.words.is_empty() {
        return load(desk, &file.outline, &file.figures, clock).await;
    }
    let mut write = write::begin(desk, Action::TakeInWords, plan.as_str(), clock).await?;
    let words = take_in(&mut write, plan, &file.words).await?;
    let mut write = if words.is_nothing() {
        write.turned(Action::LoadPlan)?
    } else {
        write.followed_by(told(words), Action::LoadPlan).await?
    };
    let changed = take(&mut write, &file.outline, &file.figures).await?;
    match (words.is_nothing(), changed.is_nothing()) {
        (true, true) => {}
        (false, true) => write.end_unused().await?,
        (_, false) => write.commit(told(changed)).await.map(drop)?,
    }
    let mut all = words;
    all += changed;
    Ok(loaded(all))
}

/// Takes in what a plan file tells to partners alone. It counts as what people said: the public is not told it, and a file that says
/// otherwise later does not take it back.
async fn take_in(write: &mut Write, plan: &Slug, words: &Words) -> Result<Changed, Error> {
    let is_known = !write.newest_of(&table::PLAN, &[plan.as_str().into()]).await?.is_empty();
    let was = frozen::held(write, plan).await?;
    let never = |_: &[Cell]| false;
    let mut changed = Changed::default();
    for (table, rows) in [
        (&table::TARGET, figure::target_rows(plan, &words.targets)),
        (&table::CHANGE_NOTE, words.change_notes.iter().map(|note| note_row(plan, note)).collect()),
        (&table::RATING_RULE, words.rating_rules.iter().map(|rule| rule_row(plan, rule)).collect()),
    ] {
        // A tolerance is its plan's alone.
        let is_shared = table.name != table::RATING_RULE.name;
        let rows = unsaid(write, is_known && is_shared, table, rows).await?.rows;
        changed += write.sync(table, rows, never).await?;
    }
    frozen::check(write, plan, &was).await?;
    Ok(changed)
}

/// Refuses a file that says what cannot be beside what people changed since, which stands against it: a plan year that overlaps
/// one of theirs, a priority under a focus area that they took out; and one that leaves out what people hung money, actions or words on.
async fn holds_together(write: &mut Write, before: &Outline) -> Result<(), Error> {
    let Some(after) = outline::standing(write, &before.plan.slug).await? else { return Ok(()) };
    let known = plan_file::faults(before);
    let new = plan_file::faults(&after).into_iter().find(|fault| !known.contains(fault));
    let lost = used::lost(write, before, &after).await?;
    let new = new.map(|(_, message)| message);
    new.into_iter().chain(lost).next().map_or(Ok(()), |message| Err(Error::Clash(message)))
}

/// What is made up to show what the program does.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Demonstration {
    /// Figures.
    pub figures: Vec<Figure>,
    /// Targets.
    pub targets: Vec<Target>,
    /// What explains them.
    pub notes: Vec<ChangeNote>,
}

/// Loads what is made up into a record that holds none of partners, and marks its plan so.
///
/// # Errors
/// When the visitor may not, the record holds figures of partners, or the engine fails.
pub async fn load_demonstration(
    desk: &Desk,
    outline: &Outline,
    made_up: &Demonstration,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Loaded, Error> {
    let plan = &outline.plan.slug;
    let mut write = write::begin(desk, Action::LoadDemonstration, plan.as_str(), clock).await?;
    // It may come in several parts: what an earlier one brought is no figure of partners.
    let held = "SELECT count(*) FROM figure f JOIN audit a ON a.number = f.recorded_in \
                WHERE f.origin = 'partner' AND a.action <> 'load demonstration'";
    let people = "SELECT count(*) FROM person";
    if write.number_of(held, &[]).await? != Some(0) || write.number_of(people, &[]).await? != Some(0) {
        return Err(Error::HoldsFigures);
    }
    let never = |_: &[Cell]| false;
    let mut changed = write.sync(&table::PLAN, vec![plan_row(outline, Nature::Illustrative)], never).await?;
    changed += write.sync_figures(figure::rows(&made_up.figures)).await?;
    changed += write.sync(&table::TARGET, figure::target_rows(plan, &made_up.targets), never).await?;
    let notes = made_up.notes.iter().map(|note| note_row(plan, note)).collect();
    changed += write.sync(&table::CHANGE_NOTE, notes, never).await?;
    let Changed { added, superseded, withdrawn, kept } = changed;
    write.commit(Told { became: Some(format!("{added} rows added")), ..Told::default() }).await?;
    Ok(Loaded { added, superseded, withdrawn, kept })
}

/// Whether any plan of the record has figures that are made up, for pages that read nothing else of it.
///
/// # Errors
/// When the engine fails.
pub async fn nature_of(desk: &Desk) -> Result<Nature, Error> {
    let sql = "SELECT count(*) FROM plan WHERE nature = 'illustrative' AND superseded_in IS NULL";
    let count: i64 = on!(desk.db(), pool => sqlx::query_scalar(sql).fetch_one(pool).await)?;
    Ok(if count > 0 { Nature::Illustrative } else { Nature::Real })
}

/// Makes what a file says stand, within a write.
pub(crate) async fn put(write: &mut Write, outline: &Outline, figures: &[Figure]) -> Result<Changed, Error> {
    let plan = &outline.plan.slug;
    check_indicators(write, &outline.indicators).await?;
    let was = frozen::held(write, plan).await?;
    let is_known = !write.newest_of(&table::PLAN, &[plan.as_str().into()]).await?.is_empty();
    let of_plan = |row: &[Cell]| row.first() == Some(&Cell::from(plan.as_str()));
    let never = |_: &[Cell]| false;

    let nature = nature(write, outline).await?;
    let mut changed = write.sync(&table::PLAN, vec![plan_row(outline, nature)], never).await?;
    changed += write.sync(&table::PLAN_YEAR, years(outline), of_plan).await?;
    let rows = order::kept(write, &table::FOCUS_AREA, focus_areas(outline)).await?;
    changed += write.sync(&table::FOCUS_AREA, rows, of_plan).await?;
    let rows = order::kept(write, &table::PRIORITY, priorities(plan, &outline.priorities)).await?;
    changed += write.sync(&table::PRIORITY, rows, of_plan).await?;
    let rows = order::kept(write, &table::STRATEGY, strategies(outline)).await?;
    changed += write.sync(&table::STRATEGY, rows, of_plan).await?;
    let rows = order::kept(write, &table::EVIDENCE, evidence(outline)).await?;
    changed += write.sync(&table::EVIDENCE, rows, of_plan).await?;
    let rows = order::kept(write, &table::ORGANISATION, organisations(outline)).await?;
    changed += write.sync(&table::ORGANISATION, rows, never).await?;
    let rows = order::kept(write, &table::PARTNER, partners(outline)).await?;
    changed += write.sync(&table::PARTNER, rows, of_plan).await?;
    let rows = order::kept(write, &table::AREA, areas(outline)).await?;
    changed += write.sync(&table::AREA, rows, never).await?;
    let sets = unsaid(write, is_known, &table::NEIGHBOUR_SET, neighbour_sets(outline)).await?;
    changed += write.sync(&table::NEIGHBOUR_SET, sets.rows, of_plan).await?;
    let rows = order::kept(write, &table::INDICATOR, indicator_rows(&outline.indicators)).await?;
    changed += write.sync(&table::INDICATOR, rows, never).await?;
    let definitions =
        unsaid(write, is_known, &table::DEFINITION, definitions(plan, &outline.indicators)).await?;
    // What an import said of an indicator is no plan's, and holds until a plan says otherwise. An indicator that the file leaves out
    // outlives it, and goes on to mean what it meant.
    let is_said = |row: &[Cell]| {
        let indicator = row.get(1).and_then(Cell::told).unwrap_or_default();
        let is_of_no_plan = row.first() == Some(&Cell::from(NO_PLAN));
        let is_named = outline.indicators.iter().any(|other| other.slug.as_str() == indicator);
        let is_elsewhere = definitions.elsewhere.iter().any(|other| other == row);
        is_named && (of_plan(row) || is_of_no_plan && !is_elsewhere)
    };
    let rows = definitions.rows.clone();
    changed += write.sync(&table::DEFINITION, rows, is_said).await?;
    let rows = order::kept(write, &table::PLACEMENT, placements(plan, &outline.indicators)).await?;
    changed += write.sync(&table::PLACEMENT, rows, of_plan).await?;
    let notes = unsaid(write, is_known, &table::CHANGE_NOTE, change_notes(outline)).await?;
    changed += write.sync(&table::CHANGE_NOTE, notes.rows, of_plan).await?;
    let targets = figure::target_rows(plan, &outline.targets);
    let targets = unsaid(write, is_known, &table::TARGET, targets).await?;
    changed += write.sync(&table::TARGET, targets.rows, of_plan).await?;
    let rules = outline.rating_rules.iter().map(|rule| rule_row(plan, rule)).collect();
    changed += write.sync(&table::RATING_RULE, rules, of_plan).await?;
    // Asked of what stands now, which is not what the file says where people set or withdrew a tolerance; and before there are
    // new figures, because only what had figures can have been rated.
    frozen::check(write, plan, &was).await?;
    changed += write.sync_figures(figure::rows(figures)).await?;
    Ok(changed)
}

/// What a plan's file says that the record has not from elsewhere.
struct Unsaid {
    rows: Vec<Vec<Cell>>,
    /// The rows of others that say the rest.
    elsewhere: Vec<Vec<Cell>>,
}

/// Of what a known plan's file says, that which it does not have already, word for word, from another plan or from an import:
/// its pages show that, so a file that was written of it says it too. A plan that is new says all of it itself.
async fn unsaid(
    write: &mut Write,
    is_known: bool,
    table: &Table,
    rows: Vec<Vec<Cell>>,
) -> Result<Unsaid, Error> {
    if !is_known {
        return Ok(Unsaid { rows, elsewhere: Vec::new() });
    }
    let mut others: BTreeMap<String, Vec<Vec<Cell>>> = BTreeMap::new();
    for Newest { row, .. } in write.newest(table).await? {
        others.entry(format!("{:?}", row.get(1..table.key))).or_default().push(row);
    }
    let (mut kept, mut elsewhere) = (Vec::new(), Vec::new());
    for row in rows {
        let key = format!("{:?}", row.get(1..table.key));
        let others = others.get(&key).map_or(&[][..], Vec::as_slice);
        let has_own = others.iter().any(|other| other.first() == row.first());
        let say_same = !others.is_empty() && others.iter().all(|other| other.get(1..) == row.get(1..));
        if say_same && !has_own {
            elsewhere.extend_from_slice(others);
        } else {
            kept.push(row);
        }
    }
    Ok(Unsaid { rows: kept, elsewhere })
}

/// A plan among illustrative figures is illustrative itself, whatever its file says.
async fn nature(write: &mut Write, outline: &Outline) -> Result<Nature, Error> {
    let place = table::PLAN.place("nature");
    let is_illustrative = |newest: &Newest| {
        place.and_then(|place| newest.row.get(place)) == Some(&Nature::Illustrative.as_str().into())
    };
    let plans = write.newest(&table::PLAN).await?;
    Ok(if plans.iter().any(is_illustrative) { Nature::Illustrative } else { outline.plan.nature })
}

/// Refuses a plan that would make something else of an indicator that has figures: another measure or kind of period; and one that
/// would make published what partners recorded or said of it, or the other way about.
async fn check_indicators(write: &mut Write, indicators: &[Indicator]) -> Result<(), Error> {
    let measured = write.measured_indicators().await?;
    let talked_of = write.talked_of_indicators().await?;
    let origin = table::INDICATOR.place("origin");
    let columns = ["measure", "per", "frequency"].map(|column| table::INDICATOR.place(column));
    let what = |row: &[Cell]| {
        let told: Vec<_> = columns.iter().filter_map(|place| row.get((*place)?)?.told()).collect();
        told.join(", ")
    };
    let wanted = indicator_rows(indicators);
    for Newest { row: was, .. } in write.newest(&table::INDICATOR).await? {
        let Some(becomes) = wanted.iter().find(|row| row.first() == was.first()) else { continue };
        let name = was.first().and_then(Cell::told).unwrap_or_default();
        if what(&was) != what(becomes) && measured.contains(&name) {
            return Err(Error::OtherIndicator { indicator: name, was: what(&was), becomes: what(becomes) });
        }
        let is_other = origin.is_some_and(|place| was.get(place) != becomes.get(place));
        if is_other && (measured.contains(&name) || talked_of.contains(&name)) {
            return Err(Error::OtherOrigin { indicator: name });
        }
    }
    Ok(())
}

fn plan_row(outline: &Outline, nature: Nature) -> Vec<Cell> {
    let plan = &outline.plan;
    vec![
        plan.slug.as_str().into(),
        plan.name.as_str().into(),
        plan.partnership.as_str().into(),
        plan.vision.as_str().into(),
        plan.area.as_str().into(),
        codes(&plan.comparators).into(),
        plan.source.as_str().into(),
        plan.note.as_deref().into(),
        nature.as_str().into(),
    ]
}

/// Codes as one text, separated by spaces.
fn codes(codes: &[AreaCode]) -> String {
    codes.iter().map(AreaCode::as_str).collect::<Vec<_>>().join(" ")
}

fn years(outline: &Outline) -> Vec<Vec<Cell>> {
    let plan = outline.plan.slug.as_str();
    let row = |year: &domain::plan::PlanYear| {
        vec![plan.into(), year.slug.as_str().into(), year.first.into(), year.last.into()]
    };
    outline.years.iter().map(row).collect()
}

fn focus_areas(outline: &Outline) -> Vec<Vec<Cell>> {
    let plan = outline.plan.slug.as_str();
    let row = |(position, area): (usize, &domain::plan::FocusArea)| {
        vec![
            plan.into(),
            area.slug.as_str().into(),
            position.into(),
            area.name.as_str().into(),
            area.summary.as_str().into(),
        ]
    };
    outline.focus_areas.iter().enumerate().map(row).collect()
}

fn priorities(plan: &Slug, priorities: &[Priority]) -> Vec<Vec<Cell>> {
    let row = |(position, priority): (usize, &Priority)| {
        vec![
            plan.as_str().into(),
            priority.year.as_str().into(),
            priority.slug.as_str().into(),
            position.into(),
            priority.focus_area.as_str().into(),
            priority.name.as_str().into(),
            priority.summary.as_str().into(),
            priority.follows.as_ref().map(Slug::as_str).into(),
        ]
    };
    priorities.iter().enumerate().map(row).collect()
}

fn strategies(outline: &Outline) -> Vec<Vec<Cell>> {
    let plan = outline.plan.slug.as_str();
    let row = |(position, strategy): (usize, &domain::plan::Strategy)| {
        vec![plan.into(), strategy.slug.as_str().into(), position.into(), strategy.text.as_str().into()]
    };
    outline.strategies.iter().enumerate().map(row).collect()
}

fn evidence(outline: &Outline) -> Vec<Vec<Cell>> {
    let plan = outline.plan.slug.as_str();
    let row = |(position, evidence): (usize, &domain::plan::Evidence)| {
        vec![
            plan.into(),
            evidence.slug.as_str().into(),
            position.into(),
            evidence.text.as_str().into(),
            evidence.said.into(),
            evidence.focus_area.as_ref().map(Slug::as_str).into(),
            evidence.indicator.as_ref().map(Slug::as_str).into(),
        ]
    };
    outline.evidence.iter().enumerate().map(row).collect()
}

fn organisations(outline: &Outline) -> Vec<Vec<Cell>> {
    let row = |(position, organisation): (usize, &domain::organisation::Organisation)| {
        vec![
            organisation.slug.as_str().into(),
            position.into(),
            organisation.name.as_str().into(),
            Cell::Day(organisation.ended),
            organisation.successor.as_ref().map(Slug::as_str).into(),
        ]
    };
    outline.organisations.iter().enumerate().map(row).collect()
}

fn partners(outline: &Outline) -> Vec<Vec<Cell>> {
    let plan = outline.plan.slug.as_str();
    let row = |(position, organisation): (usize, &Slug)| {
        vec![plan.into(), organisation.as_str().into(), position.into()]
    };
    outline.partners.iter().enumerate().map(row).collect()
}

fn areas(outline: &Outline) -> Vec<Vec<Cell>> {
    let row = |(position, area): (usize, &domain::area::Area)| {
        vec![
            area.code.as_str().into(),
            position.into(),
            area.name.as_str().into(),
            area.level.as_str().into(),
        ]
    };
    outline.areas.iter().enumerate().map(row).collect()
}

fn neighbour_sets(outline: &Outline) -> Vec<Vec<Cell>> {
    let plan = outline.plan.slug.as_str();
    let row = |set: &domain::neighbours::NeighbourSet| {
        vec![
            plan.into(),
            set.area.as_str().into(),
            set.from.into(),
            codes(&set.neighbours).into(),
            set.source.as_str().into(),
        ]
    };
    outline.neighbour_sets.iter().map(row).collect()
}

pub(crate) fn indicator_rows(indicators: &[Indicator]) -> Vec<Vec<Cell>> {
    let row = |(position, indicator): (usize, &Indicator)| {
        vec![
            indicator.slug.as_str().into(),
            position.into(),
            indicator.name.as_str().into(),
            indicator.measure.as_str().into(),
            Cell::Whole(indicator.measure.per().map(i64::from)),
            indicator.unit.as_str().into(),
            Cell::Whole(Some(i64::from(indicator.decimals))),
            indicator.polarity.as_str().into(),
            indicator.frequency.as_str().into(),
            indicator.owner.as_str().into(),
            indicator.origin.as_str().into(),
            indicator.basis.as_str().into(),
            indicator.source.as_str().into(),
            Cell::Day(indicator.retired),
            Cell::Whole(Some(i64::from(indicator.lag))),
        ]
    };
    indicators.iter().enumerate().map(row).collect()
}

fn definitions(plan: &Slug, indicators: &[Indicator]) -> Vec<Vec<Cell>> {
    let of = |indicator: &Indicator| -> Vec<Vec<Cell>> {
        indicator
            .definitions
            .iter()
            .map(|definition| definition_row(plan, &indicator.slug, definition))
            .collect()
    };
    indicators.iter().flat_map(of).collect()
}

fn placements(plan: &Slug, indicators: &[Indicator]) -> Vec<Vec<Cell>> {
    let of = |indicator: &Indicator| -> Vec<Vec<Cell>> {
        let row = |(position, placement): (usize, &domain::indicator::Placement)| {
            vec![
                plan.as_str().into(),
                indicator.slug.as_str().into(),
                placement.focus_area.as_str().into(),
                placement.priority.as_ref().map_or("", Slug::as_str).into(),
                position.into(),
            ]
        };
        indicator.placements.iter().enumerate().map(row).collect()
    };
    indicators.iter().flat_map(of).collect()
}

fn change_notes(outline: &Outline) -> Vec<Vec<Cell>> {
    outline.change_notes.iter().map(|note| note_row(&outline.plan.slug, note)).collect()
}
