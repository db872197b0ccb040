//! The one place that asks what time it is. Everything else is given the time.

use chrono::{DateTime, NaiveDate, SubsecRound, Utc};

/// The present moment, in whole seconds as the record keeps them.
#[expect(clippy::disallowed_methods, reason = "this is the one place that asks the clock")]
pub(crate) fn now() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(0)
}

/// The day by the clocks of Europe/London.
pub(crate) fn today() -> NaiveDate {
    domain::london::day(now())
}
