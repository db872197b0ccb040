//! Saving what was typed into a return: one way for the form and for the script, which asks for what came of it row by row.

use super::{
    Named, add, address,
    grid::{Sent, boxes, lock_said, whole},
    hand_in,
    row::{Told, below, said, says_the_same, stands, who},
    sheet::{Sheet, joined, key},
};
use crate::{
    ask::{address::pair, desk::Asked, done::Done, fault::Fault, typed::Typed as Form},
    shell::{form::Long, page::fragment, sign_in::is_again},
};
use axum::{
    Json,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    access::Action,
    entry::{self, Field, Wrong},
    returns::{Asking, Filled, Step, Typed, read},
};
use serde_json::{Value, json};
use std::collections::HashMap;
use storage::returns::{Saved, Saving};

/// A row as it was sent.
pub(super) struct Posted {
    /// Its place in the form.
    pub(super) index: String,
    /// Its place among the rows of the return.
    pub(super) place: usize,
    seen: Option<i64>,
    was: String,
    pub(super) typed: Typed,
    choice: Choice,
    /// Whether the row is to go, which somebody added.
    is_dropped: bool,
}

/// What was chosen of two people's figures.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Choice {
    /// There was nothing to choose.
    None,
    /// There was, and nothing is chosen yet.
    Open,
    Mine,
    Theirs,
}

/// What came of the rows that were sent.
#[derive(Default)]
pub(super) struct Kept {
    /// Rows that are saved now, by their places.
    pub(super) saved: Vec<usize>,
    pub(super) sent: Sent,
}

pub(crate) async fn save(
    asked: Asked,
    named: Named,
    headers: HeaderMap,
    Long(form): Long,
) -> Result<Response, Fault> {
    let of = named.of(&asked, Action::SaveReturn, &form).await?;
    let sheet = Sheet::read(&asked, of).await?;
    let posted = posted(&asked, &sheet, &form)?;
    if is_again(&form) {
        // Typed before a session ended: shown again, and saved only when it is sent again.
        let typed = posted.into_iter().map(|row| (row.place, row.typed)).collect();
        return Ok(whole(&asked, &sheet, &Sent { typed, ..Sent::default() }).into_response());
    }
    let step = form.get("step");
    let handing = Step::parse(step).filter(|step| matches!(step, Step::Submit | Step::SubmitNil));
    let unseen = if handing.is_some() { unseen(&asked, &sheet, &posted)? } else { Sent::default() };
    let is_by_script = headers.get(header::ACCEPT).is_some_and(|accept| accept == "application/json");
    let (sheet, mut kept) = match keep(&asked, sheet, &posted).await? {
        Ok(kept) => kept,
        Err(sheet) => return Ok(locked(&asked, &sheet, is_by_script)),
    };
    if is_by_script {
        return Ok(told(&asked, &sheet, &posted, &kept));
    }
    for (place, told) in unseen.told {
        kept.sent.told.entry(place).or_insert(told);
    }
    for (place, typed) in unseen.typed {
        kept.sent.typed.entry(place).or_insert(typed);
    }
    if kept.sent.told.is_empty() {
        return match handing {
            Some(step) => {
                // With every row that there is now: what somebody added meanwhile is not handed in unseen.
                let asked = Asked { desk: asked.desk.now().await?, ..asked };
                let sheet = Sheet::read(&asked, sheet.of).await?;
                hand_in::hand_in(asked, sheet, step, &form).await
            }
            None if step == "add" => add::add(asked, sheet, &form).await,
            None => {
                let done = pair("done", Done::ReturnSaved.as_str());
                Ok(Redirect::to(&format!("{}?{done}", address(&sheet.of))).into_response())
            }
        };
    }
    kept.sent.adding = form;
    let is_stale = kept.sent.told.values().any(|told| told.theirs.is_some());
    let status = if is_stale { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, whole(&asked, &sheet, &kept.sent)).into_response())
}

/// The rows of a form.
fn posted(asked: &Asked, sheet: &Sheet, form: &Form) -> Result<Vec<Posted>, Fault> {
    let rows = sheet.rows(&asked.outline);
    let places: HashMap<String, usize> =
        rows.iter().enumerate().map(|(place, row)| (key(&row.asked), place)).collect();
    let boxes: HashMap<&str, &str> =
        form.0.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let mut posted: Vec<Posted> = Vec::new();
    for (name, key) in &form.0 {
        let Some(index) = name.strip_prefix("key.") else { continue };
        let get = |column: &str| boxes.get(format!("{column}.{index}").as_str()).copied().unwrap_or_default();
        let place = *places.get(key).ok_or_else(Fault::broken_form)?;
        if posted.iter().any(|other| other.place == place) {
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
        posted.push(Posted {
            index: index.to_owned(),
            place,
            seen,
            was: get("was").to_owned(),
            typed,
            is_dropped: get("drop") == "yes",
            choice: match (get("choose"), get("conflict")) {
                ("mine", _) => Choice::Mine,
                ("theirs", _) => Choice::Theirs,
                (_, "yes") => Choice::Open,
                _ => Choice::None,
            },
        });
    }
    Ok(posted)
}

/// The rows that somebody changed in between, of those that whoever hands the return in left as they saw them.
fn unseen(asked: &Asked, sheet: &Sheet, posted: &[Posted]) -> Result<Sent, Fault> {
    let rows = sheet.rows(&asked.outline);
    if rows.is_empty() {
        return Err(Fault::BadRequest(
            "Nothing falls due in this quarter, so there is nothing to hand in.".into(),
        ));
    }
    let mut sent = Sent::default();
    for (place, filled) in rows.iter().enumerate() {
        let Some(row) = posted.iter().find(|row| row.place == place) else {
            if filled.asked.because != Asking::Added {
                return Err(Fault::broken_form());
            }
            let lacks = vec![format!(
                "{}, {}, {}: this row was added since the form was opened. Look at it before you hand in.",
                filled.asked.indicator.name,
                who(&asked.outline, filled),
                filled.asked.period
            )];
            sent.told.insert(place, Told { lacks, ..Told::default() });
            continue;
        };
        let is_left = joined(&row.typed) == row.was;
        let is_seen = row.seen == sheet.seen(&filled.asked) || joined(&row.typed) == joined(&filled.typed);
        if is_left && !is_seen {
            let theirs = Some(said(filled.asked.indicator, sheet, filled));
            sent.told.insert(place, Told { theirs, ..Told::default() });
            sent.typed.insert(place, row.typed.clone());
        }
    }
    Ok(sent)
}

/// Keeps the rows that changed and could stand. Gives the return as it then is; where it takes nothing now, as it is.
async fn keep(asked: &Asked, sheet: Sheet, posted: &[Posted]) -> Result<Result<(Sheet, Kept), Sheet>, Fault> {
    let mut kept = Kept::default();
    let mut saving = Vec::new();
    {
        let rows = sheet.rows(&asked.outline);
        for row in posted {
            let Some(filled) = rows.get(row.place) else { continue };
            let is_outdone = sheet.outdone(&filled.asked.series, &filled.asked.period).is_some();
            let is_changed = joined(&row.typed) != row.was;
            let judged = match row.choice {
                _ if row.is_dropped && filled.asked.because == Asking::Added => {
                    Ok(Some(taken_back(filled, row)))
                }
                Choice::Open => Err(Vec::new()),
                Choice::None if is_outdone => Err(Vec::new()),
                Choice::Theirs if is_outdone => Ok(Some(taken_back(filled, row))),
                Choice::Mine if is_outdone && !is_changed => Ok(Some(taken_back(filled, row))),
                Choice::Theirs => Ok(None),
                Choice::None | Choice::Mine if !is_changed => Ok(None),
                Choice::None | Choice::Mine => judged(&sheet, filled, row),
            };
            match judged {
                Err(wrongs) if wrongs.is_empty() => {
                    let theirs = Some(said(filled.asked.indicator, &sheet, filled));
                    kept.sent.told.insert(row.place, Told { theirs, ..Told::default() });
                    kept.sent.typed.insert(row.place, row.typed.clone());
                }
                Ok(Some(one)) => saving.push((row, one)),
                Ok(None) => {}
                Err(wrongs) => {
                    kept.sent.told.insert(row.place, Told { wrongs, ..Told::default() });
                    kept.sent.typed.insert(row.place, row.typed.clone());
                }
            }
        }
    }
    let cells: Vec<Saving> = saving.iter().map(|(_, one)| one.clone()).collect();
    let stale = if cells.is_empty() {
        if !sheet.standing.state.is_open() {
            return Ok(Err(sheet));
        }
        Vec::new()
    } else {
        match storage::returns::save(&asked.desk, &sheet.of, &cells, || asked.now()).await? {
            Saved::Locked(_) => return Ok(Err(again(asked, &sheet).await?)),
            Saved::Kept { stale, .. } => stale,
        }
    };
    let sheet = again(asked, &sheet).await?;
    {
        let rows = sheet.rows(&asked.outline);
        for (place, (row, _)) in saving.iter().enumerate() {
            let Some(filled) = rows.get(row.place).filter(|_| stale.contains(&place)) else {
                kept.saved.push(row.place);
                continue;
            };
            // What the same form left when it was sent before is nobody else's.
            if joined(&filled.typed) == joined(&row.typed) {
                kept.saved.push(row.place);
                continue;
            }
            let theirs = Some(said(filled.asked.indicator, &sheet, filled));
            kept.sent.told.insert(row.place, Told { theirs, ..Told::default() });
            kept.sent.typed.insert(row.place, row.typed.clone());
        }
    }
    Ok(Ok((sheet, kept)))
}

/// The return as it is now.
async fn again(asked: &Asked, sheet: &Sheet) -> Result<Sheet, Fault> {
    let desk = asked.desk.now().await?;
    let now = Sheet::read(&Asked { desk, ..asked.clone() }, sheet.of.clone()).await?;
    Ok(now.with_rows_of(sheet))
}

/// The most characters of a number, and of a note or reason.
const LONGEST: (usize, usize) = (60, 2000);

/// That what was typed into a row is taken back, so that the figure stands that there is.
fn taken_back(filled: &Filled<'_>, row: &Posted) -> Saving {
    Saving {
        series: filled.asked.series.clone(),
        period: filled.asked.period,
        typed: None,
        replaces: row.seen,
    }
}

/// What is to be saved of a row; nothing where it says what stands already.
fn judged(sheet: &Sheet, filled: &Filled<'_>, row: &Posted) -> Result<Option<Saving>, Vec<Wrong>> {
    let wanted = &filled.asked;
    let indicator = wanted.indicator;
    let typed = &row.typed;
    let draft = sheet.draft(&wanted.series, &wanted.period);
    let figure = sheet.figure(&wanted.series, &wanted.period);
    let saving = |typed: Option<Typed>| {
        Ok(Some(Saving { series: wanted.series.clone(), period: wanted.period, typed, replaces: row.seen }))
    };
    let wrong = |at, message: &str| Err(vec![Wrong { at, message: message.to_owned() }]);
    let numbers = [
        (Field::Numerator, &typed.numerator),
        (Field::Denominator, &typed.denominator),
        (Field::Value, &typed.value),
    ];
    for (at, text) in numbers {
        if text.chars().count() > LONGEST.0 {
            return wrong(at, "write a number: that is longer than any");
        }
    }
    if [&typed.note, &typed.reason].iter().any(|text| text.chars().count() > LONGEST.1) {
        return wrong(Field::Value, "shorten the note and the reason to 2000 characters each");
    }
    if [&typed.note, &typed.reason].iter().any(|text| !entry::is_printable(text)) {
        return wrong(Field::Value, entry::UNPRINTABLE);
    }
    if typed.is_blank() {
        return match (draft, figure) {
            // A note says something of a row that is left blank.
            (_, None) if !typed.note.is_empty() => saving(Some(typed.clone())),
            // What somebody added stays until they take it away.
            (Some(_), None) if wanted.because == Asking::Added => saving(Some(typed.clone())),
            (Some(_), _) => saving(None),
            (None, None) => Ok(None),
            (None, Some(_)) => {
                wrong(Field::Value, "a figure stands here: type another, or withdraw it from its history")
            }
        };
    }
    read(indicator, typed)?;
    match (draft, figure) {
        (Some(_), Some(figure)) if says_the_same(indicator, figure, typed) => saving(None),
        (None, Some(figure)) if says_the_same(indicator, figure, typed) => Ok(None),
        _ => saving(Some(typed.clone())),
    }
}

/// That the return takes nothing now.
fn locked(asked: &Asked, sheet: &Sheet, is_by_script: bool) -> Response {
    let said = lock_said(asked, sheet).unwrap_or_else(|| "The return takes nothing now.".to_owned());
    if is_by_script {
        return (StatusCode::CONFLICT, Json(json!({ "locked": said }))).into_response();
    }
    let sent = Sent { wrong: vec![format!("Nothing was saved. {said}")], ..Sent::default() };
    (StatusCode::CONFLICT, whole(asked, sheet, &sent)).into_response()
}

/// What came of the rows, for the script: each that was sent, and each of the same indicators, since what its parts come to
/// may have changed.
fn told(asked: &Asked, sheet: &Sheet, posted: &[Posted], kept: &Kept) -> Response {
    let rows = sheet.rows(&asked.outline);
    let boxes = boxes(asked, sheet);
    let silent = Told::default();
    let touched: Vec<_> = posted
        .iter()
        .filter_map(|row| rows.get(row.place))
        .map(|filled| &filled.asked.indicator.slug)
        .collect();
    let is_touched = |filled: &Filled<'_>| touched.contains(&&filled.asked.indicator.slug);
    let answers: Vec<Value> = rows
        .iter()
        .enumerate()
        .filter(|(_, filled)| is_touched(filled))
        .map(|(place, filled)| {
            let row = posted.iter().find(|row| row.place == place);
            let told = kept.sent.told.get(&place).unwrap_or(&silent);
            let typed = row.map_or(&filled.typed, |row| &row.typed);
            let outcome = match row {
                None => "beside",
                Some(_) if told.theirs.is_some() => "stale",
                Some(_) if !told.wrongs.is_empty() => "invalid",
                Some(_) => "saved",
            };
            json!({
                "key": key(&filled.asked),
                "outcome": outcome,
                "seen": sheet.seen(&filled.asked).map(|number| number.to_string()).unwrap_or_default(),
                "was": joined(&filled.typed),
                "index": row.map(|row| row.index.as_str()),
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
