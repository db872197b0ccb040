//! What people hung on parts of a plan: money, actions, ratings and narratives. A part that has any stays.

use crate::{
    Error,
    cell::Cell,
    table::{self, Table},
    write::Write,
};
use chrono::NaiveDate;
use domain::{
    outline::Outline,
    plan::{PlanYear, Priority},
};

/// Why a plan may not become another: what is said, agreed or paid of the priorities and years that it would lose, a sentence each.
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
    let plan = [Cell::from(before.plan.slug.as_str())];
    let mut hung = Vec::new();
    for (table, what) in HUNG {
        let rows = write.newest_of(table, &plan).await?;
        hung.push((table, what, rows.into_iter().map(|newest| newest.row).collect::<Vec<_>>()));
    }
    let mut reasons = Vec::new();
    for (table, what, rows) in &hung {
        for year in &years {
            let count =
                rows.iter().filter(|row| said(table, row, "year") == Some(year.slug.to_string())).count();
            reasons.extend(reason(count, what, &format!("the plan year \"{}\"", year.slug)));
        }
        for priority in &priorities {
            let goes_on = after.priorities.iter().any(|other| other.slug == priority.slug);
            let year = before.years.iter().find(|year| year.slug == priority.year);
            let count = rows.iter().filter(|row| is_of(table, row, priority, year, goes_on)).count();
            let name: String = priority.name.chars().take(80).collect();
            reasons.extend(reason(count, what, &format!("\"{name}\" in {}", priority.year)));
        }
    }
    Ok(reasons)
}

/// What may hang on a priority, and how many of it are called.
const HUNG: [(&Table, [&str; 2]); 6] = [
    (&table::FUNDING, ["funding line", "funding lines"]),
    (&table::ACTION, ["action", "actions"]),
    (&table::PRIORITY_RATING, ["rating of a lead", "ratings of a lead"]),
    (&table::NARRATIVE, ["narrative", "narratives"]),
    (&table::PACK, ["pack", "packs"]),
    (&table::REVIEW, ["review of a priority", "reviews of priorities"]),
];

/// Whether a row is of a priority in a year. An action is of all years that have its priority, and a narrative of its quarter.
fn is_of(table: &Table, row: &[Cell], priority: &Priority, year: Option<&PlanYear>, goes_on: bool) -> bool {
    let is_said = |column, wanted: &str| said(table, row, column).as_deref() == Some(wanted);
    if table.name == table::NARRATIVE.name {
        let quarter = said(table, row, "quarter").and_then(|day| day.parse::<NaiveDate>().ok());
        let is_in = year.zip(quarter).is_some_and(|(year, day)| (year.first..=year.last).contains(&day));
        return is_said("slug", priority.slug.as_str()) && (is_in || !goes_on);
    }
    is_said("priority", priority.slug.as_str())
        && match table.place("year") {
            Some(_) => is_said("year", priority.year.as_str()),
            None => !goes_on,
        }
}

fn said(table: &Table, row: &[Cell], column: &str) -> Option<String> {
    table.place(column).and_then(|place| row.get(place)).and_then(Cell::told)
}

fn reason(count: usize, [one, many]: &[&str; 2], of: &str) -> Option<String> {
    let told = match count {
        0 => return None,
        1 => format!("1 {one} stands"),
        count => format!("{count} {many} stand"),
    };
    Some(format!("{told} under {of}, and would be on no page: move or withdraw what stands there first"))
}
