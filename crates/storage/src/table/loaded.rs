//! Tables that plan files speak for.

use super::Versioned;
use crate::sql::NameOrNone;
use domain::source::{Sort, Source};

/// A table that plan files speak for.
pub(crate) trait Loaded: Versioned {
    /// Whether two rows say the same: what a file says again is no change.
    fn says_the_same(&self, other: &Self) -> bool {
        self == other
    }

    /// Whether a plan file put this row there, or may speak for it. What an import added besides its figures, such as an indicator with
    /// the file's label, is a beginning that a plan file may better.
    fn may_be_replaced(&self, source: Source) -> bool {
        match source.sort() {
            Sort::PlanFile | Sort::Import => true,
            Sort::PartnersWords | Sort::Return | Sort::ByHand => false,
        }
    }

    /// Its place among others of its kind, where it has one.
    fn position(&self) -> Option<i64> {
        None
    }

    /// The same row in another place.
    fn at(self, _position: i64) -> Self {
        self
    }

    /// Whether it has its place among the same rows as another one: those of a plan, say.
    fn is_among(&self, _other: &Self) -> bool {
        true
    }

    /// What decides between two rows in one place.
    fn tie(&self) -> &str {
        ""
    }

    /// Whether it belongs to no plan, so that no plan's file puts it in another order.
    const IS_SHARED: bool = false;
}

/// That a table's rows have their place among those of their plan.
macro_rules! in_order_of_plan {
    ($row:ty) => {
        impl $crate::table::Loaded for $row {
            fn position(&self) -> Option<i64> {
                Some(self.position)
            }

            fn at(self, position: i64) -> Self {
                Self { position, ..self }
            }

            fn is_among(&self, other: &Self) -> bool {
                self.plan == other.plan
            }
        }
    };
}
pub(super) use in_order_of_plan;

/// A table of which several plans' files may say the same.
pub(crate) trait OfSomePlan: Loaded {
    /// The plan that says it.
    fn plan(&self) -> NameOrNone;

    /// The same as another plan would say it.
    fn under(self, plan: &NameOrNone) -> Self;
}

/// That several plans' files may say the same in a table.
macro_rules! of_some_plan {
    ($row:ty) => {
        impl $crate::table::OfSomePlan for $row {
            fn plan(&self) -> $crate::sql::NameOrNone {
                $crate::sql::NameOrNone::from(&self.plan)
            }

            fn under(self, plan: &$crate::sql::NameOrNone) -> Self {
                match &plan.0 {
                    Some(plan) => Self { plan: plan.clone(), ..self },
                    None => self,
                }
            }
        }
    };
}
pub(super) use of_some_plan;

/// A place in a list, as a column holds it.
pub(super) fn position(place: usize) -> i64 {
    i64::try_from(place).unwrap_or(i64::MAX)
}
