//! Icons for a line of text or a table's cell: the finding of a control chart, whether a target can be relied on, and
//! ratings. In the spirit of NHS Making Data Count, but drawn anew.
//!
//! No two differ by colour alone. The style sheet (`style/icon.css`) gives colour, weight and size.

use super::marker::{Corners, corners_of};
use crate::{role::told_as_str, text::escape};
use domain::control_chart::{Assurance, Kind, Variation};

/// The rating that an icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RatingIcon {
    /// The target is met: a disc with a tick.
    Green,
    /// It is missed by little: a triangle with an exclamation mark.
    Amber,
    /// It is missed: an octagon with a cross.
    Red,
    /// There is no rating: a dashed circle.
    None,
}

/// The rim of most icons.
const CIRCLE: &str = "<circle class=\"rim\" cx=\"14\" cy=\"14\" r=\"12.5\"/>";
/// The rim of an icon without a judgement.
const SQUARE: &str = "<rect class=\"rim\" x=\"2\" y=\"2\" width=\"24\" height=\"24\" rx=\"4\"/>";
const LETTER_H: &str = "<path class=\"sign\" d=\"M6.5 8.5v11M12.7 8.5v11M6.5 14h6.2\"/>";
const LETTER_L: &str = "<path class=\"sign\" d=\"M7.7 8.5v11h5.3\"/>";
/// The centres of the marks that rise, or fall, beside a letter: towards the side that it names.
const RISING: [(f64, f64); 3] = [(16.6, 18.6), (19.2, 14.0), (21.3, 9.6)];
const FALLING: [(f64, f64); 3] = [(16.6, 9.4), (19.2, 14.0), (21.3, 18.4)];
/// The scale of a mark, relative to the shape on a chart.
const MARK: f64 = 0.31;

/// The finding of a control chart's last point, as an `<svg>`; a dashed circle if there is none. `label` says it in words; it
/// is empty for an icon beside such words.
#[must_use]
pub fn variation_icon(variation: Option<Variation>, label: &str) -> String {
    let (class, kind, is_high) = match variation {
        None => return icon("variation none", label, CIRCLE),
        Some(Variation::CommonCause) => {
            let wave = "<path class=\"dots\" d=\"M6 15h.1M9.9 11h.1M14 15.5h.1M18 17h.1M22 12.5h.1\"/>";
            return icon("variation common", label, &[CIRCLE, wave].concat());
        }
        Some(Variation::ImprovementHigh) => ("variation improvement", Kind::Improvement, true),
        Some(Variation::ImprovementLow) => ("variation improvement", Kind::Improvement, false),
        Some(Variation::ConcernHigh) => ("variation concern", Kind::Concern, true),
        Some(Variation::ConcernLow) => ("variation concern", Kind::Concern, false),
        Some(Variation::NeutralHigh) => ("variation neutral", Kind::NeutralHigh, true),
        Some(Variation::NeutralLow) => ("variation neutral", Kind::NeutralLow, false),
    };
    let (letter, middles) = if is_high { (LETTER_H, RISING) } else { (LETTER_L, FALLING) };
    let rim = if matches!(kind, Kind::NeutralHigh | Kind::NeutralLow) { SQUARE } else { CIRCLE };
    let mut drawn = [rim, letter, "<path class=\"marks\" d=\""].concat();
    for middle in middles {
        shape(corners_of(kind).unwrap_or_default(), middle, MARK, &mut drawn);
    }
    drawn.push_str("\"/>");
    icon(class, label, &drawn)
}

/// Whether a target can be relied on to be met, as an `<svg>`: a letter over its line, under it, or across it; a dashed
/// circle where that is not known. `label` says it in words; it is empty for an icon beside such words.
#[must_use]
pub fn assurance_icon(assurance: Option<Assurance>, label: &str) -> String {
    let (class, letter, aim) = match assurance {
        None => return icon("assurance none", label, CIRCLE),
        Some(Assurance::Pass) => ("assurance pass", "M11 16.5v-10h3.7a3 3 0 0 1 0 6h-3.7", "M5.5 20.5h17"),
        Some(Assurance::Fail) => ("assurance fail", "M11.5 21.5v-10h6M11.5 16.3h5", "M5.5 7.5h17"),
        Some(Assurance::HitOrMiss) => (
            "assurance hit-or-miss",
            "M10.7 10a3.4 3.4 0 1 1 5.3 3c-1.4 1-2 1.6-2 3.2M14 20.5v.1",
            "M3 14h7M18 14h7",
        ),
    };
    let drawn = format!("{CIRCLE}<path class=\"aim\" d=\"{aim}\"/><path class=\"sign\" d=\"{letter}\"/>");
    icon(class, label, &drawn)
}

/// A rating as an `<svg>`. `label` says it in words; it is empty for an icon beside such words.
#[must_use]
pub fn rating_icon(rating: RatingIcon, label: &str) -> String {
    let (class, rim, sign) = match rating {
        RatingIcon::Green => ("rating green", CIRCLE, "M8 14.5l4.3 4.3 7.7-9"),
        RatingIcon::Amber => {
            ("rating amber", "<path class=\"rim\" d=\"M14 2.5l12.5 22.5h-25z\"/>", "M14 10v6.5M14 21v.1")
        }
        RatingIcon::Red => (
            "rating red",
            "<path class=\"rim\" d=\"M9 1.7h10l7.3 7.3v10l-7.3 7.3h-10l-7.3-7.3v-10z\"/>",
            "M9.5 9.5l9 9M18.5 9.5l-9 9",
        ),
        RatingIcon::None => return icon("rating none", label, CIRCLE),
    };
    icon(class, label, &format!("{rim}<path class=\"sign\" d=\"{sign}\"/>"))
}

/// The shape at a value of a control chart, for its key. `label` says it in words; it is empty for an icon beside such words.
#[must_use]
pub fn point_icon(kind: Kind, label: &str) -> String {
    let mut drawn = String::new();
    match corners_of(kind) {
        None => drawn.push_str("<circle class=\"rim\" cx=\"14\" cy=\"14\" r=\"9\"/>"),
        Some(corners) => {
            drawn.push_str("<path class=\"rim\" d=\"");
            shape(corners, (14.0, 14.0), 1.9, &mut drawn);
            drawn.push_str("\"/>");
        }
    }
    icon(&format!("point {}", told_as_str(kind)), label, &drawn)
}

/// `<svg ...>` around a drawing. Icons stay on pages, where HTML knows what an `<svg>` is: a board has hundreds of them.
fn icon(class: &str, label: &str, drawn: &str) -> String {
    let mut out = String::with_capacity(512);
    out.push_str("<svg class=\"icon ");
    out.push_str(class);
    out.push_str("\" viewBox=\"0 0 28 28\" ");
    if label.is_empty() {
        out.push_str("aria-hidden=\"true\">");
    } else {
        out.push_str("role=\"img\" aria-label=\"");
        escape(label, &mut out);
        out.push_str("\">");
    }
    out.push_str(drawn);
    out.push_str("</svg>");
    out
}

/// Writes a closed shape around a centre; its corners are in tenths of a unit.
fn shape(corners: Corners, (x, y): (f64, f64), scale: f64, out: &mut String) {
    for (place, (across, down)) in corners.iter().enumerate() {
        let at =
            |middle: f64, tenths: i32| ((middle + f64::from(tenths) / 10.0 * scale) * 10.0).round() / 10.0;
        out.push(if place == 0 { 'M' } else { 'L' });
        out.push_str(&format!("{} {}", at(x, *across), at(y, *down)));
    }
    out.push('z');
}
