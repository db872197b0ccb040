//! No two texts overlap, and none leaves the drawing, by the crate's own estimate of their width.

use super::{SIZES, charts, controlled, fixture::Fixture, number, svg};
use crate::{
    Size,
    place::{
        bounds::Bounds,
        label::{Anchor, Label},
    },
    role::{Part, Role, Series},
};
use domain::{
    change_note::Effect,
    chart::{Chart, View},
    indicator::Measure,
    target::Aim,
};
use roxmltree::{Document, Node};

fn role(class: &str) -> Role {
    let plain = Part::parse(class).map(Role::from);
    let of_a_line = || {
        let (part, series) = class.rsplit_once(' ')?;
        Some(Part::parse(part)?.of(Series::parse(series)?))
    };
    plain.or_else(of_a_line).unwrap_or_else(|| panic!("the class {class}"))
}

fn bounds(node: &Node<'_, '_>) -> Bounds {
    let anchor = match node.attribute("text-anchor") {
        None => Anchor::Start,
        Some("middle") => Anchor::Middle,
        Some(_) => Anchor::End,
    };
    let role = role(node.attribute("class").expect("a class"));
    let at = (number(node, "x"), number(node, "y"));
    Label::new(node.text().expect("a text"), role, anchor, at).bounds()
}

/// Asserts that the texts of a drawing do not overlap, apart from those of a class.
fn assert_apart(name: &str, chart: &Chart<'_>, size: Size, but: Option<&str>) {
    let (width, height) = (f64::from(size.width()), f64::from(size.height()));
    assert_texts_apart(&format!("{name} {size:?}"), &svg(chart, size), (width, height), but);
}

/// The same for a drawing of a given width and height.
pub(super) fn assert_texts_apart(name: &str, svg: &str, (width, height): (f64, f64), but: Option<&str>) {
    let document = Document::parse(svg).expect("XML");
    let texts = document.descendants().filter(|node| node.tag_name().name() == "text");
    let texts: Vec<_> = texts.filter(|node| but.is_none() || node.attribute("class") != but).collect();
    let page = Bounds { left: -0.1, top: -0.1, right: width, bottom: height };
    for (place, text) in texts.iter().enumerate() {
        assert!(page.holds(&bounds(text)), "{name}: {:?} leaves the page", text.text());
        for other in &texts[place + 1..] {
            let meets = bounds(text).meets(&bounds(other));
            assert!(!meets, "{name}: {:?} meets {:?}", text.text(), other.text());
        }
    }
}

#[test]
fn texts_never_meet() {
    for (name, fixture) in charts() {
        for size in SIZES {
            assert_apart(name, &fixture.chart(), size, None);
        }
    }
}

#[test]
fn texts_never_meet_whatever_the_kind_of_period() {
    let firsts = [
        "2015/16",
        "2015-16",
        "2015",
        "2015 reporting year",
        "2015/16 autumn term",
        "2015/16 autumn and spring terms",
        "2015/16 Q2",
        "2015-16 Q4",
        "2015 Q2",
        "2015-16 H2",
        "Mar 2015",
        "2015 week 9",
        "2014 to 2016",
        "2014/15 to 2016/17",
        "2014-15 to 2016-17",
    ];
    for first in firsts {
        for count in [1, 2, 3, 5, 8, 13, 24, 60] {
            let figures: String = (0..count).map(|figure| format!("{} ", 40 + figure % 7)).collect();
            let fixture =
                Fixture::new(Measure::Percentage, "pupils", 1).years(2014..2018).line(0, first, &figures);
            for size in SIZES {
                assert_apart(&format!("{count} from {first}"), &fixture.chart(), size, None);
            }
        }
    }
}

#[test]
fn many_labels_never_meet() {
    let fixture = Fixture::new(Measure::Money, "", 0)
        .named(0, "Yorkshire and the Humber")
        .named(4, "Vale of White Horse")
        .named(5, "South Oxfordshire and elsewhere")
        .line(0, "2013-14", "1000000000 1000000000 640000000 x c 900000000 880000000")
        .line(1, "2013-14", "498000000 500000000 640000000 620000000 870000000")
        .line(2, "2013-14", "298000000 300000000 340000000 620000000 880000000")
        .line(4, "2013-14", "198000000 300000000 380000000 520000000 530000000 540000000 890000000")
        .line(5, "2013-14", "0 0 180000000 420000000 430000000 440000000 860000000")
        .note("2014-05-01", Effect::Explains)
        .note("2014-06-01", Effect::Breaks)
        .note("2014-06-02", Effect::Breaks)
        .note("2020-03-31", Effect::Breaks);
    // On a phone there is no room for figures of thirteen characters that covers nothing.
    assert_apart("many", &fixture.chart(), Size::Wide, None);
    assert_apart("many", &fixture.chart(), Size::Narrow, Some("value"));
}

#[test]
fn texts_of_control_charts_never_meet() {
    for controlled in controlled::charts() {
        for size in SIZES {
            assert_apart(controlled.name, &controlled.chart(), size, None);
        }
    }
}

#[test]
fn levels_that_lie_close_have_names_apart() {
    // All levels and the last value within a few units of the drawing, at any height.
    for low in ["0", "50", "99"] {
        for count in [2_usize, 3, 8, 30, 60] {
            let figures: String = (0..count).map(|place| format!("{low}.{} ", 30 + place % 3)).collect();
            let fixture = Fixture::new(Measure::Percentage, "pupils", 1)
                .named(0, "Bournemouth, Christchurch and Poole")
                .line(0, "Jan 2015", &format!("{figures} 0 100"))
                .note("2015-02-01", Effect::Breaks);
            let starts: &[usize] = if count > 8 { &[0, 8, count - 1] } else { &[0] };
            let at: f64 = low.parse().expect("a number");
            for target in [None, Some(Aim::Value(at)), Some(Aim::Range(at, at + 0.5))] {
                let chart = fixture.chart_of(View::ControlChart);
                let control = controlled::control(&chart, starts);
                let chart = chart.with_control(control, target);
                for size in SIZES {
                    assert_apart(&format!("{count} of {low}, {target:?}"), &chart, size, None);
                }
            }
        }
    }
}
