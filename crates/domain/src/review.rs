//! The annual review: the outturn of a plan year, the decision on each priority, and the priorities of the next plan year.

use crate::{
    outline::Outline,
    plan::{PlanYear, Priority},
    slug::Slug,
};

crate::vocabulary! {
    /// What is to happen to a priority in the next plan year.
    pub enum Course {
        /// It is carried over unchanged.
        CarryOn = "carry on",
        /// It is carried over in other words.
        Reword = "reword",
        /// It ends.
        Retire = "retire",
        /// It is new.
        Add = "add",
    }
}

/// The review of a priority of a plan year, or of one that is to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewed {
    /// The reviewed plan year.
    pub year: Slug,
    /// The priority.
    pub priority: Slug,
    /// The recommendation to the board.
    pub recommended: Course,
    /// Why.
    pub because: String,
    /// The board's decision; `None` until it has decided.
    pub decided: Option<Course>,
    /// Why.
    pub reason: String,
    /// Its focus area in the next year.
    pub focus_area: Slug,
    /// Its name there.
    pub name: String,
    /// Its summary there.
    pub summary: String,
}

/// Why the next plan year cannot be set up from a review, one sentence each.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unready {
    /// There is no year for the priorities.
    #[error("the plan has no year after {0}: add one to the plan first, or extend it")]
    NoNextYear(Slug),
    /// The year itself has no priorities to review.
    #[error("no priorities have been recorded for {0}, so there is nothing to review")]
    NoPriorities(Slug),
    /// Something has not been decided yet.
    #[error("no decision has been recorded for “{0}” yet")]
    Undecided(String),
    /// There would be no priorities.
    #[error("no priorities would be left: carry on or add at least one")]
    NothingLeft,
}

/// The plan year after another.
#[must_use]
pub fn next_year<'a>(outline: &'a Outline, year: &PlanYear) -> Option<&'a PlanYear> {
    outline.years.iter().filter(|other| other.first > year.last).min_by_key(|other| other.first)
}

/// The next plan year and all its priorities by a review, with their lineage: those carried over or reworded keep their slug
/// and with it everything placed under them; retired ones are left out, whatever the plan had foreseen for that year before.
///
/// # Errors
/// Every reason why they cannot be determined.
pub fn seeded(
    outline: &Outline,
    year: &PlanYear,
    reviewed: &[Reviewed],
) -> Result<(PlanYear, Vec<Priority>), Vec<Unready>> {
    let mut why = Vec::new();
    let own: Vec<_> = outline.priorities_of(year).collect();
    if own.is_empty() {
        why.push(Unready::NoPriorities(year.slug.clone()));
    }
    let next = next_year(outline, year);
    if next.is_none() {
        why.push(Unready::NoNextYear(year.slug.clone()));
    }
    let of = |slug: &Slug| reviewed.iter().find(|said| said.year == year.slug && said.priority == *slug);
    for priority in &own {
        if of(&priority.slug).and_then(|said| said.decided).is_none() {
            why.push(Unready::Undecided(priority.name.clone()));
        }
    }
    let added = reviewed
        .iter()
        .filter(|said| said.year == year.slug && !own.iter().any(|priority| priority.slug == said.priority));
    let added: Vec<_> = added.collect();
    why.extend(
        added.iter().filter(|said| said.decided.is_none()).map(|said| Unready::Undecided(said.name.clone())),
    );
    let Some(next) = next.filter(|_| why.is_empty()) else { return Err(why) };
    let carried = own.iter().filter_map(|priority| {
        let said = of(&priority.slug)?;
        let same =
            Priority { year: next.slug.clone(), follows: Some(priority.slug.clone()), ..(*priority).clone() };
        match said.decided? {
            Course::CarryOn => Some(same),
            Course::Reword | Course::Add => Some(Priority {
                focus_area: said.focus_area.clone(),
                name: said.name.clone(),
                summary: said.summary.clone(),
                ..same
            }),
            Course::Retire => None,
        }
    });
    let new = added.into_iter().filter(|said| said.decided == Some(Course::Add)).map(|said| Priority {
        slug: said.priority.clone(),
        year: next.slug.clone(),
        focus_area: said.focus_area.clone(),
        name: said.name.clone(),
        summary: said.summary.clone(),
        follows: None,
    });
    let mut priorities: Vec<_> = carried.chain(new).collect();
    // What somebody added to the next year besides is not part of this review, and stays.
    let is_known = |slug: &Slug| {
        own.iter().any(|own| own.slug == *slug) || priorities.iter().any(|new| new.slug == *slug)
    };
    let others: Vec<_> =
        outline.priorities_of(next).filter(|other| !is_known(&other.slug)).cloned().collect();
    priorities.extend(others);
    if priorities.is_empty() { Err(vec![Unready::NothingLeft]) } else { Ok((next.clone(), priorities)) }
}

#[cfg(all(test, feature = "plan-file"))]
mod tests;
