//! Choosing a cell: an area, a group and a period of an indicator.

use crate::{
    ask::{address::pair, desk::Asked, typed::Typed},
    shell::form::{Button, Choice, Errors, Form},
};
use chrono::{Months, NaiveDate};
use domain::{
    area::AreaCode,
    figure::Figure,
    indicator::Indicator,
    period::Period,
    series::{Breakdown, Series},
    wording,
};
use leptos::prelude::*;

/// A series and a period of an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) series: Series,
    pub(crate) period: Period,
}

impl Cell {
    /// The cell that some boxes name. What is wrong is noted at them.
    pub(crate) fn read(
        asked: &Asked,
        indicator: &Indicator,
        typed: &Typed,
        period: impl Fn(&str) -> Result<Period, String>,
        errors: &mut Errors,
    ) -> Option<Self> {
        let area = asked.outline.areas.iter().find(|area| area.code.as_str() == typed.get("area"));
        if area.is_none() {
            errors.add("area", "choose one of the areas in the list");
        }
        let breakdown =
            Breakdown::parse(typed.get("breakdown")).filter(|_| typed.get("breakdown").len() <= 120);
        if breakdown.is_none() {
            errors.add("breakdown", "choose one of the groups in the list");
        }
        let period = errors.take("period", period(typed.get("period")));
        Some(Self {
            series: Series {
                indicator: indicator.slug.clone(),
                area: area?.code.clone(),
                breakdown: breakdown?,
            },
            period: period?,
        })
    }

    /// The pairs of an address that name it.
    pub(crate) fn pairs(&self) -> String {
        format!(
            "{}&{}",
            series_pairs(&self.series.area, &self.series.breakdown),
            pair("period", &self.period.label())
        )
    }

    /// The boxes that name it, unseen.
    pub(crate) fn hidden(&self, form: &Form<'_>) -> AnyView {
        view! {
            {form.hidden("area", self.series.area.as_str())}
            {form.hidden("breakdown", self.series.breakdown.to_string())}
            {form.hidden("period", self.period.label())}
        }
        .into_any()
    }
}

/// The pairs of an address that name a series of an indicator.
pub(crate) fn series_pairs(area: &AreaCode, breakdown: &Breakdown) -> String {
    format!("{}&{}", pair("area", area.as_str()), pair("breakdown", &breakdown.to_string()))
}

/// A group in words: `Everyone`, `Sex: Female`.
pub(crate) fn breakdown_said(breakdown: &Breakdown) -> String {
    match breakdown {
        Breakdown::Total => "Everyone".to_owned(),
        Breakdown::Category { dimension, category } => format!("{}: {category}", wording::capital(dimension)),
    }
}

/// A cell in words: `Oxfordshire, everyone, 2018-19 Q1`.
pub(crate) fn cell_said(asked: &Asked, series: &Series, period: &Period) -> String {
    let group = match &series.breakdown {
        Breakdown::Total => "everyone".to_owned(),
        group => breakdown_said(group),
    };
    format!("{}, {group}, {period}", asked.outline.area_name(&series.area))
}

/// So many years are pooled where no figure says otherwise: the usual number in public health.
const USUALLY_POOLED: u32 = 3;

/// The periods of an indicator that may be meant, the newest first: those from three years before the plan that end by
/// `until`, those that have figures, and of pooled ones the next.
pub(crate) fn periods(
    asked: &Asked,
    indicator: &Indicator,
    figures: &[Figure],
    until: NaiveDate,
) -> Vec<Period> {
    let start = asked.outline.years.first().map_or(until, |year| year.first);
    let from = start.checked_sub_months(Months::new(36)).unwrap_or(start);
    let mut periods = Period::between(indicator.frequency, from, until);
    periods.extend(figures.iter().map(|figure| figure.period));
    if indicator.frequency.is_pooled() {
        let years = figures.first().map_or(USUALLY_POOLED, |figure| figure.period.years());
        periods.extend(Period::pooled_between(indicator.frequency, years, from, until));
    }
    periods.sort();
    periods.dedup();
    periods.reverse();
    periods
}

/// The lists from which a cell is chosen, in a form of their own: what stands there is seen only once it is.
pub(crate) fn chooser(
    asked: &Asked,
    indicator: &Indicator,
    figures: &[Figure],
    periods: &[Period],
    form: &Form<'_>,
) -> AnyView {
    let legend = format!("Which figure of {}", indicator.name);
    view! {
        <form method="get" class="form chooser">
            <fieldset>
                <legend>{legend}</legend>
                <div class="row">{lists(asked, figures, periods, form)} {Button::Second.view("Show")}</div>
            </fieldset>
        </form>
    }
    .into_any()
}

/// The lists alone, for a form that holds more.
pub(crate) fn lists(asked: &Asked, figures: &[Figure], periods: &[Period], form: &Form<'_>) -> AnyView {
    let areas: Vec<_> =
        asked.outline.areas.iter().map(|area| Choice::new(area.code.as_str(), area.name.clone())).collect();
    let periods: Vec<_> = periods.iter().map(|period| Choice::new(period.label(), period.label())).collect();
    let groups: Vec<_> = groups(figures.iter().map(|figure| &figure.series.breakdown))
        .into_iter()
        .map(|group| Choice::new(group.to_string(), breakdown_said(&group)))
        .collect();
    view! {
        {form.list("period", "Period", "", Some("Choose a period"), &periods)}
        {form.list("area", "Area", "", None, &areas)}
        {form.list("breakdown", "Group", "", None, &groups)}
    }
    .into_any()
}

/// Everyone, the sexes, and every other group of these.
pub(crate) fn groups<'a>(others: impl Iterator<Item = &'a Breakdown>) -> Vec<Breakdown> {
    let sex =
        |category: &str| Breakdown::Category { dimension: "sex".to_owned(), category: category.to_owned() };
    let mut groups = vec![Breakdown::Total, sex("Female"), sex("Male")];
    for other in others {
        if !groups.contains(other) {
            groups.push(other.clone());
        }
    }
    groups
}
