//! Withdrawing a pack that is not frozen, with a reason.

use super::{is_frozen, must};
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
use domain::{access::Action, wording};
use storage::pack::{Entry, Outcome};

pub(crate) async fn ask_why(asked: Asked, Name(name): Name) -> Result<Html<String>, Fault> {
    let (entry, frozen) = must(&asked, Action::WithdrawPack, &name, &Typed::default()).await?;
    if frozen.is_some() {
        return Err(is_frozen());
    }
    let none = Errors::default();
    Ok(withdrawing::page(&asked, &of(&entry, entry.by.number), &Typed::default(), &none))
}

pub(crate) async fn withdraw(asked: Asked, Name(name): Name, Long(typed): Long) -> Result<Response, Fault> {
    let (entry, _) = must(&asked, Action::WithdrawPack, &name, &typed).await?;
    let replaces = typed.number("replaces")?.ok_or_else(Fault::broken_form)?;
    let reason = match withdrawing::reason_or_page(&asked, &of(&entry, replaces), &typed) {
        Ok(reason) => reason,
        Err(page) => return Ok(*page),
    };
    let plan = &asked.outline.plan.slug;
    match storage::pack::withdraw(&asked.desk, plan, &entry.pack, replaces, &reason, || asked.now()).await? {
        Outcome::Stale(Some(now)) => {
            let message =
                "somebody else changed this pack in between: look at it again before you withdraw it";
            Ok(withdrawing::stale(&asked, &of(&now, now.by.number), &typed, message))
        }
        Outcome::Stale(None) => Err(missing("pack")),
        Outcome::Saved | Outcome::Same | Outcome::Twice => {
            let to = format!("/packs?{}", pair("done", Done::PackWithdrawn.as_str()));
            Ok(Redirect::to(&to).into_response())
        }
    }
}

fn of(entry: &Entry, replaces: i64) -> Withdrawing {
    Withdrawing {
        heading: "Withdraw a pack",
        lead: "The meeting has no pack from now on. What it was to hold stays in the record.",
        what: format!("{}, {}", entry.pack.meeting, wording::day(entry.pack.on)),
        address: format!("/packs/{}/withdraw", entry.pack.slug),
        hidden: vec![("replaces", replaces.to_string())],
        button: "Withdraw the pack",
    }
}
