//! The pages, a file each: read through a desk, build a value of `domain`, print it.

pub(crate) mod board;
pub(crate) mod focus_area;
pub(crate) mod home;
pub(crate) mod indicator;
pub(crate) mod priority;

use crate::fault::Fault;
use domain::slug::Slug;

/// The slug in an address, or that there is no such thing.
fn slug(text: &str, what: &str) -> Result<Slug, Fault> {
    Slug::new(text).map_err(|_| missing(what))
}

fn missing(what: &str) -> Fault {
    Fault::NotFound(format!(
        "There is no {what} at this address. It may have been renamed or removed from the plan."
    ))
}
