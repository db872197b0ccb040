//! Withdrawing a pack that is not frozen, with a reason.

use super::{is_frozen, pack_of};
use crate::{
    ask::{desk::Asked, done::Done, fault::Fault, named::Name, path, typed::Typed},
    shell::form::withdrawing::{self, After, Withdrawing},
};
use axum::response::{Html, Response};
use domain::wording;
use storage::pack::PackVersion;

pub(crate) async fn ask_why(asked: Asked, Name(name): Name) -> Result<Html<String>, Fault> {
    let (entry, frozen) = pack_of(&asked, &name).await?;
    if frozen.is_some() {
        return Err(is_frozen());
    }
    Ok(withdrawing::open(&asked, &of(&entry, entry.by.number)))
}

pub(crate) async fn withdraw(asked: Asked, Name(name): Name, typed: Typed) -> Result<Response, Fault> {
    let (entry, _) = pack_of(&asked, &name).await?;
    let replaces = typed.number("replaces")?.ok_or_else(Fault::broken_form)?;
    let reason = match withdrawing::reason_or_page(&asked, &of(&entry, replaces), &typed) {
        Ok(reason) => reason,
        Err(page) => return Ok(*page),
    };
    let plan = &asked.outline.plan.slug;
    let came =
        storage::pack::withdraw(&asked.desk, plan, &entry.pack, replaces, &reason, || asked.now()).await?;
    let after = After {
        what: "pack",
        stale: "somebody else changed this pack while you had it open: look at it again before you withdraw it",
        to: path::Packs,
        done: Done::PackWithdrawn,
    };
    withdrawing::answer(&asked, &typed, came, &after, |now| of(now, now.by.number))
}

fn of(entry: &PackVersion, replaces: i64) -> Withdrawing {
    Withdrawing {
        heading: "Withdraw a pack",
        lead: "The meeting will no longer have a pack. The record keeps it.",
        what: format!("{}, {}", entry.pack.meeting, wording::day(entry.pack.on)),
        address: path::PackWithdraw::of(&entry.pack.slug).to_string(),
        hidden: vec![("replaces", replaces.to_string())],
        button: "Withdraw the pack",
    }
}
