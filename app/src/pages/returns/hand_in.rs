//! Handing a return in: every row says something, and what is unlikely is explained.

use super::{
    address,
    grid::{Sent, lock_said, whole},
    row::{Told, who},
    sheet::Sheet,
};
use crate::ask::{address::pair, desk::Asked, done::Done, fault::Fault, typed::Typed as Form};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    change_note::{ChangeNote, Effect, Kind, merged},
    figure::{Absence, Approval, Figure, Measured, Reading, Status},
    indicator::{Indicator, Measure},
    returns::{self, Because, Filled, Step, Typed, as_typed, origin},
    slug::Slug,
    wording,
};
use storage::returns::{Handed, Row};

/// Hands in what stands, or says what is missing.
pub(super) async fn hand_in(asked: Asked, sheet: Sheet, step: Step, form: &Form) -> Result<Response, Fault> {
    let blank = Absence::parse(form.get("blank"));
    let (rows, sent) = judged(&asked, &sheet, step, blank);
    if !sent.told.is_empty() || !sent.wrong.is_empty() {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, whole(&asked, &sheet, &sent)).into_response());
    }
    let handed = storage::returns::hand_in(&asked.desk, &sheet.of, step, &rows, || asked.now()).await?;
    let wrong = match handed {
        Handed::Done(_) => {
            let done = pair("done", Done::ReturnHandedIn.as_str());
            return Ok(Redirect::to(&format!("{}?{done}", address(&sheet.of))).into_response());
        }
        Handed::NotNow(_) => "Somebody handed it in in between.".to_owned(),
        Handed::Stale(_) => {
            "Somebody changed a row in between, so nothing was handed in: look over what stands now, and hand it in again."
                .to_owned()
        }
    };
    let desk = asked.desk.now().await?;
    let asked = Asked { desk, ..asked };
    let sheet = Sheet::read(&asked, sheet.of).await?;
    let lock = lock_said(&asked, &sheet);
    let sent = Sent { wrong: std::iter::once(wrong).chain(lock).collect(), ..Sent::default() };
    Ok((StatusCode::CONFLICT, whole(&asked, &sheet, &sent)).into_response())
}

/// What each row comes to, and what is missing.
fn judged(asked: &Asked, sheet: &Sheet, step: Step, blank: Option<Absence>) -> (Vec<Row>, Sent) {
    let mut sent = Sent::default();
    let mut rows = Vec::new();
    let filled = sheet.rows(&asked.outline);
    for (place, row) in filled.iter().enumerate() {
        let mut lacks = Vec::new();
        let said =
            format!("{}, {}, {}", row.asked.indicator.name, who(&asked.outline, row), row.asked.period);
        if row.asked.period.last() >= asked.today {
            lacks.push(format!("{said}: the period is not over yet."));
        }
        let counted = match &row.reading {
            Some(Ok(reading)) if row.asked.indicator.measure == Measure::Count => reading.value(),
            _ => None,
        };
        if let Some(count) = counted.filter(|count| step == Step::SubmitNil && *count != 0.0) {
            let count = row.asked.indicator.print(count);
            lacks.push(format!("{said} is {count}: a return is nil only where nothing happened."));
        }
        if sheet.outdone(&row.asked.series, &row.asked.period).is_some() {
            lacks.push(format!(
                "{said}: a figure was recorded after this was typed. Choose which is to stand."
            ));
        }
        let draft = sheet.draft(&row.asked.series, &row.asked.period);
        let figure = match (&row.reading, draft) {
            (None, _) => match left_blank(row, step, blank) {
                Some(reading) => Some(figure(sheet, row, reading)),
                None => {
                    lacks.push(format!(
                        "{said} is blank: type a figure, or choose below why blank rows have none."
                    ));
                    None
                }
            },
            (Some(Ok(reading)), Some(_)) => {
                if row.wants_reason() {
                    lacks.push(format!("{said} is unlikely: say why it is right."));
                }
                Some(figure(sheet, row, reading.clone()))
            }
            // It could stand when it was typed: the indicator may have become something else since.
            (Some(Err(_)), Some(_)) => {
                lacks.push(format!("{said} cannot be handed in as it is: type it again."));
                None
            }
            // A figure that stands already goes along as it is.
            (Some(_), None) => None,
        };
        if !lacks.is_empty() {
            sent.told.insert(place, Told { lacks, ..Told::default() });
        }
        rows.push(Row {
            series: row.asked.series.clone(),
            period: row.asked.period,
            seen: sheet.seen(&row.asked),
            figure,
        });
    }
    (rows, sent)
}

/// The change notes that explain what was handed in.
pub(super) fn notes(asked: &Asked, sheet: &Sheet) -> Vec<ChangeNote> {
    let filled = sheet.rows(&asked.outline);
    let is_typed = |row: &&Filled<'_>| sheet.draft(&row.asked.series, &row.asked.period).is_some();
    merged(filled.iter().filter(is_typed).filter_map(|row| note(asked, sheet, row)))
}

/// What a blank row is handed in as: 0 for a count of a nil return, else the reason that was chosen for all.
fn left_blank(row: &Filled<'_>, step: Step, blank: Option<Absence>) -> Option<Reading> {
    let indicator = row.asked.indicator;
    if step == Step::SubmitNil && indicator.measure == Measure::Count {
        let nothing = Measured::new(indicator.measure, indicator.decimals, Some(0.0), None, None).ok()?;
        return Some(Reading::Value(nothing));
    }
    blank.map(Reading::Absent)
}

fn figure(sheet: &Sheet, row: &Filled<'_>, reading: Reading) -> Figure {
    let typed = &row.typed;
    let given = returns::read(row.asked.indicator, typed).ok().flatten();
    let (status, note) = given.map_or_else(
        || (Status::parse(&typed.status).unwrap_or(Status::Provisional), typed.note.clone()),
        |given| (given.status, given.note),
    );
    // What nobody changed stays as it was given: with its interval, and with more digits than people type.
    let stands = sheet.figure(&row.asked.series, &row.asked.period);
    let stands = stands.filter(|stands| is_as_given(row.asked.indicator, stands, typed));
    let reading = stands.map_or(reading, |stands| stands.reading.clone());
    let is_explained = !row.doubts.is_empty() && !typed.reason.is_empty();
    Figure {
        series: row.asked.series.clone(),
        period: row.asked.period,
        reading,
        status,
        origin: origin(row.asked.indicator, typed),
        approval: Approval::Submitted,
        note: (!note.is_empty()).then_some(note),
        explanation: is_explained.then(|| typed.reason.clone()),
    }
}

/// Whether the numbers of a figure are those that were typed.
fn is_as_given(indicator: &Indicator, stands: &Figure, typed: &Typed) -> bool {
    let given = as_typed(indicator, stands);
    [
        (&given.value, &typed.value),
        (&given.numerator, &typed.numerator),
        (&given.denominator, &typed.denominator),
    ]
    .iter()
    .all(|(given, typed)| given == typed)
        && stands.reading.value().is_some()
}

/// The change note that a changed recording makes.
fn note(asked: &Asked, sheet: &Sheet, row: &Filled<'_>) -> Option<ChangeNote> {
    let effect = match Because::parse(&row.typed.because)? {
        Because::Checked => return None,
        Because::RecordingChanged => Effect::Explains,
        Because::SeriesBreaks => Effect::Breaks,
    };
    if row.doubts.is_empty() {
        return None;
    }
    let indicator = &row.asked.indicator.slug;
    let on = row.asked.period.first();
    Some(ChangeNote {
        // One for the indicator and its day, whichever of its rows says so.
        slug: Slug::new(&format!("recording-changed-{on}")).ok()?,
        indicator: indicator.clone(),
        on,
        kind: Kind::RecordingChange,
        effect,
        text: wording::capital(row.typed.reason.trim()),
        source: format!(
            "{}, return of {}",
            asked.outline.organisation_name(&sheet.of.organisation),
            sheet.of.quarter
        ),
    })
}
