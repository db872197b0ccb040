//! Parts that several pages print.

mod agreed;
mod ahead;
mod cell;
mod claim;
mod claim_boxes;
/// A document as a page prints it.
pub(crate) mod document;
mod evidence;
mod facts;
mod missing;
mod narrative;
mod own_rating;
mod panels;
mod row;
mod signal;
mod symbol;
mod years;

pub(crate) use agreed::{
    Lead, actions, funding, is_in, is_one, kept_moment, plan_years, priorities, priority_chosen,
    priority_said, priority_typed, state, year_chosen,
};
pub(crate) use ahead::look_ahead;
pub(crate) use cell::{Cell, cell_said, chooser, lists, series_pairs};
pub(crate) use claim::Checked;
pub(crate) use claim_boxes::{claim_boxes, claim_filled, claim_typed};
pub(crate) use evidence::evidence;
pub(crate) use facts::facts;
pub(crate) use missing::missing;
pub(crate) use narrative::{carrier_of, changed_figures, narratives, stale, to_narrative, told, written};
pub(crate) use own_rating::{own_rating, own_rating_said};
pub(crate) use panels::panels;
pub(crate) use row::{is_concealed, now, owner, priorities_note, sparkline, texts};
pub(crate) use signal::{
    assurance, assurance_short, rating, rating_short, roll_up, sum, variation, variation_short,
};
pub(crate) use symbol::{absence, cell, symbols};
pub(crate) use years::{at, ended_note, years};
