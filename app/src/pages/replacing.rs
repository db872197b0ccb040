//! A form that puts something in the place of what its writer saw: where somebody else changed that since, both are shown and one is
//! chosen.

use crate::{
    ask::{done::Done, fault::Fault, typed::Typed},
    shell::form::{Errors, Refused},
};
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::{london, wording};
use leptos::prelude::*;
use storage::{Outcome, figure::By};

/// What is printed around the boxes.
pub(super) enum Beside<'a, Entry> {
    /// Nothing.
    Nothing,
    /// What somebody else left since the form was opened; nothing where they withdrew it.
    Theirs(Option<&'a Entry>),
}

/// A row of what stands now beside what was typed.
pub(super) struct Pair {
    /// What it is of.
    pub(super) name: &'static str,
    /// What stands now.
    pub(super) theirs: String,
    /// What was typed.
    pub(super) mine: String,
}

/// Answers a form that was sent. `number` is of the write that put an entry there; `done` is where to go on to; `form` shows it again.
pub(super) fn answer<Entry>(
    typed: &Typed,
    recorded: Result<Outcome<Entry>, Refused>,
    number: impl Fn(&Entry) -> i64,
    done: impl FnOnce(Option<Done>) -> String,
    form: impl Fn(&Typed, &Errors, &Beside<'_, Entry>) -> Html<String>,
) -> Result<Response, Fault> {
    match recorded {
        Ok(Outcome::Stale(theirs)) => {
            let theirs = theirs.as_deref();
            let replaces = theirs.map(|theirs| number(theirs).to_string()).unwrap_or_default();
            let typed = typed.clone().with("replaces", replaces);
            let page = form(&typed, &Errors::default(), &Beside::Theirs(theirs));
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Ok(Outcome::Same) => Ok(Redirect::to(&done(Some(Done::Same))).into_response()),
        Ok(Outcome::Saved | Outcome::Twice) => Ok(Redirect::to(&done(None)).into_response()),
        Err(Refused::Errors(errors)) => {
            let page = form(typed, &errors, &Beside::Nothing);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(Refused::Fault(fault)) => Err(fault),
    }
}

impl<Entry> Beside<'_, Entry> {
    /// The title of the form's page: what is the matter comes first, for those who hear it read.
    pub(super) fn title(&self, heading: &str, errors: &Errors) -> String {
        let begins = match (errors.is_empty(), self) {
            (false, _) => "Error: ",
            (true, Self::Theirs(_)) => "Somebody else changed this: ",
            (true, Self::Nothing) => "",
        };
        format!("{begins}{heading}")
    }

    /// What its button says.
    pub(super) fn button(&self, otherwise: &'static str) -> &'static str {
        match self {
            Self::Nothing => otherwise,
            Self::Theirs(_) => "Save mine in its place",
        }
    }

    /// What somebody else left in the meantime beside what was typed. `what` is such as `action`.
    pub(super) fn conflict(
        &self,
        what: &str,
        by: impl Fn(&Entry) -> &By,
        pairs: impl Fn(&Entry) -> Vec<Pair>,
    ) -> Option<AnyView> {
        match self {
            Self::Nothing => None,
            Self::Theirs(None) => Some(withdrawn(what)),
            Self::Theirs(Some(theirs)) => Some(both(what, by(theirs), pairs(theirs))),
        }
    }
}

fn withdrawn(what: &str) -> AnyView {
    let said = format!("Since you opened the form somebody else withdrew this {what}.");
    view! {
        <div class="stale" role="alert">
            <p><strong>{said}</strong> " What you typed is below; sent again, it stands anew."</p>
        </div>
    }
    .into_any()
}

fn both(what: &str, by: &By, pairs: Vec<Pair>) -> AnyView {
    let who = wording::by(&by.sort, by.person, by.name.as_deref());
    let at = london::minute_said(by.at);
    let said =
        format!("Since you opened the form {who} changed this {what}, on {at}. Yours has not been saved.");
    let rows: Vec<_> = pairs
        .into_iter()
        .map(|Pair { name, theirs, mine }| {
            let class = if theirs == mine { "" } else { "differs" };
            view! { <tr class=class><th scope="row">{name}</th> <td>{theirs}</td> <td>{mine}</td></tr> }
        })
        .collect();
    view! {
        <div class="stale" role="alert"><p><strong>{said}</strong> " Choose which is to stand: the other stays in the record."</p></div>
        <table class="side-by-side">
            <caption class="unseen">"What stands and what you typed"</caption>
            <thead>
                <tr>
                    <th scope="col">{format!("Of the {what}")}</th>
                    <th scope="col">"What stands now"</th>
                    <th scope="col">"What you typed"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
