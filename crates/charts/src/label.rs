//! A text with its place, which knows how much room it takes.

use crate::{
    bounds::{At, Bounds},
    canvas::tenths,
    role::Role,
    text,
};
use plotters::{
    element::{Drawable, PointCollection},
    style::Color,
};
use plotters_backend::{
    BackendColor, BackendCoord, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontFamily,
    text_anchor::{HPos, Pos, VPos},
};
use std::{borrow::Cow, convert::Infallible, iter};

/// Which end of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    /// It starts there.
    Start,
    /// It is centred there.
    Middle,
    /// It ends there.
    End,
}

/// A text with its place.
#[derive(Clone, Debug)]
pub(crate) struct Label<'a> {
    text: Cow<'a, str>,
    role: Role,
    anchor: Anchor,
    at: BackendCoord,
    bounds: Bounds,
}

/// From the baseline up to the top of a capital or a figure, beside the size.
const RISE: f64 = 0.76;
/// From the baseline down to the foot of a `p`, beside the size.
const FALL: f64 = 0.22;
/// From the baseline up to the middle of a figure, beside the size.
const MIDDLE: f64 = 0.36;

impl<'a> Label<'a> {
    /// A text whose baseline is at a place.
    pub(crate) fn new(text: impl Into<Cow<'a, str>>, role: impl Into<Role>, anchor: Anchor, at: At) -> Self {
        let (text, role) = (text.into(), role.into());
        let (x, y) = at;
        let (width, size) = (width(&text, role), role.text_size());
        let left = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        let bounds = Bounds { left, top: y - RISE * size, right: left + width, bottom: y + FALL * size };
        Self { text, role, anchor, at: tenths(at), bounds }
    }

    /// A text whose middle is at a height.
    pub(crate) fn level_with(
        text: impl Into<Cow<'a, str>>,
        role: impl Into<Role>,
        anchor: Anchor,
        at: At,
    ) -> Self {
        let role = role.into();
        Self::new(text, role, anchor, (at.0, at.1 + MIDDLE * role.text_size()))
    }

    /// The room that it takes.
    pub(crate) fn bounds(&self) -> Bounds {
        self.bounds
    }
}

/// How wide a text is in a role.
pub(crate) fn width(text: &str, role: impl Into<Role>) -> f64 {
    let role = role.into();
    let width = text::width(text, role.text_size());
    if role.is_strong() { width * text::STRONG } else { width }
}

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

/// What plotters asks of a text's style. There is no font: the page has one.
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
