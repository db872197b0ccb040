//! Statements and rows without the engine that they go to or come from: what is bound and what is read has the type that it has in the
//! program, and both engines are given it as what it is.

mod bound;
mod column;
mod row;

pub(crate) use bound::Bound;
pub(crate) use column::{Column, NameOrNone, Value};
pub(crate) use row::Row;

/// So many places for values: `$from, ...`.
pub(crate) fn places(from: usize, count: usize) -> String {
    (from..from + count).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ")
}
