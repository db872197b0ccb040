//! The plan's years as they went: the figures and narratives of each quarter, the pack of each quarter's meeting, figures
//! that are revised afterwards, and the review of the first plan year. All of it is made up.

use super::{counted, story::Story};
use crate::{Failure, clock, maker};
use chrono::Days;
use documents::freeze::{Saw, freeze};
use domain::{
    access::Visitor,
    figure::{Figure, Measured, Reading, Status},
    narrative::quarters,
    outline::Outline,
    pack::{Decision, Pack},
    period::Period,
    plan::{PlanYear, Standing, standing},
    review::{Course, Reviewed},
    series::Breakdown,
    slug::Slug,
};
use storage::{AsAt, Record, pack::Froze, plan::Demonstration, review::Completed};

/// How many days a meeting is after the end of the quarter that it looks at.
const AFTER: u64 = 75;

/// Holds them, and says what was made.
pub(super) async fn hold(
    record: &Record,
    outline: &Outline,
    made_up: &Demonstration,
) -> Result<String, Failure> {
    let story = Story::new(outline, &made_up.figures);
    let mut all = quarters(&outline.years, clock::today());
    all.reverse();
    let mut frozen = 0;
    let mut begun: Option<&PlanYear> = None;
    for quarter in &all {
        let Standing::In(year) = standing(&outline.years, quarter) else { continue };
        load(record, outline, made_up, Some(quarter)).await?;
        if begun != Some(year) {
            if let Some(before) = begun.filter(|_| frozen == QUARTERS) {
                review(record, outline, before).await?;
            }
            story.agree(record, outline, year).await?;
            begun = Some(year);
        }
        story.tell(record, quarter).await?;
        if meet(record, outline, year, quarter).await? {
            frozen += 1;
        }
    }
    // What no meeting of the plan saw.
    load(record, outline, made_up, None).await?;
    Ok(format!("{}, {frozen} frozen packs and a review", story.said()))
}

/// How many meetings there are in a plan year.
const QUARTERS: usize = 4;

/// Loads what is recorded by the meeting about a quarter; everything where there is none.
async fn load(
    record: &Record,
    outline: &Outline,
    made_up: &Demonstration,
    by: Option<&Period>,
) -> Result<(), Failure> {
    let desk = record.desk(Visitor::Operator, AsAt::Now).await?;
    let is_there = |figure: &&Figure| by.is_none_or(|quarter| figure.period.last() <= quarter.last());
    let figures = made_up.figures.iter().filter(is_there).map(|figure| late(outline, figure, by)).collect();
    let part = Demonstration { figures, targets: made_up.targets.clone(), notes: made_up.notes.clone() };
    storage::plan::load_demonstration(&desk, outline, &part, clock::now).await?;
    Ok(())
}

/// Twice some reports of the last indicator that partners count come late: the first meeting sees fewer, and the figure is revised
/// afterwards.
fn late(outline: &Outline, figure: &Figure, by: Option<&Period>) -> Figure {
    let last = counted(outline).last().map(|indicator| &indicator.slug);
    let is_late = Some(&figure.series.indicator) == last
        && figure.series.area == outline.plan.area
        && figure.series.breakdown == Breakdown::Total
        && ["2018-19 Q2", "2019-20 Q3"].contains(&figure.period.label().as_str());
    let (true, Reading::Value(measured)) = (is_late, &figure.reading) else { return figure.clone() };
    if by != Some(&figure.period) {
        let note = Some("Illustrative: reports that came late are counted.".to_owned());
        return Figure { status: Status::Revised, note, ..figure.clone() };
    }
    let Some(indicator) = outline.indicator(&figure.series.indicator) else { return figure.clone() };
    let fewer =
        Measured::new(indicator.measure, indicator.decimals, Some(measured.value() - 19.0), None, None);
    match fewer {
        Ok(fewer) => Figure { reading: Reading::Value(fewer), ..figure.clone() },
        Err(_) => figure.clone(),
    }
}

/// The meeting about a quarter: its pack is frozen, and something is decided.
async fn meet(
    record: &Record,
    outline: &Outline,
    year: &PlanYear,
    quarter: &Period,
) -> Result<bool, Failure> {
    let desk = record.desk(Visitor::Operator, AsAt::Now).await?;
    let name = format!("illustrative-{}", quarter.label().to_lowercase().replace(' ', "-"));
    let on = quarter.last().checked_add_days(Days::new(AFTER)).unwrap_or(quarter.last());
    let Ok(slug) = Slug::new(&name) else { return Ok(false) };
    // The priorities as they are by now: a review may have changed them.
    let now = storage::outline::of(&desk, &outline.plan.slug).await?;
    let now = now.as_ref().unwrap_or(outline);
    let of = now.years.iter().find(|other| other.slug == year.slug).unwrap_or(year);
    let priorities =
        now.priorities_of(now.year_of_priorities(of)).map(|priority| priority.slug.clone()).collect();
    let pack = Pack {
        slug: slug.clone(),
        year: year.slug.clone(),
        meeting: "Illustrative board meeting".to_owned(),
        on,
        agenda: ["Notes of the meeting before", "Progress of the priorities", "What is asked of the board"]
            .map(|item| format!("Illustrative: {}", item.to_lowercase()))
            .to_vec(),
        cover_note: format!("Illustrative: this pack looks at **{quarter}**. Read the exceptions first."),
        priorities,
    };
    let plan = &outline.plan.slug;
    storage::pack::record(&desk, plan, &pack, None, clock::now).await?;
    let froze = freeze(&desk, maker::maker(), plan, (slug.as_str(), Saw::Newest), clock::now).await?;
    let decision = Decision {
        slug: Slug::new("illustrative-decision").unwrap_or_else(|_| slug.clone()),
        pack: slug,
        priority: pack.priorities.first().cloned(),
        text: format!(
            "Illustrative: the board noted the figures for {quarter}, and asked to see them by district."
        ),
        action: None,
    };
    storage::pack::decide(&desk, plan, &decision, None, clock::now).await?;
    Ok(matches!(froze, Froze::Done(_)))
}

/// The review of a plan year: the last of its priorities is reworded, and the others are carried on.
async fn review(record: &Record, outline: &Outline, year: &PlanYear) -> Result<(), Failure> {
    let desk = record.desk(Visitor::Operator, AsAt::Now).await?;
    let plan = &outline.plan.slug;
    let own: Vec<_> = outline.priorities_of(year).collect();
    for (place, priority) in own.iter().enumerate() {
        let is_last = place + 1 == own.len();
        let course = if is_last { Course::Reword } else { Course::CarryOn };
        let (name, reason) = if is_last {
            (format!("{} and their families", priority.name), "the board wants it to be about families too.")
        } else {
            (priority.name.clone(), "its indicators have not come far enough to let go of it.")
        };
        let said = Reviewed {
            year: year.slug.clone(),
            priority: priority.slug.clone(),
            recommended: Course::CarryOn,
            because: "Illustrative: the actions that were agreed run on into the next year.".to_owned(),
            decided: Some(course),
            reason: format!("Illustrative: {reason}"),
            focus_area: priority.focus_area.clone(),
            name,
            summary: priority.summary.clone(),
        };
        storage::review::say(&desk, plan, &said, None, clock::now).await?;
    }
    let entries = storage::review::of(&desk.now().await?, plan, &year.slug).await?;
    let saw: Vec<_> = entries.iter().map(|entry| entry.by.number).collect();
    let completed =
        documents::review::complete(&desk, maker::maker(), plan, &year.slug, &saw, clock::now).await?;
    match completed {
        Completed::Done(_) | Completed::Before => Ok(()),
        Completed::Stale => Err(Failure::Review("somebody else wrote to the record".to_owned())),
        Completed::Unready(why) => Err(Failure::Review(sentences(&why))),
        Completed::Refused(why) => Err(Failure::Review(sentences(&why))),
    }
}

fn sentences(why: &[impl ToString]) -> String {
    why.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
