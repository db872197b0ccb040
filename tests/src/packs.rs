//! What tests of packs share: a plan to make one of, and packs that are made and frozen without a form.

use crate::{importing::by_hand, plans, recording::MORNING};
use chrono::{DateTime, Utc};
use documents::freeze::Saw;
use domain::{figure::Approval, frozen::Kind, pack::Pack, slug::Slug};
use storage::{
    Record,
    frozen::Frozen,
    pack::{Froze, Outcome},
};

/// The plan.
pub const PLAN: &str = "rutland-2022-24";
/// Its priority.
pub const PRIORITY: &str = "ready-for-school";
/// What its partners count.
pub const INDICATOR: &str = "referrals";
/// When packs are made and frozen.
pub const NINE: &str = "2026-11-23T09:00:00Z";

/// A name.
///
/// # Panics
/// When the text is not valid.
#[must_use]
pub fn slug(text: &str) -> Slug {
    Slug::new(text).expect("a slug")
}

/// The plan with its partners' indicator under the priority.
///
/// # Panics
/// When the plan has no such indicator.
#[must_use]
pub fn placed() -> String {
    let before = "focus-area = \"start-well\"\n[[indicator.tolerance]]\nfrom-year = \"2024\"\npercent = 10";
    let after = format!(
        "focus-area = \"start-well\"\npriority = \"{PRIORITY}\"\n[[indicator.tolerance]]\nfrom-year = \"2024\"\npercent = 10"
    );
    assert!(plans::RUTLAND.contains(before));
    plans::RUTLAND.replace(before, &after)
}

/// Loads that plan, with two figures that partners recorded and agreed to.
///
/// # Panics
/// When the engine fails.
pub async fn load(record: &Record) {
    plans::load(record, &placed(), MORNING).await;
    by_hand(record, INDICATOR, "2022 Q1", "412", Approval::Approved).await;
    by_hand(record, INDICATOR, "2022 Q2", "398", Approval::Approved).await;
}

/// A pack of the priority in the first plan year, for a meeting of December 2022.
#[must_use]
pub fn pack(name: &str, day: u32) -> Pack {
    Pack {
        slug: slug(name),
        year: slug("2022"),
        meeting: "Rutland board".into(),
        on: chrono::NaiveDate::from_ymd_opt(2022, 12, day).unwrap_or_default(),
        agenda: vec!["Notes".into(), "Progress".into()],
        cover_note: "Read **this** first.".into(),
        priorities: vec![slug(PRIORITY)],
    }
}

/// Records a new pack.
///
/// # Panics
/// When it cannot be kept.
pub async fn make(record: &Record, pack: &Pack, now: DateTime<Utc>) {
    let desk = plans::operator(record).await;
    let made = storage::pack::record(&desk, &slug(PLAN), pack, None, || now).await;
    assert!(matches!(made, Ok(Outcome::Saved)), "{made:?}");
}

/// Freezes a pack. Gives the number of the write.
///
/// # Panics
/// When it cannot be frozen.
pub async fn freeze(record: &Record, name: &str, now: DateTime<Utc>) -> i64 {
    let desk = plans::operator(record).await;
    match documents::freeze::freeze(&desk, outcomes::maker(), &slug(PLAN), (name, Saw::Newest), || now).await
    {
        Ok(Froze::Done(number)) => number,
        other => panic!("{other:?}"),
    }
}

/// A pack that is made and frozen.
///
/// # Panics
/// When either cannot be done.
pub async fn frozen(record: &Record, name: &str, day: u32) -> Frozen {
    make(record, &pack(name, day), plans::moment(NINE)).await;
    freeze(record, name, plans::moment(NINE)).await;
    kept(record, name).await.expect("a frozen pack")
}

/// What was kept of a pack, where it was frozen.
///
/// # Panics
/// When the record cannot be read.
pub async fn kept(record: &Record, name: &str) -> Option<Frozen> {
    let desk = plans::operator(record).await;
    storage::frozen::one(&desk, &slug(PLAN), Kind::Pack, &slug(name)).await.expect("readable")
}
