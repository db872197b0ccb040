//! What was agreed for a priority: its actions, its money, and the money beside how far its indicators have come.

use crate::{
    ask::{address::at_moment, desk::Asked, fault::Fault, path},
    pages::funding,
    parts,
};
use domain::{
    access::{Action, Audience},
    board::{Group, Moment, Row},
    distance::travelled,
    funding::{Line, Total, is_by},
    plan::{PlanYear, Priority},
    wording,
};
use leptos::prelude::*;
use storage::action::ActionVersion;

/// What the record has of it.
pub(super) struct Agreed {
    actions: Vec<ActionVersion>,
    lines: Vec<Line>,
}

/// Reads what was agreed; nothing for the public, who is shown none of it.
pub(super) async fn read(asked: &Asked, priority: &Priority) -> Result<Option<Agreed>, Fault> {
    if asked.desk.visitor().audience() == Audience::Public {
        return Ok(None);
    }
    let plan = &asked.outline.plan.slug;
    let mut actions = storage::action::all(&asked.desk, plan).await?;
    actions.retain(|entry| entry.action.priority == priority.slug);
    let lines = storage::funding::all(&asked.desk, plan).await?.into_iter().map(|entry| entry.line);
    let lines = lines.filter(|line| line.priority == priority.slug).collect();
    Ok(Some(Agreed { actions, lines }))
}

pub(super) fn agreed(
    asked: &Asked,
    moment: Moment<'_>,
    priority: &Priority,
    group: &Group<'_>,
    agreed: &Agreed,
) -> AnyView {
    view! {
        <section aria-labelledby="actions">
            <h2 id="actions">"Actions"</h2>
            {actions(asked, priority, &agreed.actions)}
        </section>
        <section aria-labelledby="money">
            <h2 id="money">"Money"</h2>
            {money(asked, moment.year, priority, &agreed.lines)}
        </section>
        <section aria-labelledby="distance">
            <h2 id="distance">"Spending to date and distance travelled"</h2>
            {distance(asked, moment, group, &agreed.lines)}
        </section>
    }
    .into_any()
}

fn actions(asked: &Asked, priority: &Priority, entries: &[ActionVersion]) -> AnyView {
    if entries.is_empty() {
        return view! { <p>"No actions have been agreed for this priority yet."</p> }.into_any();
    }
    let caption = format!("Actions for the priority {}", priority.name);
    parts::actions(asked, &caption, entries.iter().collect())
}

/// The lines of this year and of those before it.
fn to_date<'a>(asked: &Asked, year: &PlanYear, lines: &'a [Line]) -> Vec<&'a Line> {
    let mut lines: Vec<_> = lines.iter().filter(|line| is_by(line, &asked.outline.years, year)).collect();
    funding::sort(asked, &mut lines);
    lines
}

fn money(asked: &Asked, year: &PlanYear, priority: &Priority, lines: &[Line]) -> AnyView {
    let lines = to_date(asked, year, lines);
    if lines.is_empty() {
        let said = format!("No funding has been recorded for this priority up to {}.", year.slug);
        return view! { <p>{said}</p> }.into_any();
    }
    let caption = format!("Funding of the priority {}, up to {}", priority.name, year.slug);
    let may_change = asked.may(Action::RecordFunding, None) && asked.looking_back.is_none();
    let lead = if may_change { parts::Lead::ToForms } else { parts::Lead::Nowhere };
    parts::funding(asked, &caption, &lines, lead)
}

/// What was spent, beside how far each of the indicators has come.
fn distance(asked: &Asked, moment: Moment<'_>, group: &Group<'_>, lines: &[Line]) -> AnyView {
    let year = moment.year;
    let lines = to_date(asked, year, lines);
    let total: Total = lines.iter().copied().collect();
    let spent = if lines.is_empty() {
        format!("No funding has been recorded up to {}.", year.slug)
    } else {
        format!("Up to {}: {}.", year.slug, total.say())
    };
    let told: Vec<_> = group
        .rows
        .iter()
        .map(|row| {
            let address = at_moment(asked, &path::Indicator::of(&row.indicator.slug), moment);
            view! { <dt><a href=address>{row.indicator.name.clone()}</a></dt> <dd>{way(asked, row)}</dd> }
        })
        .collect();
    let told = match told.is_empty() {
        true => view! { <p>"No indicators have been placed under this priority yet."</p> }.into_any(),
        false => view! { <dl class="in-words">{told}</dl> }.into_any(),
    };
    view! {
        <p class="sum">{spent}</p>
        {told}
        <p class="aside">"Shown together; one did not necessarily cause the other."</p>
    }
    .into_any()
}

/// How far an indicator has come, or why that is not known.
fn way(asked: &Asked, row: &Row<'_>) -> String {
    match travelled(&asked.outline.change_notes, row) {
        Ok(way) => {
            let print = |value| row.indicator.print(value);
            format!(
                "{}: from {} in {} to {} in {}; the target is {} for {}.",
                wording::capital(&way.say()),
                print(way.from.0),
                way.from.1,
                print(way.to.0),
                way.to.1,
                print(way.aim.0),
                way.aim.1
            )
        }
        Err(why) => format!("{}.", wording::capital(&why.to_string())),
    }
}
