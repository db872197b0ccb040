//! Writing a plan as its file: the counterpart of reading it, and checked against that each time.

mod measured;
mod parts;
mod text;

use super::{Fault, PlanFile, read};
use crate::{outline::sort_rules, series};
use text::Text;

/// A plan and its figures as a plan file. Reading the text gives back what was written, which is checked here.
///
/// # Errors
/// What a plan file cannot express, by the line where it would be: a control character in a name, an indicator without a
/// definition, a reference to something missing.
pub fn write(file: &PlanFile) -> Result<String, Vec<Fault>> {
    let file = in_order(file.clone());
    let text = unchecked(&file);
    let back = read(&text)?;
    if back == file {
        return Ok(text);
    }
    let message = "the plan cannot be written as a file that would be read back the same: look for spaces \
        around a name, or a figure that does not match its numerator and denominator";
    Err(vec![Fault { line: 1, column: 1, message: message.to_owned() }])
}

/// The text, whether or not it can be read.
pub(super) fn unchecked(file: &PlanFile) -> String {
    let mut text = Text::default();
    parts::write(&mut text, &file.outline);
    measured::write(&mut text, &file.outline, &file.figures, &file.words);
    text.finished()
}

/// The same plan in the order in which its file is read: parts with an order of their own keep it.
fn in_order(mut file: PlanFile) -> PlanFile {
    let outline = &mut file.outline;
    outline.years.sort_by_key(|year| year.first);
    let partners = &outline.partners;
    let place = |slug: &_| partners.iter().position(|partner| partner == slug).unwrap_or(partners.len());
    outline.organisations.sort_by_key(|organisation| place(&organisation.slug));
    outline.neighbour_sets.sort_by(|a, b| (a.from, &a.area).cmp(&(b.from, &b.area)));
    for indicator in &mut outline.indicators {
        indicator.definitions.sort_by_key(|definition| definition.from);
    }
    let words = &mut file.words;
    for rules in [&mut outline.rating_rules, &mut words.rating_rules] {
        sort_rules(rules, &outline.indicators, &outline.years);
    }
    let indicators = &outline.indicators;
    let place = |slug: &_| indicators.iter().position(|indicator| indicator.slug == *slug);
    for targets in [&mut outline.targets, &mut words.targets] {
        targets.sort_by_cached_key(|target| {
            let period = target.period;
            (place(&target.series.indicator), target.series.clone(), period.first(), period.last())
        });
    }
    for notes in [&mut outline.change_notes, &mut words.change_notes] {
        notes.sort_by(|a, b| (a.on, &a.slug, &a.indicator).cmp(&(b.on, &b.slug, &b.indicator)));
    }
    series::sort(&mut file.figures);
    file
}
