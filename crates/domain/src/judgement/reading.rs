//! What a chart finds in one group of a series, before a page decides what to say of it.

use super::{season::Seasons, signal::Signal, withheld::Reason};
use crate::control_chart::Side;

/// A group on its chart; one entry for each value.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    /// What each value is judged by.
    pub(super) bands: Vec<Band>,
    /// What makes each stand out, the last four apart.
    pub(super) marks: Vec<Marks>,
    /// Whether each is set apart.
    pub(super) apart: Vec<bool>,
    /// The seasons that limits follow, where they do.
    pub(super) seasons: Option<Seasons>,
    /// Why there are no limits.
    pub(super) refusal: Option<Reason>,
    /// Everything that the last value shows, with its strength.
    pub(super) last: Vec<Found>,
    /// Whether chance explains what the limits or a run would have shown of the last value (rule 14).
    pub(super) is_hushed: bool,
    /// Whether neighbours move together (rule 8).
    pub(super) moves_together: bool,
    /// What a target is held against.
    pub(super) range: Range,
}

/// What nearly all values are within, whatever the season; `None` where there is no such end.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Range {
    pub(super) lower: Option<f64>,
    pub(super) upper: Option<f64>,
}

/// What one value is judged by, in the unit of the indicator.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Band {
    pub(super) centre: Option<f64>,
    pub(super) lower: Option<f64>,
    pub(super) upper: Option<f64>,
}

/// What makes a value stand out, and which way.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Marks {
    pub(super) outside: Option<Side>,
    pub(super) trend: Option<Side>,
    pub(super) two_in_three: Option<Side>,
    pub(super) shift: Option<Side>,
}

/// Something that the last value shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    pub(super) signal: Signal,
    pub(super) side: Side,
    /// 1 where it only just is one.
    pub(super) strength: f64,
}

impl Marks {
    /// All of them, the first that applies first.
    pub(super) fn all(self) -> impl Iterator<Item = (Signal, Side)> {
        let all = [
            (Signal::Outside, self.outside),
            (Signal::Trend, self.trend),
            (Signal::TwoInThree, self.two_in_three),
            (Signal::Shift, self.shift),
        ];
        all.into_iter().filter_map(|(signal, side)| Some((signal, side?)))
    }
}

impl Reading {
    /// A group without limits.
    pub(super) fn without_limits(values: usize, apart: Vec<bool>, refusal: Reason) -> Self {
        Self {
            bands: vec![Band::default(); values],
            marks: vec![Marks::default(); values],
            apart,
            seasons: None,
            refusal: Some(refusal),
            last: Vec::new(),
            is_hushed: false,
            moves_together: false,
            range: Range::default(),
        }
    }
}
