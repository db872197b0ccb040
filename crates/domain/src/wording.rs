//! Findings in plain words. The same sentence wherever a finding appears.

mod attention;
/// The definition of an indicator, in words.
pub mod definition;
/// The finding on a series, in words.
pub mod finding;
/// The forecast of a series, in words.
pub mod forecast;
/// The finding on a series by its judgement, in words.
pub mod judged;
mod missing;
mod panel;
mod symbol;

use crate::{
    access::PersonId,
    board::{Chance, Moment, NotComparable, Now, Row, Until, order::Since},
    chart::{Chart, Line},
    comparison::Merit,
    figure::{Approval, Figure, Status},
    indicator::{Indicator, Timing},
    like::NotAlike,
    number,
    outline::Outline,
    period::{Kind, Period},
    plan::PlanYear,
    series::Breakdown,
    target::Aim,
};
use chrono::NaiveDate;
use finding::SeriesSummary;

pub use crate::{baseline::no_baseline, day::day};
pub use attention::attention;
pub use missing::missing;
pub use panel::panel;
pub use symbol::meanings;

/// The time of a figure, with its preposition: `in 2017/18`, `at 31 March 2018`.
#[must_use]
pub fn when(indicator: &Indicator, period: &Period) -> String {
    let timing = indicator.definition_on(period.last()).map(|definition| definition.timing);
    match (period.kind(), timing) {
        (Kind::ReportingYear, Some(Timing::Snapshot)) => format!("at {}", day(period.last())),
        (Kind::ReportingYear, _) => format!("in the {} reporting year", period.last().format("%Y")),
        _ => format!("in {period}"),
    }
}

/// A word of a vocabulary with a capital, to start a sentence.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Printed where figures are made up.
pub const ILLUSTRATIVE: &str =
    "Illustrative: the partners' figures, targets and people here are made up to show what the program does.";

/// A count with its noun: `1 action`, `11 actions`.
#[must_use]
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// How many unusual figures chance alone would give on a board, and which are more than that.
#[must_use]
pub fn chance(chance: &Chance<'_>) -> String {
    let Chance { judged, unusual, expected, standing } = chance;
    let by_chance = match expected.round() {
        0.0 => "fewer than 1".to_owned(),
        many => format!("about {many}"),
    };
    let judged = counted(*judged, "indicator", "indicators");
    let has = if *unusual == 1 { "1 has" } else { &format!("{unusual} have") };
    let said = format!(
        "Of {judged} with enough figures to judge, {has} unusual latest figures. Chance alone would give {by_chance}."
    );
    let names: Vec<_> = standing.iter().map(|row| row.indicator.name.as_str()).collect();
    match names.as_slice() {
        [] => said,
        [name] => format!("{said} Too unusual for chance: {name}."),
        names => format!("{said} Too unusual for chance: {}.", names.join("; ")),
    }
}

/// Who did something: by name, for as long as it is known. The public is shown no names.
#[must_use]
pub fn by(sort: &str, person: Option<PersonId>, name: Option<&str>) -> String {
    match (sort, name, person) {
        ("operator", ..) => "the operator".to_owned(),
        (_, Some(name), _) => name.to_owned(),
        (_, None, Some(person)) => format!("person {person} (account erased or not used yet)"),
        ("person", None, None) => "a partner".to_owned(),
        (sort, ..) => format!("a {sort}"),
    }
}

/// A group in words: `Everyone`, `Sex: Female`.
#[must_use]
pub fn group(breakdown: &Breakdown) -> String {
    match breakdown {
        Breakdown::Total => "Everyone".to_owned(),
        Breakdown::Category { dimension, category } => format!("{}: {category}", capital(dimension)),
    }
}

/// One plain sentence or a few: how big, compared with whom, since when, and what is missing.
#[must_use]
pub fn headline(outline: &Outline, row: &Row<'_>) -> String {
    let mut said = Vec::new();
    let comparator = outline.main_comparator().map_or("", |code| outline.area_name(code));
    let value_said = |figure: &Figure, comparison: Option<&crate::comparison::Comparison>| {
        let value = figure.reading.value().map_or_else(String::new, |value| row.indicator.say(value));
        let when = when(row.indicator, &figure.period);
        match comparison {
            Some(comparison) => {
                format!("{value} {when}, {}", comparison.say_judged(row.indicator, comparator))
            }
            None => format!("{value} {when}"),
        }
    };
    match (row.latest, row.later) {
        (Some(latest), _) => {
            said.push(format!("{}.", value_said(latest, row.comparison.as_ref())));
            let is_provisional = latest.status == Status::Provisional;
            if is_provisional {
                said.push("This figure is provisional.".into());
            }
            if let Some(stage) = stage(latest.approval) {
                said.push(format!("{} {stage}.", if is_provisional { "It is" } else { "This figure is" }));
            }
            said.extend(row.latest_notes.iter().map(|note| note.text.clone()));
        }
        (None, Some(later)) => {
            said.push(format!("No figures up to this plan year: the first is for {}.", later.period));
        }
        (None, None) if row.missing.is_none() => said.push("No figures have been recorded yet.".into()),
        (None, None) => {}
    }
    if let Some(absence) = row.missing.and_then(|figure| Some((figure.period, figure.reading.absence()?))) {
        said.push(format!("{}: {}.", absence.0, absence.1));
        said.extend(row.missing_notes.iter().map(|note| note.text.clone()));
    }
    if let Some(baseline) = row.baseline.filter(|baseline| Some(*baseline) != row.latest) {
        said.push(format!("Baseline: {}.", value_said(baseline, row.baseline_comparison.as_ref())));
        if let Err(reason @ NotComparable::Break(_)) = &row.since_baseline {
            said.push(format!("The two figures cannot be compared: {reason}."));
        }
    }
    if let Err(NotComparable::NoBaseline(why @ NotAlike::OtherSeasons)) = &row.since_baseline {
        said.push(format!("{}.", capital(no_baseline(*why))));
    }
    let period = |on| {
        let own = row.figures.iter().find(|figure| figure.period.first() == on);
        own.map_or_else(|| day(on), |figure| figure.period.label())
    };
    judged::tell(SeriesSummary {
        indicator: row.indicator,
        said,
        latest: row.latest.and_then(|figure| figure.reading.value()),
        target: told_target(row),
        rated: rated_in(row),
        signals: &row.signals,
        period: &period,
    })
}

/// What the record holds after the plan year of a page: `Now: 24.36% in 2024/25, 0.99 pp above England; 10.89 pp up since
/// 2020/21, worse.`
#[must_use]
pub fn now(indicator: &Indicator, now: &Now<'_>, comparator: &str) -> String {
    let value = now.figure.reading.value().map_or_else(String::new, |value| indicator.say(value));
    let beside =
        now.comparison.as_ref().map(|beside| format!(", {}", beside.say_judged(indicator, comparator)));
    let change = now.since.as_ref().map(|(change, from)| {
        let merit = match change.merit(indicator) {
            Merit::Better => ", better",
            Merit::Worse => ", worse",
            Merit::Neither => "",
        };
        format!("; {} since {from}{merit}", change.say_change(indicator))
    });
    let when = when(indicator, &now.figure.period);
    format!("Now: {value} {when}{}{}.", beside.unwrap_or_default(), change.unwrap_or_default())
}

/// Since when a change is: `in a year`, `since 2017/18`.
#[must_use]
pub fn since(row: &Row<'_>, since: Since) -> String {
    match (since, row.baseline) {
        (Since::Baseline, Some(baseline)) => format!("since {}", baseline.period.label()),
        (Since::Baseline, None) => "since the baseline".to_owned(),
        (Since::LastYear, _) => "in a year".to_owned(),
    }
}

/// Which figures a page shows: `Figures up to plan year 2020-21.`
#[must_use]
pub fn shown(moment: Moment<'_>) -> String {
    match moment.until {
        Until::Year => format!("Figures up to plan year {}.", moment.year.slug),
        Until::Newest => "The newest figures.".to_owned(),
    }
}

/// The target, with its period if that is not the last value's.
fn told_target(row: &Row<'_>) -> Option<(Aim, Option<String>)> {
    let target = row.target?;
    let is_of_latest = row.latest.is_some_and(|latest| latest.period == target.period);
    Some((target.aim, (!is_of_latest).then(|| target.period.label())))
}

/// When the value was that the rating belongs to, where a newer one is shown.
fn rated_in(row: &Row<'_>) -> Option<String> {
    let rated = row.rated.filter(|rated| row.latest.is_some_and(|latest| latest.period != rated.period))?;
    Some(when(row.indicator, &rated.period))
}

/// The note that a figure has not been approved: `a draft, not yet approved`.
#[must_use]
pub fn stage(approval: Approval) -> Option<&'static str> {
    match approval {
        Approval::Draft => Some("a draft, not yet approved"),
        Approval::Submitted => Some("awaiting approval"),
        Approval::Approved => None,
    }
}

/// The tolerance for amber in a plan year, and from when it is fixed: `within 5% of the target is amber; fixed since 1 April
/// 2018`.
#[must_use]
pub fn tolerance_in(outline: &Outline, indicator: &Indicator, year: &PlanYear, today: NaiveDate) -> String {
    let tolerance = finding::tolerance(indicator, outline.tolerance(&indicator.slug, Some(year)));
    let since = if year.has_begun(today) { "since" } else { "from" };
    format!("{tolerance}; fixed {since} {}", day(year.first))
}

/// A target, in the unit: `75.0%`, `10 to 12 points`.
#[must_use]
pub fn aim(indicator: &Indicator, aim: Aim) -> String {
    match aim {
        Aim::Value(value) => indicator.say_exactly(value),
        Aim::Range(lower, upper) => {
            format!("{} to {}", indicator.print_exactly(lower), indicator.say_exactly(upper))
        }
    }
}

/// A description of a chart, for those who do not see it: what, where, when, and its ends.
#[must_use]
pub fn chart_described(chart: &Chart<'_>) -> String {
    let names: Vec<_> = chart.lines.iter().map(|line| line.name).collect();
    let places = match names.as_slice() {
        [] => String::new(),
        [own] => (*own).to_owned(),
        [own, others @ ..] => format!("{own}, compared with {}", others.join(" and ")),
    };
    let told = chart.periods.iter().rfind(|period| !chart.is_ahead(period));
    let (first, last) = match (chart.periods.first(), told) {
        (Some(first), Some(last)) => (first.label(), last.label()),
        _ => return String::new(),
    };
    let ends = chart.lines.first().map_or_else(String::new, |line| {
        let values: Vec<_> =
            chart.comparable(line).filter_map(|point| Some((point.figure.period, point.value()?))).collect();
        match (values.first(), values.last()) {
            (Some((from, first)), Some((to, last))) if from != to => format!(
                " {}: {} {}, and {} {}.",
                line.name,
                chart.indicator.say(*first),
                when(chart.indicator, from),
                chart.indicator.say(*last),
                when(chart.indicator, to)
            ),
            _ => String::new(),
        }
    });
    let ahead = chart.forecast.as_ref().map(|ahead| format!(" {}", forecast::told(chart.indicator, ahead)));
    let due = chart.target.zip(chart.due);
    let due = due.map(|(target, due)| format!(" Target for {due}: {}.", aim(chart.indicator, target)));
    format!(
        "{places}, from {first} to {last}.{ends}{}{}{} {}",
        ahead.unwrap_or_default(),
        due.unwrap_or_default(),
        baseline_described(chart),
        scale_said(chart)
    )
}

/// Every area's value at the plan's baseline: ` At the plan's baseline, 2017/18: Oxfordshire 14.62%, England 13.91%.`
fn baseline_described(chart: &Chart<'_>) -> String {
    let Some(baseline) = chart.baseline() else { return String::new() };
    let value = |line: &Line<'_>| chart.figure(line, &baseline.period)?.reading.value();
    let said = |line: &Line<'_>| Some(format!("{} {}", line.name, chart.indicator.print(value(line)?)));
    let areas: Vec<_> = chart.lines.iter().filter_map(said).collect();
    format!(" At the plan's baseline, {}: {}.", baseline.period, areas.join(", "))
}

/// The vertical axis in words, so that its start misleads nobody.
#[must_use]
pub fn scale_said(chart: &Chart<'_>) -> String {
    let print = |value: f64| {
        let decimals = chart.scale.decimals();
        number::print(value, decimals)
    };
    let scale = &chart.scale;
    let unit = chart.indicator.unit_said();
    if scale.starts_at_zero() {
        format!("The vertical axis runs from 0 to {} ({unit}).", print(scale.high))
    } else {
        format!(
            "The vertical axis runs from {} to {} ({unit}): it does not start at 0.",
            print(scale.low),
            print(scale.high)
        )
    }
}
