//! Freezing a pack: its model, its PDF, the page for the board above and its workbook are made once and kept for ever.

use crate::{Maker, Unmade, pack::make, shown::Making};
use chrono::{DateTime, Utc};
use domain::{
    document::Layout,
    frozen::Kind,
    pack::{FORMAT, Frozen},
    slug::Slug,
};
use storage::{
    Desk,
    frozen::{Made, all},
    pack::{Freezing, Froze, PackVersion},
};
use tokio::sync::Semaphore;

/// The names of a pack's files.
pub const PDF: &str = "pack.pdf";
/// The page for the board above.
pub const EXCEPTIONS: &str = "exceptions.pdf";
/// The data behind it.
pub const WORKBOOK: &str = "data.xlsx";

/// Which version of the program freezes.
pub const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// Setting a pack takes a core and some megabytes for a while, so one is frozen at a time.
static TURN: Semaphore = Semaphore::const_new(1);

/// The version of a pack that somebody saw who freezes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saw {
    /// The one from this write: a later one is not frozen unseen.
    Version(i64),
    /// Whichever is current.
    Newest,
}

/// Freezes a pack of a plan, from the record as it is now.
///
/// # Errors
/// When there is no such pack, it would be empty, it cannot be printed, the visitor may not, or the record fails.
pub async fn freeze(
    desk: &Desk,
    maker: Maker,
    plan: &Slug,
    (name, saw): (&str, Saw),
    clock: impl Fn() -> DateTime<Utc> + Copy,
) -> Result<Froze, Unmade> {
    // Nobody waits for a turn who would be refused anyway.
    if let Err(refused) = meant(&desk.now().await?, plan, name, saw).await? {
        return Ok(refused);
    }
    let _turn = TURN.acquire().await.map_err(|error| Unmade::Unwritten(error.to_string()))?;
    // Everything is read after the same write.
    let desk = desk.now().await?;
    let entry = match meant(&desk, plan, name, saw).await? {
        Ok(entry) => entry,
        Err(refused) => return Ok(refused),
    };
    let now = clock();
    let frozen = preview(&desk, plan, &entry, now).await?;
    let model = serde_json::to_string(&frozen).map_err(|error| Unmade::Unwritten(error.to_string()))?;
    let read = read(&model)?;
    // Typesetting a document keeps a core busy for a while: a worker of its own does it.
    let files = tokio::task::spawn_blocking(move || files(maker, &read, now)).await;
    let files = files.map_err(|error| Unmade::Unwritten(error.to_string()))??;
    let forecasts = &frozen.forecasts;
    let made = Made { seen: frozen.number, program: PROGRAM, model: &model, forecasts, files: &files };
    let freezing = Freezing { pack: &entry.pack, saw: entry.by.number, made };
    Ok(storage::pack::freeze(&desk, plan, &freezing, clock).await?)
}

/// The pack to be frozen; or why it is not frozen.
async fn meant(desk: &Desk, plan: &Slug, name: &str, saw: Saw) -> Result<Result<PackVersion, Froze>, Unmade> {
    let Some(entry) = storage::pack::one(desk, plan, name).await? else {
        return Err(Unmade::NoPack(name.to_owned()));
    };
    let before = all(desk, plan, Kind::Pack).await?;
    if before.iter().any(|frozen| frozen.slug == entry.pack.slug) {
        return Ok(Err(Froze::Before));
    }
    Ok(match saw {
        Saw::Version(number) if number != entry.by.number => Err(Froze::Stale),
        Saw::Version(_) | Saw::Newest => Ok(entry),
    })
}

/// The pack as it would be if it were frozen now.
///
/// # Errors
/// The same as for freezing it.
pub async fn preview(
    desk: &Desk,
    plan: &Slug,
    entry: &PackVersion,
    now: DateTime<Utc>,
) -> Result<Frozen, Unmade> {
    let frozen = all(desk, plan, Kind::Pack).await?;
    let packs = storage::pack::all(desk, plan).await?;
    // The meeting before is the last one whose pack was frozen; meetings on a later day do not count.
    let on = |slug: &Slug| packs.iter().find(|other| other.pack.slug == *slug).map(|other| other.pack.on);
    let earlier = frozen.iter().filter_map(|frozen| Some((frozen, on(&frozen.slug)?)));
    let last =
        earlier.filter(|(_, day)| *day <= entry.pack.on).max_by_key(|(frozen, day)| (*day, frozen.by.number));
    let mut decisions = storage::pack::decisions(desk, plan).await?;
    decisions.retain(|decided| last.is_some_and(|(frozen, _)| frozen.slug == decided.decision.pack));
    let before = last.map(|(frozen, day)| (frozen.seen, day));
    make(desk, &Making { pack: &entry.pack, before, decisions: &decisions, now }).await
}

/// A frozen pack from its stored model.
///
/// # Errors
/// When another version of the program wrote it in a format that this one does not know.
pub fn read(model: &str) -> Result<Frozen, Unmade> {
    #[derive(serde::Deserialize)]
    struct Any {
        format: u32,
    }
    let unreadable = |error: serde_json::Error| Unmade::Unwritten(error.to_string());
    let Any { format } = serde_json::from_str(model).map_err(unreadable)?;
    if format != FORMAT {
        return Err(Unmade::Newer(format));
    }
    serde_json::from_str(model).map_err(unreadable)
}

/// The files of a pack: the same bytes whenever the same version of the program makes them.
///
/// # Errors
/// When it cannot be typeset.
pub fn files(
    maker: Maker,
    frozen: &Frozen,
    made: DateTime<Utc>,
) -> Result<Vec<(&'static str, Vec<u8>)>, Unmade> {
    Ok(vec![
        (PDF, (maker.pdf)(&frozen.document, Layout::Full, made).map_err(Unmade::Unset)?),
        (EXCEPTIONS, (maker.pdf)(&frozen.exceptions, Layout::OnePage, made).map_err(Unmade::Unset)?),
        (WORKBOOK, (maker.workbook)(frozen, made).map_err(Unmade::Unset)?),
    ])
}
