//! What a control chart adds to a line: what each value is judged by, and what it shows.

use crate::{
    control_chart::Kind,
    indicator::Polarity,
    judgement::{FEWEST_FOR_ASSURANCE, FEWEST_FOR_VARIATION, Point},
    observation::Join,
    signals::Signals,
};
use std::ops::Range;

/// A series as its control chart shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Control {
    /// One for each observation, in the same order; absences among them. Those of a group with too few values to say what is usual
    /// have no limits and show nothing.
    pub points: Vec<Point>,
    /// From one break to the next. Together they contain every point; at least one.
    pub groups: Vec<Group>,
    /// As long as the limits stay the same. Together they contain every point.
    pub stretches: Vec<Stretch>,
    /// Which way is better.
    pub polarity: Polarity,
}

/// The points from one break to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The indices of its points.
    pub points: Range<usize>,
    /// How many of them have a value.
    pub values: usize,
    /// Whether each point has limits of its own: they follow the season, or the denominators.
    pub is_varying: bool,
}

/// Points that share their mean and limits.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// The indices of its points.
    pub points: Range<usize>,
    /// The index of its group.
    pub group: usize,
    /// What its values are judged against.
    pub mean: Option<f64>,
    /// The lower limit; `None` where even the least possible value would be no signal.
    pub lower: Option<f64>,
    /// The upper limit.
    pub upper: Option<f64>,
    /// Whether the limits are an early sign: they are of few values.
    pub is_early: bool,
}

impl Control {
    /// The control chart of a series; one that has no values has no limits either.
    #[must_use]
    pub fn of(signals: &Signals, polarity: Polarity) -> Self {
        let mut points = signals.judgement.points.clone();
        let joins = signals.observations.iter().map(|one| one.join);
        let starts = joins.enumerate().filter(|(place, join)| *place == 0 || *join == Join::Break);
        let starts: Vec<usize> = starts.map(|(place, _)| place).collect();
        let ends = starts.iter().skip(1).copied().chain([points.len()]);
        let (mut groups, mut stretches) = (Vec::with_capacity(starts.len()), Vec::new());
        for (place, own) in starts.iter().copied().zip(ends).map(|(from, to)| from..to).enumerate() {
            let within = points.get_mut(own.clone()).unwrap_or_default();
            let values = within.iter().filter(|point| point.value.is_some()).count();
            if values < FEWEST_FOR_VARIATION {
                within.iter_mut().for_each(hush);
            }
            let first = stretches.len();
            stretches.extend(stretches_of(within, own.start, place, values <= FEWEST_FOR_ASSURANCE));
            groups.push(Group { points: own, values, is_varying: stretches.len() > first + 1 });
        }
        Self { points, groups, stretches, polarity }
    }

    /// The chart with only some of its points: means, limits and what they show stay those of the whole.
    #[must_use]
    pub fn part(&self, places: Range<usize>) -> Self {
        let within = |place: usize| place.clamp(places.start, places.end) - places.start;
        let cut = |points: &Range<usize>| within(points.start)..within(points.end);
        let unseen = self.groups.iter().take_while(|group| cut(&group.points).is_empty()).count();
        let groups = self.groups.iter().map(|group| Group { points: cut(&group.points), ..group.clone() });
        let stretches = self.stretches.iter().map(|stretch| Stretch {
            points: cut(&stretch.points),
            group: stretch.group.saturating_sub(unseen),
            ..stretch.clone()
        });
        Self {
            points: self.points.get(places.clone()).unwrap_or_default().to_vec(),
            groups: groups.filter(|group| !group.points.is_empty()).collect(),
            stretches: stretches.filter(|stretch| !stretch.points.is_empty()).collect(),
            polarity: self.polarity,
        }
    }

    /// The meaning of a point, by polarity.
    #[must_use]
    pub fn kind(&self, point: &Point) -> Kind {
        let Some((_, side)) = point.signal else { return Kind::Common };
        match (self.polarity, side.is_high()) {
            (Polarity::Higher, true) | (Polarity::Lower, false) => Kind::Improvement,
            (Polarity::Higher, false) | (Polarity::Lower, true) => Kind::Concern,
            (Polarity::Neither, true) => Kind::NeutralHigh,
            (Polarity::Neither, false) => Kind::NeutralLow,
        }
    }
}

/// A point of which it is not said whether it is usual.
fn hush(point: &mut Point) {
    (point.lower, point.upper, point.signal) = (None, None, None);
}

/// The points of a group by what they are judged by. A point without a value goes with those before it, and at the start with those
/// after it.
fn stretches_of(points: &[Point], start: usize, group: usize, is_early: bool) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::with_capacity(1);
    for (place, point) in points.iter().enumerate().filter(|(_, point)| point.value.is_some()) {
        let Point { mean, lower, upper, .. } = *point;
        match stretches.last_mut() {
            Some(last) if (last.mean, last.lower, last.upper) == (mean, lower, upper) => {}
            Some(last) => {
                last.points.end = start + place;
                stretches.push(Stretch { points: start + place..0, group, mean, lower, upper, is_early });
            }
            None => stretches.push(Stretch { points: start..0, group, mean, lower, upper, is_early }),
        }
    }
    match stretches.last_mut() {
        Some(last) => last.points.end = start + points.len(),
        None => stretches.push(Stretch {
            points: start..start + points.len(),
            group,
            mean: None,
            lower: None,
            upper: None,
            is_early,
        }),
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::Control;
    use crate::{
        control_chart::Kind,
        indicator::{Measure, Polarity},
        judgement::{Settings, Subject, judge},
        observation::{Cadence, Join, Observation, tests::quarters},
        rating::Unrated,
        signals,
    };

    const QUIET: [f64; 16] =
        [50.0, 54.0, 47.0, 52.0, 49.0, 53.0, 48.0, 51.0, 52.0, 48.0, 53.0, 49.0, 51.0, 50.0, 52.0, 49.0];

    fn control(observations: Vec<Observation>) -> Control {
        let (cadence, measure, polarity) = (Cadence::Seasons(4), Measure::Index, Polarity::Lower);
        let subject = Subject { observations: &observations, cadence, measure, polarity, target: None };
        let judgement = judge(&subject, &Settings::USUAL).into();
        let signals = signals::read(observations, cadence, measure, judgement, Err(Unrated::NoTarget));
        Control::of(&signals, polarity)
    }

    #[test]
    fn limits_that_stay_the_same_are_one_stretch() {
        let mut series = quarters(&QUIET);
        series[3].value = None;
        series[15].value = Some(75.0);
        let control = control(series);
        assert_eq!((control.groups.len(), control.stretches.len()), (1, 1));
        assert_eq!((control.groups[0].values, control.groups[0].is_varying), (15, false));
        assert_eq!(control.stretches[0].points, 0..16);
        assert_eq!(control.kind(&control.points[15]), Kind::Concern);
        assert_eq!(control.kind(&control.points[14]), Kind::Common);
    }

    #[test]
    fn a_break_begins_a_group_and_few_values_show_nothing() {
        let mut series = quarters(&QUIET.repeat(2)[..20]);
        series[13].join = Join::Break;
        series[19].value = Some(500.0);
        let whole = control(series);
        assert_eq!(whole.groups.iter().map(|group| group.values).collect::<Vec<_>>(), [13, 7]);
        let last = &whole.stretches[1];
        assert!(last.mean.is_some() && last.upper.is_none() && last.is_early && last.group == 1);
        assert!(!whole.stretches[0].is_early && whole.stretches[0].upper.is_some());
        assert_eq!(whole.kind(&whole.points[19]), Kind::Common);
        let part = whole.part(14..20);
        assert_eq!((part.points.len(), part.groups.len(), part.stretches.len()), (6, 1, 1));
        assert_eq!((part.stretches[0].points.clone(), part.stretches[0].group), (0..6, 0));
    }

    #[test]
    fn a_season_makes_a_stretch_of_each_value() {
        let peak: Vec<f64> = (0..24).map(|at| QUIET[at % 16] + [0.0, 0.0, 40.0, 0.0][at % 4]).collect();
        let control = control(quarters(&peak));
        assert!(control.groups[0].is_varying);
        let covered: Vec<_> = control.stretches.iter().flat_map(|stretch| stretch.points.clone()).collect();
        assert_eq!(covered, (0..24).collect::<Vec<_>>());
        assert!(control.stretches[2].mean > control.stretches[1].upper, "a third quarter is judged as one");
    }

    #[test]
    fn a_series_without_values_has_one_stretch_without_limits() {
        let mut series = quarters(&QUIET[..3]);
        series.iter_mut().for_each(|one| one.value = None);
        let control = control(series);
        assert_eq!((control.stretches.len(), control.stretches[0].mean), (1, None));
    }
}
