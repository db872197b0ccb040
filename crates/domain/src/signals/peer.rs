//! The signals of NHS Making Data Count, as their authors have them: what `outcomes explain` prints beside what a page claims.

use crate::{
    control_chart::{self, Assurance, ControlChart, Settings},
    indicator::Polarity,
    observation::{Cadence, Observation},
    target::Aim,
};

/// The control chart of a series and what it says of a target.
#[derive(Clone, Debug, PartialEq)]
pub struct Peer {
    /// Its control chart.
    pub chart: Result<ControlChart, control_chart::Refusal>,
    /// Whether the target can be relied on, or why that cannot be said.
    pub assurance: Result<Assurance, NoAssurance>,
}

/// Why it cannot be said whether a target can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoAssurance {
    /// Nothing to rely on.
    #[error("no target is set")]
    NoTarget,
    /// A range is not judged.
    #[error("the target is a range")]
    Range,
    /// Neither direction is worse.
    #[error("neither higher nor lower is better")]
    NoPolarity,
    /// No limits to judge it by.
    #[error("{0}")]
    NoLimits(control_chart::Refusal),
}

/// Reads a series of observations, in order of time. `aim` is the target for its last value.
#[must_use]
pub fn read(
    observations: &[Observation],
    cadence: Cadence,
    polarity: Polarity,
    settings: Settings,
    aim: Option<Aim>,
) -> Peer {
    let chart = control_chart::chart(observations, cadence, polarity, settings);
    let assurance = assurance(&chart, polarity, aim);
    Peer { chart, assurance }
}

fn assurance(
    chart: &Result<ControlChart, control_chart::Refusal>,
    polarity: Polarity,
    aim: Option<Aim>,
) -> Result<Assurance, NoAssurance> {
    let target = match (aim, polarity) {
        (None, _) => return Err(NoAssurance::NoTarget),
        (Some(Aim::Range(..)), _) => return Err(NoAssurance::Range),
        (Some(_), Polarity::Neither) => return Err(NoAssurance::NoPolarity),
        (Some(Aim::Value(target)), _) => target,
    };
    let chart = chart.as_ref().map_err(|refusal| NoAssurance::NoLimits(*refusal))?;
    chart.limits_of_last().map_err(NoAssurance::NoLimits)?;
    chart.assurance(target).ok_or(NoAssurance::NoLimits(control_chart::Refusal::NotFinite))
}

impl Peer {
    /// The finding for the last point of the control chart.
    ///
    /// # Errors
    /// When there are no limits for it.
    pub fn variation(&self) -> Result<control_chart::Variation, control_chart::Refusal> {
        self.chart.as_ref().map_err(|refusal| *refusal)?.variation()
    }
}
