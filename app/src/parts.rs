//! Parts that several pages print.

mod evidence;
mod group;
mod moment;
mod symbol;
mod years;

pub(crate) use evidence::evidence;
pub(crate) use group::{group, priorities_note};
pub(crate) use moment::day_of;
pub(crate) use symbol::{absence, capital, cell, symbols};
pub(crate) use years::{at, ended_note, years};
