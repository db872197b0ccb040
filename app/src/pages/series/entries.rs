//! Every version of every figure of a series, each beside the one before it.

use super::mark;
use crate::{
    ask::{desk::Asked, path, typed::Typed},
    pages::record,
    parts::{self, Cell},
    shell::form::{Button, Errors, Form},
};
use domain::{
    access::Action,
    figure::{Approval, Reading, Step},
    indicator::Indicator,
    london,
    source::Source,
    wording,
};
use leptos::prelude::*;
use storage::{
    figure::{By, FigureVersion},
    point_mark::Marked,
};

/// The entries by period, the newest period first; within one the newest version first.
pub(super) fn entries(
    asked: &Asked,
    indicator: &Indicator,
    entries: &[FigureVersion],
    marks: &[Marked],
) -> Vec<AnyView> {
    let mut periods: Vec<_> = entries.iter().map(|entry| entry.figure.period).collect();
    periods.sort();
    periods.dedup();
    periods
        .into_iter()
        .rev()
        .map(|period| {
            // Entries come newest first.
            let versions: Vec<_> = entries.iter().filter(|entry| entry.figure.period == period).collect();
            let stands = |is_approved: bool| {
                let is_wanted = move |entry: &&&FigureVersion| {
                    entry.ended.is_none() && (entry.figure.approval == Approval::Approved) == is_approved
                };
                versions.iter().find(is_wanted).copied()
            };
            let (proposed, approved) = (stands(false), stands(true));
            let steps = proposed.or(approved).map(|entry| steps(asked, indicator, entry, approved));
            let marks: Vec<_> = marks.iter().filter(|marked| marked.mark.period == period).collect();
            let apart = mark::of_period(asked, indicator, approved.map(|entry| &entry.figure), &marks);
            let told: Vec<_> = versions
                .iter()
                .enumerate()
                .map(|(place, entry)| version(indicator, entry, versions.get(place + 1).copied()))
                .collect();
            let id = format!("period-{}", period.label().replace([' ', '/'], "-"));
            let labelled_by = id.clone();
            view! {
                <section class="versions" aria-labelledby=labelled_by>
                    <h2 id=id>{period.label()}</h2>
                    {withdrawn(&versions)}
                    {steps}
                    {apart}
                    <ol>{told}</ol>
                </section>
            }
            .into_any()
        })
        .collect()
}

/// Shows that the last version was withdrawn, if no version is in force.
fn withdrawn(versions: &[&FigureVersion]) -> Option<AnyView> {
    if versions.iter().any(|entry| entry.ended.is_none()) {
        return None;
    }
    let last = versions.iter().filter_map(|entry| entry.ended.as_ref()).max_by_key(|by| by.number)?;
    Some(view! { <p class="stands"><strong>"Withdrawn"</strong> " by " {whose(last)}</p> }.into_any())
}

/// Who, when and why.
fn whose(by: &By) -> String {
    let who = wording::by(&by.sort, by.person, by.name.as_deref());
    let why = by.reason.as_ref().map(|reason| format!(": \u{201c}{reason}\u{201d}")).unwrap_or_default();
    format!("{who} on {} ({}){why}", london::minute_said(by.at), by.action)
}

/// One version: who, when and why, and each fact beside what it was before.
fn version(indicator: &Indicator, entry: &FigureVersion, before: Option<&FigureVersion>) -> AnyView {
    let value = match &entry.figure.reading {
        Reading::Value(measured) => indicator.print(measured.value()),
        Reading::Absent(absence) => absence.to_string(),
    };
    let state = match &entry.ended {
        None => wording::stage(entry.figure.approval).unwrap_or("in use, approved"),
        Some(by) if by.source == Source::FigureWithdrawn => "withdrawn",
        Some(_) => "since replaced",
    };
    let withdrawn = entry.ended.as_ref().filter(|_| state == "withdrawn");
    let withdrawn = withdrawn.map(|by| view! { <p class="version-head">"Withdrawn by " {whose(by)}</p> });
    let facts = parts::facts(indicator, &entry.figure);
    let Some(before) = before else {
        // Nothing came before it, so there is nothing to lay beside it.
        let said: Vec<_> = facts
            .into_iter()
            .filter(|fact| fact.name != "Value" && fact.text != "–")
            .map(|fact| format!("{}: {}", fact.name, fact.text))
            .collect();
        return view! {
            <li>
                <p class="version-head"><strong>{value}</strong> {format!(", {state}: {}", whose(&entry.began))}</p>
                <p class="aside">{said.join("; ")}</p>
                {withdrawn}
            </li>
        }
        .into_any();
    };
    let earlier = parts::facts(indicator, &before.figure);
    let rows: Vec<_> = facts
        .into_iter()
        .enumerate()
        .filter_map(|(place, fact)| {
            let was = earlier.get(place).map_or("–", |fact| fact.text.as_str()).to_owned();
            if was == "–" && fact.text == "–" {
                return None;
            }
            let differs = was != fact.text;
            let mark = differs.then(|| view! { <span class="unseen">" (changed)"</span> });
            Some(view! { <tr class=if differs { "differs" } else { "" }><th scope="row">{fact.name}</th> <td>{was}</td> <td>{fact.text} {mark}</td></tr> })
        })
        .collect();
    view! {
        <li>
            <p class="version-head"><strong>{value}</strong> {format!(", {state}: {}", whose(&entry.began))}</p>
            <table class="side-by-side">
                <caption class="unseen">"This version and the one before it"</caption>
                <thead><tr><th scope="col">"Of the figure"</th><th scope="col">"Before"</th><th scope="col">"Recorded"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
            {withdrawn}
        </li>
    }
    .into_any()
}

/// What the visitor may do with the current figure.
fn steps(
    asked: &Asked,
    indicator: &Indicator,
    entry: &FigureVersion,
    approved: Option<&FigureVersion>,
) -> Option<AnyView> {
    if asked.looking_back.is_some() {
        return None;
    }
    let may = |action| asked.may(action, Some(indicator));
    let cell = Cell { series: entry.figure.series.clone(), period: entry.figure.period };
    let correct = may(Action::RecordFigure)
        .then(|| view! { <a class="button second" href=record::address(indicator, &cell)>"Correct it"<span class="unseen">{format!(" ({})", entry.figure.period)}</span></a> });
    let steps = match entry.figure.approval {
        Approval::Draft => vec![(Step::Submit, Button::Main, "Submit it")],
        Approval::Submitted => vec![
            (Step::Approve, Button::Main, "Approve it"),
            (Step::SendBack, Button::Second, "Send it back"),
        ],
        Approval::Approved => Vec::new(),
    };
    let period = format!(" ({})", entry.figure.period);
    let forms: Vec<_> = steps
        .into_iter()
        .chain([(Step::Withdraw, Button::Second, "Withdraw it")])
        .filter(|(step, ..)| may(step.action()))
        .map(|(step, button, label)| {
            let typed = Typed::default();
            let errors = Errors::default();
            let form = Form { typed: &typed, errors: &errors };
            view! {
                <form method="post" action=path::FigureStep::of(&indicator.slug).to_string()>
                    {cell.hidden(&form)}
                    {form.hidden("replaces", entry.began.number.to_string())}
                    {form.hidden("approved", approved.map(|approved| approved.began.number.to_string()).unwrap_or_default())}
                    {form.hidden("step", step.as_str())}
                    {button.view_for(label, &period)}
                </form>
            }
        })
        .collect();
    (correct.is_some() || !forms.is_empty())
        .then(|| view! { <div class="row steps">{correct} {forms}</div> }.into_any())
}
