//! Saving what was typed into a return, from the form as it is sent whole.

use super::{
    Named, add, address,
    answered::{locked, refused},
    grid::whole,
    hand_in,
    sent::{Sent, sent, typed},
};
use crate::{
    ask::{desk::Asked, done::Done, fault::Fault, typed::Typed as Form},
    shell::form::{go_on, is_again},
};
use axum::response::{IntoResponse, Response};
use domain::{
    access::Action,
    outline::Outline,
    returns::{
        Filled, Sheet, Step, Typed,
        handing::HandingStep,
        saving::{Choice, Posted},
    },
};
use std::collections::HashMap;
use storage::returns::{Saved, save_rows};

pub(crate) async fn save(asked: Asked, named: Named, form: Form) -> Result<Response, Fault> {
    let of = named.of(&asked, Action::SaveReturn).await?;
    let sheet = storage::returns::sheet(&asked.desk, &asked.outline, &of).await?;
    let posted = posted(&asked.outline, &sheet, &form)?;
    if is_again(&form) {
        // Typed before a session ended: shown again, and saved only when it is sent again.
        let typed = typed(&sheet.rows(&asked.outline), &posted);
        return Ok(whole(&asked, &sheet, &Sent { typed, ..Sent::default() }).into_response());
    }
    let step = form.get("step").to_owned();
    if let Some(step) = Step::parse(&step).and_then(HandingStep::of) {
        return hand_in::hand_in(asked, &sheet, &posted, step, form).await;
    }
    let saved = save_rows(&asked.desk, &asked.outline, &sheet, &posted, || asked.now()).await?;
    let (sheet, answers) = match saved {
        Saved::Misfit(_) => return Err(Fault::broken_form()),
        Saved::Locked(sheet) => return Ok(locked(&asked, &sheet)),
        Saved::Kept(sheet, answers) => (sheet, answers),
    };
    let sent = sent(&asked.outline, &sheet, &posted, answers);
    if !sent.told.is_empty() {
        return Ok(refused(&asked, &sheet, &Sent { adding: form, ..sent }));
    }
    if step == "add" {
        return add::add(asked, &sheet, &form).await;
    }
    Ok(go_on(&address(&sheet.of), Done::ReturnSaved))
}

/// The rows of a form.
fn posted(outline: &Outline, sheet: &Sheet, form: &Form) -> Result<Vec<Posted>, Fault> {
    let rows = sheet.rows(outline);
    let asked: HashMap<String, &Filled<'_>> = rows.iter().map(|row| (row.asked.key(), row)).collect();
    let boxes: HashMap<&str, &str> =
        form.0.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let mut posted = Vec::<Posted>::new();
    for (name, key) in &form.0 {
        let Some(index) = name.strip_prefix("key.") else { continue };
        let get = |column: &str| boxes.get(format!("{column}.{index}").as_str()).copied().unwrap_or_default();
        let row = &asked.get(key).ok_or_else(Fault::broken_form)?.asked;
        if posted.iter().any(|other| row.is(&other.series, &other.period)) {
            return Err(Fault::broken_form());
        }
        let seen = match get("seen") {
            "" => None,
            number => Some(number.parse::<i64>().map_err(|_| Fault::broken_form())?),
        };
        let text = |column: &str| get(column).trim().to_owned();
        let typed = Typed {
            numerator: text("numerator"),
            denominator: text("denominator"),
            value: text("value"),
            absence: text("absence"),
            status: text("status"),
            note: text("note"),
            because: text("because"),
            reason: text("reason"),
            origin: text("origin"),
        };
        let choice = match (get("choose"), get("conflict")) {
            ("mine", _) => Choice::Mine,
            ("theirs", _) => Choice::Theirs,
            (_, "yes") => Choice::Open,
            _ => Choice::None,
        };
        let (series, period, was) = (row.series.clone(), row.period, get("was").to_owned());
        let is_dropped = get("drop") == "yes";
        posted.push(Posted { series, period, seen, was, typed, choice, is_dropped });
    }
    Ok(posted)
}
