//! Areas, which outlive plans.

use super::{Loaded, loaded::position, versioned};
use domain::{
    area::{Area, AreaCode, Level},
    outline::Outline,
};

versioned! {
    /// An area.
    AreaRow, named by AreaKey, of "area", called "area", in order "t.position, t.code" {
        code: AreaCode => shown,
    } {
        position: i64 => shown,
        name: String => shown,
        level: Level => shown,
    }
}

impl Loaded for AreaRow {
    const IS_SHARED: bool = true;

    fn position(&self) -> Option<i64> {
        Some(self.position)
    }

    fn at(self, position: i64) -> Self {
        Self { position, ..self }
    }
}

impl AreaRow {
    pub(crate) fn of(area: &Area, position: i64) -> Self {
        let Area { code, name, level } = area.clone();
        Self { code, position, name, level }
    }

    pub(crate) fn all(outline: &Outline) -> Vec<Self> {
        outline.areas.iter().enumerate().map(|(place, area)| Self::of(area, position(place))).collect()
    }

    pub(crate) fn area(self) -> Area {
        Area { code: self.code, name: self.name, level: self.level }
    }
}
