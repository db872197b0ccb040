//! Writes a page of charts to look at, and says how long a chart takes to draw:
//! `cargo run --release -p charts --example preview -- target/charts.html [dark]`

#[path = "../src/tests/controlled.rs"]
mod controlled;
#[path = "../src/tests/fixture.rs"]
mod fixture;

use charts::{
    RatingIcon, Size, assurance_icon, line_chart, point_icon, rating_icon, sparkline, variation_icon,
};
use domain::{
    chart::{Chart, View},
    control_chart::{Assurance, Kind, Variation},
    indicator::Measure,
    wording,
};
use fixture::Fixture;
use std::{fmt::Write as _, hint::black_box, time::Instant};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().unwrap_or_else(|| "target/charts.html".into());
    let css = [include_str!("../../../style/chart.css"), include_str!("../../../style/icon.css")].concat();
    let css = match arguments.next().as_deref() {
        // For a picture of the dark colours from a browser that prefers light ones.
        Some("dark") => css.replace("(prefers-color-scheme: dark)", "all"),
        _ => css,
    };
    let mut page = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>\
         <title>Charts</title><style>{css} body {{ font: 16px/1.4 sans-serif; margin: 16px; background: \
         var(--chart-ground); color: var(--chart-text) }} figure {{ margin: 0 0 32px }} .small .icon {{ width: \
         16px; height: 16px }}</style>"
    );
    icons(&mut page);
    for controlled in controlled::charts() {
        figure(&mut page, controlled.name, &controlled.chart())?;
    }
    for (name, fixture) in shown() {
        figure(&mut page, name, &fixture.chart())?;
        if name == "Attainment 8" {
            figure(&mut page, "Attainment 8 alone", &fixture.chart_of(View::Line))?;
        }
    }
    std::fs::write(&path, page)?;
    println!("wrote {path}");
    for (name, fixture) in shown() {
        time(name, &fixture.chart());
    }
    for controlled in controlled::charts() {
        time(controlled.name, &controlled.chart());
    }
    Ok(())
}

/// A chart in both sizes, with its sparkline.
fn figure(page: &mut String, name: &str, chart: &Chart<'_>) -> std::fmt::Result {
    write!(page, "<figure><figcaption>{name}")?;
    page.push_str(&sparkline(chart, name));
    page.push_str("</figcaption>");
    for size in [Size::Wide, Size::Narrow] {
        let said = wording::chart_described(chart);
        page.push_str(&line_chart(chart, size, &name.replace(' ', "-"), name, &said));
    }
    page.push_str("</figure>");
    Ok(())
}

/// Every icon, in its intended size and in the smallest in which it has to be legible.
fn icons(page: &mut String) {
    let mut rows: [String; 4] = Default::default();
    for variation in Variation::ALL.iter().copied().map(Some).chain([None]) {
        rows[0].push_str(&variation_icon(variation, variation.map_or("not computed", Variation::as_str)));
    }
    for assurance in Assurance::ALL.iter().copied().map(Some).chain([None]) {
        rows[1].push_str(&assurance_icon(assurance, assurance.map_or("not computed", Assurance::as_str)));
    }
    for rating in [RatingIcon::Green, RatingIcon::Amber, RatingIcon::Red, RatingIcon::None] {
        rows[2].push_str(&rating_icon(rating, "a rating"));
    }
    for kind in Kind::ALL {
        rows[3].push_str(&point_icon(*kind, ""));
        rows[3].push_str(kind.as_str());
        rows[3].push(' ');
    }
    for row in &rows {
        page.push_str(&format!("<p>{row} <span class=small>{row}</span></p>"));
    }
}

fn shown() -> Vec<(&'static str, Fixture)> {
    vec![
        ("Persistent absence", fixture::absence()),
        ("Attainment 8", fixture::attainment()),
        ("Quarters", fixture::quarters()),
        ("Pooled years", fixture::pooled()),
        (
            "Large numbers",
            Fixture::new(Measure::Money, "", 0)
                .named(0, "Yorkshire and the Humber <script>")
                .named(3, "Cherwell")
                .named(4, "Vale of White Horse")
                .line(0, "2013-14", "998000000 1000000000 640000000 x x 900000000 880000000")
                .line(1, "2013-14", "498000000 500000000 640000000 620000000 610000000")
                .line(2, "2013-14", "298000000 300000000 340000000 620000000 630000000 640000000")
                .line(3, "2013-14", "198000000 300000000 380000000 520000000 530000000 540000000 890000000")
                .line(4, "2013-14", "0 0 180000000 420000000 430000000 440000000 860000000"),
        ),
        ("One value", Fixture::new(Measure::Count, "children", 0).line(0, "2018 reporting year", "7")),
        (
            "Change",
            Fixture::new(Measure::Average, "points", 1).line(
                0,
                "2016 Q1",
                "-2.1 -1.0 0.4 _ 1.2 0.9 -0.3 0.2 x 1.9 2.4p",
            ),
        ),
    ]
}

fn time(name: &str, chart: &Chart<'_>) {
    let said = wording::chart_described(chart);
    for size in [Size::Wide, Size::Narrow] {
        let started = Instant::now();
        for _ in 0..1000 {
            black_box(line_chart(black_box(chart), size, "chart", name, &said));
        }
        let bytes = line_chart(chart, size, "chart", name, &said).len();
        println!("{name}, {}: 1000 charts in {:.1?}, {bytes} bytes each", size.as_str(), started.elapsed());
    }
    let started = Instant::now();
    for _ in 0..1000 {
        black_box(sparkline(black_box(chart), name));
    }
    println!("{name}: 1000 sparklines in {:.1?}", started.elapsed());
}
