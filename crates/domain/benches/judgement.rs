//! How often the judgement of a series is wrong, and how long it takes, by simulation.
//!
//! `cargo bench -p domain --bench judgement -- unchanged|power|table|speed [SERIES] [FAMILY or KIND] [SKIP]`
//!
//! `unchanged` and `power` print the tables of docs/simulations.md, `table` the lines of
//! `src/judgement/strength/table.rs`, `speed` the time of a board of 200 series of 40 quarters.

#[path = "../src/judgement/tests/draw.rs"]
mod draw;
#[path = "../src/judgement/tests/simulation.rs"]
mod simulation;

use domain::{
    judgement::{
        Settings, judge,
        strength::{Kind, Strength},
    },
    random::Random,
};
use draw::Draw;
use simulation::{Cell, Change, Family, MEANS, SEED, name, powers, run, series_of, subject, unchanged};
use std::time::Instant;

fn main() {
    // Cargo itself adds `--bench`.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let series = words.get(1).and_then(|word| word.parse().ok()).unwrap_or(20_000);
    let only = words.get(2).map_or("", String::as_str);
    let skip = words.get(3).and_then(|word| word.parse().ok()).unwrap_or(0);
    match words.first().map(String::as_str) {
        Some("unchanged") => print_unchanged(series, only, skip),
        Some("power") => print_powers(series),
        Some("table") => print_table(series, only),
        _ => print_speed(),
    }
}

/// One cell a line; those with more than 2% of either are marked.
fn print_unchanged(series: u32, only: &str, skip: usize) {
    println!("| values | mean | n | season, sd | concern % | improvement % | withheld % | |");
    println!("|---|--:|--:|--:|--:|--:|--:|---|");
    let (mut most, mut over, mut cells) = (0.0_f64, 0, 0);
    for cell in unchanged().iter().filter(|cell| name(cell.family).starts_with(only)).skip(skip) {
        let shown = run(cell, series, SEED);
        let (concerns, improvements) = (shown.share(shown.concerns), shown.share(shown.improvements));
        let is_marked = !matches!(cell.family, Family::Neighbours(_));
        let is_over = is_marked && concerns.max(improvements) > 0.02;
        if is_marked {
            (most, over, cells) =
                (most.max(concerns).max(improvements), over + u32::from(is_over), cells + 1);
        }
        println!(
            "| {} | {} | {} | {} | {:.2} | {:.2} | {:.1} | {} |",
            name(cell.family),
            cell.mean,
            cell.values,
            cell.season,
            100.0 * concerns,
            100.0 * improvements,
            100.0 * shown.share(shown.withheld),
            if is_over { "over" } else { "" },
        );
    }
    println!("\n{cells} cells of {series} series: {over} over 2%, at most {:.2}%.", 100.0 * most);
}

fn print_powers(series: u32) {
    println!(
        "| change | season, sd | shown as a concern % | aim % | as an improvement % | one of the last 8 set apart % |"
    );
    println!("|---|--:|--:|--:|--:|--:|");
    for (what, cell, aim) in powers() {
        let shown = run(&cell, series, SEED);
        println!(
            "| {what} | {} | {:.1} | {:.0} | {:.2} | {:.1} |",
            cell.season,
            100.0 * shown.share(shown.concerns),
            100.0 * aim,
            100.0 * shown.share(shown.improvements),
            100.0 * shown.share(shown.apart),
        );
    }
}

/// The strengths of the columns of the table.
const SIZES: [f64; 9] = [0.0, 0.8, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5];

fn print_table(series: u32, only: &str) {
    let kinds: [(Kind, &[Family], &[f64], f64); 5] = [
        (Kind::Xmr, &[Family::Count], &[5.0, 10.0, 20.0, 100.0, f64::INFINITY], 0.0),
        (Kind::XmrSeason, &[Family::Count], &[10.0, 30.0, 100.0, f64::INFINITY], 2.0),
        (Kind::Poisson, &[Family::Count, Family::Clustered], &[0.3, 1.0, 3.0], 0.0),
        (Kind::Laney, &[Family::Percentage, Family::Rate], &[5.0, 20.0, 100.0], 0.0),
        (Kind::LaneySeason, &[Family::Percentage, Family::Rate], &[10.0, 30.0, 100.0], 2.0),
    ];
    for (kind, families, means, season) in
        kinds.into_iter().filter(|(kind, ..)| format!("{kind:?}").starts_with(only))
    {
        let is_seasonal = matches!(kind, Kind::XmrSeason | Kind::LaneySeason);
        for values in [8, 10, 12, 16, 20, 24, 32, 40] {
            if is_seasonal && values < 16 {
                continue;
            }
            for mean in means {
                let cells = families.iter().map(|family| Cell {
                    family: if mean.is_finite() { *family } else { Family::Normal },
                    mean: *mean,
                    values,
                    season,
                    change: Change::Nothing,
                });
                line(kind, *mean, values, &cells.collect::<Vec<_>>(), series);
            }
        }
    }
}

/// Prints a line: of the series that have this kind of chart, how many in 100,000 signal so strongly.
fn line(kind: Kind, mean: f64, values: usize, cells: &[Cell], series: u32) {
    let mut draw = Draw::new(Random::new(SEED));
    let (mut all, mut counts) = (0_u32, [0_u32; SIZES.len()]);
    for cell in cells {
        for _ in 0..series / cells.len() as u32 {
            let observations = series_of(cell, &mut draw);
            let judged = judge(&subject(cell, &observations), &Settings::USUAL);
            let Some(Strength { size, .. }) = judged.strength.filter(|strength| strength.kind == kind) else {
                continue;
            };
            all += 1;
            let reached = SIZES.iter().zip(&mut counts).filter(|(least, _)| size > 0.0 && size >= **least);
            reached.for_each(|(_, count)| *count += 1);
        }
    }
    if all < series / 20 {
        return;
    }
    let of = |count: u32| (f64::from(count) * 100_000.0 / f64::from(all)).round() as u32;
    let mean = if mean.is_finite() { format!("{mean:.1}") } else { "f64::INFINITY".to_owned() };
    println!("    (Kind::{kind:?}, {values}, {mean}, {:?}),", counts.map(of));
}

/// A board of 200 series of 40 quarters, of all kinds, with and without a season.
fn print_speed() {
    let families = [Family::Normal, Family::Count, Family::Clustered, Family::Percentage, Family::Rate];
    let mut draw = Draw::new(Random::new(SEED));
    let mut board = Vec::new();
    for which in 0..200 {
        let cell = Cell {
            family: families[which % families.len()],
            mean: MEANS[which % MEANS.len()],
            values: 40,
            season: f64::from(which as u32 % 3),
            change: Change::Nothing,
        };
        board.push((cell, series_of(&cell, &mut draw)));
    }
    for round in 1..=5 {
        let start = Instant::now();
        let signals = board
            .iter()
            .filter(|(cell, series)| judge(&subject(cell, series), &Settings::USUAL).signal.is_some())
            .count();
        println!("round {round}: 200 series of 40 quarters in {:?}, {signals} signals", start.elapsed());
    }
    let mut worst = std::time::Duration::ZERO;
    for (cell, series) in &board {
        let start = Instant::now();
        let _ = std::hint::black_box(judge(&subject(cell, series), &Settings::USUAL));
        worst = worst.max(start.elapsed());
    }
    println!("the slowest of them takes {worst:?}");
}
