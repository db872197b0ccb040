//! Withdrawing a funding line, with a reason.

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
use storage::funding::{Entry, Outcome};

pub(crate) async fn ask_why(asked: Asked, Name(name): Name) -> Result<Html<String>, Fault> {
    let entry = must(&asked, Action::WithdrawFunding, &name, &Typed::default()).await?;
    Ok(page(&asked, &entry, &Typed::default(), &Errors::default()))
}

pub(crate) async fn withdraw(asked: Asked, Name(name): Name, Long(typed): Long) -> Result<Response, Fault> {
    let entry = must(&asked, Action::WithdrawFunding, &name, &typed).await?;
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
    let replaces = typed.get("replaces").parse::<i64>();
    let replaces =
        replaces.map_err(|_| Fault::BadRequest("That form is not whole. Open it again.".into()))?;
    let plan = &asked.outline.plan.slug;
    let (desk, line) = (&asked.desk, &entry.line);
    match storage::funding::withdraw(desk, plan, line, replaces, &reason, || asked.now()).await? {
        Outcome::Stale(Some(now)) => {
            let errors = Errors::of(
                "reason",
                "somebody else changed this line in between: look at it again before you withdraw it",
            );
            let typed = typed.with("replaces", now.by.number.to_string());
            Ok((StatusCode::CONFLICT, page(&asked, &now, &typed, &errors)).into_response())
        }
        Outcome::Stale(None) => Err(missing("funding line")),
        Outcome::Saved | Outcome::Same | Outcome::Twice => {
            let to = format!("/funding?{}", pair("done", Done::FundingWithdrawn.as_str()));
            Ok(Redirect::to(&to).into_response())
        }
    }
}

fn page(asked: &Asked, entry: &Entry, typed: &Typed, errors: &Errors) -> Html<String> {
    let replaces = match typed.get("replaces") {
        "" => entry.by.number.to_string(),
        replaces => replaces.to_owned(),
    };
    let of = Withdrawing {
        heading: "Withdraw a funding line",
        lead: "It no longer counts from now on. What it said stays in the record.",
        what: format!("{}, {}", entry.line.name, entry.line.year),
        address: &format!("/funding/{}/withdraw", entry.line.slug),
        hidden: vec![("replaces", replaces)],
        button: "Withdraw the funding line",
    };
    withdrawing::page(asked, &of, typed, errors)
}
