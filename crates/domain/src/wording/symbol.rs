//! The meanings of the symbols beside figures.

use super::stage;
use crate::figure::{Absence, Figure, Origin, Status};

/// The meaning of each symbol in some figures, in the order in which they occur: only those that are there.
#[must_use]
pub fn meanings<'a>(figures: impl Iterator<Item = &'a Figure>) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for figure in figures {
        let stage = stage(figure.approval).map(|stage| format!("{}: {stage}", figure.approval));
        let reading = match (figure.reading.absence(), figure.origin) {
            (Some(Absence::Confidential), Origin::Partner) => {
                Some("[c] confidential: recorded by a partner and not shown to the public".to_owned())
            }
            (Some(absence), ..) => Some(format!("[{}] {absence}", absence.symbol())),
            (None, ..) => None,
        };
        let status = match figure.status {
            Status::Provisional => Some("[p] provisional: may still change".to_owned()),
            Status::Revised => Some("[r] revised: changed since it was first reported".to_owned()),
            Status::Final => None,
        };
        for meaning in [reading, status, stage].into_iter().flatten() {
            if !said.contains(&meaning) {
                said.push(meaning);
            }
        }
    }
    said
}
