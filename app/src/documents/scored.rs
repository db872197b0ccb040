//! What packs forecast, held against what came.

use domain::{
    area::AreaCode,
    figure::Figure,
    forecast::Fell,
    pack::{Frozen, Step},
    series,
    slug::Slug,
};
use storage::frozen::Forecast;

/// A quarter that was forecast, with what came.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Scored<'a> {
    /// The indicator's name in addresses.
    pub(crate) indicator: &'a str,
    /// What was forecast.
    pub(crate) step: &'a Step,
    /// What came, and where that fell; nothing as long as there is no figure.
    pub(crate) came: Option<(f64, Fell)>,
}

/// What a pack forecast, quarter by quarter. `figures` are as the record gives them.
pub(crate) fn of_pack<'a>(frozen: &'a Frozen, figures: &[Figure]) -> Vec<Scored<'a>> {
    let all = frozen.forecasts.iter().flat_map(|forecast| {
        forecast.steps.iter().map(|step| (forecast.indicator.as_str(), forecast.area.as_str(), step))
    });
    all.map(|(indicator, area, step)| scored(indicator, area, step, figures)).collect()
}

/// What packs forecast, the quarters that have their figure.
pub(crate) fn known(forecasts: &[Forecast], figures: &[Figure]) -> Vec<Fell> {
    let all = forecasts.iter();
    all.filter_map(|forecast| {
        Some(scored(&forecast.indicator, &forecast.area, &forecast.step, figures).came?.1)
    })
    .collect()
}

fn scored<'a>(indicator: &'a str, area: &str, step: &'a Step, figures: &[Figure]) -> Scored<'a> {
    let of = Slug::new(indicator).ok().zip(AreaCode::new(area).ok());
    let own = of.as_ref().map_or(&[][..], |(indicator, area)| series::of(figures, indicator, area));
    let figure = own.iter().find(|figure| figure.period.label() == step.period);
    let came = figure.and_then(|figure| figure.reading.value());
    let came = came.map(|value| (value, Fell::of(value, step.within_80, step.within_95)));
    Scored { indicator, step, came }
}

/// How many fell into the 80% band and into the 95% band: `Of 62 quarters that were forecast and have their figure by now, 52 (84%)
/// came within the 80% band and 60 (97%) within the 95% band.` Nothing where none has.
pub(crate) fn said(fell: &[Fell]) -> Option<String> {
    let all = fell.len();
    let share = |count: usize| format!("{count} ({:.0}%)", 100.0 * count as f64 / all as f64);
    let eighty = fell.iter().filter(|fell| **fell == Fell::Within80).count();
    let ninety_five = fell.iter().filter(|fell| **fell != Fell::Outside).count();
    let quarters = match all {
        0 => return None,
        1 => "the one quarter that was forecast and has its figure".to_owned(),
        _ => format!("{all} quarters that were forecast and have their figure"),
    };
    Some(format!(
        "Of {quarters} by now, {} came within the 80% band and {} within the 95% band.",
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
                "Of 4 quarters that were forecast and have their figure by now, 2 (50%) came within the 80% band and 3 (75%) within the 95% band."
            )
        );
        assert_eq!(said(&[]), None);
        assert!(
            said(&fell[..1]).is_some_and(|said| said.starts_with("Of the one quarter that was forecast"))
        );
    }
}
