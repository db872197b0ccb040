//! What an address chooses: plan year, area, view, span and the moment to look back to. Everything on the screen is in the address.

use crate::ask::{as_at::LookingBack, done::Done, fault::Fault};
use axum::{
    extract::{FromRequestParts, Query},
    http::request::Parts,
};
use chrono::{DateTime, Utc};
use domain::{
    chart::{Span, View},
    series::Breakdown,
};

/// The pairs of a query string, as they were written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Choices(Vec<(String, String)>);

impl<S: Sync> FromRequestParts<S> for Choices {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        let Query(pairs) = Query::try_from_uri(&parts.uri).map_err(|_| {
            Fault::BadRequest("We cannot read the part of the address after the question mark.".into())
        })?;
        let pairs: Vec<(String, String)> = pairs;
        // No name has such a character in it, and PostgreSQL accepts no zero byte. The list of a table's columns is the
        // exception: it has a line for each.
        let is_wrong = |name: &str, letter: char| {
            letter.is_control() && !(name == "map" && matches!(letter, '\n' | '\r' | '\t'))
        };
        if pairs.iter().any(|(name, value)| value.chars().any(|letter| is_wrong(name, letter))) {
            return Err(Fault::BadRequest(
                "The part of the address after the question mark contains a character we cannot read.".into(),
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

    /// What is chosen for a name; the last where it is chosen twice. An empty choice counts as none.
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

    /// What is chosen for a name, as it is written; empty if nothing is.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
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
