//! The meaning of an indicator, in plain words made from its parts, and what a new version of its definition changed.

use crate::{
    indicator::{Basis, Definition, Indicator, Measure, Polarity, Timing},
    number,
    period::Kind,
};
use std::borrow::Cow;

/// What is measured, of whom, where and when, which way is better, what a place means, and who publishes it.
///
/// `Of every 100 pupils in Rutland, this says how many it is true of in each academic year. Lower is better...` The name and
/// the definition explain "it", in the words of whoever defined it.
#[must_use]
pub fn defined(indicator: &Indicator, definition: Option<&Definition>, place: &str) -> String {
    let timing = definition.map_or(Timing::Flow, |definition| definition.timing);
    let when = when(timing, indicator.frequency);
    let of = if indicator.unit.is_empty() { "" } else { indicator.unit.as_str() };
    let what = match indicator.measure {
        Measure::Count if of.is_empty() => format!("This counts how many there are in {place}, {when}"),
        Measure::Count => format!("This counts {of} in {place}, {when}"),
        Measure::Percentage if of.is_empty() => {
            format!("This is a percentage for {place}, {when}")
        }
        Measure::Percentage => {
            format!("This shows how many of every 100 {of} in {place} are counted, {when}")
        }
        Measure::Rate { per } => {
            let per = number::print(f64::from(per), 0);
            let of = if of.is_empty() { "people" } else { of };
            format!("This shows how many there are for every {per} {of} in {place}, {when}")
        }
        Measure::Average if of.is_empty() => format!("This is an average for {place}, {when}"),
        Measure::Average => format!("This is an average in {of} for {place}, {when}"),
        Measure::Money if of.is_empty() => format!("This is a sum of money for {place}, in pounds, {when}"),
        Measure::Money => format!("This is a sum of money for {place}, in pounds ({of}), {when}"),
        Measure::Index if of.is_empty() => {
            format!("This is a score on its own scale for {place}, {when}")
        }
        Measure::Index => format!("This is a score on its own scale, in {of}, for {place}, {when}"),
    };
    let source = indicator.source.trim_end_matches('.');
    let said = [what, better(indicator.polarity).to_owned(), place_means(indicator.basis)];
    let source = (!source.is_empty()).then(|| format!("Source: {source}"));
    said.into_iter().chain(source).map(|sentence| sentence + ".").collect::<Vec<_>>().join(" ")
}

/// `in each academic year`, `on one day of each reporting year`.
fn when(timing: Timing, frequency: Kind) -> String {
    let each: Cow<'_, str> = match frequency.as_str().strip_prefix("pooled ") {
        Some(years) => Cow::Owned(format!("group of {years} taken together")),
        None if frequency == Kind::TwoTerms => Cow::Borrowed("year's autumn and spring terms"),
        None => Cow::Borrowed(frequency.as_str()),
    };
    match timing {
        Timing::Flow => format!("in each {each}"),
        Timing::Snapshot => format!("on one day of each {each}"),
        Timing::Average => format!("on average over each {each}"),
    }
}

fn better(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Higher => "Higher is better",
        Polarity::Lower => "Lower is better",
        Polarity::Neither => "Neither higher nor lower is better in itself",
    }
}

fn place_means(basis: Basis) -> String {
    match basis {
        Basis::NotStated => "It is not recorded what a place means here".to_owned(),
        basis => format!("A place here means {basis}"),
    }
}

/// What a version of a definition changed: words removed and added, and how figures relate to their days.
/// `“10% of sessions” became “15% of sessions”`. `None` if no word differs.
#[must_use]
pub fn changed(before: &Definition, after: &Definition) -> Option<String> {
    let timing = (before.timing != after.timing).then(|| {
        let (after, before) = (timing_said(after.timing), timing_said(before.timing));
        format!("figures now show {after}; before, they showed {before}")
    });
    let words = words_changed(&before.text, &after.text);
    match (words, timing) {
        (Some(words), Some(timing)) => Some(format!("{words}; {timing}")),
        (words, timing) => words.or(timing),
    }
}

/// The indicator's own part of a pack's definition, without the sentences that [`defined`] added after it, in any version's
/// wording: packs only compare this, so that new wording of ours does not count as a changed definition.
#[must_use]
pub fn own(definition: &str) -> &str {
    let end = BETTER.iter().filter_map(|better| definition.rfind(better)).max().unwrap_or(definition.len());
    let ours = OPENINGS.iter().filter_map(|opening| definition[..end].rfind(opening)).max();
    definition[..ours.unwrap_or(definition.len())].trim_end()
}

/// How our sentences begin, now and in earlier versions.
const OPENINGS: [&str; 6] =
    ["This counts ", "This is a ", "This is an ", "This shows how many ", "Of every 100 ", "For every "];

/// What follows the first of them, in every version.
const BETTER: [&str; 3] =
    [" Higher is better", " Lower is better", " Neither higher nor lower is better in itself"];

fn timing_said(timing: Timing) -> &'static str {
    match timing {
        Timing::Flow => "the whole period",
        Timing::Snapshot => "one day",
        Timing::Average => "an average over the period",
    }
}

/// The words that differ between the common beginning and the common end of two texts.
fn words_changed(before: &str, after: &str) -> Option<String> {
    let (old, new): (Vec<_>, Vec<_>) =
        (before.split_whitespace().collect(), after.split_whitespace().collect());
    let first = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let (old, new) = (&old[first..], &new[first..]);
    let last = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    let quoted = |words: &[&str]| format!("“{}”", words.join(" ").trim_end_matches('.'));
    match (&old[..old.len() - last], &new[..new.len() - last]) {
        ([], []) => None,
        ([], came) => Some(format!("{} was added", quoted(came))),
        (went, []) => Some(format!("{} was removed", quoted(went))),
        (went, came) => Some(format!("{} became {}", quoted(went), quoted(came))),
    }
}

#[cfg(test)]
mod tests {
    use super::{changed, defined, own};
    use crate::{
        indicator::{Basis, Definition, Indicator, Measure, Polarity, Timing, tests::indicator},
        period::Kind,
        wording::judged::sentences::grade,
    };

    fn definition(text: &str, timing: Timing) -> Definition {
        Definition { from: "2015-09-01".parse().expect("a day"), text: text.into(), timing }
    }

    fn said(measure: Measure, unit: &str, timing: Timing) -> String {
        let indicator = Indicator { unit: unit.into(), ..indicator(measure) };
        defined(&indicator, Some(&definition("", timing)), "Oxfordshire")
    }

    const REST: &str =
        "Lower is better. A place here means where the child goes to school. Source: A source.";

    /// In the wording of this version, and in that of version 0.1.0, which is in packs.
    #[test]
    fn the_part_of_a_definition_that_is_not_ours_is_found() {
        let text = "Pupils who miss a tenth. This is a count of days. Lower is better, as ever.";
        for measure in [
            Measure::Count,
            Measure::Percentage,
            Measure::Rate { per: 1000 },
            Measure::Average,
            Measure::Money,
        ] {
            for unit in ["", "pupils"] {
                let whole = format!("{text} {}", said(measure, unit, Timing::Flow));
                assert_eq!(own(&whole), text, "{whole}");
                assert_eq!(own(&said(measure, unit, Timing::Flow)), "");
            }
        }
        let frozen = "Pupils away. Of every 100 pupils in Rutland, this says how many it is true of in each \
            academic year. Neither higher nor lower is better in itself. It is not \
            recorded what a place means here. Source: A file.";
        assert_eq!(own(frozen), "Pupils away.");
        assert_eq!(own("Pupils away."), "Pupils away.");
    }

    #[test]
    fn every_measure_is_said_from_its_parts() {
        let cases = [
            (Measure::Count, "reports", "This counts reports in Oxfordshire, in each academic year."),
            (Measure::Count, "", "This counts how many there are in Oxfordshire, in each academic year."),
            (
                Measure::Percentage,
                "pupils",
                "This shows how many of every 100 pupils in Oxfordshire are counted, in each academic year.",
            ),
            (Measure::Percentage, "", "This is a percentage for Oxfordshire, in each academic year."),
            (
                Measure::Rate { per: 10_000 },
                "under 18s",
                "This shows how many there are for every 10,000 under 18s in Oxfordshire, in each academic year.",
            ),
            (
                Measure::Rate { per: 100 },
                "",
                "This shows how many there are for every 100 people in Oxfordshire, in each academic year.",
            ),
            (
                Measure::Average,
                "points",
                "This is an average in points for Oxfordshire, in each academic year.",
            ),
            (Measure::Average, "", "This is an average for Oxfordshire, in each academic year."),
            (Measure::Money, "", "This is a sum of money for Oxfordshire, in pounds, in each academic year."),
            (
                Measure::Money,
                "a child",
                "This is a sum of money for Oxfordshire, in pounds (a child), in each academic year.",
            ),
            (
                Measure::Index,
                "points",
                "This is a score on its own scale, in points, for Oxfordshire, in each academic year.",
            ),
            (Measure::Index, "", "This is a score on its own scale for Oxfordshire, in each academic year."),
        ];
        for (measure, unit, told) in cases {
            assert_eq!(said(measure, unit, Timing::Flow), format!("{told} {REST}"));
        }
    }

    #[test]
    fn a_twelve_year_old_can_read_every_definition() {
        let measures = [
            (Measure::Count, "reports"),
            (Measure::Percentage, "pupils"),
            (Measure::Rate { per: 10_000 }, "under 18s"),
            (Measure::Average, "points"),
            (Measure::Money, ""),
            (Measure::Index, "points"),
        ];
        let mut grades = Vec::new();
        for (measure, unit) in measures {
            for timing in [Timing::Flow, Timing::Snapshot, Timing::Average] {
                for polarity in Polarity::ALL {
                    for basis in Basis::ALL {
                        for frequency in Kind::ALL {
                            let indicator = Indicator {
                                unit: unit.into(),
                                polarity: *polarity,
                                basis: *basis,
                                frequency: *frequency,
                                ..indicator(measure)
                            };
                            let told = defined(&indicator, Some(&definition("", timing)), "Bristol");
                            grades.push((grade(&told), told));
                        }
                    }
                }
            }
        }
        let mean = grades.iter().map(|(grade, _)| grade).sum::<f64>() / grades.len() as f64;
        let hardest = grades.iter().max_by(|a, b| a.0.total_cmp(&b.0)).expect("one");
        assert!(mean < 7.0 && hardest.0 < 9.5, "mean {mean:.1}, hardest {hardest:?}");
    }

    #[test]
    fn timing_cadence_basis_and_polarity_are_told() {
        let parts = Indicator {
            frequency: Kind::PooledFinancialYears,
            polarity: Polarity::Neither,
            basis: Basis::NotStated,
            source: "A file.".into(),
            ..indicator(Measure::Count)
        };
        assert_eq!(
            defined(&parts, None, "Oxford"),
            "This counts pupils in Oxford, in each group of financial years taken together. Neither higher \
                nor lower is better in itself. It is not recorded what a place means here. Source: A file."
        );
        assert!(
            said(Measure::Count, "pupils", Timing::Snapshot).contains(", on one day of each academic year.")
        );
        assert!(
            said(Measure::Count, "pupils", Timing::Average).contains(", on average over each academic year.")
        );
        let higher =
            Indicator { polarity: Polarity::Higher, source: String::new(), ..indicator(Measure::Count) };
        assert!(
            defined(&higher, None, "Oxford")
                .ends_with("Higher is better. A place here means where the child goes to school.")
        );
    }

    #[test]
    fn what_changed_is_told_in_the_words_that_changed() {
        let told =
            |before, after| changed(&definition(before, Timing::Flow), &definition(after, Timing::Flow));
        let of = |text: &str| Some(text.to_owned());
        assert_eq!(
            told("Missing 15% of sessions, or more.", "Missing 10% of sessions, or more."),
            of("“15%” became “10%”")
        );
        assert_eq!(told("Pupils away.", "Pupils of any age away."), of("“of any age” was added"));
        assert_eq!(told("Pupils of any age away.", "Pupils away."), of("“of any age” was removed"));
        assert_eq!(told("a a a", "a a"), of("“a” was removed"));
        assert_eq!(told("The same.", "The  same."), None);
        assert_eq!(
            changed(&definition("The same.", Timing::Flow), &definition("The same.", Timing::Snapshot)),
            of("figures now show one day; before, they showed the whole period")
        );
    }
}
