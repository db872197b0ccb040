//! What is due from whom: every return since returns began, one's own first.

use super::grid::{kept, link, state};
use crate::{
    ask::{address::pair, desk::Asked, done::Done, fault::Fault, typed::Typed},
    shell::{
        form::{Button, Choice, Errors, Form},
        page::{Head, Place, Script, page},
        sign_in::is_again,
    },
};
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use domain::{
    access::{Action, Visitor},
    organisation::Organisation,
    period::{Kind, Period},
    returns::{self, Return, Seen, Standing, due, quarter_of},
    slug::Slug,
    wording,
};
use leptos::prelude::*;
use storage::edit::Edited;

/// A return in the list.
struct Line<'a> {
    of: Return,
    organisation: &'a Organisation,
    seen: Seen,
    due: NaiveDate,
    filled: usize,
    asked: usize,
}

pub(crate) async fn show(asked: Asked) -> Result<Html<String>, Fault> {
    asked.must(Action::ReadPartnerFigures, None, &Typed::default()).await?;
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
        description: "What each organisation hands in, and when it is due.".into(),
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
        return "Returns have not begun: an administrator says from which quarter on they are asked for."
            .into();
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
    format!("{whose} Returns are asked for since {start}, as of {}.", wording::day(asked.today))
}

/// Every return from the first quarter to the one that today is in, the latest quarter first.
async fn lines<'a>(asked: &'a Asked, start: &Period) -> Result<Vec<Line<'a>>, Fault> {
    let outline = &asked.outline;
    let recorded = storage::returns::recorded(&asked.desk, outline).await?;
    let drafts = storage::returns::typed(&asked.desk, outline).await?;
    let typed: Vec<_> = drafts.keys().cloned().collect();
    let states = storage::returns::states(&asked.desk).await?;
    let until = quarter_of(asked.today).map_or(asked.today, |quarter| quarter.last());
    let mut lines = Vec::new();
    for quarter in Period::between(Kind::FinancialQuarter, start.first(), until).into_iter().rev() {
        for organisation in &outline.organisations {
            let of = Return { organisation: organisation.slug.clone(), quarter };
            let rows = returns::asked(outline, &recorded.figures, &typed, &of);
            let Some(due) = due(rows.iter()) else { continue };
            let standing = states.iter().find(|(other, _)| *other == of);
            let standing = standing.map_or(&Standing::UNTOUCHED, |(_, standing)| standing);
            let seen = recorded.seen_on(standing, rows.iter(), asked.today);
            let is_filled = |row: &&returns::Asked<'_>| {
                let figures = domain::series::of_group(
                    &recorded.figures,
                    &row.series.indicator,
                    &row.series.area,
                    &row.series.breakdown,
                );
                drafts.get(&(row.series.clone(), row.period)).is_some_and(|draft| !draft.typed.is_blank())
                    || figures.iter().any(|figure| figure.period == row.period)
            };
            let filled = rows.iter().filter(is_filled).count();
            lines.push(Line { organisation, seen, due, filled, asked: rows.len(), of });
        }
    }
    // What somebody has to do something about comes first.
    lines.sort_by_key(|line| match line.seen {
        Seen::Late | Seen::SentBack | Seen::Open => 0,
        Seen::Submitted | Seen::Nil => 1,
        Seen::NotDue | Seen::Approved => 2,
    });
    Ok(lines)
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
                <h2 id="begin">"When returns begin"</h2>
                <form method="post" action="/returns/start" class="form">
                    {filled.list(
                        "quarter",
                        "First quarter",
                        "Returns are asked for that fall due in this quarter or later. What is recorded stays, whatever you choose.",
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
    asked.must(Action::StartReturns, None, &typed).await?;
    if is_again(&typed) {
        return Ok(whole(&asked, &typed, &Errors::default()).await?.into_response());
    }
    let quarter = returns::quarter(typed.get("quarter")).filter(|quarter| quarters(&asked).contains(quarter));
    let Some(quarter) = quarter else {
        let errors = Errors::of("quarter", "choose one of the quarters in the list");
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
            let errors =
                Errors::of("quarter", "somebody set another quarter in between: look at what stands now");
            return Ok((StatusCode::CONFLICT, whole(&asked, &typed, &errors).await?).into_response());
        }
    };
    Ok(Redirect::to(&format!("/returns?{}", pair("done", done.as_str()))).into_response())
}
