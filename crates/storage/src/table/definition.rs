//! The definitions of indicators, each from a day on.

use super::{Loaded, OfSomePlan, versioned};
use crate::sql::NameOrNone;
use chrono::NaiveDate;
use domain::{
    indicator::{Definition, Indicator, Timing},
    slug::Slug,
};

versioned! {
    /// A definition of an indicator.
    DefinitionRow, named by DefinitionKey, of "definition", called "definition", in order "t.starts" {
        /// The plan whose file contains it; none where it came from an import.
        plan: NameOrNone => shown,
        indicator: Slug => shown,
        starts: NaiveDate => shown,
    } {
        text: String => shown,
        timing: Timing => shown,
    }
}

impl Loaded for DefinitionRow {}

impl OfSomePlan for DefinitionRow {
    fn plan(&self) -> NameOrNone {
        self.plan.clone()
    }

    fn under(self, plan: &NameOrNone) -> Self {
        Self { plan: plan.clone(), ..self }
    }
}

impl DefinitionRow {
    pub(crate) fn of(plan: &Slug, indicator: &Slug, definition: &Definition) -> Self {
        let Definition { from, text, timing } = definition.clone();
        Self { plan: plan.into(), indicator: indicator.clone(), starts: from, text, timing }
    }

    pub(crate) fn all(plan: &Slug, indicators: &[Indicator]) -> Vec<Self> {
        let of = |indicator: &Indicator| -> Vec<Self> {
            let definitions = indicator.definitions.iter();
            definitions.map(|definition| Self::of(plan, &indicator.slug, definition)).collect()
        };
        indicators.iter().flat_map(of).collect()
    }

    pub(crate) fn definition(self) -> Definition {
        Definition { from: self.starts, text: self.text, timing: self.timing }
    }
}
