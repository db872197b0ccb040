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
    db::on,
    desk::Desk,
    error::Error,
    outline,
    sql::{Column, NameOrNone},
    table::{
        AreaRow, ChangeNoteRow, ClaimRow, DefinitionRow, EvidenceRow, FigureRow, FocusAreaRow, IndicatorRow,
        NeighbourSetRow, OfSomePlan, OrganisationRow, PartnerRow, PlacementRow, PlanKey, PlanRow,
        PlanYearRow, PriorityRow, RatingRuleRow, StrategyRow, TargetRow, Versioned, sources,
    },
    write::{self, AuditNote, Changed, Newest, Write},
};
use chrono::{DateTime, Utc};
use domain::{
    access::Action,
    change_note::ChangeNote,
    figure::Figure,
    indicator::Indicator,
    outline::Outline,
    plan::Nature,
    plan_file::{self, PlanFile, Words},
    slug::Slug,
    source::Source,
    target::Target,
};
use std::collections::{HashMap, HashSet};

/// What loading a plan changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// Rows that the record did not have.
    pub added: usize,
    /// Rows that replaced another.
    pub superseded: usize,
    /// Rows that the file no longer has; the record keeps them as they were.
    pub withdrawn: usize,
    /// Rows of the file that were left alone, because people have recorded or withdrawn something there since.
    pub kept: usize,
}

/// Loads a plan with its figures, whole or not at all. Loading the same plan again changes nothing and leaves no trace. What
/// the plan's file used to contain and no longer does is withdrawn: years, priorities, targets, definitions, notes and the
/// rest. Organisations, areas, indicators and figures outlive plans and are only added or superseded.
///
/// # Errors
/// When the visitor may not load plans, the plan changes the kind of an indicator that has figures, it changes a tolerance
/// that applies in a plan year that has begun, it contradicts what people have changed since, or the engine fails.
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

/// Loads the contents of a file within a write, if they do not contradict what people changed.
async fn take(write: &mut Write, outline: &Outline, figures: &[Figure]) -> Result<Changed, Error> {
    let before = outline::standing(write, &outline.plan.slug).await?;
    let changed = put(write, outline, figures).await?;
    if let Some(before) = before.filter(|_| !changed.is_nothing()) {
        holds_together(write, &before).await?;
    }
    Ok(changed)
}

fn told(Changed { added, superseded, withdrawn, kept }: Changed) -> AuditNote {
    let became = format!("{added} rows added, {superseded} superseded, {withdrawn} withdrawn, {kept} kept");
    AuditNote { became: Some(became), ..AuditNote::default() }
}

fn loaded(Changed { added, superseded, withdrawn, kept }: Changed) -> Loaded {
    Loaded { added, superseded, withdrawn, kept }
}

/// Loads a plan file: first its part for partners only, because that belongs to partners from the start, then the plan. These
/// are two deeds with two numbers, in one transaction: both or neither.
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

/// Loads the part of a plan file for partners only. It counts as written by people: the public is not shown it, and a file
/// that differs later does not override it.
async fn take_in(write: &mut Write, plan: &Slug, words: &Words) -> Result<Changed, Error> {
    let known = known(write, plan).await?;
    let was = frozen::held(write, plan).await?;
    let targets = unsaid(write, known, TargetRow::all(plan, &words.targets)).await?.rows;
    let mut changed = write.add(targets).await?;
    let notes = unsaid(write, known, ChangeNoteRow::all(plan, &words.change_notes)).await?.rows;
    changed += write.add(notes).await?;
    // A tolerance belongs only to its plan.
    let rules = words.rating_rules.iter().map(|rule| RatingRuleRow::of(plan, rule)).collect();
    changed += write.add::<RatingRuleRow>(rules).await?;
    frozen::check(write, plan, &was).await?;
    Ok(changed)
}

/// Whether the record has a plan already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    /// It is changed: texts that others have in the same words stay theirs.
    Already,
    /// It is new: all of its texts become its own.
    No,
}

async fn known(write: &mut Write, plan: &Slug) -> Result<Known, Error> {
    let newest = write.newest_of::<PlanRow>(&PlanKey { slug: plan.clone() }).await?;
    Ok(if newest.is_some() { Known::Already } else { Known::No })
}

/// Refuses a file that contradicts what people have changed since: a plan year that overlaps one of theirs, a priority under
/// a focus area that they removed; and one that leaves out something that people's money, actions or texts refer to.
async fn holds_together(write: &mut Write, before: &Outline) -> Result<(), Error> {
    let Some(after) = outline::standing(write, &before.plan.slug).await? else { return Ok(()) };
    let known = plan_file::faults(before);
    let new = plan_file::faults(&after).into_iter().find(|fault| !known.contains(fault));
    let lost = used::lost(write, before, &after).await?;
    let new = new.map(|(_, message)| message);
    new.into_iter().chain(lost).next().map_or(Ok(()), |message| Err(Error::Clash(message)))
}

/// Made-up data that show what the program does.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Demonstration {
    /// Figures.
    pub figures: Vec<Figure>,
    /// Targets.
    pub targets: Vec<Target>,
    /// Change notes.
    pub notes: Vec<ChangeNote>,
}

/// Loads made-up data into a record that has no partners' figures, and marks its plan as illustrative.
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
    // It may come in several parts: figures of an earlier part are not partners'.
    let of_other_sources = sources(|source| source != Source::Demonstration);
    let held = format!(
        "SELECT count(*) FROM figure f JOIN deed d ON d.number = f.recorded_in \
         WHERE f.origin = 'partner' AND d.source IN ({of_other_sources})"
    );
    let people = "SELECT count(*) FROM person";
    if write.number_of(held, &[]).await? != Some(0) || write.number_of(people, &[]).await? != Some(0) {
        return Err(Error::HoldsFigures);
    }
    let mut changed = write.add(vec![PlanRow::of(&outline.plan, Nature::Illustrative)]).await?;
    changed += write.add_figures(FigureRow::all(&made_up.figures)).await?;
    changed += write.add(TargetRow::all(plan, &made_up.targets)).await?;
    changed += write.add(ChangeNoteRow::all(plan, &made_up.notes)).await?;
    let Changed { added, superseded, withdrawn, kept } = changed;
    write.commit(AuditNote { became: Some(format!("{added} rows added")), ..AuditNote::default() }).await?;
    Ok(Loaded { added, superseded, withdrawn, kept })
}

/// Whether any plan of the record has made-up figures, for pages that read nothing else of it.
///
/// # Errors
/// When the engine fails.
pub async fn nature_of(desk: &Desk) -> Result<Nature, Error> {
    let sql = "SELECT count(*) FROM plan WHERE nature = 'illustrative' AND superseded_in IS NULL";
    let count: i64 = on!(desk.db(), pool => sqlx::query_scalar(sql).fetch_one(pool).await)?;
    Ok(if count > 0 { Nature::Illustrative } else { Nature::Real })
}

/// Loads the contents of a file, within a write.
pub(crate) async fn put(write: &mut Write, outline: &Outline, figures: &[Figure]) -> Result<Changed, Error> {
    let plan = &outline.plan.slug;
    check_indicators(write, &outline.indicators).await?;
    let was = frozen::held(write, plan).await?;
    let known = known(write, plan).await?;

    let nature = nature(write, outline).await?;
    let mut changed = write.add(vec![PlanRow::of(&outline.plan, nature)]).await?;
    changed += write.sync(PlanYearRow::all(outline), |row| row.plan == *plan).await?;
    let rows = order::kept(write, FocusAreaRow::all(outline)).await?;
    changed += write.sync(rows, |row: &FocusAreaRow| row.plan == *plan).await?;
    let rows = order::kept(write, PriorityRow::all(plan, &outline.priorities)).await?;
    changed += write.sync(rows, |row: &PriorityRow| row.plan == *plan).await?;
    let rows = order::kept(write, StrategyRow::all(outline)).await?;
    changed += write.sync(rows, |row: &StrategyRow| row.plan == *plan).await?;
    let rows = order::kept(write, EvidenceRow::all(outline)).await?;
    changed += write.sync(rows, |row: &EvidenceRow| row.plan == *plan).await?;
    changed += write.sync(ClaimRow::all(outline), |row: &ClaimRow| row.is_of_statement(plan)).await?;
    let rows = order::kept(write, OrganisationRow::all(outline)).await?;
    changed += write.add(rows).await?;
    let rows = order::kept(write, PartnerRow::all(outline)).await?;
    changed += write.sync(rows, |row: &PartnerRow| row.plan == *plan).await?;
    let rows = order::kept(write, AreaRow::all(outline)).await?;
    changed += write.add(rows).await?;
    let sets = unsaid(write, known, NeighbourSetRow::all(outline)).await?;
    changed += write.sync(sets.rows, |row: &NeighbourSetRow| row.plan == *plan).await?;
    let rows = order::kept(write, IndicatorRow::all(&outline.indicators)).await?;
    changed += write.add(rows).await?;
    changed += put_definitions(write, outline, known).await?;
    let rows = order::kept(write, PlacementRow::all(plan, &outline.indicators)).await?;
    changed += write.sync(rows, |row: &PlacementRow| row.plan == *plan).await?;
    let notes = unsaid(write, known, ChangeNoteRow::all(plan, &outline.change_notes)).await?;
    changed += write.sync(notes.rows, |row: &ChangeNoteRow| row.plan == *plan).await?;
    let targets = unsaid(write, known, TargetRow::all(plan, &outline.targets)).await?;
    changed += write.sync(targets.rows, |row: &TargetRow| row.plan == *plan).await?;
    let rules = outline.rating_rules.iter().map(|rule| RatingRuleRow::of(plan, rule)).collect();
    changed += write.sync(rules, |row: &RatingRuleRow| row.plan == *plan).await?;
    // Checked against the current rows, which differ from the file where people set or withdrew a tolerance; and before new
    // figures are added, because only indicators that had figures can have been rated.
    frozen::check(write, plan, &was).await?;
    changed += write.add_figures(FigureRow::all(figures)).await?;
    Ok(changed)
}

/// Loads a file's definitions. Those of an import belong to no plan, and apply until a plan gives others. An indicator that
/// the file leaves out outlives it, and keeps its definition.
async fn put_definitions(write: &mut Write, outline: &Outline, known: Known) -> Result<Changed, Error> {
    let plan = NameOrNone::from(&outline.plan.slug);
    let rows = DefinitionRow::all(&outline.plan.slug, &outline.indicators);
    let Unsaid { rows, elsewhere } = unsaid(write, known, rows).await?;
    let is_ours = |row: &DefinitionRow| {
        let is_named = outline.indicators.iter().any(|other| other.slug == row.indicator);
        let is_of_no_plan = row.plan == NameOrNone(None);
        is_named && (row.plan == plan || is_of_no_plan && !elsewhere.contains(row))
    };
    write.sync(rows, is_ours).await
}

/// The contents of a plan's file that the record does not have from elsewhere.
struct Unsaid<T> {
    rows: Vec<T>,
    /// The rows of others with the rest.
    elsewhere: Vec<T>,
}

/// Of the contents of a known plan's file, what it does not have already, word for word, from another plan or from an import:
/// its pages show that, so a file exported from it contains it too. For a new plan, all of it.
async fn unsaid<T: OfSomePlan>(write: &mut Write, known: Known, rows: Vec<T>) -> Result<Unsaid<T>, Error> {
    if known == Known::No {
        return Ok(Unsaid { rows, elsewhere: Vec::new() });
    }
    let Some(plan) = rows.first().map(T::plan) else { return Ok(Unsaid { rows, elsewhere: Vec::new() }) };
    // Under the name of this plan, the rows of all plans can be compared.
    let mut others: HashMap<T::Key, Vec<T>> = HashMap::new();
    for Newest { row, .. } in write.newest::<T>().await? {
        others.entry(row.clone().under(&plan).key()).or_default().push(row);
    }
    let (mut kept, mut elsewhere) = (Vec::new(), Vec::new());
    for row in rows {
        let others = others.get(&row.key()).map_or(&[][..], Vec::as_slice);
        let has_own = others.iter().any(|other| other.plan() == plan);
        let say_same = !others.is_empty() && others.iter().all(|other| other.clone().under(&plan) == row);
        if say_same && !has_own {
            elsewhere.extend_from_slice(others);
        } else {
            kept.push(row);
        }
    }
    Ok(Unsaid { rows: kept, elsewhere })
}

/// A plan in a record with made-up figures is illustrative itself, whatever its file says.
async fn nature(write: &mut Write, outline: &Outline) -> Result<Nature, Error> {
    let plans = write.newest::<PlanRow>().await?;
    let is_illustrative = plans.iter().any(|newest| newest.row.nature == Nature::Illustrative);
    Ok(if is_illustrative { Nature::Illustrative } else { outline.plan.nature })
}

/// Refuses a plan that would change the measure or kind of period of an indicator that has figures, or would make published
/// what partners recorded or wrote about it, or the other way round.
async fn check_indicators(write: &mut Write, indicators: &[Indicator]) -> Result<(), Error> {
    let measured = measured_indicators(write).await?;
    let talked_of = talked_of_indicators(write).await?;
    let what = |row: &IndicatorRow| {
        let texts =
            [Some(row.measure.clone()), row.per.map(|per| per.to_string()), Some(row.frequency.to_string())];
        texts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    let wanted = IndicatorRow::all(indicators);
    for Newest { row: was, .. } in write.newest::<IndicatorRow>().await? {
        let Some(becomes) = wanted.iter().find(|row| row.slug == was.slug) else { continue };
        let (is_measured, is_talked_of) = (measured.contains(&was.slug), talked_of.contains(&was.slug));
        let indicator = was.slug.to_string();
        if what(&was) != what(becomes) && is_measured {
            return Err(Error::OtherIndicator { indicator, was: what(&was), becomes: what(becomes) });
        }
        if was.origin != becomes.origin && (is_measured || is_talked_of) {
            return Err(Error::OtherOrigin { indicator });
        }
    }
    Ok(())
}

/// The indicators that have or ever had figures.
async fn measured_indicators(write: &mut Write) -> Result<HashSet<Slug>, Error> {
    let rows = write.open.rows("SELECT DISTINCT indicator FROM figure", &[]).await?;
    rows.iter().map(|row| Slug::read(row, 0, "figure")).collect()
}

/// The indicators that people set targets or tolerances for, or wrote notes on, other than by a plan's file.
async fn talked_of_indicators(write: &mut Write) -> Result<HashSet<Slug>, Error> {
    let of_people = sources(|source| !source.is_plan_file());
    let said = [TargetRow::TABLE, RatingRuleRow::TABLE, ChangeNoteRow::TABLE].map(|table| {
        format!(
            "SELECT t.indicator FROM {table} t JOIN deed d ON d.number = t.recorded_in WHERE d.source IN ({of_people})"
        )
    });
    let rows = write.open.rows(said.join(" UNION "), &[]).await?;
    rows.iter().map(|row| Slug::read(row, 0, "indicator")).collect()
}
