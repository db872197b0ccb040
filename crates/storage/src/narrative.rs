//! The story behind the numbers. Of a quarter a published narrative may stand, and a draft that is to take its place.
//!
//! The public is given none of it: it is what partners write about figures that the public may not see.

mod read;
mod since;
mod write;

use crate::{cell::Cell, figure::By};
use domain::{
    narrative::{About, Narrative, Part},
    period::Period,
};

pub use read::{newest, of, published};
pub use since::{Change, since, since_seen};
pub use write::{Written, withdraw, write};

/// A narrative that stands, and whose write put it there.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What it says.
    pub narrative: Narrative,
    /// Whose it is.
    pub by: By,
}

/// The plan that a narrative's row belongs to, and what it is about.
fn subject(about: &About) -> [Cell; 3] {
    match about {
        About::Indicator(indicator) => ["".into(), "indicator".into(), indicator.as_str().into()],
        About::Priority { plan, priority } => {
            [plan.as_str().into(), "priority".into(), priority.as_str().into()]
        }
    }
}

/// What names the narratives of a quarter.
fn key(about: &About, quarter: &Period) -> Vec<Cell> {
    let mut key = subject(about).to_vec();
    key.push(quarter.first().into());
    key
}

fn row(narrative: &Narrative) -> Vec<Cell> {
    let mut row = key(&narrative.about, &narrative.quarter);
    row.push(narrative.stage.as_str().into());
    row.extend(Part::ALL.iter().map(|part| Cell::from(narrative.parts.get(*part))));
    row
}
