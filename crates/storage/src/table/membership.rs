//! The roles of people in organisations.

use super::versioned;
use domain::{
    access::{Grant, PersonId, Role},
    slug::Slug,
};

versioned! {
    /// A role of a person in an organisation.
    MembershipRow, named by MembershipKey, of "membership", called "role", in order "" {
        person: PersonId => never,
        organisation: Slug => never,
        role: Role => never,
    } {}
}

impl MembershipRow {
    pub(crate) fn of(person: PersonId, organisation: &Slug, role: Role) -> Self {
        Self { person, organisation: organisation.clone(), role }
    }

    pub(crate) fn grant(self) -> Grant {
        Grant { organisation: self.organisation, role: self.role }
    }
}
