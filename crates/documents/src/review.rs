//! The review of a plan year: the outturn of each priority, the recommendation and the decision.

use crate::{
    Maker, Unmade,
    freeze::{self, PROGRAM},
    indicator, priority,
    source::{Book, Source, plain},
};
use chrono::{DateTime, Utc};
use domain::{
    board::Group,
    change_note::Effect,
    document::{Block, Cell, Column, Document, Layout, Section, Table},
    gap::gap,
    london,
    outline::Outline,
    pack::{FORMAT, Frozen},
    plan::{PlanYear, Priority},
    review::{Course, Reviewed, next_year},
    series::{groups_of, of_group},
    slug::Slug,
    wording,
};
use std::sync::Arc;
use storage::{
    Desk, Look,
    frozen::Made,
    review::{Completed, ReviewVersion},
};

/// The names of a review's files.
pub const PDF: &str = "review.pdf";
/// The data behind it.
pub const WORKBOOK: &str = "data.xlsx";

/// The review of a plan year, from the record as a desk sees it.
///
/// # Errors
/// When there is no such plan year, or the record fails.
pub async fn make(
    desk: &Desk,
    outline: Arc<Outline>,
    year: &Slug,
    entries: &[ReviewVersion],
    now: DateTime<Utc>,
) -> Result<Frozen, Unmade> {
    let desk = desk.clone().looking(Look::Approved);
    let today = london::day(now);
    let source = Source::read(&desk, Arc::clone(&outline), now, today).await?;
    let year = outline.years.iter().find(|other| other.slug == *year);
    let year = year.ok_or_else(|| Unmade::Gone("the plan does not have this year".to_owned()))?;
    let all = source.sections(year);
    let groups: Vec<_> = all.iter().flat_map(|section| &section.groups).collect();
    let mut book = Book::default();
    let mut parts = vec![summary(&source, year, &groups, entries)];
    for group in &groups {
        let Some(of) = group.priority else { continue };
        let said = entries.iter().map(|entry| &entry.reviewed).find(|said| said.priority == of.slug);
        parts.push(reviewed(&source, &mut book, year, (of, group), said));
    }
    parts.extend(added(&source, year, entries));
    let document = Document {
        title: format!("Annual review, {}", year.slug),
        subtitle: outline.plan.name.clone(),
        partnership: outline.plan.partnership.clone(),
        cautions: source.cautions(),
        as_at: source.as_at(),
        sections: parts,
    };
    Ok(Frozen {
        format: FORMAT,
        number: source.number,
        exceptions: Document { sections: Vec::new(), ..document.clone() },
        document,
        figures: book.figures,
        indicators: book.indicators,
        forecasts: book.forecasts,
    })
}

/// Completes the review of a plan year: it is kept as it is, and the next plan year has its priorities.
///
/// # Errors
/// When it cannot be printed, the visitor may not, or the record fails.
pub async fn complete(
    desk: &Desk,
    maker: Maker,
    plan: &Slug,
    year: &Slug,
    saw: &[i64],
    clock: impl Fn() -> DateTime<Utc> + Copy,
) -> Result<Completed, Unmade> {
    // Everything is read after the same write, the plan too.
    let desk = desk.now().await?;
    let outline = storage::outline::of(&desk, plan).await?.ok_or(Unmade::NoPlan)?;
    let entries = storage::review::of(&desk, plan, year).await?;
    let now = clock();
    let frozen = make(&desk, Arc::new(outline), year, &entries, now).await?;
    let model = serde_json::to_string(&frozen).map_err(|error| Unmade::Unwritten(error.to_string()))?;
    let read = freeze::read(&model)?;
    let files = tokio::task::spawn_blocking(move || files(maker, &read, now)).await;
    let files = files.map_err(|error| Unmade::Unwritten(error.to_string()))??;
    let forecasts = &frozen.forecasts;
    let made = Made { seen: frozen.number, program: PROGRAM, model: &model, forecasts, files: &files };
    Ok(storage::review::complete(&desk, (plan, year), saw, &made, clock).await?)
}

/// The files of a review.
///
/// # Errors
/// When it cannot be typeset.
pub fn files(
    maker: Maker,
    frozen: &Frozen,
    made: DateTime<Utc>,
) -> Result<Vec<(&'static str, Vec<u8>)>, Unmade> {
    Ok(vec![
        (PDF, (maker.pdf)(&frozen.document, Layout::Full, made).map_err(Unmade::Unset)?),
        (WORKBOOK, (maker.workbook)(frozen, made).map_err(Unmade::Unset)?),
    ])
}

/// The year in a table: one line for each priority.
fn summary(source: &Source, year: &PlanYear, groups: &[&Group<'_>], entries: &[ReviewVersion]) -> Section {
    let rows: Vec<_> = groups
        .iter()
        .filter_map(|group| group.priority.map(|priority| (priority, group)))
        .map(|(priority, group)| {
            let ratings = group.ratings();
            let said =
                entries.iter().map(|entry| &entry.reviewed).find(|said| said.priority == priority.slug);
            let course = |course: Option<Course>| {
                course.map_or_else(|| "not yet".to_owned(), |course| wording::capital(course.as_str()))
            };
            vec![
                Cell::words(&priority.name),
                Cell::words(priority::counted(&ratings).unwrap_or_else(|| "none".to_owned())),
                Cell::words(course(said.map(|said| said.recommended))),
                Cell::words(course(said.and_then(|said| said.decided))),
            ]
        })
        .collect();
    let next = next_year(&source.outline, year);
    let after = next.map_or_else(
        || format!("The plan has no year after {} yet.", year.slug),
        |next| format!("The decisions here set the priorities for {}.", next.slug),
    );
    let columns = ["Priority", "Its indicators", "Recommended", "Decided"].map(Column::words).to_vec();
    let caption = format!("The priorities of {}", year.slug);
    let mut blocks = vec![Block::Finding(after)];
    if rows.is_empty() {
        blocks.push(Block::Words(format!("No priorities have been entered for {}.", year.slug)));
    } else {
        blocks.push(Block::Table(Table { caption, columns, rows }));
    }
    Section::new("summary", "Summary of the year", blocks)
}

/// One priority: its outturn, the recommendation and the decision.
fn reviewed(
    source: &Source,
    book: &mut Book,
    year: &PlanYear,
    (of, group): (&Priority, &Group<'_>),
    said: Option<&Reviewed>,
) -> Section {
    let id = format!("priority-{}", of.slug);
    let mut blocks = priority::about(source, year, of, group);
    blocks.push(outturn(source, book, year, (of, group)));
    let mut section = Section::new(&id, &of.name, blocks);
    section.parts.push(Section::new(format!("{id}-decision"), "Recommended and decided", decision(said)));
    section.parts.push(gaps(source, (of, group), &id));
    section.parts.push(changed(source, year, group, &id));
    section.parts.push(priority::money(source, year, of, group, &id));
    section
}

/// Baseline, last year, outturn, target and rating, one line for each indicator. The distance travelled is shown beside the money.
fn outturn(source: &Source, book: &mut Book, year: &PlanYear, (of, group): (&Priority, &Group<'_>)) -> Block {
    let outline = &source.outline;
    let rows: Vec<_> = group
        .rows
        .iter()
        .map(|row| {
            let indicator = row.indicator;
            book.indicator(source, indicator, year);
            for figure in row.figures {
                book.figure(outline, indicator, figure);
            }
            let own = |figure: Option<&domain::figure::Figure>, book: &mut Book| match figure {
                None => Cell::words("–"),
                Some(figure) => {
                    let mut cell = book.cell(outline, indicator, Some(figure));
                    cell.text = format!("{} ({})", cell.text, figure.period);
                    cell
                }
            };
            let before = row.latest.and_then(|latest| latest.period.year_before());
            let before = before.and_then(|period| row.figures.iter().find(|figure| figure.period == period));
            let target = row
                .target
                .map(|target| format!("{} ({})", wording::aim(indicator, target.aim), target.period));
            // Without a target there can be no rating: the column before says so.
            let rating = match row.target {
                Some(_) => indicator::rating(row),
                None => plain("Not rated"),
            };
            vec![
                Cell::words(format!("{}, {}", indicator.name, indicator.unit_said())),
                own(row.baseline, book),
                own(before, book),
                own(row.latest, book),
                Cell::words(target.unwrap_or_else(|| "none set".to_owned())),
                Cell { text: rating.word, sign: Some(rating.sign), figure: None },
            ]
        })
        .collect();
    if rows.is_empty() {
        return Block::Words("This priority has no indicators.".to_owned());
    }
    let columns = vec![
        Column::words("Indicator"),
        Column::figures("Baseline"),
        Column::figures("A year before"),
        Column::figures("Outturn"),
        Column::words("Target"),
        Column::words("Rating"),
    ];
    Block::Table(Table { caption: format!("Results for the year: {}", of.name), columns, rows })
}

fn decision(said: Option<&Reviewed>) -> Vec<Block> {
    let Some(said) = said else { return vec![Block::Words("There is no recommendation yet.".to_owned())] };
    let or = |text: &str, none: &str| if text.is_empty() { none.to_owned() } else { text.to_owned() };
    let mut facts = vec![
        ("Recommended".to_owned(), wording::capital(said.recommended.as_str())),
        ("Because".to_owned(), or(&said.because, "No reason was given.")),
    ];
    match said.decided {
        None => facts.push(("Decided".to_owned(), "Not yet.".to_owned())),
        Some(decided) => {
            facts.push(("Decided".to_owned(), wording::capital(decided.as_str())));
            facts.push(("Reason".to_owned(), or(&said.reason, "No reason was given.")));
            if matches!(decided, Course::Reword | Course::Add) {
                facts.push(("In the next plan year".to_owned(), format!("{}: {}", said.name, said.summary)));
            }
        }
    }
    vec![Block::Facts(facts)]
}

/// The gaps between groups and the total, in the last period in which both have a value.
fn gaps(source: &Source, (of, group): (&Priority, &Group<'_>), id: &str) -> Section {
    let area = &source.outline.plan.area;
    let mut rows = Vec::new();
    for row in &group.rows {
        let indicator = row.indicator;
        for of in groups_of(&source.figures, &indicator.slug, area) {
            let own = of_group(&source.figures, &indicator.slug, area, of);
            let latest = row.figures.iter().rev().find_map(|total| {
                let own = own.iter().find(|figure| figure.period == total.period)?;
                match (&own.reading, &total.reading) {
                    (domain::figure::Reading::Value(own), domain::figure::Reading::Value(all)) => {
                        Some((total.period, gap(indicator.measure, own, all)))
                    }
                    _ => None,
                }
            });
            let Some((period, gap)) = latest else { continue };
            let ratio = gap.ratio.map_or_else(
                || "–".to_owned(),
                |ratio| match indicator.measure {
                    domain::indicator::Measure::Count => format!("{:.0}% of the total", ratio * 100.0),
                    _ => format!("{ratio:.2} times the figure for everyone"),
                },
            );
            rows.push(vec![
                Cell::words(&indicator.name),
                Cell::words(of.to_string().replace('=', ": ")),
                Cell::words(period.label()),
                Cell::words(indicator.print(gap.group)),
                Cell::words(indicator.print(gap.total)),
                Cell::words(ratio),
            ]);
        }
    }
    let blocks = if rows.is_empty() {
        vec![Block::Words(
            "No figures for groups are recorded for its indicators, so there are no gaps to show.".to_owned(),
        )]
    } else {
        let columns = vec![
            Column::words("Indicator"),
            Column::words("Group"),
            Column::words("Period"),
            Column::figures("The group"),
            Column::figures("Everyone"),
            Column::words("Which is"),
        ];
        vec![Block::Table(Table {
            caption: format!("Groups compared with everyone: {}", of.name),
            columns,
            rows,
        })]
    };
    Section::new(format!("{id}-gaps"), "Gaps between groups", blocks)
}

/// Changes in the definitions and recording of the indicators within the plan year.
fn changed(source: &Source, year: &PlanYear, group: &Group<'_>, id: &str) -> Section {
    let is_within = |day| (year.first..=year.last).contains(&day);
    let mut said = Vec::new();
    for row in &group.rows {
        let indicator = row.indicator;
        let pairs = indicator.definitions.iter().zip(indicator.definitions.iter().skip(1));
        for (before, after) in pairs.filter(|(_, after)| is_within(after.from)) {
            let what = wording::definition::changed(before, after).unwrap_or_else(|| "reworded".to_owned());
            said.push(format!(
                "{}, from {}: {what}. It is now: {}",
                indicator.name,
                wording::day(after.from),
                after.text
            ));
        }
        for note in source.outline.notes_of(&indicator.slug).filter(|note| is_within(note.on)) {
            let breaks = if note.effect == Effect::Breaks { "The series breaks here. " } else { "" };
            said.push(format!(
                "{}, {}, {}: {breaks}{}",
                indicator.name,
                wording::day(note.on),
                note.kind,
                note.text
            ));
        }
    }
    let blocks = match said.is_empty() {
        true => {
            vec![Block::Words("No changes to how its indicators are defined or recorded.".to_owned())]
        }
        false => vec![Block::List(said)],
    };
    Section::new(format!("{id}-changed"), "Changes to definitions and recording", blocks)
}

/// The priorities that are to be added.
fn added(source: &Source, year: &PlanYear, entries: &[ReviewVersion]) -> Option<Section> {
    let own: Vec<_> = source.outline.priorities_of(year).map(|priority| &priority.slug).collect();
    let added = entries.iter().map(|entry| &entry.reviewed).filter(|said| !own.contains(&&said.priority));
    let parts: Vec<_> = added
        .map(|said| Section::new(format!("added-{}", said.priority), &said.name, decision(Some(said))))
        .collect();
    (!parts.is_empty()).then(|| Section {
        id: "added".to_owned(),
        heading: "New priorities".to_owned(),
        blocks: Vec::new(),
        parts,
    })
}
