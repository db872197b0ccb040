use crate::{
    forecast::{Coverage, Forecast, Step, Stop},
    indicator::{Indicator, Measure, Polarity},
    target::Aim,
};

/// The last forecast quarter, with its bands: `Forecast for 2020-21 Q4: 412 reports. There is an 80% chance that the figure
/// is from 380 to 445, and a 95% chance that it is from 362 to 462.`
#[must_use]
pub fn told(indicator: &Indicator, forecast: &Forecast) -> String {
    let Some(last) = forecast.last() else { return String::new() };
    let within = |coverage| band(indicator, last, coverage);
    // A band that is cut off at an impossible value covers more.
    let least = |coverage| if last.is_cut(coverage) { "at least " } else { "" };
    format!(
        "Forecast for {}: {}. There is {}an 80% chance that the figure is {}, and {}a 95% chance that it is {}.",
        last.period,
        indicator.say(last.likeliest()),
        least(Coverage::Eighty),
        within(Coverage::Eighty),
        least(Coverage::NinetyFive),
        within(Coverage::NinetyFive),
    )
}

/// The interval of a quarter's value: `from 380 to 445`.
#[must_use]
pub fn band(indicator: &Indicator, step: &Step, coverage: Coverage) -> String {
    let (lower, upper) = step.within(coverage);
    format!("from {} to {}", indicator.print(lower), indicator.print(upper))
}

/// How likely a target is met: `The chance of meeting the target for 2020-21 Q4 (400 reports or fewer) is about 32%.` `None`
/// if that cannot be said.
#[must_use]
pub fn target(indicator: &Indicator, step: &Step, aim: Aim) -> Option<String> {
    let chance = chance(step.probability(aim, indicator.polarity, indicator.decimals)?);
    let side = match (aim, indicator.polarity) {
        (Aim::Value(_), Polarity::Higher) => " or more",
        (Aim::Value(_), Polarity::Lower) if indicator.measure == Measure::Count => " or fewer",
        (Aim::Value(_), Polarity::Lower) => " or less",
        (Aim::Value(_), Polarity::Neither) | (Aim::Range(..), _) => "",
    };
    let aim = super::aim(indicator, aim);
    Some(format!("The chance of meeting the target for {} ({aim}{side}) is {chance}.", step.period))
}

/// A probability in a sentence: in whole per cents, and never as certain.
#[must_use]
pub fn chance(probability: f64) -> String {
    match probability {
        p if p < 0.01 => "less than 1%".to_owned(),
        p if p > 0.99 => "more than 99%".to_owned(),
        p => format!("about {:.0}%", p * 100.0),
    }
}

/// The meaning of a drawing's bands.
pub const BANDS: &str = "There is an 80% chance that the value falls in the darker band, and a 95% chance that it falls in either band.";

/// How it is made: `exponential smoothing, above all of the level and the season`. It is the mean of several models, of which
/// the one with the most weight is named.
#[must_use]
pub fn method(forecast: &Forecast) -> String {
    format!("exponential smoothing, mainly of {}", forecast.model)
}

/// What it is based on, where it stops before the plan ends, and how reliable it is.
#[must_use]
pub fn basis(forecast: &Forecast) -> String {
    let mut said = format!(
        "Made by {}, from {} quarters. It assumes that things go on as they did in those quarters and takes \
            no account of plans: it is not a target or a promise.",
        method(forecast),
        forecast.values
    );
    match forecast.stops {
        Some(Stop::Break(day)) => {
            said.push_str(&format!(" It stops before {}, when the series breaks.", super::day(day)))
        }
        Some(Stop::Retired(day)) => {
            said.push_str(&format!(" It stops on {}, when the indicator is retired.", super::day(day)))
        }
        None => {}
    }
    said.push_str(match forecast.values {
        values if values < SEASONS => " With so few quarters we cannot see a season or how far figures vary: treat the bands as a rough guide.",
        values if values < SURE => " With so few quarters we cannot see well how far figures vary: the value \
            may fall outside the bands more often than they suggest.",
        _ => "",
    });
    said
}

/// How many quarters show a season: three years.
const SEASONS: usize = 12;
/// How many show how far figures wander: five years. The coverage of bands with fewer is measured by `the_fan_holds_what_it_says_it_holds`.
const SURE: usize = 20;

#[cfg(test)]
mod tests {
    use super::{basis, chance, target, told};
    use crate::{
        forecast::{Forecast, Model, Step, Stop},
        indicator::{Indicator, Measure, tests::indicator},
        period::{Kind, Period},
        target::Aim,
    };
    use chrono::NaiveDate;

    fn forecast() -> (Indicator, Forecast) {
        let day = |month, day| NaiveDate::from_ymd_opt(2021, month, day).expect("a day");
        let period = Period::between(Kind::FinancialQuarter, day(1, 1), day(3, 31))[0];
        let step = Step { period, mean: 412.4, spread: 20.0, freedom: 10.0, ends: (0.0, f64::INFINITY) };
        let counted = Indicator { unit: "reports".into(), decimals: 0, ..indicator(Measure::Count) };
        (counted, Forecast { model: Model::Season, values: 24, steps: vec![step], stops: None })
    }

    #[test]
    fn a_forecast_is_told_with_its_bands() {
        let (indicator, forecast) = forecast();
        assert_eq!(
            told(&indicator, &forecast),
            "Forecast for 2020-21 Q4: 412 reports. There is an 80% chance that the figure is from 385 to 440, and a 95% chance that it is from 368 to 457."
        );
        assert!(basis(&forecast).starts_with(
            "Made by exponential smoothing, mainly of the level and the season, from 24 quarters."
        ));
        assert!(basis(&forecast).ends_with("not a target or a promise."));
        assert_eq!(
            target(&indicator, &forecast.steps[0], Aim::Value(400.0)).as_deref(),
            Some("The chance of meeting the target for 2020-21 Q4 (400 reports or fewer) is about 28%.")
        );
    }

    #[test]
    fn a_target_is_printed_as_it_was_set() {
        let (indicator, forecast) = forecast();
        let said = target(&indicator, &forecast.steps[0], Aim::Value(400.7)).expect("a sentence");
        assert!(said.contains(" (400.7 reports or fewer) is "), "{said}");
    }

    #[test]
    fn a_band_that_is_cut_off_holds_at_least_so_much() {
        let (indicator, mut forecast) = forecast();
        forecast.steps[0].mean = 30.0;
        assert_eq!(
            told(&indicator, &forecast),
            "Forecast for 2020-21 Q4: 30 reports. There is an 80% chance that the figure is from 3 to 57, and at least a 95% chance that it is from 0 to 75."
        );
    }

    #[test]
    fn what_stops_a_forecast_and_how_little_it_rests_on_is_told() {
        let (_, forecast) = forecast();
        let day = NaiveDate::from_ymd_opt(2021, 4, 1).expect("a day");
        let with = |stops| basis(&Forecast { stops: Some(stops), ..forecast.clone() });
        assert!(with(Stop::Break(day)).ends_with(" It stops before 1 April 2021, when the series breaks."));
        assert!(
            with(Stop::Retired(day)).ends_with(" It stops on 1 April 2021, when the indicator is retired.")
        );
        let of = |values, words| basis(&Forecast { values, ..forecast.clone() }).contains(words);
        assert_eq!([8, 11, 12].map(|values| of(values, "a rough guide")), [true, true, false]);
        assert_eq!(
            [11, 12, 19, 20].map(|values| of(values, "more often than they suggest")),
            [false, true, true, false]
        );
    }

    #[test]
    fn nothing_is_certain() {
        assert_eq!(
            [0.0, 0.004, 0.324, 0.996, 1.0].map(chance).join(", "),
            "less than 1%, less than 1%, about 32%, more than 99%, more than 99%"
        );
    }
}
