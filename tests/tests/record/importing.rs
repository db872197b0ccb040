//! Taking in the figures of a file, the same on both engines.

use domain::{
    access::{Role, Visitor},
    figure::{Approval, Reading, Status, Step},
    indicator::Basis,
    proposal::{NotTaken, Proposal, Question, RefusedCells},
    slug::Slug,
};
use std::sync::Arc;
use storage::{
    AsAt, Desk, Error, Record,
    figure::{Seen, Stepped},
    import::{self, Why},
    testing,
};
use tests::{
    importing::*,
    on_both_engines,
    people::member,
    plans,
    proposals::{self, Line, import, kept, proposal},
};

on_both_engines! {
    /// A preview counts what is new, changed, the same and left alone, lists the changed with both values, and writes nothing.
    async fn a_preview_counts_and_writes_nothing(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        by_hand(&record, PUBLISHED, "2020/21", "65.5", Approval::Draft).await;
        let before = operator(&record).await.number();
        let was = value(&record, PUBLISHED, RUTLAND, "2021/22").await.expect("a figure");
        let same = value(&record, PUBLISHED, "E92000001", "2021/22").await.expect("a figure").to_string();
        let proposal = proposal(&[
            (PUBLISHED, RUTLAND, "Total", "2021/22", "71.3"),
            (PUBLISHED, "E92000001", "Total", "2021/22", &same),
            (PUBLISHED, RUTLAND, "Total", "2020/21", "66.6"),
            (PUBLISHED, LEICESTER, "Total", "2021/22", "63.4"),
            (PUBLISHED, RUTLAND, "sex=Female", "2021/22", "confidential"),
            ("swimming", LEICESTER, "Total", "2021/22", "12.5"),
        ]);
        let preview = import::preview(&operator(&record).await, &proposal).await.expect("a preview");
        assert_eq!(preview.counts, counts(3, 1, 1, 1));
        assert_eq!(preview.changed.len(), 1);
        let change = &preview.changed[0];
        assert_eq!((change.row, change.was.reading.value(), change.becomes.reading.value()), (2, Some(was), Some(71.3)));
        assert_eq!(preview.kept.len(), 1);
        let left = &preview.kept[0];
        assert_eq!((left.row, left.why, left.stands.as_ref().and_then(|said| said.reading.value())), (4, Why::Waiting, Some(65.5)));
        let added: Vec<_> = preview.indicators.iter().map(|added| (added.indicator.slug.as_str(), added.figures)).collect();
        assert_eq!(added, [("swimming", 1)]);
        assert_eq!(preview.areas.iter().map(|area| area.code.as_str()).collect::<Vec<_>>(), [LEICESTER]);
        assert_eq!(operator(&record).await.number(), before);
        assert_eq!(count(&record, "SELECT count(*) FROM import").await, 0);
        // Against nothing everything is new.
        assert_eq!(import::against_nothing(&proposal).expect("a preview").counts, counts(6, 0, 0, 0));
    }

    /// What was previewed is what happens; the same file again changes nothing and takes no number.
    async fn the_same_file_again_changes_nothing(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let lines = [
            (PUBLISHED, RUTLAND, "Total", "2021/22", "71.3"),
            (PUBLISHED, LEICESTER, "Total", "2021/22", "63.4"),
            (PUBLISHED, LEICESTER, "sex=Female", "2020/21", "low"),
            ("swimming", LEICESTER, "Total", "2021/22", "-0"),
        ];
        let preview = import::preview(&operator(&record).await, &proposal(&lines)).await.expect("a preview");
        let first = take(&record, &lines, NINE).await;
        assert_eq!(first.number, Some(2));
        assert_eq!(first.preview.counts, preview.counts);
        assert_eq!(first.preview.counts, counts(3, 1, 0, 0));
        assert_eq!(value(&record, PUBLISHED, RUTLAND, "2021/22").await, Some(71.3));
        assert_eq!(value(&record, PUBLISHED, LEICESTER, "2021/22").await, Some(63.4));
        let entry = entry_of(&record, PUBLISHED, LEICESTER, "2021/22").await.expect("an entry");
        assert_eq!((entry.figure.approval, entry.began.action.as_str()), (Approval::Approved, "import figures"));
        let brought = entry.brought.expect("its file");
        assert_eq!((brought.import, brought.file.as_str(), brought.sha256.as_str()), (2, "figures.csv", proposals::sha256(b"figures.csv").as_str()));

        let again = take(&record, &lines, TEN).await;
        assert_eq!((again.number, again.preview.counts), (None, counts(0, 0, 4, 0)));
        assert_eq!(operator(&record).await.number(), 2);
        assert_eq!(count(&record, "SELECT count(*) FROM audit").await, 2);
        assert_eq!(count(&record, "SELECT count(*) FROM import").await, 1);
    }

    /// What the record lacks is added as the file describes it, unplaced, and answered for by the first partner.
    async fn what_the_record_lacks_is_added(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        take(&record, &[("swimming", LEICESTER, "Total", "2020/21", "12.5"), ("swimming", LEICESTER, "Total", "2021/22", "13")], NINE).await;
        let desk = operator(&record).await;
        let added = indicator(&desk, "swimming").await.expect("added");
        assert_eq!((added.name.as_str(), added.basis, added.placements.len()), ("The file's swimming", Basis::NotStated, 0));
        assert_eq!(added.definitions.len(), 1);
        assert_eq!((added.definitions[0].from.to_string().as_str(), added.definitions[0].text.as_str()), ("2020-09-01", "What the file says of swimming."));
        let outline = storage::outline::current(&desk, "2026-11-23".parse().expect("a day")).await.expect("readable").expect("a plan");
        assert_eq!(Some(&added.owner), outline.partners.first());
        assert_eq!(outline.indicators.last().map(|last| last.slug.as_str()), Some("swimming"));
        assert!(outline.areas.iter().any(|area| area.code.as_str() == LEICESTER && area.name == format!("Area {LEICESTER}")));
        // A plan that is loaded afterwards leaves it alone.
        let again = plans::load(&record, plans::RUTLAND, TEN).await;
        assert_eq!((again.added, again.superseded, again.withdrawn, again.kept), (0, 0, 0, 0));
        assert_eq!(indicator(&operator(&record).await, "swimming").await, Some(added));
        // A plan that places it describes it better.
        let from = plans::RUTLAND.find("[[indicator]]").expect("an indicator");
        let named = "[[indicator]]\nslug = \"swimming\"\nname = \"Swimming\"\nmeasure = \"percentage\"\nunit = \"pupils\"\ndecimals = 1\n\
            polarity = \"higher\"\nfrequency = \"academic year\"\nowner = \"council\"\norigin = \"published\"\n\
            basis = \"where the child goes to school\"\nsource = \"A plan\"\n[[indicator.definition]]\nfrom = 2010-09-01\ntiming = \"flow\"\n\
            text = \"Who swims.\"\n[[indicator.placement]]\nfocus-area = \"start-well\"\npriority = \"ready-for-school\"\n\n";
        plans::load(&record, &format!("{}{named}{}", &plans::RUTLAND[..from], &plans::RUTLAND[from..]), ELEVEN).await;
        let placed = indicator(&operator(&record).await, "swimming").await.expect("it");
        assert_eq!((placed.name.as_str(), placed.placements.len()), ("Swimming", 1));
        assert_eq!(placed.definitions.iter().map(|definition| definition.text.as_str()).collect::<Vec<_>>(), ["Who swims."]);
        assert_eq!(value(&record, "swimming", LEICESTER, "2020/21").await, Some(12.5));
    }

    /// An empty record takes a file in too.
    async fn an_empty_record_takes_a_file_in(record: Record) {
        let taken = take(&record, &[("swimming", LEICESTER, "Total", "2020/21", "12.5")], NINE).await;
        assert_eq!((taken.number, taken.preview.counts), (Some(1), counts(1, 0, 0, 0)));
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE approval = 'approved' AND import = 1 AND value = 12.5").await, 1);
        assert_eq!(count(&record, "SELECT count(*) FROM indicator WHERE owner = 'not-stated'").await, 1);
    }

    /// What people recorded, approved or withdrew is left alone, and listed with the reason.
    async fn what_people_said_stands(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        by_hand(&record, PUBLISHED, "2019/20", "61.1", Approval::Approved).await;
        by_hand(&record, PUBLISHED, "2020/21", "62.2", Approval::Submitted).await;
        withdraw(&record, PUBLISHED, "2021/22").await;
        let lines = [
            (PUBLISHED, RUTLAND, "Total", "2019/20", "71.1"),
            (PUBLISHED, RUTLAND, "Total", "2020/21", "72.2"),
            (PUBLISHED, RUTLAND, "Total", "2021/22", "73.3"),
        ];
        let preview = import::preview(&operator(&record).await, &proposal(&lines)).await.expect("a preview");
        let why: Vec<_> = preview.kept.iter().map(|left| (left.why, left.stands.as_ref().and_then(|said| said.reading.value()))).collect();
        assert_eq!(why, [(Why::ByHand, Some(61.1)), (Why::Waiting, Some(62.2)), (Why::Withdrawn, None)]);
        let taken = take(&record, &lines, TEN).await;
        assert_eq!((taken.number, taken.preview.counts), (None, counts(0, 0, 0, 3)));
        assert_eq!(value(&record, PUBLISHED, RUTLAND, "2019/20").await, Some(61.1));
        assert_eq!(value(&record, PUBLISHED, RUTLAND, "2021/22").await, None);
    }

    /// A plan file that is loaded again takes back neither an import nor its undoing.
    async fn a_plan_file_takes_no_import_back(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let was = value(&record, PUBLISHED, RUTLAND, "2021/22").await;
        let lines = [(PUBLISHED, RUTLAND, "Total", "2021/22", "71.3"), (PUBLISHED, LEICESTER, "Total", "2021/22", "63.4")];
        let taken = take(&record, &lines, NINE).await;
        let again = plans::load(&record, plans::RUTLAND, TEN).await;
        assert_eq!((again.added, again.superseded, again.withdrawn, again.kept), (0, 0, 0, 1));
        assert_eq!(value(&record, PUBLISHED, RUTLAND, "2021/22").await, Some(71.3));
        // A plan file that agrees with the import has nothing to change either.
        let agrees = plans::RUTLAND.replace("\"2021/22\" = 70.1", "\"2021/22\" = 71.3");
        let agreed = plans::load(&record, &agrees, TEN).await;
        assert_eq!((agreed.added, agreed.superseded, agreed.kept), (0, 0, 0));

        import::undo(&operator(&record).await, taken.number.expect("a number"), || plans::moment(ELEVEN)).await.expect("undone");
        assert_eq!(value(&record, PUBLISHED, RUTLAND, "2021/22").await, was);
        // What is in force again is the plan file's, which may correct it.
        let corrected = plans::load(&record, &agrees, ELEVEN).await;
        assert_eq!((corrected.added, corrected.superseded, corrected.kept), (0, 1, 0));
    }

    /// What a file has for partners' figures waits for an approver, who is not whoever brought it; the public learns nothing.
    async fn partners_figures_come_in_as_proposals(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let lead = member(&record, "Lea", Role::PlanLead, "council").await;
        let other = member(&record, "Ada", Role::Approver, "council").await;
        storage::account::change_role(&operator(&record).await, lead.id, Role::Approver, "council", storage::account::RoleChange::Give, || plans::moment(MORNING)).await.expect("a role");
        let lines = [(PARTNERS, RUTLAND, "Total", "2022 Q1", "86111"), (PARTNERS, RUTLAND, "Total", "2024 Q1", "86112")];
        let stood = value(&record, PARTNERS, RUTLAND, "2022 Q1").await;
        assert!(stood.is_some());
        let preview = import::preview(&lead.desk(&record).await, &proposal(&lines)).await.expect("a preview");
        assert_eq!((preview.counts, preview.proposals), (counts(1, 1, 0, 0), 2));
        let taken = import(&lead.desk(&record).await, &proposal(&lines), "partners.csv", TEN).await.expect("taken in");
        assert_eq!(taken.preview.counts, counts(1, 1, 0, 0));
        let entry = entry_of(&record, PARTNERS, RUTLAND, "2022 Q1").await.expect("an entry");
        assert_eq!((entry.figure.approval, entry.figure.reading.value()), (Approval::Submitted, Some(86111.0)));
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE indicator = 'referrals' AND superseded_in IS NULL AND approval = 'submitted'").await, 2);
        // The same file again, and another that differs.
        assert_eq!(import(&lead.desk(&record).await, &proposal(&lines), "partners.csv", TEN).await.expect("read").number, None);
        let newer = [(PARTNERS, RUTLAND, "Total", "2022 Q1", "86113")];
        assert_eq!(import(&lead.desk(&record).await, &proposal(&newer), "newer.csv", TEN).await.expect("taken in").preview.counts, counts(0, 1, 0, 0));
        let entry = entry_of(&record, PARTNERS, RUTLAND, "2022 Q1").await.expect("an entry");
        assert_eq!(entry.figure.reading.value(), Some(86113.0));

        let stranger = record.desk(Visitor::Stranger, AsAt::Now).await.expect("a desk");
        let found = indicator(&stranger, PARTNERS).await.expect("it");
        let seen = format!("{:?} {:?}", figures(&stranger, PARTNERS).await, storage::figure::history(&stranger, &found).await);
        assert!(!seen.contains("8611") && !seen.contains("partners.csv"), "{seen}");

        let approved = storage::figure::history(&operator(&record).await, &found).await.expect("readable");
        let approved = approved.iter().find(|entry| entry.ended.is_none() && entry.figure.approval == Approval::Approved && entry.figure.period == period("2022 Q1"));
        let seen = Seen { proposed: entry.began.number, approved: approved.map(|entry| entry.began.number) };
        let (series, period) = (series(PARTNERS, RUTLAND), period("2022 Q1"));
        let approve = async |desk: Desk| storage::figure::step(&desk, &series, &period, Step::Approve, seen, None, || plans::moment(TEN)).await;
        assert!(matches!(approve(lead.desk(&record).await).await, Err(Error::OwnFigure)));
        assert_eq!(approve(other.desk(&record).await).await.expect("approved"), Stepped::Done);
        let entry = entry_of(&record, PARTNERS, RUTLAND, "2022 Q1").await.expect("an entry");
        let brought = entry.brought.expect("its file");
        assert_eq!((entry.figure.approval, brought.file.as_str()), (Approval::Approved, "newer.csv"));
        // What an approver approved counts as decided by people: undoing the import leaves it, and reports it.
        let undone = import::undo(&lead.desk(&record).await, brought.import, || plans::moment(ELEVEN)).await.expect("undone");
        assert_eq!((undone.ended, undone.restored, undone.kept), (0, 0, 1));
        assert_eq!(value(&record, PARTNERS, RUTLAND, "2022 Q1").await, Some(86113.0));
    }

    /// A proposal of a file that people took away does not come back.
    async fn a_withdrawn_proposal_stays_away(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let lines = [(PARTNERS, RUTLAND, "Total", "2024 Q1", "86112")];
        take(&record, &lines, NINE).await;
        withdraw(&record, PARTNERS, "2024 Q1").await;
        let again = take(&record, &lines, TEN).await;
        assert_eq!((again.number, again.preview.counts), (None, counts(0, 0, 0, 1)));
    }

    /// A file that leaves out what the record knows besides the value is no change.
    async fn less_is_no_change(record: Record) {
        let line = [("swimming", RUTLAND, "Total", "2021/22", "25")];
        let mut more = proposal(&line);
        let fraction = Some(domain::figure::Fraction { numerator: 5.0, denominator: 20.0 });
        let interval = Some(domain::figure::Interval { lower: 20.0, upper: 30.0 });
        more.figures[0].reading = Reading::Value(domain::figure::Measured::recorded(25.0, fraction, interval).expect("a number"));
        more.figures[0].note = Some("A tab\tand a \\ and\na line".into());
        let desk = operator(&record).await;
        import(&desk, &more, "more.csv", NINE).await.expect("taken in");
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE numerator = 5 AND denominator = 20 AND lower = 20 AND upper = 30").await, 1);
        assert_eq!(import(&desk, &more, "more.csv", NINE).await.expect("read").preview.counts, counts(0, 0, 1, 0));
        assert_eq!(import(&desk, &proposal(&line), "less.csv", NINE).await.expect("read").preview.counts, counts(0, 0, 1, 0));
        for change in [
            |proposal: &mut Proposal| proposal.figures[0].status = Status::Revised,
            |proposal: &mut Proposal| proposal.figures[0].note = Some("Otherwise.".into()),
            |proposal: &mut Proposal| proposal.figures[0].reading = Reading::Absent(domain::figure::Absence::Low),
            |proposal: &mut Proposal| {
                let fraction = Some(domain::figure::Fraction { numerator: 10.0, denominator: 40.0 });
                proposal.figures[0].reading = Reading::Value(domain::figure::Measured::recorded(25.0, fraction, None).expect("a number"));
            },
        ] {
            let mut other = more.clone();
            change(&mut other);
            assert_eq!(import::preview(&desk, &other).await.expect("a preview").counts, counts(0, 1, 0, 0), "{other:?}");
        }
    }

    /// A file is given back as it came, to those who may import; one that was damaged is not.
    async fn a_file_is_given_back_as_it_came(record: Record) {
        let desk = operator(&record).await;
        let proposal = proposal(&[("swimming", RUTLAND, "Total", "2021/22", "25")]);
        // Large enough for several pieces, and not to be squeezed into one.
        let mut state = 1_u32;
        let bytes: Vec<u8> = (0..1_500_000).map(|_| { state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223); (state >> 24) as u8 }).collect();
        let changed = import::Kept { sha256: proposals::sha256(b"another"), ..kept("figures.csv", &bytes) };
        let refused = import::confirm(&desk, (&proposal, RefusedCells::LeftOut), changed, None, || plans::moment(NINE), &mut |_| {}).await;
        assert!(matches!(refused, Err(Error::FileChanged)), "{refused:?}");
        assert_eq!(count(&record, "SELECT count(*) FROM import_piece").await, 0);
        let mut told = Vec::new();
        let taken = import::confirm(&desk, (&proposal, RefusedCells::LeftOut), kept("a\u{1b}file.csv", &bytes), None, || plans::moment(NINE), &mut |done| told.push(done)).await;
        let number = taken.expect("taken in").number.expect("a number");
        assert_eq!(told.last(), Some(&1));
        assert!(count(&record, "SELECT count(*) FROM import_piece").await > 3);
        let desk = operator(&record).await;
        let mut out = Vec::new();
        let found = import::file(&desk, number, &mut out).await.expect("a file");
        assert!(out == bytes, "{} bytes came back", out.len());
        assert_eq!((found.name.as_str(), found.size, found.rows, found.counts), ("afile.csv", 1_500_000, 1, counts(1, 0, 0, 0)));
        let listed = import::list(&desk).await.expect("a list");
        assert_eq!((listed.len(), &listed[0], listed[0].undone_in, listed[0].sort.as_str()), (1, &found, None, "operator"));
        import::undo(&desk, number, || plans::moment(TEN)).await.expect("undone");
        assert_eq!(import::list(&operator(&record).await).await.expect("a list")[0].undone_in, Some(number + 1));
        assert_eq!(import::list(&desk).await.expect("a list")[0].undone_in, None, "an earlier moment");
        for visitor in [Visitor::Stranger] {
            let desk = record.desk(visitor, AsAt::Now).await.expect("a desk");
            assert!(matches!(import::file(&desk, number, &mut Vec::new()).await, Err(Error::Forbidden)));
            assert!(matches!(import::list(&desk).await, Err(Error::Forbidden)));
        }
        testing::execute(&record, "DELETE FROM import_piece WHERE place = 2").await.expect("damaged");
        let damaged = import::file(&operator(&record).await, number, &mut Vec::new()).await;
        assert!(matches!(damaged, Err(Error::Damaged(_))), "{damaged:?}");
    }

    /// What leaves a question open, has nothing in it or is out of order is refused, and so are those who may not.
    async fn what_cannot_be_taken_is_refused(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let ann = member(&record, "Ann", Role::Analyst, "council").await;
        let before = operator(&record).await.number();
        let good = proposal(&[(PUBLISHED, RUTLAND, "Total", "2021/22", "71.3"), (PUBLISHED, RUTLAND, "Total", "2020/21", "71.4")]);
        let desk = operator(&record).await;
        let about = Slug::new(PUBLISHED).expect("a slug");
        let asks = Proposal { questions: vec![Question { about, text: "What year?".into(), kinds: Vec::new() }], ..good.clone() };
        assert!(matches!(import(&desk, &asks, "f.csv", NINE).await, Err(Error::NotTaken(NotTaken::Questions(_)))));
        let empty = Proposal { figures: Vec::new(), ..good.clone() };
        assert!(matches!(import(&desk, &empty, "f.csv", NINE).await, Err(Error::NotTaken(NotTaken::Nothing))));
        let mut backwards = good.clone();
        backwards.figures.reverse();
        assert!(matches!(import(&desk, &backwards, "f.csv", NINE).await, Err(Error::Unordered)));
        let mut otherwise = good.clone();
        otherwise.indicators[0].measure = domain::indicator::Measure::Count;
        let said = import(&desk, &otherwise, "f.csv", NINE).await.expect_err("a refusal").to_string();
        assert!(said.contains("has the indicator good-development as percentage, academic year"), "{said}");
        assert_eq!(operator(&record).await.number(), before);
        let refused = import(&ann.desk(&record).await, &good, "f.csv", NINE).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
        assert!(matches!(import::preview(&ann.desk(&record).await, &good).await, Err(Error::Forbidden)));
        assert!(matches!(import::undo(&ann.desk(&record).await, 1, || plans::moment(NINE)).await, Err(Error::Forbidden)));
        assert_eq!(count(&record, "SELECT count(*) FROM audit WHERE outcome = 'refused' AND action IN ('import figures', 'undo import')").await, 2);
        assert_eq!(count(&record, "SELECT count(*) FROM import").await, 0);
    }

    /// Two people who import at once follow one another; the second finds what the first left.
    async fn two_imports_at_once_follow_one_another(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let start = operator(&record).await.number();
        let lines: Arc<Vec<(String, String)>> = Arc::new((0..300).map(|n| (format!("E0700{n:04}"), format!("{}.5", n % 90))).collect());
        let imports: Vec<_> = (0..4).map(|_| {
            let (record, lines) = (record.clone(), Arc::clone(&lines));
            tokio::spawn(async move {
                let lines: Vec<Line<'_>> = lines.iter().map(|(area, value)| (PUBLISHED, area.as_str(), "Total", "2021/22", value.as_str())).collect();
                take(&record, &lines, NINE).await.number
            })
        }).collect();
        let mut numbers = Vec::new();
        for import in imports {
            numbers.push(import.await.expect("an import"));
        }
        numbers.sort();
        assert_eq!(numbers, [None, None, None, Some(start + 1)]);
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE import IS NOT NULL").await, 300);
        assert_eq!(count(&record, "SELECT count(*) FROM area WHERE superseded_in IS NULL AND code LIKE 'E0700%'").await, 300);
    }

    /// Many figures come in, are replaced, found the same and undone: more than any one statement holds.
    async fn many_figures_come_in_and_go(record: Record) {
        let areas: Vec<String> = (0..90).map(|n| format!("E0700{n:04}")).collect();
        let years: Vec<String> = (1950..2020).map(|year| format!("{year}/{:02}", (year + 1) % 100)).collect();
        let of = |value: &'static str| {
            let lines: Vec<Line<'_>> = areas.iter().flat_map(|area| years.iter().map(move |year| ("swimming", area.as_str(), "Total", year.as_str(), value))).collect();
            proposal(&lines)
        };
        let desk = operator(&record).await;
        assert_eq!(import(&desk, &of("1.5"), "one.csv", NINE).await.expect("taken in").preview.counts, counts(6300, 0, 0, 0));
        let second = import(&desk, &of("2.5"), "two.csv", NINE).await.expect("taken in");
        assert_eq!(second.preview.counts, counts(0, 6300, 0, 0));
        assert_eq!(import(&desk, &of("2.5"), "two.csv", NINE).await.expect("read").preview.counts, counts(0, 0, 6300, 0));
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE superseded_in IS NULL AND value = 2.5").await, 6300);
        let undone = import::undo(&desk, second.number.expect("a number"), || plans::moment(TEN)).await.expect("undone");
        assert_eq!((undone.ended, undone.restored), (6300, 6300));
        assert_eq!(count(&record, "SELECT count(*) FROM figure WHERE superseded_in IS NULL AND value = 1.5 AND import = 1").await, 6300);
        let preview = import::preview(&operator(&record).await, &of("2.5")).await.expect("a preview");
        assert_eq!((preview.changed.len(), preview.counts.changed), (import::SHOWN, 6300));
        assert!(preview.changed.is_sorted_by_key(|change| change.row) && preview.changed[0].row == 2);
    }
}
