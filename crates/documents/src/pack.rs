//! The pack of a meeting: the documents for the board, made from the record at one moment.

use crate::{
    exceptions, indicator, priority,
    shown::{Making, Shown, Then, title},
    source::{Book, Source},
    unmade::Unmade,
};
use domain::{
    board::tally,
    document::{Block, Cell, Column, Document, Section, Table},
    london,
    pack::{FORMAT, Frozen, Pack},
    slug::Slug,
    wording,
};
use std::sync::Arc;
use storage::{Desk, Look};

/// Makes a pack from the record as a desk sees it: only approved figures, and none later than its plan year.
///
/// # Errors
/// When it would be empty, the plan no longer has its priorities, or the record fails.
pub(super) async fn make(desk: &Desk, making: &Making<'_>) -> Result<Frozen, Unmade> {
    let desk = desk.clone().looking(Look::Approved);
    let today = london::day(making.now);
    let outline = storage::outline::current(&desk, today).await?.ok_or(Unmade::NoPlan)?;
    let pack = making.pack;
    if pack.priorities.is_empty() {
        return Err(Unmade::OfNothing);
    }
    let source = Source::read(&desk, Arc::clone(&outline), making.now, today).await?;
    let year = outline.years.iter().find(|year| year.slug == pack.year);
    let year = year.ok_or_else(|| Unmade::Gone(format!("the plan no longer has the year {}", pack.year)))?;
    let all = source.sections(year);
    let groups: Vec<_> = all.iter().flat_map(|section| &section.groups).collect();
    let mut chosen = Vec::new();
    for slug in &pack.priorities {
        let found = groups.iter().find_map(|group| {
            group.priority.filter(|priority| priority.slug == *slug).map(|priority| (priority, *group))
        });
        let gone =
            || Unmade::Gone(format!("“{}” is no longer a priority of {}", named(&source, slug), year.slug));
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
        blocks.push(Block::Words("There is no agenda.".to_owned()));
    }
    Section::new("agenda", "Agenda", blocks)
}

/// Every indicator on one line: how big, compared with whom, against what target, and whether it changes by more than chance.
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
    columns.extend(comparator.map(|name| Column::words(format!("Compared with {name}"))));
    columns.extend(["Target", "Rating", "Variation"].map(Column::words));
    let caption = format!("Indicators of this meeting's priorities, {}", shown.year.slug);
    let mut blocks = vec![Block::Finding(said)];
    if lines.is_empty() {
        blocks.push(Block::Words("These priorities have no indicators.".to_owned()));
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
        blocks.push(Block::Words("No changes.".to_owned()));
    } else {
        let facts = then.changed.iter().map(|(name, said)| (name.clone(), said.join(" ")));
        blocks.push(Block::Facts(facts.collect()));
    }
    Some(Section::new("changed", format!("Changed since the pack of {}", wording::day(on)), blocks))
}

/// The decisions of the meeting before.
fn decided(making: &Making<'_>) -> Option<Section> {
    let (_, on) = making.before?;
    if making.decisions.is_empty() {
        return None;
    }
    let said = making.decisions.iter().map(|decided| wording::capital(&decided.decision.text)).collect();
    Some(Section::new(
        "decided",
        format!("Decisions of the meeting of {}", wording::day(on)),
        vec![Block::List(said)],
    ))
}
