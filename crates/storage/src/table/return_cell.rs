//! The input in returns, as it was typed.

use super::{CellKey, versioned};
use crate::error::Error;
use chrono::NaiveDate;
use domain::{
    area::AreaCode,
    period::{Kind, Period},
    returns::Typed,
    series::{Breakdown, Series},
    slug::Slug,
};

versioned! {
    /// The input in the boxes of a cell.
    ReturnCellRow, named by ReturnCellKey, of "return_cell", called "cell of a return", in order "t.recorded_in" {
        indicator: Slug => never,
        area: AreaCode => never,
        breakdown: Breakdown => never,
        period_kind: Kind => never,
        first: NaiveDate => never,
        last: NaiveDate => never,
    } {
        numerator: String => never,
        denominator: String => never,
        value: String => never,
        absence: String => never,
        status: String => never,
        note: String => never,
        because: String => never,
        reason: String => never,
        origin: String => never,
    }
}

impl ReturnCellKey {
    pub(crate) fn of(series: &Series, period: &Period) -> Self {
        let CellKey { indicator, area, breakdown, period_kind, first, last } = CellKey::of(series, period);
        Self { indicator, area, breakdown, period_kind, first, last }
    }
}

impl ReturnCellRow {
    pub(crate) fn of(series: &Series, period: &Period, typed: &Typed) -> Self {
        let CellKey { indicator, area, breakdown, period_kind, first, last } = CellKey::of(series, period);
        let Typed { numerator, denominator, value, absence, status, note, because, reason, origin } =
            typed.clone();
        Self {
            indicator,
            area,
            breakdown,
            period_kind,
            first,
            last,
            numerator,
            denominator,
            value,
            absence,
            status,
            note,
            because,
            reason,
            origin,
        }
    }

    /// The cell, and its input.
    pub(crate) fn typed(self) -> Result<(Series, Period, Typed), Error> {
        let Self { indicator, area, breakdown, period_kind, first, last, .. } = self;
        let cell = CellKey { indicator, area, breakdown, period_kind, first, last };
        let (series, period) = cell.series_and_period("cell of a return")?;
        let typed = Typed {
            numerator: self.numerator,
            denominator: self.denominator,
            value: self.value,
            absence: self.absence,
            status: self.status,
            note: self.note,
            because: self.because,
            reason: self.reason,
            origin: self.origin,
        };
        Ok((series, period, typed))
    }
}
