//! Withdrawing a funding line, with a reason.

use super::line_of;
use crate::{
    ask::{desk::Asked, done::Done, fault::Fault, named::Name, path, typed::Typed},
    shell::form::withdrawing::{self, After, Withdrawing},
};
use axum::response::{Html, Response};
use storage::funding::FundingVersion;

pub(crate) async fn ask_why(asked: Asked, Name(name): Name) -> Result<Html<String>, Fault> {
    let entry = line_of(&asked, &name).await?;
    Ok(withdrawing::open(&asked, &of(&entry, entry.by.number)))
}

pub(crate) async fn withdraw(asked: Asked, Name(name): Name, typed: Typed) -> Result<Response, Fault> {
    let entry = line_of(&asked, &name).await?;
    let replaces = typed.number("replaces")?.ok_or_else(Fault::broken_form)?;
    let reason = match withdrawing::reason_or_page(&asked, &of(&entry, replaces), &typed) {
        Ok(reason) => reason,
        Err(page) => return Ok(*page),
    };
    let (desk, plan, line) = (&asked.desk, &asked.outline.plan.slug, &entry.line);
    let came = storage::funding::withdraw(desk, plan, line, replaces, &reason, || asked.now()).await?;
    let after = After {
        what: "funding line",
        stale: "somebody else changed this line while you had it open: look at it again before you withdraw it",
        to: path::Funding,
        done: Done::FundingWithdrawn,
    };
    withdrawing::answer(&asked, &typed, came, &after, |now| of(now, now.by.number))
}

/// The withdrawal of a funding line by somebody who saw what the write `replaces` recorded.
fn of(entry: &FundingVersion, replaces: i64) -> Withdrawing {
    Withdrawing {
        heading: "Withdraw a funding line",
        lead: "It will no longer count. The record keeps it.",
        what: format!("{}, {}", entry.line.name, entry.line.year),
        address: path::FundingWithdraw::of(&entry.line.slug).to_string(),
        hidden: vec![("replaces", replaces.to_string())],
        button: "Withdraw the funding line",
    }
}
