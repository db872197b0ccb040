//! The rank of a value among those of other places: their simple mean, its rank and its quarter.

use crate::{figure::Interval, indicator::Polarity};

/// The rank of a value among those of its neighbours for the same period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// The simple mean of the neighbours that have a value, without one's own.
    pub mean: f64,
    /// How many neighbours have a value.
    pub available: usize,
    /// How many neighbours there are.
    pub neighbours: usize,
    /// The place among those neighbours and oneself; `None` without polarity.
    pub rank: Option<Rank>,
}

/// A place in an order, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rank {
    /// The place, 1 for the best. Equal values share the better place.
    pub place: usize,
    /// Of how many.
    pub of: usize,
    /// The quarter of the order that it is in, 1 for the best; `None` with fewer than 4 to order.
    pub quartile: Option<usize>,
}

/// The rank of `own` among its neighbours' values, absences among them. `None` where no neighbour has a value.
#[must_use]
pub fn stand(own: f64, neighbours: &[Option<f64>], polarity: Polarity) -> Option<Standing> {
    let values: Vec<f64> = neighbours.iter().copied().flatten().filter(|value| value.is_finite()).collect();
    if values.is_empty() || !own.is_finite() {
        return None;
    }
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let better = |value: &&f64| match polarity {
        Polarity::Higher => **value > own,
        Polarity::Lower => **value < own,
        Polarity::Neither => false,
    };
    let of = values.len() + 1;
    let rank = (polarity != Polarity::Neither).then(|| {
        let place = values.iter().filter(better).count() + 1;
        Rank { place, of, quartile: (of >= 4).then_some((place - 1) * 4 / of + 1) }
    });
    Some(Standing { mean, available: values.len(), neighbours: neighbours.len(), rank })
}

/// The best and the worst rank that a value's interval allows among its neighbours' values, which are taken as exact (rule 13).
/// `None` without polarity, or where no neighbour has a value.
#[must_use]
pub fn possible(interval: Interval, neighbours: &[Option<f64>], polarity: Polarity) -> Option<(Rank, Rank)> {
    let rank = |own: f64| stand(own, neighbours, polarity).and_then(|standing| standing.rank);
    let (lower, upper) = (rank(interval.lower)?, rank(interval.upper)?);
    Some(if lower.place <= upper.place { (lower, upper) } else { (upper, lower) })
}

#[cfg(test)]
mod tests {
    use super::{Rank, possible, stand};
    use crate::{figure::Interval, indicator::Polarity};

    #[test]
    fn an_interval_allows_several_ranks() {
        let neighbours = [Some(8.0), Some(9.0), None, Some(11.0), Some(12.0)];
        let places = |lower, upper, polarity| {
            let possible = possible(Interval { lower, upper }, &neighbours, polarity);
            possible.map(|(best, worst)| (best.place, worst.place))
        };
        assert_eq!(places(8.5, 11.5, Polarity::Lower), Some((2, 4)));
        assert_eq!(places(8.5, 11.5, Polarity::Higher), Some((2, 4)));
        assert_eq!(
            places(7.0, 8.0, Polarity::Higher),
            Some((4, 5)),
            "the same value shares the better place"
        );
        assert_eq!(places(9.5, 10.5, Polarity::Lower), Some((3, 3)));
        assert_eq!(places(8.5, 11.5, Polarity::Neither), None);
    }

    #[test]
    fn rank_and_quartile_flip_with_polarity() {
        let neighbours =
            [Some(8.0), Some(9.0), None, Some(11.0), Some(12.0), Some(13.0), Some(14.0), Some(15.0)];
        let rank = |own, polarity| stand(own, &neighbours, polarity).and_then(|standing| standing.rank);
        let is = |place, quartile| Some(Rank { place, of: 8, quartile: Some(quartile) });
        assert_eq!(rank(10.0, Polarity::Lower), is(3, 2));
        assert_eq!(rank(10.0, Polarity::Higher), is(6, 3));
        assert_eq!(rank(7.0, Polarity::Lower), is(1, 1));
        assert_eq!(rank(16.0, Polarity::Lower), is(8, 4));
        assert_eq!(rank(9.0, Polarity::Lower), is(2, 1), "the same value shares the better place");
        assert_eq!(rank(10.0, Polarity::Neither), None);
    }

    #[test]
    fn the_mean_is_of_those_that_are_there() {
        let standing = stand(10.0, &[Some(1.0), None, Some(2.0)], Polarity::Lower).expect("a standing");
        assert_eq!((standing.mean, standing.available, standing.neighbours), (1.5, 2, 3));
        assert_eq!(standing.rank.and_then(|rank| rank.quartile), None);
        assert_eq!(stand(10.0, &[None], Polarity::Lower), None);
        assert_eq!(stand(f64::NAN, &[Some(1.0)], Polarity::Lower), None);
    }
}
