//! Every table that keeps its versions: its columns, and what names a row.

use crate::cell::{
    Cell,
    Holds::{self, Day, Real, Text, Whole},
};

/// A table that keeps its versions.
pub(crate) struct Table {
    pub(crate) name: &'static str,
    /// Its columns but for `recorded_in` and `superseded_in`.
    pub(crate) columns: &'static [(&'static str, Holds)],
    /// How many of the first columns name a row.
    pub(crate) key: usize,
}

pub(crate) const PLAN: Table = Table {
    name: "plan",
    columns: &[
        ("slug", Text),
        ("name", Text),
        ("partnership", Text),
        ("vision", Text),
        ("area", Text),
        ("comparators", Text),
        ("source", Text),
        ("note", Text),
        ("nature", Text),
    ],
    key: 1,
};

pub(crate) const PLAN_YEAR: Table = Table {
    name: "plan_year",
    columns: &[("plan", Text), ("slug", Text), ("first", Day), ("last", Day)],
    key: 2,
};

pub(crate) const FOCUS_AREA: Table = Table {
    name: "focus_area",
    columns: &[("plan", Text), ("slug", Text), ("position", Whole), ("name", Text), ("summary", Text)],
    key: 2,
};

pub(crate) const PRIORITY: Table = Table {
    name: "priority",
    columns: &[
        ("plan", Text),
        ("year", Text),
        ("slug", Text),
        ("position", Whole),
        ("focus_area", Text),
        ("name", Text),
        ("summary", Text),
        ("follows", Text),
    ],
    key: 3,
};

pub(crate) const STRATEGY: Table = Table {
    name: "strategy",
    columns: &[("plan", Text), ("slug", Text), ("position", Whole), ("text", Text)],
    key: 2,
};

pub(crate) const EVIDENCE: Table = Table {
    name: "evidence",
    columns: &[
        ("plan", Text),
        ("slug", Text),
        ("position", Whole),
        ("text", Text),
        ("said", Day),
        ("focus_area", Text),
        ("indicator", Text),
    ],
    key: 2,
};

pub(crate) const ORGANISATION: Table = Table {
    name: "organisation",
    columns: &[("slug", Text), ("position", Whole), ("name", Text), ("ended", Day), ("successor", Text)],
    key: 1,
};

pub(crate) const PARTNER: Table = Table {
    name: "partner",
    columns: &[("plan", Text), ("organisation", Text), ("position", Whole)],
    key: 2,
};

pub(crate) const AREA: Table = Table {
    name: "area",
    columns: &[("code", Text), ("position", Whole), ("name", Text), ("level", Text)],
    key: 1,
};

pub(crate) const NEIGHBOUR_SET: Table = Table {
    name: "neighbour_set",
    columns: &[("plan", Text), ("area", Text), ("starts", Day), ("neighbours", Text), ("source", Text)],
    key: 3,
};

pub(crate) const INDICATOR: Table = Table {
    name: "indicator",
    columns: &[
        ("slug", Text),
        ("position", Whole),
        ("name", Text),
        ("measure", Text),
        ("per", Whole),
        ("unit", Text),
        ("decimals", Whole),
        ("polarity", Text),
        ("frequency", Text),
        ("owner", Text),
        ("origin", Text),
        ("basis", Text),
        ("source", Text),
        ("retired", Day),
        ("lag", Whole),
    ],
    key: 1,
};

pub(crate) const DEFINITION: Table = Table {
    name: "definition",
    columns: &[("plan", Text), ("indicator", Text), ("starts", Day), ("text", Text), ("timing", Text)],
    key: 3,
};

pub(crate) const PLACEMENT: Table = Table {
    name: "placement",
    columns: &[
        ("plan", Text),
        ("indicator", Text),
        ("focus_area", Text),
        ("priority", Text),
        ("position", Whole),
    ],
    key: 4,
};

pub(crate) const CHANGE_NOTE: Table = Table {
    name: "change_note",
    columns: &[
        ("plan", Text),
        ("slug", Text),
        ("indicator", Text),
        ("starts", Day),
        ("kind", Text),
        ("effect", Text),
        ("text", Text),
        ("source", Text),
    ],
    key: 3,
};

pub(crate) const FIGURE: Table = Table {
    name: "figure",
    columns: &[
        ("indicator", Text),
        ("area", Text),
        ("breakdown", Text),
        ("period_kind", Text),
        ("first", Day),
        ("last", Day),
        ("approval", Text),
        ("value", Real),
        ("absence", Text),
        ("numerator", Real),
        ("denominator", Real),
        ("lower", Real),
        ("upper", Real),
        ("status", Text),
        ("origin", Text),
        ("note", Text),
        // Where it comes from, which is no part of what it says.
        ("import", Whole),
    ],
    // A cell has at most one approved row and one that is proposed in its place.
    key: 7,
};

/// How many of the first columns of [`FIGURE`] name a cell: a series and a period.
pub(crate) const CELL: usize = 6;

pub(crate) const TARGET: Table = Table {
    name: "target",
    columns: &[
        ("plan", Text),
        ("indicator", Text),
        ("area", Text),
        ("breakdown", Text),
        ("period_kind", Text),
        ("first", Day),
        ("last", Day),
        ("lower", Real),
        ("upper", Real),
    ],
    key: 7,
};

pub(crate) const RATING_RULE: Table = Table {
    name: "rating_rule",
    columns: &[("plan", Text), ("indicator", Text), ("year", Text), ("percent", Real), ("absolute", Real)],
    key: 3,
};

pub(crate) const RETURN_START: Table =
    Table { name: "return_start", columns: &[("plan", Text), ("quarter", Day)], key: 1 };

pub(crate) const RETURN_STATE: Table = Table {
    name: "return_state",
    columns: &[("organisation", Text), ("quarter", Day), ("state", Text)],
    key: 2,
};

pub(crate) const RETURN_CELL: Table = Table {
    name: "return_cell",
    columns: &[
        ("indicator", Text),
        ("area", Text),
        ("breakdown", Text),
        ("period_kind", Text),
        ("first", Day),
        ("last", Day),
        ("numerator", Text),
        ("denominator", Text),
        ("value", Text),
        ("absence", Text),
        ("status", Text),
        ("note", Text),
        ("because", Text),
        ("reason", Text),
        ("origin", Text),
    ],
    key: 6,
};

pub(crate) const NARRATIVE: Table = Table {
    name: "narrative",
    columns: &[
        ("plan", Text),
        ("about", Text),
        ("slug", Text),
        ("quarter", Day),
        ("stage", Text),
        ("happened", Text),
        ("why", Text),
        ("next", Text),
        ("asked", Text),
    ],
    // As of figures: a draft may stand beside what is published.
    key: 5,
};

pub(crate) const PRIORITY_RATING: Table = Table {
    name: "priority_rating",
    columns: &[
        ("plan", Text),
        ("priority", Text),
        ("year", Text),
        ("colour", Text),
        ("outlook", Text),
        ("reason", Text),
    ],
    key: 3,
};

pub(crate) const ACTION: Table = Table {
    name: "action",
    columns: &[
        ("plan", Text),
        ("slug", Text),
        ("priority", Text),
        ("name", Text),
        ("organisation", Text),
        ("indicators", Text),
        ("starts", Day),
        ("due", Day),
    ],
    key: 2,
};

pub(crate) const ACTION_STATUS: Table = Table {
    name: "action_status",
    columns: &[
        ("plan", Text),
        ("action", Text),
        ("slug", Text),
        ("state", Text),
        ("said", Day),
        ("note", Text),
    ],
    key: 3,
};

pub(crate) const FUNDING: Table = Table {
    name: "funding",
    columns: &[
        ("plan", Text),
        ("slug", Text),
        ("priority", Text),
        ("year", Text),
        ("name", Text),
        ("source", Text),
        ("budget", Whole),
        ("spent", Whole),
    ],
    key: 2,
};

pub(crate) const PACK: Table = Table {
    name: "pack",
    columns: &[
        ("plan", Text),
        ("slug", Text),
        ("year", Text),
        ("meeting", Text),
        ("held", Day),
        ("agenda", Text),
        ("cover_note", Text),
        ("priorities", Text),
    ],
    key: 2,
};

pub(crate) const DECISION: Table = Table {
    name: "decision",
    columns: &[
        ("plan", Text),
        ("pack", Text),
        ("slug", Text),
        ("priority", Text),
        ("text", Text),
        ("action", Text),
    ],
    key: 3,
};

pub(crate) const REVIEW: Table = Table {
    name: "review",
    columns: &[
        ("plan", Text),
        ("year", Text),
        ("priority", Text),
        ("recommended", Text),
        ("because", Text),
        ("decided", Text),
        ("reason", Text),
        ("focus_area", Text),
        ("name", Text),
        ("summary", Text),
    ],
    key: 3,
};

pub(crate) const MEMBERSHIP: Table = Table {
    name: "membership",
    columns: &[("person", Whole), ("organisation", Text), ("role", Text)],
    key: 3,
};

impl Table {
    /// Where a column stands.
    pub(crate) fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|(name, _)| *name == column)
    }

    /// What a row says, without where it comes from: what a file says again is no change.
    pub(crate) fn said<'a>(&self, row: &'a [Cell]) -> &'a [Cell] {
        row.get(..self.place("import").unwrap_or(row.len())).unwrap_or(row)
    }

    pub(crate) fn holds(&self) -> Vec<Holds> {
        self.columns.iter().map(|(_, holds)| *holds).collect()
    }

    fn names(&self) -> String {
        self.columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
    }

    /// The newest rows, each with the number of the write that put it there and what that write did.
    pub(crate) fn select_newest(&self) -> String {
        format!(
            "SELECT {}, recorded_in, (SELECT action FROM audit WHERE number = recorded_in) AS done \
             FROM {} WHERE superseded_in IS NULL",
            self.names(),
            self.name
        )
    }

    /// The newest rows whose first `count` columns are `$1` and on.
    pub(crate) fn select_newest_of(&self, count: usize) -> String {
        format!("{} AND {}", self.select_newest(), self.equals(count, 1))
    }

    /// The newest rows where one column is among so many values, `$1` and on, and another among so many that follow.
    pub(crate) fn select_newest_among(
        &self,
        (one, ones): (&'static str, usize),
        (other, others): (&'static str, usize),
    ) -> String {
        let (ones, others) = (places(1, ones), places(1 + ones, others));
        format!("{} AND {one} IN ({ones}) AND {other} IN ({others})", self.select_newest())
    }

    /// What names the rows that ended otherwise than by a file: by loading it, importing it or taking an import back.
    pub(crate) fn select_ended_by_people(&self) -> String {
        let keys: Vec<_> = self.columns.iter().take(self.key).map(|(name, _)| *name).collect();
        format!(
            "SELECT {} FROM {} WHERE superseded_in IN (SELECT number FROM audit WHERE action NOT LIKE 'load %' \
             AND action NOT IN ('import figures', 'undo import'))",
            keys.join(", "),
            self.name
        )
    }

    /// That the first `count` columns are `$from` and on.
    fn equals(&self, count: usize, from: usize) -> String {
        let columns = self.columns.iter().take(count).enumerate();
        let columns: Vec<_> =
            columns.map(|(place, (name, _))| format!("{name} = ${}", place + from)).collect();
        columns.join(" AND ")
    }

    /// The rows as they stood after the write `$1`.
    pub(crate) fn select_as_at(&self) -> String {
        format!(
            "SELECT {} FROM {} WHERE recorded_in <= $1 AND (superseded_in IS NULL OR superseded_in > $1)",
            self.names(),
            self.name
        )
    }

    /// The same, with what the write did that put each there.
    pub(crate) fn select_as_at_with_deed(&self) -> String {
        let with_deed = format!("{}, (SELECT action FROM audit WHERE number = recorded_in)", self.names());
        self.select_as_at().replacen(&self.names(), &with_deed, 1)
    }

    /// A new row of the write `$1`.
    pub(crate) fn insert(&self) -> String {
        let places: Vec<_> = (0..self.columns.len()).map(|place| format!("${}", place + 2)).collect();
        format!(
            "INSERT INTO {} (recorded_in, {}) VALUES ($1, {})",
            self.name,
            self.names(),
            places.join(", ")
        )
    }

    /// The write `$1` ends the newest row of a key.
    pub(crate) fn supersede(&self) -> String {
        format!(
            "UPDATE {} SET superseded_in = $1 WHERE superseded_in IS NULL AND {}",
            self.name,
            self.equals(self.key, 2)
        )
    }
}

/// So many places for values: `$from, ...`.
pub(crate) fn places(from: usize, count: usize) -> String {
    (from..from + count).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ")
}
