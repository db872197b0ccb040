//! Change notes: they explain a series, from a day on.

use super::{Loaded, Versioned, loaded::of_some_plan, versioned};
use chrono::NaiveDate;
use domain::{
    change_note::{ChangeNote, Effect, Kind},
    figure::Origin,
    slug::Slug,
    source::Source,
};

versioned! {
    /// A change note of an indicator, from a plan. Everybody is shown that it exists, because it may break the series.
    ChangeNoteRow, named by ChangeNoteKey, of "change_note", called "change note", in order "t.starts, t.slug" {
        plan: Slug => shown,
        slug: Slug => shown,
        indicator: Slug => shown,
    } {
        starts: NaiveDate => shown,
        kind: Kind => shown,
        effect: Effect => shown,
        text: String => hidden("The partners noted a change here.".to_owned()),
        source: String => hidden("the partners".to_owned()),
    }
}

impl Loaded for ChangeNoteRow {}
of_some_plan!(ChangeNoteRow);

impl ChangeNoteRow {
    pub(crate) fn of(plan: &Slug, note: &ChangeNote) -> Self {
        let ChangeNote { slug, indicator, on, kind, effect, text, source } = note.clone();
        Self { plan: plan.clone(), slug, indicator, starts: on, kind, effect, text, source }
    }

    pub(crate) fn all(plan: &Slug, notes: &[ChangeNote]) -> Vec<Self> {
        notes.iter().map(|note| Self::of(plan, note)).collect()
    }

    pub(crate) fn note(self) -> ChangeNote {
        let Self { slug, indicator, starts, kind, effect, text, source, .. } = self;
        ChangeNote { slug, indicator, on: starts, kind, effect, text, source }
    }

    /// As the public may see it. Notes from returns are about figures that partners hand in, even for a published indicator;
    /// and a plan file's part for partners only stays so. `origin` is that of its indicator.
    pub(crate) fn for_public(self, source: Source, origin: Option<Origin>) -> Option<Self> {
        let is_public = source.is_plan_file() || origin == Some(Origin::Published);
        if is_public && !source.is_for_partners() { Some(self) } else { self.concealed() }
    }
}
