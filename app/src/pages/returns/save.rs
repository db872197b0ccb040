//! Saving what was typed into a return: one way for the form and for the script, which asks for what came of it row by row.

use super::{
    Named, add, address,
    answered::{locked, nothing, refused, sent, typed},
    grid::{Sent, boxes, whole},
    hand_in,
    row::{Told, below, stands},
};
use crate::{
    ask::{address::pair, desk::Asked, done::Done, fault::Fault, typed::Typed as Form},
    shell::{
        form::{Long, is_again},
        page::fragment,
    },
};
use axum::{
    Json,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    access::Action,
    outline::Outline,
    returns::{
        Filled, Sheet, Step, Typed,
        handing::HandingStep,
        saving::{Choice, Posted},
    },
};
use serde_json::{Value, json};
use std::collections::HashMap;
use storage::returns::{Saved, save_rows};

pub(crate) async fn save(
    asked: Asked,
    named: Named,
    headers: HeaderMap,
    Long(form): Long,
) -> Result<Response, Fault> {
    let of = named.of(&asked, Action::SaveReturn, &form).await?;
    let sheet = storage::returns::sheet(&asked.desk, &asked.outline, &of).await?;
    let (indices, posted) = posted(&asked.outline, &sheet, &form)?;
    if is_again(&form) {
        // Typed before a session ended: shown again, and saved only when it is sent again.
        let typed = typed(&sheet.rows(&asked.outline), &posted);
        return Ok(whole(&asked, &sheet, &Sent { typed, ..Sent::default() }).into_response());
    }
    let is_by_script = headers.get(header::ACCEPT).is_some_and(|accept| accept == "application/json");
    let step = form.get("step").to_owned();
    if let Some(step) = Step::parse(&step).and_then(HandingStep::of).filter(|_| !is_by_script) {
        return hand_in::hand_in(asked, &sheet, &posted, step, form).await;
    }
    let saved = save_rows(&asked.desk, &asked.outline, &sheet, &posted, || asked.now()).await?;
    let (sheet, answers) = match saved {
        Saved::Misfit(_) => return Err(Fault::broken_form()),
        Saved::Locked(sheet) if is_by_script => {
            return Ok(
                (StatusCode::CONFLICT, Json(json!({ "locked": nothing(&asked, &sheet) }))).into_response()
            );
        }
        Saved::Locked(sheet) => return Ok(locked(&asked, &sheet)),
        Saved::Kept(sheet, answers) => (sheet, answers),
    };
    let sent = sent(&asked.outline, &sheet, &posted, answers);
    if is_by_script {
        return Ok(row_by_row(&asked, &sheet, (&indices, &posted), &sent));
    }
    if !sent.told.is_empty() {
        return Ok(refused(&asked, &sheet, Sent { adding: form, ..sent }));
    }
    if step == "add" {
        return add::add(asked, &sheet, &form).await;
    }
    let done = pair("done", Done::ReturnSaved.as_str());
    Ok(Redirect::to(&format!("{}?{done}", address(&sheet.of))).into_response())
}

/// The rows of a form, and the place of each in it.
fn posted(outline: &Outline, sheet: &Sheet, form: &Form) -> Result<(Vec<String>, Vec<Posted>), Fault> {
    let rows = sheet.rows(outline);
    let asked: HashMap<String, &Filled<'_>> = rows.iter().map(|row| (row.asked.key(), row)).collect();
    let boxes: HashMap<&str, &str> =
        form.0.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let (mut indices, mut posted) = (Vec::new(), Vec::<Posted>::new());
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
        indices.push(index.to_owned());
        posted.push(Posted { series, period, seen, was, typed, choice, is_dropped });
    }
    Ok((indices, posted))
}

/// What came of the rows, for the script: each that was sent, and each of the same indicators, since what its parts come to
/// may have changed.
fn row_by_row(
    asked: &Asked,
    sheet: &Sheet,
    (indices, posted): (&[String], &[Posted]),
    sent: &Sent,
) -> Response {
    let rows = sheet.rows(&asked.outline);
    let boxes = boxes(asked, sheet);
    let silent = Told::default();
    let is_touched =
        |filled: &Filled<'_>| posted.iter().any(|row| row.series.indicator == filled.asked.indicator.slug);
    let answers: Vec<Value> = rows
        .iter()
        .enumerate()
        .filter(|(_, filled)| is_touched(filled))
        .map(|(place, filled)| {
            let mut sent_rows = indices.iter().zip(posted);
            let row = sent_rows.find(|(_, row)| filled.asked.is(&row.series, &row.period));
            let told = sent.told.get(&place).unwrap_or(&silent);
            let typed = row.map_or(&filled.typed, |(_, row)| &row.typed);
            let outcome = match row {
                None => "beside",
                Some(_) if told.theirs.is_some() => "stale",
                Some(_) if !told.wrongs.is_empty() => "invalid",
                Some(_) => "saved",
            };
            json!({
                "key": filled.asked.key(),
                "outcome": outcome,
                "seen": sheet.seen(&filled.asked).map(|number| number.to_string()).unwrap_or_default(),
                "was": filled.typed.joined(),
                "index": row.map(|(index, _)| index.as_str()),
                "wrong": told.wrongs.iter().map(|wrong| wrong.at.name()).collect::<Vec<_>>(),
                "state": fragment(|| stands(sheet, filled)),
                "told": fragment(|| below(filled, place, typed, told, boxes)),
            })
        })
        .collect();
    let filled = rows.iter().filter(|row| row.is_answered()).count();
    let at = asked.now().with_timezone(&chrono_tz::Europe::London).format("%H:%M").to_string();
    let progress = format!("{filled} of {} filled.", rows.len());
    Json(json!({ "at": at, "progress": progress, "rows": answers })).into_response()
}
