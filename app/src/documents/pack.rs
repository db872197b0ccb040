//! The pack of a meeting: what the board is given, made from the record at one moment.

use super::{
    exceptions, indicator, priority,
    source::{Book, Source},
};
use chrono::{DateTime, Utc};
use domain::{
    board::{Group, Row, changes, each, sections, tally},
    document::{Block, Cell, Column, Document, Section, Table},
    london,
    pack::{FORMAT, Frozen, Pack},
    plan::{PlanYear, Priority},
    rating::Colour,
    slug::Slug,
    wording,
};
use std::{collections::HashMap, sync::Arc};
use storage::{AsAt, Desk, Look, pack::Decided};

/// What a pack is made with, besides the record.
pub struct Making<'a> {
    /// What it is to hold.
    pub pack: &'a Pack,
    /// The write that the pack before was made after, and the day of its meeting; nothing where there is none.
    pub before: Option<(i64, chrono::NaiveDate)>,
    /// What the meeting before decided.
    pub decisions: &'a [Decided],
    /// The moment.
    pub now: DateTime<Utc>,
}

/// Why a pack cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum Unmade {
    /// The plan is not what it was when the pack was put together.
    #[error("{0}: change the pack, then freeze it")]
    Gone(String),
    /// There is nothing to show.
    #[error("no priority is chosen, so the pack would be of nothing: choose what the meeting is to look at")]
    OfNothing,
    /// There is no plan.
    #[error("the record holds no plan")]
    NoPlan,
    /// There is no such pack.
    #[error("there is no pack \"{0}\"; `outcomes pack list` tells which there are")]
    NoPack(String),
    /// It cannot be written down.
    #[error("the pack cannot be written down or read: {0}")]
    Unwritten(String),
    /// A later version of the program wrote it.
    #[error(
        "a newer version of this program froze it (format {0}): open it with that version. Its files can be had all the same"
    )]
    Newer(u32),
    /// It cannot be set as a document.
    #[error(transparent)]
    Unset(#[from] reports::Error),
    /// The record failed.
    #[error(transparent)]
    Record(#[from] storage::Error),
}

/// Makes a pack of the record as a desk sees it: what is approved, and nothing that is later than its plan year.
///
/// # Errors
/// When it would be of nothing, the plan no longer has what it is of, or the record fails.
pub async fn make(desk: &Desk, making: &Making<'_>) -> Result<Frozen, Unmade> {
    let desk = desk.clone().looking(Look::Approved);
    let today = london::day(making.now);
    let outline = storage::outline::current(&desk, today).await?.ok_or(Unmade::NoPlan)?;
    let pack = making.pack;
    if pack.priorities.is_empty() {
        return Err(Unmade::OfNothing);
    }
    let source = Source::read(&desk, Arc::clone(&outline), making.now, today).await?;
    let year = outline.years.iter().find(|year| year.slug == pack.year);
    let year = year.ok_or_else(|| Unmade::Gone(format!("the plan has no year {} any more", pack.year)))?;
    let all = sections(&outline, &source.figures, year);
    let groups: Vec<_> = all.iter().flat_map(|section| &section.groups).collect();
    let mut chosen = Vec::new();
    for slug in &pack.priorities {
        let found = groups.iter().find_map(|group| {
            group.priority.filter(|priority| priority.slug == *slug).map(|priority| (priority, *group))
        });
        let gone =
            || Unmade::Gone(format!("“{}” is no priority of {} any more", named(&source, slug), year.slug));
        chosen.push(found.ok_or_else(gone)?);
    }
    let shown = Shown { source: &source, year, chosen: &chosen };
    let then = Then::read(&desk, making, &shown).await?;
    let mut book = Book::default();
    let document = whole(&shown, making, &then, &mut book);
    let exceptions = exceptions::document(&shown, making, &then);
    Ok(Frozen {
        format: FORMAT,
        number: source.number,
        document,
        exceptions,
        figures: book.figures,
        indicators: book.indicators,
        forecasts: book.forecasts,
    })
}

fn named(source: &Source, slug: &Slug) -> String {
    domain::action::priority_named(&source.outline.priorities, slug).unwrap_or(slug.as_str()).to_owned()
}

/// What a pack shows.
pub(super) struct Shown<'a> {
    pub(super) source: &'a Source,
    pub(super) year: &'a PlanYear,
    /// The priorities in the pack's order, each with its indicators.
    pub(super) chosen: &'a [(&'a Priority, &'a Group<'a>)],
}

impl<'a> Shown<'a> {
    /// The indicators, each once.
    pub(super) fn rows(&self) -> Vec<&'a Row<'a>> {
        let mut seen = std::collections::HashSet::new();
        let rows = self.chosen.iter().flat_map(|(_, group)| &group.rows);
        rows.filter(|row| seen.insert(&row.indicator.slug)).collect()
    }
}

/// How the board stood when the pack before was made.
pub(super) struct Then {
    /// What changed since, a sentence each under the indicator's name.
    pub(super) changed: Vec<(String, Vec<String>)>,
    /// How each indicator was rated; it is there without a colour where it was not rated.
    pub(super) colours: HashMap<Slug, Option<Colour>>,
    /// The day of the meeting before.
    pub(super) on: Option<chrono::NaiveDate>,
}

impl Then {
    async fn read(desk: &Desk, making: &Making<'_>, shown: &Shown<'_>) -> Result<Self, Unmade> {
        let mut then = Self { changed: Vec::new(), colours: HashMap::new(), on: None };
        let Some((number, on)) = making.before else { return Ok(then) };
        then.on = Some(on);
        let (outline, year) = (&shown.source.outline, shown.year);
        let before = desk.at(AsAt::Number(number)).await?;
        let Some(old) = storage::outline::current(&before, shown.source.today).await? else {
            return Ok(then);
        };
        let old_figures = storage::figure::of_plan(&before, &old).await?;
        let was = old.years.iter().find(|other| other.slug == year.slug);
        let old_sections = was.map_or_else(Vec::new, |year| sections(&old, &old_figures, year));
        let (now_rows, old_rows) = (shown.rows(), each(&old_sections));
        then.colours = old_rows
            .iter()
            .map(|row| {
                let colour = row.signals.rating.as_ref().ok().map(|rating| rating.colour);
                (row.indicator.slug.clone(), colour)
            })
            .collect();
        let changed = changes((&old, &old_rows), (outline, &now_rows), year.last);
        then.changed = changed
            .iter()
            .map(|changed| {
                let said = changed.what.iter().map(|what| what.sentence(changed.indicator)).collect();
                (changed.indicator.name.clone(), said)
            })
            .collect();
        Ok(then)
    }

    /// Whether an indicator that is red now was not so at the meeting before.
    pub(super) fn is_newly_red(&self, row: &Row<'_>) -> bool {
        let was = self.colours.get(&row.indicator.slug).copied().flatten();
        self.on.is_some() && was != Some(Colour::Red)
    }
}

/// What the meeting is called and when it is.
pub(super) fn title(pack: &Pack) -> String {
    format!("{}, {}", pack.meeting, wording::day(pack.on))
}

fn whole(shown: &Shown<'_>, making: &Making<'_>, then: &Then, book: &mut Book) -> Document {
    let Shown { source, year, chosen } = *shown;
    let outline = &source.outline;
    let mut all = vec![agenda(making.pack)];
    all.push(glance(shown, book));
    all.extend(since(then));
    all.extend(decided(making));
    all.extend(chosen.iter().map(|(of, group)| priority::section(source, book, year, of, group)));
    Document {
        title: title(making.pack),
        subtitle: format!("{}, plan year {}", outline.plan.name, year.slug),
        partnership: outline.plan.partnership.clone(),
        cautions: source.cautions(),
        as_at: source.as_at(),
        sections: all,
    }
}

fn agenda(pack: &Pack) -> Section {
    let mut blocks = Vec::new();
    if !pack.agenda.is_empty() {
        blocks.push(Block::List(pack.agenda.clone()));
    }
    if !pack.cover_note.is_empty() {
        blocks.push(Block::Told { title: "Cover note".to_owned(), markdown: pack.cover_note.clone() });
    }
    if blocks.is_empty() {
        blocks.push(Block::Words("No agenda was written.".to_owned()));
    }
    Section::new("agenda", "Agenda", blocks)
}

/// Every indicator in a line: how big, beside whom, against what, and whether it changes by more than chance.
fn glance(shown: &Shown<'_>, book: &mut Book) -> Section {
    let source = shown.source;
    let outline = &source.outline;
    let rows = shown.rows();
    let tally = tally(&rows);
    let said = format!(
        "{}: {} green, {} amber, {} red, {} not rated. {} better and {} worse than their usual ups and downs.",
        wording::counted(tally.indicators, "indicator", "indicators"),
        tally.ratings.green,
        tally.ratings.amber,
        tally.ratings.red,
        tally.ratings.unrated,
        tally.better,
        tally.worse
    );
    let comparator = outline.main_comparator().map(|code| outline.area_name(code));
    let lines = rows.iter().map(|row| {
        let indicator = row.indicator;
        let rating = indicator::rating(row);
        let variation = indicator::variation(row);
        let mut cells = vec![Cell::words(&indicator.name)];
        cells.push(match row.latest {
            Some(latest) => book.cell(outline, indicator, Some(latest)),
            None => Cell::words("none yet"),
        });
        cells.push(Cell::words(row.latest.map_or_else(String::new, |latest| latest.period.label())));
        if comparator.is_some() {
            let said = row.comparison.as_ref().map(|comparison| comparison.say_briefly(indicator));
            cells.push(Cell::words(said.unwrap_or_else(|| "–".to_owned())));
        }
        let target =
            row.target.map(|target| format!("{} ({})", wording::aim(indicator, target.aim), target.period));
        cells.push(Cell::words(target.unwrap_or_else(|| "none set".to_owned())));
        cells.push(Cell { text: rating.word, sign: Some(rating.sign), figure: None });
        cells.push(Cell { text: variation.word, sign: Some(variation.sign), figure: None });
        cells
    });
    let lines: Vec<_> = lines.collect();
    let mut columns = vec![Column::words("Indicator"), Column::figures("Latest"), Column::words("Period")];
    columns.extend(comparator.map(|name| Column::words(format!("Beside {name}"))));
    columns.extend(["Target", "Rating", "Variation"].map(Column::words));
    let caption =
        format!("The indicators of the priorities that the meeting looks at, in {}", shown.year.slug);
    let mut blocks = vec![Block::Finding(said)];
    if lines.is_empty() {
        blocks.push(Block::Words("No indicator has been placed under these priorities.".to_owned()));
    } else {
        blocks.push(Block::Table(Table { caption, columns, rows: lines }));
    }
    Section::new("glance", "At a glance", blocks)
}

/// What changed since the pack before.
fn since(then: &Then) -> Option<Section> {
    let on = then.on?;
    let mut blocks = vec![];
    if then.changed.is_empty() {
        blocks.push(Block::Words("Nothing that the board shows.".to_owned()));
    } else {
        let facts = then.changed.iter().map(|(name, said)| (name.clone(), said.join(" ")));
        blocks.push(Block::Facts(facts.collect()));
    }
    Some(Section::new("changed", format!("Changed since the pack of {}", wording::day(on)), blocks))
}

/// What the meeting before decided.
fn decided(making: &Making<'_>) -> Option<Section> {
    let (_, on) = making.before?;
    if making.decisions.is_empty() {
        return None;
    }
    let said = making.decisions.iter().map(|decided| wording::capital(&decided.decision.text)).collect();
    Some(Section::new(
        "decided",
        format!("What the meeting of {} decided", wording::day(on)),
        vec![Block::List(said)],
    ))
}
