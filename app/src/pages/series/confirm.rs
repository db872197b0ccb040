//! Why a figure is sent back or withdrawn: asked before it is done.

use crate::{
    ask::{desk::Asked, path, typed::Typed},
    parts::{self, Cell},
    shell::{
        form::{Button, Errors, Form},
        page::{self, Head, Place, Script},
    },
};
use axum::response::Html;
use domain::{figure::Step, indicator::Indicator};
use leptos::prelude::*;

pub(super) fn page(
    asked: &Asked,
    indicator: &Indicator,
    step: Step,
    cell: &Cell,
    typed: &Typed,
    errors: &Errors,
) -> Html<String> {
    let (heading, lead, button) = match step {
        Step::Withdraw => (
            "Withdraw a figure",
            "It will no longer be used. The history keeps the figure and why it was withdrawn.",
            Button::Warning.view("Withdraw the figure"),
        ),
        Step::Submit | Step::Approve | Step::SendBack => (
            "Send a figure back",
            "It becomes a draft again, for the analyst to check.",
            Button::Main.view("Send the figure back"),
        ),
    };
    let head = Head {
        title: errors.title(format_args!("{heading}: {}", indicator.name)),
        description: heading.to_owned(),
        place: Place::Elsewhere,
        script: Script::None,
    };
    let form = Form { typed, errors };
    page::page(asked, &head, || {
        view! {
            <div class="form-page">
                <p class="kind">{indicator.name.clone()} ", " {parts::cell_said(asked, &cell.series, &cell.period)}</p>
                <h1>{heading}</h1>
                <p class="lead">{lead}</p>
                {form.summary()}
                <form method="post" action=path::FigureStep::of(&indicator.slug).to_string() class="form">
                    {cell.hidden(&form)}
                    {form.hidden("replaces", typed.get("replaces"))}
                    {form.hidden("approved", typed.get("approved"))}
                    {form.hidden("step", step.as_str())}
                    {form.hidden("asked", "yes")}
                    {form.lines("reason", "Why", "This is shown in the history with your name.")}
                    {button}
                </form>
            </div>
        }
    })
}
