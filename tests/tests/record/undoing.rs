//! Taking an import back, the same on both engines.

use domain::{access::Visitor, figure::Approval};
use storage::{
    AsAt, Error, Record,
    import::{self, Undone},
};
use tests::{importing::*, on_both_engines, plans};

on_both_engines! {
    /// What an import brought where nothing was, a plan file may bring once the import is undone.
    async fn an_undone_import_is_in_nobodys_way(record: Record) {
        let taken = take(&record, &[(PUBLISHED, RUTLAND, "Total", "2021/22", "70.1")], NINE).await;
        import::undo(&operator(&record).await, taken.number.expect("a number"), || plans::moment(NINE)).await.expect("undone");
        let loaded = plans::load(&record, plans::RUTLAND, TEN).await;
        assert_eq!((loaded.superseded, loaded.kept), (0, 0));
        assert_eq!(value(&record, PUBLISHED, RUTLAND, "2021/22").await, Some(70.1));
        // The file itself may also come again, where no other plan differed from it.
        let lines = [(PUBLISHED, LEICESTER, "Total", "2021/22", "63.4")];
        let first = take(&record, &lines, TEN).await.number.expect("a number");
        import::undo(&operator(&record).await, first, || plans::moment(TEN)).await.expect("undone");
        assert_eq!(take(&record, &lines, ELEVEN).await.preview.counts, counts(1, 0, 0, 0));
    }

    /// Undone whole, an import leaves the record as it was but for its history.
    async fn an_import_is_undone_whole(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let before = figures(&operator(&record).await, PUBLISHED).await;
        let all = count(&record, "SELECT count(*) FROM figure").await;
        let taken = take(&record, &[
            (PUBLISHED, RUTLAND, "Total", "2021/22", "71.3"),
            (PUBLISHED, RUTLAND, "sex=Female", "2021/22", "72.5"),
            (PUBLISHED, LEICESTER, "Total", "2021/22", "63.4"),
            ("swimming", LEICESTER, "Total", "2021/22", "12.5"),
        ], NINE).await;
        let number = taken.number.expect("a number");
        assert_ne!(figures(&operator(&record).await, PUBLISHED).await, before);
        let undone = import::undo(&operator(&record).await, number, || plans::moment(TEN)).await.expect("undone");
        assert_eq!(undone, Undone { number: number + 1, ended: 4, restored: 1, kept: 0, indicators: 1, areas: 1 });
        assert_eq!(figures(&operator(&record).await, PUBLISHED).await, before);
        assert_eq!(indicator(&operator(&record).await, "swimming").await, None);
        assert_eq!(count(&record, "SELECT count(*) FROM definition WHERE plan = '' AND superseded_in IS NULL").await, 0);
        assert_eq!(count(&record, "SELECT count(*) FROM figure").await, all + 5, "nothing is deleted");
        let then = record.desk(Visitor::Operator, AsAt::Number(number)).await.expect("a desk");
        assert!(values(&figures(&then, PUBLISHED).await).contains(&Some(63.4)));
        assert!(values(&figures(&then, "swimming").await).contains(&Some(12.5)));

        let again = import::undo(&operator(&record).await, number, || plans::moment(TEN)).await;
        assert!(matches!(again, Err(Error::Undone { number: 2, undone_in: 3 })), "{again:?}");
        let none = import::undo(&operator(&record).await, 99, || plans::moment(TEN)).await;
        assert!(matches!(none, Err(Error::NoImport(99))), "{none:?}");
        assert_eq!(operator(&record).await.number(), number + 1);
    }

    /// What was corrected since is kept and counted; so is what uses an addition.
    async fn what_was_corrected_since_is_kept(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let number = take(&record, &[
            (PUBLISHED, RUTLAND, "Total", "2021/22", "71.3"),
            (PUBLISHED, RUTLAND, "Total", "2020/21", "66.6"),
            ("swimming", RUTLAND, "Total", "2021/22", "12.5"),
            ("swimming", RUTLAND, "Total", "2020/21", "11.5"),
        ], NINE).await.number.expect("a number");
        let earlier = {
            let then = record.desk(Visitor::Operator, AsAt::Number(number - 1)).await.expect("a desk");
            storage::figure::newest(&then, &series(PUBLISHED, RUTLAND), &period("2020/21")).await.expect("readable").expect("a figure")
        };
        by_hand(&record, PUBLISHED, "2021/22", "71.9", Approval::Approved).await;
        by_hand(&record, "swimming", "2021/22", "12.9", Approval::Approved).await;
        let undone = import::undo(&operator(&record).await, number, || plans::moment(TEN)).await.expect("undone");
        assert_eq!((undone.ended, undone.restored, undone.kept, undone.indicators, undone.areas), (2, 1, 2, 0, 0));
        assert_eq!(value(&record, PUBLISHED, RUTLAND, "2021/22").await, Some(71.9));
        assert_eq!(value(&record, PUBLISHED, RUTLAND, "2020/21").await, earlier.figure.reading.value());
        assert_eq!(value(&record, "swimming", RUTLAND, "2020/21").await, None);
        assert_eq!(value(&record, "swimming", RUTLAND, "2021/22").await, Some(12.9));
        assert!(indicator(&operator(&record).await, "swimming").await.is_some());
    }

    /// Imports over imports are undone in any order.
    async fn imports_are_undone_in_any_order(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let was = value(&record, PUBLISHED, RUTLAND, "2021/22").await;
        let mut numbers = Vec::new();
        for value in ["71.1", "72.2", "73.3"] {
            let lines = [(PUBLISHED, RUTLAND, "Total", "2021/22", value), (PUBLISHED, LEICESTER, "Total", "2021/22", value)];
            numbers.push(take(&record, &lines, NINE).await.number.expect("a number"));
        }
        let undo = async |number| import::undo(&operator(&record).await, number, || plans::moment(TEN)).await.expect("undone");
        // The middle one and the first are not in force: nothing changes, until the last is undone.
        for number in [numbers[1], numbers[0]] {
            let undone = undo(number).await;
            assert_eq!((undone.ended, undone.restored, undone.kept), (0, 0, 2));
            assert_eq!(value(&record, PUBLISHED, LEICESTER, "2021/22").await, Some(73.3));
        }
        let undone = undo(numbers[2]).await;
        assert_eq!((undone.ended, undone.restored, undone.kept), (2, 1, 0));
        assert_eq!(value(&record, PUBLISHED, RUTLAND, "2021/22").await, was);
        assert_eq!(value(&record, PUBLISHED, LEICESTER, "2021/22").await, None);
        // From the last to the first, each gives way to the one before.
        let mut numbers = Vec::new();
        for value in ["71.1", "72.2"] {
            numbers.push(take(&record, &[(PUBLISHED, RUTLAND, "Total", "2021/22", value)], TEN).await.number.expect("a number"));
        }
        assert_eq!(undo(numbers[1]).await.restored, 1);
        assert_eq!(value(&record, PUBLISHED, RUTLAND, "2021/22").await, Some(71.1));
        assert_eq!(undo(numbers[0]).await.ended, 1);
        assert_eq!(value(&record, PUBLISHED, RUTLAND, "2021/22").await, was);
    }
}
