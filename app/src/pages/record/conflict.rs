//! Two people, one cell: both values, who and when, and the choice.

use crate::{
    ask::{desk::Asked, path, typed::Typed},
    parts::{self, Cell},
    shell::{
        form::{Button, Errors, Form},
        page::{self, Head, Place, Script},
    },
};
use axum::response::Html;
use domain::{figure::Figure, indicator::Indicator, london, source::Source, wording};
use leptos::prelude::*;
use storage::figure::FigureVersion;

/// Shows what somebody else left in the meantime beside what was typed.
pub(super) fn page(
    asked: &Asked,
    indicator: &Indicator,
    typed: &Typed,
    mine: &Figure,
    theirs: Option<&FigureVersion>,
) -> Html<String> {
    let head = Head {
        title: format!("Somebody else recorded this: {}", indicator.name),
        description: "Two values for one figure.".into(),
        place: Place::Elsewhere,
        script: Script::None,
    };
    page::page(asked, &head, || {
        let cell = Cell { series: mine.series.clone(), period: mine.period };
        let stands = theirs.filter(|entry| entry.ended.is_none());
        let replaces = stands.map(|entry| entry.began.number.to_string()).unwrap_or_default();
        let typed = typed.clone().with("replaces", replaces);
        let errors = Errors::default();
        let form = Form { typed: &typed, errors: &errors };
        let kept: Vec<_> =
            ["value", "numerator", "denominator", "absence", "status", "origin", "note", "replaces"]
                .into_iter()
                .map(|name| form.hidden(name, typed.get(name)))
                .collect();
        let history = format!("{}?{}", path::History::of(&indicator.slug), cell.pairs());
        let keep = if stands.is_some() { "Keep the current figure" } else { "Leave it withdrawn" };
        view! {
            <div class="form-page wide">
                <p class="kind">{indicator.name.clone()} ", " {parts::cell_said(asked, &cell.series, &cell.period)}</p>
                <h1>"Somebody else changed this figure"</h1>
                <p class="lead">{said(theirs)} " Yours has not been saved: choose which figure to use. The history keeps the other."</p>
                {side_by_side(indicator, stands, mine)}
                <form method="post" action=path::Record::of(&indicator.slug).to_string() class="form">
                    {cell.hidden(&form)}
                    {kept}
                    {form.lines("reason", "Why yours is right", "This is shown in the history with your name.")}
                    <div class="row">{Button::Main.view("Replace it with mine")} <a class="button second" href=history>{keep}</a></div>
                </form>
            </div>
        }
    })
}

/// Who did what in the meantime.
fn said(theirs: Option<&FigureVersion>) -> String {
    let Some(entry) = theirs else { return "The figure has changed since you opened the form.".to_owned() };
    let (what, by) = match &entry.ended {
        Some(ended) => ("withdrew this figure", ended),
        None if entry.began.source == Source::Form => ("recorded this figure", &entry.began),
        None => ("changed this figure", &entry.began),
    };
    let who = wording::capital(&wording::by(&by.sort, by.person, by.name.as_deref()));
    let why = by.reason.as_ref().map(|reason| format!(": \u{201c}{reason}\u{201d}")).unwrap_or_default();
    format!("Since you opened the form, {who} {what} on {}{why}.", london::minute_said(by.at))
}

fn side_by_side(indicator: &Indicator, stands: Option<&FigureVersion>, mine: &Figure) -> AnyView {
    let theirs = stands.map(|entry| parts::facts(indicator, &entry.figure));
    let rows: Vec<_> = parts::facts(indicator, mine)
        .into_iter()
        .enumerate()
        .map(|(place, fact)| {
            let other = theirs.as_ref().and_then(|facts| facts.get(place)).map_or("nothing", |fact| fact.text.as_str());
            let class = if other == fact.text { "" } else { "differs" };
            view! { <tr class=class><th scope="row">{fact.name}</th> <td>{other.to_owned()}</td> <td>{fact.text.clone()}</td></tr> }
        })
        .collect();
    view! {
        <table class="side-by-side">
            <caption class="unseen">"The current version and what you typed"</caption>
            <thead><tr><th scope="col">"Of the figure"</th><th scope="col">"What is there now"</th><th scope="col">"What you typed"</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
