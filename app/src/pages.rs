//! The pages, a file each: read through a desk, build a value of `domain`, print it.

pub(crate) mod account;
pub(crate) mod actions;
pub(crate) mod audit;
pub(crate) mod board;
pub(crate) mod change_note;
pub(crate) mod definition;
pub(crate) mod focus_area;
pub(crate) mod funding;
pub(crate) mod home;
pub(crate) mod import;
pub(crate) mod indicator;
pub(crate) mod invitation;
pub(crate) mod narrative;
pub(crate) mod packs;
pub(crate) mod people;
pub(crate) mod plans;
pub(crate) mod priority;
pub(crate) mod priority_rating;
pub(crate) mod record;
pub(crate) mod redaction;
pub(crate) mod returns;
pub(crate) mod reviews;
pub(crate) mod series;
pub(crate) mod sign_in;
pub(crate) mod target;
pub(crate) mod tolerance;

use crate::{
    ask::{done::Done, path},
    shell::form::go_on,
};
use axum::response::Response;
use domain::indicator::Indicator;
use storage::edit::Edited;

/// Back to an indicator whose words were changed: what was done, or that there was nothing to change.
fn edited(indicator: &Indicator, edited: Edited, done: Done) -> Response {
    let done = if edited == Edited::Same { Done::Same } else { done };
    go_on(&path::Indicator::of(&indicator.slug), done)
}
