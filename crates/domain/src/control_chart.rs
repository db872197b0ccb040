//! The XmR control chart of NHS Making Data Count: which changes of a series are more than its usual variation.
//!
//! Agreement with `NHSRplotthedots` 0.2.2 is tested, except for two cases that we refuse with a reason: limits of a group
//! that does not vary or has one point, and limits of zero width after screening.

mod limits;
mod rules;

use crate::{
    indicator::Polarity,
    observation::{Cadence, Join, Observation},
};

/// The settings of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Which moving ranges count.
    pub screening: Screening,
    /// How many values of a group make its limits: the first ones, at least 12; else all of them.
    pub fix_after: Option<FixAfter>,
}

/// Which moving ranges make the limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screening {
    /// Those that are not themselves unusually large.
    On,
    /// All of them, as the NHS Excel tool does.
    Off,
}

/// After how many values the limits of a group are fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FixAfter(usize);

/// The fewest values on which limits may be fixed.
const FEWEST_FIXED: usize = 12;
/// With fewer points than this, limits are a first indication.
const FEWEST_POINTS: usize = 13;

/// A series with its limits, and the finding for each of its points.
#[derive(Clone, Debug, PartialEq)]
pub struct ControlChart {
    /// One for each observation, in the same order; absences among them.
    pub points: Vec<Point>,
    /// Together they contain every point; limits and runs start afresh in each. At least one.
    pub groups: Vec<Group>,
    /// Which way is better.
    pub polarity: Polarity,
}

/// One observation on the chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The value; `None` where it is absent.
    pub value: Option<f64>,
    /// How it follows the one before it: no run crosses a gap.
    pub join: Join,
    /// The index of its group.
    pub group: usize,
    /// Which rule makes it stand out.
    pub rule: Rule,
    /// Which way it stands out; `None` where it does not.
    pub side: Option<Side>,
}

/// Points that share their limits.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The indices of its points.
    pub points: std::ops::Range<usize>,
    /// The mean of the points that make the limits.
    pub mean: Option<f64>,
    /// The limits, or why there are none.
    pub limits: Result<Limits, Refusal>,
    /// Whether the limits are based on so few points that they are a first indication.
    pub is_trial: bool,
}

/// The range of nearly all points unless something changes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// The lower limit. Not floored at 0: a drawing may be.
    pub lower: f64,
    /// The upper limit.
    pub upper: f64,
    /// Two thirds of the way from the mean to the lower limit.
    pub near_lower: f64,
    /// Two thirds of the way from the mean to the upper limit.
    pub near_upper: f64,
}

crate::vocabulary! {
    /// The rule that makes a point stand out: the first that applies.
    pub enum Rule {
        /// None does.
        Common = "common",
        /// It is outside a limit.
        Outside = "outside",
        /// It is one of seven or more that rise, or fall, each from the one before.
        Trend = "trend",
        /// It is one of two, out of three consecutive points on one side of the mean, that are close to a limit.
        TwoInThree = "two_in_three",
        /// It is one of seven or more consecutive points on one side of the mean.
        Shift = "shift",
    }
}

crate::vocabulary! {
    /// Which way a point stands out.
    pub enum Side {
        /// It is above the mean, or a limit.
        Above = "above",
        /// It is below.
        Below = "below",
        /// It is part of a rise.
        Increasing = "increasing",
        /// It is part of a fall.
        Decreasing = "decreasing",
    }
}

crate::vocabulary! {
    /// The meaning of a point that stands out, by polarity.
    pub enum Kind {
        /// It does not stand out.
        Common = "common",
        /// It stands out for the better.
        Improvement = "improvement",
        /// It stands out for the worse.
        Concern = "concern",
        /// It is high, and neither direction is better.
        NeutralHigh = "neutral_high",
        /// It is low, and neither direction is better.
        NeutralLow = "neutral_low",
    }
}

crate::vocabulary! {
    /// The finding for the last point of a chart.
    pub enum Variation {
        /// Its usual variation.
        CommonCause = "common_cause",
        /// High, and higher is better.
        ImprovementHigh = "improvement_high",
        /// Low, and lower is better.
        ImprovementLow = "improvement_low",
        /// High, and lower is better.
        ConcernHigh = "concern_high",
        /// Low, and higher is better.
        ConcernLow = "concern_low",
        /// High, and neither direction is better.
        NeutralHigh = "neutral_high",
        /// Low, and neither direction is better.
        NeutralLow = "neutral_low",
    }
}

crate::vocabulary! {
    /// Whether the target can be relied on to be met unless something changes.
    pub enum Assurance {
        /// It will be met.
        Pass = "pass",
        /// It will be missed.
        Fail = "fail",
        /// Sometimes met, sometimes missed, by chance.
        HitOrMiss = "hit_or_miss",
    }
}

/// Why a series, or a group of it, has no control limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nothing has a value.
    #[error("there is no value")]
    NoValues,
    /// Something is not a number.
    #[error("a value is not a finite number")]
    NotFinite,
    /// Periods of several kinds.
    #[error("its periods are of different kinds, so they cannot be compared")]
    MixedKinds,
    /// Its points are not independent of each other.
    #[error("its periods overlap, so limits would be too narrow")]
    Overlapping,
    /// A single value.
    #[error("one value is not enough for limits")]
    OnePoint,
    /// No two values are consecutive.
    #[error("no two of its values are for consecutive periods")]
    NothingFollows,
    /// All consecutive values are the same.
    #[error("its values do not vary")]
    Constant,
}

impl FixAfter {
    /// `None` if it is fewer than 12 values.
    #[must_use]
    pub fn new(values: usize) -> Option<Self> {
        (values >= FEWEST_FIXED).then_some(Self(values))
    }

    /// How many values.
    #[must_use]
    pub fn values(self) -> usize {
        self.0
    }
}

impl Settings {
    /// The default settings.
    pub const USUAL: Self = Self { screening: Screening::On, fix_after: None };
}

impl Default for Settings {
    fn default() -> Self {
        Self::USUAL
    }
}

/// The control chart of a series. A group whose limits are refused does not refuse the others.
///
/// # Errors
/// When the series as a whole cannot have one.
pub fn chart(
    observations: &[Observation],
    cadence: Cadence,
    polarity: Polarity,
    settings: Settings,
) -> Result<ControlChart, Refusal> {
    match cadence {
        Cadence::Overlapping => return Err(Refusal::Overlapping),
        Cadence::Mixed => return Err(Refusal::MixedKinds),
        Cadence::Years | Cadence::Seasons(_) | Cadence::Weeks | Cadence::Irregular => {}
    }
    let mut values = observations.iter().filter_map(|observation| observation.value);
    if values.any(|value| !value.is_finite()) {
        return Err(Refusal::NotFinite);
    }
    if !observations.iter().any(|observation| observation.value.is_some()) {
        return Err(Refusal::NoValues);
    }
    let mut points = Vec::with_capacity(observations.len());
    let mut groups: Vec<Group> = Vec::with_capacity(1);
    let mut first = 0;
    for (place, observation) in observations.iter().enumerate() {
        if observation.join == Join::Break && place > first {
            groups.push(limits::group(observations, first..place, settings));
            first = place;
        }
        let Observation { value, join, .. } = *observation;
        points.push(Point { value, join, group: groups.len(), rule: Rule::Common, side: None });
    }
    groups.push(limits::group(observations, first..observations.len(), settings));
    for group in &groups {
        rules::label(observations, group, &mut points);
    }
    Ok(ControlChart { points, groups, polarity })
}

impl ControlChart {
    /// The last group: the one that describes the present.
    #[must_use]
    pub fn last_group(&self) -> Option<&Group> {
        self.groups.last()
    }

    /// The last point that has a value.
    #[must_use]
    pub fn last_point(&self) -> Option<&Point> {
        self.points.iter().rfind(|point| point.value.is_some())
    }

    /// The meaning of a point, by polarity.
    #[must_use]
    pub fn kind(&self, point: &Point) -> Kind {
        let Some(side) = point.side else { return Kind::Common };
        match (self.polarity, side.is_high()) {
            (Polarity::Higher, true) | (Polarity::Lower, false) => Kind::Improvement,
            (Polarity::Higher, false) | (Polarity::Lower, true) => Kind::Concern,
            (Polarity::Neither, true) => Kind::NeutralHigh,
            (Polarity::Neither, false) => Kind::NeutralLow,
        }
    }

    /// The finding for the last point.
    ///
    /// # Errors
    /// When the group of the last point has no limits.
    pub fn variation(&self) -> Result<Variation, Refusal> {
        let point = self.last_point().ok_or(Refusal::NoValues)?;
        self.limits_of_last()?;
        let Some(side) = point.side else { return Ok(Variation::CommonCause) };
        Ok(match (self.polarity, side.is_high()) {
            (Polarity::Higher, true) => Variation::ImprovementHigh,
            (Polarity::Lower, false) => Variation::ImprovementLow,
            (Polarity::Lower, true) => Variation::ConcernHigh,
            (Polarity::Higher, false) => Variation::ConcernLow,
            (Polarity::Neither, true) => Variation::NeutralHigh,
            (Polarity::Neither, false) => Variation::NeutralLow,
        })
    }

    /// Whether a target can be relied on, by the limits of the last group. `None` without polarity or limits.
    #[must_use]
    pub fn assurance(&self, target: f64) -> Option<Assurance> {
        let limits = self.limits_of_last().ok().filter(|_| target.is_finite())?;
        let (is_above, is_below) = (target > limits.upper, target < limits.lower);
        match self.polarity {
            Polarity::Neither => None,
            Polarity::Higher if is_above => Some(Assurance::Fail),
            Polarity::Higher if is_below => Some(Assurance::Pass),
            Polarity::Lower if is_above => Some(Assurance::Pass),
            Polarity::Lower if is_below => Some(Assurance::Fail),
            Polarity::Higher | Polarity::Lower => Some(Assurance::HitOrMiss),
        }
    }

    /// The limits of the last group, or why it has none.
    ///
    /// # Errors
    /// When it has none.
    pub fn limits_of_last(&self) -> Result<Limits, Refusal> {
        self.groups.last().map_or(Err(Refusal::NoValues), |group| group.limits)
    }
}

impl Side {
    /// Whether it is up.
    #[must_use]
    pub fn is_high(self) -> bool {
        matches!(self, Self::Above | Self::Increasing)
    }
}

#[cfg(test)]
mod tests;
