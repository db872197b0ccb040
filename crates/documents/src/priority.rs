//! A priority of a document: its lead's view, its narrative, its indicators, what was agreed and what was spent.

use super::{
    indicator,
    source::{Book, Source, sign, told},
};
use domain::{
    action::{Urgency, urgency},
    board::Group,
    distance::travelled,
    document::{Block, Cell, Column, Mark, Section, Table},
    funding::{Total, is_by},
    narrative::About,
    plan::{PlanYear, Priority},
    rating::RollUp,
    wording,
};

/// A priority with its indicators.
pub(super) fn section(
    source: &Source,
    book: &mut Book,
    year: &PlanYear,
    priority: &Priority,
    group: &Group<'_>,
) -> Section {
    let id = format!("priority-{}", priority.slug);
    let mut section = Section::new(&id, &priority.name, about(source, year, priority, group));
    section.parts = group.rows.iter().map(|row| indicator::section(source, book, year, row, &id)).collect();
    section.parts.extend(actions(source, priority, &id));
    section.parts.push(money(source, year, priority, group, &id));
    section
}

/// How many have which rating: `2 green, 1 red`. `None` where there are no ratings.
pub(super) fn counted(ratings: &RollUp) -> Option<String> {
    let counts = [
        (ratings.green, "green"),
        (ratings.amber, "amber"),
        (ratings.red, "red"),
        (ratings.unrated, "not rated"),
    ];
    let counts = counts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}"));
    let counts: Vec<_> = counts.collect();
    (!counts.is_empty()).then(|| counts.join(", "))
}

/// The text on a priority as a whole.
pub(super) fn about(source: &Source, year: &PlanYear, priority: &Priority, group: &Group<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::Words(priority.summary.clone())];
    let ratings = group.ratings();
    if let Some(counts) = counted(&ratings) {
        let many = wording::counted(group.rows.len(), "indicator", "indicators");
        blocks.push(Block::Words(format!("{many}: {counts}.")));
    }
    if let Some(rating) = source.own_rating(&priority.slug, year) {
        let word = format!("The lead's own rating: {}, {}", rating.colour, rating.outlook);
        blocks.push(Block::Marks(vec![Mark { sign: sign(rating.colour), word }]));
        blocks.push(Block::Words(rating.reason.clone()));
    }
    let plan = source.outline.plan.slug.clone();
    let about = About::Priority { plan, priority: priority.slug.clone() };
    if let Some(narrative) = source.narrative(&about, year) {
        blocks.extend(told(source, narrative, year));
    }
    blocks
}

/// The actions agreed for it.
fn actions(source: &Source, priority: &Priority, id: &str) -> Option<Section> {
    let entries: Vec<_> =
        source.actions.iter().filter(|entry| entry.action.priority == priority.slug).collect();
    if entries.is_empty() {
        return None;
    }
    let rows = entries.iter().map(|entry| {
        let action = &entry.action;
        let late = match urgency(action, entry.state(), source.today) {
            Urgency::Overdue(_) => ", overdue",
            _ => "",
        };
        let said = entry.log.first().map_or_else(String::new, |logged| logged.status.note.clone());
        vec![
            Cell::words(&action.name),
            Cell::words(source.outline.organisation_name(&action.organisation)),
            Cell::words(wording::day(action.due)),
            Cell::words(format!("{}{late}", wording::capital(entry.state().as_str()))),
            Cell::words(said),
        ]
    });
    let columns = ["Action", "Who", "Due", "Status", "Latest update"].map(Column::words).to_vec();
    let caption = format!("Actions for the priority {}", priority.name);
    let table = Table { caption, columns, rows: rows.collect() };
    Some(Section::new(format!("{id}-actions"), "Actions", vec![Block::Table(table)]))
}

/// The money set aside and spent up to the plan year, beside the distance travelled of the indicators.
pub(super) fn money(
    source: &Source,
    year: &PlanYear,
    priority: &Priority,
    group: &Group<'_>,
    id: &str,
) -> Section {
    let years = &source.outline.years;
    let lines = source.lines.iter().map(|entry| &entry.line);
    let lines: Vec<_> =
        lines.filter(|line| line.priority == priority.slug && is_by(line, years, year)).collect();
    let mut blocks = Vec::new();
    if lines.is_empty() {
        blocks.push(Block::Words(format!("No funding has been recorded up to {}.", year.slug)));
    } else {
        let total: Total = lines.iter().copied().collect();
        blocks.push(Block::Words(format!("Up to {}: {}.", year.slug, total.say())));
        let rows = lines.iter().map(|line| {
            let spent = line.spent.map_or_else(|| "not known yet".to_owned(), |spent| spent.to_string());
            vec![
                Cell::words(&line.name),
                Cell::words(line.year.as_str()),
                Cell::words(&line.source),
                Cell::words(line.budget.to_string()),
                Cell::words(spent),
            ]
        });
        let columns = vec![
            Column::words("What it pays for"),
            Column::words("Plan year"),
            Column::words("Where it comes from"),
            Column::figures("Set aside"),
            Column::figures("Spent"),
        ];
        let caption = format!("Funding of the priority {}, up to {}", priority.name, year.slug);
        blocks.push(Block::Table(Table { caption, columns, rows: rows.collect() }));
    }
    let ways = group.rows.iter().map(|row| {
        let said = match travelled(&source.outline.change_notes, row) {
            Ok(way) => {
                let print = |value| row.indicator.print(value);
                format!(
                    "{}: from {} in {} to {} in {}; the target is {} for {}.",
                    wording::capital(&way.say()),
                    print(way.from.0),
                    way.from.1,
                    print(way.to.0),
                    way.to.1,
                    print(way.aim.0),
                    way.aim.1
                )
            }
            Err(why) => format!("{}.", wording::capital(&why.to_string())),
        };
        (row.indicator.name.clone(), said)
    });
    let ways: Vec<_> = ways.collect();
    if !ways.is_empty() {
        blocks.push(Block::Facts(ways));
        let aside = "Shown together; one did not necessarily cause the other.";
        blocks.push(Block::Aside(aside.to_owned()));
    }
    Section::new(format!("{id}-money"), "Funding and progress", blocks)
}
