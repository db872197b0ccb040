//! The forecasts of packs, compared with later figures.

use chrono::{Months, NaiveDate};
use domain::{
    area::AreaCode,
    change_note::{ChangeNote, Effect},
    figure::{Absence, Figure, Reading, Status},
    forecast::{Fell, LEAST},
    number,
    outline::Outline,
    pack::{Frozen, Step},
    period::Period,
    series,
    slug::Slug,
};
use storage::frozen::Forecast;

/// A forecast quarter, with its outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored<'a> {
    /// The indicator's slug.
    pub indicator: &'a str,
    /// The forecast.
    pub step: &'a Step,
    /// The outcome.
    pub came: Came,
}

/// The outcome of a forecast quarter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Came {
    /// Nothing yet.
    Nothing,
    /// No value, and why.
    Absent(Absence),
    /// A value, but the series breaks between the known values and that quarter.
    Broken(f64),
    /// A value, and where it fell.
    Value(f64, Status, Fell),
}

impl Came {
    /// Where it fell, if that can be said.
    pub fn fell(self) -> Option<Fell> {
        if let Self::Value(_, _, fell) = self { Some(fell) } else { None }
    }
}

/// A pack's forecasts, quarter by quarter. `figures` are as the record gives them.
pub fn of_pack<'a>(outline: &Outline, frozen: &'a Frozen, figures: &[Figure]) -> Vec<Scored<'a>> {
    let all = frozen.forecasts.iter().flat_map(|forecast| {
        let own = Own::of(outline, &forecast.indicator, &forecast.area, figures);
        (1..).zip(&forecast.steps).map(move |(far, step)| Scored {
            indicator: &forecast.indicator,
            step,
            came: own.came(far, step),
        })
    });
    all.collect()
}

/// Where the figures fell that packs forecast, as far as they are known. The forecasts of a pack's indicator are together, in
/// order of time.
pub fn known(outline: &Outline, forecasts: &[Forecast], figures: &[Figure]) -> Vec<Fell> {
    let series = forecasts.chunk_by(|one, next| {
        (one.frozen, &one.indicator, &one.area) == (next.frozen, &next.indicator, &next.area)
    });
    let all = series.filter_map(|series| Some((series.first()?, series))).flat_map(|(first, series)| {
        let own = Own::of(outline, &first.indicator, &first.area, figures);
        (1..).zip(series).filter_map(move |(far, forecast)| own.came(far, &forecast.step).fell())
    });
    all.collect()
}

/// The record's figures of a forecast series.
struct Own<'a> {
    figures: &'a [Figure],
    /// The days on which it breaks.
    breaks: Vec<NaiveDate>,
    /// How many decimals are printed; `None` where the indicator is no longer in the plan.
    decimals: Option<u8>,
}

impl<'a> Own<'a> {
    fn of(outline: &Outline, indicator: &str, area: &str, figures: &'a [Figure]) -> Self {
        let of = Slug::new(indicator).ok().zip(AreaCode::new(area).ok());
        let is_break =
            |note: &&ChangeNote| note.effect == Effect::Breaks && note.indicator.as_str() == indicator;
        Self {
            figures: of.map_or(&[], |(indicator, area)| series::of(figures, &indicator, &area)),
            breaks: outline.change_notes.iter().filter(is_break).map(|note| note.on).collect(),
            decimals: outline.indicator_named(indicator).map(|indicator| indicator.decimals),
        }
    }

    /// `far` is how many quarters the step is after the last known value.
    fn came(&self, far: u32, step: &Step) -> Came {
        let figure = self.figures.iter().find(|figure| figure.period.label() == step.period);
        match figure.map(|figure| (figure, &figure.reading)) {
            None => Came::Nothing,
            Some((_, Reading::Absent(absence))) => Came::Absent(*absence),
            Some((figure, Reading::Value(measured))) => {
                let value = measured.value();
                match self.is_parted(&figure.period, far) {
                    true => Came::Broken(value),
                    false => Came::Value(value, figure.status, self.fell(value, step)),
                }
            }
        }
    }

    /// Whether the series breaks up to a period, after the first of the last quarters that a forecast so far ahead of it
    /// needs: a forecast that would be refused today for a recent break does not count, even if the break is noted
    /// afterwards.
    fn is_parted(&self, period: &Period, far: u32) -> bool {
        let needed = u32::try_from(LEAST - 1).ok().map(|before| 3 * (far + before));
        let first = needed.and_then(|months| period.first().checked_sub_months(Months::new(months)));
        self.breaks.iter().any(|on| first.is_some_and(|first| *on > first) && *on <= period.last())
    }

    /// Where a value fell, judged by the printed value and bands: no reader is shown that 441 is outside 385 to 441.
    fn fell(&self, value: f64, step: &Step) -> Fell {
        let printed = |value: f64| self.decimals.map_or(value, |decimals| number::rounded(value, decimals));
        let band = |(lower, upper): (f64, f64)| (printed(lower), printed(upper));
        Fell::of(printed(value), band(step.within_80), band(step.within_95))
    }
}

/// How many fell into the 80% band and into the 95% band: `Of 62 quarterly forecasts that can now be checked, 52 (84%) came
/// within the 80% band and 60 (97%) within the 95% band.` `None` where there are none.
pub fn said(fell: &[Fell]) -> Option<String> {
    let all = fell.len();
    let share = |count: usize| format!("{count} ({:.0}%)", 100.0 * count as f64 / all as f64);
    let eighty = fell.iter().filter(|fell| **fell == Fell::Within80).count();
    let ninety_five = fell.iter().filter(|fell| **fell != Fell::Outside).count();
    let forecasts = match all {
        0 => return None,
        1 => "the 1 quarterly forecast".to_owned(),
        _ => format!("{all} quarterly forecasts"),
    };
    Some(format!(
        "Of {forecasts} that can now be checked, {} came within the 80% band and {} within the 95% band.",
        share(eighty),
        share(ninety_five)
    ))
}

#[cfg(test)]
mod tests {
    use super::said;
    use domain::forecast::Fell;

    #[test]
    fn the_score_counts_a_band_with_those_within_it() {
        let fell = [Fell::Within80, Fell::Within80, Fell::Within95, Fell::Outside];
        assert_eq!(
            said(&fell).as_deref(),
            Some(
                "Of 4 quarterly forecasts that can now be checked, 2 (50%) came within the 80% band and 3 \
                    (75%) within the 95% band."
            )
        );
        assert_eq!(said(&[]), None);
        assert!(
            said(&fell[..1]).is_some_and(|said| said.starts_with("Of the 1 quarterly forecast that can now"))
        );
    }
}
