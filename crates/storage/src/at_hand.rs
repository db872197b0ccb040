//! A cache of what was read last, by the number of the write after which it was read. The data behind a number change only by
//! a redaction, whose number is kept too, so nothing here can be out of date; it is a short cut, not state that another
//! server would need.

use crate::{carried::Claims, look::Look};
use chrono::NaiveDate;
use domain::{access::Audience, figure::Figure, outline::Outline, slug::Slug};
use std::sync::{Arc, Mutex};

/// How many of each sort are kept: the newest, and a few that people look back at.
const MOST: usize = 6;

/// The key of what a desk shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    /// The number of the write after which it is read.
    pub(crate) number: i64,
    /// The last redaction: it changes what earlier numbers mean.
    pub(crate) redacted: i64,
}

/// The cache of one record.
#[derive(Default)]
pub(crate) struct AtHand {
    /// The plan that pages open on at a day, as an audience may see it.
    pub(crate) outlines: Kept<(Seen, NaiveDate, Audience), Option<Arc<Outline>>>,
    /// The figures of a plan, as an audience may see them.
    pub(crate) figures: Kept<(Seen, Slug, Audience, Look), Arc<Vec<Figure>>>,
    /// The claims of a plan, as an audience may see them, with the figures that they are checked against.
    pub(crate) claims: Kept<(Seen, Slug, Audience, Look), Arc<Claims>>,
}

/// The last few values that were read, by their keys.
pub(crate) struct Kept<K, V>(Mutex<Vec<(K, V)>>);

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: PartialEq, V: Clone> Kept<K, V> {
    pub(crate) fn get(&self, key: &K) -> Option<V> {
        let kept = self.0.lock().ok()?;
        kept.iter().find(|(other, _)| other == key).map(|(_, value)| value.clone())
    }

    pub(crate) fn keep(&self, key: K, value: V) {
        if let Ok(mut kept) = self.0.lock() {
            kept.retain(|(other, _)| *other != key);
            if kept.len() >= MOST {
                kept.remove(0);
            }
            kept.push((key, value));
        }
    }
}
