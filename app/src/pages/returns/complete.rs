//! Who has reported: so that a figure that is missing is not read as one that is low.

use super::grid::link;
use crate::ask::{desk::Asked, fault::Fault};
use domain::{
    access::Audience,
    figure::Approval,
    indicator::Indicator,
    period::{Kind, Period},
    plan::{PlanYear, Standing, standing},
    returns::{self, Mark, Return, quarter_of},
    wording,
};
use leptos::prelude::*;

/// What is not approved yet: an indicator's figures for a period, from whom and since when.
struct Awaited<'a> {
    of: Return,
    indicator: &'a Indicator,
    period: Period,
    rows: usize,
    wait: Wait,
}

/// What a figure that is due waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wait {
    /// Nobody has handed it in.
    Report,
    /// It is handed in, and for an approver to agree to.
    Approval,
}

/// Whether the figures that are due for a plan year are in and approved, and which are awaited from whom. For partners, once
/// returns have begun.
pub(crate) async fn completeness(asked: &Asked, year: &PlanYear) -> Result<Option<AnyView>, Fault> {
    if asked.desk.visitor().audience() != Audience::Partner {
        return Ok(None);
    }
    let Some(start) = storage::returns::start(&asked.desk, &asked.outline.plan.slug).await? else {
        return Ok(None);
    };
    let outline = &asked.outline;
    let recorded = storage::returns::recorded(&asked.desk, outline).await?;
    let typed: Vec<_> = storage::returns::typed(&asked.desk, outline).await?.into_keys().collect();
    let until = quarter_of(asked.today).map_or(asked.today, |quarter| quarter.last());
    let is_in = |mark: Option<&Mark>| mark.is_some_and(|mark| mark.approval == Approval::Approved);
    let (mut due, mut reported) = (0, 0);
    let mut awaited: Vec<Awaited<'_>> = Vec::new();
    for quarter in Period::between(Kind::FinancialQuarter, start.first(), until) {
        for organisation in &outline.organisations {
            let of = Return { organisation: organisation.slug.clone(), quarter };
            for row in returns::asked(outline, &recorded.figures, &typed, &of) {
                let is_of_year = standing(&outline.years, &row.period) == Standing::In(year);
                if !is_of_year || row.due > asked.today {
                    continue;
                }
                due += 1;
                if is_in(recorded.mark(&row.series, &row.period)) {
                    reported += 1;
                    continue;
                }
                let wait = match recorded.mark(&row.series, &row.period) {
                    Some(mark) if mark.approval == Approval::Submitted => Wait::Approval,
                    _ => Wait::Report,
                };
                let is_same = |last: &Awaited<'_>| {
                    last.indicator.slug == row.indicator.slug
                        && last.period == row.period
                        && last.wait == wait
                };
                match awaited.last_mut() {
                    Some(last) if is_same(last) => {
                        last.rows += 1;
                    }
                    _ => awaited.push(Awaited {
                        of: of.clone(),
                        indicator: row.indicator,
                        period: row.period,
                        rows: 1,
                        wait,
                    }),
                }
            }
        }
    }
    Ok((due > 0).then(|| view(asked, year, (due, reported), &awaited)))
}

fn view(asked: &Asked, year: &PlanYear, (due, reported): (usize, usize), awaited: &[Awaited<'_>]) -> AnyView {
    let items: Vec<_> = awaited
        .iter()
        .map(|awaited| {
            let whose = asked.outline.organisation_name(&awaited.of.organisation).to_owned();
            let since = wording::day(returns::due_on(awaited.indicator, &awaited.period));
            let rows = if awaited.rows == 1 { String::new() } else { format!(" ({} rows)", awaited.rows) };
            let text = format!("{}, {}", awaited.indicator.name, awaited.period);
            let said = match awaited.wait {
                Wait::Report => format!("{rows}: awaited from {whose}, due {since}."),
                Wait::Approval => format!("{rows}: handed in by {whose}, and not approved yet."),
            };
            view! { <li>{link(&awaited.of, text)} {said}</li> }
        })
        .collect();
    let head = match reported == due {
        true => format!("All {due} figures that are due for {} in returns are in and approved.", year.slug),
        false => format!(
            "{reported} of {due} figures that are due for {} in returns are in and approved. What is not there is no fall and no rise.",
            year.slug
        ),
    };
    let list = (!items.is_empty()).then(|| view! { <ul>{items}</ul> });
    view! {
        <section class="completeness" aria-labelledby="reported">
            <h2 id="reported">"Who has reported"</h2>
            <p>{head}</p>
            {list}
        </section>
    }
    .into_any()
}
