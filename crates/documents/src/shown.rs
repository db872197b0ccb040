//! The contents of a pack, and how they were at the meeting before.

use crate::{source::Source, unmade::Unmade};
use chrono::{DateTime, Utc};
use domain::{
    board::{Group, Moment, Row, changes, each, sections},
    pack::Pack,
    plan::{PlanYear, Priority},
    rating::Colour,
    slug::Slug,
    wording,
};
use std::collections::HashMap;
use storage::{AsAt, Desk, pack::Decided};

/// The inputs of a pack besides the record.
pub(super) struct Making<'a> {
    /// Its planned contents.
    pub(super) pack: &'a Pack,
    /// The write after which the pack before was made, and the day of its meeting; `None` where there is no such pack.
    pub(super) before: Option<(i64, chrono::NaiveDate)>,
    /// The decisions of the meeting before.
    pub(super) decisions: &'a [Decided],
    /// The moment.
    pub(super) now: DateTime<Utc>,
}

/// The contents of a pack.
pub(super) struct Shown<'a> {
    pub(super) source: &'a Source,
    pub(super) year: &'a PlanYear,
    /// The priorities in the pack's order, each with its indicators.
    pub(super) chosen: &'a [(&'a Priority, &'a Group<'a>)],
}

impl<'a> Shown<'a> {
    /// The indicators, each once.
    pub(super) fn rows(&self) -> Vec<&'a Row<'a>> {
        let mut seen = std::collections::HashSet::new();
        let rows = self.chosen.iter().flat_map(|(_, group)| &group.rows);
        rows.filter(|row| seen.insert(&row.indicator.slug)).collect()
    }
}

/// The board's state when the pack before was made.
pub(super) struct Then {
    /// The changes since, a sentence each under the indicator's name.
    pub(super) changed: Vec<(String, Vec<String>)>,
    /// The rating of each indicator; an indicator without a rating is there without a colour.
    pub(super) colours: HashMap<Slug, Option<Colour>>,
    /// The day of the meeting before.
    pub(super) on: Option<chrono::NaiveDate>,
}

impl Then {
    pub(super) async fn read(desk: &Desk, making: &Making<'_>, shown: &Shown<'_>) -> Result<Self, Unmade> {
        let mut then = Self { changed: Vec::new(), colours: HashMap::new(), on: None };
        let Some((number, on)) = making.before else { return Ok(then) };
        then.on = Some(on);
        let (outline, year) = (&shown.source.outline, shown.year);
        let before = desk.at(AsAt::Number(number)).await?;
        let Some(old) = storage::outline::current(&before, shown.source.today).await? else {
            return Ok(then);
        };
        let old_figures = storage::figure::of_plan(&before, &old).await?;
        let was = old.years.iter().find(|other| other.slug == year.slug);
        let old_sections = was.map_or_else(Vec::new, |year| {
            sections(&old, &old_figures, Moment::of_year(year, shown.source.today))
        });
        let (now_rows, old_rows) = (shown.rows(), each(&old_sections));
        then.colours = old_rows
            .iter()
            .map(|row| {
                let colour = row.signals.rating.as_ref().ok().map(|rating| rating.colour);
                (row.indicator.slug.clone(), colour)
            })
            .collect();
        let changed = changes((&old, &old_rows), (outline, &now_rows), year.last);
        then.changed = changed
            .iter()
            .map(|changed| {
                let said = changed.what.iter().map(|what| what.sentence(changed.indicator)).collect();
                (changed.indicator.name.clone(), said)
            })
            .collect();
        Ok(then)
    }

    /// Whether an indicator that is red now was not so at the meeting before.
    pub(super) fn is_newly_red(&self, row: &Row<'_>) -> bool {
        let was = self.colours.get(&row.indicator.slug).copied().flatten();
        self.on.is_some() && was != Some(Colour::Red)
    }
}

/// The title and day of the meeting.
pub(super) fn title(pack: &Pack) -> String {
    format!("{}, {}", pack.meeting, wording::day(pack.on))
}
