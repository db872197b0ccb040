//! The drawing backend that writes SVG: classes where others write colours, and no fonts.
//!
//! plotters' backends count in whole pixels; this one takes a tenth of a unit for a pixel, so that nothing is more than a
//! twentieth of a unit out of place.

use crate::{role::Role, text::escape};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    text_anchor::HPos,
};
use std::convert::Infallible;

/// Writing to a string cannot fail.
type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// An SVG drawing as it is written.
pub(crate) struct Svg<'a> {
    out: &'a mut String,
    size: (u32, u32),
}

impl<'a> Svg<'a> {
    /// A drawing of the given size in units, written at the end of `out`, between the tags that the caller writes.
    pub(crate) fn new(out: &'a mut String, width: u16, height: u16) -> Self {
        Self { out, size: (u32::from(width) * 10, u32::from(height) * 10) }
    }

    /// `<name class="..."`, without the end of the tag.
    fn open(&mut self, name: &str, color: BackendColor) {
        self.out.push('<');
        self.out.push_str(name);
        self.out.push_str(" class=\"");
        Role::of_color(color).write_classes(self.out);
        self.out.push('"');
    }

    fn attribute(&mut self, name: &str, tenths: i32) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        number(tenths, self.out);
        self.out.push('"');
    }

    fn path(&mut self, points: impl IntoIterator<Item = BackendCoord>, end: &str, color: BackendColor) {
        self.open("path", color);
        self.out.push_str(" d=\"");
        let mut before: Option<BackendCoord> = None;
        for (x, y) in points {
            match before {
                None => {
                    self.out.push('M');
                    pair(x, y, self.out);
                }
                Some(before) => step(x - before.0, y - before.1, self.out),
            }
            before = Some((x, y));
        }
        self.out.push_str(end);
        self.out.push_str("\"/>");
    }
}

impl DrawingBackend for Svg<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    /// A vector drawing has no pixels, and nothing here asks for one.
    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Drawn {
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.path([from, to], "", style.color());
        Ok(())
    }

    /// The style sheet decides whether it is filled.
    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        _: bool,
    ) -> Drawn {
        self.open("rect", style.color());
        self.attribute("x", upper_left.0);
        self.attribute("y", upper_left.1);
        self.attribute("width", bottom_right.0 - upper_left.0);
        self.attribute("height", bottom_right.1 - upper_left.1);
        self.out.push_str("/>");
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.path(path, "", style.color());
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        _: bool,
    ) -> Drawn {
        self.open("circle", style.color());
        self.attribute("cx", center.0);
        self.attribute("cy", center.1);
        self.attribute("r", i32::try_from(radius).unwrap_or(i32::MAX));
        self.out.push_str("/>");
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Drawn {
        self.path(vert, "z", style.color());
        Ok(())
    }

    /// `pos` is on the baseline; the anchor is left, middle or right of it.
    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, pos: BackendCoord) -> Drawn {
        self.open("text", style.color());
        self.attribute("x", pos.0);
        self.attribute("y", pos.1);
        match style.anchor().h_pos {
            HPos::Left => {}
            HPos::Center => self.out.push_str(" text-anchor=\"middle\""),
            HPos::Right => self.out.push_str(" text-anchor=\"end\""),
        }
        self.out.push('>');
        escape(text, self.out);
        self.out.push_str("</text>");
        Ok(())
    }
}

/// The next step of a path, as short as it can be written.
fn step(across: i32, down: i32, out: &mut String) {
    match (across, down) {
        (_, 0) => {
            out.push('h');
            number(across, out);
        }
        (0, _) => {
            out.push('v');
            number(down, out);
        }
        _ => {
            out.push('l');
            pair(across, down, out);
        }
    }
}

fn pair(x: i32, y: i32, out: &mut String) {
    number(x, out);
    // A minus sign also separates two numbers.
    if y >= 0 {
        out.push(' ');
    }
    number(y, out);
}

/// Tenths in units: 125 is `12.5`, 120 is `12`.
fn number(tenths: i32, out: &mut String) {
    if tenths < 0 {
        out.push('-');
    }
    let magnitude = tenths.unsigned_abs();
    let mut digits = [0_u8; 10];
    let mut from = digits.len();
    let mut rest = magnitude / 10;
    loop {
        from -= 1;
        digits[from] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend(digits[from..].iter().copied().map(char::from));
    if !magnitude.is_multiple_of(10) {
        out.push('.');
        out.push(char::from(b'0' + (magnitude % 10) as u8));
    }
}

#[cfg(test)]
mod tests {
    use super::{Svg, number};
    use crate::role::{Part, Role, Series};
    use plotters::style::ShapeStyle;
    use plotters_backend::DrawingBackend;

    #[test]
    fn tenths_are_written_in_units() {
        let written = |tenths| {
            let mut out = String::new();
            number(tenths, &mut out);
            out
        };
        let cases =
            [(0, "0"), (5, "0.5"), (-5, "-0.5"), (120, "12"), (-1234, "-123.4"), (i32::MIN, "-214748364.8")];
        for (tenths, text) in cases {
            assert_eq!(written(tenths), text);
        }
    }

    #[test]
    fn shapes_carry_classes() {
        let mut out = String::new();
        let mut svg = Svg::new(&mut out, 10, 10);
        let line = ShapeStyle::from(Part::Line.of(Series::First));
        svg.draw_path([(10, 20), (30, 20), (35, 10), (35, 0)], &line).expect("drawn");
        svg.draw_rect((0, 0), (10, 15), &ShapeStyle::from(Role::from(Part::Band)), true).expect("drawn");
        assert_eq!(
            out,
            "<path class=\"line comparator-1\" d=\"M1 2h2l0.5-1v-1\"/>\
             <rect class=\"band\" x=\"0\" y=\"0\" width=\"1\" height=\"1.5\"/>"
        );
    }
}
