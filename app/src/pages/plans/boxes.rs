//! The boxes of each part of a plan.

use super::choices;
use crate::{
    parts,
    shell::form::{Choice, Form, Text},
};
use domain::{
    area::Level,
    figure::Origin,
    indicator::{Basis, Polarity, Timing},
    outline::Outline,
    period::Kind,
    plan_edit::Part,
};
use leptos::prelude::*;

/// Whether a form adds a part or changes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Add,
    Change,
}

/// The boxes of a form for a part.
pub(super) fn boxes(outline: &Outline, part: Part, form: &Form<'_>, way: Way) -> AnyView {
    match part {
        Part::Plan => plan(outline, form),
        Part::Year => view! { {year_name(form, way)} {year_days(form)} }.into_any(),
        Part::FocusArea => view! {
            {form.line(NAME)}
            {slug(form, way)}
            {form.lines("summary", "What it is about", "In a sentence. The public can read it.")}
        }
        .into_any(),
        Part::Priority => priority(outline, form, way),
        Part::Strategy => view! {
            {form.hidden("slug", form.typed.get("slug"))}
            {form.lines("text", "What we need to do", "The public can read it.")}
        }
        .into_any(),
        Part::Evidence => evidence(outline, form),
        Part::Organisation => organisation(outline, form, way),
        Part::Area => area(form, way),
        Part::Neighbours => neighbours(outline, form, way),
        Part::Indicator => indicator(outline, form, way),
        Part::Placement => view! { {places(outline, form)} {owner(outline, form)} }.into_any(),
    }
}

const NAME: Text = Text { name: "name", label: "Name", ..PLAIN };
const SOURCE: Text = Text { name: "source", label: "Source", ..PLAIN };

/// A box that still lacks its name and label.
const PLAIN: Text = Text { name: "", label: "", hint: "", kind: "", keys: "", fill: "", width: "" };

/// The name in addresses, which is settled once something is added.
fn slug(form: &Form<'_>, way: Way) -> AnyView {
    match way {
        Way::Change => form.hidden("slug", form.typed.get("slug")),
        Way::Add => form.line(Text {
            name: "slug",
            label: "Name in addresses (optional)",
            hint: "Lower-case letters, digits and hyphens. It cannot be changed later. If you leave it empty, \
                it is made from the name.",
            ..PLAIN
        }),
    }
}

/// The plan's own words.
pub(super) fn plan(outline: &Outline, form: &Form<'_>) -> AnyView {
    let comparators = Text {
        name: "comparators",
        label: "Places to compare it with (optional)",
        hint: "Their official codes, the most important first, separated by spaces: E92000001 E12000008.",
        ..PLAIN
    };
    view! {
        {form.line(NAME)}
        {form.line(Text { name: "partnership", label: "Whose plan it is", ..PLAIN })}
        {form.lines("vision", "Vision", "What the plan wants for children, in a sentence. The public can read it.")}
        {form.list("area", "The place that it is for", "", Some("Choose a place"), &choices::areas(outline))}
        {form.line(comparators)}
        {form.line(Text { label: "Where the plan's text comes from", ..SOURCE })}
        {form.lines("note", "What readers should know about how it was entered (optional)", "")}
    }
    .into_any()
}

fn year_name(form: &Form<'_>, way: Way) -> AnyView {
    match way {
        Way::Change => form.hidden("slug", form.typed.get("slug")),
        Way::Add => form.line(Text {
            name: "slug",
            label: "Name of the plan year",
            hint: "Such as 2021-22. It cannot be changed later.",
            width: "middle",
            ..PLAIN
        }),
    }
}

/// The days of a plan year.
pub(super) fn year_days(form: &Form<'_>) -> AnyView {
    let first =
        Text { name: "first", label: "First day", hint: "Such as 1 April 2021.", width: "middle", ..PLAIN };
    let last =
        Text { name: "last", label: "Last day", hint: "Such as 31 March 2022.", width: "middle", ..PLAIN };
    view! { {form.line(first)} {form.line(last)} }.into_any()
}

fn priority(outline: &Outline, form: &Form<'_>, way: Way) -> AnyView {
    let year = match way {
        Way::Change => form.hidden("year", form.typed.get("year")),
        Way::Add => form.list("year", "Plan year", "", Some("Choose a plan year"), &choices::years(outline)),
    };
    let follows = form.list(
        "follows",
        "The priority it follows from an earlier year (optional)",
        "Choose the same priority if it is carried over or reworded, or the one \
            that it replaces. Choose nothing if it is new.",
        Some("Nothing: it is new"),
        &choices::earlier(outline),
    );
    view! {
        {year}
        {form.list("focus-area", "Focus area", "", Some("Choose a focus area"), &choices::focus_areas(outline))}
        {form.line(NAME)}
        {slug(form, way)}
        {form.lines("summary", "What it is about", "In a sentence. The public can read it.")}
        {follows}
    }
    .into_any()
}

fn evidence(outline: &Outline, form: &Form<'_>) -> AnyView {
    let said = Text {
        name: "said",
        label: "When it was said",
        hint: "Such as 1 April 2018.",
        width: "middle",
        ..PLAIN
    };
    view! {
        {form.hidden("slug", form.typed.get("slug"))}
        {form.lines("text", "What we know", "The public can read it.")}
        {form.line(said)}
        {form.list("focus-area", "Focus area it relates to (optional)", "", Some("None"), &choices::focus_areas(outline))}
        {form.list("indicator", "Indicator that measures it (optional)", "", Some("None"), &choices::indicators(outline))}
        {parts::claim_boxes(outline, form)}
    }
    .into_any()
}

fn organisation(outline: &Outline, form: &Form<'_>, way: Way) -> AnyView {
    let ended = Text {
        name: "ended",
        label: "Its last day (optional)",
        hint: "If it has ended, such as 30 June 2022.",
        width: "middle",
        ..PLAIN
    };
    let others = choices::others(outline, form.typed.get("slug"));
    view! {
        {form.line(NAME)}
        {slug(form, way)}
        {form.line(ended)}
        {form.list("successor", "Successor (optional)", "From the next day, the successor is responsible for its figures and returns.", Some("Nobody"), &others)}
    }
    .into_any()
}

fn area(form: &Form<'_>, way: Way) -> AnyView {
    let code = match way {
        Way::Change => form.hidden("code", form.typed.get("code")),
        Way::Add => form.line(Text {
            name: "code",
            label: "Official code",
            hint: "One capital letter and eight digits, such as E10000025.",
            width: "middle",
            ..PLAIN
        }),
    };
    view! {
        {code}
        {form.line(NAME)}
        {form.list("level", "Kind of place", "", Some("Choose one"), &choices::words(Level::ALL, Level::as_str))}
    }
    .into_any()
}

fn neighbours(outline: &Outline, form: &Form<'_>, way: Way) -> AnyView {
    let from = Text {
        name: "from",
        label: "From",
        hint: "The first day the set applies to, such as 1 April 2021. It applies until the place's next set.",
        width: "middle",
        ..PLAIN
    };
    let key = match way {
        Way::Change => {
            view! { {form.hidden("area", form.typed.get("area"))} {form.hidden("from", form.typed.get("from"))} }
                .into_any()
        }
        Way::Add => view! {
            {form.list("area", "Place they are neighbours of", "", Some("Choose a place"), &choices::areas(outline))}
            {form.line(from)}
        }
        .into_any(),
    };
    view! {
        {key}
        {form.lines("areas", "The neighbours", "Their official codes, the nearest first, separated by spaces. Each has to be one of the plan's places.")}
        {form.line(Text { label: "Where the set is published", ..SOURCE })}
    }
    .into_any()
}

fn indicator(outline: &Outline, form: &Form<'_>, way: Way) -> AnyView {
    let measures = ["count", "percentage", "rate", "average", "money", "index"];
    let per = Text {
        name: "per",
        label: "Per how many, for a rate",
        hint: "Such as 100 or 10000. Leave empty if it is not a rate.",
        keys: "numeric",
        width: "short",
        ..PLAIN
    };
    let unit = Text {
        name: "unit",
        label: "Unit (optional)",
        hint: "What or who is counted: pupils, under 18s, points.",
        width: "middle",
        ..PLAIN
    };
    let decimals = Text {
        name: "decimals",
        label: "Decimals",
        hint: "How many decimal places are shown, from 0 to 6. Figures keep all their digits.",
        keys: "numeric",
        width: "short",
        ..PLAIN
    };
    let lag = Text {
        name: "lag",
        label: "Days until a figure is due",
        hint: "Counted from the end of its period. 28 if you leave it empty.",
        keys: "numeric",
        width: "short",
        ..PLAIN
    };
    let retired = Text {
        name: "retired",
        label: "The last day it is measured for (optional)",
        hint: "If that is decided, such as 31 March 2021.",
        width: "middle",
        ..PLAIN
    };
    let polarities = [
        Choice::new(Polarity::Higher.as_str(), "Higher is better"),
        Choice::new(Polarity::Lower.as_str(), "Lower is better"),
        Choice::new(
            Polarity::Neither.as_str(),
            "Neither: more reports, for instance, can mean better recognition",
        ),
    ];
    let origins = [
        Choice::new(Origin::Published.as_str(), "They are published, and the public sees them"),
        Choice::new(Origin::Partner.as_str(), "Partners record them, and the public sees [c]"),
    ];
    let new = (way == Way::Add).then(|| view! { {meaning(form)} {places(outline, form)} });
    view! {
        {form.line(NAME)}
        {slug(form, way)}
        {form.list("measure", "Measure", "What kind of number it is.", Some("Choose a measure"), &Choice::words(measures))}
        <div class="row">{form.line(per)} {form.line(unit)}</div>
        {form.line(decimals)}
        {form.radios("polarity", "Which way is better", "", &polarities)}
        {form.list("frequency", "Kind of period", "What each figure is for.", Some("Choose a kind"), &choices::words(Kind::ALL, Kind::as_str))}
        {owner(outline, form)}
        {form.radios("origin", "Its figures", "", &origins)}
        {form.list("basis", "What place means for it", "", Some("Choose one"), &choices::words(Basis::ALL, Basis::as_str))}
        {form.line(Text { label: "Where its figures come from", ..SOURCE })}
        {form.line(lag)}
        {form.line(retired)}
        {new}
    }
    .into_any()
}

/// What a new indicator means at first.
fn meaning(form: &Form<'_>) -> AnyView {
    let from = Text {
        name: "from",
        label: "Defined from",
        hint: "The first day the definition applies to, such as 1 April 2018.",
        width: "middle",
        ..PLAIN
    };
    let timings = [
        Choice::new(Timing::Flow.as_str(), "Everything that happened in the period"),
        Choice::new(
            Timing::Snapshot.as_str(),
            "The position on the last day, or on the day that the definition names",
        ),
        Choice::new(Timing::Average.as_str(), "The mean over the period"),
    ];
    view! {
        {form.lines("text", "Definition", "In a sentence or two: who and what is counted, and what is not. The public can read it.")}
        {form.line(from)}
        {form.radios("timing", "A figure is", "", &timings)}
    }
    .into_any()
}

fn owner(outline: &Outline, form: &Form<'_>) -> AnyView {
    let partners = choices::partners(outline);
    form.list(
        "owner",
        "Who is responsible for it",
        "One of the plan's partners.",
        Some("Choose an organisation"),
        &partners,
    )
}

fn places(outline: &Outline, form: &Form<'_>) -> AnyView {
    let places: Vec<_> = choices::places(outline).into_iter().map(|(_, choice)| choice).collect();
    if places.is_empty() {
        return view! { <p class="stands" id="place">"The plan has no focus area yet, so there is no place for it. Add one first."</p> }
            .into_any();
    }
    form.ticks(
        "place",
        "Where it appears",
        "Choose all that apply. If you choose none it has its own page, but does not appear on the board.",
        &places,
    )
}
