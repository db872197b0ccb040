//! The key of a cell: a series and a period.

use crate::{error::Error, sql::Value};
use chrono::NaiveDate;
use domain::{
    area::AreaCode,
    period::{Kind, Period},
    series::{Breakdown, Series},
    slug::Slug,
};

/// A series and a period, column by column.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct CellKey {
    pub(crate) indicator: Slug,
    pub(crate) area: AreaCode,
    pub(crate) breakdown: Breakdown,
    pub(crate) period_kind: Kind,
    pub(crate) first: NaiveDate,
    pub(crate) last: NaiveDate,
}

/// The columns of a cell.
pub(crate) const CELL: [&str; 6] = ["indicator", "area", "breakdown", "period_kind", "first", "last"];

impl CellKey {
    pub(crate) fn of(series: &Series, period: &Period) -> Self {
        let Series { indicator, area, breakdown } = series.clone();
        let (first, last) = (period.first(), period.last());
        Self { indicator, area, breakdown, period_kind: period.kind(), first, last }
    }

    /// The series and the period. `what` names the row in an error.
    pub(crate) fn series_and_period(self, what: &'static str) -> Result<(Series, Period), Error> {
        let Self { indicator, area, breakdown, period_kind, first, last } = self;
        let period = Period::of_days(period_kind, first, last);
        let period = period.map_err(|error| Error::unreadable(what, error.to_string()))?;
        Ok((Series { indicator, area, breakdown }, period))
    }

    /// The values of its columns.
    pub(crate) fn values(&self) -> [&dyn Value; 6] {
        [&self.indicator, &self.area, &self.breakdown, &self.period_kind, &self.first, &self.last]
    }
}

/// The condition that a row of a table with the columns of a cell is of the cell with a key.
macro_rules! in_cell {
    ($row:ty, $key:expr) => {{
        let key = $key;
        [
            $crate::table::is!($row, indicator, &key.indicator),
            $crate::table::is!($row, area, &key.area),
            $crate::table::is!($row, breakdown, &key.breakdown),
            $crate::table::is!($row, period_kind, &key.period_kind),
            $crate::table::is!($row, first, &key.first),
            $crate::table::is!($row, last, &key.last),
        ]
    }};
}
pub(super) use in_cell;
