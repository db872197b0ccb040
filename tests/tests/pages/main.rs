//! What pages, forms and files answer, on both engines.
//!
//! One program for all of them, as every further one would be linked with the whole application once more.

mod accounts;
mod agreed;
mod approving;
mod as_at;
mod before_the_body;
mod board;
mod cells;
mod claims;
mod explaining;
mod exporting;
mod files;
mod forecasts;
mod grid_calls;
mod import_page;
mod links;
mod marks;
mod narratives;
mod packs;
mod packs_as_at;
mod packs_kept;
mod plan_editing;
mod recording;
mod redacting;
mod requests;
mod return_guards;
mod returns;
mod review_guards;
mod roles;
mod sessions;
mod signals;
