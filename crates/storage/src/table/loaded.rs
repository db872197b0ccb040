//! Tables that plan files write.

use super::Versioned;
use crate::sql::NameOrNone;
use domain::source::{Sort, Source};

/// A table that plan files write.
pub(crate) trait Loaded: Versioned {
    /// Whether two rows have the same content: repeating it in a file is not a change.
    fn says_the_same(&self, other: &Self) -> bool {
        self == other
    }

    /// Whether a plan file recorded this row, or may replace it. What an import added besides its figures, such as an
    /// indicator with the file's label, is a beginning that a plan file may improve.
    fn may_be_replaced(&self, source: Source) -> bool {
        match source.sort() {
            Sort::PlanFile | Sort::Import => true,
            Sort::PartnersWords | Sort::Return | Sort::ByHand => false,
        }
    }

    /// Its position among others of its kind, if it has one.
    fn position(&self) -> Option<i64> {
        None
    }

    /// The same row at another position.
    fn at(self, _position: i64) -> Self {
        self
    }

    /// Whether it is ordered among the same rows as another one: those of a plan, for example.
    fn is_among(&self, _other: &Self) -> bool {
        true
    }

    /// Decides the order of two rows at one position.
    fn tie(&self) -> &str {
        ""
    }

    /// Whether it belongs to no plan, so that no plan's file can reorder it.
    const IS_SHARED: bool = false;
}

/// For a table whose rows are ordered within their plan.
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

/// A table in which several plans' files may have the same row.
pub(crate) trait OfSomePlan: Loaded {
    /// The plan of the row.
    fn plan(&self) -> NameOrNone;

    /// The same row of another plan.
    fn under(self, plan: &NameOrNone) -> Self;
}

/// For a table in which several plans' files may have the same row.
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

/// An index in a list, as a column holds it.
pub(super) fn position(place: usize) -> i64 {
    i64::try_from(place).unwrap_or(i64::MAX)
}
