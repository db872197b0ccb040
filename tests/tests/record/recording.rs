//! Recording one figure and taking it from step to step, asked of the record itself: no page takes part.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    access::Role,
    entry::{self, Field},
    figure::{Approval, NoReason, Step},
    outline::Outline,
    period::Period,
    recording::{Boxes, Named},
    series::Series,
    source::Source,
};
use std::sync::Arc;
use storage::{
    Desk, Error, Record,
    figure::{Entered, FigureVersion, Seen, Stepped, enter, newest, step},
};
use tests::{
    on_both_engines,
    people::{Member, member},
    plans,
    recording::{QUARTER, analyst, count},
};

fn clock() -> DateTime<Utc> {
    plans::moment("2026-11-23T09:00:00Z")
}

fn today() -> NaiveDate {
    clock().date_naive()
}

/// What somebody types for the county's self-harm reports of a quarter.
fn boxes<'a>(value: &'a str, replaces: Option<i64>, reason: &'a str) -> Boxes<'a> {
    Boxes {
        cell: Named { area: "E10000025", breakdown: "Total", period: QUARTER },
        numbers: entry::Typed { value, ..entry::Typed::default() },
        status: "provisional",
        origin: "",
        note: "",
        reason,
        replaces,
    }
}

async fn open(record: &Record, who: &Member) -> (Desk, Arc<Outline>) {
    let desk = who.desk(record).await;
    let outline = plans::outline(&desk).await;
    (desk, outline)
}

/// Types it, as somebody sees the record now.
async fn typed(record: &Record, who: &Member, boxes: Boxes<'_>) -> Result<Entered, Error> {
    let (desk, outline) = open(record, who).await;
    let indicator = outline.indicator_named("self-harm-reports").expect("an indicator");
    enter(&desk, &outline, indicator, (boxes, today()), clock).await
}

/// The figure in force in the cell.
async fn standing(record: &Record) -> Option<FigureVersion> {
    let desk = plans::operator(record).await;
    let (series, period) = cell(&desk).await;
    newest(&desk, &series, &period).await.expect("readable").filter(|entry| entry.ended.is_none())
}

async fn number(record: &Record) -> i64 {
    standing(record).await.expect("a figure").began.number
}

async fn cell(desk: &Desk) -> (Series, Period) {
    let outline = plans::outline(desk).await;
    let indicator = outline.indicator_named("self-harm-reports").expect("an indicator");
    let named = Named { area: "E10000025", breakdown: "Total", period: QUARTER };
    domain::recording::cell(&outline, indicator, named, Ok(QUARTER.parse().expect("a period")))
        .expect("a cell")
}

/// Takes a step with the figure in force.
async fn take(record: &Record, who: &Member, taken: Step, reason: Option<&str>) -> Result<Stepped, Error> {
    let (desk, _) = open(record, who).await;
    let (series, period) = cell(&desk).await;
    let seen = Seen { proposed: number(record).await, approved: None };
    step(&desk, &series, &period, taken, seen, reason, clock).await
}

on_both_engines! {
    /// What was typed is judged by the figure in force: it is written, is the same, is refused box by box, or somebody else
    /// was first.
    async fn a_figure_is_recorded_without_a_page(record: Record) {
        let ann = analyst(&record).await;
        let bob = member(&record, "Bob Clark", Role::Analyst, "oxford-health").await;
        let wrong = Boxes { cell: Named { area: "nowhere", breakdown: "", period: "2098-99 Q1" }, status: "", ..boxes("forty", None, "") };
        let Ok(Entered::Wrong(wrongs)) = typed(&record, &ann, wrong).await else { panic!("recorded") };
        let at: Vec<_> = wrongs.iter().map(|wrong| wrong.at).collect();
        assert_eq!(at, [Field::Area, Field::Breakdown, Field::Period, Field::Value, Field::Status]);
        let strange = Boxes { cell: Named { breakdown: "shoe size=9", ..boxes("1", None, "").cell }, ..boxes("48", None, "") };
        let Ok(Entered::Wrong(wrongs)) = typed(&record, &ann, strange).await else { panic!("recorded") };
        assert_eq!(wrongs[0].message, "choose a group from the list");
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE indicator = 'self-harm-reports'").await, 0);

        assert!(matches!(typed(&record, &ann, boxes("48 e", None, "")).await, Ok(Entered::Recorded(..))));
        let first = standing(&record).await.expect("a figure");
        assert_eq!((first.figure.reading.value(), first.figure.approval, first.began.source), (Some(48.0), Approval::Draft, Source::Form));
        assert_eq!(first.figure.note.as_deref(), domain::cell::Mark::Estimated.note().as_deref(), "a mark is its note");
        // The same form sent twice is one figure; another's is shown beside.
        assert!(matches!(typed(&record, &ann, boxes("48 e", None, "")).await, Ok(Entered::Recorded(..))));
        let Ok(Entered::Stale(mine, Some(theirs))) = typed(&record, &bob, boxes("48 e", None, "")).await else { panic!("recorded") };
        assert_eq!((mine.reading.value(), theirs.began.person), (Some(48.0), Some(ann.id)));
        let seen = Some(first.began.number);
        let Ok(Entered::Wrong(wrongs)) = typed(&record, &bob, boxes("51", seen, "")).await else { panic!("recorded") };
        assert_eq!(wrongs.iter().map(|wrong| wrong.at).collect::<Vec<_>>(), [Field::Reason]);
        assert!(matches!(typed(&record, &bob, boxes("48 e", seen, "Looked again.")).await, Ok(Entered::Same(..))));
        assert!(matches!(typed(&record, &bob, boxes("51", seen, "Counted again.")).await, Ok(Entered::Recorded(..))));
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE indicator = 'self-harm-reports'").await, 2);
        let other = member(&record, "Pat Police", Role::Analyst, "thames-valley-police").await;
        let refused = typed(&record, &other, boxes("52", Some(number(&record).await), "Mine.")).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    }

    /// From draft to approved and away: what needs a reason asks for it, and nobody approves their own.
    async fn a_figure_goes_its_way_without_a_page(record: Record) {
        let ann = analyst(&record).await;
        let cat = member(&record, "Cat Dean", Role::Approver, "oxford-health").await;
        assert!(matches!(typed(&record, &ann, boxes("48", None, "")).await, Ok(Entered::Recorded(..))));
        assert!(matches!(take(&record, &cat, Step::Approve, None).await, Ok(Stepped::Stale)), "a draft is not approved");
        assert!(matches!(take(&record, &ann, Step::Submit, None).await, Ok(Stepped::Done)));
        assert!(matches!(take(&record, &cat, Step::SendBack, None).await, Ok(Stepped::NoReason(NoReason::Missing))));
        let long = "a".repeat(2001);
        let Ok(Stepped::NoReason(lack)) = take(&record, &cat, Step::SendBack, Some(&long)).await else { panic!("sent back") };
        assert_eq!(lack.sentence(), "shorten this to 2000 characters");
        assert!(matches!(take(&record, &cat, Step::SendBack, Some("All of it?")).await, Ok(Stepped::Done)));
        assert!(matches!(take(&record, &ann, Step::Submit, None).await, Ok(Stepped::Done)));
        let operator = plans::operator(&record).await;
        let give = storage::account::RoleChange::Give;
        storage::account::change_role(&operator, ann.id, Role::Approver, "oxford-health", give, || plans::moment("2026-11-23T08:30:00Z")).await.expect("a role");
        assert!(matches!(take(&record, &ann, Step::Approve, None).await, Err(Error::OwnFigure)));
        assert!(matches!(take(&record, &cat, Step::Approve, None).await, Ok(Stepped::Done)));
        assert_eq!(standing(&record).await.map(|entry| entry.figure.approval), Some(Approval::Approved));
        assert!(matches!(take(&record, &ann, Step::Withdraw, None).await, Ok(Stepped::NoReason(NoReason::Missing))));
        assert!(matches!(take(&record, &cat, Step::Withdraw, Some("Wrong.")).await, Err(Error::Forbidden)));
        assert!(matches!(take(&record, &ann, Step::Withdraw, Some("Wrong.")).await, Ok(Stepped::Done)));
        assert_eq!(standing(&record).await, None);
        let last = newest(&plans::operator(&record).await, &cell(&operator).await.0, &QUARTER.parse().expect("a period")).await.expect("readable");
        assert_eq!(last.and_then(|entry| entry.ended).map(|by| by.source), Some(Source::FigureWithdrawn));
    }
}
