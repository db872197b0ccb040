//! The desk: the record as one visitor may see and change it, as it stood at one moment.

use crate::{
    Error, Record,
    at_hand::AtHand,
    db::{Db, on},
};
use chrono::{DateTime, Utc};
use domain::access::Visitor;

/// The record as one visitor may see and change it. Everything read through one desk stood at the same moment.
#[derive(Clone)]
pub struct Desk {
    record: Record,
    visitor: Visitor,
    number: i64,
}

/// Which moment of the record to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsAt {
    /// The newest.
    Now,
    /// As it was at the end of this second.
    Moment(DateTime<Utc>),
    /// As it was after this write.
    Number(i64),
}

impl Record {
    /// The record as a visitor may see and change it, at a moment.
    ///
    /// # Errors
    /// When the engine fails.
    pub async fn desk(&self, visitor: Visitor, as_at: AsAt) -> Result<Desk, Error> {
        let newest: i64 = on!(&self.db, pool => {
            sqlx::query_scalar("SELECT number FROM counter").fetch_one(pool).await
        })?;
        let number = match as_at {
            AsAt::Now => newest,
            AsAt::Number(number) => number.clamp(0, newest),
            AsAt::Moment(moment) => on!(&self.db, pool => {
                sqlx::query_scalar::<_, Option<i64>>("SELECT max(number) FROM audit WHERE at <= $1")
                    .bind(moment)
                    .fetch_one(pool)
                    .await
            })?
            .unwrap_or(0),
        };
        Ok(Desk { record: self.clone(), visitor, number })
    }
}

impl Desk {
    /// Who sits at it.
    #[must_use]
    pub fn visitor(&self) -> &Visitor {
        &self.visitor
    }

    /// The number of the last write that is seen from here.
    #[must_use]
    pub fn number(&self) -> i64 {
        self.number
    }

    pub(crate) fn db(&self) -> &Db {
        &self.record.db
    }

    pub(crate) fn at_hand(&self) -> &AtHand {
        &self.record.at_hand
    }
}
