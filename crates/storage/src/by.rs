//! Reading who wrote something.

use crate::{
    error::Error,
    sql::{Column, Row},
};
use domain::by::By;

/// The columns of the write `a` by the person `p`, for [`writer`].
pub(crate) const BY: &str = "a.number, a.at, a.visitor, a.person, p.name, a.action, a.reason, \
                             (SELECT d.source FROM deed d WHERE d.number = a.number)";

/// The columns of the write `b` by the person `q`.
pub(crate) const ENDED_BY: &str = "b.number, b.at, b.visitor, b.person, q.name, b.action, b.reason, \
                                   (SELECT e.source FROM deed e WHERE e.number = b.number)";

/// How many columns each of them has.
pub(crate) const BY_COLUMNS: usize = 8;

/// Who made a write, from the columns of a row that begin at `from`.
pub(crate) fn writer(row: &Row, from: usize) -> Result<By, Error> {
    Ok(By {
        number: row.get(from)?,
        at: row.get(from + 1)?,
        sort: row.get(from + 2)?,
        person: row.get(from + 3)?,
        name: row.get(from + 4)?,
        action: row.get(from + 5)?,
        reason: row.get(from + 6)?,
        source: Column::read(row, from + 7, "source of a write")?,
    })
}

/// The same where there may be no such write.
pub(crate) fn writer_if_any(row: &Row, from: usize) -> Result<Option<By>, Error> {
    match row.whole(from)? {
        None => Ok(None),
        Some(_) => writer(row, from).map(Some),
    }
}
