//! What an import would do or did, in words and as JSON.

use crate::explain::Format;
use domain::{
    london,
    period::Period,
    proposal::{Problem, Proposal},
    wording,
};
use serde_json::{Value, json};
use std::{collections::HashSet, fmt::Write};
use storage::import::{Change, Import, Left, Preview, Said, Undone, Why};

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Somebody had a look.
    Preview,
    /// Nothing was written; the reason is reported separately.
    Refused,
    /// It was taken in, by this write; by none where it changed nothing.
    Taken(Option<i64>),
}

/// How many problems, changes and so on are listed for people; JSON has all of them.
const LISTED: usize = 10;

/// The whole report on an import.
pub(super) fn told(format: Format, proposal: &Proposal, preview: &Preview, outcome: Outcome) -> String {
    match format {
        Format::Json => json_of(proposal, preview, outcome),
        Format::Text => text(proposal, preview, outcome),
    }
}

/// A count with its noun: `1 row`, `48 rows`.
fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn absences(proposal: &Proposal) -> usize {
    proposal.figures.iter().filter(|figure| figure.reading.absence().is_some()).count()
}

fn periods(proposal: &Proposal) -> usize {
    proposal.figures.iter().map(|figure| figure.period).collect::<HashSet<Period>>().len()
}

fn json_of(proposal: &Proposal, preview: &Preview, outcome: Outcome) -> String {
    let counts = preview.counts;
    let indicators: Vec<_> = preview
        .indicators
        .iter()
        .map(|added| json!({"slug": added.indicator.slug.as_str(), "name": added.indicator.name, "figures": added.figures}))
        .collect();
    let areas = preview.areas.iter().map(|area| json!({"code": area.code.as_str(), "name": area.name}));
    let questions = proposal.questions.iter().map(|question| {
        let kinds: Vec<_> = question.kinds.iter().map(|kind| kind.as_str()).collect();
        json!({"indicator": question.about.as_str(), "question": question.text, "kinds": kinds})
    });
    let problem =
        |problem: &Problem| json!({"row": problem.row, "column": problem.column, "reason": problem.reason});
    let object = json!({
        "layout": proposal.layout,
        "rows": proposal.rows,
        "figures": proposal.figures.len(),
        "absences": absences(proposal),
        "refused": proposal.refused,
        "new": counts.new,
        "changed": counts.changed,
        "same": counts.same,
        "kept": counts.kept,
        "proposals": preview.proposals,
        "series": proposal.series.len(),
        "periods": periods(proposal),
        "problems": proposal.problems.iter().map(problem).collect::<Vec<_>>(),
        "changes": preview.changed.iter().map(change_as_json).collect::<Vec<_>>(),
        "left_alone": preview.kept.iter().map(left_as_json).collect::<Vec<_>>(),
        "indicators_added": indicators,
        "areas_added": areas.collect::<Vec<_>>(),
        "questions": questions.collect::<Vec<_>>(),
        "notes": proposal.notes,
        "written": matches!(outcome, Outcome::Taken(Some(_))),
        "import": match outcome {
            Outcome::Taken(number) => number,
            Outcome::Preview | Outcome::Refused => None,
        },
    });
    format!("{object}\n")
}

fn change_as_json(change: &Change) -> Value {
    json!({
        "row": change.row,
        "indicator": change.series.indicator.as_str(),
        "area": change.series.area.as_str(),
        "breakdown": change.series.breakdown.to_string(),
        "period": change.period.to_string(),
        "was": said_as_json(&change.was),
        "becomes": said_as_json(&change.becomes),
    })
}

fn left_as_json(left: &Left) -> Value {
    json!({
        "row": left.row,
        "indicator": left.series.indicator.as_str(),
        "area": left.series.area.as_str(),
        "breakdown": left.series.breakdown.to_string(),
        "period": left.period.to_string(),
        "stands": left.stands.as_ref().map(said_as_json),
        "file": said_as_json(&left.says),
        "reason": why(left.why),
    })
}

fn said_as_json(said: &Said) -> Value {
    json!({
        "value": said.reading.value(),
        "absence": said.reading.absence().map(domain::figure::Absence::as_str),
        "status": said.status.as_str(),
        "note": said.note,
    })
}

/// Why a figure is left alone, as the end of a sentence.
fn why(why: Why) -> &'static str {
    match why {
        Why::Waiting => "somebody's own figure is awaiting approval there",
        Why::ByHand => "somebody recorded or approved the figure there",
        Why::Withdrawn => "somebody withdrew the figure there",
    }
}

fn text(proposal: &Proposal, preview: &Preview, outcome: Outcome) -> String {
    let counts = preview.counts;
    let mut out = String::new();
    // Writing to a text cannot fail, here and below.
    let _ = writeln!(
        out,
        "{}: {} ({} of them absences) of {} series and {}; {} refused",
        counted(proposal.rows, "row", "rows"),
        wording::counted(proposal.figures.len(), "figure", "figures"),
        absences(proposal),
        proposal.series.len(),
        wording::counted(periods(proposal), "period", "periods"),
        proposal.refused
    );
    let _ = writeln!(
        out,
        "{} new, {} changed, {} the same, {} left alone{}",
        counts.new,
        counts.changed,
        counts.same,
        counts.kept,
        match preview.proposals {
            0 => String::new(),
            proposals => format!("; {proposals} of them partners' figures, awaiting approval"),
        }
    );
    let added = preview.indicators.iter().map(|added| {
        let figures = counted(added.figures, "figure", "figures");
        format!("  indicator {} ({}): {figures}", added.indicator.slug, added.indicator.name)
    });
    list(&mut out, "New in the record:", added, preview.indicators.len());
    let areas = preview.areas.iter().map(|area| format!("  area {} ({})", area.code, area.name));
    list(&mut out, "", areas, preview.areas.len());
    let changed = preview.changed.iter().map(|change| {
        let (was, becomes) = (said(&change.was), said(&change.becomes));
        format!(
            "  row {}: {}, {}: {was} becomes {becomes}",
            change.row,
            change.series.indicator,
            cell(change)
        )
    });
    list(&mut out, "Changed:", changed, usize::try_from(counts.changed).unwrap_or(usize::MAX));
    let kept = preview.kept.iter().map(|left| {
        format!(
            "  row {}: {}, {}, {}: {}",
            left.row,
            left.series.indicator,
            left.series.area,
            left.period,
            why(left.why)
        )
    });
    list(&mut out, "Left alone:", kept, usize::try_from(counts.kept).unwrap_or(usize::MAX));
    let problems = proposal.problems.iter().map(|problem| match (problem.row, problem.column.as_str()) {
        (0, _) => format!("  {}", problem.reason),
        (row, "") => format!("  row {row}: {}", problem.reason),
        (row, column) => format!("  row {row}, {column}: {}", problem.reason),
    });
    let all = usize::try_from(proposal.refused).unwrap_or(usize::MAX).max(proposal.problems.len());
    list(&mut out, "Refused, or read differently from what is written:", problems, all);
    for line in proposal.notes.iter().chain(proposal.questions.iter().map(|question| &question.text)) {
        let _ = writeln!(out, "{line}");
    }
    let _ = match outcome {
        Outcome::Preview => writeln!(out, "Nothing was written: this is a preview."),
        Outcome::Refused => writeln!(out, "Nothing was written."),
        Outcome::Taken(None) => writeln!(out, "Nothing to change: the record already has all of it."),
        Outcome::Taken(Some(number)) => {
            writeln!(out, "Imported, with the number {number}. `outcomes import --undo {number}` undoes it.")
        }
    };
    out
}

fn cell(change: &Change) -> String {
    format!("{}, {}, {}", change.series.area, change.series.breakdown, change.period)
}

fn said(said: &Said) -> String {
    let reading = match (said.reading.value(), said.reading.absence()) {
        (Some(value), _) => value.to_string(),
        (None, Some(absence)) => format!("[{absence}]"),
        (None, None) => String::new(),
    };
    format!("{reading} ({})", said.status)
}

/// The first few lines of a list under a heading, and how many there are besides.
fn list(out: &mut String, heading: &str, lines: impl ExactSizeIterator<Item = String>, all: usize) {
    if lines.len() == 0 {
        return;
    }
    if !heading.is_empty() {
        let _ = writeln!(out, "{heading}");
    }
    let shown = lines.len().min(LISTED);
    for line in lines.take(LISTED) {
        let _ = writeln!(out, "{line}");
    }
    if all > shown {
        let _ = writeln!(out, "  and {} more", all - shown);
    }
}

/// What taking an import back came to.
pub(super) fn undone(number: i64, undone: &Undone) -> String {
    let Undone { ended, restored, kept, indicators, areas, .. } = undone;
    let kept = match kept {
        0 => String::new(),
        kept => format!("; {kept} kept as people or later files changed them"),
    };
    format!(
        "Import {number} is undone: {ended} of its figures ended, {} restored{kept}; {indicators} of its indicators \
            and {areas} of its areas withdrawn",
        counted(*restored, "earlier figure", "earlier figures")
    )
}

/// The imports, a line each.
pub(super) fn imports(imports: &[Import]) -> String {
    if imports.is_empty() {
        return "No file has been imported.\n".to_owned();
    }
    let line = |import: &Import| {
        let counts = import.counts;
        let by = import.by.as_deref().unwrap_or(&import.sort);
        let undone =
            import.undone_in.map_or_else(String::new, |number| format!("; undone by change {number}"));
        let removed = import.removed.map_or_else(String::new, |moment| {
            format!(
                "; its file was removed on {}, because it had a text that named a child",
                london::day_said(moment)
            )
        });
        format!(
            "{:>6}  {}  {} ({}), by {by}: {} new, {} changed, {} the same, {} left alone, {} refused{undone}{removed}\n        SHA-256 {}\n",
            import.number,
            wording::day(import.at.date_naive()),
            import.name,
            import.layout,
            counts.new,
            counts.changed,
            counts.same,
            counts.kept,
            import.refused,
            import.sha256
        )
    };
    imports.iter().map(line).collect()
}

/// The imports as one JSON array.
pub(super) fn imports_as_json(imports: &[Import]) -> String {
    let object = |import: &Import| {
        let counts = import.counts;
        json!({
            "import": import.number, "at": import.at.to_rfc3339(), "name": import.name, "layout": import.layout,
            "sha256": import.sha256, "size": import.size, "rows": import.rows, "refused": import.refused,
            "new": counts.new, "changed": counts.changed, "same": counts.same, "kept": counts.kept,
            "undone_in": import.undone_in, "file_removed_at": import.removed.map(|moment| moment.to_rfc3339()),
        })
    };
    format!("{}\n", Value::Array(imports.iter().map(object).collect()))
}
