//! Filling a return, handing it in and agreeing to it, asked of the record itself: no page takes part.

use chrono::{DateTime, Utc};
use domain::{
    access::Role,
    entry::Field,
    figure::{Absence, Approval, Figure, Measured, Origin, Reading, Status},
    indicator::Measure,
    outline::Outline,
    returns::{
        Return, Sheet, State, Typed,
        adding::{Adding, NoRow},
        handing::{Handing, HandingStep, Lack},
        quarter,
        saving::{Choice, Misfit, Posted, RowAnswer},
        stepping::ApproverStep,
    },
    slug::Slug,
};
use std::sync::Arc;
use storage::{
    Desk, Error, Record,
    returns::{Added, HandedIn, Saved, Stepped, add_row, save_and_hand_in, save_rows, sheet, step},
};
use tests::{
    on_both_engines,
    people::{Member, member},
    plans,
    recording::count,
    returns::begun,
};

fn clock() -> DateTime<Utc> {
    plans::moment("2026-11-23T09:00:00Z")
}

/// The return as somebody reads it.
struct Opened {
    desk: Desk,
    outline: Arc<Outline>,
    sheet: Sheet,
}

/// The return in which the self-harm reports of 2018-19 Q1 fall due: its one row is the county's.
async fn open(record: &Record, who: &Member) -> Opened {
    open_of(record, who, "2018-19 Q2").await
}

/// The return of another quarter.
async fn open_of(record: &Record, who: &Member, due: &str) -> Opened {
    let desk = who.desk(record).await;
    let outline = plans::outline(&desk).await;
    let organisation = Slug::new("oxford-health").expect("a slug");
    let of = Return { organisation, quarter: quarter(due).expect("a quarter") };
    let sheet = sheet(&desk, &outline, &of).await.expect("a sheet");
    Opened { desk, outline, sheet }
}

impl Opened {
    /// All rows as they were read.
    fn rows(&self) -> Vec<Posted> {
        let rows = self.sheet.rows(&self.outline).into_iter();
        rows.map(|row| Posted {
            seen: self.sheet.seen(&row.asked),
            was: row.typed.joined(),
            typed: row.typed,
            choice: Choice::None,
            is_dropped: false,
            series: row.asked.series,
            period: row.asked.period,
        })
        .collect()
    }

    /// The rows with a value in the first.
    fn with(&self, value: &str) -> Vec<Posted> {
        let mut rows = self.rows();
        let first = rows.first_mut().expect("a row");
        first.typed = Typed { value: value.to_owned(), ..first.typed.clone() };
        rows
    }

    async fn save(&self, rows: &[Posted]) -> Result<Saved, Error> {
        save_rows(&self.desk, &self.outline, &self.sheet, rows, clock).await
    }

    /// What came of the first row that was saved.
    async fn first(&self, rows: &[Posted]) -> RowAnswer {
        match self.save(rows).await.expect("an answer") {
            Saved::Kept(_, answers) => answers.into_iter().next().expect("a row"),
            other => panic!("{other:?}"),
        }
    }

    async fn hand_in(&self, rows: &[Posted], step: HandingStep, blank: Option<Absence>) -> HandedIn {
        let handing = Handing { step, blank, today: clock().date_naive() };
        let handed = save_and_hand_in(&self.desk, &self.outline, &self.sheet, (rows, handing), clock).await;
        handed.expect("an answer")
    }

    async fn step(&self, taken: ApproverStep) -> Result<Stepped, Error> {
        step(&self.desk, &self.outline, &self.sheet, &taken, clock).await
    }

    /// The numbers of the writes that the rows saw.
    fn seen(&self) -> Vec<Option<i64>> {
        self.rows().iter().map(|row| row.seen).collect()
    }

    async fn add(&self, adding: &Adding) -> Added {
        add_row(&self.desk, &self.outline, &self.sheet, adding, clock).await.expect("an answer")
    }
}

/// The row for everyone in Oxford.
fn oxford() -> Adding {
    Adding {
        of: ("self-harm-reports".to_owned(), "2018-19 Q1".to_owned()),
        area: "E07000178".to_owned(),
        group: "Total".to_owned(),
        other: String::new(),
    }
}

on_both_engines! {
    /// What was typed is kept as far as it is valid; where somebody else wrote in between one is chosen, and neither is lost.
    async fn rows_are_saved_without_a_page(record: Record) {
        let staff = begun(&record).await;
        let (ann, bob) = (open(&record, &staff.ann).await, open(&record, &staff.bob).await);
        let wrong = ann.first(&ann.with("forty")).await;
        assert_eq!(wrong.wrongs.iter().map(|wrong| wrong.at).collect::<Vec<_>>(), [Field::Value]);
        assert_eq!(count(&record, "SELECT count(*) FROM return_cell").await, 0);
        assert!(ann.first(&ann.with("1,048")).await.is_kept());
        assert!(ann.first(&ann.with("1,048")).await.is_kept(), "sent twice, it is nobody else's");
        assert_eq!(count(&record, "SELECT count(*) FROM return_cell").await, 1);

        let theirs = bob.first(&bob.with("44")).await.theirs.expect("hers");
        assert_eq!(theirs.typed.value, "1,048");
        assert_eq!(theirs.by.and_then(|by| by.person), Some(staff.ann.id));
        // What he left as he saw it does not replace hers.
        assert!(bob.first(&bob.rows()).await.is_kept());
        let bob = open(&record, &staff.bob).await;
        assert_eq!(bob.sheet.rows(&bob.outline)[0].typed.value, "1,048");
        let chosen = |choice| {
            let mut rows = bob.with("44");
            rows[0].choice = choice;
            rows
        };
        assert!(bob.first(&chosen(Choice::Open)).await.theirs.is_some(), "nothing is chosen yet");
        assert!(bob.first(&chosen(Choice::Theirs)).await.is_kept());
        assert_eq!(open(&record, &staff.ann).await.rows()[0].typed.value, "1,048");
        assert!(bob.first(&chosen(Choice::Mine)).await.is_kept());
        assert_eq!(open(&record, &staff.ann).await.rows()[0].typed.value, "44");

        let mut strange = bob.with("44");
        strange[0].period = "2018-19 Q2".parse().expect("a period");
        assert!(matches!(bob.save(&strange).await, Ok(Saved::Misfit(Misfit::Unasked))));
        let twice = [bob.rows(), bob.rows()].concat();
        assert!(matches!(bob.save(&twice).await, Ok(Saved::Misfit(Misfit::Unasked))));
        // Whoever only looks changes nothing.
        let viewer = member(&record, "Vic Viewer", Role::Viewer, "oxford-health").await;
        let viewer = open(&record, &viewer).await;
        assert!(matches!(viewer.save(&viewer.with("45")).await, Err(Error::Forbidden)));
    }

    /// A row is added for everybody who fills the return, and goes again when somebody takes it away.
    async fn a_row_is_added_without_a_page(record: Record) {
        let staff = begun(&record).await;
        let ann = open(&record, &staff.ann).await;
        let Added::Wrong(wrong) = ann.add(&Adding { other: "girls".to_owned(), ..Adding::default() }).await else { panic!("added") };
        assert_eq!(wrong, [NoRow::NotAsked, NoRow::NoPlace, NoRow::NoGroup]);
        assert!(matches!(ann.add(&oxford()).await, Added::There(..)));
        assert!(matches!(ann.add(&oxford()).await, Added::There(..)), "whoever added it");
        let bob = open(&record, &staff.bob).await;
        let Added::Wrong(wrong) = bob.add(&oxford()).await else { panic!("added twice") };
        assert_eq!(wrong, [NoRow::AlreadyThere]);
        assert_eq!(bob.rows().len(), 2);
        // Who opened the return before does not hand it in unseen.
        let HandedIn::Refused(_, answers) = open(&record, &staff.bob).await.hand_in(&ann.with("4"), HandingStep::Submit, None).await else { panic!("handed in") };
        assert_eq!(answers.iter().map(|answer| answer.lacks.clone()).collect::<Vec<_>>(), [vec![Lack::AddedSince]]);
        let mut rows = open(&record, &staff.bob).await.rows();
        rows[1].is_dropped = true;
        // Of the row that was asked for anyway nothing goes.
        rows[0].is_dropped = true;
        let Ok(Saved::Kept(_, answers)) = open(&record, &staff.bob).await.save(&rows).await else { panic!("not saved") };
        assert!(answers.iter().all(RowAnswer::is_kept));
        let left = open(&record, &staff.ann).await;
        assert_eq!(left.rows().iter().map(|row| row.typed.value.as_str()).collect::<Vec<_>>(), ["4"]);
    }

    /// From a blank row to an approved figure: what is lacking is listed, nobody approves what they typed, nothing goes unseen.
    async fn a_return_is_handed_in_and_agreed_to_without_a_page(record: Record) {
        let staff = begun(&record).await;
        let ann = open(&record, &staff.ann).await;
        assert!(matches!(ann.hand_in(&[], HandingStep::Submit, None).await, HandedIn::Misfit(Misfit::Incomplete)));
        let HandedIn::Lacking(now, answers) = ann.hand_in(&ann.rows(), HandingStep::Submit, None).await else { panic!("handed in") };
        assert_eq!(answers[0].lacks, [Lack::Blank]);
        let said = answers[0].lacks[0].sentence(&ann.outline, &now.rows(&ann.outline)[0].asked);
        assert_eq!(said, "Self-harm reports, Oxfordshire, 2018-19 Q1 is blank: type a figure, or choose below why blank rows have none.");
        let HandedIn::Lacking(_, answers) = ann.hand_in(&ann.with("48"), HandingStep::SubmitNil, None).await else { panic!("handed in") };
        assert_eq!(answers[0].lacks, [Lack::NotNil(48.0)]);
        let ann = open(&record, &staff.ann).await;
        assert!(matches!(ann.hand_in(&ann.rows(), HandingStep::Submit, None).await, HandedIn::Done(1)));
        assert!(matches!(ann.hand_in(&ann.rows(), HandingStep::Submit, None).await, HandedIn::NotNow(_) | HandedIn::Locked(_)));
        assert!(matches!(ann.save(&ann.with("50")).await, Ok(Saved::Locked(_))));

        let cat = open(&record, &staff.cat).await;
        assert_eq!(cat.sheet.standing.state, State::Submitted);
        assert!(matches!(cat.step(ApproverStep::SendBack(String::new())).await, Ok(Stepped::NoReason(_))));
        assert!(matches!(cat.step(ApproverStep::SendBack("Is this all?".to_owned())).await, Ok(Stepped::Done(1))));
        assert!(matches!(cat.step(ApproverStep::SendBack("Is this all?".to_owned())).await, Ok(Stepped::NotNow(_))));
        let ann = open(&record, &staff.ann).await;
        assert_eq!(ann.rows()[0].typed.value, "48", "as it was typed");
        assert!(matches!(ann.hand_in(&ann.with("51"), HandingStep::Submit, None).await, HandedIn::Done(1)));
        assert!(matches!(cat.step(ApproverStep::Approve(cat.seen())).await, Ok(Stepped::Stale(_))), "another figure was seen");
        let clock = || plans::moment("2026-11-23T08:30:00Z");
        let (operator, give) = (plans::operator(&record).await, storage::account::RoleChange::Give);
        storage::account::change_role(&operator, staff.ann.id, Role::Approver, "oxford-health", give, clock).await.expect("a role");
        let own = open(&record, &staff.ann).await;
        assert!(matches!(own.step(ApproverStep::Approve(own.seen())).await, Err(Error::OwnFigure)));
        let cat = open(&record, &staff.cat).await;
        assert!(matches!(cat.step(ApproverStep::Approve(cat.seen())).await, Ok(Stepped::Done(1))));
        let cat = open(&record, &staff.cat).await;
        let rows = cat.rows();
        let figure = cat.sheet.figure(&rows[0].series, &rows[0].period).expect("a figure");
        assert_eq!((figure.approval, figure.reading.value()), (Approval::Approved, Some(51.0)));
        assert!(matches!(cat.step(ApproverStep::Reopen("Counted again.".to_owned())).await, Ok(Stepped::Done(0))));
        assert_eq!(open(&record, &staff.cat).await.sheet.standing.state, State::Open);
    }

    /// Neither what is too early, nor what somebody recorded over, nor what is unlikely and unexplained.
    async fn what_must_wait_is_not_handed_in_without_a_page(record: Record) {
        let staff = begun(&record).await;
        let lacking = |handed| match handed {
            HandedIn::Lacking(_, mut answers) => answers.remove(0).lacks,
            other => panic!("{other:?}"),
        };
        let ann = open(&record, &staff.ann).await;
        let early = Handing { step: HandingStep::Submit, blank: None, today: "2018-06-30".parse().expect("a day") };
        let handed = save_and_hand_in(&ann.desk, &ann.outline, &ann.sheet, (&ann.with("48"), early), clock).await;
        assert_eq!(lacking(handed.expect("an answer")), [Lack::NotOver]);

        let ann = open(&record, &staff.ann).await;
        let row = ann.rows().remove(0);
        let value = Measured::new(Measure::Count, 0, Some(50.0), None, None).expect("a value");
        let figure = Figure {
            series: row.series,
            period: row.period,
            reading: Reading::Value(value),
            status: Status::Final,
            approval: Approval::Draft,
            origin: Origin::Partner,
            note: None,
            explanation: None,
        };
        let bob = open(&record, &staff.bob).await;
        storage::figure::record(&bob.desk, &figure, None, None, clock).await.expect("recorded");
        let ann = open(&record, &staff.ann).await;
        assert!(ann.first(&ann.with("49")).await.theirs.is_some(), "his figure is newer than what she typed");
        let handed = ann.hand_in(&ann.rows(), HandingStep::Submit, None).await;
        assert!(matches!(&handed, HandedIn::Refused(_, answers) if answers[0].theirs.is_some()), "{handed:?}");
        let mut mine = ann.with("49");
        mine[0].choice = Choice::Mine;
        assert!(matches!(ann.hand_in(&mine, HandingStep::Submit, None).await, HandedIn::Done(1)));
        let cat = open(&record, &staff.cat).await;
        assert!(matches!(cat.step(ApproverStep::Approve(cat.seen())).await, Ok(Stepped::Done(1))));

        let later = open_of(&record, &staff.ann, "2018-19 Q3").await;
        assert_eq!(lacking(later.hand_in(&later.with("49"), HandingStep::Submit, None).await), [Lack::Unexplained]);
        let later = open_of(&record, &staff.ann, "2018-19 Q3").await;
        assert!(matches!(later.hand_in(&later.with("52"), HandingStep::Submit, None).await, HandedIn::Done(1)));
    }

    /// A blank row is handed in with the reason given for all; in a nil return it is a true 0.
    async fn what_is_blank_says_why_without_a_page(record: Record) {
        let staff = begun(&record).await;
        let ann = open(&record, &staff.ann).await;
        assert!(matches!(ann.hand_in(&ann.rows(), HandingStep::Submit, Some(Absence::Awaited)).await, HandedIn::Done(1)));
        let of = |opened: &Opened| {
            let row = opened.rows().remove(0);
            opened.sheet.figure(&row.series, &row.period).map(|figure| figure.reading.clone())
        };
        assert_eq!(of(&open(&record, &staff.ann).await), Some(Reading::Absent(Absence::Awaited)));
        let later = open_of(&record, &staff.ann, "2018-19 Q3").await;
        assert!(matches!(later.hand_in(&later.rows(), HandingStep::SubmitNil, None).await, HandedIn::Done(1)));
        let later = open_of(&record, &staff.ann, "2018-19 Q3").await;
        assert_eq!(later.sheet.standing.state, State::Nil);
        assert_eq!(of(&later).and_then(|reading| reading.value()), Some(0.0));
    }
}
