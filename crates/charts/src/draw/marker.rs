//! The shapes at the values. Each line has its own, and so has each finding of a control chart about a value, so that nothing
//! is shown by colour alone.

use crate::{
    place::density::Density,
    role::{Role, Series},
};
use domain::control_chart::Kind;
use plotters::{
    element::{Drawable, PointCollection},
    style::ShapeStyle,
};
use plotters_backend::{BackendCoord, DrawingBackend, DrawingErrorKind};
use std::iter;

/// A shape at a day and a value.
pub(crate) struct Marker {
    at: (f64, f64),
    role: Role,
    density: Density,
}

/// Corners relative to the centre of a shape, in tenths of a unit.
pub(crate) type Corners = &'static [(i32, i32)];
const SQUARE: Corners = &[(-34, -34), (34, -34), (34, 34), (-34, 34)];
const DIAMOND: Corners = &[(0, -48), (48, 0), (0, 48), (-48, 0)];
const TRIANGLE: Corners = &[(0, -46), (44, 34), (-44, 34)];
const TRIANGLE_DOWN: Corners = &[(0, 46), (-44, -34), (44, -34)];
/// The shapes of values with a finding: larger, because the eye should find them.
const IMPROVEMENT: Corners = &[(0, -68), (68, 0), (0, 68), (-68, 0)];
const CONCERN: Corners = &[(0, -66), (65, 48), (-65, 48)];
const NEUTRAL_HIGH: Corners = &[(0, -76), (54, -16), (54, 46), (-54, 46), (-54, -16)];
const NEUTRAL_LOW: Corners = &[(0, 76), (-54, 16), (-54, -46), (54, -46), (54, 16)];

impl Marker {
    /// The shape of a role.
    pub(crate) fn new(at: (f64, f64), role: Role, density: Density) -> Self {
        Self { at, role, density }
    }

    fn corners(&self) -> Option<Corners> {
        match (self.role.told, self.role.series) {
            (Some(told), _) => corners_of(told),
            (None, Series::Main | Series::Behind) => None,
            (None, Series::First) => Some(SQUARE),
            (None, Series::Second) => Some(DIAMOND),
            (None, Series::Third) => Some(TRIANGLE),
            (None, Series::Fourth) => Some(TRIANGLE_DOWN),
        }
    }

    /// The factor for the corners of its shape. Those of comparators are small already.
    fn scale(&self) -> f64 {
        match (self.role.told, self.density) {
            (Some(_), Density::Dense) => 0.72,
            _ => 1.0,
        }
    }
}

/// The corners of a finding's shape, in tenths of a unit; `None` for a disc.
pub(crate) fn corners_of(told: Kind) -> Option<Corners> {
    match told {
        Kind::Common => None,
        Kind::Improvement => Some(IMPROVEMENT),
        Kind::Concern => Some(CONCERN),
        Kind::NeutralHigh => Some(NEUTRAL_HIGH),
        Kind::NeutralLow => Some(NEUTRAL_LOW),
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
                let scaled = |corner: &i32| (f64::from(*corner) * self.scale()).round() as i32;
                let corners = corners.iter().map(|(across, down)| (x + scaled(across), y + scaled(down)));
                backend.fill_polygon(corners, &style)
            }
        }
    }
}
