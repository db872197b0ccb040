//! A return as the record has it: what is asked, what stands, what was typed.

use crate::ask::{desk::Asked, fault::Fault};
use chrono::NaiveDate;
use domain::{
    figure::{Approval, Figure},
    outline::Outline,
    period::Period,
    returns::{self, Asked as Wanted, Filled, Return, Seen, State, Typed},
    series::Series,
    slug::Slug,
};
use std::collections::HashMap;
use storage::{
    figure::By,
    returns::{Draft, Standing},
};

/// What the record has for a return.
pub(super) struct Sheet {
    pub(super) of: Return,
    pub(super) standing: Standing,
    /// The states that it came to, the last first.
    pub(super) log: Vec<(State, By)>,
    /// The figures that stand; of a cell with two the one that is proposed.
    figures: Vec<Figure>,
    marks: HashMap<(Series, Period), Mark>,
    /// What was typed and stands: into an open return, or what was handed in and nobody has agreed to yet.
    drafts: HashMap<(Series, Period), Draft>,
    /// What was typed before somebody recorded a figure there in another way: whoever fills the return has to choose.
    outdone: HashMap<(Series, Period), Draft>,
    /// Where anything was typed, in order.
    typed: Vec<(Series, Period)>,
}

/// What stands in a cell besides what was typed.
#[derive(Clone)]
pub(super) struct Mark {
    pub(super) number: i64,
    pub(super) approval: Approval,
    pub(super) by: By,
}

/// The figures that returns can be asked of: of the plan's own area and its districts, sorted; and whose they are.
pub(super) async fn figures(asked: &Asked) -> Result<(Vec<Figure>, HashMap<(Series, Period), Mark>), Fault> {
    let outline = &asked.outline;
    let indicators = indicators(outline);
    let areas = returns::places(outline);
    let entries = storage::figure::standing(&asked.desk, &indicators, &areas).await?;
    let mut figures: Vec<Figure> = Vec::with_capacity(entries.len());
    let mut marks = HashMap::new();
    for entry in entries {
        let is_same =
            |figure: &Figure| figure.period == entry.figure.period && figure.series == entry.figure.series;
        // The proposed one comes first, and is what is seen.
        if figures.last().is_some_and(is_same) {
            continue;
        }
        let mark = Mark { number: entry.began.number, approval: entry.figure.approval, by: entry.began };
        marks.insert((entry.figure.series.clone(), entry.figure.period), mark);
        figures.push(entry.figure);
    }
    Ok((figures, marks))
}

/// The indicators that returns ask for: what a file brought and nobody has placed is asked of nobody, however much it is.
fn indicators(outline: &Outline) -> Vec<&Slug> {
    let placed = outline.indicators.iter().filter(|indicator| !indicator.placements.is_empty());
    placed.map(|indicator| &indicator.slug).collect()
}

/// What was typed into any return and not handed in.
pub(super) async fn drafts(asked: &Asked) -> Result<HashMap<(Series, Period), Draft>, Fault> {
    let indicators = indicators(&asked.outline);
    let drafts = storage::returns::drafts(&asked.desk, &indicators).await?;
    Ok(drafts.into_iter().map(|(series, period, draft)| ((series, period), draft)).collect())
}

impl Sheet {
    /// Reads a return, at whatever moment the page looks at.
    pub(super) async fn read(asked: &Asked, of: Return) -> Result<Self, Fault> {
        let standing = storage::returns::state(&asked.desk, &of).await?;
        let log = storage::returns::log(&asked.desk, &of).await?;
        let (figures, marks) = figures(asked).await?;
        let handed_in = standing.by.as_ref().filter(|_| !standing.state.is_open()).map(|by| by.number);
        let drafts = drafts(asked).await?;
        let mut typed: Vec<_> = drafts.keys().cloned().collect();
        typed.sort();
        let (outdone, drafts) = drafts.into_iter().partition(|(cell, draft)| {
            let figure = marks.get(cell).map(|mark| mark.number);
            figure > Some(draft.by.number) && figure != handed_in
        });
        Ok(Self { standing, log, figures, marks, drafts, outdone, typed, of })
    }

    /// With the rows of what the same request read before, so that each stays where it was.
    pub(super) fn with_rows_of(self, earlier: &Self) -> Self {
        Self { typed: earlier.typed.clone(), ..self }
    }

    /// Its rows with what stands in them.
    pub(super) fn rows<'a>(&'a self, outline: &'a Outline) -> Vec<Filled<'a>> {
        let rows = returns::asked(outline, &self.figures, &self.typed, &self.of);
        returns::filled(outline, &self.figures, rows, |series, period| {
            self.draft(series, period).map(|draft| draft.typed.clone())
        })
    }

    pub(super) fn draft(&self, series: &Series, period: &Period) -> Option<&Draft> {
        self.drafts.get(&(series.clone(), *period))
    }

    /// What was typed before somebody recorded a figure there in another way.
    pub(super) fn outdone(&self, series: &Series, period: &Period) -> Option<&Draft> {
        self.outdone.get(&(series.clone(), *period))
    }

    pub(super) fn mark(&self, series: &Series, period: &Period) -> Option<&Mark> {
        self.marks.get(&(series.clone(), *period))
    }

    /// The figure that stands in a cell.
    pub(super) fn figure(&self, series: &Series, period: &Period) -> Option<&Figure> {
        let own = domain::series::of_group(&self.figures, &series.indicator, &series.area, &series.breakdown);
        own.iter().find(|figure| figure.period == *period)
    }

    /// The number of what stands in a cell for whoever types into it.
    pub(super) fn seen(&self, wanted: &Wanted<'_>) -> Option<i64> {
        let draft = self.draft(&wanted.series, &wanted.period).map(|draft| draft.by.number);
        draft.max(self.mark(&wanted.series, &wanted.period).map(|mark| mark.number))
    }

    /// What a day sees of it.
    pub(super) fn seen_on(&self, rows: &[Filled<'_>], day: NaiveDate) -> Seen {
        seen_on(&self.standing, rows.iter().map(|row| &row.asked), &self.marks, day)
    }
}

/// What a day sees of a return with some rows. One that nobody has touched is agreed where all of its figures are: they were
/// recorded one by one, or came in a file.
pub(super) fn seen_on<'a>(
    standing: &Standing,
    rows: impl Iterator<Item = &'a Wanted<'a>> + Clone,
    marks: &HashMap<(Series, Period), Mark>,
    day: NaiveDate,
) -> Seen {
    let is_agreed = |row: &Wanted<'_>| {
        let mark = marks.get(&(row.series.clone(), row.period));
        mark.is_some_and(|mark| mark.approval == Approval::Approved)
    };
    let state = match standing.state {
        State::Open if standing.by.is_none() && rows.clone().all(is_agreed) => State::Approved,
        state => state,
    };
    let opens = rows.clone().filter_map(|row| row.period.last().succ_opt()).min().unwrap_or(day);
    let due = rows.map(|row| row.due).max().unwrap_or(day);
    state.on(day, opens, due)
}

/// The last day on which a return is not late.
pub(super) fn due<'a>(rows: impl Iterator<Item = &'a Wanted<'a>>) -> Option<NaiveDate> {
    rows.map(|row| row.due).max()
}

/// What was typed, as one text: to tell whether it changed since the form was opened.
pub(super) fn joined(typed: &Typed) -> String {
    let Typed { numerator, denominator, value, absence, status, note, because, reason, origin } = typed;
    [numerator, denominator, value, absence, status, note, because, reason, origin]
        .map(String::as_str)
        .join("‖")
}

/// What names a row in a form.
pub(super) fn key(wanted: &Wanted<'_>) -> String {
    let Series { indicator, area, breakdown } = &wanted.series;
    format!("{indicator}|{area}|{breakdown}|{}", wanted.period)
}
