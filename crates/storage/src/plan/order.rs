//! Where a row stands among its kind: the numbers that the record has for it stay as long as they say the same order.

use crate::{
    Error,
    cell::Cell,
    table::{self, Table},
    write::Write,
};
use std::collections::BTreeMap;

/// The same rows, which are in order, with the positions that the record has for them where those say this order too. What is
/// added at the end comes after them. Otherwise they are numbered anew.
pub(crate) async fn kept(
    write: &mut Write,
    table: &Table,
    rows: Vec<Vec<Cell>>,
) -> Result<Vec<Vec<Cell>>, Error> {
    let Some(place) = table.place("position") else { return Ok(rows) };
    // How many of the first columns say among which rows one has its place: all of the table, a plan's, an indicator's in a plan.
    let is = |other: &Table| other.name == table.name;
    let is_shared = is(&table::ORGANISATION) || is(&table::AREA);
    let among = match table {
        _ if is_shared || is(&table::INDICATOR) => 0,
        _ if is(&table::PLACEMENT) => 2,
        _ => 1,
    };
    let mut known = BTreeMap::new();
    let mut lasts = BTreeMap::new();
    for newest in write.newest(table).await? {
        if let Some(Cell::Whole(Some(position))) = newest.row.get(place) {
            let last = lasts.entry(named(&newest.row, among)).or_insert(*position);
            *last = (*last).max(*position);
            known.insert(named(&newest.row, table.key), *position);
        }
    }
    let mut rows = rows;
    for same in rows.chunk_by_mut(|a, b| a.get(..among) == b.get(..among)) {
        let last = same.first().and_then(|row| lasts.get(&named(row, among))).copied();
        let mut next = last.map_or(0, |last| last + 1);
        let mut positions: Vec<_> =
            same.iter().map(|row| known.get(&named(row, table.key)).copied()).collect();
        // Organisations and areas belong to no plan, so no plan's file puts them in another order.
        if is_shared || is_at_end(&positions) {
            for position in positions.iter_mut().filter(|position| position.is_none()) {
                *position = Some(next);
                next += 1;
            }
        }
        let positions: Option<Vec<_>> = positions.into_iter().collect();
        if let Some(positions) = positions.filter(|positions| is_shared || is_rising(positions, same)) {
            for (row, position) in same.iter_mut().zip(positions) {
                put(row, place, position);
            }
        }
    }
    Ok(rows)
}

/// Whether what is new stands at the end.
fn is_at_end(positions: &[Option<i64>]) -> bool {
    positions.windows(2).all(|pair| !matches!(pair, [None, Some(_)]))
}

/// Whether positions say the order of the rows. Indicators of two plans may share one, and then their names decide.
fn is_rising(positions: &[i64], rows: &[Vec<Cell>]) -> bool {
    let name = |row: &Vec<Cell>| row.first().and_then(Cell::told);
    let here: Vec<_> = positions.iter().zip(rows.iter().map(name)).collect();
    here.windows(2).all(|pair| matches!(pair, [before, after] if before < after))
}

fn put(row: &mut [Cell], place: usize, position: i64) {
    if let Some(cell) = row.get_mut(place) {
        *cell = position.into();
    }
}

/// The first columns of a row, as text that sorts.
fn named(row: &[Cell], columns: usize) -> String {
    format!("{:?}", row.get(..columns))
}
