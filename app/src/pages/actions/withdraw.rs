//! Withdrawing an action, with a reason.

use super::{Name, must};
use crate::{
    choice::pair,
    desk::Asked,
    done::Done,
    fault::Fault,
    form::{Errors, Long, Typed},
    pages::{
        missing,
        sign_in::is_again,
        withdrawing::{self, Withdrawing},
    },
};
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::access::Action;
use storage::action::{Entry, Outcome};

pub(crate) async fn ask_why(asked: Asked, Name(name): Name) -> Result<Html<String>, Fault> {
    let entry = must(&asked, Action::WithdrawAction, &name, &Typed::default()).await?;
    Ok(page(&asked, &entry, &Typed::default(), &Errors::default()))
}

pub(crate) async fn withdraw(asked: Asked, Name(name): Name, Long(typed): Long) -> Result<Response, Fault> {
    let entry = must(&asked, Action::WithdrawAction, &name, &typed).await?;
    if is_again(&typed) {
        return Ok(page(&asked, &entry, &typed, &Errors::default()).into_response());
    }
    let reason = match withdrawing::reason(&typed) {
        Ok(Some(reason)) => reason,
        Ok(None) => return Ok(page(&asked, &entry, &typed, &Errors::default()).into_response()),
        Err(errors) => {
            let page = page(&asked, &entry, &typed, &errors);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let seen = typed.get("seen").parse::<i64>();
    let seen = seen.map_err(|_| Fault::BadRequest("That form is not whole. Open it again.".into()))?;
    let plan = &asked.outline.plan.slug;
    let (desk, action) = (&asked.desk, &entry.action);
    match storage::action::withdraw(desk, plan, action, seen, &reason, || asked.now()).await? {
        Outcome::Stale(Some(now)) => {
            let errors = Errors::of(
                "reason",
                "somebody else changed this action or said something of it in between: look at it again before you withdraw it",
            );
            let typed = typed.with("seen", now.seen().to_string());
            Ok((StatusCode::CONFLICT, page(&asked, &now, &typed, &errors)).into_response())
        }
        Outcome::Stale(None) => Err(missing("action")),
        Outcome::Saved | Outcome::Same | Outcome::Twice => {
            let to = format!("/actions?{}", pair("done", Done::ActionWithdrawn.as_str()));
            Ok(Redirect::to(&to).into_response())
        }
    }
}

fn page(asked: &Asked, entry: &Entry, typed: &Typed, errors: &Errors) -> Html<String> {
    let seen = match typed.get("seen") {
        "" => entry.seen().to_string(),
        seen => seen.to_owned(),
    };
    let of = Withdrawing {
        heading: "Withdraw an action",
        lead: "It is no longer agreed from now on. What was said of it stays in the record.",
        what: entry.action.name.clone(),
        address: &format!("/actions/{}/withdraw", entry.action.slug),
        hidden: vec![("seen", seen)],
        button: "Withdraw the action",
    };
    withdrawing::page(asked, &of, typed, errors)
}
