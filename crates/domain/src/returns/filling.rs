//! Filling in the rows of a return from a file: each as if somebody had typed it.

use super::{Filled, Typed, as_typed};
use crate::{
    figure::{Approval, Figure},
    period::Period,
    proposal::{Proposal, ProposedFigure},
    series::Series,
};

/// The figures of a file in a return.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FilledIn<'a> {
    /// The texts for the boxes, with the index of each row.
    pub rows: Vec<(usize, Typed)>,
    /// The figures of the file that the return does not ask for, with their rows in the file.
    pub unasked: Vec<(u32, &'a Series, Period)>,
}

/// Puts the figures of a file into the rows of a return. Nothing is saved until somebody has checked it.
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

/// A figure of a file as somebody would have typed it into its row. Boxes without a column in the file are unchanged.
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
