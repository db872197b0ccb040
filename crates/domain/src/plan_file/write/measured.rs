//! Indicators with their change notes and targets, and figures.

use super::{
    super::{SectionAudience, Words},
    text::{Text, number, quoted},
};
use crate::{
    change_note::ChangeNote,
    figure::{Absence, Figure, Measured, Reading, Status},
    indicator::{Indicator, USUAL_LAG},
    outline::Outline,
    rating::{RatingRule, Tolerance},
    series::{Breakdown, Series},
    target::{Aim, Target},
};

pub(super) fn write(text: &mut Text, outline: &Outline, figures: &[Figure], words: &Words) {
    for each in &outline.indicators {
        indicator(text, outline, words, each);
    }
    change_notes(text, SectionAudience::Everybody, &outline.change_notes);
    change_notes(text, SectionAudience::Partners, &words.change_notes);
    targets(text, SectionAudience::Everybody, &outline.targets);
    targets(text, SectionAudience::Partners, &words.targets);
    for same in figures.chunk_by(|a, b| a.series == b.series) {
        let Some(first) = same.first() else { continue };
        text.section("[[series]]");
        series(text, &first.series);
        text.inner("[series.figures]");
        let indicator = outline.indicator(&first.series.indicator);
        for each in same {
            figure(text, each, indicator);
        }
    }
}

/// The audience, if it is not everybody.
fn told(text: &mut Text, told: SectionAudience) {
    if told != SectionAudience::Everybody {
        text.text("told", told.as_str());
    }
}

fn targets(text: &mut Text, who: SectionAudience, targets: &[Target]) {
    for target in targets {
        text.section("[[target]]");
        series(text, &target.series);
        text.text("period", target.period.to_string());
        match target.aim {
            Aim::Value(value) => text.number("value", value),
            Aim::Range(lower, upper) => {
                text.number("lower", lower);
                text.number("upper", upper);
            }
        }
        told(text, who);
    }
}

fn series(text: &mut Text, series: &Series) {
    text.text("indicator", series.indicator.as_str());
    text.text("area", series.area.as_str());
    if series.breakdown != Breakdown::Total {
        text.text("breakdown", series.breakdown.to_string());
    }
}

fn indicator(text: &mut Text, outline: &Outline, words: &Words, indicator: &Indicator) {
    text.section("[[indicator]]");
    text.text("slug", indicator.slug.as_str());
    text.text("name", &indicator.name);
    text.text("measure", indicator.measure.as_str());
    if let Some(per) = indicator.measure.per() {
        text.bare("per", per);
    }
    text.maybe_text("unit", (!indicator.unit.is_empty()).then_some(&indicator.unit));
    text.bare("decimals", indicator.decimals);
    text.text("polarity", indicator.polarity.as_str());
    text.text("frequency", indicator.frequency.as_str());
    text.text("owner", indicator.owner.as_str());
    text.text("origin", indicator.origin.as_str());
    text.text("basis", indicator.basis.as_str());
    text.text("source", &indicator.source);
    text.maybe_day("retired", indicator.retired);
    if indicator.lag != USUAL_LAG {
        text.bare("lag", indicator.lag);
    }
    for definition in &indicator.definitions {
        text.inner("[[indicator.definition]]");
        text.bare("from", definition.from);
        text.text("timing", definition.timing.as_str());
        text.text("text", &definition.text);
    }
    for placement in &indicator.placements {
        text.inner("[[indicator.placement]]");
        text.text("focus-area", placement.focus_area.as_str());
        text.maybe_text("priority", placement.priority.as_ref().map(|slug| slug.as_str()));
    }
    tolerances(text, SectionAudience::Everybody, indicator, &outline.rating_rules);
    tolerances(text, SectionAudience::Partners, indicator, &words.rating_rules);
}

fn tolerances(text: &mut Text, who: SectionAudience, indicator: &Indicator, rules: &[RatingRule]) {
    for rule in rules.iter().filter(|rule| rule.indicator == indicator.slug) {
        text.inner("[[indicator.tolerance]]");
        text.text("from-year", rule.from.as_str());
        match rule.tolerance {
            Tolerance::Percent(percent) => text.number("percent", percent),
            Tolerance::Absolute(absolute) => text.number("absolute", absolute),
        }
        told(text, who);
    }
}

/// The change notes; those that differ only in their indicator share a section.
fn change_notes(text: &mut Text, who: SectionAudience, notes: &[ChangeNote]) {
    let is_same = |a: &ChangeNote, b: &ChangeNote| {
        (&a.slug, a.on, a.kind, a.effect, &a.text, &a.source)
            == (&b.slug, b.on, b.kind, b.effect, &b.text, &b.source)
    };
    for same in notes.chunk_by(is_same) {
        let Some(first) = same.first() else { continue };
        text.section("[[change-note]]");
        text.text("slug", first.slug.as_str());
        text.texts("indicators", same.iter().map(|note| note.indicator.as_str()));
        text.bare("on", first.on);
        text.text("kind", first.kind.as_str());
        text.text("effect", first.effect.as_str());
        text.text("text", &first.text);
        text.text("source", &first.source);
        told(text, who);
    }
}

/// A figure in one line: bare if it is only a value or an absence.
fn figure(text: &mut Text, figure: &Figure, indicator: Option<&Indicator>) {
    let mut fields: Vec<(&str, String)> = Vec::new();
    match &figure.reading {
        Reading::Absent(absence) => fields.push(("absence", quoted(said(*absence)))),
        Reading::Value(measured) => values(&mut fields, measured, indicator),
    }
    if figure.status != Status::Final {
        fields.push(("status", quoted(figure.status.as_str())));
    }
    if let Some(note) = &figure.note {
        fields.push(("note", quoted(note)));
    }
    if let Some(explanation) = &figure.explanation {
        fields.push(("explanation", quoted(explanation)));
    }
    let label = quoted(&figure.period.to_string());
    let value = match fields.as_slice() {
        [("value" | "absence", only)] => only.clone(),
        _ => {
            let fields: Vec<_> = fields.iter().map(|(key, value)| format!("{key} = {value}")).collect();
            format!("{{ {} }}", fields.join(", "))
        }
    };
    text.line(format_args!("{label} = {value}"));
}

/// A value and its parts; the value is left out if the parts give it.
fn values(fields: &mut Vec<(&'static str, String)>, measured: &Measured, indicator: Option<&Indicator>) {
    let fraction = measured.fraction();
    let computed =
        fraction.zip(indicator).and_then(|(fraction, indicator)| fraction.value(indicator.measure).ok()?);
    if computed != Some(measured.value()) {
        fields.push(("value", number(measured.value())));
    }
    if let Some(fraction) = fraction {
        fields.push(("numerator", number(fraction.numerator)));
        fields.push(("denominator", number(fraction.denominator)));
    }
    if let Some(interval) = measured.interval() {
        fields.push(("lower", number(interval.lower)));
        fields.push(("upper", number(interval.upper)));
    }
}

/// The symbol of an absence if no other has it, else its word.
fn said(absence: Absence) -> &'static str {
    let symbol = absence.symbol();
    if Absence::of_symbol(symbol) == Some(absence) { symbol } else { absence.as_str() }
}
