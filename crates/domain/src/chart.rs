//! The content of a chart, before anything is drawn. One model yields the drawing, the sentence and the table.

mod control;

pub use control::{Control, Group, Stretch};

use crate::{
    area::AreaCode,
    baseline::baseline,
    board::Row,
    change_note::{ChangeNote, break_between},
    comparison::{Comparison, compare},
    figure::{Absence, Figure, Status},
    forecast::{Coverage, Forecast},
    indicator::{Indicator, Measure},
    outline::Outline,
    period::Period,
    plan::{PlanYear, Standing, standing},
    series::{self, Breakdown},
    target::{Aim, Target},
};
use chrono::NaiveDate;

/// An indicator over time, for one area and those it is compared with.
#[derive(Debug)]
pub struct Chart<'a> {
    /// What is measured.
    pub indicator: &'a Indicator,
    /// The area that the chart is about, then the others.
    pub lines: Vec<Line<'a>>,
    /// Every period for which a line has a figure, in order of time.
    pub periods: Vec<Period>,
    /// The years of the plan, drawn as bands.
    pub years: &'a [PlanYear],
    /// The change notes within the chart's days, in order of time.
    pub notes: Vec<&'a ChangeNote>,
    /// The vertical axis.
    pub scale: Scale,
    /// What the first line is judged by, with one entry for each of its points in the same order; `None` if the chart is not a
    /// control chart.
    pub control: Option<Control>,
    /// The target, if the chart shows it.
    pub target: Option<Aim>,
    /// The target's period, if the chart shows it: a chart with a forecast has several possible ones.
    pub due: Option<Period>,
    /// The forecast of its first line, if the chart shows it: its quarters are among the periods.
    pub forecast: Option<Forecast>,
}

/// The figures of one series.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    /// The name of its area, or of its group.
    pub name: &'a str,
    /// Its figures, in order of time.
    pub points: Vec<Point<'a>>,
}

/// One figure of a line.
#[derive(Clone, Copy, Debug)]
pub struct Point<'a> {
    /// The figure.
    pub figure: &'a Figure,
    /// Whether it is not joined to the point before: a period is missing or has no value between them, or a change note
    /// breaks the series.
    pub starts_anew: bool,
}

/// A vertical axis, in the unit of the indicator.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// Where it starts.
    pub low: f64,
    /// Where it ends.
    pub high: f64,
    /// The step between marked values.
    pub step: f64,
}

/// Which areas a chart shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// The area with the plan's comparators.
    Comparators,
    /// Only the area, on a scale of its own.
    Line,
    /// Only the area, with its control limits.
    ControlChart,
    /// Only the area, with its forecast.
    Forecast,
    /// One group of the area beside the total.
    Gaps,
    /// A small chart for each group of the area.
    Groups,
    /// A small chart for each place within the area.
    Places,
}

/// Which periods a chart shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// All recorded periods.
    All,
    /// Those of the plan's years, and its baseline.
    Plan,
}

/// The chart of an indicator in an area. `figures` are sorted as [`series::sort`] sorts them. `None` where the area has no
/// figures, or no value to draw.
#[must_use]
pub fn chart<'a>(
    outline: &'a Outline,
    figures: &'a [Figure],
    indicator: &'a Indicator,
    area: &'a AreaCode,
    view: View,
    span: Span,
) -> Option<Chart<'a>> {
    let others = outline.plan.comparators.iter().filter(|code| view == View::Comparators && *code != area);
    let lines: Vec<_> = std::iter::once(area)
        .chain(others)
        .map(|code| {
            line(outline, within(outline, series::of(figures, &indicator.slug, code), span), indicator, code)
        })
        .enumerate()
        // The first line is the chart's own area: another must never take its place.
        .filter(|(place, line)| *place == 0 || !line.points.is_empty())
        .map(|(_, line)| line)
        .collect();
    of_lines(outline, lines, indicator)
}

/// The chart of one group in an area, beside the total; of counts, which the total would dwarf, beside the other groups of its
/// dimension. `None` where the group has no value to draw.
#[must_use]
pub fn gap_chart<'a>(
    outline: &'a Outline,
    figures: &'a [Figure],
    indicator: &'a Indicator,
    area: &'a AreaCode,
    group: &'a Breakdown,
    span: Span,
) -> Option<Chart<'a>> {
    let Breakdown::Category { category, dimension } = group else { return None };
    let line_of = |breakdown: &Breakdown, name: &'a str| {
        let own = series::of_group(figures, &indicator.slug, area, breakdown);
        Line { name, ..line(outline, within(outline, own, span), indicator, area) }
    };
    let mut lines = vec![line_of(group, category)];
    if indicator.measure == Measure::Count {
        lines.extend(series::groups_of(figures, &indicator.slug, area).into_iter().filter_map(|other| {
            match other {
                Breakdown::Category { dimension: of, category } if of == dimension && other != group => {
                    Some(line_of(other, category))
                }
                _ => None,
            }
        }));
    } else {
        lines.push(line_of(&Breakdown::Total, "Everyone"));
    }
    of_lines(outline, lines, indicator)
}

/// The chart of a row: its figures beside the main comparator's as far as they go, with the target. Counts are shown on their
/// own, because they are not compared. `None` where there is no value to draw.
#[must_use]
pub fn row_chart<'a>(outline: &'a Outline, figures: &'a [Figure], row: &Row<'a>) -> Option<Chart<'a>> {
    let (indicator, own) = (row.indicator, row.figures);
    let (area, last) = (&own.first()?.series.area, own.last()?.period);
    let comparator = outline.main_comparator().filter(|code| *code != area);
    let comparator = comparator.filter(|_| indicator.measure != Measure::Count);
    let beside = comparator.map(|code| {
        let all = series::of(figures, &indicator.slug, code);
        let known = all.iter().take_while(|figure| figure.period <= last).count();
        line(outline, all.get(..known).unwrap_or(all), indicator, code)
    });
    let beside = beside.filter(|line| !line.points.is_empty());
    let lines = std::iter::once(line(outline, own, indicator, area)).chain(beside).collect();
    let drawn = of_lines(outline, lines, indicator)?;
    Some(match row.target {
        Some(target) => drawn.with_target(target.aim),
        None => drawn,
    })
}

/// The chart of some lines; the first is its subject.
pub(crate) fn of_lines<'a>(
    outline: &'a Outline,
    lines: Vec<Line<'a>>,
    indicator: &'a Indicator,
) -> Option<Chart<'a>> {
    if lines.first().is_none_or(|own| own.points.is_empty()) {
        return None;
    }
    let values = lines.iter().flat_map(|line| &line.points).filter_map(|point| point.figure.reading.value());
    let scale = Scale::of(values)?;

    let mut periods: Vec<_> =
        lines.iter().flat_map(|line| &line.points).map(|point| point.figure.period).collect();
    periods.sort_unstable();
    periods.dedup();
    let (first, last) = days_of(&periods)?;
    let notes = outline.notes_of(&indicator.slug).filter(|note| (first..=last).contains(&note.on)).collect();
    Some(Chart {
        indicator,
        lines,
        periods,
        years: &outline.years,
        notes,
        scale,
        control: None,
        target: None,
        due: None,
        forecast: None,
    })
}

/// The line of one area's figures.
#[must_use]
pub fn line<'a>(
    outline: &'a Outline,
    figures: &'a [Figure],
    indicator: &Indicator,
    area: &'a AreaCode,
) -> Line<'a> {
    let mut before: Option<&Figure> = None;
    let points = figures
        .iter()
        .map(|figure| {
            let is_joined = before.is_some_and(|before| {
                before.reading.value().is_some()
                    && before.period.is_followed_by(&figure.period)
                    && break_between(&outline.change_notes, &indicator.slug, &before.period, &figure.period)
                        .is_none()
            });
            before = Some(figure);
            Point { figure, starts_anew: !is_joined }
        })
        .collect();
    Line { name: outline.area_name(area), points }
}

/// The figures of a span: all, or those from the baseline to the plan's end.
pub(crate) fn within<'a>(outline: &Outline, figures: &'a [Figure], span: Span) -> &'a [Figure] {
    let stand = |figure: &Figure| standing(&outline.years, &figure.period);
    match span {
        Span::All => figures,
        Span::Plan => {
            let before = figures.iter().take_while(|figure| stand(figure) == Standing::Before);
            let from =
                before.clone().enumerate().filter(|(_, figure)| figure.reading.value().is_some()).last();
            let from = from.map_or_else(|| before.count(), |(place, _)| place);
            let to = figures.iter().take_while(|figure| stand(figure) != Standing::After).count();
            figures.get(from..to).unwrap_or(&[])
        }
    }
}

fn days_of(periods: &[Period]) -> Option<(NaiveDate, NaiveDate)> {
    Some((periods.first()?.first(), periods.iter().map(Period::last).max()?))
}

impl Line<'_> {
    /// Its values, in order of time.
    pub fn values(&self) -> impl Iterator<Item = f64> {
        self.points.iter().filter_map(Point::value)
    }
}

impl<'a> Chart<'a> {
    /// A chart of other lines on the axes of this one.
    pub(crate) fn with_lines(&self, lines: Vec<Line<'a>>) -> Self {
        Self {
            lines,
            periods: self.periods.clone(),
            notes: self.notes.clone(),
            control: None,
            target: None,
            due: None,
            forecast: None,
            ..*self
        }
    }

    /// The chart with the target, on a scale that includes it.
    #[must_use]
    pub fn with_target(mut self, target: Aim) -> Self {
        let (lower, upper) = target.ends();
        let held = self.lines.iter().flat_map(Line::values).chain([lower, upper]);
        self.scale = Scale::of(held.filter(|value| value.is_finite())).unwrap_or(self.scale);
        self.target = Some(target);
        self
    }

    /// The chart as a control chart, with its target if it has one, on a scale that includes both. `control` has one entry
    /// for each point of the first line, in the same order.
    #[must_use]
    pub fn with_control(mut self, control: Control, target: Option<Aim>) -> Self {
        let values = self.lines.iter().flat_map(|line| &line.points).filter_map(Point::value);
        let means = control.stretches.iter().filter_map(|stretch| stretch.mean);
        let limits = control.stretches.iter().flat_map(|stretch| {
            let (lower, upper) = self.drawn_limits(stretch);
            lower.into_iter().chain(upper)
        });
        let aims = target.map(Aim::ends).into_iter().flat_map(|(lower, upper)| [lower, upper]);
        let held = values.chain(means).chain(limits).chain(aims).filter(|value| value.is_finite());
        self.scale = Scale::of(held).unwrap_or(self.scale);
        self.control = Some(control);
        self.target = target;
        self
    }

    /// The chart with the forecast of its first line and a target with its period, on axes that include both.
    #[must_use]
    pub fn with_forecast(mut self, forecast: Forecast, target: Option<&Target>) -> Self {
        (self.target, self.due) = target.map(|target| (target.aim, target.period)).unzip();
        let values = self.lines.iter().flat_map(Line::values);
        let fan = forecast.steps.iter().map(|step| step.within(Coverage::NinetyFive));
        let ends = fan.chain(self.target.map(Aim::ends)).flat_map(|(lower, upper)| [lower, upper]);
        let held = values.chain(ends).filter(|value| value.is_finite());
        self.scale = Scale::of(held).unwrap_or(self.scale);
        self.periods.extend(forecast.steps.iter().map(|step| step.period));
        self.periods.sort_unstable();
        self.periods.dedup();
        self.forecast = Some(forecast);
        self
    }

    /// The lower and the upper limit of a stretch for drawing: if a measure cannot be below 0, or above 100%, neither is its
    /// limit. The calculations know no such bounds.
    #[must_use]
    pub fn drawn_limits(&self, stretch: &Stretch) -> (Option<f64>, Option<f64>) {
        let (least, most) = self.indicator.measure.ends();
        let drawn = |limit: Option<f64>| {
            limit.filter(|limit| limit.is_finite()).map(|limit| limit.max(least).min(most))
        };
        (drawn(stretch.lower), drawn(stretch.upper))
    }

    /// What is usual in a stretch, from where to where, for drawing: also where one end is not a limit but the least or the most that
    /// there can be. `None` where that has no end.
    #[must_use]
    pub fn drawn_usual(&self, stretch: &Stretch) -> Option<(f64, f64)> {
        let (least, most) = self.indicator.measure.ends();
        let usual = match self.drawn_limits(stretch) {
            (None, None) => return None,
            (lower, upper) => (lower.unwrap_or(least), upper.unwrap_or(most)),
        };
        (usual.0.is_finite() && usual.1.is_finite() && usual.0 <= usual.1).then_some(usual)
    }

    /// The first and the last day that the chart shows.
    #[must_use]
    pub fn days(&self) -> (NaiveDate, NaiveDate) {
        days_of(&self.periods).unwrap_or_default()
    }

    /// Whether a period shows only a forecast. Not so where any line has a figure for it, even an awaited one.
    #[must_use]
    pub fn is_ahead(&self, period: &Period) -> bool {
        self.forecast.as_ref().is_some_and(|forecast| forecast.step(period).is_some())
            && self.lines.iter().all(|line| self.figure(line, period).is_none())
    }

    /// The figure of a line for a period.
    #[must_use]
    pub fn figure(&self, line: &Line<'a>, period: &Period) -> Option<&'a Figure> {
        line.points.iter().map(|point| point.figure).find(|figure| figure.period == *period)
    }

    /// The chart's own area compared with its first comparator in a period.
    #[must_use]
    pub fn comparison(&self, period: &Period) -> Option<(Comparison, &'a str)> {
        let [own, other, ..] = self.lines.as_slice() else { return None };
        let figure = self.figure(own, period)?;
        let other_figure = self.figure(other, period)?;
        Some((compare(self.indicator, figure, std::slice::from_ref(other_figure))?, other.name))
    }

    /// The last value of the chart's own area before the plan's first year, chosen as [`crate::board::Row::baseline`] is.
    #[must_use]
    pub fn baseline(&self) -> Option<&'a Figure> {
        let own = self.lines.first()?.points.iter().map(|point| point.figure);
        baseline(self.years, own).ok()
    }

    /// The points of a line since its last break: those that can be compared with its last.
    pub fn comparable<'b>(&'b self, line: &'b Line<'a>) -> impl Iterator<Item = &'b Point<'a>> {
        let last = line.points.iter().rfind(|point| point.value().is_some()).map(|point| point.figure.period);
        line.points.iter().filter(move |point| {
            let notes = self.notes.iter().copied();
            last.is_some_and(|last| {
                break_between(notes, &self.indicator.slug, &point.figure.period, &last).is_none()
            })
        })
    }
}

impl Point<'_> {
    /// Its value on the vertical axis.
    #[must_use]
    pub fn value(&self) -> Option<f64> {
        self.figure.reading.value()
    }

    /// Why it has no value.
    #[must_use]
    pub fn absence(&self) -> Option<Absence> {
        self.figure.reading.absence()
    }

    /// Whether it may still change.
    #[must_use]
    pub fn is_provisional(&self) -> bool {
        self.figure.status == Status::Provisional
    }
}

impl Scale {
    /// A scale that includes every value and ends on marked ones. It starts at 0 unless all values are within a band so
    /// narrow (less than two fifths of the largest) that starting there would flatten them.
    #[must_use]
    pub fn of(values: impl Iterator<Item = f64>) -> Option<Self> {
        let (least, most) = values.fold(None, |ends: Option<(f64, f64)>, value| {
            Some(ends.map_or((value, value), |(least, most)| (least.min(value), most.max(value))))
        })?;
        let is_narrow = least > 0.0 && (most - least) < 0.4 * most && most > least;
        let (low, high) = match (is_narrow, least < 0.0) {
            (true, _) => (least, most),
            (false, true) => (least, most.max(0.0)),
            (false, false) => (0.0, most),
        };
        let (low, high) = if low == high { (low, low + 1.0) } else { (low, high) };
        let step = nice_step((high - low) / 4.0);
        let ends = ((low / step).floor(), (high / step).ceil());
        Some(Self { low: times(step, ends.0), high: times(step, ends.1), step })
    }

    /// Whether it starts at zero.
    #[must_use]
    pub fn starts_at_zero(&self) -> bool {
        self.low == 0.0
    }

    /// The marked values, from the lowest.
    pub fn marks(&self) -> impl Iterator<Item = f64> {
        let steps = ((self.high - self.low) / self.step).round().clamp(0.0, 1000.0) as u32;
        let first = (self.low / self.step).round();
        (0..=steps).map(move |place| times(self.step, first + f64::from(place)))
    }

    /// How many decimals the marks need.
    #[must_use]
    pub fn decimals(&self) -> u8 {
        (0..=12).find(|decimals| (self.step * 10_f64.powi(i32::from(*decimals))).fract() < 1e-6).unwrap_or(12)
    }
}

/// A multiple of a step without binary rounding noise: 3 x 0.05 is 0.15.
fn times(step: f64, count: f64) -> f64 {
    // `+ 0.0` turns a negative zero into zero.
    format!("{:.12e}", step * count).parse::<f64>().unwrap_or(step * count) + 0.0
}

/// The smallest of 1, 2, 2.5 or 5 times a power of ten that is at least `least`.
fn nice_step(least: f64) -> f64 {
    let power = 10_f64.powf(least.log10().floor());
    [1.0, 2.0, 2.5, 5.0]
        .into_iter()
        .map(|times| times * power)
        .find(|step| *step >= least * (1.0 - 1e-9))
        .unwrap_or(10.0 * power)
}

#[cfg(test)]
mod tests {
    use super::{Chart, Control, Scale, Stretch};
    use crate::{
        indicator::{Indicator, Measure, Polarity, tests::indicator},
        target::Aim,
    };

    fn bare(indicator: &Indicator) -> Chart<'_> {
        Chart {
            indicator,
            lines: Vec::new(),
            periods: Vec::new(),
            years: &[],
            notes: Vec::new(),
            scale: Scale { low: 0.0, high: 1.0, step: 0.25 },
            control: None,
            target: None,
            due: None,
            forecast: None,
        }
    }

    fn stretch(lower: Option<f64>, upper: Option<f64>) -> Stretch {
        Stretch { points: 0..0, group: 0, mean: None, lower, upper, is_early: false }
    }

    #[test]
    fn drawn_limits_are_values_that_there_can_be() {
        let drawn = |measure, lower, upper| {
            bare(&indicator(measure)).drawn_limits(&stretch(Some(lower), Some(upper)))
        };
        assert_eq!(drawn(Measure::Count, -3.0, 105.0), (Some(0.0), Some(105.0)));
        assert_eq!(drawn(Measure::Rate { per: 100 }, -3.0, 105.0), (Some(0.0), Some(105.0)));
        assert_eq!(drawn(Measure::Percentage, -3.0, 105.0), (Some(0.0), Some(100.0)));
        assert_eq!(drawn(Measure::Percentage, 3.0, 95.0), (Some(3.0), Some(95.0)));
        for measure in [Measure::Average, Measure::Money, Measure::Index] {
            assert_eq!(drawn(measure, -3.0, 105.0), (Some(-3.0), Some(105.0)));
        }
    }

    #[test]
    fn what_is_usual_ends_at_the_least_or_the_most_where_it_has_no_limit() {
        let drawn = |measure, lower, upper| bare(&indicator(measure)).drawn_usual(&stretch(lower, upper));
        assert_eq!(drawn(Measure::Count, Some(-3.0), Some(105.0)), Some((0.0, 105.0)));
        assert_eq!(drawn(Measure::Count, None, Some(4.0)), Some((0.0, 4.0)));
        assert_eq!(drawn(Measure::Percentage, Some(80.0), None), Some((80.0, 100.0)));
        assert_eq!(drawn(Measure::Index, None, Some(4.0)), None);
        assert_eq!(drawn(Measure::Count, None, None), None);
        assert_eq!(drawn(Measure::Index, Some(f64::NAN), Some(1.0)), None);
    }

    #[test]
    fn a_control_chart_has_a_scale_that_holds_limits_and_target() {
        let count = indicator(Measure::Count);
        let control = |stretches: Vec<Stretch>| Control {
            points: Vec::new(),
            groups: Vec::new(),
            stretches,
            polarity: Polarity::Lower,
        };
        let some = |lower, upper| stretch(Some(lower), Some(upper));
        let chart = bare(&count).with_control(control(vec![some(-3.0, 9.0), some(4.0, 21.0)]), None);
        assert_eq!((chart.scale.low, chart.scale.high), (0.0, 30.0), "what is not drawn takes no room");
        assert!(chart.control.is_some() && chart.target.is_none());
        let aim = Aim::Range(30.0, 38.0);
        let chart = bare(&count).with_control(control(vec![some(-3.0, 9.0)]), Some(aim));
        assert_eq!((chart.scale.high, chart.target), (40.0, Some(aim)));
        let chart = bare(&count).with_control(control(Vec::new()), None);
        assert_eq!(chart.scale, bare(&count).scale);
    }

    fn of(values: &[f64]) -> (f64, f64, f64) {
        let scale = Scale::of(values.iter().copied()).expect("a scale");
        (scale.low, scale.high, scale.step)
    }

    #[test]
    fn scales_start_at_zero_unless_that_would_flatten_them() {
        assert_eq!(of(&[13.9, 27.94]), (0.0, 30.0, 10.0));
        assert_eq!(of(&[46.2, 52.1]), (46.0, 54.0, 2.0));
        assert_eq!(of(&[0.015, 0.129]), (0.0, 0.15, 0.05));
        assert_eq!(of(&[0.0]), (0.0, 1.0, 0.25));
        assert_eq!(of(&[5.0]), (0.0, 6.0, 2.0));
        assert_eq!(of(&[-2.0, 3.0]), (-2.0, 4.0, 2.0));
        assert_eq!(Scale::of(std::iter::empty()), None);
    }

    #[test]
    fn marks_end_where_the_scale_ends() {
        let scale = Scale::of([46.2, 52.1].into_iter()).expect("a scale");
        assert_eq!(scale.marks().collect::<Vec<_>>(), [46.0, 48.0, 50.0, 52.0, 54.0]);
        assert_eq!(scale.decimals(), 0);
        assert_eq!(Scale { low: 0.0, high: 0.15, step: 0.05 }.decimals(), 2);
    }

    proptest::proptest! {
        #[test]
        fn a_scale_holds_its_values(values in proptest::collection::vec(-1e6..1e6_f64, 1..20)) {
            let scale = Scale::of(values.iter().copied()).expect("a scale");
            for value in values {
                proptest::prop_assert!(scale.low <= value + 1e-9 && value <= scale.high + 1e-9);
            }
            proptest::prop_assert!(scale.marks().count() < 12);
        }
    }
}
