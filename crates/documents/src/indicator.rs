//! An indicator of a document: how big, is it getting better, why; its chart, its figures and its definition.

use super::source::{Book, Source, measured, owner, plain, sign, told};
use charts::Size;
use domain::{
    board::{Row, notes_within},
    chart::{Chart, row_chart},
    control_chart::Variation,
    document::{Block, Cell, Column, Mark, Section, Sign, Table},
    figure::Figure,
    forecast::{self, Coverage, Forecast, Refusal, Step},
    indicator::Indicator,
    judgement::Unassured,
    narrative::About,
    outline::Outline,
    pack,
    period::Period,
    plan::{PlanYear, Standing, standing},
    rating::Unrated,
    series,
    target::Target,
    wording,
};

/// An indicator with everything that a board is given about it. `within` names its section.
pub(super) fn section(
    source: &Source,
    book: &mut Book,
    year: &PlanYear,
    row: &Row<'_>,
    within: &str,
) -> Section {
    let indicator = row.indicator;
    book.indicator(source, indicator, year);
    let mut blocks = vec![Block::Aside(format!(
        "{}. {} is responsible for it.",
        wording::capital(&indicator.unit_said()),
        owner(&source.outline, indicator, source.today)
    ))];
    blocks.push(Block::Finding(wording::headline(&source.outline, row)));
    blocks.push(Block::Marks(marks(row)));
    if let Ok(rating) = &row.signals.rating {
        blocks.push(Block::Words(format!("{}.", rating.sum(indicator))));
    }
    let ahead = forecast(source, row);
    let drawn = row_chart(&source.outline, &source.figures, row);
    let drawn = drawn.map(|drawn| match &ahead {
        // Its target is the one in the headline, with its quarter; the sentence on the forecast names its own.
        Some(Ok(ahead)) => drawn.with_forecast(ahead.clone(), row.target),
        _ => drawn,
    });
    if let Some(drawn) = &drawn {
        // Markers of the arrows must differ from those of other charts on the page.
        let id = format!("{within}-{}", indicator.slug);
        let text = wording::chart_described(drawn);
        let svg = charts::line_chart(drawn, Size::Wide, &id, &indicator.name, &text);
        blocks.push(Block::Chart { svg, text });
        blocks.extend(notes(drawn).map(Block::Words));
        blocks.extend(ahead.map(|ahead| told_ahead(source, book, row, ahead)));
        blocks.push(table(source, book, drawn));
        let figures = drawn.lines.iter().flat_map(|line| line.points.iter().map(|point| point.figure));
        let meanings = wording::meanings(figures);
        if !meanings.is_empty() {
            blocks.push(Block::Aside(format!("{}.", meanings.join("; "))));
        }
    }
    if let Some(narrative) = source.narrative(&About::Indicator(indicator.slug.clone()), year) {
        blocks.extend(told(source, narrative, year));
    }
    let meant = measured(&source.outline, indicator, year, source.today);
    blocks.push(Block::Aside(format!("What it means: {}", meant.definition)));
    Section::new(format!("{within}-{}", indicator.slug), indicator.name.clone(), blocks)
}

/// The forecast of a quarterly series to the end of the plan; `None` where it does not apply: the series is not quarterly, no
/// quarters are left, or figures from after the plan year are known already.
fn forecast(source: &Source, row: &Row<'_>) -> Option<Result<Forecast, Refusal>> {
    let (indicator, latest) = (row.indicator, row.latest?);
    let all = series::of(&source.figures, &indicator.slug, &latest.series.area);
    let is_known = all.iter().any(|figure| figure.reading.value().is_some() && figure.period > latest.period);
    let forecast = forecast::of(row.figures, &source.outline.change_notes, indicator, &source.outline.years);
    let is_asked = !matches!(
        forecast,
        Err(Refusal::NotQuarterly | Refusal::Overlapping | Refusal::PlanOver | Refusal::Retired)
    );
    (is_asked && !is_known).then_some(forecast)
}

/// A forecast in words, kept with the pack to be compared with later figures; or why there is none.
fn told_ahead(source: &Source, book: &mut Book, row: &Row<'_>, forecast: Result<Forecast, Refusal>) -> Block {
    let indicator = row.indicator;
    let forecast = match forecast {
        Ok(forecast) => forecast,
        Err(refusal) => return Block::Aside(format!("There is no forecast: {refusal}.")),
    };
    let area = &source.outline.plan.area;
    let aimed = forecast.aimed(&source.outline.targets, &indicator.slug, area);
    let met = aimed.and_then(|(step, target)| wording::forecast::target(indicator, step, target.aim));
    let kept = |step: &Step| pack::Step {
        period: step.period.label(),
        mean: step.likeliest(),
        within_80: step.within(Coverage::Eighty),
        within_95: step.within(Coverage::NinetyFive),
    };
    book.forecast(pack::Forecast {
        indicator: indicator.slug.to_string(),
        area: area.to_string(),
        model: wording::capital(&wording::forecast::method(&forecast)),
        steps: forecast.steps.iter().map(kept).collect(),
        target: aimed.map(|(step, target)| pack::Aimed {
            period: step.period.label(),
            ends: target.aim.ends(),
            probability: step.probability(target.aim, indicator.polarity, indicator.decimals),
        }),
    });
    let told = wording::forecast::told(indicator, &forecast);
    let met = met.map_or_else(String::new, |met| format!(" {met}"));
    Block::Words(format!("{told}{met} {}", wording::forecast::basis(&forecast)))
}

/// Rating, variation and assurance, each a sign with its word.
pub(super) fn marks(row: &Row<'_>) -> Vec<Mark> {
    vec![rating(row), variation(row), assurance(row)]
}

/// The rating of its last value.
pub(super) fn rating(row: &Row<'_>) -> Mark {
    match &row.signals.rating {
        Ok(rating) => {
            let provisional = if rating.is_provisional { ", provisional" } else { "" };
            Mark {
                sign: sign(rating.colour),
                word: format!("{}{provisional}", wording::capital(rating.colour.as_str())),
            }
        }
        Err(Unrated::NoTarget) => plain("Not rated: no target is set"),
        Err(reason) => plain(format!("Not rated: {reason}")),
    }
}

/// The finding for its last point.
pub(super) fn variation(row: &Row<'_>) -> Mark {
    match row.signals.variation() {
        Ok(variation) => {
            let sign = match variation {
                Variation::ImprovementHigh | Variation::ImprovementLow => Sign::Better,
                Variation::ConcernHigh | Variation::ConcernLow => Sign::Worse,
                Variation::CommonCause | Variation::NeutralHigh | Variation::NeutralLow => Sign::None,
            };
            Mark { sign, word: wording::capital(wording::finding::variation(variation)) }
        }
        Err(reason) => plain(format!("Variation not shown: {reason}")),
    }
}

fn assurance(row: &Row<'_>) -> Mark {
    match row.signals.assurance() {
        Ok(assurance) => plain(wording::capital(wording::finding::assurance(assurance))),
        Err(Unassured::NoTarget) => plain("No target"),
        Err(reason) => plain(format!("Assurance not shown: {reason}")),
    }
}

/// The change notes by the numbers that they have on the chart.
fn notes(chart: &Chart<'_>) -> impl Iterator<Item = String> {
    (1..).zip(&chart.notes).map(|(number, note)| {
        let breaks = match note.effect {
            domain::change_note::Effect::Breaks => "The series breaks here. ",
            domain::change_note::Effect::Explains => "",
        };
        format!("{number}. {}, {}: {breaks}{}", wording::day(note.on), note.kind, note.text)
    })
}

/// How many of the chart's periods the table shows: three years of quarters. The workbook has them all.
const ROWS: usize = 13;

/// The figures of the chart, a row for each period: the last ones, and the baseline.
fn table(source: &Source, book: &mut Book, chart: &Chart<'_>) -> Block {
    let outline = &source.outline;
    let indicator = chart.indicator;
    // All are kept, so the workbook has everything in the chart.
    for line in &chart.lines {
        for point in &line.points {
            book.figure(outline, indicator, point.figure);
        }
    }
    let baseline = chart.baseline().map(|figure| figure.period);
    let periods: Vec<_> = chart.periods.iter().filter(|period| !chart.is_ahead(period)).collect();
    let from = periods.len().saturating_sub(ROWS);
    let shown = periods
        .iter()
        .copied()
        .enumerate()
        .filter(|(place, period)| *place >= from || Some(**period) == baseline);
    let has_target = outline.targets.iter().any(|target| is_target(outline, indicator, target));
    let rows: Vec<Vec<Cell>> = shown
        .map(|(_, period)| {
            let mut cells = vec![Cell::words(period.label())];
            cells.extend(
                chart.lines.iter().map(|line| book.cell(outline, indicator, chart.figure(line, period))),
            );
            if has_target {
                let target = outline
                    .targets
                    .iter()
                    .find(|target| is_target(outline, indicator, target) && target.period == *period);
                cells.push(Cell::words(
                    target.map_or_else(String::new, |target| wording::aim(indicator, target.aim)),
                ));
            }
            cells.push(Cell::words(known(source, chart, period, baseline)));
            cells
        })
        .collect();
    let mut columns = vec![Column::words("Period")];
    columns.extend(chart.lines.iter().map(|line| Column::figures(line.name)));
    columns.extend(has_target.then(|| Column::words("Target")));
    columns.push(Column::words("Notes"));
    let older = periods.len() - rows.len();
    let older =
        if older > 0 { format!(" {older} older periods are in the workbook.") } else { String::new() };
    // Its source is given with its definition.
    let caption = format!("{}, {}.{older}", indicator.name, indicator.unit_said());
    Block::Table(Table { caption, columns, rows })
}

fn is_target(outline: &Outline, indicator: &Indicator, target: &Target) -> bool {
    target.series.indicator == indicator.slug
        && target.series.area == outline.plan.area
        && target.series.breakdown == domain::series::Breakdown::Total
}

/// Notes on a period: its place in the plan, why a value is missing, what happened in it.
fn known(source: &Source, chart: &Chart<'_>, period: &Period, baseline: Option<Period>) -> String {
    let outline = &source.outline;
    let mut said = Vec::new();
    if Some(*period) == baseline {
        said.push("The baseline.".to_owned());
    } else if let Standing::In(year) = standing(&outline.years, period) {
        said.push(format!("Plan year {}.", year.slug));
    }
    let own: Option<&Figure> = chart.lines.first().and_then(|line| chart.figure(line, period));
    if let Some(absence) = own.and_then(|figure| figure.reading.absence()) {
        said.push(format!("{}.", wording::capital(absence.as_str())));
    }
    said.extend(notes_within(outline, chart.indicator, period).iter().map(|note| note.text.clone()));
    said.extend(own.and_then(Figure::remarks));
    said.join(" ")
}
