//! The history of one series: who recorded what, when and why, and what each figure superseded. From here figures are
//! submitted, approved, sent back and withdrawn, set apart and judged with the others again.

mod confirm;
mod entries;
mod mark;

use crate::{
    ask::{
        address::{address, pair},
        choice::Choices,
        desk::Asked,
        done::Done,
        fault::Fault,
        named::{Name, indicator_of},
        path,
        typed::Typed,
    },
    parts::{self, Cell},
    shell::{
        form::{Errors, Form, is_again},
        page::{Head, Place, Script, page},
    },
};
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::{
    access::Action,
    area::AreaCode,
    figure::{NoReason, Step},
    indicator::Indicator,
    period::Period,
    series::{Breakdown, Series},
    wording,
};
use leptos::prelude::*;
use storage::{
    figure::{FigureVersion, Seen, Stepped},
    point_mark::Marked,
};

pub(crate) use mark::save as mark;

pub(crate) async fn show(asked: Asked, choices: Choices, Name(name): Name) -> Result<Html<String>, Fault> {
    let indicator = indicator_of(&asked, &name)?;
    let breakdown = match choices.get("breakdown") {
        None => Breakdown::Total,
        Some(text) => Breakdown::parse(text).ok_or_else(|| {
            Fault::BadRequest(
                "There is no such group. Everyone is written as Total, and a group as sex=Female.".into(),
            )
        })?,
    };
    let period = match choices.get("period") {
        None => None,
        Some(text) => Some(
            text.parse::<Period>()
                .map_err(|error| Fault::BadRequest(format!("{}.", wording::capital(&error.to_string()))))?,
        ),
    };
    let series = Series { indicator: indicator.slug.clone(), area: choices.area(&asked)?.clone(), breakdown };
    whole(&asked, indicator, &series, period, &Errors::default()).await
}

async fn whole(
    asked: &Asked,
    indicator: &Indicator,
    series: &Series,
    period: Option<Period>,
    errors: &Errors,
) -> Result<Html<String>, Fault> {
    let all = storage::figure::history(&asked.desk, indicator).await?;
    let others = others(&all, series);
    let entries: Vec<_> = all
        .into_iter()
        .filter(|entry| {
            entry.figure.series == *series && period.is_none_or(|period| entry.figure.period == period)
        })
        .collect();
    let mut marks = storage::point_mark::history(&asked.desk, indicator).await?;
    marks.retain(|marked| marked.mark.series == *series);
    let head = Head {
        title: errors.title(format_args!("History: {}", indicator.name)),
        description: format!("Who recorded what of {}, when and why.", indicator.name),
        place: Place::Elsewhere,
        script: Script::None,
    };
    let all = (entries.as_slice(), marks.as_slice());
    Ok(page(asked, &head, || body(asked, indicator, series, period, &others, all, errors)))
}

/// The series of the indicator that anything was ever recorded of, and the one that is shown.
fn others(entries: &[FigureVersion], shown: &Series) -> Vec<(AreaCode, Breakdown)> {
    let mut all = vec![(shown.area.clone(), shown.breakdown.clone())];
    for entry in entries {
        let series = (entry.figure.series.area.clone(), entry.figure.series.breakdown.clone());
        if !all.contains(&series) {
            all.push(series);
        }
    }
    all.sort_by(|a, b| (a.1 != Breakdown::Total, a).cmp(&(b.1 != Breakdown::Total, b)));
    all
}

fn body(
    asked: &Asked,
    indicator: &Indicator,
    series: &Series,
    period: Option<Period>,
    others: &[(AreaCode, Breakdown)],
    (entries, marks): (&[FigureVersion], &[Marked]),
    errors: &Errors,
) -> AnyView {
    let typed = Typed::default();
    let form = Form { typed: &typed, errors };
    let (page, history) = (path::Indicator::of(&indicator.slug), path::History::of(&indicator.slug));
    let here = |period: Option<&Period>| {
        let period = period.map(|period| pair("period", &period.label()));
        let pairs: Vec<_> =
            std::iter::once(parts::series_pairs(&series.area, &series.breakdown)).chain(period).collect();
        address(asked, &history, pairs)
    };
    let one = period.map(|period| view! { <p class="aside">{format!("Only {period} is shown. ")} <a href=here(None)>"All periods"</a></p> });
    let nothing = entries
        .is_empty()
        .then(|| view! { <p>"Nothing has been recorded here, or nothing that is public."</p> });
    view! {
        <header class="page-head">
            <p class="kind"><a href=address(asked, &page, Vec::new())>{indicator.name.clone()}</a></p>
            <h1 id="history">"History"</h1>
            <p class="unit-line">{asked.outline.area_name(&series.area).to_owned()} ", " {wording::group(&series.breakdown)} ", " {indicator.unit_said()}</p>
            {form.summary()}
            {choices(asked, indicator, series, others)}
            {one}
        </header>
        {nothing}
        {entries::entries(asked, indicator, entries, marks)}
    }
    .into_any()
}

/// Links to the other series.
fn choices(
    asked: &Asked,
    indicator: &Indicator,
    shown: &Series,
    others: &[(AreaCode, Breakdown)],
) -> Option<AnyView> {
    let links: Vec<_> = others
        .iter()
        .map(|(area, breakdown)| {
            let pairs = vec![parts::series_pairs(area, breakdown)];
            let to = address(asked, &path::History::of(&indicator.slug), pairs);
            let is_shown = (*area == shown.area && *breakdown == shown.breakdown).then_some("true");
            let group = match breakdown {
                Breakdown::Total => String::new(),
                group => format!(", {}", wording::group(group)),
            };
            view! { <li><a href=to aria-current=is_shown>{format!("{}{group}", asked.outline.area_name(area))}</a></li> }
        })
        .collect();
    (links.len() > 1).then(|| {
        view! {
            <nav class="choices" aria-label="Series"><span class="choices-name">"Series"</span> <ul>{links}</ul></nav>
        }
        .into_any()
    })
}

/// What the page reports once a step is taken.
fn done(step: Step) -> Done {
    match step {
        Step::Submit => Done::Submitted,
        Step::Approve => Done::Approved,
        Step::SendBack => Done::SentBack,
        Step::Withdraw => Done::Withdrawn,
    }
}

pub(crate) async fn step(asked: Asked, Name(name): Name, typed: Typed) -> Result<Response, Fault> {
    let named = asked.outline.indicator_named(&name);
    // Permission for an unknown step is checked as for submitting.
    let step = Step::parse(typed.get("step"));
    asked.must_answer_for(step.map_or(Action::SubmitFigure, Step::action), named).await?;
    let indicator = indicator_of(&asked, &name)?;
    let step = step.ok_or_else(|| Fault::BadRequest("There is no such step.".into()))?;
    if is_again(&typed) {
        // Sent after a session had ended: shown again, and done only when it is sent again.
        let cell = cell(&asked, indicator, &typed, &mut Errors::default())
            .ok_or_else(|| Fault::BadRequest("There is no such figure.".into()))?;
        return Ok(if step.needs_reason() {
            confirm::page(&asked, indicator, step, &cell, &typed, &Errors::default()).into_response()
        } else {
            whole(&asked, indicator, &cell.series, Some(cell.period), &Errors::default())
                .await?
                .into_response()
        });
    }
    let mut errors = Errors::default();
    let Some(cell) = cell(&asked, indicator, &typed, &mut errors) else {
        return Err(Fault::BadRequest("There is no such figure.".into()));
    };
    let proposed = typed.number("replaces")?.ok_or_else(Fault::broken_form)?;
    let approved = step.moves().map_or(Ok(None), |_| typed.number("approved"))?;
    let (seen, reason) = (Seen { proposed, approved }, typed.text("reason"));
    let reason = (!reason.is_empty()).then_some(reason.as_str());
    let (series, period, clock) = (&cell.series, &cell.period, || asked.now());
    match storage::figure::step(&asked.desk, series, period, step, seen, reason, clock).await? {
        Stepped::Done => {
            let done = pair("done", done(step).as_str());
            let pairs = parts::series_pairs(&series.area, &series.breakdown);
            let to = format!("{}?{pairs}&{done}", path::History::of(&indicator.slug));
            Ok(Redirect::to(&to).into_response())
        }
        // The reason is asked for first.
        Stepped::NoReason(NoReason::Missing) if typed.get("asked").is_empty() => {
            Ok(confirm::page(&asked, indicator, step, &cell, &typed, &Errors::default()).into_response())
        }
        Stepped::NoReason(lack) => {
            let errors = Errors::of("reason", lack.sentence());
            let page = confirm::page(&asked, indicator, step, &cell, &typed, &errors);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Stepped::Stale => {
            let errors = Errors::of(
                "history",
                "somebody changed this figure while you had it open, so nothing was done: look at the figure shown now",
            );
            let page = whole(&asked, indicator, series, Some(*period), &errors).await?;
            Ok((StatusCode::CONFLICT, page).into_response())
        }
    }
}

fn cell(asked: &Asked, indicator: &Indicator, typed: &Typed, errors: &mut Errors) -> Option<Cell> {
    Cell::read(
        asked,
        indicator,
        typed,
        |text| text.parse::<Period>().map_err(|error| error.to_string()),
        errors,
    )
}
