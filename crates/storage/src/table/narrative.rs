//! The story behind the numbers, a quarter at a time. As with figures, there may be a draft beside the published one.

use super::{Is, is, versioned};
use crate::{error::Error, sql::NameOrNone};
use chrono::NaiveDate;
use domain::{
    narrative::{About, Narrative, Part, Parts, Stage},
    period::Period,
    returns::quarter_of,
    slug::Slug,
};

versioned! {
    /// A narrative of an indicator or a priority for a quarter. It may reveal figures that the public may not see.
    NarrativeRow, named by NarrativeKey, of "narrative", called "narrative",
    in order "t.quarter DESC, t.about, t.slug, t.stage DESC" {
        /// The plan of a priority; none for an indicator, which outlives plans.
        plan: NameOrNone => never,
        /// `indicator` or `priority`.
        about: String => never,
        slug: Slug => never,
        /// The first day of the quarter.
        quarter: NaiveDate => never,
        stage: Stage => never,
    } {
        happened: String => never,
        why: String => never,
        next: String => never,
        asked: String => never,
    }
}

const INDICATOR: &str = "indicator";
const PRIORITY: &str = "priority";

impl NarrativeRow {
    pub(crate) fn of(narrative: &Narrative) -> Self {
        let (plan, about, slug) = subject(&narrative.about);
        let text = |part| narrative.parts.get(part).to_owned();
        Self {
            plan,
            about,
            slug,
            quarter: narrative.quarter.first(),
            stage: narrative.stage,
            happened: text(Part::Happened),
            why: text(Part::Why),
            next: text(Part::Next),
            asked: text(Part::Asked),
        }
    }

    /// The text of one part.
    pub(crate) fn part(&self, part: Part) -> &str {
        match part {
            Part::Happened => &self.happened,
            Part::Why => &self.why,
            Part::Next => &self.next,
            Part::Asked => &self.asked,
        }
    }

    pub(crate) fn narrative(self) -> Result<Narrative, Error> {
        let unreadable = |text: &dyn std::fmt::Debug| Error::unreadable("narrative", text);
        let quarter = quarter_of(self.quarter).ok_or_else(|| unreadable(&self.quarter))?;
        let about = match (self.about.as_str(), self.plan.0) {
            (INDICATOR, _) => About::Indicator(self.slug),
            (PRIORITY, Some(plan)) => About::Priority { plan, priority: self.slug },
            (other, _) => return Err(unreadable(&other)),
        };
        let parts = Parts::from([self.happened, self.why, self.next, self.asked]);
        Ok(Narrative { about, quarter, stage: self.stage, parts })
    }

    /// The condition that a narrative is about something.
    pub(crate) fn is_about(about: &About) -> [Is<Self>; 3] {
        let (plan, about, slug) = subject(about);
        [is!(Self, plan, &plan), is!(Self, about, &about), is!(Self, slug, &slug)]
    }

    /// The condition that a narrative is about something in a quarter.
    pub(crate) fn is_of_quarter(about: &About, quarter: &Period) -> [Is<Self>; 4] {
        let [plan, about, slug] = Self::is_about(about);
        [plan, about, slug, is!(Self, quarter, &quarter.first())]
    }
}

fn subject(about: &About) -> (NameOrNone, String, Slug) {
    match about {
        About::Indicator(indicator) => (NameOrNone(None), INDICATOR.to_owned(), indicator.clone()),
        About::Priority { plan, priority } => (plan.into(), PRIORITY.to_owned(), priority.clone()),
    }
}
