//! The content of the small charts, and their axes.

use super::{Axes, Behind, Of, Panels, panels, share_scale};
use crate::{
    area::{Area, AreaCode, Level},
    change_note::{ChangeNote, Effect, Kind as NoteKind},
    chart::{Chart, Span, View},
    figure::{Absence, Approval, Figure, Measured, Origin, Reading, Status},
    indicator::{Indicator, Measure, tests::indicator},
    outline::Outline,
    plan::{Nature, Plan},
    series::{Breakdown, Series, sort},
    slug::Slug,
    wording,
};

const COUNTY: &str = "E10000025";
const OXFORD: &str = "E07000178";
const CHERWELL: &str = "E07000177";
const BERKSHIRE: &str = "E07000179";

fn code(text: &str) -> AreaCode {
    AreaCode::new(text).expect("a code")
}

fn outline(measure: Measure) -> Outline {
    let area = |text, name: &str, level| Area { code: code(text), name: name.into(), level };
    Outline {
        partners: Vec::new(),
        plan: Plan {
            slug: Slug::new("plan").expect("a slug"),
            name: String::new(),
            partnership: String::new(),
            vision: String::new(),
            area: code(COUNTY),
            comparators: vec![code(BERKSHIRE)],
            source: String::new(),
            note: None,
            nature: Nature::Real,
        },
        years: Vec::new(),
        focus_areas: Vec::new(),
        priorities: Vec::new(),
        strategies: Vec::new(),
        evidence: Vec::new(),
        organisations: Vec::new(),
        areas: vec![
            area(COUNTY, "Oxfordshire", Level::LocalAuthority),
            area(CHERWELL, "Cherwell", Level::District),
            area(OXFORD, "Oxford", Level::District),
            area(BERKSHIRE, "West Berkshire", Level::District),
        ],
        neighbour_sets: Vec::new(),
        indicators: vec![Indicator { decimals: 0, ..indicator(measure) }],
        targets: Vec::new(),
        rating_rules: Vec::new(),
        change_notes: Vec::new(),
        marks: Vec::new(),
    }
}

/// Figures of a series from 2016/17 on: numbers, or `c` where one is confidential.
fn figures(area: &str, group: &str, texts: &str) -> Vec<Figure> {
    let mut period = "2016/17".parse::<crate::period::Period>().expect("a period");
    let figure = |text: &str| {
        let reading = match text.parse() {
            Ok(value) => Reading::Value(Measured::recorded(value, None, None).expect("a value")),
            Err(_) => Reading::Absent(Absence::Confidential),
        };
        let series = Series {
            indicator: Slug::new("absence").expect("a slug"),
            area: code(area),
            breakdown: Breakdown::parse(group).expect("a group"),
        };
        let figure = Figure {
            series,
            period,
            reading,
            status: Status::Final,
            origin: Origin::Published,
            approval: Approval::Approved,
            explanation: None,
            note: None,
        };
        period = period.next().expect("a next one");
        figure
    };
    texts.split_whitespace().map(figure).collect()
}

fn all(of: &[(&str, &str, &str)]) -> Vec<Figure> {
    let mut all: Vec<_> = of.iter().flat_map(|(area, group, texts)| figures(area, group, texts)).collect();
    sort(&mut all);
    all
}

fn names<'a>(panels: &'a Panels<'_>) -> Vec<&'a str> {
    panels.panels.iter().map(|panel| panel.chart.lines[0].name).collect()
}

#[test]
fn every_group_has_a_chart_on_the_same_axes() {
    let outline = outline(Measure::Percentage);
    let figures = all(&[
        (COUNTY, "Total", "10 12 14"),
        (COUNTY, "sex=Female", "8 9"),
        (COUNTY, "sex=Male", "12 c 33"),
        (OXFORD, "sex=Male", "90"),
    ]);
    let area = &outline.plan.area;
    let found = panels(&outline, &figures, &outline.indicators[0], area, Of::Groups, Span::All);
    let found = found.expect("panels");
    assert_eq!(names(&found), ["Female", "Male"]);
    assert_eq!(found.behind, Behind::Drawn);
    for panel in &found.panels {
        assert_eq!((panel.chart.scale, &panel.chart.periods), (found.all.scale, &found.all.periods));
        assert_eq!(panel.chart.lines[1].name, "Everyone");
    }
    assert_eq!((found.all.scale.high, found.all.periods.len(), found.all.lines.len()), (40.0, 3, 3));
    let said: Vec<_> = found.panels.iter().map(|panel| wording::panel(&panel.chart)).collect();
    assert_eq!(
        said,
        [
            "9% in 2017/18, compared with 8% in 2016/17. Everyone: 12%.",
            "33% in 2018/19, compared with 12% in 2016/17. Everyone: 14%."
        ]
    );
}

#[test]
fn what_would_flatten_the_groups_is_not_drawn_behind_them() {
    let outline = outline(Measure::Count);
    let area = &outline.plan.area;
    let behind = |total: &str| {
        let figures = all(&[(COUNTY, "Total", total), (COUNTY, "age=10", "3 9")]);
        let found = panels(&outline, &figures, &outline.indicators[0], area, Of::Groups, Span::All);
        let found = found.expect("panels");
        (found.behind, found.panels[0].chart.lines.len(), found.all.lines.len())
    };
    assert_eq!(behind("24 28"), (Behind::Drawn, 2, 2));
    assert_eq!(behind("300 360"), (Behind::TooLarge, 1, 2));
    assert_eq!(behind("c c"), (Behind::Nothing, 1, 2));
}

#[test]
fn places_are_those_one_level_down_that_are_no_comparators() {
    let outline = outline(Measure::Percentage);
    let figures =
        all(&[(COUNTY, "Total", "10 12"), (OXFORD, "Total", "20 c"), (BERKSHIRE, "Total", "30 30")]);
    let of = |area: &str| {
        let area = outline.areas.iter().find(|place| place.code.as_str() == area).expect("an area");
        panels(&outline, &figures, &outline.indicators[0], &area.code, Of::Places, Span::All)
    };
    let found = of(COUNTY).expect("panels");
    assert_eq!(names(&found), ["Oxford"]);
    assert_eq!(found.panels[0].chart.lines[1].name, "Oxfordshire");
    assert_eq!(
        wording::panel(&found.panels[0].chart),
        "20% in 2016/17. Oxfordshire: 10%. 2017/18: confidential."
    );
    assert!(of(OXFORD).is_none());
}

#[test]
fn a_break_parts_the_sentence_as_it_parts_the_line() {
    let mut outline = outline(Measure::Count);
    outline.change_notes.push(ChangeNote {
        slug: Slug::new("note").expect("a slug"),
        indicator: Slug::new("absence").expect("a slug"),
        on: "2017-09-01".parse().expect("a day"),
        kind: NoteKind::RecordingChange,
        effect: Effect::Breaks,
        text: String::new(),
        source: String::new(),
    });
    let figures = all(&[(COUNTY, "Total", "10 12 14"), (COUNTY, "sex=Female", "5 6 7")]);
    let area = &outline.plan.area;
    let found = panels(&outline, &figures, &outline.indicators[0], area, Of::Groups, Span::All);
    assert_eq!(
        wording::panel(&found.expect("panels").panels[0].chart),
        "7 pupils in 2018/19, compared with 6 in 2017/18. Earlier figures cannot be compared: the series \
            breaks on 1 September 2017. Everyone: 14 in all."
    );
}

#[test]
fn nothing_to_draw_is_no_panels() {
    let outline = outline(Measure::Count);
    let figures = all(&[(COUNTY, "Total", "10"), (COUNTY, "sex=Female", "c")]);
    let area = &outline.plan.area;
    let found = |figures: &[Figure], of| {
        panels(&outline, figures, &outline.indicators[0], area, of, Span::All).is_some()
    };
    assert!(!found(&figures, Of::Groups) && !found(&figures, Of::Places) && !found(&[], Of::Groups));
}

#[test]
fn charts_share_an_axis_where_none_would_be_flat_on_it() {
    let outline = outline(Measure::Percentage);
    let area = &outline.plan.area;
    let other = indicator(Measure::Count);
    let chart = |figures: &'static str| {
        let figures = Vec::leak(all(&[(COUNTY, "Total", figures)]));
        crate::chart::chart(&outline, figures, &outline.indicators[0], area, View::Line, Span::All)
    };
    let mut alike = [chart("10 12"), None, chart("5 29")];
    assert_eq!(share_scale(&mut alike), Axes::Shared);
    let scales: Vec<_> = alike.iter().flatten().map(|chart| (chart.scale.low, chart.scale.high)).collect();
    assert_eq!(scales, [(0.0, 30.0), (0.0, 30.0)]);
    let mut flat = [chart("1 2"), chart("5 29")];
    assert_eq!(share_scale(&mut flat), Axes::Own);
    assert_eq!(flat[0].as_ref().map(|chart| chart.scale.high), Some(2.0));
    let mut unlike = [chart("10 12"), chart("10 12").map(|chart| Chart { indicator: &other, ..chart })];
    assert_eq!(share_scale(&mut unlike), Axes::Own);
    assert_eq!(share_scale(&mut [None, chart("1 2")]), Axes::Own);
}
