//! Why a narrative is withdrawn: asked before it is done.

use super::Subject;
use crate::{
    ask::{desk::Asked, typed::Typed},
    shell::form::{Errors, withdrawing},
};
use axum::response::Html;
use domain::period::Period;

pub(super) fn page(
    asked: &Asked,
    subject: &Subject<'_>,
    quarter: &Period,
    typed: &Typed,
    errors: &Errors,
) -> Html<String> {
    let hidden = vec![
        ("period", quarter.label()),
        ("replaces", typed.get("replaces").to_owned()),
        ("step", "withdraw".to_owned()),
    ];
    let of = withdrawing::Withdrawing {
        heading: "Withdraw a narrative",
        lead: "If there is a draft, the draft is withdrawn and the published narrative stays. The record keeps both.",
        what: format!("{}, {quarter}", subject.name),
        address: subject.form.clone(),
        hidden,
        button: "Withdraw the narrative",
    };
    withdrawing::page(asked, &of, typed, errors)
}
