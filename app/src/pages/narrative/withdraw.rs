//! Why a narrative is withdrawn: asked before it is done.

use super::Subject;
use crate::{
    desk::Asked,
    form::{Button, Errors, Form, Typed},
    page::{self, Head, Place, Script},
};
use axum::response::Html;
use domain::period::Period;
use leptos::prelude::*;

pub(super) fn page(
    asked: &Asked,
    subject: &Subject<'_>,
    quarter: &Period,
    typed: &Typed,
    errors: &Errors,
) -> Html<String> {
    const HEADING: &str = "Withdraw a narrative";
    let head = Head {
        title: format!("{}{HEADING}: {}", if errors.is_empty() { "" } else { "Error: " }, subject.name),
        description: HEADING.to_owned(),
        place: Place::Elsewhere,
        script: Script::None,
    };
    let form = Form { typed, errors };
    page::page(asked, &head, || {
        view! {
            <div class="form-page">
                <p class="kind">{subject.name.to_owned()} ", " {quarter.label()}</p>
                <h1>{HEADING}</h1>
                <p class="lead">"A draft goes first, and what is published stands. What it said stays in the record."</p>
                {form.summary()}
                <form method="post" action=format!("{}/narrative", subject.path) class="form">
                    {form.hidden("period", quarter.label())}
                    {form.hidden("replaces", typed.get("replaces"))}
                    {form.hidden("step", "withdraw")}
                    {form.hidden("asked-why", "yes")}
                    {form.lines("reason", "Why", "It stands in the audit beside your name.")}
                    {Button::Warning.view("Withdraw the narrative")}
                </form>
            </div>
        }
    })
}
