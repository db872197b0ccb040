//! What is drawn, and that it is well-formed.

use super::{SIZES, charts, fixture, fixture::Fixture, number, of_class, svg};
use crate::{Size, line_chart, reading_places, sparkline};
use domain::{change_note::Effect, chart::View, indicator::Measure, target::Aim};
use roxmltree::Document;

const HOSTILE: &str = "<script>&\"'</svg>";

#[test]
fn drawings_are_well_formed_and_carry_no_style() {
    for (name, fixture) in charts() {
        for size in SIZES {
            let svg = svg(&fixture.chart(), size);
            Document::parse(&svg).unwrap_or_else(|error| panic!("{name}: {error}"));
            for forbidden in ["style=", "fill=", "stroke", "font", "NaN", "inf"] {
                assert!(!svg.contains(forbidden), "{name} has {forbidden}: {svg}");
            }
        }
    }
}

#[test]
fn a_drawing_is_named_and_described() {
    let svg = svg(&fixture::absence().chart(), Size::Narrow);
    let document = Document::parse(&svg).expect("XML");
    let root = document.root_element();
    assert_eq!(root.attribute("class"), Some("chart narrow"));
    assert_eq!(root.attribute("viewBox"), Some("0 0 360 320"));
    assert_eq!(root.attribute("role"), Some("img"));
    assert_eq!(root.attribute("aria-labelledby"), Some("absence-narrow-title absence-narrow-desc"));
    let said = |id: &str| {
        document.descendants().find(|node| node.attribute("id") == Some(id)).and_then(|n| n.text())
    };
    assert_eq!(said("absence-narrow-title"), Some("Absence"));
    assert_eq!(said("absence-narrow-desc"), Some("Oxfordshire over time."));
}

#[test]
fn hostile_names_stay_text() {
    let fixture = Fixture::new(Measure::Count, HOSTILE, 0).named(0, HOSTILE).line(0, "2017/18", "1 2 3");
    let chart = fixture.chart();
    let drawings = SIZES.map(|size| line_chart(&chart, size, HOSTILE, HOSTILE, HOSTILE));
    for svg in drawings.iter().chain([&sparkline(&chart, HOSTILE)]) {
        let document = Document::parse(svg).expect("XML");
        assert!(document.descendants().all(|node| node.tag_name().name() != "script"));
        assert!(!svg.contains("<script"));
    }
    let document = Document::parse(&drawings[0]).expect("XML");
    assert_eq!(of_class(&document, "name main")[0].text(), Some(HOSTILE));
    assert_eq!(of_class(&document, "unit")[0].text(), Some(HOSTILE));
}

#[test]
fn gaps_and_breaks_part_a_line() {
    let segments = |fixture: &Fixture| {
        let svg = svg(&fixture.chart(), Size::Wide);
        of_class(&Document::parse(&svg).expect("XML"), "line main").len()
    };
    let line = |figures| Fixture::new(Measure::Count, "children", 0).line(0, "2015/16", figures);
    assert_eq!(segments(&line("1 2 3 4")), 1);
    assert_eq!(segments(&line("1 2 _ 3 4")), 2);
    assert_eq!(segments(&line("1 2 x 3 4")), 2);
    assert_eq!(segments(&line("1 2 _ 3 _ 4 5")), 2, "a value alone has its marker and no line");
    assert_eq!(segments(&line("1 2 3 4").note("2017-09-01", Effect::Breaks)), 2);
    assert_eq!(segments(&line("1 2 3 4").note("2017-09-01", Effect::Explains)), 1);
}

#[test]
fn every_value_of_the_main_line_has_a_marker_and_every_absence_its_symbol() {
    let fixture = Fixture::new(Measure::Count, "children", 0).line(0, "2015/16", "1 2 x 3p c 4");
    for size in SIZES {
        let svg = svg(&fixture.chart(), size);
        let document = Document::parse(&svg).expect("XML");
        assert_eq!(of_class(&document, "point main").len(), 3);
        assert_eq!(of_class(&document, "point provisional main").len(), 1);
        let symbols: Vec<_> = of_class(&document, "absence").iter().filter_map(|node| node.text()).collect();
        assert_eq!(symbols, ["[x]", "[c]"]);
        let values: Vec<_> = of_class(&document, "value").iter().filter_map(|node| node.text()).collect();
        assert_eq!(values, ["4", "2", "1"]);
    }
}

#[test]
fn absences_that_would_meet_share_a_symbol() {
    let svg = svg(&fixture::quarters().chart(), Size::Wide);
    let document = Document::parse(&svg).expect("XML");
    assert_eq!(of_class(&document, "absence").len(), 1);
    assert_eq!(of_class(&document, "absence-run").len(), 1);
}

#[test]
fn notes_are_numbered_and_breaks_said() {
    let fixture = fixture::quarters();
    let svg = svg(&fixture.chart(), Size::Wide);
    let document = Document::parse(&svg).expect("XML");
    let texts = |class| of_class(&document, class).iter().filter_map(|node| node.text()).collect::<Vec<_>>();
    assert_eq!(texts("note-number"), ["1", "2", "3"]);
    assert_eq!(texts("note-word"), ["break"]);
    assert_eq!(of_class(&document, "note").len(), 2);
    assert_eq!(of_class(&document, "note break").len(), 2, "a break is a double line");
    assert_eq!(of_class(&document, "note-mark").len(), 2);
    assert_eq!(of_class(&document, "note-mark break").len(), 1);
}

#[test]
fn plan_years_are_bands_from_their_first_day_to_their_last() {
    // In 2017/18 to 2021/22 the plan's three years are days 212 to 1307 of 1826.
    let fixture = Fixture::new(Measure::Count, "children", 0).line(0, "2017/18", "1 2 3 4 5");
    let chart = fixture.chart();
    let svg = svg(&chart, Size::Wide);
    let document = Document::parse(&svg).expect("XML");
    let (bands, between) = (of_class(&document, "band"), of_class(&document, "band alternate"));
    assert_eq!((bands.len(), between.len()), (2, 1));
    let axis = of_class(&document, "axis")[0].attribute("d").expect("a path").to_owned();
    let (left, width) = axis[1..].split_once('h').expect("a level line");
    let left: f64 = left.split(' ').next().and_then(|text| text.parse().ok()).expect("a number");
    let width: f64 = width.parse().expect("a number");
    let day = |days: f64| left + width * days / 1826.0;
    assert!((number(&bands[0], "x") - day(212.0)).abs() < 0.2);
    assert!((number(&bands[1], "x") + number(&bands[1], "width") - day(1308.0)).abs() < 0.2);
    assert!((number(&bands[0], "x") + number(&bands[0], "width") - number(&between[0], "x")).abs() < 0.01);
    let names: Vec<_> = of_class(&document, "year").iter().filter_map(|node| node.text()).collect();
    assert_eq!(names, ["2018-19", "2019-20", "2020-21", "Plan years"]);
}

#[test]
fn an_axis_that_does_not_start_at_zero_is_broken_at_its_foot() {
    let breaks = |fixture: &Fixture| svg(&fixture.chart(), Size::Wide).contains("class=\"axis-break\"");
    assert!(breaks(&fixture::attainment()));
    assert!(!breaks(&fixture::absence()));
    assert!(!breaks(&Fixture::new(Measure::Average, "", 0).line(0, "2017/18", "-2 3")));
}

#[test]
fn reading_places_are_where_the_markers_are() {
    for (name, fixture) in charts() {
        let chart = fixture.chart();
        for size in SIZES {
            let svg = svg(&chart, size);
            let document = Document::parse(&svg).expect("XML");
            let mut markers = of_class(&document, "point main");
            markers.extend(of_class(&document, "point provisional main"));
            let mut markers: Vec<_> =
                markers.iter().map(|node| (number(node, "cx"), number(node, "cy"))).collect();
            markers.sort_by(|a, b| a.0.total_cmp(&b.0));
            let places = reading_places(&chart, size);
            assert_eq!(places.iter().map(|place| place.period).collect::<Vec<_>>(), chart.periods, "{name}");
            let (width, height) = (f64::from(size.width()), f64::from(size.height()));
            let valued = places.iter().filter_map(|place| Some((place.x * width, place.y? * height)));
            let valued: Vec<_> = valued.collect();
            assert_eq!(valued.len(), markers.len(), "{name}");
            for (place, marker) in valued.iter().zip(&markers) {
                assert!((place.0 - marker.0).abs() < 1e-6 && (place.1 - marker.1).abs() < 1e-6, "{name}");
            }
            assert!(places.iter().all(|place| (0.0..=1.0).contains(&place.x)));
        }
    }
}

#[test]
fn extreme_figures_draw() {
    let cases = [
        "0",
        "1000000000",
        "5 5 5 5",
        "0 0 0",
        "-0.001 0.001",
        "x 1",
        "1 x",
        "1 _ _ _ _ 1000000000",
        "1e300",
    ];
    for figures in cases {
        let fixture = Fixture::new(Measure::Average, "", 2).line(0, "2015/16", figures);
        for view in [View::Comparators, View::Line] {
            let chart = fixture.chart_of(view);
            for size in SIZES {
                Document::parse(&svg(&chart, size)).unwrap_or_else(|error| panic!("{figures}: {error}"));
            }
            Document::parse(&sparkline(&chart, "")).unwrap_or_else(|error| panic!("{figures}: {error}"));
        }
    }
}

#[test]
fn a_chart_of_comparators_alone_draws() {
    let fixture = Fixture::new(Measure::Count, "", 0).line(0, "2015/16", "x x").line(1, "2015/16", "1 2");
    let svg = svg(&fixture.chart(), Size::Wide);
    let document = Document::parse(&svg).expect("XML");
    assert_eq!(of_class(&document, "absence").len(), 2);
    assert_eq!(of_class(&document, "name comparator-1").len(), 1);
    assert!(of_class(&document, "value").is_empty());
}

#[test]
fn a_sparkline_parts_its_line_and_has_a_dot_at_its_last_value() {
    let fixture = Fixture::new(Measure::Count, "", 0).line(0, "2015/16", "1 2 x 3 _ 4 5 x");
    let spark = sparkline(&fixture.chart(), "Rose & fell");
    let document = Document::parse(&spark).expect("XML");
    assert_eq!(document.root_element().attribute("aria-label"), Some("Rose & fell"));
    let drawn = of_class(&document, "line")[0].attribute("d").expect("a path");
    assert_eq!(drawn.matches('M').count(), 3, "{drawn}");
    assert_eq!(of_class(&document, "point").len(), 1);
    assert!(document.descendants().all(|node| node.tag_name().name() != "text"));

    let absent = Fixture::new(Measure::Count, "", 0).line(0, "2015/16", "x x").line(1, "2015/16", "1 2");
    assert_eq!(sparkline(&absent.chart(), "Nothing"), "");
}

#[test]
fn a_sparkline_has_its_comparator_and_its_target_on_one_scale() {
    let fixture =
        Fixture::new(Measure::Average, "", 0).line(0, "2015/16", "10 20").line(1, "2015/16", "30 40");
    let spark = sparkline(&fixture.chart().with_target(Aim::Value(50.0)), "Rose");
    let document = Document::parse(&spark).expect("XML");
    let drawn = |class| of_class(&document, class)[0].attribute("d").expect("a path").to_owned();
    // From 10 at the bottom, which is 62 down, to 50 at the top, which is 10 down.
    assert_eq!(drawn("line"), "M10 62l0 0 300-13");
    assert_eq!(drawn("beside"), "M10 36l0 0 300-13");
    assert_eq!(drawn("target"), "M0 10h320");
}
