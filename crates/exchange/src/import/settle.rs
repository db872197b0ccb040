//! What can be settled only when a file has been read to its end: what its indicators measure, what they are called, and
//! which of its figures occur twice.

use super::{
    draft::{Draft, Hint, Manner},
    gather::Gather,
    naming,
};
use crate::Fault;
use domain::{
    figure::{Impossible, Measured, Reading},
    indicator::Measure,
    period::Kind,
    proposal::{Proposal, ProposedFigure, ProposedIndicator, Question},
    series::Series,
    slug::Slug,
};
use std::collections::{HashMap, HashSet};

/// Settles what a file proposes.
///
/// # Errors
/// When it has no rows. (Or an indicator cannot be named, which cannot happen.)
pub(super) fn settle(mut gather: Gather<'_>) -> Result<Proposal, Vec<Fault>> {
    gather.end()?;
    let drafts = std::mem::take(&mut gather.drafts);
    let mut indicators =
        named(&gather, &drafts).ok_or_else(|| vec![Fault::new(0, "an indicator has no name")])?;
    for (draft, indicator) in drafts.iter().zip(&mut indicators) {
        say_what_is_odd(&mut gather, draft, indicator);
    }
    let mut figures = std::mem::take(&mut gather.proposal.figures);
    let mut is_left_out = 0_u64;
    figures.retain_mut(|figure| {
        let draft = gather.keys[figure.series as usize].0 as usize;
        let indicator = &indicators[draft];
        match checked(&drafts[draft], indicator, figure) {
            Ok(dropped) => {
                is_left_out += u64::from(dropped);
                true
            }
            Err(reason) => {
                gather.refuse(figure.row, column_of(&drafts[draft], reason), reason.to_string());
                false
            }
        }
    });
    if is_left_out > 0 {
        gather.note(format!(
            "{is_left_out} values were kept without the count, population or \
                interval beside them, because these do not match."
        ));
    }
    figures.sort_unstable_by_key(|figure| (figure.series, figure.period, figure.row));
    let figures = each_once(&mut gather, &drafts, figures);
    gather.proposal.problems.sort_by_key(|problem| problem.row);
    for (draft, indicator) in drafts.iter().zip(&indicators) {
        if let Some((kinds, labels)) = draft.ask.as_ref().filter(|_| draft.figures > 0) {
            gather.proposal.questions.push(question(indicator, kinds.clone(), labels));
        }
    }
    Ok(only_used(gather, indicators, figures))
}

fn question(indicator: &ProposedIndicator, kinds: Vec<Kind>, labels: &str) -> Question {
    let words: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
    let text = format!(
        "What kind of periods does \"{}\" have ({labels}): {}? For now they were read as the first of these.",
        indicator.name,
        words.join(", "),
    );
    Question { about: indicator.slug.clone(), text, kinds }
}

/// Every draft's indicator, each with a slug of its own.
fn named(gather: &Gather<'_>, drafts: &[Draft]) -> Option<Vec<ProposedIndicator>> {
    let mut main: HashMap<&str, (u64, Kind)> = HashMap::new();
    for draft in drafts {
        let known = gather.known.get(draft.base.as_str());
        let weight = match known {
            Some(known) if known.frequency == draft.kind => u64::MAX,
            // The record has it with another kind of period: none of these may take its name.
            Some(_) => continue,
            None => draft.figures,
        };
        let main = main.entry(&draft.base).or_insert((weight, draft.kind));
        if weight > main.0 {
            *main = (weight, draft.kind);
        }
    }
    let mut taken = HashSet::new();
    drafts
        .iter()
        .map(|draft| {
            let is_main = main.get(draft.base.as_str()).is_some_and(|(_, kind)| *kind == draft.kind);
            let suffix = draft.kind.as_str().replace(' ', "-");
            let wanted = if is_main { draft.base.clone() } else { naming::with_suffix(&draft.base, &suffix) };
            let mut slug = naming::slug(&wanted, "indicator")?;
            let mut number = 2;
            while !taken.insert(slug.clone()) {
                slug = Slug::new(&naming::with_suffix(&wanted, &number.to_string())).ok()?;
                number += 1;
            }
            let (measure, decimals) = draft.measured();
            let name = if is_main { draft.name.clone() } else { format!("{} ({})", draft.name, draft.kind) };
            Some(ProposedIndicator {
                slug,
                name,
                measure,
                unit: draft.unit.clone(),
                decimals,
                polarity: draft.polarity,
                frequency: draft.kind,
                definition: draft.definition.clone(),
                source: draft.source.clone(),
                origin: gather.origin,
            })
        })
        .collect()
}

/// Reports percentages that look like parts of 1, or are above 100.
fn say_what_is_odd(gather: &mut Gather<'_>, draft: &Draft, indicator: &mut ProposedIndicator) {
    let seen = &draft.seen;
    let is_percent = draft.hint == Hint::Percent || indicator.measure == Measure::Percentage;
    if !is_percent || seen.values == 0 {
        return;
    }
    let name = &draft.name;
    if seen.values >= 2 && seen.most <= 1.0 && seen.most > 0.0 && seen.decimals >= 2 {
        let reason = format!(
            "every value of \"{name}\" is at most 1, though it is a percentage: they were read as they are. \
                If 0.25 means 25%, multiply them by 100 first"
        );
        gather.remark(0, &draft.column, reason);
    }
    if indicator.measure != Measure::Percentage && draft.measure.is_none() {
        gather.note(format!(
            "\"{name}\" is given as a percentage but has values from {} to {}, so it is kept as {}.",
            seen.least,
            seen.most,
            if indicator.measure == Measure::Index { "an index" } else { "a rate per 100" },
        ));
        if indicator.measure == Measure::Index && indicator.unit.is_empty() {
            indicator.unit = "%".to_owned();
        }
    }
}

/// Whether an indicator can have a figure; true where the figure had to drop the parts of its value.
fn checked(
    draft: &Draft,
    indicator: &ProposedIndicator,
    figure: &mut ProposedFigure,
) -> Result<bool, Impossible> {
    let Reading::Value(measured) = figure.reading else { return Ok(false) };
    let (measure, decimals) = (indicator.measure, indicator.decimals);
    let (value, fraction, interval) = (measured.value(), measured.fraction(), measured.interval());
    let judged = Measured::new(measure, decimals, Some(value), fraction, interval);
    match (draft.manner, judged) {
        (Manner::Ours, judged) => {
            figure.reading = Reading::Value(judged?);
            Ok(false)
        }
        // The value stays as published, and is not computed again.
        (Manner::Published, Ok(_)) => Ok(false),
        (Manner::Published, Err(_)) => {
            let with = |fraction, interval| {
                Measured::new(measure, decimals, Some(value), fraction, interval).is_ok()
            };
            let interval = interval.filter(|interval| with(None, Some(*interval)));
            let fraction =
                fraction.filter(|fraction| with(Some(*fraction), None) && with(Some(*fraction), interval));
            Measured::new(measure, decimals, Some(value), fraction, interval)?;
            let kept = Measured::recorded(value, fraction, interval).ok_or(Impossible::NotFinite)?;
            figure.reading = Reading::Value(kept);
            Ok(true)
        }
    }
}

fn column_of(draft: &Draft, reason: Impossible) -> &str {
    match reason {
        Impossible::Negative("numerator") | Impossible::MoreThanAll if draft.manner == Manner::Ours => {
            "numerator"
        }
        Impossible::NothingToDivideBy if draft.manner == Manner::Ours => "denominator",
        Impossible::OutsideInterval | Impossible::BackwardsInterval if draft.manner == Manner::Ours => {
            "lower"
        }
        _ => &draft.column,
    }
}

/// Keeps one of figures that occur twice with the same content, and none of those that contradict each other.
fn each_once(
    gather: &mut Gather<'_>,
    drafts: &[Draft],
    mut figures: Vec<ProposedFigure>,
) -> Vec<ProposedFigure> {
    let mut dropped: Vec<usize> = Vec::new();
    let (mut repeats, mut first) = (0_u64, 0);
    while first < figures.len() {
        let key = (figures[first].series, figures[first].period);
        let same = figures[first..].iter().take_while(|figure| (figure.series, figure.period) == key).count();
        let group = &figures[first..first + same];
        if same > 1 {
            let says = |figure: &ProposedFigure| (figure.reading.clone(), figure.status);
            if group.iter().all(|figure| says(figure) == says(&group[0])) {
                repeats += same as u64 - 1;
                dropped.extend(first + 1..first + same);
            } else {
                let rows: Vec<u32> = group.iter().map(|figure| figure.row).collect();
                let column = &drafts[gather.keys[key.0 as usize].0 as usize].column;
                for (place, row) in rows.iter().enumerate() {
                    gather.refuse(*row, column, contradiction(&rows, place));
                }
                dropped.extend(first..first + same);
            }
        }
        first += same;
    }
    if repeats > 0 {
        let rows = if repeats == 1 { "1 figure repeats".into() } else { format!("{repeats} figures repeat") };
        gather.note(format!("{rows} another row exactly, and are counted once."));
    }
    if !dropped.is_empty() {
        let (mut place, mut next) = (0, 0);
        figures.retain(|_| {
            let is_dropped = dropped.get(next) == Some(&place);
            next += usize::from(is_dropped);
            place += 1;
            !is_dropped
        });
    }
    figures
}

fn contradiction(rows: &[u32], place: usize) -> String {
    let others: Vec<String> = rows
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != place)
        .take(5)
        .map(|(_, row)| row.to_string())
        .collect();
    let (which, give) = if others.len() == 1 { ("row", "gives") } else { ("rows", "give") };
    format!(
        "{which} {} {give} a different figure for the same indicator, area, breakdown and period: none of them was used",
        others.join(", ")
    )
}

/// Keeps only the indicators, areas and breakdowns that figures use.
fn only_used(
    mut gather: Gather<'_>,
    indicators: Vec<ProposedIndicator>,
    mut figures: Vec<ProposedFigure>,
) -> Proposal {
    let mut is_used = vec![false; gather.keys.len()];
    for figure in &figures {
        is_used[figure.series as usize] = true;
    }
    let mut places = vec![0_u32; gather.keys.len()];
    let mut series = Vec::new();
    let mut has_indicator = vec![false; indicators.len()];
    let mut has_area = vec![false; gather.proposal.areas.len()];
    for (key, (draft, area, breakdown)) in gather.keys.iter().enumerate().filter(|(key, _)| is_used[*key]) {
        places[key] = series.len() as u32;
        has_indicator[*draft as usize] = true;
        has_area[*area as usize] = true;
        series.push(Series {
            indicator: indicators[*draft as usize].slug.clone(),
            area: gather.proposal.areas[*area as usize].code.clone(),
            breakdown: gather.breakdowns[*breakdown as usize].clone(),
        });
    }
    for figure in &mut figures {
        figure.series = places[figure.series as usize];
    }
    let used = |has: Vec<bool>| {
        let mut has = has.into_iter();
        move || has.next().unwrap_or(false)
    };
    let (mut of_indicator, mut of_area) = (used(has_indicator), used(has_area));
    let mut proposal = std::mem::take(&mut gather.proposal);
    proposal.indicators = indicators.into_iter().filter(|_| of_indicator()).collect();
    proposal.areas.retain(|_| of_area());
    proposal.questions.retain(|question| proposal.indicators.iter().any(|one| one.slug == question.about));
    proposal.series = series;
    proposal.figures = figures;
    proposal
}
