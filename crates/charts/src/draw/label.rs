//! How plotters draws a placed text.

use crate::{
    place::{
        bounds::tenths,
        label::{Anchor, Label, width},
    },
    role::Role,
};
use plotters::{
    element::{Drawable, PointCollection},
    style::Color,
};
use plotters_backend::{
    BackendColor, BackendCoord, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontFamily,
    text_anchor::{HPos, Pos, VPos},
};
use std::{convert::Infallible, iter};

impl<'a> PointCollection<'a, BackendCoord> for &'a Label<'_> {
    type Point = &'a BackendCoord;
    type IntoIter = iter::Once<&'a BackendCoord>;

    fn point_iter(self) -> Self::IntoIter {
        iter::once(&self.at)
    }
}

impl<DB: DrawingBackend> Drawable<DB> for Label<'_> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        mut pos: I,
        backend: &mut DB,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<DB::ErrorType>> {
        match pos.next() {
            Some(at) => backend.draw_text(&self.text, &Style { role: self.role, anchor: self.anchor }, at),
            None => Ok(()),
        }
    }
}

/// The text style that plotters needs. There is no font: the page has one.
struct Style {
    role: Role,
    anchor: Anchor,
}

impl BackendTextStyle for Style {
    type FontError = Infallible;

    fn color(&self) -> BackendColor {
        self.role.to_backend_color()
    }

    fn size(&self) -> f64 {
        self.role.text_size() * 10.0
    }

    fn anchor(&self) -> Pos {
        let h_pos = match self.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        Pos::new(h_pos, VPos::Bottom)
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::SansSerif
    }

    fn layout_box(&self, text: &str) -> Result<((i32, i32), (i32, i32)), Infallible> {
        Ok(((0, 0), tenths((width(text, self.role), self.role.text_size()))))
    }

    fn draw<E, DrawFunc: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _: &str,
        _: BackendCoord,
        _: DrawFunc,
    ) -> Result<Result<(), E>, Infallible> {
        Ok(Ok(()))
    }
}
