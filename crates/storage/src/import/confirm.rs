//! Importing a file: one audited write, whole or not at all.

use super::{
    added,
    bulk::{self, Incoming},
    compared::{Compared, Fate, compare},
    kept::{Kept, keep, without_controls},
    preview::{self, Preview},
};
use crate::{
    Desk, Error,
    write::{self, AuditNote},
};
use chrono::{DateTime, Utc};
use domain::{
    access::Action,
    figure::Origin,
    proposal::{Proposal, RefusedCells, approval},
};
use std::io::Read;

/// The outcome of an import.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// The number of the import; `None` where the file changed nothing, and nothing was written.
    pub number: Option<i64>,
    /// What it changed: the counts and what was added, without the lists of figures.
    pub preview: Preview,
}

/// Imports a file, reporting to `told` how many figures have been added so far. What it changes is determined again within
/// the write. A caller with a preview passes the version of the record then ([`Desk::seen`]), so that nothing is overwritten
/// unseen.
///
/// # Errors
/// When the visitor may not, the record has changed since `seen`, the proposal cannot be imported as it is, the file differs
/// from what was read, or the engine fails.
pub async fn confirm<R: Read + Send>(
    desk: &Desk,
    (proposal, refused): (&Proposal, RefusedCells),
    mut file: Kept<R>,
    seen: Option<i64>,
    clock: impl Fn() -> DateTime<Utc>,
    told: &mut (dyn FnMut(u64) + Send),
) -> Result<Imported, Error> {
    let name = without_controls(&file.name);
    proposal.checked(refused)?;
    let mut write = write::begin(desk, Action::ImportFigures, &name, clock).await?;
    let changed = write.number_of("SELECT changed FROM counter", &[]).await?;
    if seen.is_some_and(|seen| changed > Some(seen)) {
        return Err(Error::ChangedSince);
    }
    let compared = compare(&mut write.open, proposal).await?;
    let indicators = added::indicators(&mut write.open, proposal).await?;
    let areas = added::areas(&mut write.open, proposal).await?;
    let preview = Preview { indicators, areas, ..preview::of(proposal, &compared) };
    if compared.counts.is_nothing() {
        // Dropped, it leaves no trace.
        return Ok(Imported { number: None, preview });
    }
    keep(&mut write, &mut file, (proposal.rows, proposal.refused), &compared.counts).await?;
    added::put(&mut write, proposal, &preview.indicators, &preview.areas).await?;
    let replaces = |fate: Fate| fate == Fate::Replaces;
    for origin in [Origin::Published, Origin::Partner] {
        let ended = figures(proposal, &compared, replaces).filter(move |incoming| incoming.origin == origin);
        bulk::end(&mut write, approval(origin), ended).await?;
    }
    let goes_in = |fate: Fate| matches!(fate, Fate::New | Fate::Replaces | Fate::Proposed);
    bulk::insert(&mut write, figures(proposal, &compared, goes_in), told).await?;
    let became = said(&preview, proposal, &file);
    let number = write.commit(AuditNote { became: Some(became), ..AuditNote::default() }).await?;
    Ok(Imported { number: Some(number), preview })
}

/// The figures of a proposal with some fate.
fn figures<'p>(
    proposal: &'p Proposal,
    compared: &'p Compared,
    is_wanted: impl Fn(Fate) -> bool + Send + 'p,
) -> impl Iterator<Item = Incoming<'p>> + Send {
    let origin = |place: u32| compared.origins.get(bulk::place(place)).copied();
    let wanted = compared.fates.iter().enumerate().filter(move |(_, fate)| is_wanted(**fate));
    wanted.filter_map(move |(at, _)| {
        let (figure, series) = bulk::figure(proposal, at)?;
        Some(Incoming { figure, series, origin: origin(figure.series)? })
    })
}

/// The text on the import for the audit.
fn said<R>(preview: &Preview, proposal: &Proposal, file: &Kept<R>) -> String {
    let counts = preview.counts;
    format!(
        "new: {}; changed: {}; same: {}; kept: {}; refused: {}; indicators added: {}; areas added: {}; read as: {}; SHA-256: {}",
        counts.new,
        counts.changed,
        counts.same,
        counts.kept,
        proposal.refused,
        preview.indicators.len(),
        preview.areas.len(),
        file.layout,
        file.sha256
    )
}
