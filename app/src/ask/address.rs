//! Addresses with what is chosen. Everything on the screen is in its address, so a link keeps what is chosen. The addresses
//! themselves are types of [`path`].

use crate::ask::{
    as_at::LookingBack,
    desk::Asked,
    done::Done,
    path::{self, Address},
};
use domain::{
    area::AreaCode,
    chart::{Span, View},
    indicator::Indicator,
    plan::{PlanYear, current_year},
    series::Breakdown,
};

/// The word of a view in an address; nothing for the default.
pub(crate) fn view_word(view: View) -> Option<&'static str> {
    match view {
        View::Comparators => None,
        View::Line => Some("line"),
        View::ControlChart => Some("control-chart"),
        View::Forecast => Some("forecast"),
        View::Gaps => Some("gaps"),
        View::Groups => Some("groups"),
        View::Places => Some("places"),
    }
}

/// The address of a file of what a page shows, with the same choices.
pub(crate) fn file_address(page: &str, file: &impl Address) -> String {
    match page.split_once('?') {
        Some((_, choices)) => format!("{file}?{choices}"),
        None => file.to_string(),
    }
}

/// The address of an indicator's page with its choices. Defaults are left out.
pub(crate) fn indicator_address(
    asked: &Asked,
    indicator: &Indicator,
    year: &PlanYear,
    area: &AreaCode,
    view: View,
    span: Span,
) -> String {
    let mut pairs = Vec::new();
    if current_year(&asked.outline.years, asked.today) != Some(year) {
        pairs.push(format!("year={}", year.slug));
    }
    if *area != asked.outline.plan.area {
        pairs.push(format!("area={area}"));
    }
    pairs.extend(view_word(view).map(|word| format!("view={word}")));
    if span == Span::Plan {
        pairs.push("span=plan".to_owned());
    }
    address(asked, &path::Indicator::of(&indicator.slug), pairs)
}

/// The address of an indicator's gap between one group and everyone.
pub(crate) fn gap_address(
    asked: &Asked,
    indicator: &Indicator,
    year: &PlanYear,
    area: &AreaCode,
    group: &Breakdown,
    span: Span,
) -> String {
    let view = indicator_address(asked, indicator, year, area, View::Gaps, span);
    format!("{view}&{}", pair("group", &group.to_string()))
}

/// A page's address in a plan year.
pub(crate) fn in_year(asked: &Asked, page: &impl Address, year: &PlanYear) -> String {
    let is_usual = current_year(&asked.outline.years, asked.today) == Some(year);
    address(asked, page, if is_usual { Vec::new() } else { vec![format!("year={}", year.slug)] })
}

/// A pair of an address, with whatever would be read as something else escaped.
pub(crate) fn pair(name: &str, value: &str) -> String {
    form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish()
}

/// A page's address with some choices. One that looks back, or ahead, leads to others that do.
pub(crate) fn address(asked: &Asked, page: &impl Address, mut pairs: Vec<String>) -> String {
    pairs.extend(asked.is_ahead().then(|| "ahead=yes".to_owned()));
    pairs.extend(asked.looking_back.as_ref().map(LookingBack::pair));
    if pairs.is_empty() { page.to_string() } else { format!("{page}?{}", pairs.join("&")) }
}

/// The address of a page that says what was just done.
pub(crate) fn with_done(page: &impl Address, done: Done) -> String {
    format!("{page}?{}", pair("done", done.as_str()))
}
