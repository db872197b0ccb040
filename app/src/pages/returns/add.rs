//! Adding a row to a return: a place or group that had no figure in the last periods, and so is not asked for by itself.

use super::{
    adding::{groups, what},
    address,
    grid::{Sent, lock_said, whole},
    sheet::Sheet,
};
use crate::{
    ask::{address::pair, desk::Asked, done::Done, fault::Fault, typed::Typed as Boxes},
    shell::form::Errors,
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    figure::Status,
    period::Period,
    returns::{Typed, places},
    series::{Breakdown, Series},
};
use storage::returns::{Saved, Saving};

/// The most characters of a group's name.
const LONGEST: usize = 120;

/// Adds the row that the form names, for everybody who fills the return.
pub(super) async fn add(asked: Asked, sheet: Sheet, form: &Boxes) -> Result<Response, Fault> {
    let (series, period) = match named(&asked, &sheet, form) {
        Ok(named) => named,
        Err(errors) => {
            let wrong = errors.all().iter().map(|(_, message)| message.clone()).collect();
            let sent = Sent { wrong, adding: form.clone(), ..Sent::default() };
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, whole(&asked, &sheet, &sent)).into_response());
        }
    };
    let typed = Typed { status: Status::Provisional.as_str().to_owned(), ..Typed::default() };
    let row = Saving { series: series.clone(), period, typed: Some(typed), replaces: None };
    let saved = storage::returns::save(&asked.desk, &sheet.of, &[row], || asked.now()).await?;
    let asked = Asked { desk: asked.desk.now().await?, ..asked };
    let sheet = Sheet::read(&asked, sheet.of).await?;
    if let Saved::Locked(_) = saved {
        let sent = Sent { wrong: lock_said(&asked, &sheet).into_iter().collect(), ..Sent::default() };
        return Ok((StatusCode::CONFLICT, whole(&asked, &sheet, &sent)).into_response());
    }
    // Where somebody else added it meanwhile it is there, which is all that was wanted.
    let rows = sheet.rows(&asked.outline);
    let place = rows.iter().position(|row| row.asked.series == series && row.asked.period == period);
    let to = place.map(|place| format!("#state-{place}")).unwrap_or_default();
    let done = pair("done", Done::RowAdded.as_str());
    Ok(Redirect::to(&format!("{}?{done}{to}", address(&sheet.of))).into_response())
}

/// The row that the boxes name.
fn named(asked: &Asked, sheet: &Sheet, form: &Boxes) -> Result<(Series, Period), Errors> {
    let rows = sheet.rows(&asked.outline);
    let mut errors = Errors::default();
    let kin = rows.iter().find(|row| what(row) == form.get("add-what"));
    if kin.is_none() {
        errors.add("add-what", "choose what the row is to be of");
    }
    let area = places(&asked.outline).into_iter().find(|area| area.as_str() == form.get("add-area"));
    if area.is_none() {
        errors.add("add-area", "choose the place of the row in the list");
    }
    let known = groups(&rows);
    let breakdown = match form.text("add-other").as_str() {
        "" => known.into_iter().find(|group| group.to_string() == form.get("add-group")),
        text => another(&known, text),
    };
    if breakdown.is_none() {
        errors.add(
            "add-other",
            "write the group as what it is parted by, a colon and its name, such as age: 10 to 14",
        );
    }
    let (Some(kin), Some(area), Some(breakdown)) = (kin, area, breakdown) else { return Err(errors) };
    let series = Series { indicator: kin.asked.indicator.slug.clone(), area: area.clone(), breakdown };
    let period = kin.asked.period;
    if rows.iter().any(|row| row.asked.series == series && row.asked.period == period) {
        return Err(Errors::of("add-what", "this row is there already"));
    }
    Ok((series, period))
}

/// A group that is written out. What is known in other capitals is that: `Sex: female` is no other group than `sex: Female`.
fn another(known: &[Breakdown], text: &str) -> Option<Breakdown> {
    let (dimension, category) = text.split_once(':')?;
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (dimension, category) = (words(dimension), words(category));
    let is_same = |one: &str, other: &str| one.to_lowercase() == other.to_lowercase();
    let own = known.iter().filter_map(|group| match group {
        Breakdown::Category { dimension: other, category } => Some((other, category)),
        Breakdown::Total => None,
    });
    let of_dimension: Vec<_> = own.filter(|(other, _)| is_same(other, &dimension)).collect();
    let dimension = of_dimension.first().map_or(&dimension, |(known, _)| known);
    let category = of_dimension
        .iter()
        .map(|(_, known)| *known)
        .find(|known| is_same(known, &category))
        .unwrap_or(&category);
    let said = format!("{dimension}={category}");
    (said.chars().count() <= LONGEST).then(|| Breakdown::parse(&said)).flatten()
}
