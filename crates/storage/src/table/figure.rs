//! Figures. A cell has at most one approved row and one that is proposed in its place.

use super::{CellKey, Is, Loaded, cell::in_cell, versioned};
use crate::error::Error;
use chrono::NaiveDate;
use domain::{
    area::AreaCode,
    figure::{Absence, Approval, Figure, Fraction, Interval, Measured, Origin, Reading, Status},
    period::{Kind, Period},
    series::{Breakdown, Series},
    slug::Slug,
    source::{Sort, Source},
};

versioned! {
    /// A figure. The public is given `[c]` for one that partners recorded, whether it is a value or an absence, since the
    /// difference would reveal something too.
    FigureRow, named by FigureKey, of "figure", called "figure", in order "" {
        indicator: Slug => shown,
        area: AreaCode => shown,
        breakdown: Breakdown => shown,
        period_kind: Kind => shown,
        first: NaiveDate => shown,
        last: NaiveDate => shown,
        approval: Approval => shown,
    } {
        value: Option<f64> => hidden(None),
        absence: Option<Absence> => hidden(Some(Absence::Confidential)),
        numerator: Option<f64> => hidden(None),
        denominator: Option<f64> => hidden(None),
        lower: Option<f64> => hidden(None),
        upper: Option<f64> => hidden(None),
        status: Status => hidden(Status::Final),
        origin: Origin => shown,
        note: Option<String> => hidden(None),
        /// Why it is right though it is unlikely.
        explanation: Option<String> => hidden(None),
        /// The number of the import that brought it; not part of its content.
        import: Option<i64> => hidden(None),
    }
}

impl Loaded for FigureRow {
    fn says_the_same(&self, other: &Self) -> bool {
        let said = |row: &Self| Self { import: None, ..row.clone() };
        said(self) == said(other)
    }

    /// No file may replace the figures of an import: somebody compared them with what they replaced and confirmed, so loading
    /// a plan file again does not undo them.
    fn may_be_replaced(&self, source: Source) -> bool {
        match source.sort() {
            Sort::PlanFile => true,
            Sort::Import => self.import.is_none(),
            Sort::PartnersWords | Sort::Return | Sort::ByHand => false,
        }
    }
}

impl FigureRow {
    /// Figures of an import are written elsewhere: storage/src/import.
    pub(crate) fn of(figure: &Figure) -> Self {
        let measured = match &figure.reading {
            Reading::Value(measured) => Some(*measured),
            Reading::Absent(_) => None,
        };
        let fraction = measured.and_then(|measured| measured.fraction());
        let interval = measured.and_then(|measured| measured.interval());
        let CellKey { indicator, area, breakdown, period_kind, first, last } =
            CellKey::of(&figure.series, &figure.period);
        Self {
            indicator,
            area,
            breakdown,
            period_kind,
            first,
            last,
            approval: figure.approval,
            value: measured.map(|measured| measured.value()),
            absence: figure.reading.absence(),
            numerator: fraction.map(|fraction| fraction.numerator),
            denominator: fraction.map(|fraction| fraction.denominator),
            lower: interval.map(|interval| interval.lower),
            upper: interval.map(|interval| interval.upper),
            status: figure.status,
            origin: figure.origin,
            note: figure.note.clone(),
            explanation: figure.explanation.clone(),
            import: None,
        }
    }

    pub(crate) fn all(figures: &[Figure]) -> Vec<Self> {
        figures.iter().map(Self::of).collect()
    }

    /// The figure. It was validated when it was recorded, against the indicator of that time.
    pub(crate) fn figure(self) -> Result<Figure, Error> {
        let Self { indicator, area, breakdown, period_kind, first, last, approval, value, .. } = self;
        let cell = CellKey { indicator, area, breakdown, period_kind, first, last };
        let (series, period) = cell.series_and_period("figure")?;
        let fraction = self.numerator.zip(self.denominator);
        let fraction = fraction.map(|(numerator, denominator)| Fraction { numerator, denominator });
        let interval = self.lower.zip(self.upper).map(|(lower, upper)| Interval { lower, upper });
        let reading = match self.absence {
            Some(absence) => Reading::Absent(absence),
            None => {
                let measured = value.and_then(|value| Measured::recorded(value, fraction, interval));
                Reading::Value(measured.ok_or_else(|| Error::unreadable("figure", (&series, value)))?)
            }
        };
        let (status, origin, note, explanation) = (self.status, self.origin, self.note, self.explanation);
        Ok(Figure { reading, status, origin, note, explanation, approval, series, period })
    }

    /// As the public may see it: until disclosure control is built, what partners recorded is concealed.
    pub(crate) fn for_public(self) -> Option<Self> {
        match self.origin {
            Origin::Published => Some(self),
            Origin::Partner => super::Versioned::concealed(self),
        }
    }

    /// The condition that a figure is in a cell.
    pub(crate) fn in_cell(series: &Series, period: &Period) -> [Is<Self>; 6] {
        in_cell!(Self, CellKey::of(series, period))
    }
}
