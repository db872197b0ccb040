//! The signals of a series: whether it meets its target, whether it changes by more than chance, and where it goes.

/// What the chart of NHS Making Data Count says of the same series.
pub mod peer;

use crate::{
    control_chart::{Assurance, Variation},
    indicator::Measure,
    judgement::{Claim, Judgement, Reason, Unassured},
    observation::{Cadence, Observation},
    rating::{Rating, Unrated},
    trend::{self, Trend},
};
use std::sync::Arc;

/// The signals of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Signals {
    /// What its values are.
    pub measure: Measure,
    /// How far apart its figures are.
    pub cadence: Cadence,
    /// Its values and absences, in order of time.
    pub observations: Vec<Observation>,
    /// What may be claimed of them.
    pub judgement: Arc<Judgement>,
    /// Its last value against its target.
    pub rating: Result<Rating, Unrated>,
}

/// Reads the signals of a series of observations, in order of time, with the judgement of the same.
#[must_use]
pub fn read(
    observations: Vec<Observation>,
    cadence: Cadence,
    measure: Measure,
    judgement: Arc<Judgement>,
    rating: Result<Rating, Unrated>,
) -> Signals {
    Signals { measure, cadence, observations, judgement, rating }
}

impl Signals {
    /// Its trend over the years. Tested when it is asked for: the rows of a board do without.
    ///
    /// # Errors
    /// Why it has none.
    pub fn trend(&self) -> Result<Trend, trend::Refusal> {
        trend::test(&self.observations, self.cadence, self.measure)
    }

    /// What the last value shows.
    ///
    /// # Errors
    /// Why that is not claimed.
    pub fn variation(&self) -> Result<Variation, Reason> {
        self.judgement.told()
    }

    /// Whether the target can be relied on.
    ///
    /// # Errors
    /// Why that is not claimed.
    pub fn assurance(&self) -> Result<Assurance, Unassured> {
        self.judgement.assurance
    }

    /// Why something is not claimed; `None` where it is.
    #[must_use]
    pub fn why_not(&self, claim: Claim) -> Option<Reason> {
        self.judgement.why_not(claim)
    }
}

#[cfg(test)]
mod tests;
