//! The positions of rows among their kind: those in the record stay as long as they give the same order.

use crate::{error::Error, table::Loaded, write::Write};
use std::collections::HashMap;

/// The same rows, which are in order, with their positions in the record if those give this order too. Rows added at the end
/// get the next ones. Otherwise they are numbered again.
pub(crate) async fn kept<T: Loaded>(write: &mut Write, rows: Vec<T>) -> Result<Vec<T>, Error> {
    if rows.first().is_none_or(|row| row.position().is_none()) {
        return Ok(rows);
    }
    let standing: Vec<T> = write.newest().await?.into_iter().map(|newest| newest.row).collect();
    let known: HashMap<T::Key, i64> =
        standing.iter().filter_map(|row| Some((row.key(), row.position()?))).collect();
    let mut kept = Vec::with_capacity(rows.len());
    for same in rows.chunk_by(T::is_among) {
        let here = standing.iter().filter(|row| same.first().is_some_and(|first| row.is_among(first)));
        let last = here.filter_map(T::position).max();
        let mut next = last.map_or(0, |last| last + 1);
        let mut positions: Vec<_> = same.iter().map(|row| known.get(&row.key()).copied()).collect();
        // What belongs to no plan cannot be reordered by a plan's file.
        if T::IS_SHARED || is_at_end(&positions) {
            for position in positions.iter_mut().filter(|position| position.is_none()) {
                *position = Some(next);
                next += 1;
            }
        }
        let positions: Option<Vec<_>> = positions.into_iter().collect();
        match positions.filter(|positions| T::IS_SHARED || is_rising(positions, same)) {
            Some(positions) => {
                kept.extend(same.iter().zip(positions).map(|(row, position)| row.clone().at(position)));
            }
            None => kept.extend_from_slice(same),
        }
    }
    Ok(kept)
}

/// Whether the new rows are at the end.
fn is_at_end(positions: &[Option<i64>]) -> bool {
    positions.windows(2).all(|pair| !matches!(pair, [None, Some(_)]))
}

/// Whether positions give the order of the rows.
fn is_rising<T: Loaded>(positions: &[i64], rows: &[T]) -> bool {
    let here: Vec<_> = positions.iter().zip(rows.iter().map(T::tie)).collect();
    here.windows(2).all(|pair| matches!(pair, [before, after] if before < after))
}
