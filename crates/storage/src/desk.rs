//! The desk: the record as one visitor may see and change it, at one moment.

use crate::{
    at_hand::{AtHand, Seen},
    db::{Db, Record, on},
    error::Error,
    look::Look,
};
use chrono::{DateTime, Utc};
use domain::access::Visitor;

/// The record as one visitor may see and change it. Everything read through one desk is as of the same moment.
#[derive(Clone)]
pub struct Desk {
    record: Record,
    visitor: Visitor,
    /// The visitor's network address, if they come over the web.
    origin: Option<String>,
    /// The session that the visitor signed in with: it has to be in force until their request is done.
    session: Option<i64>,
    number: i64,
    /// Which of a cell's figures its visitor looks at.
    look: Look,
    /// The last write up to then that changed pages, or a later one that changed nothing on them.
    seen: i64,
    /// The last redaction: it changes what earlier numbers mean.
    redacted: i64,
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
        let (newest, changed, redacted): (i64, i64, i64) = on!(&self.db, pool => {
            sqlx::query_as("SELECT number, changed, redacted FROM counter").fetch_one(pool).await
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
        let seen = if number >= changed { changed } else { number };
        Ok(Desk {
            record: self.clone(),
            visitor,
            origin: None,
            session: None,
            number,
            look: Look::Ahead,
            seen,
            redacted,
        })
    }
}

impl Desk {
    /// The same desk, for a visitor with a network address, and a session if they have one.
    #[must_use]
    pub fn from(self, origin: String, session: Option<i64>) -> Self {
        Self { origin: Some(origin), session, ..self }
    }

    /// The same desk, as the record is now.
    ///
    /// # Errors
    /// When the engine fails.
    pub async fn now(&self) -> Result<Self, Error> {
        self.at(AsAt::Now).await
    }

    /// The same desk, as the record was at another moment.
    ///
    /// # Errors
    /// When the engine fails.
    pub async fn at(&self, as_at: AsAt) -> Result<Self, Error> {
        let desk = self.record.desk(self.visitor.clone(), as_at).await?;
        Ok(Self { origin: self.origin.clone(), session: self.session, look: self.look, ..desk })
    }

    /// The same desk, for a visitor who looks at other figures.
    #[must_use]
    pub fn looking(self, look: Look) -> Self {
        Self { look, ..self }
    }

    /// Which of a cell's figures its visitor looks at.
    #[must_use]
    pub fn look(&self) -> Look {
        self.look
    }

    /// The visitor.
    #[must_use]
    pub fn visitor(&self) -> &Visitor {
        &self.visitor
    }

    /// The number of the last write visible from here.
    #[must_use]
    pub fn number(&self) -> i64 {
        self.number
    }

    /// The version of what is visible from here: the same as long as no page has changed.
    #[must_use]
    pub fn seen(&self) -> i64 {
        self.seen
    }

    /// The key of the cache: what is visible from here, and the last redaction.
    pub(crate) fn kept_by(&self) -> Seen {
        Seen { number: self.seen, redacted: self.redacted }
    }

    pub(crate) fn origin(&self) -> Option<&str> {
        self.origin.as_deref()
    }

    pub(crate) fn session(&self) -> Option<i64> {
        self.session
    }

    pub(crate) fn record(&self) -> &Record {
        &self.record
    }

    pub(crate) fn db(&self) -> &Db {
        &self.record.db
    }

    pub(crate) fn at_hand(&self) -> &AtHand {
        &self.record.at_hand
    }
}
