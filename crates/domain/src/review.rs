//! The annual review: what a plan year came to, what is decided of each priority, and what the next plan year becomes.

use crate::{
    outline::Outline,
    plan::{PlanYear, Priority},
    slug::Slug,
};

crate::vocabulary! {
    /// What becomes of a priority in the next plan year.
    pub enum Course {
        /// It goes on as it is.
        CarryOn = "carry on",
        /// It goes on in other words.
        Reword = "reword",
        /// It is no priority any more.
        Retire = "retire",
        /// It is a new one.
        Add = "add",
    }
}

/// What a review says of a priority of a plan year, or of one that is to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewed {
    /// The plan year that is reviewed.
    pub year: Slug,
    /// The priority.
    pub priority: Slug,
    /// What is recommended to the board.
    pub recommended: Course,
    /// Why.
    pub because: String,
    /// What the board decided; nothing as long as it has not.
    pub decided: Option<Course>,
    /// Why.
    pub reason: String,
    /// The focus area that it is to stand under in the next year.
    pub focus_area: Slug,
    /// What it is to be called there.
    pub name: String,
    /// What it is to be about.
    pub summary: String,
}

/// Why a plan year cannot be seeded by its review, a sentence each.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unready {
    /// There is nowhere to put priorities.
    #[error("the plan has no year after {0}: add one to the plan first, or extend it")]
    NoNextYear(Slug),
    /// The year itself has no priorities to review.
    #[error("no priorities have been recorded for {0}, so there is nothing to review")]
    NoPriorities(Slug),
    /// Something is not decided yet.
    #[error("no decision has been recorded for “{0}” yet")]
    Undecided(String),
    /// There would be nothing to concentrate on.
    #[error("no priorities would be left: carry on or add at least one")]
    NothingLeft,
}

/// The plan year after another.
#[must_use]
pub fn next_year<'a>(outline: &'a Outline, year: &PlanYear) -> Option<&'a PlanYear> {
    outline.years.iter().filter(|other| other.first > year.last).min_by_key(|other| other.first)
}

/// The next plan year and all its priorities by a review, with their lineage: carried over and reworded ones keep their name in
/// addresses and with it everything that stands under it; what is retired is left out, whatever the plan
/// had foreseen for that year before.
///
/// # Errors
/// Every reason why they cannot be told.
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
    // What somebody gave the next year besides is none of this review's business, and stays.
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
