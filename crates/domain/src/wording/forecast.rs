use crate::{
    forecast::{Coverage, Forecast, Step},
    indicator::{Indicator, Polarity},
    target::Aim,
};

/// The last quarter that is forecast, with its bands: `Forecast for 2020-21 Q4: 412 reports; from 380 to 445 with a probability of 80%,
/// from 362 to 462 with 95%.`
#[must_use]
pub fn told(indicator: &Indicator, forecast: &Forecast) -> String {
    let Some(last) = forecast.last() else { return String::new() };
    let within = |coverage| band(indicator, last, coverage);
    format!(
        "Forecast for {}: {}; {} with a probability of 80%, {} with 95%.",
        last.period,
        indicator.say(last.likeliest()),
        within(Coverage::Eighty),
        within(Coverage::NinetyFive)
    )
}

/// What holds the value of a quarter: `from 380 to 445`.
#[must_use]
pub fn band(indicator: &Indicator, step: &Step, coverage: Coverage) -> String {
    let (lower, upper) = step.within(coverage);
    format!("from {} to {}", indicator.print(lower), indicator.print(upper))
}

/// How likely a target is met: `The target for 2020-21 Q4, 400 reports or fewer, is met with a probability of about 32%.` Nothing where
/// that cannot be said.
#[must_use]
pub fn target(indicator: &Indicator, step: &Step, aim: Aim) -> Option<String> {
    let chance = chance(step.probability(aim, indicator.polarity, indicator.decimals)?);
    let side = match (aim, indicator.polarity) {
        (Aim::Value(_), Polarity::Higher) => " or more",
        (Aim::Value(_), Polarity::Lower) => " or less",
        (Aim::Value(_), Polarity::Neither) | (Aim::Range(..), _) => "",
    };
    let aim = super::aim(indicator, aim);
    Some(format!("The target for {}, {aim}{side}, is met with a probability of {chance}.", step.period))
}

/// A probability as a sentence prints it: to whole per cents, and never as certain.
#[must_use]
pub fn chance(probability: f64) -> String {
    match probability {
        p if p < 0.01 => "less than 1%".to_owned(),
        p if p > 0.99 => "more than 99%".to_owned(),
        p => format!("about {:.0}%", p * 100.0),
    }
}

/// What it rests on.
#[must_use]
pub fn basis(forecast: &Forecast) -> String {
    format!(
        "By exponential smoothing of {}, from {} quarters. It goes on as these quarters went, and knows nothing of what is planned: it is neither a target nor a promise.",
        forecast.model, forecast.values
    )
}

#[cfg(test)]
mod tests {
    use super::{basis, chance, target, told};
    use crate::{
        forecast::{Forecast, Model, Step},
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
        (counted, Forecast { model: Model::Season, values: 24, steps: vec![step] })
    }

    #[test]
    fn a_forecast_is_told_with_its_bands() {
        let (indicator, forecast) = forecast();
        assert_eq!(
            told(&indicator, &forecast),
            "Forecast for 2020-21 Q4: 412 reports; from 385 to 440 with a probability of 80%, from 368 to 457 with 95%."
        );
        assert!(
            basis(&forecast)
                .starts_with("By exponential smoothing of the level and the season, from 24 quarters.")
        );
        assert_eq!(
            target(&indicator, &forecast.steps[0], Aim::Value(400.0)).as_deref(),
            Some("The target for 2020-21 Q4, 400 reports or less, is met with a probability of about 28%.")
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
