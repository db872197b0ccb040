//! What was read last, kept at hand by the number of the write that it stood after. What a number names changes only by a
//! redaction, whose number is kept too, so nothing here can be out of date; it is a short cut, and no state that another server would
//! need.

use crate::look::Look;
use chrono::NaiveDate;
use domain::{access::Audience, figure::Figure, outline::Outline, slug::Slug};
use std::sync::{Arc, Mutex};

/// How many of each sort are kept: the newest, and a few that people look back at.
const MOST: usize = 6;

/// What names that which is seen from a desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    /// The number of the write after which it is seen.
    pub(crate) number: i64,
    /// The last redaction: it changes what earlier numbers name.
    pub(crate) redacted: i64,
}

/// What is kept of one record.
#[derive(Default)]
pub(crate) struct AtHand {
    /// The plan that a day opens on, as an audience may see it.
    pub(crate) outlines: Kept<(Seen, NaiveDate, Audience), Option<Arc<Outline>>>,
    /// The figures of a plan, as an audience may see them.
    pub(crate) figures: Kept<(Seen, Slug, Audience, Look), Arc<Vec<Figure>>>,
}

/// The last few things that were read, by what names them.
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
