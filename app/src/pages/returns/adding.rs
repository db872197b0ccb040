//! The boxes that name a row to add to a return.

use super::address;
use crate::{
    ask::{address::with_done, desk::Asked, done::Done, typed::Typed as Boxes},
    shell::form::{Choice, Errors, Form, Text},
};
use domain::{
    outline::Outline,
    period::Period,
    returns::{
        Filled, Sheet,
        adding::{Adding, groups},
        places,
    },
    series::Series,
    wording,
};
use leptos::prelude::*;

/// What a row is of, as a word: an indicator and a period.
pub(super) fn what(row: &Filled<'_>) -> String {
    format!("{}|{}", row.asked.indicator.slug, row.asked.period)
}

/// The boxes that name a row to add. They are in the grid's own form, so that what was typed is saved along with it.
pub(super) fn boxes(asked: &Asked, rows: &[Filled<'_>], typed: &Boxes) -> AnyView {
    let mut kinds: Vec<Choice> = Vec::new();
    for row in rows {
        if kinds.last().is_none_or(|last| last.value != what(row)) {
            kinds.push(Choice::new(what(row), format!("{}, {}", row.asked.indicator.name, row.asked.period)));
        }
    }
    let areas: Vec<_> = places(&asked.outline)
        .into_iter()
        .map(|area| Choice::new(area.as_str(), asked.outline.area_name(area)))
        .collect();
    let groups: Vec<_> = groups(rows)
        .into_iter()
        .map(|group| Choice::new(group.to_string(), wording::group(&group)))
        .collect();
    let form = Form { typed, errors: &Errors::default() };
    let other = Text {
        name: "add-other",
        label: "Or another group",
        hint: "What it is split by, a colon, and its name: age: 10 to 14.",
        width: "middle",
        ..Text::default()
    };
    let is_open = !typed.get("add-what").is_empty();
    view! {
        <details class="add-row" open=is_open>
            <summary>"Add a row for another place or group"</summary>
            <p class="hint">"The row will be asked for in later returns too, as long as it has figures. What \
                you typed above is saved as well."</p>
            {form.list("add-what", "Indicator", "", Some("Choose an indicator"), &kinds)}
            <div class="row">
                {form.list("add-area", "Place", "", None, &areas)}
                {form.list("add-group", "Group", "", None, &groups)}
                {form.line(other)}
            </div>
            <button type="submit" name="step" value="add" class="button second">"Add the row"</button>
        </details>
    }
    .into_any()
}

/// The row that the boxes name.
pub(super) fn wanted(boxes: &Boxes) -> Adding {
    let (indicator, period) = boxes.get("add-what").split_once('|').unwrap_or_default();
    Adding {
        of: (indicator.to_owned(), period.to_owned()),
        area: boxes.get("add-area").to_owned(),
        group: boxes.get("add-group").to_owned(),
        other: boxes.text("add-other"),
    }
}

/// The address of a row once it is added.
pub(super) fn place_of(outline: &Outline, sheet: &Sheet, series: &Series, period: &Period) -> String {
    let place = sheet.rows(outline).iter().position(|row| row.asked.is(series, period));
    let to = place.map(|place| format!("#state-{place}")).unwrap_or_default();
    format!("{}{to}", with_done(&address(&sheet.of), Done::RowAdded))
}
