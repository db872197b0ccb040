//! Every priority and indicator at a glance, as of one plan year.

mod attention;
mod change;
mod exception;
/// Why there is no newer figure.
pub mod missing;
mod moment;
mod now;
/// The rows of a board by one of its columns.
pub mod order;

pub use attention::attention;
pub use change::{Changed, What, changes};
pub use exception::{
    Chance, Exception, Tally, by_exception, chance, each, exceptions, exceptions_first, tally,
};
pub use moment::{Moment, Until};
pub use now::Now;

use crate::{
    area::AreaCode,
    baseline::{baseline, no_baseline},
    change_note::{ChangeNote, break_between},
    comparison::{Comparison, compare, since as since_then},
    figure::{Absence, Figure, Origin},
    indicator::Indicator,
    judgement::{self, Subject, kept, late},
    like::NotAlike,
    observation,
    outline::Outline,
    period::Period,
    plan::{FocusArea, PlanYear, Priority, Standing, standing},
    rating::{self, RollUp, Tolerance},
    returns::due_on,
    series::{self, Breakdown, Series},
    signals::{self, Signals},
    target::Target,
};
use chrono::NaiveDate;

/// One focus area with its priorities of a plan year.
#[derive(Debug)]
pub struct Section<'a> {
    /// The focus area.
    pub focus_area: &'a FocusArea,
    /// Its priorities with their indicators; at the end, without a priority, the indicators that serve none.
    pub groups: Vec<Group<'a>>,
}

/// A priority with its indicators, or the indicators of a focus area that serve none.
#[derive(Debug)]
pub struct Group<'a> {
    /// The priority.
    pub priority: Option<&'a Priority>,
    /// Its indicators.
    pub rows: Vec<Row<'a>>,
}

impl Group<'_> {
    /// How many of its indicators are green, amber and red.
    #[must_use]
    pub fn ratings(&self) -> RollUp {
        self.rows.iter().map(|row| &row.signals.rating).collect()
    }
}

/// An indicator at a moment: with the figures of a plan year nothing in it is later than that year, but for what says so.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// What is measured.
    pub indicator: &'a Indicator,
    /// The figures that are shown, in order of time.
    pub figures: &'a [Figure],
    /// The last value.
    pub latest: Option<&'a Figure>,
    /// The last value of the plan year, to which target and rating belong: the last value, but where newer ones are shown.
    pub rated: Option<&'a Figure>,
    /// The notes on the period of the last value: a reader should know them before interpreting the value.
    pub latest_notes: Vec<&'a ChangeNote>,
    /// The newest figure, where it is an absence that came after the last value.
    pub missing: Option<&'a Figure>,
    /// The notes that explain that absence.
    pub missing_notes: Vec<&'a ChangeNote>,
    /// The first value after the plan year, if there is none up to it.
    pub later: Option<&'a Figure>,
    /// The newest value after the plan year, where the figures of a plan year are shown.
    pub now: Option<Now<'a>>,
    /// The last value compared with the main comparator's.
    pub comparison: Option<Comparison>,
    /// The last value before the plan's first year of the same season as the last value.
    pub baseline: Option<&'a Figure>,
    /// The baseline compared with the main comparator's figure of the same period.
    pub baseline_comparison: Option<Comparison>,
    /// The last value compared with the baseline, or why the two are not comparable.
    pub since_baseline: Result<Comparison, NotComparable>,
    /// The last value compared with the one of the same period a year before, or why the two are not comparable.
    pub since_last_year: Result<Comparison, NotComparable>,
    /// The signals of the series up to its last value.
    pub signals: Signals,
    /// Why there is no newer figure of the plan year; nothing until [`missing::tell`] has said.
    pub awaited: Option<missing::Missing>,
    /// The target for the period of the plan year's last value; if there is none, the plan year's, else the next, else the last.
    pub target: Option<&'a Target>,
}

/// Why two values of a series are not comparable.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotComparable {
    /// There is no last value.
    #[error("there is no value")]
    NoValue,
    /// Nothing is recorded for the period before.
    #[error("no figure is recorded for {0}")]
    NotRecorded(Period),
    /// The figure before is absent.
    #[error("{0}: {1}")]
    Absent(Period, Absence),
    /// The series breaks between the two.
    #[error("the series breaks on {}", crate::day::day(*.0))]
    Break(NaiveDate),
    /// The years overlap.
    #[error("the years overlap")]
    Overlapping,
    /// No figure from before the plan is like the latest.
    #[error("{}", no_baseline(*.0))]
    NoBaseline(NotAlike),
    /// The two are one figure.
    #[error("it is the latest figure")]
    Same,
}

/// The board of a plan year: its focus areas, the priorities in force ([`Outline::year_of_priorities`]) and their indicators
/// in the plan's order.
///
/// `figures` are sorted as [`series::sort`] sorts them.
#[must_use]
pub fn sections<'a>(outline: &'a Outline, figures: &'a [Figure], moment: Moment<'a>) -> Vec<Section<'a>> {
    outline.focus_areas.iter().map(|focus_area| section(outline, figures, moment, focus_area)).collect()
}

/// One focus area of the board.
#[must_use]
pub fn section<'a>(
    outline: &'a Outline,
    figures: &'a [Figure],
    moment: Moment<'a>,
    focus_area: &'a FocusArea,
) -> Section<'a> {
    let rows = |is_wanted: &dyn Fn(&Indicator) -> bool| -> Vec<Row<'a>> {
        let wanted = outline.indicators.iter().filter(|indicator| is_wanted(indicator));
        wanted.map(|indicator| row(outline, figures, indicator, &outline.plan.area, moment)).collect()
    };
    let priorities: Vec<_> = outline
        .priorities_of(outline.year_of_priorities(moment.year))
        .filter(|priority| priority.focus_area == focus_area.slug)
        .collect();
    let serves = |indicator: &Indicator, priority: &Priority| {
        indicator.placements.iter().any(|placement| {
            placement.focus_area == focus_area.slug && placement.priority.as_ref() == Some(&priority.slug)
        })
    };
    let mut groups: Vec<_> = priorities
        .iter()
        .map(|priority| Group {
            priority: Some(priority),
            rows: rows(&|indicator| serves(indicator, priority)),
        })
        .collect();
    let others = rows(&|indicator| {
        indicator.placements.iter().any(|placement| placement.focus_area == focus_area.slug)
            && !priorities.iter().any(|priority| serves(indicator, priority))
    });
    if !others.is_empty() {
        groups.push(Group { priority: None, rows: others });
    }
    Section { focus_area, groups }
}

/// An indicator in one area, at a moment.
#[must_use]
pub fn row<'a>(
    outline: &'a Outline,
    figures: &'a [Figure],
    indicator: &'a Indicator,
    area: &'a AreaCode,
    moment: Moment<'a>,
) -> Row<'a> {
    let all = series::of(figures, &indicator.slug, area);
    let year = Moment::of_year(moment.year, moment.today);
    let up_to = |moment: Moment<'_>| {
        all.iter().take_while(|figure| moment.shows(&outline.years, &figure.period)).count()
    };
    let (of_year, to) = (up_to(year), up_to(moment));
    let (until, after) = all.split_at(to);
    let has_value = |figure: &&Figure| figure.reading.value().is_some();

    let latest = until.iter().rev().find(has_value);
    let rated = until.iter().take(of_year).rev().find(has_value);
    let missing = until.last().filter(|figure| figure.reading.value().is_none());
    let base = baseline(&outline.years, until.iter());
    let baseline = base.ok();
    let others = outline.main_comparator().filter(|code| *code != area);
    let others = others.map_or(&[][..], |code| series::of(figures, &indicator.slug, code));

    // What is concealed chooses nothing: the public would learn how far the partners have come.
    let is_concealed = |figure: &&Figure| {
        figure.origin == Origin::Partner && figure.reading.absence() == Some(Absence::Confidential)
    };
    let of_figure = rated.or(missing.filter(|figure| !is_concealed(figure)));
    let target = target(outline, indicator, area, moment.year, of_figure);
    let signals = signals(outline, indicator, until, (latest, rated, target), moment);
    Row {
        indicator,
        figures: until,
        latest,
        rated,
        latest_notes: latest.map_or_else(Vec::new, |figure| notes_within(outline, indicator, &figure.period)),
        missing,
        missing_notes: missing
            .map_or_else(Vec::new, |figure| notes_within(outline, indicator, &figure.period)),
        later: if latest.is_none() { after.iter().find(has_value) } else { None },
        now: now::now(outline, indicator, after, latest, others),
        comparison: latest.and_then(|figure| compare(indicator, figure, others)),
        baseline,
        baseline_comparison: baseline.and_then(|figure| compare(indicator, figure, others)),
        since_baseline: since_baseline(outline, indicator, base, latest),
        since_last_year: since_last_year(outline, indicator, until, latest),
        signals,
        awaited: None,
        target,
    }
}

/// The signals of a series' figures, drafts and provisional ones among them, as everywhere on the page.
fn signals(
    outline: &Outline,
    indicator: &Indicator,
    figures: &[Figure],
    (latest, rated, target): (Option<&Figure>, Option<&Figure>, Option<&Target>),
    moment: Moment<'_>,
) -> Signals {
    let (observations, cadence) = observation::of(figures, &outline.change_notes, &indicator.slug);
    let tolerance =
        rated.map_or(Tolerance::USUAL, |figure| outline.tolerance_for(&indicator.slug, &figure.period));
    let rating = rating::rate(indicator, rated, target, tolerance);
    let Indicator { measure, polarity, .. } = *indicator;
    // A target of a plan that has ended is nothing to look ahead to.
    let is_over = |target: &Target| {
        moment.until == Until::Newest && latest.is_some_and(|latest| latest.period > target.period)
    };
    let target = target.filter(|target| !is_over(target)).map(|target| target.aim);
    let subject = Subject { observations: &observations, cadence, measure, polarity, target };
    let age = age(indicator, latest, moment);
    // Most plans have no mark at all.
    let marked = figures.first().filter(|_| !outline.marks.is_empty());
    let by_hand = marked.map_or_else(Vec::new, |figure| outline.marks_of(&figure.series));
    let settings = judgement::Settings { age, by_hand: &by_hand, ..judgement::Settings::USUAL };
    let judgement = kept::judged(&subject, &settings);
    signals::read(observations, cadence, measure, judgement, rating)
}

/// How old the last value is on the day of the page, or at the end of the plan year that it looks at. Of a retired indicator
/// nothing more is expected, and of partners nothing from after the plan: nobody asks them.
fn age(indicator: &Indicator, latest: Option<&Figure>, moment: Moment<'_>) -> late::Age {
    let next = latest.filter(|_| indicator.retired.is_none()).and_then(|latest| latest.period.next());
    let day = match indicator.origin {
        Origin::Partner => moment.last().min(moment.year.last),
        Origin::Published => moment.last(),
    };
    late::age(next.map(|next| due_on(indicator, &next)), day)
}

/// The last value compared with the baseline.
fn since_baseline(
    outline: &Outline,
    indicator: &Indicator,
    baseline: Result<&Figure, NotAlike>,
    latest: Option<&Figure>,
) -> Result<Comparison, NotComparable> {
    let to = latest.ok_or(NotComparable::NoValue)?;
    let from = baseline.map_err(NotComparable::NoBaseline)?;
    if from.period == to.period {
        return Err(NotComparable::Same);
    }
    if let Some(note) = break_between(&outline.change_notes, &indicator.slug, &from.period, &to.period) {
        return Err(NotComparable::Break(note.on));
    }
    since_then(to, from).ok_or(NotComparable::NoValue)
}

/// The last value compared with the one of the same period a year before.
fn since_last_year(
    outline: &Outline,
    indicator: &Indicator,
    figures: &[Figure],
    latest: Option<&Figure>,
) -> Result<Comparison, NotComparable> {
    let latest = latest.ok_or(NotComparable::NoValue)?;
    if latest.period.kind().is_pooled() {
        return Err(NotComparable::Overlapping);
    }
    let period = latest.period.year_before().ok_or(NotComparable::NoValue)?;
    let before = figures.iter().find(|figure| figure.period == period);
    let before = before.ok_or(NotComparable::NotRecorded(period))?;
    if let Some(absence) = before.reading.absence() {
        return Err(NotComparable::Absent(period, absence));
    }
    match break_between(&outline.change_notes, &indicator.slug, &period, &latest.period) {
        Some(note) => Err(NotComparable::Break(note.on)),
        None => since_then(latest, before).ok_or(NotComparable::NoValue),
    }
}

/// Whether a period belongs to a plan year, to an earlier one, or is before the plan.
#[must_use]
pub fn is_by(years: &[PlanYear], year: &PlanYear, period: &Period) -> bool {
    match standing(years, period) {
        Standing::Before => true,
        Standing::In(of) => of.first <= year.first,
        Standing::Between(of) => of.first < year.first,
        Standing::After => false,
    }
}

/// The target to show: the one for the period of the last value, else the plan year's, else the next, else the last.
fn target<'a>(
    outline: &'a Outline,
    indicator: &Indicator,
    area: &AreaCode,
    year: &PlanYear,
    latest: Option<&Figure>,
) -> Option<&'a Target> {
    let series =
        Series { indicator: indicator.slug.clone(), area: area.clone(), breakdown: Breakdown::Total };
    let targets = || outline.targets.iter().filter(|target| target.series == series);
    let of_latest = targets().find(|target| latest.is_some_and(|figure| figure.period == target.period));
    let of_year = || targets().find(|target| standing(&outline.years, &target.period) == Standing::In(year));
    let next =
        || targets().filter(|target| target.period.last() > year.last).min_by_key(|target| target.period);
    of_latest.or_else(of_year).or_else(next).or_else(|| targets().max_by_key(|target| target.period))
}

/// The change notes that happened during a period: why it has no value, or what to bear in mind with its value.
#[must_use]
pub fn notes_within<'a>(
    outline: &'a Outline,
    indicator: &'a Indicator,
    period: &Period,
) -> Vec<&'a ChangeNote> {
    outline.notes_of(&indicator.slug).filter(|note| note.is_within(period)).collect()
}
