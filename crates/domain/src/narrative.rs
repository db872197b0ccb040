//! The story behind the numbers: what happened, why, what next, and what is asked of the board.

use crate::{
    entry,
    period::{Kind, Period},
    plan::PlanYear,
    slug::Slug,
};
use chrono::{Days, NaiveDate};

/// The subject of a narrative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// An indicator, in whatever plan.
    Indicator(Slug),
    /// A priority of a plan.
    Priority {
        /// The plan.
        plan: Slug,
        /// The priority.
        priority: Slug,
    },
}

/// The narrative of an indicator or a priority for one quarter's meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Narrative {
    /// Its subject.
    pub about: About,
    /// The financial quarter that the meeting looks at.
    pub quarter: Period,
    /// Its audience.
    pub stage: Stage,
    /// Its text.
    pub parts: Parts,
}

crate::vocabulary! {
    /// The audience of a narrative.
    pub enum Stage {
        /// Those who may write it.
        Draft = "draft",
        /// The board, and with it every partner.
        Published = "published",
    }
}

crate::vocabulary! {
    /// A part of a narrative.
    pub enum Part {
        /// What happened.
        Happened = "happened",
        /// Why.
        Why = "why",
        /// What next.
        Next = "next",
        /// What is asked of the board.
        Asked = "asked",
    }
}

impl Part {
    /// Its heading.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Happened => "What happened",
            Self::Why => "Why",
            Self::Next => "What next",
            Self::Asked => "What we ask of the board",
        }
    }
}

/// The text of a narrative, part by part, in Markdown. A part without text is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts([String; 4]);

/// The most characters of one part: about two printed pages.
pub const LONGEST: usize = 5_000;

/// A fault in a part, in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The part.
    pub at: Part,
    /// What to do about it.
    pub message: String,
}

impl From<[String; 4]> for Parts {
    /// In the order of [`Part::ALL`].
    fn from(texts: [String; 4]) -> Self {
        Self(texts)
    }
}

impl Parts {
    /// The parts, as a function gives them.
    #[must_use]
    pub fn of(text: impl Fn(Part) -> String) -> Self {
        Self([text(Part::Happened), text(Part::Why), text(Part::Next), text(Part::Asked)])
    }

    /// The text of one part.
    #[must_use]
    pub fn get(&self, part: Part) -> &str {
        let [happened, why, next, asked] = &self.0;
        match part {
            Part::Happened => happened,
            Part::Why => why,
            Part::Next => next,
            Part::Asked => asked,
        }
    }

    /// All faults; empty if the parts can be kept.
    #[must_use]
    pub fn wrongs(&self) -> Vec<Wrong> {
        if self.0.iter().all(String::is_empty) {
            let message = "write at least what happened".to_owned();
            return vec![Wrong { at: Part::Happened, message }];
        }
        let wrong = |part: &Part| {
            let length = self.get(*part).chars().count();
            let message = if length > LONGEST {
                format!(
                    "shorten this to {LONGEST} characters: it has {length}, and a board reads two pages at most"
                )
            } else if !entry::is_printable(self.get(*part)) {
                entry::UNPRINTABLE.to_owned()
            } else {
                return None;
            };
            Some(Wrong { at: *part, message })
        };
        Part::ALL.iter().filter_map(wrong).collect()
    }
}

/// The quarters that a narrative can be about on a day, the newest first: those of the plan that have begun.
#[must_use]
pub fn quarters(years: &[PlanYear], today: NaiveDate) -> Vec<Period> {
    let Some((first, last)) = years.first().zip(years.last()) else { return Vec::new() };
    // A plan year need not begin with a quarter.
    let quarter = Days::new(95);
    let from = first.first.checked_sub_days(quarter).unwrap_or(first.first);
    let until = last.last.min(today);
    let until = until.checked_add_days(quarter).unwrap_or(until);
    let is_of_plan = |period: &Period| {
        period.first() <= today
            && years.iter().any(|year| period.first() <= year.last && year.first <= period.last())
    };
    let mut quarters = Period::between(Kind::FinancialQuarter, from, until);
    quarters.retain(is_of_plan);
    quarters.reverse();
    quarters
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, Part, Parts, quarters};
    use crate::{plan::PlanYear, slug::Slug};

    fn years(days: &[(&str, &str)]) -> Vec<PlanYear> {
        let year = |(first, last): &(&str, &str)| PlanYear {
            slug: Slug::new("a-year").expect("a slug"),
            first: first.parse().expect("a day"),
            last: last.parse().expect("a day"),
        };
        days.iter().map(year).collect()
    }

    fn labels(days: &[(&str, &str)], today: &str) -> Vec<String> {
        quarters(&years(days), today.parse().expect("a day")).iter().map(|period| period.label()).collect()
    }

    #[test]
    fn the_quarters_of_a_plan_that_have_begun_are_offered() {
        let plan = [("2018-04-01", "2019-03-31"), ("2019-04-01", "2020-03-31")];
        assert_eq!(labels(&plan, "2018-10-01"), ["2018-19 Q3", "2018-19 Q2", "2018-19 Q1"]);
        assert_eq!(labels(&plan, "2026-11-23").first().map(String::as_str), Some("2019-20 Q4"));
        assert_eq!(labels(&plan, "2026-11-23").len(), 8);
        assert!(labels(&plan, "2018-03-31").is_empty() && labels(&[], "2018-03-31").is_empty());
        // A calendar year begins with the last quarter of a financial year.
        let calendar = labels(&[("2022-01-01", "2022-12-31")], "2022-12-31");
        assert_eq!(calendar, ["2022-23 Q3", "2022-23 Q2", "2022-23 Q1", "2021-22 Q4"]);
    }

    #[test]
    fn parts_say_something_and_not_too_much() {
        assert_eq!(Parts::default().wrongs()[0].at, Part::Happened);
        let long = Parts::of(|part| match part {
            Part::Next => "é".repeat(LONGEST + 1),
            Part::Why => "é".repeat(LONGEST),
            _ => String::new(),
        });
        let wrongs = long.wrongs();
        assert!(wrongs.len() == 1 && wrongs[0].at == Part::Next, "{wrongs:?}");
        assert!(wrongs[0].message.contains("5000 characters: it has 5001"), "{}", wrongs[0].message);
        let turned = Parts::of(|part| {
            if part == Part::Asked { "\u{202e}cinilc\n\tNext".into() } else { "One.\n\tTwo.".into() }
        });
        let wrongs = turned.wrongs();
        assert!(wrongs.len() == 1 && wrongs[0].at == Part::Asked, "{wrongs:?}");
    }
}
