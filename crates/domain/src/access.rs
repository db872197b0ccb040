//! Who asks, and what they may see. Roles arrive with accounts; until then there are two visitors.

/// Whoever makes a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Visitor {
    /// Somebody who has not signed in. Everyone who comes by the web is one, until there are accounts.
    Stranger,
    /// Whoever runs the program `outcomes` on the machine that holds the record.
    Operator,
}

/// Which truth a visitor is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Published figures only; what partners recorded comes out as `[c]`.
    Public,
    /// True values.
    Partner,
}

/// What can be done to the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Load a plan file.
    LoadPlan,
}

impl Visitor {
    /// Which truth this visitor is given.
    #[must_use]
    pub fn audience(&self) -> Audience {
        match self {
            Self::Stranger => Audience::Public,
            Self::Operator => Audience::Partner,
        }
    }

    /// Whether this visitor may do this.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        match (self, action) {
            (Self::Operator, Action::LoadPlan) => true,
            (Self::Stranger, Action::LoadPlan) => false,
        }
    }

    /// The visitor as the audit names them.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Stranger => "stranger",
            Self::Operator => "operator",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Action, Audience, Visitor};

    #[test]
    fn a_stranger_sees_the_public_truth_and_changes_nothing() {
        assert_eq!(Visitor::Stranger.audience(), Audience::Public);
        assert!(!Visitor::Stranger.may(Action::LoadPlan));
        assert!(Visitor::Operator.may(Action::LoadPlan));
    }
}
