//! Figures that people set apart: what is recorded, who sees it, and what stays of it.

use domain::{
    access::{Role, Visitor},
    figure::{Approval, NoReason, Origin},
    judgement::Mark,
    outline::Outline,
    point_mark::{PointMark, Refusal, Wish},
    series::Series,
};
use storage::{
    AsAt, Desk, Error, Record,
    point_mark::{Marked, Outcome, history, put},
};
use tests::{
    importing::{by_hand, by_hand_of, period, series},
    on_both_engines,
    people::member,
    plans,
    recording::{MORNING, count},
};

const LATER: &str = "2026-11-24T09:00:00Z";
const PLACE: &str = "E06000017";
const PUBLISHED: &str = "good-development";
const PARTNERS: &str = "referrals";

/// What a desk makes of a mark on the figure of an indicator and a period.
async fn tried(
    desk: &Desk,
    (indicator, label): (&str, &str),
    (mark, reason, replaces): (Mark, &str, Option<i64>),
) -> Result<Outcome, Error> {
    let outline = plans::outline(desk).await;
    let (series, period) = (series(indicator, PLACE), period(label));
    let indicator = outline.indicator(&series.indicator).expect("an indicator");
    let wish = Wish { series: &series, period: &period, mark, reason };
    let now = plans::moment(LATER);
    put(desk, indicator, (wish, replaces), now.date_naive(), || now).await
}

/// Marks a figure, and gives the number of the write.
async fn marked(
    record: &Record,
    figure: (&str, &str),
    (mark, reason, replaces): (Mark, &str, Option<i64>),
) -> i64 {
    let desk = plans::operator(record).await;
    let outcome = tried(&desk, figure, (mark, reason, replaces)).await.expect("an outcome");
    assert_eq!(outcome, Outcome::Saved);
    plans::operator(record).await.number()
}

async fn stranger(record: &Record, when: AsAt) -> Desk {
    record.desk(Visitor::Stranger, when).await.expect("a desk")
}

/// Every mark that a desk is told of on an indicator, the newest first.
async fn told(desk: &Desk, indicator: &str) -> Vec<Marked> {
    let outline = plans::outline(desk).await;
    let indicator = outline.indicator_named(indicator).expect("an indicator");
    history(desk, indicator).await.expect("a history")
}

fn marks(outline: &Outline, of: &Series) -> Vec<(String, Mark)> {
    outline.marks_of(of).into_iter().map(|(on, mark)| (on.to_string(), mark)).collect()
}

on_both_engines! {
    /// A mark comes with the plan, another supersedes it, and each moment keeps its own; both are in the audit, and nothing is deleted.
    async fn a_figure_is_set_apart_and_taken_back_without_a_page(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let of = series(PUBLISHED, PLACE);
        let first = marked(&record, (PUBLISHED, "2022/23"), (Mark::Apart, "A new test", None)).await;
        marked(&record, (PUBLISHED, "2018/19"), (Mark::Kept, "It was so", None)).await;
        let third = marked(&record, (PUBLISHED, "2022/23"), (Mark::Kept, "No new test", Some(first))).await;
        let now = plans::operator(&record).await;
        let in_force = [("2018-09-01".to_owned(), Mark::Kept), ("2022-09-01".to_owned(), Mark::Kept)];
        assert_eq!(marks(&*plans::outline(&now).await, &of), in_force);
        let then = record.desk(Visitor::Operator, AsAt::Number(first)).await.expect("a desk");
        assert_eq!(marks(&*plans::outline(&then).await, &of), [("2022-09-01".to_owned(), Mark::Apart)]);
        let then = record.desk(Visitor::Operator, AsAt::Number(first - 1)).await.expect("a desk");
        assert_eq!(marks(&*plans::outline(&then).await, &of), []);
        let other = Series { area: domain::area::AreaCode::new("E92000001").expect("a code"), ..of };
        assert_eq!(marks(&*plans::outline(&now).await, &other), []);

        let all = told(&now, PUBLISHED).await;
        let said: Vec<_> = all.iter().map(|one| (one.by.number, one.mark.mark, one.mark.reason.as_str())).collect();
        assert_eq!(said, [(third, Mark::Kept, "No new test"), (third - 1, Mark::Kept, "It was so"), (first, Mark::Apart, "A new test")]);
        assert_eq!(all[0].by.at, plans::moment(LATER));
        let written = "SELECT count(*) FROM audit a JOIN deed d ON d.number = a.number WHERE a.action = 'set figure apart' AND a.outcome = 'done' \
                       AND d.source = 'form'";
        assert_eq!(count(&record, written).await, 3);
        let told = "SELECT count(*) FROM audit WHERE subject = 'good-development, E06000017, Total, 2022/23' \
                    AND was = 'origin: published; mark: apart; reason: A new test' AND became = 'origin: published; mark: kept; reason: No new test'";
        assert_eq!(count(&record, told).await, 1);
        assert_eq!(count(&record, "SELECT count(*) FROM point_mark").await, 3);
    }

    /// What cannot be marked is refused with its reason, and nothing is written.
    async fn what_cannot_be_marked_is_refused(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        by_hand(&record, PUBLISHED, "2019/20", "70", Approval::Submitted).await;
        let desk = plans::operator(&record).await;
        let number = desk.number();
        let refused = async |label: &str, reason: &str| {
            match tried(&desk, (PUBLISHED, label), (Mark::Apart, reason, None)).await.expect("an outcome") {
                Outcome::Refused(refusal) => refusal,
                other => panic!("{label}: {other:?}"),
            }
        };
        assert_eq!(refused("2020/21", "Why").await, Refusal::Absent);
        assert_eq!(refused("2017/18", "Why").await, Refusal::NoFigure);
        assert_eq!(refused("2019/20", "Why").await, Refusal::NoFigure, "it waits for its approver");
        assert_eq!(refused("2021/22", " ").await, Refusal::NoReason(NoReason::Missing));
        let first = marked(&record, (PUBLISHED, "2021/22"), (Mark::Apart, "Why", None)).await;
        let again = tried(&plans::operator(&record).await, (PUBLISHED, "2021/22"), (Mark::Apart, "Another why", Some(first))).await;
        assert_eq!(again.expect("an outcome"), Outcome::Refused(Refusal::Already(Mark::Apart)));
        assert_eq!((first, count(&record, "SELECT max(number) FROM audit").await), (number + 1, number + 1), "refusals leave nothing");

        let retired = plans::RUTLAND.replacen("decimals = 1", "decimals = 1\nretired = 2026-11-23", 1);
        plans::load(&record, &retired, LATER).await;
        let desk = plans::operator(&record).await;
        let gone = tried(&desk, (PUBLISHED, "2022/23"), (Mark::Apart, "Why", None)).await.expect("an outcome");
        assert!(matches!(gone, Outcome::Refused(Refusal::Retired(_))), "{gone:?}");
    }

    /// The table of rights is asked in the write, whatever the page thought.
    async fn rights_to_set_apart_are_asked_in_the_write(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let figure = (PUBLISHED, "2022/23");
        let wanted = (Mark::Apart, "Why", None);
        let refused = tried(&stranger(&record, AsAt::Now).await, figure, wanted).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
        for role in [Role::Viewer, Role::Administrator] {
            let who = member(&record, &format!("A {role}"), role, "council").await;
            let refused = tried(&who.desk(&record).await, figure, wanted).await;
            assert!(matches!(refused, Err(Error::Forbidden)), "{role}: {refused:?}");
        }
        let denied = "SELECT count(*) FROM audit WHERE action = 'set figure apart' AND outcome = 'refused'";
        assert_eq!((count(&record, denied).await, count(&record, "SELECT count(*) FROM point_mark").await), (3, 0));
        let analyst = member(&record, "Ann", Role::Analyst, "council").await;
        assert_eq!(tried(&analyst.desk(&record).await, figure, wanted).await.expect("an outcome"), Outcome::Saved);
        let lead = member(&record, "Lea", Role::PlanLead, "council").await;
        assert_eq!(tried(&lead.desk(&record).await, (PARTNERS, "2022 Q1"), wanted).await.expect("an outcome"), Outcome::Saved);
    }

    /// Of a mark on what partners recorded a stranger is told nothing, not even that it is there; of one on a public figure all but who.
    async fn a_stranger_learns_nothing_of_a_concealed_figures_mark(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        // What partners recorded of a published indicator.
        by_hand_of(&record, (PUBLISHED, Origin::Partner), "2021/22", "12.0", Approval::Approved).await;
        marked(&record, (PARTNERS, "2022 Q1"), (Mark::Apart, "A strike", None)).await;
        marked(&record, (PUBLISHED, "2021/22"), (Mark::Apart, "A strike", None)).await;
        let seen = async |desk: &Desk| {
            let outline = plans::outline(desk).await;
            (outline.marks.len(), told(desk, PARTNERS).await.len(), told(desk, PUBLISHED).await.len())
        };
        assert_eq!(seen(&plans::operator(&record).await).await, (2, 1, 1));
        assert_eq!(seen(&stranger(&record, AsAt::Now).await).await, (0, 0, 0));
        marked(&record, (PUBLISHED, "2022/23"), (Mark::Apart, "A new test", None)).await;
        let public = stranger(&record, AsAt::Now).await;
        assert_eq!(seen(&public).await, (1, 0, 1));
        let only = &told(&public, PUBLISHED).await[0];
        assert_eq!((only.mark.reason.as_str(), only.by.person, only.by.name.as_deref()), ("A new test", None, None));
        assert_eq!(plans::outline(&public).await.marks[0], only.mark);
        // Where a partner's figure comes in the place of a published one and is marked, nothing changes for the public.
        by_hand_of(&record, (PUBLISHED, Origin::Partner), "2022/23", "12.0", Approval::Approved).await;
        let first = told(&plans::operator(&record).await, PUBLISHED).await[0].by.number;
        let last = marked(&record, (PUBLISHED, "2022/23"), (Mark::Kept, "It was so", Some(first))).await;
        assert_eq!(plans::outline(&stranger(&record, AsAt::Now).await).await.marks, plans::outline(&public).await.marks);
        assert_eq!(told(&stranger(&record, AsAt::Now).await, PUBLISHED).await, told(&public, PUBLISHED).await);
        let partner = plans::operator(&record).await;
        let of = series(PUBLISHED, PLACE);
        let in_force = [("2021-09-01".to_owned(), Mark::Apart), ("2022-09-01".to_owned(), Mark::Kept)];
        assert_eq!(marks(&*plans::outline(&partner).await, &of), in_force, "the last one");
        marked(&record, (PUBLISHED, "2022/23"), (Mark::Apart, "A new test after all", Some(last))).await;
        assert_eq!(marks(&*plans::outline(&plans::operator(&record).await).await, &of)[1].1, Mark::Apart);
        assert_eq!(count(&record, "SELECT count(*) FROM point_mark WHERE first = '2022-09-01' AND superseded_in IS NULL").await, 2);
    }

    /// Of two people at once one is saved, and the other is told of it; the same form sent twice is one mark.
    async fn of_two_who_set_apart_one_is_told_of_the_other(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        let (ann, lea) = (member(&record, "Ann", Role::Analyst, "council").await, member(&record, "Lea", Role::PlanLead, "council").await);
        let (of_ann, of_lea) = (ann.desk(&record).await, lea.desk(&record).await);
        let figure = (PUBLISHED, "2022/23");
        let (one, other) = tokio::join!(
            tried(&of_ann, figure, (Mark::Apart, "A new test", None)),
            tried(&of_lea, figure, (Mark::Kept, "It was so", None)),
        );
        let (one, other) = (one.expect("an outcome"), other.expect("an outcome"));
        let stale = if one == Outcome::Saved { other } else { assert_eq!(other, Outcome::Saved); one };
        let in_force = told(&plans::operator(&record).await, PUBLISHED).await;
        assert_eq!((in_force.len(), stale), (1, Outcome::Stale(Some(Box::new(in_force[0].clone())))));

        let figure = (PUBLISHED, "2021/22");
        for _ in 0..2 {
            let sent = tried(&of_ann, figure, (Mark::Apart, "A new test ", None)).await.expect("an outcome");
            assert_eq!(sent, Outcome::Saved);
        }
        assert_eq!(count(&record, "SELECT count(*) FROM point_mark WHERE first = '2021-09-01'").await, 1);
        let late = tried(&of_lea, figure, (Mark::Apart, "A new test", None)).await.expect("an outcome");
        assert!(matches!(late, Outcome::Stale(Some(_))), "{late:?}");
    }

    /// A mark is people's: loading a plan file leaves it, a correction leaves it, and it does not go out with the plan.
    async fn a_plan_file_leaves_marks_as_they_are(record: Record) {
        plans::load(&record, plans::RUTLAND, MORNING).await;
        marked(&record, (PUBLISHED, "2021/22"), (Mark::Apart, "A new test", None)).await;
        let changed = plans::RUTLAND.replace("\"2021/22\" = 70.1", "\"2021/22\" = 71.3");
        plans::load(&record, &changed, LATER).await;
        let desk = plans::operator(&record).await;
        let outline = plans::outline(&desk).await;
        let expected = PointMark {
            series: series(PUBLISHED, PLACE),
            period: period("2021/22"),
            mark: Mark::Apart,
            reason: "A new test".into(),
            origin: Origin::Published,
        };
        assert_eq!(outline.marks, [expected]);
        let again = plans::load(&record, &changed, LATER).await;
        assert_eq!((again.added, again.superseded, again.withdrawn), (0, 0, 0), "{again:?}");
        let file = storage::plan::export(&desk, &outline.plan.slug).await.expect("a file").expect("a plan");
        assert!(!domain::plan_file::write(&file).expect("a text").contains("A new test"));
    }
}
