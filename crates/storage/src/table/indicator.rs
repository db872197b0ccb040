//! Indicators, which outlive plans.

use super::{Loaded, loaded::position, versioned};
use crate::error::Error;
use chrono::NaiveDate;
use domain::{
    figure::Origin,
    indicator::{Basis, Definition, Indicator, Measure, Placement, Polarity},
    period::Kind,
    slug::Slug,
};

versioned! {
    /// An indicator, without its definitions and its places in plans.
    IndicatorRow, named by IndicatorKey, of "indicator", called "indicator", in order "t.position, t.slug" {
        slug: Slug => shown,
    } {
        position: i64 => shown,
        name: String => shown,
        /// The word for its measure, without the multiplier of a rate.
        measure: String => shown,
        per: Option<u32> => shown,
        unit: String => shown,
        decimals: u8 => shown,
        polarity: Polarity => shown,
        frequency: Kind => shown,
        owner: Slug => shown,
        origin: Origin => shown,
        basis: Basis => shown,
        source: String => shown,
        retired: Option<NaiveDate> => shown,
        lag: u16 => shown,
    }
}

impl Loaded for IndicatorRow {
    fn position(&self) -> Option<i64> {
        Some(self.position)
    }

    fn at(self, position: i64) -> Self {
        Self { position, ..self }
    }

    // Indicators of two plans may share a position; then their names decide.
    fn tie(&self) -> &str {
        self.slug.as_str()
    }
}

impl IndicatorRow {
    pub(crate) fn of(indicator: &Indicator, position: i64) -> Self {
        Self {
            slug: indicator.slug.clone(),
            position,
            name: indicator.name.clone(),
            measure: indicator.measure.as_str().to_owned(),
            per: indicator.measure.per(),
            unit: indicator.unit.clone(),
            decimals: indicator.decimals,
            polarity: indicator.polarity,
            frequency: indicator.frequency,
            owner: indicator.owner.clone(),
            origin: indicator.origin,
            basis: indicator.basis,
            source: indicator.source.clone(),
            retired: indicator.retired,
            lag: indicator.lag,
        }
    }

    pub(crate) fn all(indicators: &[Indicator]) -> Vec<Self> {
        indicators.iter().enumerate().map(|(place, indicator)| Self::of(indicator, position(place))).collect()
    }

    /// The indicator, with its data from other tables.
    pub(crate) fn indicator(
        self,
        definitions: Vec<Definition>,
        placements: Vec<Placement>,
    ) -> Result<Indicator, Error> {
        let measure = Measure::parse(&self.measure, self.per);
        Ok(Indicator {
            definitions,
            placements,
            slug: self.slug,
            name: self.name,
            measure: measure.ok_or_else(|| Error::unreadable("indicator", self.measure))?,
            unit: self.unit,
            decimals: self.decimals,
            polarity: self.polarity,
            frequency: self.frequency,
            owner: self.owner,
            origin: self.origin,
            basis: self.basis,
            source: self.source,
            retired: self.retired,
            lag: self.lag,
        })
    }
}
