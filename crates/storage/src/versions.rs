//! Rows of any table that keeps its versions, at a desk's moment.

use crate::{
    by::{BY, BY_COLUMNS, writer},
    desk::Desk,
    error::Error,
    table::{Is, Versioned, WAS_THERE, columns_of, conditions, in_order},
};
use domain::{access::Audience, by::By, source::Source};

/// The rows of a table that meet some conditions.
pub(crate) async fn as_at<T: Versioned>(desk: &Desk, is: &[Is<T>]) -> Result<Vec<T>, Error> {
    let sql = format!("{}{}{}", T::statements().as_at, conditions(is, 2), in_order::<T>());
    let mut bound = desk.db().bound().with(&[&desk.number()]);
    is.iter().for_each(|is| is.bind(&mut bound));
    let rows = desk.db().rows_of(sql, bound).await?;
    rows.iter().map(|row| T::read(row, 0)).collect()
}

/// The rows of a table, each with the source of the write that recorded it.
pub(crate) async fn as_at_with_source<T: Versioned>(desk: &Desk) -> Result<Vec<(T, Source)>, Error> {
    let sql = format!("{}{}", T::statements().as_at_with_source, in_order::<T>());
    let rows = desk.db().rows(sql, &[&desk.number()]).await?;
    let read = |row| {
        let source = crate::sql::Column::read(row, 1, "source of a write")?;
        Ok((T::read(row, 2)?, source))
    };
    rows.iter().map(read).collect()
}

/// The rows of a table that meet some conditions, each with who recorded it. The public is given none of a table whose rows
/// are partners'.
pub(crate) async fn with_writer<T: Versioned>(desk: &Desk, is: &[Is<T>]) -> Result<Vec<(T, By)>, Error> {
    if is_for_partners::<T>(desk) { Ok(Vec::new()) } else { of_writers(desk, WAS_THERE, is).await }
}

/// The same for all rows that were ever recorded up to the desk's moment.
pub(crate) async fn all_with_writer<T: Versioned>(desk: &Desk, is: &[Is<T>]) -> Result<Vec<(T, By)>, Error> {
    if is_for_partners::<T>(desk) { Ok(Vec::new()) } else { ever_with_writer(desk, is).await }
}

/// The same for whoever asks: the caller takes out what the public may not see.
pub(crate) async fn ever_with_writer<T: Versioned>(desk: &Desk, is: &[Is<T>]) -> Result<Vec<(T, By)>, Error> {
    of_writers(desk, "t.recorded_in <= $1", is).await
}

/// Whether the rows of a table are partners', and the public asks.
fn is_for_partners<T: Versioned>(desk: &Desk) -> bool {
    T::IS_ALL_OR_NOTHING && desk.visitor().audience() == Audience::Public
}

async fn of_writers<T: Versioned>(
    desk: &Desk,
    when: &'static str,
    is: &[Is<T>],
) -> Result<Vec<(T, By)>, Error> {
    let sql = format!(
        "SELECT {BY}, {} FROM {} t JOIN audit a ON a.number = t.recorded_in LEFT JOIN person p ON p.id = a.person \
         WHERE {when}{}{}",
        columns_of::<T>("t"),
        T::TABLE,
        conditions(is, 2),
        in_order::<T>()
    );
    let mut bound = desk.db().bound().with(&[&desk.number()]);
    is.iter().for_each(|is| is.bind(&mut bound));
    let rows = desk.db().rows_of(sql, bound).await?;
    rows.iter().map(|row| Ok((T::read(row, BY_COLUMNS)?, writer(row, 0)?))).collect()
}
