//! Withdrawing an action, with a reason.

use super::must;
use crate::{
    ask::{
        address::pair,
        desk::Asked,
        done::Done,
        fault::Fault,
        named::{Name, missing},
        typed::Typed,
    },
    pages::withdrawing::{self, Withdrawing},
    shell::form::{Errors, Long},
};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::access::Action;
use storage::action::{Entry, Outcome};

pub(crate) async fn ask_why(asked: Asked, Name(name): Name) -> Result<Html<String>, Fault> {
    let entry = must(&asked, Action::WithdrawAction, &name, &Typed::default()).await?;
    let none = Errors::default();
    Ok(withdrawing::page(&asked, &of(&entry, entry.seen()), &Typed::default(), &none))
}

pub(crate) async fn withdraw(asked: Asked, Name(name): Name, Long(typed): Long) -> Result<Response, Fault> {
    let entry = must(&asked, Action::WithdrawAction, &name, &typed).await?;
    let seen = typed.number("seen")?.ok_or_else(Fault::broken_form)?;
    let reason = match withdrawing::reason_or_page(&asked, &of(&entry, seen), &typed) {
        Ok(reason) => reason,
        Err(page) => return Ok(*page),
    };
    let (desk, plan, action) = (&asked.desk, &asked.outline.plan.slug, &entry.action);
    match storage::action::withdraw(desk, plan, action, seen, &reason, || asked.now()).await? {
        Outcome::Stale(Some(now)) => {
            let message = "somebody else changed this action or said something of it in between: look at it again before you withdraw it";
            Ok(withdrawing::stale(&asked, &of(&now, now.seen()), &typed, message))
        }
        Outcome::Stale(None) => Err(missing("action")),
        Outcome::Saved | Outcome::Same | Outcome::Twice => {
            let to = format!("/actions?{}", pair("done", Done::ActionWithdrawn.as_str()));
            Ok(Redirect::to(&to).into_response())
        }
    }
}

/// What is withdrawn by somebody who saw all that was said of it up to the write `seen`.
fn of(entry: &Entry, seen: i64) -> Withdrawing {
    Withdrawing {
        heading: "Withdraw an action",
        lead: "It is no longer agreed from now on. What was said of it stays in the record.",
        what: entry.action.name.clone(),
        address: format!("/actions/{}/withdraw", entry.action.slug),
        hidden: vec![("seen", seen.to_string())],
        button: "Withdraw the action",
    }
}
