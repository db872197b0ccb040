//! Withdrawing a funding line, with a reason.

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
use storage::funding::{Entry, Outcome};

pub(crate) async fn ask_why(asked: Asked, Name(name): Name) -> Result<Html<String>, Fault> {
    let entry = must(&asked, Action::WithdrawFunding, &name, &Typed::default()).await?;
    let none = Errors::default();
    Ok(withdrawing::page(&asked, &of(&entry, entry.by.number), &Typed::default(), &none))
}

pub(crate) async fn withdraw(asked: Asked, Name(name): Name, Long(typed): Long) -> Result<Response, Fault> {
    let entry = must(&asked, Action::WithdrawFunding, &name, &typed).await?;
    let replaces = typed.number("replaces")?.ok_or_else(Fault::broken_form)?;
    let reason = match withdrawing::reason_or_page(&asked, &of(&entry, replaces), &typed) {
        Ok(reason) => reason,
        Err(page) => return Ok(*page),
    };
    let (desk, plan, line) = (&asked.desk, &asked.outline.plan.slug, &entry.line);
    match storage::funding::withdraw(desk, plan, line, replaces, &reason, || asked.now()).await? {
        Outcome::Stale(Some(now)) => {
            let message =
                "somebody else changed this line in between: look at it again before you withdraw it";
            Ok(withdrawing::stale(&asked, &of(&now, now.by.number), &typed, message))
        }
        Outcome::Stale(None) => Err(missing("funding line")),
        Outcome::Saved | Outcome::Same | Outcome::Twice => {
            let to = format!("/funding?{}", pair("done", Done::FundingWithdrawn.as_str()));
            Ok(Redirect::to(&to).into_response())
        }
    }
}

/// What is withdrawn by somebody who saw what the write `replaces` put there.
fn of(entry: &Entry, replaces: i64) -> Withdrawing {
    Withdrawing {
        heading: "Withdraw a funding line",
        lead: "It no longer counts from now on. What it said stays in the record.",
        what: format!("{}, {}", entry.line.name, entry.line.year),
        address: format!("/funding/{}/withdraw", entry.line.slug),
        hidden: vec![("replaces", replaces.to_string())],
        button: "Withdraw the funding line",
    }
}
