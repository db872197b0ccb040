//! What the grid asks for while somebody types: judged and written as the form's rows are, with a typed answer for each row.

use super::{
    Named,
    adding::{place_of, wanted},
    lock::{boxes, nothing},
    row::{RowOutcome, below, stands},
    sent::{Sent, sent},
};
use crate::{
    ask::{desk::Asked, fault::Fault, typed::Typed as Form},
    islands::{Added, Answer, Chosen, NewRow, Of, Outcome, SentBoxes, SentRow, Taken, TakenRow, Unanswered},
    shell::{call::refuse, page::fragment},
};
use axum::{extract::FromRequestParts, http::request::Parts};
use domain::{
    access::Action,
    outline::Outline,
    returns::{
        Filled, Sheet, Typed,
        saving::{Choice, Posted},
    },
    wording,
};
use leptos::prelude::use_context;
use storage::returns::{self as record, Saved};

/// Saves rows.
pub(crate) async fn save_rows(of: Of, rows: Vec<SentRow>) -> Result<Answer, Unanswered> {
    let rows = rows.into_iter().map(|row| (row, Choice::None)).collect();
    saved(of, rows).await.map_err(stopped)
}

/// Saves a row, with the choice between two people's figures.
pub(crate) async fn choose(of: Of, row: SentRow, chosen: Chosen) -> Result<Answer, Unanswered> {
    let choice = match chosen {
        Chosen::Mine => Choice::Mine,
        Chosen::Theirs => Choice::Theirs,
    };
    saved(of, vec![(row, choice)]).await.map_err(stopped)
}

/// Adds a row.
pub(crate) async fn add_row(of: Of, row: NewRow) -> Result<Added, Unanswered> {
    added(of, row).await.map_err(stopped)
}

fn stopped(fault: Fault) -> Unanswered {
    Unanswered::Status(refuse(fault))
}

/// Who asks, and for which return: once they may fill it.
async fn opened(of: Of) -> Result<(Asked, Sheet), Fault> {
    let mut parts = use_context::<Parts>().ok_or(Fault::Ours)?;
    let asked = Asked::from_request_parts(&mut parts, &()).await?;
    let named = Named { organisation: of.organisation, quarter: of.quarter };
    let of = named.of(&asked, Action::SaveReturn).await?;
    let sheet = record::sheet(&asked.desk, &asked.outline, &of).await?;
    Ok((asked, sheet))
}

async fn saved(of: Of, rows: Vec<(SentRow, Choice)>) -> Result<Answer, Fault> {
    let (asked, sheet) = opened(of).await?;
    let posted = posted(&asked.outline, &sheet, rows)?;
    match record::save_rows(&asked.desk, &asked.outline, &sheet, &posted, || asked.now()).await? {
        Saved::Misfit(_) => Err(Fault::broken_form()),
        Saved::Locked(sheet) => Ok(Answer::Locked(nothing(&asked, &sheet))),
        Saved::Kept(sheet, answers) => {
            let sent = sent(&asked.outline, &sheet, &posted, answers);
            Ok(Answer::Taken(taken(&asked, &sheet, &posted, &sent)))
        }
    }
}

async fn added(of: Of, row: NewRow) -> Result<Added, Fault> {
    let (asked, sheet) = opened(of).await?;
    let boxes = Form::default()
        .with("add-what", row.what)
        .with("add-area", row.area)
        .with("add-group", row.group)
        .with("add-other", row.other);
    Ok(match record::add_row(&asked.desk, &asked.outline, &sheet, &wanted(&boxes), || asked.now()).await? {
        record::Added::Wrong(wrong) => {
            let sentences =
                wrong.into_iter().map(|wrong| wording::capital(&format!("{}.", wrong.sentence())));
            Added::Refused(sentences.collect())
        }
        record::Added::Locked(sheet) => Added::Refused(vec![nothing(&asked, &sheet)]),
        record::Added::There(sheet, series, period) => {
            Added::There(place_of(&asked.outline, &sheet, &series, &period))
        }
    })
}

/// The rows that were sent, as the form's are.
fn posted(outline: &Outline, sheet: &Sheet, rows: Vec<(SentRow, Choice)>) -> Result<Vec<Posted>, Fault> {
    let asked = sheet.rows(outline);
    let one = |(row, choice): (SentRow, Choice)| {
        let filled = asked.iter().find(|filled| filled.asked.key() == row.key);
        let wanted = &filled.ok_or_else(Fault::broken_form)?.asked;
        Ok(Posted {
            series: wanted.series.clone(),
            period: wanted.period,
            seen: row.seen,
            was: row.was,
            typed: typed(row.typed)?,
            choice,
            is_dropped: false,
        })
    };
    rows.into_iter().map(one).collect()
}

fn typed(boxes: SentBoxes) -> Result<Typed, Fault> {
    let SentBoxes { numerator, denominator, value, absence, status, note, because, reason, origin } = boxes;
    let all = [&numerator, &denominator, &value, &absence, &status, &note, &because, &reason, &origin];
    // No text has a zero byte in it, and PostgreSQL accepts none.
    if all.iter().any(|text| text.contains('\0')) {
        return Err(Fault::broken_form());
    }
    let text = |text: String| text.trim().to_owned();
    Ok(Typed {
        numerator: text(numerator),
        denominator: text(denominator),
        value: text(value),
        absence: text(absence),
        status: text(status),
        note: text(note),
        because: text(because),
        reason: text(reason),
        origin: text(origin),
    })
}

/// What came of the rows: each that was sent, and each of the same indicators, since what its parts come to may have changed.
fn taken(asked: &Asked, sheet: &Sheet, posted: &[Posted], sent: &Sent) -> Taken {
    let rows = sheet.rows(&asked.outline);
    let boxes = boxes(asked, sheet);
    let silent = RowOutcome::default();
    let is_touched =
        |filled: &Filled<'_>| posted.iter().any(|row| row.series.indicator == filled.asked.indicator.slug);
    let one = |(place, filled): (usize, &Filled<'_>)| {
        let row = posted.iter().find(|row| filled.asked.is(&row.series, &row.period));
        let told = sent.told.get(&place).unwrap_or(&silent);
        let typed = row.map_or(&filled.typed, |row| &row.typed);
        TakenRow {
            key: filled.asked.key(),
            outcome: outcome(row, told),
            seen: sheet.seen(&filled.asked),
            was: filled.typed.joined(),
            wrong: told.wrongs.iter().map(|wrong| wrong.at.name().to_owned()).collect(),
            state: fragment(|| stands(sheet, filled)),
            told: fragment(|| below(filled, place, typed, told, boxes)),
        }
    };
    let filled = rows.iter().filter(|row| row.is_answered()).count();
    Taken {
        at: asked.now().with_timezone(&chrono_tz::Europe::London).format("%H:%M").to_string(),
        progress: format!("{filled} of {} filled.", rows.len()),
        rows: rows.iter().enumerate().filter(|(_, filled)| is_touched(filled)).map(one).collect(),
    }
}

fn outcome(row: Option<&Posted>, told: &RowOutcome) -> Outcome {
    match row {
        None => Outcome::Beside,
        Some(_) if told.theirs.is_some() => Outcome::Stale,
        Some(_) if !told.wrongs.is_empty() => Outcome::Invalid,
        Some(_) => Outcome::Saved,
    }
}
