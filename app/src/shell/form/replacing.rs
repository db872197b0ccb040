//! A form that replaces what its writer saw: if somebody else changed that since, both are shown and one is chosen.

use super::{Again, Errors, Refused, Sent, go_on, sent};
use crate::{
    ask::{done::Done, fault::Fault, named::gone, path::Address, typed::Typed},
    shell::page::{Head, Place, Script},
};
use axum::response::{Html, Response};
use domain::{london, wording};
use leptos::prelude::*;
use storage::{Outcome, figure::By};

/// What is printed around the boxes.
pub(crate) enum Beside<'a, Entry> {
    /// Nothing.
    Nothing,
    /// What somebody else left since the form was opened; nothing where they withdrew it.
    Theirs(Option<&'a Entry>),
}

/// A row of what is recorded now beside what was typed.
pub(crate) struct Pair {
    /// What it is of.
    name: &'static str,
    /// What is recorded now.
    theirs: String,
    /// What was typed.
    mine: String,
}

/// A name, and what the boxes of a form say of it.
pub(crate) type Row<'a> = (&'static str, &'a dyn Fn(&Typed) -> String);

/// What the boxes would hold of the record now, beside what was typed.
pub(crate) fn pairs(theirs: &Typed, mine: &Typed, rows: &[Row<'_>]) -> Vec<Pair> {
    rows.iter().map(|(name, said)| Pair { name, theirs: said(theirs), mine: said(mine) }).collect()
}

/// What is found, or nothing where somebody withdrew it since the form was opened: what was typed can be recorded anew. A form that
/// saw none leads nowhere. `what` is such as `action`.
pub(crate) fn seen<Entry>(found: Option<Entry>, typed: &Typed, what: &str) -> Result<Option<Entry>, Fault> {
    if found.is_none() {
        typed.number("replaces")?.ok_or_else(|| gone(what))?;
    }
    Ok(found)
}

/// Takes what was sent and answers it. `number` is of the write that put an entry there; `to` is where to go on to and says `done`;
/// `form` shows it again.
pub(crate) async fn answer<Entry>(
    typed: &Typed,
    recording: impl Future<Output = Result<Outcome<Entry>, Refused>>,
    number: impl Fn(&Entry) -> i64,
    (to, done): (&impl Address, Done),
    form: impl Fn(&Typed, &Errors, &Beside<'_, Entry>) -> Html<String>,
) -> Result<Response, Fault> {
    match sent(typed, recording).await? {
        Sent::Taken(Outcome::Stale(theirs)) => {
            let theirs = theirs.as_deref();
            let replaces = theirs.map(|theirs| number(theirs).to_string()).unwrap_or_default();
            let typed = typed.clone().with("replaces", replaces);
            let again = Again::stale(Errors::default());
            Ok(again.answer(form(&typed, &again.errors, &Beside::Theirs(theirs))))
        }
        Sent::Taken(Outcome::Same) => Ok(go_on(to, Done::Same)),
        Sent::Taken(Outcome::Saved | Outcome::Twice) => Ok(go_on(to, done)),
        Sent::Again(again) => Ok(again.answer(form(typed, &again.errors, &Beside::Nothing))),
    }
}

impl<Entry> Beside<'_, Entry> {
    /// The head of the form's page: an error comes first, for those who hear it read.
    pub(crate) fn head(&self, heading: &str, errors: &Errors, place: Place) -> Head {
        let title = self.title(heading, errors);
        Head { title, description: heading.to_owned(), place, script: Script::None }
    }

    fn title(&self, heading: &str, errors: &Errors) -> String {
        let begins = match (errors.is_empty(), self) {
            (false, _) => "Error: ",
            (true, Self::Theirs(_)) => "Somebody else changed this: ",
            (true, Self::Nothing) => "",
        };
        format!("{begins}{heading}")
    }

    /// What its button says.
    pub(crate) fn button(&self, otherwise: &'static str) -> &'static str {
        match self {
            Self::Nothing => otherwise,
            Self::Theirs(_) => "Replace it with mine",
        }
    }

    /// What somebody else left in the meantime beside what was typed. `what` is such as `action`.
    pub(crate) fn conflict(
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
    let said = format!("Somebody else has withdrawn this {what} since you opened the form.");
    view! {
        <div class="stale" role="alert">
            <p><strong>{said}</strong> " What you typed is below. Send it again to add it back."</p>
        </div>
    }
    .into_any()
}

fn both(what: &str, by: &By, pairs: Vec<Pair>) -> AnyView {
    let who = wording::by(&by.sort, by.person, by.name.as_deref());
    let at = london::minute_said(by.at);
    let said =
        format!("{who} changed this {what} on {at}, after you opened the form. Yours has not been saved.");
    let rows: Vec<_> = pairs
        .into_iter()
        .map(|Pair { name, theirs, mine }| {
            let class = if theirs == mine { "" } else { "differs" };
            view! { <tr class=class><th scope="row">{name}</th> <td>{theirs}</td> <td>{mine}</td></tr> }
        })
        .collect();
    view! {
        <div class="stale" role="alert"><p><strong>{said}</strong> " Choose which version to use. The record keeps the other."</p></div>
        <table class="side-by-side">
            <caption class="unseen">"The current version and what you typed"</caption>
            <thead>
                <tr>
                    <th scope="col">{format!("Of the {what}")}</th>
                    <th scope="col">"What is there now"</th>
                    <th scope="col">"What you typed"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
