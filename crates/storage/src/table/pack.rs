//! The packs of meetings, until they are frozen.

use super::versioned;
use chrono::NaiveDate;
use domain::{pack::Pack, slug::Slug};

versioned! {
    /// A pack of a plan.
    PackRow, named by PackKey, of "pack", called "pack", in order "t.held DESC, t.meeting, t.slug" {
        plan: Slug => never,
        slug: Slug => never,
    } {
        year: Slug => never,
        meeting: String => never,
        held: NaiveDate => never,
        /// One item per line.
        agenda: String => never,
        cover_note: String => never,
        priorities: Vec<Slug> => never,
    }
}

impl PackKey {
    pub(crate) fn of(plan: &Slug, pack: &Slug) -> Self {
        Self { plan: plan.clone(), slug: pack.clone() }
    }
}

impl PackRow {
    pub(crate) fn of(plan: &Slug, pack: &Pack) -> Self {
        let Pack { slug, year, meeting, on, agenda, cover_note, priorities } = pack.clone();
        let (plan, agenda) = (plan.clone(), agenda.join("\n"));
        Self { plan, slug, year, meeting, held: on, agenda, cover_note, priorities }
    }

    pub(crate) fn pack(self) -> Pack {
        let Self { slug, year, meeting, held, agenda, cover_note, priorities, .. } = self;
        let agenda = agenda.lines().map(str::to_owned).collect();
        Pack { slug, year, meeting, on: held, agenda, cover_note, priorities }
    }
}
