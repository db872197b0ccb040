//! A file in, what it proposes to the record out: figures, with the indicators and areas that they need.
//!
//! A file is read row by row and never held as a whole (a workbook as the text of one sheet), once or twice: where a column's
//! kind, or the meaning of its periods, shows only at the end, the first reading finds it.

mod areas;
mod dfe;
mod draft;
mod fingertips;
mod gather;
mod labels;
mod lait;
mod layout;
mod limits;
mod mapped;
mod mapping;
mod naming;
mod odd;
mod own;
mod records;
mod search;
mod settle;
mod table;
mod text;
mod workbook;

pub use layout::Layout;
pub use limits::Limits;
pub use mapping::{Mapping, NotAMapping, Role};
pub use search::search;

use crate::Fault;
use chrono::NaiveDate;
use domain::{
    area::Area, figure::Origin, indicator::Indicator, period::Kind, proposal::Proposal, slug::Slug,
};
use std::io::{BufRead, Seek};

/// What the record knows already, to match a file's words against.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Its indicators: its data on an indicator override the file's.
    pub indicators: Vec<Indicator>,
    /// Its areas, found by official code or by name.
    pub areas: Vec<Area>,
}

/// How a file is to be read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Its layout; found from its headings if not given.
    pub layout: Option<Layout>,
    /// The `.meta.csv` of a DfE open data file.
    pub meta: Option<Vec<u8>>,
    /// The file's name, without folders: it names the source, and the indicators of a DfE file.
    pub name: String,
    /// The kind of period of an indicator, where the file's labels leave it open.
    pub kinds: Vec<(Slug, Kind)>,
    /// What each column of any table is.
    pub mapping: Option<Mapping>,
    /// The sheet of a workbook to read; if not named, the first one with headings that we know.
    pub sheet: Option<String>,
    /// A look-up of areas, `old_la_code,new_la_code,la_name`, for files that name areas without their official codes.
    pub areas: Option<Vec<u8>>,
    /// Today: a value is refused where its period has not ended by then.
    pub today: Option<NaiveDate>,
    /// The origin of the figures of indicators that the record lacks; by default that of the layout.
    pub origin: Option<Origin>,
    /// How much is read.
    pub limits: Limits,
}

/// Reads a file. `progress` is called with the number of bytes read so far.
///
/// # Errors
/// When the file as a whole cannot be read. Faults of single rows and cells are listed in the proposal.
pub fn read<R: BufRead + Seek>(
    input: R,
    known: &Known,
    options: &Options,
    progress: &mut dyn FnMut(u64),
) -> Result<Proposal, Vec<Fault>> {
    let mut table = table::Table::open(input, options, progress).map_err(|fault| vec![fault])?;
    let areas = areas::Areas::new(known, options.areas.as_deref())?;
    let origin = options.origin.unwrap_or_else(|| table.layout.origin());
    let gather = gather::Gather::new(known, options, areas, origin);
    let gather = match table.layout {
        Layout::Tidy | Layout::Template => own::read(&mut table, gather),
        Layout::Dfe => dfe::read(&mut table, options.meta.as_deref(), gather),
        Layout::Fingertips => fingertips::read(&mut table, gather),
        Layout::Lait => lait::read(&mut table, gather),
        Layout::Mapped => mapped::read(&mut table, options.mapping.as_ref(), gather),
    }?;
    let layout = table.layout.as_str();
    settle::settle(gather).map(|proposal| Proposal { layout, ..proposal })
}
