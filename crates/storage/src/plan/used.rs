//! What people attached to parts of a plan: money, actions, ratings and narratives. A part with any of them stays.

use crate::{
    error::Error,
    table::{ActionRow, FundingRow, NarrativeRow, PackRow, PriorityRatingRow, ReviewRow, is},
    write::{Newest, Write},
};
use chrono::NaiveDate;
use domain::{
    outline::Outline,
    plan::{PlanYear, Priority},
    slug::Slug,
};

/// Why a plan may not be replaced by another: what was written, agreed or paid for the priorities and years that it would
/// lose, one sentence each.
pub(crate) async fn lost(write: &mut Write, before: &Outline, after: &Outline) -> Result<Vec<String>, Error> {
    let is_there = |year: &&PlanYear| !after.years.iter().any(|other| other.slug == year.slug);
    let years: Vec<_> = before.years.iter().filter(is_there).collect();
    let is_gone = |priority: &&Priority| {
        !after.priorities.iter().any(|other| other.slug == priority.slug && other.year == priority.year)
    };
    let priorities: Vec<_> = before.priorities.iter().filter(is_gone).collect();
    if years.is_empty() && priorities.is_empty() {
        return Ok(Vec::new());
    }
    let hung = hung(write, &before.plan.slug).await?;
    let mut reasons = Vec::new();
    for (what, of) in &hung {
        for year in &years {
            let count = of.iter().filter(|hung| hung.year.as_ref() == Some(&year.slug)).count();
            reasons.extend(reason(count, what, &format!("the plan year \"{}\"", year.slug)));
        }
        for priority in &priorities {
            let goes_on = after.priorities.iter().any(|other| other.slug == priority.slug);
            let year = before.years.iter().find(|year| year.slug == priority.year);
            let count = of.iter().filter(|hung| hung.is_of(priority, year, goes_on)).count();
            let name: String = priority.name.chars().take(80).collect();
            reasons.extend(reason(count, what, &format!("\"{name}\" in {}", priority.year)));
        }
    }
    Ok(reasons)
}

/// Something attached to a priority, a year, or a priority in a year or a quarter.
#[derive(Default)]
struct Hung {
    priority: Option<Slug>,
    year: Option<Slug>,
    /// The first day of a narrative's quarter.
    quarter: Option<NaiveDate>,
}

/// The words for one and for many of what is attached to priorities.
type Called = [&'static str; 2];

/// What is attached to the priorities and years of a plan, by its words.
async fn hung(write: &mut Write, plan: &Slug) -> Result<[(Called, Vec<Hung>); 6], Error> {
    fn each<T>(rows: Vec<Newest<T>>, hung: impl Fn(T) -> Hung) -> Vec<Hung> {
        rows.into_iter().map(|newest| hung(newest.row)).collect()
    }
    let funding = each(write.newest_where(&[is!(FundingRow, plan, plan)]).await?, |row| Hung {
        priority: Some(row.priority),
        year: Some(row.year),
        quarter: None,
    });
    let actions = each(write.newest_where(&[is!(ActionRow, plan, plan)]).await?, |row| Hung {
        priority: Some(row.priority),
        ..Hung::default()
    });
    let ratings = each(write.newest_where(&[is!(PriorityRatingRow, plan, plan)]).await?, |row| Hung {
        priority: Some(row.priority),
        year: Some(row.year),
        quarter: None,
    });
    let narratives = each(write.newest_where(&[is!(NarrativeRow, plan, &plan.into())]).await?, |row| Hung {
        priority: Some(row.slug),
        year: None,
        quarter: Some(row.quarter),
    });
    let packs = each(write.newest_where(&[is!(PackRow, plan, plan)]).await?, |row| Hung {
        year: Some(row.year),
        ..Hung::default()
    });
    let reviews = each(write.newest_where(&[is!(ReviewRow, plan, plan)]).await?, |row| Hung {
        priority: Some(row.priority),
        year: Some(row.year),
        quarter: None,
    });
    Ok([
        (["funding line", "funding lines"], funding),
        (["action", "actions"], actions),
        (["rating from a lead", "ratings from a lead"], ratings),
        (["narrative", "narratives"], narratives),
        (["pack", "packs"], packs),
        (["review of a priority", "reviews of priorities"], reviews),
    ])
}

impl Hung {
    /// Whether it belongs to a priority in a year. An action belongs to all years that have its priority, and a narrative to
    /// the year of its quarter.
    fn is_of(&self, priority: &Priority, year: Option<&PlanYear>, goes_on: bool) -> bool {
        let is_in = |day: NaiveDate| year.is_some_and(|year| (year.first..=year.last).contains(&day));
        let is_in_year = match (&self.year, self.quarter) {
            (Some(year), _) => *year == priority.year,
            (None, Some(quarter)) => is_in(quarter) || !goes_on,
            (None, None) => !goes_on,
        };
        self.priority.as_ref() == Some(&priority.slug) && is_in_year
    }
}

fn reason(count: usize, [one, many]: &Called, of: &str) -> Option<String> {
    let (told, them) = match count {
        0 => return None,
        1 => (format!("1 {one} is"), "it"),
        count => (format!("{count} {many} are"), "them"),
    };
    Some(format!("{told} under {of}, and would not be on any page: move or withdraw {them} first"))
}
