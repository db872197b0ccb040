//! Revisions since a document was frozen: of its figures, and of the names and definitions of its indicators.

use super::source::measured;
use domain::{
    access::Audience,
    figure::{Approval, Figure, Reading},
    london,
    outline::Outline,
    pack::{Frozen, Kept, printed},
    plan::PlanYear,
    wording,
};
use std::collections::HashMap;
use storage::{
    Desk, Error,
    figure::{By, FigureVersion},
};

/// A figure of a document that has changed since.
#[derive(Clone, Debug, PartialEq)]
pub struct Revised {
    /// The figure then.
    pub from: String,
    /// The figure now; `None` where it was withdrawn.
    pub to: Option<String>,
    /// Who recorded it, and when.
    pub by: String,
    /// The reason, if one was given.
    pub why: Option<String>,
}

impl Revised {
    /// It in a sentence: `2018-19 Q4: 412 → 431, by Ann Lee, 3 June 2019, 10:04: late reports`.
    pub fn sentence(&self, kept: &Kept) -> String {
        let place = format!("{}, {}", kept.area.1, kept.period);
        let to = self.to.as_deref().unwrap_or("withdrawn");
        let why =
            self.why.as_deref().map_or_else(|| ": no reason was given".to_owned(), |why| format!(": {why}"));
        format!("{place}: {} → {to}, by {}{why}", self.from, self.by)
    }
}

/// The revision of each figure of a document; `None` where it is unchanged. One query for a few hundred indicators. A
/// proposed figure that is not agreed revises nothing yet.
pub async fn revised(desk: &Desk, outline: &Outline, frozen: &Frozen) -> Result<Vec<Option<Revised>>, Error> {
    if desk.visitor().audience() == Audience::Public {
        return Ok(vec![None; frozen.figures.len()]);
    }
    let indicators: Vec<&str> = frozen.indicators.iter().map(|indicator| indicator.slug.as_str()).collect();
    let entries = storage::figure::changed_since(desk, &indicators, frozen.number).await?;
    let mut of_cell: HashMap<[String; 4], Vec<&FigureVersion>> = HashMap::new();
    for entry in &entries {
        of_cell.entry(cell(&entry.figure)).or_default().push(entry);
    }
    let of = |kept: &Kept| {
        let key = [&kept.indicator, &kept.area.0, &kept.breakdown, &kept.period].map(Clone::clone);
        one(outline, kept, of_cell.get(&key)?)
    };
    Ok(frozen.figures.iter().map(of).collect())
}

fn cell(figure: &Figure) -> [String; 4] {
    let series = &figure.series;
    [
        series.indicator.to_string(),
        series.area.to_string(),
        series.breakdown.to_string(),
        figure.period.label(),
    ]
}

/// The revision of one figure, from everything recorded and ended in its cell since.
fn one(outline: &Outline, kept: &Kept, entries: &[&FigureVersion]) -> Option<Revised> {
    let approved = |entry: &&&FigureVersion| entry.figure.approval == Approval::Approved;
    let stands = entries.iter().rev().filter(approved).find(|entry| entry.ended.is_none());
    let Some(stands) = stands else {
        let ended = entries.iter().filter(approved).filter_map(|entry| entry.ended.as_ref());
        let ended = ended.max_by_key(|by| by.number)?;
        return Some(Revised {
            from: kept.printed.clone(),
            to: None,
            by: who(ended),
            why: ended.reason.clone(),
        });
    };
    if is_same(kept, &stands.figure.reading) {
        return None;
    }
    // Whoever approved it was not its source: that was whoever recorded the same figure before.
    let recorded =
        entries.iter().find(|entry| entry.figure.reading == stands.figure.reading).unwrap_or(stands);
    let to = match (outline.indicator_named(&kept.indicator), &stands.figure.reading) {
        (Some(indicator), reading) => printed(indicator, reading),
        (None, Reading::Value(measured)) => measured.value().to_string(),
        (None, Reading::Absent(absence)) => absence.to_string(),
    };
    // If both are printed alike they are shown in full, or nobody would see the change.
    let (from, to) = match (to == kept.printed, kept.value, stands.figure.reading.value()) {
        (true, Some(was), Some(is)) => (was.to_string(), is.to_string()),
        _ => (kept.printed.clone(), to),
    };
    let file = recorded.brought.as_ref().map(|brought| format!("the file {}", brought.file));
    let remarks = stands.figure.remarks();
    let why = why(recorded.began.reason.as_deref(), (kept.note.as_deref(), remarks.as_deref()), file);
    Some(Revised { from, to: Some(to), by: who(&recorded.began), why })
}

/// Why a figure was revised: the reason given, else the new note, else the file that brought it. A note that the board saw
/// already, the first of the two, is no reason for a later change.
fn why(given: Option<&str>, (was, is): (Option<&str>, Option<&str>), file: Option<String>) -> Option<String> {
    let noted = is.filter(|_| is != was);
    given.or(noted).map(str::to_owned).or(file)
}

fn is_same(kept: &Kept, reading: &Reading) -> bool {
    match reading {
        Reading::Value(measured) => kept.value == Some(measured.value()),
        Reading::Absent(absence) => kept.absence.as_deref() == Some(absence.as_str()),
    }
}

fn who(whose: &By) -> String {
    let name = wording::by(&whose.sort, whose.person, whose.name.as_deref());
    format!("{name}, {}", london::minute_said(whose.at))
}

/// How the indicators of a document have since changed their names, definitions or owners, a sentence each.
pub fn reworded(
    outline: &Outline,
    frozen: &Frozen,
    year: Option<&PlanYear>,
    today: chrono::NaiveDate,
) -> Vec<String> {
    let mut said = Vec::new();
    for was in &frozen.indicators {
        let Some((indicator, year)) = outline.indicator_named(&was.slug).zip(year) else {
            said.push(format!("{} is no longer in the plan.", was.name));
            continue;
        };
        let is = measured(outline, indicator, year, today);
        if is.name != was.name {
            said.push(format!("{} is now called {}.", was.name, is.name));
        }
        if is.owner != was.owner {
            said.push(format!("{}: {} is now responsible for it; it was {}.", is.name, is.owner, was.owner));
        }
        if is.unit != was.unit || is.polarity != was.polarity || is.source != was.source {
            said.push(format!("{}: its unit, direction or source has changed.", is.name));
        }
        if wording::definition::own(&is.definition) != wording::definition::own(&was.definition) {
            said.push(format!("{}: its definition was reworded. It is now: {}", is.name, is.definition));
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::why;

    #[test]
    fn what_was_noted_before_is_no_reason_for_a_revision() {
        let of = |given, was, is, file: Option<&str>| why(given, (was, is), file.map(str::to_owned));
        let (old, new) = (Some("An old note."), Some("A new note."));
        assert_eq!(of(Some("Counted twice."), old, new, None).as_deref(), Some("Counted twice."));
        assert_eq!(of(Some("Counted twice."), None, old, None).as_deref(), Some("Counted twice."));
        assert_eq!(of(None, old, new, Some("the file a.csv")).as_deref(), new);
        assert_eq!(of(None, old, old, Some("the file a.csv")).as_deref(), Some("the file a.csv"));
        assert_eq!(of(None, old, old, None), None);
    }
}
