//! The surface for the parts of a chart: plotters' drawing areas, one in the units of the drawing and one in days and values.

use super::{backend::Svg, marker::Marker};
use crate::{
    place::{
        bounds::{At, Bounds, tenths},
        label::Label,
        layout::Layout,
    },
    role::Role,
};
use plotters::{
    coord::{Shift, cartesian::Cartesian2d, types::RangedCoordf64},
    drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea},
    element::{PathElement, Polygon, Rectangle},
    style::ShapeStyle,
};
use std::convert::Infallible;

/// Days across, values up.
pub(crate) type Coordinates = Cartesian2d<RangedCoordf64, RangedCoordf64>;

/// Only plotters' own bookkeeping can fail.
pub(crate) type Drawn = Result<(), DrawingAreaErrorKind<Infallible>>;

/// The surface for the parts of a chart.
pub(crate) struct Canvas<'a> {
    page: DrawingArea<Svg<'a>, Shift>,
    plot: DrawingArea<Svg<'a>, Coordinates>,
}

/// The days and values of a layout in plotters' coordinates.
pub(crate) fn coordinates(layout: &Layout<'_>) -> Coordinates {
    let ((from, to), (low, high)) = (layout.across.limit(), layout.value_limit());
    Coordinates::new(layout.across.days.clone(), layout.values.clone(), (from..to, low..high))
}

impl<'a> Canvas<'a> {
    /// A canvas over a drawing.
    pub(crate) fn new(svg: Svg<'a>, coordinates: Coordinates) -> Self {
        let page = svg.into_drawing_area();
        let plot = page.apply_coord_spec(coordinates);
        Self { page, plot }
    }

    /// A line through points on the drawing.
    pub(crate) fn stroke(&self, through: &[At], role: impl Into<Role>) -> Drawn {
        let through: Vec<_> = through.iter().copied().map(tenths).collect();
        self.page.draw(&PathElement::new(through, ShapeStyle::from(role.into())))
    }

    /// A line through days and values.
    pub(crate) fn line(&self, through: Vec<(f64, f64)>, role: Role) -> Drawn {
        self.plot.draw(&PathElement::new(through, ShapeStyle::from(role)))
    }

    /// A filled shape between days and values.
    pub(crate) fn shape(&self, around: Vec<(f64, f64)>, role: impl Into<Role>) -> Drawn {
        self.plot.draw(&Polygon::new(around, ShapeStyle::from(role.into()).filled()))
    }

    /// The shape of a line at a day and a value.
    pub(crate) fn marker(&self, marker: &Marker) -> Drawn {
        self.plot.draw(marker)
    }

    /// A filled rectangle.
    pub(crate) fn fill(&self, bounds: &Bounds, role: impl Into<Role>) -> Drawn {
        let corners = [tenths((bounds.left, bounds.top)), tenths((bounds.right, bounds.bottom))];
        self.page.draw(&Rectangle::new(corners, ShapeStyle::from(role.into()).filled()))
    }

    /// A disc on the drawing.
    pub(crate) fn disc(&self, at: At, radius: f64, role: impl Into<Role>) -> Drawn {
        let radius = (radius * 10.0).round() as i32;
        self.page.draw(&plotters::element::Circle::new(
            tenths(at),
            radius,
            ShapeStyle::from(role.into()).filled(),
        ))
    }

    /// A text.
    pub(crate) fn text(&self, label: &Label<'_>) -> Drawn {
        self.page.draw(label)
    }
}
