//! Every place of the record that holds people's texts.

use crate::table::{
    ActionRow, ActionStatusRow, ChangeNoteRow, DecisionRow, DefinitionRow, EvidenceRow, FigureRow,
    FocusAreaRow, FundingRow, IndicatorRow, NarrativeRow, NeighbourSetRow, PackRow, PlanRow, PointMarkRow,
    PriorityRatingRow, PriorityRow, ReturnCellRow, ReviewRow, StrategyRow, Versioned,
};
use domain::redaction::Kind;

/// A table with people's texts: its columns of text, and the columns that identify a row besides the number of its write.
pub(super) struct Place {
    pub(super) table: &'static str,
    pub(super) columns: &'static [&'static str],
    /// What its texts belong to.
    pub(super) kind: Kind,
    key: &'static [&'static str],
    /// The column with the number of the write that recorded a row.
    written_in: &'static str,
}

/// Every table with people's texts. The triggers of the record list the same columns.
pub(super) fn places() -> Vec<Place> {
    vec![
        of::<PlanRow>(Kind::Plan, &["vision", "note"]),
        of::<FocusAreaRow>(Kind::Plan, &["name", "summary"]),
        of::<PriorityRow>(Kind::Plan, &["name", "summary"]),
        of::<StrategyRow>(Kind::Plan, &["text"]),
        of::<EvidenceRow>(Kind::Plan, &["text"]),
        of::<NeighbourSetRow>(Kind::Plan, &["source"]),
        of::<IndicatorRow>(Kind::Indicator, &["name", "source"]),
        of::<DefinitionRow>(Kind::Definition, &["text"]),
        of::<ChangeNoteRow>(Kind::ChangeNote, &["text", "source"]),
        of::<FigureRow>(Kind::Figure, &["note", "explanation"]),
        of::<PointMarkRow>(Kind::Mark, &["reason"]),
        of::<ReturnCellRow>(Kind::Return, &["note", "reason"]),
        of::<NarrativeRow>(Kind::Narrative, &["happened", "why", "next", "asked"]),
        of::<PriorityRatingRow>(Kind::Rating, &["reason"]),
        of::<ActionRow>(Kind::Action, &["name"]),
        of::<ActionStatusRow>(Kind::Status, &["note"]),
        of::<FundingRow>(Kind::Funding, &["name", "source"]),
        of::<PackRow>(Kind::Pack, &["meeting", "agenda", "cover_note"]),
        of::<DecisionRow>(Kind::Decision, &["text"]),
        of::<ReviewRow>(Kind::Review, &["because", "reason", "name", "summary"]),
        numbered(Kind::FileName, "import", &["name"]),
        numbered(Kind::Audit, "audit", &["subject", "reason", "was", "became"]),
    ]
}

fn of<T: Versioned>(kind: Kind, columns: &'static [&'static str]) -> Place {
    let key = T::COLUMNS.get(..T::KEY).unwrap_or(T::COLUMNS);
    Place { table: T::TABLE, columns, kind, key, written_in: "recorded_in" }
}

/// A table with one row per write.
fn numbered(kind: Kind, table: &'static str, columns: &'static [&'static str]) -> Place {
    Place { table, columns, kind, key: &[], written_in: "number" }
}

impl Place {
    /// The identity of a row, as an expression that gives the same text in both engines.
    pub(super) fn row(&self) -> String {
        let cells = self.key.iter().chain([&self.written_in]);
        cells.map(|column| format!("CAST({column} AS TEXT)")).collect::<Vec<_>>().join(" || '|' || ")
    }
}
