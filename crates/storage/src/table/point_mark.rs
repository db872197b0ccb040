//! What people say of single figures.

use super::{CellKey, Is, Versioned, cell::in_cell, versioned};
use crate::error::Error;
use chrono::NaiveDate;
use domain::{
    area::AreaCode,
    figure::Origin,
    judgement::Mark,
    period::{Kind, Period},
    point_mark::PointMark,
    series::{Breakdown, Series},
    slug::Slug,
};

versioned! {
    /// A person's mark on a figure. Of one on what partners recorded the public is told nothing, not even that it is there: that
    /// somebody set a figure apart says that it is far from the others. So neither sort ends the other, and the newest is in force.
    PointMarkRow, named by PointMarkKey, of "point_mark", called "mark on a figure",
    in order "t.indicator, t.area, t.breakdown, t.period_kind, t.first, t.last, t.recorded_in" {
        indicator: Slug => shown,
        area: AreaCode => shown,
        breakdown: Breakdown => shown,
        period_kind: Kind => shown,
        first: NaiveDate => shown,
        last: NaiveDate => shown,
        /// The origin of the figure that was marked.
        origin: Origin => shown,
    } {
        mark: Mark => never,
        reason: String => never,
    }
}

impl PointMarkRow {
    pub(crate) fn of(said: &PointMark) -> Self {
        let CellKey { indicator, area, breakdown, period_kind, first, last } =
            CellKey::of(&said.series, &said.period);
        let (mark, reason, origin) = (said.mark, said.reason.clone(), said.origin);
        Self { indicator, area, breakdown, period_kind, first, last, origin, mark, reason }
    }

    /// The mark.
    pub(crate) fn point_mark(self) -> Result<PointMark, Error> {
        let Self { indicator, area, breakdown, period_kind, first, last, origin, mark, reason } = self;
        let cell = CellKey { indicator, area, breakdown, period_kind, first, last };
        let (series, period) = cell.series_and_period("mark on a figure")?;
        Ok(PointMark { series, period, mark, reason, origin })
    }

    /// The condition that a mark is on the figure of a cell.
    pub(crate) fn in_cell(series: &Series, period: &Period) -> [Is<Self>; 6] {
        in_cell!(Self, CellKey::of(series, period))
    }

    /// As the public may see it: nothing of a mark on what partners recorded. `origin` is that of its indicator.
    pub(crate) fn for_public(self, origin: Option<Origin>) -> Option<Self> {
        let is_public = self.origin == Origin::Published && origin == Some(Origin::Published);
        if is_public { Some(self) } else { self.concealed() }
    }
}
