//! The rows of any table that keeps its versions, within a write: the current ones, a new one, and the end of one.

use super::Write;
use crate::{
    error::Error,
    sql::{Bound, Column, Row},
    table::{Is, Versioned, conditions, in_order},
};
use domain::source::Source;

/// A current row, with the write that recorded it.
#[derive(Clone, Debug)]
pub(crate) struct Newest<T> {
    pub(crate) row: T,
    /// The number of the write.
    pub(crate) number: i64,
    /// The source of that write.
    pub(crate) source: Source,
}

impl Write {
    /// The newest rows of a table, in its order.
    pub(crate) async fn newest<T: Versioned>(&mut self) -> Result<Vec<Newest<T>>, Error> {
        self.newest_where(&[]).await
    }

    /// The newest row of a key, if there is one.
    pub(crate) async fn newest_of<T: Versioned>(&mut self, key: &T::Key) -> Result<Option<Newest<T>>, Error> {
        let key_columns = T::COLUMNS.get(..T::KEY).unwrap_or(T::COLUMNS).iter().zip(1..);
        let is_key: String = key_columns.map(|(name, place)| format!(" AND t.{name} = ${place}")).collect();
        let mut bound = self.open.bound();
        T::bind_key(key, &mut bound);
        let sql = format!("{}{is_key}", T::statements().newest);
        Ok(self.read_newest(sql, bound).await?.pop())
    }

    /// The newest rows of a table that meet some conditions, in its order.
    pub(crate) async fn newest_where<T: Versioned>(&mut self, is: &[Is<T>]) -> Result<Vec<Newest<T>>, Error> {
        let mut bound = self.open.bound();
        is.iter().for_each(|is| is.bind(&mut bound));
        let sql = format!("{}{}{}", T::statements().newest, conditions(is, 1), in_order::<T>());
        self.read_newest(sql, bound).await
    }

    async fn read_newest<T: Versioned>(
        &mut self,
        sql: String,
        bound: Bound,
    ) -> Result<Vec<Newest<T>>, Error> {
        let rows = self.open.rows_of(sql, bound).await?;
        rows.iter().map(|row| self.newest_in(row)).collect()
    }

    fn newest_in<T: Versioned>(&self, row: &Row) -> Result<Newest<T>, Error> {
        let number = row.get(0)?;
        // The source of this write is recorded only when it ends.
        let source =
            if number == self.number() { self.source() } else { Source::read(row, 1, "source of a write")? };
        Ok(Newest { row: T::read(row, 2)?, number, source })
    }

    /// Adds a row.
    pub(crate) async fn insert<T: Versioned>(&mut self, row: &T) -> Result<(), Error> {
        let mut bound = self.open.bound().with(&[&self.number()]);
        row.bind(&mut bound);
        self.open.run_with(T::statements().insert.as_str(), bound).await?;
        Ok(())
    }

    /// Ends the newest row of a key.
    pub(crate) async fn supersede<T: Versioned>(&mut self, key: &T::Key) -> Result<(), Error> {
        let mut bound = self.open.bound().with(&[&self.number()]);
        T::bind_key(key, &mut bound);
        self.open.run_with(T::statements().supersede.as_str(), bound).await?;
        Ok(())
    }
}
