//! What a judgement depends on: two series with the same key have the same judgement, so that it can be kept by its values.

use super::{Age, Choice, Mark, Seasonal, Settings, Subject};
use crate::{
    control_chart::{FixAfter, Screening},
    indicator::{Measure, Polarity},
    observation::{Cadence, Join},
    target::Aim,
};
use chrono::{Datelike, NaiveDate};

/// Everything that the judgement of a series depends on, exactly: numbers by their bits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key(Box<[u64]>);

/// The key of a series and how it is judged.
#[must_use]
pub fn key(subject: &Subject<'_>, settings: &Settings<'_>) -> Key {
    let mut words = Vec::with_capacity(12 + 5 * subject.observations.len() + 2 * settings.by_hand.len());
    words.extend([cadence(subject.cadence), measure(subject.measure), subject.polarity_word()]);
    words.extend(aim(subject.target));
    words.extend(asked(settings));
    words.push(settings.by_hand.len() as u64);
    words.extend(settings.by_hand.iter().flat_map(|(on, mark)| [day(*on), u64::from(*mark == Mark::Apart)]));
    for one in subject.observations {
        let join = match one.join {
            Join::Follows => 0,
            Join::Gap => 1,
            Join::Break => 2,
        };
        let known = u64::from(one.value.is_some()) << 2 | u64::from(one.fraction.is_some()) << 3;
        words.extend([day(one.on), join | known, one.value.map_or(0, f64::to_bits)]);
        let parts = one.fraction.map(|part| [part.numerator.to_bits(), part.denominator.to_bits()]);
        words.extend(parts.into_iter().flatten());
    }
    Key(words.into())
}

impl Subject<'_> {
    fn polarity_word(&self) -> u64 {
        match self.polarity {
            Polarity::Higher => 0,
            Polarity::Lower => 1,
            Polarity::Neither => 2,
        }
    }
}

fn day(day: NaiveDate) -> u64 {
    u64::from(day.num_days_from_ce().unsigned_abs())
}

fn cadence(cadence: Cadence) -> u64 {
    match cadence {
        Cadence::Years => 100,
        Cadence::Seasons(seasons) => u64::from(seasons) + 200,
        Cadence::Weeks => 101,
        Cadence::Overlapping => 102,
        Cadence::Mixed => 103,
        Cadence::Irregular => 104,
    }
}

fn measure(measure: Measure) -> u64 {
    match measure {
        Measure::Count => 0,
        Measure::Percentage => 1,
        Measure::Average => 2,
        Measure::Money => 3,
        Measure::Index => 4,
        Measure::Rate { per } => 5 + u64::from(per),
    }
}

fn aim(aim: Option<Aim>) -> [u64; 3] {
    match aim {
        None => [0, 0, 0],
        Some(Aim::Value(value)) => [1, value.to_bits(), 0],
        Some(Aim::Range(lower, upper)) => [2, lower.to_bits(), upper.to_bits()],
    }
}

fn asked(settings: &Settings<'_>) -> [u64; 6] {
    let (age, due) = match settings.age {
        Age::Unknown => (0, 0),
        Age::Current => (1, 0),
        Age::Late(due) => (2, day(due)),
        Age::Stale(due) => (3, day(due)),
    };
    [
        u64::from(settings.control.screening == Screening::On),
        settings.control.fix_after.map_or(0, FixAfter::values) as u64,
        match settings.chart {
            Choice::Auto => 0,
            Choice::Only(chart) => 1 + chart as u64,
        },
        u64::from(settings.seasonal == Seasonal::Auto),
        age,
        due,
    ]
}

#[cfg(test)]
mod tests {
    use super::key;
    use crate::{
        control_chart::{self, FixAfter, Screening},
        figure::Fraction,
        indicator::{Measure, Polarity},
        judgement::{Age, Chart, Choice, Mark, Seasonal, Settings, Subject},
        observation::{Cadence, Join, tests::quarters},
        target::Aim,
    };

    #[test]
    fn every_thing_that_a_judgement_depends_on_makes_another_key() {
        let series = quarters(&[1.0, 2.0, 3.0]);
        let (cadence, measure) = (Cadence::Seasons(4), Measure::Count);
        let usual =
            Subject { observations: &series, cadence, measure, polarity: Polarity::Lower, target: None };
        let mut subjects = vec![
            usual,
            Subject { observations: &series[..2], ..usual },
            Subject { cadence: Cadence::Seasons(3), ..usual },
            Subject { measure: Measure::Rate { per: 100 }, ..usual },
            Subject { polarity: Polarity::Neither, ..usual },
            Subject { target: Some(Aim::Value(0.0)), ..usual },
            Subject { target: Some(Aim::Range(0.0, 0.0)), ..usual },
        ];
        let mut others = [series.clone(), series.clone(), series.clone(), series.clone()];
        others[0][1].value = None;
        others[1][1].join = Join::Gap;
        others[2][1].fraction = Some(Fraction { numerator: 0.0, denominator: 0.0 });
        others[3][1].on = series[0].on;
        subjects.extend(others.iter().map(|observations| Subject { observations, ..usual }));
        let mut keys: Vec<_> = subjects.iter().map(|subject| key(subject, &Settings::USUAL)).collect();
        let on = series[0].on;
        let control = control_chart::Settings::USUAL;
        for settings in [
            Settings { chart: Choice::Only(Chart::Xmr), ..Settings::USUAL },
            Settings { chart: Choice::Only(Chart::P), ..Settings::USUAL },
            Settings { seasonal: Seasonal::Off, ..Settings::USUAL },
            Settings { age: Age::Current, ..Settings::USUAL },
            Settings { age: Age::Late(on), ..Settings::USUAL },
            Settings { age: Age::Stale(on), ..Settings::USUAL },
            Settings { by_hand: &[(on, Mark::Apart)], ..Settings::USUAL },
            Settings { by_hand: &[(on, Mark::Kept)], ..Settings::USUAL },
            Settings {
                control: control_chart::Settings { screening: Screening::Off, ..control },
                ..Settings::USUAL
            },
            Settings {
                control: control_chart::Settings { fix_after: FixAfter::new(12), ..control },
                ..Settings::USUAL
            },
        ] {
            keys.push(key(&usual, &settings));
        }
        let all = keys.len();
        let distinct: std::collections::HashSet<_> = keys.into_iter().collect();
        assert_eq!(distinct.len(), all);
        assert_eq!(key(&usual, &Settings::USUAL), key(&usual.clone(), &Settings::USUAL));
    }
}
