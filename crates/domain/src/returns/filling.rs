//! Filling the rows of a return from a file: what each would hold if somebody had typed it.

use super::{Filled, Typed, as_typed};
use crate::{
    figure::{Approval, Figure},
    period::Period,
    proposal::{Proposal, ProposedFigure},
    series::Series,
};

/// What a file comes to in a return.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FilledIn<'a> {
    /// What is to be in the boxes, with the place of each row.
    pub rows: Vec<(usize, Typed)>,
    /// The figures of the file that the return does not ask for, with their rows in the file.
    pub unasked: Vec<(u32, &'a Series, Period)>,
}

/// What the figures of a file come to in the rows of a return. Nothing of it is saved until somebody has looked it over.
#[must_use]
pub fn filled_in<'a>(rows: &[Filled<'_>], proposal: &'a Proposal) -> FilledIn<'a> {
    let mut filled = FilledIn::default();
    for figure in &proposal.figures {
        let series = usize::try_from(figure.series).ok().and_then(|at| proposal.series.get(at));
        let Some(series) = series else { continue };
        let mut places = rows.iter().enumerate();
        match places.find(|(_, row)| row.asked.is(series, &figure.period)) {
            Some((place, row)) => filled.rows.push((place, typed(row, series, figure))),
            None => filled.unasked.push((figure.row, series, figure.period)),
        }
    }
    filled
}

/// A figure of a file as somebody would have typed it into its row. What the file has no column for stays.
fn typed(row: &Filled<'_>, series: &Series, proposed: &ProposedFigure) -> Typed {
    let figure = Figure {
        series: series.clone(),
        period: proposed.period,
        reading: proposed.reading.clone(),
        status: proposed.status,
        origin: row.asked.indicator.origin,
        approval: Approval::Draft,
        explanation: None,
        note: proposed.note.as_deref().map(str::to_owned),
    };
    let typed = as_typed(row.asked.indicator, &figure);
    Typed {
        because: row.typed.because.clone(),
        reason: row.typed.reason.clone(),
        origin: row.typed.origin.clone(),
        ..typed
    }
}
