//! The actions that the partnership agreed on, and their progress.

use crate::{plan, slug::Slug};
use chrono::NaiveDate;

/// Something that an organisation is to do for a priority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// Its name in addresses, permanent in the record.
    pub slug: Slug,
    /// The priority that it serves, through all plan years.
    pub priority: Slug,
    /// What is to be done.
    pub name: String,
    /// Who is to do it.
    pub organisation: Slug,
    /// The indicators that it is meant to improve, in the plan's order.
    pub indicators: Vec<Slug>,
    /// The day on which it starts.
    pub starts: NaiveDate,
    /// The day that it is to be done by.
    pub due: NaiveDate,
}

/// A note on the progress of an action on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// Its name, permanent in the record.
    pub slug: Slug,
    /// The action.
    pub action: Slug,
    /// The progress.
    pub state: State,
    /// The day that it describes.
    pub said: NaiveDate,
    /// The text of the note.
    pub note: String,
}

crate::vocabulary! {
    /// The progress of an action.
    pub enum State {
        /// Nothing has been done.
        NotBegun = "not begun",
        /// It is being done.
        UnderWay = "under way",
        /// It is done.
        Done = "done",
        /// It will not be done.
        Stopped = "stopped",
    }
}

impl State {
    /// Whether there is nothing more to do.
    #[must_use]
    pub fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Stopped)
    }
}

/// The most characters of an action's name.
pub const LONGEST_NAME: usize = 200;

/// The most characters of a note on its progress.
pub const LONGEST_NOTE: usize = 2_000;

/// How urgent an action is on a day: what is overdue comes first, then what is still to do, by their days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// Its day has passed and it is not done.
    Overdue(NaiveDate),
    /// It is still to be done by its day.
    Due(NaiveDate),
    /// There is nothing more to do.
    Over(NaiveDate),
}

/// The urgency of an action in a state on a day.
#[must_use]
pub fn urgency(action: &Action, state: State, today: NaiveDate) -> Urgency {
    match state {
        _ if state.is_over() => Urgency::Over(action.due),
        _ if action.due < today => Urgency::Overdue(action.due),
        _ => Urgency::Due(action.due),
    }
}

/// The last name of a priority, whatever its plan year.
#[must_use]
pub fn priority_named<'a>(priorities: &'a [plan::Priority], slug: &Slug) -> Option<&'a str> {
    priorities.iter().rfind(|priority| priority.slug == *slug).map(|priority| priority.name.as_str())
}

#[cfg(test)]
mod tests {
    use super::{Action, State, Urgency, urgency};
    use crate::slug::Slug;

    #[test]
    fn what_is_overdue_comes_first() {
        let slug = |text| Slug::new(text).expect("a slug");
        let day = |text: &str| text.parse().expect("a day");
        let action = |due| Action {
            slug: slug("a"),
            priority: slug("p"),
            name: "Open a clinic".into(),
            organisation: slug("o"),
            indicators: Vec::new(),
            starts: day("2018-04-01"),
            due: day(due),
        };
        let on = |due, state| urgency(&action(due), state, day("2019-01-01"));
        assert_eq!(on("2018-12-31", State::UnderWay), Urgency::Overdue(day("2018-12-31")));
        assert_eq!(on("2019-01-01", State::NotBegun), Urgency::Due(day("2019-01-01")));
        let mut all = [
            on("2018-06-01", State::Done),
            on("2019-02-01", State::UnderWay),
            on("2018-12-31", State::NotBegun),
            on("2018-11-01", State::UnderWay),
            on("2018-05-01", State::Stopped),
        ];
        all.sort();
        let days = all.map(|urgency| match urgency {
            Urgency::Overdue(day) => format!("overdue {day}"),
            Urgency::Due(day) => format!("due {day}"),
            Urgency::Over(day) => format!("over {day}"),
        });
        assert_eq!(
            days,
            [
                "overdue 2018-11-01",
                "overdue 2018-12-31",
                "due 2019-02-01",
                "over 2018-05-01",
                "over 2018-06-01"
            ]
        );
    }
}
