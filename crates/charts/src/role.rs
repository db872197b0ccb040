//! The role of a part of the drawing, and so its class in the style sheet.
//!
//! plotters passes only a colour to its backend, so a role is encoded as one: the part in red, the line in green, the finding
//! about a value in blue. The backend turns it back into classes.

use domain::control_chart::Kind as Told;
use plotters::style::Color;
use plotters_backend::BackendColor;

domain::vocabulary! {
    /// A part of a chart. Its word is its class.
    pub enum Part {
        /// A plan year.
        Band = "band",
        /// A plan year next to another.
        BandAlternate = "band alternate",
        /// Between the control limits.
        Within = "within",
        /// Between the control limits of a group that has few points.
        WithinTrial = "within trial",
        /// Between the ends of a target.
        Wanted = "wanted",
        /// The 95% band of a forecast.
        FanWide = "fan wide",
        /// The 80% band of a forecast.
        Fan = "fan",
        /// The middle of a forecast.
        FanMiddle = "fan-middle",
        /// A line across at a marked value.
        Grid = "grid",
        /// A line across at zero, where the axis is elsewhere.
        Zero = "grid zero",
        /// An axis.
        Axis = "axis",
        /// The zig-zag at the foot of an axis that does not start at zero.
        AxisBreak = "axis-break",
        /// A short stroke below the axis.
        Tick = "tick",
        /// A line down at a change note.
        Note = "note",
        /// A line down at a change note that breaks the series.
        Break = "note break",
        /// The disc that holds a note's number.
        NoteMark = "note-mark",
        /// The disc that holds the number of a note that breaks the series.
        BreakMark = "note-mark break",
        /// The mean of a group of points.
        Mean = "mean",
        /// A control limit.
        Limit = "limit",
        /// A control limit that rests on few points.
        TrialLimit = "limit trial",
        /// A target.
        Target = "target",
        /// The end of a target range.
        TargetEnd = "target end",
        /// From the end of a level to its name.
        LevelLeader = "level-leader",
        /// From the end of a line to its name.
        Leader = "leader",
        /// Values that are joined.
        Line = "line",
        /// A value.
        Point = "point",
        /// A value that may still change.
        Provisional = "point provisional",
        /// A value that is set apart from what is usual.
        Apart = "point apart",
        /// Below an absence for several periods.
        AbsenceRun = "absence-run",
        /// The unit, over the vertical axis.
        Unit = "unit",
        /// A marked value.
        Mark = "mark",
        /// A period, or the year of several.
        Period = "period",
        /// The kind of the periods.
        Kind = "kind",
        /// A plan year's name.
        Year = "year",
        /// A note's number.
        NoteNumber = "note-number",
        /// The word beside the number of a note that breaks the series.
        NoteWord = "note-word",
        /// Why there is no value.
        Absence = "absence",
        /// A value in figures.
        Value = "value",
        /// The name of a mean or a limit.
        LevelName = "level-name",
        /// The name of a target.
        TargetName = "target-name",
        /// The name of a line.
        Name = "name",
    }
}

domain::vocabulary! {
    /// Which line a part belongs to. Its word is its class.
    pub enum Series {
        /// The area that the chart is about.
        Main = "main",
        /// The first comparator.
        First = "comparator-1",
        /// The second.
        Second = "comparator-2",
        /// The third.
        Third = "comparator-3",
        /// The fourth.
        Fourth = "comparator-4",
        /// A line behind the main one in a small chart.
        Behind = "behind",
    }
}

/// The role of a part of the drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Role {
    /// Which part of the chart.
    pub(crate) part: Part,
    /// Which line it belongs to; the main one where it belongs to none.
    pub(crate) series: Series,
    /// The finding of a control chart about it; `None` where there is no control chart.
    pub(crate) told: Option<Told>,
}

/// The classes of a control chart's finding about a value.
pub(crate) fn told_as_str(told: Told) -> &'static str {
    match told {
        Told::Common => "common",
        Told::Improvement => "improvement",
        Told::Concern => "concern",
        Told::NeutralHigh => "neutral high",
        Told::NeutralLow => "neutral low",
    }
}

impl Series {
    /// The series of the line at an index: from the fifth comparator on they repeat, and only the names distinguish them.
    pub(crate) fn at(place: usize) -> Self {
        match place.checked_sub(1).map(|place| place % 4) {
            None => Self::Main,
            Some(0) => Self::First,
            Some(1) => Self::Second,
            Some(2) => Self::Third,
            Some(_) => Self::Fourth,
        }
    }
}

impl Part {
    /// The role of this part in one of the lines.
    pub(crate) fn of(self, series: Series) -> Role {
        Role { part: self, series, told: None }
    }

    fn belongs_to_a_line(self) -> bool {
        matches!(self, Self::Leader | Self::Line | Self::Point | Self::Provisional | Self::Apart | Self::Name)
    }
}

impl Role {
    /// The role with a control chart's finding.
    pub(crate) fn telling(self, told: Option<Told>) -> Self {
        Self { told, ..self }
    }

    /// The size of its text, as the style sheet sets it.
    pub(crate) fn text_size(self) -> f64 {
        match self.part {
            Part::Unit | Part::Name | Part::Value => 13.0,
            Part::NoteNumber => 11.0,
            _ => 12.0,
        }
    }

    /// Whether its text is semi-bold, and so a little wider.
    pub(crate) fn is_strong(self) -> bool {
        match self.part {
            Part::Value | Part::NoteNumber => true,
            Part::Name => self.series == Series::Main,
            _ => false,
        }
    }

    /// The role encoded in a colour.
    pub(crate) fn of_color(color: BackendColor) -> Self {
        let (part, series, told) = color.rgb;
        Self {
            part: Part::ALL.get(usize::from(part)).copied().unwrap_or(Part::Grid),
            series: Series::ALL.get(usize::from(series)).copied().unwrap_or(Series::Main),
            told: usize::from(told).checked_sub(1).and_then(|place| Told::ALL.get(place)).copied(),
        }
    }

    /// Writes its classes.
    pub(crate) fn write_classes(self, out: &mut String) {
        out.push_str(self.part.as_str());
        if self.part.belongs_to_a_line() {
            out.push(' ');
            out.push_str(self.series.as_str());
        }
        if let Some(told) = self.told {
            out.push(' ');
            out.push_str(told_as_str(told));
        }
    }
}

impl From<Part> for Role {
    fn from(part: Part) -> Self {
        part.of(Series::Main)
    }
}

impl Color for Role {
    fn to_backend_color(&self) -> BackendColor {
        // 0 means none, and findings are counted from 1.
        let told = self.told.map_or(0, |told| told as u8 + 1);
        BackendColor { rgb: (self.part as u8, self.series as u8, told), alpha: 1.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::{Part, Role, Series, Told};
    use plotters::style::Color;

    #[test]
    fn a_role_travels_as_a_colour() {
        for part in Part::ALL {
            for series in Series::ALL {
                for told in Told::ALL.iter().copied().map(Some).chain([None]) {
                    let role = part.of(*series).telling(told);
                    assert_eq!(Role::of_color(role.to_backend_color()), role);
                }
            }
        }
    }
}
