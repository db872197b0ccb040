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
        typed::Typed,
    },
    parts::{self, Cell},
    shell::{
        form::{Errors, Refused},
        sign_in::is_again,
    },
};
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::{
    access::Action,
    cell::{self, Mark},
    entry::{self, Entered},
    figure::{Approval, Figure, Origin, Reading, Status, note_and_explanation},
    indicator::Indicator,
    period::Period,
};
use storage::figure::{Entry, Recorded};

pub(crate) use form::{address, address_of_area};

/// What came of the form.
enum Saved {
    /// The figure stands.
    Recorded(Cell),
    /// It stood already.
    Same(Cell),
    /// Somebody else wrote in between: the cell, what was typed and what they left.
    Stale(Box<(Cell, Figure, Option<Entry>)>),
}

pub(crate) async fn show(asked: Asked, choices: Choices, Name(name): Name) -> Result<Html<String>, Fault> {
    asked.must(Action::RecordFigure, asked.outline.indicator_named(&name), &Typed::default()).await?;
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
    let periods = form::periods(asked, indicator, &figures);
    let is_recorded = |period: &Period| {
        figures.iter().any(|figure| {
            figure.period == *period
                && figure.series.area.as_str() == typed.get("area")
                && figure.series.breakdown.to_string() == typed.get("breakdown")
        })
    };
    let plan_begins = asked.outline.years.first().map(|year| year.first);
    let missing =
        periods.iter().rev().find(|period| Some(period.first()) >= plan_begins && !is_recorded(period));
    let usual = missing.or(periods.first()).map(Period::label).unwrap_or_default();
    Ok(typed.with("period", usual))
}

pub(crate) async fn save(asked: Asked, Name(name): Name, typed: Typed) -> Result<Response, Fault> {
    asked.must(Action::RecordFigure, asked.outline.indicator_named(&name), &typed).await?;
    let indicator = indicator_of(&asked, &name)?;
    if is_again(&typed) {
        // Typed before a session ended: shown again, and saved only when it is sent again.
        let page = form::page(&asked, indicator, typed, Errors::default(), form::Filled::AsTyped).await?;
        return Ok(page.into_response());
    }
    match record(&asked, indicator, &typed).await {
        Ok(Saved::Recorded(cell)) => Ok(gone_on(indicator, &cell, Done::Recorded)),
        Ok(Saved::Same(cell)) => Ok(gone_on(indicator, &cell, Done::Same)),
        Ok(Saved::Stale(stale)) => {
            let (cell, mine, theirs) = *stale;
            let page = conflict::page(&asked, indicator, &cell, &typed, &mine, theirs.as_ref());
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Err(Refused::Errors(errors)) => {
            let page = form::page(&asked, indicator, typed, errors, form::Filled::AsTyped).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(Refused::Fault(fault)) => Err(fault),
    }
}

fn gone_on(indicator: &Indicator, cell: &Cell, done: Done) -> Response {
    let address =
        format!("/indicators/{}/history?{}&{}", indicator.slug, cell.pairs(), pair("done", done.as_str()));
    Redirect::to(&address).into_response()
}

/// Records what a form says: the one way a figure is recorded by hand.
async fn record(asked: &Asked, indicator: &Indicator, typed: &Typed) -> Result<Saved, Refused> {
    let mut errors = Errors::default();
    let cell =
        Cell::read(asked, indicator, typed, |text| entry::period(indicator, text, asked.today), &mut errors);
    let entered = entry::entered(
        indicator.measure,
        indicator.decimals,
        entry::Typed {
            value: typed.get("value"),
            numerator: typed.get("numerator"),
            denominator: typed.get("denominator"),
            absence: typed.get("absence"),
        },
    );
    let entered = entered
        .map_err(|wrongs| wrongs.into_iter().for_each(|wrong| errors.add(wrong.at.name(), wrong.message)));
    let mark = entered.as_ref().ok().and_then(|entered| entered.mark);
    let status = match Status::parse(typed.get("status")) {
        None => {
            errors.add("status", "say how settled the figure is");
            None
        }
        chosen => errors.take("status", cell::status(mark, chosen)).flatten(),
    };
    let origin = origin(indicator, typed, &mut errors);
    let note = typed.text("note");
    check_text(&mut errors, "note", &note);
    let note = if note.is_empty() { mark.and_then(Mark::note).unwrap_or_default() } else { note };
    let replaces = typed.number("replaces")?;
    let reason = typed.text("reason");
    check_text(&mut errors, "reason", &reason);
    if replaces.is_some() && reason.is_empty() {
        errors.add("reason", "say why the figure changes: it stands in the history");
    }
    let (Some(cell), Ok(Entered { reading, .. }), Some(status), true) =
        (cell, entered, status, errors.is_empty())
    else {
        return Err(errors.into());
    };
    check_kin(asked, indicator, &cell).await?;
    let there = storage::figure::newest(&asked.desk, &cell.series, &cell.period).await?;
    let stands = there.filter(|entry| entry.ended.is_none());
    let reading = with_interval(reading, stands.as_ref());
    let (note, explanation) = note_and_explanation(&note, stands.as_ref().map(|entry| &entry.figure));
    let figure = Figure {
        series: cell.series.clone(),
        period: cell.period,
        reading,
        status,
        origin,
        approval: Approval::Draft,
        note,
        explanation,
    };
    if stands
        .as_ref()
        .is_some_and(|entry| Some(entry.began.number) == replaces && says_the_same(&entry.figure, &figure))
    {
        return Ok(Saved::Same(cell));
    }
    let reason = (!reason.is_empty()).then_some(reason);
    match storage::figure::record(&asked.desk, &figure, replaces, reason.as_deref(), || asked.now()).await? {
        Recorded::Saved => Ok(Saved::Recorded(cell)),
        // The same form sent twice: what it says stands already.
        Recorded::Stale(Some(theirs)) if is_own(asked, &theirs) && says_the_same(&theirs.figure, &figure) => {
            Ok(Saved::Recorded(cell))
        }
        Recorded::Stale(theirs) => Ok(Saved::Stale(Box::new((cell, figure, theirs.map(|theirs| *theirs))))),
    }
}

/// Whether a figure is a published one. Of what partners publish nothing themselves nothing is; of the rest somebody says so.
fn origin(indicator: &Indicator, typed: &Typed, errors: &mut Errors) -> Origin {
    let said = Origin::parse(typed.get("origin"));
    match (indicator.origin, said) {
        (Origin::Partner, _) => Origin::Partner,
        (Origin::Published, Some(origin)) => origin,
        (Origin::Published, None) => {
            errors.add("origin", "say whether the figure has been published");
            Origin::Partner
        }
    }
}

/// That the group is one of those in the list, and that a pooled period takes as many years as the others of its indicator.
async fn check_kin(asked: &Asked, indicator: &Indicator, cell: &Cell) -> Result<(), Refused> {
    let figures = storage::figure::of_indicator(&asked.desk_ahead(), indicator).await?;
    if !parts::groups(figures.iter().map(|figure| &figure.series.breakdown)).contains(&cell.series.breakdown)
    {
        return Err(Errors::of("breakdown", "choose one of the groups in the list").into());
    }
    let years = figures.first().map(|figure| figure.period.years());
    match years.filter(|years| cell.period.kind().is_pooled() && *years != cell.period.years()) {
        Some(years) => {
            Err(Errors::of("period", format!("choose a period of {years} years, as the others are")).into())
        }
        None => Ok(()),
    }
}

/// A value that stays keeps the interval that was published with it: the form has no box for one.
fn with_interval(reading: Reading, stands: Option<&Entry>) -> Reading {
    match (&reading, stands.map(|entry| &entry.figure.reading)) {
        (Reading::Value(typed), Some(Reading::Value(stood)))
            if typed.value() == stood.value() && typed.fraction() == stood.fraction() =>
        {
            Reading::Value(*stood)
        }
        _ => reading,
    }
}

/// The most characters of a note or a reason.
const LONGEST: usize = 2000;

pub(super) fn check_text(errors: &mut Errors, name: &'static str, text: &str) {
    if text.chars().count() > LONGEST {
        errors.add(name, format!("shorten this to {LONGEST} characters"));
    } else if !entry::is_printable(text) {
        errors.add(name, entry::UNPRINTABLE);
    }
}

fn says_the_same(a: &Figure, b: &Figure) -> bool {
    (&a.reading, a.status, a.origin, a.remarks()) == (&b.reading, b.status, b.origin, b.remarks())
}

fn is_own(asked: &Asked, entry: &Entry) -> bool {
    let own = asked.who.signed_in.as_ref().map(|signed_in| signed_in.person.id);
    entry.ended.is_none() && own.is_some() && entry.began.person == own
}
