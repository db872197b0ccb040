//! What the columns of any table are, as somebody describes them: `column=role` pairs, one a line.

use super::layout::plain;
use domain::vocabulary;

/// What each column of a table is, by its heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// The columns with a role, in the order given.
    pub columns: Vec<(String, Role)>,
    /// The indicator, where the whole file is about one.
    pub indicator: Option<String>,
    /// The period, where the whole file is about one.
    pub period: Option<String>,
    /// The official code of the area, where the whole file is about one.
    pub area: Option<String>,
}

vocabulary! {
    /// What a column is.
    pub enum Role {
        /// The indicator's name.
        Indicator = "indicator",
        /// The area: its official code, or its name as the record has it.
        Area = "area",
        /// The period's label.
        Period = "period",
        /// What DfE calls the time identifier: the kind of the period.
        PeriodKind = "period kind",
        /// One group of many: a breakdown.
        Filter = "filter",
        /// A figure. If there are several such columns, each is an indicator.
        Value = "value",
        /// A percentage written as a part of 1.
        Share = "share",
        /// The numerator.
        Numerator = "numerator",
        /// The denominator.
        Denominator = "denominator",
        /// The status of the figure.
        Status = "status",
        /// A note on the figure.
        Note = "note",
        /// Not read.
        Ignore = "ignore",
    }
}

/// Why a text is not a mapping.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAMapping {
    /// A line without its role.
    #[error("\"{0}\" is not written as column=role: the roles are {roles}", roles = roles())]
    Line(String),
    /// Nothing gives this role.
    #[error("no column is chosen as the {0}, and none is given for the whole file")]
    Missing(Role),
    /// Two columns have a role that only one can have.
    #[error("two columns are chosen as the {0}: choose one")]
    Twice(Role),
}

fn roles() -> String {
    Role::ALL.iter().map(|role| role.as_str()).collect::<Vec<_>>().join(", ")
}

impl Mapping {
    /// Reads `column=role` pairs, one a line; a column named `*` means the whole file: `*indicator=Suspensions`,
    /// `*area=E10000025`, `*period=2018-19`.
    ///
    /// # Errors
    /// When a line is not such a pair, or a required role is missing.
    pub fn parse(text: &str) -> Result<Self, NotAMapping> {
        let mut mapping = Self::default();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let wrong = || NotAMapping::Line(line.chars().take(60).collect());
            let (column, role) = line.rsplit_once('=').ok_or_else(wrong)?;
            let (column, role) = (column.trim(), role.trim());
            match column {
                "*indicator" => mapping.indicator = Some(role.to_owned()),
                "*period" => mapping.period = Some(role.to_owned()),
                "*area" => mapping.area = Some(role.to_owned()),
                _ => mapping.columns.push((column.to_owned(), Role::parse(role).ok_or_else(wrong)?)),
            }
        }
        mapping.check()?;
        Ok(mapping)
    }

    fn check(&self) -> Result<(), NotAMapping> {
        let count = |wanted: &[Role]| self.columns.iter().filter(|(_, role)| wanted.contains(role)).count();
        for role in [
            Role::Indicator,
            Role::Area,
            Role::Period,
            Role::PeriodKind,
            Role::Numerator,
            Role::Denominator,
            Role::Status,
            Role::Note,
        ] {
            if count(&[role]) > 1 {
                return Err(NotAMapping::Twice(role));
            }
        }
        let values = count(&[Role::Value, Role::Share]);
        if values == 0 {
            return Err(NotAMapping::Missing(Role::Value));
        }
        if count(&[Role::Area]) == 0 && self.area.is_none() {
            return Err(NotAMapping::Missing(Role::Area));
        }
        if count(&[Role::Period]) == 0 && self.period.is_none() {
            return Err(NotAMapping::Missing(Role::Period));
        }
        Ok(())
    }

    /// The place of the column of a role among headings.
    pub(super) fn place(&self, role: Role, headings: &[String]) -> Option<usize> {
        let (name, _) = self.columns.iter().find(|(_, of)| *of == role)?;
        headings.iter().position(|heading| *heading == plain(name))
    }

    /// The places of the columns of a role among headings.
    pub(super) fn places(&self, role: Role, headings: &[String]) -> Vec<usize> {
        let of_role = self.columns.iter().filter(|(_, of)| *of == role);
        of_role.filter_map(|(name, _)| headings.iter().position(|heading| *heading == plain(name))).collect()
    }

    /// Whether all of its columns are among a row's headings.
    pub(super) fn fits(&self, headings: &[String]) -> bool {
        self.columns.iter().all(|(name, _)| headings.contains(&plain(name)))
    }
}

impl std::fmt::Display for Mapping {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (column, role) in &self.columns {
            writeln!(f, "{column}={role}")?;
        }
        let whole = [("indicator", &self.indicator), ("period", &self.period), ("area", &self.area)];
        for (name, text) in whole {
            if let Some(text) = text {
                writeln!(f, "*{name}={text}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Mapping, NotAMapping, Role};

    #[test]
    fn mappings_read_back() {
        let text = "Council=area\nYear=period\nSex = M/F=filter\nRate=value\n*indicator=Suspensions\n";
        let mapping = Mapping::parse(text).expect("a mapping");
        assert_eq!(mapping.columns[2], ("Sex = M/F".to_owned(), Role::Filter));
        assert_eq!(mapping.to_string(), text);
        assert_eq!(Mapping::parse("Council=area\nRate=value"), Err(NotAMapping::Missing(Role::Period)));
        assert_eq!(Mapping::parse("a=area\nb=area\nc=period\nd=value"), Err(NotAMapping::Twice(Role::Area)));
        let wrong = Mapping::parse("Council=place").expect_err("no role").to_string();
        assert!(wrong.contains("period kind"), "{wrong}");
    }
}
