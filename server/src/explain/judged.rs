//! What a page would claim of a series, and where it may go.

use chrono::{Datelike, NaiveDate};
use domain::{
    control_chart,
    forecast::{self, Forecast},
    judgement::{self, Age, Judgement, Subject, late},
    period::{Kind, Period},
};
use exchange::series::{Rows, Settings, When};

/// The judgement of a series. `today` is the day by which it is late; without it nobody knows.
pub(super) fn judgement(
    rows: &Rows,
    subject: &Subject<'_>,
    settings: &Settings,
    today: Option<NaiveDate>,
) -> Judgement {
    let due = match last(rows, subject) {
        Some(When::Period(period)) => late::due_after(&period, settings.due_days),
        _ => late::due(subject.observations, subject.cadence, settings.due_days),
    };
    let control = control_chart::Settings { screening: settings.screening, fix_after: settings.fix_after };
    let age = today.map_or(Age::Unknown, |today| late::age(due, today));
    let (chart, seasonal) = (settings.chart, settings.seasonal);
    judgement::judge(subject, &judgement::Settings { control, chart, seasonal, age, by_hand: &[] })
}

/// The forecast of so many quarters.
pub(super) fn forecast(
    rows: &Rows,
    subject: &Subject<'_>,
    steps: usize,
) -> Result<Forecast, forecast::Refusal> {
    let last = match last(rows, subject).ok_or(forecast::Refusal::NoValues)? {
        When::Period(period) => period,
        When::Day(day) => quarter_of(day).ok_or(forecast::Refusal::NotQuarterly)?,
    };
    forecast::ahead(subject.observations, subject.cadence, subject.measure, &last, steps)
}

/// When the last value is about.
fn last(rows: &Rows, subject: &Subject<'_>) -> Option<When> {
    let place = subject.observations.iter().rposition(|one| one.value.is_some())?;
    rows.rows.get(place).map(|row| row.when)
}

/// The quarter that a day is in.
fn quarter_of(day: NaiveDate) -> Option<Period> {
    let first = NaiveDate::from_ymd_opt(day.year(), day.month0() / 3 * 3 + 1, 1)?;
    let last = first.checked_add_months(chrono::Months::new(3))?.pred_opt()?;
    Period::of_days(Kind::FinancialQuarter, first, last).ok()
}
