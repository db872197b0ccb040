//! What needs attention: at most five indicators, each with why, what is being done, what is asked of the board, and whose it is.

use crate::{
    ask::{address::indicator_address, desk::Asked, fault::Fault, path},
    parts,
    shell::markdown,
};
use domain::{
    access::Audience,
    action::{Urgency, urgency},
    board::{Moment, Row, attention, is_by},
    chart::{Span, View},
    comparison::Merit,
    figure::Figure,
    narrative::{About, Part},
    wording,
};
use leptos::prelude::*;
use storage::{action::ActionVersion, narrative::NarrativeVersion};

/// The most actions that one indicator lists.
const ACTIONS: usize = 2;

/// What partners agreed and wrote about the plan.
pub(super) struct Agreed {
    actions: Vec<ActionVersion>,
    narratives: Vec<NarrativeVersion>,
}

impl Agreed {
    /// Reads it; `None` for the public, who is shown none of it.
    pub(super) async fn read(asked: &Asked) -> Result<Option<Self>, Fault> {
        if asked.desk.visitor().audience() == Audience::Public {
            return Ok(None);
        }
        let plan = &asked.outline.plan.slug;
        let actions = storage::action::all(&asked.desk, plan).await?;
        let narratives = storage::narrative::published(&asked.desk, plan).await?;
        Ok(Some(Self { actions, narratives }))
    }
}

/// The panel; nothing where nothing stands out.
pub(super) fn panel(
    asked: &Asked,
    moment: Moment<'_>,
    figures: &[Figure],
    rows: Vec<&Row<'_>>,
    agreed: Option<&Agreed>,
) -> Option<AnyView> {
    let cards: Vec<_> =
        attention(rows).into_iter().map(|row| card(asked, moment, figures, row, agreed)).collect();
    (!cards.is_empty()).then(|| {
        view! {
            <section class="attention" aria-labelledby="attention">
                <h2 id="attention">"Needs attention"</h2>
                <ol class="attention-cards">{cards}</ol>
            </section>
        }
        .into_any()
    })
}

fn card(
    asked: &Asked,
    moment: Moment<'_>,
    figures: &[Figure],
    row: &Row<'_>,
    agreed: Option<&Agreed>,
) -> AnyView {
    let indicator = row.indicator;
    let area = &asked.outline.plan.area;
    let address = indicator_address(asked, indicator, moment, area, View::Comparators, Span::All);
    let value = row.latest.and_then(|figure| Some((figure.reading.value()?, figure.period)));
    let value = value.map(|(value, period)| {
        view! {
            <p class="big">
                <strong class="value">{indicator.say(value)}</strong> " "
                <span class="when">{wording::when(indicator, &period)}</span>
            </p>
        }
    });
    let spark = parts::sparkline(asked, figures, row);
    view! {
        <li>
            <h3><a href=address>{indicator.name.clone()}</a></h3>
            <p class="when">{parts::owner(asked, indicator).to_owned()}</p>
            {value}
            <div class="over-time" inner_html=spark></div>
            <p class="why">{wording::attention(row)} " " {beside(asked, row)}</p>
            {agreed.map(|agreed| done_and_asked(asked, moment, row, agreed))}
        </li>
    }
    .into_any()
}

/// Against whom, and since when: `1.36 pp below England; 0.42 pp up in a year, worse.`
fn beside(asked: &Asked, row: &Row<'_>) -> Option<String> {
    let indicator = row.indicator;
    let name = asked.outline.main_comparator().map(|code| asked.outline.area_name(code));
    let against =
        row.comparison.as_ref().zip(name).map(|(difference, name)| difference.say_judged(indicator, name));
    let change = domain::board::order::change(row).map(|(change, since)| {
        let merit = match change.merit(indicator) {
            Merit::Better => ", better",
            Merit::Worse => ", worse",
            Merit::Neither => "",
        };
        format!("{} {}{merit}", change.say_change(indicator), wording::since(row, since))
    });
    let said: Vec<_> = against.into_iter().chain(change).collect();
    (!said.is_empty()).then(|| format!("{}.", wording::capital(&said.join("; "))))
}

/// What is being done about an indicator, and what its story asks of the board.
pub(super) fn done_and_asked(asked: &Asked, moment: Moment<'_>, row: &Row<'_>, agreed: &Agreed) -> AnyView {
    let slug = &row.indicator.slug;
    let mut actions: Vec<_> = agreed
        .actions
        .iter()
        .filter(|entry| entry.action.indicators.contains(slug))
        .filter_map(|entry| {
            let urgency = urgency(&entry.action, entry.state(), asked.today);
            (!matches!(urgency, Urgency::Over(_))).then_some((urgency, entry))
        })
        .collect();
    actions.sort_by_key(|(urgency, _)| *urgency);
    let more = actions.len().saturating_sub(ACTIONS);
    let items: Vec<_> = actions
        .iter()
        .take(ACTIONS)
        .map(|(urgency, entry)| {
            let action = &entry.action;
            let who = asked.outline.organisation_name(&action.organisation).to_owned();
            let overdue = if matches!(urgency, Urgency::Overdue(_)) { "overdue since " } else { "by " };
            let said = format!(" ({who}, {overdue}{})", wording::day(action.due));
            let to = path::Action::of(&action.slug).to_string();
            view! { <li><a href=to>{action.name.clone()}</a> {said}</li> }
        })
        .collect();
    let doing = if items.is_empty() {
        view! { <p class="nothing">"No open action is recorded."</p> }.into_any()
    } else {
        let more = (more > 0).then(|| view! { <li>{format!("and {more} more")}</li> });
        view! { <ul>{items} {more}</ul> }.into_any()
    };
    let asks = match ask(asked, moment, row, agreed) {
        Some(text) => view! { <div class="ask" inner_html=markdown::to_html(&text)></div> }.into_any(),
        None => view! { <p class="nothing">"Nothing is asked of the board yet."</p> }.into_any(),
    };
    view! {
        <dl class="agreed">
            <dt>"What is being done"</dt><dd>{doing}</dd>
            <dt>"What is asked of the board"</dt><dd>{asks}</dd>
        </dl>
    }
    .into_any()
}

/// What the last published story up to the plan year asks: the indicator's own, else that of a priority that it is under.
fn ask(asked: &Asked, moment: Moment<'_>, row: &Row<'_>, agreed: &Agreed) -> Option<String> {
    let own = About::Indicator(row.indicator.slug.clone());
    let priorities = row.indicator.placements.iter().filter_map(|placement| placement.priority.as_ref());
    let plan = &asked.outline.plan.slug;
    let of = priorities.map(|priority| About::Priority { plan: plan.clone(), priority: priority.clone() });
    std::iter::once(own).chain(of).find_map(|about| {
        let mut stories = agreed.narratives.iter().map(|entry| &entry.narrative);
        let story = stories
            .find(|story| story.about == about && is_by(&asked.outline.years, moment.year, &story.quarter))?;
        Some(story.parts.get(Part::Asked)).filter(|text| !text.trim().is_empty()).map(ToString::to_string)
    })
}
