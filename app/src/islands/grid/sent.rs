//! What goes between the grid and the server: rows as they were typed, and what came of them.

use serde::{Deserialize, Serialize};

/// A return, by the organisation and quarter in its address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Of {
    /// The organisation's slug.
    pub organisation: String,
    /// The quarter that it is due in: `2018-19-q2`.
    pub quarter: String,
}

/// A row as somebody typed it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentRow {
    /// What names the row.
    pub key: String,
    /// The number of the write that its writer saw; nothing where nothing was recorded.
    pub seen: Option<i64>,
    /// What the record held when the page was made, as one text.
    pub was: String,
    /// What the boxes hold.
    pub typed: SentBoxes,
}

/// What the boxes of a row hold, as it was typed.
#[expect(missing_docs, reason = "each is the box of its name")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentBoxes {
    pub numerator: String,
    pub denominator: String,
    pub value: String,
    pub absence: String,
    pub status: String,
    pub note: String,
    pub because: String,
    pub reason: String,
    pub origin: String,
}

/// Which of two people's figures to keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Chosen {
    /// The one that was typed here.
    Mine,
    /// The one that somebody else recorded in between.
    Theirs,
}

/// A row to add, as the boxes below the grid name it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewRow {
    /// An indicator and a period.
    pub what: String,
    /// The code of a place.
    pub area: String,
    /// A group that the return has; empty for everyone.
    pub group: String,
    /// Another group, as it was written.
    pub other: String,
}

/// What came of rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// The return takes nothing now; why, in a sentence.
    Locked(String),
    /// It takes something: what came of each row.
    Taken(Taken),
}

/// What came of rows that could be saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// When, by London's clock: `14:05`.
    pub at: String,
    /// How much of the return is filled, in a sentence.
    pub progress: String,
    /// Each row that was sent, and each of the same indicators, since what its parts come to may have changed.
    pub rows: Vec<TakenRow>,
}

/// What came of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenRow {
    /// What names it.
    pub key: String,
    /// What came of it.
    pub outcome: Outcome,
    /// The number of the newest write in it; nothing where nothing is recorded.
    pub seen: Option<i64>,
    /// What the record holds now, as one text.
    pub was: String,
    /// The boxes that something is wrong with.
    pub wrong: Vec<String>,
    /// How far what is recorded has come, as HTML.
    pub state: String,
    /// The notes on it, as HTML.
    pub told: String,
}

/// What came of a row that was sent, or is beside one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// It is saved.
    Saved,
    /// It was not sent.
    Beside,
    /// Somebody else wrote there in between.
    Stale,
    /// Something is wrong with it.
    Invalid,
}

/// What came of a row to add.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Added {
    /// It is there; the address of the page that shows it.
    There(String),
    /// It is not; why, in sentences.
    Refused(Vec<String>),
}
