//! What is true of every series.

use crate::{
    control_chart::{self, Rule, Side},
    indicator::{Measure, Polarity},
    judgement::{Chart, Choice, Judgement, Seasonal, Settings, Signal, Subject, judge},
    observation::{
        Cadence, Observation,
        tests::{any_observations, any_series, with_values},
    },
    target::Aim,
};
use proptest::prelude::{Just, Strategy, prop_assert, prop_assert_eq, prop_oneof, proptest};

fn any_measure() -> impl Strategy<Value = Measure> {
    prop_oneof![
        Just(Measure::Index),
        Just(Measure::Count),
        Just(Measure::Percentage),
        Just(Measure::Rate { per: 10_000 })
    ]
}

fn any_choice() -> impl Strategy<Value = Choice> {
    prop_oneof![
        Just(Choice::Auto),
        Just(Choice::Only(Chart::Xmr)),
        Just(Choice::Only(Chart::Poisson)),
        Just(Choice::Only(Chart::P)),
        Just(Choice::Only(Chart::U))
    ]
}

fn any_cadence() -> impl Strategy<Value = Cadence> {
    prop_oneof![
        5 => Just(Cadence::Seasons(4)),
        1 => Just(Cadence::Seasons(12)),
        1 => Just(Cadence::Seasons(3)),
        1 => Just(Cadence::Years),
        1 => Just(Cadence::Irregular),
        1 => Just(Cadence::Seasons(0))
    ]
}

fn judged(observations: &[Observation], measure: Measure, settings: &Settings<'_>) -> Judgement {
    let target = Some(Aim::Value(3.0));
    let polarity = Polarity::Higher;
    let cadence = Cadence::Seasons(4);
    judge(&Subject { observations, cadence, measure, polarity, target }, settings)
}

/// The chart that the peer draws, and no season.
const PLAIN: Settings<'static> =
    Settings { chart: Choice::Only(Chart::Xmr), seasonal: Seasonal::Off, ..Settings::USUAL };

proptest! {
    #[test]
    fn nothing_panics_and_every_answer_is_whole(observations in any_observations(), measure in any_measure(),
        chart in any_choice(), cadence in any_cadence()) {
        let settings = Settings { chart, ..Settings::USUAL };
        let target = Some(Aim::Value(3.0));
        let subject = Subject { observations: &observations, cadence, measure, polarity: Polarity::Lower, target };
        let judged = judge(&subject, &settings);
        prop_assert_eq!(judged.points.len(), observations.len());
        prop_assert_eq!(judged.variation.is_none(), judged.strength.is_none());
        prop_assert!(judged.signal.is_none() || judged.variation.is_some());
        // By its text, where a number that is none equals itself.
        prop_assert_eq!(format!("{judged:?}"), format!("{:?}", judge(&subject, &settings)), "the same each time");
        for point in &judged.points {
            if let (Some(lower), Some(upper)) = (point.lower, point.upper) {
                prop_assert!(lower <= upper, "{:?}", point);
            }
            prop_assert!(point.value.is_some() || (point.signal.is_none() && point.mean.is_none()));
        }
        if let Some(strength) = judged.strength {
            prop_assert_eq!(strength.size > 0.0, judged.signal.is_some());
            prop_assert!(strength.p() > 0.0 && strength.p() <= 1.0);
        }
    }

    #[test]
    fn without_season_rarity_and_wild_values_the_limits_are_the_peers(observations in any_series()) {
        let peer = control_chart::chart(&observations, Cadence::Seasons(4), Polarity::Higher,
            control_chart::Settings::USUAL);
        let ours = judged(&observations, Measure::Index, &PLAIN);
        let Ok(peer) = peer else { return Ok(()) };
        for (at, point) in ours.points.iter().enumerate() {
            let group = &peer.groups[peer.points[at].group];
            let is_apart = ours.points[group.points.clone()].iter().any(|point| point.is_apart);
            let Ok(limits) = group.limits else { continue };
            if point.value.is_none() || is_apart {
                continue;
            }
            let near = |ours: Option<f64>, theirs: f64| ours.is_some_and(|ours| (ours - theirs).abs() < 1e-9);
            prop_assert!(near(point.lower, limits.lower) && near(point.upper, limits.upper), "{:?} {:?}", point, limits);
            prop_assert!(near(point.mean, group.mean.unwrap_or(f64::NAN)));
            let theirs = peer.points[at].rule;
            let is_outside = matches!(point.signal, Some((Signal::Outside, _)));
            prop_assert_eq!(is_outside, theirs == Rule::Outside);
        }
    }

    #[test]
    fn upside_down_the_signals_are_too(observations in any_series()) {
        let flipped = with_values(&observations, |value| -value);
        let (up, down) = (judged(&observations, Measure::Index, &Settings::USUAL),
            judged(&flipped, Measure::Index, &Settings::USUAL));
        let turned = |side| match side {
            Side::Above => Side::Below,
            Side::Below => Side::Above,
            Side::Increasing => Side::Decreasing,
            Side::Decreasing => Side::Increasing,
        };
        prop_assert_eq!(up.signal.map(|(signal, side)| (signal, turned(side))), down.signal);
        prop_assert_eq!(up.is_seasonal, down.is_seasonal);
    }

    #[test]
    fn in_another_unit_the_signals_are_the_same(observations in any_series(), power in -3..6_i32) {
        // By a power of two, so that nothing is rounded.
        let scaled = with_values(&observations, |value| value * 2.0_f64.powi(power));
        let (one, other) = (judged(&observations, Measure::Index, &Settings::USUAL),
            judged(&scaled, Measure::Index, &Settings::USUAL));
        prop_assert_eq!(one.signal, other.signal);
        prop_assert_eq!(one.variation, other.variation);
        prop_assert_eq!(one.rules, other.rules);
        let apart = |of: &Judgement| of.points.iter().map(|point| point.is_apart).collect::<Vec<_>>();
        prop_assert_eq!(apart(&one), apart(&other));
    }

    #[test]
    fn what_came_before_a_break_makes_no_difference(observations in any_series()) {
        let whole = judged(&observations, Measure::Index, &Settings::USUAL);
        let alone = judged(&observations[whole.last_group..], Measure::Index, &Settings::USUAL);
        if observations[whole.last_group..].iter().any(|one| one.value.is_some()) {
            prop_assert_eq!(whole.signal, alone.signal);
            prop_assert_eq!(whole.assurance, alone.assurance);
            prop_assert_eq!(&whole.points[whole.last_group..], &alone.points[..]);
        }
    }
}
