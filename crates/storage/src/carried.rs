//! Claims as they are read: each with what carries it and the figures that it is checked against.

use chrono::NaiveDate;
use domain::{
    checking::Figures,
    claim::Claim,
    figure::Figure,
    narrative::{About, Stage},
    slug::Slug,
};

/// The claims of a plan, and the figures that they are checked against.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Claims {
    pub(crate) all: Vec<Carried>,
    /// At the desk's moment, in the order of series and time.
    pub(crate) now: Vec<Figure>,
}

/// A claim, and what carries it.
#[derive(Clone, Debug, PartialEq)]
pub struct Carried {
    /// What carries it.
    pub by: Carrier,
    /// The claim; `None` where the desk's visitor may not know what it is.
    pub claim: Option<Claim>,
    /// The figures of its periods, as they were when it was recorded, in the order of series and time.
    pub(crate) then: Vec<Figure>,
}

/// What carries a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// An evidence statement of the plan.
    Statement(Slug),
    /// A narrative.
    Narrative {
        /// What it is about.
        about: About,
        /// The first day of its quarter.
        quarter: NaiveDate,
        /// Its stage.
        stage: Stage,
    },
}

impl Claims {
    /// Every claim, in a fixed order.
    #[must_use]
    pub fn all(&self) -> &[Carried] {
        &self.all
    }

    /// The claim that something carries.
    #[must_use]
    pub fn of(&self, carrier: &Carrier) -> Option<&Carried> {
        self.all.iter().find(|carried| carried.by == *carrier)
    }

    /// The figures that one of these claims is checked against.
    #[must_use]
    pub fn figures<'a>(&'a self, carried: &'a Carried) -> Figures<'a> {
        Figures { now: &self.now, then: &carried.then }
    }
}
