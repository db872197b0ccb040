//! What is to become of each figure of a file, given the contents of its cell.

use super::bulk::{self, Ranges};
use crate::{
    error::Error,
    open::{Open, in_open},
    sql::{Column, Value, places},
    table::{IndicatorRow, Versioned, columns_of, sources},
};
use chrono::NaiveDate;
use domain::{
    figure::{Absence, Fraction, Interval, Origin, Reading, remarks},
    period::Kind,
    proposal::{Proposal, ProposedFigure, ProposedIndicator},
    series::{Breakdown, Series},
    source::Source,
};
use futures_util::TryStreamExt;
use sqlx::{AssertSqlSafe, ColumnIndex, Decode, Row, Type};
use std::{
    cmp::Ordering,
    collections::{HashMap, HashSet},
};

/// How many figures of a file have which fate, absences included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// The record has nothing in their cell.
    pub new: u64,
    /// They replace figures of an earlier file or, where partners' figures are approved, are proposed in their place.
    pub changed: u64,
    /// The record has the same already.
    pub same: u64,
    /// They are left alone, because people changed their cell.
    pub kept: u64,
}

/// Why a figure of a file is left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Somebody's draft, or a submitted figure, is waiting in its cell.
    Waiting,
    /// Somebody recorded or approved the current figure by hand.
    ByHand,
    /// Somebody withdrew the figure.
    Withdrawn,
}

/// What is to become of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is added to an empty cell.
    New,
    /// It is added, and an earlier file's figure ends.
    Replaces,
    /// It is added as a proposal beside the approved figure.
    Proposed,
    /// It is there already.
    Same,
    /// It is left alone.
    Kept(Why),
}

/// A file's figures compared with the record.
pub(super) struct Compared {
    /// The fate of each figure, in the order of the proposal.
    pub(super) fates: Vec<Fate>,
    /// The origin of the figures of each series, in the order of the proposal.
    pub(super) origins: Vec<Origin>,
    pub(super) counts: Counts,
}

// What was found in a cell, as bits.
const APPROVED_SAME: u8 = 1;
const APPROVED_OF_FILE: u8 = 1 << 1;
const APPROVED_OF_PEOPLE: u8 = 1 << 2;
const PROPOSED_SAME: u8 = 1 << 3;
const PROPOSED_OF_FILE: u8 = 1 << 4;
const PROPOSED_OF_PEOPLE: u8 = 1 << 5;
const APPROVED_WITHDRAWN: u8 = 1 << 6;
const PROPOSED_WITHDRAWN: u8 = 1 << 7;

/// How many indicators one query asks about.
const AT_ONCE: usize = 500;

/// Compares a file's figures with the current ones.
pub(super) async fn compare(open: &mut Open, proposal: &Proposal) -> Result<Compared, Error> {
    let ranges = Ranges::of(proposal)?;
    let mut seen = vec![0_u8; proposal.figures.len()];
    let places_of = Places::of(proposal, &ranges);
    let of_files = numbers_of_files(open).await?;
    let mut origins = origins_said(proposal);
    for some in proposal.indicators.chunks(AT_ONCE) {
        let names: Vec<&str> = some.iter().map(|indicator| indicator.slug.as_str()).collect();
        origins_of(open, some, &mut origins).await?;
        standing(open, &names, &places_of, &of_files, &mut seen).await?;
        withdrawn(open, &names, &places_of, &mut seen).await?;
    }
    Ok(decided(proposal, &ranges, &seen, &origins))
}

/// Compares a file's figures with an empty record.
pub(super) fn compare_with_nothing(proposal: &Proposal) -> Result<Compared, Error> {
    let ranges = Ranges::of(proposal)?;
    let seen = vec![0; proposal.figures.len()];
    let origins = origins_said(proposal);
    Ok(decided(proposal, &ranges, &seen, &origins))
}

/// The origins of a proposal's indicators, according to the proposal.
fn origins_said(proposal: &Proposal) -> HashMap<String, Origin> {
    let indicators = proposal.indicators.iter();
    indicators.map(|indicator| (indicator.slug.to_string(), indicator.origin)).collect()
}

fn decided(proposal: &Proposal, ranges: &Ranges, seen: &[u8], origins: &HashMap<String, Origin>) -> Compared {
    // What is not known to be published is not.
    let origin = |indicator: &str| origins.get(indicator).copied().unwrap_or(Origin::Partner);
    let origins: Vec<Origin> =
        proposal.series.iter().map(|series| origin(series.indicator.as_str())).collect();
    let mut fates = vec![Fate::Same; seen.len()];
    let mut counts = Counts::default();
    for (series, origin) in origins.iter().enumerate() {
        for place in ranges.of_series(series) {
            let (Some(seen), Some(fate)) = (seen.get(place), fates.get_mut(place)) else { continue };
            *fate = match origin {
                Origin::Published => of_published(*seen),
                Origin::Partner => of_partner(*seen),
            };
            *counts.of(*fate) += 1;
        }
    }
    Compared { fates, origins, counts }
}

impl Counts {
    fn of(&mut self, fate: Fate) -> &mut u64 {
        match fate {
            Fate::New => &mut self.new,
            Fate::Replaces | Fate::Proposed => &mut self.changed,
            Fate::Same => &mut self.same,
            Fate::Kept(_) => &mut self.kept,
        }
    }

    /// Whether importing the file would change nothing.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.new + self.changed == 0
    }
}

/// A published figure is added as approved, in place of an earlier file's.
fn of_published(seen: u8) -> Fate {
    let has = |bits: u8| seen & bits != 0;
    if has(APPROVED_SAME) {
        Fate::Same
    } else if has(PROPOSED_OF_PEOPLE) {
        Fate::Kept(Why::Waiting)
    } else if has(APPROVED_OF_PEOPLE) {
        Fate::Kept(Why::ByHand)
    } else if has(APPROVED_OF_FILE) {
        Fate::Replaces
    } else if has(APPROVED_WITHDRAWN) {
        Fate::Kept(Why::Withdrawn)
    } else {
        Fate::New
    }
}

/// A partner's figure is added as a proposal, in place of one that a file proposed before. The approved figure stays until
/// somebody approves the proposal, whoever recorded it.
fn of_partner(seen: u8) -> Fate {
    let has = |bits: u8| seen & bits != 0;
    if has(PROPOSED_SAME) {
        Fate::Same
    } else if has(PROPOSED_OF_PEOPLE) {
        Fate::Kept(Why::Waiting)
    } else if has(PROPOSED_OF_FILE) {
        Fate::Replaces
    } else if has(APPROVED_SAME) {
        Fate::Same
    } else if has(APPROVED_OF_FILE | APPROVED_OF_PEOPLE) && !has(PROPOSED_WITHDRAWN) {
        Fate::Proposed
    } else if has(APPROVED_WITHDRAWN | PROPOSED_WITHDRAWN) {
        Fate::Kept(Why::Withdrawn)
    } else {
        Fate::New
    }
}

/// The numbers of writes that were files, so nobody typed their figures.
async fn numbers_of_files(open: &mut Open) -> Result<HashSet<i64>, Error> {
    let files = sources(|source| !source.is_of_people());
    let rows = open.rows(format!("SELECT number FROM deed WHERE source IN ({files})"), &[]).await?;
    rows.iter().map(|row| i64::read(row, 0, "source of a write")).collect()
}

/// Replaces the origins of those indicators that the record has: its origins override the file's. The measure and the kind of
/// period with which the file was read still have to be the record's, or its figures would be misread.
async fn origins_of(
    open: &mut Open,
    some: &[ProposedIndicator],
    origins: &mut HashMap<String, Origin>,
) -> Result<(), Error> {
    let sql = format!(
        "SELECT {} FROM indicator t WHERE t.superseded_in IS NULL AND t.slug IN ({})",
        columns_of::<IndicatorRow>("t"),
        places(1, some.len())
    );
    let mut bound = open.bound();
    some.iter().for_each(|indicator| indicator.slug.bind(&mut bound));
    for row in open.rows_of(sql, bound).await? {
        let indicator = IndicatorRow::read(&row, 0)?;
        let is_as_read = |proposed: &ProposedIndicator| {
            (proposed.measure.as_str(), proposed.measure.per()) == (indicator.measure.as_str(), indicator.per)
                && proposed.frequency == indicator.frequency
        };
        if !some.iter().any(|proposed| proposed.slug == indicator.slug && is_as_read(proposed)) {
            let is = format!("{}, {}", indicator.measure, indicator.frequency);
            return Err(Error::ReadOtherwise { indicator: indicator.slug.to_string(), is });
        }
        origins.insert(indicator.slug.to_string(), indicator.origin);
    }
    Ok(())
}

/// Streams the current figures of some indicators past the file's figures and notes what each cell has.
async fn standing(
    open: &mut Open,
    names: &[&str],
    places_of: &Places<'_>,
    of_files: &HashSet<i64>,
    seen: &mut [u8],
) -> Result<(), Error> {
    let sql = format!(
        "SELECT indicator, area, breakdown, period_kind, first, last, approval, recorded_in, value, absence, status, \
         numerator, denominator, lower, upper, note, explanation FROM figure WHERE superseded_in IS NULL AND indicator IN ({})",
        places(1, names.len())
    );
    let mut last = None;
    in_open!(open, connection => {
        let query = sqlx::query(AssertSqlSafe(sql));
        let mut rows = names.iter().fold(query, |query, name| query.bind(*name)).fetch(connection);
        while let Some(row) = rows.try_next().await? {
            let Some((place, figure)) = places_of.find(&row, &mut last)? else { continue };
            let is_approved = row.try_get::<&str, _>(6)? == "approved";
            let is_same = is_same(&row, figure)?;
            let is_of_file = of_files.contains(&row.try_get(7)?);
            if let Some(seen) = seen.get_mut(place) {
                *seen |= match (is_approved, is_same, is_of_file) {
                    (true, true, _) => APPROVED_SAME,
                    (true, false, true) => APPROVED_OF_FILE,
                    (true, false, false) => APPROVED_OF_PEOPLE,
                    (false, true, _) => PROPOSED_SAME,
                    (false, false, true) => PROPOSED_OF_FILE,
                    (false, false, false) => PROPOSED_OF_PEOPLE,
                };
            }
        }
    });
    Ok(())
}

/// Notes where people withdrew something: withdrawn figures do not come back silently.
async fn withdrawn(
    open: &mut Open,
    names: &[&str],
    places_of: &Places<'_>,
    seen: &mut [u8],
) -> Result<(), Error> {
    let withdrawals = sources(|source| source == Source::FigureWithdrawn);
    let sql = format!(
        "SELECT indicator, area, breakdown, period_kind, first, last, approval FROM figure \
         WHERE superseded_in IN (SELECT number FROM deed WHERE source IN ({withdrawals})) AND indicator IN ({})",
        places(1, names.len())
    );
    let mut last = None;
    in_open!(open, connection => {
        let query = sqlx::query(AssertSqlSafe(sql));
        let mut rows = names.iter().fold(query, |query, name| query.bind(*name)).fetch(connection);
        while let Some(row) = rows.try_next().await? {
            let Some((place, _)) = places_of.find(&row, &mut last)? else { continue };
            let is_approved = row.try_get::<&str, _>(6)? == "approved";
            if let Some(seen) = seen.get_mut(place) {
                *seen |= if is_approved { APPROVED_WITHDRAWN } else { PROPOSED_WITHDRAWN };
            }
        }
    });
    Ok(())
}

/// Whether a row of [`standing`] has the content of a figure of the file. A file that leaves out the parts of a value, its
/// interval, its note or its explanation still counts as the same: less is no contradiction, and the record keeps what it
/// knows.
fn is_same<'r, R: Row>(row: &'r R, figure: &ProposedFigure) -> Result<bool, sqlx::Error>
where
    usize: ColumnIndex<R>,
    &'r str: Decode<'r, R::Database> + Type<R::Database>,
    f64: Decode<'r, R::Database> + Type<R::Database>,
{
    let value: Option<f64> = row.try_get(8)?;
    if value != figure.reading.value() || row.try_get::<&str, _>(10)? != figure.status.as_str() {
        return Ok(false);
    }
    if row.try_get::<Option<&str>, _>(9)? != figure.reading.absence().map(Absence::as_str) {
        return Ok(false);
    }
    if let Reading::Value(measured) = &figure.reading {
        if let Some(Fraction { numerator, denominator }) = measured.fraction() {
            let was: (Option<f64>, Option<f64>) = (row.try_get(11)?, row.try_get(12)?);
            if was != (Some(numerator), Some(denominator)) {
                return Ok(false);
            }
        }
        if let Some(Interval { lower, upper }) = measured.interval() {
            let was: (Option<f64>, Option<f64>) = (row.try_get(13)?, row.try_get(14)?);
            if was != (Some(lower), Some(upper)) {
                return Ok(false);
            }
        }
    }
    let (note, explanation) = (figure.note.as_deref(), figure.explanation.as_deref());
    let was: (Option<&str>, Option<&str>) = (row.try_get(15)?, row.try_get(16)?);
    let is_noted = note.is_none() || was.0 == note;
    let is_same = is_noted && (explanation.is_none() || was.1 == explanation);
    // A file from before the column of explanations has them in its notes.
    Ok(is_same || explanation.is_none() && was.1.is_some() && remarks(was.0, was.1).as_deref() == note)
}

/// Finds the figure of a file for a row of the record.
struct Places<'p> {
    proposal: &'p Proposal,
    ranges: &'p Ranges,
    /// The indices of the series, in the order of the series.
    sorted: Vec<u32>,
}

impl<'p> Places<'p> {
    fn of(proposal: &'p Proposal, ranges: &'p Ranges) -> Self {
        let mut sorted: Vec<u32> = (0..).take(proposal.series.len()).collect();
        let series = |place: &u32| proposal.series.get(bulk::place(*place));
        sorted.sort_unstable_by(|a, b| series(a).cmp(&series(b)));
        Self { proposal, ranges, sorted }
    }

    /// The figure of the cell in the first six columns of a row. `last` is the series of the row before: most rows follow one
    /// of the same series.
    fn find<'r, R: Row>(
        &self,
        row: &'r R,
        last: &mut Option<usize>,
    ) -> Result<Option<(usize, &'p ProposedFigure)>, sqlx::Error>
    where
        usize: ColumnIndex<R>,
        &'r str: Decode<'r, R::Database> + Type<R::Database>,
        NaiveDate: Decode<'r, R::Database> + Type<R::Database>,
    {
        let key: (&str, &str, &str) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
        let is_last =
            |place: &usize| self.proposal.series.get(*place).is_some_and(|series| order(series, key).is_eq());
        let Some(series) = last.filter(is_last).or_else(|| self.series(key)) else { return Ok(None) };
        *last = Some(series);
        let Some(kind) = Kind::parse(row.try_get(3)?) else { return Ok(None) };
        let days: (NaiveDate, NaiveDate) = (row.try_get(4)?, row.try_get(5)?);
        let range = self.ranges.of_series(series);
        let from = range.start;
        let figures = self.proposal.figures.get(range).unwrap_or_default();
        let days_of = |figure: &ProposedFigure| {
            let period = &figure.period;
            (period.first(), period.last(), period.kind())
        };
        let found = figures.binary_search_by_key(&(days.0, days.1, kind), days_of).ok();
        Ok(found.and_then(|place| Some((from + place, figures.get(place)?))))
    }

    fn series(&self, key: (&str, &str, &str)) -> Option<usize> {
        let series = |place: &u32| self.proposal.series.get(bulk::place(*place));
        let found = self
            .sorted
            .binary_search_by(|place| series(place).map_or(Ordering::Less, |series| order(series, key)));
        found.ok().and_then(|found| self.sorted.get(found)).map(|place| bulk::place(*place))
    }
}

/// Compares a series with the columns of a row, without building one from them.
fn order(series: &Series, (indicator, area, breakdown): (&str, &str, &str)) -> Ordering {
    let group = || match (&series.breakdown, breakdown.split_once('=')) {
        (Breakdown::Total, None) => Ordering::Equal,
        (Breakdown::Total, Some(_)) => Ordering::Less,
        (Breakdown::Category { .. }, None) => Ordering::Greater,
        (Breakdown::Category { dimension, category }, Some(other)) => {
            (dimension.as_str(), category.as_str()).cmp(&other)
        }
    };
    series.indicator.as_str().cmp(indicator).then_with(|| series.area.as_str().cmp(area)).then_with(group)
}
