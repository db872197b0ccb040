//! The plan year and the place that an address chooses, among those of its plan.

use crate::ask::{choice::Choices, desk::Asked, fault::Fault};
use domain::{
    area::AreaCode,
    board::Moment,
    plan::{PlanYear, current_year},
};

impl Choices {
    /// The chosen plan year, or the last one begun.
    pub(crate) fn year<'a>(&self, asked: &'a Asked) -> Result<&'a PlanYear, Fault> {
        let years = &asked.outline.years;
        let found = match self.get("year") {
            Some(slug) => years.iter().find(|year| year.slug.as_str() == slug),
            None => current_year(years, asked.today),
        };
        found.ok_or_else(|| {
            let known = years.iter().map(|year| year.slug.as_str()).collect::<Vec<_>>().join(", ");
            Fault::BadRequest(format!("The plan does not have that year. Its years are {known}."))
        })
    }

    /// The figures that are shown: those of the chosen plan year, or else the newest once the plan has ended.
    pub(crate) fn moment<'a>(&self, asked: &'a Asked) -> Result<Moment<'a>, Fault> {
        let year = self.year(asked)?;
        let usual = Moment::usual(&asked.outline.years, asked.today).filter(|_| self.get("year").is_none());
        Ok(usual.unwrap_or_else(|| Moment::of_year(year, asked.today)))
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
}
