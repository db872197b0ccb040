//! The form for one figure.

use crate::{
    ask::{address::pair, desk::Asked, fault::Fault, path, typed::Typed},
    parts::{self, Cell},
    shell::{
        form::{Button, Choice, Errors, Form, Text},
        page::{self, Head, Place, Script},
    },
};
use axum::response::Html;
use domain::{
    entry,
    figure::{Absence, Figure, Origin, Reading, Status},
    indicator::Indicator,
    london, number, recording,
    source::Source,
    wording,
};
use leptos::prelude::*;
use storage::figure::FigureVersion;

/// What the boxes hold to begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filled {
    /// What the record has for the cell.
    FromRecord,
    /// What was typed.
    AsTyped,
}

/// The form for the cell that the boxes `area`, `breakdown` and `period` name.
pub(super) async fn page(
    asked: &Asked,
    indicator: &Indicator,
    typed: Typed,
    mut errors: Errors,
    filled: Filled,
) -> Result<Html<String>, Fault> {
    let figures = storage::figure::of_indicator(&asked.desk_ahead(), indicator).await?;
    let mut cell_errors = Errors::default();
    let cell = Cell::read(
        asked,
        indicator,
        &typed,
        |text| entry::period(indicator, text, asked.today),
        &mut cell_errors,
    );
    if filled == Filled::FromRecord && !typed.get("period").is_empty() {
        errors = cell_errors;
    }
    let stands = match &cell {
        Some(cell) => storage::figure::newest(&asked.desk, &cell.series, &cell.period).await?,
        None => None,
    }
    .filter(|entry| entry.ended.is_none());
    let typed = match (filled, &stands) {
        (Filled::FromRecord, Some(entry)) => {
            of_figure(typed, &entry.figure).with("replaces", entry.began.number.to_string())
        }
        (Filled::FromRecord, None) => {
            typed.with("status", Status::Provisional.as_str()).with("origin", Origin::Partner.as_str())
        }
        (Filled::AsTyped, _) => typed,
    };
    let head = Head {
        title: errors.title(format_args!("Record: {}", indicator.name)),
        description: format!("Record a figure of {}.", indicator.name),
        place: Place::Elsewhere,
        script: Script::Islands,
    };
    let periods = recording::recordable(&asked.outline, indicator, &figures, asked.today);
    let form = Form { typed: &typed, errors: &errors };
    // What was typed for a cell that does not exist is kept, and the cell is chosen among the other boxes.
    let is_kept = filled == Filled::AsTyped && cell.is_none();
    Ok(page::page(asked, &head, || {
        let address = path::Indicator::of(&indicator.slug).to_string();
        let chooser = (!is_kept).then(|| parts::chooser(asked, indicator, &figures, &periods, &form));
        let fields = match &cell {
            Some(cell) => Some(fields(asked, indicator, cell, stands.as_ref(), &form)),
            None => is_kept.then(|| {
                let lists = parts::lists(asked, &figures, &periods, &form);
                boxes(indicator, view! { <div class="row">{lists}</div> }.into_any(), &form)
            }),
        };
        view! {
            <div class="form-page wide">
                <p class="kind"><a href=address>{indicator.name.clone()}</a></p>
                <h1>"Record a figure"</h1>
                {form.summary()}
                {chooser}
                {fields}
            </div>
        }
    }))
}

/// The boxes filled with what a figure says.
fn of_figure(typed: Typed, figure: &Figure) -> Typed {
    let typed = match &figure.reading {
        Reading::Absent(absence) => typed.with("absence", absence.as_str()),
        Reading::Value(measured) => match measured.fraction() {
            Some(fraction) => typed
                .with("numerator", number::plain(fraction.numerator))
                .with("denominator", number::plain(fraction.denominator)),
            None => typed.with("value", number::plain(measured.value())),
        },
    };
    let typed = typed.with("origin", figure.origin.as_str());
    typed.with("status", figure.status.as_str()).with("note", figure.remarks().unwrap_or_default())
}

fn fields(
    asked: &Asked,
    indicator: &Indicator,
    cell: &Cell,
    stands: Option<&FigureVersion>,
    form: &Form<'_>,
) -> AnyView {
    let said = parts::cell_said(asked, &cell.series, &cell.period);
    let standing = stands.map(|entry| standing(indicator, cell, entry));
    let nothing =
        stands.is_none().then(|| view! { <p class="stands">"Nothing has been recorded here yet."</p> });
    view! {
        <section aria-labelledby="cell">
            <h2 id="cell">{said}</h2>
            {standing}
            {nothing}
            {boxes(indicator, cell.hidden(form), form)}
        </section>
    }
    .into_any()
}

/// The form for one figure; `cell` is the boxes that say which, seen or unseen.
fn boxes(indicator: &Indicator, cell: AnyView, form: &Form<'_>) -> AnyView {
    let is_correction = !form.typed.get("replaces").is_empty() || form.errors.at("reason").is_some();
    let reason = is_correction.then(|| {
        form.lines(
            "reason",
            "Why it changes",
            "What was wrong, or what is now known. This is shown in the history with your name.",
        )
    });
    let computed = view! {
        <div
            class="computed"
            data-measure=indicator.measure.as_str()
            data-per=indicator.measure.per().map(|per| per.to_string())
            data-decimals=indicator.decimals.to_string()
        >
            {numbers(indicator, form)}
            <p class="computed-told" role="status"></p>
        </div>
    };
    let absences = Choice::words(Absence::ALL.iter().map(|absence| absence.as_str()));
    let statuses = Choice::words(Status::ALL.iter().map(|status| status.as_str()));
    let origins = [
        Choice::new(Origin::Published.as_str(), "Yes, by its source: the public sees it once it is approved"),
        Choice::new(Origin::Partner.as_str(), "No: the public sees [c]"),
    ];
    let origin = (indicator.origin == Origin::Published)
        .then(|| form.radios("origin", "Has this figure been published?", "", &origins));
    view! {
        <form method="post" action=path::Record::of(&indicator.slug).to_string() class="form" novalidate>
            {cell}
            {form.hidden("replaces", form.typed.get("replaces"))}
            {computed}
            {form.list("absence", "If there is no value, why", "If the true figure is nil, type 0 as the value.", Some("There is a value"), &absences)}
            {form.radios("status", "How settled is it?", "", &statuses)}
            {origin}
            {form.lines("note", "Note", "What readers should know about this figure. Optional.")}
            {reason}
            {Button::Main.view("Save the figure")}
        </form>
    }
    .into_any()
}

/// The boxes for numbers: the parts of a percentage or rate, and the value.
fn numbers(indicator: &Indicator, form: &Form<'_>) -> AnyView {
    let number =
        |name, label, hint| Text { name, label, hint, keys: "decimal", width: "short", ..Text::default() };
    let has_parts = indicator.measure.is_fraction()
        || ["numerator", "denominator"].iter().any(|name| form.errors.at(name).is_some());
    let value = if has_parts {
        let parts = view! {
            <div class="row">
                {form.line(number("numerator", "Numerator", "How many were counted."))}
                {form.line(number("denominator", "Denominator", "Out of how many."))}
            </div>
        };
        let hint = "Only where numerator and denominator are not known.";
        view! { {parts} {form.line(number("value", "Value", hint))} }.into_any()
    } else {
        form.line(number("value", "Value", "Digits, such as 48 or 1,234. 0 where nothing happened."))
    };
    view! { <p class="unit-line">{wording::capital(&indicator.unit_said())}</p> {value} }.into_any()
}

/// The recorded figure, by whom, and the way to its history.
fn standing(indicator: &Indicator, cell: &Cell, entry: &FigureVersion) -> AnyView {
    let facts = parts::facts(indicator, &entry.figure);
    let value = facts.first().map(|fact| fact.text.clone()).unwrap_or_default();
    let by = wording::by(&entry.began.sort, entry.began.person, entry.began.name.as_deref());
    let history = format!("{}?{}", path::History::of(&indicator.slug), cell.pairs());
    // Whoever only approved it did not record it.
    let deed = match entry.began.source {
        Source::Form => String::new(),
        _ => format!("{} ", entry.began.action),
    };
    view! {
        <p class="stands">
            "Current figure: " <strong>{value}</strong>
            {format!(" ({}, {}), {deed}by {by} on {}. ", entry.figure.status, entry.figure.approval, london::minute_said(entry.began.at))}
            <a href=history>"Its history"</a> "."
        </p>
    }
    .into_any()
}

/// The address of the form for a cell.
pub(crate) fn address(indicator: &Indicator, cell: &Cell) -> String {
    format!("{}?{}", path::Record::of(&indicator.slug), cell.pairs())
}

/// The address of the form for an area.
pub(crate) fn address_of_area(indicator: &Indicator, area: &str) -> String {
    format!("{}?{}", path::Record::of(&indicator.slug), pair("area", area))
}
