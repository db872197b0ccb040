//! The narratives, actions and money of the demonstration, for every plan year. All of it is made up, and each text says so.

use super::counted;
use crate::{Failure, clock};
use chrono::{Days, Months, NaiveDate};
use domain::{
    access::Visitor,
    action::{Action, State, Status},
    figure::Figure,
    funding::Line,
    indicator::Indicator,
    money::Money,
    narrative::{About, Narrative, Part, Parts, Stage, quarters},
    outline::Outline,
    period::Period,
    plan::PlanYear,
    series::Breakdown,
    slug::Slug,
};
use storage::{AsAt, Desk, Record};

/// The narratives, actions and funding lines, before any of them is written.
pub(super) struct Story {
    narratives: Vec<Narrative>,
    actions: Vec<(Action, Vec<Status>)>,
    lines: Vec<Line>,
}

impl Story {
    pub(super) fn new(outline: &Outline, figures: &[Figure]) -> Self {
        Self { narratives: narratives(outline, figures), actions: actions(outline), lines: lines(outline) }
    }

    /// How many there are.
    pub(super) fn said(&self) -> String {
        let (narratives, actions, lines) = (self.narratives.len(), self.actions.len(), self.lines.len());
        format!("{narratives} narratives, {actions} actions and {lines} funding lines")
    }

    /// Writes the narratives of a quarter.
    pub(super) async fn tell(&self, record: &Record, quarter: &Period) -> Result<(), Failure> {
        let desk = record.desk(Visitor::Operator, AsAt::Now).await?;
        for narrative in self.narratives.iter().filter(|narrative| narrative.quarter == *quarter) {
            storage::narrative::write(&desk, narrative, None, clock::now).await?;
        }
        Ok(())
    }

    /// Writes the actions and funding lines of a plan year.
    pub(super) async fn agree(
        &self,
        record: &Record,
        outline: &Outline,
        year: &PlanYear,
    ) -> Result<(), Failure> {
        let desk = record.desk(Visitor::Operator, AsAt::Now).await?;
        let is_of = |action: &Action| (year.first..=year.last).contains(&action.starts);
        for (action, log) in self.actions.iter().filter(|(action, _)| is_of(action)) {
            storage::action::record(&desk, &outline.plan.slug, action, None, clock::now).await?;
            tell(&desk, outline, action, log).await?;
        }
        for line in self.lines.iter().filter(|line| line.year == year.slug) {
            storage::funding::record(&desk, &outline.plan.slug, line, None, clock::now).await?;
        }
        Ok(())
    }
}

/// Logs the statuses of an action.
async fn tell(desk: &Desk, outline: &Outline, action: &Action, log: &[Status]) -> Result<(), Failure> {
    let plan = &outline.plan.slug;
    for status in log {
        let now = desk.now().await?;
        let Some(entry) = storage::action::one(&now, plan, action.slug.as_str()).await? else { continue };
        storage::action::log(&now, plan, action, status, entry.seen(), clock::now).await?;
    }
    Ok(())
}

/// Twice a year for each indicator that partners count, and at the end of each year for each priority. The last of the first
/// indicator is still a draft.
fn narratives(outline: &Outline, figures: &[Figure]) -> Vec<Narrative> {
    let mut quarters = quarters(&outline.years, clock::today());
    quarters.reverse();
    let mut narratives = Vec::new();
    for (which, indicator) in counted(outline).enumerate() {
        let mut told: Vec<_> = quarters
            .iter()
            .filter(|quarter| quarter.label().ends_with(['2', '4']))
            .filter_map(|quarter| of_indicator(outline, figures, indicator, quarter, which))
            .collect();
        if let Some(last) = told.last_mut().filter(|_| which == 0) {
            last.stage = Stage::Draft;
        }
        narratives.extend(told);
    }
    for year in &outline.years {
        let Some(quarter) = quarters.iter().rev().find(|quarter| quarter.last() <= year.last) else {
            continue;
        };
        let of = outline.year_of_priorities(year);
        for (which, priority) in outline.priorities_of(of).enumerate() {
            let about = About::Priority { plan: outline.plan.slug.clone(), priority: priority.slug.clone() };
            let parts = Parts::of(|part| of_priority(part, year, which));
            narratives.push(Narrative { about, quarter: *quarter, stage: Stage::Published, parts });
        }
    }
    narratives
}

/// The narrative of an indicator in a quarter: what its made-up figures say, and made-up reasons.
fn of_indicator(
    outline: &Outline,
    figures: &[Figure],
    indicator: &Indicator,
    quarter: &Period,
    which: usize,
) -> Option<Narrative> {
    let value = |period: &Period| {
        let figure = figures.iter().find(|figure| {
            figure.period == *period
                && figure.series.indicator == indicator.slug
                && figure.series.area == outline.plan.area
                && figure.series.breakdown == Breakdown::Total
        });
        figure.and_then(|figure| figure.reading.value())
    };
    let before = quarter.year_before()?;
    let (now, then) = (value(quarter)?, value(&before)?);
    let change = match now - then {
        more if more > 0.0 => format!("{} more than in {before}", indicator.print(more)),
        less if less < 0.0 => format!("{} fewer than in {before}", indicator.print(-less)),
        _ => format!("as many as in {before}"),
    };
    let unit = &indicator.unit;
    let happened = format!(
        "Illustrative: **{} {unit}** in {quarter}, {change}.\n\n- the largest district has most of them\n- girls are \
         reported more often than boys",
        indicator.print(now)
    );
    let why = [
        "Illustrative: schools ask for help *sooner* than they did, so more is heard of and not all of the change is more harm.",
        "Illustrative: officers were trained to record what children saw, in every district by the summer.",
    ];
    let next = "Illustrative:\n\n1. the partners compare what each of them counts\n2. what they find comes to the next meeting";
    let asked = "Illustrative: note the figures, and agree that the partners share what they record.";
    let parts = Parts::of(|part| match part {
        Part::Happened => happened.clone(),
        Part::Why => why.get(which % why.len()).copied().unwrap_or_default().to_owned(),
        Part::Next => next.to_owned(),
        Part::Asked => asked.to_owned(),
    });
    let about = About::Indicator(indicator.slug.clone());
    Some(Narrative { about, quarter: *quarter, stage: Stage::Published, parts })
}

fn of_priority(part: Part, year: &PlanYear, which: usize) -> String {
    let asked = [
        "agree to carry it on",
        "choose which of its actions comes first",
        "say whether it is still a priority",
    ];
    match part {
        Part::Happened => {
            format!("Illustrative: of the actions agreed for {}, some are done and some are late.", year.slug)
        }
        Part::Why => "Illustrative: the partners found it *hard to fill* two posts.".to_owned(),
        Part::Next => "Illustrative: the posts are shared between two organisations.".to_owned(),
        Part::Asked => {
            format!("Illustrative: {}.", asked.get(which % asked.len()).copied().unwrap_or_default())
        }
    }
}

/// What is to be done, in each plan year.
const NAMES: [&str; 3] =
    ["open a drop-in clinic", "train everybody who answers a call", "agree one form for referrals"];

/// One action for each priority in each plan year: those of the last year are late.
fn actions(outline: &Outline) -> Vec<(Action, Vec<Status>)> {
    let mut actions = Vec::new();
    for (time, year) in outline.years.iter().enumerate() {
        for (which, priority) in outline.priorities_of(outline.year_of_priorities(year)).enumerate() {
            let (Some(organisation), Some(name)) =
                (partner(outline, time + which), NAMES.get((time + which) % NAMES.len()))
            else {
                continue;
            };
            let placed = outline.indicators.iter().filter(|indicator| {
                indicator.placements.iter().any(|place| place.priority.as_ref() == Some(&priority.slug))
            });
            let Ok(slug) = Slug::new(&format!("illustrative-action-{}-{}", time + 1, which + 1)) else {
                continue;
            };
            let action = Action {
                slug,
                priority: priority.slug.clone(),
                name: format!("Illustrative: {name} ({})", year.slug),
                organisation,
                indicators: placed.take(2).map(|indicator| indicator.slug.clone()).collect(),
                starts: year.first,
                due: after(year.first, 8 + u32::try_from(which).unwrap_or(0)).min(year.last),
            };
            let is_last = time + 1 == outline.years.len();
            let end = match (is_last, which) {
                (true, 0) => State::NotBegun,
                (true, _) => State::UnderWay,
                (false, 2) => State::Stopped,
                (false, _) => State::Done,
            };
            let log = log(&action, end);
            actions.push((action, log));
        }
    }
    actions
}

/// The statuses of an action on its way to a state.
fn log(action: &Action, end: State) -> Vec<Status> {
    let told = |number: u32, state, said, note: &str| {
        let slug = Slug::new(&format!("illustrative-status-{number}")).ok()?;
        let note = format!("Illustrative: {note}");
        Some(Status { slug, action: action.slug.clone(), state, said, note })
    };
    let begun = after(action.starts, 2);
    let steps = match end {
        State::NotBegun => vec![told(1, State::NotBegun, begun, "nobody has been found to lead it.")],
        State::UnderWay => vec![told(1, State::UnderWay, begun, "a lead and a room are found.")],
        State::Done | State::Stopped => {
            let note = if end == State::Done { "it is in use." } else { "the money went to another action." };
            vec![
                told(1, State::UnderWay, begun, "a lead and a room are found."),
                told(2, end, action.due.checked_sub_days(Days::new(9)).unwrap_or(action.due), note),
            ]
        }
    };
    steps.into_iter().flatten().collect()
}

/// Two lines for each priority in each plan year. One is overspent, and for the last year not everything is known.
fn lines(outline: &Outline) -> Vec<Line> {
    const SOURCES: [(&str, &str); 2] =
        [("staff", "Illustrative grant"), ("training", "Illustrative pooled budget")];
    let mut lines = Vec::new();
    for (time, year) in outline.years.iter().enumerate() {
        for (which, priority) in outline.priorities_of(outline.year_of_priorities(year)).enumerate() {
            for (place, (name, source)) in SOURCES.iter().enumerate() {
                let number = |value: usize| i64::try_from(value).unwrap_or(0);
                let pounds = 12_000 + 18_500 * number(which) + 3_250 * number(time) + 9_000 * number(place);
                let share = [94, 100, 88, 107][(time + which + place) % 4];
                let is_open = time + 1 == outline.years.len() && place == 1;
                let slug = format!("illustrative-funding-{}-{}-{}", time + 1, which + 1, place + 1);
                let (Ok(slug), Some(budget)) = (Slug::new(&slug), Money::of_pence(pounds * 100)) else {
                    continue;
                };
                lines.push(Line {
                    slug,
                    priority: priority.slug.clone(),
                    year: year.slug.clone(),
                    name: format!("Illustrative: {name}"),
                    source: (*source).to_owned(),
                    budget,
                    spent: Money::of_pence(pounds * share).filter(|_| !is_open),
                });
            }
        }
    }
    lines
}

/// One of the plan's organisations that has not ended.
fn partner(outline: &Outline, which: usize) -> Option<Slug> {
    let going_on = |slug: &&Slug| {
        outline
            .organisations
            .iter()
            .any(|organisation| organisation.slug == **slug && organisation.ended.is_none())
    };
    let partners: Vec<_> = outline.partners.iter().filter(going_on).collect();
    partners.get(which % partners.len().max(1)).map(|slug| (*slug).clone())
}

/// A day a number of months later.
fn after(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_add_months(Months::new(months)).unwrap_or(day)
}
