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
    board::{Moment, Until},
    chart::{Span, View},
    indicator::Indicator,
    plan::PlanYear,
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
    moment: Moment<'_>,
    area: &AreaCode,
    view: View,
    span: Span,
) -> String {
    let mut pairs: Vec<_> = chosen_year(asked, moment).into_iter().collect();
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
    moment: Moment<'_>,
    area: &AreaCode,
    group: &Breakdown,
    span: Span,
) -> String {
    let view = indicator_address(asked, indicator, moment, area, View::Gaps, span);
    format!("{view}&{}", pair("group", &group.to_string()))
}

/// A page's address at a moment.
pub(crate) fn at_moment(asked: &Asked, page: &impl Address, moment: Moment<'_>) -> String {
    at_moment_with(asked, page, moment, Vec::new())
}

/// The same with more choices.
pub(crate) fn at_moment_with(
    asked: &Asked,
    page: &impl Address,
    moment: Moment<'_>,
    more: Vec<String>,
) -> String {
    address(asked, page, chosen_year(asked, moment).into_iter().chain(more).collect())
}

/// A page's address in a plan year.
pub(crate) fn in_year(asked: &Asked, page: &impl Address, year: &PlanYear) -> String {
    at_moment(asked, page, Moment::of_year(year, asked.today))
}

/// The plan year as a choice of an address; nothing where the moment is what an address without one shows.
fn chosen_year(asked: &Asked, moment: Moment<'_>) -> Option<String> {
    let usual = Moment::usual(&asked.outline.years, asked.today);
    let is_usual = usual.is_some_and(|usual| match (usual.until, moment.until) {
        (Until::Year, Until::Year) => usual.year == moment.year,
        (usual, until) => usual == until,
    });
    (!is_usual).then(|| format!("year={}", moment.year.slug))
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
