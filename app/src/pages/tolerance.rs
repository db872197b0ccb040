//! Setting how far off its target an indicator may be and still be amber, from a plan year on that has not begun.

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
    shell::{
        form::{Button, Choice, Errors, Form, Refused, Sent, Text, go_on_by, sent},
        page::{self, Head, Place, Script},
    },
};
use axum::response::{Html, Response};
use domain::{
    entry,
    indicator::{Indicator, Measure},
    plan::PlanYear,
    rating::{RatingRule, Scale, Tolerance},
    wording,
};
use leptos::prelude::*;
use storage::edit::{Edited, set_tolerance, withdraw_tolerance};

/// What the box `step` holds in the form that withdraws.
const WITHDRAW: &str = "withdraw";

pub(crate) async fn show(asked: Asked, choices: Choices, Name(name): Name) -> Result<Html<String>, Fault> {
    let indicator = indicator_of(&asked, &name)?;
    let first = open_years(&asked).next().map_or("", |year| year.slug.as_str());
    let typed = filled(&asked, indicator, choices.get("year").unwrap_or(first));
    let mut errors = Errors::default();
    // Where no year is open the page says so, and there is nothing to choose.
    if let (false, Err(message)) = (first.is_empty(), open_year(&asked, &typed)) {
        errors.add("year", message);
    }
    Ok(form(&asked, indicator, &typed, &errors))
}

/// The boxes filled with the tolerance of a plan year, as long as the year is open.
fn filled(asked: &Asked, indicator: &Indicator, year: &str) -> Typed {
    let typed = Typed::default().with("year", year);
    let Ok(year) = open_year(asked, &typed) else { return typed };
    let (scale, number) = asked.outline.tolerance(&indicator.slug, Some(year)).on_scale();
    let was = own(asked, indicator, year).map(|rule| seen(rule.tolerance)).unwrap_or_default();
    typed.with("scale", scale.as_str()).with("number", number.to_string()).with("was", was)
}

/// The plan years that a tolerance can still be set for.
fn open_years(asked: &Asked) -> impl Iterator<Item = &PlanYear> {
    asked.outline.years.iter().filter(|year| !year.has_begun(asked.today))
}

/// The year that is chosen, as long as it is open.
fn open_year<'a>(asked: &'a Asked, typed: &Typed) -> Result<&'a PlanYear, String> {
    let year = asked.outline.years.iter().find(|year| year.slug.as_str() == typed.get("year"));
    let year = year.ok_or("choose a plan year from the list")?;
    if year.has_begun(asked.today) {
        return Err(format!(
            "choose a plan year that has not begun: {} began on {}, and ratings have already been given with its tolerance",
            year.slug,
            wording::day(year.first)
        ));
    }
    Ok(year)
}

/// A plan year's own rule.
fn own<'a>(asked: &'a Asked, indicator: &Indicator, year: &PlanYear) -> Option<&'a RatingRule> {
    asked.outline.rule(&indicator.slug, year).filter(|rule| rule.from == year.slug)
}

/// A tolerance, for a form to say what was seen.
fn seen(tolerance: Tolerance) -> String {
    let (scale, number) = tolerance.on_scale();
    format!("{scale} {number}")
}

fn form(asked: &Asked, indicator: &Indicator, typed: &Typed, errors: &Errors) -> Html<String> {
    let heading = "Set the tolerance for amber";
    let head = Head {
        title: errors.title(format_args!("{heading}: {}", indicator.name)),
        description: "Set how far from its target a value is still amber.".into(),
        place: Place::Elsewhere,
        script: Script::None,
    };
    let form = Form { typed, errors };
    let is_kept =
        !typed.get("number").is_empty() || ["number", "scale"].iter().any(|name| errors.at(name).is_some());
    let fields = if open_years(asked).next().is_none() {
        none_open()
    } else {
        match open_year(asked, typed) {
            Ok(year) => view! { {chooser(asked, &form)} {fields(asked, indicator, year, &form)} }.into_any(),
            // What was typed for a year that cannot be chosen is kept, and the year is chosen among the other boxes.
            Err(_) if is_kept => boxes(indicator, years(asked, &form), &form),
            Err(_) => chooser(asked, &form),
        }
    };
    page::page(asked, &head, || {
        view! {
            <div class="form-page wide">
                <p class="kind"><a href=path::Indicator::of(&indicator.slug).to_string()>{indicator.name.clone()}</a></p>
                <h1>{heading}</h1>
                <p class="lead">"A value that misses its target by no more than this is amber; if it misses \
                    by more, it is red. A tolerance set for a plan year applies until \
                    a later plan year has its own."</p>
                {form.summary()}
                {fields}
                {begun(asked, indicator)}
            </div>
        }
    })
}

/// Why there is no form. The summary of a forged one leads here.
fn none_open() -> AnyView {
    view! {
        <p class="stands" id="year" tabindex="-1">
            "Every plan year has begun, so no tolerance can be set: it has to be set before its plan year \
                begins. You can set one when the plan has a year to come."
        </p>
    }
    .into_any()
}

/// The list of open years, in a form of its own: the tolerance of a year is seen only once it is chosen.
fn chooser(asked: &Asked, form: &Form<'_>) -> AnyView {
    view! {
        <form method="get" class="form chooser">
            <fieldset>
                <legend>"From which plan year"</legend>
                <div class="row">{years(asked, form)} {Button::Second.view("Show")}</div>
            </fieldset>
        </form>
    }
    .into_any()
}

fn years(asked: &Asked, form: &Form<'_>) -> AnyView {
    let years: Vec<_> = open_years(asked)
        .map(|year| {
            let label = format!("{}, which begins on {}", year.slug, wording::day(year.first));
            Choice::new(year.slug.as_str(), label)
        })
        .collect();
    form.list("year", "Plan year", "", Some("Choose a plan year"), &years)
}

/// The tolerance of a year, and the forms to change it.
fn fields(asked: &Asked, indicator: &Indicator, year: &PlanYear, form: &Form<'_>) -> AnyView {
    let outline = &asked.outline;
    let holds = wording::finding::tolerance(indicator, outline.tolerance(&indicator.slug, Some(year)));
    let whose = match outline.rule(&indicator.slug, year) {
        Some(rule) if rule.from == year.slug => "set for this plan year".to_owned(),
        Some(rule) => format!("as in {}", rule.from),
        None => "the usual tolerance, used if none is set".to_owned(),
    };
    let unseen = view! { {form.hidden("year", year.slug.as_str())} }.into_any();
    view! {
        <section aria-labelledby="chosen">
            <h2 id="chosen">"From " {year.slug.to_string()} " on"</h2>
            <p class="stands">{wording::capital(&holds)} ", " {whose} "."</p>
            {boxes(indicator, unseen, form)}
            {own(asked, indicator, year).map(|_| withdrawing(asked, indicator, year, form))}
        </section>
    }
    .into_any()
}

/// The form for one year; `year` is the box that says which, seen or unseen.
fn boxes(indicator: &Indicator, year: AnyView, form: &Form<'_>) -> AnyView {
    let scales = [
        Choice::new(Scale::Percent.as_str(), "Per cent of the target"),
        Choice::new(Scale::Absolute.as_str(), unit(indicator)),
    ];
    let number = Text {
        name: "number",
        label: "How far off",
        hint: "0 or more, such as 5 or 2.5. With 0, nothing is amber.",
        keys: "decimal",
        width: "short",
        ..Text::default()
    };
    view! {
        <form method="post" class="form" action=action(indicator) novalidate>
            {year}
            {form.hidden("was", form.typed.get("was"))}
            {form.radios("scale", "Measured in", "If a target is 0, choose the second: a percentage of 0 is 0.", &scales)}
            {form.line(number)}
            {Button::Main.view("Save the tolerance")}
        </form>
    }
    .into_any()
}

fn action(indicator: &Indicator) -> String {
    path::Tolerance::of(&indicator.slug).to_string()
}

/// The unit of a difference between two values, as a choice.
fn unit(indicator: &Indicator) -> String {
    match indicator.measure {
        Measure::Percentage => "Percentage points".to_owned(),
        Measure::Money => "Pounds".to_owned(),
        _ if indicator.unit_said().is_empty() => "The unit of the indicator".to_owned(),
        _ => wording::capital(&indicator.unit_said()),
    }
}

/// The way back to what an earlier year says.
fn withdrawing(asked: &Asked, indicator: &Indicator, year: &PlanYear, form: &Form<'_>) -> AnyView {
    let before = asked.outline.years.iter().rev().find(|other| other.first < year.first);
    let holds = wording::finding::tolerance(indicator, asked.outline.tolerance(&indicator.slug, before));
    let whose = before.map_or_else(|| "the usual".to_owned(), |before| format!("as in {}", before.slug));
    // What is recorded now, whatever was typed above.
    let was = own(asked, indicator, year).map(|rule| seen(rule.tolerance)).unwrap_or_default();
    view! {
        <form method="post" class="form small" action=action(indicator)>
            {form.hidden("step", WITHDRAW)}
            {form.hidden("year", year.slug.as_str())}
            {form.hidden("was", was)}
            <p>"Without a tolerance of its own, in " {year.slug.to_string()} " " {holds} ", " {whose} "."</p>
            {Button::Second.view("Withdraw the tolerance")}
        </form>
    }
    .into_any()
}

/// The tolerance of the years that have begun, which stays; nothing if none has.
fn begun(asked: &Asked, indicator: &Indicator) -> Option<AnyView> {
    let begun: Vec<_> = asked
        .outline
        .years
        .iter()
        .filter(|year| year.has_begun(asked.today))
        .map(|year| {
            let said = wording::tolerance_in(&asked.outline, indicator, year, asked.today);
            view! { <dt>{year.slug.to_string()}</dt> <dd>{wording::capital(&said)} "."</dd> }
        })
        .collect();
    (!begun.is_empty()).then(|| {
        view! {
            <section aria-labelledby="begun">
                <h2 id="begun">"Plan years that have begun"</h2>
                <p>"Their tolerances cannot be changed: ratings have already been given with them."</p>
                <dl class="facts">{begun}</dl>
            </section>
        }
        .into_any()
    })
}

pub(crate) async fn save(asked: Asked, Name(name): Name, typed: Typed) -> Result<Response, Fault> {
    let indicator = indicator_of(&asked, &name)?;
    let is_withdrawing = typed.get("step") == WITHDRAW;
    // Whoever withdraws types nothing: they are shown the tolerance in force.
    let shown = if is_withdrawing { filled(&asked, indicator, typed.get("year")) } else { typed.clone() };
    let (came, done) = if is_withdrawing {
        (sent(&typed, withdraw(&asked, indicator, &typed)).await?, Done::ToleranceWithdrawn)
    } else {
        (sent(&typed, set(&asked, indicator, &typed)).await?, Done::Tolerance)
    };
    match came {
        Sent::Taken((year, Edited::Same)) => Ok(seen_from(indicator, year, Done::Same)),
        Sent::Taken((year, _)) => Ok(seen_from(indicator, year, done)),
        Sent::Again(again) => Ok(again.answer(form(&asked, indicator, &shown, &again.errors))),
    }
}

/// To the indicator as that plan year sees it, where what was set can be read.
fn seen_from(indicator: &Indicator, year: &PlanYear, done: Done) -> Response {
    let page = path::Indicator::of(&indicator.slug);
    go_on_by(&format!("{page}?{}", pair("year", year.slug.as_str())), done)
}

/// Sets the tolerance that a form says: the one way it is done by hand.
async fn set<'a>(
    asked: &'a Asked,
    indicator: &Indicator,
    typed: &Typed,
) -> Result<(&'a PlanYear, Edited), Refused> {
    let mut errors = Errors::default();
    let year = errors.take("year", open_year(asked, typed));
    if open_years(asked).next().is_none() {
        // There are no boxes at which to show more.
        return Err(errors.into());
    }
    let scale = errors.take("scale", Scale::parse(typed.get("scale")).ok_or("choose what it is measured in"));
    let tolerance = scale
        .and_then(|scale| errors.take("number", entry::tolerance(indicator, scale, typed.get("number"))));
    let (Some(year), Some(tolerance)) = (year, tolerance) else { return Err(errors.into()) };
    let was = as_seen(asked, indicator, year, typed);
    let rule = RatingRule { indicator: indicator.slug.clone(), from: year.slug.clone(), tolerance };
    match set_tolerance(&asked.desk, &asked.outline.plan.slug, &rule, was, || asked.now()).await {
        Ok(Edited::Stale) => Err(stale(asked, indicator, year)),
        Ok(edited) => Ok((year, edited)),
        Err(error) => Err(refused(error)),
    }
}

/// Withdraws the tolerance of a year, as long as it is the one that was seen.
async fn withdraw<'a>(
    asked: &'a Asked,
    indicator: &Indicator,
    typed: &Typed,
) -> Result<(&'a PlanYear, Edited), Refused> {
    let year = open_year(asked, typed).map_err(|message| Errors::of("year", message))?;
    if own(asked, indicator, year).is_none() {
        return Ok((year, Edited::Same));
    }
    let Some(was) = as_seen(asked, indicator, year, typed) else { return Err(stale(asked, indicator, year)) };
    match withdraw_tolerance(&asked.desk, &asked.outline.plan.slug, was, || asked.now()).await {
        Ok(Edited::Stale) => Err(stale(asked, indicator, year)),
        Ok(edited) => Ok((year, edited)),
        Err(error) => Err(refused(error)),
    }
}

/// The year's own rule, if it is still the one that the form was opened with.
fn as_seen<'a>(
    asked: &'a Asked,
    indicator: &Indicator,
    year: &PlanYear,
    typed: &Typed,
) -> Option<&'a RatingRule> {
    own(asked, indicator, year).filter(|rule| seen(rule.tolerance) == typed.get("was"))
}

fn stale(asked: &Asked, indicator: &Indicator, year: &PlanYear) -> Refused {
    let now = own(asked, indicator, year)
        .map(|rule| format!(" ({})", wording::finding::tolerance(indicator, rule.tolerance)))
        .unwrap_or_default();
    let message =
        format!("somebody else set this while you were typing{now}: choose the plan year again to change it");
    Errors::of("number", message).into()
}

/// A year that began, or that a plan file removed, while the form was sent: shown at its box.
fn refused(error: storage::Error) -> Refused {
    match error {
        storage::Error::FrozenTolerance { .. } | storage::Error::NoPlanYear(_) => {
            Errors::of("year", error.to_string()).into()
        }
        other => other.into(),
    }
}
