//! Recording one figure as typed into a form.

use super::{
    FigureVersion, newest, of_indicator,
    record::{Recorded, record},
};
use crate::{desk::Desk, error::Error, look::Look};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    entry::Wrong,
    figure::Figure,
    indicator::Indicator,
    outline::Outline,
    period::Period,
    recording::{Boxes, Judged, draft, is_sent_again, judged},
    series::Series,
};

/// The outcome of recording a figure.
#[derive(Clone, Debug, PartialEq)]
pub enum Entered {
    /// It is wrong, box by box. Nothing was written.
    Wrong(Vec<Wrong>),
    /// It is saved as a draft.
    Recorded(Series, Period),
    /// It was there already.
    Same(Series, Period),
    /// Somebody else wrote in between: the figure as typed, and theirs, if anything was ever recorded. Nothing was changed.
    Stale(Box<Figure>, Option<Box<FigureVersion>>),
}

/// Records a typed figure of an indicator on a day, as a draft in place of the one that its writer saw.
///
/// # Errors
/// When the visitor may not, or the engine fails.
pub async fn enter(
    desk: &Desk,
    outline: &Outline,
    indicator: &Indicator,
    (boxes, today): (Boxes<'_>, NaiveDate),
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Entered, Error> {
    let draft = match draft(outline, indicator, boxes, today) {
        Ok(draft) => draft,
        Err(wrongs) => return Ok(Entered::Wrong(wrongs)),
    };
    let (series, period) = draft.cell();
    let figures = of_indicator(&desk.clone().looking(Look::Ahead), indicator).await?;
    let stands = newest(desk, series, period).await?.filter(|entry| entry.ended.is_none());
    let stands = stands.as_ref().map(|entry| (&entry.figure, entry.began.number));
    let figure = match judged(&draft, &figures, stands) {
        Ok(Judged::Written(figure)) => figure,
        Ok(Judged::Same) => return Ok(Entered::Same(series.clone(), *period)),
        Err(wrongs) => return Ok(Entered::Wrong(wrongs)),
    };
    let own = desk.visitor().person().map(|person| person.id);
    let is_own = |theirs: &FigureVersion| {
        theirs.ended.is_none() && is_sent_again(&figure, own, &theirs.figure, &theirs.began)
    };
    Ok(match record(desk, &figure, draft.replaces(), draft.reason(), clock).await? {
        Recorded::Saved => Entered::Recorded(series.clone(), *period),
        Recorded::Stale(Some(theirs)) if is_own(&theirs) => Entered::Recorded(series.clone(), *period),
        Recorded::Stale(theirs) => Entered::Stale(figure, theirs),
    })
}
