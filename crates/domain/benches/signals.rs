//! How long the calculations of a board take: 1,000 series of 40 quarters through limits, rules, trend, rating and sentence;
//! and a forecast.
//!
//! `cargo bench -p domain`

use chrono::NaiveDate;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use domain::{
    area::AreaCode,
    figure::{Absence, Approval, Figure, Measured, Origin, Reading, Status},
    forecast,
    indicator::{Basis, Indicator, Measure, Polarity},
    judgement::{Settings, Subject, judge},
    observation,
    period::{Kind, Period},
    plan::PlanYear,
    rating::{Tolerance, rate_value},
    series::{Breakdown, Series},
    signals,
    slug::Slug,
    target::Aim,
    wording::{self, finding::SeriesSummary, judged::tell},
};
use std::hint::black_box;

const SERIES: usize = 1_000;

fn indicator() -> Indicator {
    let slug = |text| Slug::new(text).expect("a slug");
    Indicator {
        slug: slug("reports"),
        name: "Reports".into(),
        measure: Measure::Count,
        unit: "reports".into(),
        decimals: 0,
        polarity: Polarity::Lower,
        frequency: Kind::FinancialQuarter,
        owner: slug("council"),
        origin: Origin::Published,
        basis: Basis::Residence,
        source: String::new(),
        retired: None,
        lag: domain::indicator::USUAL_LAG,
        definitions: Vec::new(),
        placements: Vec::new(),
    }
}

/// Forty quarters that go up and down, differently in each series; every seventh series rises and every ninth has an absence.
fn figures(indicator: &Indicator, which: usize) -> Vec<Figure> {
    let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
    let periods = Period::between(Kind::FinancialQuarter, day("2010-04-01"), day("2020-03-31"));
    let of = |(time, period): (usize, Period)| {
        let noise = (time * 7919 + which * 104_729 + time * which * 31) % 23;
        let value = 200 + noise + if which.is_multiple_of(7) { time } else { 0 };
        let measured = Measured::new(Measure::Count, 0, Some(value as f64), None, None).expect("a count");
        let is_absent = which.is_multiple_of(9) && time == 20;
        Figure {
            series: Series {
                indicator: indicator.slug.clone(),
                area: AreaCode::new("E10000025").expect("a code"),
                breakdown: Breakdown::Total,
            },
            period,
            reading: if is_absent { Reading::Absent(Absence::Awaited) } else { Reading::Value(measured) },
            status: Status::Final,
            origin: Origin::Published,
            approval: Approval::Approved,
            explanation: None,
            note: None,
        }
    };
    periods.into_iter().enumerate().map(of).collect()
}

fn sentence(indicator: &Indicator, figures: &[Figure]) -> String {
    let (observations, cadence) = observation::of(figures, &[], &indicator.slug);
    let latest = figures.last().and_then(|figure| figure.reading.value());
    let aim = Aim::Value(210.0);
    let rating = rate_value(indicator.polarity, 0, latest.unwrap_or_default(), aim, Tolerance::USUAL);
    let Indicator { measure, polarity, .. } = *indicator;
    let subject = Subject { observations: &observations, cadence, measure, polarity, target: Some(aim) };
    let judgement = judge(&subject, &Settings::USUAL).into();
    let signals = signals::read(observations, cadence, measure, judgement, rating);
    let (target, period) = (Some((aim, None)), &wording::day);
    tell(SeriesSummary {
        indicator,
        said: Vec::new(),
        latest,
        target,
        rated: None,
        signals: &signals,
        period,
    })
}

fn board(criterion: &mut Criterion) {
    let indicator = indicator();
    let all: Vec<_> = (0..SERIES).map(|which| figures(&indicator, which)).collect();
    let mut group = criterion.benchmark_group("signals");
    group.throughput(Throughput::Elements(SERIES as u64));
    group.bench_function(
        "1,000 series of 40 quarters through limits, rules, trend, rating and sentence",
        |bencher| {
            bencher.iter(|| {
                let length: usize =
                    all.iter().map(|figures| sentence(&indicator, black_box(figures)).len()).sum();
                black_box(length)
            });
        },
    );
    group.finish();
}

/// A series of 40 quarters without a gap, a year ahead: four models fitted, and averaged over their weights.
fn forecasts(criterion: &mut Criterion) {
    let indicator = indicator();
    let figures = figures(&indicator, 7);
    let day = |text: &str| text.parse().expect("a day");
    let slug = Slug::new("2020-21").expect("a slug");
    let year = PlanYear { slug, first: day("2020-04-01"), last: day("2021-03-31") };
    let years = [year];
    criterion.bench_function("a forecast a year ahead from 40 quarters", |bencher| {
        bencher.iter(|| {
            black_box(forecast::of(black_box(&figures), &[], &indicator, &years)).expect("a forecast")
        });
    });
}

criterion_group!(benches, board, forecasts);
criterion_main!(benches);
