//! What a `.meta.csv` says of the columns of a DfE file.

use crate::{Fault, import::text};
use std::collections::HashMap;

/// The description of one column.
#[derive(Clone, Debug, Default)]
pub(super) struct About {
    pub(super) is_indicator: bool,
    pub(super) label: String,
    pub(super) grouping: String,
    pub(super) unit: String,
    pub(super) decimals: Option<u8>,
    /// The item that means all of them, where it is not `Total`.
    pub(super) total: Option<String>,
}

/// The description of each column, by its plain heading; and the columns that only group others.
#[derive(Clone, Debug, Default)]
pub(super) struct Meta {
    pub(super) columns: HashMap<String, About>,
}

/// Reads a `.meta.csv`.
///
/// # Errors
/// When it is not one.
pub(super) fn read(bytes: &[u8]) -> Result<Meta, Fault> {
    let wrong = |message: String| Fault::new(0, format!("the meta file: {message}"));
    let text = text::whole(bytes, 16 << 20).map_err(|fault| wrong(fault.to_string()))?;
    let text = text.trim_start_matches('\u{feff}');
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let headings = reader.headers().map_err(|error| wrong(error.to_string()))?.clone();
    let place = |name: &str| headings.iter().position(|heading| heading.eq_ignore_ascii_case(name));
    let (Some(name), Some(kind)) = (place("col_name"), place("col_type")) else {
        return Err(wrong(
            "it is not a .meta.csv file, which has the columns col_name, col_type, label and others"
                .to_owned(),
        ));
    };
    let places =
        ["label", "indicator_grouping", "indicator_unit", "indicator_dp", "filter_default"].map(place);
    let mut meta = Meta::default();
    for row in reader.records() {
        let row = row.map_err(|error| wrong(error.to_string()))?;
        let cell =
            |place: Option<usize>| place.and_then(|place| row.get(place)).unwrap_or_default().to_owned();
        let [label, grouping, unit, decimals, total] = places.map(cell);
        let is_indicator = cell(Some(kind)).eq_ignore_ascii_case("indicator");
        let total = Some(total).filter(|total| !total.is_empty());
        let decimals = decimals.parse().ok();
        let about = About { is_indicator, label, grouping, unit, decimals, total };
        meta.columns.insert(crate::import::layout::plain(&cell(Some(name))), about);
    }
    Ok(meta)
}
