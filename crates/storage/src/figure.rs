//! What was recorded for a series and a period, as the desk's visitor may see it.

mod conceal;
mod history;
mod record;

use crate::{
    Desk, Error, Look,
    cell::{Cell, cells},
    db::on,
    outline::{Taken, each},
    table,
};
use conceal::concealed;
use domain::{
    access::Audience,
    area::AreaCode,
    figure::{Absence, Approval, Figure, Fraction, Interval, Measured, Origin, Reading, Status},
    indicator::Indicator,
    outline::Outline,
    period::{Kind, Period},
    series::{Breakdown, Series},
    slug::Slug,
    target::{Aim, Target},
};
use sqlx::AssertSqlSafe;
use std::sync::Arc;

pub(crate) use history::by;
pub use history::{Brought, By, Entry, changed_since, history, newest, standing};
pub(crate) use record::{InCell, standing_in};
pub use record::{Move, Recorded, Seen, change_approval, record, withdraw};

/// The figures of the plan's own area and its comparators, for every indicator, in series' and time's order.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn of_plan(desk: &Desk, outline: &Outline) -> Result<Arc<Vec<Figure>>, Error> {
    let key = (desk.seen(), outline.plan.slug.clone(), desk.visitor().audience(), desk.look());
    if let Some(kept) = desk.at_hand().figures.get(&key) {
        return Ok(kept);
    }
    let areas: Vec<&str> =
        std::iter::once(&outline.plan.area).chain(&outline.plan.comparators).map(AreaCode::as_str).collect();
    let places: Vec<_> = (0..areas.len()).map(|place| format!("${}", place + 2)).collect();
    let sql = format!("{} AND area IN ({})", table::FIGURE.select_as_at(), places.join(", "));
    let figures = Arc::new(read(desk, sql, &areas).await?);
    desk.at_hand().figures.keep(key, Arc::clone(&figures));
    Ok(figures)
}

/// The figures of one indicator in every area, in series' and time's order.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn of_indicator(desk: &Desk, indicator: &Indicator) -> Result<Vec<Figure>, Error> {
    let sql = format!("{} AND indicator = $2", table::FIGURE.select_as_at());
    read(desk, sql, &[indicator.slug.as_str()]).await
}

/// The approved figures of one indicator in every area, in series' and time's order: also of a cell for which another
/// figure is proposed.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn approved_of_indicator(desk: &Desk, indicator: &Indicator) -> Result<Vec<Figure>, Error> {
    let sql = format!("{} AND indicator = $2 AND approval = $3", table::FIGURE.select_as_at());
    read(desk, sql, &[indicator.slug.as_str(), Approval::Approved.as_str()]).await
}

/// The same of many indicators: a query for each few hundred.
pub(crate) async fn approved_of(desk: &Desk, indicators: &[&Slug]) -> Result<Vec<Figure>, Error> {
    let mut figures = Vec::new();
    for some in indicators.chunks(AT_ONCE) {
        let sql = format!(
            "{} AND approval = $2 AND indicator IN ({})",
            table::FIGURE.select_as_at(),
            table::places(3, some.len())
        );
        let mut texts = vec![Approval::Approved.as_str()];
        texts.extend(some.iter().map(|slug| slug.as_str()));
        figures.extend(read(desk, sql, &texts).await?);
    }
    Ok(figures)
}

/// So many indicators are asked of at once.
const AT_ONCE: usize = 500;

/// Runs a query that binds the desk's moment and some texts. Its text is made of constants of this crate alone.
///
/// Of a cell with an approved figure and one that is proposed in its place, partners who look ahead are given the proposed one,
/// and everybody else the approved one.
async fn read(desk: &Desk, sql: String, texts: &[&str]) -> Result<Vec<Figure>, Error> {
    let audience = desk.visitor().audience();
    let holds = table::FIGURE.holds();
    let rows: Vec<Vec<Cell>> = on!(desk.db(), pool => {
        let query = sqlx::query(AssertSqlSafe(sql)).bind(desk.number());
        let rows = texts.iter().fold(query, |query, text| query.bind(*text)).fetch_all(pool).await?;
        rows.iter().map(|row| cells(row, &holds)).collect::<Result<_, _>>()?
    });
    let mut figures = Vec::with_capacity(rows.len());
    for row in rows {
        let figure = figure(&mut Taken::new("figure", row))?;
        let is_ahead = audience == Audience::Partner && desk.look() == Look::Ahead;
        if is_ahead || figure.approval == Approval::Approved {
            figures.push(concealed(figure, audience));
        }
    }
    figures.sort_by(|a, b| (&a.series, a.period, a.approval).cmp(&(&b.series, b.period, b.approval)));
    // Drafts come before what is approved, so the first of a cell is the one proposed.
    figures.dedup_by(|later, first| later.period == first.period && later.series == first.series);
    Ok(figures)
}

pub(crate) fn figure(row: &mut Taken) -> Result<Figure, Error> {
    let (series, period) = series_and_period(row)?;
    let approval = row.read(Approval::parse)?;
    let value = row.maybe_real()?;
    let absence = row.maybe_read(Absence::parse)?;
    let numerator = row.maybe_real()?;
    let denominator = row.maybe_real()?;
    let lower = row.maybe_real()?;
    let upper = row.maybe_real()?;
    let fraction =
        numerator.zip(denominator).map(|(numerator, denominator)| Fraction { numerator, denominator });
    let interval = lower.zip(upper).map(|(lower, upper)| Interval { lower, upper });
    let reading = match absence {
        Some(absence) => Reading::Absent(absence),
        // It was judged when it was recorded, by what the indicator was then.
        None => {
            let measured = value.and_then(|value| Measured::recorded(value, fraction, interval));
            Reading::Value(measured.ok_or_else(|| row.unreadable((&series, value)))?)
        }
    };
    Ok(Figure {
        reading,
        status: row.read(Status::parse)?,
        origin: row.read(Origin::parse)?,
        note: row.maybe_text()?,
        approval,
        series,
        period,
    })
}

pub(crate) fn series_and_period(row: &mut Taken) -> Result<(Series, Period), Error> {
    let indicator: Slug = row.slug()?;
    let area = row.code()?;
    let breakdown = row.read(Breakdown::parse)?;
    let kind = row.read(Kind::parse)?;
    let (first, last) = (row.day()?, row.day()?);
    let period = Period::of_days(kind, first, last).map_err(|error| row.unreadable(error.to_string()))?;
    Ok((Series { indicator, area, breakdown }, period))
}

/// Targets from their rows.
pub(crate) fn targets(rows: Vec<Vec<Cell>>) -> Result<Vec<Target>, Error> {
    each("target", rows, |row| {
        let (series, period) = series_and_period(row)?;
        let ends = row.maybe_real()?.zip(row.maybe_real()?);
        let aim = ends.and_then(|(lower, upper)| Aim::of_ends(lower, upper));
        Ok(Target { series, period, aim: aim.ok_or_else(|| row.unreadable(ends))? })
    })
}

pub(crate) fn key(series: &Series, period: &Period) -> Vec<Cell> {
    vec![
        series.indicator.as_str().into(),
        series.area.as_str().into(),
        series.breakdown.to_string().into(),
        period.kind().as_str().into(),
        period.first().into(),
        period.last().into(),
    ]
}

/// Figures as rows.
pub(crate) fn rows(figures: &[Figure]) -> Vec<Vec<Cell>> {
    let row = |figure: &Figure| {
        let measured = match &figure.reading {
            Reading::Value(measured) => Some(*measured),
            Reading::Absent(_) => None,
        };
        let fraction = measured.and_then(|measured| measured.fraction());
        let interval = measured.and_then(|measured| measured.interval());
        let mut row = key(&figure.series, &figure.period);
        row.extend([
            figure.approval.as_str().into(),
            measured.map(|measured| measured.value()).into(),
            figure.reading.absence().map(Absence::as_str).into(),
            fraction.map(|fraction| fraction.numerator).into(),
            fraction.map(|fraction| fraction.denominator).into(),
            interval.map(|interval| interval.lower).into(),
            interval.map(|interval| interval.upper).into(),
            figure.status.as_str().into(),
            figure.origin.as_str().into(),
            figure.note.as_deref().into(),
            // What an import brings goes another way: storage/src/import.
            Cell::Whole(None),
        ]);
        row
    };
    figures.iter().map(row).collect()
}

/// Targets as rows.
pub(crate) fn target_rows(plan: &Slug, targets: &[Target]) -> Vec<Vec<Cell>> {
    let row = |target: &Target| {
        let (lower, upper) = target.aim.ends();
        let mut row = vec![plan.as_str().into()];
        row.extend(key(&target.series, &target.period));
        row.extend([Some(lower).into(), Some(upper).into()]);
        row
    };
    targets.iter().map(row).collect()
}
