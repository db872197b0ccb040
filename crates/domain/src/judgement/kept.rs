//! Judgements kept by their values. The same values have the same judgement, whoever looks at them and when, so nothing kept here
//! can be out of date; it holds numbers only.

use super::{Judgement, Key, Settings, Subject, judge, key};
use std::{
    collections::HashMap,
    mem,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

/// How many of each generation are kept: a few boards of 200 indicators. Two generations of 40 quarters take about 25 MB.
const MOST: usize = 2_500;

/// Judgements by what they depend on: those that were asked for lately, and those of before.
#[derive(Default)]
struct Kept {
    new: HashMap<Key, Arc<Judgement>>,
    old: HashMap<Key, Arc<Judgement>>,
}

static KEPT: LazyLock<Mutex<Kept>> = LazyLock::new(Mutex::default);

/// The judgement of a series, worked out once for the same values and settings.
#[must_use]
pub fn judged(subject: &Subject<'_>, settings: &Settings<'_>) -> Arc<Judgement> {
    let key = key(subject, settings);
    if let Some(known) = kept(|kept| kept.find(&key)) {
        return known;
    }
    // Outside the lock: somebody else may work out the same at the same time, and that is no harm.
    let judgement = Arc::new(judge(subject, settings));
    kept(|kept| kept.put(key, Arc::clone(&judgement)));
    judgement
}

fn kept<T>(with: impl FnOnce(&mut Kept) -> T) -> T {
    // Whoever panicked left whole entries: they are put in one by one.
    with(&mut KEPT.lock().unwrap_or_else(PoisonError::into_inner))
}

impl Kept {
    fn find(&mut self, key: &Key) -> Option<Arc<Judgement>> {
        if let Some(known) = self.new.get(key) {
            return Some(Arc::clone(known));
        }
        let (key, known) = self.old.remove_entry(key)?;
        self.put(key, Arc::clone(&known));
        Some(known)
    }

    fn put(&mut self, key: Key, judgement: Arc<Judgement>) {
        if self.new.len() >= MOST {
            self.old = mem::take(&mut self.new);
        }
        self.new.insert(key, judgement);
    }
}

#[cfg(test)]
mod tests {
    use super::{Kept, MOST, judged};
    use crate::{
        indicator::{Measure, Polarity},
        judgement::{Age, Settings, Subject, judge, key},
        observation::{Cadence, Observation, tests::quarters},
    };
    use std::sync::Arc;

    fn subject(observations: &[Observation]) -> Subject<'_> {
        let (cadence, measure) = (Cadence::Seasons(4), Measure::Index);
        Subject { observations, cadence, measure, polarity: Polarity::Lower, target: None }
    }

    #[test]
    fn the_same_values_are_judged_once_and_others_by_themselves() {
        let values = [50.0, 54.0, 47.0, 52.0, 49.0, 53.0, 48.0, 51.0, 52.0, 48.0, 53.0, 75.0];
        let (series, again, other) = (quarters(&values), quarters(&values), quarters(&values[..11]));
        let first = judged(&subject(&series), &Settings::USUAL);
        assert_eq!(*first, judge(&subject(&series), &Settings::USUAL));
        assert!(Arc::ptr_eq(&first, &judged(&subject(&again), &Settings::USUAL)));
        assert_ne!(*first, *judged(&subject(&other), &Settings::USUAL));
        let aged = Settings { age: Age::Late(series[0].on), ..Settings::USUAL };
        assert_eq!(judged(&subject(&series), &aged).age, aged.age);
    }

    #[test]
    fn what_is_asked_for_stays_and_the_rest_is_forgotten() {
        let mut kept = Kept::default();
        let series: Vec<_> = (0..2 * MOST + 2).map(|place| quarters(&[place as f64])).collect();
        let key = |place: usize| key(&subject(&series[place]), &Settings::USUAL);
        let judgement = Arc::new(judge(&subject(&series[0]), &Settings::USUAL));
        for place in 0..series.len() {
            kept.put(key(place), Arc::clone(&judgement));
            assert!(kept.find(&key(0)).is_some(), "the first is asked for all the time");
        }
        assert!(kept.find(&key(1)).is_none(), "the second never was");
        assert!(kept.new.len() <= MOST && kept.old.len() <= MOST);
    }
}
