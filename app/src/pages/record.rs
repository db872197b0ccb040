//! Recording one figure, and correcting it.

mod conflict;
mod form;

use crate::{
    ask::{
        address::pair,
        choice::Choices,
        desk::Asked,
        done::Done,
        fault::Fault,
        named::{Name, indicator_of},
        path,
        typed::Typed,
    },
    parts::Cell,
    shell::form::{Errors, is_again},
};
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::{
    access::Action,
    entry,
    indicator::Indicator,
    period::Period,
    recording::{self, Boxes, Named},
};
use storage::figure::{Entered, enter};

pub(crate) use form::{address, address_of_area};

pub(crate) async fn show(asked: Asked, choices: Choices, Name(name): Name) -> Result<Html<String>, Fault> {
    asked.must_answer_for(Action::RecordFigure, asked.outline.indicator_named(&name)).await?;
    let indicator = indicator_of(&asked, &name)?;
    let typed = ["area", "breakdown", "period"]
        .into_iter()
        .fold(Typed::default(), |typed, name| typed.with(name, choices.text(name)));
    form::page(
        &asked,
        indicator,
        fill_in(&asked, indicator, typed).await?,
        Errors::default(),
        form::Filled::FromRecord,
    )
    .await
}

/// Fills in what is usually meant: the plan's area, everyone, and the first period that is over and has no figure.
async fn fill_in(asked: &Asked, indicator: &Indicator, typed: Typed) -> Result<Typed, Fault> {
    let typed = match typed.get("area") {
        "" => typed.with("area", asked.outline.plan.area.as_str()),
        _ => typed,
    };
    let typed = if typed.get("breakdown").is_empty() { typed.with("breakdown", "Total") } else { typed };
    if !typed.get("period").is_empty() {
        return Ok(typed);
    }
    let figures = storage::figure::of_indicator(&asked.desk_ahead(), indicator).await?;
    let periods = recording::recordable(&asked.outline, indicator, &figures, asked.today);
    let of = (typed.get("area"), typed.get("breakdown"));
    let usual = recording::usual_period(&asked.outline, &periods, &figures, of);
    let usual = usual.map(Period::label).unwrap_or_default();
    Ok(typed.with("period", usual))
}

pub(crate) async fn save(asked: Asked, Name(name): Name, typed: Typed) -> Result<Response, Fault> {
    asked.must_answer_for(Action::RecordFigure, asked.outline.indicator_named(&name)).await?;
    let indicator = indicator_of(&asked, &name)?;
    if is_again(&typed) {
        // Typed before a session ended: shown again, and saved only when it is sent again.
        let page = form::page(&asked, indicator, typed, Errors::default(), form::Filled::AsTyped).await?;
        return Ok(page.into_response());
    }
    let (note, reason) = (typed.text("note"), typed.text("reason"));
    let boxes = Boxes {
        cell: named(&typed),
        numbers: entry::Typed {
            value: typed.get("value"),
            numerator: typed.get("numerator"),
            denominator: typed.get("denominator"),
            absence: typed.get("absence"),
        },
        status: typed.get("status"),
        origin: typed.get("origin"),
        note: &note,
        reason: &reason,
        replaces: typed.number("replaces")?,
    };
    let (outline, clock) = (&asked.outline, || asked.now());
    match enter(&asked.desk, outline, indicator, (boxes, asked.today), clock).await? {
        Entered::Recorded(series, period) => Ok(gone_on(indicator, &Cell { series, period }, Done::Recorded)),
        Entered::Same(series, period) => Ok(gone_on(indicator, &Cell { series, period }, Done::Same)),
        Entered::Stale(mine, theirs) => {
            let page = conflict::page(&asked, indicator, &typed, &mine, theirs.as_deref());
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Entered::Wrong(wrongs) => {
            let mut errors = Errors::default();
            wrongs.into_iter().for_each(|wrong| errors.add(wrong.at.name(), wrong.message));
            let page = form::page(&asked, indicator, typed, errors, form::Filled::AsTyped).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// The boxes that name the cell.
fn named(typed: &Typed) -> Named<'_> {
    Named { area: typed.get("area"), breakdown: typed.get("breakdown"), period: typed.get("period") }
}

fn gone_on(indicator: &Indicator, cell: &Cell, done: Done) -> Response {
    let address =
        format!("{}?{}&{}", path::History::of(&indicator.slug), cell.pairs(), pair("done", done.as_str()));
    Redirect::to(&address).into_response()
}
