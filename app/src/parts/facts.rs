//! What one figure says, fact by fact, so that two can be laid side by side.

use domain::{
    figure::{Figure, Reading},
    indicator::Indicator,
    number,
};

/// One fact of a figure: what it is called, and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fact {
    pub(crate) name: &'static str,
    pub(crate) text: String,
}

/// The facts of a figure, always the same ones in the same order.
pub(crate) fn facts(indicator: &Indicator, figure: &Figure) -> Vec<Fact> {
    let fact = |name, text| Fact { name, text };
    let (value, made_of) = match &figure.reading {
        Reading::Value(measured) => (
            indicator.print(measured.value()),
            measured.fraction().map_or_else(
                || "–".to_owned(),
                |fraction| format!("{} of {}", exactly(fraction.numerator), exactly(fraction.denominator)),
            ),
        ),
        Reading::Absent(absence) => (format!("none: {absence}"), "–".to_owned()),
    };
    let mut facts = vec![fact("Value", value)];
    if indicator.measure.is_fraction() {
        facts.push(fact("Made of", made_of));
    }
    let interval = match &figure.reading {
        Reading::Value(measured) => measured.interval(),
        Reading::Absent(_) => None,
    };
    let ends = interval.map(|interval| {
        format!("{} to {}", indicator.print(interval.lower), indicator.print(interval.upper))
    });
    facts.push(fact("Interval", ends.unwrap_or_else(|| "–".to_owned())));
    facts.push(fact("Status", figure.status.to_string()));
    facts.push(fact("Approval", figure.approval.to_string()));
    facts.push(fact("Origin", figure.origin.to_string()));
    facts.push(fact("Note", figure.remarks().unwrap_or_else(|| "–".to_owned())));
    facts
}

/// A number with all the decimals that it has.
fn exactly(value: f64) -> String {
    let text = format!("{value}");
    let decimals = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    number::print(value, u8::try_from(decimals).unwrap_or(u8::MAX))
}
