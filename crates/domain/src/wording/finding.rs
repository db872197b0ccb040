//! A plain sentence or a few on a series, which reconcile its value, target, signals and the quality of its data.
//!
//! The same wherever a finding appears. Order: how big and compared with whom; how good the data are; since when; the target;
//! the control chart; the direction over the years. A statement that contradicts an earlier one starts with "But".

use crate::{
    chart::Control,
    comparison,
    control_chart::{Assurance, Kind, Refusal as NoLimits, Side, Variation},
    indicator::{Indicator, Measure, Polarity},
    judgement::{Point, Reason, Signal},
    number,
    observation::Cadence,
    rating::{Colour, Rating, Tolerance, Unrated},
    signals::Signals,
    target::Aim,
    trend::{Direction, Refusal as NoTrend, Test, Trend},
};
use chrono::NaiveDate;

/// The contents of a finding on a series.
pub struct SeriesSummary<'a> {
    /// What is measured.
    pub indicator: &'a Indicator,
    /// How big it is, compared with whom, how good the data are, since when: whole sentences, in order.
    pub said: Vec<String>,
    /// The last value, if there is one.
    pub latest: Option<f64>,
    /// Its target, and the period if that differs from the value's.
    pub target: Option<(Aim, Option<String>)>,
    /// The period that the rating belongs to, where that is an earlier one than the last value's: `in 2020/21`.
    pub rated: Option<String>,
    /// Its signals.
    pub signals: &'a Signals,
    /// The name of the period that begins on a day.
    pub period: &'a dyn Fn(NaiveDate) -> String,
}

/// The target, and the value against it.
pub(super) fn target_said(
    indicator: &Indicator,
    target: Option<&(Aim, Option<String>)>,
    rating: &Result<Rating, Unrated>,
    rated_in: Option<&str>,
) -> String {
    let Some((aim, when)) = target else { return "No target has been set.".to_owned() };
    let aim = super::aim(indicator, *aim);
    let when = when.as_ref().map_or_else(String::new, |period| format!(" for {period}"));
    match rating {
        Ok(rating) => rated(indicator, &aim, rating, rated_in),
        Err(Unrated::NeedsRange) => {
            format!("The target{when} is {aim}. It is not rated: neither higher nor lower is better.")
        }
        Err(Unrated::NeedsAbsolute) => {
            format!("It misses the target of {aim}. It is not rated: no tolerance is set for a target of 0.")
        }
        Err(_) if rated_in.is_some() => format!("The target{when} was {aim}."),
        Err(_) => format!("The target{when} is {aim}."),
    }
}

fn rated(indicator: &Indicator, aim: &str, rating: &Rating, rated_in: Option<&str>) -> String {
    let provisional = if rating.is_provisional { ", provisional" } else { "" };
    // In the unit, because a percentage of a percentage is misread; the calculation beside the rating has it in per cent of
    // the target. And without the unit of a count, which the target has just given.
    let off = rating.off.abs();
    let by = number::print(off, number::enough(off, indicator.decimals));
    let by = match indicator.measure {
        Measure::Percentage | Measure::Money => comparison::with_unit(indicator, &by),
        Measure::Count | Measure::Rate { .. } | Measure::Average | Measure::Index => by,
    };
    let (meets, misses) = match rated_in {
        None => ("It meets".to_owned(), "It misses".to_owned()),
        Some(period) => {
            let was = format!("{} it was {}", super::capital(period), indicator.say(rating.value));
            (format!("{was} and met"), format!("{was} and missed"))
        }
    };
    match rating.colour {
        Colour::Green => format!("{meets} the target of {aim} (green{provisional})."),
        Colour::Amber => format!("{misses} the target of {aim} by {by} (amber{provisional})."),
        Colour::Red => format!("{misses} the target of {aim} by {by} (red{provisional})."),
    }
}

pub(super) fn no_limits(refusal: NoLimits) -> Option<String> {
    match refusal {
        NoLimits::NoValues => None,
        NoLimits::MixedKinds => {
            Some("Its periods are of different kinds, so they are not compared.".to_owned())
        }
        NoLimits::OnePoint => Some("One figure is not enough to show what is usual.".to_owned()),
        NoLimits::NothingFollows => {
            Some("No two figures are for consecutive periods, so we cannot say what is usual.".to_owned())
        }
        NoLimits::Constant => Some("Its figures do not vary.".to_owned()),
        NoLimits::Overlapping | NoLimits::NotFinite => {
            Some(format!("We cannot say what is usual: {refusal}."))
        }
    }
}

/// The direction of the series over the years, beside what was said of its chart: which way the last value stands out, if that was.
pub(super) fn trend_said(
    indicator: &Indicator,
    signals: &Signals,
    last_side: Option<Side>,
    is_chart_told: bool,
) -> Option<String> {
    let trend = match signals.trend() {
        Ok(trend) => trend,
        Err(refusal) => return no_trend(refusal, signals.cadence),
    };
    let over = match signals.cadence {
        Cadence::Years => format!("over the last {} years", trend.values),
        _ => "from year to year".to_owned(),
    };
    if !is_clear(&trend) {
        let either = if last_side.is_none() && is_chart_told { " either" } else { "" };
        return Some(format!("There is no clear trend {over}{either}."));
    }
    let is_up = trend.direction == Direction::Increasing;
    let merit = match (indicator.polarity, is_up) {
        (Polarity::Neither, _) => "",
        (Polarity::Higher, true) | (Polarity::Lower, false) => ", which is better",
        (Polarity::Higher, false) | (Polarity::Lower, true) => ", which is worse",
    };
    let gone = format!("{} {over}{}", if is_up { "up" } else { "down" }, about(indicator, &trend));
    match last_side {
        // Whether that is better was said about the latest figures.
        Some(side) if side.is_high() == is_up => Some(format!("It has also gone {gone}.")),
        None if !is_chart_told => Some(format!("It has gone {gone}{merit}.")),
        Some(_) | None => Some(format!("But it has gone {gone}{merit}.")),
    }
}

/// Whether a trend is one by more than chance.
fn is_clear(trend: &Trend) -> bool {
    trend.is_significant && trend.direction != Direction::Level
}

/// By how much a year, if that is known and can be printed: `, by about 4.2 reports`.
fn about(indicator: &Indicator, trend: &Trend) -> String {
    let decimals = indicator.decimals.max(1);
    match trend.per_year {
        Some(slope) if number::rounded(slope, decimals) != 0.0 => {
            let amount = number::print(slope.abs(), decimals);
            let year = if trend.test == Test::SeasonalMannKendall { "" } else { " a year" };
            format!(", by about {}{year}", comparison::with_unit(indicator, &amount))
        }
        _ => String::new(),
    }
}

fn no_trend(refusal: NoTrend, cadence: Cadence) -> Option<String> {
    let said = match refusal {
        // Said about the figures already.
        NoTrend::NoValues | NoTrend::Constant | NoTrend::MixedKinds if cadence != Cadence::Years => {
            return None;
        }
        NoTrend::NoValues => return None,
        NoTrend::TooFewYears { .. } => "There are too few comparable years to test for a trend.".to_owned(),
        NoTrend::TooFewSeasons { .. } => {
            format!("There are too few comparable {} to test for a trend.", cadence.plural())
        }
        NoTrend::Overlapping => "Its years overlap, so we do not test for a trend.".to_owned(),
        NoTrend::NoInterval => "We do not test for a trend, because no margin of error is known.".to_owned(),
        NoTrend::NoTest => "We do not test for a trend in periods of this kind.".to_owned(),
        NoTrend::NoneOrAll => {
            "We do not test for a trend: in some years none or all were counted.".to_owned()
        }
        NoTrend::Constant => "Its figures do not vary.".to_owned(),
        NoTrend::NotFinite | NoTrend::MixedKinds => format!("We do not test for a trend: {refusal}."),
    };
    Some(said)
}

/// A sentence as it continues after another word.
pub(super) fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// The finding for the last point, in a few words beside its icon.
#[must_use]
pub fn variation(variation: Variation) -> &'static str {
    match variation {
        Variation::CommonCause => "usual ups and downs",
        Variation::ImprovementHigh => "unusually high: better",
        Variation::ImprovementLow => "unusually low: better",
        Variation::ConcernHigh => "unusually high: worse",
        Variation::ConcernLow => "unusually low: worse",
        Variation::NeutralHigh => "unusually high",
        Variation::NeutralLow => "unusually low",
    }
}

/// Whether the target can be relied on, in a few words beside its icon.
#[must_use]
pub fn assurance(assurance: Assurance) -> &'static str {
    match assurance {
        Assurance::Pass => "will be met",
        Assurance::Fail => "will be missed",
        Assurance::HitOrMiss => "may be met or missed",
    }
}

/// That something is not claimed, in a few words beside its icon; the reason itself says more.
#[must_use]
pub fn withheld(reason: Reason) -> &'static str {
    match reason {
        Reason::NoLimits(NoLimits::NoValues) => "No figure",
        Reason::FewPoints { .. } | Reason::NoLimits(NoLimits::OnePoint | NoLimits::NothingFollows) => {
            "Too few figures"
        }
        Reason::Stale { .. } => "Out of date",
        Reason::TooRare | Reason::NoLowerLimit => "Too rare to tell",
        Reason::Trend { .. } | Reason::Unusual { .. } => "Not known: it is changing",
        Reason::OnlySeason | Reason::NoLimits(NoLimits::Constant) => "Does not vary",
        Reason::NoParts
        | Reason::MoveTogether
        | Reason::NoLimits(NoLimits::MixedKinds | NoLimits::Overlapping | NoLimits::NotFinite) => "Not known",
    }
}

/// Why, under those words; `None` where they say it all.
#[must_use]
pub fn why_withheld(reason: Reason) -> Option<String> {
    match reason {
        Reason::NoLimits(NoLimits::NoValues) => None,
        Reason::FewPoints { have, need } => Some(format!("{have} so far, and it takes {need}")),
        reason => Some(reason.to_string()),
    }
}

/// The result of a trend test, with its figures: `Up by more than chance: seasonal Mann-Kendall test, z = 2.31, p = 0.021`.
#[must_use]
pub fn trend_tested(indicator: &Indicator, trend: &Trend) -> String {
    let way = match (trend.is_significant, trend.direction) {
        (true, Direction::Increasing) => "Up by more than chance",
        (true, Direction::Decreasing) => "Down by more than chance",
        (false, _) | (true, Direction::Level) => "No clear trend",
    };
    let (test, letter) = match trend.test {
        Test::Proportions => ("test for a trend in proportions over 5 years", "chi-square"),
        Test::Weighted => ("weighted regression over 5 years", "chi-square"),
        Test::SeasonalMannKendall => ("seasonal Mann-Kendall test", "z"),
    };
    let p = if trend.p < 0.001 {
        "p below 0.001".to_owned()
    } else {
        format!("p = {}", number::print(trend.p, 3))
    };
    let slope = trend.per_year.map(|slope| {
        let amount = number::print(slope, indicator.decimals.max(1));
        format!("; {} a year", comparison::with_unit(indicator, &amount))
    });
    let statistic = number::print(trend.statistic, 2);
    format!("{way}: {test}, {letter} = {statistic}, {p}{}", slope.unwrap_or_default())
}

/// What a point of a control chart shows, in a few words; `None` if it does not stand out and is not set apart.
#[must_use]
pub fn point(control: &Control, point: &Point) -> Option<String> {
    let Some((signal, side)) = point.signal else {
        return point.is_apart.then(|| "set apart as exceptional".to_owned());
    };
    let which = match (signal, side.is_high()) {
        (Signal::Outside, true) => "above the upper limit",
        (Signal::Outside, false) => "below the lower limit",
        (Signal::Trend, true) => "part of a steady rise",
        (Signal::Trend, false) => "part of a steady fall",
        (Signal::TwoInThree, true) => "one of 2 in 3 near the upper limit",
        (Signal::TwoInThree, false) => "one of 2 in 3 near the lower limit",
        (Signal::Shift, true) => "part of a run above the mean",
        (Signal::Shift, false) => "part of a run below the mean",
        (Signal::LastFour, true) => "the last four together are high",
        (Signal::LastFour, false) => "the last four together are low",
    };
    let merit = match control.kind(point) {
        Kind::Improvement => ": better",
        Kind::Concern => ": worse",
        Kind::Common | Kind::NeutralHigh | Kind::NeutralLow => "",
    };
    let apart = if point.is_apart { ", and set apart as exceptional" } else { "" };
    Some(format!("{which}{merit}{apart}"))
}

/// The tolerance for amber, in words: `within 5% of the target is amber`.
#[must_use]
pub fn tolerance(indicator: &Indicator, tolerance: Tolerance) -> String {
    match tolerance {
        Tolerance::Percent(percent) => {
            format!("within {}% of the target is amber", number::shortest(percent))
        }
        Tolerance::Absolute(off) => {
            let amount = number::print(off, indicator.decimals);
            format!("within {} of the target is amber", comparison::with_unit(indicator, &amount))
        }
    }
}
