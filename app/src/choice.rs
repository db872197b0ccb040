//! What an address chooses: plan year, area, view, span and the moment to look back to. Everything on the screen is in the address.

use crate::{as_at::LookingBack, desk::Asked, done::Done, fault::Fault};
use axum::{
    extract::{FromRequestParts, Query},
    http::request::Parts,
};
use chrono::{DateTime, Utc};
use domain::{
    area::AreaCode,
    chart::{Span, View},
    indicator::Indicator,
    plan::{PlanYear, current_year},
    series::Breakdown,
};

/// The pairs of a query string, as they were written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Choices(Vec<(String, String)>);

impl<S: Sync> FromRequestParts<S> for Choices {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        let Query(pairs) = Query::try_from_uri(&parts.uri).map_err(|_| {
            Fault::BadRequest("What follows the question mark in the address cannot be read.".into())
        })?;
        let pairs: Vec<(String, String)> = pairs;
        // No name of anything has such a character in it, and PostgreSQL reads no zero byte.
        // But what the columns of a table are is said in lines.
        let is_wrong = |name: &str, letter: char| {
            letter.is_control() && !(name == "map" && matches!(letter, '\n' | '\r' | '\t'))
        };
        if pairs.iter().any(|(name, value)| value.chars().any(|letter| is_wrong(name, letter))) {
            return Err(Fault::BadRequest(
                "What follows the question mark in the address holds a character that is none.".into(),
            ));
        }
        Ok(Self(pairs))
    }
}

impl Choices {
    /// Every choice, as the address has it.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// What is chosen for a name; the last where it is chosen twice. An empty choice is none.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let chosen = self.0.iter().rev().find(|(key, _)| key == name);
        chosen.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// The moment to look back to, where one is chosen.
    pub(crate) fn looking_back(&self, now: DateTime<Utc>) -> Result<Option<LookingBack>, Fault> {
        self.get("as-at").map(|text| LookingBack::read(text, now)).transpose()
    }

    /// What was just done, where the address says so.
    pub(crate) fn done(&self) -> Option<Done> {
        self.get("done").and_then(Done::parse)
    }

    /// What is chosen for a name, as it is written; nothing where nothing is.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }

    /// The chosen plan year, or the last one begun.
    pub(crate) fn year<'a>(&self, asked: &'a Asked) -> Result<&'a PlanYear, Fault> {
        let years = &asked.outline.years;
        let found = match self.get("year") {
            Some(slug) => years.iter().find(|year| year.slug.as_str() == slug),
            None => current_year(years, asked.today),
        };
        found.ok_or_else(|| {
            let known = years.iter().map(|year| year.slug.as_str()).collect::<Vec<_>>().join(", ");
            Fault::BadRequest(format!("The plan has no such year. Its years are {known}."))
        })
    }

    /// The chosen area, or the plan's own.
    pub(crate) fn area<'a>(&self, asked: &'a Asked) -> Result<&'a AreaCode, Fault> {
        let outline = &asked.outline;
        let Some(code) = self.get("area") else { return Ok(&outline.plan.area) };
        let found = outline.areas.iter().find(|area| area.code.as_str() == code);
        found.map(|area| &area.code).ok_or_else(|| {
            Fault::BadRequest(
                "There is no such area. An area is chosen by its official code, such as E92000001.".into(),
            )
        })
    }

    /// The chosen view of a chart.
    pub(crate) fn view(&self) -> Result<View, Fault> {
        match self.get("view") {
            None | Some("comparators") => Ok(View::Comparators),
            Some("line") => Ok(View::Line),
            Some("control-chart") => Ok(View::ControlChart),
            Some("forecast") => Ok(View::Forecast),
            Some("gaps") => Ok(View::Gaps),
            Some("groups") => Ok(View::Groups),
            Some("places") => Ok(View::Places),
            Some(_) => Err(Fault::BadRequest(
                "There is no such view. The views are comparators, line, control-chart, forecast, gaps, groups and places.".into(),
            )),
        }
    }

    /// The chosen group of a view of gaps; nothing where none is chosen.
    pub(crate) fn group(&self) -> Result<Option<Breakdown>, Fault> {
        let Some(text) = self.get("group") else { return Ok(None) };
        let group = Breakdown::parse(text).filter(|group| *group != Breakdown::Total);
        group.map(Some).ok_or_else(|| {
            Fault::BadRequest(
                "There is no such group. A group is chosen by its dimension and category, such as sex=Female.".into(),
            )
        })
    }

    /// The chosen span of a chart.
    pub(crate) fn span(&self) -> Result<Span, Fault> {
        match self.get("span") {
            None | Some("all") => Ok(Span::All),
            Some("plan") => Ok(Span::Plan),
            Some(_) => Err(Fault::BadRequest("There is no such span. The spans are all and plan.".into())),
        }
    }
}

/// The word of a view in an address; nothing for the one that is chosen anyway.
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

/// The address of a file of what a page shows: the same choices behind another name.
pub(crate) fn file_address(page: &str, file: &str) -> String {
    match page.split_once('?') {
        Some((path, choices)) => format!("{path}/{file}?{choices}"),
        None => format!("{page}/{file}"),
    }
}

/// The address of an indicator's page with its choices. What is chosen anyway is left out.
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
    address(asked, &format!("/indicators/{}", indicator.slug), pairs)
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
pub(crate) fn in_year(asked: &Asked, path: &str, year: &PlanYear) -> String {
    let is_usual = current_year(&asked.outline.years, asked.today) == Some(year);
    address(asked, path, if is_usual { Vec::new() } else { vec![format!("year={}", year.slug)] })
}

/// A pair of an address, with whatever would be read as something else escaped.
pub(crate) fn pair(name: &str, value: &str) -> String {
    form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish()
}

/// A page's address with some choices. One that looks back, or ahead, leads to others that do.
pub(crate) fn address(asked: &Asked, path: &str, mut pairs: Vec<String>) -> String {
    pairs.extend(asked.is_ahead().then(|| "ahead=yes".to_owned()));
    pairs.extend(asked.looking_back.as_ref().map(LookingBack::pair));
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}
