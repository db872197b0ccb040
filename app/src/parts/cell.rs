//! Choosing a cell: an area, a group and a period of an indicator.

use crate::{
    ask::{address::pair, desk::Asked, typed::Typed},
    shell::form::{Button, Choice, Errors, Form},
};
use domain::{
    area::AreaCode,
    figure::Figure,
    indicator::Indicator,
    period::Period,
    recording::{Named, cell},
    series::{Breakdown, Series, usual_groups},
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
        let named =
            Named { area: typed.get("area"), breakdown: typed.get("breakdown"), period: typed.get("period") };
        match cell(&asked.outline, indicator, named, period(named.period)) {
            Ok((series, period)) => Some(Self { series, period }),
            Err(wrongs) => {
                wrongs.into_iter().for_each(|wrong| errors.add(wrong.at.name(), wrong.message));
                None
            }
        }
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

/// A cell in words: `Oxfordshire, everyone, 2018-19 Q1`.
pub(crate) fn cell_said(asked: &Asked, series: &Series, period: &Period) -> String {
    let group = match &series.breakdown {
        Breakdown::Total => "everyone".to_owned(),
        group => wording::group(group),
    };
    format!("{}, {group}, {period}", asked.outline.area_name(&series.area))
}

/// The lists from which a cell is chosen, in a form of their own: its figure is seen only once it is chosen.
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

/// Only the lists, for a form that holds more.
pub(crate) fn lists(asked: &Asked, figures: &[Figure], periods: &[Period], form: &Form<'_>) -> AnyView {
    let areas: Vec<_> =
        asked.outline.areas.iter().map(|area| Choice::new(area.code.as_str(), area.name.clone())).collect();
    let periods: Vec<_> = periods.iter().map(|period| Choice::new(period.label(), period.label())).collect();
    let groups: Vec<_> = usual_groups(figures.iter().map(|figure| &figure.series.breakdown))
        .into_iter()
        .map(|group| Choice::new(group.to_string(), wording::group(&group)))
        .collect();
    view! {
        {form.list("period", "Period", "", Some("Choose a period"), &periods)}
        {form.list("area", "Area", "", None, &areas)}
        {form.list("breakdown", "Group", "", None, &groups)}
    }
    .into_any()
}
