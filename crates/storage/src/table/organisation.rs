//! Organisations, which outlive plans.

use super::{Loaded, loaded::position, versioned};
use chrono::NaiveDate;
use domain::{organisation::Organisation, outline::Outline, slug::Slug};

versioned! {
    /// An organisation.
    OrganisationRow, named by OrganisationKey, of "organisation", called "organisation", in order "t.position, t.slug" {
        slug: Slug => shown,
    } {
        position: i64 => shown,
        name: String => shown,
        ended: Option<NaiveDate> => shown,
        successor: Option<Slug> => shown,
    }
}

impl Loaded for OrganisationRow {
    const IS_SHARED: bool = true;

    fn position(&self) -> Option<i64> {
        Some(self.position)
    }

    fn at(self, position: i64) -> Self {
        Self { position, ..self }
    }
}

impl OrganisationRow {
    pub(crate) fn all(outline: &Outline) -> Vec<Self> {
        let row = |(place, organisation): (usize, &Organisation)| {
            let Organisation { slug, name, ended, successor } = organisation.clone();
            Self { slug, position: position(place), name, ended, successor }
        };
        outline.organisations.iter().enumerate().map(row).collect()
    }

    pub(crate) fn organisation(self) -> Organisation {
        let Self { slug, name, ended, successor, .. } = self;
        Organisation { slug, name, ended, successor }
    }
}
