//! The shapes that stand at the values. Each line has its own, so that colour is never alone.

use crate::role::{Part, Role, Series};
use plotters::{
    element::{Drawable, PointCollection},
    style::ShapeStyle,
};
use plotters_backend::{BackendCoord, DrawingBackend, DrawingErrorKind};
use std::iter;

/// How much room the shapes have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Density {
    /// Room for a shape at every value.
    Open,
    /// Values so close that shapes are smaller, and those of comparators few.
    Dense,
}

/// A shape at a day and a value.
pub(crate) struct Marker {
    at: (f64, f64),
    role: Role,
    density: Density,
}

/// Corners from the middle of a shape, in tenths of a unit.
type Corners = &'static [(i32, i32)];
const SQUARE: Corners = &[(-34, -34), (34, -34), (34, 34), (-34, 34)];
const DIAMOND: Corners = &[(0, -48), (48, 0), (0, 48), (-48, 0)];
const TRIANGLE: Corners = &[(0, -46), (44, 34), (-44, 34)];
const TRIANGLE_DOWN: Corners = &[(0, 46), (-44, -34), (44, -34)];

impl Density {
    /// How far the main line's shape reaches from its middle.
    pub(crate) fn radius(self) -> f64 {
        match self {
            Self::Open => 4.5,
            Self::Dense => 3.0,
        }
    }
}

impl Marker {
    /// The shape of a line.
    pub(crate) fn new(at: (f64, f64), part: Part, series: Series, density: Density) -> Self {
        Self { at, role: part.of(series), density }
    }

    fn corners(&self) -> Option<Corners> {
        match self.role.series {
            Series::Main => None,
            Series::First => Some(SQUARE),
            Series::Second => Some(DIAMOND),
            Series::Third => Some(TRIANGLE),
            Series::Fourth => Some(TRIANGLE_DOWN),
        }
    }
}

impl<'a> PointCollection<'a, (f64, f64)> for &'a Marker {
    type Point = &'a (f64, f64);
    type IntoIter = iter::Once<&'a (f64, f64)>;

    fn point_iter(self) -> Self::IntoIter {
        iter::once(&self.at)
    }
}

impl<DB: DrawingBackend> Drawable<DB> for Marker {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        mut pos: I,
        backend: &mut DB,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<DB::ErrorType>> {
        let Some((x, y)) = pos.next() else { return Ok(()) };
        let style = ShapeStyle::from(self.role).filled();
        match self.corners() {
            None => backend.draw_circle((x, y), (self.density.radius() * 10.0) as u32, &style, true),
            Some(corners) => {
                backend.fill_polygon(corners.iter().map(|(across, down)| (x + across, y + down)), &style)
            }
        }
    }
}
