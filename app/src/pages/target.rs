//! Setting what a series is meant to reach in a period.

use super::edited;
use crate::{
    ask::{
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
        form::{Button, Errors, Form, Refused, Sent, Text, sent},
        page::{self, Head, Place, Script},
    },
};
use axum::response::{Html, Response};
use chrono::Months;
use domain::{
    entry::{self, Field},
    figure::Figure,
    indicator::Indicator,
    period::Period,
    recording,
    target::{Aim, Target},
    wording,
};
use leptos::prelude::*;
use storage::edit::{Edited, set_target};

pub(crate) async fn show(asked: Asked, choices: Choices, Name(name): Name) -> Result<Html<String>, Fault> {
    let indicator = indicator_of(&asked, &name)?;
    let or = |name, usual: &str| match choices.text(name) {
        "" => usual.to_owned(),
        text => text.to_owned(),
    };
    let typed = Typed::default()
        .with("area", or("area", asked.outline.plan.area.as_str()))
        .with("breakdown", or("breakdown", "Total"))
        .with("period", choices.text("period"));
    let mut errors = Errors::default();
    let target = cell(&asked, indicator, &typed, &mut errors).and_then(|cell| standing(&asked, &cell));
    let typed = match target.map(|target| target.aim) {
        None => typed,
        Some(aim) => {
            let (lower, upper) = aim.ends();
            let upper = if matches!(aim, Aim::Range(..)) { upper.to_string() } else { String::new() };
            typed.with("lower", lower.to_string()).with("upper", upper).with("was", seen(aim))
        }
    };
    if typed.get("period").is_empty() {
        errors = Errors::default();
    }
    form(&asked, indicator, &typed, &errors).await
}

fn cell(asked: &Asked, indicator: &Indicator, typed: &Typed, errors: &mut Errors) -> Option<Cell> {
    let period = |text: &str| match text.trim().parse::<Period>() {
        Ok(period) if period.kind() == indicator.frequency => Ok(period),
        _ => Err("choose a period from the list".to_owned()),
    };
    Cell::read(asked, indicator, typed, period, errors)
}

fn standing<'a>(asked: &'a Asked, cell: &Cell) -> Option<&'a Target> {
    asked.outline.targets.iter().find(|target| target.series == cell.series && target.period == cell.period)
}

/// An aim, for a form to say what was seen.
fn seen(aim: Aim) -> String {
    let (lower, upper) = aim.ends();
    format!("{lower} to {upper}")
}

async fn form(
    asked: &Asked,
    indicator: &Indicator,
    typed: &Typed,
    errors: &Errors,
) -> Result<Html<String>, Fault> {
    let figures = storage::figure::of_indicator(&asked.desk, indicator).await?;
    let head = Head {
        title: errors.title(format_args!("Set a target: {}", indicator.name)),
        description: "Set a target.".into(),
        place: Place::Elsewhere,
        script: Script::None,
    };
    let form = Form { typed, errors };
    let mut ignored = Errors::default();
    let cell = cell(asked, indicator, typed, &mut ignored);
    let periods = periods(asked, indicator, &figures);
    Ok(page::page(asked, &head, || {
        // What was typed for a cell that does not exist is kept, and the cell is chosen among the other boxes.
        let is_kept = cell.is_none() && !(typed.get("lower").is_empty() && typed.get("upper").is_empty());
        let chooser = (!is_kept).then(|| parts::chooser(asked, indicator, &figures, &periods, &form));
        let fields = match &cell {
            Some(cell) => Some(fields(asked, indicator, cell, &form)),
            None => is_kept.then(|| {
                let lists = parts::lists(asked, &figures, &periods, &form);
                boxes(indicator, view! { <div class="row">{lists}</div> }.into_any(), &form)
            }),
        };
        view! {
            <div class="form-page wide">
                <p class="kind"><a href=path::Indicator::of(&indicator.slug).to_string()>{indicator.name.clone()}</a></p>
                <h1>"Set a target"</h1>
                {form.summary()}
                {chooser}
                {fields}
            </div>
        }
    }))
}

/// The periods that a target may be for: those that figures may, and five years more.
fn periods(asked: &Asked, indicator: &Indicator, figures: &[Figure]) -> Vec<Period> {
    let last = asked.outline.years.last().map_or(asked.today, |year| year.last.max(asked.today));
    let until = last.checked_add_months(Months::new(60)).unwrap_or(last);
    recording::periods(&asked.outline, indicator, figures, until)
}

fn fields(asked: &Asked, indicator: &Indicator, cell: &Cell, form: &Form<'_>) -> AnyView {
    let stands = match standing(asked, cell) {
        Some(target) => format!("The target is {}.", wording::aim(indicator, target.aim)),
        None => "No target has been set.".to_owned(),
    };
    view! {
        <section aria-labelledby="cell">
            <h2 id="cell">{parts::cell_said(asked, &cell.series, &cell.period)}</h2>
            <p class="stands">{stands}</p>
            {boxes(indicator, cell.hidden(form), form)}
        </section>
    }
    .into_any()
}

/// The form for one target; `cell` is the boxes that say which, seen or unseen.
fn boxes(indicator: &Indicator, cell: AnyView, form: &Form<'_>) -> AnyView {
    let box_of =
        |name, label, hint| Text { name, label, hint, keys: "decimal", width: "short", ..Text::default() };
    view! {
        <form method="post" class="form" action=path::Target::of(&indicator.slug).to_string() novalidate>
            {cell}
            {form.hidden("was", form.typed.get("was"))}
            <p class="unit-line">{wording::capital(&indicator.unit_said())}</p>
            <div class="row">
                {form.line(box_of("lower", "Target", "The value, or the lower end of a range."))}
                {form.line(box_of("upper", "Upper end", "For a range only."))}
            </div>
            {Button::Main.view("Save the target")}
        </form>
    }
    .into_any()
}

pub(crate) async fn save(asked: Asked, Name(name): Name, typed: Typed) -> Result<Response, Fault> {
    let indicator = indicator_of(&asked, &name)?;
    match sent(&typed, set(&asked, indicator, &typed)).await? {
        Sent::Taken(outcome) => Ok(edited(indicator, outcome, Done::Target)),
        Sent::Again(again) => Ok(again.answer(form(&asked, indicator, &typed, &again.errors).await?)),
    }
}

/// Sets the target that a form says: the one way it is done by hand.
async fn set(asked: &Asked, indicator: &Indicator, typed: &Typed) -> Result<Edited, Refused> {
    let mut errors = Errors::default();
    let cell = cell(asked, indicator, typed, &mut errors);
    let aim = entry::aim(indicator, typed.get("lower"), typed.get("upper"));
    let aim = aim.map_err(|wrongs| {
        for wrong in wrongs {
            errors.add(if wrong.at == Field::Denominator { "upper" } else { "lower" }, wrong.message);
        }
    });
    let (Some(cell), Ok(aim)) = (cell, aim) else { return Err(errors.into()) };
    let was = standing(asked, &cell).filter(|target| seen(target.aim) == typed.get("was"));
    let target = Target { series: cell.series.clone(), period: cell.period, aim };
    match set_target(&asked.desk, &asked.outline.plan.slug, &target, was, || asked.now()).await? {
        Edited::Stale => {
            let now =
                standing(asked, &cell).map(|target| wording::aim(indicator, target.aim)).unwrap_or_default();
            let message = format!(
                "somebody else set this target to {now} while you were typing: choose the period again to change it"
            );
            Err(Errors::of("lower", message).into())
        }
        edited => Ok(edited),
    }
}
