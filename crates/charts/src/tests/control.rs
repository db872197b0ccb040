//! Control charts and targets: what is drawn, where, and that it is well-formed.

use super::{SIZES, controlled, controlled::Controlled, fixture::Fixture, number, of_class, svg};
use crate::{Size, reading_places};
use domain::{
    chart::{Chart, Stretch, View},
    control_chart::Side,
    indicator::{Measure, Polarity},
    judgement::Signal,
    target::Aim,
};
use roxmltree::{Document, Node};

fn texts<'a>(document: &'a Document<'_>, class: &str) -> Vec<&'a str> {
    of_class(document, class).iter().filter_map(|node| node.text()).collect()
}

/// The left end, the right end and the height of each level stroke of a class, from the left.
fn strokes(document: &Document<'_>, class: &str) -> Vec<(f64, f64, f64)> {
    let stroke = |node: &Node<'_, '_>| {
        let path = node.attribute("d").expect("a path").trim_start_matches('M').to_owned();
        // An axis may also go upwards.
        let (start, width) = path.split_once('h')?;
        let (x, y) = start.split_once(' ').expect("a place");
        let number = |text: &str| text.parse::<f64>().expect("a number");
        Some((number(x), number(x) + number(width), number(y)))
    };
    let mut strokes: Vec<_> = of_class(document, class).iter().filter_map(stroke).collect();
    strokes.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.2.total_cmp(&b.2)));
    strokes
}

/// A chart whose points stand out on the given sides.
fn telling(polarity: Polarity, sides: &[Option<Side>]) -> String {
    let figures: String = (0..sides.len()).map(|place| format!("{} ", 10 + place)).collect();
    let fixture = Fixture::new(Measure::Count, "", 0).polarity(polarity).line(0, "2010/11", &figures);
    let chart = fixture.chart_of(View::ControlChart);
    let mut control = controlled::control(&chart, &[0]);
    for (point, side) in control.points.iter_mut().zip(sides) {
        point.signal = side.map(|side| (Signal::Trend, side));
    }
    svg(&chart.with_control(control, None), Size::Wide)
}

#[test]
fn control_charts_are_well_formed_and_carry_no_style() {
    for controlled in controlled::charts() {
        for size in SIZES {
            let svg = svg(&controlled.chart(), size);
            let document =
                Document::parse(&svg).unwrap_or_else(|error| panic!("{}: {error}", controlled.name));
            assert!(
                document
                    .root_element()
                    .attribute("class")
                    .is_some_and(|class| class == format!("chart {} control", size.as_str()))
            );
            for forbidden in ["style=", "fill=", "stroke", "font", "NaN", "inf"] {
                assert!(!svg.contains(forbidden), "{} has {forbidden}: {svg}", controlled.name);
            }
        }
    }
}

#[test]
fn a_chart_without_limits_and_target_has_none_of_it() {
    let fixture = controlled::one_group().fixture;
    let svg = svg(&fixture.chart_of(View::ControlChart), Size::Wide);
    for class in ["control", "common", "within", "limit", "mean", "target", "level"] {
        assert!(!svg.contains(class), "{class}");
    }
}

#[test]
fn every_group_has_its_own_limits_with_a_gap_between() {
    let controlled = controlled::three_groups();
    for size in SIZES {
        let svg = svg(&controlled.chart(), size);
        let document = Document::parse(&svg).expect("XML");
        let means = strokes(&document, "mean");
        assert_eq!(means.len(), 3);
        let breaks: Vec<_> =
            of_class(&document, "note-mark break").iter().map(|at| number(at, "cx")).collect();
        for (pair, at) in means.windows(2).zip(&breaks) {
            assert!(pair[0].1 + 1.5 < *at && *at + 1.5 < pair[1].0, "the gap is where the series breaks");
            assert!(pair[1].0 - pair[0].1 < 10.0, "and no wider than can be seen");
        }
        // Two groups of more than twelve points, one of fewer.
        assert_eq!(strokes(&document, "limit").len(), 4);
        assert_eq!(strokes(&document, "limit trial").len(), 2);
        assert_eq!(of_class(&document, "within").len(), 2);
        assert_eq!(of_class(&document, "within trial").len(), 1);
        let (limits, bands) = (strokes(&document, "limit"), of_class(&document, "within"));
        assert!((limits[0].2 - number(&bands[0], "y")).abs() < 0.11, "the band ends at the limits");
        let bottom = number(&bands[0], "y") + number(&bands[0], "height");
        assert!((limits[1].2 - bottom).abs() < 0.11);
    }
}

#[test]
fn a_new_group_without_a_break_starts_between_its_points() {
    let controlled = Controlled { starts: &[0, 10], ..controlled::neither_way() };
    let chart = controlled.chart();
    let svg = svg(&chart, Size::Wide);
    let means = strokes(&Document::parse(&svg).expect("XML"), "mean");
    let places = reading_places(&chart, Size::Wide);
    let x = |place: usize| places[place].x * 720.0;
    assert!(x(9) < means[0].1 && means[0].1 < means[1].0 && means[1].0 < x(10));
    assert_eq!(means.len(), 2);
}

#[test]
fn every_point_stands_at_its_height_and_says_what_it_tells() {
    let above = Some(Side::Above);
    let sides = [None, above, Some(Side::Below), Some(Side::Increasing), Some(Side::Decreasing), None];
    let cases = [
        (Polarity::Higher, "improvement", "concern"),
        (Polarity::Lower, "concern", "improvement"),
        (Polarity::Neither, "neutral high", "neutral low"),
    ];
    for (polarity, up, down) in cases {
        let svg = telling(polarity, &sides);
        let document = Document::parse(&svg).expect("XML");
        let points = |told: &str| of_class(&document, &format!("point main {told}"));
        assert_eq!((points("common").len(), points(up).len(), points(down).len()), (2, 2, 2), "{polarity}");
        assert!(points("common").iter().all(|point| point.tag_name().name() == "circle"));
        let first_is = |class: &str| points(class)[0].attribute("d").map(ToOwned::to_owned);
        let (up, down) = (first_is(up).expect("a path"), first_is(down).expect("a path"));
        let shape = |path: &str| path.split_once(['l', 'h', 'v']).map(|(_, corners)| corners.to_owned());
        assert_ne!(shape(&up), shape(&down), "{polarity}: shapes differ, and not colours alone");
    }
}

#[test]
fn a_provisional_point_keeps_the_shape_of_what_it_tells() {
    let controlled = controlled::neither_way();
    let svg = svg(&controlled.chart(), Size::Wide);
    let document = Document::parse(&svg).expect("XML");
    let provisional = of_class(&document, "point provisional main neutral high");
    assert_eq!(provisional.len(), 1);
    assert_eq!(provisional[0].tag_name().name(), "path");
    assert_eq!(of_class(&document, "point main neutral low").len(), 1);
}

#[test]
fn points_after_an_absence_tell_what_is_theirs() {
    // One is absent before the last two, which still have their own entries.
    let controlled = controlled::one_group();
    let chart = controlled.chart();
    let mut control = chart.control.clone().expect("a control chart");
    for point in &mut control.points {
        point.signal = None;
    }
    let place = control.points.len() - 2;
    assert!(control.points[place - 1].value.is_none());
    control.points[place].signal = Some((Signal::Outside, Side::Above));
    let chart = controlled.fixture.chart_of(View::ControlChart).with_control(control, None);
    let svg = svg(&chart, Size::Wide);
    let document = Document::parse(&svg).expect("XML");
    let concern = of_class(&document, "point main concern");
    assert_eq!(concern.len(), 1);
    let x = reading_places(&chart, Size::Wide)[place].x * 720.0;
    let path = concern[0].attribute("d").expect("a path");
    assert!(path.starts_with(&format!("M{}", (x * 10.0).round() / 10.0)), "{path} at {x}");
}

#[test]
fn limits_that_follow_the_season_are_steps_without_gaps() {
    let controlled = controlled::one_group();
    let chart = controlled.chart();
    let mut control = chart.control.clone().expect("a control chart");
    let count = control.points.len();
    let step = |place: usize| {
        let mean = 10.0 + (place % 4) as f64;
        let (lower, upper) = ((!place.is_multiple_of(4)).then_some(mean - 4.0), Some(mean + 4.0));
        Stretch { points: place..place + 1, group: 0, mean: Some(mean), lower, upper, is_early: false }
    };
    control.stretches = (0..count).map(step).collect();
    control.groups[0].is_varying = true;
    let chart = controlled.fixture.chart_of(View::ControlChart).with_control(control, None);
    for size in SIZES {
        let svg = svg(&chart, size);
        let document = Document::parse(&svg).expect("XML");
        let means = strokes(&document, "mean");
        assert_eq!(means.len(), count);
        assert!(means.windows(2).all(|pair| (pair[0].1 - pair[1].0).abs() < 0.11 && pair[0].2 != pair[1].2));
        let without = count.div_ceil(4);
        assert_eq!(strokes(&document, "limit").len(), 2 * count - without, "no line where there is no limit");
        assert_eq!(of_class(&document, "within").len(), count, "what is usual goes down to 0 there");
        assert_eq!(texts(&document, "level-name"), ["Upper limit", "Usual 12.0", "Lower limit"]);
    }
}

#[test]
fn a_value_set_apart_is_hollow() {
    let controlled = controlled::one_group();
    let mut control = controlled.chart().control.expect("a control chart");
    control.points[7].is_apart = true;
    let chart = controlled.fixture.chart_of(View::ControlChart).with_control(control, None);
    let svg = svg(&chart, Size::Wide);
    let document = Document::parse(&svg).expect("XML");
    assert_eq!(of_class(&document, "point apart main concern").len(), 1);
    assert!(of_class(&document, "point main concern").iter().all(|point| point.tag_name().name() == "path"));
}

#[test]
fn levels_are_named_at_the_right() {
    let named = |controlled: &Controlled, class: &str| {
        let svg = svg(&controlled.chart(), Size::Wide);
        let document = Document::parse(&svg).expect("XML");
        texts(&document, class).iter().map(|text| (*text).to_owned()).collect::<Vec<_>>()
    };
    let one = controlled::one_group();
    assert_eq!(named(&one, "level-name"), ["Upper limit", "Mean 11.9", "Lower limit"]);
    assert_eq!(named(&one, "target-name"), ["Target 10.2"], "as exactly as it was given");
    let three = controlled::three_groups();
    assert_eq!(
        named(&three, "level-name"),
        ["Upper limit (trial)", "Mean 96.5%", "Lower limit (trial)"],
        "few points are said"
    );
    assert_eq!(named(&controlled::within_a_range(), "target-name"), ["Target 60.0% to 70.0%"]);
    assert_eq!(named(&controlled::no_limits(), "level-name"), ["Mean 4.0"]);
}

#[test]
fn a_group_that_is_refused_leaves_the_others_theirs() {
    let controlled = controlled::refused_group();
    for size in SIZES {
        let svg = svg(&controlled.chart(), size);
        let document = Document::parse(&svg).expect("XML");
        assert_eq!(strokes(&document, "mean").len(), 2);
        let limits = strokes(&document, "limit");
        assert_eq!(limits.len(), 2);
        let right = strokes(&document, "mean")[1].0;
        assert!(limits.iter().all(|limit| limit.1 < right), "no limits where there are none");
        let names = of_class(&document, "level-name");
        let upper = names.iter().find(|name| name.text() == Some("Upper limit")).expect("named");
        assert!(number(upper, "x") < right, "at their own end");
    }
}

#[test]
fn without_limits_there_is_a_mean_and_nothing_between() {
    for size in SIZES {
        let svg = svg(&controlled::no_limits().chart(), size);
        let document = Document::parse(&svg).expect("XML");
        assert_eq!(strokes(&document, "mean").len(), 1);
        assert!(!svg.contains("class=\"limit") && !svg.contains("class=\"within"));
        assert_eq!(of_class(&document, "point main common").len(), 8);
    }
}

#[test]
fn a_target_runs_all_across() {
    let svg = svg(&controlled::three_groups().chart(), Size::Wide);
    let document = Document::parse(&svg).expect("XML");
    let (target, grid) = (strokes(&document, "target"), strokes(&document, "axis"));
    assert_eq!(target.len(), 1);
    assert!((target[0].0 - grid[0].0).abs() < 0.01 && (target[0].1 - grid[0].1).abs() < 0.01);

    let svg = super::svg(&controlled::within_a_range().chart(), Size::Narrow);
    let document = Document::parse(&svg).expect("XML");
    let (ends, wanted) = (strokes(&document, "target end"), of_class(&document, "wanted"));
    assert_eq!((ends.len(), wanted.len()), (2, 1));
    assert!((ends[0].2 - number(&wanted[0], "y")).abs() < 0.11);
}

#[test]
fn limits_and_target_lie_on_the_drawing() {
    for controlled in controlled::charts() {
        for size in SIZES {
            let svg = svg(&controlled.chart(), size);
            let document = Document::parse(&svg).expect("XML");
            let floor = strokes(&document, "axis")[0].2;
            for class in ["mean", "limit", "limit trial", "target", "target end"] {
                for (left, right, y) in strokes(&document, class) {
                    assert!(left < right && right <= f64::from(size.width()), "{} {class}", controlled.name);
                    assert!(0.0 < y && y <= floor, "{} {class}", controlled.name);
                }
            }
        }
    }
}

#[test]
fn hostile_names_stay_text_on_a_control_chart() {
    const HOSTILE: &str = "<script>&\"'</svg>";
    let fixture = Fixture::new(Measure::Count, HOSTILE, 0).named(0, HOSTILE).line(0, "2017/18", "1 2 3");
    let chart = fixture.chart_of(View::ControlChart);
    let control = controlled::control(&chart, &[0]);
    let svg = svg(&chart.with_control(control, Some(Aim::Value(2.0))), Size::Wide);
    let document = Document::parse(&svg).expect("XML");
    assert_eq!(texts(&document, "name main"), [HOSTILE]);
    assert!(!svg.contains("<script"));
}

#[test]
fn control_charts_that_do_not_fit_their_line_draw() {
    let fixture = Fixture::new(Measure::Average, "", 2).line(0, "2015/16", "x 1 x 1e300 -5 x");
    let chart = || fixture.chart_of(View::ControlChart);
    let whole = controlled::control(&chart(), &[0, 1, 3]);
    let mut none = whole.clone();
    none.points.clear();
    none.groups.clear();
    none.stretches.clear();
    let mut far = whole.clone();
    for stretch in &mut far.stretches {
        stretch.points = 70..900;
    }
    let mut infinite = whole.clone();
    for stretch in &mut infinite.stretches {
        (stretch.lower, stretch.mean, stretch.upper) = (Some(f64::NAN), Some(f64::NAN), Some(f64::INFINITY));
    }
    for control in [whole, none, far, infinite] {
        for target in [None, Some(Aim::Value(f64::NAN)), Some(Aim::Range(-1e300, 1e300))] {
            let chart: Chart<'_> = chart().with_control(control.clone(), target);
            for size in SIZES {
                let svg = svg(&chart, size);
                Document::parse(&svg).unwrap_or_else(|error| panic!("{error}: {svg}"));
                assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
            }
        }
    }
}
