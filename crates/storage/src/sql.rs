//! Statements and rows independent of the engine: values are bound and read with their types in the program, and both engines
//! get the matching type.

mod bound;
mod column;
mod row;

pub(crate) use bound::Bound;
pub(crate) use column::{Column, NameOrNone, Value};
pub(crate) use row::Row;

/// A list of placeholders for values: `$from, ...`.
pub(crate) fn places(from: usize, count: usize) -> String {
    (from..from + count).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ")
}
