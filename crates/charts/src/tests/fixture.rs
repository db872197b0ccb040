//! Charts to draw in tests and in the preview, built as the record would give them.

use domain::{
    area::{Area, AreaCode, Level},
    change_note::{ChangeNote, Effect, Kind as NoteKind},
    chart::{Chart, Span, View, chart},
    figure::{Absence, Approval, Figure, Measured, Origin, Reading, Status},
    indicator::{Basis, Indicator, Measure, Polarity},
    outline::Outline,
    period::{Kind, Period},
    plan::{Nature, Plan, PlanYear},
    series::{Breakdown, Series, sort},
    slug::Slug,
};

/// A plan with one indicator, and its figures.
pub(crate) struct Fixture {
    pub(crate) outline: Outline,
    pub(crate) figures: Vec<Figure>,
}

const CODES: [&str; 6] = ["E10000025", "E92000001", "E12000008", "E07000177", "E07000178", "E07000179"];
const NAMES: [&str; 3] = ["Oxfordshire", "England", "South East"];

pub(crate) fn slug(text: &str) -> Slug {
    Slug::new(text).expect("a slug")
}

fn area(place: usize) -> AreaCode {
    AreaCode::new(CODES[place]).expect("a code")
}

impl Fixture {
    /// An indicator without figures: Oxfordshire beside England and the South East, plan years 2018-19 to 2020-21.
    pub(crate) fn new(measure: Measure, unit: &str, decimals: u8) -> Self {
        let indicator = Indicator {
            slug: slug("indicator"),
            name: "An indicator".into(),
            measure,
            unit: unit.into(),
            decimals,
            polarity: Polarity::Lower,
            frequency: Kind::AcademicYear,
            owner: slug("council"),
            origin: Origin::Published,
            basis: Basis::School,
            source: String::new(),
            retired: None,
            lag: domain::indicator::USUAL_LAG,
            definitions: Vec::new(),
            placements: Vec::new(),
        };
        let plan = Plan {
            slug: slug("plan"),
            name: String::new(),
            partnership: String::new(),
            vision: String::new(),
            area: area(0),
            comparators: vec![area(1), area(2)],
            source: String::new(),
            note: None,
            nature: Nature::Real,
        };
        let areas = NAMES.iter().enumerate().map(|(place, name)| Area {
            code: area(place),
            name: (*name).into(),
            level: Level::Region,
        });
        let outline = Outline {
            partners: Vec::new(),
            plan,
            years: Vec::new(),
            focus_areas: Vec::new(),
            priorities: Vec::new(),
            strategies: Vec::new(),
            evidence: Vec::new(),
            organisations: Vec::new(),
            areas: areas.collect(),
            neighbour_sets: Vec::new(),
            indicators: vec![indicator],
            targets: Vec::new(),
            rating_rules: Vec::new(),
            change_notes: Vec::new(),
            marks: Vec::new(),
        };
        Self { outline, figures: Vec::new() }.years(2018..2021)
    }

    /// With another polarity.
    pub(crate) fn polarity(mut self, polarity: Polarity) -> Self {
        self.outline.indicators[0].polarity = polarity;
        self
    }

    /// With plan years that start in April of these years.
    pub(crate) fn years(mut self, starts: std::ops::Range<i32>) -> Self {
        let year = |start: i32| PlanYear {
            slug: slug(&format!("{start}-{:02}", (start + 1) % 100)),
            first: format!("{start}-04-01").parse().expect("a day"),
            last: format!("{}-03-31", start + 1).parse().expect("a day"),
        };
        self.outline.years = starts.map(year).collect();
        self
    }

    /// With another name for the area at an index.
    pub(crate) fn named(mut self, place: usize, name: &str) -> Self {
        while self.outline.areas.len() <= place {
            let code = area(self.outline.areas.len());
            self.outline.plan.comparators.push(code.clone());
            self.outline.areas.push(Area { code, name: String::new(), level: Level::District });
        }
        self.outline.areas[place].name = name.into();
        self
    }

    /// With figures of the area at an index, from a period on: numbers, `x` or another symbol for an absence, `p` after a
    /// provisional number, `_` for no figure at all.
    pub(crate) fn line(mut self, place: usize, first: &str, figures: &str) -> Self {
        let mut period: Period = first.parse().expect("a period");
        for text in figures.split_whitespace() {
            if text != "_" {
                self.figures.push(self.figure(place, period, text));
            }
            period = period.next().expect("a next period");
        }
        sort(&mut self.figures);
        self
    }

    fn figure(&self, place: usize, period: Period, text: &str) -> Figure {
        let indicator = &self.outline.indicators[0];
        let (number, status) = match text.strip_suffix('p') {
            Some(number) => (number, Status::Provisional),
            None => (text, Status::Final),
        };
        let reading = match number.parse() {
            Ok(value) => Reading::Value(
                // Drawings handle more than can be recorded.
                Measured::recorded(value, None, None).expect("a value"),
            ),
            Err(_) => Reading::Absent(Absence::of_symbol(number).expect("an absence")),
        };
        Figure {
            series: Series {
                indicator: indicator.slug.clone(),
                area: area(place),
                breakdown: Breakdown::Total,
            },
            period,
            reading,
            status,
            origin: Origin::Published,
            approval: Approval::Approved,
            explanation: None,
            note: None,
        }
    }

    /// With a change note; notes are given in order of time.
    pub(crate) fn note(mut self, on: &str, effect: Effect) -> Self {
        self.outline.change_notes.push(ChangeNote {
            slug: slug(&format!("note-{on}")),
            indicator: slug("indicator"),
            on: on.parse().expect("a day"),
            kind: NoteKind::RecordingChange,
            effect,
            text: String::new(),
            source: String::new(),
        });
        self
    }

    /// The chart with comparators.
    pub(crate) fn chart(&self) -> Chart<'_> {
        self.chart_of(View::Comparators)
    }

    /// The chart of a view.
    pub(crate) fn chart_of(&self, view: View) -> Chart<'_> {
        let outline = &self.outline;
        chart(outline, &self.figures, &outline.indicators[0], &outline.plan.area, view, Span::All)
            .expect("a chart")
    }
}

/// Persistent absence, Oxfordshire beside England and the South East: one year is absent.
pub(crate) fn absence() -> Fixture {
    Fixture::new(Measure::Percentage, "pupils", 2)
        .line(0, "2015/16", "13.94 13.81 14.62 14.68 x 13.47 27.94 26.91 26.66 24.36p")
        .line(2, "2015/16", "13.18 13.55 13.92 13.72 x 14.10 27.46 26.49 25.38 23.19p")
        .line(1, "2015/16", "13.06 13.54 13.91 13.69 x 14.83 27.71 26.52 25.56 23.37p")
        .note("2020-03-23", Effect::Explains)
}

/// Attainment 8: two breaks, and a scale that does not start at zero.
pub(crate) fn attainment() -> Fixture {
    Fixture::new(Measure::Average, "points", 1)
        .line(0, "2015/16", "50.4 47.6 46.8 47.4 50.2 51.0 49.7 46.7 46.2 46.4")
        .line(1, "2015/16", "50.1 46.3 46.5 46.7 50.2 50.9 48.9 46.4 45.9 46.0")
        .note("2019-09-01", Effect::Breaks)
        .note("2021-09-01", Effect::Breaks)
}

/// Forty quarters, a few absent.
pub(crate) fn quarters() -> Fixture {
    let of = |level: f64, sway: f64| {
        let value = |quarter: u32| {
            let quarter = f64::from(quarter);
            format!("{:.1} ", level + sway * (quarter / 3.0).sin() + quarter * 0.4)
        };
        (0..40)
            .map(|quarter| if (12..15).contains(&quarter) { "c ".into() } else { value(quarter) })
            .collect::<String>()
    };
    Fixture::new(Measure::Rate { per: 10_000 }, "under 18s", 1)
        .line(0, "2015-16 Q1", &of(48.0, 6.0))
        .line(1, "2015-16 Q1", &of(58.0, 2.0))
        .line(2, "2015-16 Q1", &of(45.0, 3.0))
        .note("2017-11-01", Effect::Explains)
        .note("2020-03-23", Effect::Explains)
        .note("2020-07-01", Effect::Breaks)
}

/// Pooled years, which overlap.
pub(crate) fn pooled() -> Fixture {
    Fixture::new(Measure::Rate { per: 100_000 }, "aged 10 to 24", 1)
        .line(0, "2010-11 to 2012-13", "380.2 391.5 402.6 411.0 398.7 420.1 433.9 440.2 428.8")
        .line(1, "2010-11 to 2012-13", "352.3 367.1 398.8 405.9 412.0 415.5 421.2 430.4 421.3")
}
