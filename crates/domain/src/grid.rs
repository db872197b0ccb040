//! The rules of the grid in which a return is filled in: keys, pasted blocks, undo, what counts as changed, and what a
//! browser keeps. The grid itself is an island of `app`, which reads boxes and fills them.

pub mod block;
#[cfg(feature = "kept")]
pub mod kept;
pub mod keys;
pub mod row;
pub mod saved;
pub mod undo;
