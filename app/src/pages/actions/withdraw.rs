//! Withdrawing an action, with a reason.

use super::must;
use crate::{
    ask::{desk::Asked, done::Done, fault::Fault, named::Name, path, typed::Typed},
    shell::form::withdrawing::{self, After, Withdrawing},
};
use axum::response::{Html, Response};
use domain::access::Action;
use storage::action::ActionVersion;

pub(crate) async fn ask_why(asked: Asked, Name(name): Name) -> Result<Html<String>, Fault> {
    let entry = must(&asked, Action::WithdrawAction, &name).await?;
    Ok(withdrawing::open(&asked, &of(&entry, entry.seen())))
}

pub(crate) async fn withdraw(asked: Asked, Name(name): Name, typed: Typed) -> Result<Response, Fault> {
    let entry = must(&asked, Action::WithdrawAction, &name).await?;
    let seen = typed.number("seen")?.ok_or_else(Fault::broken_form)?;
    let reason = match withdrawing::reason_or_page(&asked, &of(&entry, seen), &typed) {
        Ok(reason) => reason,
        Err(page) => return Ok(*page),
    };
    let (desk, plan, action) = (&asked.desk, &asked.outline.plan.slug, &entry.action);
    let came = storage::action::withdraw(desk, plan, action, seen, &reason, || asked.now()).await?;
    let after = After {
        what: "action",
        stale: "somebody else changed or updated this action while you had it open: look at it again before you withdraw it",
        to: path::Actions,
        done: Done::ActionWithdrawn,
    };
    withdrawing::answer(&asked, &typed, came, &after, |now| of(now, now.seen()))
}

/// The withdrawal of an action by somebody who saw it and its progress log up to the write `seen`.
fn of(entry: &ActionVersion, seen: i64) -> Withdrawing {
    Withdrawing {
        heading: "Withdraw an action",
        lead: "It will no longer count as agreed. The record keeps it and its progress log.",
        what: entry.action.name.clone(),
        address: path::ActionWithdraw::of(&entry.action.slug).to_string(),
        hidden: vec![("seen", seen.to_string())],
        button: "Withdraw the action",
    }
}
