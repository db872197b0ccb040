//! The short form of the simulation; with `OUTCOMES_TEST_LONG` the long one. Tables: docs/simulations.md.

use super::simulation::{Family, SEED, name, powers, run, unchanged};

fn is_long() -> bool {
    std::env::var_os("OUTCOMES_TEST_LONG").is_some()
}

/// How far a share of so many series may be off its true value by chance: three standard errors.
fn margin(share: f64, series: u32) -> f64 {
    3.0 * (share * (1.0 - share) / f64::from(series)).sqrt()
}

#[test]
fn unchanged_series_seldom_show_anything() {
    // In the short form every seventh cell.
    let (series, every) = if is_long() { (20_000, 1) } else { (500, 7) };
    for cell in unchanged().iter().step_by(every) {
        let shown = run(cell, series, SEED);
        let most = if is_long() { 0.02 } else { 0.02 + margin(0.02, series) };
        let worst = shown.share(shown.concerns).max(shown.share(shown.improvements));
        let is_marked = !matches!(cell.family, Family::Neighbours(_));
        assert!(!is_marked || worst <= most, "{}: {cell:?} {shown:?}", name(cell.family));
        assert!(shown.withheld < series || cell.mean < 1.0, "nothing is ever said: {cell:?}");
    }
}

#[test]
fn true_changes_are_shown() {
    let series = if is_long() { 20_000 } else { 300 };
    for (what, cell, aim) in powers() {
        let shown = run(&cell, series, SEED);
        let least = if is_long() { aim } else { aim - margin(aim, series) };
        let share = shown.share(shown.concerns);
        assert!(share >= least, "{what}, season {}: {share}, and the aim is {aim}", cell.season);
        if what.starts_with("a step") {
            assert!(shown.share(shown.apart) <= 0.1 + margin(0.1, series), "{what}: {shown:?}");
        }
    }
}
