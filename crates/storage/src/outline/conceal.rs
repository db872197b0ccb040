//! What people of the partnership wrote about figures that the public is not shown: the public is not shown that either.

use crate::table::{ChangeNoteRow, ClaimRow, IndicatorRow, PointMarkRow, RatingRuleRow, TargetRow};
use domain::{access::Audience, figure::Origin, slug::Slug, source::Source};
use std::collections::HashMap;

/// The data that decide what an audience may see about indicators.
pub(super) struct Seen<'a> {
    audience: Audience,
    origins: HashMap<&'a Slug, Origin>,
}

impl<'a> Seen<'a> {
    pub(super) fn by(audience: Audience, indicators: &'a [IndicatorRow]) -> Self {
        let origins = indicators.iter().map(|indicator| (&indicator.slug, indicator.origin)).collect();
        Self { audience, origins }
    }

    /// The targets that it may see.
    pub(super) fn targets(&self, rows: Vec<(TargetRow, Source)>) -> Vec<TargetRow> {
        self.each(rows, |row| &row.indicator, TargetRow::for_public)
    }

    /// The tolerances that it may see.
    pub(super) fn rules(&self, rows: Vec<(RatingRuleRow, Source)>) -> Vec<RatingRuleRow> {
        self.each(rows, |row| &row.indicator, RatingRuleRow::for_public)
    }

    /// The change notes, as far as it may see them.
    pub(super) fn notes(&self, rows: Vec<(ChangeNoteRow, Source)>) -> Vec<ChangeNoteRow> {
        self.each(rows, |row| &row.indicator, ChangeNoteRow::for_public)
    }

    /// The claims that it may see in full.
    pub(super) fn claims(&self, rows: Vec<(ClaimRow, Source)>) -> Vec<ClaimRow> {
        self.each(rows, |row| &row.indicator, |row, _, origin| row.for_public(origin))
    }

    /// The marks on figures that it may see.
    pub(super) fn marks(&self, rows: Vec<(PointMarkRow, Source)>) -> Vec<PointMarkRow> {
        self.each(rows, |row| &row.indicator, |row, _, origin| row.for_public(origin))
    }

    fn each<T>(
        &self,
        rows: Vec<(T, Source)>,
        indicator: fn(&T) -> &Slug,
        for_public: fn(T, Source, Option<Origin>) -> Option<T>,
    ) -> Vec<T> {
        let seen = |(row, source): (T, Source)| match self.audience {
            Audience::Partner => Some(row),
            Audience::Public => {
                let origin = self.origins.get(indicator(&row)).copied();
                for_public(row, source, origin)
            }
        };
        rows.into_iter().filter_map(seen).collect()
    }
}
