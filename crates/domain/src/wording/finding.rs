//! A plain sentence or a few on a series, which reconcile its value, target, signals and the quality of its data.
//!
//! The same wherever a finding appears. Order: how big and compared with whom; how good the data are; since when; the target;
//! the control chart; the direction over the years. A statement that contradicts an earlier one starts with "But".

use crate::{
    comparison,
    control_chart::{Assurance, ControlChart, Kind, Point, Refusal as NoLimits, Rule, Side, Variation},
    indicator::{Indicator, Measure, Polarity},
    number,
    observation::{Cadence, Join},
    rating::{Colour, Rating, Tolerance, Unrated},
    signals::Signals,
    target::Aim,
    trend::{Direction, Refusal as NoTrend, Test, Trend},
};

/// The contents of a finding on a series.
#[derive(Debug)]
pub struct SeriesSummary<'a> {
    /// What is measured.
    pub indicator: &'a Indicator,
    /// How big it is, compared with whom, how good the data are, since when: whole sentences, in order.
    pub said: Vec<String>,
    /// The last value, if there is one.
    pub latest: Option<f64>,
    /// Its target, and the period if that differs from the value's.
    pub target: Option<(Aim, Option<String>)>,
    /// Its signals.
    pub signals: &'a Signals,
}

/// All of it, as one text.
#[must_use]
pub fn tell(told: SeriesSummary<'_>) -> String {
    let SeriesSummary { indicator, mut said, latest, target, signals } = told;
    said.push(target_said(indicator, target.as_ref(), &signals.rating));
    if latest.is_some() {
        said.extend(chart_said(indicator, signals));
        let last_side = signals.chart.as_ref().ok().and_then(|chart| chart.last_point()?.side);
        let is_chart_told = signals.cadence != Cadence::Years && signals.chart.is_ok();
        said.extend(trend_said(indicator, signals, last_side, is_chart_told));
    }
    said.join(" ")
}

/// The target, and the value against it.
pub(super) fn target_said(
    indicator: &Indicator,
    target: Option<&(Aim, Option<String>)>,
    rating: &Result<Rating, Unrated>,
) -> String {
    let Some((aim, when)) = target else { return "No target has been set.".to_owned() };
    let aim = super::aim(indicator, *aim);
    let when = when.as_ref().map_or_else(String::new, |period| format!(" for {period}"));
    match rating {
        Ok(rating) => rated(indicator, &aim, rating),
        Err(Unrated::NeedsRange) => {
            format!("The target{when} is {aim}. It is not rated: neither higher nor lower is better.")
        }
        Err(Unrated::NeedsAbsolute) => {
            format!("It misses the target of {aim}. It is not rated: no tolerance is set for a target of 0.")
        }
        Err(_) => format!("The target{when} is {aim}."),
    }
}

fn rated(indicator: &Indicator, aim: &str, rating: &Rating) -> String {
    let provisional = if rating.is_provisional { ", provisional" } else { "" };
    // In the unit, because a percentage of a percentage is misread; the calculation beside the rating has it in per cent of
    // the target. And without the unit of a count, which the target has just given.
    let off = rating.off.abs();
    let by = number::print(off, number::enough(off, indicator.decimals));
    let by = match indicator.measure {
        Measure::Percentage | Measure::Money => comparison::with_unit(indicator, &by),
        Measure::Count | Measure::Rate { .. } | Measure::Average | Measure::Index => by,
    };
    match rating.colour {
        Colour::Green => format!("It meets the target of {aim} (green{provisional})."),
        Colour::Amber => format!("It misses the target of {aim} by {by} (amber{provisional})."),
        Colour::Red => format!("It misses the target of {aim} by {by} (red{provisional})."),
    }
}

/// The finding of the control chart. For an annual series only if something stands out: it has few points.
fn chart_said(indicator: &Indicator, signals: &Signals) -> Option<String> {
    let is_annual = matches!(signals.cadence, Cadence::Years | Cadence::Overlapping);
    let chart = match &signals.chart {
        Ok(chart) => chart,
        Err(_) if is_annual => return None,
        Err(refusal) => return no_limits(*refusal),
    };
    if let Err(refusal) = chart.limits_of_last() {
        return if is_annual { None } else { no_limits(refusal) };
    }
    let point = chart.last_point()?;
    let group = chart.groups.get(point.group)?;
    let values = chart.points[group.points.clone()].iter().filter(|point| point.value.is_some()).count();
    let first_indication =
        if group.is_trial { format!(" Early sign: few points so far ({values}).") } else { String::new() };
    let Some(side) = point.side else {
        if is_annual {
            return None;
        }
        // A series that is moving does not stay within limits that assume it is not.
        if clear_trend(signals).is_some() {
            return Some(format!("The latest figure is not unusual by itself.{first_indication}"));
        }
        let assured = match signals.assurance {
            Ok(Assurance::Pass) => ", and the target will be met unless something changes",
            Ok(Assurance::Fail) => ", and the target will be missed unless something changes",
            Ok(Assurance::HitOrMiss) => ", so the target may be met in one period and missed in the next",
            Err(_) => "",
        };
        return Some(format!(
            "The latest figure is within the usual ups and downs{assured}.{first_indication}"
        ));
    };
    let found = stands_out(indicator, signals.cadence, chart, point.rule, side);
    let (merit, is_but) = match (chart.kind(point), signals.rating.as_ref().map(|rating| rating.colour)) {
        (Kind::Improvement, Ok(Colour::Red | Colour::Amber)) => (", which is better", true),
        (Kind::Improvement, _) => (", which is better", false),
        (Kind::Concern, Ok(Colour::Green)) => (", which is worse", true),
        (Kind::Concern, _) => (", which is worse", false),
        (Kind::Common | Kind::NeutralHigh | Kind::NeutralLow, _) => ("", false),
    };
    let found = if is_but { format!("But {}", lower_first(&found)) } else { found };
    Some(format!("{found}{merit}.{first_indication}"))
}

fn stands_out(
    indicator: &Indicator,
    cadence: Cadence,
    chart: &ControlChart,
    rule: Rule,
    side: Side,
) -> String {
    let extreme = if side.is_high() { "high" } else { "low" };
    match rule {
        Rule::Common | Rule::Outside => format!("The latest figure is unusually {extreme}"),
        Rule::TwoInThree => format!("Two of the last three figures are unusually {extreme}"),
        Rule::Trend => {
            let gone = if side.is_high() { "up" } else { "down" };
            format!("It has gone {gone} steadily over the last {} {}", run_of_steps(chart), cadence.plural())
        }
        Rule::Shift => {
            let beyond = if side.is_high() { "above" } else { "below" };
            let mean = chart.last_group().and_then(|group| group.mean);
            let mean = mean.map_or_else(String::new, |mean| format!(" ({})", indicator.print_mean(mean)));
            let run = run_beyond_mean(chart);
            format!("The last {run} {} are all {beyond} the average of the series{mean}", cadence.plural())
        }
    }
}

/// How many consecutive points at the end are on one side of the mean.
fn run_beyond_mean(chart: &ControlChart) -> usize {
    let Some(mean) = chart.last_group().and_then(|group| group.mean) else { return 0 };
    let is_above = chart.last_point().and_then(|point| point.value).is_some_and(|value| value > mean);
    let is_beyond = |value: f64| if is_above { value > mean } else { value < mean };
    tail(chart).take_while(|value| is_beyond(*value)).count()
}

/// How many points at the end each rise, or each fall, from the one before.
fn run_of_steps(chart: &ControlChart) -> usize {
    let mut values = tail(chart);
    let (Some(mut later), Some(mut value)) = (values.next(), values.next()) else { return 0 };
    let is_up = later > value;
    let mut run = 1;
    while (is_up && later > value) || (!is_up && later < value) {
        run += 1;
        let Some(earlier) = values.next() else { break };
        (later, value) = (value, earlier);
    }
    run
}

/// The values of the last group, the last first, as far as they are consecutive: not across an absence or a gap.
fn tail(chart: &ControlChart) -> impl Iterator<Item = f64> {
    let group = chart.last_group().map_or(0..0, |group| group.points.clone());
    let points = chart.points.get(group).unwrap_or_default().iter().rev();
    let mut is_parted = false;
    points.skip_while(|point| point.value.is_none()).map_while(move |point| {
        let value = point.value.filter(|_| !is_parted);
        is_parted = point.join == Join::Gap;
        value
    })
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
    let trend = match &signals.trend {
        Ok(trend) => trend,
        Err(refusal) => return no_trend(*refusal, signals.cadence),
    };
    let over = match signals.cadence {
        Cadence::Years => format!("over the last {} years", trend.values),
        _ => "from year to year".to_owned(),
    };
    if clear_trend(signals).is_none() {
        let either = if last_side.is_none() && is_chart_told { " either" } else { "" };
        return Some(format!("There is no clear trend {over}{either}."));
    }
    let is_up = trend.direction == Direction::Increasing;
    let merit = match (indicator.polarity, is_up) {
        (Polarity::Neither, _) => "",
        (Polarity::Higher, true) | (Polarity::Lower, false) => ", which is better",
        (Polarity::Higher, false) | (Polarity::Lower, true) => ", which is worse",
    };
    let gone = format!("{} {over}{}", if is_up { "up" } else { "down" }, about(indicator, trend));
    match last_side {
        // Whether that is better was said about the latest figures.
        Some(side) if side.is_high() == is_up => Some(format!("It has also gone {gone}.")),
        None if !is_chart_told => Some(format!("It has gone {gone}{merit}.")),
        Some(_) | None => Some(format!("But it has gone {gone}{merit}.")),
    }
}

/// The trend, if there is one by more than chance.
fn clear_trend(signals: &Signals) -> Option<&Trend> {
    let trend = signals.trend.as_ref().ok()?;
    (trend.is_significant && trend.direction != Direction::Level).then_some(trend)
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

/// The finding for a point of a control chart, in a few words; `None` if it does not stand out.
#[must_use]
pub fn point(chart: &ControlChart, point: &Point) -> Option<String> {
    let side = point.side?;
    let which = match (point.rule, side) {
        (Rule::Common, _) => return None,
        (Rule::Outside, Side::Above | Side::Increasing) => "above the upper limit",
        (Rule::Outside, Side::Below | Side::Decreasing) => "below the lower limit",
        (Rule::Trend, Side::Above | Side::Increasing) => "part of a rise of 7 or more",
        (Rule::Trend, Side::Below | Side::Decreasing) => "part of a fall of 7 or more",
        (Rule::TwoInThree, Side::Above | Side::Increasing) => "one of 2 in 3 near the upper limit",
        (Rule::TwoInThree, Side::Below | Side::Decreasing) => "one of 2 in 3 near the lower limit",
        (Rule::Shift, Side::Above | Side::Increasing) => "one of 7 or more above the mean",
        (Rule::Shift, Side::Below | Side::Decreasing) => "one of 7 or more below the mean",
    };
    let merit = match chart.kind(point) {
        Kind::Improvement => ": better",
        Kind::Concern => ": worse",
        Kind::Common | Kind::NeutralHigh | Kind::NeutralLow => "",
    };
    Some(format!("{which}{merit}"))
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

#[cfg(test)]
pub(super) mod tests;
