//! Forecasts: the bands contain the middle and each other, start at the last value, and stay on the drawing.

use super::{
    SIZES,
    fixture::{self, Fixture},
    of_class,
    overlap::assert_texts_apart,
    svg,
};
use crate::reading_places;
use domain::{
    chart::{Chart, View},
    forecast::{Forecast, Model, Step},
    indicator::Measure,
    period::Period,
    series::{Breakdown, Series},
    target::{Aim, Target},
    wording,
};
use roxmltree::Document;

/// The chart with three quarters of forecast, ever less certain, and a target for one of the quarters.
fn ahead<'a>(chart: Chart<'a>, target: Option<&Target>) -> Chart<'a> {
    let known = chart.lines[0].points.iter().rfind(|point| point.value().is_some()).expect("a value");
    let (last, value) = (known.figure.period, known.value().expect("a value"));
    let periods = std::iter::successors(last.next(), Period::next).take(3);
    let steps = periods.zip([1.0, 2.0, 3.0]).map(|(period, far)| Step {
        period,
        mean: value,
        spread: value / 10.0 * far,
        freedom: 10.0,
        ends: (0.0, f64::INFINITY),
    });
    chart.with_forecast(
        Forecast { model: Model::Level, values: 20, steps: steps.collect(), stops: None },
        target,
    )
}

/// The points of a path, from its first on.
fn places(document: &Document<'_>, class: &str) -> Vec<(f64, f64)> {
    let found = of_class(document, class);
    let [path] = found.as_slice() else { panic!("{class}: {} paths", found.len()) };
    let text = path.attribute("d").expect("a path").trim_end_matches('z');
    let mut at = (0.0, 0.0);
    let mut places = Vec::new();
    let starts =
        text.char_indices().filter(|(_, letter)| letter.is_ascii_alphabetic()).map(|(place, _)| place);
    let starts: Vec<_> = starts.chain([text.len()]).collect();
    for pair in starts.windows(2) {
        let part = &text[pair[0]..pair[1]];
        let numbers = part[1..].replace('-', " -");
        let numbers: Vec<f64> =
            numbers.split_whitespace().map(|text| text.parse().expect("a number")).collect();
        at = match (&part[..1], numbers.as_slice()) {
            ("M", [x, y]) => (*x, *y),
            ("l", [x, y]) => (at.0 + x, at.1 + y),
            ("h", [x]) => (at.0 + x, at.1),
            ("v", [y]) => (at.0, at.1 + y),
            other => panic!("{other:?}"),
        };
        places.push(at);
    }
    places
}

#[test]
fn the_fan_opens_from_the_last_value() {
    let fixture = fixture::quarters();
    for size in SIZES {
        let chart = ahead(fixture.chart_of(View::Forecast), None);
        let drawn = svg(&chart, size);
        let document = Document::parse(&drawn).expect("XML");
        let (wide, narrow) = (places(&document, "fan wide"), places(&document, "fan"));
        let middle = places(&document, "fan-middle");
        assert_eq!((wide.len(), narrow.len(), middle.len()), (7, 7, 4), "the last value, then up and back");
        assert!(wide[0] == narrow[0] && narrow[0] == middle[0]);
        for place in 1..4 {
            let (top, bottom) = (wide[place], wide[7 - place]);
            let (upper, lower) = (narrow[place], narrow[7 - place]);
            assert!(
                top.1 < upper.1
                    && upper.1 < middle[place].1
                    && middle[place].1 < lower.1
                    && lower.1 < bottom.1
            );
            assert!(middle[place].0 > middle[place - 1].0 && (top.0 - middle[place].0).abs() < 0.11);
        }
        let open = |band: &[(f64, f64)], place: usize| band[7 - place].1 - band[place].1;
        assert!(open(&wide, 1) < open(&wide, 2) && open(&wide, 2) < open(&wide, 3));
        let (width, height) = (f64::from(size.width()), f64::from(size.height()));
        assert!(wide.iter().all(|(x, y)| (0.0..width).contains(x) && (0.0..height).contains(y)));
        for forbidden in ["NaN", "inf", "style=", "fill="] {
            assert!(!drawn.contains(forbidden), "{forbidden}");
        }
        assert!(drawn.contains(">Forecast "), "named at its end");
        let stops = reading_places(&chart, size);
        assert!(
            stops.len() == chart.periods.len() && stops.iter().rev().take(3).all(|stop| stop.y.is_some())
        );
    }
}

/// Known values may be compared with one target, and forecasts with another: the drawing names the one shown.
#[test]
fn a_target_beside_a_fan_names_its_quarter() {
    let fixture = fixture::quarters();
    let chart = fixture.chart_of(View::Forecast);
    let last = *chart.periods.last().expect("a period");
    let of = |period, aim| Target {
        series: Series {
            indicator: chart.indicator.slug.clone(),
            area: fixture.outline.plan.area.clone(),
            breakdown: Breakdown::Total,
        },
        period,
        aim,
    };
    let later = last.next().expect("a quarter");
    for (target, name) in [
        (of(last, Aim::Value(45.0)), format!("Target for {last}: 45.0")),
        (of(later, Aim::Range(38.5, 43.0)), format!("Target for {later}: 38.5 to 43.0")),
    ] {
        for size in SIZES {
            let chart = ahead(fixture.chart_of(View::Forecast), Some(&target));
            let drawn = svg(&chart, size);
            let document = Document::parse(&drawn).expect("XML");
            let named: Vec<_> =
                of_class(&document, "target-name").iter().filter_map(|node| node.text()).collect();
            assert_eq!(named.join(" "), name, "{size:?}");
            let aim = name.split_once(": ").expect("an aim").1;
            assert!(
                named.last().is_some_and(|line| line.ends_with(aim)),
                "an aim stays on a line: {named:?}"
            );
            let (lower, upper) = target.aim.ends();
            assert!(chart.scale.low <= lower && upper <= chart.scale.high);
            assert_texts_apart(&name, &drawn, (f64::from(size.width()), f64::from(size.height())), None);
            let said = wording::chart_described(&chart);
            assert!(said.contains(&name), "{said}");
        }
    }
}

/// A quarter whose figure is awaited is part of the table and the sentence, and yet forecast.
#[test]
fn the_sentence_goes_as_far_as_what_is_recorded() {
    let fixture = Fixture::new(Measure::Count, "children", 0).line(0, "2017-18 Q1", "14 12 13 x");
    let chart = ahead(fixture.chart_of(View::Forecast), None);
    assert_eq!(chart.periods.len(), 6);
    let said = wording::chart_described(&chart);
    assert!(said.starts_with("Oxfordshire, from 2017-18 Q1 to 2017-18 Q4."), "{said}");
}
