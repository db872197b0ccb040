//! The rules of the control chart on the values that the chart judges: a trend, two in three, a shift.
//!
//! As the peer's rules on an XmR chart, but that exact ties are ties, a run has to be more than chance (rule 14), and a value
//! beyond a limit that chance explains is not outside it.

use super::{chance::is_run_rare, reading::Marks, tie, values::Value};
use crate::control_chart::Side;
use std::ops::Range;

/// How many points make a trend or a shift.
const RUN: usize = 7;

/// Values as a chart judges them.
pub(super) struct Judged<'a> {
    pub(super) values: &'a [Value],
    /// How far each is from what it is judged against.
    pub(super) off: &'a [f64],
    /// The size of what each was worked out from: less than its rounding is no difference.
    pub(super) sizes: &'a [f64],
    /// How far from its centre a value may be.
    pub(super) width: f64,
    /// Which are set apart.
    pub(super) apart: &'a [bool],
}

/// Adds trends, two in three and shifts to marks that say which values are outside. Says whether chance explains a shift of the
/// last value that there would have been.
pub(super) fn mark(judged: &Judged<'_>, marks: &mut [Marks]) -> bool {
    let mut is_hushed = false;
    let mut from = 0;
    while from < judged.off.len() {
        let mut to = from + 1;
        while to < judged.off.len() && judged.values[to].follows {
            to += 1;
        }
        trends(judged, from..to, marks);
        two_in_three(judged, from..to, marks);
        is_hushed = shifts(judged, from..to, marks);
        from = to;
    }
    is_hushed
}

/// How many values at the end are on one side.
pub(super) fn last_run(judged: &Judged<'_>) -> usize {
    let last = judged.off.len().saturating_sub(1);
    let own = judged.off.last().and_then(|_| side(judged, last));
    let mut length = usize::from(own.is_some());
    while length > 0 && length <= last && judged.values[last + 1 - length].follows {
        if side(judged, last - length) != own {
            break;
        }
        length += 1;
    }
    length
}

fn side(judged: &Judged<'_>, at: usize) -> Option<Side> {
    let off = judged.off[at];
    tie::differs(off, judged.sizes[at]).then_some(if off > 0.0 { Side::Above } else { Side::Below })
}

fn shifts(judged: &Judged<'_>, stretch: Range<usize>, marks: &mut [Marks]) -> bool {
    let mut is_hushed = false;
    runs(
        stretch,
        |at| side(judged, at),
        RUN,
        |run, own| {
            let on_side = (0..judged.off.len()).filter(|at| side(judged, *at) == Some(own)).count();
            if is_run_rare(run.len(), on_side, judged.off.len()) {
                marks[run].iter_mut().for_each(|mark| mark.shift = Some(own));
            } else {
                is_hushed |= run.end == judged.off.len();
            }
        },
    );
    is_hushed
}

/// Three consecutive values on one side, of which two are beyond two thirds of the way to the limit and not outside it: those two.
fn two_in_three(judged: &Judged<'_>, stretch: Range<usize>, marks: &mut [Marks]) {
    let near = judged.width * 2.0 / 3.0;
    let is_close = |at: usize, marks: &[Marks]| {
        !judged.apart[at] && marks[at].outside.is_none() && tie::exceeds(judged.off[at].abs(), near)
    };
    for from in stretch.start..stretch.end.saturating_sub(2) {
        let three = from..from + 3;
        let own = side(judged, from);
        let is_one_side = own.is_some() && three.clone().all(|at| side(judged, at) == own);
        if !is_one_side || three.clone().filter(|at| is_close(*at, marks)).count() < 2 {
            continue;
        }
        for at in three {
            if is_close(at, marks) {
                marks[at].two_in_three = own;
            }
        }
    }
}

/// Seven or more values that rise, or fall, each from the one before. The direction of one is that of the step to the next of
/// the trend; of the last, that of the step to it.
fn trends(judged: &Judged<'_>, stretch: Range<usize>, marks: &mut [Marks]) {
    let step = |at: usize| {
        let rise = judged.off[at + 1] - judged.off[at];
        let size = judged.sizes[at].max(judged.sizes[at + 1]);
        tie::differs(rise, size).then_some(if rise > 0.0 { Side::Increasing } else { Side::Decreasing })
    };
    let steps = stretch.start..stretch.end.saturating_sub(1);
    runs(steps, step, RUN - 1, |run, own| {
        // A value between two trends goes the way of the step after it, so the later one writes over.
        marks[run.start..=run.end].iter_mut().for_each(|mark| mark.trend = Some(own));
    });
}

/// Each stretch of at least `length` of the same side.
fn runs(
    within: Range<usize>,
    side: impl Fn(usize) -> Option<Side>,
    length: usize,
    mut found: impl FnMut(Range<usize>, Side),
) {
    let mut from = within.start;
    while from < within.end {
        let own = side(from);
        let mut to = from + 1;
        while to < within.end && side(to) == own {
            to += 1;
        }
        if let Some(own) = own.filter(|_| to - from >= length) {
            found(from..to, own);
        }
        from = to;
    }
}
