//! What files propose, made for tests.

use crate::plans::moment;
use domain::{
    area::{Area, AreaCode, Level},
    figure::{Absence, Measured, Reading, Status},
    indicator::{Measure, Polarity},
    proposal::{Proposal, ProposedFigure, ProposedIndicator, RefusedCells},
    series::{Breakdown, Series},
    slug::Slug,
};
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, fmt::Write, io::Cursor};
use storage::{
    Desk, Error,
    import::{Imported, Kept},
};

/// A figure of a file: indicator, area, breakdown, period, and a value or the word of an absence.
pub type Line<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str);

/// What a file with these figures proposes, in the order that readers put them in.
///
/// # Panics
/// When a line is not valid.
#[must_use]
pub fn proposal(lines: &[Line<'_>]) -> Proposal {
    let mut cells = BTreeMap::new();
    for (row, (indicator, area, breakdown, period, value)) in lines.iter().enumerate() {
        let series = Series {
            indicator: Slug::new(indicator).expect("a slug"),
            area: AreaCode::new(area).expect("a code"),
            breakdown: Breakdown::parse(breakdown).expect("a breakdown"),
        };
        let period: domain::period::Period = period.parse().expect("a period");
        let reading = match value.parse() {
            Ok(value) => Reading::Value(Measured::recorded(value, None, None).expect("a number")),
            Err(_) => Reading::Absent(Absence::parse(value).expect("an absence")),
        };
        cells.insert((series, period), (u32::try_from(row).expect("few") + 2, reading));
    }
    let mut proposal = Proposal { rows: lines.len() as u64, ..Proposal::default() };
    for ((series, period), (row, reading)) in cells {
        if !proposal.areas.iter().any(|area| area.code == series.area) {
            let name = format!("Area {}", series.area);
            proposal.areas.push(Area { code: series.area.clone(), name, level: Level::LocalAuthority });
        }
        if !proposal.indicators.iter().any(|indicator| indicator.slug == series.indicator) {
            proposal.indicators.push(ProposedIndicator {
                origin: domain::figure::Origin::Published,
                slug: series.indicator.clone(),
                name: format!("The file's {}", series.indicator),
                // As the plans of these tests have it.
                measure: if series.indicator.as_str() == "referrals" {
                    Measure::Count
                } else {
                    Measure::Percentage
                },
                unit: "pupils".into(),
                decimals: 1,
                polarity: Polarity::Neither,
                frequency: period.kind(),
                definition: format!("What the file says of {}.", series.indicator),
                source: "A file made for a test".into(),
            });
        }
        if proposal.series.last() != Some(&series) {
            proposal.series.push(series);
        }
        let series = u32::try_from(proposal.series.len() - 1).expect("few");
        proposal.figures.push(ProposedFigure {
            series,
            period,
            reading,
            status: Status::Final,
            row,
            note: None,
            explanation: None,
        });
    }
    proposal
}

/// A file to keep.
#[must_use]
pub fn kept(name: &str, bytes: &[u8]) -> Kept<Cursor<Vec<u8>>> {
    Kept {
        name: name.into(),
        layout: "tidy".into(),
        sha256: sha256(bytes),
        size: bytes.len() as u64,
        bytes: Cursor::new(bytes.to_vec()),
    }
}

/// The SHA-256 of some bytes, in hexadecimal digits.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Takes a proposal in at a moment, as a file that holds just its name.
///
/// # Errors
/// What taking it in says.
pub async fn import(desk: &Desk, proposal: &Proposal, name: &str, at: &str) -> Result<Imported, Error> {
    storage::import::confirm(
        desk,
        (proposal, RefusedCells::LeftOut),
        kept(name, name.as_bytes()),
        None,
        || moment(at),
        &mut |_| {},
    )
    .await
}
