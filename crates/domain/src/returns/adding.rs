//! Adding a row to a return: for a place or group that had no figure in the last periods, and so is not asked for automatically.

use super::{Asked, Filled, Sheet, Typed, places, saving::Saving};
use crate::{
    area::AreaCode,
    figure::Status,
    outline::Outline,
    period::Period,
    series::{Breakdown, Series, usual_groups},
    slug::Slug,
};

/// The row to add, as named in the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Adding {
    /// The indicator, by its slug, and the period: those of a row that is asked for.
    pub of: (String, String),
    /// The place, by its code.
    pub area: String,
    /// The group, as `sex=Female` or `Total`, if it is a known one.
    pub group: String,
    /// Another group, written out as its dimension, a colon and its name. Used if it is not empty.
    pub other: String,
}

/// What is wrong with a row to be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoRow {
    /// The return asks for no row of this indicator and period.
    NotAsked,
    /// It is not a place of the plan.
    NoPlace,
    /// The group cannot be read, or its name is too long.
    NoGroup,
    /// The row is there already.
    AlreadyThere,
}

impl NoRow {
    /// What to do about it.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::NotAsked => "choose an indicator for the row",
            Self::NoPlace => "choose a place from the list",
            Self::NoGroup => {
                "enter the group as what it is split by, a colon and its name, such as age: 10 to 14"
            }
            Self::AlreadyThere => "this row is already there",
        }
    }
}

/// The most characters of a group's name.
const LONGEST: usize = 120;

/// The groups of a return's rows, and the sexes.
#[must_use]
pub fn groups(rows: &[Filled<'_>]) -> Vec<Breakdown> {
    usual_groups(rows.iter().map(|row| &row.asked.series.breakdown))
}

/// What is to be written to add the row, for everybody who fills in the return.
///
/// # Errors
/// All faults in what was named.
pub fn added(outline: &Outline, sheet: &Sheet, adding: &Adding) -> Result<Saving, Vec<NoRow>> {
    let rows = sheet.rows(outline);
    let is_meant = |row: &&Filled<'_>| {
        let Asked { indicator, period, .. } = &row.asked;
        (indicator.slug.as_str(), period.label().as_str()) == (&*adding.of.0, &*adding.of.1)
    };
    let kin = rows.iter().find(is_meant).map(|row| (row.asked.indicator.slug.clone(), row.asked.period));
    let area = places(outline).into_iter().find(|area| area.as_str() == adding.area);
    let known = groups(&rows);
    let breakdown = match adding.other.as_str() {
        "" => known.into_iter().find(|group| group.to_string() == adding.group),
        text => another(&known, text),
    };
    let (series, period) = row(kin, area, breakdown)?;
    if rows.iter().any(|row| row.asked.is(&series, &period)) {
        return Err(vec![NoRow::AlreadyThere]);
    }
    let typed = Typed { status: Status::Provisional.as_str().to_owned(), ..Typed::default() };
    Ok(Saving { series, period, typed: Some(typed), replaces: None })
}

/// The row from three parts, or what is wrong with each.
fn row(
    kin: Option<(Slug, Period)>,
    area: Option<&AreaCode>,
    breakdown: Option<Breakdown>,
) -> Result<(Series, Period), Vec<NoRow>> {
    match (kin, area, breakdown) {
        (Some((indicator, period)), Some(area), Some(breakdown)) => {
            Ok((Series { indicator, area: area.clone(), breakdown }, period))
        }
        (kin, area, breakdown) => {
            let missing = [
                kin.is_none().then_some(NoRow::NotAsked),
                area.is_none().then_some(NoRow::NoPlace),
                breakdown.is_none().then_some(NoRow::NoGroup),
            ];
            Err(missing.into_iter().flatten().collect())
        }
    }
}

/// A group that is written out. Capitals do not matter for known groups: `Sex: female` is the same as `sex: Female`.
fn another(known: &[Breakdown], text: &str) -> Option<Breakdown> {
    let (dimension, category) = text.split_once(':')?;
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (dimension, category) = (words(dimension), words(category));
    let is_same = |one: &str, other: &str| one.to_lowercase() == other.to_lowercase();
    let own = known.iter().filter_map(|group| match group {
        Breakdown::Category { dimension: other, category } => Some((other, category)),
        Breakdown::Total => None,
    });
    let of_dimension: Vec<_> = own.filter(|(other, _)| is_same(other, &dimension)).collect();
    let dimension = of_dimension.first().map_or(&dimension, |(known, _)| known);
    let category = of_dimension
        .iter()
        .map(|(_, known)| *known)
        .find(|known| is_same(known, &category))
        .unwrap_or(&category);
    let written = format!("{dimension}={category}");
    (written.chars().count() <= LONGEST).then(|| Breakdown::parse(&written)).flatten()
}
