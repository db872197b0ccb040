//! What is due from whom: every return since returns began, one's own first.

use super::grid::{kept, link, state};
use crate::{
    ask::{desk::Asked, done::Done, fault::Fault, path, typed::Typed},
    shell::{
        form::{Button, Choice, Errors, Form, go_on, is_again},
        page::{Head, Place, Script, page},
    },
};
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use domain::{
    access::{Action, Visitor},
    period::{Kind, Period},
    returns::{
        self, Seen,
        overview::{self, Line},
        quarter_of,
    },
    slug::Slug,
    wording,
};
use leptos::prelude::*;
use storage::edit::Edited;

pub(crate) async fn show(asked: Asked) -> Result<Html<String>, Fault> {
    whole(&asked, &Typed::default(), &Errors::default()).await
}

async fn whole(asked: &Asked, typed: &Typed, errors: &Errors) -> Result<Html<String>, Fault> {
    let start = storage::returns::start(&asked.desk, &asked.outline.plan.slug).await?;
    let lines = match &start {
        Some(start) => lines(asked, start).await?,
        None => Vec::new(),
    };
    let head = Head {
        title: if errors.is_empty() { "Returns".into() } else { "Error: Returns".into() },
        description: "What each organisation has to hand in, and when it is due.".into(),
        place: Place::Returns,
        script: Script::Kept,
    };
    Ok(page(asked, &head, || {
        let form = Form { typed, errors };
        let (own, others): (Vec<_>, Vec<_>) =
            lines.iter().partition(|line| is_own(asked, &line.of.organisation));
        view! {
            <header class="page-head">
                <h1>"Returns"</h1>
                <p class="lead">{lead(asked, start.as_ref(), &own, &others)}</p>
            </header>
            {form.summary()}
            {kept(asked, "")}
            {list("Due from us", "own", &own)}
            {list(if own.is_empty() { "Due from each organisation" } else { "Due from others" }, "others", &others)}
            {start_form(asked, start.as_ref(), &form)}
        }
    }))
}

/// Whether the visitor belongs to the organisation that answers now.
fn is_own(asked: &Asked, organisation: &Slug) -> bool {
    let Visitor::Person(person) = asked.desk.visitor() else { return false };
    let heir = asked.heir(organisation);
    person.grants.iter().any(|grant| Some(&grant.organisation) == heir)
}

fn lead(asked: &Asked, start: Option<&Period>, own: &[&Line<'_>], others: &[&Line<'_>]) -> String {
    let Some(start) = start else {
        return "Returns have not begun: an administrator chooses the first quarter.".into();
    };
    let late = |lines: &[&Line<'_>]| lines.iter().filter(|line| line.seen == Seen::Late).count();
    let said = |count: usize| match count {
        0 => "nothing is late".to_owned(),
        1 => "1 return is late".to_owned(),
        more => format!("{more} returns are late"),
    };
    let whose = if own.is_empty() {
        format!("From all organisations {}.", said(late(others)))
    } else {
        format!("From us {}; from others {}.", said(late(own)), said(late(others)))
    };
    format!("{whose} Returns have been due since {start}, as of {}.", wording::day(asked.today))
}

/// Every return since the first quarter.
async fn lines<'a>(asked: &'a Asked, start: &Period) -> Result<Vec<Line<'a>>, Fault> {
    let outline = &asked.outline;
    let recorded = storage::returns::recorded(&asked.desk, outline).await?;
    let drafts = storage::returns::typed(&asked.desk, outline).await?;
    let states = storage::returns::states(&asked.desk).await?;
    Ok(overview::lines(outline, (&recorded, &drafts), &states, (start, asked.today)))
}

fn list(heading: &'static str, id: &'static str, lines: &[&Line<'_>]) -> Option<AnyView> {
    let rows: Vec<_> = lines
        .iter()
        .map(|line| {
            let name = format!("{}, {}", line.organisation.name, line.of.quarter);
            view! {
                <tr>
                    <th scope="row">{link(&line.of, name)}</th>
                    <td data-label="State">{state(line.seen)}</td>
                    <td data-label="Due">{wording::day(line.due)}</td>
                    <td data-label="Filled" class="number">{format!("{} of {}", line.filled, line.asked)}</td>
                </tr>
            }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section aria-labelledby=id>
                <h2 id=id>{heading}</h2>
                <table class="due">
                    <thead>
                        <tr>
                            <th scope="col">"Return"</th> <th scope="col">"State"</th> <th scope="col">"Due"</th>
                            <th scope="col" class="number">"Filled"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </section>
        }
        .into_any()
    })
}

/// The quarters that returns may begin with: from the plan's first to the one that today is in.
fn quarters(asked: &Asked) -> Vec<Period> {
    let Some(first) = asked.outline.years.first() else { return Vec::new() };
    let until = quarter_of(asked.today).map_or(asked.today, |quarter| quarter.last());
    Period::between(Kind::FinancialQuarter, first.first, until)
}

fn start_form(asked: &Asked, start: Option<&Period>, form: &Form<'_>) -> Option<AnyView> {
    if !asked.may(Action::StartReturns, None) || asked.looking_back.is_some() {
        return None;
    }
    let choices: Vec<_> =
        quarters(asked).iter().rev().map(|quarter| Choice::new(quarter.label(), quarter.label())).collect();
    let was = start.map(Period::label).unwrap_or_default();
    let typed = if form.typed.get("quarter").is_empty() {
        Typed::default().with("quarter", was.clone())
    } else {
        form.typed.clone()
    };
    let filled = Form { typed: &typed, errors: form.errors };
    Some(
        view! {
            <section aria-labelledby="begin">
                <h2 id="begin">"First quarter of returns"</h2>
                <form method="post" action=path::ReturnsStart.to_string() class="form">
                    {filled.list(
                        "quarter",
                        "First quarter",
                        "Returns due in this quarter or later are asked for. Your choice does not change \
                            anything that has been recorded.",
                        Some("Choose a quarter"),
                        &choices,
                    )}
                    {filled.hidden("was", was)}
                    {Button::Second.view("Set")}
                </form>
            </section>
        }
        .into_any(),
    )
}

/// Sets the first quarter.
pub(crate) async fn start(asked: Asked, typed: Typed) -> Result<Response, Fault> {
    if is_again(&typed) {
        return Ok(whole(&asked, &typed, &Errors::default()).await?.into_response());
    }
    let quarter = returns::quarter(typed.get("quarter")).filter(|quarter| quarters(&asked).contains(quarter));
    let Some(quarter) = quarter else {
        let errors = Errors::of("quarter", "choose a quarter from the list");
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, whole(&asked, &typed, &errors).await?).into_response());
    };
    let was = returns::quarter(typed.get("was"));
    let plan = &asked.outline.plan.slug;
    let edited =
        storage::returns::set_start(&asked.desk, plan, &quarter, was.as_ref(), || asked.now()).await?;
    let done = match edited {
        Edited::Saved => Done::ReturnsStart,
        Edited::Same => Done::Same,
        Edited::Stale => {
            let errors = Errors::of(
                "quarter",
                "somebody set another quarter while you had this open: look at the quarter shown now",
            );
            return Ok((StatusCode::CONFLICT, whole(&asked, &typed, &errors).await?).into_response());
        }
    };
    Ok(go_on(&path::Returns, done))
}
