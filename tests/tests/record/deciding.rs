//! Taking a file in, taking it back and freezing a pack, asked of the record itself: no page takes part.

use chrono::{DateTime, Utc};
use documents::{
    Maker, Unmade,
    freeze::{Saw, freeze},
};
use domain::proposal::{NotTaken, Problem, RefusedCells};
use storage::{
    Error, Record,
    import::{self, Kept, Waiting},
    pack::Froze,
};
use tests::{
    importing::*,
    on_both_engines,
    packs::{self, PLAN, slug},
    plans, proposals,
};

fn now() -> DateTime<Utc> {
    plans::moment(NINE)
}

on_both_engines! {
    /// A file with refused cells goes in without them only where somebody asked for that, once, and is taken back whole.
    async fn a_file_is_taken_in_without_a_page(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let desk = plans::operator(&record).await;
        let mut proposal = proposals::proposal(&[(PARTNERS, RUTLAND, "Total", "2024 Q1", "86112")]);
        proposal.refused = 1;
        proposal.problems.push(Problem { row: 3, column: "value".into(), reason: "this is no number".into() });
        let file = Waiting { name: "figures.csv".into(), bytes: b"figures".to_vec(), meta: None };
        let number = import::wait(&desk, &file, now).await.expect("waiting");
        let file = import::waiting(&desk.now().await.expect("a desk"), number).await.expect("readable").expect("a file");
        let kept = || Kept::of(&file, proposal.layout);
        let seen = desk.now().await.expect("a desk").seen();
        let stopped = import::confirm(&desk, (&proposal, RefusedCells::Stop), kept(), Some(seen), now, &mut |_| {}).await;
        assert!(matches!(stopped, Err(Error::NotTaken(NotTaken::Refused(1)))), "{stopped:?}");
        assert_eq!(count(&record, "SELECT count(*) FROM import").await, 0);
        let taken = import::confirm(&desk, (&proposal, RefusedCells::LeftOut), kept(), Some(seen), now, &mut |_| {}).await.expect("taken in");
        assert_eq!(taken.preview.proposals, 1, "a partner's figure waits for its approver");
        let import = taken.number.expect("a number");
        assert_eq!(value(&record, PARTNERS, RUTLAND, "2024 Q1").await, Some(86112.0));
        let late = import::confirm(&desk, (&proposal, RefusedCells::LeftOut), kept(), Some(seen), now, &mut |_| {}).await;
        assert!(matches!(late, Err(Error::ChangedSince)), "{late:?}");
        let undone = import::undo(&desk, import, now).await.expect("undone");
        assert_eq!((undone.ended, undone.kept), (1, 0));
        assert!(matches!(import::undo(&desk, import, now).await, Err(Error::Undone { .. })));
    }

    /// A pack is frozen as it was seen, once.
    async fn a_pack_is_frozen_without_a_page(record: Record) {
        packs::load(&record).await;
        packs::make(&record, &packs::pack("first-pack", 1), now()).await;
        let desk = plans::operator(&record).await;
        let freeze = async |name, saw| freeze(&desk, outcomes::maker(), &slug(PLAN), (name, saw), now).await;
        assert!(matches!(freeze("no-pack", Saw::Newest).await, Err(Unmade::NoPack(_))));
        let entry = storage::pack::one(&desk, &slug(PLAN), "first-pack").await.expect("readable").expect("a pack");
        assert!(matches!(freeze("first-pack", Saw::Version(entry.by.number - 1)).await, Ok(Froze::Stale)), "another was seen");
        assert_eq!(count(&record, "SELECT count(*) FROM frozen").await, 0);
        assert!(matches!(freeze("first-pack", Saw::Version(entry.by.number)).await, Ok(Froze::Done(_))));
        assert!(matches!(freeze("first-pack", Saw::Version(entry.by.number)).await, Ok(Froze::Before)));
        assert!(matches!(freeze("first-pack", Saw::Newest).await, Ok(Froze::Before)));
    }
    /// A program without what typesets freezes nothing, says what to do about it, and leaves the pack to one that has it.
    async fn a_program_without_typst_freezes_nothing(record: Record) {
        packs::load(&record).await;
        packs::make(&record, &packs::pack("first-pack", 1), now()).await;
        let desk = plans::operator(&record).await;
        let plan = slug(PLAN);
        let freeze = async |maker| freeze(&desk, maker, &plan, ("first-pack", Saw::Newest), now).await;
        let why = freeze(Maker::ABSENT).await.expect_err("nothing makes the files").to_string();
        assert!(why.starts_with("this program was built without the part that makes PDFs and workbooks."), "{why}");
        assert_eq!(count(&record, "SELECT count(*) FROM frozen").await, 0);
        assert!(matches!(freeze(outcomes::maker()).await, Ok(Froze::Done(_))));
    }
}
