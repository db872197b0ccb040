//! Rows of the plan's tables as what they mean.

use crate::{Error, cell::Cell};
use chrono::NaiveDate;
use domain::{
    area::{Area, AreaCode, Level},
    change_note::{ChangeNote, Effect, Kind as ChangeKind},
    figure::Origin,
    indicator::{Basis, Definition, Indicator, Measure, Placement, Polarity, Timing},
    neighbours::NeighbourSet,
    organisation::Organisation,
    period::Kind,
    plan::{Evidence, FocusArea, Nature, Plan, PlanYear, Priority, Strategy},
    rating::{RatingRule, Tolerance},
    slug::Slug,
};
use std::collections::HashMap;

/// The cells of one row, taken from the left.
pub(crate) struct Taken {
    cells: std::vec::IntoIter<Cell>,
    what: &'static str,
}

impl Taken {
    pub(crate) fn new(what: &'static str, row: Vec<Cell>) -> Self {
        Self { cells: row.into_iter(), what }
    }

    pub(crate) fn unreadable(&self, text: impl std::fmt::Debug) -> Error {
        Error::Unreadable { what: self.what, text: format!("{text:?}").chars().take(80).collect() }
    }

    pub(crate) fn maybe_text(&mut self) -> Result<Option<String>, Error> {
        match self.cells.next() {
            Some(Cell::Text(text)) => Ok(text),
            other => Err(self.unreadable(other)),
        }
    }

    pub(crate) fn text(&mut self) -> Result<String, Error> {
        self.maybe_text()?.ok_or_else(|| self.unreadable("no text"))
    }

    /// A text that some rule reads.
    pub(crate) fn read<T>(&mut self, read: impl Fn(&str) -> Option<T>) -> Result<T, Error> {
        let text = self.text()?;
        read(&text).ok_or_else(|| self.unreadable(text))
    }

    pub(crate) fn maybe_read<T>(&mut self, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Error> {
        match self.maybe_text()? {
            None => Ok(None),
            Some(text) => read(&text).map(Some).ok_or_else(|| self.unreadable(text)),
        }
    }

    pub(crate) fn slug(&mut self) -> Result<Slug, Error> {
        self.read(|text| Slug::new(text).ok())
    }

    pub(crate) fn maybe_slug(&mut self) -> Result<Option<Slug>, Error> {
        self.maybe_read(|text| Slug::new(text).ok())
    }

    pub(crate) fn code(&mut self) -> Result<AreaCode, Error> {
        self.read(|text| AreaCode::new(text).ok())
    }

    /// Codes that are separated by spaces.
    pub(crate) fn codes(&mut self) -> Result<Vec<AreaCode>, Error> {
        self.read(|text| text.split_whitespace().map(|code| AreaCode::new(code).ok()).collect())
    }

    pub(crate) fn maybe_day(&mut self) -> Result<Option<NaiveDate>, Error> {
        match self.cells.next() {
            Some(Cell::Day(day)) => Ok(day),
            other => Err(self.unreadable(other)),
        }
    }

    pub(crate) fn day(&mut self) -> Result<NaiveDate, Error> {
        self.maybe_day()?.ok_or_else(|| self.unreadable("no day"))
    }

    pub(crate) fn maybe_whole(&mut self) -> Result<Option<i64>, Error> {
        match self.cells.next() {
            Some(Cell::Whole(number)) => Ok(number),
            other => Err(self.unreadable(other)),
        }
    }

    pub(crate) fn maybe_real(&mut self) -> Result<Option<f64>, Error> {
        match self.cells.next() {
            Some(Cell::Real(number)) => Ok(number),
            other => Err(self.unreadable(other)),
        }
    }

    /// Passes over a cell that says where a row stands, which the order of the rows says already.
    pub(crate) fn skip(&mut self) {
        self.cells.next();
    }
}

type Rows = Vec<Vec<Cell>>;

/// What each row says.
pub(crate) fn each<T>(
    what: &'static str,
    rows: Rows,
    mut read: impl FnMut(&mut Taken) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    rows.into_iter().map(|row| read(&mut Taken::new(what, row))).collect()
}

pub(super) fn plans(rows: Rows) -> Result<Vec<Plan>, Error> {
    each("plan", rows, |row| {
        Ok(Plan {
            slug: row.slug()?,
            name: row.text()?,
            partnership: row.text()?,
            vision: row.text()?,
            area: row.code()?,
            comparators: row.codes()?,
            source: row.text()?,
            note: row.maybe_text()?,
            nature: row.read(Nature::parse)?,
        })
    })
}

pub(crate) fn years(rows: Rows) -> Result<Vec<(Slug, PlanYear)>, Error> {
    each("plan year", rows, |row| {
        Ok((row.slug()?, PlanYear { slug: row.slug()?, first: row.day()?, last: row.day()? }))
    })
}

pub(super) fn focus_areas(rows: Rows) -> Result<Vec<FocusArea>, Error> {
    each("focus area", rows, |row| {
        row.skip();
        let slug = row.slug()?;
        row.skip();
        Ok(FocusArea { slug, name: row.text()?, summary: row.text()? })
    })
}

pub(super) fn priorities(rows: Rows) -> Result<Vec<Priority>, Error> {
    each("priority", rows, |row| {
        row.skip();
        let (year, slug) = (row.slug()?, row.slug()?);
        row.skip();
        Ok(Priority {
            slug,
            year,
            focus_area: row.slug()?,
            name: row.text()?,
            summary: row.text()?,
            follows: row.maybe_slug()?,
        })
    })
}

pub(super) fn strategies(rows: Rows) -> Result<Vec<Strategy>, Error> {
    each("strategy", rows, |row| {
        row.skip();
        let slug = row.slug()?;
        row.skip();
        Ok(Strategy { slug, text: row.text()? })
    })
}

pub(super) fn evidence(rows: Rows) -> Result<Vec<Evidence>, Error> {
    each("evidence statement", rows, |row| {
        row.skip();
        let slug = row.slug()?;
        row.skip();
        Ok(Evidence {
            slug,
            text: row.text()?,
            said: row.day()?,
            focus_area: row.maybe_slug()?,
            indicator: row.maybe_slug()?,
        })
    })
}

pub(crate) fn organisations(rows: Rows) -> Result<Vec<Organisation>, Error> {
    each("organisation", rows, |row| {
        let slug = row.slug()?;
        row.skip();
        Ok(Organisation { slug, name: row.text()?, ended: row.maybe_day()?, successor: row.maybe_slug()? })
    })
}

pub(super) fn partners(rows: Rows) -> Result<Vec<Slug>, Error> {
    each("partner", rows, |row| {
        row.skip();
        row.slug()
    })
}

pub(super) fn areas(rows: Rows) -> Result<Vec<Area>, Error> {
    each("area", rows, |row| {
        let code = row.code()?;
        row.skip();
        Ok(Area { code, name: row.text()?, level: row.read(Level::parse)? })
    })
}

pub(super) fn neighbour_sets(rows: Rows) -> Result<Vec<NeighbourSet>, Error> {
    each("set of neighbours", rows, |row| {
        Ok(NeighbourSet {
            area: row.code()?,
            from: row.day()?,
            neighbours: row.codes()?,
            source: row.text()?,
        })
    })
}

pub(crate) fn rating_rules(rows: Rows) -> Result<Vec<RatingRule>, Error> {
    each("tolerance", rows, |row| {
        row.skip();
        let (indicator, from) = (row.slug()?, row.slug()?);
        let tolerance = match (row.maybe_real()?, row.maybe_real()?) {
            (Some(percent), None) => Tolerance::Percent(percent),
            (None, Some(absolute)) => Tolerance::Absolute(absolute),
            other => return Err(row.unreadable(other)),
        };
        Ok(RatingRule { indicator, from, tolerance })
    })
}

pub(super) fn indicators(rows: Rows, definitions: Rows, placements: Rows) -> Result<Vec<Indicator>, Error> {
    let definitions = each("definition", definitions, |row| {
        let indicator = row.slug()?;
        Ok((indicator, Definition { from: row.day()?, text: row.text()?, timing: row.read(Timing::parse)? }))
    })?;
    let placements = each("placement", placements, |row| {
        row.skip();
        let indicator = row.slug()?;
        let focus_area = row.slug()?;
        let priority =
            row.read(|text| if text.is_empty() { Some(None) } else { Slug::new(text).ok().map(Some) })?;
        Ok((indicator, Placement { focus_area, priority }))
    })?;
    // A file may have brought tens of thousands of indicators.
    let (mut definitions, mut placements) = (by_indicator(definitions), by_indicator(placements));
    each("indicator", rows, |row| {
        let slug = row.slug()?;
        row.skip();
        let name = row.text()?;
        let measure = row.text()?;
        let per = row.maybe_whole()?.and_then(|per| u32::try_from(per).ok());
        let measure = Measure::parse(&measure, per).ok_or_else(|| row.unreadable(measure))?;
        Ok(Indicator {
            definitions: definitions.remove(&slug).unwrap_or_default(),
            placements: placements.remove(&slug).unwrap_or_default(),
            slug,
            name,
            measure,
            unit: row.text()?,
            decimals: decimals(row)?,
            polarity: row.read(Polarity::parse)?,
            frequency: row.read(Kind::parse)?,
            owner: row.slug()?,
            origin: row.read(Origin::parse)?,
            basis: row.read(Basis::parse)?,
            source: row.text()?,
            retired: row.maybe_day()?,
            lag: lag(row)?,
        })
    })
}

fn decimals(row: &mut Taken) -> Result<u8, Error> {
    let decimals = row.maybe_whole()?;
    decimals.and_then(|decimals| u8::try_from(decimals).ok()).ok_or_else(|| row.unreadable(decimals))
}

fn lag(row: &mut Taken) -> Result<u16, Error> {
    let lag = row.maybe_whole()?;
    lag.and_then(|lag| u16::try_from(lag).ok()).ok_or_else(|| row.unreadable(lag))
}

/// What is said of each indicator, in the order in which it comes.
fn by_indicator<T>(all: Vec<(Slug, T)>) -> HashMap<Slug, Vec<T>> {
    let mut each: HashMap<Slug, Vec<T>> = HashMap::new();
    for (indicator, item) in all {
        each.entry(indicator).or_default().push(item);
    }
    each
}

pub(super) fn change_notes(rows: Rows) -> Result<Vec<ChangeNote>, Error> {
    each("change note", rows, |row| {
        Ok(ChangeNote {
            slug: row.slug()?,
            indicator: row.slug()?,
            on: row.day()?,
            kind: row.read(ChangeKind::parse)?,
            effect: row.read(Effect::parse)?,
            text: row.text()?,
            source: row.text()?,
        })
    })
}
