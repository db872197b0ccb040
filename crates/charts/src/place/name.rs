//! The name of a line or of a level of a control chart, in lines of text.

use super::label;
use crate::{
    role::{Part, Role, Series},
    size::Size,
    text,
};
use domain::chart::Line;

/// The name of a line or of a level, in lines of text.
pub(crate) struct NameLines {
    /// The width of the widest line.
    pub(crate) width: f64,
    /// Its lines.
    pub(crate) lines: Vec<String>,
    /// The role of the text.
    pub(crate) role: Role,
    /// The role of the leader to it.
    pub(crate) leader: Role,
}

impl NameLines {
    /// The name of the line at an index among the others.
    pub(crate) fn of(line: &Line<'_>, place: usize, size: Size) -> Self {
        let series = Series::at(place);
        Self::of_text(line.name, Part::Name.of(series), Part::Leader.of(series), size.widest_name())
    }

    /// The name of a level.
    pub(crate) fn of_level(text: &str, part: Part, size: Size) -> Self {
        Self::of_text(text, part.into(), Part::LevelLeader.into(), size.widest_name())
    }

    /// A text at an end, in lines no wider than `widest`. Where it needs more than one, its own lines are kept apart.
    pub(crate) fn of_text(text: &str, role: Role, leader: Role, widest: f64) -> Self {
        let widest = if role.is_strong() { widest / text::STRONG } else { widest };
        let size = role.text_size();
        let whole = text.replace('\n', " ");
        let lines = match text::width(&whole, size) <= widest {
            true => text::wrap(&whole, size, widest, 1),
            false => text.lines().flat_map(|line| text::wrap(line, size, widest, 3)).collect(),
        };
        let width = lines.iter().map(|line| label::width(line, role)).fold(0.0, f64::max);
        Self { width, lines, role, leader }
    }
}
