//! The XmR control chart of NHS Making Data Count: which changes of a series are more than its usual ups and downs.

use crate::indicator::Polarity;

/// A series with its limits, and what each of its points tells.
#[derive(Clone, Debug, PartialEq)]
pub struct ControlChart {
    /// One for each observation, in the same order; absences among them.
    pub points: Vec<Point>,
    /// Between them they hold every point; limits and runs start anew in each. At least one.
    pub groups: Vec<Group>,
    /// Which way is better.
    pub polarity: Polarity,
}

/// One observation on the chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The value; nothing where it is absent.
    pub value: Option<f64>,
    /// The place of its group.
    pub group: usize,
    /// Which rule makes it stand out.
    pub rule: Rule,
    /// Which way it stands out; nothing where it does not.
    pub side: Option<Side>,
}

/// Points that share their limits.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The places of its points.
    pub points: std::ops::Range<usize>,
    /// The mean of the points that make the limits.
    pub mean: Option<f64>,
    /// The limits, or why there are none.
    pub limits: Result<Limits, Refusal>,
    /// Whether the limits rest on so few points that they are a first indication.
    pub is_trial: bool,
}

/// Where nearly all points lie as long as nothing changes.
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
    /// Which rule makes a point stand out: the first that applies.
    pub enum Rule {
        /// None does.
        Common = "common",
        /// It lies outside a limit.
        Outside = "outside",
        /// It is one of seven or more that rise, or fall, each from the one before.
        Trend = "trend",
        /// It is one of two, of three points that follow each other on one side of the mean, that come close to a limit.
        TwoInThree = "two_in_three",
        /// It is one of seven or more that follow each other on one side of the mean.
        Shift = "shift",
    }
}

crate::vocabulary! {
    /// Which way a point stands out.
    pub enum Side {
        /// It lies above the mean, or a limit.
        Above = "above",
        /// It lies below.
        Below = "below",
        /// It is part of a rise.
        Increasing = "increasing",
        /// It is part of a fall.
        Decreasing = "decreasing",
    }
}

crate::vocabulary! {
    /// What a point that stands out means, by what is wanted.
    pub enum Kind {
        /// It does not stand out.
        Common = "common",
        /// It stands out the way that is wanted.
        Improvement = "improvement",
        /// It stands out the way that is not.
        Concern = "concern",
        /// It is high, and neither way is wanted.
        NeutralHigh = "neutral_high",
        /// It is low, and neither way is wanted.
        NeutralLow = "neutral_low",
    }
}

crate::vocabulary! {
    /// What the last point of a chart tells.
    pub enum Variation {
        /// Its usual ups and downs.
        CommonCause = "common_cause",
        /// High, and higher is better.
        ImprovementHigh = "improvement_high",
        /// Low, and lower is better.
        ImprovementLow = "improvement_low",
        /// High, and lower is better.
        ConcernHigh = "concern_high",
        /// Low, and higher is better.
        ConcernLow = "concern_low",
        /// High, and neither way is wanted.
        NeutralHigh = "neutral_high",
        /// Low, and neither way is wanted.
        NeutralLow = "neutral_low",
    }
}

crate::vocabulary! {
    /// Whether the target can be relied on to be met while nothing changes.
    pub enum Assurance {
        /// It will be met.
        Pass = "pass",
        /// It will be missed.
        Fail = "fail",
        /// Now one, now the other, by chance.
        HitOrMiss = "hit_or_miss",
    }
}

/// Why a series, or a group of it, has no control limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nothing has a value.
    #[error("there is no value yet")]
    NoValues,
    /// Something is no number.
    #[error("a value is not a finite number")]
    NotFinite,
    /// Periods of several kinds.
    #[error("its periods are of different kinds, which are never compared")]
    MixedKinds,
    /// Its points are not independent of each other.
    #[error("its periods overlap, so limits would come out too narrow")]
    Overlapping,
    /// One value alone.
    #[error("one value alone has no limits")]
    OnePoint,
    /// No two values follow each other.
    #[error("no two of its values follow each other")]
    NothingFollows,
    /// All values that follow each other are the same.
    #[error("its values do not vary")]
    Constant,
}
