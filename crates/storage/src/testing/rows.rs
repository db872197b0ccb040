//! A row of every table that keeps its versions, once with every column filled and once with as few as possible.

use crate::{
    desk::Desk,
    error::Error,
    sql::NameOrNone,
    table::{
        ActionRow, ActionStatusRow, AreaRow, ChangeNoteRow, ClaimRow, DecisionRow, DefinitionRow,
        EvidenceRow, FigureRow, FocusAreaRow, FundingRow, IndicatorRow, MembershipRow, NarrativeRow,
        NeighbourSetRow, OrganisationRow, PackRow, PartnerRow, PlacementRow, PlanRow, PlanYearRow,
        PointMarkRow, PriorityRatingRow, PriorityRow, RatingRuleRow, ReturnCellRow, ReturnStartRow,
        ReturnStateRow, ReviewRow, StrategyRow, TargetRow, Versioned,
    },
    versions::{as_at, as_at_with_source},
    write::{self, AuditNote, Write},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    access::{Action, Role},
    action,
    area::{AreaCode, Level},
    change_note,
    claim::Word,
    figure::{Absence, Approval, Origin, Status},
    indicator::{Basis, Polarity, Timing},
    judgement::Mark,
    money::Money,
    narrative::Stage,
    period::Kind,
    plan::Nature,
    priority_rating::Outlook,
    rating::Colour,
    returns,
    review::Course,
    series::Breakdown,
    slug::Slug,
    source::Source,
};

/// Text that would break out of its context, with everything that a form accepts.
const TEXT: &str = "it's \"quoted\"; \\ <b>&amp; É \u{2713}\n$1 ? \u{a0}--";

/// Writes the rows into an empty record and reads them back, within the write and after it. Returns the names of the tables,
/// or what differed when read back.
///
/// # Errors
/// When the engine fails.
pub async fn round_trip(desk: &Desk, clock: impl Fn() -> DateTime<Utc>) -> Result<Vec<&'static str>, Error> {
    let mut write = write::begin(desk, Action::EditPlan, "every table", clock).await?;
    let Some(samples) = Samples::made() else { return Err(Error::unreadable("sample", "a name")) };
    let mut tables = Vec::new();
    macro_rules! each {
        ($($rows:expr),+ $(,)?) => { $(
            for row in &$rows { put(&mut write, row).await?; }
        )+ };
    }
    samples!(samples, each);
    write.commit(AuditNote::default()).await?;
    let now = desk.now().await?;
    macro_rules! each_again {
        ($($rows:expr),+ $(,)?) => { $(
            tables.push(check(&now, &$rows).await?);
        )+ };
    }
    samples!(samples, each_again);
    Ok(tables)
}

/// Adds a row and reads it back by its key.
async fn put<T: Versioned>(write: &mut Write, row: &T) -> Result<(), Error> {
    write.insert(row).await?;
    let newest = write.newest_of::<T>(&row.key()).await?;
    let is_same = newest.is_some_and(|newest| newest.row == *row && newest.number == write.number());
    if is_same { Ok(()) } else { Err(Error::unreadable(T::TABLE, row)) }
}

/// Reads the rows of a table as of a moment, with and without their sources.
async fn check<T: Versioned>(desk: &Desk, rows: &[T]) -> Result<&'static str, Error> {
    let read = as_at::<T>(desk, &[]).await?;
    let with_source = as_at_with_source::<T>(desk).await?;
    for row in rows {
        if !read.contains(row) || !with_source.contains(&(row.clone(), Source::PlanForm)) {
            return Err(Error::unreadable(T::TABLE, row));
        }
    }
    Ok(if read.len() == rows.len() { T::TABLE } else { "a table with other rows" })
}

/// The values that the rows are made of.
struct Samples {
    plan: Slug,
    other: Slug,
    area: AreaCode,
    group: Breakdown,
    day: NaiveDate,
    far: NaiveDate,
    budget: Money,
}

impl Samples {
    fn made() -> Option<Self> {
        Some(Self {
            plan: Slug::new("a-plan").ok()?,
            other: Slug::new("other").ok()?,
            area: AreaCode::new("E10000025").ok()?,
            group: Breakdown::parse("sex=É \"it's\"")?,
            day: NaiveDate::from_ymd_opt(1, 1, 1)?,
            far: NaiveDate::from_ymd_opt(2020, 2, 29)?,
            budget: Money::of_pence(123_456_789)?,
        })
    }

    fn text(&self) -> String {
        TEXT.to_owned()
    }

    fn figures(&self) -> [FigureRow; 2] {
        let Self { plan, area, group, day, far, .. } = self;
        let full = FigureRow {
            indicator: plan.clone(),
            area: area.clone(),
            breakdown: group.clone(),
            period_kind: Kind::Month,
            first: *day,
            last: *far,
            approval: Approval::Approved,
            value: Some(0.1 + 0.2),
            absence: None,
            numerator: Some(1e-300),
            denominator: Some(3.0),
            lower: Some(-1.5),
            upper: Some(f64::MAX),
            status: Status::Revised,
            origin: Origin::Partner,
            note: Some(self.text()),
            explanation: Some(self.text()),
            import: None,
        };
        let sparse = FigureRow {
            approval: Approval::Draft,
            value: None,
            absence: Some(Absence::LowReliability),
            numerator: None,
            denominator: None,
            lower: None,
            upper: None,
            note: None,
            explanation: None,
            ..full.clone()
        };
        [full, sparse]
    }

    fn return_cells(&self) -> [ReturnCellRow; 1] {
        let Self { plan, area, group, day, far, .. } = self;
        let text = || self.text();
        [ReturnCellRow {
            indicator: plan.clone(),
            area: area.clone(),
            breakdown: group.clone(),
            period_kind: Kind::FinancialQuarter,
            first: *day,
            last: *far,
            numerator: text(),
            denominator: text(),
            value: text(),
            absence: text(),
            status: text(),
            note: text(),
            because: text(),
            reason: text(),
            origin: text(),
        }]
    }

    fn indicators(&self) -> [IndicatorRow; 2] {
        let full = IndicatorRow {
            slug: self.plan.clone(),
            position: i64::MAX,
            name: self.text(),
            measure: "rate".to_owned(),
            per: Some(100_000),
            unit: self.text(),
            decimals: 6,
            polarity: Polarity::Neither,
            frequency: Kind::AcademicYear,
            owner: self.other.clone(),
            origin: Origin::Published,
            basis: Basis::NotStated,
            source: self.text(),
            retired: Some(self.far),
            lag: 400,
        };
        let sparse = IndicatorRow {
            slug: self.other.clone(),
            measure: "count".to_owned(),
            per: None,
            retired: None,
            lag: 0,
            ..full.clone()
        };
        [full, sparse]
    }

    fn claims(&self) -> [ClaimRow; 3] {
        let Self { plan, other, area, day, far, .. } = self;
        let comparison = ClaimRow {
            plan: NameOrNone(Some(plan.clone())),
            about: "evidence".to_owned(),
            slug: other.clone(),
            quarter: String::new(),
            stage: String::new(),
            indicator: plan.clone(),
            area: area.clone(),
            word: Word::Worse,
            against: Some(area.to_string()),
            number: None,
            period_kind: Kind::AcademicYear,
            first: *day,
            last: *far,
            since_first: None,
            since_last: None,
        };
        let trend = ClaimRow {
            about: "priority".to_owned(),
            quarter: day.to_string(),
            stage: Stage::Published.to_string(),
            word: Word::Up,
            against: None,
            since_first: Some(*day),
            since_last: Some(*far),
            ..comparison.clone()
        };
        let level = ClaimRow {
            plan: NameOrNone(None),
            about: "indicator".to_owned(),
            stage: Stage::Draft.to_string(),
            word: Word::Below,
            number: Some(-1.0 / 3.0),
            since_first: None,
            since_last: None,
            ..trend.clone()
        };
        [comparison, trend, level]
    }

    fn point_marks(&self) -> [PointMarkRow; 2] {
        let Self { plan, other, area, group, day, far, .. } = self;
        let apart = PointMarkRow {
            indicator: plan.clone(),
            area: area.clone(),
            breakdown: group.clone(),
            period_kind: Kind::Week,
            first: *day,
            last: *far,
            mark: Mark::Apart,
            reason: self.text(),
            origin: Origin::Partner,
        };
        let kept = PointMarkRow {
            indicator: other.clone(),
            mark: Mark::Kept,
            origin: Origin::Published,
            ..apart.clone()
        };
        [apart, kept]
    }

    fn targets(&self) -> [TargetRow; 1] {
        let Self { plan, area, group, day, far, .. } = self;
        [TargetRow {
            plan: plan.clone(),
            indicator: plan.clone(),
            area: area.clone(),
            breakdown: group.clone(),
            period_kind: Kind::Week,
            first: *day,
            last: *far,
            lower: -0.1,
            upper: 1.0 / 3.0,
        }]
    }
}

/// Passes the rows of every table to a macro, one table after the other.
macro_rules! samples {
    ($of:ident, $each:ident) => {{
        let (plan, other, area) = (|| $of.plan.clone(), || $of.other.clone(), || $of.area.clone());
        let (text, day, far) = (|| $of.text(), $of.day, $of.far);
        let whole = PlanRow {
            slug: plan(),
            name: text(),
            partnership: text(),
            vision: text(),
            area: area(),
            comparators: vec![area(), area()],
            source: text(),
            note: Some(text()),
            nature: Nature::Illustrative,
        };
        let organisation = OrganisationRow {
            slug: plan(),
            position: -1,
            name: text(),
            ended: Some(far),
            successor: Some(other()),
        };
        let evidence = EvidenceRow {
            plan: plan(),
            slug: plan(),
            position: 0,
            text: text(),
            said: day,
            focus_area: Some(other()),
            indicator: Some(other()),
        };
        let priority = PriorityRow {
            plan: plan(),
            year: other(),
            slug: plan(),
            position: 7,
            focus_area: other(),
            name: text(),
            summary: text(),
            follows: Some(other()),
        };
        let funding = FundingRow {
            plan: plan(),
            slug: plan(),
            priority: other(),
            year: other(),
            name: text(),
            source: text(),
            budget: $of.budget,
            spent: Some($of.budget),
        };
        let review = ReviewRow {
            plan: plan(),
            year: other(),
            priority: plan(),
            recommended: Course::Reword,
            because: text(),
            decided: Some(Course::Retire),
            reason: text(),
            focus_area: other(),
            name: text(),
            summary: text(),
        };
        let decision = DecisionRow {
            plan: plan(),
            pack: other(),
            slug: plan(),
            priority: NameOrNone(Some(other())),
            text: text(),
            action: NameOrNone(Some(other())),
        };
        let narrative = NarrativeRow {
            plan: NameOrNone(Some(plan())),
            about: "priority".to_owned(),
            slug: plan(),
            quarter: day,
            stage: Stage::Published,
            happened: text(),
            why: text(),
            next: text(),
            asked: text(),
        };
        $each!(
            [PlanRow { slug: other(), note: None, comparators: Vec::new(), ..whole.clone() }, whole],
            [PlanYearRow { plan: plan(), slug: other(), first: day, last: far }],
            [FocusAreaRow { plan: plan(), slug: other(), position: 3, name: text(), summary: text() }],
            [PriorityRow { slug: other(), follows: None, ..priority.clone() }, priority],
            [StrategyRow { plan: plan(), slug: other(), position: 3, text: text() }],
            [EvidenceRow { slug: other(), focus_area: None, indicator: None, ..evidence.clone() }, evidence],
            [
                OrganisationRow { slug: other(), ended: None, successor: None, ..organisation.clone() },
                organisation
            ],
            [PartnerRow { plan: plan(), organisation: other(), position: 0 }],
            [AreaRow { code: area(), position: 0, name: text(), level: Level::Country }],
            [NeighbourSetRow {
                plan: plan(),
                area: area(),
                starts: day,
                neighbours: vec![area()],
                source: text()
            }],
            $of.indicators(),
            [
                DefinitionRow {
                    plan: NameOrNone(None),
                    indicator: plan(),
                    starts: day,
                    text: text(),
                    timing: Timing::Snapshot
                },
                DefinitionRow {
                    plan: NameOrNone(Some(plan())),
                    indicator: plan(),
                    starts: day,
                    text: text(),
                    timing: Timing::Average
                },
            ],
            [
                PlacementRow {
                    plan: plan(),
                    indicator: other(),
                    focus_area: plan(),
                    priority: NameOrNone(None),
                    position: 1
                },
                PlacementRow {
                    plan: plan(),
                    indicator: other(),
                    focus_area: plan(),
                    priority: NameOrNone(Some(plan())),
                    position: 2
                },
            ],
            [ChangeNoteRow {
                plan: plan(),
                slug: plan(),
                indicator: other(),
                starts: far,
                kind: change_note::Kind::ALL[0],
                effect: change_note::Effect::ALL[0],
                text: text(),
                source: text(),
            }],
            $of.claims(),
            $of.figures(),
            $of.targets(),
            $of.point_marks(),
            [
                RatingRuleRow {
                    plan: plan(),
                    indicator: other(),
                    year: plan(),
                    percent: Some(2.5),
                    absolute: None
                },
                RatingRuleRow {
                    plan: plan(),
                    indicator: other(),
                    year: other(),
                    percent: None,
                    absolute: Some(0.1)
                },
            ],
            [ReturnStartRow { plan: plan(), quarter: day }],
            [ReturnStateRow { organisation: other(), quarter: far, state: returns::State::ALL[1] }],
            $of.return_cells(),
            [
                NarrativeRow {
                    plan: NameOrNone(None),
                    about: "indicator".to_owned(),
                    stage: Stage::Draft,
                    ..narrative.clone()
                },
                narrative
            ],
            [PriorityRatingRow {
                plan: plan(),
                priority: other(),
                year: plan(),
                colour: Colour::ALL[0],
                outlook: Outlook::ALL[0],
                reason: text(),
            }],
            [ActionRow {
                plan: plan(),
                slug: other(),
                priority: plan(),
                name: text(),
                organisation: other(),
                indicators: vec![plan(), other()],
                starts: day,
                due: far,
            }],
            [ActionStatusRow {
                plan: plan(),
                action: other(),
                slug: plan(),
                state: action::State::ALL[0],
                said: day,
                note: text(),
            }],
            [FundingRow { slug: other(), spent: None, ..funding.clone() }, funding],
            [PackRow {
                plan: plan(),
                slug: other(),
                year: plan(),
                meeting: text(),
                held: far,
                agenda: text(),
                cover_note: text(),
                priorities: vec![other(), plan()],
            }],
            [
                DecisionRow {
                    slug: other(),
                    priority: NameOrNone(None),
                    action: NameOrNone(None),
                    ..decision.clone()
                },
                decision
            ],
            [ReviewRow { priority: other(), decided: None, ..review.clone() }, review],
            [MembershipRow { person: i64::MAX, organisation: other(), role: Role::Approver }],
        );
    }};
}
use samples;
