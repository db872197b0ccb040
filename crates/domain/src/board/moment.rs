//! Which figures a page shows, and when somebody looks.

use super::is_by;
use crate::{
    period::Period,
    plan::{PlanYear, current_year, has_ended},
};
use chrono::NaiveDate;

/// What a page looks at, and when.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    /// The plan year whose priorities, targets and ratings are shown.
    pub year: &'a PlanYear,
    /// Which figures are shown.
    pub until: Until,
    /// The day on which somebody looks.
    pub today: NaiveDate,
}

/// The last figures that a page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// Those of the plan year.
    Year,
    /// The newest that there are.
    Newest,
}

impl<'a> Moment<'a> {
    /// A plan year: nothing later is shown.
    #[must_use]
    pub fn of_year(year: &'a PlanYear, today: NaiveDate) -> Self {
        Self { year, until: Until::Year, today }
    }

    /// What is shown where nobody chose: the last year begun, and the newest figures once the plan has ended. `None` if the plan
    /// has no years.
    #[must_use]
    pub fn usual(years: &'a [PlanYear], today: NaiveDate) -> Option<Self> {
        let until = if has_ended(years, today) { Until::Newest } else { Until::Year };
        Some(Self { year: current_year(years, today)?, until, today })
    }

    /// Whether a figure for a period may be shown.
    #[must_use]
    pub fn shows(&self, years: &[PlanYear], period: &Period) -> bool {
        match self.until {
            Until::Year => is_by(years, self.year, period),
            Until::Newest => true,
        }
    }

    /// The last day that is looked at.
    #[must_use]
    pub fn last(&self) -> NaiveDate {
        match self.until {
            Until::Year => self.year.last.min(self.today),
            Until::Newest => self.today,
        }
    }
}
