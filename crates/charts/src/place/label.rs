//! A placed text, which knows its bounds.

use super::bounds::{At, Bounds, tenths};
use crate::{role::Role, text};
use std::borrow::Cow;

/// Which end of a text is at its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    /// It starts there.
    Start,
    /// It is centred there.
    Middle,
    /// It ends there.
    End,
}

/// A placed text.
#[derive(Clone, Debug)]
pub(crate) struct Label<'a> {
    /// The text.
    pub(crate) text: Cow<'a, str>,
    /// Its role.
    pub(crate) role: Role,
    /// Which end of it is at its point.
    pub(crate) anchor: Anchor,
    /// Its point, in tenths of a unit.
    pub(crate) at: (i32, i32),
    bounds: Bounds,
}

/// From one line of text to the next.
pub(crate) const LINE: f64 = 15.0;
/// From the baseline up to the top of a capital or a figure, as a fraction of the size.
const RISE: f64 = 0.76;
/// From the baseline down to the foot of a `p`, as a fraction of the size.
const FALL: f64 = 0.22;
/// From the baseline up to the middle of a figure, as a fraction of the size.
const MIDDLE: f64 = 0.36;

impl<'a> Label<'a> {
    /// A text with its baseline at a point.
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

    /// A text with its middle at a height.
    pub(crate) fn level_with(
        text: impl Into<Cow<'a, str>>,
        role: impl Into<Role>,
        anchor: Anchor,
        at: At,
    ) -> Self {
        let role = role.into();
        Self::new(text, role, anchor, (at.0, at.1 + MIDDLE * role.text_size()))
    }

    /// Its bounds.
    pub(crate) fn bounds(&self) -> Bounds {
        self.bounds
    }
}

/// The width of a text in a role.
pub(crate) fn width(text: &str, role: impl Into<Role>) -> f64 {
    let role = role.into();
    let width = text::width(text, role.text_size());
    if role.is_strong() { width * text::STRONG } else { width }
}
