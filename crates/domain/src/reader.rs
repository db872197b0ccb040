//! Reading a chart one period at a time: which period is under a pointer, and where a key leads.

/// The index, from 0, of the period nearest to a share of the chart's width. `places` are the shares at which the periods
/// are.
#[must_use]
pub fn nearest(places: impl Iterator<Item = f64>, share: f64) -> Option<usize> {
    let nearest = places
        .enumerate()
        .min_by(|(_, one), (_, other)| (one - share).abs().total_cmp(&(other - share).abs()));
    nearest.map(|(place, _)| place)
}

/// Where a key leads from the chosen period of so many; `None` if the key is left to the browser, `Some(None)` if it leads out.
#[must_use]
pub fn step(key: &str, chosen: Option<usize>, count: usize) -> Option<Option<usize>> {
    let last = count.checked_sub(1)?;
    match key {
        "ArrowRight" => Some(Some(chosen.map_or(0, |chosen| (chosen + 1).min(last)))),
        "ArrowLeft" => Some(Some(chosen.map_or(last, |chosen| chosen.saturating_sub(1)))),
        "Home" => Some(Some(0)),
        "End" => Some(Some(last)),
        "Escape" => Some(None),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{nearest, step};

    #[test]
    fn keys_walk_the_periods() {
        assert_eq!(step("ArrowRight", None, 3), Some(Some(0)));
        assert_eq!(step("ArrowRight", Some(2), 3), Some(Some(2)));
        assert_eq!(step("ArrowLeft", None, 3), Some(Some(2)));
        assert_eq!(step("ArrowLeft", Some(0), 3), Some(Some(0)));
        assert_eq!(step("Escape", Some(1), 3), Some(None));
        assert_eq!(step("Tab", Some(1), 3), None);
        assert_eq!(step("Home", None, 0), None);
    }

    #[test]
    fn the_nearest_period_is_read() {
        let places = [0.1, 0.5, 0.9];
        assert_eq!(nearest(places.into_iter(), 0.65), Some(1));
        assert_eq!(nearest(places.into_iter(), 2.0), Some(2));
        assert_eq!(nearest(std::iter::empty(), 0.5), None);
    }
}
