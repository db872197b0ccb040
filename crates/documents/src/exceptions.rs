//! The exception report: one page for the Health and Wellbeing Board, which the partnership's own board is part of. It shows
//! what is red or newly red, what signals, and what is asked.

use crate::{
    indicator,
    shown::{Making, Shown, Then, title},
};
use domain::{
    board::{Exception, Row, chance, exceptions, exceptions_first, tally},
    document::{Block, Cell, Column, Document, Section, Table},
    markdown,
    narrative::{About, Part},
    rating::Colour,
    wording,
};

/// The report on the contents of a pack.
pub(super) fn document(shown: &Shown<'_>, making: &Making<'_>, then: &Then) -> Document {
    let Shown { source, year, .. } = *shown;
    Document {
        title: "Exception report to the Health and Wellbeing Board".to_owned(),
        subtitle: format!(
            "From the {}. {}, plan year {}",
            title(making.pack),
            source.outline.plan.name,
            year.slug
        ),
        partnership: source.outline.plan.partnership.clone(),
        cautions: source.cautions(),
        as_at: source.as_at(),
        sections: vec![red(shown, then), signals(shown), asked(shown)],
    }
}

fn red(shown: &Shown<'_>, then: &Then) -> Section {
    let rows = shown.rows();
    let counted = tally(&rows);
    let red = rows.iter().filter(|row| is_red(row));
    let lines: Vec<_> = red
        .map(|row| {
            let latest = row.latest.and_then(|latest| Some((latest.reading.value()?, latest.period)));
            let said = latest.map(|(value, period)| format!("{} ({period})", row.indicator.say(value)));
            let target = row.target.map(|target| wording::aim(row.indicator, target.aim));
            let rating = indicator::rating(row);
            let newly = match (then.on, then.is_newly_red(row)) {
                (None, _) => "first pack".to_owned(),
                (Some(on), true) => format!("newly red since {}", wording::day(on)),
                (Some(_), false) => "already red".to_owned(),
            };
            vec![
                Cell::words(&row.indicator.name),
                Cell::words(said.unwrap_or_default()),
                Cell::words(target.unwrap_or_default()),
                Cell { text: rating.word, sign: Some(rating.sign), figure: None },
                Cell::words(newly),
            ]
        })
        .collect();
    let said = format!(
        "Of {} {} red, {} amber and {} green; {} not rated.",
        wording::counted(counted.indicators, "indicator", "indicators"),
        if counted.ratings.red == 1 { "1 is".to_owned() } else { format!("{} are", counted.ratings.red) },
        counted.ratings.amber,
        counted.ratings.green,
        counted.ratings.unrated
    );
    let mut blocks = vec![Block::Finding(said)];
    if !lines.is_empty() {
        let columns =
            ["Indicator", "Latest", "Target", "Rating", "At the previous pack"].map(Column::words).to_vec();
        let caption = "Indicators that miss their target by more than the tolerance".to_owned();
        blocks.push(Block::Table(Table { caption, columns, rows: lines }));
    }
    Section::new("red", "Red indicators", blocks)
}

fn is_red(row: &Row<'_>) -> bool {
    row.signals.rating.as_ref().is_ok_and(|rating| rating.colour == Colour::Red)
}

/// What is worse than its usual variation or unusual, and what will miss its target unless something changes.
fn signals(shown: &Shown<'_>) -> Section {
    let rows = exceptions_first(shown.rows());
    let is_signal = |exception: &Exception| {
        matches!(
            exception,
            Exception::Concern | Exception::WillMiss | Exception::Unusual | Exception::NoFigure
        )
    };
    let lines: Vec<_> = rows
        .iter()
        .filter_map(|row| {
            let why: Vec<_> =
                exceptions(row).into_iter().filter(|exception| is_signal(exception)).map(said).collect();
            (!why.is_empty()).then(|| {
                let mut marks = indicator::variation(row);
                marks.word = why.join("; ");
                vec![
                    Cell::words(&row.indicator.name),
                    Cell { text: marks.word, sign: Some(marks.sign), figure: None },
                    Cell::words(wording::headline(&shown.source.outline, row)),
                ]
            })
        })
        .collect();
    let blocks = if lines.is_empty() {
        vec![Block::Words("No indicator is beyond its usual ups and downs.".to_owned())]
    } else {
        let beside = chance(&rows).map(|chance| Block::Words(wording::chance(&chance)));
        let columns = ["Indicator", "Signal", "In words"].map(Column::words).to_vec();
        let caption = "Indicators with a signal".to_owned();
        beside.into_iter().chain([Block::Table(Table { caption, columns, rows: lines })]).collect()
    };
    Section::new("signals", "Signals", blocks)
}

fn said(exception: Exception) -> String {
    match exception {
        Exception::Concern => "worse than its usual ups and downs",
        Exception::WillMiss => "will miss its target unless something changes",
        Exception::Unusual => "beyond its usual ups and downs, which is neither better nor worse",
        Exception::NoFigure => "has no up-to-date figure",
        Exception::Red => "red",
        Exception::Amber => "amber",
    }
    .to_owned()
}

/// What the narratives of the priorities and their indicators ask of the board.
fn asked(shown: &Shown<'_>) -> Section {
    let Shown { source, year, chosen } = *shown;
    let plan = &source.outline.plan.slug;
    let priorities = chosen.iter().map(|(priority, _)| {
        let about = About::Priority { plan: plan.clone(), priority: priority.slug.clone() };
        (about, priority.name.as_str())
    });
    let indicators = shown
        .rows()
        .into_iter()
        .map(|row| (About::Indicator(row.indicator.slug.clone()), row.indicator.name.as_str()));
    let asks: Vec<_> = priorities
        .chain(indicators)
        .filter_map(|(about, name)| {
            let asked = source.narrative(&about, year)?.parts.get(Part::Asked);
            let asked = markdown::to_text(asked);
            (!asked.is_empty()).then(|| (name.to_owned(), asked))
        })
        .collect();
    let blocks = match asks.is_empty() {
        true => vec![Block::Words("The board is not asked for anything.".to_owned())],
        false => vec![Block::Facts(asks)],
    };
    Section::new("asked", "What we ask of the board", blocks)
}
