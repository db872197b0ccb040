//! Whether a return takes anything, and why it does not.

use super::row::Boxes;
use crate::ask::desk::Asked;
use domain::{
    access::Action,
    london,
    returns::{Sheet, State},
    slug::Slug,
    wording,
};

/// Whether the visitor may type into it now.
pub(super) fn boxes(asked: &Asked, sheet: &Sheet) -> Boxes {
    let may = may(asked, Action::SaveReturn, &sheet.of.organisation);
    if may && sheet.standing.state.is_open() && asked.looking_back.is_none() {
        Boxes::Open
    } else {
        Boxes::Locked
    }
}

/// Whether the visitor may do something with a return of an organisation.
pub(super) fn may(asked: &Asked, action: Action, organisation: &Slug) -> bool {
    asked.desk.visitor().may(action, asked.heir(organisation))
}

/// Why nothing can be typed: since when, and who can change that.
pub(super) fn lock_said(asked: &Asked, sheet: &Sheet) -> Option<String> {
    let organisation =
        asked.outline.organisation_name(asked.heir(&sheet.of.organisation).unwrap_or(&sheet.of.organisation));
    let by = sheet.standing.by.as_ref().map(|by| {
        let who = wording::by(&by.sort, by.person, by.name.as_deref());
        format!("by {who} on {}", london::minute_said(by.at))
    });
    let by = by.unwrap_or_default();
    match sheet.standing.state {
        State::Submitted => {
            Some(format!("Locked: handed in {by}. An approver at {organisation} can send it back."))
        }
        State::Nil => {
            Some(format!("Locked: handed in as nil {by}. An approver at {organisation} can send it back."))
        }
        State::Approved => Some(format!(
            "Locked: approved {by}. An approver at {organisation} can reopen it. A single figure can be \
                corrected from its indicator's page."
        )),
        State::Open | State::SentBack if !may(asked, Action::SaveReturn, &sheet.of.organisation) => {
            Some(format!(
                "You can read this return but not type in it: analysts at {organisation} fill it in. An \
                    administrator can give you that role."
            ))
        }
        State::Open | State::SentBack => None,
    }
}

/// Why the return takes nothing.
pub(super) fn nothing(asked: &Asked, sheet: &Sheet) -> String {
    lock_said(asked, sheet).unwrap_or_else(|| "The return cannot be changed now.".to_owned())
}
