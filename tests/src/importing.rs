//! What tests of imports share: moments, places, and the contents of a cell.

use crate::{
    plans,
    proposals::{Line, import, proposal},
};
use domain::{
    entry,
    figure::{Absence, Approval, Figure, Origin, Status, Step},
    indicator::Indicator,
    period::Period,
    series::{Breakdown, Series},
    slug::Slug,
};
use storage::{
    Desk, Record,
    figure::{FigureVersion, Seen, Stepped},
    import::{self, Counts},
    testing,
};

/// When plans are loaded.
pub const MORNING: &str = "2026-11-23T07:00:00Z";
/// A moment later.
pub const NINE: &str = "2026-11-23T09:00:00Z";
/// And another.
pub const TEN: &str = "2026-11-23T10:00:00Z";
/// And another.
pub const ELEVEN: &str = "2026-11-23T11:00:00Z";

/// A published indicator of the plan that most of these tests load, with figures of 2013/14 to 2021/22.
pub const PUBLISHED: &str = "good-development";
/// One of partners.
pub const PARTNERS: &str = "referrals";
/// The area of that plan.
pub const RUTLAND: &str = "E06000017";
/// Another area.
pub const LEICESTER: &str = "E06000016";

/// So many new, changed, same and left alone.
pub fn counts(new: u64, changed: u64, same: u64, kept: u64) -> Counts {
    Counts { new, changed, same, kept }
}

/// How many a query counts.
///
/// # Panics
/// When the record cannot be read or written, or a text is not valid.
pub async fn count(record: &Record, sql: &'static str) -> i64 {
    testing::count(record, sql).await.expect("a count")
}

/// The record as whoever runs the program sees it.
///
/// # Panics
/// When the record cannot be read or written, or a text is not valid.
pub async fn operator(record: &Record) -> Desk {
    plans::operator(record).await
}

/// Takes some lines in.
///
/// # Panics
/// When the record cannot be read or written, or a text is not valid.
pub async fn take(record: &Record, lines: &[Line<'_>], at: &str) -> import::Imported {
    import(&operator(record).await, &proposal(lines), "figures.csv", at).await.expect("taken in")
}

/// An indicator as a desk has it.
///
/// # Panics
/// When the record cannot be read or written, or a text is not valid.
pub async fn indicator(desk: &Desk, slug: &str) -> Option<Indicator> {
    let today = "2026-11-23".parse().expect("a day");
    let outline = storage::outline::current(desk, today).await.expect("readable").expect("a plan");
    outline.indicator_named(slug).cloned()
}

/// Everyone in an area.
///
/// # Panics
/// When the record cannot be read or written, or a text is not valid.
pub fn series(indicator: &str, area: &str) -> Series {
    Series {
        indicator: Slug::new(indicator).expect("a slug"),
        area: domain::area::AreaCode::new(area).expect("a code"),
        breakdown: Breakdown::Total,
    }
}

/// A period by its label.
///
/// # Panics
/// When the record cannot be read or written, or a text is not valid.
pub fn period(text: &str) -> Period {
    text.parse().expect("a period")
}

/// What a partner sees in a cell: the newest version, in force or ended.
///
/// # Panics
/// When the record cannot be read or written, or a text is not valid.
pub async fn entry_of(record: &Record, indicator: &str, area: &str, text: &str) -> Option<FigureVersion> {
    storage::figure::newest(&operator(record).await, &series(indicator, area), &period(text))
        .await
        .expect("readable")
}

/// The value in force in a cell.
///
/// # Panics
/// When the record cannot be read or written, or a text is not valid.
pub async fn value(record: &Record, indicator: &str, area: &str, text: &str) -> Option<f64> {
    entry_of(record, indicator, area, text)
        .await
        .filter(|entry| entry.ended.is_none())?
        .figure
        .reading
        .value()
}

/// Records a figure by hand and takes it as far as `to`.
///
/// # Panics
/// When the record cannot be read or written, or a text is not valid.
pub async fn by_hand(record: &Record, indicator_name: &str, text: &str, typed: &str, to: Approval) {
    let indicator = indicator(&operator(record).await, indicator_name).await.expect("an indicator");
    by_hand_of(record, (indicator_name, indicator.origin), text, typed, to).await;
}

/// The same, of an origin that need not be the indicator's.
///
/// # Panics
/// When the record cannot be read or written, or a text is not valid.
pub async fn by_hand_of(
    record: &Record,
    (indicator_name, origin): (&str, Origin),
    text: &str,
    typed: &str,
    to: Approval,
) {
    let desk = operator(record).await;
    let indicator = indicator(&desk, indicator_name).await.expect("an indicator");
    let (series, period) = (series(indicator_name, RUTLAND), period(text));
    let typed = match Absence::parse(typed) {
        Some(_) => entry::Typed { absence: typed, ..Default::default() },
        None => entry::Typed { value: typed, ..Default::default() },
    };
    let reading = entry::reading(indicator.measure, indicator.decimals, typed).expect("a reading");
    let figure = Figure {
        series: series.clone(),
        period,
        reading,
        status: Status::Final,
        origin,
        approval: Approval::Draft,
        explanation: None,
        note: None,
    };
    let clock = || plans::moment(NINE);
    let standing = async || {
        let newest =
            storage::figure::newest(&operator(record).await, &series, &period).await.expect("readable");
        newest.filter(|entry| entry.ended.is_none()).map(|entry| entry.began.number)
    };
    let approved = standing().await;
    storage::figure::record(&desk, &figure, approved, None, clock).await.expect("recorded");
    for (step, reached) in [(Step::Submit, Approval::Submitted), (Step::Approve, Approval::Approved)] {
        if reached <= to {
            let seen = Seen { proposed: standing().await.expect("a proposal"), approved };
            let moved =
                storage::figure::step(&operator(record).await, &series, &period, step, seen, None, clock)
                    .await;
            assert_eq!(moved.expect("moved"), Stepped::Done);
        }
    }
}

/// Withdraws the newest figure of a cell.
///
/// # Panics
/// When the record cannot be read or written, or a text is not valid.
pub async fn withdraw(record: &Record, indicator: &str, text: &str) {
    let (series, period) = (series(indicator, RUTLAND), period(text));
    let desk = operator(record).await;
    let newest = storage::figure::newest(&desk, &series, &period).await.expect("readable").expect("a figure");
    let seen = Seen { proposed: newest.began.number, approved: None };
    let clock = || plans::moment(NINE);
    let step = Step::Withdraw;
    let withdrawn = storage::figure::step(&desk, &series, &period, step, seen, Some("Wrong."), clock).await;
    assert_eq!(withdrawn.expect("withdrawn"), Stepped::Done);
}

/// Every figure that a desk sees of an indicator.
///
/// # Panics
/// When the record cannot be read or written, or a text is not valid.
pub async fn figures(desk: &Desk, slug: &str) -> Vec<Figure> {
    let indicator = indicator(desk, slug).await.expect("an indicator");
    storage::figure::of_indicator(desk, &indicator).await.expect("readable")
}

/// The values of figures.
pub fn values(figures: &[Figure]) -> Vec<Option<f64>> {
    figures.iter().map(|figure| figure.reading.value()).collect()
}
