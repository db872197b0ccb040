//! Small charts: well-formed, legible, and on the axes that they are given.

use super::{charts, fixture::Fixture, number, of_class, overlap::assert_texts_apart};
use crate::{
    place::small::{HEIGHT, WIDTH},
    small_chart,
};
use domain::{
    change_note::Effect,
    chart::{Chart, View},
    indicator::Measure,
    target::Aim,
};
use roxmltree::Document;

fn small(chart: &Chart<'_>) -> String {
    small_chart(chart, "panel", "Absence", "Oxfordshire over time.")
}

fn page() -> (f64, f64) {
    (f64::from(WIDTH), f64::from(HEIGHT))
}

#[test]
fn small_charts_are_sound_and_their_texts_apart() {
    for (name, fixture) in charts() {
        for view in [View::Comparators, View::Line] {
            for target in [None, Some(Aim::Value(20.0)), Some(Aim::Range(10.0, 12.5))] {
                let chart = fixture.chart_of(view);
                let chart = match target {
                    Some(target) => chart.with_target(target),
                    None => chart,
                };
                let svg = small(&chart);
                for forbidden in ["style=", "fill=", "stroke", "font", "NaN", "inf"] {
                    assert!(!svg.contains(forbidden), "{name} has {forbidden}: {svg}");
                }
                assert_texts_apart(&format!("{name} {view:?} {target:?}"), &svg, page(), None);
            }
        }
    }
}

#[test]
fn texts_of_small_charts_never_meet_whatever_the_kind_of_period() {
    let firsts = [
        "2015/16",
        "2015 reporting year",
        "2015/16 autumn and spring terms",
        "2015-16 Q4",
        "Mar 2015",
        "2014-15 to 2016-17",
    ];
    for first in firsts {
        for count in [1, 2, 3, 8, 40] {
            let figures: String = (0..count).map(|figure| format!("{} ", 1_000_000 + figure % 7)).collect();
            let fixture =
                Fixture::new(Measure::Money, "", 0).line(0, first, &figures).line(1, first, &figures);
            assert_texts_apart(&format!("{count} from {first}"), &small(&fixture.chart()), page(), None);
        }
    }
}

#[test]
fn gaps_breaks_and_absences_are_shown() {
    let fixture = Fixture::new(Measure::Count, "children", 0)
        .line(0, "2014/15", "1 2 x 4 5 6")
        .line(1, "2014/15", "3 3 3 3 3 3")
        .note("2018-09-01", Effect::Breaks);
    let svg = small(&fixture.chart());
    let document = Document::parse(&svg).expect("XML");
    assert_eq!(of_class(&document, "line main").len(), 3, "a gap and a break part the line");
    assert_eq!(of_class(&document, "line behind").len(), 2, "the break parts what stands behind as well");
    assert_eq!(of_class(&document, "note break").len(), 2);
    assert_eq!(of_class(&document, "absence").len(), 1);
    assert_eq!(of_class(&document, "name behind")[0].text(), Some("England"));
    let values: Vec<_> = of_class(&document, "value").iter().filter_map(|node| node.text()).collect();
    assert_eq!(values, ["6"], "the last value is printed at its end");
}

#[test]
fn the_same_value_stands_as_high_on_the_same_axes() {
    let fixture = Fixture::new(Measure::Count, "children", 0)
        .line(0, "2015/16", "10 20 30")
        .line(1, "2015/16", "40 30 10");
    let chart = fixture.chart();
    let turned = Chart { lines: chart.lines.iter().rev().cloned().collect(), ..fixture.chart() };
    let (one, other) = (small(&chart), small(&turned));
    let (one, other) = (Document::parse(&one).expect("XML"), Document::parse(&other).expect("XML"));
    let height =
        |document: &Document<'_>, place: usize| number(&of_class(document, "point main")[place], "cy");
    assert_eq!(height(&one, 0), height(&other, 2), "10 in both");
    assert_eq!(height(&one, 2), height(&other, 1), "30 in both");
    let marks = |document: &Document<'_>| {
        let marks = of_class(document, "mark").into_iter().map(|node| number(&node, "y"));
        marks.collect::<Vec<_>>()
    };
    assert_eq!(marks(&one), marks(&other));
}

#[test]
fn a_target_is_drawn_and_named() {
    let fixture = Fixture::new(Measure::Percentage, "pupils", 1).line(0, "2015/16", "40 42 44");
    let chart = fixture.chart_of(View::Line).with_target(Aim::Value(75.0));
    assert!(chart.scale.high >= 75.0);
    let svg = small(&chart);
    let document = Document::parse(&svg).expect("XML");
    assert_eq!(of_class(&document, "target").len(), 1);
    let named: Vec<_> = of_class(&document, "target-name").iter().filter_map(|node| node.text()).collect();
    assert_eq!(named.join(" "), "Target 75.0%");
}

#[test]
fn extreme_figures_and_hostile_names_draw() {
    for figures in ["0", "5 5 5", "-0.001 0.001", "x 1", "1 x", "1 _ _ 1000000000", "1e300"] {
        let fixture = Fixture::new(Measure::Average, "", 2)
            .named(0, "<script>&\"'</svg>")
            .named(1, "<script>&\"'</svg>")
            .line(0, "2015/16", figures)
            .line(1, "2015/16", figures);
        let svg = small_chart(&fixture.chart(), "<id>", "<script>", "\"'&</svg>");
        Document::parse(&svg).unwrap_or_else(|error| panic!("{figures}: {error}"));
        assert!(!svg.contains("<script"));
    }
}
