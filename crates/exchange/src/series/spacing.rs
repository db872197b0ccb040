//! How far apart bare days are, and where some are missing between them.

use super::When;
use chrono::{Datelike, NaiveDate};
use domain::observation::{Cadence, Join};

/// How far apart rows are, in order of time, and how each follows the one before it.
pub(super) fn spacing(rows: &[When]) -> (Cadence, Vec<Join>) {
    let days: Vec<NaiveDate> = rows.iter().map(When::first).collect();
    let is_period = rows.iter().any(|row| matches!(row, When::Period(_)));
    if is_period { by_period(rows) } else { by_day(&days) }
}

fn by_period(rows: &[When]) -> (Cadence, Vec<Join>) {
    let kinds = || {
        rows.iter().filter_map(|row| match row {
            When::Period(period) => Some(period.kind()),
            When::Day(_) => None,
        })
    };
    let first = kinds().next();
    let is_mixed = kinds().any(|kind| Some(kind) != first);
    let cadence = if is_mixed { Cadence::Mixed } else { first.map_or(Cadence::Irregular, Cadence::of) };
    let follows = |pair: &[When]| match (pair[0], pair[1]) {
        (When::Period(before), When::Period(period)) => before.next() == Some(period),
        _ => false,
    };
    (cadence, joins(rows.len(), rows.windows(2).map(follows)))
}

/// By the months between days: their greatest common step is the cadence, and a longer one is a gap.
fn by_day(days: &[NaiveDate]) -> (Cadence, Vec<Join>) {
    let apart = || days.windows(2).map(|pair| months(pair[1]) - months(pair[0]));
    let all_follow = || vec![Join::Follows; days.len()];
    if days.len() < 2 {
        return (Cadence::Years, all_follow());
    }
    let weeks = || days.windows(2).map(|pair| (pair[1] - pair[0]).num_days());
    if weeks().all(|days| days % 7 == 0) && weeks().any(|days| days == 7) {
        return (Cadence::Weeks, joins(days.len(), weeks().map(|days| days == 7)));
    }
    if apart().any(|months| months <= 0) {
        return (Cadence::Irregular, all_follow());
    }
    let step = apart().fold(0, common);
    let cadence = match step {
        12 => Cadence::Years,
        1 | 2 | 3 | 4 | 6 => Cadence::Seasons(u8::try_from(12 / step).unwrap_or(12)),
        _ => return (Cadence::Irregular, all_follow()),
    };
    (cadence, joins(days.len(), apart().map(|months| months == step)))
}

fn joins(count: usize, follows: impl Iterator<Item = bool>) -> Vec<Join> {
    let first = std::iter::once(Join::Follows).take(count);
    first.chain(follows.map(|follows| if follows { Join::Follows } else { Join::Gap })).collect()
}

fn months(day: NaiveDate) -> i32 {
    day.year() * 12 + day.month0() as i32
}

/// The greatest common divisor.
fn common(a: i32, b: i32) -> i32 {
    if b == 0 { a } else { common(b, a % b) }
}
