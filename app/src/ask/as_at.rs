//! Looking back: `?as-at=2019-03-31`, or a moment, shows every page exactly as it was then.

use crate::ask::fault::Fault;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, SubsecRound, TimeZone, Utc};
use chrono_tz::Europe::London;
use domain::{london, wording};
use storage::AsAt;

/// The moment that an address looks back to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LookingBack {
    /// As the address writes it.
    text: String,
    /// The last second that is seen.
    moment: DateTime<Utc>,
    /// The day it is in.
    day: NaiveDate,
}

impl LookingBack {
    /// Reads a day (seen to its end, by the clocks of Europe/London) or a moment such as `2019-03-31T17:00:00Z`.
    pub(crate) fn read(text: &str, now: DateTime<Utc>) -> Result<Self, Fault> {
        let end_of = |day: NaiveDate| {
            let midnight = day.checked_add_days(Days::new(1))?.and_time(NaiveTime::MIN);
            let last = London.from_local_datetime(&midnight).earliest()? - chrono::TimeDelta::seconds(1);
            Some(last.with_timezone(&Utc))
        };
        let moment = match text.parse::<NaiveDate>() {
            Ok(day) => end_of(day),
            Err(_) => DateTime::parse_from_rfc3339(text)
                .ok()
                .map(|moment| moment.with_timezone(&Utc).trunc_subsecs(0)),
        };
        let moment = moment.ok_or_else(|| {
            Fault::BadRequest(
                "That is not a day or time that the page can go back to: write as-at=2019-03-31 \
                or as-at=2019-03-31T17:00:00Z."
                    .into(),
            )
        })?;
        let day = moment.with_timezone(&London).date_naive();
        if day > now.with_timezone(&London).date_naive() {
            return Err(Fault::BadRequest(
                "You cannot look into the future: choose today or an earlier day.".into(),
            ));
        }
        // Today is not over: it is seen as it is now. Before 1970 no record held anything, and engines differ in how far
        // back their calendars go.
        Ok(Self { text: text.to_owned(), moment: moment.clamp(DateTime::UNIX_EPOCH, now), day })
    }

    pub(crate) fn as_at(&self) -> AsAt {
        AsAt::Moment(self.moment)
    }

    /// The day that pages take for today.
    pub(crate) fn day(&self) -> NaiveDate {
        self.day
    }

    /// The day or moment as the address has it.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The pair that keeps an address looking back. A moment's `+` would read as a space, and its colons need no escape.
    pub(crate) fn pair(&self) -> String {
        format!("as-at={}", self.text.replace('+', "%2B"))
    }
}

impl LookingBack {
    /// The last second that is seen.
    pub(crate) fn moment(&self) -> DateTime<Utc> {
        self.moment
    }

    /// When that is, as people say it: `at the end of 31 March 2019`.
    pub(crate) fn said(&self) -> String {
        match self.text.len() {
            10 => format!("at the end of {}", wording::day(self.day)),
            _ => london::second_said(self.moment),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::LookingBack;
    use crate::ask::fault::Fault;
    use chrono::{DateTime, Utc};

    fn moment(text: &str) -> DateTime<Utc> {
        text.parse().expect("a moment")
    }

    #[test]
    fn a_day_is_seen_to_its_end_by_the_clock_on_the_wall() {
        let now = moment("2026-11-23T09:00:00Z");
        let read = |text| LookingBack::read(text, now).map(|back| back.moment);
        assert_eq!(read("2026-07-01"), Ok(moment("2026-07-01T22:59:59Z")));
        assert_eq!(read("2026-01-31"), Ok(moment("2026-01-31T23:59:59Z")));
        assert_eq!(read("2026-07-01T12:00:00.9+01:00"), Ok(moment("2026-07-01T11:00:00Z")));
        assert_eq!(read("2026-11-23"), Ok(now));
    }

    #[test]
    fn what_is_no_day_or_not_yet_is_refused() {
        let now = moment("2026-11-23T09:00:00Z");
        for text in [
            "",
            "yesterday",
            "2026-02-30",
            "2026-11-24",
            "2999-01-01T00:00:00Z",
            "+262142-12-31",
            "2019-03-31 17:00",
        ] {
            assert!(matches!(LookingBack::read(text, now), Err(Fault::BadRequest(_))), "{text}");
        }
    }
}
